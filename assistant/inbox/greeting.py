"""The words with which a mail greets. Pure."""

from __future__ import annotations

import re

_GREETING = re.compile(
    r"^\s*(?P<word>beste|geachte|hallo|hoi|hey|hi|hai|hé|dag|goede(?:n|r)?\s?(?:dag|morgen|middag|avond)|goedemorgen"
    r"|goedemiddag|goedenavond|lieve|waarde|l\.?s\.?"
    r"|dear|hello|good (?:morning|afternoon|evening)|sehr geehrte\w*|guten tag|liebe\w*|bonjour|mijne heren|mevrouw|meneer|geacht)\b[\s.]*",
    re.I,
)
_GREETED = re.compile(
    r"(?:(?!(?:Ik|Wij|We|Wat|Wie|Hoe|Kan|Kunt|Kun|Mijn|Onze|Graag|Is|Er|Waar|Wanneer|Welke|Via|Naar|Op|In|Bij|Met|Voor|Onlangs"
    r"|Momenteel|Als|Om|Heeft|Hebben|Mag|Zou|I|My|We|Is)\b)(?:[A-ZÀ-Þ][\w.’'-]*|heer|mevrouw|meneer|mevr\.?|dhr\.?|mw\.?|de|van"
    r"|der|den|allemaal|mensen|collega[’']?s?|team|medewerkers?|lezer|dames|heren|en|daar"
    r"|jullie|redactie|madam|sir|damen|herren|und|or|/|iedereen|adviseurs?|docenten)[ \t]*/?[ \t]*){0,8}[,!.:;–-]*\s*",
)


def greeting_end(line: str) -> int:
    """Where the greeting ends with which a line begins; 0 where it begins with none.

    >>> line = "Geachte heer/mevrouw, ik zoek een cursus."
    >>> line[greeting_end(line):], greeting_end("Dagelijks werk ik in de zorg.")
    ('ik zoek een cursus.', 0)
    """
    match = _GREETING.match(line)
    if not match:
        return 0
    return _GREETED.match(line, match.end()).end()
