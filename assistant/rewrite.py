"""A follow-up becomes a question that stands alone; a double question becomes its parts. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from assistant.answer import Turn
from assistant.cover import KIND_WORDS
from ingest.dutch import STOPWORDS, fold, stem

# Words that point back to what was said. "het" is mostly an article, so it counts only at the end of a question.
_POINTS_BACK = re.compile(
    r"\b(?:dat|dit|die|deze|hij|hem|zij(?!-)|ze|hun|daar\w*|er(?:van|voor|mee|bij|aan|over|heen)|hier\w*|zo'n)\b"
    r"|\bhet(?= ?(?:\?|$|dan|precies))",
    re.I,
)
_GOES_ON = re.compile(r"^(?:en|maar|of)\b", re.I)
_PARTS = re.compile(
    r"\?\s+(?=\w)|,? (?:en|of) (?=(?:bij |met |tot |voor |aan |op |in |naar )?(?:wie|wat|waar|wanneer|hoe|hoeveel|welke?)\b)", re.I
)
_DIFFERENCE = re.compile(r"\bverschil(?:len)? (?:tussen|is er tussen) (?P<a>.+?) en (?P<b>[^?]+)", re.I)
_ASKS = re.compile(
    r"\b(?:wie|wat|waar|wanneer|welke?|hoe|hoeveel|waarom|is|zijn|was|heeft|hebben|kan|kun|kunnen|mag|mogen|moet|moeten|geldt|krijgt?|duurt|kost)\b",
    re.I,
)
MOST_PARTS = 4
# A question with more words of its own stands alone, whatever it points back to.
_MOST_OWN_WORDS = 2
_ALIKE = 55  # rapidfuzz ratio from which a new word takes the place of an old one: "vo" of "po", one assessment of another


def stand_alone(question: str, history: Sequence[Turn]) -> str:
    """The question with what it takes from the one before it, where it leans on that.

    >>> asked = [Turn("Uit welke onderdelen bestaat het zij-instroomassessment?")]
    >>> stand_alone("En wat kost dat?", asked)
    'En wat kost dat? (het gaat over: zij-instroomassessment)'
    >>> stand_alone("En het toelatingsassessment?", asked)
    'Uit welke onderdelen bestaat het toelatingsassessment?'
    >>> stand_alone("En hoeveel onderdelen heeft het toelatingsassessment?", asked)
    'En hoeveel onderdelen heeft het toelatingsassessment?'
    """
    own = _own_words(question)
    if not history or not history[-1].question.strip():
        return question
    before = history[-1].question
    if _GOES_ON.match(question) and own and not _ASKS.search(question):
        return _asked_again(before, question, own)
    # In the second half of a double question a pronoun points to the first half, not to what was said before.
    if _POINTS_BACK.search(parts(question)[0]) and len(own) <= _MOST_OWN_WORDS or _GOES_ON.match(question) and not own:
        subject = " ".join(_own_words(before))
        return f"{question} (het gaat over: {subject})" if subject else question
    return question


def _asked_again(before: str, question: str, own: Sequence[str]) -> str:
    """The question before, about something else: what is most alike makes room, or else the new words are added."""
    old = _own_words(before)
    if old and len(own) == 1:
        nearest = max(old, key=lambda word: fuzz.ratio(fold(word), fold(own[0])))
        if fuzz.ratio(fold(nearest), fold(own[0])) >= _ALIKE or len(old) == 1:
            return before.replace(nearest, own[0])
    return f"{before.rstrip(' ?')} {_GOES_ON.sub('', question).strip(' ?')}?"


def is_difference(question: str) -> bool:
    """True for a question after the difference between two things."""
    return bool(_DIFFERENCE.search(question))


def parts(question: str) -> list[str]:
    """The questions in a double question; a question after a difference becomes one on each side.

    >>> parts("Wat kost de reis en wanneer is die?")
    ['Wat kost de reis', 'wanneer is die?']
    >>> parts("Wat is het verschil tussen een mentor en een coach?")
    ['Wat is een mentor?', 'Wat is een coach?']
    """
    if match := _DIFFERENCE.search(question):
        return [f"Wat is {match['a'].strip()}?", f"Wat is {match['b'].strip()}?"]
    found = [part.strip() for part in _PARTS.split(question) if part and part.strip()]
    return found if len(found) <= MOST_PARTS and all(len(part.split()) > 1 for part in found) else [question]


def _own_words(question: str) -> list[str]:
    """The words that carry the subject, as they were written."""
    return [
        word
        for word in re.findall(r"[\w][\w@.'’-]*\w|\w", question)
        if (plain := fold(word)) not in STOPWORDS and stem(plain) not in KIND_WORDS
    ]
