from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from llama_index.core.schema import MetadataMode

from assistant.answer import Contact, Question, Status
from assistant.assistant import Assistant
from assistant.contact import contact_near
from assistant.contract import to_json
from assistant.quote import QuoteWriter
from assistant.render import as_text
from assistant.retrieve import View
from assistant.web.show import answer_html
from ingest.sources import Source
from ingest.store import Record, Snapshot


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


BLAD = ["# Begeleiding", "Een mentor begeleidt een starter op school in het eerste jaar."]


@pytest.fixture
def given_of(nodes_of, embedder):
    """A shelf with one document for which people gave a contact in bronnen.toml."""

    def make(contact: str, lines: list[str] = BLAD, address: str = "") -> object:
        nodes = nodes_of(*lines, path="blad.md", source=Source(contact=contact, address=address))
        vectors = embedder.get_text_embedding_batch([node.get_content(MetadataMode.EMBED) for node in nodes])
        records = {"blad.md": Record("blad.md", "1", "Blad", len(nodes))}
        view = View(Snapshot("1", nodes, np.asarray(vectors, dtype=np.float32), records))
        return SimpleNamespace(
            view=lambda: view, search=lambda view, text, **chosen: view.search(text, embedder.get_query_embedding(text), 20, **chosen)
        )

    return make


def test_where_the_text_names_no_contact_it_is_the_one_people_gave(given_of) -> None:
    contact, citation = found_near(
        given_of("Anna de Wit, loket@voorbeeld.nl, 053 489 6913", address="https://voorbeeld.nl"), "Wat doet een mentor?"
    )
    assert contact == Contact("Anna de Wit", "loket@voorbeeld.nl", "053 489 6913", "https://voorbeeld.nl", None)
    assert citation is None


@pytest.mark.parametrize(
    ("said", "name", "email"),
    [
        ("loket@voorbeeld.nl", None, "loket@voorbeeld.nl"),
        ("Loket Leraren <loket@voorbeeld.nl>", "Loket Leraren", "loket@voorbeeld.nl"),
        ("mail naar loket@voorbeeld.nl", None, "loket@voorbeeld.nl"),
    ],
)
def test_what_people_gave_is_read_as_they_write_it(given_of, said, name, email) -> None:
    contact, _ = found_near(given_of(said), "Wat doet een mentor?")
    assert (contact.name, contact.email) == (name, email)


def test_a_contact_without_a_way_to_reach_it_is_none(given_of) -> None:
    assert found_near(given_of("het loket op school"), "Wat doet een mentor?") is None


def test_a_contact_of_the_text_goes_first_where_it_is_near_or_general(given_of) -> None:
    general = [*BLAD, "# Contact", "Vragen? Mail naar balie@voorbeeld.nl."]
    contact, citation = found_near(given_of("loket@voorbeeld.nl", general), "Wat doet een mentor?")
    assert contact.email == "balie@voorbeeld.nl" and citation is not None
    story = [*BLAD, "# Verhaal", "Jan kreeg post van piet@voorbeeld.nl en lachte om wat er in de brief stond."]
    contact, citation = found_near(given_of("loket@voorbeeld.nl", story), "Wat doet een mentor?")
    assert contact.email == "loket@voorbeeld.nl" and citation is None


def test_a_refusal_with_a_contact_that_people_gave_cites_nothing_and_says_where_it_is_from(given_of, embedder) -> None:
    shelf = given_of("loket@voorbeeld.nl")
    answer = Assistant(shelf, embedder).answer(Question("Hoeveel verdient een mentor die een starter begeleidt per uur?"))
    assert (answer.status, answer.citations, answer.contact.email) == (Status.NOT_FOUND, (), "loket@voorbeeld.nl")
    assert "loket@voorbeeld.nl. Dat contact is opgegeven bij een document" in as_text(answer)
    assert "mailto:loket@voorbeeld.nl" in answer_html(answer, key="1") and "is opgegeven bij" in answer_html(answer, key="1")
    assert to_json(answer)["contact"]["citation"] is None
