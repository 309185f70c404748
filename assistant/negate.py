"""Whether two texts deny the same. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.dutch import sentences, terms

_NEGATION = re.compile(r"(?<![\w-])(?:niet|geen|nooit|niemand|niets|nergens|zonder|noch|evenmin)(?![\w-])", re.I)
# "Niet meer dan 5" is a bound, "niet alleen" denies nothing.
_NO_DENIAL = re.compile(r"\bniet (?=(?:alleen|slechts|enkel)\b|(?:meer|minder|later|eerder|langer|korter|hoger|lager) dan\b)", re.I)
_CLAUSES = re.compile(r"[,;:.!?|\n](?=\s|$)|\bmaar\b")
_SAVE = re.compile(r"\b(?:tenzij|behalve|behoudens|mits|uitgezonderd|met uitzondering van)\b", re.I)
# Each pair: who says the one may not stand for who says the other.
_OPPOSITES = (
    (r"moet(?:en)?|dient|dienen|verplichte?|vereiste?", r"mag|mogen|hoeft|hoeven|vrijwillige?|optionele?"),
    (r"alle|elke?|iedere?|iedereen|altijd", r"sommige|soms|meestal|vaak|enkele"),
    (r"meer", r"minder"),
    (r"eerder", r"later"),
    (r"alleen|uitsluitend|slechts", r"onder (?:andere|meer)|bijvoorbeeld"),
)
_PAIRS = [tuple(re.compile(rf"(?<![\w-])(?:{side})(?![\w-])", re.I) for side in pair) for pair in _OPPOSITES]


def denies(text: str) -> bool:
    """
    >>> denies("Dat kan niet."), denies("Niet alleen leraren"), denies("niet meer dan 5")
    (True, False, False)
    """
    return _NEGATION.search(_NO_DENIAL.sub("", text)) is not None


def is_torn(text: str, quotes: Sequence[str]) -> bool:
    """True if a text is a part of a sentence, and what was left off denies it or makes an exception.

    >>> is_torn("de reis gratis is", ["Het is niet zo dat de reis gratis is."]), is_torn("Er is niets.", ["Er is niets. Wel een les."])
    (True, False)
    """
    told = " ".join(quotes)
    if denies(text) == denies(told) and bool(_SAVE.search(text)) == bool(_SAVE.search(told)):
        return False
    around = [quote[a:b] for quote in quotes for a, b in sentences(quote) if text in quote[a:b]]
    return bool(around) and all(denies(each) != denies(text) or _lacks_exception(text, each) for each in around)


def differs(text: str, told: str) -> bool:
    """True if a text denies what its source affirms or the other way round, leaves an exception off, or says the opposite.

    >>> differs("Aanmelden kan vóór 1 mei.", "Aanmelden kan niet vóór 1 mei."), differs("Les is gratis.", "Les is gratis, eten niet.")
    (True, False)
    """
    return _denies_other(text, told) or _lacks_exception(text, told) or _says_opposite(text, told)


def _denies_other(text: str, told: str) -> bool:
    """True if a clause of a text denies where the clause that is most like it does not, or the other way round."""
    theirs = [(set(terms(clause)), denies(clause)) for clause in _clauses(told)]
    for clause in _clauses(text):
        own = set(terms(clause))
        alike = [(len(own & there), len(own & there) / max(1, len(there)), denied) for there, denied in theirs]
        most = max((each[:2] for each in alike), default=(0, 0.0))
        if most[0] and all(denied != denies(clause) for *share, denied in alike if tuple(share) == most):
            return True
        if not most[0] and denies(clause):
            return True
    return False


def _clauses(text: str) -> list[str]:
    """The clauses of a text; one that says next to nothing goes with the one before it: "eten niet", "en dat niet"."""
    found: list[str] = []
    for clause in _CLAUSES.split(_NO_DENIAL.sub("", text)):
        if clause.strip():
            if found and not terms(clause):
                found[-1] += f" {clause}"
            else:
                found.append(clause)
    return found


def _lacks_exception(text: str, told: str) -> bool:
    return bool(_SAVE.search(told)) and not _SAVE.search(text)


def _says_opposite(text: str, told: str) -> bool:
    return any(_only(one, text, other) and _only(other, told, one) for pair in _PAIRS for one, other in (pair, pair[::-1]))


def _only(one: re.Pattern[str], text: str, other: re.Pattern[str]) -> bool:
    return bool(one.search(text)) and not other.search(text)
