"""For whom a document is, and of which sectors and region."""

from __future__ import annotations

import pytest

from ingest.known import known

BODY = "Een mentor is een ervaren leraar die elke week met een starter spreekt over zijn lessen."


@pytest.mark.parametrize(
    ("line", "audience"),
    [
        ("Deze gids is bedoeld voor docenten en schoolleiders in de regio.", "docent, medewerker"),
        ("BROCHURE VOOR ZIJ-INSTROMERS EN HUN ADVISEURS", "zij-instromer, medewerker"),
        ("Voor leraren en andere mensen die in het basisonderwijs werken.", "docent"),
        ("Er is subsidie voor docenten.", ""),
        ("# Voor docenten", ""),
    ],
)
def test_the_audience(document, line, audience):
    assert known(document("# Gids voor starters", line, BODY)).audience.value == audience


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("Het primair onderwijs heeft leraren nodig. " * 8, "po"),
        ("Het primair onderwijs en het voortgezet onderwijs. " * 4, "po, vo"),
        ("Het primair onderwijs heeft leraren nodig. " * 3, ""),
        ("Het po, het vo en het mbo werken samen. " * 4, ""),
        ("De PO-Raad en de VO-raad werken samen. " * 8, ""),
    ],
)
def test_the_sector(document, text, sector):
    assert known(document("# Gids", text)).sector.value == sector


@pytest.mark.parametrize(
    ("title", "text", "region"),
    [
        ("Zij-instroom in Twente", BODY, "Twente"),
        ("Jaarverslag Universiteit Utrecht", BODY, ""),
        ("Scholen in Zwolle en Deventer", BODY, ""),
        ("Gids", "Scholen in Utrecht werken samen. " * 9, "Utrecht"),
        ("Gids", "Scholen in Utrecht, Leiden en Delft werken samen. " * 9, ""),
    ],
)
def test_the_region(document, title, text, region):
    assert known(document("# Begin", text, title=title)).region.value == region
