from __future__ import annotations

import pytest

from assistant.answer import Turn
from assistant.rewrite import is_difference, parts, stand_alone

TRIP = [Turn("Wat is het programma van de studiereis naar Vlaanderen?", "Drie dagen scholen bezoeken.")]


@pytest.mark.parametrize("question", ["En wat kost dat?", "Wanneer is die?", "Wie gaan daarmee?", "Hoe lang duurt hij?"])
def test_a_question_that_leans_on_the_one_before_gets_its_subject(question) -> None:
    alone = stand_alone(question, TRIP)
    assert alone.startswith(question)
    assert "studiereis" in alone
    assert "Vlaanderen" in alone


def test_without_history_a_question_stays_as_it_is() -> None:
    assert stand_alone("En wat kost dat?", []) == "En wat kost dat?"


@pytest.mark.parametrize("question", ["Wie begeleidt startende leraren?", "Krijgen die scholen in Utrecht ook subsidie voor gebouwen?"])
def test_a_question_with_a_subject_of_its_own_stays_as_it_is(question) -> None:
    assert stand_alone(question, TRIP) == question


def test_the_last_turn_counts() -> None:
    alone = stand_alone("En wat kost dat?", [*TRIP, Turn("Hoe werkt het portfolio?")])
    assert "portfolio" in alone
    assert "studiereis" not in alone


def test_a_turn_without_a_subject_adds_nothing() -> None:
    assert stand_alone("En wat kost dat?", [Turn("En wat is dat?")]) == "En wat kost dat?"


def test_an_article_does_not_lean_on_the_question_before() -> None:
    assert stand_alone("Wat kost het geschiktheidsonderzoek?", TRIP) == "Wat kost het geschiktheidsonderzoek?"


def test_a_part_of_a_word_does_not_lean_on_the_question_before() -> None:
    assert stand_alone("Wat verdient een zij-instromer?", TRIP) == "Wat verdient een zij-instromer?"


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Wat kost de reis en wanneer is die?", ["Wat kost de reis", "wanneer is die?"]),
        ("Wat kost de reis? Wie gaan er mee?", ["Wat kost de reis", "Wie gaan er mee?"]),
        ("Tot wanneer kan ik me aanmelden en bij wie?", ["Tot wanneer kan ik me aanmelden", "bij wie?"]),
        ("Wat is het verschil tussen een mentor en een coach?", ["Wat is een mentor?", "Wat is een coach?"]),
        ("Wat kost de reis en het verblijf?", ["Wat kost de reis en het verblijf?"]),
        ("Wie begeleidt mij?", ["Wie begeleidt mij?"]),
    ],
)
def test_a_double_question_becomes_its_parts(question, found) -> None:
    assert parts(question) == found


def test_a_difference_is_told_from_another_double_question() -> None:
    assert is_difference("Wat is het verschil tussen een mentor en een coach?")
    assert not is_difference("Wat is een mentor en wat is een coach?")


def test_the_same_question_about_something_else_is_asked_again() -> None:
    history = [Turn("Uit welke onderdelen bestaat het zij-instroomassessment?")]
    assert stand_alone("En het toelatingsassessment?", history) == "Uit welke onderdelen bestaat het toelatingsassessment?"


def test_a_whole_question_that_begins_with_and_stands_alone() -> None:
    history = [Turn("Uit welke onderdelen bestaat het zij-instroomassessment?")]
    question = "En hoeveel onderdelen heeft het toelatingsassessment?"
    assert stand_alone(question, history) == question


def test_three_questions_in_one_are_three_parts() -> None:
    assert len(parts("Wat is Pro-U? Wie is de directeur? En wat kost het?")) == 3


def test_a_pronoun_in_the_second_half_points_to_the_first_half() -> None:
    question = "Wanneer begint de G5-subsidie en hoe lang duurt die?"
    assert stand_alone(question, [Turn("Wat verdient een zij-instromer?")]) == question


DIRECTOR = Turn("Wie is de directeur van Pro-U?", "Onder ‘Wie is wie?’:\nDr. Cindy Poortman | Directeur Pro-U [1]")


@pytest.mark.parametrize(
    ("question", "before", "alone"),
    [
        ("En in het vo?", "Welke subsidie is er in het po?", "Welke subsidie is er in het vo?"),
        ("En voor het vo?", "Welke vakken hebben in het mbo een tekort?", "Welke vakken hebben in het vo een tekort?"),
        ("en in het speciaal basisonderwijs?", "Hoe groot is het tekort in het primair onderwijs?",
         "Hoe groot is het tekort in het speciaal basisonderwijs?"),
        ("En in 2026?", "Hoeveel zij-instromers waren er in 2025?", "Hoeveel zij-instromers waren er in 2026?"),
        ("En in Rotterdam?", "Is er subsidie voor zij-instromers in Utrecht?", "Is er subsidie voor zij-instromers in Rotterdam?"),
        ("En Pre-U dan?", "Wie is de directeur van Pro-U?", "Wie is de directeur van Pre-U?"),
        ("Hoe zit het met mbo'ers?", "Kunnen hbo'ers instromen?", "Kunnen mbo'ers instromen?"),
        ("Geldt dat ook voor het mbo?", "Krijgen starters in het vo een begeleider?", "Krijgen starters in het mbo een begeleider?"),
        ("En de scholing?", "Hoelang duurt de opleiding tot opleidingsdocent?", "Hoelang duurt de scholing tot opleidingsdocent?"),
        ("En een schoolopleider?", "Wat doet een mentor?", "Wat doet een schoolopleider?"),
        ("Voor het vo?", "Welke subsidie is er voor het po?", "Welke subsidie is er voor het vo?"),
    ],
)  # fmt: skip
def test_what_is_of_one_kind_or_much_alike_makes_room(question, before, alone) -> None:
    assert stand_alone(question, [Turn(before)]) == alone


@pytest.mark.parametrize(
    ("question", "before", "alone"),
    [
        ("En het programma?", "Wanneer is de studiereis?", "Wanneer is de studiereis het programma?"),
        ("En voor de stage?", "Wie betaalt de studiereis naar Gent?", "Wie betaalt de studiereis naar Gent voor de stage?"),
        ("En het programma dan?", "Wanneer is de studiereis?", "Wanneer is de studiereis het programma?"),
        ("En de reis?", "Wat zijn de reiskosten van de studiereis?", "Wat zijn de reiskosten van de studiereis de reis?"),
        ("En voor het vo?", "Krijgen po en mbo subsidie?", "Krijgen po en mbo subsidie voor het vo?"),
        ("En als ik al bevoegd ben?", "Welk assessment past bij mij?", "Welk assessment past bij mij als ik al bevoegd ben?"),
    ],
)
def test_what_is_of_another_kind_is_added(question, before, alone) -> None:
    assert stand_alone(question, [Turn(before)]) == alone


@pytest.mark.parametrize("question", ["Op welk nummer kan ik haar bellen?", "Wat is haar mailadres?", "Hoe lang werkt zij daar al?"])
def test_a_person_is_whom_the_answer_named(question) -> None:
    assert stand_alone(question, [DIRECTOR]) == f"{question} (het gaat over: Cindy Poortman)"


def test_a_person_comes_from_the_last_answer_to_who() -> None:
    talk = [Turn("Wie leidt het steunpunt?", "Uit ‘Utrecht Leert, zomer 2025’:\nGea Spaans leidt het. [1]")]
    assert stand_alone("Wat is haar mailadres?", talk).endswith("(het gaat over: Gea Spaans)")
    talk = [*talk, DIRECTOR, Turn("Waar zit Pro-U?", "In de Twentse stad Enschede.")]
    assert stand_alone("Wat is haar mailadres?", talk).endswith("(het gaat over: Cindy Poortman)")


def test_more_people_come_along_where_more_are_meant() -> None:
    talk = [Turn("Wie ondertekenen de brochure?", "Cindy Poortman en Pieter Boerman. [1]")]
    assert stand_alone("Waar werken ze?", talk) == "Waar werken ze? (het gaat over: Cindy Poortman Pieter Boerman)"
    assert stand_alone("Waar werkt hij?", talk) == "Waar werkt hij? (het gaat over: Cindy Poortman)"


def test_a_person_of_whom_no_name_is_known_is_the_role_asked_about() -> None:
    talk = [Turn("Hoeveel tijd krijgt een schoolopleider?", "Anderhalve dag per week.")]
    assert "schoolopleider" in stand_alone("Hoeveel studenten moet hij begeleiden?", talk)


def test_what_an_answer_introduces_is_the_subject_where_the_question_only_asked_what_there_is() -> None:
    talk = [Turn("Ik twijfel over lesgeven. Is er iets voor mij?", "De VU geeft de training Ontdek Je Talent als Docent. [1]")]
    assert "Ontdek Je Talent als Docent" in stand_alone("Hoe lang duurt die?", talk)
    named = [Turn("Is er een studiereis naar Vlaanderen?", "Ja, van de Thomas More Academie. [1]")]
    assert stand_alone("Hoe lang duurt die?", named) == "Hoe lang duurt die? (het gaat over: studiereis Vlaanderen)"


def test_a_subject_lasts_until_another_is_named() -> None:
    talk = [Turn("Wat is Tijd voor Kwaliteit?"), Turn("Hoeveel scholen deden mee?"), Turn("Schrijf een gedicht over de lente")]
    assert "Tijd voor Kwaliteit" in stand_alone("Wanneer houdt die op?", talk)
    assert "Kwaliteit" not in stand_alone("Wanneer houdt die op?", [*talk, Turn("Wat is de G5-subsidie?")])


def test_a_follow_up_of_a_follow_up_keeps_the_subject() -> None:
    talk = [Turn("Wat doet een Pedagogisch Verbinder?"), Turn("Op welk niveau is het?")]
    assert "Pedagogisch Verbinder" in stand_alone("En hoe lang doe je daarover?", talk)


def test_history_that_stands_alone_already_stays_as_it_is() -> None:
    talk = [Turn("En wat kost dat? (het gaat over: studiereis Vlaanderen)")]
    assert stand_alone("Wie betaalt dat?", talk) == "Wie betaalt dat? (het gaat over: studiereis Vlaanderen)"
    assert stand_alone("En voor scholen?", talk) == "En wat kost dat voor scholen? (het gaat over: studiereis Vlaanderen)"
    later = [Turn("Wat is Pro-U?"), Turn("wat kost dat? (het gaat over: portfolio)")]
    assert stand_alone("Wie betaalt dat?", later) == "Wie betaalt dat? (het gaat over: portfolio)"


def test_a_word_of_the_question_is_not_added_to_it() -> None:
    talk = [Turn("Wat is het portfolio bij Pro-U?")]
    assert stand_alone("Wie mag dat portfolio maken?", talk) == "Wie mag dat portfolio maken? (het gaat over: Pro-U)"


def test_daar_is_the_place_that_was_named() -> None:
    talk = [Turn("Wie is de programmaleider primair onderwijs bij Utrecht Leert?")]
    assert stand_alone("En wie gaat daar over het rooster?", talk).endswith("(het gaat over: Utrecht Leert)")


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        ("Iets heel anders: wat kost dat assessment?", "wat kost dat assessment?"),
        ("Oké, andere vraag. Wat is EVC?", "Wat is EVC?"),
        ("En nu iets anders, wat kost het?", "wat kost het?"),
    ],
)
def test_a_new_subject_takes_nothing_along(question, alone) -> None:
    assert stand_alone(question, TRIP) == alone


@pytest.mark.parametrize("piece", ["A’", "er ", "meld ", "!", "En a ", "dat "])
def test_long_texts_do_not_hold_up_the_answer(piece, growth) -> None:
    def rewrite(size: int) -> None:
        long = piece * (size // len(piece))
        stand_alone(f"{long}?", [DIRECTOR])
        stand_alone("Wat is haar mail?", [Turn("Wie is dat?", long)])
        stand_alone("En het vo?", [Turn(long)])

    assert growth(rewrite, 1_250) < 3
