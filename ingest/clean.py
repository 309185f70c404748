"""Lines of printed pages become blocks of running text. Pure.

A line break in a PDF says nothing by itself: it can end a paragraph, a heading, a list item, or stand in
the middle of a word. What tells them apart is the font, the punctuation, and whether the next word
would still have fitted on the line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ingest.document import Block, BlockKind
from ingest.dutch import frequency

LIST_MARK = re.compile(r"^(?:[\ue000-\uf8ff•●◦▪■▸►‣✓✔✗➢➤*·–—-]|o(?=\s)|\(?(?:\d{1,2}|[a-z])[.)](?=\s))\s*(?=\S)")
_PAGE_NUMBER = re.compile(r"^(?:pagina|pag\.|p\.|blz\.)?\s*[-–|]?\s*(\d{1,4}|[ivxlc]{1,6})\s*[-–|]?(?:\s*(?:van|/)\s*\d+)?$", re.I)
_LEADER = re.compile(r"(?:\.\s?){6,}")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
# "en", "of" and the like announce a second part after a hung hyphen: "voor- en nadelen".
_HUNG = re.compile(r"^(?:en|of|tot|als|noch)\b")
# Beginnings that stand before a hyphen of their own, when a line breaks there: always, or unless the two halves are a
# word together ("vo-scholen", but "vorige").
_OWN_HYPHEN = re.compile(r"(?:^|[\s(/])(?:[a-z]|\d+|[A-Z][A-Z0-9]+)-$")
_MAY_HAVE_HYPHEN = re.compile(r"(?:^|[\s(/])(?:zij|niet|non|ex|oud|anti|pro|pre|semi|it|ict|hr|po|vo|mbo|hbo|wo|ho)-$", re.I)
# "Telefoon: 053 …", "Website: utwente.nl": a label with an address behind it, in whatever type.
_ADDRESS = re.compile(r"^[^\W\d_][^:]{2,40}: *(?:\S*@\S+|\S+\.[a-z]{2,}\b|[+(]?\d)")
# "Kosten: de helft": a label of one word with its value.
_LABELLED = re.compile(r"^[A-ZÀ-Þ][\w-]{2,24}: \S")
_LABEL = re.compile(r"[^\W\d_][\w /-]{2,38}:")
# A line that ends so has not said what it wants to say.
_DANGLING = re.compile(r"\b(?:de|het|een|en|of|van|in|op|te|voor|met|bij|aan|naar|door|om|dat|die|en/of)$|[&,]$")
_TIMED = re.compile(r"^\d{1,2}[:.]\d{2}\b")
_FIGURES = re.compile(r"(?:^|\s)€?\s?\d[\d.,]*")
EDGE_LINES = 3
LONGEST_HEADING = 160  # characters, over all its lines
PARAGRAPH_GAP = 1.75  # times the type size: lines of one paragraph stand closer


@dataclass(frozen=True)
class Line:
    """One line as printed, or one row of a table. `size` is in points; `font` names the typeface that most of it has.

    `x` and `y` are where it begins, in points from the lower left; None where that is not known.
    """

    text: str
    page: int
    size: float = 0.0
    font: str = ""
    is_row: bool = False
    x: float | None = None
    y: float | None = None

    @property
    def is_bold(self) -> bool:
        return bool(re.search(r"bold|black|heavy|semibold|demi", self.font, re.I))


@dataclass
class CleanPages:
    """Blocks, and the page numbers that were found printed: {physical page: number as printed}."""

    blocks: list[Block] = field(default_factory=list)
    printed_numbers: dict[int, str] = field(default_factory=dict)


def clean_pages(pages: Sequence[Sequence[Line]]) -> CleanPages:
    """The blocks of a document, given the lines of each page in reading order."""
    heads = _running_heads(pages)
    result = CleanPages()
    body = _body_font([line for page in pages for line in page])
    heads |= _running_beginnings(pages, body)
    levels = _heading_levels(pages, body)
    for page in pages:
        lines, number = _without_edges(page, heads)
        if number:
            result.printed_numbers[page[0].page] = number
        blocks = _blocks_of_page(lines, body, levels)
        _append_page(result.blocks, blocks, small=_footnote_texts(lines, body))
    return result


def join_into_blocks(lines: Sequence[Line]) -> list[Block]:
    """The blocks of lines that stand together, without pages, running heads or page numbers to think of."""
    body = _body_font(lines)
    return _blocks_of_page(lines, body, _heading_levels([lines], body))


def tidy(text: str) -> str:
    """A line with its white space made plain and without control characters.

    What has no width stays inside a word, for a quote must stand in the file to the letter; elsewhere it goes.

    >>> tidy(" Een\\u00a0 regel\\t met   wit ")
    'Een regel met wit'
    """
    text = re.sub(r"[\u0000-\u0008\u000b-\u001f\ufffd]", "", text.replace("\n", " "))
    text = re.sub(r"(?<!\w)[\u200b-\u200f\u2060\ufeff]+|[\u200b-\u200f\u2060\ufeff]+(?!\w)", "", text)
    return re.sub(r"\s+", " ", text).strip()


def visible_hyphens(text: str) -> str:
    """A line in which a soft hyphen that was printed is the hyphen it looks like.

    Some programs call every hyphen of a file soft because one of them is.

    >>> visible_hyphens("een zij\u00adinstromer met ni\u00adveau\u00ad")
    'een zij-instromer met niveau\xad'
    """
    return re.sub(
        r"(\w+)\u00ad(\w+)", lambda match: "".join(match.groups()) if frequency("".join(match.groups())) else "-".join(match.groups()), text
    )


def join_lines(first: str, second: str) -> str:
    """Two lines of one paragraph as one, with a word that was broken at the line end made whole.

    >>> join_lines("een hoog ni-", "veau"), join_lines("voor- en na-", "delen")
    ('een hoog niveau', 'voor- en nadelen')
    >>> join_lines("een zij-", "instromer"), join_lines("de UT-", "opleiding"), join_lines("het vo-", "rige jaar")
    ('een zij-instromer', 'de UT-opleiding', 'het vorige jaar')
    """
    return _before_seam(first, second) + second


def _before_seam(first: str, second: str) -> str:
    """A line as it stands in front of the next one: without the hyphen it was broken at, or with a space."""
    if first.endswith(("\u00ad", "\u2010")):
        return f"{first[:-1]}-" if _is_hyphenated(f"{first[:-1]}-", second) else first[:-1]
    if first.endswith("-") and len(first) > 1 and first[-2].isalnum():
        if _HUNG.match(second) and not re.search(r"\b(?:zo|even)-$", first):  # but "zo-|als" is one word
            return f"{first} "
        return first if _keeps_hyphen(first, second) else first[:-1]
    if first.endswith("/") or re.search(r"(?:www\.|https?://)\S*[./-]$", first):
        return first
    return f"{first} "


def _keeps_hyphen(first: str, second: str) -> bool:
    if _OWN_HYPHEN.search(first) or not second[:1].islower():
        return True
    return _is_hyphenated(first, second)


def _is_hyphenated(first: str, second: str) -> bool:
    """True if a word has a hyphen where the line breaks: "zij-instromer", but not "vo-rige"."""
    joined = re.split(r"[\s(/]", first)[-1][:-1] + re.split(r"\W", second)[0]
    return bool(_MAY_HAVE_HYPHEN.search(first)) and not frequency(joined.lower())


def _body_font(lines: Sequence[Line]) -> tuple[float, str]:
    """Size and typeface in which most characters are set."""
    counts: Counter[tuple[float, str]] = Counter()
    for line in lines:
        counts[line.size, line.font] += len(line.text)
    return counts.most_common(1)[0][0] if counts else (0.0, "")


def _edge_key(text: str) -> str:
    return re.sub(r"\W*\d+\W*", " ", text).strip().lower()


def _running_heads(pages: Sequence[Sequence[Line]]) -> set[str]:
    """Lines that come back at the top or the bottom of many pages, digits aside."""
    counts: Counter[str] = Counter()
    for page in pages:
        edges = {_edge_key(line.text) for line in [*page[:EDGE_LINES], *page[-EDGE_LINES:]]}
        counts.update(key for key in edges if len(key) > 2)
    needed = max(3, len(pages) // 4)
    return {key for key, count in counts.items() if count >= needed}


def _running_beginnings(pages: Sequence[Sequence[Line]], body: tuple[float, str]) -> set[str]:
    """Small first and last lines that begin alike on many pages: a title beside a changing chapter."""
    counts: Counter[str] = Counter()
    edges = [(line, _beginning(line.text)) for page in pages for line in {page[0], page[-1]} if line.size < body[0]]
    counts.update(beginning for _, beginning in edges if beginning)
    return {_edge_key(line.text) for line, beginning in edges if counts[beginning] >= max(3, len(pages) // 4)}


def _beginning(text: str) -> str:
    words = _edge_key(text).split()
    return " ".join(words[:3]) if len(words) >= 3 else ""


def _without_edges(page: Sequence[Line], heads: set[str]) -> tuple[list[Line], str | None]:
    """The lines of a page without running heads and page number, and that number."""
    kept, number = [], None
    for i, line in enumerate(page):
        at_edge = i < EDGE_LINES or i >= len(page) - EDGE_LINES
        if at_edge and (match := _PAGE_NUMBER.match(line.text)) and (i in (0, len(page) - 1) or number is None):
            number = number or match[1]
        elif at_edge and _edge_key(line.text) in heads:
            beside = re.search(r"(?:^|\s)(?!(?:19|20)\d\d\b)(\d{1,4})$|^(?!(?:19|20)\d\d\b)(\d{1,4})(?:\s|$)", line.text)
            number = number or (beside and (beside[1] or beside[2]))
        else:
            kept.append(line)
    return kept, number


def _heading_levels(pages: Sequence[Sequence[Line]], body: tuple[float, str]) -> dict[float, int]:
    """Font sizes above that of the body, largest first, as heading levels 1, 2, …"""
    sizes = {round(line.size, 1) for page in pages for line in page if line.size > body[0] * 1.08}
    return {size: level for level, size in enumerate(sorted(sizes, reverse=True), start=1)}


def _looks_like_heading(line: Line, body: tuple[float, str], *, longest: int = 100) -> bool:
    text = line.text
    if line.is_row or len(text) > longest or len(text) < 3 or not re.search(r"[^\W\d_]{2}", text) or _LEADER.search(text):
        return False
    if LIST_MARK.match(text) and not re.match(r"\d", text) or text.endswith((";", ",", ".", ":")):
        return False
    if not (text[0].isupper() or text[0].isdigit()) or _ADDRESS.match(text):
        return False
    if line.size > body[0] * 1.08:
        return True
    # "Kosten: de helft" is no heading, "Scheikunde: vakdidactiek" in bold is one, "PROJECTLEIDER: …" is a label again.
    is_label = bool(_LABELLED.match(text)) and (not line.is_bold or text.split(":")[0].isupper())
    return not is_label and line.font != body[1] and line.size >= body[0] * 0.95 and not _DANGLING.search(text)


def _blocks_of_page(lines: Sequence[Line], body: tuple[float, str], levels: dict[float, int]) -> list[Block]:
    blocks: list[Block] = []
    group: list[Line] = []
    for i, line in enumerate(lines):
        if group and not _continues(group, line, _width_around(lines, i), body):
            blocks.append(_block(group, body, levels))
            group = []
        group.append(line)
    if group:
        blocks.append(_block(group, body, levels))
    return [block for block in blocks if block.text and not _LEADER.search(block.text)]


def _width_around(lines: Sequence[Line], i: int) -> int:
    """The longest line in the neighbourhood: as wide as the column, in characters."""
    return max(len(line.text) for line in lines[max(0, i - 4) : i + 4])


def _continues(group: Sequence[Line], line: Line, width: int, body: tuple[float, str]) -> bool:
    """True if `line` goes on with the paragraph, item or heading that `group` is."""
    last = group[-1]
    if last.is_row or line.is_row:
        return False
    if LIST_MARK.match(line.text) and not _is_dash_in_sentence(group, line.text):
        return False
    if _LABEL.fullmatch(line.text) and not _starts_low(line):
        return False  # the label of what comes next
    if len(group) == 1 and _LABEL.fullmatch(last.text) and last.text.count(" ") < 4:
        return len(line.text) < 60  # a label and, below it, its value
    same_look = abs(line.size - last.size) < 0.6 and line.is_bold == last.is_bold
    if _DANGLING.search(last.text) and same_look:
        return True
    if _begins_entry(last, line, width):
        return False
    if not same_look and not (_starts_low(line) and abs(line.size - last.size) < 0.6):
        return False
    heading_now, heading_before = _looks_like_heading(line, body), _looks_like_heading(last, body)
    if heading_before and heading_now and line.font == last.font:
        if _SENTENCE_END.search(last.text):
            return False
        if last.y is not None and line.y is not None and last.x is not None and line.x is not None:
            return len(group) < 3 and abs(last.x - line.x) < 2 and 0 < last.y - line.y < PARAGRAPH_GAP * line.size
        # A larger typeface fills the column with fewer characters.
        return len(group) < 3 and (_starts_low(line) or _was_full(last, line, round(width * min(1.0, body[0] / max(line.size, 1.0)))))
    if heading_before != heading_now and not _starts_low(line):
        return False
    if re.search(r"[\w]-$|\u00ad$", last.text) or last.text.endswith("/") and _starts_low(line):
        return True
    if _SENTENCE_END.search(last.text) and _stands_apart(group, line):
        return False
    if _SENTENCE_END.search(last.text) or last.text.endswith((":", ";")):
        return not last.text.endswith((":", ";")) and _was_full(last, line, width)
    if _starts_low(line):
        return True
    return _was_full(last, line, width)


def _begins_entry(last: Line, line: Line, width: int) -> bool:
    """True for a time, an address, a label with its value or a row of figures, each of which stands by itself."""
    if _TIMED.match(line.text) or _ADDRESS.match(line.text) or _is_table_row(last.text) and _is_table_row(line.text):
        return True
    is_mid_sentence = not _SENTENCE_END.search(last.text) and _was_full(last, line, width)
    follows_label = bool(_LABELLED.match(last.text) or _ADDRESS.match(last.text))
    return bool(_LABELLED.match(line.text)) and (follows_label or not is_mid_sentence)


def _stands_apart(group: Sequence[Line], line: Line) -> bool:
    """True if a line begins as far left as the mark of the item before it, or further below than lines do."""
    first, last = group[0], group[-1]
    if first.x is None or line.x is None or last.y is None or line.y is None:
        return False
    is_outdented = bool(LIST_MARK.match(first.text)) and line.x < first.x + 1
    return is_outdented or last.y - line.y > PARAGRAPH_GAP * line.size


def _starts_low(line: Line) -> bool:
    return line.text[:1].islower() or line.text[:1] in "(,;"


def _was_full(last: Line, line: Line, width: int) -> bool:
    """True if the first word of `line` would not have fitted behind `last`."""
    return len(last.text) + 1 + len(line.text.split(" ", 1)[0]) > width * 0.92


def _is_dash_in_sentence(group: Sequence[Line], text: str) -> bool:
    """True for a dash that goes on with a sentence; one that marks items has marked the item before too."""
    if group[0].text[:1] == text[:1] or group[-1].text.endswith((":", ".", ";")):
        return False
    return text[:1] in "–—-" and text[1:3].strip()[:1].islower()


def _is_table_row(text: str) -> bool:
    return text[-1:].isdigit() and len(_FIGURES.findall(text)) > 1


def _block(group: Sequence[Line], body: tuple[float, str], levels: dict[float, int]) -> Block:
    if group[0].is_row:
        return Block(BlockKind.ROW, group[0].text, group[0].page)
    pieces = [_before_seam(line.text, following.text) for line, following in pairwise(group)]
    text = tidy("".join([*pieces, group[-1].text]).replace("\u00ad", ""))
    first = group[0]
    is_sentence = text.endswith((".", ";")) and text.count(" ") > 5
    looks_alike = all(line.font == first.font and abs(line.size - first.size) < 0.6 or line.text[:1].islower() for line in group)
    if not is_sentence and looks_alike and _looks_like_heading(replace(first, text=text), body, longest=LONGEST_HEADING):
        level = levels.get(round(first.size, 1), len(levels) + 1)
        return Block(BlockKind.HEADING, text, first.page, level=min(level, 6))
    kind = BlockKind.ITEM if LIST_MARK.match(text) else BlockKind.PARAGRAPH
    return Block(kind, text, first.page)


def _footnote_texts(lines: Sequence[Line], body: tuple[float, str]) -> frozenset[str]:
    """First words of the small print at the bottom, over which a sentence may run to the next page."""
    small: list[str] = []
    for line in reversed(lines):
        if line.size >= body[0] * 0.88:
            break
        small.append(line.text[:20])
    return frozenset(small)


def _append_page(blocks: list[Block], page: list[Block], *, small: frozenset[str]) -> None:
    """Add the blocks of a page; a sentence that ran on from the page before is made whole first."""
    if blocks and page and page[0].kind is BlockKind.PARAGRAPH and page[0].text[:1].islower():
        place = _open_block(blocks, page[0].page)
        if place is not None:
            head, tail = blocks[place], page.pop(0)
            joined = join_lines(head.text, tail.text)
            start = len(joined) - len(tail.text)
            blocks[place] = Block(head.kind, joined, head.page, breaks=(*head.breaks, (start, tail.page or 0)))
    notes = [block for block in page if block.text[:20] in small]
    blocks += [block for block in page if block not in notes] + notes


def _open_block(blocks: Sequence[Block], page: int | None) -> int | None:
    """Where the last unfinished sentence of the page before stands, small print skipped."""
    for place in range(len(blocks) - 1, max(-1, len(blocks) - 6), -1):
        block = blocks[place]
        last_page = block.breaks[-1][1] if block.breaks else block.page
        if page is None or last_page != page - 1 or block.kind is BlockKind.HEADING:
            return None
        if not _SENTENCE_END.search(block.text) and not block.text.endswith((":", ";")):
            return place
        if not re.match(r"^(?:\d{1,2}\s|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)", block.text):  # not a footnote
            return None
    return None
