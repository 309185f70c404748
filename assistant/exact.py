"""What a sentence says exactly: its figures, dates and addresses, and on which side of them. What of that a source does not say. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.addresses import EMAIL, PHONE, URL
from assistant.dates import moments
from assistant.figures import NUMBER_WORDS, Figure, Kind, figures
from ingest.dutch import STOPWORDS, fold, stem, terms, words

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_TO_A_DAY = r"(?:\s+(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag|de|het|een))*\s*$"
PLACE = 3  # words by which the place of a number is known
_QUARTER = re.compile(r"\bkwart (?:over|voor) \w+")
# On which side of a date: the words before it. What is on the same line here may stand for one another.
_DAY_SIDES = {
    "until": r"tot en met|t/m|uiterlijk(?: op)?|niet later dan|op zijn laatst",
    "before": r"v[oó]{2}r|voordat|eerder dan|voorafgaand aan",
    "till": r"tot",
    "after": r"na|nadat|later dan",
    "from": r"vanaf|sinds|met ingang van|niet eerder dan|per",
}
_DAY_SIDE = re.compile(rf"(?<!\w)(?:{'|'.join(f'(?P<{side}>{words})' for side, words in _DAY_SIDES.items())}){_TO_A_DAY}", re.I)
_EARLY, _LATE = {"until", "before", "till"}, {"after", "from"}
_CLAUSE = re.compile(r"[,;:.!?|()\n](?=\s|$)|\b(?:en|maar|waarvan|tegen)\b")
_FROM_TO = re.compile(r"\d\s*(?:t/m|tot|en|[-–])[^\d]*\d+\s+[a-z]", re.I)
# On which side of a number: the words before it, or behind. `more` and `less` are bounds, `about` only colours.
_MORE = r"minstens|minimaal|min\.|ten ?minste|niet minder dan|vanaf|(?<!niet )meer dan|boven(?: de)?|minimum(?: van)?"
_LESS = (
    r"maximaal|max\.?|hoogstens|ten hoogste|hooguit|niet (?:meer|langer) dan|(?<!niet )minder dan|tot(?: en met)?|onder(?: de)?"
    r"|maximum(?: van)?"
)
_BEFORE_NUMBER = re.compile(rf"(?<!\w)(?:(?P<more>{_MORE})|(?P<less>{_LESS})|(?P<above>ruim)|(?P<below>bijna))(?: zo.n)?\s*$", re.I)
_BEHIND_NUMBER = re.compile(
    r"\s*(?:\w+\s+)?(?:(?P<more>of (?:meer|langer|hoger)|minimaal)|(?P<less>of (?:minder|korter|lager)|maximaal))\b", re.I
)
_SIDES = {"more": 2, "above": 1, "below": -1, "less": -2}
# A word with one of these before it is taken in time: "na het assessment".
_IN_TIME = re.compile(
    r"(?<!\w)(?:(?P<early>v[oó]{2}r|voordat|voorafgaand aan|tot)|(?P<late>na|nadat|vanaf|sinds))\s+(?P<what>(?:[\w-]+\s*){1,3})", re.I
)


def untold(text: str, told: str, *, over: str = "") -> list[str]:
    """The figures, dates, numbers and addresses of a text that a source does not tell, as they stand in the text.

    `over` is what stands over the source: a year may come from there. A figure on the other side ("minstens" for
    "hoogstens", "na" for "vóór"), or of what the source gives another number for, is not told.

    >>> untold("Het kost 1500 euro, vóór 14-09-2025.", "De kosten zijn € 1.500 (vóór 14 september 2025).")
    []
    >>> untold("In 15 dagen.", "In veertien dagen.")
    ['15 dagen']
    """
    own, theirs = figures(text), figures(told)
    found = [
        *(words for read in (_mails, _sites, _phones) for address, words in read(text).items() if address not in read(told)),
        *(figure.words for figure in own if not _is_told(figure, theirs, text, told)),
        *_years_untold(text, f"{told} {over}"),
        *_numbers_untold(text, own, f"{told} {over}"),
        *(found for found in _QUARTER.findall(fold(text)) if found not in fold(told)),
        *_turned(text, told),
    ]
    return [*found, *(number for number in _misplaced(text, told) if not any(number in each for each in found))]


def _mails(text: str) -> dict[str, str]:
    """Per mail address, as it is compared, how it stands there; in the same way sites and phone numbers."""
    return {found.casefold(): found for found in EMAIL.findall(text)}


def _sites(text: str) -> dict[str, str]:
    plain = EMAIL.sub(" ", text)
    return {re.sub(r"^(?:https?://)?(?:www\.)?|/$", "", found.casefold()): found for found in URL.findall(plain)}


def _phones(text: str) -> dict[str, str]:
    return {_digits(found): found for found in PHONE.findall(text)}


def _digits(phone: str) -> str:
    """
    >>> _digits("+31 (0)53 489 6913") == _digits("053-4896913")
    True
    """
    digits = re.sub(r"\D", "", phone.replace("(0)", ""))
    return re.sub(r"^(?:00)?31(?=\d{9}$)", "0", digits)


def _is_told(figure: Figure, theirs: Sequence[Figure], text: str, told: str) -> bool:
    same = [other for other in theirs if _is_same(figure, other) and _on_same_side(figure, other, text, told)]
    if not same or _is_of_another(figure, same, theirs, text, told):
        return False
    if figure.kind is not Kind.COUNT or not figure.of:
        return True
    # "20 leraren op 5 scholen" does not tell of 5 leraren: what is counted has a number of its own.
    others = [other for other in theirs if other.kind is Kind.COUNT and other.low != figure.low and figure.of[0] in other.of[:1]]
    return not others or any(not other.of or set(figure.of[:2]) & set(other.of) for other in same)


def _is_of_another(figure: Figure, same: Sequence[Figure], theirs: Sequence[Figure], text: str, told: str) -> bool:
    """True if the words around a figure stand around another of its kind in the source, and none only around its own.

    "Op 19 scholen is gepraat en op 8 gekeken" does not tell that there was talk at 8.
    """
    own = _around(figure, text)
    around_same = set().union(*(_around(each, told) for each in same))
    others = [_around(each, told) for each in theirs if each.kind is figure.kind and each not in same]
    return any(own & other - around_same and not own & around_same - other for other in others)


def _around(figure: Figure, text: str) -> set[str]:
    """The terms of the clause that a figure stands in, without its own, nor other numbers."""
    start = max((match.end() for match in _CLAUSE.finditer(text, 0, figure.start)), default=0)
    end = _CLAUSE.search(text, figure.end)
    clause = f"{text[start : figure.start]} {text[figure.end : end.start() if end else len(text)]}"
    return {term for term in terms(clause) if not term[0].isdigit() and term not in NUMBER_WORDS}


def _is_same(figure: Figure, other: Figure) -> bool:
    if Kind.DATE in (figure.kind, other.kind):
        return figure.kind is other.kind and _same_days(figure, other)
    if (figure.low, figure.high) != (other.low, other.high) and not _is_bound_of(figure, other):
        return False
    if figure.kind is other.kind:
        return figure.kind is not Kind.DURATION or figure.of == other.of
    bare = [each for each in (figure, other) if each.kind is Kind.COUNT and not each.of]  # in a cell of a table
    return bool(bare) and Kind.PERCENT not in (figure.kind, other.kind)


def _is_bound_of(figure: Figure, other: Figure) -> bool:
    """True for "maximaal 4 jaar" of 2 to 4 years."""
    if figure.low != figure.high or other.low == other.high:
        return False
    side = _BEFORE_NUMBER.search(figure.hedge + " ") if figure.hedge else None
    return bool(side) and figure.low == (other.high if side["less"] else other.low if side["more"] else None)


def _same_days(figure: Figure, other: Figure) -> bool:
    """True for the same days; a text may leave the year out, not add it. What runs backwards is none."""
    if figure.low == figure.high and _FROM_TO.search(figure.words):
        return figure.words in other.words
    ours, theirs = ([date.fromordinal(int(day)) for day in (each.low, each.high)] for each in (figure, other))
    if figure.has_year:
        return other.has_year and ours == theirs
    return [(day.month, day.day) for day in ours] == [(day.month, day.day) for day in theirs]


def _on_same_side(figure: Figure, other: Figure, text: str, told: str) -> bool:
    if figure.kind is Kind.DATE:
        one, two = _day_side(text[: figure.start]), _day_side(told[: other.start])
        if not one or not two or one == two:
            return True
        is_loose = "till" in (one, two) and {one, two} <= _EARLY
        return is_loose
    one, two = _number_side(figure, text), _number_side(other, told)
    if not one or not two:
        return abs(one or two) < 2 or figure.low != figure.high or other.low != other.high
    return one * two > 0


def _day_side(before: str) -> str:
    match = _DAY_SIDE.search(before)
    return match.lastgroup or "" if match else ""


def _number_side(figure: Figure, text: str) -> int:
    """2 for a number that is at least so, 1 for a little more, 0 for no side, below for less."""
    match = _BEFORE_NUMBER.search(f"{text[: figure.start].rstrip()} {figure.hedge} ") or _BEHIND_NUMBER.match(text, figure.end)
    return _SIDES[match.lastgroup or ""] if match else 0


def _years_untold(text: str, told: str) -> list[str]:
    theirs = {(each.first, each.last) for each in moments(told)}
    numbers = set(_NUMBER.findall(told))
    found = [each for each in moments(text) if each.is_year]
    return [each.words for each in found if (each.first, each.last) not in theirs and each.words not in numbers]


def _numbers_untold(text: str, own: Sequence[Figure], told: str) -> list[str]:
    """The bare numbers: of pages, steps, times and all that is no figure of its `own`."""
    taken = [(each.start, each.end) for each in (*own, *moments(text))]
    taken += [match.span() for pattern in (EMAIL, URL, PHONE) for match in pattern.finditer(text)]
    theirs = {stem(number) for number in _NUMBER.findall(told)}
    free = (match for match in _NUMBER.finditer(text) if not any(a < match.end() and match.start() < b for a, b in taken))
    return [match[0] for match in free if stem(match[0]) not in theirs]


def _misplaced(text: str, told: str) -> list[str]:
    """The numbers of a text in whose place, among the same words, its source has others only.

    >>> _misplaced("Zie pagina 5. De zaal is open van 9.30 tot 10.00 uur.", "Om 10.00 uur: 5 zalen. Zie pagina 3. De zaal is open.")
    ['5']
    """
    own, theirs = words(text), words(told)
    places = [place for place, word in enumerate(theirs) if _is_number(word)]
    found = []
    for at, word in enumerate(own):
        before, behind = _among(own, at)
        there = [_value(theirs[place]) for place in places if _stands_among(before, behind, theirs, place)] if _is_number(word) else []
        if there and _value(word) not in there:
            found.append(word)
    return found


def _is_number(word: str) -> bool:
    return word[0].isdigit() or word in NUMBER_WORDS


def _value(word: str) -> float | str:
    """What a number is compared by: 14 is "veertien"; a time is not the same as a number."""
    return NUMBER_WORDS.get(word) or (float(word) if word.isdigit() else stem(word))


def _among(own: Sequence[str], at: int) -> tuple[Sequence[str], Sequence[str]]:
    """The words that tell a place: two before it and one behind; where there are fewer, more on the other side."""
    before = own[max(0, at - 2) : at]
    behind = own[at + 1 : at + 1 + PLACE - len(before)]
    return own[max(0, at - PLACE + len(behind)) : at], behind


def _stands_among(before: Sequence[str], behind: Sequence[str], theirs: Sequence[str], place: int) -> bool:
    start, end = place - len(before), place + 1
    return bool(before or behind) and start >= 0 and theirs[start:place] == before and theirs[end : end + len(behind)] == behind


def _turned(text: str, told: str) -> list[str]:
    """What a text puts after something that its source puts it before, or the other way round."""
    theirs: dict[str, set[str]] = {}
    for side, what in _in_time(told):
        theirs.setdefault(what, set()).add(side)
    return [what for side, what in _in_time(text) if what in theirs and side not in theirs[what]]


def _in_time(text: str) -> list[tuple[str, str]]:
    """(early or late, the stem of the first word that says of what), for each time that is told so."""
    found = []
    for match in _IN_TIME.finditer(text):
        behind = [word for word in words(match["what"]) if word not in STOPWORDS and not word[0].isdigit() and word not in NUMBER_WORDS]
        if behind:
            found.append(("early" if match["early"] else "late", stem(fold(behind[0]).replace("-", ""))))
    return found
