from __future__ import annotations

import pytest

from assistant.exact import untold


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Het kost 1500 euro.", "De kosten zijn € 1.500."),
        ("Het kost € 1.500,-.", "Het kost 1.500 euro."),
        ("De reis duurt 14 dagen.", "De reis duurt veertien dagen."),
        ("Vijfentwintig leraren doen mee.", "Er doen 25 leraren mee."),
        ("Op 14 september 2025.", "Op 14-09-2025."),
        ("Op 14-9-2025.", "Op zondag 14 september 2025."),
        ("Op 14 september.", "Op 14 september 2025."),
        ("Van 16 tot en met 19 november 2025.", "16 t/m 19 november 2025"),
        ("20 procent van de leraren.", "20% van de leraren"),
        ("Mail Pro-U@utwente.nl.", "E-mail: pro-u@utwente.nl"),
        ("Bel 053-4896913.", "Telefoon: +31 (0)53 489 6913"),
        ("Kijk op utwente.nl/pro-u.", "https://www.utwente.nl/pro-u/"),
        ("Het duurt twee tot vier jaar.", "Duur: 2-4 jaar"),
        ("Het duurt maximaal 4 jaar.", "Duur: 2 tot 4 jaar"),
        ("Het kost 1.250 euro.", "Onderzoek | 1.250"),
        ("Minimaal 3 jaar.", "minstens drie jaar"),
        ("Uiterlijk 1 mei 2025.", "Tot en met 1 mei 2025."),
        ("Stap 3 is het assessment.", "Stap 3: assessment"),
        ("Om 9.30 uur.", "De dag begint om 9.30 uur."),
        ("Ruim 80 scholen.", "80 scholen"),
        ("Het eten kost 60 euro en de reis 300 euro.", "De reis kost 300 euro, het eten 60 euro."),
        ("Op 8 scholen is geobserveerd.", "Op 19 scholen zijn leiders geïnterviewd en op 8 scholen is geobserveerd."),
    ],
)
def test_the_same_in_other_words_is_told(text, told) -> None:
    assert untold(text, told) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Het kost 1.501 euro.", "De kosten zijn € 1.500."),
        ("De reis duurt vijftien dagen.", "De reis duurt veertien dagen."),
        ("De reis duurt 14 weken.", "De reis duurt veertien dagen."),
        ("20 leraren.", "20% van de leraren"),
        ("20 procent van de leraren.", "20 leraren"),
        ("Op 15 september 2025.", "Op 14-09-2025."),
        ("Op 14 september 2026.", "Op 14 september 2025."),
        ("Op 14 september 2025.", "Op 14 september."),
        ("Mail pro.u@utwente.nl.", "E-mail: pro-u@utwente.nl"),
        ("Bel 053-4896914.", "Telefoon: +31 (0)53 489 6913"),
        ("Kijk op utwente.nl/pro-v.", "https://www.utwente.nl/pro-u/"),
        ("Het duurt 4 jaar.", "Duur: 2-4 jaar"),
        ("Het duurt minimaal 4 jaar.", "Duur: 2-4 jaar"),
        ("Het gaat om hoogstens 3 jaar.", "minstens drie jaar"),
        ("Het gaat om 3 jaar.", "minstens drie jaar"),
        ("U krijgt maximaal 500 euro.", "U krijgt 500 euro."),
        ("Meer dan 5 leraren.", "niet meer dan 5 leraren"),
        ("Aanmelden na 1 mei 2025.", "Aanmelden vóór 1 mei 2025."),
        ("Aanmelden tot en met 1 mei 2025.", "Aanmelden vóór 1 mei 2025."),
        ("Aanmelden vóór 1 mei.", "Aanmelden vanaf 1 mei."),
        ("Na het assessment tekent u.", "Vóór het assessment tekent u."),
        ("Voor de zomer begint u.", "U begint na de zomer."),
        ("Stap 4 is het assessment.", "Stap 3: assessment"),
        ("Om 9.45 uur.", "De dag begint om 9.30 uur."),
        ("In 2024 begon het.", "In 2023 begon het."),
        ("In schooljaar 2024-2025.", "In schooljaar 2025-2026."),
        ("5 leraren op 20 scholen.", "20 leraren op 5 scholen"),
        ("Op 8 scholen zijn leiders geïnterviewd.", "Op 19 scholen zijn leiders geïnterviewd en op 8 scholen is geobserveerd."),
        ("De reis kost 60 euro.", "De reis kost 300 euro, het eten 60 euro."),
        ("De start is op 1 mei 2025.", "Aanmelden kan tot 1 mei 2025, de start is op 1 juni 2025."),
    ],
)
def test_what_is_not_so_is_untold(text, told) -> None:
    assert untold(text, told)


def test_a_year_may_come_from_what_stands_over_the_source() -> None:
    assert untold("In 2023 waren er 5 scholen.", "Er waren 5 scholen.", over="Jaarverslag 2023") == []
    assert untold("In 2024 waren er 5 scholen.", "Er waren 5 scholen.", over="Jaarverslag 2023") == ["2024"]


def test_an_amount_may_not_come_from_what_stands_over_the_source() -> None:
    assert untold("Het kost 60 euro.", "Het kost geld.", over="Alles over 60 euro") == ["60 euro"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Zie pagina 5.", "Zie pagina 3. Er zijn 5 zalen."),
        ("De les duurt van 9.30 tot 9.30 uur.", "De les duurt van 9.30 tot 10.00 uur."),
        ("In 2025 schreven 34 mensen zich in.", "In 2024 schreven 34 mensen zich in, in 2025 waren het er 122."),
        ("Dit staat in artikel 4.", "Dit staat in artikel 7. Artikel 4 is vervallen."),
        ("Het begint om kwart voor tien.", "Het begint om kwart over tien."),
        ("Route vier: via het mbo.", "Route drie: via het mbo. Route vier: via de pabo."),
    ],
)
def test_a_number_from_elsewhere_in_the_source_is_not_told(text: str, told: str) -> None:
    assert untold(text, told)
    assert not untold(told, told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Zie pagina 5 en pagina 7.", "Zie pagina 5. Zie pagina 7."),
        ("De zaal is open van 9 tot 10.", "Van 9 tot 10 is de zaal open."),
        ("Op 5 mei is er les.", "Op 3 mei en op 5 mei is er les."),
    ],
)
def test_a_number_in_other_words_is_told(text: str, told: str) -> None:
    assert not untold(text, told)
