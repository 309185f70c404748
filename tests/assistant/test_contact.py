from __future__ import annotations

from assistant.contact import contact_near
from assistant.quote import QuoteWriter


def found_near(shelf, question: str):
    view = shelf.view()
    return contact_near(shelf.search(view, question), view)


def test_the_contact_of_the_nearest_document_with_all_that_is_said_of_it(shelf) -> None:
    contact, citation = found_near(shelf, "Wat verdient een zij-instromer in het traject?")
    assert (contact.name, contact.email, contact.phone) == ("Anna de Wit", "a.dewit@voorbeeld.nl", "053 123 45 67")
    assert citation.document == "traject.md"
    assert citation.heading == "Aanmelden"
    assert contact.citation == citation.n == 1


def test_the_quote_stands_in_the_document(shelf) -> None:
    _, citation = found_near(shelf, "Wat kost het geschiktheidsonderzoek?")
    [node] = [node for node in shelf.view().nodes if citation.quote in node.text]
    assert node.metadata["document"] == citation.document


def test_documents_without_a_contact_give_none(view_of, shelf) -> None:
    silent = type(shelf)(view_of(mentoren=["# Mentoren", "Een mentor is een ervaren leraar."]), shelf.embedder)
    assert found_near(silent, "Wat is een mentor?") is None


def test_an_address_that_invites_goes_before_one_in_a_story(view_of, shelf) -> None:
    story = ["# Verhaal", "Jan kreeg post van piet@voorbeeld.nl en lachte."]
    lines = [*story, "# Contact", "Vragen? Mail naar loket@voorbeeld.nl of kom langs."]
    contact, _ = found_near(type(shelf)(view_of(blad=lines), shelf.embedder), "Waarom lachte Jan om de post?")
    assert contact.email == "loket@voorbeeld.nl"


def test_a_phone_number_alone_is_a_contact_too(view_of, shelf) -> None:
    contact, _ = found_near(type(shelf)(view_of(blad=["# Bellen", "Bel voor vragen +31 (0)53 489 6913."]), shelf.embedder), "bellen")
    assert (contact.name, contact.email, contact.phone, contact.url) == (None, None, "+31 (0)53 489 6913", None)


def test_a_web_address_is_not_made_of_a_mail_address(view_of, shelf) -> None:
    contact, _ = found_near(type(shelf)(view_of(blad=["# Vragen", "Mail loket@voorbeeld.nl."]), shelf.embedder), "vragen")
    assert (contact.email, contact.url) == ("loket@voorbeeld.nl", None)


def test_a_contact_is_cited_as_the_writer_cites(units_of, shelf) -> None:
    _, citation = found_near(shelf, "Wat kost het geschiktheidsonderzoek?")
    [unit] = [unit for unit in shelf.view().units("traject.md") if unit.text == citation.quote]
    writer = QuoteWriter()
    writer.write([[unit]])
    assert writer.draft().citations == (citation,)


def test_a_date_is_no_phone_number(view_of, shelf) -> None:
    blad = ["# Vragen", "Vragen over de stagevergoeding kunt u stellen tot 01-09-2025."]
    assert found_near(type(shelf)(view_of(blad=blad), shelf.embedder), "Vragen over de stagevergoeding") is None


def test_a_phone_number_is_found_beside_a_date(view_of, shelf) -> None:
    blad = ["# Vragen", "Vragen over de stagevergoeding? Bel tot 01-09-2025 naar 030 – 31 00 933."]
    contact, _ = found_near(type(shelf)(view_of(blad=blad), shelf.embedder), "Vragen over de stagevergoeding")
    assert contact.phone == "030 – 31 00 933"
