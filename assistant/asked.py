"""What kind of answer a question wants, and whether a sentence holds one. Pure."""

from __future__ import annotations

import re
from enum import StrEnum

from ingest.dutch import fold, stem


class Asked(StrEnum):
    NAME = "name"
    PERSON = "person"
    DATE = "date"
    AMOUNT = "amount"
    NUMBER = "number"
    DURATION = "duration"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    CONTACT = "contact"
    LIST = "list"
    DEFINITION = "definition"
    DIFFERENCE = "difference"
    REASON = "reason"
    YES_NO = "yes_no"
    OTHER = "other"


# Kinds of which an answer is visible on its face: without one a sentence does not answer.
HARD = frozenset(
    {Asked.NAME, Asked.DATE, Asked.AMOUNT, Asked.NUMBER, Asked.DURATION, Asked.PHONE, Asked.EMAIL, Asked.URL, Asked.CONTACT, Asked.PERSON}
)

_UNITS = r"(?:uur|uren|minuten|dag|dagen|werkdagen|week|weken|maand|maanden|jaar|jaren|schooljaren|dagdelen?|lessen|studiejaar|studiejaren)"
# The first rule that fits counts.
_QUESTIONS: tuple[tuple[Asked, str], ...] = (
    (Asked.DIFFERENCE, r"\bverschil|\bverschill|\bversus\b|\bvergelijk"),
    (Asked.DATE, r"^(?:en |maar )?(?:tot |vanaf |sinds |voor )?(?:wanneer|welke datum|hoe laat)\b"),
    (Asked.CONTACT, r"\bmailen of bellen|\bbellen of mailen"),
    (Asked.PHONE, r"\btelefoon|\bbel(?:len)?\b|\b06\b|\btel\b"),
    (Asked.EMAIL, r"\b(?:e-?)?mail(?:adres)?(?:en|t|tje)?\b|\be-mail"),
    (Asked.URL, r"\bwebsite|\bwebadres|\bsite\b|\burl\b|\blink\b"),
    (Asked.CONTACT, r"\bcontact|\bbij wie\b|aan wie|wie kan ik|waar kan ik (?:terecht|me aanmelden|heen)|waar meld"),
    (Asked.NAME, r"^(?:en )?wie (?:is|was|zijn|waren|wordt) (?!(?:er )?verantwoordelijk)|\bnaam van\b|\bhoe heet (?:de|het|onze|jullie)\b"),
    (Asked.PERSON, r"^(?:en )?(?:door |met |van |voor |bij )?wie\b|\bwelke persoon"),
    (Asked.DATE, r"\bwanneer\b|\bwelke (?:datum|dag|periode|maand)|\bdeadline|\bdatum\b|\bdata\b|\bhoe laat|\binleverdatum|\bvanaf welk moment"),
    (Asked.DURATION, rf"\bhoe ?lang\b|\bhoeveel {_UNITS}|\bbinnen (?:welke|hoeveel)|\bhoe vaak|\bvoor hoeveel (?:jaar|maanden)|\btermijn\b"),
    (Asked.AMOUNT, r"\bhoeveel (?:euro|geld|subsidie|vergoeding|kost|budget|collegegeld)|\bkost\b|\bkosten\b(?!.*\bwie)|\bbedrag|\bvergoeding\b"
                   r"|\bverdien|\bsalaris|\btarief|\bprijs|\bhoe duur"),
    (Asked.NUMBER, r"\bhoeveel\b|\baantal\b|\bpercentage|\bhoe groot|\bhoe hoog|\bwelk deel"),
    (Asked.REASON, r"\bwaarom\b|\bwaardoor\b|\breden\b|\bhoe komt"),
    (Asked.DEFINITION, r"^wat (?:is|zijn|betekent|houdt|wordt bedoeld)|\bbetekent|\bstaat .{1,40} voor\b|\bafkorting|\bwat doet\b"),
    (Asked.LIST, r"^(?:uit |voor |aan |met |op |in |bij |naar )?welke\b|\bonderdelen\b|\bwat zijn\b|\bnoem\b|\bopties\b|\bmogelijkheden"
                 r"|\bvoorwaarden\b|\beisen\b|\bstappen\b|\bwat moet|\bwat kan ik|\broutes?\b"),
    (Asked.YES_NO, r"^(?:en |maar )?(?:mag|mogen|kan|kunnen|moet|moeten|is|zijn|heb|heeft|hebben|krijg|krijgt|krijgen|geldt|bestaat|bieden|"
                   r"biedt|hoeft|hoef|zit|wordt|worden|ga|gaat|doet|doen|komt|komen|werkt)\b"),
)  # fmt: skip
_COMPILED = tuple((asked, re.compile(pattern)) for asked, pattern in _QUESTIONS)

MONTH = r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|jan|feb|mrt|apr|jun|jul|aug|sept?|okt|nov|dec)"
_NUMBER_WORD = (
    r"(?:één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|"
    r"twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd|duizend|tientallen|helft|kwart|derde|enkelvoud|tweevoud|drievoud|viervoud)"
)
_NAME = r"(?<![\w’])(?!(?:De|Het|Een|In|Op|Bij|Van|Voor|Met|Dit|Deze|Die|Dat|Als|Na|Om|Er|Wie|Wat|Aan|Ook|Naar|Uit|Door|Tijdens|Onder|Binnen) )(?:(?:[A-ZÀ-Þ]\.)+ ?|[A-ZÀ-Þ][\w’'-]+ )(?:(?:van|de|der|den|het|ten|ter|te|in|’t) )*[A-ZÀ-Þ][\w’'-]+"
_ANSWERS: dict[Asked, re.Pattern[str]] = {
    Asked.DATE: re.compile(
        rf"\b\d{{1,2}}[e.]? ?{MONTH}\b|\b\d{{1,2}}[-/]\d{{1,2}}[-/]\d{{2,4}}|\b{MONTH}\b|\b(?:19|20)\d\d\b|\b\d{{1,2}}[.:]\d\d uur"
        r"|\b(?:begin|eind|medio|najaar|voorjaar|zomer|volgende? \w+|elke?|iedere|jaarlijks|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)\b",
        re.I,
    ),
    Asked.AMOUNT: re.compile(
        r"€ ?\d|\d[\d.,]* ?(?:euro|miljoen|miljard|procent|%)|\b(?:gratis|kosteloos|geen kosten)\b|\d{2,3},\d\d\b|\b\d{1,3}\.\d{3}\b", re.I
    ),
    Asked.NUMBER: re.compile(rf"\d|\b{_NUMBER_WORD}\b", re.I),
    Asked.DURATION: re.compile(
        rf"(?:\d|\b{_NUMBER_WORD}|\bhalf|\banderhalf)\)?[\w\s-]{{0,14}}\b{_UNITS}|\b(?:jaarlijks|maandelijks|wekelijks|twee?jarige?|vierjarige?)\b",
        re.I,
    ),
    Asked.PHONE: re.compile(r"\(?\+?\d[\d\s()./-]{7,}\d"),
    Asked.EMAIL: re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"),
    Asked.URL: re.compile(r"https?://|www\.|\b[\w-]+\.(?:nl|be|com|org|eu)\b", re.I),
    Asked.CONTACT: re.compile(
        r"\bcontactpersoon|[\w.+-]+@[\w-]+\.[\w.]+|https?://|www\.|\b[\w-]+\.(?:nl|be|com|org|eu)\b|\(?\+?\d[\d\s()-]{7,}\d", re.I
    ),
    Asked.NAME: re.compile(_NAME),
    Asked.PERSON: re.compile(
        rf"{_NAME}|\b(?:voorzitter|directeur|minister|bestuur|coordinator|begeleider|docent|school|student|leider|commissie|bevoegd gezag|kandidaten|mensen)\w*"
    ),
    Asked.LIST: re.compile(r":$|, .+ en |;"),
    Asked.DEFINITION: re.compile(
        r"\b(?:is|zijn|betekent|staat voor|verstaan|heet|wil zeggen|houdt in|bestaat uit)\b|\([A-Z][\w-]+\)|^(?!.*(?:www|\.nl|@))[^.]{3,50}: "
    ),
    Asked.REASON: re.compile(r"\b(?:omdat|doordat|want|vanwege|zodat|daarom|wegens|dankzij|reden|oorzaak|door)\b", re.I),
    Asked.YES_NO: re.compile(
        r"\b(?:mag|mogen|kan|kunnen|moet|moeten|niet|geen|verplicht|toegestaan|altijd|nooit|wel|alleen|mogelijk|nee|ja)\b", re.I
    ),
}


def asked(question: str) -> Asked:
    """The kind of answer that a Dutch question wants.

    >>> asked("Tot wanneer kan ik me aanmelden?"), asked("Wat kost de reis?"), asked("Uit welke onderdelen bestaat het?")
    (<Asked.DATE: 'date'>, <Asked.AMOUNT: 'amount'>, <Asked.LIST: 'list'>)
    """
    text = fold(question).strip()
    return next((kind for kind, pattern in _COMPILED if pattern.search(text)), Asked.OTHER)


def counted(question: str) -> str | None:
    """The noun that a "how many" question counts.

    >>> counted("Met hoeveel landen wordt samengewerkt?"), counted("Wie is de directeur?")
    ('landen', None)
    """
    match = re.search(r"\bhoeveel (?:procent van (?:de|het) )?([a-z]{3,})", fold(question))
    return match[1] if match else None


def role_asked(question: str) -> str | None:
    """The stem of the role in "who is the … of …".

    >>> role_asked("Wie is de voorzitter van de commissie?")
    'voorzitter'
    """
    match = re.search(r"\bwie (?:is|was|zijn|waren|wordt) (?:de |het |een |er |nu |dan )*([a-z-]{4,})", fold(question))
    return stem(match[1]) if match else None


def holds(kind: Asked, text: str, question: str = "") -> bool:
    """True if a text shows an answer of this kind; kinds that do not show are always held.

    A name that the question gave itself answers nothing.

    >>> holds(Asked.DATE, "Vóór 14 september 2025."), holds(Asked.PHONE, "Mail ons."), holds(Asked.OTHER, "Mail ons.")
    (True, False, True)
    >>> holds(Asked.NAME, "Wat de Universiteit Twente doet.", "Wie is rector van de Universiteit Twente?")
    False
    """
    pattern = _ANSWERS.get(kind)
    if pattern is None:
        return True
    if kind is Asked.NAME:
        given = set(re.findall(r"[A-ZÀ-Þ][\w’'-]+", question))
        text = re.sub(r"[A-ZÀ-Þ][\w’'-]+", lambda match: "" if match[0] in given else match[0], text)
    return bool(pattern.search(text))
