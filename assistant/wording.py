"""Every Dutch word of ours that a reader sees in an answer. Quoted sentences stay as they are."""

from __future__ import annotations

from assistant.answer import Reason


def introduction(title: str, heading: str) -> str:
    """What stands in front of quoted sentences, so that it is clear what they are about."""
    if heading and heading.casefold() not in title.casefold():
        return f"In ‘{title}’ staat onder ‘{heading}’:"
    return f"In ‘{title}’ staat:"


def continuation(heading: str) -> str:
    return f"Onder ‘{heading}’ staat:"


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
    return f"Dat contact staat in ‘{title}’."


def ask_a_person(how: str, title: str) -> str:
    return f"{ASK_VIA} {how}. {contact_source(title)}"


RETOLD = "naverteld voorbeelddocument"
SOURCES = "Bronnen:"
SOURCE = "Bron"
IN_ITS_PASSAGE = "Toon de passage"
NOT_SUPPORTED = "(niet teruggevonden in de bron)"
ASK_VIA = "U kunt het navragen via"

# The page
TAGLINE = "Vragen over opleidingen en programma’s, beantwoord met de letterlijke tekst uit de documenten."
WELCOME = (
    "Stel een vraag in uw eigen woorden. U krijgt het antwoord uit de documenten, met bij elke zin de bron, zodat u het kunt controleren. "
    "Wat er niet in staat, beantwoordt Bronwijs niet."
)
YOUR_QUESTION = "Uw vraag"
PLACEHOLDER = "Bijvoorbeeld: uit welke onderdelen bestaat het zij-instroomassessment?"
ASK = "Vraag"
START_AGAIN = "Nieuw gesprek"
NO_RIGHTS = "Controleer belangrijke gegevens altijd in de bron. Aan een antwoord kunt u geen rechten ontlenen."
STEPS = {"search": "Zoeken in de documenten …", "read": "Lezen wat er staat …", "check": "Controleren bij de bron …"}
EXAMPLES = (
    "Uit welke onderdelen bestaat het zij-instroomassessment?",
    "Wat kan ik bij Pro-U doen met scheikunde?",
    "Hoeveel zij-instromers begeleidt Utrecht Leert per jaar?",
    "Tot wanneer kon ik mij aanmelden voor de studiereis naar Vlaanderen?",
)
PORT_BUSY = "Poort {port} is al in gebruik; de pagina komt op poort {free}."
PAGE_OPEN = "Bronwijs staat klaar op {address} (stoppen: Ctrl+C)"
NEAREST = "Wat er het dichtst bij komt:"
PART_MISSING = "Over dit deel van uw vraag staat niets in de documenten: ‘{part}’."
NO_DOCUMENTS = "Er zijn nog geen documenten om uit te antwoorden. Zet documenten in de map en maak de index met: bronwijs ingest."
EMPTY_QUESTION = "U heeft nog geen vraag gesteld. Typ een vraag over de opleidingen en programma’s in de documenten."
DATE_PASSED = "Let op: {date} is al voorbij."

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
