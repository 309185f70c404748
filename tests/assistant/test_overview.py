from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import Question, Status
from assistant.assistant import Assistant
from assistant.overview import MOST_ITEMS, MOST_WORDS, kind_asked, overview, sought
from assistant.units import UnitKind

TABLE = (
    "# Routes naar het basisonderwijs",
    "Route\tVoor wie\tDuur\tKosten",
    "Avondpabo\twie overdag werkt\ttwee jaar\t€ 2.000",
    "Dagpabo\twie van de havo komt\tvier jaar\t€ 1.800",
)
LIST = (
    "# Onze workshops",
    "- Kaarten tekenen voor brugklassers, door Marit.",
    "- Rekenen met knikkers, door Bram.",
    "# Steun",
    "Workshops zijn er voor:",
    "- brood bij de lunch",
    "- koffie bij de start",
)
STEPS = ("# Uw route, stap voor stap?", "- Bel ons.", "- Kom langs.")


@pytest.fixture
def ask(view_of, embedder):
    def ask(question: str, **documents):
        view = view_of(**documents)
        return overview(question, view.search(question, embedder.get_query_embedding(question), 20), view)

    return ask


def texts(parts) -> list[list[str]]:
    return [[unit.text for unit in part.units] for part in parts]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Welke routes zijn er naar het leraarschap?", "routes"),
        ("Geef een overzicht van alle cursussen", "cursussen"),
        ("Welke leuke workshops biedt de school?", "workshops"),
        ("hoe word ik leraar", "routes"),
        ("Welke subsidieregelingen bestaan er voor scholen?", "subsidieregelingen"),
        ("Welke route is het kortst?", None),
        ("Wat kost een cursus?", None),
        ("Wanneer zijn de workshops?", None),
    ],
)
def test_an_overview_is_asked_for_by_a_noun_for_all_there_is(question, kind) -> None:
    assert kind_asked(question) == kind


def test_the_rows_of_a_table_come_with_the_cells_that_say_what_they_are(ask) -> None:
    parts = ask("Welke routes zijn er?", gids=TABLE)
    assert texts(parts) == [["Avondpabo | wie overdag werkt", "Dagpabo | wie van de havo komt"]]
    assert all(unit.kind is UnitKind.ROW for part in parts for unit in part.units)


def test_a_row_with_long_cells_comes_with_the_first_alone(ask) -> None:
    long = "\t".join(["Avondpabo", "wie overdag werkt " * 9, "twee jaar"])
    assert texts(ask("Welke routes zijn er?", gids=(*TABLE[:2], long, TABLE[3]))) == [["Avondpabo", "Dagpabo | wie van de havo komt"]]


def test_the_items_under_a_heading_that_names_them_come_and_others_do_not(ask) -> None:
    assert texts(ask("Welke workshops zijn er?", school=LIST)) == [
        ["Kaarten tekenen voor brugklassers, door Marit.", "Rekenen met knikkers, door Bram."],
        ["Workshops zijn er voor:", "brood bij de lunch", "koffie bij de start"],
    ]
    assert ask("Welke cursussen zijn er?", school=LIST) == []


def test_a_list_under_a_question_is_none_of_what_there_is(ask) -> None:
    assert ask("Welke routes zijn er?", gids=STEPS) == []


def test_all_documents_count(ask) -> None:
    other = ("# Routes naar het vmbo", "Route\tVoor wie", "Maatwerk\twie al lesgeeft", "Deeltijd\twie werkt")
    parts = ask("Welke routes zijn er?", gids=TABLE, folder=other)
    assert {part.units[0].node.metadata["document"] for part in parts} == {"gids.md", "folder.md"}


def test_who_wants_to_teach_gets_the_routes_whoever_they_are(ask) -> None:
    question = "Ik ben kok en wil voor de klas. Hoe begin ik?"
    assert sought(question) != question
    assert len(texts(ask(question, gids=TABLE))[0]) == 2


def test_who_wants_to_stop_or_to_go_elsewhere_gets_no_routes(ask) -> None:
    assert kind_asked("Ik wil stoppen met lesgeven, hoe pak ik dat aan?") is None
    assert kind_asked("Hoe kan ik docent worden zonder diploma?") is None
    assert ask("Ik wil graag naar het onderwijs in Duitsland, hoe kan dat?", gids=TABLE) == []


def test_a_list_for_another_sector_does_not_come(ask) -> None:
    other = ("# Routes naar het mbo", "Route\tVoor wie", "Maatwerk\twie al lesgeeft", "Deeltijd\twie werkt")
    parts = ask("Hoe word ik leraar op de basisschool?", gids=TABLE, folder=other)
    assert {part.units[0].node.metadata["document"] for part in parts} == {"gids.md"}


def test_only_what_is_on_the_subject_comes(ask) -> None:
    other = ("# Routes naar het vmbo", "Route\tVoor wie", "Maatwerk\twie al lesgeeft", "Deeltijd\twie werkt")
    parts = ask("Welke routes zijn er naar het vmbo?", gids=TABLE, folder=other)
    assert {part.units[0].node.metadata["document"] for part in parts} == {"folder.md"}


def test_long_lists_are_cut_in_turns_and_it_is_said(view_of, embedder, ask) -> None:
    rows = [f"Route {n}\twie van school {n} komt en nu iets anders wil gaan doen in het leven" for n in range(20)]
    gids = ("# Routes naar het basisonderwijs", "Route\tVoor wie", *rows)
    folder = ("# Routes naar het vmbo", "Route\tVoor wie", "Maatwerk\twie al lesgeeft", "Deeltijd\twie werkt")
    parts = ask("Welke routes zijn er?", gids=gids, folder=folder)
    assert sorted(part.of for part in parts) == [2, 20]
    assert sum(len(part.units) for part in parts) <= MOST_ITEMS
    assert sum(len(unit.text.split()) for part in parts for unit in part.units) <= MOST_WORDS
    assert min(len(part.units) for part in parts) == 2


def test_both_halves_of_a_double_question_get_an_answer(view_of, embedder, shelf) -> None:
    view = view_of(gids=(*TABLE, "# Kosten", "Het geschiktheidsonderzoek kost 1.250 euro."))
    answer = Assistant(replace(shelf, shown=view), embedder).answer(
        Question("Welke routes zijn er en wat kost het geschiktheidsonderzoek?")
    )
    assert "1.250 euro" in answer.text


def test_an_overview_is_an_answer_with_a_citation_for_each_item(view_of, embedder, shelf) -> None:
    answer = Assistant(replace(shelf, shown=view_of(gids=TABLE)), embedder).answer(Question("Welke routes zijn er?"))
    assert answer.status is Status.ANSWERED
    assert [sentence.text for sentence in answer.sentences if sentence.is_item] == [
        "Avondpabo | wie overdag werkt",
        "Dagpabo | wie van de havo komt",
    ]
    assert all(sentence.citations for sentence in answer.sentences if sentence.is_item)
    assert answer.sentences[-1].text == "Wat niet in mijn documenten staat, noem ik niet."
