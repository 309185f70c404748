"""Each sentence against what it cites: a verdict. Pure, never rewrites, knows no writer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.answer import Citation, Draft, Sentence, SentenceKind, Verdict
from assistant.exact import NUMBER, untold
from assistant.figures import NUMBER_WORDS
from assistant.negate import differs, is_torn
from ingest.clean import LIST_MARK
from ingest.document import CELL_MARK, HEADING_MARK
from ingest.dutch import STOPWORDS, fold, kin, kin_terms, stem, synonyms, terms, word_list, words
from ingest.show import squeeze

IN_QUOTE = 0.5  # of a sentence's words must stand in the quotes; the others may stand over or right before them
_TIES = frozenset(stem(word) for word in word_list("ties"))  # say nothing of their own
_NAME = re.compile(r"(?<=[\w,;:|(&] )[A-ZÀ-Þ][\w’'-]*\w|\b\w*[A-ZÀ-Þ]\w*[A-ZÀ-Þ]\w*\b")


def verify(draft: Draft) -> tuple[Sentence, ...]:
    """The sentences of a draft with their verdicts; connectives state nothing and get none."""
    quotes = {citation.n: citation for citation in draft.citations}
    return tuple(
        sentence if sentence.kind is SentenceKind.CONNECTIVE else replace(sentence, verdict=_verdict(sentence, quotes))
        for sentence in draft.sentences
    )


def _verdict(sentence: Sentence, quotes: dict[int, Citation]) -> Verdict:
    if any(n not in quotes for n in sentence.citations):
        return Verdict.UNSUPPORTED  # a source that is not there carries nothing, whatever stands beside it
    return verdict(sentence.text, [quotes[n] for n in sentence.citations])


def verdict(text: str, cited: Sequence[Citation]) -> Verdict:
    """Whether `text` stands in the quotes, is carried by them, or neither.

    It is carried when every figure, date, address and name in it is told by what it cites, nothing is denied, turned round or
    stripped of its exception, and none of its other words comes from elsewhere.

    >>> quote = Citation(1, "a.pdf", "A", "Aanmelden kan niet vóór 1 mei.")
    >>> verdict("Aanmelden kan niet vóór 1 mei.", [quote]).value, verdict("Vóór 1 mei kan aanmelden niet.", [quote]).value
    ('literal', 'supported')
    >>> verdict("Aanmelden kan vóór 1 mei.", [quote]).value, verdict("Aanmelden kan niet vóór 11 mei.", [quote]).value
    ('unsupported', 'unsupported')
    """
    quotes = [citation.quote for citation in cited]
    together = " ".join(quotes)
    if _stands_in(text, together):
        return Verdict.UNSUPPORTED if is_torn(text, quotes) else Verdict.LITERAL
    source = _Source(tuple(cited))
    if not source.carries_words(text) or not source.names(text) or differs(text, together) or untold(text, together, over=source.over):
        return Verdict.UNSUPPORTED
    return Verdict.SUPPORTED


def _stands_in(text: str, together: str) -> bool:
    """True if the words of a text stand there; a number that is only cut from a longer one (14 of 140) does not."""
    return bool(squeeze(text)) and squeeze(text) in squeeze(together) and set(NUMBER.findall(text)) <= set(NUMBER.findall(together))


@dataclass(frozen=True)
class _Source:
    """What a sentence cites, and the words of it."""

    cited: tuple[Citation, ...]

    @cached_property
    def over(self) -> str:
        """The titles and headings that the quotes stand under."""
        return " . ".join(dict.fromkeys(part for citation in self.cited for part in (citation.title, citation.heading or "")))

    def names(self, text: str) -> bool:
        """True if every name and abbreviation in a text, save one that begins it, stands in or around what it cites."""
        around = " ".join(citation.passage for citation in self.cited)
        known = set(terms(f"{self._quoted} {self.over} {around}"))
        return all(set(terms(name)[:1]) <= known or not terms(name) for name in _NAME.findall(text))

    def carries_words(self, text: str) -> bool:
        """True if every word of a text that says something stands in the quotes or over or right before them, most in the quotes."""
        wanted = [word for word in words(text) if _says_something(word)]
        in_quotes = [word for word in wanted if _covers(self._known, word)]
        elsewhere = [word for word in wanted if not _covers(self._known | self._near, word)]
        return bool(wanted or NUMBER.search(text)) and not elsewhere and len(in_quotes) >= IN_QUOTE * len(wanted)

    @cached_property
    def _quoted(self) -> str:
        return " . ".join(citation.quote for citation in self.cited)

    @cached_property
    def _known(self) -> set[str]:
        return _stems(self._quoted)

    @cached_property
    def _near(self) -> set[str]:
        return _stems(" . ".join([self.over, *(_before(citation) for citation in self.cited)]))


def _stems(text: str) -> set[str]:
    return {*terms(text), *kin_terms(text)}


def _says_something(word: str) -> bool:
    return word not in STOPWORDS and word not in NUMBER_WORDS and not word[0].isdigit() and "@" not in word and stem(word) not in _TIES


def _covers(known: set[str], word: str) -> bool:
    """True if a folded word, a synonym or form of it, or all its parts are known; or a longer word that ends in it: but not "on…"."""
    whole, *parts = terms(word) or [stem(word)]
    made_of = kin(word)
    if whole in known or parts and known.issuperset(parts) or made_of and known.issuperset(made_of):
        return True
    if any(not synonyms(form).isdisjoint(known) for form in (whole, *made_of[:1])):
        return True
    return len(whole) > 3 and any(other.endswith(whole) and other != f"on{whole}" for other in known)


def _before(citation: Citation) -> str:
    """What a reader needs before a quote: the line before it; for an item or row the first of its list, and the line before that."""
    lines = citation.passage.split("\n")
    begin = fold(citation.quote.split("\n")[0])
    at = next((at for at, line in enumerate(lines) if begin and begin in fold(line.replace(CELL_MARK, " "))), None)
    if at is None:
        return ""
    own = lines[at].replace(CELL_MARK, " ")
    first = at
    while first and _in_list(lines[at]) and _in_list(lines[first - 1]):
        first -= 1
    return " . ".join([own[: fold(own).find(begin)], *lines[max(0, first - 1) : first + 1 if first < at else first]]).replace(
        HEADING_MARK, ""
    )


def _in_list(line: str) -> bool:
    return CELL_MARK in line or LIST_MARK.match(line) is not None
