"""What a visitor chose, as the browser tells it: a query such as "sector=vo&regio=Utrecht", in a form, a link or a button. Pure.

The names are those of the commands. A name without a value says that it does not matter. What comes in may be anything: what is
not a choice is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from assistant.preference import NO_PREFERENCE, Preference, preference_from
from ingest.errors import BronwijsError

PARAMETERS = {
    "audience": "voor", "sectors": "sector", "regions": "regio", "kinds": "soort", "school_years": "schooljaar", "documents": "document",
}  # fmt: skip
_NAMES = {parameter: name for name, parameter in PARAMETERS.items()}
LONGEST = 8000  # characters of a query
LONGEST_VALUE = 300
MOST = 100  # values


def query_of(preference: Preference, keys: Mapping[str, str]) -> str:
    """A preference as a query. `keys` has the key of each document by its path; one that has none is left out.

    >>> query_of(Preference(sectors=("vo", "mbo"), regions=()), {})
    'sector=vo&sector=mbo&regio='
    """
    said = []
    for name, values in preference.parts():
        known = [keys.get(value, "") for value in values or ()] if name == "documents" else list(values or ())
        said += [(PARAMETERS[name], value) for value in known if value]
        if values == ():
            said.append((PARAMETERS[name], ""))
    return urlencode(said)


def preference_in(query: Any, paths: Mapping[str, str]) -> Preference:
    """The preference in a query. `paths` has the path of each document by its key; a key that is not there stays as it is.

    >>> preference_in("sector=vo&sector=klas&regio=&voor=docent&x=1", {}).to_json()
    {'audience': ['docent'], 'sectors': ['vo'], 'regions': []}
    """
    if not isinstance(query, str) or len(query) > LONGEST:
        return NO_PREFERENCE
    found: dict[str, tuple[str, ...]] = {}
    for parameter, value in parse_qsl(query, keep_blank_values=True)[:MOST]:
        name = _NAMES.get(parameter)
        if name is None or len(value) > LONGEST_VALUE:
            continue
        given = paths.get(value, value) if name == "documents" else value
        read = _value(name, given)
        if read or not value.strip():
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *read)))
    return Preference(**found)


def _value(name: str, value: str) -> tuple[str, ...]:
    """One value as a preference has it; empty for one that there is not."""
    try:
        return tuple(preference_from({name: [value]}).to_json()[name])
    except BronwijsError:
        return ()


def without(preference: Preference, name: str, value: str) -> Preference:
    """A preference in which one value of a part is gone; the last one leaves that it does not matter.

    >>> without(Preference(regions=("Utrecht", "Twente")), "regions", "Twente").to_json()
    {'regions': ['Utrecht']}
    """
    left = tuple(other for other in getattr(preference, name) or () if other != value)
    return Preference(**{name: left}).over(preference)
