"""Lines of printed pages become blocks of running text. Pure.

A line break in a PDF says nothing by itself: it can end a paragraph, a heading, a list item, or stand in
the middle of a word. What tells them apart is the font, the punctuation, and whether the next word
would still have fitted on the line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ingest.document import Block, BlockKind
from ingest.frequency import frequency

LIST_MARK = re.compile(r"^(?:[\ue000-\uf8ff•●◦▪■▸►‣✓✔✗➢➤*·–—-]|o(?=\s)|[A-Z]\d{1,3}\.(?=\s)|\(?(?:\d{1,2}|[a-z])[.)](?=\s))\s*(?=\S)")
_PAGE_NUMBER = re.compile(r"^(?:pagina|pag\.|p\.|blz\.)?\s*[-–|]?\s*(\d{1,4}|[ivxlc]{1,6})\s*[-–|]?(?:\s*(?:van|/)\s*\d+)?$", re.I)
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")  # a note mark, told from the number or word that it stands behind
_NOTE_MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
# What steers a terminal or the direction of writing says nothing, and can make a text look like another.
_CONTROL = re.compile(r"[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u061c\u202a-\u202e\u2066-\u2069\ufffd]")
_LEADER = re.compile(r"(?:\.\s?){6,}")
SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]⁰¹²³⁴-⁹]*$")
# "en", "of" and the like announce a second part after a hung hyphen: "voor- en nadelen".
_HUNG = re.compile(r"^(?:en|of|tot|als|noch)\b")
# Beginnings that stand before a hyphen of their own, when a line breaks there: always, or unless the two halves are a
# word together ("vo-scholen", but "vorige").
_OWN_HYPHEN = re.compile(r"\d-$|(?:^|[\s(/])(?:[a-z]|[A-Z][A-Z0-9]+)-$")
_MAY_HAVE_HYPHEN = re.compile(r"(?:^|[\s(/])(?:zij|niet|non|ex|oud|anti|co|pro|pre|semi|it|ict|hr|po|vo|mbo|hbo|wo|ho)-$", re.I)
# "Telefoon: 053 …", "Website: utwente.nl": a label with an address behind it, in whatever type.
_ADDRESS = re.compile(r"^(?!https?:)[^\W\d_][^:]{2,40}: *(?:\S*@\S+|\S+\.[a-z]{2,}\b|[+(]?\d)")
# "Kosten: de helft": a label of one word with its value.
_LABELLED = re.compile(r"^[A-ZÀ-Þ][\w-]{2,24}: \S")
_LABEL = re.compile(r"[^\W\d_][\w /-]{2,38}:")
# A line that ends so has not said what it wants to say.
_DANGLING = re.compile(r"\b(?:de|het|een|en|of|van|in|op|te|voor|met|bij|aan|naar|door|om|dat|die|en/of)$|[&,]$")
_NUMBERED = re.compile(r"\d+(?:\.\d+)*\.? ")  # a heading, with its number in front
_TIMED = re.compile(r"^\d{1,2}[:.]\d{2}\b")
_FIGURES = re.compile(r"(?:^|\s)€?\s?\d[\d.,]*")
# A number at either end of a running head, which may be that of the page; a year is not.
_BESIDE = re.compile(r"(?:^|(?<=\s))(?!(?:19|20)\d\d\b)(\d{1,4})$|^(?!(?:19|20)\d\d\b)(\d{1,4})(?=\s|$)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ROMAN = re.compile(r"(?=.)(c{0,3})(x[cl]|l?x{0,3})(i[xv]|v?i{0,3})", re.I)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
EDGE_LINES = 3
LARGER = 1.08  # times the size of the body: larger type is that of a heading
LONGEST_HEADING = 160  # characters, over all its lines
PARAGRAPH_GAP = 1.75  # times the type size: lines of one paragraph stand closer
FAR_LABEL = 2.1  # times the type size: labels of a form stand further apart, lines with double spacing do not
LONGEST_LABEL = 40  # characters
MOST_INDENT = 10  # times the type size: what begins further to the left is another column
CHARACTER = 0.5  # times the type size: how wide a character is on average
LIST_LINES = 4  # that follow each other and all look like headings are a list of names


# A number behind it is no number of an item: "zie art.|1. onder b".
_REFERRING = re.compile(
    r"\b(?:art\.|artikel|lid|nr\.|nummer|onder|onderdeel|paragraaf|hoofdstuk|bijlage|par\.|p\.|blz\.|bijv\.|d\.d\.)$", re.I
)
_COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
# Letters of the second part of a broken word that have to agree with how the document writes it elsewhere.
_LIKE = 5


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
    body = _body_font([line for page in pages for line in page])
    heads = _running_heads(pages, body) | _running_beginnings(pages, body)
    spelling = Spelling.of(line.text for page in pages for line in page)
    result = CleanPages(printed_numbers=_page_numbers(pages, heads, body))
    levels = _heading_levels(pages, body)
    for page in pages:
        lines = _without_edges(page, heads, body, number=result.printed_numbers.get(page[0].page))
        blocks = _blocks_of_page(lines, body, levels, spelling)
        _append_page(result.blocks, blocks, small=_footnote_texts(lines, body), spelling=spelling)
    return result


def join_into_blocks(lines: Sequence[Line]) -> list[Block]:
    """The blocks of lines that stand together, without pages, running heads or page numbers to think of."""
    body = _body_font(lines)
    return _blocks_of_page(lines, body, _heading_levels([lines], body), Spelling.of(line.text for line in lines))


def tidy(text: str) -> str:
    """A line with its white space made plain and without control characters.

    What has no width stays inside a word, for a quote must stand in the file to the letter; elsewhere it goes.

    >>> tidy(" Een\\u00a0 regel\\t met   wit ")
    'Een regel met wit'
    """
    text = _CONTROL.sub("", text)
    text = re.sub(r"(?<!\w)[\u200b-\u200f\u2060\ufeff]+|[\u200b-\u200f\u2060\ufeff]+(?!\w)", "", text)
    return re.sub(r"\s+", " ", text).strip()


def visible_hyphens(text: str) -> str:
    """A line in which a soft hyphen that was printed is the hyphen it looks like.

    Some programs call every hyphen of a file soft because one of them is.

    >>> visible_hyphens("een zij\u00adinstromer met ni\u00adveau\u00ad")
    'een zij-instromer met niveau\xad'
    """
    return re.sub(
        r"(?<!\w)(\w++)\u00ad(\w+)",
        lambda match: "".join(match.groups()) if frequency("".join(match.groups())) else "-".join(match.groups()),
        text,
    )


@dataclass(frozen=True)
class Spelling:
    """The words of a document as it writes them where no line breaks them: in lower case, in order."""

    words: tuple[str, ...] = ()

    @classmethod
    def of(cls, lines: Iterable[str]) -> Spelling:
        """The words in these lines, save those that are broken at the end of one."""
        return cls(tuple(sorted(word for line in lines for word in _COMPOUND.findall(line.lower().removesuffix("-")))))

    def has_hyphen(self, head: str, tail: str) -> bool | None:
        """Whether the document writes a word of these two parts with a hyphen; None when it does not say.

        >>> Spelling.of(["een aspirant-partnerschap in de aspirantfase"]).has_hyphen("aspirant", "partnerschappen")
        True
        """
        start = tail[:_LIKE]
        apart, joined = (self._count(f"{head}{between}{start}".lower()) for between in ("-", ""))
        return None if apart == joined else apart > joined

    def _count(self, beginning: str) -> int:
        """How many words begin so. Words are in order: they stand together."""
        return bisect_left(self.words, f"{beginning}\uffff") - bisect_left(self.words, beginning)


def join_lines(first: str, second: str, spelling: Spelling = Spelling()) -> str:
    """Two lines of one paragraph as one, with a word that was broken at the line end made whole.

    >>> join_lines("een hoog ni-", "veau"), join_lines("voor- en na-", "delen")
    ('een hoog niveau', 'voor- en nadelen')
    >>> join_lines("een zij-", "instromer"), join_lines("de UT-", "opleiding"), join_lines("het vo-", "rige jaar")
    ('een zij-instromer', 'de UT-opleiding', 'het vorige jaar')
    """
    return _before_seam(first, second, spelling) + second


def _before_seam(first: str, second: str, spelling: Spelling = Spelling()) -> str:
    """A line as it stands in front of the next one: without the hyphen it was broken at, or with a space."""
    written = _as_written(first, second, spelling)
    if written is not None and not _HUNG.match(second):
        return f"{first[:-1]}-" if written else first[:-1]
    if first.endswith(("\u00ad", "\u2010")):
        return f"{first[:-1]}-" if _is_hyphenated(f"{first[:-1]}-", second) else first[:-1]
    if first.endswith("-") and len(first) > 1 and first[-2].isalnum():
        if _HUNG.match(second) and not re.search(r"\b(?:zo|even)-$", first):  # but "zo-|als" is one word
            return f"{first} "
        return first if _keeps_hyphen(first, second) else first[:-1]
    if first.endswith("/") or first.endswith((".", "-")) and re.search(r"www\.|https?://", first.split()[-1]):
        return first
    return f"{first} "


def _as_written(first: str, second: str, spelling: Spelling) -> bool | None:
    """Whether the word that is broken between two lines has a hyphen elsewhere in the document; None when it is not there."""
    head, tail = re.search(r"[^\W_]+(?:-[^\W_]+)*(?=[-\u00ad\u2010]$)", first), _COMPOUND.match(second)
    return spelling.has_hyphen(head[0], tail[0]) if head and tail and len(tail[0]) > 2 else None


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


def _edges(page: Sequence[Line]) -> list[Line]:
    """The lines at the top and the bottom of a page, where heads and page numbers stand."""
    return list(page) if len(page) <= 2 * EDGE_LINES else [*page[:EDGE_LINES], *page[-EDGE_LINES:]]


def _edge_keys(line: Line, body: tuple[float, str]) -> set[str]:
    """What a running head has in common on all pages: one of these.

    In small print its words, digits aside; else the whole line, or its words and a number that counts on as the pages do.
    "Duur: 2 jaar" is none, nor is "Module 3" in large type, of which only the whole line counts.
    """
    words = _words(line.text)
    if line.size < body[0]:
        return {words or line.text}
    if not words or line.size > body[0] * LARGER:
        return {line.text}
    return {line.text, *(f"{words}\t{int(number) - line.page}" for number in re.findall(r"[0-9]{1,4}", line.text))}


def _words(text: str) -> str:
    """A line in lower case without its digits."""
    return re.sub(r"\W*\d+\W*", " ", text).strip().lower()


def _running_heads(pages: Sequence[Sequence[Line]], body: tuple[float, str]) -> set[str]:
    """What lines have in common that come back at the top or the bottom of many pages."""
    counts: Counter[str] = Counter()
    for page in pages:
        often = Counter(_words(tidy(line.text)) for line in page)  # the rows of a form come back on the page itself
        lines = [line for line in _edges(page) if len(_words(line.text) or line.text) > 2 and often[_words(tidy(line.text))] <= 2]
        counts.update({key for line in lines for key in _edge_keys(line, body)})
    needed = max(3, len(pages) // 4)
    return {key for key, count in counts.items() if count >= needed}


def _running_beginnings(pages: Sequence[Sequence[Line]], body: tuple[float, str]) -> set[str]:
    """Small first and last lines that begin alike on many pages: a title beside a changing chapter."""
    counts: Counter[str] = Counter()
    edges_of = [(page, line) for page in pages for line in {page[0], page[-1]} if line.size < body[0]]
    small = [_words(line.text) for page, line in edges_of if [tidy(other.text) for other in page].count(tidy(line.text)) <= 2]
    edges = [(words, " ".join(words.split()[:3])) for words in small if words.count(" ") > 1]
    counts.update(beginning for _, beginning in edges)
    return {words for words, beginning in edges if counts[beginning] >= max(3, len(pages) // 4)}


def _page_numbers(pages: Sequence[Sequence[Line]], heads: set[str], body: tuple[float, str]) -> dict[int, str]:
    """The numbers that are printed as page numbers, by physical page: those that count on as the pages do.

    A number that differs as much from that of its page on most pages is a page number. Some documents begin to count anew,
    or in Roman numbers first: then each of the runs has to take a part of the pages.
    """
    found = {(page[0].page, printed) for page in pages for line in _edges(page) for printed in _printed(line, heads, body)}
    runs = Counter(_run(number, printed) for number, printed in found)
    long = {run for run, count in runs.items() if count >= max(2, len(pages) // 4)}
    if len({number for number, printed in found if _run(number, printed) in long}) < len(pages) / 2:
        long &= {_AS_COUNTED}  # few have one; what says the number of the page itself can still be nothing else
    if len(pages) < 4:
        long.add(_AS_COUNTED)
    by_support = sorted((runs[_run(number, printed)], number, printed) for number, printed in found)
    best = {number: printed for _, number, printed in by_support if _run(number, printed) in long}
    return dict(sorted(best.items()))


_AS_COUNTED = (False, 0)


def _run(page: int, printed: str) -> tuple[bool, int]:
    """Which series of numbers one on a page belongs to: whether it is Roman, and how far ahead of the page it is."""
    return (False, int(printed) - page) if printed.isdigit() else (True, _roman(printed) - page)


def _roman(number: str) -> int:
    """The value of a Roman number.

    >>> _roman("xiv"), _roman("IX")
    (14, 9)
    """
    values = [_ROMAN_VALUES[letter] for letter in number.lower()]
    return sum(-value if value < following else value for value, following in pairwise([*values, 0]))


def _printed(line: Line, heads: set[str], body: tuple[float, str]) -> list[str]:
    """The numbers on a line at the edge of a page that may be that of the page."""
    if number := _lone_number(line):
        return [number]
    return [one or other for one, other in _BESIDE.findall(line.text)] if _edge_keys(line, body) & heads else []


def _lone_number(line: Line) -> str | None:
    """The number on a line that says nothing else; a year is none of a page."""
    match = _PAGE_NUMBER.match(line.text)
    is_number = match and (_ROMAN.fullmatch(match[1]) or match[1].isdecimal() and not _YEAR.fullmatch(match[1]))
    return match[1] if match and is_number else None


def _without_edges(page: Sequence[Line], heads: set[str], body: tuple[float, str], *, number: str | None) -> list[Line]:
    """The lines of a page without running heads and page number."""
    dropped = {line for line in _edges(page) if _edge_keys(line, body) & heads or number and _lone_number(line) == number}
    at_edge = [i < EDGE_LINES or i >= len(page) - EDGE_LINES for i in range(len(page))]
    return [line for line, is_edge in zip(page, at_edge, strict=True) if not (is_edge and line in dropped)]


def _heading_levels(pages: Sequence[Sequence[Line]], body: tuple[float, str]) -> dict[float, int]:
    """Font sizes above that of the body, largest first, as heading levels 1, 2, …"""
    sizes = {round(line.size, 1) for page in pages for line in page if line.size > body[0] * LARGER}
    return {size: level for level, size in enumerate(sorted(sizes, reverse=True), start=1)}


def _looks_like_heading(line: Line, body: tuple[float, str], *, longest: int = 100) -> bool:
    text = line.text
    if line.is_row or len(text) > longest or len(text) < 3 or not re.search(r"[^\W\d_]{2}", text) or _LEADER.search(text):
        return False
    if LIST_MARK.match(text) and not re.match(r"\d", text) or text.endswith((";", ",", ".", ":")):
        return False
    if not (text[0].isupper() or text[0].isdigit()) or _ADDRESS.match(text):
        return False
    if line.size > body[0] * LARGER:
        return True
    # "Kosten: de helft" is no heading, "Scheikunde: vakdidactiek" in bold is one, "PROJECTLEIDER: …" is a label again.
    is_label = bool(_LABELLED.match(text)) and (not line.is_bold or text.split(":")[0].isupper())
    return not is_label and line.font != body[1] and line.size >= body[0] * 0.95 and not _DANGLING.search(text)


def _blocks_of_page(lines: Sequence[Line], body: tuple[float, str], levels: dict[float, int], spelling: Spelling) -> list[Block]:
    blocks: list[Block] = []
    group: list[Line] = []
    names = _names(lines, body)
    for i, line in enumerate(lines):
        if group and (i in names or not _continues(group, line, _width_around(lines, i), body)):
            blocks.append(_block(group, body, levels, spelling))
            group = []
        if i in names:
            blocks.append(Block(BlockKind.PARAGRAPH, tidy(line.text), line.page))
        else:
            group.append(line)
    if group:
        blocks.append(_block(group, body, levels, spelling))
    return [block for block in blocks if block.text and not _LEADER.search(block.text)]


def _names(lines: Sequence[Line], body: tuple[float, str]) -> set[int]:
    """Which lines are those of a list of names: many right below each other, of the size of the body, that look like headings."""
    names: set[int] = set()
    run: list[int] = []
    for i, line in enumerate(lines):
        if run and not _is_right_below(lines[i - 1], line):
            run = []
        run = [*run, i] if line.size <= body[0] * LARGER and _looks_like_heading(line, body) else []
        if len(run) >= LIST_LINES:
            names.update(run)
    return names


def _is_right_below(last: Line, line: Line) -> bool:
    if None in (last.x, last.y, line.x, line.y) or (last.font, last.size) != (line.font, line.size):
        return False
    return abs(last.x - line.x) < 2 and 0 < last.y - line.y < PARAGRAPH_GAP * line.size


def _width_around(lines: Sequence[Line], i: int) -> int:
    """The longest line in the neighbourhood: as wide as the column, in characters from where the line before `i` begins."""
    last = lines[max(0, i - 1)]
    around = lines[max(0, i - 4) : i + 4]
    return max(len(last.text), *(len(line.text) + _indent(last, line) for line in around))


def _indent(last: Line, line: Line) -> int:
    """How many characters further to the left a line begins than the next one, below nought; nought for another column."""
    if last.x is None or line.x is None or not 0 < last.x - line.x < MOST_INDENT * last.size:
        return 0
    return -round((last.x - line.x) / (CHARACTER * last.size))


def _continues(group: Sequence[Line], line: Line, width: int, body: tuple[float, str]) -> bool:
    """True if `line` goes on with the paragraph, item or heading that `group` is."""
    last = group[-1]
    if last.is_row or line.is_row:
        return False
    if line.text[0] in _NOTE_MARKS:
        return False
    refers = line.text[:1].isdigit() and bool(_REFERRING.search(last.text))
    if LIST_MARK.match(line.text) and not refers and not _is_dash_in_sentence(group, line.text):
        return False
    if _LABEL.fullmatch(line.text) and not _starts_low(line):
        return False  # the label of what comes next
    if len(group) == 1 and _LABEL.fullmatch(last.text) and last.text.count(" ") < 4:
        return len(line.text) < 60  # a label and, below it, its value
    same_look = abs(line.size - last.size) < 0.6 and line.is_bold == last.is_bold
    if same_look and (_DANGLING.search(last.text) or re.search(r"\w[-\u00ad]$", last.text) and line.text[:1].islower()):
        return True
    if _begins_entry(last, line, width) or _is_far_label(last, line):
        return False
    if not same_look and not (_starts_low(line) and abs(line.size - last.size) < 0.6):
        return False
    heading_now, heading_before = _looks_like_heading(line, body), _looks_like_heading(last, body)
    is_rest = len(line.text) < 3 and line.size > body[0] * LARGER  # "II" below "Regeling stageplaatsen"
    if heading_before and (heading_now or is_rest) and line.font == last.font:
        if SENTENCE_END.search(last.text):
            return False
        if last.y is not None and line.y is not None and last.x is not None and line.x is not None:
            is_below = abs(last.x - line.x) < 2 or last.x < line.x and bool(_NUMBERED.match(last.text)) and not line.text[0].isdigit()
            return len(group) < 3 and is_below and 0 < last.y - line.y < PARAGRAPH_GAP * line.size
        # A larger typeface fills the column with fewer characters.
        return len(group) < 3 and (_starts_low(line) or _was_full(last, line, round(width * min(1.0, body[0] / max(line.size, 1.0)))))
    if heading_before != heading_now and not _starts_low(line):
        return False
    if re.search(r"[\w]-$|\u00ad$", last.text) or last.text.endswith("/") and _starts_low(line):
        return True
    if SENTENCE_END.search(last.text) and _stands_apart(group, line):
        return False
    if SENTENCE_END.search(last.text) or last.text.endswith((":", ";")):
        is_over = last.text.endswith((":", ";")) and not _is_in_sentence(group, line)
        return not is_over and _was_full(last, line, width)
    if _starts_low(line):
        return True
    return _was_full(last, line, width)


def _begins_entry(last: Line, line: Line, width: int) -> bool:
    """True for a time, an address, a label with its value or a row of figures, each of which stands by itself."""
    is_mid_sentence = not SENTENCE_END.search(last.text) and _was_full(last, line, width)
    is_address = bool(_ADDRESS.match(line.text)) and not (is_mid_sentence and line.text[:1].islower())
    if is_address or _TIMED.match(line.text) or _is_table_row(last.text) and _is_table_row(line.text):
        return True
    follows_label = bool(_LABELLED.match(last.text) or _ADDRESS.match(last.text))
    return bool(_LABELLED.match(line.text)) and (follows_label or not is_mid_sentence)


def _is_far_label(last: Line, line: Line) -> bool:
    """True for a short line with a capital or a figure, far from another short one: the labels of a form or of a chart."""
    longest = max(len(last.text), len(line.text))
    if last.y is None or line.y is None or longest > LONGEST_LABEL or not (line.text[:1].isupper() or line.text[:1].isdigit()):
        return False
    down = last.y - line.y
    return down > FAR_LABEL * line.size or down < -line.size and longest <= LONGEST_LABEL / 2


def _stands_apart(group: Sequence[Line], line: Line) -> bool:
    """True if a line begins as far left as the mark of the item before it, or further below than lines do."""
    first, last = group[0], group[-1]
    if first.x is None or line.x is None or last.y is None or line.y is None:
        return False
    is_outdented = bool(LIST_MARK.match(first.text)) and line.x < first.x + 1
    return is_outdented or last.y - line.y > PARAGRAPH_GAP * line.size


def _is_in_sentence(group: Sequence[Line], line: Line) -> bool:
    """True for a line behind a colon inside brackets, or behind a semicolon of a sentence that began with a capital further up."""
    last = group[-1].text
    is_in_brackets = last.rfind("(") > last.rfind(")")
    announces = any(above.text.endswith(":") for above in group[:-1])  # items without marks
    is_sentence = len(group) > 1 and group[0].text[:1].isupper() and not LIST_MARK.match(group[0].text) and not announces
    return _starts_low(line) and (is_in_brackets or is_sentence and last.endswith(";"))


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


def _block(group: Sequence[Line], body: tuple[float, str], levels: dict[float, int], spelling: Spelling) -> Block:
    if group[0].is_row:
        return Block(BlockKind.ROW, group[0].text, group[0].page)
    pieces = [_before_seam(line.text, following.text, spelling) for line, following in pairwise(group)]
    text = tidy("".join([*pieces, group[-1].text]).replace("\u00ad", ""))
    first = group[0]
    is_sentence = text.endswith((".", ";")) and text.count(" ") > 5
    is_large = all(line.size > body[0] * LARGER for line in group)  # a title may have its first words in bold
    looks_alike = all(
        (line.font == first.font or is_large) and abs(line.size - first.size) < 0.6 or line.text[:1].islower() for line in group
    )
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


def _append_page(blocks: list[Block], page: list[Block], *, small: frozenset[str], spelling: Spelling) -> None:
    """Add the blocks of a page; a sentence that ran on from the page before is made whole first."""
    if blocks and page and page[0].kind is BlockKind.PARAGRAPH and page[0].text[:1].islower():
        place = _open_block(blocks, page[0].page)
        if place is not None:
            head, tail = blocks[place], page.pop(0)
            joined = join_lines(head.text, tail.text, spelling)
            start = len(joined) - len(tail.text)
            blocks[place] = Block(head.kind, joined, head.page, breaks=(*head.breaks, (start, tail.page or 0)))
    notes = [block for block in page if block.text[:20] in small]
    blocks += [block for block in page if block not in notes] + notes


def _open_block(blocks: Sequence[Block], page: int | None) -> int | None:
    """Where the last unfinished sentence of the page before stands, small print and tables skipped."""
    notes = 0
    for place in range(len(blocks) - 1, -1, -1):
        block = blocks[place]
        last_page = block.breaks[-1][1] if block.breaks else block.page
        if page is None or last_page != page - 1 or block.kind is BlockKind.HEADING:
            return None
        if block.kind is BlockKind.ROW:
            continue
        if not SENTENCE_END.search(block.text) and not block.text.endswith((":", ";")):
            return place
        if notes == 5 or not re.match(r"^(?:\d{1,2}\s|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)", block.text):  # not a footnote
            return None
        notes += 1
    return None
