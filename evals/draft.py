"""A draft question out of a sentence: what is asked for is left out, its question word comes first, the verb second. Pure.

Only plain main clauses turn into a question; a person reads and mends each of them.
"""

from __future__ import annotations

import re
from collections.abc import Container

from evals.spot import Spot
from ingest.dutch import STOPWORDS, terms

# Finite verbs that begin the second part of a main clause in documents of this kind.
_VERBS = frozenset(
    [
        "bedraagt", "bedragen", "bedroeg", "begeleidde", "begeleidden", "begeleiden", "begeleidt", "beginnen", "begint", "begon",
        "begonnen", "bekeken", "bereikt", "bereikte", "bereikten", "beschikken", "beschikt", "besloot", "besluit", "bestaan", "bestaat",
        "bestond", "betaalt", "betalen", "bevat", "bevatten", "bezocht", "bezochten", "bezoekt", "bieden", "biedt", "bleef", "bleven",
        "blijft", "blijven", "boden", "bood", "coördineert", "daalde", "daalt", "deden", "deed", "deelde", "deelden", "deelt", "delen",
        "dienen", "dient", "doen", "doet", "draagt", "dragen", "droeg", "duren", "duurde", "duurt", "eindigde", "eindigen", "eindigt",
        "gaan", "gaat", "gaf", "gaven", "geeft", "gelden", "geldt", "geven", "ging", "gingen", "gold", "groeide", "groeit", "had",
        "hadden", "hebben", "heeft", "heet", "hoeft", "hoeven", "is", "kan", "keken", "komen", "komt", "kon", "konden", "kost", "kosten",
        "kostte", "kreeg", "kregen", "krijgen", "krijgt", "kunnen", "kunt", "kwam", "kwamen", "lag", "leidde", "leiden", "leidt",
        "leverde", "leverden", "levert", "liep", "liggen", "ligt", "loopt", "lopen", "luisterden", "maakt", "maakte", "maakten", "mag",
        "maken", "meldde", "meldden", "melden", "meldt", "moest", "moesten", "moet", "moeten", "mogen", "nam", "namen", "neemt", "nemen",
        "omvat", "omvatten", "ondersteunt", "ondertekenden", "ontstond", "ontstonden", "ontvangen", "ontvangt", "ontving", "ontvingen",
        "opende", "opent", "organiseerde", "organiseert", "organiseren", "richtte", "schreef", "schrijft", "schrijven", "sloot", "sloten",
        "sluit", "sluiten", "staan", "staat", "start", "starten", "startte", "startten", "steeg", "stelde", "stellen", "stelt", "steunt",
        "stijgt", "stond", "stoppen", "stopt", "stopte", "stopten", "studeerde", "studeerden", "studeert", "studeren", "tekenden",
        "telde", "tellen", "telt", "trad", "treedt", "trekken", "trekt", "trok", "trokken", "verdienen", "verdient", "vergoeden",
        "vergoedt", "verscheen", "verschijnen", "verschijnt", "verwacht", "verwachten", "verzorgde", "verzorgen", "verzorgt", "vinden",
        "vindt", "volgde", "volgden", "volgen", "volgt", "vond", "vonden", "vraagt", "vroeg", "vroegen", "waren", "was", "werd", "werden",
        "werken", "werkt", "werkte", "werkten", "wil", "wilde", "wilden", "willen", "worden", "wordt", "zal", "zijn", "zit", "zitten",
        "zullen",
    ]
)  # fmt: skip
_MOVING = frozenset(
    [
        "aan", "op", "in", "van", "voor", "bij", "met", "tot", "vanaf", "sinds", "na", "tijdens", "vóór", "door", "uit", "over", "binnen",
        "rond", "per", "via", "volgens", "naast", "onder", "gedurende", "samen",
    ]
)  # fmt: skip
_ALSO_NOUNS = ("kosten", "start", "besluit", "delen", "werken")
_DETERMINERS = ("de", "het", "een", "deze", "die", "alle", "hun", "onze", "welke", "eigen", "extra")
_CONNECTING = re.compile(
    r"(?:daarnaast|ook|zo|dan|toen|daarna|daarom|hierbij|daarbij|verder|tevens|bovendien|inmiddels|nu|vervolgens|uiteindelijk)$", re.I
)
_TIMES = re.compile(
    r"(?:elke?|iedere?|afgelopen|vorige?|volgende?|dit) (?:jaar|schooljaar|week|maand|kwartaal|zomer)|aanvankelijk|gemiddeld", re.I
)
_NO_SUBJECT = re.compile(r"^(?:wie|als|wanneer|om|omdat|hoewel|terwijl|zodra|toen|waar|indien|zoals|mits|hoe|wat|of|en|maar)\b", re.I)
_RELATIVE = re.compile(r"\s(?:die|dat|wie|waar\w*|als|omdat|om)\s|[,;:()]", re.I)
_MORE = re.compile(r"[,;:]|\b(?:die|dat|wie|waar\w*|als|om|en|of)\b")
_NEXT_CLAUSE = re.compile(
    r"[,;:]|\s[–—-]\s|\s(?:maar|want|omdat|zodat|terwijl|waarna|waarbij|waardoor|waarmee|hoewel|als|wanneer|dan|die|waarvan|dat)\s", re.I
)
_ASIDE = re.compile(r" \([^)]*\)|, (?:in|met|samen|naast|onder|volgens|via|net als|zoals)\b[^,]*,")
_LIST = re.compile(r",\s(?:[\w’'-]+\s+){1,4}(?:en|of)\s")
_SUBJECTLESS = {
    "aanmelden": "ik mij aanmelden",
    "inschrijven": "ik mij inschrijven",
    "opgeven": "ik mij opgeven",
    "aanmelding": "ik mij aanmelden",
    "solliciteren": "ik solliciteren",
    "bellen": "ik bellen",
    "mailen": "ik mailen",
}
_ASKING = frozenset(["lang", "laat", "jaar", "datum", "euro", "procent", "keer", "website", "e-mailadres", "telefoonnummer"])
_LOOSE_END = re.compile(r"\b(?:de|het|een|van|voor|met|tot|op|in|aan|bij|naar|om|door|en|of|ruim|zo’n|te)$", re.I)
_PASSIVE = ("wordt", "worden", "werd", "werden")
_PARTICIPLE = re.compile(r"\b(?:\w*ge\w+(?:d|t|en)|(?:be|ver|ont|her|er)\w+(?:d|t|en)|\w+eerd)\b")
# Words that point at another sentence: who reads only the question does not know at what.
_POINTING = re.compile(
    r"(?<![\w-])(?:zij|ze|hij|haar|hem|deze|dit|dat|die|zo’n|zover|wij|we|ons|onze|je|jij|andere|(?:hier|daar)\w{0,4}"
    r"|er(?:in|aan|van|voor|bij|mee|over|uit|door|toe)|het (?:om|van|over|tussen))(?![\w-])",
    re.I,
)
LONGEST, SHORTEST = 24, 4  # words of a question


def question(sentence: str, spot: Spot, ordinary: Container[str]) -> str | None:
    """The question that a spot of a sentence answers; None where the rules cannot make one.

    `ordinary` are the words that the documents also write without a capital.

    >>> from evals.spot import spots
    >>> sentence = "De inschrijving sluit op 1 mei 2026."
    >>> question(sentence, spots(sentence)[0], {"de"})
    'Wanneer sluit de inschrijving?'
    >>> sentence = "In 2024 begeleidde Utrecht Leert 60 nieuwe docenten, en dat was veel."
    >>> question(sentence, spots(sentence)[1], {"in"})
    'Hoeveel nieuwe docenten begeleidde Utrecht Leert in 2024?'
    """
    text = _ASIDE.sub(lambda match: " " * len(match[0]), sentence).rstrip(" .;:!")
    if not spot.asks or not text[spot.start : spot.end].strip() or sentence.endswith("?") or not (verb := _verb(text, spot)):
        return None
    first, rest = text[: verb.start()].strip(), text[verb.end() :]
    if spot.end <= verb.start():
        return _finished(_about_the_first(text, spot, verb.start()), verb[0], _clause(rest))
    at = spot.start - verb.end()
    clause = _clause(rest, at, at + spot.end - spot.start)
    if clause is None or _NO_SUBJECT.match(first) or _RELATIVE.search(first):
        return None
    left = f"{clause[:at]} {clause[spot.end - verb.end() :]}"
    return _finished(
        _asks(spot, verb[0]), _verb_after(first, verb[0]), _in_order(_lowered(first, ordinary), left, fact_is_next=not clause[:at].strip())
    )


def blank(sentence: str, spot: Spot) -> str | None:
    """A sentence with a gap, for a person to make a question of; None of what is no whole sentence.

    >>> from evals.spot import spots
    >>> sentence = "Wie zich voor 1 mei aanmeldt, krijgt korting."
    >>> blank(sentence, spots(sentence)[0])
    'Vóór welke datum: Wie zich … aanmeldt, krijgt korting?'
    """
    is_whole = sentence.endswith(".") and any(word in _VERBS for word in sentence.split()) and len(sentence.split()) <= LONGEST
    if not spot.asks or not is_whole or _POINTING.search(sentence) or re.search("[(:]", sentence):
        return None
    return f"{spot.asks}: {sentence[: spot.start]}…{sentence[spot.end :]}".rstrip(" .") + "?"


def says_of_what(made: str) -> frozenset[str]:
    """The terms of a question that say what it is about: not its question words, not its verbs.

    >>> sorted(says_of_what("Hoe lang duurt de training?"))
    ['training']
    """
    return frozenset(terms(" ".join(word for word in re.findall(r"[\w’'-]+", made) if word not in _VERBS and word not in _ASKING)))


def _verb(text: str, spot: Spot) -> re.Match[str] | None:
    """The finite verb of a main clause: the first one, after at most nine words."""
    for place, match in enumerate(re.finditer(r"[\w’'-]+", text)):
        if place > 9:
            return None
        is_left_out = spot.start <= match.start() < spot.end
        if place and match[0] in _VERBS and not is_left_out and not _is_no_verb(match[0], text[: match.start()].split()[-1].lower()):
            return match
    return None


def _is_no_verb(word: str, before: str) -> bool:
    """True in "de kosten" and in "in zijn eerste jaar"."""
    return word in _ALSO_NOUNS and before in _DETERMINERS or word == "zijn" and before in _MOVING


def _about_the_first(text: str, spot: Spot, verb: int) -> str | None:
    """What is asked when the fact stands in front of the verb: it must stand there first."""
    before, after = text[: spot.start].strip(), text[spot.end : verb].strip()
    is_alone = not after if spot.kind in ("date", "contact", "person") else not _MORE.search(after)
    return f"{spot.asks} {after}".strip() if is_alone and not before else None


def _clause(rest: str, start: int = 0, end: int = 0) -> str | None:
    """What follows the verb, up to where another clause begins; None when what stands from start to end is in that other one."""
    looked_at = rest[:start] + "x" * (end - start) + rest[end:]
    stops = [match.start() for match in _NEXT_CLAUSE.finditer(looked_at)]
    stops += [match.start() for match in re.finditer(r" en ", looked_at) if _starts_clause(looked_at[match.end() :])]
    stop = min(stops, default=len(rest))
    return rest[:stop] if start < stop and not _is_torn(looked_at, end, stop) else None


def _is_torn(text: str, end: int, stop: int) -> bool:
    """True if a stop falls within a list: "scholen, besturen en ouders", or right behind the fact: "drie scholen en een bestuur"."""
    listed = _LIST.match(text, stop)
    is_list = listed and not any(word in _VERBS for word in listed[0].split())
    return bool(is_list and text[end:stop].strip() or end and re.match(r"\s*(?:en|of)\s", text[end:stop]))


def _starts_clause(text: str) -> bool:
    return any(word in _VERBS for word in text.split()[:5])


def _asks(spot: Spot, verb: str) -> str:
    if spot.kind == "amount" and verb in ("kost", "kosten", "kostte") and spot.asks == "Hoeveel euro":
        return "Wat"
    if spot.kind == "duration" and verb in ("duurt", "duren", "duurde"):
        return "Hoe lang"
    return spot.asks


def _verb_after(first: str, verb: str) -> str:
    """The verb of the question; "aanmelden gaat via" becomes "kan ik mij aanmelden"."""
    if first.split(" ")[0].lower() in _SUBJECTLESS:
        return "moet" if verb == "moet" else "kan"
    return verb


def _in_order(first: str, rest: str, *, fact_is_next: bool) -> str:
    """What comes behind the verb: the subject, or what stood in its place where that can move to the end."""
    opening = first.split(" ")[0].lower()
    if _CONNECTING.match(first):
        return rest
    if opening in _SUBJECTLESS:
        return f"{_SUBJECTLESS[opening]}{first[len(opening) :]} {rest}"
    moves = opening in _MOVING or _TIMES.match(first)
    if moves and rest.lstrip().startswith("er "):
        return f"er {first} {rest.lstrip()[3:]}"
    return f"{rest} {first}" if moves and not fact_is_next else f"{first} {rest}"


def _lowered(first: str, ordinary: Container[str]) -> str:
    """The first words of a sentence as they are in the middle of one."""
    opening, *others = first.split(" ")
    is_name = opening.lower() not in STOPWORDS and any(word[:1].isupper() for word in others)
    return " ".join([opening.lower(), *others]) if opening.lower() in ordinary and not is_name else first


def _finished(ask: str | None, verb: str, rest: str | None) -> str | None:
    if not ask or rest is None:
        return None
    made = " ".join(f"{ask} {verb} {rest}".split()).replace(" ,", ",").rstrip(" ,.:;–-")
    is_cut_short = _LOOSE_END.search(made) or verb in _PASSIVE and not _PARTICIPLE.search(rest)
    is_sound = SHORTEST <= len(made.split()) <= LONGEST and not is_cut_short and not _POINTING.search(made)
    return f"{made}?" if is_sound else None
