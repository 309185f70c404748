"""Who wrote a mail, and how: name, u or je, language, haste, and what is told of oneself. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from assistant.dates import moments
from assistant.inbox.cut import BARE_NAME, CLOSING
from assistant.inbox.letter import Mail
from assistant.inbox.sentences import said_in
from assistant.language import language_of
from assistant.orders import orders_about
from ingest.dutch import STOPWORDS, words

_FORMAL = re.compile(r"\b(?:u|uw|uzelf)\b", re.I)
_INFORMAL = re.compile(r"\b(?:je|jij|jou|jouw|jullie)\b", re.I)
_TO_US = re.compile(
    r"\?|\b(?:graag|gaarne|dank\w*|bedankt|hoor|kunt?|kan|wilt?|laat|verneem|ontvang|jullie|uw|weten|vraag|alvast|stuur\w*"
    r"|mail\w*)\b",
    re.I,
)
_LOOSE = re.compile(r"^\s*(?:hoi|hey|hee|hé|hai|heej|yo)\b|\bgroetjes\b|\bdoei\b", re.I | re.M)
_URGENT = re.compile(
    r"\b(?:spoed\w*|dringend\w*|urgent\w*|zo (?:snel|spoedig|gauw) mogelijk|zsm|z\.s\.m|asap|vandaag nog|nog vandaag|haast"
    r"|op korte termijn|per direct|met spoed)\b"
    r"|\b(?:uiterlijk|voor|vóór) (?:vandaag|vanavond|vanmiddag|morgen|overmorgen|maandag|dinsdag|woensdag|donderdag|vrijdag"
    r"|eind deze week|het eind van de (?:dag|week))\b"
    r"|\b(?:deadline|sluit(?:ing)?(?:sdatum)?)\b.{0,30}\b(?:vandaag|morgen|overmorgen|deze week)\b|\burgent(?:ly)?\b"
    r"|\bas soon as possible\b",
    re.I,
)
_LAST_DAY = re.compile(r"\b(?:uiterlijk|vóór|voor|tot en met)(?: op)? \d{1,2} \w+(?: 20\d\d)?", re.I)
_OF_SELF = re.compile(
    r"\b(?:ik|wij|we|i)\b.{0,30}\b(?:ben|woon|werk|heb|had|studeer|studeerde|geef|sta|volg|volgde|haalde|behaalde|behaald"
    r"|gewerkt|gestudeerd|gedaan|afgerond|kom|zit|doe|wonen|werken|zijn|hebben|am|have|live|work)\b"
    r"|\b(?:ben|woon|werk|heb|studeer|geef|sta|volg|kom) ik\b|\bmijn (?:naam|diploma|opleiding|vooropleiding|achtergrond|vak"
    r"|school|werk|baan|vrouw|man|dochter|zoon)\b",
    re.I,
)
_FACT = re.compile(
    r"\b(?:diploma|mbo\w*|hbo\w*|wo|havo|vwo|vmbo|pabo|master|bachelor|universit\w+|hogeschool|opleiding|gestudeerd"
    r"|afgestudeerd|afgerond|studie|studeer|bevoegd\w*|zij-?instro\w+|docent\w*"
    r"|lera(?:ar|res|ren)\w*|leerkracht\w*|onderwijsassistent|schoolopleider\w*|directeur|schoolleider\w*|medewerker|adviseur"
    r"|student\w*|woon\w*|werk\w*|jaar|school|klas|vak|les|basisonderwijs|voortgezet|po|vo|"
    r"in de zorg|ict|techniek|verpleegkundige|ingenieur|degree|teacher|engineer|live)\b",
    re.I,
)
_TITLE = re.compile(r"^(?P<title>dhr|de heer|heer|meneer|mr|mw|mevr|mevrouw|mvr|drs|dr|ir|ing|prof|bc|mrs|ms)\.?\s+(?=\S)", re.I)
_SPOKEN = {
    "dhr": "heer",
    "de heer": "heer",
    "heer": "heer",
    "meneer": "heer",
    "mr": "heer",
    "mw": "mevrouw",
    "mevr": "mevrouw",
    "mevrouw": "mevrouw",
    "mvr": "mevrouw",
    "mrs": "mevrouw",
    "ms": "mevrouw",
}
_NO_PERSON = re.compile(
    r"\b(?:info|administratie|secretariaat|receptie|contact|support|servicedesk|\w*school|\w*college"
    r"|kinderopvang|kindcentrum|roc|stichting|universiteit"
    r"|hogeschool|gemeente|bv|b\.v|team|afdeling|bureau|website|webformulier|formulier|noreply|no-reply|mail|onderwijs|loket)\b",
    re.I,
)
_NAME_TOLD = re.compile(
    r"\b(?i:mijn naam is|ik heet|my name is)\s+(?P<name>[A-ZÀ-Þ][\w’'-]+(?:\s+(?:(?:van|de|der|den|het|ter|ten|te"
    r"|el)\s+)*[A-ZÀ-Þ][\w’'-]+){0,3})"
)
_WAITED = re.compile(
    r"\b(?:nog (?:steeds|altijd)|al (?:weken|dagen|maanden|drie|twee|tijden)|opnieuw)\b.{0,40}\b(?:geen|niets"
    r"|wacht)\b.{0,20}(?:antwoord|reactie|gehoord|bericht)?"
    r"|\b(?:tweede|derde|vierde|zoveelste) (?:keer|mail|poging)\b|\bgeen (?:antwoord|reactie) (?:gekregen|ontvangen|gehad)\b"
    r"|\b(?:schandalig|belachelijk|onacceptabel|klacht indienen)\b",
    re.I,
)
NEAR = 7  # days
DUTCH = 0.2  # share of Dutch stop words from which a text need not be judged by the language identifier; English and German have under 0.1


def name_of(mail: Mail) -> str:
    """The name to greet with, "" when the mail does not tell; with "heer" or "mevrouw" before it where the writer says so.

    >>> name_of(Mail("Wat kost het?", signature="Met vriendelijke groet,\\n\\nmevr. A. de Vries\\nDocent"))
    'mevrouw A. de Vries'
    """
    signed = _signed(mail.signature)
    told = match["name"] if (match := _NAME_TOLD.search(mail.text)) else ""
    known = mail.sender.name if mail.sender else ""
    longer = known if signed and known.lower().startswith(signed.lower()) and len(known) > len(signed) else ""
    return next((name for name in map(_person, (longer, signed, told, known)) if name), "")


def _signed(signature: str) -> str:
    """The name under a mail: behind the words that close it, or on the line below."""
    lines = [line.strip(" *_") for line in signature.split("\n") if line.strip(" *_")]
    for i, line in enumerate(lines[:6]):
        if match := CLOSING.match(line):
            below = next((line for line in lines[i + 1 : i + 3] if not _NO_PERSON.search(line)), "")
            again = CLOSING.match(below)
            if again and not again["name"].strip():  # "Alvast bedankt," and "Groet," each on a line
                continue
            return match["name"].strip(" ,.") or (again["name"] if again else _first_name_line(below))
    return _first_name_line(lines[0] if lines and not lines[0].startswith("--") else lines[1] if len(lines) > 1 else "")


def _first_name_line(line: str) -> str:
    plain = re.split(r"\s*[,|(/–]\s*|\s+-\s+", line)[0]
    title = _TITLE.match(plain)
    rest = plain[title.end() :] if title else plain
    return plain if BARE_NAME.match(rest[:1].upper() + rest[1:]) else ""


def _person(name: str) -> str:
    """A name as one greets with it, "" for what is no person's."""
    name = re.sub(r"^namens ", "", re.sub(r"\s+", " ", name).strip(" ,.;-\"'"), flags=re.I)
    match, title = _TITLE.match(name), ""
    while match:
        title = _SPOKEN.get(match["title"].lower(), title)
        name = name[match.end() :]
        match = _TITLE.match(name)
    if not name or _NO_PERSON.search(name) or re.search(r"[\d@<>/]", name) or len(name.split()) > 6:
        return ""
    if name.isupper() and len(name) > 3 or name.islower():
        name = " ".join(
            word if word.lower() in ("van", "de", "der", "den", "het", "ter", "ten", "te") else word.capitalize()
            for word in name.lower().split()
        )
    return f"{title} {name}" if title else name


def is_informal(mail: Mail) -> bool:
    """True if the writer says je to who reads; who says both is thought to say u.

    >>> is_informal(Mail("Mijn vrouw zegt: jij moet leraar worden. Wat kost dat?")), is_informal(Mail("Kun je mij zeggen wat dat kost?"))
    (False, True)
    """
    to_us = [said.text for said in said_in(mail.text) if _TO_US.search(said.text) and not orders_about(said.text)]
    formal, informal = (sum(len(pattern.findall(text)) for text in to_us) for pattern in (_FORMAL, _INFORMAL))
    if formal or informal:
        return informal > 2 * formal
    return _LOOSE.search(f"{mail.text}\n{mail.signature}") is not None and _FORMAL.search(mail.text) is None


def is_urgent(mail: Mail, *, today: date) -> bool:
    """True if the writer says to be in haste, or names a last day within NEAR days.

    >>> is_urgent(Mail("Ik moet het uiterlijk 6 november 2025 weten."), today=date(2025, 11, 4))
    True
    """
    said = f"{mail.subject}\n{mail.text}"
    if _URGENT.search(said):
        return True
    last_days = (moments(match[0]) for match in _LAST_DAY.finditer(mail.text))
    return any(today <= moment.last <= today + timedelta(days=NEAR) for found in last_days for moment in found)


def complains(mail: Mail) -> bool:
    """True if the writer says that he has been waiting for an answer."""
    return _WAITED.search(f"{mail.subject}\n{mail.text}") is not None


def language(mail: Mail) -> str:
    """The language of a mail in two letters; "nl" for one that is too short to tell."""
    said = words(mail.text)
    if not said or sum(word in STOPWORDS for word in said) >= DUTCH * len(said):
        return "nl"
    found = language_of(mail.text)
    return found if found not in (None, "af") else "nl"


def told_of_self(sentences: Sequence[str]) -> tuple[str, ...]:
    """The sentences in which somebody tells what he has done, does or is.

    >>> told_of_self(["Ik heb een mbo-diploma.", "Ik hoor graag van u.", "Het traject duurt lang."])
    ('Ik heb een mbo-diploma.',)
    """
    return tuple(sentence for sentence in sentences if _OF_SELF.search(sentence) and _FACT.search(sentence))
