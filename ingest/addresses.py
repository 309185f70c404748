"""What in a text is meant as a mail address, web address or phone number, and what is odd about each. Pure.

>>> [(address.words, address.problem) for address in addresses("Mail loket@voorbeeld,nl of kijk op www.voorbeeld.nl/zij.")]
[('loket@voorbeeld,nl', 'er staat een komma waar een punt hoort'), ('www.voorbeeld.nl/zij', '')]
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

# Each pattern also takes what is written wrongly. None begins in the middle of a word, nor gives back what it took:
# so a long run of letters or digits is read once.
_MAIL = re.compile(r"(?<![\w.+@/-])[\w.+-]++@[\w.-]++(?:,(?:nl|com|org|eu|be|net)\b)?", re.I)
_WEB = re.compile(r"(?<![\w.@/-])(?:https?:/{1,3}|https?//|www[.,])[^\s<>()\"“”‘’|]*", re.I)
_LABELLED = re.compile(
    r"\b(?:tel(?:efoon(?:nummer)?)?|mobiel|bel(?:len)?(?: (?:met|naar))?|fax)\b\.?[:\s]{1,3}"
    r"(?P<number>\(?\+?\d(?:[ \u00a0()./–-]{0,3}\d){4,14})(?![\d,.]*\d)",
    re.I,
)
_NUMBER = re.compile(r"(?<![\w.,/–-])(?<![A-Z]{2}\d\d [A-Z]{4} )(?P<number>\(?(?:\+31|0[1-9])(?:[ \u00a0()–-]{0,3}\d){8})(?!\d|[ -]\d)")
_DATE = re.compile(r"\d{1,2}[-/. ]\d{1,2}[-/. ](?:\d\d){1,2}\b")
_TRAILING = ".,;:!?'’”…•*"
_LOCAL = ("localhost", "127.0.0.1", "0.0.0.0", "::1")
_TOP = re.compile(r"[a-z]{2,24}|xn--[a-z0-9-]+", re.I)


class Way(StrEnum):
    """How an address reaches someone."""

    MAIL = "mail"
    WEB = "web"
    PHONE = "phone"


@dataclass(frozen=True)
class Address:
    """An address as it stands in a text, from `start`. `problem` says in words what is odd; empty where nothing is."""

    way: Way
    words: str
    start: int
    problem: str = ""


def addresses(text: str) -> list[Address]:
    """What is meant as an address in a text, in order."""
    found = [_address(Way.MAIL, match[0], match.start()) for match in _MAIL.finditer(text)]
    found += [_address(Way.WEB, match[0], match.start()) for match in _WEB.finditer(text)]
    phones = [*_LABELLED.finditer(text), *_NUMBER.finditer(text)]
    numbers = {match.start("number"): match["number"] for match in phones if not _DATE.match(match["number"])}
    found += [Address(Way.PHONE, number, start, phone_problem(number)) for start, number in numbers.items()]
    return sorted(found, key=lambda address: address.start)


def mail_problem(mail: str) -> str:
    """What is odd about a mail address, in words; empty where nothing is.

    >>> mail_problem("loket@voorbeeld"), mail_problem("j.de-wit+les@loket.voorbeeld.nl")
    ('achter de @ staat geen domein met een punt, zoals school.nl', '')
    """
    name, _, domain = mail.partition("@")
    if "," in domain:
        return "er staat een komma waar een punt hoort"
    if "." not in domain.strip("."):
        return "achter de @ staat geen domein met een punt, zoals school.nl"
    if ".." in mail or name.startswith(".") or name.endswith(".") or domain.startswith((".", "-")):
        return "er staat een punt of streepje te veel"
    if domain.lower().startswith("www."):
        return "achter de @ staat ‘www.’"
    return "" if _TOP.fullmatch(domain.rsplit(".", 1)[-1]) else f"‘.{domain.rsplit('.', 1)[-1]}’ is geen einde van een adres"


def is_this_machine(host: str) -> bool:
    """
    >>> is_this_machine("127.0.0.1"), is_this_machine("localhost"), is_this_machine("10.0.0.7")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def web_problem(address: str) -> str:
    """What is odd about a web address, in words; empty where nothing is.

    >>> web_problem("http://localhost:8080/gids"), web_problem("www.dus-i/subsidies")
    ('dit adres werkt alleen op de computer van de maker', 'er ontbreekt een einde zoals .nl')
    >>> web_problem("https://www.voorbeeld.nl/gids?id=1")
    ''
    """
    if re.match(r"www,", address, re.I):
        return "er staat een komma waar een punt hoort"
    if not re.match(r"https?://[^/]|www(?:\.|$)", address, re.I):
        return "het begin is niet ‘https://’ met daarachter een naam"
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return "het is geen geldig webadres"
    if host in _LOCAL:
        return "dit adres werkt alleen op de computer van de maker"
    if _is_private(host):
        return "dit adres werkt alleen in het netwerk van de maker"
    return _host_problem(host)


def _host_problem(host: str) -> str:
    if host in ("", "www", "www."):
        return "achter ‘www.’ staat geen naam"
    if "." not in host.removeprefix("www."):
        return "er ontbreekt een einde zoals .nl"
    if ".." in host or re.search(r"[^\w.:-]", host) or not (_is_ip(host) or _TOP.fullmatch(host.rsplit(".", 1)[-1])):
        return f"‘{host}’ is geen geldige naam van een website"
    return ""


def phone_problem(number: str) -> str:
    """What is odd about a phone number, in words; empty where nothing is. Numbers abroad are not looked into.

    >>> phone_problem("030 – 31 00 93"), phone_problem("+31 (0)53 489 6913"), phone_problem("0800 1608"), phone_problem("03 220 54 16")
    ('het heeft 9 cijfers in plaats van 10', '', '', '')
    """
    digits = re.sub(r"\D", "", number)
    is_abroad = number.lstrip("(").startswith(("+", "00"))
    if is_abroad and not digits.removeprefix("00").startswith("31"):
        return ""
    if is_abroad:
        digits = "0" + digits.removeprefix("00").removeprefix("31").removeprefix("0")
    if re.fullmatch(r"0[89]00(?:\d{4}|\d{7})", digits) or not digits.startswith("0"):
        return ""
    is_flemish = re.fullmatch(r"\(?0[1-9]\d?\)?[ /.-]{1,3}\d{2,3}(?:[ .]\d\d){2}", number)
    if len(digits) == 10 or len(digits) == 9 and is_flemish:
        return ""
    return f"het heeft {len(digits)} cijfers in plaats van 10"


def _address(way: Way, words: str, start: int) -> Address:
    words = words.rstrip(_TRAILING)
    problem = mail_problem(words) if way is Way.MAIL else web_problem(words)
    return Address(way, words, start, problem)


def _is_ip(host: str) -> bool:
    try:
        return bool(ipaddress.ip_address(host))
    except ValueError:
        return False


def _is_private(host: str) -> bool:
    return _is_ip(host) and ipaddress.ip_address(host).is_private
