"""What a reader is told beside an answer, from a few documents to the notice."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

import numpy as np
import pytest
from llama_index.core.schema import MetadataMode

from assistant.answer import Answer, Question, SentenceKind, Status
from assistant.assistant import Assistant
from assistant.preference import NO_PREFERENCE, Preference, Preferred
from assistant.retrieve import View
from ingest.sources import Source
from ingest.store import Record, Snapshot

TODAY = date(2025, 10, 1)
OTHERS = {
    "kantine.md": ("# Kantine", "De kantine is open van maandag tot en met vrijdag.", "Koffie kost 1 euro en thee is gratis."),
    "mentoren.md": ("# Mentoren", "Een mentor spreekt een starter wekelijks.", "Een vakcoach bezoekt drie lessen per jaar."),
}
COST = ("# Kosten", "Het geschiktheidsonderzoek kost 1.250 euro en de school betaalt dat.")


@dataclass(frozen=True)
class Shelf:
    shown: View
    embedder: object

    def view(self) -> View:
        return self.shown

    def search(self, view: View, question: str, *, preferred: Preferred):
        return view.search(question, self.embedder.get_query_embedding(question), 20, preferred=preferred)


@pytest.fixture(scope="session")
def ask(nodes_of, embedder):
    """The answer to a question from documents, given as lines or as (lines, title, what is known of it) by file."""

    def answer(question: str, today: date = TODAY, preference: Preference = NO_PREFERENCE, **documents) -> Answer:
        nodes, records = [], {}
        given = {f"{name}.md": document for name, document in documents.items()}
        for path, document in (given | OTHERS).items():
            lines, title, known = document if isinstance(document[0], tuple) else (document, path.removesuffix(".md").capitalize(), {})
            made = nodes_of(*lines, path=path, title=title, published=known.get("published"), source=Source(**known))
            nodes += made
            records[path] = Record(path, "1", title, len(made))
        vectors = embedder.get_text_embedding_batch([node.get_content(MetadataMode.EMBED) for node in nodes])
        stamp = hashlib.sha256(repr(sorted(records)).encode()).hexdigest()
        view = View(Snapshot(stamp, nodes, np.asarray(vectors, dtype=np.float32), records))
        return Assistant(Shelf(view, embedder), embedder).answer(Question(question, today=today, preference=preference))

    return answer


def kinds(answer: Answer) -> list[str]:
    assert answer.status is Status.ANSWERED, answer.text
    return [str(notice.kind) for notice in answer.notices]


# Dates


@pytest.mark.parametrize(
    ("line", "question", "told"),
    [
        ("De open dag is op zaterdag 15 maart 2025.", "Wanneer is de open dag?", "Let op: 15 maart 2025 is al voorbij."),
        (
            "Subsidie voor de leergang vraagt u aan vóór 01-03-2024.",
            "Tot wanneer kan ik subsidie aanvragen voor de leergang?",
            "1 maart 2024",
        ),
        ("De leergang wordt gegeven in najaar 2024.", "Wanneer wordt de leergang gegeven?", "het najaar 2024 is al voorbij"),
    ],
)
def test_a_date_that_is_over_is_told(ask, line, question, told):
    answer = ask(question, gids=("# Gids", line))
    assert kinds(answer) == ["date_passed"]
    assert told in answer.notices[0].text
    assert answer.notices[0].citations == (1,)


def test_a_year_that_is_not_in_the_text_is_told_with_care(ask):
    answer = ask(
        "Wanneer begint de leergang?", gids=(("# Leergang", "De leergang begint op 3 september."), "Gids", {"published": "2024-05"})
    )
    assert kinds(answer) == ["date_passed"]
    assert "waarschijnlijk" in answer.notices[0].text and "3 september 2024" in answer.notices[0].text
    later = ask("Wanneer begint de leergang?", gids=(("# Leergang", "De leergang begint op 3 november."), "Gids", {"published": "2025-05"}))
    assert kinds(later) == []


def test_dates_that_are_over_share_one_notice(ask):
    line = "Aanmelden voor de reis kan tot 1 maart 2025; de reis is op 3 mei 2025."
    answer = ask("Wanneer is de reis, en tot wanneer kan ik me aanmelden?", gids=("# Reis", line))
    assert kinds(answer) == ["date_passed"]
    assert "1 maart 2025 en 3 mei 2025 zijn al voorbij" in answer.notices[0].text


@pytest.mark.parametrize(
    ("line", "question"),
    [
        ("De open dag is op zaterdag 15 november 2025.", "Wanneer is de open dag?"),
        ("Het programma Samen Sterk voor leraren is op 1 maart 2024 gestart.", "Wat is het programma Samen Sterk?"),
        ("De opening van het gebouw was op 15 maart 2025.", "Wanneer was de opening van het gebouw?"),
    ],
)
def test_what_is_to_come_or_has_been_is_no_news(ask, line, question):
    assert kinds(ask(question, gids=("# Gids", line))) == []


def test_on_the_day_itself_it_is_too_late(ask):
    answer = ask("Tot wanneer kan ik me aanmelden?", gids=("# Aanmelden", "Aanmelden moet vóór 1 oktober 2025."))
    assert [notice.text for notice in answer.notices] == ["Let op: vóór 1 oktober 2025 kan niet meer."]


# Sources


def test_a_source_that_is_no_longer_valid_is_told(ask):
    question = "Wat kost het geschiktheidsonderzoek?"
    answer = ask(question, gids=(COST, "Gids", {"valid_until": "2025-07"}))
    assert kinds(answer) == ["outdated"]
    assert "‘Gids’ was geldig tot en met 31 juli 2025" in answer.notices[0].text
    assert kinds(ask(question, gids=(COST, "Gids", {"valid_until": "2025-10"}))) == []


def test_a_newer_edition_is_told(ask):
    old = (("# Kosten", "De school betaalt het geschiktheidsonderzoek van de zij-instromer."), "Gids zij-instroom 2023-2024", {})
    new = (("# Kosten", "Het geschiktheidsonderzoek valt onder de subsidie."), "Gids zij-instroom 2025-2026", {})
    answer = ask("Wie betaalt het geschiktheidsonderzoek?", oud=old, nieuw=new)
    assert kinds(answer) == ["outdated"]
    assert "‘Gids zij-instroom 2023-2024’ is ouder dan ‘Gids zij-instroom 2025-2026’" in answer.notices[0].text


def test_the_newest_edition_is_not_outdated(ask):
    old = (("# Kosten", "Het geschiktheidsonderzoek valt onder de subsidie."), "Gids zij-instroom 2023-2024", {})
    new = (("# Kosten", "De school betaalt het geschiktheidsonderzoek van de zij-instromer."), "Gids zij-instroom 2025-2026", {})
    assert kinds(ask("Wie betaalt het geschiktheidsonderzoek?", oud=old, nieuw=new)) == []


# Disagreement


@pytest.mark.parametrize(
    ("question", "one", "other", "said"),
    [
        (
            "Wat kost het geschiktheidsonderzoek?",
            COST,
            ("# Geschiktheidsonderzoek", "De kosten van het geschiktheidsonderzoek zijn € 1.500."),
            ("1.250 euro", "€ 1.500"),
        ),
        (
            "Tot wanneer kan ik me aanmelden voor de cursus vakdidactiek?",
            ("# Aanmelden", "Aanmelden voor de cursus vakdidactiek kan tot 1 november 2025."),
            ("# Cursus vakdidactiek", "Meld je vóór 15 november 2025 aan voor de cursus vakdidactiek."),
            ("1 november 2025", "15 november 2025"),
        ),
        (
            "Hoe lang duurt de opleiding tot intern begeleider?",
            ("# Opleiding", "De opleiding tot intern begeleider duurt anderhalf jaar."),
            ("# Intern begeleider", "De opleiding tot intern begeleider duurt twee jaar en kost een dag per week."),
            ("anderhalf jaar", "twee jaar"),
        ),
        (
            "Hoeveel scholen doen mee aan het netwerk Oost?",
            ("# Netwerk Oost", "In het netwerk Oost doen 24 scholen mee."),
            ("# Nieuws uit het netwerk Oost", "Aan het netwerk Oost doen inmiddels 31 scholen mee."),
            ("24 scholen", "31 scholen"),
        ),
        (
            "Hoeveel procent van de studenten haalt het diploma van de pabo?",
            ("# Diploma", "Van de studenten haalt 81 procent het diploma van de pabo."),
            ("# Cijfers", "Van de studenten aan de pabo haalt 74% het diploma."),
            ("81 procent", "74%"),
        ),
    ],
)
def test_documents_that_contradict_each_other_are_shown_side_by_side(ask, question, one, other, said):
    answer = ask(question, gids=(one, "Gids", {}), nieuws=(other, "Nieuws", {}))
    assert kinds(answer) == ["disagreement"]
    [notice] = answer.notices
    assert all(words in notice.text for words in (*said, "‘Gids’", "‘Nieuws’"))
    quotes = {citation.n: citation for citation in answer.citations}
    assert {quotes[n].document for n in notice.citations} == {"gids.md", "nieuws.md"}
    assert sorted(quotes) == list(range(1, len(quotes) + 1))


def test_what_a_notice_adds_is_cited_after_what_the_answer_cites(ask):
    far = ("# Andere zaken", "De kosten van het geschiktheidsonderzoek zijn voor de school, voor elke zij-instromer € 1.500.")
    answer = ask("Wat kost het geschiktheidsonderzoek?", gids=COST, nieuws=far)
    cited = {n for sentence in answer.sentences if sentence.kind is SentenceKind.STATEMENT for n in sentence.citations}
    [notice] = answer.notices
    assert {citation.n for citation in answer.citations} == cited | set(notice.citations)
    assert all(citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("Wat kost het geschiktheidsonderzoek?", COST, ("# Onderzoek", "De kosten van het geschiktheidsonderzoek zijn € 1.250,-.")),
        ("Wat kost het geschiktheidsonderzoek?", COST, ("# Studiereis", "De studiereis kost 1.500 euro per persoon.")),
        (
            "Tot wanneer kan ik me aanmelden voor de cursus vakdidactiek?",
            ("# Aanmelden", "Aanmelden voor de cursus vakdidactiek kan tot 1 november 2025."),
            ("# Open dag", "Meld je vóór 15 november 2025 aan voor de open dag."),
        ),
        (
            "Hoeveel scholen doen mee aan het netwerk Oost?",
            ("# Netwerk Oost", "In het netwerk Oost doen ruim 30 scholen mee."),
            ("# Nieuws uit het netwerk Oost", "Aan het netwerk Oost doen inmiddels 31 scholen mee."),
        ),
        (
            "Hoeveel scholen doen mee aan het netwerk Oost?",
            ("# Netwerk Oost", "In het netwerk Oost doen 24 scholen mee."),
            ("# Nieuws uit het netwerk West", "Aan het netwerk West doen inmiddels 31 scholen mee."),
        ),
        (
            "Hoeveel cursisten had Alfa in 2024?",
            ("# Alfa", "In 2024 had Alfa 122 cursisten."),
            ("# Alfa", "In 2023 had Alfa 98 cursisten."),
        ),
    ],
)
def test_figures_for_other_things_contradict_nothing(ask, question, one, other):
    assert kinds(ask(question, gids=one, nieuws=other)) == []


def test_both_documents_know_both_figures(ask):
    one = ("# Scholen", "Aan Tijd voor Begeleiding deden 104 scholen mee.", "# Geld", "Aan Tijd voor Proeven deden 112 scholen mee.")
    other = (
        "# Cijfers",
        "Aan Tijd voor Proeven deden dus 112 scholen mee.",
        "# Meer",
        "Aan Tijd voor Begeleiding deden toen 104 scholen mee.",
    )
    assert kinds(ask("Hoeveel scholen deden mee aan Tijd voor Begeleiding?", gids=one, nieuws=other)) == []
    assert kinds(ask("Hoeveel scholen deden mee?", gids=one, nieuws=other)) == []


def test_a_figure_without_the_name_that_was_asked_for_contradicts_nothing(ask):
    question = "Hoeveel scholen doen mee aan het netwerk voor de begeleiding van startende leraren in Hengelo?"
    one = ("# Netwerk", "Aan het netwerk voor de begeleiding van startende leraren in Hengelo doen 24 scholen mee.")
    other = ("# Netwerk", "Aan het netwerk voor de begeleiding van startende leraren doen 31 scholen mee.")
    assert kinds(ask(question, gids=one, nieuws=other)) == []


def test_two_figures_under_one_heading_are_of_two_things(ask):
    lines = ("# Cursus", "De cursus klassenmanagement duurt drie dagen.", "De cursus klassenmanagement duurt in totaal vijf dagen.")
    assert kinds(ask("Hoe lang duurt de cursus klassenmanagement?", gids=lines)) == []


def test_so_many_a_year_beside_the_number_of_this_year(ask):
    between = ("De begeleiding is op maat.", "Elke school heeft een opleider.", "Die helpt.", "Er is veel vraag.", "Het gaat goed.")
    lines = (
        "# Cijfers",
        "De regio begeleidt 60 zij-instromers per jaar.",
        "# Nu",
        *between,
        "Dit schooljaar zijn er 48 zij-instromers gestart.",
    )
    answer = ask("Hoeveel zij-instromers begeleidt de regio per jaar?", gids=lines)
    assert kinds(answer) == ["disagreement"]
    assert "‘60 zij-instromers’" in answer.notices[0].text and "‘48 zij-instromers’" in answer.notices[0].text


def test_a_document_that_says_itself_that_something_differs(ask):
    lines = ("# Deelprojecten", "Het project telt acht deelprojecten. De lijst hieronder is tot en met zeven genummerd.")
    answer = ask("Uit hoeveel deelprojecten bestaat het project?", gids=lines)
    assert kinds(answer) == ["disagreement"]
    assert "tot en met zeven genummerd" in answer.text
    assert answer.notices[0].text == "Let op: ‘Gids’ is niet eenduidig, zoals u hierboven leest."
    quotes = [citation.quote for citation in answer.citations]
    assert not any(one != other and one in other for one in quotes for other in quotes)  # what is quoted keeps its number


def test_a_remark_that_says_the_same_shows_what_it_is_a_remark_on(ask):
    gids = ("# Begeleiding per jaar", "Per jaar begeleidt de regio Twente 60 zij-instromers op maat.")
    other = ("# Jaarcijfers", "Dit jaar begonnen er 48 zij-instromers. Elders staat: 60 zij-instromers per jaar.")
    answer = ask("Hoeveel zij-instromers begeleidt de regio Twente per jaar op maat?", gids=gids, cijfers=other)
    assert "60 zij-instromers" in answer.text
    [notice] = [each for each in answer.notices if each.kind == "disagreement"]
    assert "48" in notice.text and "Elders" not in notice.text


def test_a_remark_on_something_else_is_none_on_the_answer(ask):
    lines = ("# Begeleiding", "De projectleider is Anna de Wit. Elders staat dat er 60 zij-instromers per jaar zijn.")
    assert kinds(ask("Wie is de projectleider?", gids=lines)) == []


@pytest.mark.parametrize(
    ("count", "items", "told"),
    [
        ("acht", ["1. Portfolio", "2. Proefles", "3. Gesprek", "4. Toets", "5. Stage", "6. Verslag", "7. Slot"], "van 1 tot en met 7"),
        ("zeven", ["1. Portfolio", "2. Proefles", "3. Gesprek", "4. Toets", "5. Stage", "6. Verslag", "7. Slot"], None),
    ],
)
def test_a_list_that_goes_on_to_another_number(ask, count, items, told):
    answer = ask("Hoeveel onderdelen kent het assessment?", gids=("# Assessment", f"Het assessment kent {count} onderdelen:", *items))
    assert [told in notice.text for notice in answer.notices] == ([True] if told else [])


@pytest.mark.parametrize(("second", "told"), [("28 eerstejaars", "47"), ("29 eerstejaars", None)])
def test_parts_that_make_another_sum(ask, second, told):
    lines = ("# Certificaten", "Op 23 juni kregen 48 specialisten een certificaat:", "- 19 tweedejaars", f"- {second}")
    answer = ask("Hoeveel specialisten kregen een certificaat?", gids=lines)
    texts = [notice.text for notice in answer.notices]
    assert [told in text for text in texts] == ([True] if told else [])
    assert not told or len(answer.notices[0].citations) >= 1


# Another year or place


def test_a_source_on_another_school_year_is_told(ask):
    question = "Hoeveel deelnemers begonnen dit schooljaar aan de leergang?"
    answer = ask(question, gids=("# Leergang", "In schooljaar 2023-2024 begonnen 18 deelnemers aan de leergang."))
    assert kinds(answer) == ["other_year"]
    assert answer.notices[0].text == "Let op: u vraagt naar schooljaar 2025-2026, maar de bron gaat over schooljaar 2023-2024."
    assert kinds(ask(question, gids=("# Leergang", "In schooljaar 2025-2026 begonnen 18 deelnemers aan de leergang."))) == []


def test_a_school_year_that_was_this_one_when_it_was_written(ask):
    question = "Hoeveel deelnemers begonnen dit schooljaar aan de leergang?"
    lines = ("# Leergang", "Dit schooljaar begonnen 18 deelnemers aan de leergang.")
    assert kinds(ask(question, gids=(lines, "Gids", {"published": "2025-06"}))) == ["other_year"]
    assert kinds(ask(question, gids=(lines, "Gids", {"published": "2025-09"}))) == []
    assert kinds(ask(question, gids=(lines, "Gids", {"published": "2025"}))) == []  # which one is not known


def test_an_answer_without_anything_to_warn_of_has_no_notice(ask):
    answer = ask("Wat kost het geschiktheidsonderzoek?", gids=COST)
    assert answer.notices == ()
    assert [citation.n for citation in answer.citations] == [1]


FOR_UTRECHT = {"region": "Utrecht", "sector": ("po",), "audience": ("medewerker",)}


@pytest.mark.parametrize(
    ("preference", "told"),
    [
        (Preference(regions=("Twente",)), "Let op: u vraagt naar Twente, maar ‘Gids’ gaat over Utrecht."),
        (
            Preference(sectors=("vo", "mbo")),
            "Let op: u vraagt naar het voortgezet onderwijs en het mbo, maar ‘Gids’ gaat over het primair onderwijs.",
        ),
        (Preference(audience=("docent",)), "Let op: u vraagt dit voor docenten, maar ‘Gids’ is bedoeld voor medewerkers."),
    ],
)
def test_an_answer_from_elsewhere_than_what_was_chosen_is_told_so(ask, preference, told) -> None:
    answer = ask("Wat kost het geschiktheidsonderzoek?", preference=preference, gids=(COST, "Gids", FOR_UTRECHT))
    assert kinds(answer) == ["elsewhere"]
    assert "1.250 euro" in answer.text and answer.notices[0].text == told


def test_an_answer_of_another_school_year_than_was_chosen_is_told_so(ask) -> None:
    answer = ask(
        "Wat kost het geschiktheidsonderzoek?", preference=Preference(school_years=("2025-2026",)), gids=(COST, "Gids 2023-2024", {})
    )
    assert kinds(answer) == ["other_year"]


def test_an_answer_about_what_was_chosen_gets_no_notice(ask) -> None:
    chosen = Preference(audience=("medewerker",), sectors=("po",), regions=("utrecht",), school_years=("2025-2026",))
    assert kinds(ask("Wat kost het geschiktheidsonderzoek?", preference=chosen, gids=(COST, "Gids 2025-2026", FOR_UTRECHT))) == []
