"""The kind of a document: what its title names as its head, or what it calls itself."""

from __future__ import annotations

import pytest

from ingest.known import known

BODY = "Een mentor is een ervaren leraar die elke week met een starter spreekt over zijn lessen."
ARTICLES = ("Artikel 1 Begrippen", "Artikel 2 Doel", "Artikel 3 Bedragen")


@pytest.mark.parametrize(
    ("title", "lines", "kind"),
    [
        ("Informatiebrochure zij-instroom", (BODY,), "brochure"),
        ("Pro-U en het assessmentcentrum", ("INFORMATIEBROCHURE", BODY), "brochure"),
        ("Stagereglement", (BODY,), "reglement"),
        ("Regeling lerarenbeurs", ARTICLES, "regeling"),
        ("Subsidieregeling Brugfunctionaris", (BODY,), ""),
        ("Aanvraagformulier Subsidieregeling Scholing", (BODY,), "formulier"),
        ("Toelichting formulier subsidieaanvraag", (BODY,), ""),
        ("Over het formulier", (BODY,), ""),
        ("Samenwerkingsovereenkomst scholen", (BODY,), "overeenkomst"),
        ("Veelgestelde vragen over leraar worden", (BODY,), "veelgestelde vragen"),
        ("Leren in de regio", ("In deze nieuwsbrief leest u meer.", "Deel deze nieuwsbrief gerust."), "nieuwsbrief"),
        ("Leren in de regio", ("Lees het ook in deze nieuwsbrief.",), ""),
    ],
)
def test_the_kind(document, title, lines, kind):
    assert known(document("# Begin", *lines, title=title)).kind.value == kind


def test_a_web_page_is_one_where_it_is_nothing_else(document):
    assert known(document(BODY, path="pagina.html")).kind.value == "webpagina"
    assert known(document(BODY, path="pagina.html", title="Veelgestelde vragen")).kind.value == "veelgestelde vragen"
