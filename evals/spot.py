"""What in a sentence can be asked for: dates, amounts, numbers with what they count, people and addresses. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.dutch import STOPWORDS, fold


@dataclass(frozen=True)
class Spot:
    """`fact` is what is asked for, as it stands there; `start` and `end` are what a question leaves out, small words included.

    `asks` is what the question begins with, empty where nothing does for both fact and small words. `kind` is that of a case.
    """

    kind: str
    fact: str
    start: int
    end: int
    asks: str


_MONTH = r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
_WEEKDAY = r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag )?"
_DAY = rf"{_WEEKDAY}\d{{1,2}}(?: {_MONTH})(?: (?:19|20)\d\d)?"
_RANGE = rf"{_WEEKDAY}\d{{1,2}}(?: {_MONTH})?(?: (?:19|20)\d\d)? ?(?:tot en met|t/m|tot|–|-|en) ?{_DAY}"
_DATE = rf"{_RANGE}|{_DAY}|\d{{1,2}}-\d{{1,2}}-(?:19|20)\d\d|{_MONTH} (?:19|20)\d\d"
_WHEN = {
    "vanaf": "Vanaf wanneer", "sinds": "Sinds wanneer", "tot": "Tot wanneer", "tot en met": "Tot wanneer", "t/m": "Tot wanneer",
    "uiterlijk": "Tot wanneer", "uiterlijk op": "Tot wanneer", "uiterlijk tot": "Tot wanneer", "vóór": "Vóór welke datum",
    "voor": "Vóór welke datum", "per": "Per wanneer", "op": "Wanneer", "in": "Wanneer", "tussen": "Wanneer", "rond": "Wanneer",
}  # fmt: skip
_IN_YEAR = {"in": "In welk jaar", "sinds": "Sinds welk jaar", "vanaf": "Vanaf welk jaar", "tot": "Tot welk jaar"}
_CLOCK = r"\d{1,2}[.:]\d\d(?: uur)?|\d{1,2} uur"
_ABOUT = (
    r"(?i:(?:ongeveer|circa|ca\.|ruim|bijna|maximaal|minimaal|hoogstens|minstens|ten minste|ten hoogste|meer dan|in totaal|nog|slechts"
    r"|maar liefst|zo’n|zo'n) )*"
)
_AMOUNT = r"€ ?\d+(?:\.\d{3})*(?:,\d\d|,-)?(?: (?:miljoen|miljard))?|\d[\d.,]* (?:miljoen |miljard )?euro"
_WORD = (
    r"(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|twintig"
    r"|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd|duizend)"
)
_COUNT = rf"(?:\d{{1,3}}(?:\.\d{{3}})+|\d+(?:,\d+)?|{_WORD})(?:(?: à | tot |-)\d+)?(?: miljoen| miljard)?"
# Not a number of something: "artikel 3", "groep 7", "de drie" (which three?), "de eerste twee".
_NO_COUNT = re.compile(
    r"(?:artikel|art\.|lid|pagina|bladzijde|categorie|groep|klas|fase|stap|hoofdstuk|bijlage|versie|niveau|leerjaar|nr\.|nummer|week|bron"
    r"|deel|§|schaal|de|deze|die|beide|onze|alle|andere|overige|genoemde|eerste|laatste|volgende|afgelopen|komende|iedere|elke|per"
    r"|om de)\s$",
    re.I,
)
_THING = r"(?:(?:de|het|een|hun|onze) )?[\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)*"
_DURATION = re.compile(
    r"\b(?:school|studie|kalender)?(?:jaar|jaren|maand(?:en)?|weken|week|dag(?:en)?|dagdelen|dagdeel|uur|uren|minuten)$", re.I
)
_PERCENT = r"\d+(?:,\d+)?(?: ?(?:-|–|tot|à) ?\d+(?:,\d+)?)? ?(?:%|procent)"
_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_URL = r"(?:https?://|www\.)[^\s<>()|]*[\w/]|\b[a-z][\w-]*(?:\.[\w-]+)*\.(?:nl|be|com|org|eu|info)\b(?:/[\w./?=&%-]*\w)?"
_PHONE = r"(?<![\w/.-])(?:(?:\+31|0031)[\s()0-9-]{9,16}\d|0\d{1,3}[\s–-]{1,3}\d(?:[\s-]?\d){5,7}|0\d{9})(?![\d-])"
_CAPITAL = r"[A-ZÀ-Þ][a-zà-ÿ’']+(?:[A-ZÀ-Þ][a-zà-ÿ’']+)?(?:-[A-ZÀ-Þ][a-zà-ÿ’']+)?"
_SMALL = r"(?: (?i:van|de|der|den|ten|ter|te))*"
NAME = rf"(?:(?i:prof|dr|drs|ir|ing|mr)\. )*(?:{_CAPITAL}{_SMALL} {_CAPITAL}|[A-ZÀ-Þ]{{2,}}{_SMALL} [A-ZÀ-Þ]{{2,}})"
ROLE = (
    r"(?:directeur|voorzitter|coördinator|programmamanager|programmaleider|projectleider|manager|hoogleraar|lector|docent|adviseur"
    r"|contactpersoon|beleidsmedewerker|beleidsadviseur|secretaris|penningmeester|rector|bestuurder|bestuursvoorzitter|wethouder|minister"
    r"|decaan|onderzoeker|schoolopleider|teamleider|redacteur|trainer|begeleider|consulent|schoolleider|leraar|leerkracht|vakdidacticus)"
)


def spots(sentence: str) -> list[Spot]:
    """All that can be asked for in a sentence, left to right; none within another.

    >>> [(spot.kind, spot.fact, spot.asks) for spot in spots("Vóór 1 mei 2026 meldden 104 scholen zich aan via www.reis.nl.")]
    [('date', '1 mei 2026', 'Vóór welke datum'), ('number', '104', 'Hoeveel scholen'), ('contact', 'www.reis.nl', 'Via welke website')]
    """
    found: list[Spot] = []
    for finder in (_addresses, _dates, _hours, _amounts, _percentages, _numbers, _people):
        for spot in finder(sentence):
            if all(spot.end <= other.start or other.end <= spot.start for other in found) and not _is_in_quotes(sentence, spot):
                found.append(spot)
    return sorted(found, key=lambda spot: spot.start)


def _is_in_quotes(sentence: str, spot: Spot) -> bool:
    quotes = re.finditer(r"‘[^’]*’(?!s)|“[^”]*”|\"[^\"]*\"", sentence)
    return any(match.start() < spot.start and spot.end <= match.end() for match in quotes)


def _addresses(sentence: str) -> Iterator[Spot]:
    for pattern, what in ((_EMAIL, "welk e-mailadres"), (_PHONE, "welk telefoonnummer"), (_URL, "welke website")):
        for match in re.finditer(rf"(?:\b(?P<small>via|op|naar|met|bij) )?(?P<fact>{pattern})", sentence, re.I):
            asks = f"{match['small'].capitalize()} {what}" if match["small"] else ""
            yield Spot("contact", match["fact"].rstrip("."), match.start(), match.end(), asks)


def _dates(sentence: str) -> Iterator[Spot]:
    small = "|".join(sorted(_WHEN, key=len, reverse=True))
    for match in re.finditer(rf"(?:\b(?P<small>{small}|van|om) )?(?P<fact>{_DATE})(?!\d)", sentence, re.I):
        is_from_to = _small(match) == "van" and re.search(r"tot|t/m", match["fact"])
        asks = "Wanneer" if is_from_to or not match["small"] else _WHEN.get(_small(match), "")
        yield Spot("date", match["fact"], match.start(), match.end(), asks)
    for match in re.finditer(r"\b(?P<small>in|sinds|vanaf|tot) (?P<fact>(?:19|20)\d\d)(?![\d–/-])", sentence, re.I):
        yield Spot("date", match["fact"], match.start(), match.end(), _IN_YEAR[_small(match)])


def _small(match: re.Match[str]) -> str:
    return (match["small"] or "").lower()


def _hours(sentence: str) -> Iterator[Spot]:
    between = rf"(?P<fact>(?:{_CLOCK}) ?(?:tot|–|-) ?(?:{_CLOCK}))"
    for match in re.finditer(rf"(?:\bvan )?{between}", sentence, re.I):
        yield Spot("date", match["fact"], match.start(), match.end(), "Van hoe laat tot hoe laat")
    for match in re.finditer(rf"\b(?P<small>om|vanaf|tot) (?P<fact>{_CLOCK})", sentence, re.I):
        asks = {"om": "Hoe laat", "vanaf": "Vanaf hoe laat", "tot": "Tot hoe laat"}[_small(match)]
        yield Spot("date", match["fact"], match.start(), match.end(), asks)


def _amounts(sentence: str) -> Iterator[Spot]:
    for match in re.finditer(rf"(?:\b(?P<small>van|voor|met|tot|op|tegen|à) )?{_ABOUT}(?P<fact>{_AMOUNT})(?![\d,])", sentence, re.I):
        asks = {"": "Hoeveel euro", "voor": "Voor hoeveel euro"}.get(_small(match), "")
        yield Spot("amount", match["fact"], match.start(), match.end(), asks)


def _percentages(sentence: str) -> Iterator[Spot]:
    of = r"(?P<of> van (?:de |het |alle |hun |uw |onze )?[\w-]+)?"
    for match in re.finditer(rf"(?:\b(?P<small>van|met|voor|tot|op) )?{_ABOUT}(?P<fact>{_PERCENT}){of}", sentence, re.I):
        yield Spot("number", match["fact"], match.start(), match.end(), "" if match["small"] else f"Hoeveel procent{match['of'] or ''}")


def _numbers(sentence: str) -> Iterator[Spot]:
    """Numbers with the words for what they count: "60 nieuwe docenten"."""
    noun = r"(?:(?:[a-zà-ÿ-]{2,}e )+[A-Za-zà-ÿ][\w’'-]+|(?:(?:soorten|vormen|typen) )?[a-zà-ÿ][\w’'-]+)"
    counted = rf"(?P<what>(?P<noun>{noun})(?: van (?!\d|{_WORD}\b){_THING})?)"
    small = r"(?:\b(?P<small>(?i:aan|bij|binnen|door|in|met|naar|om|op|over|tot|uit|van|via|voor|na)) )?"
    for match in re.finditer(rf"{small}{_ABOUT}(?<![\w.,/–-])(?P<fact>(?i:{_COUNT}))[ ](?:\([^)]*\) )?{counted}", sentence):
        if not _is_count(match, sentence):
            continue
        asks = f"{_small(match)} hoeveel {match['what']}".lstrip()
        is_duration = _DURATION.search(match["noun"])
        fact = f"{match['fact']} {match['noun']}" if is_duration else match["fact"]
        kind = "duration" if is_duration else "number"
        yield Spot(kind, fact, match.start(), match.end(), "" if _small(match) == "van" else asks[0].upper() + asks[1:])


def _is_count(match: re.Match[str], sentence: str) -> bool:
    """True if a number says how many: not a year, not part of a name ("Part 2"), not what someone is to do with them."""
    noun, before = match["noun"].split()[-1].lower(), sentence[: match.start("fact")]
    is_year = re.fullmatch(r"(?:19|20)\d\d", match["fact"])
    is_purpose = _small(match) == "om" and " te " in sentence[match.end() :]
    is_in_a_name = len(match["fact"]) == 1 and re.search(r"[A-Z][\w-]* $", before)
    is_noun = len(noun) > 2 and noun != "min" and fold(noun) not in STOPWORDS
    return is_noun and not (is_year or is_purpose or is_in_a_name or _NO_COUNT.search(before))


def _people(sentence: str) -> Iterator[Spot]:
    """A person that the sentence is about: a name in front of a role."""
    does = rf"(?:is|was|wordt|werd)(?: (?:de|een|sinds \w+|nu))* (?:\w+ )?\w*{ROLE}|geeft leiding|coördineert|leidt"
    if match := re.match(rf"(?P<fact>(?!(?:De|Het|Een|Dit|Deze|Voor|Ook|Als|Bij|In) ){NAME})(?= (?:{does})\b)", sentence):
        yield Spot("person", match["fact"], 0, match.end(), "Wie")
