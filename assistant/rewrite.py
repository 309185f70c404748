"""A follow-up becomes a question that stands alone; a double question becomes its parts. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
# A question with more words of its own stands alone, whatever it points back to or begins with.
_MOST_OWN_WORDS_POINTING, _MOST_OWN_WORDS_GOING_ON = 2, 1


def stand_alone(question: str, history: Sequence[Turn]) -> str:
    """The question, with the subject of the one before it where it leans on that.

    >>> stand_alone("En wat kost dat?", [Turn("Uit welke onderdelen bestaat het zij-instroomassessment?")])
    'En wat kost dat? (het gaat over: zij-instroomassessment)'
    """
    if not history or not _leans(question):
        return question
    subject = " ".join(_own_words(history[-1].question))
    return f"{question} (het gaat over: {subject})" if subject else question


def _leans(question: str) -> bool:
    """True if a question cannot be understood without the one before it.

    >>> [_leans(text) for text in ("En voor het vo?", "Wat kost dat?", "Wanneer begint het kaasplan?", "En wie is directeur van Pro-U?")]
    [True, True, False, False]
    """
    own = len(_own_words(question))
    return bool(
        _POINTS_BACK.search(question) and own <= _MOST_OWN_WORDS_POINTING or _GOES_ON.match(question) and own <= _MOST_OWN_WORDS_GOING_ON
    )


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
    return found if len(found) == 2 and all(len(part.split()) > 1 for part in found) else [question]


def _own_words(question: str) -> list[str]:
    """The words that carry the subject, as they were written."""
    return [
        word
        for word in re.findall(r"[\w][\w@.'’-]*\w|\w", question)
        if (plain := fold(word)) not in STOPWORDS and stem(plain) not in KIND_WORDS
    ]
