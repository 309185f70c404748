"""The figures in a Dutch sentence: how much of what. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.dates import Period, moments
from ingest.dutch import STOPWORDS, fold, stem, words


class Kind(StrEnum):
    COUNT = "count"
    AMOUNT = "amount"
    PERCENT = "percent"
    DURATION = "duration"
    DATE = "date"


@dataclass(frozen=True)
class Figure:
    """A number, amount, share, duration or date. `low` and `high` are the same, but for a span; of a date they are day numbers.

    `of` are the stems of the words that may say what is counted, the nearest first. `words` is how it stands there.
    """

    kind: Kind
    low: float
    high: float
    of: tuple[str, ...]
    words: str
    start: int
    end: int
    hedge: str = ""
    has_year: bool = True


_ONES = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
_TEENS = ("tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien")
_TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")


def _number_words() -> dict[str, float]:
    """The words for ½ to 99, for hundreds and "duizend"; "een" is an article."""
    found = {word: float(n) for n, word in enumerate((*_ONES, *_TEENS), start=1)}
    for tens, word in enumerate(_TENS, start=2):
        found |= {f"{one}{link}{word}": 10.0 * tens + n for n, one in enumerate(_ONES, start=1) for link in ("en", "ën")}
        found[word] = 10.0 * tens
    found |= {f"{one}honderd": 100.0 * n for n, one in enumerate(_ONES, start=1)} | {"honderd": 100.0, "duizend": 1000.0}
    return found | {"anderhalf": 1.5, "anderhalve": 1.5, "één": 1.0, "half": 0.5, "halve": 0.5}


NUMBER_WORDS = {word: value for word, value in _number_words().items() if word != "een"}
_NUMBER = rf"(?:\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?|\d+(?:,\d+)?|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})"
_SCALE = {"honderd": 1e2, "duizend": 1e3, "miljoen": 1e6, "miljard": 1e9}
_UNITS = {
    "minuut": r"minu(?:ut|ten)", "uur": r"u(?:ur|ren)", "dagdeel": r"dagde(?:el|len)", "dag": r"(?:werk|les|studie)?dag(?:en)?",
    "week": r"(?:les)?we[e]?k(?:en)?", "maand": r"maand(?:en)?", "jaar": r"(?:school|studie|leer)?ja(?:ar|ren)",
}  # fmt: skip
_HEDGES = (
    r"ruim|meer dan|minder dan|minstens|minimaal|ten minste|tenminste|maximaal|hoogstens|ten hoogste|niet meer dan|bijna|ongeveer|zo.n"
    r"|circa|ca\.|rond(?: de)?|tegen de|tot"
)
# A number behind such a word is that of a page, a step, a part of something else.
_NUMBERED = (
    r"pagina|bladzijde|blz\.?|p\.|artikel|art\.|lid|hoofdstuk|paragraaf|standaard|stap|fase|ronde|route|groep|leerjaar|niveau|categorie|tabel"
    r"|figuur|bijlage|nr\.?|nummer|deelproject|voorwaarde|deel|punt|versie|klas|periode|kwartaal|part|week"
)
_FIGURE = re.compile(
    rf"(?<![\w.,:/€@-])(?P<hedge>(?:{_HEDGES})\s+)?(?:(?P<euro>€\s*))?(?P<number>{_NUMBER})(?:,?-+(?!\w))?(?P<range>\s*(?:[-–]|à|tot)\s*(?:€\s*)?"
    rf"(?P<high>{_NUMBER}))?(?P<scale>\s+(?:{'|'.join(_SCALE)}))?(?P<percent>\s?(?:%|procent\b))?(?![\w/:]|[.,]\d|-\d)",
    re.I,
)
_SOME_YEAR = Period(date(2000, 1, 1), date(2000, 1, 31))  # for dates without one, in a text of which nothing says when it was written
_TELEPHONE = re.compile(r"(?<!\w)(?:\+|0)[\d\s()/.–-]{8,}\d")


def figures(text: str, *, written: Period | None = None) -> list[Figure]:
    """The figures in a sentence, in order. Telephone numbers, the numbers of pages and parts, and times of day are none.

    >>> [(each.kind.value, each.low, each.of) for each in figures("Ruim 80 grote scholen kregen elk € 16.000.")]
    [('count', 80.0, ('grot', 'schol', 'kreg')), ('amount', 16000.0, ())]
    """
    dates = moments(text, written=written or _SOME_YEAR)
    taken = [(each.start, each.end) for each in dates] + [match.span() for match in _TELEPHONE.finditer(text)]
    found = [
        Figure(
            Kind.DATE,
            float(each.first.toordinal()),
            float(each.last.toordinal()),
            (),
            each.words,
            each.start,
            each.end,
            has_year=each.has_year or written is not None,
        )
        for each in dates
        if not each.is_year
    ]
    for match in _FIGURE.finditer(text):
        is_free = not any(start < match.end() and match.start("number") < end for start, end in taken)
        is_numbering = not text[: match.start()].strip() and re.match(r"\d{1,2} [A-ZÀ-Þ]", text[match.start() :])
        is_ratio = re.match(r"\s+op (?:de|elke) ", text[match.end() :]) or re.search(r"\bop (?:de|elke)\s*$", text[: match.start()])
        if is_free and not is_ratio and not is_numbering and not re.search(rf"\b(?:{_NUMBERED})\s*$", text[: match.start()], re.I):
            found += _figure(match, text)
    return sorted(found, key=lambda each: each.start)


def _figure(match: re.Match[str], text: str) -> list[Figure]:
    low = number(match["number"]) * _SCALE.get((match["scale"] or "").strip().lower(), 1.0)
    high = number(match["high"]) * _SCALE.get((match["scale"] or "").strip().lower(), 1.0) if match["high"] else low
    hedge = fold(match["hedge"] or "").strip()
    rest = text[match.end() :]
    if re.match(r"\s*uur\b", rest) and re.fullmatch(r"\d{1,2}[.:]\d\d", match["number"]):
        return []
    following = re.split(r"[.;:()|?!,]\s|[;:()|?!]", rest, maxsplit=1)[0]
    behind = words(following)[:4]
    kind, of, end = Kind.COUNT, tuple(stem(word.replace("-", "")) for word in behind if word not in STOPWORDS)[:3], match.end()
    if match["euro"] or behind[:1] == ["euro"]:
        kind, of = Kind.AMOUNT, ()
        end += len(re.match(r"(?:\s+euro)?", rest, re.I)[0])
    elif match["percent"]:
        kind = Kind.PERCENT
    else:
        for unit, pattern in _UNITS.items():
            if found := re.match(rf"\s*(?:volle |hele )?{pattern}\b", following, re.I):
                kind, of, end = Kind.DURATION, (unit,), match.end() + found.end()
    return [Figure(kind, min(low, high), max(low, high), of, text[match.start() : end].strip(), match.start(), end, hedge)]


def number(written: str) -> float:
    """
    >>> number("1.500"), number("3,5"), number("vijfentwintig")
    (1500.0, 3.5, 25.0)
    """
    plain = written.lower()
    return NUMBER_WORDS[plain] if plain in NUMBER_WORDS else float(plain.replace(".", "").replace(",", "."))


def agree(one: Figure, other: Figure) -> bool:
    """True if two figures can both be so: the same, about the same, or one a bound that the other keeps."""
    if one.low <= other.high and other.low <= one.high:
        return True
    return any(_within(bound, plain) for bound, plain in ((one, other), (other, one)))


def _within(hedged: Figure, plain: Figure) -> bool:
    value, bound = plain.low, hedged.low
    match hedged.hedge:
        case "ruim" | "meer dan":
            return bound <= value <= 1.5 * bound
        case "bijna" | "minder dan" | "tegen de":
            return 0.7 * bound <= value <= bound
        case "minstens" | "minimaal" | "ten minste" | "tenminste":
            return value >= bound
        case "maximaal" | "hoogstens" | "ten hoogste" | "niet meer dan" | "tot":
            return value <= bound
        case "":
            return False
    return abs(value - bound) <= 0.15 * bound
