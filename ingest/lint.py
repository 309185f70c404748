"""What is odd in a folder with documents: what nobody can read, what is over, what cannot be true. Reads; changes nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations, pairwise
from pathlib import Path

from ingest.addresses import Way, addresses
from ingest.corpus import corpus_files
from ingest.days import MONTHS, WEEKDAYS, Day, days, in_dutch, reversed_school_years
from ingest.document import Block, BlockKind, Document
from ingest.duplicates import near_duplicates
from ingest.dutch import sentences, terms, word_list
from ingest.errors import CorpusError, LoadError
from ingest.known import Known, Origin, known
from ingest.read import read_all
from ingest.sources import FILE_NAME, Sources, read_sources

LONGEST_QUOTE = 120  # characters


class Severity(StrEnum):
    """How bad: `fout` is surely wrong, `let op` is for a person to judge."""

    ERROR = "fout"
    REMARK = "let op"


@dataclass(frozen=True)
class Finding:
    """Something odd in the document `path`: `code` is for programs, `text` says what it is and what to do.

    `page` is physical, 0 where there is none; `heading` is the one it stands under.
    """

    path: str
    code: str
    severity: Severity
    text: str
    page: int = 0
    heading: str = ""


def check_corpus(
    corpus: Path, *, today: date, reach: Callable[[str], str] | None = None, on_file: Callable[[str], None] = lambda _: None
) -> list[Finding]:
    """All that is odd in a folder with documents, by document; `on_file` hears of each that was read, and of each address.

    `reach` tells why a web address does not answer, empty where it does; without it no address is tried. Raises CorpusError
    when there is no such folder.
    """
    files = corpus_files(corpus)
    found: list[Finding] = []
    try:
        sources = read_sources(corpus, files)
    except CorpusError as problem:
        sources = Sources({}, {})
        found.append(Finding(FILE_NAME, "bronnen", Severity.ERROR, str(problem)))
    found += [Finding(path, "bronnen", Severity.ERROR, _sentence(problem)) for path, problem in sources.problems.items()]
    documents: list[Document] = []
    for path, read in read_all(files):
        on_file(path)
        if isinstance(read, LoadError):
            found.append(_unreadable(path, read))
        else:
            documents.append(read.with_source(sources.of(path)))
    found += check(documents, today=today)
    found += _dead_addresses(documents, reach, on_file) if reach else ()
    return sorted(found, key=lambda finding: (finding.path, finding.page, finding.code))


def check(documents: Sequence[Document], *, today: date) -> list[Finding]:
    """All that is odd in documents, and between them, on a day."""
    found = [finding for document in documents for finding in _check_document(document, today)]
    return list(dict.fromkeys([*found, *_duplicates(documents), *_other_days(documents)]))


def _check_document(document: Document, today: date) -> Iterator[Finding]:
    facts = known(document)
    yield from _about_whole(document, facts, today)
    is_over = _is_over(facts.valid_until.value, today)
    for place in _places(document):
        yield from _addresses(place)
        yield from _days(place)
        if not is_over:  # what is over as a whole has no news in its dates
            yield from _deadlines(place, today)


@dataclass(frozen=True)
class _Place:
    """A block of a document, and the heading it stands under."""

    document: Document
    block: Block
    heading: str

    @property
    def text(self) -> str:
        return self.block.text

    def finding(self, code: str, severity: Severity, text: str, start: int = 0) -> Finding:
        pages = [self.block.page or 0, *(page for at, page in self.block.breaks if at <= start)]
        return Finding(self.document.path, code, severity, text, pages[-1], self.heading)


def _places(document: Document) -> Iterator[_Place]:
    heading = ""
    for block in document.blocks:
        heading = block.text if block.kind is BlockKind.HEADING else heading
        yield _Place(document, block, heading)


# The document as a whole


def _about_whole(document: Document, facts: Known, today: date) -> Iterator[Finding]:
    remark = Finding(document.path, "", Severity.REMARK, "")
    if not facts.title.value:
        text = f"Hoe dit document heet, is niet zeker; nu heet het ‘{document.title}’. Zet title in {FILE_NAME}."
        yield replace(remark, code="title_missing", text=text)
    if document.published and not facts.published.value:
        text = (
            f"Het bestand is van {document.published}, maar de titel of eerste bladzijde zegt een ander jaar. Zet published in {FILE_NAME}."
        )
        yield replace(remark, code="published_doubtful", text=text)
    if document.textless_pages:
        pages = ", ".join(map(str, document.textless_pages))
        text = f"Op pagina {pages} staat geen tekst: een scan, een foto of een lege bladzijde. Maak van een scan een doorzoekbare PDF."
        yield replace(remark, code="pages_without_text", text=text, page=document.textless_pages[0])
    if _is_over(facts.valid_until.value, today):
        who = f"Volgens {FILE_NAME}" if facts.valid_until.origin is Origin.SOURCES else "Volgens de eigen tekst"
        text = f"{who} geldt dit tot en met {in_dutch(_last_day(facts.valid_until.value))}. Vervang het, of haal het weg."
        yield replace(remark, code="expired", text=text)
    for way, value in (("address", document.source.address), ("contact", document.source.contact)):
        for address in addresses(value):
            if address.problem:
                text = f"In {FILE_NAME} staat bij {way} ‘{address.words}’: {address.problem}. Verbeter het daar."
                yield replace(remark, code="address", severity=Severity.ERROR, text=text)


def _is_over(until: str, today: date) -> bool:
    return bool(until) and _last_day(until) < today


def _last_day(iso: str) -> date:
    """The last day of an ISO day, month or year.

    >>> _last_day("2025-02").isoformat(), _last_day("2025").isoformat()
    ('2025-02-28', '2025-12-31')
    """
    if len(iso) == 10:
        return date.fromisoformat(iso)
    year, month = (int(part) for part in f"{iso}-12".split("-")[:2])
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _unreadable(path: str, problem: LoadError) -> Finding:
    if problem.code == "unknown_format":
        return Finding(path, "not_read", Severity.REMARK, _sentence(f"{problem}; zet het om naar PDF, of haal het uit de map"))
    return Finding(path, "unreadable", Severity.ERROR, _sentence(str(problem)))


def _sentence(text: str) -> str:
    """A reason as a sentence.

    >>> _sentence("het bestand is leeg")
    'Het bestand is leeg.'
    """
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


# Addresses and dates, where they stand

_WAYS = {Way.MAIL: "Mailadres", Way.WEB: "Webadres", Way.PHONE: "Telefoonnummer"}


def _addresses(place: _Place) -> Iterator[Finding]:
    for address in addresses(place.text):
        if address.problem:
            text = f"{_WAYS[address.way]} ‘{address.words}’: {address.problem}. Verbeter het in het document."
            yield place.finding("address", Severity.ERROR, text, address.start)


def _dead_addresses(documents: Sequence[Document], reach: Callable[[str], str], on_address: Callable[[str], None]) -> Iterator[Finding]:
    """The web addresses that do not answer, each where it first stands in a document; an address is tried once."""
    tried: dict[str, str] = {}
    told: set[tuple[str, str]] = set()
    for place in (place for document in documents for place in _places(document)):
        for address in addresses(place.text):
            key = (place.document.path, address.words)
            if address.way is not Way.WEB or address.problem or key in told:
                continue
            told.add(key)
            if address.words not in tried:
                on_address(address.words)
                tried[address.words] = reach(address.words)
            if reason := tried[address.words]:
                text = f"Webadres ‘{address.words}’ antwoordt niet: {reason}. Kijk of het adres nog klopt."
                yield place.finding("address_dead", Severity.REMARK, text, address.start)


_THROUGH = re.compile(r"\s*(?:t/m|tot en met|tot|[-–])\s*", re.I)
_DAYS_OF_MONTH = re.compile(rf"\b(\d{{1,2}})\s*(?:t/m|tot en met)\s*(\d{{1,2}})\s+(?:{'|'.join(MONTHS)})\s+(?:19|20)\d\d\b", re.I)


def _days(place: _Place) -> Iterator[Finding]:
    named = days(place.text)
    for day in named:
        if day.is_impossible:
            text = f"‘{day.words}’ bestaat niet. Verbeter de datum."
            yield place.finding("date_impossible", Severity.ERROR, text, day.start)
        elif day.date and day.weekday not in (-1, day.date.weekday()):
            text = (
                f"‘{day.words}’ kan niet kloppen: {in_dutch(day.date)} is een {WEEKDAYS[day.date.weekday()]}. Verbeter de dag of de datum."
            )
            yield place.finding("weekday", Severity.ERROR, text, day.start)
    reversed_words = [
        place.text[one.start : other.end]
        for one, other in pairwise(named)
        if one.date and other.date and one.date > other.date and _THROUGH.fullmatch(place.text, one.end, other.start)
    ]
    reversed_words += [match[0] for match in _DAYS_OF_MONTH.finditer(place.text) if int(match[1]) > int(match[2])]
    for words in reversed_words + reversed_school_years(place.text):
        yield place.finding("period", Severity.ERROR, f"‘{words}’ eindigt voordat het begint. Verbeter de datums.", place.text.find(words))


_ACTION = re.compile(
    r"\b(?:aan(?:ge|te )?meld\w*|meld\w*\b.{0,60}\baan|inschrijv(?:en|ing)|schrij(?:f|ft|ven)\b.{0,60}\bin"
    r"|opgeven|ge(?:ef|eft)\b.{0,60}\bop|aanvra(?:ag|gen)\b|aan te vragen|vra(?:ag|agt|gen)\b.{0,60}\baan|in(?: te )?dienen"
    r"|dien\w*\b.{0,60}\bin"
    r"|in(?: te )?(?:lever|stu|zend)\w*|sollicit\w*|reageren|deadline|uiterlijk)\b",
    re.I,
)
_LIMIT = re.compile(r"\b(?:tot(?: en met)?|t/m|uiterlijk|vóór|voor|deadline\W*|sluit|sluitingsdatum\W*)(?: (?:op|de|het|is))*\s*$", re.I)
_PAST = re.compile(rf"\b(?:{'|'.join(word_list('past_tense'))})\b|\b(?:is|zijn|heeft|hebben)\b.*\bge\w{{3,}}(?:d|t|en)\b", re.I)


def _deadlines(place: _Place, today: date) -> Iterator[Finding]:
    """What a reader is still told to do before a day that is over. What is told as history is none."""
    for start, end in sentences(place.text):
        sentence = place.text[start:end]
        if not _ACTION.search(sentence) or _PAST.search(sentence):
            continue
        over = [day for day in days(sentence) if day.date and day.date < today and _LIMIT.search(sentence[: day.start])]
        if over:
            text = f"Deze termijn is voorbij: ‘{_short(sentence)}’ Werk de tekst bij, of zet valid_until in {FILE_NAME}."
            yield place.finding("deadline_passed", Severity.REMARK, text, start)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


# Between documents


def _duplicates(documents: Sequence[Document]) -> Iterator[Finding]:
    for pair in near_duplicates({document.path: " ".join(block.text for block in document.blocks) for document in documents}):
        text = f"{round(100 * pair.share)} % van deze tekst staat ook in ‘{pair.longer}’. Haal er één weg, als het hetzelfde stuk is."
        yield Finding(pair.shorter, "duplicate", Severity.REMARK, text)


FEWEST_TERMS, ALIKE = 5, 0.8  # words that say the same, and their share of all words in two sentences, before their days are compared


@dataclass(frozen=True)
class _Told:
    """A sentence with one full date: its other words, and the day."""

    place: _Place
    sentence: str
    start: int
    words: frozenset[str]
    day: Day


def _other_days(documents: Sequence[Document]) -> Iterator[Finding]:
    """Two documents that give two days in one year for what they say in nearly the same words."""
    told = [each for document in documents for each in _told(document)]
    by_word: dict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(told):
        for word in each.words:
            by_word[word].append(at)
    pairs = {pair for holders in by_word.values() if len(holders) <= 50 for pair in combinations(holders, 2)}
    for one, other in ((told[a], told[b]) for a, b in sorted(pairs)):
        if _contradict(one, other):
            text = (
                f"Hier staat ‘{one.day.words}’, in ‘{other.place.document.path}’ staat ‘{other.day.words}’ bij hetzelfde: "
                f"‘{_short(one.sentence)}’ Kijk na welke datum klopt."
            )
            yield one.place.finding("dates_differ", Severity.REMARK, text, one.start)


def _told(document: Document) -> Iterator[_Told]:
    """The sentences with one full date; none of those that a document says of more days: rounds, or a list of dates."""
    found: dict[frozenset[str], list[_Told]] = defaultdict(list)
    for place in _places(document):
        for start, end in sentences(place.text):
            sentence = place.text[start:end]
            named = days(sentence)
            if len(named) == 1 and named[0].date:
                words = frozenset(terms(sentence[: named[0].start] + sentence[named[0].end :]))
                found[words].append(_Told(place, sentence, start, words, named[0]))
    for same in found.values():
        if len({each.day.iso for each in same}) == 1 and len(same[0].words) >= FEWEST_TERMS:
            yield same[0]


def _contradict(one: _Told, other: _Told) -> bool:
    is_elsewhere = one.place.document.path != other.place.document.path
    is_other_day = one.day.year == other.day.year and one.day.iso != other.day.iso
    if not (is_elsewhere and is_other_day):
        return False
    numbers = [{word for word in each.words if word[0].isdigit()} for each in (one, other)]
    return numbers[0] == numbers[1] and len(one.words & other.words) >= ALIKE * len(one.words | other.words)
