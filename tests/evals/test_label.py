from __future__ import annotations

import pytest

from evals.label import question_of_label, question_of_person

HEADING = "Ontdek uw talent"


@pytest.mark.parametrize(
    ("line", "question", "kind", "fact"),
    [
        ("Duur: drie dagen", "Hoe lang duurt ‘Ontdek uw talent’?", "duration", "drie dagen"),
        ("Kosten\t€ 250", "Wat kost ‘Ontdek uw talent’?", "amount", "€ 250"),
        ("Kosten: de school betaalt de helft, dus 50% van het bedrag", "Wat kost ‘Ontdek uw talent’?", "amount", "50%"),
        ("Datum: 4 november 2026", "Wanneer is ‘Ontdek uw talent’?", "date", "4 november 2026"),
        ("Aantal deelnemers: 14", "Hoeveel deelnemers heeft ‘Ontdek uw talent’?", "number", "14"),
        ("PROJECTLEIDER: KRISTIE DE JONG", "Wie is de projectleider van ‘Ontdek uw talent’?", "person", "Kristie de Jong"),
        ("E-mail: a@voorbeeld.nl", "Wat is het e-mailadres bij ‘Ontdek uw talent’?", "contact", "a@voorbeeld.nl"),
        ("Telefoon Leerlab: 053 123 45 67", "Wat is het telefoonnummer van Leerlab?", "contact", "053 123 45 67"),
        ("Meer over de reis: www.voorbeeld.nl", "Welk webadres hoort bij ‘Meer over de reis’?", "contact", "www.voorbeeld.nl"),
    ],
)
def test_a_label_with_a_value_answers_a_question(line, question, kind, fact):
    made = question_of_label(line, HEADING)
    assert (made.question, made.kind, made.fact) == (question, kind, fact)


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("Let op: neem een pen mee.", HEADING),
        ("Klik hier: www.voorbeeld.nl", HEADING),
        ("Duur: drie dagen", ""),
        ("Duur: drie dagen", "Meer weten?"),
        ("Kosten: dat hangt af van de school, de reis en het verblijf", HEADING),
        ("Plaats\t|", HEADING),
        ("Vak\tPlaatsen\tUren", HEADING),
        ("Projectleider: nog niet bekend", HEADING),
        ("Gewoon een zin.", HEADING),
    ],
)
def test_what_answers_no_question_by_itself_is_left_alone(line, heading):
    assert question_of_label(line, heading) is None


@pytest.mark.parametrize(
    ("line", "question", "fact"),
    [
        ("Dr. Anna de Wit, directeur Leerlab Oost", "Wie is directeur Leerlab Oost?", "Anna de Wit"),
        ("Anna McKenney\tProgrammaleider Leerlab (OZU)", "Wie is programmaleider Leerlab (OZU)?", "Anna McKenney"),
        ("PROGRAMMALEIDER PO: ESTHER LUITING", "Wie is programmaleider PO?", "Esther Luiting"),
    ],
)
def test_a_name_with_a_role_answers_who_that_is(line, question, fact):
    made = question_of_person(line)
    assert (made.question, made.kind, made.fact) == (question, "person", fact)


@pytest.mark.parametrize(
    "line", ["Post-HBO Intern Begeleider / coördinator", "Anna de Wit werkt hier.", "Directeur: onbekend", "Anna de Wit, directeur"]
)
def test_what_names_no_person_with_a_role_is_left_alone(line):
    assert question_of_person(line) is None
