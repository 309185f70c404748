"""Dates as Dutch texts write them: days, months, seasons, school years and what runs from one to the other. Pure."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ingest.days import MONTHS

# First and last month of each season as people speak of them. Winter begins in the year it is named after.
_SEASONS = {"voorjaar": (3, 5), "lente": (3, 5), "zomer": (6, 8), "najaar": (9, 11), "herfst": (9, 11), "winter": (12, 2)}
_ORDINALS = {"eerste": 1, "1e": 1, "tweede": 2, "2e": 2, "derde": 3, "3e": 3, "vierde": 4, "4e": 4}
_PARTS = {"kwartaal": 3, "helft": 6}  # months

_YEAR = r"(?:19|20)\d\d"
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_SHORT = r"(?:jan|feb|febr|mrt|apr|jun|jul|aug|sept?|okt|nov|dec)\b\.?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:e|ste|de)?"
_WEEKDAY = r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag|ma|di|wo|do|vr|za|zo)"
_TO = r"(?:\s*[-–/]\s*|\s+(?:t/m|tot en met|tot|en)\s+)"
_PART = r"(?P<part>begin|half|medio|eind|einde)"

# Each way of writing, the most telling first: what one has read, the next does not read again.
_FORMS = tuple(
    re.compile(rf"(?<![\w.,€])(?<!€ )(?<!(?-i:[A-Z\d])-){form}(?!\w|-(?!{_MONTH})|[.,/]\d)", re.I)
    for form in (
        rf"(?P<year>{_YEAR})-(?P<number>0[1-9]|1[0-2])-(?P<day>{_DAY})",
        rf"(?P<day>{_DAY})(?P<mark>[-/.])(?P<number>1[0-2]|0?[1-9])(?P=mark)(?P<year>{_YEAR}|\d\d)",
        rf"(?:(?P<from>{_DAY}){_TO}(?:{_WEEKDAY}\.?\s+)?)?(?P<day>{_DAY})\s+(?P<month>{_MONTH}|{_SHORT})(?:\s+(?P<year>{_YEAR}))?",
        rf"(?:{_PART}\s+)?(?P<month>{_MONTH}|{_SHORT}(?=\s+{_YEAR}))\s+(?:van\s+)?(?P<year>{_YEAR})",
        rf"(?P<season>{'|'.join(_SEASONS)})\s+(?:van\s+)?(?P<year>{_YEAR})(?:[-–/](?:{_YEAR}|\d\d))?",
        rf"(?P<ordinal>{'|'.join(_ORDINALS)})\s+(?P<share>{'|'.join(_PARTS)})\s+(?:van\s+)?(?:het jaar\s+)?(?P<year>{_YEAR})",
        rf"Q(?P<quarter>[1-4])\s+(?P<year>{_YEAR})",
        rf"(?P<school>(?:(?:school|studie|cursus|college|academisch )ja(?:ar|ren)\s+)?)(?P<year>{_YEAR})\s?[-–/]\s?(?P<until>{_YEAR}|\d\d)",
        rf"(?:{_PART}\s+)?(?P<year>{_YEAR})",
        rf"(?:{_PART}\s+)?(?P<month>{_MONTH})",
        rf"(?P<season>{'|'.join(_SEASONS)})",
    )
)
_ANY = re.compile(rf"{_YEAR}|\d[-/.]\d|\b(?:{_MONTH}|{_SHORT}|{'|'.join(_SEASONS)})|Q[1-4]", re.I)
_LISTED = re.compile(r"\s*(?:,|en|of)\s*", re.I)
_JOINED = re.compile(rf"\s*(?:t/m|tot en met|tot|[-–])\s*(?:{_WEEKDAY}\.?\s+)?", re.I)


_A_MONTH = 28  # days; a month by itself, or what is longer, names no day


@dataclass(frozen=True)
class Moment:
    """A day or a longer time that a text names. `first` and `last` are its days, `words` how it stands there, from `start` to `end`.

    Where the text names no year (`has_year` is False), it is one that follows from when the text was written. `is_year`: it is
    told in years alone, school years too. `is_span`: it runs from one to the other.
    """

    words: str
    start: int
    end: int
    first: date
    last: date
    has_year: bool = True
    is_year: bool = False
    is_span: bool = False


@dataclass(frozen=True)
class Period:
    first: date
    last: date


_A_LEAP_YEAR = Period(date(2024, 1, 1), date(2024, 1, 31))  # for days without a year, where no year matters


def moments(text: str, *, written: Period | None = None, looks_back: bool = False) -> list[Moment]:
    """The dates in a text, in order. Those without a year are left out unless it is known when it was `written`.

    Of a date without a year the first is meant that ends after the text was begun, or, where it `looks_back`, the last
    that began before it was done. What runs "van … tot …" is one.

    >>> [(str(each.first), str(each.last)) for each in moments("Van 16 t/m 19 november 2025, aanmelden vóór 01-03-2024.")]
    [('2025-11-16', '2025-11-19'), ('2024-03-01', '2024-03-01')]
    >>> [str(each.last) for each in moments("In september.", written=period("2025-07"))]
    ['2025-09-30']
    """
    found: list[tuple[int, re.Match[str]]] = []
    if not may_name_date(text):
        return []
    for form, pattern in enumerate(_FORMS):
        found += [(form, match) for match in pattern.finditer(text) if not any(_overlap(match, other) for _, other in found)]
    read = [_moment(match, written, looks_back) for _, match in sorted(found, key=lambda pair: pair[1].start())]
    return list(_with_spans(text, read))


def days_named(text: str) -> set[tuple[int, int]]:
    """(month, day) of each day that a text names, in whatever year, and of those in a span of no more than a month.

    >>> sorted(days_named("Van 30 april t/m 2 mei 2025, in juni, op 3-9-2024."))
    [(4, 30), (5, 1), (5, 2), (9, 3)]
    """
    told = [each for each in moments(text, written=_A_LEAP_YEAR) if re.search(r"\d{1,2}\D", each.words) and not each.is_year]
    lengths = ((each.first, (each.last - each.first).days) for each in told)
    each_day = (first + timedelta(days=ahead) for first, length in lengths if length < _A_MONTH for ahead in range(length + 1))
    return {(day.month, day.day) for day in each_day}


def may_name_date(text: str) -> bool:
    """False where a text certainly holds no date: quick to tell."""
    return bool(_ANY.search(text))


def period(published: str | None) -> Period | None:
    """The days of an ISO date, month or year; None for what is none of these.

    >>> period("2025-07")
    Period(first=datetime.date(2025, 7, 1), last=datetime.date(2025, 7, 31))
    """
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?.*", published or "")
    try:
        return _period(*(int(part) if part else None for part in match.groups())) if match else None
    except ValueError:  # month 13
        return None


def written_of(title: str, texts: Sequence[str]) -> Period | None:
    """When a document was written, as far as its title or else its texts say: the one year or school year that they name most."""
    for source in ([title], [text for text in texts if re.search(_YEAR, text)]):
        named = [moment for text in source for moment in moments(text) if moment.is_year or text is title]
        if named:
            counts = {(each.first, each.last): 0 for each in named}
            for each in named:
                counts[each.first, each.last] += 1
            best = max(counts, key=counts.__getitem__)
            return Period(*best) if 2 * counts[best] > len(named) else None
    return None


def school_year(day: date) -> int:
    """The year in which the school year of a day began: on 1 August.

    >>> school_year(date(2025, 7, 31)), school_year(date(2025, 8, 1))
    (2024, 2025)
    """
    return day.year if day.month >= 8 else day.year - 1


def _overlap(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() < other.end() and other.start() < one.end()


@dataclass(frozen=True)
class _Read:
    """What stands in a text, and the days it means, if any."""

    moment: Moment | None
    match: re.Match[str]


def _moment(match: re.Match[str], written: Period | None, looks_back: bool) -> _Read:
    parts = {name: value for name, value in match.groupdict().items() if value}
    try:
        if year := parts.get("year"):
            days = _days(parts, int(year) + (2000 if len(year) == 2 else 0))
        else:
            days = _meant(parts, written, looks_back)
    except ValueError:  # 31 februari
        days = None
    if days is None:
        return _Read(None, match)
    return _Read(
        Moment(
            match[0],
            match.start(),
            match.end(),
            days.first,
            days.last,
            has_year="year" in parts,
            is_year=parts.keys() <= {"year", "until", "school", "part"},
            is_span="from" in parts,
        ),
        match,
    )


def _meant(parts: dict[str, str], written: Period | None, looks_back: bool) -> Period | None:
    """The days that a date without a year means in a text of a certain time."""
    if written is None:
        return None
    candidates = [_days(parts, year) for year in range(written.first.year - 1, written.last.year + 2)]
    if (written.last - written.first).days > 31:  # of a year or school year
        return next((days for days in candidates if written.first <= days.first <= written.last), None)
    if looks_back:
        return max((days for days in candidates if days.first <= written.last), key=lambda days: days.first, default=None)
    return min((days for days in candidates if days.last >= written.first), key=lambda days: days.first, default=None)


def _days(parts: dict[str, str], year: int) -> Period:
    """The days that the parts of a date mean in a year."""
    if "day" in parts:
        month = int(parts["number"]) if "number" in parts else _month(parts["month"])
        last = _number(parts["day"])
        first = _number(parts.get("from", parts["day"]))
        return Period(date(year, month, first if first <= last else last), date(year, month, last))
    if "month" in parts:
        return _part_of(_period(year, _month(parts["month"])), parts.get("part"))
    if "season" in parts:
        first, last = _SEASONS[parts["season"].lower()]
        return Period(date(year, first, 1), _period(year + (last < first), last).last)
    if "share" in parts or "quarter" in parts:
        length = _PARTS[parts["share"].lower()] if "share" in parts else 3
        number = _ORDINALS[parts["ordinal"].lower()] if "share" in parts else int(parts["quarter"])
        return Period(date(year, length * (number - 1) + 1, 1), _period(year, length * number).last)
    if "until" in parts:
        until = int(str(year)[: 4 - len(parts["until"])] + parts["until"])
        if until == year + 1:  # a school year
            return Period(date(year, 8, 1), date(until, 7, 31))
        return Period(date(year, 1, 1), date(until, 12, 31))
    return _part_of(_period(year), parts.get("part"))


def _period(year: int | None, month: int | None = None, day: int | None = None) -> Period:
    if year is None:
        raise ValueError("geen jaar")
    if month is None:
        return Period(date(year, 1, 1), date(year, 12, 31))
    if day is None:
        return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
    return Period(date(year, month, day), date(year, month, day))


def _part_of(whole: Period, part: str | None) -> Period:
    """The beginning, middle or end of a month or year: a third of it."""
    third = (whole.last - whole.first).days // 3
    match (part or "").lower():
        case "begin":
            return Period(whole.first, whole.first + timedelta(days=third))
        case "half" | "medio":
            return Period(whole.first + timedelta(days=third), whole.last - timedelta(days=third))
        case "eind" | "einde":
            return Period(whole.last - timedelta(days=third), whole.last)
    return whole


def _month(name: str) -> int:
    name = name.lower()
    return 3 if name.startswith("mrt") else next(number for number, month in enumerate(MONTHS, start=1) if month.startswith(name[:3]))


def _number(day: str) -> int:
    return int(re.sub(r"\D", "", day))


def _with_spans(text: str, read: Sequence[_Read]) -> Iterator[Moment]:
    """The moments read, those that run from one to the other as one; what has no year has that of the date it belongs to."""
    at = 0
    while at < len(read):
        moment, following = read[at].moment, read[at + 1] if at + 1 < len(read) else None
        if following and following.moment:
            begin = _before(read[at], following.moment)
            start, end = read[at].match.span()
            if begin and _JOINED.fullmatch(text, end, following.match.start()):
                yield replace(following.moment, words=text[start : following.moment.end], start=start, first=begin.first, is_span=True)
                at += 2
                continue
            is_open = moment is None or not moment.has_year
            if begin and is_open and following.moment.has_year and _LISTED.fullmatch(text, end, following.match.start()):
                moment = Moment(text[start:end], start, end, begin.first, begin.last)
        if moment is not None:
            yield moment
        at += 1


def _before(read: _Read, end: Moment) -> Period | None:
    """The last days before the end of a span that its beginning can mean; None where it says a later year."""
    if read.moment is not None and read.moment.has_year:
        return Period(read.moment.first, read.moment.last) if read.moment.first <= end.last else None
    parts = {name: value for name, value in read.match.groupdict().items() if value}
    try:
        begins = [_days(parts, year) for year in (end.last.year, end.last.year - 1)]
    except ValueError:
        return None
    return next((days for days in begins if days.first <= end.last), None)
