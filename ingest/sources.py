"""What people wrote down about the documents: `bronnen.toml`, one table per document.

    ["brochures/gids.pdf"]
    title = "Gids voor zij-instromers"
    published = 2025-07-01
    audience = ["zij-instromer"]
    visibility = "internal"

    ["webpaginas/routes.html"]
    fetch = "https://www.voorbeeld.nl/routes"

Every key may be left out; what is said here goes before what a file says of itself. Who may see a document is decided as
`visibility` says.
"""

from __future__ import annotations

import difflib
import json
import posixpath
import re
import tomllib
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ingest.errors import CorpusError
from ingest.refusal import why_not
from ingest.visibility import INTERNAL, PUBLIC, is_public, may_be_internal

FILE_NAME = "bronnen.toml"
FETCHED = ".bronwijs-fetch.json"  # what is known of the copies of what stands on the web

CHOICES: Mapping[str, tuple[str, ...]] = {
    "audience": ("docent", "zij-instromer", "medewerker"),
    "sector": ("po", "vo", "mbo", "ho"),
    "visibility": (PUBLIC, INTERNAL),
}
_YEAR_OR_MONTH = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Source:
    """What is known of one document; empty where nothing is. Dates are ISO: a year, a month or a day.

    `retold_from` names the original when a document tells it in other words. `address` and `contact` are
    where it stands on the web and whom to ask. From `fetch` the file itself is copied, when that is asked for; unless
    said otherwise it is the `address` too. An `internal` document is for staff only.
    """

    title: str = ""
    publisher: str = ""
    retold_from: str = ""
    kind: str = ""
    published: str = ""
    valid_until: str = ""
    audience: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    region: str = ""
    address: str = ""
    fetch: str = ""
    contact: str = ""
    visibility: str = PUBLIC

    @property
    def digest(self) -> str:
        """Changes whenever anything that is said here does."""
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(frozen=True)
class Sources:
    """What `bronnen.toml` says, by document, and what is wrong with what it says of others: a sentence each.

    `withheld` are the documents with a problem that may be meant for staff only: nobody else may go on seeing them.
    `to_fetch` gives the address of each document that is a copy of what stands on the web, also where it is not there yet.
    """

    by_path: Mapping[str, Source]
    problems: Mapping[str, str]
    withheld: frozenset[str] = frozenset()
    to_fetch: Mapping[str, str] = field(default_factory=dict)

    def of(self, path: str) -> Source:
        return self.by_path.get(path, Source())

    def may_be_internal(self, path: str) -> bool:
        return path in self.withheld or not is_public(self.of(path).visibility)


def read_sources(corpus: Path, documents: Collection[str]) -> Sources:
    """What `bronnen.toml` in a corpus says of its documents; nothing when there is no such file.

    A table with a mistake in it, or with a path that is not spelled as that of the document is, is a problem of that
    document alone. Raises CorpusError when it is not known which documents are internal: the file as a whole cannot be
    read or has another name, or what it calls internal is none of the documents.
    """
    file = corpus / FILE_NAME
    if elsewhere := [path for path in documents if posixpath.basename(path).casefold() in (FILE_NAME, f"{FILE_NAME}.txt")]:
        raise CorpusError(
            f"'{elsewhere[0]}' wordt niet gelezen; noem het {FILE_NAME} en zet het in '{corpus}'. De index blijft zoals hij was."
        )
    if not file.exists():
        return Sources({}, {})
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise CorpusError(f"{file} kan niet worden gelezen: {why_not(problem)}. De index blijft zoals hij was.") from problem
    by_path: dict[str, Source] = {}
    problems: dict[str, str] = {}
    withheld: set[str] = set()
    to_fetch: dict[str, str] = {}
    for key, table in tables.items():
        meant = _meant(key, documents)
        try:
            source = _source(table)
            if source.fetch and not meant and (is_public(source.visibility) or not _was_fetched(corpus, key)):
                to_fetch[key] = source.fetch
                problems[key] = _NOT_FETCHED
                continue
            _check_spelling(key, meant, documents)
            if not by_path.keys().isdisjoint(meant):
                raise ValueError(f"{FILE_NAME} noemt dit bestand meer dan eens")
            by_path |= dict.fromkeys(meant, source)
            to_fetch |= dict.fromkeys(meant, source.fetch) if source.fetch else {}
        except ValueError as problem:
            is_withheld = may_be_internal({key: table})
            if is_withheld and not meant:
                raise CorpusError(f'{FILE_NAME}, "{key}": {problem}. {_NOBODY_KNOWS}') from problem
            problems |= dict.fromkeys(meant or [key], str(problem))
            withheld |= set(meant if is_withheld else ())
    withheld |= {path for path, source in by_path.items() if path in problems and not is_public(source.visibility)}
    sound = {path: source for path, source in by_path.items() if path not in problems}
    to_fetch = {path: address for path, address in to_fetch.items() if path in sound or path not in documents}
    return Sources(sound, problems, frozenset(withheld), to_fetch)


_NOT_FETCHED = "nog niet opgehaald van het web; haal het op met: bronwijs ingest --fetch"


def _was_fetched(corpus: Path, key: str) -> bool:
    """True if a copy was made of a source, which then has another name now, or is gone."""
    try:
        return json.dumps(key, ensure_ascii=False) in (corpus / FETCHED).read_text(encoding="utf-8")
    except OSError:
        return False


_NOBODY_KNOWS = (
    "Zo is niet bekend welk document alleen voor medewerkers is; de index blijft zoals hij was. "
    "Verbeter dit, of haal het weg als het document er niet meer is."
)


def _meant(key: str, documents: Collection[str]) -> list[str]:
    """The documents that a key means: the one that is spelled so, else all that differ from it in nothing but spelling."""
    exact = [path for path in documents if _same_letters(path) == _same_letters(key)]
    return exact or [path for path in documents if _loosely(path) == _loosely(key)]


def _same_letters(path: str) -> str:
    """A path in which an accent is part of its letter: some systems keep file names with the two apart."""
    return unicodedata.normalize("NFC", path)


def _loosely(path: str) -> str:
    """A path without what can be written in more ways: capitals, slashes and detours.

    >>> _loosely("./Map//Sub/../Gids.md"), _loosely("map\\\\gids.md")
    ('map/gids.md', 'map/gids.md')
    """
    return posixpath.normpath(_same_letters(path).casefold().replace("\\", "/").strip()).lstrip("/")


def _check_spelling(key: str, meant: Collection[str], documents: Collection[str]) -> None:
    """Raise ValueError when a key is spelled otherwise than the documents it means, or means none."""
    if not meant:
        nearest = difflib.get_close_matches(key, documents, n=1)
        hint = f'; bedoelt u "{nearest[0]}"?' if nearest else ""
        raise ValueError(f"{FILE_NAME} noemt dit bestand, maar het staat niet in de map{hint}")
    if any(_same_letters(path) != _same_letters(key) for path in meant):
        raise ValueError(f'in {FILE_NAME} staat ["{key}"]; schrijf het pad precies zo: ["{next(iter(meant))}"]')


def _source(table: Any) -> Source:
    """The Source in one table. Raises ValueError with a sentence about the first mistake."""
    if not isinstance(table, dict):
        raise ValueError(f'in {FILE_NAME} staat een losse sleutel; schrijf boven elk document zijn pad: ["map/bestand.pdf"]')
    said = {key: _reader(key)(key, value) for key, value in table.items()}
    return Source(**{"address": said.get("fetch", "")} | said)


def _reader(key: str) -> Callable[[str, Any], Any]:
    """What reads the value of a key."""
    known = [known.name for known in fields(Source)]
    if key not in known:
        nearest = difflib.get_close_matches(key, known, n=1)
        hint = f"bedoelt u '{nearest[0]}'?" if nearest else f"bekend zijn: {', '.join(known)}"
        raise ValueError(f"onbekende sleutel '{key}' in {FILE_NAME}; {hint}")
    readers = {
        "published": _date, "valid_until": _date, "audience": _choices, "sector": _choices, "visibility": _choice, "fetch": _web_address
    }  # fmt: skip
    return readers.get(key, _words)


def _words(key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"'{key}' in {FILE_NAME} is geen tekst tussen aanhalingstekens: {value!r}")
    return " ".join(value.split())


def _web_address(key: str, value: Any) -> str:
    address = _words(key, value)
    if not re.match(r"https?://[^/]", address, re.IGNORECASE):
        raise ValueError(f"'{key}' in {FILE_NAME} is geen webadres dat begint met https:// of http://: {value!r}")
    return address


def _date(key: str, value: Any) -> str:
    """A date as ISO text.

    >>> _date("published", datetime(2025, 7, 1)), _date("published", 2016), _date("published", "2025-07")
    ('2025-07-01', '2016', '2025-07')
    """
    text = value.date().isoformat() if isinstance(value, datetime) else str(value)
    if not (_YEAR_OR_MONTH.fullmatch(text) or _is_day(text)):
        raise ValueError(f"'{key}' in {FILE_NAME} is geen datum zoals 2025-07-01, 2025-07 of 2025: {value!r}")
    return text


def _is_day(text: str) -> bool:
    """True for a day that the calendar has: not 2025-02-31."""
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _choice(key: str, value: Any) -> str:
    if value not in CHOICES[key]:
        raise ValueError(f"'{key}' in {FILE_NAME} kan zijn: {', '.join(CHOICES[key])}; niet {value!r}")
    return value


def _choices(key: str, value: Any) -> tuple[str, ...]:
    return tuple(_choice(key, one) for one in (value if isinstance(value, list) else [value]))
