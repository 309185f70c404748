"""What is no question to the documents: greetings, orders, questions about the assistant. Pure."""

from __future__ import annotations

import re

from assistant import wording
from assistant.answer import Reason
from ingest.dutch import fold

# Small talk has nothing behind it: "Hoi, wat kost de reis?" is a question.
_THANKS = re.compile(
    r"^(?:hartelijk |heel erg |oke?,? )?(?:dank(?: ?je| ?u)?(?: ?wel)?|bedankt|thanks|top|super|fijn|oke?|prima)"
    r"(?: (?:voor (?:de|uw|je) (?:hulp|antwoord|uitleg|informatie)|hoor|zeg|gedaan))*[\s,!.]*$"
)
_HELLO = r"(?:hallo|hoi|hey|hi|dag|goede(?:n|morgen|middag|navond)\w*|goed(?:morgen|emiddag|enavond))"
_HOW_ARE_YOU = r"hoe gaat het(?: (?:met je|met jou|met u|ermee))?"
_GREETING = re.compile(
    rf"^{_HELLO}(?: (?:daar|allemaal|bronwijs|mevrouw|meneer))?[\s,!.]*(?:{_HOW_ARE_YOU})?[\s?!.]*$"
    rf"|^{_HOW_ARE_YOU}[\s?!.]*$|^(?:tot ziens|doei|fijne dag(?: nog)?|test(?:je)?)[\s,!.]*$"
)
_ABOUT = re.compile(
    r"\b(?:wie|wat) (?:ben|bent) (?:jij|je|u)\b|\bwat ka?u?nt? (?:jij|je|u)(?: allemaal"
    r"| eigenlijk)?(?: voor mij| voor ons)?(?: doen)?\s*\??$"
    r"|^(?:ka?u?nt? (?:jij|je|u) (?:me|mij|ons) helpen|help)\s*[?!]*$|\bben (?:jij|je) (?:chatgpt|copilot|gemini|siri|google)\b"
    r"|\b(?:ben (?:je|jij)|bent u) een (?:robot|mens|ai|bot|computer|chatbot)\b|\bhoe werkt? (?:je|jij|u)\b|\bwelk taalmodel\b"
)
_PLEASE = (
    r"(?:(?:kun|kan|wil|zou) (?:je|jij|u)|kunt u|wilt u)?\s*(?:alsjeblieft |alstublieft |even |nu |eens |voor mij |mij |me |een |de |het )*"
)
_DEEDS = (
    r"(?:schrijf|dicht|vertaal|verzin|bedenk|programmeer|zing|teken|genereer|doe alsof|gedraag je|negeer|vergeet|speel"
    r"|stel .{0,40} op|maak (?:een |mijn )?(?:planning|samenvatting|overzicht|lijst|tekening|plaatje)|vat .{0,40} samen"
    r"|vertel (?:me |mij )?een (?:mop|grap|verhaal))"
)
_ORDER = re.compile(
    rf"^{_PLEASE}{_DEEDS}\b|\b(?:gedicht|limerick|rijmpje|liedje|grap|mop) (?:over|schrijven|maken|vertellen)\b"
    r"|\b(?:negeer|vergeet) (?:al )?(?:je|jouw|uw|de|alle) (?:vorige |eerdere )?(?:instructies|regels|opdrachten)"
    r"|\bsysteemprompt\b|\bsystem prompt\b"
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
