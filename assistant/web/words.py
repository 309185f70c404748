"""Every Dutch word of the page itself that stands in no answer."""

from __future__ import annotations

from datetime import datetime

from ingest.days import MONTHS

OPENING = "Een ogenblik …"
GREETING = "Waar kan ik u mee helpen?"
LIMITS = (
    "Bronwijs antwoordt met wat in deze documenten staat, en laat bij elke zin zien waar. Wat er niet in staat, beantwoordt het niet: "
    "dan ziet u wat er het dichtst bij komt en wie u het kunt vragen."
)
DOORS = {
    "docent": ("Docent", "U geeft les en wilt zich verder ontwikkelen."),
    "zij-instromer": ("Zij-instromer", "U wilt vanuit een ander beroep leraar worden."),
    "medewerker": ("Medewerker", "U werkt op een school of bij een bestuur."),
}
OTHER_DOOR = ("Om mee te beginnen", "Vragen die uit deze documenten te beantwoorden zijn.")
DOORS_LABEL = "Voorbeeldvragen"
KNOWN = "Deze documenten kent Bronwijs"
INTERNAL = "alleen voor medewerkers"
TO_THE_BOX = "Naar het vraagveld"
TO_THE_SOURCE = "Bekijk in het document"
SOURCES = "Bronnen"
NEAREST = "Wat er het dichtst bij komt"
ALSO_ASK = "Misschien wilt u ook weten"
ACTIONS = "Met dit antwoord"
COPY, COPIED = "Kopiëren", "Gekopieerd"
MAIL, PRINT, LINK = "E-mailen", "Afdrukken", "Link naar deze vraag"
LINK_COPIED = "Link gekopieerd"
WORD, WORD_SAVED = "Word", "Opgeslagen als Word-bestand"
WHOLE_QUESTION, LESS = "Toon de hele vraag", "Toon minder"
LOST = "Er is nu geen verbinding met Bronwijs. Uw gesprek blijft in deze browser bewaard."
FAILED = "Er ging iets mis, daarom komt er geen antwoord. Probeer het opnieuw."
TRY_AGAIN = "Opnieuw proberen"
FORGET = "Gesprek wissen"
KEPT = "Uw gesprek wordt alleen in deze browser bewaard."
KEPT_HERE = "Uw gesprek wordt in deze browser bewaard."
ASK_A_HUMAN = "Vraag het een mens"
MAIL_SUBJECT = "Vraag: {question}"
MAIL_BODY = (
    "Beste{name},\n\nIk heb een vraag waarop ik in de documenten geen antwoord vind:\n\n{question}\n\n"
    "Kunt u mij verder helpen?\n\nMet vriendelijke groet,\n"
)
CUT = "\n[…] De rest staat op de pagina."
LITERAL = "letterlijk"
IN_OWN_WORDS = "in andere woorden"
NOT_FOUND = "niet teruggevonden"

NO_SUCH_TITLE = "Niet gevonden"
NO_SUCH_ADDRESS = "Op dit adres staat niets. Ga naar het begin en stel uw vraag daar."

# The filter
FILTER = "Filter"
FILTER_MEANS = "Wat u kiest gaat voor; een antwoord van elders krijgt u met een melding. Alleen documenten sluiten de andere uit."
GROUPS = {
    "audience": "Voor wie", "sectors": "Sector", "regions": "Regio", "kinds": "Soort document", "school_years": "Schooljaar",
    "documents": "Alleen uit deze documenten",
}  # fmt: skip
LOOK_FOR = "Zoek op titel"
CHOOSE_NONE, CHOSEN_DONE = "Alles uit", "Klaar"
CHOSEN = "Gekozen in het filter"
COUNTED = "Waar in dit antwoord op is gelet"
CHOSEN_FOR_THIS, TOLD = "Gekozen:", "Uit uw vraag:"
GONE = "een document dat er niet meer is"
CHOSEN_GONE = "Een document dat u in het filter koos, is er niet meer. Haal het bij het filter weg en stel uw vraag opnieuw."

# The source beside the answer
CLOSE = "Sluiten"
PREVIOUS, NEXT = "Vorige bron", "Volgende bron"
LARGER, SMALLER = "Groter", "Kleiner"
SOURCE_LABEL = "De bron van het antwoord"
LOADING = "De bron wordt opgehaald …"
SOURCE_FAILED = "De bron kan nu niet worden getoond. Controleer uw verbinding en probeer het opnieuw."
OPEN_AT = "Open het document op deze pagina"
OPEN_FILE = "Open het document"
DOWNLOAD = "Download"
EARLIER, LATER = "… eerdere tekst van het document is hier weggelaten", "… latere tekst van het document is hier weggelaten"
QUOTED = "De geciteerde tekst"
NO_SUCH_DOCUMENT = (
    "Dit document is er niet, of niet meer. Misschien is het vervangen; stel uw vraag opnieuw, dan krijgt u het antwoord van nu."
)
NO_SUCH_PAGE = "Deze pagina heeft het document niet."
NOT_ON_IMAGE = "De geciteerde woorden konden op deze pagina niet worden aangewezen, bijvoorbeeld omdat het een scan is. Ze staan eronder."
NOT_IN_TEXT = "De geciteerde woorden staan niet (meer) in dit document. Misschien is het veranderd; stel uw vraag opnieuw."
FILE_CHANGED = (
    "Het bestand zelf is er niet meer, of is veranderd nadat het is gelezen. U ziet daarom de tekst zoals Bronwijs die heeft gelezen."
)
NOT_DRAWN = "Deze pagina kan niet worden getekend. U ziet daarom de tekst zoals Bronwijs die heeft gelezen."


def updated(moment: datetime | None) -> str:
    """
    >>> updated(datetime(2026, 3, 1)), updated(None)
    ('bijgewerkt op 1 maart 2026', '')
    """
    return f"bijgewerkt op {moment.day} {MONTHS[moment.month - 1]} {moment.year}" if moment else ""


def checked(literal: int, own_words: int, lost: int) -> str:
    """What became of the sentences of an answer when they were checked.

    >>> checked(3, 0, 0), checked(1, 0, 0)
    ('Alle 3 zinnen staan letterlijk in de bron.', 'Deze zin staat letterlijk in de bron.')
    >>> checked(2, 1, 1)
    'Van de 4 zinnen staan er 2 letterlijk in de bron, 1 in andere woorden, en is 1 niet teruggevonden.'
    """
    total = literal + own_words + lost
    if literal == total:
        return "Deze zin staat letterlijk in de bron." if total == 1 else f"Alle {total} zinnen staan letterlijk in de bron."
    if own_words == total:
        return "Deze zin staat in andere woorden in de bron." if total == 1 else f"Alle {total} zinnen staan in andere woorden in de bron."
    if total == 1:
        return "Deze zin is niet teruggevonden in de bron."
    told = f"Van de {total} zinnen {'staat' if literal == 1 else 'staan'} er {literal} letterlijk in de bron"
    told += f", {own_words} in andere woorden" if own_words else ""
    return f"{told}, en {'is' if lost == 1 else 'zijn'} {lost} niet teruggevonden." if lost else f"{told}."


def take_away(chosen: str) -> str:
    return f"{chosen}, weghalen"


def ask_without(counted: str) -> str:
    return f"{counted}, vraag opnieuw zonder"


def only_first(count: int) -> str:
    return f"U ziet de eerste {count} documenten."


def kept(model: str, search: str) -> str:
    """What is said of what stays here and what leaves. `model` and `search` are the servers elsewhere that write and search, if any.

    >>> kept("", "")
    'Uw gesprek wordt alleen in deze browser bewaard.'
    >>> kept("", "zoek.voorbeeld.nl")
    'Uw gesprek wordt in deze browser bewaard. Om te zoeken gaat uw vraag naar zoek.voorbeeld.nl.'
    """
    if not (model or search):
        return KEPT
    told = [KEPT_HERE]
    if search:
        told.append(f"Om te zoeken gaat uw vraag naar {search}.")
    if model:
        told.append(
            f"Om een antwoord te schrijven gaan uw vraag en stukken uit de documenten naar het taalmodel op {model}. "
            "E-mailadressen, telefoonnummers en andere persoonlijke nummers in uw vraag worden daarvoor weggelaten."
        )
    return " ".join(told)


def page_of(place: str, pages: int) -> str:
    """
    >>> page_of("pagina 6 (gedrukt: 4)", 18)
    'pagina 6 (gedrukt: 4) van 18'
    """
    return f"{place} van {pages}"


def page_alt(page: int, title: str, *, is_marked: bool) -> str:
    return f"Pagina {page} van ‘{title}’{', met de geciteerde tekst gemarkeerd' if is_marked else ''}."
