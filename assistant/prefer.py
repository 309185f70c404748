"""What fits who asks, and about what, a little before what does not: a preference, no wall. Documents that are named are one. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from assistant.about import EVERYWHERE, About, names_place, people_in, school_years_in, sectors_in
from assistant.preference import Preference
from ingest.dutch import fold

if TYPE_CHECKING:
    from assistant.retrieve import View
    from assistant.stretch import Stretch

# What each part counts for. For whom a text is, is said loosely: much that is for one is as good for another.
WEIGHTS: Mapping[str, float] = {"audience": 0.5, "sectors": 1.0, "regions": 1.0, "kinds": 1.0, "school_years": 1.0}
AGAINST = 0.5  # what something else counts, of what the same counts
# In the units of the scores they are added to. Chosen with `bronwijs eval` on the half of the cases that is not reported.
FOUND = 0.5  # standard deviations over all passages, before the best are put in order
ORDERED = 0.5  # log-odds of one passage against another
QUOTED = 0.3  # log-odds of one stretch against another


class Words(NamedTuple):
    """A text, the headings over it and its document."""

    document: str
    heading: str
    text: str


def preferred(scores: np.ndarray, preference: Preference, view: View) -> np.ndarray:
    """Scores of all passages, shape (passages,), with what their documents have for them; −inf where only others are asked for."""
    wanted = _wanted(preference)
    fits = np.array([_fit(wanted, about) for about in view.about.values()], dtype=float)
    if preference.documents:
        fits[[document not in preference.documents for document in view.about]] = -np.inf
    return scores + FOUND * fits[view.document_rows]


def preferred_first(scores: np.ndarray, rows: Sequence[int], preference: Preference, view: View) -> np.ndarray:
    """The same, for the best of them, `rows`, with what these say themselves."""
    adapted = np.full(len(scores), -np.inf) if preference.documents else scores.copy()
    inside = [row for row in rows if not preference.documents or view.nodes[row].metadata["document"] in preference.documents]
    nodes = [view.nodes[row] for row in inside]
    fits = fits_of([Words(node.metadata["document"], node.metadata["heading"], node.text) for node in nodes], preference, view)
    adapted[inside] = scores[inside] + ORDERED * fits
    return adapted


def stretch_leaning(stretches: Sequence[Stretch], preference: Preference, view: View) -> np.ndarray:
    """What speaks for each stretch, shape (stretches,)."""
    first = [stretch.units[0] for stretch in stretches]
    over = [f"{unit.node.metadata['heading']} {unit.heading} {unit.lead}" for unit in first]
    quoted = [Words(each.document, heading, each.text) for each, heading in zip(stretches, over, strict=True)]
    return QUOTED * fits_of(quoted, preference, view)


def fits_of(texts: Sequence[Words], preference: Preference, view: View) -> np.ndarray:
    """How well each text fits a preference, shape (texts,): 0 where nothing is known.

    A text may by its own words or headings be about one of the things that its document is about.
    """
    wanted = _wanted(preference)
    return np.array([_fit(wanted, _about(text, wanted), view.about[text.document]) for text in texts], dtype=float)


def _wanted(preference: Preference) -> dict[str, frozenset[str]]:
    """What is preferred, by part, as texts are compared with it."""
    parts = {name: frozenset(fold(value) for value in values or ()) - EVERYWHERE for name, values in preference.parts() if name in WEIGHTS}
    return {name: values for name, values in parts.items() if values}


def _about(text: Words, wanted: Mapping[str, frozenset[str]]) -> About:
    """What a text is about of what is wanted, by its own words or else its headings."""
    return About(
        audience=people_in(text.heading) if "audience" in wanted else frozenset(),
        sectors=sectors_in(text.text) or sectors_in(text.heading) if "sectors" in wanted else frozenset(),
        regions=frozenset(place for place in wanted.get("regions", ()) if names_place(f"{text.heading} {text.text}", place)),
        school_years=school_years_in(text.text) or school_years_in(text.heading) if "school_years" in wanted else frozenset(),
    )


def _fit(wanted: Mapping[str, frozenset[str]], *known: About) -> float:
    """The sum over what is wanted; the first that knows of something tells of it."""
    told = {name: next((found for about in known if (found := getattr(about, name))), frozenset()) for name in wanted}
    return sum(WEIGHTS[name] * _match(values, told[name]) for name, values in wanted.items())


def _match(wanted: frozenset[str], told: frozenset[str]) -> float:
    """The share of what is told that is wanted; against it where nothing is; 0 where nothing is told."""
    if not told:
        return 0.0
    return len(wanted & told) / len(told) or -AGAINST
