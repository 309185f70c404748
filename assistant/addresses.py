"""How mail addresses, phone numbers and web addresses are written. Each pattern takes linear time on any text.

>>> text = "Mail pro-u@utwente.nl, bel +31 (0)53 489 6913 tot 01-09-2025 of kijk op utwente.nl/pro-u."
>>> [pattern.findall(text) for pattern in (EMAIL, PHONE, URL)]
[['pro-u@utwente.nl'], ['+31 (0)53 489 6913'], ['utwente.nl/pro-u']]
"""

from __future__ import annotations

import re

# A pattern must begin where an address begins, and no loop may give back what it took: else a long run of
# letters, dots or digits is read again from each of its characters.
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+")

_GAP = r"[ \u00a0\u202f()/.–-]{0,3}"  # between two digits of a phone number; never a line end or the tab between two cells
_DATE_OR_TIME = r"\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2}(?:\d\d)?\b(?![-/. ]\d)|\d{1,2}[-/]\d{1,2}[-/]\d{4}|\d\d[.:]\d\d ?[-–] ?\d\d[.:]\d\d"
_DUTCH = rf"0[1-9](?:{_GAP}\d){{8}}"  # ten digits: a company or account number has fewer, or letters before it
_FLEMISH = r"0[1-9]\d?[ /.-]{1,3}\d{2,3}(?:[ .]\d\d){2}"  # nine digits, so only as they are grouped there
_ABROAD = rf"(?:\+|00)[1-9]\d?{_GAP}(?:\(0\){_GAP})?\d(?:{_GAP}\d){{6,11}}"
_SERVICE = rf"0[89]00(?:{_GAP}\d){{7}}|0[89]00(?:{_GAP}\d){{4}}"
PHONE = re.compile(
    r"(?<!\w)(?<!\d[.,/–-])(?<![A-Z]{2}\d\d [A-Z]{4} )"  # nor the end of an account number: NL12 BANK 0123 4567 89
    rf"(?!{_DATE_OR_TIME})\(?(?:{_SERVICE}|{_DUTCH}|{_FLEMISH}|{_ABROAD})(?![\w@])(?![.,:]\d)"
)

_PATH = r"(?:[/?#][^\s<>()]*[\w/])?"
_DOMAIN = r"(?:nl|be|com|org|eu|net|edu|NL|BE|COM|ORG|EU)"
URL = re.compile(rf"(?:https?://|\bwww\.)[^\s<>()]*[\w/]|(?<![\w@.-])(?:[\w-]++\.)+{_DOMAIN}(?![\w@-]){_PATH}")
