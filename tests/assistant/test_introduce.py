from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.introduce import Place, introduction, place_of
from assistant.units import Unit


def said(group: Sequence[Unit], asked: str = "", before: Place | None = None) -> str:
    return introduction(group, asked=asked, before=before)[0]


def after(group: Sequence[Unit], asked: str = "") -> Place:
    return introduction(group, asked=asked, before=None)[1]


@pytest.fixture(scope="module")
def traject(units_of):
    return units_of("# Zomertraject", "Dit traject duurt zes weken.", "# Kosten", "De reis is voor elke kandidaat gratis.", title="Gids")


def test_a_quote_that_says_what_was_asked_needs_no_introduction(units_of) -> None:
    [_, quote] = units_of("# Kosten", "Het geschiktheidsonderzoek kost 1.250 euro.")
    assert said([quote], "Wat kost het geschiktheidsonderzoek?") == ""


def test_a_quote_under_the_visitor_s_own_question_needs_none(units_of) -> None:
    [_, quote] = units_of("# Hoe lang duurt het zomertraject?", "Dat duurt zes weken.")
    assert said([quote], "hoe lang duurt het zomertraject") == ""


def test_a_heading_that_adds_something_is_told(units_of) -> None:
    [_, quote] = units_of("# Zomertraject in Twente", "Het zomertraject duurt zes weken.")
    assert said([quote], "Hoe lang duurt het zomertraject?") == "Onder ‘Zomertraject in Twente’:"


def test_a_heading_on_which_the_quote_leans_is_told(traject) -> None:
    assert said(traject[1:2], "Hoe lang duurt het traject?") == "Onder ‘Zomertraject’:"


def test_words_of_the_quote_do_not_stand_in_for_a_heading_it_leans_on(units_of) -> None:
    [_, quote] = units_of("# Portfolio", "Dit portfolio maakt u zelf.")
    assert said([quote], "Wat moet ik doen?") == "Onder ‘Portfolio’:"


def test_a_heading_whose_words_the_quote_has_is_not_told(units_of) -> None:
    [_, quote] = units_of("# Geschiktheidsonderzoek", "Het geschiktheidsonderzoek kost 1.250 euro.")
    assert said([quote], "Wat moet ik betalen?") == ""


def test_het_before_a_verb_leans_and_before_a_noun_does_not(units_of) -> None:
    [_, quote] = units_of("# Zomertraject", "Het duurt zes weken bij een zomertraject.")
    assert said([quote], "Hoeveel weken ben ik bezig?") == "Onder ‘Zomertraject’:"


def test_the_number_of_a_heading_adds_nothing(units_of) -> None:
    [_, quote] = units_of("# 1.2 Studiereis", "Elke studiereis duurt drie dagen.")
    assert said([quote], "Hoe lang duurt een studiereis?") == ""


def test_a_name_says_what_the_subject_is_however_common(units_of) -> None:
    [_, quote] = units_of("# Kosten", "Scholen in Utrecht betalen niets.", title="Gids")
    assert said([quote], "Wat moeten scholen betalen?") == ""


def test_a_heading_of_another_programme_is_told_however_alike(units_of) -> None:
    [_, quote] = units_of("# Toelatingsassessment", "Het assessment kost 900 euro.")
    assert said([quote], "Wat kost het zij-instroomassessment?").endswith("onder ‘Toelatingsassessment’:")


def test_where_quote_and_heading_say_nothing_of_the_subject_the_title_does(traject) -> None:
    assert said(traject[3:], "Wat kost het zomertraject?") == "Uit ‘Gids’:"
    assert said(traject[3:], "Wat moet ik betalen?") == "Uit ‘Gids’:"


def test_or_else_a_heading_over_it_that_names_it(units_of, as_block) -> None:
    [*_, quote] = units_of(
        "# Zomertraject", "Wie wil, kan meedoen aan een van de twee trajecten.", deep("Kosten", as_block), "De reis is gratis."
    )
    assert said([quote], "Wat kost het zomertraject?") == "Onder ‘Zomertraject’:"


def deep(text: str, as_block):
    from dataclasses import replace

    return replace(as_block(f"# {text}"), level=2)


def test_what_only_names_a_part_of_a_document_is_not_told(units_of) -> None:
    [_, quote] = units_of("# Inleiding", "De studiereis gaat naar Gent.")
    assert said([quote], "Waarheen gaat de studiereis?") == ""


def test_a_heading_that_is_the_title_is_told_as_title(units_of) -> None:
    [_, quote] = units_of("# De zomerschool", "Dit duurt zes weken.", title="De zomerschool")
    assert said([quote], "Hoe lang duurt het?") == "Uit ‘De zomerschool’:"


def test_a_list_is_announced_by_its_heading(units_of) -> None:
    [_, *items] = units_of("# Nodig voor de studiereis", "- een pas", "- een jas")
    assert said(items, "Wat is nodig voor de studiereis?") == "Onder ‘Nodig voor de studiereis’:"
    assert said(items[:1], "Wat is nodig voor de studiereis?") == ""


def test_one_place_is_introduced_once(traject) -> None:
    assert said(traject[1:2], before=after(traject[1:2])) == ""


def test_after_a_place_that_was_told_the_next_is_told_too(units_of) -> None:
    found = units_of("# Zomertraject", "Dit traject duurt zes weken.", "# Studiereis", "De studiereis duurt drie dagen.", title="Gids")
    other = units_of("De studiereis is gratis.", path="folder.md", title="Folder")
    question = "Hoe lang duurt de studiereis?"
    assert said(found[3:], question) == said(other, question) == ""
    assert said(found[3:], question, after(found[1:2], question)) == "Onder ‘Studiereis’:"
    assert said(other, question, after(found[1:2], question)) == "Uit ‘Folder’:"


def test_headings_stand_under_the_one_above_them(units_of, as_block) -> None:
    found = units_of(
        "# Stappen naar het diploma", *(deep(f"{n}. {text}", as_block) for n, text in enumerate(("Aanmelden", "Assessment"), 1))
    )
    assert place_of(found[1:]).headings == ("Stappen naar het diploma",)
    assert said(found[1:], "Wat moet ik doen?") == "Uit ‘Gids’, onder ‘Stappen naar het diploma’:"


def test_a_heading_with_none_above_it_stands_under_the_title(units_of) -> None:
    found = units_of("# Studiereis naar Gent", "De reis is gratis.", title="Gids")
    assert place_of(found[:1]).headings == ()


def test_a_text_without_headings_is_told_by_its_title(units_of) -> None:
    assert said(units_of("Dat is gratis.", title="Gids"), "Wat kost het?") == "Uit ‘Gids’:"
