"""Each sentence against what it cites: a verdict. Pure, never rewrites, knows no writer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Citation, Draft, Sentence, SentenceKind, Verdict
from ingest.dutch import terms, words

SUPPORTED_SHARE = 0.9  # of a sentence's terms must stand in what it cites
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_NEGATIONS = frozenset(["niet", "geen", "nooit", "niemand", "niets", "nergens", "zonder", "noch"])


def squeeze(text: str) -> str:
    """A text as quotes are compared: NFKC, without white space, hyphens and soft hyphens.

    >>> squeeze("zij-\\n instroom ﬁets") == squeeze("zijin stroomfiets")
    True
    """
    return re.sub(r"[\s|\u00ad\u2010\u2011-]", "", unicodedata.normalize("NFKC", text))


def verify(draft: Draft) -> tuple[Sentence, ...]:
    """The sentences of a draft with their verdicts; connectives state nothing and get none."""
    quotes = {citation.n: citation for citation in draft.citations}
    return tuple(
        sentence
        if sentence.kind is SentenceKind.CONNECTIVE
        else replace(sentence, verdict=verdict(sentence.text, [quotes[n] for n in sentence.citations if n in quotes]))
        for sentence in draft.sentences
    )


def verdict(text: str, cited: Sequence[Citation]) -> Verdict:
    """Whether `text` stands in the quotes, is carried by them, or neither.

    >>> quote = Citation(1, "a.pdf", "A", "Aanmelden kan niet vóór 1 mei.")
    >>> verdict("Aanmelden kan niet vóór 1 mei.", [quote]).value, verdict("Vóór 1 mei kan aanmelden niet.", [quote]).value
    ('literal', 'supported')
    >>> verdict("Aanmelden kan vóór 1 mei.", [quote]).value, verdict("Aanmelden kan niet vóór 11 mei.", [quote]).value
    ('unsupported', 'unsupported')
    """
    together = " ".join(citation.quote for citation in cited)
    if not set(_NUMBER.findall(text)) <= set(_NUMBER.findall(together)):
        return Verdict.UNSUPPORTED  # also where it is only cut from a longer number: 14 is not in 140
    if squeeze(text) and squeeze(text) in squeeze(together):
        return Verdict.LITERAL
    wanted, there = set(terms(text)), set(terms(together))
    if not wanted or len(wanted & there) / len(wanted) < SUPPORTED_SHARE:
        return Verdict.UNSUPPORTED
    same_negation = _NEGATIONS.isdisjoint(words(text)) == _NEGATIONS.isdisjoint(words(together))
    return Verdict.SUPPORTED if same_negation else Verdict.UNSUPPORTED
