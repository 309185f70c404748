"""What a document is, from what people wrote down, what its file says of itself and, by careful rules, its text. Pure.

A rule speaks only where the text is plain: a wrong date or sector does more harm than one that is not known.

In order of use: `fact` (a value and where it comes from), `imprint` (the pages where a document says what it is), and what
is read there: `kind`, `publisher` and contact, `title`, `when` (published, school year, valid until) and `scope` (for whom, of
which sectors and region).
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from ingest.document import Document
from ingest.known.fact import UNKNOWN, Fact, Origin, first_known
from ingest.known.imprint import Imprint
from ingest.known.kind import kind_of
from ingest.known.publisher import contact_of, publisher_of
from ingest.known.scope import audience_of, region_of, sectors_of
from ingest.known.title import title_of
from ingest.known.when import published_on, school_year_of, valid_until

__all__ = ["Fact", "Known", "Origin", "informed", "known", "unknown_fields"]

LONGEST_TITLE = 110  # characters


@dataclass(frozen=True)
class Known:
    """What is known of a document. Dates are ISO text (a day, month or year); more values in one are joined by ", "."""

    title: Fact = UNKNOWN
    publisher: Fact = UNKNOWN
    kind: Fact = UNKNOWN
    published: Fact = UNKNOWN
    school_year: Fact = UNKNOWN
    valid_until: Fact = UNKNOWN
    audience: Fact = UNKNOWN
    sector: Fact = UNKNOWN
    region: Fact = UNKNOWN
    contact: Fact = UNKNOWN


def known(document: Document) -> Known:
    """What is known of a document as its loader and bronnen.toml give it."""
    source, imprint = document.source, Imprint.of(document)
    title = title_of(document, imprint)
    kind = first_known(source.kind, "", kind_of(title.value, document, imprint))
    return Known(
        title=title,
        publisher=first_known(source.publisher, document.publisher, publisher_of(imprint)),
        kind=kind,
        published=published_on(document, title.value, imprint),
        school_year=first_known("", "", school_year_of(title.value, document, imprint)),
        valid_until=first_known(source.valid_until, "", valid_until(kind.value, document, imprint)),
        audience=first_known(", ".join(source.audience), "", ", ".join(audience_of(imprint))),
        sector=first_known(", ".join(source.sector), "", ", ".join(sectors_of(title.value, document))),
        region=first_known(source.region, "", region_of(title.value, document)),
        contact=first_known(source.contact, "", contact_of(document)),
    )


def unknown_fields(facts: Known) -> tuple[str, ...]:
    """The names of the fields of which nothing is known."""
    return tuple(field.name for field in fields(facts) if not getattr(facts, field.name).value)


def informed(document: Document) -> Document:
    """The document with what its answers may lean on: its title, when it was published and until when it says it is valid.

    The rest of what `known` finds is for people: a notice to a reader must not come from a majority of words.
    """
    facts = known(document)
    return replace(
        document,
        title=_fitting(facts.title.value or document.title),
        published=facts.published.value or None,
        source=replace(document.source, valid_until=facts.valid_until.value),
    )


def _fitting(title: str) -> str:
    """A title that fits on a line."""
    return title if len(title) <= LONGEST_TITLE + 2 else f"{title[:LONGEST_TITLE].rsplit(' ', 1)[0]} …"
