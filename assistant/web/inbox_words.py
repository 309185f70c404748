"""Every Dutch word of the page for mail that stands in no draft."""

from __future__ import annotations

from datetime import datetime

from ingest.days import MONTHS

INBOX_OPEN = "De inbox staat open op {address} (naam: {user})."

TITLE = "Bronwijs – inbox"
TAGLINE = "Van een mail naar een concept met bronnen"
LOG_IN_TITLE = "Aanmelden voor de inbox"
LOG_IN_WHY = "Hier maakt u van een mail een concept van een antwoord. Alleen voor medewerkers."
NAME, PASSWORD, LOG_IN, LOG_OUT = "Naam", "Wachtwoord", "Aanmelden", "Afmelden"
WRONG = "De naam of het wachtwoord klopt niet. Probeer het opnieuw."
TOO_MANY = "Er zijn nu te veel pogingen om aan te melden. Wacht even en probeer het opnieuw."

MAIL, MAIL_HINT = "De mail", "Plak hier de mail, of sleep een bestand hierheen."
TO_THE_MAIL = "Naar de mail"
PICK_FILE = "Kies een bestand"
FILE_KINDS = ".eml, .msg of .txt, hoogstens 10 MB"
TOO_LARGE = "Dit bestand is te groot. Bewaar de mail zonder bijlagen, of plak de tekst."
NOT_READ = "Dit bestand kan niet worden gelezen. Plak de tekst van de mail."
MAKE = "Maak een concept"
BUSY = "De mail wordt gelezen en de vragen worden opgezocht …"
READY = "Het concept is klaar."
NOTHING = "Plak eerst een mail, of kies een bestand."
DRAFT, DRAFT_HINT = "Het concept", "Hier komt het concept. U kunt het aanpassen voordat u het kopieert."
COPY = "Kopieer (Alt+C)"
COPIED = "Het concept is gekopieerd."
DOWNLOAD = "Download als .eml"
DOWNLOADED = "Het concept is opgeslagen. Open het met uw mailprogramma."
UNDO = "Zet mijn vorige tekst terug"
UNDONE = "Uw vorige tekst staat weer in het concept."
REWRITE = "Schrijf het concept opnieuw met deze bronnen"
REWRITTEN = "Het concept is opnieuw geschreven. Uw vorige tekst kunt u terugzetten."
CHOOSE = "Haal een bron weg en schrijf het concept opnieuw; wat alleen daarop rust, verdwijnt."
IN_THE_MAIL = "In de mail:"
TO_CHECK = "Controleer zelf"
QUESTIONS = "Vragen in deze mail"
APPROVE = "Keur goed voor een volgende keer"
APPROVED = "Het antwoord is bewaard. U krijgt het aangeboden als iemand dit weer vraagt."
BEFORE = "Eerder goedgekeurd antwoord"
USE = "Gebruik dit antwoord"
USED = "Het goedgekeurde antwoord staat in het concept. Uw vorige tekst kunt u terugzetten."
WITHDRAW = "Trek in"
WITHDRAWN = "Het goedgekeurde antwoord is ingetrokken."
OUTDATED = "De bron van dit antwoord is veranderd of weg. Controleer het antwoord van nu en keur dat goed."
EARLIER, EARLIER_HINT = "Zoek in eerdere concepten", "Woorden of een naam"
SEARCH = "Zoek"
NONE_FOUND = "Geen eerder concept gevonden met deze woorden."
COPY_THIS, COPIED_THIS = "Kopieer dit concept", "Gekopieerd"
SOURCE = "Bron"
LOST = "Er is geen verbinding met Bronwijs, of u bent niet meer aangemeld. Kopieer wat u nodig hebt en laad de pagina opnieuw."
FAILED = "Er ging iets mis. Probeer het opnieuw."
GONE = "Deze mail is er niet meer. Maak het concept opnieuw."
PRIVATE = (
    "Wat u hier plakt, ziet alleen u. Een concept wordt op deze computer bewaard zodat uw team het terugvindt; "
    "de mail zelf wordt niet bewaard. Er wordt niets verstuurd."
)


def kept_for(days: int) -> str:
    """What is said of where a mail and a draft stay.

    >>> kept_for(0)
    'Wat u hier plakt, ziet alleen u. Niets wordt bewaard of verstuurd.'
    """
    if not days:
        return "Wat u hier plakt, ziet alleen u. Niets wordt bewaard of verstuurd."
    return f"{PRIVATE} Een concept verdwijnt na {days} {'dag' if days == 1 else 'dagen'}."


def leaves(model: str, search: str) -> str:
    """What is said of what leaves this machine. `model` and `search` are the servers elsewhere that write and search, if any.

    >>> leaves("", ""), leaves("", "zoek.voorbeeld.nl")
    ('', 'Om te zoeken gaan de vragen uit de mail naar zoek.voorbeeld.nl.')
    """
    told = [f"Om te zoeken gaan de vragen uit de mail naar {search}."] if search else []
    if model:
        told.append(
            f"Om te schrijven gaan de vragen uit de mail naar het taalmodel op {model}, zonder e-mailadressen, telefoonnummers en andere "
            "persoonlijke nummers."
        )
    return " ".join(told)


def question(number: int) -> str:
    return f"Vraag {number}"


def on(moment: datetime) -> str:
    """
    >>> on(datetime(2026, 3, 1))
    '1 maart 2026'
    """
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def found(count: int) -> str:
    """
    >>> found(1), found(2)
    ('1 concept gevonden.', '2 concepten gevonden.')
    """
    return f"{count} {'concept' if count == 1 else 'concepten'} gevonden."
