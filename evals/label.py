"""Draft questions out of what is no sentence: a label with a value, an address beside a name, a person with a role. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evals.spot import NAME, ROLE, spots
from ingest.document import CELL_MARK


@dataclass(frozen=True)
class Made:
    """A draft question, with what answers it and the kind of its case."""

    question: str
    kind: str
    fact: str


_ADDRESSES = {
    "e-mailadres": r"e-?mail\w*|mail",
    "telefoonnummer": r"tel\w*\.?|telefoon\w*|mobiel",
    "webadres": r"web\w*|internet\w*|site|url",
}
_GENERAL = re.compile(r"(?:algemeen|contact\w*|informatie|meer informatie|meer weten|aanmelden|vragen|volg ons)\W*$", re.I)
_POINTING = re.compile(r"\b(?:hier|deze|dit|bekijk|lees|klik|kijk|stuur|ga|meld)\b", re.I)
# Labels whose question is plain, each with the kind of case; {} is what the value belongs to.
_LABELS = (
    (r"duur|looptijd|tijdsduur", "duration", "Hoe lang duurt {}?"),
    (r"kosten|prijs|tarief|bijdrage|deelnamekosten", "amount", "Wat kost {}?"),
    (r"datum|data|wanneer|startdatum|start", "date", "Wanneer is {}?"),
    (r"deadline|inschrijven tot|aanmelden tot|uiterste datum|sluitingsdatum", "date", "Tot wanneer kan ik mij aanmelden voor {}?"),
    (r"tijd|tijden|tijdstip|hoe laat", "date", "Hoe laat is {}?"),
    (r"plaats|locatie|waar|adres", "place", "Waar is {}?"),
    (r"doelgroep|voor wie|bestemd voor", "person", "Voor wie is {}?"),
    (r"aantal (?P<what>[\w’'-]+(?: [\w’'-]+)?)", "number", "Hoeveel <what> heeft {}?"),
    (r"studielast|omvang|studiepunten|ec", "number", "Hoe groot is de studielast van {}?"),
    (r"contactpersoon|docent|trainer|coördinator|voorzitter|directeur|projectleider", "person", "Wie is de <label> van {}?"),
)
LONGEST_HEADING = 60  # characters
SHORT = 5  # words of a value that an answer must give in full
_OFFICE = rf"(?P<role>(?:[A-Za-z]+-?)?(?i:{ROLE})\b[^.:;|/]*?)"
_NAME_AND_ROLE = re.compile(rf"(?P<name>{NAME})[,:–|( -]+{_OFFICE}\)?")
_ROLE_AND_NAME = re.compile(rf"{_OFFICE}[:–|]+ *(?P<name>{NAME})")


def question_of_label(line: str, heading: str) -> Made | None:
    """The question that a line such as "Duur: drie dagen" answers, of what its heading names.

    >>> question_of_label("Duur: drie dagen", "Ontdek uw talent")
    Made(question='Hoe lang duurt ‘Ontdek uw talent’?', kind='duration', fact='drie dagen')
    >>> question_of_label("E-mail Pro-U: pro-u@utwente.nl", "Contact").question
    'Wat is het e-mailadres van Pro-U?'
    """
    label, mark, value = (part.strip() for part in line.partition(CELL_MARK if line.count(CELL_MARK) == 1 else ": "))
    if not mark and not value or not label or not value or len(label.split()) > 6 or CELL_MARK in value or "‘" in label:
        return None
    if _POINTING.search(label) or not re.search(r"\w", value):
        return None
    value = value.rstrip(" .;,")
    found = spots(value)
    if len(found) == 1 and found[0].kind == "contact" and len(found[0].fact) >= 0.8 * len(value):
        return _of_address(label, found[0].fact, heading)
    return _of_value(label, value, heading)


def _of_address(label: str, address: str, heading: str) -> Made | None:
    what = "e-mailadres" if "@" in address else "telefoonnummer" if address[0] in "+0(" else "webadres"
    whose = re.sub(rf"^(?:{_ADDRESSES[what]})\b\W*(?:en aanmelden|van (?:het|de) )?", "", label, flags=re.I).strip()
    if whose and not _GENERAL.match(whose):
        return Made(f"Wat is het {what} van {whose}?" if whose != label else f"Welk {what} hoort bij ‘{whose}’?", "contact", address)
    return Made(f"Wat is het {what} bij ‘{heading}’?", "contact", address) if is_subject(heading) else None


def _of_value(label: str, value: str, heading: str) -> Made | None:
    """Only of labels that are known: any sentence may have a colon in it."""
    if not is_subject(heading) or value.endswith("?"):
        return None
    for pattern, kind, asks in _LABELS:
        if match := re.fullmatch(pattern, label, re.I):
            fact = _fact(value, is_name="<label>" in asks)
            asked = asks.replace("<label>", label.lower()).replace("<what>", match.groupdict().get("what") or "")
            return Made(asked.format(f"‘{heading}’"), kind, fact) if fact else None
    return None


def is_subject(heading: str) -> bool:
    """True if a heading can say what a question is about."""
    return 0 < len(heading) <= LONGEST_HEADING and not heading.endswith(("?", ":")) and not _GENERAL.match(heading)


def _fact(value: str, *, is_name: bool) -> str | None:
    """What of a value an answer must name: all of a short one, of a longer one the only figure in it."""
    if is_name:
        return _as_name(value) if re.fullmatch(NAME, value) else None
    found = spots(value)
    return value if len(value.split()) <= SHORT else found[0].fact if len(found) == 1 else None


def _as_name(name: str) -> str:
    """A name without titles, not in capitals.

    >>> _as_name("Dr. ANNA DE WIT")
    'Anna de Wit'
    """
    name = re.sub(r"^(?:\w{1,4}\.\s)+", "", name)
    particles = ("Van", "De", "Der", "Den", "Ten", "Ter", "Te")
    return " ".join(word.lower() if word in particles else word for word in name.title().split()) if name.isupper() else name


def question_of_person(line: str) -> Made | None:
    """The question that a name with a role answers, where the line says no more than those.

    >>> question_of_person("Dr. Anna de Wit, directeur Leerlab Oost")
    Made(question='Wie is directeur Leerlab Oost?', kind='person', fact='Anna de Wit')
    >>> question_of_person("Anna de Wit werkt er.")
    """
    line = line.replace(CELL_MARK, ", ")
    match = _NAME_AND_ROLE.fullmatch(line) or _ROLE_AND_NAME.fullmatch(line)
    if not match:
        return None
    role = match["role"].rstrip(" ,") + ")" * (match["role"].count("(") - match["role"].count(")"))
    first, *others = role.split()
    return Made(f"Wie is {' '.join([first.lower(), *others])}?", "person", _as_name(match["name"])) if 1 <= len(others) <= 11 else None
