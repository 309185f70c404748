"""Which printed words of a PDF page stand in the cells of a table. Pure.

A PDF knows no tables, only words at places. What gives a table away: words on one line with a gap between
them, that begin at the same places on several lines. Words come cell by cell, in the order of the file.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.clean import LARGER, LIST_MARK, Line, join_lines, tidy, visible_hyphens
from ingest.document import CELL_MARK

GAP = 0.9  # times the type size: a wider gap on a line may part two cells
OVERLAP = 1.0  # times the type size: widths are reckoned, so a full cell may seem to reach into the next column
ALIGNED = 2.0  # points between beginnings that count as one column
NEXT_LINE = 1.7  # times the type size: further down is no longer the same cell
FAR_BELOW = 4.5  # times the type size: further down is no longer the same table
LEAST_ENTRIES = 4  # lines
SAME_HEIGHT = 0.1  # times the type size
LEAST_BARS = 4  # labels with a figure behind them: fewer stand at one height by chance
LONGEST_LABEL = 40  # characters
HIGHEST_PAGE = 999
_FIGURE = re.compile(r"€? ?\d[\d.,]* ?%?")
_CODE = re.compile(r"[A-Z]?[\d.]+")  # of a numbered item or heading
_CONTENTS = re.compile(
    r"inhoud|inhoudsopgave|in dit (?:nummer|boekje|magazine|handboek|rapport|verslag|document|tijdschrift)|"
    r"in deze (?:brochure|gids|nieuwsbrief|editie|uitgave|studiegids|krant|folder|handreiking|handleiding|publicatie|wegwijzer)",
    re.I,
)


@dataclass(frozen=True)
class Word:
    """A run of text in one typeface: where it begins and ends across, and its height on the page, in points."""

    text: str
    x: float
    end: float
    y: float
    size: float


@dataclass(frozen=True)
class PrintedLine:
    """One line as the file gives it, with the words it is made of."""

    line: Line
    words: tuple[Word, ...] = ()


def with_charts(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines of a page in which a label and the figures at its height are one row, where the file draws them apart.

    So are the bars of a chart drawn: all figures, and then all labels.
    """
    figures, others = [], []
    for line in sorted((line for line in lines if None not in (line.line.x, line.line.y)), key=_height):
        (figures if _FIGURE.fullmatch(line.line.text) else others).append(line)
    if len(figures) < LEAST_BARS:
        return list(lines)
    behind: dict[int, list[PrintedLine]] = {}
    for figure in sorted(figures, key=_left):
        y, far = _height(figure), SAME_HEIGHT * figure.line.size
        beside = others[bisect_left(others, y - far, key=_height) : bisect_right(others, y + far, key=_height)]
        label = max((line for line in beside if _left(line) < _left(figure)), key=_left, default=None)
        if label is not None and _is_label(label.line, figure.line):
            behind.setdefault(id(label), []).append(figure)
    if len(behind) < LEAST_BARS:
        return list(lines)
    used = {id(figure) for found in behind.values() for figure in found}
    return [_bar(line, behind.get(id(line), [])) for line in lines if id(line) not in used]


def _height(printed: PrintedLine) -> float:
    return printed.line.y or 0.0


def _left(printed: PrintedLine) -> float:
    return printed.line.x or 0.0


def _is_label(line: Line, figure: Line) -> bool:
    """True for a short text with a capital in the size of the figure: running text in another column is none."""
    is_short = len(line.text) <= LONGEST_LABEL and line.text[-1:].isalpha()
    return is_short and line.text[:1].isupper() and abs(line.size - figure.size) < 0.6


def _bar(printed: PrintedLine, figures: Sequence[PrintedLine]) -> PrintedLine:
    """A label and the figures behind it as a row; of a label that has its figure behind it on its line too."""
    if figures:
        texts = [line.line.text for line in (printed, *figures)]
    else:
        texts = [tidy(cell.text) for cell in _cells(printed.words)]
        if len(texts) != 2 or not _FIGURE.fullmatch(texts[1]) or not _is_label(replace(printed.line, text=texts[0]), printed.line):
            return printed
    words = tuple(word for line in (printed, *figures) for word in line.words)
    return PrintedLine(replace(printed.line, text=CELL_MARK.join(texts), is_row=True), words)


def with_tables(lines: Sequence[PrintedLine], *, last_page: int = HIGHEST_PAGE) -> list[Line]:
    """The lines of a page in which each row of a table is one line, its cells parted by a tab; contents are left out.

    `last_page` is the highest number that a page of the document can have: a higher one is none of contents.
    """
    anchors = _anchors([_cells(printed.words) for printed in lines])
    cells = [_cells(printed.words, anchors) for printed in lines]
    contents = _contents([printed.line.text for printed in lines], last_page)
    found: list[Line] = []
    start = 0
    while start < len(lines):
        end = _end_of_table(cells, start, anchors)
        rows = list(_rows([cell for line in cells[start:end] for cell in line])) if end > start + 1 else []
        if start in contents:
            start += 1
        elif _is_table(rows):
            found += _table(lines[start:end], rows)
            start = end
        else:
            found.append(lines[start].line)
            start += 1
    return found


def _table(lines: Sequence[PrintedLine], rows: Sequence[Mapping[int, str]]) -> list[Line]:
    """A line for each row of a table; a heading between its rows is none of them."""
    look = lines[0].line
    headings = {line.line.text: line.line for above, line in pairwise(lines) if _stands_out(above.line, line.line)}
    texts = [CELL_MARK.join(_texts(row)) for row in rows]
    return [headings.get(text) or Line(text, look.page, look.size, look.font, is_row=True) for text in texts]


def _stands_out(above: Line, line: Line) -> bool:
    return line.is_bold and not above.is_bold or line.size > LARGER * above.size


def _cells(words: Sequence[Word], anchors: Sequence[float] = ()) -> list[Word]:
    """The words of a line taken together where no gap parts them; a list mark belongs to what it marks.

    Where a column is known to begin, a new cell begins without a gap too.
    """
    cells: list[Word] = []
    for word in words:
        last = cells[-1] if cells else None
        if not word.text.strip():
            cells[-1:] = [replace(last, text=last.text + word.text)] if last else []
            continue
        is_marked = last is not None and bool(LIST_MARK.match(f"{last.text.strip()} x")) and len(last.text.strip()) < 4
        is_apart = last is not None and (last.text + word.text)[len(last.text.rstrip()) :][:1].isspace()
        is_marked = is_marked and not re.fullmatch(r"[A-Z]\d+\.", last.text.strip())
        gap = -OVERLAP if is_apart and _is_near(word.x, anchors) else GAP
        if last and (word.x - last.end < gap * word.size or is_marked and not last.text.strip().isdigit()):
            cells[-1] = replace(last, text=last.text + word.text, end=word.end)
        else:
            cells.append(word)
    return cells


def _anchors(lines: Sequence[Sequence[Word]]) -> list[float]:
    """Where words begin on at least two lines, on one of them behind other words; from left to right."""
    starts = sorted(cell.x for line in lines for cell in line)
    return sorted({cell.x for line in lines for cell in line[1:] if len(_near(cell.x, starts)) > 1})


def _end_of_table(lines: Sequence[Sequence[Word]], start: int, anchors: Sequence[float]) -> int:
    """The line after the table that begins at a line; that line itself when none does."""
    if not any(_is_near(cell.x, anchors) for cell in lines[start][1:]):
        return start
    columns = sorted(cell.x for cell in lines[start])
    end = start + 1
    while end < len(lines) and lines[end]:
        new = [cell.x for cell in lines[end] if not _is_near(cell.x, columns)]
        last, first = lines[end - 1][-1], lines[end][0]
        is_far = last.y - first.y > FAR_BELOW * first.size
        if is_far or new and (len(new) == len(lines[end]) or not all(_is_near(x, anchors) for x in new)):
            break
        for x in new:
            insort(columns, x)
        end += 1
    return end


def _near(x: float, places: Sequence[float]) -> range:
    """Which of the places, in order from the left, are so near that they count as one column."""
    return range(bisect_right(places, x - ALIGNED), bisect_left(places, x + ALIGNED))


def _is_near(x: float, places: Sequence[float]) -> bool:
    return bool(_near(x, places))


def _rows(cells: Sequence[Word]) -> Iterator[dict[int, str]]:
    """The texts of each row of a table, by column.

    A new row begins where the next cell stands further left, or lower in the same column.
    """
    columns = _columns(cells)
    row: dict[int, str] = {}
    before: tuple[int, Word] | None = None
    for cell in cells:
        column = min(range(len(columns)), key=lambda i: abs(columns[i] - cell.x))
        if before and (column < before[0] or column == before[0] and not 0 < before[1].y - cell.y < NEXT_LINE * cell.size):
            yield row
            row = {}
        text = visible_hyphens(cell.text.strip())
        row[column] = tidy(join_lines(row[column], text) if column in row else text)
        before = column, cell
    if row:
        yield row


def _texts(row: Mapping[int, str]) -> list[str]:
    return [row[column].replace("\u00ad", "") for column in sorted(row)]


def _columns(cells: Sequence[Word]) -> list[float]:
    columns: list[float] = []
    for x in sorted(cell.x for cell in cells):
        if not columns or x - columns[-1] >= ALIGNED:
            columns.append(x)
    return columns


def _contents(texts: Sequence[str], last_page: int) -> set[int]:
    """Which lines are entries of a table of contents: below its heading, with a page number at the end that never falls."""
    place = next((i for i, text in enumerate(texts) if _CONTENTS.fullmatch(text)), len(texts))
    entries: dict[int, str] = {}
    begun: set[int] = set()
    last = place
    page = 1
    for i in range(place + 1, len(texts)):
        title, _, number = texts[i].rpartition(" ")
        if re.fullmatch(r"[0-9]{1,3}", number) and re.search(r"[^\W\d]", title):
            if not page <= int(number) <= last_page:
                break
            if i - last == 2 and title[:1].islower():
                begun.add(i - 1)  # the first line of this entry
            entries[i] = title
            last, page = i, int(number)
        elif i - last > 1:  # an entry may take two lines; two others end the contents
            break
    return entries.keys() | begun if len(set(entries.values())) >= LEAST_ENTRIES else set()


def _is_table(rows: Sequence[Mapping[int, str]]) -> bool:
    """True for rows of which neighbours share a column, and that are neither a numbered list nor labels with their values."""
    full = [_texts(row) for row in rows if len(row) > 1]
    is_list = all(len(row) == 2 and (row[0].endswith(":") or _CODE.fullmatch(row[0])) for row in full)
    has_columns = any(len(row.keys() & following.keys()) > 1 for row, following in pairwise(rows))
    return has_columns and len(full) >= 0.5 * len(rows) and not is_list
