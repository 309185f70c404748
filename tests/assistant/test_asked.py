from __future__ import annotations

import pytest

from assistant.asked import HARD, Asked, asked, counted, holds, role_asked


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Wie is de directeur van de school?", Asked.NAME),
        ("Door wie word ik begeleid?", Asked.PERSON),
        ("Tot wanneer kan ik me aanmelden?", Asked.DATE),
        ("Wat is de deadline voor het portfolio?", Asked.DATE),
        ("Hoeveel euro subsidie krijgt een school?", Asked.AMOUNT),
        ("Wat kost de reis?", Asked.AMOUNT),
        ("Hoeveel scholen doen mee?", Asked.NUMBER),
        ("Hoe lang duurt het traject?", Asked.DURATION),
        ("Hoeveel weken duurt de stage?", Asked.DURATION),
        ("Wat is het telefoonnummer van het centrum?", Asked.PHONE),
        ("Wat is het e-mailadres van het loket?", Asked.EMAIL),
        ("Op welke website staat het formulier?", Asked.URL),
        ("Bij wie kan ik terecht?", Asked.CONTACT),
        ("Aan wie stel ik mijn vraag?", Asked.CONTACT),
        ("Kan ik mailen of bellen?", Asked.CONTACT),
        ("Zijn er contactgegevens van het loket?", Asked.CONTACT),
        ("Wat zijn contacturen?", Asked.DEFINITION),
        ("Bij wie ligt de verantwoordelijkheid?", Asked.PERSON),
        ("Bij wie moet de school zijn?", Asked.PERSON),
        ("Aan wie is de brief gericht?", Asked.OTHER),
        ("Uit welke onderdelen bestaat het?", Asked.LIST),
        ("Wat is een vakcoach?", Asked.DEFINITION),
        ("Wat is het verschil tussen een mentor en een coach?", Asked.DIFFERENCE),
        ("Waarom is er een tekort?", Asked.REASON),
        ("Mag ik meedoen zonder diploma?", Asked.YES_NO),
        ("Betaalt het Rijk mee aan de opleiding?", Asked.YES_NO),
        ("Waar staan de letters PAL voor?", Asked.DEFINITION),
        ("Vertel iets over de regio.", Asked.OTHER),
        ("Telt een stage in het buitenland mee?", Asked.YES_NO),
        ("Blijft de regeling bestaan?", Asked.YES_NO),
        ("Moet de school de reis zelf betalen?", Asked.YES_NO),
        ("Weet u wanneer de cursus begint?", Asked.DATE),
        ("Wij laten studenten betalen voor hun plek. Krijgen we dan subsidie?", Asked.YES_NO),
        ("Wij betalen btw over de activiteit, mag die in de begroting?", Asked.YES_NO),
        ("Ik ben ziek. Wie moet ik bellen?", Asked.PHONE),
        ("Wat is het maximumbedrag per stageplaats?", Asked.AMOUNT),
        ("Hoe hoog is de subsidie per school?", Asked.AMOUNT),
        ("Hoe hoog is de werkdruk?", Asked.NUMBER),
        ("Wat is het subsidieplafond?", Asked.AMOUNT),
        ("Wie is volgens het reglement verantwoordelijk?", Asked.PERSON),
        ("Binnen hoeveel weken hoor ik iets?", Asked.DURATION),
        ("Binnen welke regio is het begonnen?", Asked.OTHER),
        ("In welke stad staat de school?", Asked.PLACE),
        ("Waar staat de kast?", Asked.PLACE),
    ],
)
def test_the_kind_of_answer_is_seen_in_the_question(question, kind) -> None:
    assert asked(question) is kind


@pytest.mark.parametrize(
    ("kind", "shows", "lacks"),
    [
        (Asked.NAME, "De directeur is Anna de Wit.", "De directeur is met verlof."),
        (Asked.DATE, "Dat kan tot 1 maart 2026.", "Dat kan altijd."),
        (Asked.AMOUNT, "Het kost 1.250 euro.", "Het kost veel."),
        (Asked.NUMBER, "Er doen twaalf scholen mee.", "Er doen scholen mee."),
        (Asked.DURATION, "De stage duurt zes weken.", "De stage duurt lang."),
        (Asked.PHONE, "Bel +31 (0)53 489 6913.", "Bel het secretariaat."),
        (Asked.EMAIL, "Mail naar loket@voorbeeld.nl.", "Mail naar het loket."),
        (Asked.URL, "Zie www.voorbeeld.nl.", "Zie de website."),
    ],
)
def test_a_hard_kind_is_visible_on_the_face_of_a_text(kind, shows, lacks) -> None:
    assert kind in HARD
    assert holds(kind, shows)
    assert not holds(kind, lacks)


def test_a_soft_kind_is_held_by_any_text() -> None:
    assert holds(Asked.OTHER, "Zomaar iets.")


def test_a_name_that_the_question_gave_is_no_answer() -> None:
    question = "Wie is de rector van de Universiteit Twente?"
    assert not holds(Asked.NAME, "De Universiteit Twente heeft een rector.", question)
    assert holds(Asked.NAME, "De Universiteit Twente heeft als rector Pieter Jansen.", question)


def test_a_year_that_the_question_gave_is_no_date() -> None:
    question = "Tot wanneer kan ik voor 2024-2025 aanvragen?"
    assert not holds(Asked.DATE, "Handleiding aanvragen 2024-2025.", question)
    assert holds(Asked.DATE, "Voor 2024-2025 kan dat tot 1 juli.", question)


def test_an_age_may_be_told_in_months_and_a_duration_in_short() -> None:
    assert holds(Asked.AGE, "Niet ouder dan zes maanden.")
    assert holds(Asked.DURATION, "Resultaten bespreken (20 min).")


def test_a_place_shows() -> None:
    assert holds(Asked.PLACE, "De school staat in Enschede.")
    assert not holds(Asked.PLACE, "De school staat er al lang.")


def test_the_noun_that_is_counted_and_the_role_that_is_asked() -> None:
    assert counted("Hoeveel scholen doen mee?") == "scholen"
    assert counted("Welke scholen doen mee?") is None
    assert role_asked("Wie is de voorzitter van de raad?") == "voorzitter"
    assert role_asked("Waar is de voorzitter?") is None


def test_a_phone_number_with_a_dash_of_print_and_a_treaty_that_is_no_board() -> None:
    assert holds(Asked.PHONE, "Bel 030 – 31 00 933.")
    assert not holds(Asked.PERSON, "Het bestuursakkoord is toen gesloten.", "Wie sloten het akkoord?")
    assert holds(Asked.PERSON, "Dat deden de schoolbesturen.", "Wie sloten het akkoord?")
