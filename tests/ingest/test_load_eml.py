"""Saved messages."""

from email.message import EmailMessage

import pytest

from ingest.document import BlockKind, Document
from ingest.errors import LoadError
from ingest.load import load

BODY = """Beste collega's,

De voorlichting is op 4 november in de
aula van het provinciehuis.

- Neem een legitimatie mee.
- Kom op tijd.

-- 
Anna Jansen
Telefoon 053 123 4567

> Wanneer is de voorlichting?
"""


@pytest.fixture
def loaded(tmp_path):
    def save(message: EmailMessage) -> Document:
        (tmp_path / "a.eml").write_bytes(message.as_bytes())
        return load(tmp_path / "a.eml", "a.eml")

    return save


def message() -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = "Voorlichting één november"
    made["From"] = "Regionaal Loket <loket@voorbeeld.nl>"
    made["Date"] = "Mon, 06 Oct 2025 10:00:00 +0200"
    return made


def test_a_message_has_its_subject_as_title_and_its_day(loaded):
    made = message()
    made.set_content(BODY + "\nRegionaal Loket")
    document = loaded(made)
    assert (document.title, document.published) == ("Voorlichting één november", "2025-10-06")


def test_paragraphs_and_items_are_whole_and_the_signature_is_gone(loaded):
    made = message()
    made.set_content(BODY)
    assert [block.text for block in loaded(made).blocks] == [
        "Beste collega's,",
        "De voorlichting is op 4 november in de aula van het provinciehuis.",
        "- Neem een legitimatie mee.",
        "- Kom op tijd.",
        "Wanneer is de voorlichting?",
    ]


def test_a_message_in_html_is_read_without_markup(loaded):
    made = message()
    made.set_content(
        "<style>p {color: red}</style><p>De reis kost\n<b>300</b> euro.</p><ul><li>pen</li><li>papier</li></ul>Tot ziens", "html"
    )
    assert [block.text for block in loaded(made).blocks] == ["De reis kost 300 euro.", "- pen", "- papier", "Tot ziens"]


def test_an_attachment_is_named(loaded):
    made = message()
    made.set_content("Zie de bijlage voor het rooster.")
    made.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="rooster.pdf")
    assert loaded(made).blocks[-1].text == "Bijlage: rooster.pdf"
    assert loaded(made).blocks[-1].kind is BlockKind.ITEM


def test_what_is_no_message_is_broken(tmp_path):
    (tmp_path / "a.eml").write_text("zomaar wat tekst\n\nzonder kop")
    with pytest.raises(LoadError) as caught:
        load(tmp_path / "a.eml", "a.eml")
    assert caught.value.code == "broken"
