"""A question in English or German becomes one in Dutch, word by word: enough to search with, and to see what is asked. Pure.

The documents are in Dutch, so the answer is too, and says why.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import ingest
from assistant.answer import Question, Turn
from ingest.dutch import STOPWORDS

_WORDS = Path(ingest.__file__).parent / "words"
_FILES = {"en": "english", "de": "german"}
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
# Words that a language has and Dutch has not, one of which a question can hardly do without.
_TELLING = {
    "en": re.compile(r"\b(?:the|what|how|when|where|who|which|why|does|can i|there|for|with|to|my|you)\b", re.I),
    "de": re.compile(
        r"\b(?:das|kostet|wofür|wann|wer|warum|ist|ich|kann|und|für|mit|eine?|gibt|nicht|zum|zur|vom|wie ?viele?|welche[rsn]?)\b", re.I
    ),
}
_OPENS = re.compile(r"\W*(?:what|who|where|when|how|why|which|wer|wann|warum|wofür)\b", re.I)
LEAST = 2  # words in a list that tells of another language, and that Dutch has not
LONGEST = 7  # words in a phrase of the lists


@dataclass(frozen=True)
class Asked:
    """A question in Dutch; `language` is what it was asked in when that was another: "en" or "de"."""

    question: Question
    language: str | None = None


def in_dutch(question: Question) -> Asked:
    """The question and what was asked before it, each in Dutch; as it was when it is in Dutch already.

    >>> asked = in_dutch(Question("How much does the study trip cost?"))
    >>> asked.question.text, asked.language, in_dutch(Question("Wat kost de reis?")).language
    ('hoeveel de studiereis kosten?', 'en', None)
    """
    language = foreign_language(question.text)
    history = tuple(Turn(_in_dutch(turn.question), turn.answer) for turn in question.history)
    if language is None and history == tuple(question.history):
        return Asked(question)
    return Asked(replace(question, text=_in_dutch(question.text), history=history), language)


def foreign_language(text: str) -> str | None:
    """What a text is in when more of its words tell of English ("en") or German ("de") than of Dutch; None for any other.

    >>> foreign_language("Where can I register?"), foreign_language("Wat is the Onderwijs Challenge?"), foreign_language("Wo ist das?")
    ('en', None, 'de')
    """
    found = [word.lower() for word in _WORD.findall(text)]
    for language, telling in _TELLING.items():
        known = _dictionary(language)
        foreign = sum(known.get(word, word) != word and word not in STOPWORDS for word in found)
        dutch = sum(word in STOPWORDS and word not in known for word in found)
        if (foreign >= LEAST or foreign and _OPENS.match(text)) and len(telling.findall(text)) > dutch:
            return language
    return None


def _in_dutch(text: str) -> str:
    language = foreign_language(text)
    if language is None:
        return text
    known = _dictionary(language)
    found = list(_WORD.finditer(text))
    said: list[str] = []
    at = end = 0
    while at < len(found):
        size = next((n for n in range(min(LONGEST, len(found) - at), 0, -1) if _phrase(found[at : at + n]) in known), 0)
        last = found[at + max(size, 1) - 1].end()
        dutch = known[_phrase(found[at : at + size])] if size else found[at][0]
        said.append(text[end : found[at].start()] + dutch)
        at, end = at + max(size, 1), last
    return re.sub(r"\s+", " ", "".join(said) + text[end:]).strip()


def _phrase(found: list[re.Match[str]]) -> str:
    return " ".join(match[0].lower() for match in found)


@cache
def _dictionary(language: str) -> Mapping[str, str]:
    lines = (_WORDS / f"{_FILES[language]}.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" =", 1) for line in lines if line and not line.startswith("#"))
    return {foreign.strip(): dutch.strip() for foreign, dutch in pairs}
