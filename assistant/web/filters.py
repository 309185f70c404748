"""What the page shows of preferences: the filter to choose in, and what counts as chips that can be taken away. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from assistant import wording
from assistant.choices import MOST_DOCUMENTS, Choices
from assistant.preference import Preference, Preferred
from assistant.web import words
from assistant.web.chosen import PARAMETERS, query_of, without
from assistant.web.escape import escape
from ingest.snapshot import Record

MANY = 8  # documents; among more one looks by typing
Records = Mapping[str, Record]


def filter_html(offered: Choices, chosen: Preference, records: Records) -> str:
    """All that can be chosen, with what is chosen ticked; empty where there is nothing to choose.

    What was chosen earlier and is offered no more can still be unticked.
    """
    parts = [_group(name, offered.get(name, ()), chosen, records) for name in PARAMETERS]
    groups = "".join(part for part in parts if part)
    if not groups:
        return ""
    return (
        f'<details class="bw-filter"><summary>{escape(words.FILTER)}</summary>'
        f'<form class="bw-panel" aria-label="{escape(words.FILTER)}" autocomplete="off">'
        f'<p class="bw-about">{escape(words.FILTER_MEANS)}</p>'
        f'<div class="bw-groups">{groups}</div><p class="bw-panel-end">'
        f'<button type="button" data-geen>{escape(words.CHOOSE_NONE)}</button>'
        f'<button type="button" data-klaar>{escape(words.CHOSEN_DONE)}</button></p></form></details>'
    )


def _group(name: str, offered: tuple[str, ...], chosen: Preference, records: Records) -> str:
    ticked = getattr(chosen, name) or ()
    values = (*offered, *(value for value in ticked if value not in offered))
    boxes = "".join(_box(name, value, records, is_ticked=value in ticked) for value in values)
    if not boxes:
        return ""
    look = f'<input type="search" class="bw-look" aria-label="{escape(words.LOOK_FOR)}" placeholder="{escape(words.LOOK_FOR)}">'
    is_long = name == "documents" and len(values) > MANY
    more = f'<p class="bw-about">{escape(words.only_first(MOST_DOCUMENTS))}</p>' if len(offered) >= MOST_DOCUMENTS else ""
    return (
        f'<fieldset class="bw-of-{escape(name)}"><legend>{escape(words.GROUPS[name])}</legend>'
        f'{look if is_long else ""}<div class="bw-boxes">{boxes}</div>{more}</fieldset>'
    )


def _box(name: str, value: str, records: Records, *, is_ticked: bool) -> str:
    said = records[value].key if name == "documents" and value in records else value
    label = _label(name, value, records)
    return (
        f'<label><input type="checkbox" name="{escape(PARAMETERS[name])}" value="{escape(said)}"{" checked" if is_ticked else ""}>'
        f"<span>{escape(label[:1].upper() + label[1:])}</span></label>"
    )


def _label(name: str, value: str, records: Records) -> str:
    """A value in words; of a document its title."""
    if name != "documents":
        return wording.preferred_value(name, value)
    return records[value].title if value in records else words.GONE


def chosen_html(chosen: Preference, records: Records) -> str:
    """What counts for each next question, each with a button that unticks it; empty where nothing does."""
    chips = [
        f'<li><button type="button" class="bw-chip" data-weg="{escape(said)}" aria-label="{escape(words.take_away(label))}">'
        f"{_inner(label)}</button></li>"
        for said, label in _each(chosen, records)
    ]
    return f'<ul class="bw-chips" aria-label="{escape(words.CHOSEN)}">{"".join(chips)}</ul>' if chips else ""


def _each(chosen: Preference, records: Records) -> Iterator[tuple[str, str]]:
    """Of each thing that is chosen the query that says it alone, and its words."""
    for name, values in chosen.parts():
        for value in values or ():
            is_gone = name == "documents" and value not in records
            keys = {value: value if is_gone else records[value].key} if name == "documents" else {}
            yield query_of(Preference(**{name: (value,)}), keys), f"{wording.PREFERRED[name]}: {_label(name, value, records)}"


def counted_html(preferred: Preferred, question: str, records: Records) -> str:
    """What counted in an answer: chosen, or told by the question. A button of each asks `question` again without it."""
    keys = {path: record.key for path, record in records.items()}
    lists = ""
    for title, part in ((words.CHOSEN_FOR_THIS, preferred.chosen), (words.TOLD, preferred.told)):
        chips = "".join(_chip(label, question, query_of(rest, keys)) for label, rest in _rests(part, preferred.chosen, records))
        lists += f'<li class="bw-chips-of">{escape(title)}</li>{chips}' if chips else ""
    return f'<ul class="bw-chips bw-counted" aria-label="{escape(words.COUNTED)}">{lists}</ul>' if lists else ""


def _rests(part: Preference, chosen: Preference, records: Records) -> Iterator[tuple[str, Preference]]:
    """Of each thing in a part of what counted its words, and what is to be chosen for the question to be asked without it."""
    for name, values in part.parts():
        for value in values or ():
            left = getattr(without(part, name, value), name)
            yield f"{wording.PREFERRED[name]}: {_label(name, value, records)}", replace(chosen, **{name: left})
        if values == ():
            yield f"{wording.PREFERRED[name]}: {wording.DOES_NOT_MATTER}", replace(chosen, **{name: None})


def _chip(label: str, question: str, query: str) -> str:
    return (
        f'<li><button type="button" class="bw-chip" data-vraag="{escape(question)}" data-keuze="{escape(query)}" '
        f'aria-label="{escape(words.ask_without(label))}">{_inner(label)}</button></li>'
    )


def _inner(label: str) -> str:
    return f'<span>{escape(label)}</span><span aria-hidden="true">×</span>'
