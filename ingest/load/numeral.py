"""Numbers as lists write them: 3, c, C, iii, III. Pure."""

from __future__ import annotations

ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"),
    (4, "iv"), (1, "i"),
)  # fmt: skip


def numeral(number: int, form: str) -> str:
    """A number in a form that is named by its first: "1", "a", "A", "i" or "I"; empty where it has none.

    >>> [numeral(4, form) for form in "1aAiI"]
    ['4', 'd', 'D', 'iv', 'IV']
    >>> numeral(0, "1"), numeral(0, "a"), numeral(27, "a"), numeral(3, "?")
    ('0', '', '', '')
    """
    if form == "1":
        return str(number)
    if form in ("a", "A") and 1 <= number <= 26:  # what comes behind z is aa to some and ab to others
        return chr(ord(form) + number - 1)
    if form in ("i", "I") and 1 <= number < 4000:
        return _roman(number) if form == "i" else _roman(number).upper()
    return ""


def _roman(number: int) -> str:
    letters = ""
    for value, sign in ROMAN:
        count, number = divmod(number, value)
        letters += sign * count
    return letters


def whole(value: str | None, default: int) -> int:
    """The whole number that an attribute has; `default` where it has none."""
    return int(value) if value and value.isdecimal() else default
