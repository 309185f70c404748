from __future__ import annotations

import pytest

from assistant.addresses import EMAIL, PHONE, URL


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mail margriet@utrechtleert.nl.", "margriet@utrechtleert.nl"),
        ("(a.de-wit+stage@ict.school.nl)", "a.de-wit+stage@ict.school.nl"),
        ("mailto:info@pro-u.nl", "info@pro-u.nl"),
    ],
)
def test_a_mail_address_is_found_whole(text, found) -> None:
    assert EMAIL.findall(text) == [found]


@pytest.mark.parametrize("text", ["naam@school", "@utwente.nl", "a @ b.nl", "school.nl"])
def test_what_only_looks_like_a_mail_address_is_none(text) -> None:
    assert not EMAIL.search(text)


@pytest.mark.parametrize(
    "number",
    [
        "053 123 45 67", "053-4893592", "06-12345678", "06 12 34 56 78", "(053) 489 35 92", "030 – 31 00 933", "0346 56 78 90",
        "+31 (0)53 489 6913", "+31 6 12345678", "+31534893592", "0031 53 489 35 92", "+32 2 123 45 67", "030.310.09.33",
        "03 220 54 16", "09/220.54.16", "0800-1234", "0900 1234567", "088/1234567",
    ],
)  # fmt: skip
def test_a_phone_number_is_found_whole(number) -> None:
    assert [match[0] for match in PHONE.finditer(f"Bel {number}, of mail.")] == [number]
    assert [match[0] for match in PHONE.finditer(f"Telefoon:{number}.")] == [number]


@pytest.mark.parametrize(
    "text",
    [
        "01-09-2025", "01-09-2025 14 uur", "01/09/2025", "01.09.2025", "01-09-2025 t/m 05-10-2025", "01-09-2025 - 05-10-2025", "01-09-25",
        "09.00-17.00 uur", "09.00 - 12.30 en 13.00 - 17.00 uur", "KvK 08123456", "NL12 RABO 0123 4567 89", "NL12RABO0123456789",
        "2024-0534893592", "12.053.489.359.201", "0612345678901234", "tussen 2025 en 2030", "05 11 2025 en 06 11 2025",
        "0 0 0 0 0 0 0 0 0 0 0", "0,1234567890", "0123\t456789", "van 010 tot 0123456",
    ],
)  # fmt: skip
def test_a_date_time_or_other_number_is_no_phone_number(text) -> None:
    assert not PHONE.search(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kijk op www.utwente.nl/pro-u/act.", "www.utwente.nl/pro-u/act"),
        ("(https://school.nl/stage?jaar=2025#kosten)", "https://school.nl/stage?jaar=2025#kosten"),
        ("op leraar.be of elders", "leraar.be"),
        ("WWW.UTWENTE.NL", "WWW.UTWENTE.NL"),
        ("Ga naar klaar-voor-de-stap.onderwijs.org/start_hier/ nu", "klaar-voor-de-stap.onderwijs.org/start_hier/"),
        ("http://localhost:8000/x", "http://localhost:8000/x"),
    ],
)
def test_a_web_address_is_found_whole(text, found) -> None:
    assert URL.findall(text) == [found]


@pytest.mark.parametrize(
    "text", ["loket@voorbeeld.nl", "info.nl@voorbeeld.nl", "Dit is een zin.De volgende.", "zin.Net", "bijv. nl", "a.nlx"]
)
def test_what_only_looks_like_a_web_address_is_none(text) -> None:
    assert not URL.search(text)


@pytest.mark.parametrize("pattern", [EMAIL, PHONE, URL], ids=["email", "phone", "url"])
@pytest.mark.parametrize(
    "piece",
    ["a", "a.", "a@", "a.a@", "-", ".", "a-", "0 0 0 ", "01 ", "0", "(0", "+", "+31", "00", "01-", "01-09-2025 ", "www.", "www.!", "http", "://",
     "nl.", ".nl", "a.nl@", "0800", "NL12 RABO ", "é", "_", "012345678 ", "a@a.", "a/", "a.nl/!", "+31 ", "09.00-"],
)  # fmt: skip
def test_no_text_takes_more_than_linear_time(pattern, piece, growth) -> None:
    assert growth(lambda size: list(pattern.finditer(piece * (size // len(piece)) + "!")), 2_000) < 3
