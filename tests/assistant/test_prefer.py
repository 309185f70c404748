"""What fits who asks comes first; what does not is still found, save where a document was named."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.answer import Question, Status
from assistant.assistant import Assistant
from assistant.prefer import AGAINST, FOUND, TOLD, Words, fits_of, lean_to_documents
from assistant.preference import Preference, Preferred
from ingest.sources import Source

LINES = ["# Begeleiding", "Een starter krijgt in het eerste jaar wekelijks begeleiding van een mentor."]
KNOWN = {
    "utrecht": Source(region="Utrecht", sector=("po",), audience=("docent",), kind="brochure", published="2024-10"),
    "twente": Source(region="Twente", sector=("vo",), audience=("medewerker",), kind="nieuwsbrief", published="2025-10"),
}


@pytest.fixture(scope="module")
def view(view_of):
    return view_of(KNOWN, utrecht=LINES, twente=LINES, tuin=["# Tuin", "In de tuin groeien bonen en een pompoen."])


def found(view, embedder, preference: Preference, question: str = "Hoe vaak krijgt een starter begeleiding?") -> list[str]:
    return [
        hit.node.metadata["document"]
        for hit in view.search(question, embedder.get_query_embedding(question), 5, preferred=Preferred(preference))
    ]


@pytest.mark.parametrize(
    ("preference", "first"),
    [
        (Preference(regions=("Twente",)), "twente.md"),
        (Preference(regions=("utrecht",)), "utrecht.md"),
        (Preference(sectors=("vo",)), "twente.md"),
        (Preference(sectors=("po",)), "utrecht.md"),
        (Preference(audience=("medewerker",)), "twente.md"),
        (Preference(audience=("docent",)), "utrecht.md"),
        (Preference(kinds=("Nieuwsbrief",)), "twente.md"),
        (Preference(kinds=("brochure",)), "utrecht.md"),
        (Preference(school_years=("2025-2026",)), "twente.md"),
        (Preference(school_years=("2024-2025",)), "utrecht.md"),
    ],
)
def test_of_two_that_say_the_same_the_one_that_fits_comes_first(view, embedder, preference, first) -> None:
    assert found(view, embedder, preference)[0] == first


def test_what_does_not_fit_is_still_found_before_what_is_about_something_else(view_of, embedder) -> None:
    view = view_of(KNOWN, utrecht=LINES, twente=["# Tuin", "In de tuin groeien bonen en een pompoen."])
    assert found(view, embedder, Preference(regions=("Twente",), sectors=("vo",))) == ["utrecht.md", "twente.md"]


def test_a_document_that_was_named_is_the_only_one(view, embedder) -> None:
    assert found(view, embedder, Preference(documents=("tuin.md",))) == ["tuin.md"]
    assert found(view, embedder, Preference(documents=("tuin.md", "twente.md"), regions=("Utrecht",))) == ["twente.md", "tuin.md"]


def test_the_answer_comes_from_what_fits(view, shelf, embedder) -> None:
    ask = Assistant(type(shelf)(view, embedder), embedder).answer
    question = "Hoe vaak krijgt een starter begeleiding van een mentor?"
    for region in ("Utrecht", "Twente"):
        answer = ask(Question(question, preference=Preference(regions=(region,))))
        assert answer.status is Status.ANSWERED
        assert answer.citations[0].document == f"{region.lower()}.md"
        assert answer.preferred.chosen.regions == (region,)


def test_of_one_document_the_part_on_what_was_asked_is_quoted(view_of, shelf, embedder) -> None:
    lines = ["# Voortgezet onderwijs", "De leiding heeft Anna Bos.", "# Mbo", "De leiding heeft Piet Jansen."]
    ask = Assistant(type(shelf)(view_of(gids=lines), embedder), embedder).answer
    for sector, name in (("vo", "Anna Bos"), ("mbo", "Piet Jansen")):
        answer = ask(Question("Wie heeft de leiding?", preference=Preference(sectors=(sector,))))
        assert name in answer.citations[0].quote


@pytest.mark.parametrize(("sector", "heading"), [("vo", "Voortgezet onderwijs"), ("mbo", "Mbo")])
def test_of_one_document_the_passage_on_what_was_asked_comes_first(view_of, embedder, sector, heading) -> None:
    lines = [line for over in ("Voortgezet onderwijs", "Mbo") for line in (f"# {over}", *LINES[1:])]
    question = "Hoe vaak krijgt een starter begeleiding?"
    hits = view_of(gids=lines).search(
        question, embedder.get_query_embedding(question), 2, preferred=Preferred(Preference(sectors=(sector,)))
    )
    assert [hit.node.metadata["heading"] for hit in hits][0] == heading


def test_what_documents_are_about_counts_before_the_best_passages_are_put_in_order(view) -> None:
    leaning = lean_to_documents(np.zeros(3), Preferred(Preference(regions=("Twente",))), view)
    assert dict(zip(view.by_document, leaning, strict=True)) == {"utrecht.md": -AGAINST * FOUND, "twente.md": FOUND, "tuin.md": 0.0}


@pytest.mark.parametrize(
    ("preference", "heading", "text", "fit"),
    [
        (Preference(sectors=("po",)), "", "Een mentor.", 1.0),
        (Preference(sectors=("vo",)), "", "Een mentor.", -AGAINST),
        (Preference(sectors=("vo",)), "Voor het vo", "Een mentor.", 1.0),
        (Preference(sectors=("vo",)), "Voor het vo", "In het mbo een mentor.", -AGAINST),
        (Preference(sectors=("vo",)), "", "In vo en mbo een mentor.", 0.5),
        (Preference(regions=("Zwolle",)), "", "Een mentor in Zwolle.", 1.0),
        (Preference(regions=("Nederland",)), "", "Een mentor.", 0.0),
        (Preference(school_years=("2025-2026",)), "", "In 2025-2026 een mentor.", 1.0),
        (Preference(kinds=("gids",)), "", "Een mentor.", -AGAINST),
        (Preference(regions=()), "", "Een mentor.", 0.0),
    ],
)
def test_what_a_text_says_itself_goes_before_its_document(view, preference, heading, text, fit) -> None:
    assert fits_of([Words("utrecht.md", heading, (text,))], Preferred(preference), view).tolist() == [fit]


def test_of_a_document_of_which_nothing_is_known_nothing_counts(view) -> None:
    everything = Preference(("docent",), ("vo",), ("Twente",), ("brochure",), ("2025-2026",))
    assert fits_of([Words("tuin.md", "", ("Een mentor.",))], Preferred(everything), view).tolist() == [0.0]


def test_what_a_question_tells_counts_less_than_what_was_chosen(view) -> None:
    asked = Preferred(Preference(regions=("Utrecht",)), Preference(sectors=("po",)))
    assert fits_of([Words("utrecht.md", "", ("Een mentor.",))], asked, view).tolist() == [1 + TOLD]
