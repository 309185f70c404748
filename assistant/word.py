"""An answer as a Word document, with python-docx. Pure."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import docx
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from assistant import wording
from assistant.answer import Answer, Citation, Passage, Sentence, SentenceKind, Status, Verdict, Writer
from assistant.render import contact_title, contact_words
from ingest.document import as_read

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

LONGEST_TITLE = 250  # characters that a property of a document may have
LONGEST_NAME = 60  # characters of a file's name
_QUIET, _ACCENT = RGBColor(0x57, 0x53, 0x4E), RGBColor(0x0F, 0x76, 0x6E)
# What XML cannot hold: control characters, and half a surrogate pair.
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def as_word(answer: Answer, *, today: date) -> bytes:
    """The answer as a .docx file: the question, the sentences with their numbers, the notices and each source with its quote."""
    word = docx.Document()
    _set_up(word, answer.question, today)
    word.add_heading(_plain(answer.question), level=1)
    for sentence in answer.sentences:
        _sentence(word, sentence)
    for notice in answer.notices:
        _paragraph(word, notice.text, style="Intense Quote")
    if answer.writer is Writer.MODEL:
        _small(word.add_paragraph(), wording.BY_MODEL)
    if answer.citations and answer.contact is None:
        word.add_heading(wording.SOURCES.removesuffix(":"), level=2)
        for citation in answer.citations:
            _source(word, citation)
    if answer.status is Status.NOT_FOUND and answer.passages:
        word.add_heading(wording.NEAREST.removesuffix(":"), level=2)
        for passage in answer.passages:
            _passage(word, passage)
    if answer.contact:
        _paragraph(word, wording.ask_a_person(contact_words(answer.contact), contact_title(answer)))
    _small(word.add_paragraph(), f"{wording.made_on(today)} {wording.NO_RIGHTS}")
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def file_name(question: str) -> str:
    """A name for the file of an answer, that every system takes.

    >>> file_name("Wat kost 'Pro-U' per jaar / per docent?")
    'Wat kost Pro-U per jaar per docent.docx'
    """
    letters = " ".join(re.sub(r"[^\w\s-]", " ", question).split())[:LONGEST_NAME].rstrip()
    return f"{letters or 'antwoord'}.docx"


def _set_up(word: Document, question: str, today: date) -> None:
    """The language, the letter, and what the file says of itself."""
    properties = word.core_properties
    properties.title = _plain(question)[:LONGEST_TITLE]
    properties.author, properties.comments, properties.language = "Bronwijs", "", "nl-NL"
    properties.created = properties.modified = datetime(today.year, today.month, today.day, tzinfo=UTC)
    style = word.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "nl-NL")
    style.element.get_or_add_rPr().append(language)
    for section in word.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
    for level in (1, 2):
        heading = word.styles[f"Heading {level}"]
        heading.font.color.rgb = _ACCENT
        heading.font.name = "Calibri"
    notice = word.styles["Intense Quote"]
    notice.font.color.rgb, notice.font.italic, notice.font.bold = RGBColor(0x7C, 0x2D, 0x12), False, False
    notice.paragraph_format.left_indent = notice.paragraph_format.right_indent = Cm(0)


def _sentence(word: Document, sentence: Sentence) -> None:
    """What a document says is set as a quote, so that nobody takes our words for it."""
    is_quote = sentence.verdict is Verdict.LITERAL
    line = word.add_paragraph(style="List Bullet" if sentence.is_item else None)
    if is_quote and not sentence.is_item:
        line.paragraph_format.left_indent = Cm(0.6)
    for piece, is_short in sentence.pieces:
        run = line.add_run(_plain(piece))
        run.bold = is_short or None
        if sentence.kind is SentenceKind.CONNECTIVE:
            run.font.color.rgb = _QUIET
    for number in sentence.citations:
        line.add_run(f" [{number}]").font.color.rgb = _ACCENT
    if sentence.kind is SentenceKind.STATEMENT and sentence.verdict is Verdict.UNSUPPORTED:
        line.add_run(f" {wording.NOT_SUPPORTED}").font.highlight_color = WD_COLOR_INDEX.YELLOW


def _source(word: Document, citation: Citation) -> None:
    line = word.add_paragraph()
    line.paragraph_format.keep_with_next = True
    line.paragraph_format.space_after = Pt(0)
    line.add_run(f"[{citation.n}] ").font.color.rgb = _ACCENT
    line.add_run(_plain(citation.title)).bold = True
    about = (
        wording.page(citation.page, citation.page_label), citation.publisher, wording.published(citation.published), citation.document,
        wording.retold(citation.retold_from),
    )  # fmt: skip
    _small(line, "".join(f", {part}" for part in about if part))
    _quoted(word, citation.quote)


def _passage(word: Document, passage: Passage) -> None:
    line = word.add_paragraph()
    line.paragraph_format.keep_with_next = True
    line.paragraph_format.space_after = Pt(0)
    line.add_run(_plain(passage.title)).bold = True
    place = wording.page(passage.page, None)
    _small(line, f", {place}" if place else "")
    _quoted(word, passage.text)


def _quoted(word: Document, text: str) -> None:
    _paragraph(word, f"“{as_read(text)}”", style="Quote").paragraph_format.left_indent = Cm(0.6)


def _paragraph(word: Document, text: str, *, style: str | None = None) -> Paragraph:
    return word.add_paragraph(_plain(text), style=style)


def _small(line: Paragraph, text: str) -> None:
    run = line.add_run(_plain(text))
    run.font.size, run.font.color.rgb = Pt(9), _QUIET


def _plain(text: str) -> str:
    """A text without what XML cannot hold."""
    return _NO_XML.sub("", text)
