"""Does the highlight stand on the quoted words? The words under its boxes are read back from the page and compared with the quote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.answer import Citation
from ingest.show import Box, quote_boxes, squeeze, words_under

LEAST_SHARED = 0.95  # of the characters; a box may touch a letter of the word beside it


@dataclass(frozen=True)
class Highlight:
    """The highlight of one citation: what was quoted, and what stands under it; empty where nothing is highlighted."""

    citation: Citation
    under: str

    @property
    def is_right(self) -> bool:
        """True if the quoted words, and hardly any other, stand under the highlight.

        >>> Highlight(Citation(1, "a.pdf", "A", "Drie  euro."), "Drie euro.").is_right
        True
        >>> Highlight(Citation(1, "a.pdf", "A", "Drie euro."), "Drie").is_right
        False
        """
        return similarity(squeeze(self.citation.quote), squeeze(self.under)) >= LEAST_SHARED


def similarity(one: str, other: str) -> float:
    """1 - edits / length of the longer, over insertions and deletions (Indel); 1 for equal texts.

    >>> similarity("abcd", "abc")
    0.8571428571428572
    """
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one, other)


def highlights(citations: Iterable[Citation], corpus: Path) -> Iterator[Highlight]:
    """The highlights of citations of pages of PDFs; other citations are passed over."""
    for citation in citations:
        file = corpus / citation.document
        if citation.page is None or file.suffix.lower() != ".pdf":
            continue
        boxes: tuple[Box, ...] = quote_boxes(file, citation.page, citation.quote, before=text_before(citation))
        yield Highlight(citation, words_under(file, citation.page, boxes))


def text_before(citation: Citation) -> str:
    """What stands in front of the quote in its passage."""
    return citation.passage.partition(citation.quote)[0]
