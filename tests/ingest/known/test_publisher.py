"""Who publishes a document, and whom to ask."""

from __future__ import annotations

import pytest

from ingest.known import known

BODY = "Een mentor is een ervaren leraar die elke week met een starter spreekt over zijn lessen."


@pytest.mark.parametrize(
    ("lines", "publisher"),
    [
        (("Dit is een uitgave van het Onderwijsloket Oost, 2025.",), "Onderwijsloket Oost"),
        (("© 2024 Stichting Leerkracht",), "Stichting Leerkracht"),
        (("Dienst Uitvoering Subsidies aan Instellingen", BODY), "Dienst Uitvoering Subsidies aan Instellingen"),
        (("Universiteit Twente", "Hogeschool Saxion", BODY), ""),
        (("Vereniging Hogescholen, Den Haag, januari 2012", BODY), ""),
        (("De dienst is open.", "Naverteld, geen uitgave van de instelling."), ""),
    ],
)
def test_the_publisher(document, lines, publisher):
    assert known(document("# Gids voor starters", *lines)).publisher.value == publisher


@pytest.mark.parametrize(
    ("lines", "contact"),
    [
        (("# Contact", "Mail loket@voorbeeld.nl of bel 053 489 6913."), "loket@voorbeeld.nl, 053 489 6913"),
        (("Heeft u vragen? Neem contact op via loket@voorbeeld.nl.",), "loket@voorbeeld.nl"),
        (("# Contact", "Mail loket@voorbeeld,nl."), ""),
        (("# Contact", "Mail a@voorbeeld.nl of b@voorbeeld.nl."), ""),
        (("Jan kreeg post van piet@voorbeeld.nl en lachte.",), ""),
    ],
)
def test_the_contact(document, lines, contact):
    assert known(document("# Gids voor starters", BODY, *lines)).contact.value == contact
