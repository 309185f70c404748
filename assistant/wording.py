"""Every Dutch word of ours that a reader sees in an answer. Quoted sentences stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from assistant.answer import Fault, Reason
from ingest.days import MONTHS


def introduction(title: str, heading: str) -> str:
    """What stands in front of quoted sentences, so that it is clear what they are about; "" when neither is to be told.

    >>> introduction("Gids", "Kosten"), introduction("Gids", ""), introduction("", "Kosten")
    ('Uit ‘Gids’, onder ‘Kosten’:', 'Uit ‘Gids’:', 'Onder ‘Kosten’:')
    """
    if title:
        return f"Uit ‘{title}’, onder ‘{heading}’:" if heading else f"Uit ‘{title}’:"
    return f"Onder ‘{heading}’:" if heading else ""


IN_DUTCH = {
    "en": "Uw vraag is in het Engels. De documenten zijn in het Nederlands, en dit antwoord ook.",
    "de": "Uw vraag is in het Duits. De documenten zijn in het Nederlands, en dit antwoord ook.",
}


def not_found(reason: Reason, looked_for: str, *, has_passages: bool) -> str:
    """A refusal that says what was looked for and what to do."""
    because = {
        Reason.OTHER_YEAR: "De documenten gaan over een ander jaar dan u vraagt.",
        Reason.NO_SUCH_FACT: "Het onderwerp komt voor, maar het antwoord op uw vraag staat er niet bij.",
    }.get(reason, "")
    sentence = "Dit staat niet in de documenten die ik heb."
    subject = f" Ik heb gezocht naar: {looked_for}." if looked_for else ""
    nearest = " Hieronder ziet u wat er het dichtst bij komt." if has_passages else ""
    return f"{sentence}{' ' + because if because else ''}{subject}{nearest}"


def page(number: int | None, label: str | None) -> str:
    """A page as people call it: the physical number, and the printed one where that differs.

    >>> page(6, "4"), page(3, "3"), page(None, None)
    ('pagina 6 (gedrukt: 4)', 'pagina 3', '')
    """
    if number is None:
        return ""
    return f"pagina {number} (gedrukt: {label})" if label and label != str(number) else f"pagina {number}"


def retold(original: str | None) -> str:
    """What is said of a document that retells another, so that nobody takes its words for the original's."""
    return f"{RETOLD}, naar ‘{original}’" if original else ""


def known_documents(count: int) -> str:
    return "1 document" if count == 1 else f"{count} documenten"


def contact_source(title: str) -> str:
    """Where a contact comes from; without a title it is one that people gave for a document, and that stands in none."""
    return f"Dat contact staat in ‘{title}’." if title else "Dat contact is opgegeven bij een document dat dicht bij uw vraag komt."


def ask_a_person(how: str, title: str) -> str:
    return f"{ASK_VIA} {how}. {contact_source(title)}"


def days(first: date, last: date) -> str:
    """A day, or the days from one to the other.

    >>> days(date(2025, 9, 14), date(2025, 9, 14)), days(date(2025, 11, 16), date(2025, 11, 19))
    ('14 september 2025', '16 tot en met 19 november 2025')
    """
    until = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return until
    if first.year != last.year:
        return f"{days(first, first)} tot en met {until}"
    return f"{first.day}{'' if first.month == last.month else ' ' + MONTHS[first.month - 1]} tot en met {until}"


def preferred_value(name: str, value: str) -> str:
    """
    >>> preferred_value("sectors", "mbo"), preferred_value("school_years", "2025-2026")
    ('mbo', '2025-2026')
    """
    known = {"audience": PEOPLE, "sectors": SECTORS}.get(name, {})
    return known.get(value, value).removeprefix("het ")


def made_on(day: date) -> str:
    """
    >>> made_on(date(2026, 3, 1))
    'Gemaakt met Bronwijs op 1 maart 2026.'
    """
    return f"Gemaakt met Bronwijs op {days(day, day)}."


def wrote(who: str, sent: datetime | None, *, language: str = "nl") -> str:
    """The line over what is quoted of a mail, in Dutch or in English.

    >>> wrote("Jan", datetime(2026, 3, 12, 9, 5)), wrote("", None)
    ('Op 12 maart 2026 om 09:05 schreef Jan:', 'De afzender schreef:')
    >>> wrote("Jan", datetime(2026, 3, 12, 9, 5), language="en"), wrote("", None, language="en")
    ('On 12 March 2026 at 09:05 Jan wrote:', 'The sender wrote:')
    """
    if language == "en":
        when = f"On {sent.day} {_ENGLISH_MONTHS[sent.month - 1]} {sent.year} at {sent:%H:%M} " if sent else ""
        return f"{when}{who or ('the sender' if when else 'The sender')} wrote:"
    when = f"Op {days(sent.date(), sent.date())} om {sent:%H:%M} schreef " if sent else ""
    return f"{when}{who or 'de afzender'}:" if when else f"{who or 'De afzender'} schreef:"


def published(iso: str | None) -> str:
    """
    >>> published("2025-07"), published("2025-07-01"), published("2016"), published(None)
    ('juli 2025', '1 juli 2025', '2016', '')
    """
    year, month, day = (*(iso or "").split("-"), "", "")[:3]
    if not month.isdigit() or not 1 <= int(month) <= 12:
        return year
    return f"{int(day[:2])} {MONTHS[int(month) - 1]} {year}" if day[:2].isdigit() else f"{MONTHS[int(month) - 1]} {year}"


def listed(parts: Sequence[str]) -> str:
    """
    >>> listed(["mei", "juni", "juli"])
    'mei, juni en juli'
    """
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} en {parts[-1]}"


def dates_passed(dates: Sequence[str], *, is_guess: bool) -> str:
    """What is said of dates that are over, the last one last. `is_guess`: of one or more the document names no year.

    >>> dates_passed(["14 september 2025"], is_guess=False)
    'Let op: 14 september 2025 is al voorbij.'
    """
    if len(dates) > MOST_DATES:
        told = f"Let op: {len(dates)} data in dit antwoord zijn al voorbij. De laatste is {dates[-1]}."
    elif is_guess and len(dates) == 1:
        return f"Let op: het jaar staat er niet bij, maar waarschijnlijk gaat het om {dates[0]}. Dat is al voorbij."
    else:
        told = f"Let op: {listed(dates)} {'is' if len(dates) == 1 else 'zijn'} al voorbij."
    return f"{told} Waar geen jaar bij staat, is het afgeleid uit de bron." if is_guess else told


def too_late(day: str) -> str:
    return f"Let op: vóór {day} kan niet meer."


def other_time(asked: str, told: str) -> str:
    return f"Let op: u vraagt naar {asked}, maar de bron gaat over {told}."


def elsewhere(asked: str, title: str, about: str) -> str:
    return f"Let op: u vraagt naar {asked}, maar ‘{title}’ gaat over {about}."


def for_others(asked: str, title: str, told: str) -> str:
    return f"Let op: u vraagt dit voor {asked}, maar ‘{title}’ is bedoeld voor {told}."


def no_longer_valid(title: str, until: str) -> str:
    return f"Let op: ‘{title}’ was geldig tot en met {until}. Vraag na wat er nu geldt."


def newer_source(title: str, newer: str) -> str:
    return f"Let op: {title} is ouder dan {newer}. Kijk daar voor de laatste stand."


def source(title: str, iso: str | None) -> str:
    """
    >>> source("Gids", "2025-07"), source("Gids", None)
    ('‘Gids’ (juli 2025)', '‘Gids’')
    """
    return f"‘{title}’ ({published(iso)})" if iso else f"‘{title}’"


def sources_differ(one: str, in_one: str, other: str, in_other: str) -> str:
    return f"Let op: de bronnen verschillen. In {in_one} staat ‘{one}’, in {in_other} staat ‘{other}’."


def source_differs(title: str, one: str, other: str) -> str:
    return f"Let op: {title} is niet eenduidig. Er staat ‘{one}’, en op een andere plaats ‘{other}’."


def source_says_so(title: str, remark: str) -> str:
    return f"Let op: {title} is niet eenduidig. Er staat ook: ‘{remark}’"


def source_said_so(title: str) -> str:
    return f"Let op: {title} is niet eenduidig, zoals u hierboven leest."


def overview_ends(shown: int, known: int) -> str:
    """What is said below an overview of `shown` items, of the `known` that were found.

    >>> overview_ends(8, 12)
    'Dit zijn er 8 van de 12 die ik vond; de andere staan in dezelfde bronnen. Wat niet in mijn documenten staat, noem ik niet.'
    """
    rest = f"Dit zijn er {shown} van de {known} die ik vond; de andere staan in dezelfde bronnen. " if shown < known else ""
    return f"{rest}Wat niet in mijn documenten staat, noem ik niet."


def list_differs(title: str, said: str, last: str) -> str:
    return f"Let op: {title} is niet eenduidig. Er staat ‘{said}’, maar de lijst loopt van 1 tot en met {last}."


def left_out(count: int) -> str:
    """What is said of sentences of a model that were not shown.

    >>> left_out(2)
    'Let op: 2 zinnen van het taalmodel zijn weggelaten, omdat ze niet zo in de bron staan.'
    """
    if count == 1:
        return "Let op: 1 zin van het taalmodel is weggelaten, omdat die niet zo in de bron staat."
    return f"Let op: {count} zinnen van het taalmodel zijn weggelaten, omdat ze niet zo in de bron staan."


def sum_differs(title: str, said: str, total: str) -> str:
    return f"Let op: {title} is niet eenduidig. Er staat ‘{said}’, maar de delen zijn samen {total}."


SECTORS = {"po": "het primair onderwijs", "vo": "het voortgezet onderwijs", "mbo": "het mbo", "ho": "het hoger onderwijs"}
PEOPLE = {"docent": "docenten", "zij-instromer": "zij-instromers", "medewerker": "medewerkers"}
PREFERRED = {
    "audience": "Voor", "sectors": "Sector", "regions": "Regio", "kinds": "Soort", "school_years": "Schooljaar", "documents": "Document",
}  # fmt: skip
DOES_NOT_MATTER = "maakt niet uit"
MOST_DATES = 3  # to name in one notice
RETOLD = "naverteld voorbeelddocument"
SOURCES = "Bronnen:"
SOURCE = "Bron"
UNCHECKED = "Concept van het taalmodel, wordt nog gecontroleerd:"
BY_MODEL = "Geschreven door een taalmodel. Elke zin is vergeleken met de bron die erachter staat."
NO_DRAFT = {
    Fault.AWAY: "Het taalmodel gaf geen antwoord. Daarom ziet u de zinnen uit de documenten zelf.",
    Fault.USELESS: "Wat het taalmodel schreef, staat niet zo in de documenten. Daarom ziet u de zinnen uit de documenten zelf.",
    Fault.NOTHING_FOUND: "Het taalmodel vond hier geen antwoord op uw vraag. U ziet de zinnen die er het dichtst bij komen.",
}
NOT_SUPPORTED = "(niet teruggevonden in de bron)"
NO_SUBJECT = "uw e-mail"
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"
)  # fmt: skip
ASK_VIA = "U kunt het navragen via"

# The page
TAGLINE = "Antwoorden uit de documenten, met bij elke zin de bron."
YOUR_QUESTION = "Uw vraag"
PLACEHOLDER = "Typ hier uw vraag"
ASK = "Vraag"
START_AGAIN = "Nieuw gesprek"
NO_RIGHTS = "Controleer belangrijke gegevens altijd in de bron. Aan een antwoord kunt u geen rechten ontlenen."
STEPS = {
    "search": "Zoeken in de documenten …",
    "read": "Lezen wat er staat …",
    "check": "Controleren bij de bron …",
    "write": "Schrijven …",
}
BEGIN_WITH = {  # questions to begin with, by who asks; each is offered only where the documents answer it
    "docent": (
        "Voor wie is Pro-U bedoeld?",
        "Wat heeft Pro-U mij als docent te bieden?",
        "Waarom zou een ervaren docent blijven leren?",
        "Hoe vraag ik een lerarenbeurs aan?",
    ),
    "zij-instromer": (
        "Uit welke onderdelen bestaat het zij-instroomassessment?",
        "Kan ik eerst uitproberen of lesgeven bij mij past?",
        "Hoe stap ik in Utrecht over naar het basisonderwijs?",
        "Hoe hoog is de subsidie voor zij-instroom?",
    ),
    "medewerker": (
        "Wie is verantwoordelijk voor de kwaliteit van Samen Opleiden?",
        "Wat leverde Tijd voor Kwaliteit op?",
        "Hoe groot is het Twentse Partnerschap Opleiden in de School?",
        "Hoe verloopt een peer review?",
    ),
}
PORT_BUSY = "Poort {port} is al in gebruik; de pagina komt op poort {free}."
PAGE_OPEN = "Bronwijs staat klaar op {address} (stoppen: Ctrl+C)"
NEAREST = "Wat er het dichtst bij komt:"
PART_MISSING = "Over dit deel van uw vraag staat niets in de documenten: ‘{part}’."
NO_DOCUMENTS = "Er zijn nog geen documenten om uit te antwoorden. Zet documenten in de map en maak de index met: bronwijs ingest."
EMPTY_QUESTION = "U heeft nog geen vraag gesteld. Typ een vraag over de opleidingen en programma’s in de documenten."

REPLIES = {
    Reason.SMALL_TALK: (
        "Goedendag! Stel gerust een vraag over de programma’s in de documenten. Ik antwoord met de letterlijke tekst en de vindplaats."
    ),
    Reason.ORDER: (
        "Dat doe ik niet: ik beantwoord alleen vragen met wat er in de documenten staat. Stel gerust een vraag over de programma’s."
    ),
    Reason.ABOUT_ASSISTANT: (
        "Ik ben Bronwijs. Ik zoek antwoorden in de documenten van de programma’s en laat bij elke zin zien in welk document "
        "en op welke bladzijde die staat. Wat niet in de documenten staat, beantwoord ik niet."
    ),
}
THANKS = "Graag gedaan! Heeft u nog een vraag, stel die gerust."
