"""What kind of answer a question wants, and whether a sentence holds one. Pure."""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.addresses import EMAIL, PHONE, URL
from ingest.dutch import fold, stem


class Asked(StrEnum):
    NAME = "name"
    PERSON = "person"
    DATE = "date"
    AMOUNT = "amount"
    PAY = "pay"
    NUMBER = "number"
    DURATION = "duration"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    CONTACT = "contact"  # a person, mail address or phone number
    WHERE_TO = "where_to"  # that, or a website
    ADDRESS = "address"
    HOURS = "hours"
    AGE = "age"
    LIST = "list"
    DEFINITION = "definition"
    DIFFERENCE = "difference"
    REASON = "reason"
    PLACE = "place"
    YES_NO = "yes_no"
    OTHER = "other"


# Kinds of which an answer is visible on its face: without one a sentence does not answer.
HARD = frozenset(
    {
        Asked.NAME, Asked.PERSON, Asked.DATE, Asked.AMOUNT, Asked.PAY, Asked.NUMBER, Asked.DURATION,
        Asked.PHONE, Asked.EMAIL, Asked.URL, Asked.CONTACT, Asked.WHERE_TO, Asked.ADDRESS, Asked.HOURS, Asked.AGE,
    }
)  # fmt: skip

# Questions: the first rule that fits counts. They are matched on folded text (lower case, no accents).
_TIME_UNIT = (
    r"(?:uur|uren|min|minu(?:ut|ten)|(?:werk)?dag(?:en)?|dagdelen?|we[e]?k(?:en)?|maand(?:en)?|(?:school|studie)?ja(?:ar|ren)|lessen)"
)
_ROLE = r"(?!.*\bverantwoordelijk)"
# A verb in front makes a question of yes or no, unless it asks for something else after all: "Weet u wanneer …?"
_VERB_FIRST = (
    r"(?:mag|mogen|kan|kun|kunnen|moet|moeten|is|zijn|was|waren|heb|hebt|heeft|hebben|krijgt?|krijgen|geldt|bestaat|hoeft?|wordt|worden"
    r"|gaat|telt|zit|\w+(?:t|d|de|en)(?= (?:ik|je|jij|u|hij|zij|ze|we|wij|men|er|het|de|een|dit|dat|deze|die|mijn|onze?)\b))\b"
)
_NO_VERB = r"(?!(?:wat|wie|met|uit|tot|dat|het|niet|want|omdat|sinds|tussen|tegen|binnen|buiten|boven|tijdens|rond|hoe\w*|wanneer)\b)"
_ASKS_MORE = r"(?!.*\b(?:wat|wie|welke?|waar|wanneer|hoe\w*)\b)"
_RULES: tuple[tuple[Asked, tuple[str, ...]], ...] = (
    (Asked.YES_NO, (r"^(?:en |maar )?betaa?lt?\b",)),  # who pays, not how much
    (Asked.DIFFERENCE, (r"\bverschil", r"\bversus\b", r"\bvergelijk")),
    (Asked.DATE, (r"^(?:en |maar )?(?:tot |vanaf |sinds |voor )?(?:wanneer|welke datum|hoe laat)\b",)),
    (
        Asked.CONTACT,
        (
            r"\bmailen of bellen", r"\bbellen of mailen", r"\bcontact(?:persoon|personen|gegevens|adres|informatie)?\b",
            r"\b(?:bij|aan|met) wie (?:kan|kun|moet|mag|meld|stel|vraag)\w* (?:ik|je|we|wij|u|men)\b", r"\bwie kan ik\b",
        ),
    ),
    (Asked.PHONE, (r"\btelefoon", r"\bbel(?:len)?\b", r"\b06\b")),
    (Asked.EMAIL, (r"\b(?:e-?)?mail(?:adres)?(?:en|t|tje)?\b",)),
    (
        Asked.ADDRESS,
        (
            r"\b(?:post|bezoek)?adres\b", r"\b(?:welke|de) straat\b", r"\bwaar (?:is|zit|zijn|ligt|staat) .{2,40} gevestigd",
            r"\bpostcode",
        ),
    ),
    (Asked.HOURS, (r"\bopeningstijd", r"\bhoe laat .{0,30}open", r"\bkantooruren")),
    (Asked.AGE, (r"\bhoe oud\b", r"\bleeftijd")),
    (Asked.URL, (r"\bwebsite", r"\b(?:web|internet)adres", r"\bsite\b", r"\burl\b", r"\blink\b")),
    (
        Asked.WHERE_TO,
        (
            r"\bwaar (?:kan|kun|moet|meld|vind|vraag) .{0,40}(?:terecht|aanmeld|heen|inschrijv|informatie|aanvra|opgeven)",
            r"\bwaar (?:meld|schrijf|geef|geven|melden|schrijven) (?:ik|je|we|wij|u|mensen)\b",
            r"^waarheen\b",
        ),
    ),
    (Asked.YES_NO, (rf"^(?:en |maar |of )?{_NO_VERB}{_VERB_FIRST}{_ASKS_MORE}",)),
    (
        Asked.PLACE,
        (
            r"\b(?:in|uit|naar|langs|rond) welke (?:[a-z]+ )?"
            r"(?:stad|steden|plaats(?:en)?|gemeenten?|wijk(?:en)?|provincies?|land(?:en)?|kade)\b",
        ),
    ),
    (Asked.NAME, (rf"^(?:en )?wie (?:is|was|zijn|waren|wordt) {_ROLE}", r"\bnaam van\b", r"\bhoe heet (?:de|het|onze|jullie)\b")),
    (Asked.PERSON, (r"^(?:en )?(?:door |met |van |bij )?wie\b", r"\bwelke persoon")),
    (
        Asked.DATE,
        (
            r"\bwanneer\b", r"\bwelke (?:datum|dag|periode|maand|jaren)", r"\bwelk (?:school|studie)?jaar\b", r"\bdeadline",
            r"\b(?:inlever)?dat(?:um|a)\b", r"\bhoe laat",
        ),
    ),
    (
        Asked.DURATION,
        (
            r"\bhoe ?lang\b", rf"\bhoeveel {_TIME_UNIT}\b", r"\bbinnen (?:welke (?:tijd|termijn|periode)|hoeveel)", r"\bhoe vaak",
            r"\btermijn\b",
        ),
    ),
    (Asked.PAY, (r"\bverdien", r"\bsalaris", r"\bloon\b")),
    (
        Asked.AMOUNT,
        (
            r"\bhoeveel (?:euro|geld|subsidie|vergoeding|kost|budget|collegegeld|bedraagt)", r"\bkost(?:en)?\b", r"\w*bedrag(?:en)?\b",
            r"\bhoe hoog (?:is|was|wordt) (?:de|het) (?:\w+ )?(?:\w*subsidie|tegemoetkoming|\w*vergoeding|bijdrage|\w*beurs)\b",
            r"\w*plafond\b", r"\bvergoeding\b", r"^wat is de (?:\w+ ){1,2}subsidie\b",
            r"\btarief", r"\bprijs", r"\bhoe duur", r"\bcollegegeld", r"\b(?:gratis|betalen|betaalt)\b",
        ),
    ),
    (Asked.NUMBER, (r"\bhoeveel\b", r"\baantal\b", r"\bpercentage", r"\bhoe (?:groot|hoog)", r"\bwelk deel")),
    (Asked.REASON, (r"\bwaarom\b", r"\bwaardoor\b", r"\breden\b", r"\bhoe komt")),
    (
        Asked.DEFINITION,
        (
            r"^wat (?:is|zijn|betekent|houdt|wordt bedoeld)", r"\bwat bedoel(?:t|en)\b", r"\bbetekent",
            r"\bstaa[nt] .{1,40} voor\b", r"\bafkorting", r"\bwat doet\b",
        ),
    ),
    (
        Asked.LIST,
        (
            r"^(?:uit |voor |aan |met |op |in |bij |naar )?welke\b", r"^voor wie\b", r"\bonderdelen\b", r"\bnoem\b", r"\bopties\b",
            r"\bmogelijkheden", r"\bvoorwaarden\b", r"\beisen\b", r"\bstappen\b", r"\bwat moet", r"\bwat kan ik", r"\broutes?\b",
        ),
    ),
    (
        Asked.YES_NO,
        (
            r"^(?:en |maar )?(?:mag|mogen|kan|kunnen|moet|moeten|is|zijn|heb|heeft|hebben|krijgt?|krijgen|geldt|bestaat|biedt?|bieden"
            r"|hoeft?|zit|wordt|worden|gaa?t?|doet|doen|komt|komen|werkt)\b",
        ),
    ),
    (Asked.PLACE, (r"^(?:en )?waar\b",)),
)  # fmt: skip
# Where the question begins behind what is told first.
_TOLD_FIRST = re.compile(
    r"(?<=\w{3}[.!;])\s+(?=\w)|, (?=(?:kan|kun|mag|moet|krijg|heb|is|telt|word|wie|wat|waar|wanneer|hoe|welke?)\w* (?!er\b))"
)
_QUESTIONS = tuple((kind, re.compile("|".join(patterns))) for kind, patterns in _RULES)

# Answers: what shows that a text holds one of a kind.
_MONTH = (
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    r"|jan|feb|mrt|apr|jun|jul|aug|sept?|okt|nov|dec)"
)
_WEEKDAY = r"(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)"
_NUMBER_WORD = (
    r"(?:één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien"
    r"|twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd|duizend|tientallen|helft|kwart|derde"
    r"|(?:enkel|twee|drie|vier)voud)"
)
# A number that is of a list item, a page, a day or a time counts nothing.
_NUMBERING = rf"(?<![\s\S])\d{{1,2}}[.)] |\d{{1,2}}[e.]? ?{_MONTH}\b|\d{{1,2}}[.:]\d\d uur"
_NO_NAME_BEGINS = r"(?:De|Het|Een|In|Op|Bij|Van|Voor|Met|Dit|Deze|Die|Dat|Als|Na|Om|Er|Wie|Wat|Aan|Ook|Naar|Uit|Door|Tijdens|Onder|Binnen)"
_PARTICLES = r"(?:(?:van|de|der|den|het|ten|ter|te|in|’t) )*"
_NAME = rf"(?<![\w’])(?!{_NO_NAME_BEGINS} )(?:(?:[A-ZÀ-Þ]\.)+ ?|[A-ZÀ-Þ][\w’'-]+ ){_PARTICLES}[A-ZÀ-Þ][\w’'-]+"
_ROLES = (
    r"(?:(?:voorzitter|directeur|minister|coördinator|begeleider|docent|student|leider|commissie)\w*"
    r"|(?:school)?bestu(?:ur|ren|urders?|urslid|ursleden)|schol?en|school(?:opleiders?|leiders?)?|bevoegd gezag|kandidaten|mensen)\b"
)
_ANSWERS: dict[Asked, re.Pattern[str]] = {
    Asked.NAME: re.compile(_NAME),
    Asked.PERSON: re.compile(rf"{_NAME}|\b{_ROLES}"),
    Asked.DATE: re.compile(
        rf"\b\d{{1,2}}[e.]? ?{_MONTH}\b|\b\d{{1,2}}[-/]\d{{1,2}}[-/]\d{{2,4}}|\b{_MONTH}\b|\b(?:19|20)\d\d\b|\b\d{{1,2}}[.:]\d\d uur"
        rf"|\b(?:begin|eind|medio|najaar|voorjaar|zomer|volgende? \w+|elke?|iedere|jaarlijks|{_WEEKDAY})\b",
        re.I,
    ),
    Asked.AMOUNT: re.compile(
        r"€ ?\d|\d[\d.,]* ?(?:euro|miljoen|miljard|procent|%)|\b(?:gratis|kosteloos|geen kosten|kosten? niets"
        r"|niets kosten?|kostenloos|de helft)\b|\d{2,3},\d\d\b|\b\d{1,3}\.\d{3}\b",
        re.I,
    ),
    Asked.PAY: re.compile(r"€ ?\d|\d[\d.,]* ?euro|\bsalaris|\b(?:loon|salaris)?schaal\b|\bcao\b|\bloon\b|\bbetaald", re.I),
    Asked.NUMBER: re.compile(rf"(?<!\w)(?!{_NUMBERING})\d|\b{_NUMBER_WORD}\b", re.I),
    Asked.DURATION: re.compile(
        rf"(?:\d|\b{_NUMBER_WORD}|\bhalf|\banderhalf)\)?[\w\s-]{{0,14}}\b{_TIME_UNIT}\b|\b(?:jaarlijks|maandelijks|wekelijks|\w+jarige?)\b",
        re.I,
    ),
    Asked.PHONE: PHONE,
    Asked.EMAIL: EMAIL,
    Asked.URL: URL,
    Asked.CONTACT: re.compile(rf"\b[Cc]ontactpersoon|{EMAIL.pattern}|{PHONE.pattern}"),
    Asked.WHERE_TO: re.compile(rf"\b[Cc]ontactpersoon|{EMAIL.pattern}|{PHONE.pattern}|{URL.pattern}"),
    Asked.ADDRESS: re.compile(r"\b\d{4} ?[A-Z]{2}\b|\w+(?:straat|laan|weg|plein|kade|singel|gracht|dijk|hof) \d|\bpostbus \d", re.I),
    Asked.HOURS: re.compile(r"\b\d{1,2}[.:]\d\d\b|\b\d{1,2} uur\b|\bgeopend\b|\bopen van\b", re.I),
    Asked.AGE: re.compile(rf"(?:\d|\b{_NUMBER_WORD}) (?:jaar|maand(?:en)?|we[e]?ken|dagen)\b|\bjaar oud\b|\bleeftijd\b", re.I),
    Asked.LIST: re.compile(r":$|, .+ en |; .*;"),
    Asked.DEFINITION: re.compile(
        r"\b(?:is|zijn|betekent|staat voor|verstaan|heet|wil zeggen|houdt in|bestaat uit)\b|\([A-Z][\w-]+\)"
        r"|^(?!.*(?:www|\.nl|@))[^.]{3,50}: "
    ),
    Asked.PLACE: re.compile(r"\b(?:in|te|op|bij|naar|uit|langs|rond|via) (?:de |het )?(?:‘|')?[A-ZÀ-Þ]|\bwww\.|\.nl\b"),
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
    text = _asking(fold(question).strip())
    return next((kind for kind, pattern in _QUESTIONS if pattern.search(text)), Asked.OTHER)


def _asking(question: str) -> str:
    """The sentence that asks, behind those that tell how things stand.

    >>> _asking("wij betalen btw, mag die in de begroting"), _asking("ik ben ziek. wanneer meld ik dat?")
    ('mag die in de begroting', 'wanneer meld ik dat?')
    """
    said = [part for part in _TOLD_FIRST.split(question) if len(part.split()) > 1]
    return next((part for part in reversed(said) if "?" in part), said[-1] if said else question)


def counted(question: str) -> str | None:
    """The noun that a "how many" question counts.

    >>> counted("Met hoeveel landen wordt samengewerkt?"), counted("Wie is de directeur?")
    ('landen', None)
    """
    match = re.search(r"\bhoeveel (?:procent van (?:de|het) )?([a-z][a-z-]{2,})", fold(question))
    return match[1] if match else None


def role_asked(question: str) -> str | None:
    """The stem of the role in "who is the … of …".

    >>> role_asked("Wie is de voorzitter van de commissie?")
    'voorzitter'
    """
    match = re.search(r"\bwie (?:is|was|zijn|waren|wordt) (?:de |het |een |er |nu |dan )*([a-z-]{4,})", fold(question))
    return stem(match[1]) if match else None


# Kinds of which what the question says itself is no answer.
_NOT_GIVEN = frozenset({Asked.NAME, Asked.PERSON, Asked.NUMBER, Asked.DATE})


def holds(kind: Asked, text: str, question: str = "") -> bool:
    """True if a text shows an answer of this kind; kinds that do not show are always held.

    A name or number that the question gave itself answers nothing.

    >>> holds(Asked.DATE, "Vóór 14 september 2025."), holds(Asked.PHONE, "Mail ons."), holds(Asked.OTHER, "Mail ons.")
    (True, False, True)
    >>> holds(Asked.NAME, "Wat de Universiteit Twente doet.", "Wie is rector van de Universiteit Twente?")
    False
    """
    pattern = _ANSWERS.get(kind)
    if pattern is None:
        return True
    given = set(re.findall(r"[A-ZÀ-Þ][\w’'-]+|\d+", question)) if kind in _NOT_GIVEN else set()
    if given:
        text = re.sub(r"[A-ZÀ-Þ][\w’'-]+|\d+", lambda match: "" if match[0] in given else match[0], text)
    return bool(pattern.search(text))
