"""What fits who asks, and about what, a little before what does not: a preference, no wall. Documents that are named are one. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from assistant.about import EVERYWHERE, About, names_place, people_in, school_years_in, sectors_in
from assistant.preference import Preferred
from ingest.dutch import fold

if TYPE_CHECKING:
    from assistant.retrieve import View
    from assistant.stretch import Stretch

# What each part counts for. For whom a text is, is said loosely: much that is for one is as good for another.
WEIGHTS: Mapping[str, float] = {"audience": 0.5, "sectors": 1.0, "regions": 1.0, "kinds": 1.0, "school_years": 1.0}
AGAINST = 0.5  # what something else counts, of what the same counts
TOLD = 0.5  # what a question tells, beside what a person chose: its words are looked for already
# In the units of the scores they are added to. Of 0, half of this, this and half as much again the best over the cases in
# evals/ and those on other documents.
FOUND = 1.0  # standard deviations over all passages, before the best are put in order
ORDERED = 1.0  # log-odds of one passage against another
QUOTED = 0.6  # log-odds of one stretch against another


class Words(NamedTuple):
    """Sentences, the headings over them and their document."""

    document: str
    heading: str
    sentences: tuple[str, ...]


def lean_to_documents(scores: np.ndarray, preferred: Preferred, view: View) -> np.ndarray:
    """Scores of all passages, shape (passages,), with what their documents have for them; −inf where only others are asked for."""
    wanted = _wanted(preferred)
    fits = np.array([_fit(wanted, about) for about in view.about.values()], dtype=float)
    if preferred.chosen.documents:
        fits[[document not in preferred.chosen.documents for document in view.about]] = -np.inf
    return scores + FOUND * fits[view.document_rows]


def lean_to_passages(scores: np.ndarray, rows: Sequence[int], preferred: Preferred, view: View) -> np.ndarray:
    """The same, for the best of them, `rows`, with what these say themselves."""
    only = preferred.chosen.documents
    inside = [row for row in rows if not only or view.nodes[row].metadata["document"] in only]
    known = [view.nodes[row].metadata for row in inside]
    texts = [Words(meta["document"], meta["heading"], (view.nodes[row].text,)) for row, meta in zip(inside, known, strict=True)]
    leaning = np.full(len(scores), -np.inf if only else 0.0)
    leaning[inside] = ORDERED * fits_of(texts, preferred, view)
    return scores + leaning


def stretch_leaning(stretches: Sequence[Stretch], preferred: Preferred, view: View) -> np.ndarray:
    """What speaks for each stretch, shape (stretches,)."""
    first = [stretch.units[0] for stretch in stretches]
    over = [f"{unit.node.metadata['heading']} {unit.heading} {unit.lead}" for unit in first]
    said = [tuple(unit.text for unit in stretch.units) for stretch in stretches]  # each by itself: stretches overlap
    quoted = [Words(each.document, heading, texts) for each, heading, texts in zip(stretches, over, said, strict=True)]
    return QUOTED * fits_of(quoted, preferred, view)


def fits_of(texts: Sequence[Words], preferred: Preferred, view: View) -> np.ndarray:
    """How well each text fits what is preferred, shape (texts,): 0 where nothing is known.

    A text may by its own words or headings be about one of the things that its document is about.
    """
    wanted = _wanted(preferred)
    return np.array([_fit(wanted, _about(text, wanted), view.about[text.document]) for text in texts], dtype=float)


class Wanted(NamedTuple):
    """What is wanted of one part, as texts are compared with it, and what it counts for."""

    values: frozenset[str]
    weight: float


def _wanted(preferred: Preferred) -> dict[str, Wanted]:
    """What is wanted, by part."""
    told = {name for name, values in preferred.told.parts() if values}
    parts = {name: frozenset(fold(value) for value in values or ()) - EVERYWHERE for name, values in preferred.both.parts()}
    return {name: Wanted(parts[name], weight * (TOLD if name in told else 1.0)) for name, weight in WEIGHTS.items() if parts[name]}


def _about(text: Words, wanted: Mapping[str, Wanted]) -> About:
    """What a text is about of what is wanted, by its own words or else its headings."""
    places = wanted["regions"].values if "regions" in wanted else ()
    everything = (*text.sentences, text.heading)
    return About(
        audience=people_in(text.heading) if "audience" in wanted else frozenset(),
        sectors=_said(sectors_in, text) if "sectors" in wanted else frozenset(),
        regions=frozenset(place for place in places if any(names_place(each, place) for each in everything)),
        school_years=_said(school_years_in, text) if "school_years" in wanted else frozenset(),
    )


def _said(named_in: Callable[[str], frozenset[str]], text: Words) -> frozenset[str]:
    return frozenset[str]().union(*map(named_in, text.sentences)) or named_in(text.heading)


def _fit(wanted: Mapping[str, Wanted], *known: About) -> float:
    """The sum over what is wanted; the first that knows of something tells of it."""
    told = {name: next((found for about in known if (found := getattr(about, name))), frozenset()) for name in wanted}
    return sum(part.weight * _match(part.values, told[name]) for name, part in wanted.items())


def _match(wanted: frozenset[str], told: frozenset[str]) -> float:
    """The share of what is told that is wanted; against it where nothing is; 0 where nothing is told."""
    if not told:
        return 0.0
    return len(wanted & told) / len(told) or -AGAINST
