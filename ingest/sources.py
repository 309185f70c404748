"""What people wrote down about the documents: `bronnen.toml`, one table per document.

    ["brochures/gids.pdf"]
    title = "Gids voor zij-instromers"
    published = 2025-07-01
    audience = ["zij-instromer"]
    visibility = "internal"

Every key may be left out; what is said here goes before what a file says of itself.
"""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from ingest.errors import CorpusError

FILE_NAME = "bronnen.toml"
PUBLIC, INTERNAL = "public", "internal"

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "audience": ("docent", "zij-instromer", "medewerker"),
    "sector": ("po", "vo", "mbo", "ho"),
    "visibility": (PUBLIC, INTERNAL),
}
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True)
class Source:
    """What is known of one document; empty where nothing is. Dates are ISO: a year, a month or a day.

    `retold_from` names the original when a document tells it in other words. `address` and `contact` are
    where it stands on the web and whom to ask. An `internal` document is for staff only.
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
    contact: str = ""
    visibility: str = PUBLIC

    @property
    def digest(self) -> str:
        """Changes whenever anything that is said here does."""
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(frozen=True)
class Sources:
    """What `bronnen.toml` says, by document, and what is wrong with what it says of others: a sentence each."""

    by_path: Mapping[str, Source]
    problems: Mapping[str, str]

    def of(self, path: str) -> Source:
        return self.by_path.get(path, Source())


def read_sources(corpus: Path) -> Sources:
    """What `bronnen.toml` in a corpus says; nothing when there is no such file.

    A table with a mistake in it is a problem of that document alone. Raises CorpusError when the file as a
    whole cannot be read: then nobody knows which documents are internal.
    """
    file = corpus / FILE_NAME
    if not file.exists():
        return Sources({}, {})
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise CorpusError(f"{file} kan niet worden gelezen: {problem}. De index blijft zoals hij was.") from problem
    by_path: dict[str, Source] = {}
    problems: dict[str, str] = {}
    for path, table in tables.items():
        try:
            by_path[path] = _source(table)
            if not (corpus / path).is_file():
                raise ValueError(f"{FILE_NAME} noemt dit bestand, maar het staat niet in de map")
        except ValueError as problem:
            problems[path] = str(problem)
    return Sources(by_path, problems)


def _source(table: Any) -> Source:
    """The Source in one table. Raises ValueError with a sentence about the first mistake."""
    if not isinstance(table, dict):
        raise ValueError(f'in {FILE_NAME} staat een losse sleutel; schrijf boven elk document zijn pad: ["map/bestand.pdf"]')
    return Source(**{key: _reader(key)(key, value) for key, value in table.items()})


def _reader(key: str) -> Callable[[str, Any], Any]:
    """What reads the value of a key."""
    known = [field.name for field in fields(Source)]
    if key not in known:
        nearest = difflib.get_close_matches(key, known, n=1)
        hint = f"bedoelt u '{nearest[0]}'?" if nearest else f"bekend zijn: {', '.join(known)}"
        raise ValueError(f"onbekende sleutel '{key}' in {FILE_NAME}; {hint}")
    return {"published": _date, "valid_until": _date, "audience": _choices, "sector": _choices, "visibility": _choice}.get(key, _words)


def _words(key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"'{key}' in {FILE_NAME} is geen tekst tussen aanhalingstekens: {value!r}")
    return " ".join(value.split())


def _date(key: str, value: Any) -> str:
    """A date as ISO text.

    >>> _date("published", datetime(2025, 7, 1)), _date("published", 2016), _date("published", "2025-07")
    ('2025-07-01', '2016', '2025-07')
    """
    text = value.date().isoformat() if isinstance(value, datetime) else str(value)
    if not _DATE.fullmatch(text):
        raise ValueError(f"'{key}' in {FILE_NAME} is geen datum zoals 2025-07-01, 2025-07 of 2025: {value!r}")
    return text


def _choice(key: str, value: Any) -> str:
    if value not in _CHOICES[key]:
        raise ValueError(f"'{key}' in {FILE_NAME} kan zijn: {', '.join(_CHOICES[key])}; niet {value!r}")
    return value


def _choices(key: str, value: Any) -> tuple[str, ...]:
    return tuple(_choice(key, one) for one in (value if isinstance(value, list) else [value]))
