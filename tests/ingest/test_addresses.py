"""Addresses that are written wrongly are told from those that only look unusual."""

from __future__ import annotations

import pytest

from ingest.addresses import Way, addresses

GOOD = [
    "loket@voorbeeld.nl", "j.de-wit+les@loket.voorbeeld.nl", "www.voorbeeld.nl", "https://voorbeeld.nl/gids?id=1#kop",
    "http://voorbeeld.nl:8080/x", "030 – 31 00 933", "+31 (0)53 489 6913", "0031 53 489 6913", "(053) 489 69 13", "06-12345678",
    "telefoon: 03 220 54 16", "Bel 0800 1608", "Tel. +32 3 220 54 16", "Bel 14 030", "Bel 112",
]  # fmt: skip


@pytest.mark.parametrize("text", GOOD)
def test_a_good_address_has_no_problem(text):
    assert [address.problem for address in addresses(text) if address.problem] == []


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("Mail loket@voorbeeld.", "loket@voorbeeld", "geen domein met een punt"),
        ("Mail loket@voorbeeld,nl.", "loket@voorbeeld,nl", "komma"),
        ("Mail loket@voorbeeld..nl", "loket@voorbeeld..nl", "te veel"),
        ("Mail loket@www.voorbeeld.nl", "loket@www.voorbeeld.nl", "www."),
        ("Mail loket@voorbeeld.n1", "loket@voorbeeld.n1", "geen einde"),
        ("Kijk op http://localhost:7860/gids", "http://localhost:7860/gids", "computer van de maker"),
        ("Kijk op http://192.168.1.20/", "http://192.168.1.20/", "netwerk van de maker"),
        ("Kijk op https:///voorbeeld.nl", "https:///voorbeeld.nl", "het begin"),
        ("Kijk op https//voorbeeld.nl", "https//voorbeeld.nl", "het begin"),
        ("Kijk op www,voorbeeld.nl", "www,voorbeeld.nl", "komma"),
        ("Kijk op www.voorbeeld/gids", "www.voorbeeld/gids", "einde zoals .nl"),
        ("Kijk op www. of bel.", "www", "geen naam"),
        ("Telefoon: 053 489 69 1", "053 489 69 1", "9 cijfers"),
        ("Bel met 053 489 69 135", "053 489 69 135", "11 cijfers"),
        ("Tel: +31 53 489 691", "+31 53 489 691", "9 cijfers"),
    ],
)
def test_an_odd_address_is_said_in_words(text, words, said):
    odd = [address for address in addresses(text) if address.problem]
    assert [address.words for address in odd] == [words]
    assert said in odd[0].problem


@pytest.mark.parametrize(
    "text",
    ["Op 01-09-2025 om 12.00 uur", "NL12 BANK 0123 4567 89", "dossier 2023-0045-12", "http/2 en https", "naam @ school", "blz. 12–14"],
)
def test_what_is_no_address_is_left_alone(text):
    assert addresses(text) == []


def test_addresses_come_in_order_with_their_place():
    text = "Bel 053 489 6913, mail a@b.nl of kijk op www.b.nl."
    found = addresses(text)
    assert [address.way for address in found] == [Way.PHONE, Way.MAIL, Way.WEB]
    assert all(text[address.start :].startswith(address.words) for address in found)


@pytest.mark.parametrize("piece", ["a.", "0", "0 ", "www.", "a@", "tel "])
def test_a_hostile_text_is_read_in_linear_time(piece, growth):
    assert growth(lambda size: addresses(piece * (size // len(piece))), 2_000) < 3
