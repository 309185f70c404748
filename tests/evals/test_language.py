from __future__ import annotations

from assistant.answer import Answer, Sentence, SentenceKind, Status
from evals.language import is_dutch

DUTCH = "De opleiding begint in september en duurt twee jaar."


def answer(*sentences: tuple[str, SentenceKind]) -> Answer:
    return Answer("", "", Status.ANSWERED, sentences=tuple(Sentence(text, kind) for text, kind in sentences))


def test_our_introduction_does_not_hide_what_is_stated():
    introduction = (
        "In ‘Gids voor de opleiding tot leraar’ staat onder ‘Wanneer begint het en wat moet u dan doen’:",
        SentenceKind.CONNECTIVE,
    )
    english = ("Students can apply for it in the spring.", SentenceKind.STATEMENT)
    assert is_dutch(answer(*[introduction] * 3, english)) is False
    assert is_dutch(answer(introduction, (DUTCH, SentenceKind.STATEMENT))) is True


def test_a_refusal_is_judged_on_all_it_says():
    assert is_dutch(answer(("I could not find this in any of the documents that I have.", SentenceKind.CONNECTIVE))) is False
