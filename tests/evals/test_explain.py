"""What a case is said to have done wrong, on cases made up for it."""

from __future__ import annotations

from typing import Any

import pytest

from evals.explain import Standing, facts_of, hints, standing, verdict

RIGHT = {"document": "gids.pdf", "page": 3}


def case(*, answer: dict[str, Any] | None = None, **changed: Any) -> dict[str, Any]:
    """A case about the price of a trip, wrong unless said otherwise, with an answer that states both of its facts."""
    given = {"status": "answered", "answer": "De reis naar Gent kost € 300. [1]", "citations": [{"n": 1, **RIGHT}], "passages": []}
    made = {"answerable": True, "facts": [["300 euro"], ["/gh?ent/", "gent"]], "places": {"gids.pdf": [3, 4]}, "right": False}
    return made | changed | {"answer": given | (answer or {})}


def said(made: dict[str, Any]) -> str:
    return verdict(made, facts_of(made))


def test_a_fact_counts_however_it_is_written_and_every_alternative_that_stands_there_is_named():
    found = facts_of(case())
    assert [fact.stated for fact in found] == [("300 euro",), ("/gh?ent/", "gent")]
    assert [fact.name for fact in found] == ["300 euro", "gent"]


def test_a_refusal_states_nothing_whatever_words_it_uses():
    refused = case(answer={"status": "not_found", "answer": "Ik zocht naar 300 euro en Gent."})
    assert not any(fact.is_found for fact in facts_of(refused))


def test_a_missing_fact_is_looked_for_in_the_near_passages_and_their_headings():
    lacking = case(answer={"answer": "Dat kost 300 euro.", "passages": [{"text": "Niets."}, {"heading": "Naar Gent", "text": "Zo."}]})
    assert [fact.near for fact in facts_of(lacking)] == [(), (2,)]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"answer": {"answer": "Nee."}}, "De feiten ontbreken: ‘300 euro’ en ‘gent’ staan niet in het antwoord."),
        ({"answer": {"answer": "Nee."}, "facts": [["ja"]]}, "Het feit ontbreekt: ‘ja’ staat niet in het antwoord."),
        ({"answer": {"answer": "Gent."}}, "Een deel van de feiten ontbreekt: ‘300 euro’ staat niet in het antwoord."),
        (
            {"answer": {"citations": [{"document": "gids.pdf", "page": 5}]}},
            "Van een andere bladzijde: verwacht gids.pdf, bladzijde 3 of 4; kreeg gids.pdf, bladzijde 5.",
        ),
        (
            {"answer": {"citations": [{"document": "reis.md"}]}, "places": {"gids.pdf": [3], "vragen.md": []}},
            "Uit een ander document: verwacht gids.pdf, bladzijde 3 of in vragen.md; kreeg reis.md.",
        ),
        ({"answer": {"citations": []}}, "Uit een ander document: verwacht gids.pdf, bladzijde 3 of 4; kreeg geen bron."),
        (
            {"answer": {"status": "not_found", "reason": "too_thin"}},
            "Onnodig geweigerd (de gevonden zinnen dekken te weinig van de vraag). Het antwoord staat in gids.pdf, bladzijde 3 of 4.",
        ),
        (
            {"answerable": False, "facts": [], "places": {}},
            "Beantwoord, terwijl de documenten dit niet zeggen. Hier hoorde een weigering.",
        ),
        ({"right": True}, "Goed: alle feiten, uit het juiste document en van de juiste bladzijde."),
        ({"right": True, "places": {"vragen.md": []}}, "Goed: alle feiten, uit het juiste document."),
        ({"right": True, "answerable": False}, "Goed: terecht geweigerd, want de documenten zeggen dit niet."),
        ({"why": "iets nieuws"}, "Iets nieuws."),
    ],
)
def test_one_sentence_says_what_is_wrong_first(changed, expected):
    assert said(case(**changed)) == expected


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        (RIGHT, Standing.RIGHT),
        ({"document": "gids.pdf", "page": 9}, Standing.OTHER_PAGE),
        ({"document": "ander.pdf", "page": 3}, Standing.OTHER_DOCUMENT),
        ({"document": "vragen.md", "page": None}, Standing.RIGHT),
    ],
)
def test_where_a_citation_points(citation, expected):
    assert standing(case(places={"gids.pdf": [3], "vragen.md": []}), citation) is expected
    assert standing(case(places={}), citation) is None


def test_hints_say_where_the_missing_facts_are():
    near = case(answer={"answer": "Nee.", "passages": [{"text": "300 euro naar Gent"}]})
    assert hints(near, facts_of(near)) == [
        "Wat ontbreekt, staat wel in passage 1 hieronder, maar is niet gebruikt.",
        "De juiste plaats is wel aangehaald, maar niet de zin waar het om gaat.",
    ]
    away = case(answer={"answer": "Nee.", "passages": [{"text": "Niets."}], "citations": [{"document": "reis.md"}]})
    assert hints(away, facts_of(away)) == [
        "Wat ontbreekt, staat ook niet in de passages die het dichtst bij kwamen (1).",
        "Ook de plaats klopt niet: het staat in gids.pdf, bladzijde 3 of 4.",
    ]


def test_what_else_is_wrong_is_said_of_a_right_answer_too():
    flawed = case(
        right=True,
        notice="date_passed",
        marks={"quotes_not_literal": 2, "statements": 3, "statements_supported": 2, "faults": ["no_such_page"]},
    )
    assert hints(flawed, facts_of(flawed)) == [
        "De melding ‘de datum is voorbij’ had erbij gemoeten, maar bleef weg.",
        "Citaten die niet letterlijk op de aangehaalde plaats staan: 2.",
        "Beweringen die hun citaat niet draagt: 1.",
        "Vorm van de bronvermelding: een bladzijde die er niet is.",
    ]


def test_a_case_of_which_nothing_is_known_is_explained_too():
    assert (verdict({}, []), hints({}, [])) == ("Onnodig geweigerd.", [])
