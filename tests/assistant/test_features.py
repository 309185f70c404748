from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest
from llama_index.core.schema import NodeWithScore

from assistant.asked import Asked, asked
from assistant.cover import Term
from assistant.features import (
    HEADING_WORDS,
    IN_DOCUMENT,
    IN_HEADING,
    IN_LEAD,
    IN_NEIGHBOUR,
    NOT_FOUND,
    Features,
    context,
    counts,
    features,
)
from assistant.retrieve import View
from ingest.document import CELL_MARK
from ingest.dutch import stem

REIS = Term(stem("reis"), "reis", 3.0)
GENT = Term(stem("gent"), "gent", 1.0)
KOSTEN = Term(stem("kosten"), "kosten", 3.0)


@dataclass(frozen=True)
class Measured:
    """The features of the stretches of one document, by their text."""

    view: View
    features: Features
    rows: Mapping[str, int]

    def value(self, name: str, text: str) -> float:
        return float(self.features.table[self.rows[text], self.features.names.index(name)])

    def own(self, text: str) -> list[float]:
        return self.features.own[self.rows[text]].tolist()

    def around(self, text: str) -> list[float]:
        return self.features.around[self.rows[text]].tolist()


@pytest.fixture(scope="module")
def measure(view_of, embedder):
    def make(question: str, *lines: str, query: Sequence[Term] = (REIS,), kind: Asked | None = None) -> Measured:
        view = view_of(gids=lines)
        stretches = view.stretches("gids.md")
        hits = [NodeWithScore(node=node, score=1.0) for node in view.nodes]
        found = features(question, kind or asked(question), query, stretches=stretches, hits=hits, view=view, embedder=embedder)
        return Measured(view, found, {stretch.text: i for i, stretch in enumerate(stretches)})

    return make


def test_each_stretch_has_a_number_for_every_feature(measure) -> None:
    found = measure("Wat kost de reis?", "# Reis", "De reis kost 300 euro.", "- Jas", "- Pet", "Bel ons.").features
    assert found.table.shape == (len(found.own), len(found.names))
    assert len(set(found.names)) == len(found.names)
    assert np.isfinite(found.table).all()
    assert found.shows.dtype == bool


# coverage: what stands in the stretch, and around it


def test_a_term_counts_less_the_further_away_it_stands(measure) -> None:
    lines = ["Wij gaan naar Gent.", "Dat kost 300 euro.", "Neem een jas mee.", "# Reis en parkeren", "De bus is gratis."]
    found = measure("reis Gent", *lines, query=(REIS, GENT))
    assert found.own("Wij gaan naar Gent.") == [0, 1]
    assert found.own("Dat kost 300 euro.") == [0, 0]
    assert found.around("Dat kost 300 euro.") == [IN_DOCUMENT, IN_NEIGHBOUR]
    assert found.around("Neem een jas mee.") == [IN_DOCUMENT, IN_DOCUMENT]
    assert found.around("De bus is gratis.") == [IN_HEADING, IN_DOCUMENT]


def test_coverage_is_the_share_of_the_question_by_weight(measure) -> None:
    found = measure("reis Gent", "Wij gaan naar Gent.", "De reis is lang.", query=(REIS, GENT))
    assert found.value("own", "Wij gaan naar Gent.") == pytest.approx(1 / 4)
    assert found.value("around", "Wij gaan naar Gent.") == pytest.approx((3 * IN_NEIGHBOUR + 1) / 4)
    assert found.value("own", "Wij gaan naar Gent. De reis is lang.") == 1


def test_the_sentence_under_another_heading_is_no_neighbour(measure) -> None:
    found = measure("Gent", "Wij gaan naar Gent.", "# Bus", "De bus is gratis.", query=(GENT,))
    assert found.around("De bus is gratis.") == [IN_DOCUMENT]


def test_what_introduces_a_list_counts_for_every_item(measure) -> None:
    found = measure("Gent", "Naar Gent gaan mee:", "- Jas", "- Pet", query=(GENT,))
    assert found.around("Pet") == [IN_LEAD]
    assert found.own("Pet") == [0]


def test_what_the_document_is_called_counts_as_a_heading(measure) -> None:
    assert measure("gids", "De bus is gratis.", query=(Term(stem("gids"), "gids", 1.0),)).around("De bus is gratis.") == [IN_HEADING]


def test_under_a_heading_that_is_the_subject_a_stretch_need_not_repeat_it(measure) -> None:
    subject = measure("Wat zijn de kosten?", "# Kosten", "Dat is 300 euro.", query=(KOSTEN,))
    more = measure("Wat zijn de kosten?", "# Kosten en begeleiding", "Dat is 300 euro.", query=(KOSTEN,))
    assert subject.own("Dat is 300 euro.") == [IN_HEADING]
    assert more.own("Dat is 300 euro.") == [0]
    assert more.around("Dat is 300 euro.") == [IN_HEADING]


def test_what_shows_the_kind_asked_need_not_name_it(measure) -> None:
    phone = Term(stem("telefoonnummer"), "telefoonnummer", 1.0, is_kind=True)
    found = measure("Wat is het telefoonnummer?", "Bel 053 123 45 67.", "Mail het loket.", query=(phone, REIS))
    assert found.own("Bel 053 123 45 67.") == [1, 0]
    assert found.own("Mail het loket.") == [0, 0]


def test_focus_is_what_is_covered_of_what_the_headings_leave_open(measure) -> None:
    found = measure("Wat kost de reis?", "# De reis", "De kosten zijn hoog.", "De bus is blauw.", query=(REIS, KOSTEN))
    assert found.value("focus", "De kosten zijn hoog.") == 1
    assert found.value("focus", "De bus is blauw.") == 0
    assert found.value("focus_beside", "De bus is blauw.") == 1


def test_where_the_headings_say_all_there_is_no_focus(measure) -> None:
    assert measure("Is er een reis?", "# De reis", "De reis is er.").value("focus", "De reis is er.") == 0


def test_the_weakest_of_the_weightiest_terms_and_how_many_are_met(measure) -> None:
    found = measure("Wat kost de reis naar Gent?", "De reis naar Gent.", "De kosten van de reis.", query=(REIS, KOSTEN, GENT))
    assert found.value("weakest", "De kosten van de reis.") == 1
    assert found.value("weakest", "De reis naar Gent.") == IN_NEIGHBOUR
    assert found.value("own_met", "De reis naar Gent.") == pytest.approx(2 / 3)
    assert found.value("met", "De kosten van de reis.") == pytest.approx(2 / 3)


def test_a_name_that_a_stretch_lacks_counts_by_its_share(measure) -> None:
    gent = replace(GENT, is_telling=True)
    found = measure("Gaat de reis naar Gent?", "De reis gaat.", "De bus gaat naar Gent.", query=(REIS, gent))
    assert found.value("names_lacking_own", "De reis gaat.") == pytest.approx(1 / 4)
    assert found.value("names_lacking", "De reis gaat.") == pytest.approx((1 - IN_NEIGHBOUR) / 4)
    assert found.value("names_lacking_own", "De bus gaat naar Gent.") == found.value("names_lacking", "De bus gaat naar Gent.") == 0


def test_a_sentence_about_another_year_is_told_from_the_rest(measure) -> None:
    found = measure("Hoeveel reizen waren er in 2025?", "In 2023 waren er twee reizen.", "In 2025 was er een reis.", "Er zijn reizen.")
    years = [found.value("other_year", text) for text in ("In 2023 waren er twee reizen.", "In 2025 was er een reis.", "Er zijn reizen.")]
    assert years == [1, 0, 0]


def test_a_sentence_defines_what_it_begins_with(measure) -> None:
    lines = ("Een reis is een tocht.", "De bus is van de reis.")
    found = measure("Wat is een reis?", *lines)
    assert [found.value("defines", line) for line in lines] == [1, 0]
    assert measure("Hoe gaat de reis?", *lines).value("defines", lines[0]) == 0


def test_each_way_of_showing_an_answer_has_a_feature_of_its_own(measure) -> None:
    found = measure("Wanneer is de reis?", "De reis is op 3 mei.")
    assert (found.value("shows_date", "De reis is op 3 mei."), found.value("shows_who", "De reis is op 3 mei.")) == (1, 0)


def test_density_is_the_share_of_the_stretch_that_was_asked_for_by_rarity(measure) -> None:
    found = measure("Gent", "Een bus naar Gent.", "Een bus met een jas.", query=(GENT,))
    bus, gent = (found.view.keyword.rarity(term) for term in ("bus", "gent"))
    assert found.value("density", "Een bus naar Gent.") == pytest.approx(gent / (bus + gent))
    assert found.value("density", "Een bus met een jas.") == 0


# meaning and place


def test_meaning_is_the_cosine_with_the_stretch_under_its_heading(measure, embedder) -> None:
    found = measure("Wat kost de reis?", "# Geld", "De reis is duur.", "De bus is gratis.")
    heading, reis, bus = (np.array(embedder.get_text_embedding(text)) for text in ("Geld", "De reis is duur.", "De bus is gratis."))
    together = HEADING_WORDS * heading + 4 * reis + 4 * bus
    asked_for = np.array(embedder.get_query_embedding("Wat kost de reis?"))
    by_hand = together @ asked_for / np.linalg.norm(together)
    assert found.value("meaning_under_heading", "De reis is duur. De bus is gratis.") == pytest.approx(by_hand, abs=1e-5)


def test_a_passage_counts_by_its_score_and_its_place(view_of, embedder) -> None:
    view = view_of(eerste=["De reis is duur."], tweede=["De bus is gratis."], geen=["De trein is snel."])
    by_document = {node.metadata["document"]: node for node in view.nodes}
    hits = [NodeWithScore(node=by_document["eerste.md"], score=4.0), NodeWithScore(node=by_document["tweede.md"], score=1.0)]
    stretches = [stretch for name in ("eerste.md", "tweede.md", "geen.md") for stretch in view.stretches(name)]
    found = features("reis", Asked.OTHER, (REIS,), stretches=stretches, hits=hits, view=view, embedder=embedder)
    column = {name: found.table[:, i].tolist() for i, name in enumerate(found.names)}
    assert column["passage"] == [1, 0.25, 0]
    assert column["passage_rank"] == [1, 0.5, 1 / NOT_FOUND]


@pytest.mark.parametrize("score", [None, 0.0])
def test_passages_without_a_score_do_no_harm(view_of, embedder, score) -> None:
    view = view_of(gids=["De reis is duur."])
    hits = [NodeWithScore(node=view.nodes[0], score=score)]
    found = features("reis", Asked.OTHER, (REIS,), stretches=view.stretches("gids.md"), hits=hits, view=view, embedder=embedder)
    assert found.table[0, found.names.index("passage")] == 0


# the kind of answer


def test_a_stretch_shows_the_kind_asked_as_a_whole_or_in_part(measure) -> None:
    found = measure("Wanneer is de reis?", "Dat is op 3 mei.", "Neem een jas mee.")
    both = "Dat is op 3 mei. Neem een jas mee."
    assert [found.value("shows_hard_kind", text) for text in ("Dat is op 3 mei.", "Neem een jas mee.", both)] == [1, 0, 1]
    assert [found.value("share_that_shows", text) for text in ("Dat is op 3 mei.", "Neem een jas mee.", both)] == [1, 0, 0.5]
    assert found.value("shows_other_kind", both) == 0
    assert [bool(found.features.shows[found.rows[text]]) for text in (both, "Neem een jas mee.")] == [True, False]


def test_a_kind_that_need_not_show_counts_apart(measure) -> None:
    found = measure("Waarom is de reis duur?", "Dat is omdat het ver is.", "Neem een jas mee.")
    assert [found.value("shows_other_kind", text) for text in ("Dat is omdat het ver is.", "Neem een jas mee.")] == [1, 0]
    assert [found.value(name, "Dat is omdat het ver is.") for name in ("shows_hard_kind", "share_that_shows")] == [0, 0]


@pytest.mark.parametrize(
    ("question", "name", "other"), [("Welke dingen?", "list_asked", "list_not_asked"), ("Wat kost het?", "list_not_asked", "list_asked")]
)
def test_a_list_counts_by_whether_one_was_asked(measure, question, name, other) -> None:
    found = measure(question, "Neem dit mee:", "- Jas", "- Pet")
    texts = ("Neem dit mee: Jas Pet", "Jas Pet", "Jas", "Neem dit mee:")
    assert [found.value(name, text) for text in texts] == [1, 1, 0, 0]
    assert [found.value(other, text) for text in texts] == [0, 0, 0, 0]


def test_the_number_of_what_is_counted_stands_beside_it_or_under_its_heading(measure) -> None:
    lines = ["# Scholen", "Er doen 104 scholen mee.", "Vorig jaar waren het er 98.", "Dat is fijn.", "# Leraren", "Er zijn er 300."]
    found = measure("Hoeveel scholen doen mee?", *lines)
    texts = (lines[1], lines[2], lines[3], lines[5])
    assert [found.value("counts", text) for text in texts] == [1, 0, 0, 0]
    assert [found.value("counts_by_heading", text) for text in texts] == [0, 1, 0, 0]


def test_where_nothing_is_counted_no_number_counts(measure) -> None:
    found = measure("Welke scholen doen mee?", "# Scholen", "Er doen 104 scholen mee.")
    assert [found.value(name, "Er doen 104 scholen mee.") for name in ("counts", "counts_by_heading")] == [0, 0]


@pytest.mark.parametrize(
    ("text", "value"), [("Kosten: 300 euro.", 1), ("Let op: de kosten zijn hoog.", 0), ("De kosten zijn 300 euro.", 0)]
)
def test_a_label_counts_where_just_that_was_asked(measure, text, value) -> None:
    assert measure("Wat zijn de kosten?", text).value("label", text) == value


def test_a_label_may_be_asked_for_in_another_form(measure) -> None:
    assert measure("Welk boek is dat?", "Boeken: drie delen.").value("label", "Boeken: drie delen.") == 1


def test_the_first_cell_of_a_row_is_a_label_too(measure) -> None:
    assert measure("Wat zijn de kosten?", CELL_MARK.join(("Kosten", "300 euro"))).value("label", "Kosten | 300 euro") == 1


def test_a_label_of_small_words_counts_where_they_were_asked_in_a_row(measure) -> None:
    text = "Voor wie: leraren."
    assert measure("Voor wie is de reis?", text).value("label", text) == 1
    assert measure("Voor leraren is de reis?", text).value("label", text) == 0


# headings


@pytest.mark.parametrize(
    ("heading", "kind", "name"),
    [
        ("Kosten van begeleiding", Asked.AMOUNT, "heading"),
        ("Kosten van begeleiding", Asked.DEFINITION, "explained_heading"),
        ("Kosten van begeleiding?", Asked.AMOUNT, "explained_heading"),
    ],
)
def test_a_heading_counts_by_what_it_covers_of_the_question_and_the_question_of_it(measure, heading, kind, name) -> None:
    found = measure("De kosten in Gent", f"# {heading}", "Dat is 300 euro.", query=(KOSTEN, GENT), kind=kind)
    by_hand = math.sqrt(3 / 4) * 1 / 2
    assert {each: found.value(each, "Dat is 300 euro.") for each in ("heading", "explained_heading")} == {
        "heading": 0,
        "explained_heading": 0,
        name: pytest.approx(by_hand),
    }


@pytest.mark.parametrize(("heading", "value"), [("Wat kost de reis?", 1), ("Wat kost de bus?", 0), ("De reis", 0)])
def test_a_heading_that_asks_the_same(measure, heading, value) -> None:
    assert measure("Wat kost de reis precies?", f"# {heading}", "Dat is 300 euro.").value("same_question", "Dat is 300 euro.") == value


# shape


def test_length_is_counted_in_words_and_in_their_logarithm(measure) -> None:
    found = measure("reis", "De reis is heel duur.")
    assert found.value("words", "De reis is heel duur.") == pytest.approx(5 / 50)
    assert found.value("log_words", "De reis is heel duur.") == pytest.approx(math.log(6))


def test_a_heading_alone_and_a_fragment_are_told_from_a_sentence(measure) -> None:
    found = measure("reis", "# Reis", "Een lange reis.", "De reis is duur.", "- Jas", "# Bus", "Leuk. Heel leuk.")
    texts = ("Reis", "Een lange reis.", "De reis is duur.", "Jas")
    assert [found.value("is_heading", text) for text in texts] == [1, 0, 0, 0]
    assert [found.value("is_fragment", text) for text in texts] == [0, 1, 0, 0]
    assert found.value("is_fragment", "Leuk. Heel leuk.") == 0


def test_a_sentence_leans_on_the_one_before_it_but_not_on_a_heading(measure) -> None:
    lines = ["Deze reis is duur.", "Daarna gaan we eten.", "Wij slapen in Gent.", "# Bus", "Die is gratis."]
    found = measure("reis", *lines)
    assert [found.value("leans", text) for text in (lines[0], lines[1], lines[2], lines[4])] == [0, 1, 0, 0]
    assert found.value("leans", "Daarna gaan we eten. Wij slapen in Gent.") == 1


def test_what_ends_in_a_colon_announces_and_what_ends_in_a_question_mark_asks(measure) -> None:
    found = measure("reis", "Neem dit mee:", "- Jas", "- Pet", "# Bus", "Hoe duur is de bus?")
    texts = ("Neem dit mee:", "Neem dit mee: Jas Pet", "Hoe duur is de bus?")
    assert [found.value("announces", text) for text in texts] == [1, 0, 0]
    assert [found.value("asks", text) for text in texts] == [0, 0, 1]


def test_what_says_how_many_there_are_announces_them_unless_that_was_asked(measure) -> None:
    lines = ["De school werkt op twee plaatsen.", "Dat zijn Gent en Ieper."]
    for question, announced in (("Waar werkt de school?", 1), ("Hoeveel plaatsen zijn er?", 0)):
        found = measure(question, *lines, kind=asked(question))
        assert [found.value("announces", text) for text in (lines[0], " ".join(lines))] == [announced, 0]


def test_a_sentence_that_gives_a_name_leans_on_what_it_names(measure) -> None:
    found = measure("reis", "Niemand gaat.", "Wij noemen dit de reisangst.", "Wij noemen de reis duur.")
    assert [found.value("leans", text) for text in ("Wij noemen dit de reisangst.", "Wij noemen de reis duur.")] == [1, 0]


# their parts


def test_a_number_counts_a_noun_that_stands_beside_it() -> None:
    assert counts("scholen", "Er doen 104 scholen mee.")
    assert counts("scholen", "Scholen samen: 104.")
    assert not counts("scholen", "Scholen die al langer meedoen: 104.")
    assert not counts("scholen", "Sinds 2024 doen meer scholen mee.")
    assert not counts("scholen", "Er doen 104 leraren mee.")


def test_a_unit_knows_its_headings_and_its_document(units_of) -> None:
    [_, unit] = units_of("# Kosten", "Gratis.", path="map/gids-2025.md", title="De gids", publisher="Stichting")
    assert context(unit) == ("Kosten", "Kosten", "De gids Stichting map gids 2025")
