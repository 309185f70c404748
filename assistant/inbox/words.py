"""Every Dutch word of ours in a draft of a reply and its ledger, in u and in je. Quoted sentences stay as they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import wording
from assistant.addresses import EMAIL, URL
from assistant.answer import Citation, Contact, Reason
from assistant.inbox.letter import NoReply

CLOSING = "Met vriendelijke groet,"
BLANK = "[uw naam]"
SOURCES = "Bronnen"
IN_DUTCH = {
    "en": "I am answering in Dutch, because the documents I quote from are in Dutch.",
    "de": "Ich antworte auf Niederländisch, weil die Dokumente, aus denen ich zitiere, niederländisch sind.",
    "fr": "Je vous réponds en néerlandais, car les documents que je cite sont en néerlandais.",
}
LANGUAGES = {"en": "Engels", "de": "Duits", "fr": "Frans"}
NO_REPLY = {
    NoReply.AUTOMATIC: "Geen antwoord nodig: dit bericht is automatisch verstuurd.",
    NoReply.SPAM: "Geen antwoord nodig: dit lijkt spam.",
    NoReply.EMPTY: "Geen antwoord gemaakt: er staat geen tekst in deze mail.",
    NoReply.NO_QUESTION: "Geen antwoord gemaakt: er staat geen vraag in deze mail.",
}
STATUS = {"answered": "beantwoord", "partly": "deels beantwoord", "not_found": "niet gevonden", "reply": "geen vraag aan de documenten"}
UNSURE = "het antwoord past misschien niet precies bij de vraag"
NOT_FOUND = "Het antwoord op deze vraag heb ik in onze documenten niet gevonden."
NEAREST = "In onze documenten vond ik hierover het volgende."
MORE_THERE_MAY_BE = "Misschien is er meer dan in onze documenten staat."
COMPLAINS = "De schrijver is ontevreden. Past de toon van het antwoord?"
WHO_KNOWS = "geen antwoord gevonden; wie weet dit wel?"
IN_HASTE = "De schrijver heeft haast."
ORDERS = "In de mail staat een opdracht aan een computer. Daar is niets mee gedaan."
_WE = {
    r"\bu vraagt\b": "je vraagt",
    r"\bu hierboven leest\b": "je hierboven leest",
    r"\buw vraag\b": "je vraag",
    r"\bU kunt\b": "Je kunt",
    r"\bziet u\b": "zie je",
    r"\bleest u\b": "lees je",
}
_INTRODUCTION = re.compile(r"(?:Uit ‘(?P<title>.+?)’(?:, onder ‘(?P<under>.+)’)?|Onder ‘(?P<heading>.+)’):")


def in_tone(text: str, *, informal: bool) -> str:
    """A sentence of ours in u, as it is or in je.

    >>> in_tone("Let op: u vraagt naar 2026.", informal=True)
    'Let op: je vraagt naar 2026.'
    """
    for formal, ours in _WE.items() if informal else ():
        text = re.sub(formal, ours, text)
    return text


def greeting(name: str, *, informal: bool, solemn: bool) -> str:
    """The first line. `solemn`: the writer began with "Geachte".

    >>> greeting("Kim de Wit", informal=True, solemn=False), greeting("mevrouw A. de Wit", informal=False, solemn=True)
    ('Beste Kim,', 'Geachte mevrouw De Wit,')
    >>> greeting("", informal=False, solemn=False), greeting("K. Smit", informal=False, solemn=False)
    ('Geachte heer of mevrouw,', 'Geachte heer of mevrouw Smit,')
    """
    if not name:
        return "Hallo," if informal else "Geachte heer of mevrouw,"
    title, _, rest = name.partition(" ") if name.startswith(("heer ", "mevrouw ")) else ("", "", name)
    first, surname = _first(rest), _surname(rest)
    if title:
        return f"{'Geachte' if solemn else 'Beste'} {title} {surname},"
    if informal or first == rest and not re.search(r"\.$", first):
        return f"Beste {first or rest},"
    return f"Beste {rest}," if first else f"Geachte heer of mevrouw {surname},"


def _first(name: str) -> str:
    """The first name in a name, "" where it has initials only."""
    word = name.split()[0]
    return "" if re.fullmatch(r"(?:[A-ZÀ-Þ][a-z]?\.)+|[A-Z]", word) else word


def _surname(name: str) -> str:
    """The surname of a name, as it is written without what stands before it."""
    words = name.split()
    rest = words[1:] if len(words) > 1 and (not _first(name) or words[1:]) else words
    while len(rest) > 1 and re.fullmatch(r"(?:[A-ZÀ-Þ][a-z]?\.)+|[A-Z]", rest[0]):
        rest = rest[1:]
    said = " ".join(rest)
    return said[:1].upper() + said[1:]


def opening(*, informal: bool, questions: int, answered: int) -> str:
    """The sentences before the answers."""
    thanks = "Bedankt voor je mail." if informal else "Hartelijk dank voor uw mail."
    your, you_read = ("je", "lees je") if informal else ("uw", "leest u")
    if not answered:
        many = f"{your} vragen" if questions > 1 else f"{your} vraag"
        end = ":" if questions > 1 else "."
        return f"{thanks} Ik heb {many} opgezocht in onze documenten, maar daar helaas geen antwoord gevonden{end}"
    if questions == 1:
        return f"{thanks} Hieronder {you_read} mijn antwoord."
    return f"{thanks} Hieronder {you_read} mijn antwoorden op {your} {number(questions)} vragen."


def number(count: int) -> str:
    """
    >>> number(2), number(30)
    ('twee', '30')
    """
    return ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")[count] if count <= 10 else str(count)


def introduction(text: str) -> str:
    """What stands before quoted sentences, as one writes it in a mail.

    >>> introduction("Onder ‘Kosten’:"), introduction("Uit ‘Gids’, onder ‘Kosten’:"), introduction("Uit ‘Gids’:")
    ('Onder het kopje ‘Kosten’ staat:', 'In ‘Gids’ staat, onder het kopje ‘Kosten’:', 'In ‘Gids’ staat:')
    """
    match = _INTRODUCTION.fullmatch(text)
    if not match:
        return text.replace("Wat niet in mijn documenten staat, noem ik niet.", MORE_THERE_MAY_BE)
    if match["heading"]:
        return (
            f"Bij de vraag ‘{match['heading']}’ staat:"
            if match["heading"].endswith("?")
            else f"Onder het kopje ‘{match['heading']}’ staat:"
        )
    under = match["under"]
    if not under:
        return f"In ‘{match['title']}’ staat:"
    return f"In ‘{match['title']}’ staat, {'bij de vraag' if under.endswith('?') else 'onder het kopje'} ‘{under}’:"


def why_not_found(reason: Reason | None, *, informal: bool) -> str:
    """Why a question is not answered, as far as is known."""
    you_ask = "je vraagt" if informal else "u vraagt"
    because = {
        Reason.OTHER_YEAR: f"Ze gaan over een ander jaar dan {you_ask}.",
        Reason.NO_SUCH_FACT: "Het onderwerp komt er wel in voor, maar dit staat er niet bij.",
    }
    return because.get(reason, "") if reason else ""


def see_before(question: int) -> str:
    return f"Het antwoord hierop staat al bij vraag {question}."


def see_also(question: int) -> str:
    return f"Zie ook het antwoord op vraag {question}. Verder vond ik dit:"


def sorry(*, informal: bool) -> str:
    """What is said to somebody who has been waiting for an answer."""
    return "Wat vervelend dat je nog geen antwoord had." if informal else "Wat vervelend dat u nog geen antwoord had."


def ask_at(contact: str, questions: Sequence[int], *, informal: bool, of: int) -> str:
    """Whom to ask what was not answered. `questions` by number, of a mail with `of` of them."""
    you_can = "kun je" if informal else "kunt u"
    if of == 1:
        return f"{'Je' if informal else 'U'} kunt dit navragen bij {contact}."
    if len(questions) == of:
        return f"Voor deze vragen {you_can} terecht bij {contact}."
    return f"Voor vraag {wording.listed([str(n) for n in questions])} {you_can} terecht bij {contact}."


def next_step(contact: str, *, informal: bool) -> str:
    """What the writer can do next: ask whom the documents name, or answer."""
    if contact:
        return f"{'Wil je' if informal else 'Wilt u'} meer weten of iets overleggen? Neem dan contact op met {contact}."
    return f"{'Heb je' if informal else 'Heeft u'} nog vragen? {'Je kunt' if informal else 'U kunt'} altijd op deze mail reageren."


def contact_words(contact: Contact) -> str:
    """How to reach a contact, in a sentence.

    >>> contact_words(Contact("Anna de Wit", "a@x.nl", "053 1234567", None, None)), contact_words(Contact(None, None, None, "x.nl", None))
    ('Anna de Wit: a@x.nl of 053 1234567', 'x.nl')
    """
    ways = [way for way in (contact.email, contact.phone) if way] or [way for way in (contact.url,) if way]
    reach = " of ".join(ways)
    return f"{contact.name}: {reach}" if contact.name else reach


def footnote(n: int, citation: Citation, link: str) -> str:
    """A source under a mail: title, who publishes it, page and link."""
    by = f" ({citation.publisher})" if citation.publisher and citation.publisher.casefold() not in citation.title.casefold() else ""
    said = [f"{citation.title}{by}", wording.page(citation.page, citation.page_label), wording.retold(citation.retold_from)]
    return f"[{n}] {', '.join(part for part in said if part)}{': ' + link if link else ''}"


def subject(original: str, *, informal: bool) -> str:
    """
    >>> subject("RE: Fwd: Kosten", informal=False), subject("", informal=True)
    ('Re: Kosten', 'Re: je vraag')
    """
    plain = re.sub(r"^\s*(?:(?:re|fwd?|antw|aw|betr|doorst|tr|wg|sv)\s*:\s*)+", "", original, flags=re.I).strip()
    return f"Re: {plain or ('je vraag' if informal else 'uw vraag')}"


def of_question(n: int, said: str, *, of: int) -> str:
    """A line of what is to be checked, with the question it belongs to where there are more.

    >>> of_question(1, "datum 4 mei", of=1), of_question(1, "voorbeeld.nl/reis", of=1), of_question(2, "getal 4", of=3)
    ('Datum 4 mei', 'voorbeeld.nl/reis', 'Vraag 2: getal 4')
    """
    if of > 1:
        return f"Vraag {n}: {said}"
    return said if EMAIL.match(said) or URL.match(said) else f"{said[:1].upper()}{said[1:]}"


def attachments(names: Sequence[str]) -> str:
    return f"Niet gelezen: {'de bijlage' if len(names) == 1 else 'de bijlagen'} {wording.listed(list(names))}."


def forwarded(by: str, to: str) -> str:
    return f"De mail is doorgestuurd door {by}. Het antwoord is gericht aan {to}."


def other_language(code: str) -> str:
    return (
        f"De mail is in het {LANGUAGES.get(code, 'Nederlands niet')} geschreven."
        if code in LANGUAGES
        else "De mail is niet in het Nederlands geschreven."
    )
