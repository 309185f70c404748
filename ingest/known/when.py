"""When a document was published, for which school year it is, and until when it says it is valid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.days import Day, day_before, days, school_years
from ingest.document import Block, BlockKind, Document
from ingest.known.fact import UNKNOWN, Fact, Origin, first_known
from ingest.known.imprint import Imprint

FILE_IS_OFF = 1  # years by which the date of a file may differ from those that its title or first page name

_SAYS_WHEN = re.compile(
    r"\b(?:publicatie(?:datum)?|gepubliceerd(?: op)?|(?:laatst )?(?:bijgewerkt|gewijzigd|aangepast)(?: op)?"
    r"|datum (?:van )?(?:publicatie|uitgave)|(?:definitieve |concept)?versie(?:\s+v?\d[\d.]*)?|eerste druk|uitgave)"
    r"\W{0,3}(?:d\.?d\.?|van|op|:)?\W{0,3}$",
    re.I,
)
_PLACE_AND = re.compile(r"(?:[A-ZÀ-Þ’][\w’-]+ ?){1,3},\s*$")
_NEWSLETTER = re.compile(r"\bnieuws(?:brief|flits|bulletin)\b", re.I)
_SEASON = re.compile(r"\b(?:voorjaar|lente|zomer|najaar|herfst|winter) ((?:19|20)\d\d)\b", re.I)


def published_on(document: Document, title: str, imprint: Imprint) -> Fact:
    """When a document was published: nothing where its file and its text, or its file and its title, are years apart."""
    told = _published(title, imprint)
    if document.source.published:
        return Fact(document.source.published, Origin.SOURCES)
    is_contradicted = bool(told and document.published) and abs(_year(told) - _year(document.published)) > FILE_IS_OFF
    return UNKNOWN if is_contradicted else first_known("", _file_date(document, title), told)


def _file_date(document: Document, title: str) -> str:
    """The date of the file, unless it is older than what its title is about: then the file was made from an older one."""
    named = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", title)]
    is_older = bool(named and document.published) and min(named) - _year(document.published) > FILE_IS_OFF
    return "" if is_older else document.published or ""


def _year(iso: str | None) -> int:
    return int((iso or "0")[:4])


def _published(title: str, imprint: Imprint) -> str:
    """The day or month that a document says it was published, where it says one."""
    told = {day.iso for block in imprint.both for day in _told_days(block)}
    if len(told) != 1:
        return _dated_title(title, imprint) if not told else ""
    return told.pop()


def _told_days(block: Block) -> Iterator[Day]:
    """The dates that a block gives as those of its document."""
    for day in days(block.text):
        before, after = block.text[: day.start], block.text[day.end :]
        is_alone = not re.search(r"\w", after)
        is_byline = re.match(r"Door (?:[A-ZÀ-Þ][\w’-]+ ?){2,4}\W*$", before) and is_alone
        is_line = is_alone and (_PLACE_AND.fullmatch(before) or not re.search(r"\w", before) and block.kind is not BlockKind.ROW)
        if not day.is_impossible and (_SAYS_WHEN.search(before) or is_byline or is_line):
            yield day


def _dated_title(title: str, imprint: Imprint) -> str:
    """The month in a title, and of a newsletter the month or else the year of the season in its head."""
    if named := days(title):
        return named[-1].iso if len(named) == 1 and re.match(r"\W*$", title[named[-1].end :]) else ""
    head = [line for line in [title, *imprint.lines[:6]] if _NEWSLETTER.search(line)]
    told = {day.iso for line in head for day in days(line)} or {year for line in head for year in _SEASON.findall(line)}
    return told.pop() if len(told) == 1 else ""


def school_year_of(title: str, document: Document, imprint: Imprint) -> str:
    """The one school year that a title names, or a line on the first page that is about little else, or the whole text."""
    if in_title := set(school_years(title)):
        return in_title.pop() if len(in_title) == 1 else ""
    in_lines = {year for line in imprint.lines if not line.endswith(".") for year in school_years(line)}
    everywhere = [year for block in document.blocks for year in school_years(block.text)]
    if len(in_lines) == 1 and in_lines >= set(everywhere):
        return in_lines.pop()
    return everywhere[0] if len(everywhere) > 1 and len(set(everywhere)) == 1 else ""


_ITSELF = {
    "reglement": "reglement",
    "regeling": "(?:subsidie|beleids)?regeling|besluit|verordening",
    "overeenkomst": r"\w*overeenkomst|convenant",
}
_ANY_ITSELF = r"document|brochure|gids|handleiding|nieuwsbrief|kwaliteitskader|protocol|reglement"
_MAY_END = re.compile(r"\b(?:vervalt|eindigt|geldig)\b")
_ENDS = r"\b(?:vervalt|eindigt)\s+(?P<from>met ingang van|per|op)\s*$"
_VALID = r"\b(?:is|blijft)\s+geldig\s+(?:\w+\s+){0,2}?(?P<until>tot en met|t/m|tot)\s*$"


def valid_until(kind: str, document: Document, imprint: Imprint) -> str:
    """The last day or month of which a document itself says that it is valid."""
    itself = rf"\b(?:deze|dit|de|het) (?:{'|'.join([_ANY_ITSELF, *filter(None, [_ITSELF.get(kind)])])})\b[^.;]*"
    told = {until for block in document.blocks if _MAY_END.search(block.text) for until in _ends(block.text, itself)}
    told |= {until for line in imprint.lines for until in _valid_line(line)}
    return told.pop() if len(told) == 1 else ""


def _ends(text: str, itself: str) -> Iterator[str]:
    for day in days(text):
        before = text[: day.start]
        if re.search(itself + _ENDS, before, re.I) and not day.is_impossible:
            yield day_before(day.iso)
        elif (match := re.search(itself + _VALID, before, re.I)) and not day.is_impossible:
            yield day_before(day.iso) if match["until"].lower() == "tot" else day.iso


def _valid_line(line: str) -> Iterator[str]:
    """The end in a line that says only how long the document is valid."""
    if re.match(r"Geldig(?:heid)?\b", line):
        yield from (day.iso for day in days(line)[-1:] if re.search(r"(?:tot en met|t/m|[-–])\s*$", line[: day.start]))
        last_month = 7 if "schooljaar" in line.lower() else 8  # of a year of study
        yield from (f"{years[-4:]}-{last_month:02d}" for years in school_years(line)[-1:])
