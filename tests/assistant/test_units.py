from __future__ import annotations

from assistant.units import UnitKind, literal
from ingest.document import Block, BlockKind


def texts(found) -> list[str]:
    return [unit.text for unit in found]


def test_a_list_knows_its_introduction_and_stays_together(units_of) -> None:
    found = units_of("# Traject", "Het traject heeft drie delen:", "- Portfolio", "- Proefles", "- Gesprek")
    items = [unit for unit in found if unit.kind is UnitKind.ITEM]
    assert texts(items) == ["Portfolio", "Proefles", "Gesprek"]
    assert {unit.lead for unit in items} == {"Het traject heeft drie delen:"}
    assert len({unit.group for unit in items}) == 1
    assert items[0].group >= 0


def test_a_list_without_introduction_is_led_by_its_heading(units_of) -> None:
    found = units_of("# Meenemen", "Lees eerst de gids.", "- Pen", "- Papier")
    assert [unit.lead for unit in found if unit.kind is UnitKind.ITEM] == ["Meenemen", "Meenemen"]


NUMBERED = (
    Block(BlockKind.HEADING, "Aanmelden", level=1, mark="Artikel 3"),
    Block(BlockKind.PARAGRAPH, "Zo gaat het:"),
    Block(BlockKind.ITEM, "Schrijf u in.", mark="iii)"),
    Block(BlockKind.ITEM, "Betaal.", mark="iv)"),
)


def test_a_computed_number_is_no_part_of_a_unit_but_of_its_heading(units_of) -> None:
    found = units_of(*NUMBERED)
    assert texts(found) == ["Aanmelden", "Zo gaat het:", "Schrijf u in.", "Betaal."]
    assert [unit.kind for unit in found] == [UnitKind.HEADING, UnitKind.SENTENCE, UnitKind.ITEM, UnitKind.ITEM]
    assert {unit.heading for unit in found} == {"Artikel 3 Aanmelden"}
    assert found[2].group == found[3].group and found[3].lead == "Zo gaat het:"


def test_a_computed_number_is_left_out_of_what_the_file_has(nodes_of) -> None:
    [node] = nodes_of(*NUMBERED)
    assert literal(node, 0, len(node.text)) == "# Aanmelden\nZo gaat het:\nSchrijf u in.\nBetaal."
    start = node.text.index("iii)")
    assert literal(node, start, node.text.index(" in.") + 4) == "Schrijf u in."
    assert literal(node, start - 4, start) == "et:\n"


def test_a_number_that_the_file_has_itself_stays(nodes_of) -> None:
    [node] = nodes_of("Zo gaat het:", "1. Schrijf u in.", "2. Betaal.")
    assert literal(node, 0, len(node.text)) == node.text


def test_two_lists_are_two_groups(units_of) -> None:
    found = units_of("Nodig zijn:", "- Pen", "Niet nodig zijn:", "- Gom")
    pen, gom = (unit for unit in found if unit.kind is UnitKind.ITEM)
    assert pen.group != gom.group
    assert gom.lead == "Niet nodig zijn:"


def test_a_numbered_list_goes_on_over_the_page(units_of, as_block) -> None:
    found = units_of(
        as_block("Er zijn drie stappen:", 4),
        as_block("1. Aanmelden", 4),
        as_block("2. Gesprek", 4),
        as_block("Kleine letters onder aan de bladzijde.", 4),
        as_block("3. Besluit", 5),
    )
    items = [unit for unit in found if unit.kind is UnitKind.ITEM]
    assert texts(items) == ["Aanmelden", "Gesprek", "Besluit"]
    assert len({unit.group for unit in items}) == 1
    assert {unit.lead for unit in items} == {"Er zijn drie stappen:"}
    assert [unit.pieces()[0][0] for unit in items] == [4, 4, 5]


def test_a_list_goes_on_in_the_next_passage(units_of) -> None:
    lines = [f"- punt {number} met een aantal woorden erbij" for number in range(12)]
    found = units_of("Er zijn twaalf punten:", *lines, words=20)
    items = [unit for unit in found if unit.kind is UnitKind.ITEM]
    assert len({unit.name for unit in items}) > 1
    assert len({unit.group for unit in items}) == 1


def test_a_label_and_its_value_are_one_unit_on_a_line(units_of) -> None:
    found = units_of("# Contact", "Telefoon: 053 123 45 67", "E-mail: gids@voorbeeld.nl")
    labels = [unit for unit in found if unit.kind is UnitKind.SENTENCE]
    assert texts(labels) == ["Telefoon: 053 123 45 67", "E-mail: gids@voorbeeld.nl"]
    assert len({unit.line for unit in labels}) == 2


def test_sentences_of_a_paragraph_share_its_line(units_of) -> None:
    found = units_of("De reis is gratis. Het eten, o.a. soep, kost 5 euro.")
    assert texts(found) == ["De reis is gratis.", "Het eten, o.a. soep, kost 5 euro."]
    assert len({unit.line for unit in found}) == 1


def test_rows_show_their_cells_and_know_the_head_of_the_table(units_of) -> None:
    found = units_of("Vak\tPlaatsen", "Natuurkunde\t12", "Wiskunde\t20")
    assert {unit.kind for unit in found} == {UnitKind.ROW}
    assert texts(found) == ["Vak | Plaatsen", "Natuurkunde | 12", "Wiskunde | 20"]
    assert len({unit.group for unit in found}) == 1
    assert {unit.lead for unit in found} == {"Vak\tPlaatsen"}


def test_a_sentence_over_two_pages_gives_two_pieces(units_of, as_block) -> None:
    sentence = "De begeleiding duurt twee jaar en eindigt met een gesprek."
    cut = sentence.index("en eindigt")
    [unit] = units_of(as_block(sentence, 3, ((cut, 4),)), page_labels={3: "1", 4: "2"})
    assert unit.pieces() == [(3, "1", "De begeleiding duurt twee jaar"), (4, "2", "en eindigt met een gesprek.")]


def test_each_sentence_of_a_broken_paragraph_has_its_own_page(units_of, as_block) -> None:
    text = "Dit staat nog op drie. Dit staat al op vier."
    first, second = units_of(as_block(text, 3, ((text.index("Dit staat al"), 4),)))
    assert first.pieces() == [(3, None, "Dit staat nog op drie.")]
    assert second.pieces() == [(4, None, "Dit staat al op vier.")]


def test_without_pages_there_is_one_piece_without_a_page(units_of) -> None:
    assert units_of("Zonder bladzijden.")[0].pieces() == [(None, None, "Zonder bladzijden.")]


def test_headings_are_units_and_name_what_stands_below(units_of) -> None:
    kosten, gratis, eten, vol = units_of("# Kosten", "De reis is gratis en dat blijft zo.", "# Eten", "U eet vegetarisch.")
    assert (kosten.kind, kosten.text) == (UnitKind.HEADING, "Kosten")
    assert [gratis.heading, vol.heading] == ["Kosten", "Eten"]
    assert eten.kind is UnitKind.HEADING


def test_a_long_item_is_taken_apart_into_sentences(units_of) -> None:
    long = " ".join(["Dit punt gaat over veel woorden die samen een zin zijn."] * 6)
    found = units_of("Let op:", f"- {long}")
    items = [unit for unit in found if unit.kind is UnitKind.ITEM]
    assert len(items) == 6
    assert len({unit.group for unit in items}) == 1


def test_what_is_quoted_stands_literally_in_its_passage(units_of) -> None:
    found = units_of("# Kop", "Een zin. Nog een zin!", "• Een punt", "a\tb")
    assert all(unit.raw in unit.node.text for unit in found)
    assert [unit.index for unit in found] == list(range(len(found)))


def test_nothing_gives_no_units(units_of) -> None:
    assert units_of() == []
