"""What a question tells of who asks and about what, and what it does not."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.preference import Preference, Preferred
from assistant.told import preference_told, preferred_in
from ingest.errors import BronwijsError
from ingest.sources import Source

TODAY = date(2025, 9, 1)


def told(question: str) -> dict[str, list[str]]:
    return preference_told(question, today=TODAY, regions=("achterhoek", "nederland"), kinds=("kwaliteitskader", "brochure")).to_json()


@pytest.mark.parametrize(
    ("question", "sectors"),
    [
        ("Wat kost het voor het vo?", ["vo"]),
        ("Wat verdien ik op de basisschool?", ["po"]),
        ("Is er iets voor vmbo en ROC's?", ["vo", "mbo"]),
        ("Kan ik met mbo 4 naar de basisschool?", ["po"]),
        ("Ik heb havo, mag ik in het mbo lesgeven?", ["mbo"]),
        ("Welke toets moet je met een mbo-diploma halen voor de pabo?", None),
        ("Ik ben mbo'er. Welke routes zijn er?", None),
        ("Wie is de voorzitter van de PO-Raad?", None),
    ],
)
def test_the_sector(question, sectors) -> None:
    assert told(question).get("sectors") == sectors


@pytest.mark.parametrize(
    ("question", "regions"),
    [
        ("Wat is er in Utrecht voor starters?", ["Utrecht"]),
        ("wat is er in de regio zwolle", ["Zwolle"]),
        ("Welke Twentse scholen doen mee?", ["Twente"]),
        ("Zijn er cursussen in de Achterhoek?", ["Achterhoek"]),
        ("Wat kost parkeren in Den Helder?", ["Den Helder"]),
        ("Wat doet Utrecht Leert?", None),
        ("Wat kan ik bij de Universiteit Twente?", None),
        ("Hoe is het in Nederland geregeld?", None),
        ("Wat staat er in Klaar voor de Stap?", None),
    ],
)
def test_the_region(question, regions) -> None:
    assert told(question).get("regions") == regions


@pytest.mark.parametrize(
    ("question", "audience"),
    [
        ("Ik ben docent wiskunde, wat kan ik doen?", ["docent"]),
        ("Mag ik als zij-instromer subsidie aanvragen?", ["zij-instromer"]),
        ("kan ik bij de uni utrecht als zij instromer eerder klaar zijn", ["zij-instromer"]),
        ("Wat is er voor startende leraren?", ["docent"]),
        ("Als schoolleider wil ik weten wat het kost.", ["medewerker"]),
        ("Ik sta in het mbo voor de klas. Wat nu?", ["docent"]),
        ("Hoe ga ik werken als docent?", None),
        ("Ik ben geen docent. Kan ik meedoen?", None),
        ("Ik wil leraar worden.", None),
        ("Wie is de schoolleider?", None),
    ],
)
def test_who_asks(question, audience) -> None:
    assert told(question).get("audience") == audience


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("Wat is er dit schooljaar?", ["2025-2026"]),
        ("Wat is er volgend schooljaar?", ["2026-2027"]),
        ("Wat was er in schooljaar 2023/24 en 2024-2025?", ["2023-2024", "2024-2025"]),
        ("Wat is er dit jaar?", None),
        ("Wat was er in 2024?", None),
    ],
)
def test_the_school_year(question, years) -> None:
    assert told(question).get("school_years") == years


def test_the_kind_of_document() -> None:
    assert told("Wat staat er in het nieuwe kwaliteitskader over mentoren?") == {"kinds": ["kwaliteitskader"]}
    assert told("Wie maakt een kwaliteitskader?") == {}


def test_a_letter_that_folds_to_two_does_no_harm() -> None:
    assert told("Is het oﬃcieel ﬁjn in Utrecht?") == {"regions": ["Utrecht"]}


def test_the_places_and_kinds_of_the_documents_at_hand_are_known(view_of) -> None:
    view = view_of({"gids": Source(region="Kop van Overijssel", kind="poster")}, gids=["Welkom."])
    found = preferred_in(Preference(), "Wat staat in de poster over scholen in de Kop van Overijssel?", view, today=TODAY)
    assert found == Preferred(Preference(), Preference(regions=("Kop van Overijssel",), kinds=("poster",)))


def test_what_is_chosen_is_not_read_from_the_question(view_of) -> None:
    chosen = Preference(sectors=("po",), regions=(), documents=("Gids",))
    found = preferred_in(chosen, "Wat kost het voor het vo in Utrecht dit schooljaar?", view_of(gids=["Welkom."]), today=TODAY)
    assert found.told == Preference(school_years=("2025-2026",))
    assert found.both == Preference(sectors=("po",), regions=(), school_years=("2025-2026",), documents=("gids.md",))


def test_a_document_that_is_not_there_is_said_so(view_of) -> None:
    with pytest.raises(BronwijsError, match="zit niet in de index"):
        preferred_in(Preference(documents=("weg.md",)), "Wat kost het?", view_of(gids=["Welkom."]), today=TODAY)


@pytest.mark.parametrize("words", ["mijn ", "ik ", "voor ", "in utrecht ", "als docent ", "met een ", "a" * 8])
def test_a_long_question_takes_time_in_proportion(words, growth) -> None:
    assert growth(lambda size: told(words * size), 400) < 3
