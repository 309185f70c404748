"""Abbreviations that documents explain themselves: "Professioneel LeerNetwerk (PLN)". Pure.

After Schwartz & Hearst (2003), "A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical Text": each letter
of the short form stands in the words before it, in order, and its first letter begins one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ingest.dutch import fold, terms

_IN_BRACKETS = re.compile(r"((?:[\w’'&-]+ ){1,9})\(([^\W\d_][\w&.-]{1,9})\)")
_BEFORE_BRACKETS = re.compile(r"(?<![\w-])([A-Z][\w&-]*[A-Z][\w&-]*) \(([^()]{6,80})\)")
_LETTERS = re.compile(r"[^\W_]")

Explained = tuple[str, frozenset[str]]  # the stem of an abbreviation, and the stems of what it stands for


def abbreviations(found_in: Iterable[Explained]) -> Mapping[str, frozenset[str]]:
    """Per stem of an abbreviation the stems of all that it is said to stand for.

    >>> sorted(abbreviations(explained("Kies een Professioneel LeerNetwerk (PLN) in de buurt."))["pln"])
    ['leernetwerk', 'professionel']
    """
    found: dict[str, frozenset[str]] = {}
    for short, meant in found_in:
        found[short] = found.get(short, frozenset()) | meant
    return found


def explained(text: str) -> list[Explained]:
    """What a text explains: each stem of an abbreviation, with the stems of what it stands for there."""
    pairs = dict.fromkeys(_pairs(text))
    found = ((stem, frozenset(terms(long)) - {stem}) for short, long in pairs for stem in terms(short)[:1])
    return [(stem, meant) for stem, meant in found if meant]


def _pairs(text: str) -> Iterable[tuple[str, str]]:
    """(short form, long form) for each that a text explains."""
    if "(" not in text:
        return
    for match in _IN_BRACKETS.finditer(text):
        if _is_short(match[2]) and (long := long_form(match[2], match[1])):
            yield match[2], long
    for match in _BEFORE_BRACKETS.finditer(text):
        if _is_short(match[1]) and (long := long_form(match[1], match[2])) and long == match[2].strip():
            yield match[1], long


def _is_short(word: str) -> bool:
    return sum(letter.isupper() for letter in word) >= 2 and 2 <= len(_LETTERS.findall(word)) <= 8


def long_form(short: str, before: str) -> str | None:
    """The end of a text that a short form stands for; None if it stands for nothing there.

    >>> long_form("PLN", "Kies een Professioneel LeerNetwerk "), long_form("PLN", "in de buurt ")
    ('Professioneel LeerNetwerk', None)
    """
    text, at = fold(before.rstrip()), len(before.rstrip())
    if len(text) != at:
        return None  # a character that folds into two: rare, and not worth keeping count
    for number, letter in enumerate(reversed([fold(found) for found in _LETTERS.findall(short)])):
        is_first = number == len(_LETTERS.findall(short)) - 1
        at = text.rfind(letter, 0, at)
        while at > 0 and is_first and text[at - 1].isalnum():
            at = text.rfind(letter, 0, at)
        if at < 0:
            return None
    found = before[at:].strip()
    return found if len(found.split()) <= min(len(short) + 5, 2 * len(short)) and len(found) > 2 * len(short) else None
