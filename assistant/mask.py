"""What identifies the asker, hidden before another machine reads it, and put back after. Pure.

Numbers are told from others by their own check: the eleven-test of a citizen service number, the checksum of an account.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from stdnum import iban
from stdnum.nl import bsn

from assistant import prompts
from assistant.addresses import EMAIL, PHONE

# Each takes what may be one; the check tells whether it is. None gives back what it took where that could take long.
_ACCOUNT = re.compile(r"(?<![^\W_])[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]){11,30}", re.I)
_CITIZEN = re.compile(r"(?<![\w.,/-])\d(?:[ .-]?\d){7,8}(?![\w/])")
_STREET_NUMBER = r"[, ]{1,3}(?:nr\.? ?|huisnummer )?\d{1,5}(?:[ -]?[a-zA-Z])?(?!\w)"
# With a space it may also be a year and a word: "2025 OF 2026".
_NO_LETTERS = "SA|SD|SS|PO|VO|HO"  # that no postcode has, and sectors behind a year: "2026 VO"
_HOME = re.compile(
    rf"(?<!\w)[1-9]\d{{3}}(?:(?!{_NO_LETTERS})[A-Z]{{2}}(?!\w)(?:{_STREET_NUMBER})?| (?!{_NO_LETTERS}|OF|EN)[A-Z]{{2}}{_STREET_NUMBER})"
)
_MOBILE = re.compile(r"(?<![\w.,/-])(?:\+|00)?(?:31[ -]?)?\(?0?\)?6(?:[ .-]{0,3}\d){8}(?!\d)")
_PIECE = re.compile(r"[^\s@]+@[^\s@]+|\d[\d.-]{3,}")


class Mask:
    """Hides what was found in the texts of an asker, wherever it stands, also a piece of it. What is public is left alone.

    >>> mask = Mask(["Mail mij: jan@voorbeeld.nl. BSN 111222333."])
    >>> mask.hide("Kan jan@voorbeeld.nl zich aanmelden met 111222333?")
    'Kan [e-mailadres A] zich aanmelden met [burgerservicenummer A]?'
    >>> mask.show("Ja, [e-mailadres A] kan dat.")
    'Ja, jan@voorbeeld.nl kan dat.'
    """

    def __init__(self, texts: Iterable[str], *, public: str = "") -> None:
        """`public` is a text in which nothing is private: what stands there too is not hidden."""
        self._marks: dict[str, str] = {}
        counts: dict[str, int] = {}
        for text in texts:
            for kind, words in _private(text):
                if words not in self._marks and words not in public:
                    self._marks[words] = f"[{kind} {_letter(counts.setdefault(kind, 0))}]"
                    counts[kind] += 1

    def hide(self, text: str) -> str:
        """The text with a mark in the place of all that is private."""
        for words, mark in sorted(self._marks.items(), key=lambda pair: -len(pair[0])):
            text = text.replace(words, mark)
        for words, mark in self._marks.items():
            for piece in _PIECE.findall(words):  # a question made from an earlier one may hold a part of a number only
                text = re.sub(rf"(?<![\w-]){re.escape(piece)}(?![\w-])", lambda _, mark=mark: mark, text)
        return text

    def show(self, text: str) -> str:
        """The text with what was hidden in its place again."""
        for words, mark in self._marks.items():
            text = text.replace(mark, words)
        return text

    def without(self, text: str) -> str:
        """The text without the marks."""
        for mark in self._marks.values():
            text = text.replace(mark, "")
        return text


def _private(text: str) -> Iterator[tuple[str, str]]:
    """(what it is, how it stands there) of all that is private in a text; what was read as one is not read as another."""
    for kind, found in (
        (prompts.MAIL, (match[0] for match in EMAIL.finditer(text))),
        (prompts.ACCOUNT, _accounts(text)),
        (prompts.CITIZEN, (match[0] for match in _CITIZEN.finditer(text) if _is_citizen(match[0]))),
        (prompts.PHONE, (_within(match[0]) for pattern in (PHONE, _MOBILE) for match in pattern.finditer(text))),
        (prompts.HOME, (match[0] for match in _HOME.finditer(text))),
    ):
        for words in list(found):
            yield kind, words
            text = text.replace(words, " ")


def _within(phone: str) -> str:
    """A phone number without a bracket that only stands before it."""
    return phone if ")" in phone else phone.lstrip("(")


def _accounts(text: str) -> Iterator[str]:
    """The account numbers: what follows one on the same line may look as if it belonged to it, so the longest valid beginning."""
    for match in _ACCOUNT.finditer(text):
        beginnings = (match[0][:end] for end in range(len(match[0]), 14, -1) if match[0][end - 1].isalnum())
        yield from [valid for valid in beginnings if iban.is_valid(valid, check_country=False)][:1]


def _is_citizen(words: str) -> bool:
    digits = re.sub(r"\D", "", words)
    return len(digits) == 9 and bsn.is_valid(digits)


def _letter(count: int) -> str:
    """
    >>> _letter(0), _letter(26)
    ('A', 'A1')
    """
    return chr(ord("A") + count % 26) + (str(count // 26) if count >= 26 else "")
