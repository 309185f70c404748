"""Does what a statement cites carry it? Words, numbers and negation, judged apart from the assistant's own verdict. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from os.path import commonprefix

from assistant.answer import Answer, SentenceKind
from evals.citations import figures_missing
from ingest.dutch import sentences, stem, terms, words

ENOUGH = 0.8  # share of its content words: one in five may be the writer's own
SAME_BEGINNING = 5  # letters
_NEGATIONS = frozenset(["niet", "niets", "geen", "nooit", "niemand", "nergens", "zonder", "noch", "nimmer", "geenszins", "evenmin"])
_NEGATION_TERMS = frozenset(stem(word) for word in _NEGATIONS)
# "Niet alleen docenten, maar ook leiders" denies nothing, and so do "niet alleen" and "maar ook" far apart in one sentence.
_NO_NEGATION = re.compile(r"\bniet (?=(?:alleen|enkel|slechts|louter)\b[^.!?\n]*\bmaar\b)", re.I)
_CLAUSE = re.compile(r"[,;:()–—]|\b(?:en|maar|want|terwijl|omdat|hoewel)\b", re.I)


@dataclass(frozen=True)
class Support:
    """`share` of the content words that stand in what is cited; whether all numbers do; whether both sides deny, or neither."""

    share: float
    same_numbers: bool
    same_negation: bool

    @property
    def is_enough(self) -> bool:
        return self.share >= ENOUGH and self.same_numbers and self.same_negation


def supports(answer: Answer) -> list[Support]:
    """What carries each statement of an answer, in order."""
    quotes = {citation.n: citation.quote for citation in answer.citations}
    return [
        support(sentence.text, [quotes[n] for n in sentence.citations if n in quotes])
        for sentence in answer.sentences
        if sentence.kind is SentenceKind.STATEMENT
    ]


def support(statement: str, quotes: Sequence[str]) -> Support:
    """How well quotes carry a statement.

    share = |terms of the statement that the quotes have| / |terms of the statement|, where terms are stems without stop
    words and negations (of a statement of stop words only: those), and a term is had when the quotes have it or one that
    begins alike. Negations are counted in the statement and in the fewest pieces of the quotes that hold its terms; the
    counts must be equal, either over whole sentences or, as a statement may leave a clause out, over clauses. What a
    negation belongs to within a clause is not seen.

    >>> support("De cursus kost niets.", ["De cursus kost niets, maar het boek is niet gratis."])
    Support(share=1.0, same_numbers=True, same_negation=True)
    >>> support("Aanmelden kan per mail.", ["Aanmelden kan niet per mail."])
    Support(share=1.0, same_numbers=True, same_negation=False)
    >>> support("De reis kost 300 euro.", ["De fiets kost 20 euro."])
    Support(share=0.5, same_numbers=False, same_negation=True)
    """
    wanted = _content(statement)
    there = frozenset[str]().union(*(_content(quote) for quote in quotes))
    share = len(_had(wanted, there)) / len(wanted) if wanted and quotes else 0.0
    denials = _negations(statement)
    whole = [piece for quote in quotes for piece in _sentences(_plain(quote))]
    clauses = [clause for sentence in whole for clause in _CLAUSE.split(sentence)]
    same_negation = denials in (_denials_of(wanted, whole), _denials_of(wanted, clauses))
    return Support(share, not figures_missing(statement, quotes), same_negation)


def _content(text: str) -> frozenset[str]:
    return frozenset(terms(text) or words(text)) - _NEGATION_TERMS


def _had(wanted: frozenset[str], there: frozenset[str]) -> frozenset[str]:
    return frozenset(term for term in wanted if term in there or any(_begin_alike(term, other) for other in there))


def _begin_alike(term: str, other: str) -> bool:
    """True of two forms of a verb that the stemmer keeps apart, and of close kin.

    >>> _begin_alike("beoordeeld", "beoordel"), _begin_alike("opleid", "oplos"), _begin_alike("2024", "20245")
    (True, False, False)
    """
    same = len(commonprefix([term, other]))
    return term.isalpha() and same >= SAME_BEGINNING and same >= 0.7 * max(len(term), len(other))


def _denials_of(wanted: frozenset[str], pieces: Sequence[str]) -> int:
    """The negations in the fewest pieces that together hold the wanted terms, found greedily."""
    count, left = 0, wanted
    while pieces and left:
        held, best = max(((_had(left, _content(piece)), piece) for piece in pieces), key=lambda pair: len(pair[0]))
        if not held:
            break
        count, left = count + _negations(best), left - held
    return count


def _negations(text: str) -> int:
    return sum(word in _NEGATIONS for word in words(_plain(text)))


def _plain(text: str) -> str:
    """A text without the "niet" that denies nothing."""
    return _NO_NEGATION.sub("", text)


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]
