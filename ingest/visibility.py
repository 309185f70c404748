"""Who may see a document: everybody, or staff only. The rule, in the order in which it is applied; pure.

1. A document is for everybody, unless its table in bronnen.toml says `visibility = "internal"`. (`sources` reads that.)
2. Where that table has a mistake in it and may say so (`may_be_internal`), it counts as internal. (`sources` withholds it.)
3. Where what is called internal is none of the documents, nobody knows which one is meant, and nothing at all is brought up
   to date. (`sources` refuses the file.)
4. What answered everybody and may be internal by now answers staff only at once, before anything is read. (`sync` does that.)
5. The index says of each document who may see it. Anything but "public" is for staff only (`is_public`), and whoever is not
   staff gets a snapshot of the index without it. (`snapshot` leaves it out.)

So when it is not sure whether a document is for staff only, it is not shown to everybody.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

PUBLIC, INTERNAL = "public", "internal"


def is_public(visibility: str) -> bool:
    """True for what everybody may see.

    >>> is_public("public"), is_public("internal"), is_public("")
    (True, False, False)
    """
    return visibility == PUBLIC


def may_be_internal(table: Any) -> bool:
    """True if anything in a table with a mistake in it may say that a document is for staff only.

    >>> may_be_internal({"visibilty": "internal"}), may_be_internal({"titel": "Gids", "visibility": "public"})
    (True, False)
    """
    return any(_may_say_so(key, value) for key, value in _said(table))


def _may_say_so(key: str, value: Any) -> bool:
    if isinstance(value, str) and value.casefold().startswith("intern"):
        return True
    return value != PUBLIC and bool(difflib.get_close_matches(key.casefold(), ["visibility"], cutoff=0.8))


def _said(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """(key, value) of all that is said in a table, however deep: an unquoted path is a table for each of its parts."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _said(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _said(inner, key)
    else:
        yield key, value
