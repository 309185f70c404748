"""Is there a newer edition of a document? Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from llama_index.core.schema import NodeWithScore

from assistant.dates import moments, period
from ingest.dutch import fold


def newer_edition(document: str, hits: Sequence[NodeWithScore]) -> Mapping[str, Any] | None:
    """What is known of a document among the passages found that has the same title but for its date, and a later one; else None."""
    known = {hit.node.metadata["document"]: hit.node.metadata for hit in hits}
    if document not in known:
        return None
    mine = known.pop(document)
    when = _when(mine)
    later = [other for other in known.values() if _is_edition(other, mine) and (there := _when(other)) and when and there > when]
    return max(later, key=lambda other: _when(other) or (0, 0), default=None)


def _is_edition(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """True for documents of one body whose titles, or failing a date in those their files, are named alike but for a date."""
    name = _name(one["title"])
    if not name or name != _name(other["title"]) or one["publisher"] != other["publisher"]:
        return False
    is_dated = bool(moments(one["title"]) and moments(other["title"]))
    return is_dated or _name(PurePath(one["document"]).stem) == _name(PurePath(other["document"]).stem)


def _name(title: str) -> str:
    """A title without its dates, years and version numbers."""
    for moment in reversed(moments(title)):
        title = title[: moment.start] + title[moment.end :]
    return " ".join(re.findall(r"[^\W\d_]+", re.sub(r"\bversie\b|\bv(?=\d)", "", fold(title))))


def _when(known: Mapping[str, Any]) -> tuple[int, int] | None:
    """The year and month of a document: those in its title, else those of publication."""
    if named := moments(known["title"]):
        return named[-1].last.year, named[-1].last.month
    published = period(known["published"])
    return (published.last.year, published.last.month) if published else None
