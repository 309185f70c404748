"""Are the citations of an answer what they should be? Nothing here asks whether the answer is right. Pure, save for looking at files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from assistant.answer import Answer, Citation, SentenceKind
from evals.facts import tokens
from evals.literal import pages_of


class Fault(StrEnum):
    """What can be wrong with the form of citations."""

    MARK_WITHOUT_CITATION = "mark_without_citation"
    NUMBERS_OUT_OF_ORDER = "numbers_out_of_order"  # not 1, 2, 3 … as a reader meets them
    CITATION_UNUSED = "citation_unused"
    NO_SUCH_DOCUMENT = "no_such_document"
    NO_SUCH_PAGE = "no_such_page"
    EMPTY_QUOTE = "empty_quote"


def faults(answer: Answer, corpus: Path) -> tuple[Fault, ...]:
    """What is wrong with the form of the citations, each fault once; empty for an answer that is well formed.

    Well formed: every mark has its citation, the citations are numbered 1 … n in the order in which the sentences, the
    contact and the notices first use them, none goes unused, and each names a document of the corpus, a page that it has, and some words.
    """
    return tuple(dict.fromkeys([*_numbering(answer), *(fault for each in answer.citations for fault in _place(each, corpus))]))


def _numbering(answer: Answer) -> Iterator[Fault]:
    used = list(dict.fromkeys(_marks(answer)))
    numbers = [citation.n for citation in answer.citations]
    if set(used) - set(numbers):
        yield Fault.MARK_WITHOUT_CITATION
    if set(numbers) - set(used):
        yield Fault.CITATION_UNUSED
    if numbers != list(range(1, len(numbers) + 1)) or [n for n in used if n in numbers] != [n for n in numbers if n in used]:
        yield Fault.NUMBERS_OUT_OF_ORDER


def _marks(answer: Answer) -> Iterator[int]:
    """The citation numbers as a reader meets them: in the sentences, at the contact, in the notices."""
    for sentence in answer.sentences:
        yield from sentence.citations
    if answer.contact and answer.contact.citation is not None:
        yield answer.contact.citation
    for notice in answer.notices:
        yield from notice.citations


def _place(citation: Citation, corpus: Path) -> Iterator[Fault]:
    file = corpus / citation.document
    if not citation.document or not file.is_file():
        yield Fault.NO_SUCH_DOCUMENT
    elif citation.page is not None and not 1 <= citation.page <= len(pages_of(file)):
        yield Fault.NO_SUCH_PAGE
    if not citation.quote.strip():
        yield Fault.EMPTY_QUOTE


def sentences_uncited(answer: Answer) -> int:
    """Number of sentences that state something and cite nothing."""
    return sum(sentence.kind is SentenceKind.STATEMENT and not sentence.citations for sentence in answer.sentences)


def figures_uncited(answer: Answer) -> list[str]:
    """The numbers, dates, amounts, phone numbers and addresses of statements that stand in no quote they cite."""
    quotes = {citation.n: citation.quote for citation in answer.citations}
    lost = []
    for sentence in answer.sentences:
        if sentence.kind is SentenceKind.STATEMENT:
            lost += figures_missing(sentence.text, [quotes[n] for n in sentence.citations if n in quotes])
    return lost


def figures_missing(statement: str, quotes: Sequence[str]) -> list[str]:
    """The numbers, dates, amounts, phone numbers and addresses of a statement that stand in none of the quotes.

    >>> figures_missing("Op 1 mei zijn er veertien plaatsen.", ["Er zijn 14 plaatsen.", "Het begint op 11 mei."])
    ['1mei']
    """
    there = {token for quote in quotes for token in tokens(quote)}
    return [token for token in tokens(statement) if _is_figure(token) and token not in there]


def _is_figure(token: str) -> bool:
    return any(c.isdigit() for c in token) or "@" in token or "." in token
