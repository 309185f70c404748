from __future__ import annotations

import pytest

from assistant.negate import denies, differs, is_torn


@pytest.mark.parametrize(("text", "is_denial"), [("Er is geen reis.", True), ("Zonder diploma", True), ("Niet alleen leraren", False)])
def test_a_denial_is_told_from_a_bound(text, is_denial) -> None:
    assert denies(text) is is_denial


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Het eten is gratis.", "De reis is gratis, het eten niet."),
        ("De reis is niet gratis.", "De reis is gratis, het eten niet."),
        ("De opleiding is gratis.", "De opleiding is gratis, mits u slaagt."),
        ("U moet een portfolio maken.", "U mag een portfolio maken."),
        ("Alle scholen doen mee.", "Sommige scholen doen mee."),
        ("Er is geen diploma nodig.", "De cursus duurt een dag."),
        ("Er komen meer leraren.", "Er komen minder leraren."),
    ],
)
def test_what_is_denied_turned_or_stripped_differs(text, told) -> None:
    assert differs(text, told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("De reis is gratis.", "De reis is gratis, het eten niet."),
        ("Gratis is de reis, niet het eten.", "De reis is gratis, het eten niet."),
        ("Zonder diploma kunt u niet beginnen.", "U kunt niet beginnen zonder diploma."),
        ("U hoeft geen portfolio te maken.", "Een portfolio is niet verplicht: u hoeft er geen te maken."),
        ("Het is gratis, behalve de lunch.", "Behalve de lunch is alles gratis."),
    ],
)
def test_the_same_said_otherwise_does_not_differ(text, told) -> None:
    assert not differs(text, told)


def test_words_cut_from_a_sentence_may_not_leave_off_what_turns_them() -> None:
    assert is_torn("Aanmelden kan", ["Aanmelden kan niet vóór 1 mei."])
    assert is_torn("De reis is gratis", ["De reis is gratis, tenzij u rijdt."])
    assert not is_torn("De reis is gratis.", ["De reis is gratis.", "Het eten is niet gratis."])
    assert not is_torn("Er is geen les.", ["Het is zomer. Er is geen les."])
