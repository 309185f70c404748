"""The title of a document: none that only names the file, its maker or a chapter."""

from __future__ import annotations

import pytest

from ingest.known import known

BODY = "Een mentor is een ervaren leraar die elke week met een starter spreekt over zijn lessen."


@pytest.mark.parametrize(
    ("title", "lines", "found"),
    [
        ("Gids voor starters", ("# Gids voor starters", BODY), "Gids voor starters"),
        ("Microsoft Word - Gids voor starters.docx", ("# Welkom", BODY), "Gids voor starters"),
        ("000_cd612d6f", ("# Over het akkoord", BODY), "Over het akkoord"),
        ("Inhoud", ("Accountantsprotocol bij de regeling stages", "# Inhoud", BODY), "Accountantsprotocol bij de regeling stages"),
        ("Dienst Uitvoering", ("# Dienst Uitvoering", "# Subsidieregeling Scholing", BODY), "Subsidieregeling Scholing"),
        ("DUS-I RSO", ("# DUS-I", "# Subsidieregeling Scholing", BODY), "Subsidieregeling Scholing"),
        ("Naar de klas", ("# INFORMATIEBROCHURE", "# Naar de klas", BODY), "Naar de klas"),
        ("001", ("# NIEUWSFLITS · ZOMER 2025", "# Utrecht Leert", "# Nieuwsbrief van de regio"), "Utrecht Leert"),
        ("Handleiding vestigingen Publicatie | 18-06-2024", (BODY,), "Handleiding vestigingen"),
        ("Regeling van 6 mei", ("Deze regeling wordt aangehaald als: Regeling beurs 2009–2017. Zij gaat in.",), "Regeling beurs 2009–2017"),
        ("De opdrachten", ("Start les (5 min)", BODY, "# De opdrachten"), ""),
        ("Inleiding", ("# Inleiding", BODY), ""),
        ("001", ("# Dienst Uitvoering", "# Overeenkomst regeling scholing (hierna: de regeling)", BODY), "Overeenkomst regeling scholing"),
        ("001", ("Ministerie van Volksgezondheid,", "# Welzijn en Sport", BODY), ""),
        ("gids", (BODY,), ""),
        ("Gids", ("# Gids", BODY, "# Kosten", BODY), "Gids"),
    ],
)  # fmt: skip
def test_the_title(document, title, lines, found):
    assert known(document(*lines, title=title)).title.value == found
