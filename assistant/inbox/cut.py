"""What a mail's writer wrote now, set apart from what stood there before, from signature and disclaimer. Pure.

Mail programs have no common mark for either; these are the words that Outlook, Gmail, Apple Mail, Thunderbird and phones put there,
in Dutch, English, German and French.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from assistant.addresses import EMAIL

_HEADS = {
    "from": r"van|from|von|de",
    "date": r"verzonden|verstuurd|datum|sent|date|gesendet|datum|envoyé",
    "to": r"aan|to|an|à|cc|bcc|kopie|reply-to|antwoord aan|beantwoorden",
    "subject": r"onderwerp|subject|betreff|objet",
    "other": r"bijlagen?|attachments?|prioriteit|priority|urgentie|importance|belang",
}
_HEAD = re.compile(
    rf"^[>\s]*\**\s*(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _HEADS.items())})\s*\**\s*:\**\s*(?P<value>.*)$", re.I
)
_RULE = re.compile(r"^\s*[_=-]{20,}\s*$")
_FORWARDED = re.compile(
    r"^[>\s]*-*\s*(?:begin )?(?:doorgestuurd(?:e)? (?:bericht|mail|e-mail)|forwarded message|weitergeleitete nachricht"
    r"|message transféré)\s*-*\s*:?\s*-*$",
    re.I,
)
_ORIGINAL = re.compile(
    r"^[>\s]*-{2,}\s*(?:oorspronkelijk(?:e)? (?:bericht|e-?mail)|original message|ursprüngliche nachricht|message d'origine)\s*-{2,}$", re.I
)
_WROTE = re.compile(
    r"^[>\s]*(?:op\b.{4,160}?\b(?:schreef|heeft|het volgende geschreven)\b.{0,120}|[^?!:]{2,120}\bschreef op\b.{4,80}"
    r"|on\b.{4,160}\bwrote|am\b.{4,160}\bschrieb\b.{0,100}|le\b.{4,160}\ba écrit)\s*:$",
    re.I,
)
_QUOTED = re.compile(r"^\s*>")
_GREETS = (
    r"(?:met |mit )?(?:(?:heel )?(?:vriendelijke?|hartelijke?|beste|warme|sportieve|zonnige|lieve|collegiale|hoopvolle"
    r"|veel) )?groet(?:en|jes)?"
    r"|m\.?v\.?g\.?r?|b\.?v\.?d\.?|gr\.?|grt?j?e?s|m\.?v\.?vr\.?gr\.?|vr\.? ?gr\.?|hoogachtend"
    r"|met (?:de )?(?:meeste )?hoogachting|liefs|(?:een )?fijne dag(?: (?:nog|verder|gewenst))?"
    r"|(?:hartelijk |heel erg |alvast |bij voorbaat )*(?:bedankt|dank(?: ?u| ?je)?(?: ?wel)?)(?: voor (?:uw|je|jullie"
    r"|de) (?:hulp|antwoord|reactie|moeite|tijd|informatie))?"
    r"|(?:kind|best|warm)(?:est)? (?:regards|wishes)|regards|yours (?:sincerely|faithfully)|sincerely|cheers"
    r"|thanks(?: in advance)?|many thanks"
    r"|(?:mit )?(?:freundlichen|besten|herzlichen|viele|liebe)n? grü(?:ß|ss)en?|cordialement|bien à vous|salutations"
)
_PERSON = r"(?:[A-ZÀ-Þ](?:[\w’'-]*|\.)|(?:van|de|der|den|het|ter|ten|te|von|el|la|le|du|’t|'t|en)\b)(?:\s+|\.(?=[A-Z])|$)"
CLOSING = re.compile(
    rf"^\s*(?i:(?P<greets>{_GREETS}))(?i:\s*/\s*(?:{_GREETS}))?(?i:\s+(?:van|uit"
    rf"|from)(?= [A-ZÀ-Þ]))?\s*[,.!–-]*\s*(?P<name>(?:{_PERSON}){{0,6}})(?:\([^()]{{1,60}}\))?[,.!]*$"
)
BARE_NAME = re.compile(rf"^\s*-?\s*(?P<name>(?:{_PERSON}){{1,5}})\.?\s*$")
_THANKS_ONLY = re.compile(r"\b(?:dank|bedankt|thanks|fijne dag)\b", re.I)
_PHONE_LINE = re.compile(
    r"^\s*(?:verzonden|verstuurd|sent|gesendet|envoyé)\b.{0,10}\b(?:vanaf|van|via|met|from|von|de|depuis)\b.{0,50}$"
    r"|^\s*(?:download|get) outlook\b|^\s*outlook voor (?:ios|android|mac)\b",
    re.I,
)
_DISCLAIMER = re.compile(
    r"^\s*\**disclaimer\b|\b(?:denk aan het milieu|consider the environment|think before you print)\b"
    r"|\b(?:bericht|e-?mail|e-?mailbericht|informatie|message|email|mail)\b[^?]{0,160}\b(?:vertrouwelijk\w*|geadresseerden?"
    r"|geen rechten|abusievelijk"
    r"|uitsluitend (?:bestemd|bedoeld)|alleen (?:bestemd|bedoeld) voor|confidential|intended (?:solely|only|recipient)|privileged)\b"
    r"|\b(?:komt|afkomstig) van buiten (?:de|onze|uw) organisatie|\bexterne? (?:e-?mail|afzender)\b"
    r"|\boriginated (?:from )?outside\b|\bexternal (?:e-?mail|sender)\b",
    re.I | re.S,
)
_PS = re.compile(r"^\s*(?:p\.?\s?s\.?|n\.?b\.?)\s*[:;,.–-]?\s*(?=\w)", re.I)
_HAND_OVER = re.compile(
    r"\b(?:antwoord\w*|beantwoord\w*|oppakken|oppak|afhandel\w*|behandel\w*|reageren|reageer|reactie|verder helpen|kijken"
    r"|terugmailen|answer|reply|handle)\b"
    r"|\bzie (?:hier)?onder|\bonderstaand|\bhieronder|\bter (?:info|kennisgeving|afhandeling|beantwoording)|\bfyi\b|\btk\b"
    r"|\bvoor jou\b|\bsee below\b|\bdoorgestuurd\b",
    re.I,
)
MOST_TO_HAND_OVER = 30  # words of one's own over a mail that is passed on; with more there is something to answer in those


@dataclass(frozen=True)
class Forwarded:
    """A mail that stands in another, as its first lines tell of it."""

    body: str
    name: str = ""
    email: str = ""
    subject: str = ""


@dataclass(frozen=True)
class Cut:
    """The parts of a body. `signature` holds the disclaimer too."""

    text: str
    history: str = ""
    signature: str = ""
    forwarded: Forwarded | None = None


def cut(body: str, *, is_forward: bool = False) -> Cut:
    """The parts of the body of a mail. `is_forward`: its subject says that it is passed on.

    >>> parts = cut("Hoi,\\n\\nWat kost het?\\n\\nGroetjes Kim\\n\\nOp 4 nov. 2025 om 10:11 schreef Jo <jo@x.nl>:\\n> Dag Kim")
    >>> parts.text, parts.signature, parts.history
    ('Hoi,\\n\\nWat kost het?', 'Groetjes Kim', 'Op 4 nov. 2025 om 10:11 schreef Jo <jo@x.nl>:\\n> Dag Kim')
    """
    lines = [line.rstrip() for line in body.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").split("\n")]
    start, is_passed_on = _before_history(lines)
    own, quoted = _without_quotes(lines[:start])
    text, signature = _without_signature(own)
    history = [*quoted, *lines[start:]]
    forwarded = _forwarded(lines[start:]) if is_passed_on or is_forward else None
    return Cut(_joined(text), _joined(history), _joined(signature), forwarded)


def only_hands_over(text: str) -> bool:
    """True if a text over a mail that was passed on asks nothing but to answer that.

    >>> only_hands_over("Hoi Jan, kun jij hier op antwoorden?"), only_hands_over(""), only_hands_over("Hoe lang duurt het traject?")
    (True, True, False)
    """
    words = text.split()
    return not words or len(words) <= MOST_TO_HAND_OVER and (_HAND_OVER.search(text) is not None or "?" not in text and len(words) <= 8)


def _before_history(lines: Sequence[str]) -> tuple[int, bool]:
    """The number of the first line that was there before, and whether it says that what follows is passed on."""
    for i, line in enumerate(lines):
        if _FORWARDED.match(line) and not _QUOTED.match(line):
            return i, True
        if _ORIGINAL.match(line) or _is_head(lines, i) or _RULE.match(line) and _is_head(lines, _next(lines, i + 1)):
            return i, False
        if attribution := _attribution(lines, i):
            following = _next(lines, i + attribution)
            if following >= len(lines) or not _QUOTED.match(lines[following]):
                return i, False
    return len(lines), False


def _attribution(lines: Sequence[str], i: int) -> int:
    """How many lines say who wrote what follows: a long one is folded. 0 where none does."""
    return next(
        (n for n in (1, 2, 3) if i + n <= len(lines) and lines[i].strip() and _WROTE.match(" ".join(map(str.strip, lines[i : i + n])))), 0
    )


def _is_head(lines: Sequence[str], i: int) -> bool:
    """True if the head of a mail stands here: who it is from, and at least two lines more of the kind."""
    if i >= len(lines) or not (match := _HEAD.match(lines[i])) or not match["from"] or not match["value"]:
        return False
    kinds = {match.lastgroup if match.lastgroup != "value" else next(name for name in _HEADS if match[name])}
    for line in lines[i + 1 : i + 8]:
        if found := _HEAD.match(line):
            kinds.add(next(name for name in _HEADS if found[name]))
    return len(kinds) >= 3


def _next(lines: Sequence[str], i: int) -> int:
    """The number of the first line from `i` that holds anything."""
    return next((at for at in range(i, len(lines)) if lines[at].strip()), len(lines))


def _without_quotes(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """(own lines, quoted lines): answers may stand between the lines of what is answered."""
    own, quoted, i = [], [], 0
    while i < len(lines):
        attribution = _attribution(lines, i)
        if attribution and (at := _next(lines, i + attribution)) < len(lines) and _QUOTED.match(lines[at]):
            quoted += lines[i : i + attribution]
            i += attribution
        elif _QUOTED.match(lines[i]):
            quoted.append(lines[i])
            i += 1
        else:
            own.append(lines[i])
            i += 1
    return own, quoted


def _without_signature(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """(text, signature): the text goes on in a postscript, and may begin below a warning of the mail server."""
    lines, disclaimers = _without_disclaimers(lines)
    lines = _with_closing_apart(lines)
    start = _signature(lines)
    text, signature = list(lines[:start]), list(lines[start:])
    at = next((i for i, line in enumerate(signature) if i and _PS.match(line)), None)
    if at is not None:
        end = next((i for i in range(at, len(signature)) if not signature[i].strip()), len(signature))
        text += ["", _PS.sub("", signature[at]), *signature[at + 1 : end]]
        del signature[at:end]
    return text, [*signature, *disclaimers]


def _without_disclaimers(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    kept: list[str] = []
    dropped: list[str] = []
    for paragraph in _paragraphs(lines):
        said = " ".join(line.strip() for line in paragraph)
        is_disclaimer = _DISCLAIMER.search(said) and "?" not in said
        (dropped if is_disclaimer else kept).extend(["", *paragraph])
    return kept, dropped


def _with_closing_apart(lines: Sequence[str]) -> list[str]:
    """The lines, with what closes the last of them on a line of its own: "Wat kost het? Groetjes Kim"."""
    last = max((i for i, line in enumerate(lines) if line.strip()), default=-1)
    if last < 0:
        return list(lines)
    for match in re.finditer(r"(?<=[.!?…)])\s+(?=\w)", lines[last]):
        closing = re.sub(r"\s*\([^)]*\)$", "", lines[last][match.end() :])
        if CLOSING.match(closing):
            return [*lines[:last], lines[last][: match.start()], closing, *lines[last + 1 :]]
    return list(lines)


def _signature(lines: Sequence[str]) -> int:
    """The number of the line with which the writer begins to say goodbye."""
    first = _next(lines, 0)
    for i, line in enumerate(lines):
        if i > first and (re.fullmatch(r"\s*--\s?", line) or _PHONE_LINE.match(line) or _is_closing(lines, i)):
            return i
    last = max((i for i, line in enumerate(lines) if line.strip()), default=0)
    is_apart = last > first and (not lines[last - 1].strip() or re.search(r"[.!?]$", lines[last - 1].strip()) is not None)
    return last if is_apart and BARE_NAME.match(lines[last]) else len(lines)


def _is_closing(lines: Sequence[str], i: int) -> bool:
    """True if a line says goodbye. A word of thanks does so only where nothing but a name and addresses follows."""
    match = CLOSING.match(lines[i])
    if not match:
        return False
    if not _THANKS_ONLY.search(match["greets"]):
        return True
    rest = takewhile(lambda line: not _PS.match(line), lines[i + 1 :])
    return not any(re.search(r"\?|[a-z]{2,} [a-z]{2,} [a-z]{2,}", line) for line in rest)


def _forwarded(lines: Sequence[str]) -> Forwarded | None:
    """The mail that is passed on, from the line above its head on; None where no head is to be found."""
    plain = [re.sub(r"^\s*(?:> ?)+", "", line) for line in lines]
    start = next((i for i in range(min(len(plain), 12)) if _is_head(plain, i)), None)
    if start is None:
        return None
    said: dict[str, str] = {}
    i, name = start, ""
    while i < len(plain) and plain[i].strip():
        if match := _HEAD.match(plain[i]):
            name = next(each for each in _HEADS if match[each])
            said.setdefault(name, match["value"].strip(" *"))
        elif name:
            said[name] += " " + plain[i].strip()
        i += 1
    email = EMAIL.search(said.get("from", ""))
    who = re.sub(r"[<\[(].*|\bmailto:.*|\*", "", EMAIL.sub("", said.get("from", ""))).strip(" \"',;<>")
    return Forwarded("\n".join(plain[i:]).strip(), who, email[0] if email else "", said.get("subject", ""))


def _paragraphs(lines: Sequence[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [paragraph for paragraph in found if paragraph]


def _joined(lines: Sequence[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
