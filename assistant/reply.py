"""What is no question to the documents: greetings, orders, questions about the assistant. Pure."""

from __future__ import annotations

import re

from assistant import wording
from assistant.answer import Reason
from ingest.dutch import fold

_THANKS = re.compile(r"^(?:dank|bedankt|dankjewel|dankuwel|thanks|top|super|fijn|oke|ok|prima)\b[\w\s,!.]{0,30}$")
_GREETING = re.compile(
    r"^(?:hallo|hoi|hey|hi|dag|goede(?:n|morgen|middag|navond)\w*|goed(?:morgen|emiddag|enavond))\b[\w\s,!.]{0,20}$|^hoe gaat het"
)
_ABOUT = re.compile(
    r"\b(?:wie|wat) (?:ben|bent) (?:jij|je|u)\b|\bwat kun(?:t)? (?:jij|je|u) (?:allemaal |eigenlijk )?(?:voor mij )?(?:doen)?\??$|\bben (?:je|jij) een (?:robot|mens|ai|bot)"
    r"|\bbent u een (?:robot|mens|ai|bot)|\bhoe werk (?:je|jij)\b|\bhoe werkt u\b|\bwelk (?:taal)?model\b"
)
_ORDER = re.compile(
    r"^(?:(?:kun|kan|wil|zou) (?:je|jij|u)|kunt u|wilt u)?\s*(?:alsjeblieft |even |nu |eens )*(?:een |de |het |mij |me |voor mij )*"
    r"(?:schrijf|dicht|vertaal|verzin|bedenk|programmeer|zing|teken|genereer|doe alsof|gedraag je|negeer|vergeet|speel|vertel (?:me |mij )?een (?:mop|grap|verhaal))\b"
    r"|\b(?:gedicht|limerick|rijmpje|liedje|grap|mop) (?:over|schrijven|maken|vertellen)\b"
    r"|\b(?:negeer|vergeet) (?:al )?(?:je|jouw|uw|de|alle) (?:vorige |eerdere )?(?:instructies|regels|opdrachten)|\bsysteemprompt\b|\bsystem prompt\b"
)


def reply_to(question: str) -> tuple[Reason, str] | None:
    """The reason and the Dutch reply when this is no question to the documents, else None.

    >>> reply_to("Schrijf een gedicht over de lente")[0], reply_to("Wat kost de reis?")
    (<Reason.ORDER: 'order'>, None)
    """
    text = fold(question).strip()
    if not re.search(r"\w", text):
        return Reason.EMPTY_QUESTION, wording.EMPTY_QUESTION
    if _THANKS.match(text):
        return Reason.SMALL_TALK, wording.THANKS
    for reason, pattern in ((Reason.SMALL_TALK, _GREETING), (Reason.ORDER, _ORDER), (Reason.ABOUT_ASSISTANT, _ABOUT)):
        if pattern.search(text):
            return reason, wording.REPLIES[reason]
    return None
