"""The sentences of a mail: lines that a mail program broke are whole again, and what stands in a list is told apart. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.inbox.direct import ASKING
from assistant.inbox.greeting import greeting_end
from ingest.clean import LIST_MARK, tidy
from ingest.dutch import sentences

_COLON = re.compile(rf"(?<=:)\s+(?=(?:{ASKING}|kan|kun|kunt|mag|moet|is|zijn|heb|heeft|hebben|krijg|geldt|gaat|zou)\b)", re.I)
# Who writes without capitals: a full stop behind a whole word, and a word that begins a sentence.
_LOW = re.compile(
    r"(?<=\w{3}[.!])\s+(?=(?:ik|wij|we|wat|hoe|waar|wanneer|welke?|wie|kan|kun|kunt|mag|moet|is|zijn|heb|heeft|kost|graag"
    r"|alvast|ook|maar|mijn|daarom|verder|klopt|krijg|gaat|bestaat|en|dus)\b)"
)
_SPEECH = re.compile(r":\s*[“„\"][^“”\"]{3,300}[”\"]")  # what somebody else said asks us nothing
_SAID_BY = re.compile(
    r"\b((?:vroeg|vraagt|vroegen|vragen|zei|zegt|zeiden|zeggen|riep|roept|schreef|schrijft|dacht|hoorde|hoor)\b[^.?!:\n“”\"‘]{0,40})"
    r"[“„\"‘'][A-ZÀ-Þ][^“”\"‘’\n]{3,300}[?!][”\"’']",
    re.I,
)
_FULL = 55  # characters from which a line without an end may have been broken by the program, not by its writer


@dataclass(frozen=True)
class Said:
    """A sentence, and whether it is an item of a list; `lead` is then the sentence that announces the list."""

    text: str
    is_item: bool = False
    lead: str = ""


def said_in(text: str) -> list[Said]:
    """The sentences of a mail without its greeting, in order.

    >>> [said.text for said in said_in("Beste Jan, ik heb twee vragen.\\n- Wat kost het\\n- Kan het in\\nde stad?")]
    ['ik heb twee vragen.', 'Wat kost het', 'Kan het in de stad?']
    """
    found: list[Said] = []
    lead = ""
    for line in _lines(_SAID_BY.sub(r"\1", _SPEECH.sub(".", text))):
        item = LIST_MARK.match(line)
        line = line[item.end() :] if item else line
        line = line if found else line[greeting_end(line) :].strip()
        pieces = [piece for start, end in sentences(line) for piece in _apart(line[start:end])]
        if not item and pieces:
            lead = pieces[-1]
        found += [Said(piece, bool(item), lead if item else "") for piece in pieces]
    return found


def _apart(sentence: str) -> list[str]:
    """A sentence that goes on behind its question mark, or holds a question behind a colon, in pieces."""
    pieces = [part for piece in re.split(r"(?<=\?)\s+(?=\w)", sentence) for part in _LOW.split(piece)]
    return [part for piece in pieces for part in (_COLON.split(piece) if piece.endswith("?") else [piece])]


def _lines(text: str) -> list[str]:
    """The lines as they were written, before a program broke them at its width."""
    found: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        whole: list[str] = []
        for line in map(tidy, paragraph.split("\n")):
            if line and whole and _goes_on(whole, line):
                whole[-1] += f" {line}"
            elif line:
                whole.append(line)
        found += whole
    return found


def _goes_on(before: Sequence[str], line: str) -> bool:
    """True if a line goes on with the sentence of the line before it."""
    last = before[-1]
    if LIST_MARK.match(line) or last.endswith(("?", ":")) or len(before) == 1 and greeting_end(last) == len(last):
        return False
    return line[0].islower() or len(last) - last.rfind("\n") >= _FULL or LIST_MARK.match(last) is not None and line[0].islower()
