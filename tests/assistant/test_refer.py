from __future__ import annotations

import pytest

from assistant.refer import means_a_place, means_one_person, names, own_words, points_back

LEANING = (
    # nothing of its own
    "Wanneer?", "En wanneer?", "Hoe lang duurt het?", "Waar is dat?", "En bij wie?", "Wat kost het?", "Waarom niet?", "En hoe vaak?",
    # a pronoun behind the verb
    "Wanneer is die?", "Met hoeveel mensen is die van start gegaan?", "Waar kan ik die volgen?", "Wie mag dat aanvragen?",
    "Hoeveel scholen kregen dat?", "Kan dat ook online?", "Is dat verplicht voor starters?", "Hoe lang duurt deze precies?",
    "Wie betaalt dat voor de school?", "Mag dat ook in deeltijd?", "Welke regeling is dat?", "Wanneer houdt die op?",
    # a person
    "Op welk nummer kan ik haar bellen?", "Hoeveel studenten moet hij begeleiden?", "Wat is haar mailadres?", "Waar werkt zij?",
    "Hoeveel van hen geven er nu les?", "Wat is zijn telefoonnummer?", "Hoe vaak komen ze bij elkaar in een jaar?",
    # a thing, with a preposition
    "Met wie werkt de UT daarin samen?", "Hoe schrijf ik me daarvoor in?", "Wie mogen daar eigenlijk mee naartoe?",
    "Wie gaan er mee?", "Wat vindt de minister ervan?", "Moet ik daar iets voor betalen?", "Zijn hier subsidies voor leraren voor?",
    # "het" without a noun
    "Op welk niveau is het?", "Is het verplicht?", "Kan het ook online?", "Wat kost het voor zij-instromers?", "Wanneer begint het dan?",
    # a noun that was spoken of
    "Hoe lang duurt dat traject?", "Wie verzorgt die opleiding?", "Wanneer begint zo'n cursus?", "Geldt dezelfde regel in Utrecht?",
    # part of what?
    "Hoe meld ik me aan?", "Wie kan zich inschrijven?", "Hoeveel scholen deden mee?", "Moet ik me aanmelden?", "Hoe geef ik me op?",
    "Wie nemen er deel?", "Tot wanneer kan ik meedoen?", "Hoe dien ik me aan te melden?",
)  # fmt: skip
STANDING = (
    "Wat kost het zij-instroomassessment?", "Is het assessment verplicht?", "Hoe ziet het portfolio eruit?", "Hoe heet het platform?",
    "Wat doet de school met het geld dat zij krijgt?", "Welke leraren die in Utrecht werken krijgen subsidie?",
    "Klopt het dat een mentor elke week komt?", "Is het mogelijk om het assessment te herkansen?",
    "Hoe lang duurt het om leraar te worden?",
    "Krijgen die scholen in Utrecht ook subsidie voor gebouwen?", "Wat verdienen starters in hun eerste jaar?",
    "Wat verdient een zij-instromer?", "Wat verdient een zij instromer?", "Hoe helpt een mentor starters met hun lessen?",
    "Wie begeleidt startende leraren?", "Hoe meld ik me aan voor de studiereis?", "Hoe schrijf ik me in bij Pro-U?",
    "Als een student ziek is, wie vervangt hem dan?", "Mijn school zoekt leraren, wat kunnen we daarvoor krijgen?",
    "Hoe zorgt de school ervoor dat starters blijven?", "Zijn er kosten verbonden aan de opleiding?", "Wat is het verschil met een pabo?",
    "Hoe gaat het met de studiereis?", "Tot wanneer kan ik me aanmelden voor een studiereis?", "Hoe kan ik me in Utrecht aanmelden?",
    "Welke vakken geven zij-instromers les in?", "Krijgt een school subsidie als ze starters begeleidt?",
)  # fmt: skip


@pytest.mark.parametrize("question", LEANING)
def test_a_question_that_leans_on_the_one_before_points_back(question) -> None:
    assert points_back(question)


@pytest.mark.parametrize("question", STANDING)
def test_a_question_with_a_subject_of_its_own_does_not(question) -> None:
    assert not points_back(question)


def test_words_that_every_question_has_are_not_its_own() -> None:
    assert own_words("Ok, en hoeveel kost dat precies per jaar?") == ["jaar"]
    assert own_words("Wie gaan er samen naartoe?") == []


def test_a_capital_at_the_start_makes_no_name() -> None:
    assert names("Krijgen scholen in Utrecht subsidie van Pro-U?") == ["Utrecht", "Pro-U"]
    assert names("Subsidie voor scholen?") == []


@pytest.mark.parametrize(
    ("question", "is_person"),
    [("Wat is haar mail?", True), ("Wat is zijn mail?", True), ("Wie zijn hun leraren?", False), ("Wat is het?", False)],
)
def test_one_person_is_told_from_many_and_from_things(question, is_person) -> None:
    assert means_one_person(question) is is_person


def test_a_place_is_told_from_a_thing() -> None:
    assert means_a_place("Wie werkt daar?")
    assert not means_a_place("Wie werkt daarmee?")


def test_a_note_mark_alone_is_no_word() -> None:
    assert own_words("Wat kost ² het assessment?") == ["assessment"]
