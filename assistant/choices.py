"""What a person may choose to prefer: what the documents at hand are for and about, as far as that is known. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from assistant.about import PEOPLE, SECTORS, place_name

if TYPE_CHECKING:
    from assistant.retrieve import View

MOST = 40  # places, of those that most documents are about
MOST_DOCUMENTS = 300
Choices = Mapping[str, tuple[str, ...]]


def choices(view: View) -> Choices:
    """The values by name, as a preference has them, in the order in which to show them; a name without any is left out.

    Documents are paths, by title; of a single one there is nothing to choose.
    """
    abouts = list(view.about.values())
    places = Counter(region for about in abouts for region in about.regions)
    most = sorted(places, key=lambda place: (-places[place], place))[:MOST]
    titled = sorted(view.about, key=lambda path: (view.records[path].title.casefold(), path))
    found = {
        "audience": _in_order(PEOPLE, (about.audience for about in abouts)),
        "sectors": _in_order(SECTORS, (about.sectors for about in abouts)),
        "regions": tuple(map(place_name, sorted(most))),
        "school_years": tuple(sorted({year for about in abouts for year in about.school_years}, reverse=True)),
        "documents": tuple(titled[:MOST_DOCUMENTS]) if len(titled) > 1 else (),
    }
    return {name: values for name, values in found.items() if values}


def _in_order(known: Iterable[str], told: Iterable[frozenset[str]]) -> tuple[str, ...]:
    """What is told of, in the order in which it is known."""
    present = frozenset[str]().union(*told)
    return tuple(value for value in known if value in present)
