"""Dates that a Dutch text writes out with their year: as written, those the calendar does not have included. Pure.

>>> [day.iso for day in days("Versie 1.2, 3 maart 2024; eerder van juli 2023 en 30-04-22.")]
['2024-03-03', '2023-07', '2022-04-30']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december")
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

_YEAR = r"(?:19|20)\d\d"
_MONTH = rf"(?:{'|'.join(MONTHS)}|(?:jan|febr?|mrt|apr|jun|jul|aug|sept?|okt|nov|dec)\b\.?)"
_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(WEEKDAYS)}|(?:ma|di|wo|do|vr|za)\b\.?),?\s+)?"
_FORMS = tuple(
    re.compile(rf"(?<![\w.,/€-]){form}(?![\w]|[-.,/]\d)", re.I)
    for form in (
        rf"{_WEEKDAY}(?P<day>[0-3]?\d)(?:e|ste|de)?\s+(?P<month>{_MONTH})\s+(?P<year>{_YEAR})",
        rf"{_WEEKDAY}(?P<day>[0-3]?\d)(?P<mark>[-/.])(?P<number>0?[1-9]|1[0-2])(?P=mark)(?P<year>{_YEAR}|[0-3]\d)",
        rf"(?P<year>{_YEAR})-(?P<number>0[1-9]|1[0-2])-(?P<day>[0-3]\d)",
        rf"(?P<month>{_MONTH})\s+(?:van\s+)?(?P<year>{_YEAR})",
    )
)
_YEARS = rf"[‘’']?(?:{_YEAR}|\d\d)\s?[-–/]\s?[‘’']?(?:{_YEAR}|\d\d)(?!\d)"
_SCHOOL_YEARS = re.compile(
    rf"\b(?:school|studie|cursus|college|academi(?:e|sch ))ja(?:ar|ren)\s+{_YEARS}(?:\s*(?:,|en|of|t/m)\s*{_YEARS})*", re.I
)


@dataclass(frozen=True)
class Day:
    """A date as it is written, from `start` to `end`. `day` is 0 for a month; `weekday` counts from Monday, -1 where none is named."""

    words: str
    start: int
    end: int
    year: int
    month: int
    day: int = 0
    weekday: int = -1

    @property
    def iso(self) -> str:
        return f"{self.year}-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")

    @property
    def date(self) -> date | None:
        """The day that is meant; None for a month, and for a day that the calendar does not have."""
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None

    @property
    def is_impossible(self) -> bool:
        """True for 31 februari and the like."""
        return self.day > 0 and self.date is None


def days(text: str) -> list[Day]:
    """The dates with a year in a text, in order: days and months."""
    found: list[re.Match[str]] = []
    for form in _FORMS:
        found += [each for each in form.finditer(text) if not any(each.start() < one.end() and one.start() < each.end() for one in found)]
    return [_day(match) for match in sorted(found, key=re.Match.start)]


def school_years(text: str) -> list[str]:
    """The school years that a text names with a word for it.

    >>> school_years("In schooljaren 2025-2026 en 2026-2027, na het studiejaar ’24/’25; de subsidie 2013–2016.")
    ['2025-2026', '2026-2027', '2024-2025']
    """
    return [f"{first}-{second}" for _, first, second in _school_years(text) if second == first + 1]


def reversed_school_years(text: str) -> list[str]:
    """The school years in a text that end before they begin, in its own words.

    >>> reversed_school_years("schooljaar 2026-2025")
    ['2026-2025']
    """
    return [words for words, first, second in _school_years(text) if second < first]


def _school_years(text: str) -> Iterator[tuple[str, int, int]]:
    for listed in _SCHOOL_YEARS.finditer(text):
        for words in re.findall(_YEARS, listed[0]):
            first, second = re.findall(r"\d+", words)
            whole = int(first) + (2000 if len(first) == 2 else 0)
            yield words, whole, int(str(whole)[: 4 - len(second)] + second)


def day_before(iso: str) -> str:
    """The day before an ISO day; a month or year stays as it is.

    >>> day_before("2017-07-01"), day_before("2017-07")
    ('2017-06-30', '2017-07')
    """
    return (date.fromisoformat(iso) - timedelta(days=1)).isoformat() if len(iso) == 10 else iso


def in_dutch(day: date) -> str:
    """A date as a reader writes it.

    >>> in_dutch(date(2026, 3, 2))
    '2 maart 2026'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def moment_in_dutch(when: datetime) -> str:
    """A moment as a reader writes it.

    >>> moment_in_dutch(datetime(2026, 3, 2, 9, 5))
    '2 maart 2026, 09.05 uur'
    """
    return f"{in_dutch(when)}, {when:%H.%M} uur"


def _day(match: re.Match[str]) -> Day:
    parts = {name: value for name, value in match.groupdict().items() if value}
    year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
    month = int(parts["number"]) if "number" in parts else _month(parts["month"])
    weekday = next((at for at, name in enumerate(WEEKDAYS) if name.startswith(parts.get("weekday", "?").lower().rstrip("."))), -1)
    return Day(match[0], match.start(), match.end(), year, month, int(parts.get("day", 0)), weekday)


def _month(name: str) -> int:
    name = name.lower()
    return 3 if name.startswith("mrt") else next(number for number, month in enumerate(MONTHS, start=1) if month.startswith(name[:3]))
