"""Is an answer in Dutch?"""

from __future__ import annotations

from assistant.answer import Answer, SentenceKind
from assistant.language import is_dutch_text


def is_dutch(answer: Answer) -> bool | None:
    """True if what an answer states is in Dutch, or all it says where it states nothing; None with too few words to tell."""
    stated = [sentence.text for sentence in answer.sentences if sentence.kind is SentenceKind.STATEMENT]
    return is_dutch_text(" ".join(stated or [sentence.text for sentence in answer.sentences]))
