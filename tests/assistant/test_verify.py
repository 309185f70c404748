from __future__ import annotations

import pytest

from assistant.answer import Citation, Draft, Sentence, SentenceKind, Verdict
from assistant.verify import verdict, verify


def quote(text: str, n: int = 1) -> Citation:
    return Citation(n, "gids.pdf", "Gids", text, page=1)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("De reis kost 1.250 euro.", "De reis kost 1.250 euro. Meer niet."),
        ("De zij-instromer krijgt een vergoeding.", "De zij-\ninstromer krijgt een\nvergoeding."),
        ("Wiskunde | 20", "Wiskunde 20"),
        ("Het financiële plan", "Het ﬁnanciële plan"),
    ],
)
def test_words_that_stand_there_are_literal(text, quoted) -> None:
    assert verdict(text, [quote(quoted)]) is Verdict.LITERAL


def test_a_sentence_over_two_quotes_is_literal() -> None:
    assert verdict("Het duurt twee jaar en kost niets.", [quote("Het duurt twee jaar"), quote("en kost niets.", 2)]) is Verdict.LITERAL


@pytest.mark.parametrize("text", ["De school betaalt 300 euro voor de reis.", "Voor de reis betaalt de school 300 euro."])
def test_the_same_words_in_another_order_are_supported(text) -> None:
    assert verdict(text, [quote("300 euro betaalt de school voor de reis")]) is Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("De school betaalt voor de reis 400 euro aan de deelnemer.", "De school betaalt de deelnemer 300 euro voor de reis."),
        ("De reis kost 1.251 euro.", "De reis kost 1.250 euro."),
        ("Voor de reis betaalt de school niet.", "De school betaalt voor de reis."),
        ("Voor de reis betaalt de school.", "De school betaalt niet voor de reis."),
        ("De burgemeester opent het zwembad.", "De school betaalt voor de reis."),
        ("", "De school betaalt voor de reis."),
    ],
)
def test_a_changed_digit_or_a_negation_or_other_words_are_unsupported(text, quoted) -> None:
    assert verdict(text, [quote(quoted)]) is Verdict.UNSUPPORTED


def test_one_changed_number_in_a_long_sentence_is_unsupported() -> None:
    to_whom = "elke deelnemende leraar, mentor, vakcoach en begeleider een vergoeding van 300 euro"
    quoted = quote(f"De school betaalt {to_whom} voor reizen, eten en overnachting.")
    turned = f"Voor reizen, eten en overnachting betaalt de school {to_whom}."
    assert verdict(turned, [quoted]) is Verdict.SUPPORTED
    assert verdict(turned.replace("300", "350"), [quoted]) is Verdict.UNSUPPORTED


def test_a_sentence_that_cites_nothing_is_unsupported() -> None:
    assert verdict("De reis is gratis.", []) is Verdict.UNSUPPORTED


def test_only_what_a_sentence_cites_counts() -> None:
    cites_other = Sentence("De reis is gratis.", SentenceKind.STATEMENT, (2,))
    cites_unknown = Sentence("De reis is gratis.", SentenceKind.STATEMENT, (9,))
    says = Sentence("In ‘Gids’ staat:", SentenceKind.CONNECTIVE)
    checked = verify(Draft((says, cites_other, cites_unknown), (quote("De reis is gratis."), quote("Het eten is duur.", 2))))
    assert [sentence.verdict for sentence in checked] == [None, Verdict.UNSUPPORTED, Verdict.UNSUPPORTED]


def test_verifying_rewrites_nothing() -> None:
    draft = Draft((Sentence("De reis is duur.", SentenceKind.STATEMENT, (1,), is_item=True),), (quote("De reis is gratis."),))
    [checked] = verify(draft)
    assert (checked.text, checked.citations, checked.is_item) == ("De reis is duur.", (1,), True)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        pytest.param("0 zij-instromers per jaar krijgen begeleiding.", "60 zij-instromers per jaar krijgen begeleiding.", id="begin"),
        pytest.param("De reis kost 1.25", "De reis kost 1.250 euro.", id="end"),
        pytest.param("De stage duurt 12 weken.", "De stage duurt 1-2 weken.", id="hyphen"),
    ],
)
def test_a_number_that_was_cut_or_joined_is_not_literal(text, quoted) -> None:
    assert verdict(text, [quote(quoted)]) is Verdict.UNSUPPORTED


PASSAGE = "\n".join(
    (
        "# Zij-instroom in Twente",
        "Het geschiktheidsonderzoek toetst of u voor de klas kunt.",
        "Het kost 1.250 euro en wordt betaald door het schoolbestuur.",
        "Universiteit Twente en Saxion nemen het af.",
        "# Plaatsen",
        "Vak\tPlaatsen",
        "Wiskunde\t20",
        "Scheikunde\t30",
    )
)


def part(quoted: str, n: int = 1, heading: str = "Zij-instroom in Twente") -> Citation:
    return Citation(n, "gids.pdf", "Gids 2025", quoted, page=1, heading=heading, passage=PASSAGE)


PAID = "Het kost 1.250 euro en wordt betaald door het schoolbestuur."


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        pytest.param("Het schoolbestuur betaalt het geschiktheidsonderzoek: € 1.250.", PAID, id="what is meant stands before it"),
        pytest.param("Het onderzoek kost 1250 euro.", PAID, id="a shorter word"),
        pytest.param("Saxion en de Universiteit Twente nemen het af.", "Universiteit Twente en Saxion nemen het af.", id="names"),
        pytest.param("Voor wiskunde zijn er 20 plaatsen.", "Wiskunde 20", id="the head of a table"),
        pytest.param("Voor verlof bij zwangerschap geldt een regeling.", "Regeling zwangerschapsverlof", id="a compound taken apart"),
    ],
)
def test_a_paraphrase_is_supported(text, quoted) -> None:
    assert verdict(text, [part(quoted)]) is Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        pytest.param("Het onderzoek kost 1251 euro.", PAID, id="digit"),
        pytest.param("De gemeente betaalt het geschiktheidsonderzoek: € 1.250.", PAID, id="other payer"),
        pytest.param(
            "Hogeschool Windesheim en Universiteit Twente nemen het af.", "Universiteit Twente en Saxion nemen het af.", id="name"
        ),
        pytest.param("Het UWV betaalt 1.250 euro.", PAID, id="abbreviation"),
        pytest.param("Het kost 1.250 euro en is vrijwillig.", PAID, id="something added"),
        pytest.param("Voor wiskunde zijn er 30 plaatsen.", "Wiskunde 20", id="the row below"),
        pytest.param("Alleen bevoegde leraren.", "Alleen onbevoegde leraren mogen.", id="on-"),
        pytest.param("Dit is betaald.", "Dit is onbetaald werk.", id="on- of a verb"),
        pytest.param("Er is een regeling voor zwangerschapsverlof.", "Er is een regeling voor verlof.", id="more precise"),
        pytest.param("De reis kost niets.", "De reis kost 300 euro.", id="denied"),
    ],
)
def test_what_the_source_does_not_say_is_unsupported(text, quoted) -> None:
    assert verdict(text, [part(quoted)]) is Verdict.UNSUPPORTED


def test_a_source_that_is_not_there_carries_nothing() -> None:
    cites_both = Sentence("De reis is gratis.", SentenceKind.STATEMENT, (1, 9))
    [checked] = verify(Draft((cites_both,), (quote("De reis is gratis."),)))
    assert checked.verdict is Verdict.UNSUPPORTED


def test_a_part_of_a_sentence_that_turns_its_sense_is_unsupported() -> None:
    assert verdict("de reis gratis is", [quote("Het is niet waar dat de reis gratis is.")]) is Verdict.UNSUPPORTED
    assert verdict("De reis is gratis", [quote("De reis is gratis, mits u betaalt.")]) is Verdict.UNSUPPORTED
