"""The short answer: the date, the amount, the number or the address in a sentence, for a reader who wants nothing else. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.addresses import EMAIL, PHONE, URL
from assistant.answer import Sentence, SentenceKind
from assistant.asked import Asked, asked, counted
from assistant.figures import Figure, Kind, figures
from ingest.dutch import fold, stem

_ADDRESSES = {Asked.PHONE: (PHONE,), Asked.EMAIL: (EMAIL,), Asked.URL: (URL,), Asked.CONTACT: (EMAIL, PHONE), Asked.WHERE_TO: (EMAIL, URL)}
_FIGURES = {
    Asked.DATE: (Kind.DATE,),
    Asked.AMOUNT: (Kind.AMOUNT, Kind.PERCENT),
    Asked.DURATION: (Kind.DURATION,),
    Asked.NUMBER: (Kind.COUNT, Kind.PERCENT),
    Asked.AGE: (Kind.DURATION,),
}
MOST = 2  # a sentence with more of what is asked needs reading


def with_short_answer(question: str, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences of an answer, of which the first that holds it carries the short answer to the question."""
    for at, sentence in enumerate(sentences):
        if sentence.kind is SentenceKind.STATEMENT and (short := short_answer(question, sentence.text)):
            return (*sentences[:at], replace(sentence, short=short), *sentences[at + 1 :])
    return tuple(sentences)


def short_answer(question: str, text: str) -> tuple[str, ...]:
    """The words of a text that are the answer by themselves, as they stand there; none where that is in doubt.

    >>> short_answer("Tot wanneer kan ik me aanmelden?", "Aanmelden kan vóór 14 september 2025, via de website.")
    ('14 september 2025',)
    >>> short_answer("Hoeveel studenten zijn er?", "In 2022 begonnen 35 studenten op 4 scholen.")
    ('35',)
    """
    kind = asked(question)
    given = fold(question)
    found = [words for words in dict.fromkeys(_found(kind, question, text)) if fold(words) not in given]
    return tuple(found) if len(found) <= MOST else ()


def _found(kind: Asked, question: str, text: str) -> list[str]:
    if kind in _ADDRESSES:
        return [match[0] for pattern in _ADDRESSES[kind] for match in pattern.finditer(text)]
    shown = [each for each in figures(text) if each.kind in _FIGURES.get(kind, ())]
    noun = counted(question)
    return [each.words for each in (_of_noun(shown, noun) if noun else shown)]


def _of_noun(shown: Sequence[Figure], noun: str) -> list[Figure]:
    """The shares, and of the numbers that which stands nearest before the noun: "op 4 scholen doen 35 studenten mee"."""
    wanted = stem(noun)
    away = {each: each.of.index(wanted) for each in shown if each.kind is Kind.COUNT and wanted in each.of}
    return [each for each in shown if each.kind is not Kind.COUNT or each in away and away[each] == min(away.values())]
