"""What somebody wants who wrote a mail: the questions in it, each so that it can be answered by itself, and who asks. Pure."""

from __future__ import annotations

import re
from datetime import date

from rapidfuzz import fuzz

from assistant.inbox.asks import Asked, asks_in_sentence, is_courtesy, subject_question, topic_of_subject
from assistant.inbox.letter import Ask, Letter, Mail
from assistant.inbox.no_reply import is_thanks, why_no_reply
from assistant.inbox.sentences import Said, said_in
from assistant.inbox.topic import Talk
from assistant.inbox.writer import is_informal, is_urgent, language, name_of, told_of_self

MOST_ASKS = 8  # of one mail; nobody asks more, and what has more is no letter
SAME = 90  # rapidfuzz token ratio from which two questions are one, asked twice
_WAITS = re.compile(r"\b(?:hoor|verneem|reactie|antwoord|informatie|info|onderwerp|bovenstaand\w*|zie|brochure|mail)\b", re.I)
FEW = 20  # words of a body that leaves it to the subject line to ask


def understand(mail: Mail, *, today: date | None = None) -> Letter:
    """What was understood of a mail. A day that is near, seen from `today`, makes it urgent.

    >>> letter = understand(Mail("Hoi, ik zoek een cursus. Wat kost het assessment, en hoe lang duurt dat?", signature="Groetjes Kim"))
    >>> letter.name, letter.informal, [ask.question for ask in letter.asks]
    ('Kim', True, ['Wat kost het assessment?', 'Hoe lang duurt het assessment?'])
    """
    said, name = said_in(mail.text), name_of(mail)
    asks = _asks(said, mail.subject, name)
    return Letter(
        mail=mail,
        asks=asks,
        name=name,
        informal=is_informal(mail),
        language=language(mail),
        urgent=is_urgent(mail, today=today or date.today()),
        about=told_of_self([each.text for each in said if not asks_in_sentence(each)]),
        no_reply=why_no_reply(mail, asks=bool(asks)),
    )


def _asks(said: list[Said], subject: str, writer: str) -> tuple[Ask, ...]:
    """The questions of a mail in its order; what only announces them counts where none follow."""
    found = [(each, asks_in_sentence(each)) for each in said]
    is_asked = any(not asked.is_announced for _, asks in found for asked in asks)
    talk = Talk(topic_of_subject(subject), writer=writer)
    made: list[Ask] = []
    for each, asks in found:
        kept = [asked for asked in asks if not (is_asked and asked.is_announced)]
        if not kept:
            talk.say(each.text)
        made += [Ask(asked.text, talk.ask(asked.question), asked.question) for asked in kept]
    if not made:
        doubts = [asked for each in said for asked in asks_in_sentence(each, is_last_hope=True)]
        made = [Ask(asked.text, talk.ask(asked.question), asked.question) for asked in doubts]
    if not made and (asked := _asked_by_subject(said, subject)):
        made = [Ask(asked.text, asked.question, asked.question)]
    return tuple(_without_repeats(made)[:MOST_ASKS])


def _asked_by_subject(said: list[Said], subject: str) -> Asked | None:
    """The question of a subject line, where the mail below it leaves the asking to that."""
    question = subject_question(subject)
    body = " ".join(each.text for each in said)
    is_answer = re.match(r"\s*(?:re|antw|aw)\s*:", subject, re.I) is not None
    leaves_it = not body or not is_thanks(body) and not is_answer and len(body.split()) <= FEW and _WAITS.search(body) is not None
    if not question or is_courtesy(question) or not (leaves_it or "?" in subject and not is_answer):
        return None
    return Asked(subject.strip(), question)


def _without_repeats(asks: list[Ask]) -> list[Ask]:
    """The questions without those that were asked before in nearly the same words."""
    kept: list[Ask] = []
    for ask in asks:
        if not any(fuzz.token_sort_ratio(ask.question, other.question) >= SAME for other in kept):
            kept.append(ask)
    return kept
