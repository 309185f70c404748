"""What the page shows of a source: a page of a PDF with the quote marked on it, or the text of another document. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from llama_index.core.schema import TextNode

from assistant import wording
from assistant.units import literal
from assistant.web import words
from assistant.web.escape import escape, lines_html
from assistant.web.locate import Found, find_quote, pages_of
from ingest.document import CELL_MARK, HEADING_MARK
from ingest.show import Box, Sheet
from ingest.snapshot import Record

AROUND = 20  # passages before and behind the quoted one: some ten pages of text
HERE = "hier"  # the name of the first marked words: a browser without our script scrolls to them too
LONGEST_QUOTE = 4000  # characters of a quote that a link carries; a whole passage has about 1,000


@dataclass(frozen=True)
class Asked:
    """What a link to a source asks for: the document by its key in the index, a page, and the words to mark there."""

    key: str
    page: int | None = None
    quote: str = ""

    @property
    def link(self) -> str:
        """The address of the source, from the page on.

        >>> Asked("a1", 3, "Drie & vier.").link
        'bron/a1?bladzijde=3&citaat=Drie+%26+vier.#hier'
        """
        said = {"bladzijde": self.page, "citaat": self.quote[:LONGEST_QUOTE]}
        query = urlencode({name: value for name, value in said.items() if value})
        return f"bron/{self.key}{'?' + query if query else ''}{'#' + HERE if self.quote else ''}"


@dataclass(frozen=True)
class Shown:
    """All that there is to show of a source. `sheet` is None where no page can be drawn; `why_text` then says why, if one was due.

    `root` is where the site begins, and ends in a slash; `has_file` tells whether the file itself can be had.
    """

    record: Record
    nodes: Sequence[TextNode]
    asked: Asked
    root: str = "/"
    sheet: Sheet | None = None
    has_file: bool = False
    why_text: str = ""
    found: Found | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "found", find_quote(self.nodes, self.asked.quote, self.asked.page))


def text_before(nodes: Sequence[TextNode], quote: str, page: int | None) -> str:
    """What stands in front of a quote in its passage, as the file has it; tells apart two places on a page with the same words."""
    found = find_quote(nodes, quote, page)
    return literal(nodes[found.passage], 0, found.start) if found else ""


def source_html(shown: Shown) -> str:
    """The source as a part of a page."""
    body = _sheet(shown, shown.sheet) if shown.sheet else _text(shown)
    first = '<span class="bw-hit"' if shown.sheet and shown.sheet.boxes else "<mark"  # as a tag it stands in no text of a document
    body = body.replace(first, f'{first} id="{HERE}"', 1)
    return f'<article class="bw-source-view" data-bron="{escape(shown.asked.key)}">{_head(shown)}{body}{_ways(shown)}</article>'


def gone_html(why: str) -> str:
    """What stands in place of a source that is not there."""
    return f'<article class="bw-source-view"><p class="bw-notice" role="note">{escape(why)}</p></article>'


def alone(inner: str, *, title: str, root: str, stamp: str) -> str:
    """A source as a page by itself, for who opens a link in another tab."""
    return (
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="stylesheet" href="{escape(root)}vorm/page.css?{escape(stamp)}"></head>'
        f'<body class="bw-alone"><header class="bw-header"><h1><a href="{escape(root)}">Bronwijs</a></h1></header>'
        f"<main>{inner}</main></body></html>"
    )


def _head(shown: Shown) -> str:
    record, page = shown.record, shown.asked.page
    place = wording.page(page, _label(shown)) if page else ""
    if place and shown.sheet:
        place = words.page_of(place, shown.sheet.pages)
    facts = [place, record.publisher, wording.published(record.published)]
    retold = wording.retold(record.retold_from)
    return (
        f'<header class="bw-source-head"><h2 tabindex="-1">{escape(record.title)}</h2>'
        f"<p>{escape(' · '.join(fact for fact in facts if fact))}</p>"
        f"{f'<p><em>{escape(retold)}</em></p>' if retold else ''}</header>"
    )


def _label(shown: Shown) -> str | None:
    """What is printed on the page as its number."""
    for node in shown.nodes:
        for _, page, label in json.loads(node.metadata["quote_starts"]):
            if page == shown.asked.page:
                return label
    return None


def _sheet(shown: Shown, sheet: Sheet) -> str:
    asked = shown.asked
    assert asked.page is not None
    alt = words.page_alt(asked.page, shown.record.title, is_marked=bool(sheet.boxes))
    missed = asked.quote and not sheet.boxes
    return (
        f"{_note(words.NOT_ON_IMAGE) if missed else ''}"
        f'<div class="bw-sheet-frame" tabindex="0" role="group" aria-label="{escape(alt)}">'
        f'<figure class="bw-sheet" style="aspect-ratio: {sheet.width:.1f} / {sheet.height:.1f}">'
        f'<img src="{escape(_base(shown))}/bladzijde/{asked.page}" alt="{escape(alt)}">'
        f"{''.join(map(_hit, sheet.boxes))}</figure></div>{_turn_over(shown, sheet)}{_quoted(shown, is_open=bool(missed))}"
    )


def _hit(box: Box) -> str:
    places = (("left", box.left), ("top", box.top), ("width", box.width), ("height", box.height))
    return f'<span class="bw-hit" style="{"; ".join(f"{name}: {100 * part:.3f}%" for name, part in places)}"></span>'


def _turn_over(shown: Shown, sheet: Sheet) -> str:
    """Links to the page before and the page behind."""
    links = []
    for page, is_there in ((shown.asked.page - 1, shown.asked.page > 1), (shown.asked.page + 1, shown.asked.page < sheet.pages)):
        if is_there:
            arrow = ("‹ ", "") if page < shown.asked.page else ("", " ›")
            href = f"{shown.root}{Asked(shown.asked.key, page).link}"
            links.append(f'<a class="bw-open" href="{escape(href)}">{arrow[0]}{escape(wording.page(page, None))}{arrow[1]}</a>')
    return f'<p class="bw-turn-over">{"".join(links)}</p>'


def _quoted(shown: Shown, *, is_open: bool) -> str:
    """The words of the quote in their passage: for who cannot see the image, or wants to copy them."""
    if not shown.asked.quote:
        return ""
    if shown.found is None:
        inner = f"<p><mark>{lines_html(shown.asked.quote)}</mark></p>"
    else:
        inner = _passage(shown.nodes[shown.found.passage], shown.found)
    return f'<details class="bw-quoted-text"{" open" if is_open else ""}><summary>{escape(words.QUOTED)}</summary>{inner}</details>'


def _text(shown: Shown) -> str:
    """The text around the quote, or the text of a page, or how the document begins."""
    notes = [shown.why_text] if shown.why_text else []
    if shown.asked.quote and shown.found is None:
        notes.append(words.NOT_IN_TEXT)
    middle = shown.found.passage if shown.found else _first_on(shown)
    first, last = max(0, middle - AROUND), min(len(shown.nodes), middle + AROUND + 1)
    parts = [_passage(shown.nodes[at], shown.found if shown.found and shown.found.passage == at else None) for at in range(first, last)]
    early = f'<p class="bw-left-out">{escape(words.EARLIER)}</p>' if first else ""
    late = f'<p class="bw-left-out">{escape(words.LATER)}</p>' if last < len(shown.nodes) else ""
    return f'{"".join(map(_note, notes))}<div class="bw-text">{early}{"".join(parts)}{late}</div>'


def _first_on(shown: Shown) -> int:
    return next((at for at, node in enumerate(shown.nodes) if shown.asked.page in pages_of(node)), 0)


def _passage(node: TextNode, found: Found | None) -> str:
    """A passage, a paragraph for each line, with what was found in it marked."""
    start, end = (found.start, found.end) if found else (0, 0)
    parts, at = [], 0
    for line in node.text.split("\n"):
        a, b = max(start - at, 0), max(min(end - at, len(line)), 0)
        skip = len(HEADING_MARK) if line.startswith(HEADING_MARK) else 0
        inner = _cells(line[skip:]) if a >= b else _marked(line, skip, max(a, skip), b)
        if inner.strip():
            parts.append(f"<h3>{inner}</h3>" if skip else f"<p>{inner}</p>")
        at += len(line) + 1
    return "".join(parts)


def _marked(line: str, skip: int, start: int, end: int) -> str:
    return f"{_cells(line[skip:start])}<mark>{_cells(line[start:end])}</mark>{_cells(line[end:])}"


def _cells(text: str) -> str:
    return escape(text.replace(CELL_MARK, " | "))


def _note(text: str) -> str:
    return f'<p class="bw-notice" role="note">{escape(text)}</p>'


def _ways(shown: Shown) -> str:
    """Links to the file itself."""
    if not shown.has_file:
        return ""
    file = f"{_base(shown)}/origineel"
    links = []
    if shown.record.path.lower().endswith(".pdf"):
        there = f"{file}#page={shown.asked.page}" if shown.asked.page else file
        said = words.OPEN_AT if shown.asked.page else words.OPEN_FILE
        links.append(f'<a href="{escape(there)}" target="_blank" rel="noopener">{escape(said)}</a>')
    links.append(f'<a href="{escape(file)}?opslaan=1" download>{escape(words.DOWNLOAD)}</a>')
    return f'<p class="bw-ways">{"".join(links)}</p>'


def _base(shown: Shown) -> str:
    return f"{shown.root}bron/{shown.asked.key}"
