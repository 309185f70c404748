"""What a reader should know beside an answer. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant import wording
from assistant.answer import Citation, Notice

_MONTHS = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"]
_DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})\b", re.I)
# A date that one must act before; that an event is over is no news in a document of last year.
_DEADLINE = re.compile(
    r"\b(?:aanmeld\w*|inschrij\w*|uiterlijk|deadline|voor|vóór|tot(?! en met)|sluit\w*|aanvra\w*|indien\w*|inlever\w*)\b", re.I
)


def notices(citations: Sequence[Citation], today: date) -> tuple[Notice, ...]:
    """A notice for each deadline in a quote that has passed on `today`."""
    found: dict[str, Notice] = {}
    for citation in citations:
        for match in _DATE.finditer(citation.quote):
            day = _date(match)
            before = citation.quote[max(0, match.start() - 60) : match.start()]
            if day is not None and day < today and _DEADLINE.search(before):
                found.setdefault(match[0], Notice("date_passed", wording.DATE_PASSED.format(date=match[0]), (citation.n,)))
    return tuple(found.values())


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[3]), _MONTHS.index(match[2].lower()) + 1, int(match[1]))
    except ValueError:  # 31 februari
        return None
