"""Does a text state a fact? Compared on words, with numbers, dates, amounts and addresses in one way of writing. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MONTH = (
    r"(jan(?:uari)?|feb(?:ruari)?|maart|mrt|apr(?:il)?|mei|jun[i]?|jul[i]?|aug(?:ustus)?|sept?(?:ember)?|okt(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
# A day and its month, also over a line end. What ends in a page number, as the row of an agenda does, has no day there.
_DAY_MONTH = rf"(?<!pagina )(?<!bladzijde )(?<!blz\. )\b(\d{{1,2}})(?:e|ste)?(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*){_MONTH}"
_ONES = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
_TEENS = ("tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien")
_TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
_PHONE = re.compile(r"(?<![\w/.])(?:\+31|0031|0)[\s()/-]*(?:\(0\)[\s-]*)?\d(?:[\s/–-]*\d){7,8}(?!\d)")
_ADDRESS = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:nl|be|com|org|eu|net)\b(?:/[\w./?=&%-]*)?"
_TOKEN = re.compile(rf"{_ADDRESS}|tel:\d+|\d{{1,2}}(?:{'|'.join(_MONTHS)})\b|\d+(?:\.\d+)?|%|[^\W\d_]+|\d+\w*")
# The number of a note: as plain digits it would become part of the number before it.
_RAISED = re.compile("[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]")
_PATTERN_MARKS = re.compile(r"[\\\[\]|?*^$]|\.\+")


def states_all(text: str, facts: Sequence[Sequence[str]]) -> bool:
    """True if every group of alternatives has one that the text states."""
    return all(any(states(text, alternative) for alternative in group) for group in facts)


def share_stated(text: str, facts: Sequence[Sequence[str]]) -> float:
    """Share of the groups of which the text states an alternative; 1 when there are none."""
    return sum(any(states(text, alternative) for alternative in group) for group in facts) / len(facts) if facts else 1.0


def states(text: str, alternative: str) -> bool:
    """True if a text holds an alternative: its words in a row, or its /pattern/.

    What has the marks of a pattern is one without slashes too.

    >>> states("Dat kost 1.500 euro, vanaf 1 sept. 2026.", "€ 1500,-"), states("Vanaf 1-9-2026.", "1 september")
    (True, True)
    >>> states("Er zijn 140 plaatsen.", "14"), states("Het is 3,5 jaar.", "35"), states("Er zijn er zestig.", "60")
    (False, False, True)
    """
    if pattern := pattern_in(alternative):
        return bool(pattern.search(" ".join(text.split())))
    wanted, found = tokens(alternative), tokens(text)
    return bool(wanted) and any(found[i : i + len(wanted)] == wanted for i in range(len(found) - len(wanted) + 1))


def pattern_in(alternative: str) -> re.Pattern[str] | None:
    """The pattern that an alternative is, None when it is plain words. Raises re.error when it is a broken one.

    >>> pattern_in("53 489 ?6913").pattern, pattern_in("/[53]/").pattern, pattern_in("300 euro")
    ('53 489 ?6913', '[53]', None)
    """
    if len(alternative) > 2 and alternative[0] == alternative[-1] == "/":
        return re.compile(alternative[1:-1], re.IGNORECASE)
    return re.compile(alternative, re.IGNORECASE) if _PATTERN_MARKS.search(alternative) else None


def tokens(text: str) -> list[str]:
    """The words of a text; numbers, amounts, dates, phone numbers and addresses are written in one way.

    >>> tokens("€ 1.500,- vóór 14-09-2025: bel +31 (0)53 489 35 92")
    ['1500', 'euro', 'voor', '14sep', '2025', 'bel', 'tel:0534893592']
    """
    text = _folded(text)
    text = _PHONE.sub(lambda match: f" tel:{_national(match[0])} ", text)
    text = re.sub(_DAY_MONTH, lambda match: f"{int(match[1])}{_month(match[2])} ", text)
    text = re.sub(r"\b(\d{4})-(\d{2})-(\d{2})\b", lambda match: _date(match[3], match[2], match[1]), text)
    text = re.sub(r"\b(\d{1,2})[-/](\d{1,2})[-/](\d{4})\b", lambda match: _date(match[1], match[2], match[3]), text)
    text = re.sub(r"€\s*(\d[\d.,]*\d|\d)(?:,?-+)?", r" \1 euro ", text)
    text = re.sub(r"(?<=\d)\.(?=\d{3}(?!\d))", "", text)
    text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    text = re.sub(r"(\d)\.0+\b", r"\1", text)
    text = re.sub(r"\bprocent\b", "%", text)
    found = [token.rstrip("./") for token in _TOKEN.findall(text)]
    return [_NUMBER_WORDS.get(token, re.sub(r"^(?:https?://)?(?:www\.)?(?=.*\.)", "", token)) for token in found]


def _folded(text: str) -> str:
    """Lower case without accents; "één" is a number, "een" is not."""
    text = re.sub(r"\b[EeÉé]én\b", "1", unicodedata.normalize("NFKC", _RAISED.sub("", text)).replace("\u00ad", ""))
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()


def _national(phone: str) -> str:
    digits = re.sub(r"\D", "", re.sub(r"^(?:\+31|0031)[\s-]*(?:\(0\))?", "0", phone))
    return digits


def _month(name: str) -> str:
    return "mrt" if name == "maart" else name[:3]


def _date(day: str, month: str, year: str) -> str:
    return f"{int(day)}{_MONTHS[int(month) - 1]} {year}" if 1 <= int(month) <= 12 else f"{day} {month} {year}"


def _number_words() -> dict[str, str]:
    """The words for 2 to 99, "honderd" and "duizend", with what they are in digits."""
    words = {word: n for n, word in enumerate(_ONES, start=1)} | {word: n for n, word in enumerate(_TEENS, start=10)}
    for tens, word in enumerate(_TENS, start=2):
        words[word] = 10 * tens
        words |= {f"{one}{'en'}{word}": 10 * tens + n for n, one in enumerate(_ONES, start=1)}
    words |= {"honderd": 100, "duizend": 1000}
    return {word: str(number) for word, number in words.items() if word != "een"}


_NUMBER_WORDS = _number_words()
