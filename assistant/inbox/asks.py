"""Which sentences of a mail ask something, and what: with a question mark or without. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.inbox.direct import ASKING, direct_question, is_finite, is_verb_form
from assistant.inbox.sentences import Said
from assistant.orders import orders_about
from assistant.refer import own_words
from assistant.reply import reply_to
from ingest.dutch import fold

_ME = r"(?:mij|me|ons|mezelf|mijzelf)"
_YOU = r"(?:u|je|jij|jullie|iemand|men|ik)"
_TELL = (
    r"(?:vertellen|laten weten|aangeven|uitleggen|zeggen|bevestigen|meedelen|mededelen|informeren|adviseren|toelichten|weten"
    r"|vragen|verduidelijken|nagaan|nakijken"
    r"|uitzoeken|opzoeken|doorgeven|meegeven|terugvinden|vinden|lezen|zien|helpen|nazoeken|laten horen|duidelijk maken|tell"
    r"|explain|confirm|know)"
)
# What stands before an indirect question; between it and the question there may be some words more ("van u", "graag nog").
_CUE = re.compile(
    r"\b(?:"
    r"(?:graag|gaarne) (?:zou |wil |wilde |had |hoor|verneem|weet|lees|ontvang|krijg|zie|zagen|horen|vernemen|weten)\w*"
    rf"|(?:hoor|verneem|weet|wil|wilde|zou|had|wou|krijg|ontvang|zouden|willen|horen) (?:ik|wij|we)\b.{{0,25}}?\b(?:graag|gaarne"
    rf"|weten|vragen|horen|vernemen|geweten|vernomen|informeren|navragen|checken|af)"
    r"|(?:ik|wij|we) (?:zou|zouden|wil|willen|wilde|wou|had|hoor|verneem|weet)\b.{0,30}?\b(?:graag|gaarne|weten|vragen|horen"
    r"|vernemen|geweten|vernomen|informeren|navragen|checken)"
    rf"|(?:vraag|vroeg|vragen|vroegen) (?:(?:ik|wij|we) )?{_ME}\b.{{0,25}}?\baf|\b{_ME} (?:ook |nog |wel )?af(?:vraag|vroeg)|\baf te vragen"
    r"|vra(?:ag|gen)(?:je|jes)? (?:is|zijn|luidt|luiden|was|waren|betreft|hierbij is|daarbij is|ik (?:me|mij))"
    r"|vra(?:ag|gen)(?:je|jes)?(?: \d)?\s*:|\bvroeg ik of|\bvraag ik of"
    r"|benieuwd|nieuwsgierig"
    rf"|(?:kunt?|kan|kun|zou|zoudt|zouden|wilt?|wil|willen|kunnen|could|can|would) (?:{_YOU}|you)\b.{{0,60}}?\b{_TELL}"
    r"|(?:weet|weten|heeft|heb|hebben) (?:u|je|jij|jullie|iemand)\b(?: (?:misschien|toevallig|ook|wellicht|soms|enig idee|een idee|al))*"
    rf"|laat (?:u |je )?(?:het )?{_ME} .{{0,20}}weten|laat weten|gelieve\b.{{0,30}}?\b(?:weten|te delen|te melden|te zeggen|te bevestigen)"
    r"|(?:niet|on)(?: (?:helemaal|goed|echt|meteen))? ?duidelijk|(?:niet|nergens)\b.{0,30}\b(?:vinden|terugvinden|lezen|opmaken"
    r"|achterhalen|vind)"
    r"|(?:snap|begrijp) (?:ik )?.{0,12}\bniet(?: goed| helemaal)?|vraagt (?:me |mij |zich af|aan mij)?|geen (?:flauw )?idee"
    r"|(?:gaat|draait) (?:het )?(?:mij|me) (?:er )?(?:vooral )?om"
    r"|(?:wonder|wondering|like to know|want to know|tell me|know)"
    r")\b[^.?!]{0,45}$",
    re.I,
)
_DOUBT = re.compile(r"\b(?:weet (?:ik )?(?:\w+ ){0,2}niet|twijfel\w*|weten (?:wij |we )?niet)\b[^.?!]{0,30}$", re.I)
_CLAUSE = re.compile(rf"(?:^|(?<=[\s,:;(]))(?P<clause>(?:of|{ASKING}|what|whether|if|how|when|where|which|who)\b.*)$", re.I | re.S)
# A wish to know of something: "over het traject", "naar de kosten".
_ABOUT_WISH = re.compile(
    r"\b(?:informatie|info|meer|weten|inlichtingen|informeren|brochures?|folder|uitleg|gegevens|documentatie|vra(?:ag|gen)"
    r"|vraagje|benieuwd|nieuwsgierig|vertellen|duidelijkheid|advies|toelichting)\b"
    r"[^.?!]{0,40}?\b(?:over|naar|omtrent|betreffende|m\.b\.t\.?|mbt|met betrekking tot|aangaande|inzake|rond|rondom)\s+(?P<what>[^.?!]+)",
    re.I,
)
_WISH = re.compile(
    rf"\b(?:graag|wil|wilde|zou|zoek|benieuwd|nieuwsgierig|verzoek\w*|(?:kunt?|kan|kun|wilt?) {_YOU}|mag ik|ik heb (?:een"
    rf"|nog een|de volgende) vraag|op zoek|vraagje|aanvraag|interesse|(?:kunnen|zouden) (?:jullie|wij|we))\b",
    re.I,
)
_TO_SEND = re.compile(
    rf"\b(?:kunt?|kan|kun|zou|wilt?|zouden|kunnen) {_YOU}\b.{{0,50}}\b(?:informatie|info|brochure|folder|uitleg|documentatie|gegevens)\b",
    re.I,
)
_TO_GIVE = re.compile(
    rf"\b(?:kunt?|kan|kun|zou|wilt?|mag|zouden|kunnen) {_YOU}\b.{{0,70}}\b(?:geven|doorgeven|sturen|toesturen|mailen|hebben"
    rf"|ontvangen)\W*$",
    re.I,
)
_ANNOUNCES = re.compile(
    r"\b(?:heb|hebben|had|hadden|met|zit) .{0,40}\bvra(?:ag|gen)(?:je|jes)?\b|^(?:een |wat |enkele )?vra(?:ag|gen)(?:je"
    r"|jes)? (?:over|m)|\bmail u\b|\bin verband met\b",
    re.I,
)
_COURTESY = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"^(?:en )?hoe (?:gaat|is) het(?: (?:met (?:u|je|jou|jullie)|daar|ermee))?\b",
        rf"^(?:.{{0,40}}\b)?(?:kunt?|kan|kun|zou|zoudt|zouden|wilt?|willen|kunnen) {_YOU}\b(?: (?:hier|daar|er)(?:mee|bij|in"
        rf"|over|op))?(?: {_ME})?(?: (?:(?:hier|daar|er)(?:mee|bij|in|over|op)"
        rf"|verder|misschien|alstublieft|alsjeblieft|aub|svp|even|spoedig|snel|zo snel mogelijk|eens|op korte termijn|een|uw|je"
        rf"|willen|kunnen|nog|vandaag|ook|graag|deze week|eventueel|telefonisch|per (?:mail|telefoon)))*"
        rf" (?:helpen|informeren|antwoorden|beantwoorden|adviseren|bellen|terugbellen|mailen|terugmailen|reageren"
        rf"|antwoord(?: (?:te )?(?:geven|sturen))?|reactie(?: (?:te )?(?:geven|sturen))?|verder helpen|laten weten"
        rf"|contact (?:met .{{1,20}} )?(?:op ?nemen|opnemen|zoeken)|opnemen|op weg helpen|oppakken|behandelen)(?: (?:geven"
        rf"|sturen|willen|kunnen))?(?: (?:want|omdat|voor|vóór|over|op|via)\b[^?]*)?[\s?!.]*$",
        r"\bdoen alsof\b",
        rf"^(?:kunt?|kan|kun|wilt?|zou|zoudt) {_YOU} (?:(?:mij|me|ons|dit|dat|die|deze|ze|het|alles|bovenstaande|informatie|gegevens"
        r"|stukken|graag|even|ook|alstublieft|misschien|aan|per|mail|e-mail|post|naar|willen|kunnen) )*"
        r"(?:toesturen|opsturen|sturen|mailen|toezenden|zenden|toemailen|doorsturen)(?: (?:willen|kunnen))?\W*$",
        r"^(?:en )?hoe (?:moeilijk|lastig|ingewikkeld|dom|erg) (?:kan|mag|moet) (?:het|dit|dat)(?: \w+){0,2} (?:zijn|worden)\W*$",
        r"^(?:en )?(?:wie|wat) (?:denkt?|denken) (?:u|je|jij|jullie) (?:wel|eigenlijk|nou|nu)\b",
        rf"^(?:zou|zouden|wilt?|willen|kunt?|kan|kun|kunnen) {_YOU}\b[^?]{{0,20}}"
        r"\b(?:dat|dit|het)\b[^?]{0,20}\b(?:doen|regelen|verzorgen)\W*$",
        r"\bwat denkt? (?:u|je|jij|ge)\b|^wie weet \w+ ik\b",
        r"^(?:waar ik aan toe ben|waar ben ik aan toe)\b",
        r"^(?:.{0,30}\b)?(?:kunt?|kan|kun|zou|wilt?|willen|kunnen) (?:u|je|jij|jullie"
        r"|iemand) (?!mij vertellen)[^?]{0,60}\b(?:aanpassen|wijzigen|doorgeven aan|inschrijven|uitschrijven|afmelden"
        r"|verwijderen|verwerken|regelen|annuleren|bevestigen)\W*$",
        r"\bcontact met (?:mij|me|ons) op ?(?:te )?nemen\b[^?]*\?*$",
        r"^(?:mag|kan) ik (?:u|je|jullie) (?:(?:iets|wat|een vraag|een paar dingen|enkele vragen|een aantal vragen"
        r"|even) )+(?:vragen|stellen)?\W*$",
        r"^(?:heeft u|heb je|hebben jullie) (?:even |misschien )*(?:een momentje|tijd|een minuutje)\b",
        r"\bjuiste (?:adres|plek|persoon|loket|afdeling)\b",
        r"^(?:wanneer|hoor|mag|kan|tot wanneer) (?:hoor |mag |kan )?ik (?:snel |spoedig |gauw )?(?:iets |een (?:reactie"
        r"|antwoord) |antwoord )?(?:van (?:u|je|jullie)|verwachten)(?: horen| verwachten)?\b",
        r"\b(?:vind(?:t|en)?) (?:u|je|jij|jullie) (?:dit|dat|het)(?:zelf)?\b|^(?:snap|begrijp)t? (?:u|je|jullie)\b",
        r"^hoe (?:kan|is|moet) (?:dit|dat|het)(?: (?:toch|nou|nu|in hemelsnaam|eigenlijk))*(?: (?:zo lang duren|mogelijk|zijn"
        r"|voor (?:een )?(?:service|organisatie|manier|onzin|waanzin|\w+)|voorstellen))?[\s?!]*$",
        r"^(?:en )?waar(?:om|op)? (?:blijft|duurt|wacht|krijg|hoor|reageert|antwoordt|moet) .{0,60}(?:antwoord|reactie|lang"
        r"|niets|niemand|wachten)\b",
        r"^hoe (?:lang|vaak) (?:moet|kan|mag) ik (?:nog |hier ?(?:op|voor) |daar ?(?:op|voor) )*(?:wachten|mailen|bellen|vragen)\b",
        r"^(?:is (?:dit|dat) (?:nou |nu |echt |toch |soms )*(?:zo moeilijk|te veel gevraagd|normaal|een grap|de bedoeling))\b",
        r"^(?:leuk|fijn|mooi|handig|goed|toch|oké|ok|ja|nee|echt|niet waar|wie weet|waarom niet|wat nu|wat dan|en nu|hallo"
        r"|is daar iemand)\W*\?$",
        r"^(?:weet u|weet je)(?: (?:het|wel|nog))*\W*$",
        r"\bwaar wacht (?:u|je) (?:nog )?op\b|\bklik (?:hier|op)\b",
        r"^(?:how are you|can you (?:please )?help(?: me)?|could you (?:please )?help(?: me)?|hope you are)\b[^?]{0,12}\?$",
        rf"^(?:kunt?|kan|kun|wilt?) {_YOU} (?:dit|deze mail|dit bericht|mijn (?:mail|bericht)|het)(?: \w+){{0,4}} (?:bevestigen"
        rf"|doorsturen|lezen)\W*$",
    )
)
_PREAMBLE = re.compile(
    r"^(?:(?:(?:en |maar )?zo (?:ja|nee|niet)|en|dus|maar|nou|nu|ook|verder|daarnaast|tot slot|ten (?:eerste|tweede|derde"
    r"|vierde|slotte)|ook nog|nog iets|nog een vraag|p\.?s\.?|oh ja|o ja|eigenlijk|concreet|kortom|zo (?:ja|nee|niet)"
    r"|indien (?:ja|niet)|als dat (?:zo is|kan|mag))\b[,:;]?\s+(?=\w)"
    r"|(?:(?:mijn|de|nog een|een|andere|tweede|eerste|derde|laatste|volgende|concrete|korte)\s+)*vraag(?:je)?(?: (?:\d|is|luidt"
    r"|daarbij is|hierbij is|aan (?:u|jullie)(?: is)?))?\s*[:,–-]+\s*)",
    re.I,
)
_LEAD_IN = re.compile(
    r"^(?:[^?]{3,120}?)(?:\bvraag(?:je)?\b[^?:]{0,20}:|\bvroeg (?:ik )?(?:me|mij) (?:\w+ ){0,2}af[:,]|\bvraag (?:ik )?(?:me"
    r"|mij) (?:\w+ ){0,2}af[:,]|\bbenieuwd:)\s*(?=\S)",
    re.I,
)
_FIRST_SENTENCE = re.compile(r"^(?:hallo|hoi|dag|goedemorgen|goedemiddag|beste)[^?]{0,15}[,!]\s*", re.I)
_MORE = re.compile(
    rf",? (?:en|maar ook|alsook|alsmede|evenals|en ook|en tevens|en verder) (?=(?:ook |dan |eventueel |zo ja,? )?(?:(?:of|{ASKING})\b))",
    re.I,
)
_TAKES_NOUN = re.compile(r"(?:welke?|hoeveel|hoe)$", re.I)
_WANTED = re.compile(
    r"\b(?P<what>(?:het|de|een|uw|jullie) (?:web-?adres|telefoonnummer|mail-?adres|e-mail-?adres|adres|contactgegevens|link"
    r"|website|datum|data|prijs|kosten|naam)\b[^.?!]*)",
    re.I,
)
_MORE_DIRECT = re.compile(
    rf",? (?:en|of) (?:zo ja,? )?(?=(?:{ASKING}) (?:(?!en\b|of\b)\w+ ?){{2,}}|(?:kan|kun|kunt|mag|moet|is|zijn|heeft|hebben"
    rf"|krijg|geldt|telt) (?:ik|je|u|we|het|dat|er|die|de|mijn|dit|daar)\b)",
    re.I,
)
_LISTED = re.compile(rf", (?=(?:{ASKING}|of)\b)", re.I)  # between questions in a row, the last of which "en" stands before
_UNMARKED = re.compile(
    rf"^(?:(?:en|maar|of|dus|ook)\s+)*(?P<question>(?P<asks>{ASKING})(?: (?P<next>[\w-]+))?(?: (?P<after>[\w-]+))?.*"
    r"|(?:kan|kun|kunt|mag|moet|is|zijn|krijg|geldt|telt|heeft|bestaat|komt|wordt) (?:ik|je|u|er|het|dat|we|mijn|de|jullie|dit"
    r"|een)\b(?!.*, (?:dan|bel|laat|hoor|mail)).*)$",
    re.I | re.S,
)
_END_THANKS = re.compile(
    r"[\s,.!]*\b(?:thx|thanks|tnx|bvd|b\.v\.d\.?|dank(?: ?je| ?u)?(?: ?wel)?|alvast (?:bedankt|dank)|bedankt|groetjes|groet"
    r"|mvg)[\s.!]*$",
    re.I,
)
_DIFFERENCE = re.compile(r"\bverschil(?:len|t)?\b", re.I)
_HEAD_WORDS = re.compile(
    r"^(?:het |de |een )?(?:mogelijkheden|kosten|voorwaarden|eisen|verschillen|stappen|data|routes|opleidingen|toelatingseisen"
    r"|regels|subsidies|taken|tarieven)\b",
    re.I,
)
_CLAUSE_FIRST = re.compile(
    rf"^(?P<clause>(?:of|{ASKING})\b.+), (?=(?:zou|wil|wilde|hoor|verneem|weet|vraag|had|is|ben|zouden|willen) .*\b(?:graag"
    rf"|gaarne|weten|horen|vernemen|af|benieuwd|duidelijk|vraag)\b)",
    re.I | re.S,
)
_TRAILING = re.compile(
    r"(?:,| en)?\s*(?:alstublieft|alsjeblieft|a\.?u\.?b\.?|s\.?v\.?p\.?|graag|bij voorbaat dank|alvast bedankt|please|toesturen"
    r"|sturen|mailen|ontvangen|opsturen|geven|krijgen|hebben|willen weten|weten|horen|stellen|vertellen)+[\s.!?]*$",
    re.I,
)
NO_SUBJECT = re.compile(
    r"^(?:(?:re|fwd?|antw|aw|betr|doorst|tr|wg)\s*:\s*)*(?:(?:een |korte |algemene |mijn |nog een |dringende "
    r"|verzoek om )*(?:vra(?:ag|gen)(?:je|jes)?|info(?:rmatie)?|informatieverzoek|hulp|help|mail|contact(?:formulier)?|bericht"
    r"|reactie|antwoord|spoed|urgent|dringend|\(geen onderwerp\)|geen onderwerp|no subject|question|hallo|hoi"
    r"|(?:open )?sollicitatie|vacature|factuur|uitnodiging|cv|afspraak|kennismaking|bericht via (?:de )?website))?[\s!?.]*$",
    re.I,
)


@dataclass(frozen=True)
class Asked:
    """What is asked in a sentence: the sentence as it was written, and the direct question in it.

    `is_announced`: it only says what the questions will be about, and asks something by itself where none follow.
    """

    text: str
    question: str
    is_announced: bool = False


def asks_in_sentence(said: Said, *, is_last_hope: bool = False) -> list[Asked]:
    """What is asked in a sentence, one for each question; nothing for a statement, a courtesy, or an order to a machine.

    `is_last_hope`: nothing else in the mail asks anything, so that "ik weet niet of" does.

    >>> [each.question for each in asks_in_sentence(Said("Graag hoor ik wat het kost en wanneer ik kan beginnen."))]
    ['Wat kost het?', 'Wanneer kan ik beginnen?']
    >>> asks_in_sentence(Said("Kunt u mij helpen?"))
    []
    """
    text = said.text.strip()
    if not re.search(r"\w", text) or orders_about(text) or is_courtesy(text):
        return []
    announced = _about(text) or _thing(text)
    asked = (
        _indirect(text)
        or (announced if _TO_SEND.search(text) or _TO_GIVE.search(text) else [])
        or (_direct(text) if "?" in text[-4:] else [])
    )
    found = asked or announced or _unmarked(text) or (_indirect(text, _DOUBT) if is_last_hope else [])
    if not found and said.is_item and said.lead.endswith(":"):
        found = _item(text)
    is_announced = not asked and bool(found) and (text.endswith(":") or _ANNOUNCES.search(text) is not None)
    return [Asked(said.text, question, is_announced) for question in found if not is_courtesy(question) and _is_question(question)]


def subject_question(subject: str) -> str:
    """The question in a subject line, "" where it holds none.

    >>> subject_question("Re: Vraag over de kosten van het assessment"), subject_question("Vraag")
    ('Wat zijn de kosten van het assessment?', '')
    """
    plain = topic_of_subject(subject)
    if not plain or orders_about(plain):
        return ""
    if plain.endswith("?"):
        return _opened(plain)
    if re.match(rf"(?:of|{ASKING})\b", plain, re.I):
        return direct_question(plain)
    return (
        _what_is(plain)
        if _HEAD_WORDS.match(plain) or len(plain.split()) == 1 or re.match(r"(?:de|het|een)\b", plain, re.I)
        else _opened(plain)
    )


def topic_of_subject(subject: str) -> str:
    """What a subject line says the mail is about, without "Re:" and "Vraag over"; "" where it says nothing."""
    if NO_SUBJECT.match(subject.strip()):
        return ""
    plain = re.sub(r"^\s*(?:(?:re|fwd?|antw|aw|betr|betreft|doorst|tr|wg)\s*:\s*)+", "", subject, flags=re.I).strip()
    plain = re.sub(
        r"^(?:(?:spoed|urgent|dringend|haast)\w*[\s:!–-]+)?(?:(?:een|korte|mijn|enkele|twee|drie|paar|nog een|algemene"
        r"|verzoek om|aanvraag|meer|graag)\s+)*(?:vra(?:ag|gen)(?:je|jes)?|info(?:rmatie)?|informatieverzoek|hulp|uitleg"
        r"|question)\s*(?:(?:over|omtrent|betreffende|m\.?b\.?t\.?|bij|voor|inzake|about|rond|met betrekking tot"
        r"|i\.?v\.?m\.?)\s+|[:–-]\s*|\s+(?=\w))",
        "", plain, flags=re.I,
    )  # fmt: skip
    return plain.strip(" !.:;,-–")


def is_courtesy(text: str) -> bool:
    """True for a question that asks nothing: "Hoe gaat het met u?", "Kunt u mij helpen?"."""
    plain = _FIRST_SENTENCE.sub("", text.strip())
    return any(pattern.search(plain) for pattern in _COURTESY)


def _is_question(text: str) -> bool:
    answered = reply_to(text)
    return answered is None and len(text.split()) > 1


def _indirect(text: str, cue: re.Pattern[str] = _CUE) -> list[str]:
    """The questions behind "graag hoor ik …", "kunt u mij vertellen …" and the like."""
    if match := _CLAUSE_FIRST.match(text):
        return [direct_question(piece) for piece in _pieces(match["clause"], _MORE)]
    for match in _CLAUSE.finditer(text):
        before = text[: match.start("clause")]
        if cue.search(f"{before.rstrip(' ,:;')} ".rstrip()) and not re.search(r"\bgraag of\b", before):
            if re.match(r"(?:what|whether|if|how|when|where|which|who)\b", match["clause"], re.I):
                return [_opened(text)]
            clause = _TRAILING.sub("", match["clause"])
            return [direct_question(piece) for piece in _pieces(clause, _MORE)]
    return []


def _direct(text: str) -> list[str]:
    """The questions in a sentence with a question mark."""
    plain = _FIRST_SENTENCE.sub("", text)
    plain = _LEAD_IN.sub("", plain)
    while (shorter := _PREAMBLE.sub("", plain)) != plain and _can_stand(shorter):
        plain = shorter
    return [_opened(piece) for piece in _pieces(plain, _MORE_DIRECT)]


def _unmarked(text: str) -> list[str]:
    """The question in a sentence without its mark, as people in haste write: the verb stands where only a question has it."""
    match = _UNMARKED.match(_END_THANKS.sub("", text))
    if not match or len(match["question"].split()) < 3:
        return []
    following = [word for word in (match["next"], match["after"]) if word]
    is_order_of_question = not match["asks"] or any(is_finite(word) for word in following[: 2 if _TAKES_NOUN.match(match["asks"]) else 1])
    return _direct(f"{match['question']}?") if is_order_of_question else []


def _thing(text: str) -> list[str]:
    """What somebody wants to be told: "Graag ontvang ik het telefoonnummer van …"."""
    match = _WANTED.search(text)
    if not match or not _WISH.search(text):
        return []
    return [_what_is(re.sub(r"^(?:een|uw|jullie) ", "het ", _TRAILING.sub("", match["what"]).strip(" ,.?!"), flags=re.I))]


def _can_stand(text: str) -> bool:
    """True if a question without its first word is one still: not "voor het vo?" of "en voor het vo?"."""
    return (
        re.match(
            rf"(?:of|{ASKING}|kan|kun|kunt|mag|moet|moeten|is|zijn|ben|heb|heeft|hebben|krijg|wordt|word|zou|wil|geldt|telt|gaat"
            rf"|komt|bestaat|zit)\b",
            text,
            re.I,
        )
        is not None
    )


def _about(text: str) -> list[str]:
    """What somebody wants to know of: "Graag ontvang ik informatie over het traject"."""
    match = _ABOUT_WISH.search(text)
    if not match or not (_WISH.search(text) or re.match(r"(?:informatie|info|vraag)\b", text, re.I)):
        return []
    what = _TRAILING.sub("", match["what"]).strip(" ,.?!:;")
    what = re.sub(r"\s+(?:te|aan) (?:vragen|sturen|ontvangen|krijgen)$", "", what)
    if re.match(
        r"(?:het volgende|onderstaande?|dit|deze|iets|jullie (?:aanbod|website)|uw (?:website|aanbod))\b", what, re.I
    ) or not own_words(what):
        return []
    if re.match(rf"(?:of|{ASKING})\b", what, re.I):
        return [direct_question(what)]
    return [_what_is(what)]


def _item(text: str) -> list[str]:
    """The question in an item of a list that was announced."""
    plain = re.sub(r"\s+(?:en|of)$", "", text.strip(" ;,."))
    if re.match(rf"(?:of|{ASKING})\b", plain, re.I):
        return [direct_question(plain)]
    return [_what_is(plain)] if len(plain.split()) <= 12 else []


def _what_is(what: str) -> str:
    """The question what something is.

    >>> _what_is("de kosten"), _what_is("het PLN Scheikunde")
    ('Wat zijn de kosten?', 'Wat is het PLN Scheikunde?')
    """
    noun = re.split(r"\s(?:van|voor|om|bij|in|met|en|op|tot|naar|die|dat)\s", what)[0]
    is_many = bool(_HEAD_WORDS.match(what)) or bool(re.search(r"\sen\s", what)) or bool(re.match(r"de \w+en$", noun))
    said = what[0].lower() + what[1:] if re.match(r"(?:De|Het|Een|Uw|Jullie) |[A-Z][a-z]+(?:kosten|eisen|voorwaarden)\b", what) else what
    return f"Wat {'zijn' if is_many else 'is'} {said}?"


def _pieces(text: str, more: re.Pattern[str]) -> Sequence[str]:
    """The questions in one that asks several things; one after a difference is whole."""
    if _DIFFERENCE.search(text):
        return [text]
    found = [piece.strip(" ,;") for piece in more.split(text) if piece and piece.strip(" ,;?")]
    if len(found) > 1:
        found = [part for piece in found for part in _LISTED.split(piece)]
    has_verbs = more is _MORE or all(any(is_verb_form(word.strip(",;:.?!'\"")) for word in piece.split()) for piece in found)
    return found if has_verbs and all(len(piece.split()) > 1 for piece in found) and len(found) <= 5 else [text]


def _opened(text: str) -> str:
    plain = text.strip(" ,;:–-").rstrip("?!. )")
    if plain[:1] in "\"“'‘" and plain[-1:] in "\"”'’":
        plain = plain[1:-1].rstrip("?!. ")
    return f"{plain[:1].upper()}{plain[1:]}?"


def names_subject(text: str) -> bool:
    """True if a text has words of its own, that say what it is about."""
    return any(len(fold(word)) > 2 for word in own_words(text))
