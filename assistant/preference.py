"""Who asks, and about what: the noun. What it says is preferred, not required; only documents that are named are the only ones."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from ingest.days import school_years
from ingest.errors import BronwijsError
from ingest.sources import CHOICES

_ONE_OF = {"audience": CHOICES["audience"], "sectors": CHOICES["sector"]}


@dataclass(frozen=True)
class Preference:
    """What a question is about, each part as far as it is known. None: nobody said; (): it was said that it does not matter.

    School years are written "2025-2026". `documents` are paths in the corpus: nothing else is looked at.
    """

    audience: tuple[str, ...] | None = None
    sectors: tuple[str, ...] | None = None
    regions: tuple[str, ...] | None = None
    kinds: tuple[str, ...] | None = None
    school_years: tuple[str, ...] | None = None
    documents: tuple[str, ...] | None = None

    def __bool__(self) -> bool:
        """True if anything is preferred."""
        return any(values for _, values in self.parts())

    def parts(self) -> list[tuple[str, tuple[str, ...] | None]]:
        """(name, values) of each part, in order."""
        return [(each.name, getattr(self, each.name)) for each in fields(self)]

    def over(self, other: Preference) -> Preference:
        """This preference, with the parts of which it says nothing taken from another.

        >>> Preference(sectors=("vo",), regions=()).over(Preference(sectors=("po",), regions=("Utrecht",), kinds=("gids",))).to_json()
        {'sectors': ['vo'], 'regions': [], 'kinds': ['gids']}
        """
        return replace(other, **{name: values for name, values in self.parts() if values is not None})

    def beside(self, other: Preference) -> Preference:
        """This preference without the parts that another says something of."""
        return replace(self, **{name: None for name, values in other.parts() if values is not None})

    def to_json(self) -> dict[str, list[str]]:
        """Lists by name; what nobody said is left out."""
        return {name: list(values) for name, values in self.parts() if values is not None}


NO_PREFERENCE = Preference()


@dataclass(frozen=True)
class Preferred:
    """What is preferred in a search: what a person has `chosen`, and beside it what the question `told`."""

    chosen: Preference = NO_PREFERENCE
    told: Preference = NO_PREFERENCE

    def __bool__(self) -> bool:
        """True if anything is preferred."""
        return bool(self.chosen or self.told)

    @property
    def both(self) -> Preference:
        return self.chosen.over(self.told)


NOTHING_PREFERRED = Preferred()


def preference_from(record: Any) -> Preference:
    """The preference in a record of lists by name; one value may stand without a list. Raises BronwijsError saying what is wrong.

    >>> preference_from({"sectors": ["vo", "mbo"], "school_years": "2025/26"}).to_json()
    {'sectors': ['vo', 'mbo'], 'school_years': ['2025-2026']}
    """
    if not isinstance(record, Mapping):
        raise BronwijsError('"preference" is geen object zoals {"sectors": ["vo"]}')
    names = [each.name for each in fields(Preference)]
    if wrong := next((name for name in record if name not in names), None):
        raise BronwijsError(f'"preference" kent "{wrong}" niet{_nearest(wrong, names)}; bekend zijn: {", ".join(names)}')
    return Preference(**{name: _values(name, given) for name, given in record.items()})


def _values(name: str, given: Any) -> tuple[str, ...] | None:
    values = given if isinstance(given, list | tuple | None) else [given]
    if values is None:
        return None
    if not all(isinstance(value, str) and value.strip() for value in values):
        raise BronwijsError(f'"{name}" is geen lijst van woorden: {given!r}')
    read: Callable[[str], str] = {"school_years": _school_year}.get(name, str.strip)
    if name in _ONE_OF:
        return tuple(_one_of(name, value.strip().lower()) for value in values)
    return tuple(dict.fromkeys(read(value) for value in values))


def _one_of(name: str, value: str) -> str:
    if value not in _ONE_OF[name]:
        raise BronwijsError(f"'{value}' ken ik niet; kies uit: {', '.join(_ONE_OF[name])}")
    return value


def _school_year(value: str) -> str:
    found = school_years(f"schooljaar {re.sub(r'[/–]', '-', value.strip())}")
    if len(found) != 1:
        raise BronwijsError(f"'{value}' is geen schooljaar zoals 2025-2026")
    return found[0]


def found_documents(wanted: Collection[str], titles: Mapping[str, str]) -> tuple[str, ...]:
    """The paths of the documents that are wanted by path, file name or title. `titles` are those of all documents, by path.

    Raises BronwijsError when one is not there.

    >>> found_documents(["Gids.PDF", "Nieuws"], {"map/gids.pdf": "Gids", "nieuws.md": "Nieuws"})
    ('map/gids.pdf', 'nieuws.md')
    """
    names: dict[str, list[str]] = {}
    for path, title in titles.items():
        for name in {path.casefold(), path.rsplit("/", 1)[-1].casefold(), title.casefold()}:
            names.setdefault(name, []).append(path)
    for value in wanted:
        if value.casefold() not in names:
            raise BronwijsError(f"Het document '{value}' zit niet in de index{_nearest(value, list(titles))}. Zie: bronwijs status")
    return tuple(dict.fromkeys(path for value in wanted for path in names[value.casefold()]))


def _nearest(name: str, known: Collection[str]) -> str:
    found = difflib.get_close_matches(name, known, n=1)
    return f"; bedoelt u '{found[0]}'?" if found else ""
