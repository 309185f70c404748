"""What a document is, from what people wrote down, what its file says of itself and, by careful rules, its text. Pure.

A rule speaks only where the text is plain: a wrong date or sector does more harm than one that is not known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from itertools import pairwise
from pathlib import PurePosixPath

from ingest.addresses import Way, addresses
from ingest.days import Day, day_before, days, school_years
from ingest.document import Block, BlockKind, Document
from ingest.dutch import word_list

FIRST_BLOCKS, FIRST_WORDS = 25, 400  # what counts as the first page: no more than these
LAST_BLOCKS = 12  # where a colophon without a heading may stand
LONGEST_TITLE = 110  # characters
LONGEST_LINE = 90  # characters: longer is no title page line
FILE_IS_OFF = 1  # years by which the date of a file may differ from those that its title or first page name

# Fewest mentions from which shares count, and the share that is a majority: chosen by reading what came out of forty documents.
SECTOR_MENTIONS, ONE_SECTOR, TWO_SECTORS, LEAST_OF_TWO = 6, 0.85, 0.9, 0.3
PLACE_MENTIONS, ONE_PLACE = 8, 0.75


class Origin(StrEnum):
    """Where a fact comes from."""

    SOURCES = "bronnen.toml"
    FILE = "bestand"
    TEXT = "tekst"
    UNKNOWN = ""


@dataclass(frozen=True)
class Fact:
    """A value and where it comes from; both empty where nothing is known."""

    value: str = ""
    origin: Origin = Origin.UNKNOWN


UNKNOWN = Fact()


@dataclass(frozen=True)
class Known:
    """What is known of a document. Dates are ISO text (a day, month or year); more values in one are joined by ", "."""

    title: Fact = UNKNOWN
    publisher: Fact = UNKNOWN
    kind: Fact = UNKNOWN
    published: Fact = UNKNOWN
    school_year: Fact = UNKNOWN
    valid_until: Fact = UNKNOWN
    audience: Fact = UNKNOWN
    sector: Fact = UNKNOWN
    region: Fact = UNKNOWN
    contact: Fact = UNKNOWN


def known(document: Document) -> Known:
    """What is known of a document as its loader and bronnen.toml give it."""
    source, pages = document.source, _Pages.of(document)
    title = _title(document, pages)
    kind = _first_known(source.kind, "", _kind(title.value, document, pages))
    return Known(
        title=title,
        publisher=_first_known(source.publisher, document.publisher, _publisher(pages)),
        kind=kind,
        published=_when(document, title.value, pages),
        school_year=_first_known("", "", _school_year(title.value, document, pages)),
        valid_until=_first_known(source.valid_until, "", _valid_until(kind.value, document, pages)),
        audience=_first_known(", ".join(source.audience), "", ", ".join(_audience(pages))),
        sector=_first_known(", ".join(source.sector), "", ", ".join(_sector(title.value, document))),
        region=_first_known(source.region, "", _region(title.value, document)),
        contact=_first_known(source.contact, "", _contact(document)),
    )


def unknown_fields(facts: Known) -> tuple[str, ...]:
    """The names of the fields of which nothing is known."""
    return tuple(field.name for field in fields(facts) if not getattr(facts, field.name).value)


def informed(document: Document) -> Document:
    """The document with what its answers may lean on: its title, when it was published and until when it says it is valid.

    The rest of what `known` finds is for people: a notice to a reader must not come from a majority of words.
    """
    facts = known(document)
    return replace(
        document,
        title=_fitting(facts.title.value or document.title),
        published=facts.published.value or None,
        source=replace(document.source, valid_until=facts.valid_until.value),
    )


def _fitting(title: str) -> str:
    """A title that fits on a line."""
    return title if len(title) <= LONGEST_TITLE + 2 else f"{title[:LONGEST_TITLE].rsplit(' ', 1)[0]} …"


def _first_known(said: str, in_file: str | None, read: str) -> Fact:
    """The first of what people, the file and its text say."""
    told = ((said, Origin.SOURCES), (in_file or "", Origin.FILE), (read, Origin.TEXT))
    return next((Fact(value, origin) for value, origin in told if value), UNKNOWN)


@dataclass(frozen=True)
class _Pages:
    """The parts of a document where it says what it is: the first page, and a colophon or last page."""

    first: Sequence[Block]
    last: Sequence[Block]

    @classmethod
    def of(cls, document: Document) -> _Pages:
        blocks = document.blocks
        return cls(list(_first_page(blocks)), [*_under(blocks, _COLOPHON), *blocks[max(len(blocks) - LAST_BLOCKS, FIRST_BLOCKS) :]])

    @property
    def both(self) -> list[Block]:
        return [*self.first, *self.last]

    @property
    def lines(self) -> list[str]:
        """What stands on the first page as a line of its own."""
        return [block.text for block in self.first if len(block.text) <= LONGEST_LINE]


_COLOPHON = re.compile(r"\b(?:colofon|colophon|over deze (?:uitgave|brochure|publicatie)|impressum)\b", re.I)


def _first_page(blocks: Sequence[Block]) -> Iterator[Block]:
    words = 0
    for block in blocks[:FIRST_BLOCKS]:
        if words > FIRST_WORDS or (block.page or 1) > 1 and block.page != blocks[0].page:
            return
        yield block
        words += len(block.text.split())


def _under(blocks: Sequence[Block], heading: re.Pattern[str]) -> Iterator[Block]:
    """What stands under the headings that a pattern finds, until the next heading."""
    is_under = False
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            is_under = bool(heading.search(block.text))
        elif is_under:
            yield block


# Title

_NO_TITLE = re.compile(
    r"(?:\d+[.)]?\s+)?(?:inhoud(?:sopgave)?|inleiding|voorwoord|welkom|colofon|samenvatting|begrip(?:pen|somschrijvingen|sbepalingen)"
    r"|definities|algemene? bepalingen|bijlagen?|legenda|home(?:page)?|aanleiding|naamloos|untitled|presentatie|(?:word )?document)\d*",
    re.I,
)
_FILE_LIKE = re.compile(r"\.(?:docx?|pptx?|xlsx?|indd|pdf|html?|txt|md)$|^Microsoft (?:Word|PowerPoint|Excel) - |^[\w-]*\d[\w-]*$", re.I)
_BODY = re.compile(
    r"(?:(?:het|de) )?(?:dienst|ministerie|gemeente|provincie|stichting|vereniging|universiteit|hogeschool|onderwijsregio|inspectie"
    r"|rijksoverheid|rijksdienst)\b[^.:;?!]*",
    re.I,
)
_TAIL = re.compile(
    r"\s*(?:[|–-]\s*)?(?:publicatie|gepubliceerd|(?:definitieve |concept)?versie|laatst (?:bijgewerkt|gewijzigd))\b.*$", re.I
)
_HEREAFTER = re.compile(r"\s*\(hierna\b[^()]*\)$")
_CITED = re.compile(r"\b(?:regeling|besluit|wet|verordening) wordt aangehaald als:? ([A-Z][^.;:]{5,150})\.")
_LABEL = re.compile(r"\s+[A-Z]\w+:\s.*$")


def _title(document: Document, pages: _Pages) -> Fact:
    """The title; one that only names the file, its maker or a chapter is none."""
    if document.source.title:
        return Fact(document.source.title, Origin.SOURCES)
    given = re.sub(r"^Microsoft (?:Word|PowerPoint|Excel) - |\.(?:docx?|pptx?|indd|pdf)$", "", document.title)
    title = _TAIL.sub("", given)
    cited = next((match[1] for block in document.blocks if (match := _CITED.search(block.text))), "")
    is_low = _stands_low(title, document)
    if not cited and _is_title(title, document) and not is_low:
        return Fact(title, Origin.FILE)
    found = cited or next((line for line in _title_lines(pages) if _is_title(line, document) and not (is_low and line == title)), "")
    return Fact(found, Origin.TEXT) if found else UNKNOWN


def _is_title(title: str, document: Document) -> bool:
    is_named = bool(re.search(r"[^\W\d_]{2}", title)) and not _is_file_name(title, document)
    is_foreign = title.isupper() and not set(title.split()) <= set(document.text.split())  # the code of a template: "DUS-I RSO"
    is_broken_off = title.endswith("…") and len(title) < LONGEST_LINE
    return (
        is_named
        and not (is_foreign or is_broken_off)
        and not _NO_TITLE.fullmatch(title)
        and not _FILE_LIKE.search(title)
        and not _BODY.fullmatch(title)
    )


def _is_file_name(title: str, document: Document) -> bool:
    """True for the name of the file, where that stands nowhere in it as a line."""
    name = PurePosixPath(document.path).stem.casefold()
    return title.casefold() == name and all(block.text.casefold() != name for block in document.blocks[:FIRST_BLOCKS])


def _stands_low(title: str, document: Document) -> bool:
    """True where a title is only the first heading that came along, below other text."""
    above = [block for block in document.blocks[:FIRST_BLOCKS] if block.text != title]
    first = next((at for at, block in enumerate(document.blocks) if block.kind is BlockKind.HEADING), 0)
    return bool(above) and 0 < first < len(document.blocks) and document.blocks[first].text == title


def _title_lines(pages: _Pages) -> Iterator[str]:
    """What may be a title, the most likely first.

    The heading below small capitals that name the kind, a line that begins with a kind, the first line, the first headings.
    """
    for over, block in pairwise(pages.first[:6]):
        if _is_over_title(over.text) and block.kind is BlockKind.HEADING and _is_line(block.text):
            yield block.text
    for block in pages.first[:5]:
        line = _LABEL.sub("", _TAIL.sub("", _HEREAFTER.sub("", block.text)))
        if _kind_in(line) is not None and _is_line(line) and not line.isupper() and len(line.split()) < 25:
            yield line
    if pages.first and _is_line(line := _TAIL.sub("", pages.first[0].text)) and len(line.split()) > 2 and not line.isupper():
        yield line
    above = ""
    for block in pages.first[:6]:
        is_rest, above = above.endswith(","), block.text
        if block.text.endswith("…"):  # a slide that goes on: what follows is no title
            return
        if block.kind is BlockKind.HEADING and _is_line(block.text) and not (is_rest or _is_over_title(block.text)):
            yield block.text


def _is_line(text: str) -> bool:
    return len(text) <= 200 and not re.search(r"[.,:;!?…)]$|: ", text) and text[:1].isupper()


def _is_over_title(text: str) -> bool:
    """True for the small capitals that stand above many a title: "INFORMATIEBROCHURE"."""
    return text.isupper() and _kind_in(text) is not None


# Kind

_KINDS: Mapping[str, str] = {
    "brochure": r"(?:informatie)?brochure|folder",
    "kwaliteitskader": r"(?:kwaliteits|beoordelings)kader",
    "nieuwsbrief": r"nieuws(?:brief|flits|bulletin)",
    "reglement": r"\w*reglement",
    "regeling": r"(?:ministeriële |subsidie|beleids)?regeling|besluit|verordening",
    "handleiding": r"handleiding|handreiking|gebruiksaanwijzing",
    "formulier": r"\w*formulier",
    "overeenkomst": r"\w*overeenkomst|convenant",
    "veelgestelde vragen": r"(?:veel|meest) ?gestelde vragen|faq",
    "": r"infographic|toelichting|programma van eisen|\w*protocol|katern|samenvatting|verslag|procedurebeschrijving",
}
_KIND = {kind: re.compile(rf"\b(?:{pattern})\b", re.I) for kind, pattern in _KINDS.items()}
_ARTICLES = 3  # headings or paragraphs "Artikel 1": fewer, and a text about a "regeling" is not that regulation itself


def _kind_in(line: str) -> str | None:
    """The kind that a title names as its head: among its first three words. "" is a kind that has no name here.

    >>> _kind_in("Kwaliteitskader Opleiden in de School"), _kind_in("Toelichting formulier subsidie"), _kind_in("Over de regeling")
    ('kwaliteitskader', '', None)
    """
    head = " ".join(line.split()[:3])
    found = [(match.start(), kind) for kind, pattern in _KIND.items() if (match := pattern.search(head))]
    start, kind = min(found, default=(0, None))
    return None if re.search(r"\b(?:van|over|bij|voor|op|in|uit|onder|naar)\b", head[:start], re.I) else kind


def _kind(title: str, document: Document, pages: _Pages) -> str:
    lines = [title, *(line for line in pages.lines[:4] if len(line.split()) <= 8)]
    named = next((kind for line in lines if (kind := _kind_in(line)) is not None), None)
    is_web = PurePosixPath(document.path).suffix.lower() in (".html", ".htm")
    if named is None and not is_web:
        named = _called_itself(document)
    if named == "regeling" and sum(bool(re.match(r"Artikel \d", block.text)) for block in document.blocks) < _ARTICLES:
        named = ""
    return named or ("webpagina" if is_web and named is None else "")


def _called_itself(document: Document) -> str | None:
    """What a document calls itself more than once: "in deze brochure", and nothing else."""
    called = {
        kind
        for kind in ("brochure", "kwaliteitskader", "nieuwsbrief", "handleiding")
        if len(re.findall(rf"\b(?:deze|dit|voor u ligt (?:de|het|een)) (?:{_KINDS[kind]})\b", document.text, re.I)) > 1
    }
    return called.pop() if len(called) == 1 else None


# Dates

_SAYS_WHEN = re.compile(
    r"\b(?:publicatie(?:datum)?|gepubliceerd(?: op)?|(?:laatst )?(?:bijgewerkt|gewijzigd|aangepast)(?: op)?"
    r"|datum (?:van )?(?:publicatie|uitgave)|(?:definitieve |concept)?versie(?:\s+v?\d[\d.]*)?|eerste druk|uitgave)"
    r"\W{0,3}(?:d\.?d\.?|van|op|:)?\W{0,3}$",
    re.I,
)
_PLACE_AND = re.compile(r"(?:[A-ZÀ-Þ’][\w’-]+ ?){1,3},\s*$")
_NEWSLETTER = re.compile(r"\bnieuws(?:brief|flits|bulletin)\b", re.I)
_SEASON = re.compile(r"\b(?:voorjaar|lente|zomer|najaar|herfst|winter) ((?:19|20)\d\d)\b", re.I)


def _when(document: Document, title: str, pages: _Pages) -> Fact:
    """When a document was published: nothing where its file and its text, or its file and its title, are years apart."""
    told = _published(title, pages)
    if document.source.published:
        return Fact(document.source.published, Origin.SOURCES)
    is_contradicted = bool(told and document.published) and abs(_year(told) - _year(document.published)) > FILE_IS_OFF
    return UNKNOWN if is_contradicted else _first_known("", _file_date(document, title), told)


def _file_date(document: Document, title: str) -> str:
    """The date of the file, unless it is older than what its title is about: then the file was made from an older one."""
    named = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", title)]
    is_older = bool(named and document.published) and min(named) - _year(document.published) > FILE_IS_OFF
    return "" if is_older else document.published or ""


def _year(iso: str | None) -> int:
    return int((iso or "0")[:4])


def _published(title: str, pages: _Pages) -> str:
    """The day or month that a document says it was published, where it says one."""
    told = {day.iso for block in pages.both for day in _told_days(block)}
    if len(told) != 1:
        return _dated_title(title, pages) if not told else ""
    return told.pop()


def _told_days(block: Block) -> Iterator[Day]:
    """The dates that a block gives as those of its document."""
    for day in days(block.text):
        before, after = block.text[: day.start], block.text[day.end :]
        is_alone = not re.search(r"\w", after)
        is_byline = re.match(r"Door (?:[A-ZÀ-Þ][\w’-]+ ?){2,4}\W*$", before) and is_alone
        is_line = is_alone and (_PLACE_AND.fullmatch(before) or not re.search(r"\w", before) and block.kind is not BlockKind.ROW)
        if not day.is_impossible and (_SAYS_WHEN.search(before) or is_byline or is_line):
            yield day


def _dated_title(title: str, pages: _Pages) -> str:
    """The month in a title, and of a newsletter the month or else the year of the season in its head."""
    if named := days(title):
        return named[-1].iso if len(named) == 1 and re.match(r"\W*$", title[named[-1].end :]) else ""
    head = [line for line in [title, *pages.lines[:6]] if _NEWSLETTER.search(line)]
    told = {day.iso for line in head for day in days(line)} or {year for line in head for year in _SEASON.findall(line)}
    return told.pop() if len(told) == 1 else ""


def _school_year(title: str, document: Document, pages: _Pages) -> str:
    """The one school year that a title names, or a line on the first page that is about little else, or the whole text."""
    if in_title := set(school_years(title)):
        return in_title.pop() if len(in_title) == 1 else ""
    in_lines = {year for line in pages.lines if not line.endswith(".") for year in school_years(line)}
    everywhere = [year for block in document.blocks for year in school_years(block.text)]
    if len(in_lines) == 1 and in_lines >= set(everywhere):
        return in_lines.pop()
    return everywhere[0] if len(everywhere) > 1 and len(set(everywhere)) == 1 else ""


_ITSELF = {
    "reglement": "reglement",
    "regeling": "(?:subsidie|beleids)?regeling|besluit|verordening",
    "overeenkomst": r"\w*overeenkomst|convenant",
}
_ANY_ITSELF = r"document|brochure|gids|handleiding|nieuwsbrief|kwaliteitskader|protocol|reglement"
_MAY_END = re.compile(r"\b(?:vervalt|eindigt|geldig)\b")
_ENDS = r"\b(?:vervalt|eindigt)\s+(?P<from>met ingang van|per|op)\s*$"
_VALID = r"\b(?:is|blijft)\s+geldig\s+(?:\w+\s+){0,2}?(?P<until>tot en met|t/m|tot)\s*$"


def _valid_until(kind: str, document: Document, pages: _Pages) -> str:
    """The last day or month of which a document itself says that it is valid."""
    itself = rf"\b(?:deze|dit|de|het) (?:{'|'.join([_ANY_ITSELF, *filter(None, [_ITSELF.get(kind)])])})\b[^.;]*"
    told = {until for block in document.blocks if _MAY_END.search(block.text) for until in _ends(block.text, itself)}
    told |= {until for line in pages.lines for until in _valid_line(line)}
    return told.pop() if len(told) == 1 else ""


def _ends(text: str, itself: str) -> Iterator[str]:
    for day in days(text):
        before = text[: day.start]
        if re.search(itself + _ENDS, before, re.I) and not day.is_impossible:
            yield day_before(day.iso)
        elif (match := re.search(itself + _VALID, before, re.I)) and not day.is_impossible:
            yield day_before(day.iso) if match["until"].lower() == "tot" else day.iso


def _valid_line(line: str) -> Iterator[str]:
    """The end in a line that says only how long the document is valid."""
    if re.match(r"Geldig(?:heid)?\b", line):
        yield from (day.iso for day in days(line)[-1:] if re.search(r"(?:tot en met|t/m|[-–])\s*$", line[: day.start]))
        last_month = 7 if "schooljaar" in line.lower() else 8  # of a year of study
        yield from (f"{years[-4:]}-{last_month:02d}" for years in school_years(line)[-1:])


# For whom, and of what

_PEOPLE: Mapping[str, str] = {
    "docent": r"docenten|leraren|leerkrachten|onderwijsprofessionals",
    "zij-instromer": r"(?:kandidaat-)?zij-instromers|overstappers",
    "medewerker": r"schoolleiders|(?:school)?bestuurders|schoolbesturen|adviseurs|(?:school|leraren|instituuts)opleiders"
    r"|medewerkers|collega[’']s",
}
_MEANT_FOR = re.compile(r"\b(?:bedoeld|bestemd|geschreven|gemaakt) voor\b(?P<who>[^.;:]{3,120})", re.I)
_FOR = re.compile(r"(?:^\S*(?:brochure|gids|nieuwsbrief|folder|handreiking)|\bhandleiding) voor\b(?P<who>[^.;:]{3,120})", re.I)
_FOR_WHOM = re.compile(r"Voor (?P<who>[^.;:]{3,150})\.?")
_SECTORS: Mapping[str, str] = {
    "po": r"\b(?:po|PO)\b(?!-[Rr]aad)|[Pp]rimair(?:-? en \w+)? onderwijs|[Bb]asisonderwijs",
    "vo": r"\b(?:vo|VO)\b(?!-[Rr]aad)|[Vv]oortgezet onderwijs",
    "mbo": r"\b(?:mbo|MBO)\b(?! [Rr]aad)|\b[Bb]eroepsonderwijs",
    "ho": r"\b(?:ho|HO|hbo|HBO|wo|WO)\b|[Hh]oger (?:beroeps)?onderwijs",
}
_PLACE_NAMES = "|".join(re.escape(name.replace("_", " ")) for name in word_list("places"))
_PLACES = re.compile(rf"(?<![\w-])(?<!Universiteit )(?<!Hogeschool )(?<!University of )({_PLACE_NAMES})(?!\w)")


def _audience(pages: _Pages) -> list[str]:
    """For whom a document says it is, on its first page."""
    told = [match["who"] for block in pages.first for match in _MEANT_FOR.finditer(block.text)]
    told += [match["who"] for line in pages.lines for match in _FOR.finditer(line)]
    told += [
        match["who"] for block in pages.first[:8] if block.kind is not BlockKind.HEADING and (match := _FOR_WHOM.fullmatch(block.text))
    ]
    return [name for name, people in _PEOPLE.items() if any(re.search(rf"\b(?:{people})\b", who, re.I) for who in told)]


def _sector(title: str, document: Document) -> list[str]:
    """The one or two sectors that a document speaks of again and again, or that its title names."""
    in_title = [sector for sector, words in _SECTORS.items() if re.search(words, title)]
    if in_title:
        return in_title
    counts = {sector: len(re.findall(words, document.text)) for sector, words in _SECTORS.items()}
    total = sum(counts.values())
    ordered = sorted(counts, key=lambda sector: -counts[sector])
    if total < SECTOR_MENTIONS:
        return []
    if counts[ordered[0]] >= ONE_SECTOR * total:
        return ordered[:1]
    are_two = counts[ordered[0]] + counts[ordered[1]] >= TWO_SECTORS * total and counts[ordered[1]] >= LEAST_OF_TWO * total
    return [sector for sector in _SECTORS if sector in ordered[:2]] if are_two else []


def _region(title: str, document: Document) -> str:
    """The place in a title, else the one that most of the places named in a text are."""
    in_title = set(_PLACES.findall(title))
    if in_title:
        return in_title.pop() if len(in_title) == 1 else ""
    counts = Counter(_PLACES.findall(document.text))
    place, most = counts.most_common(1)[0] if counts else ("", 0)
    return place if most >= PLACE_MENTIONS and most >= ONE_PLACE * counts.total() else ""


# By whom

_ISSUED_BY = re.compile(
    r"(?:\b(?:een )?uitgave van|\buitgegeven door|©(?: \d{4})?|\bcopyright(?: \d{4})?)\s*:?\s+"
    r"(?:(?:de|het) )?(?P<who>[A-ZÀ-Þ][^.,;|()\d]{2,70})"
)
_ISSUED = re.compile(r"Regeling van de (?P<who>Minister van [A-Z][\w,-]+(?:,? (?:en )?[A-Z][\w-]+)*) van \d")


def _publisher(pages: _Pages) -> str:
    """The body that a colophon names, or that stands as a line of its own on the first or last page."""
    texts = [block.text for block in pages.both]
    issued = [match["who"].strip() for text in texts for match in _ISSUED_BY.finditer(text)] + [
        match["who"] for text in texts[:3] for match in _ISSUED.finditer(text)
    ]
    logos = [text for text in texts if len(text) <= LONGEST_LINE and _BODY.fullmatch(text) and not re.search(r"[,\d]| (?:is|zijn) ", text)]
    told = list(dict.fromkeys(issued)) or list(dict.fromkeys(logos))
    return told[0] if len(told) == 1 else ""


_ASK = re.compile(r"\b(?:contact|colofon|vragen|meer informatie|informatie)\b", re.I)
_INVITES = re.compile(
    r"\b(?:neem(?:t)? contact|contact(?:gegevens)?:|vragen\?|meer (?:informatie|weten)|heeft u (?:\w+ )*vragen|stuur (?:dan )?een)\b", re.I
)


def _contact(document: Document) -> str:
    """The mail address and phone number in a colophon or a part on contact, where there is one such mail address."""
    asked = [block.text for block in document.blocks if _INVITES.search(block.text)]
    texts = [block.text for block in _under(document.blocks, _ASK)] + asked
    found = [address for text in texts for address in addresses(text) if not address.problem]
    mails, phones = (list(dict.fromkeys(address.words for address in found if address.way is way)) for way in (Way.MAIL, Way.PHONE))
    everywhere = {address.words.lower() for block in document.blocks for address in addresses(block.text) if address.way is Way.MAIL}
    if len(mails) > 1 or not mails and len(phones) != 1 or len(everywhere) > 1 and len(mails) != 1:
        return ""
    return ", ".join([*mails, *(phones if len(phones) == 1 else [])])
