"""What a document is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import PurePosixPath

from ingest.document import BlockKind, Document
from ingest.known.fact import UNKNOWN, Fact, Origin
from ingest.known.imprint import FIRST_BLOCKS, LONGEST_LINE, Imprint
from ingest.known.kind import kind_in
from ingest.known.publisher import is_body

_NO_TITLE = re.compile(
    r"(?:\d+[.)]?\s+)?(?:inhoud(?:sopgave)?|inleiding|voorwoord|welkom|colofon|samenvatting|begrip(?:pen|somschrijvingen|sbepalingen)"
    r"|definities|algemene? bepalingen|bijlagen?|legenda|home(?:page)?|aanleiding|naamloos|untitled|presentatie|(?:word )?document)\d*",
    re.I,
)
_FILE_LIKE = re.compile(r"\.(?:docx?|pptx?|xlsx?|indd|pdf|html?|txt|md)$|^Microsoft (?:Word|PowerPoint|Excel) - |^[\w-]*\d[\w-]*$", re.I)
_TAIL = re.compile(
    r"\s*(?:[|–-]\s*)?(?:publicatie|gepubliceerd|(?:definitieve |concept)?versie|laatst (?:bijgewerkt|gewijzigd))\b.*$", re.I
)
_HEREAFTER = re.compile(r"\s*\(hierna\b[^()]*\)$")
_CITED = re.compile(r"\b(?:regeling|besluit|wet|verordening) wordt aangehaald als:? ([A-Z][^.;:]{5,150})\.")
_LABEL = re.compile(r"\s+[A-Z]\w+:\s.*$")


def title_of(document: Document, imprint: Imprint) -> Fact:
    """The title; one that only names the file, its maker or a chapter is none."""
    if document.source.title:
        return Fact(document.source.title, Origin.SOURCES)
    given = re.sub(r"^Microsoft (?:Word|PowerPoint|Excel) - |\.(?:docx?|pptx?|indd|pdf)$", "", document.title)
    title = _TAIL.sub("", given)
    cited = next((match[1] for block in document.blocks if (match := _CITED.search(block.text))), "")
    is_low = _stands_low(title, document)
    if not cited and _is_title(title, document) and not is_low:
        return Fact(title, Origin.FILE)
    found = cited or next((line for line in _title_lines(imprint) if _is_title(line, document) and not (is_low and line == title)), "")
    return Fact(found, Origin.TEXT) if found else UNKNOWN


def _is_title(title: str, document: Document) -> bool:
    is_named = bool(re.search(r"[^\W\d_]{2}", title)) and not _is_file_name(title, document)
    is_foreign = title.isupper() and not set(title.split()) <= set(document.text.split())  # the code of a template: "DUS-I RSO"
    is_broken_off = title.endswith("…") and len(title) < LONGEST_LINE
    return (
        is_named
        and not (is_foreign or is_broken_off)
        and not _NO_TITLE.fullmatch(title)
        and not _FILE_LIKE.search(title)
        and not is_body(title)
    )


def _is_file_name(title: str, document: Document) -> bool:
    """True for the name of the file, where that stands nowhere in it as a line."""
    name = PurePosixPath(document.path).stem.casefold()
    return title.casefold() == name and all(block.text.casefold() != name for block in document.blocks[:FIRST_BLOCKS])


def _stands_low(title: str, document: Document) -> bool:
    """True where a title is only the first heading that came along, below other text."""
    above = [block for block in document.blocks[:FIRST_BLOCKS] if block.text != title]
    first = next((at for at, block in enumerate(document.blocks) if block.kind is BlockKind.HEADING), 0)
    return bool(above) and 0 < first < len(document.blocks) and document.blocks[first].text == title


def _title_lines(imprint: Imprint) -> Iterator[str]:
    """What may be a title, the most likely first.

    The heading below small capitals that name the kind, a line that begins with a kind, the first line, the first headings.
    """
    for over, block in pairwise(imprint.first[:6]):
        if _is_over_title(over.text) and block.kind is BlockKind.HEADING and _is_line(block.text):
            yield block.text
    for block in imprint.first[:5]:
        line = _LABEL.sub("", _TAIL.sub("", _HEREAFTER.sub("", block.text)))
        if kind_in(line) is not None and _is_line(line) and not line.isupper() and len(line.split()) < 25:
            yield line
    if imprint.first and _is_line(line := _TAIL.sub("", imprint.first[0].text)) and len(line.split()) > 2 and not line.isupper():
        yield line
    above = ""
    for block in imprint.first[:6]:
        is_rest, above = above.endswith(","), block.text
        if block.text.endswith("…"):  # a slide that goes on: what follows is no title
            return
        if block.kind is BlockKind.HEADING and _is_line(block.text) and not (is_rest or _is_over_title(block.text)):
            yield block.text


def _is_line(text: str) -> bool:
    return len(text) <= 200 and not re.search(r"[.,:;!?…)]$|: ", text) and text[:1].isupper()


def _is_over_title(text: str) -> bool:
    """True for the small capitals that stand above many a title: "INFORMATIEBROCHURE"."""
    return text.isupper() and kind_in(text) is not None
