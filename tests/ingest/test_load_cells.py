"""Tables of printed pages: words at places become rows with cells, and only where a table is printed."""

from dataclasses import replace

import pypdf
import pytest

from ingest.clean import Line, tidy
from ingest.document import BlockKind, Document
from ingest.load import load
from ingest.load.cells import PrintedLine, Word, with_charts, with_tables

LINE = 12.0  # points from a line to the next, in 10 points


def printed(down: float, *words: tuple[str, float]) -> PrintedLine:
    """A line so many lines down the page, of words that begin at the places given. Letters are five points wide."""
    y = 700 - LINE * down
    placed = [Word(f" {text}" if i else text, x, x + 5 * len(text), y, 10.0) for i, (text, x) in enumerate(words)]
    text = tidy("".join(word.text for word in placed))
    return PrintedLine(Line(text, 1, 10.0, "Serif", x=words[0][1], y=y), tuple(placed))


def prose(*texts: str) -> list[PrintedLine]:
    return [printed(down, (text, 50)) for down, text in enumerate(texts)]


def rows(*lines: PrintedLine) -> list[str]:
    return [line.text for line in with_tables(lines) if line.is_row]


def texts(*lines: PrintedLine) -> list[str]:
    return [line.text for line in with_tables(lines)]


def test_words_below_each_other_with_gaps_between_them_are_rows():
    lines = printed(0, ("Vak", 50), ("Bedrag", 150)), printed(1, ("Wiskunde", 50), ("€ 3.250", 150))
    assert rows(*lines) == ["Vak\tBedrag", "Wiskunde\t€ 3.250"]


def test_a_row_keeps_the_page_and_the_look_of_its_line():
    (first, _) = with_tables([printed(0, ("Vak", 50), ("Bedrag", 150)), printed(1, ("Wiskunde", 50), ("€ 3.250", 150))])
    assert (first.page, first.size, first.font) == (1, 10.0, "Serif")


def test_lines_before_and_after_a_table_stay_as_they_are():
    before, after = printed(0, ("Dit zijn de bedragen.", 50)), printed(8, ("Ze gelden dit jaar.", 50))
    table = [printed(2, ("Vak", 50), ("Bedrag", 150)), printed(3, ("Wiskunde", 50), ("€ 3.250", 150))]
    assert texts(before, *table, after) == ["Dit zijn de bedragen.", "Vak\tBedrag", "Wiskunde\t€ 3.250", "Ze gelden dit jaar."]
    assert with_tables([before, *table, after])[-1] == after.line


def test_a_cell_over_several_lines_is_one_cell():
    lines = [
        printed(0, ("Vak", 50), ("Voor wie", 150), ("Bedrag", 300)),
        printed(2, ("Wiskunde", 50), ("leraren die nog hun", 150)),
        printed(3, ("bevoegdheid halen", 150)),
        printed(2, ("€ 3.250 voor", 300)),
        printed(3, ("ieder jaar", 300)),
        printed(5, ("Frans", 50), ("iedereen", 150), ("€ 1.000", 300)),
    ]
    assert rows(*lines) == [
        "Vak\tVoor wie\tBedrag",
        "Wiskunde\tleraren die nog hun bevoegdheid halen\t€ 3.250 voor ieder jaar",
        "Frans\tiedereen\t€ 1.000",
    ]


def test_a_word_broken_inside_a_cell_is_whole():
    lines = [
        printed(0, ("Vak", 50), ("Bedrag", 150)),
        printed(1, ("Wiskunde", 50), ("een tegemoet-", 150)),
        printed(2, ("koming", 150)),
        printed(4, ("Frans", 50), ("een zij\u00ad", 150)),
        printed(5, ("instromer in 2024\u00ad2025", 150)),
    ]
    assert rows(*lines)[1:] == ["Wiskunde\teen tegemoetkoming", "Frans\teen zij-instromer in 2024-2025"]


def test_a_cell_further_down_the_same_column_begins_a_row():
    lines = [
        printed(0, ("Vak", 50), ("Bedrag", 150)),
        printed(1, ("Wiskunde", 50), ("€ 3.250", 150)),
        printed(3, ("€ 3.500 in de Randstad", 150)),
        printed(5, ("Frans", 50), ("€ 1.000", 150)),
    ]
    assert rows(*lines) == ["Vak\tBedrag", "Wiskunde\t€ 3.250", "€ 3.500 in de Randstad", "Frans\t€ 1.000"]


def test_a_full_cell_that_leaves_no_gap_is_parted_from_the_next():
    lines = (
        printed(0, ("Vak", 50), ("Bedrag", 112)),
        printed(1, ("Scheikunde en", 50), ("€ 3.250", 112)),
        printed(2, ("Frans", 50), ("€ 9", 112)),
    )
    assert rows(*lines) == ["Vak\tBedrag", "Scheikunde en\t€ 3.250", "Frans\t€ 9"]


def test_a_change_of_typeface_in_a_cell_begins_no_cell():
    lines = [
        printed(0, ("Vak", 50), ("Bedrag", 150)),
        printed(1, ("Wiskunde", 50), ("€ 3.250", 150), ("bruto", 190)),
        printed(2, ("Frans", 50), ("€ 3.000", 150), ("netto", 190)),
    ]
    assert rows(*lines) == ["Vak\tBedrag", "Wiskunde\t€ 3.250 bruto", "Frans\t€ 3.000 netto"]


def test_a_list_mark_belongs_to_the_words_it_marks():
    lines = [
        printed(0, ("Wat", 50), ("Voorbeelden", 150)),
        printed(1, ("Mee", 50), ("•", 150), ("een diploma", 175)),
        printed(2, ("Niet mee", 50), ("•", 150), ("een hond", 175)),
    ]
    assert rows(*lines) == ["Wat\tVoorbeelden", "Mee\t• een diploma", "Niet mee\t• een hond"]


def test_text_far_below_a_table_is_no_part_of_it():
    table = [printed(0, ("Vak", 50), ("Bedrag", 150)), printed(1, ("Wiskunde", 50), ("€ 3.250", 150))]
    assert [line.is_row for line in with_tables([*table, printed(5.5, ("Aanvragen", 50))])] == [True, True, False]


@pytest.mark.parametrize(
    "words",
    [
        [[("Telefoon:", 50), ("0548 000 111", 150)], [("Bezoekadres:", 50), ("Kerkstraat 1", 150)]],
        [[("1", 50), ("Meld u aan.", 75)], [("2", 50), ("Teken.", 75)], [("3", 50), ("Begin.", 75)]],
        [[("1.", 50), ("Meld u aan.", 75)], [("2.", 50), ("Teken.", 75)]],
        [[("2.1", 50), ("Toelating tot de opleiding", 90)], [("2.2", 50), ("Kosten van het traject", 90)]],
        [[("•", 50), ("een diploma;", 75)], [("•", 50), ("een pasfoto.", 75)]],
        [[("Een regel met", 50), ("een gat.", 150)], [("Een regel zonder gat.", 50)]],
        [
            [("Links", 50), ("rechts", 150)],
            [("Een hele regel tekst.", 50)],
            [("En nog een regel.", 50)],
            [("Onder", 50), ("daarnaast", 190)],
        ],
    ],
    ids=["labels", "numbers", "numbers with dots", "section numbers", "bullets", "one gap", "gaps at different places"],
)
def test_what_is_no_table_stays_as_it_was(words):
    lines = [printed(down, *line) for down, line in enumerate(words)]
    assert with_tables(lines) == [line.line for line in lines]


ENTRIES = ("Toelating tot de opleiding 3", "Kosten en vergoedingen 5", "Begeleiding op school 12", "Vragen en antwoorden 14")


@pytest.mark.parametrize("heading", ["Inhoud", "INHOUDSOPGAVE", "In deze brochure", "In dit nummer", "In deze nieuwsbrief"])
def test_entries_below_the_heading_of_the_contents_are_left_out(heading):
    assert texts(*prose("Studiegids", heading, *ENTRIES)) == ["Studiegids", heading]


def test_contents_printed_as_a_table_are_left_out():
    lines = [printed(down, (entry.rsplit(" ", 1)[0], 50), (entry.rsplit(" ", 1)[1], 300)) for down, entry in enumerate(ENTRIES, start=1)]
    assert texts(printed(0, ("Inhoud", 50)), *lines) == ["Inhoud"]


def test_the_first_line_of_an_entry_of_contents_is_left_out_with_it():
    entries = [*ENTRIES[:2], "Een onderzoek naar het aantal", "geplaatste studenten in de regio 12", "Nawoord 14"]
    assert texts(*prose("Inhoud", *entries)) == ["Inhoud"]


def test_what_stands_between_entries_of_contents_and_is_no_part_of_one_stays():
    entries = [*ENTRIES[:2], "Het aantal daalt nog steeds.", "Geplaatste studenten in de regio 12", "Nawoord 14"]
    assert texts(*prose("Inhoud", *entries)) == ["Inhoud", "Het aantal daalt nog steeds."]


BARS = ("Techniek", "Taal en cultuur", "Onderwijs", "Recht")


def chart(labels: tuple[str, ...]) -> list[PrintedLine]:
    """The figures of bars of different lengths, and then their labels."""
    figures = [printed(down, (str(40 - 7 * down), 300 - 20 * down)) for down in range(len(labels))]
    return [*figures, *(printed(down, (label, 50)) for down, label in enumerate(labels))]


def test_the_figures_of_a_chart_stand_behind_its_labels():
    assert [line.line.text for line in with_charts(chart(BARS))] == ["Techniek\t40", "Taal en cultuur\t33", "Onderwijs\t26", "Recht\t19"]
    assert rows(*with_charts(chart(BARS))) == ["Techniek\t40", "Taal en cultuur\t33", "Onderwijs\t26", "Recht\t19"]


def test_a_label_of_a_chart_that_has_its_figure_on_its_line_is_a_row_too():
    lines = [printed(-1, ("Economie", 50), ("51", 350)), *chart(BARS)]
    assert with_charts(lines)[0].line.text == "Economie\t51" and with_charts(lines)[0].line.is_row


def test_figures_beside_three_labels_or_beside_running_text_stay_where_they_are():
    prose_beside = tuple(f"en dat gaat zo {word} door" for word in ("nog", "weer", "altijd", "steeds"))
    for lines in (chart(BARS[:3]), chart(prose_beside), chart(tuple(f"{bar}: dat zijn de plaatsen in de hele regio Oost" for bar in BARS))):
        assert with_charts(lines) == lines


def test_a_bold_heading_between_the_rows_of_a_form_is_no_row():
    labels = [printed(down, (label, 50), ("|", 150)) for down, label in ((0, "Naam"), (1.5, "Plaats"), (4.5, "Naam"), (6, "Plaats"))]
    heading = printed(3, ("Tweede school", 150))
    heading = replace(heading, line=replace(heading.line, font="Serif-Bold"))
    found = with_tables([*labels[:2], heading, *labels[2:]])
    assert [line.is_row for line in found] == [True, True, False, True, True] and found[2] == heading.line


def test_lines_that_end_in_a_number_stay_where_no_contents_are_announced():
    assert texts(*prose("Groepen", *ENTRIES)) == ["Groepen", *ENTRIES]


def test_three_lines_that_end_in_a_number_are_no_contents():
    assert texts(*prose("Inhoud", *ENTRIES[:3])) == ["Inhoud", *ENTRIES[:3]]


def test_contents_end_at_two_lines_that_are_no_entries():
    after = ("De gids verschijnt ieder jaar.", "Hij is ook op papier te krijgen.", "Dit is uitgave 8")
    assert texts(*prose("Inhoud", *ENTRIES, *after)) == ["Inhoud", *after]


def test_lines_above_the_heading_of_the_contents_stay():
    assert texts(*prose("Uitgave van groep 8", "Inhoud", *ENTRIES)) == ["Uitgave van groep 8", "Inhoud"]


def test_a_year_at_the_end_of_a_line_is_no_page():
    assert texts(*prose("Inhoud", *ENTRIES, "Opleidingsschool Vechtstreek, mei 2025"))[1:] == ["Opleidingsschool Vechtstreek, mei 2025"]


@pytest.mark.parametrize("heading", ["In dit schooljaar", "In dit overzicht", "In deze tabel", "Inhoud van de opleiding"])
def test_another_heading_announces_no_contents(heading):
    assert texts(*prose(heading, *ENTRIES)) == [heading, *ENTRIES]


def test_numbers_that_do_not_rise_are_no_pages():
    counted = ("Aantal zij-instromers 120", "Aantal docenten 14", "Aantal scholen 32", "Aantal begeleiders 41")
    assert texts(*prose("Inhoud", *counted)) == ["Inhoud", *counted]


def test_contents_end_where_the_numbers_fall():
    assert texts(*prose("Inhoud", *ENTRIES, "Dit is uitgave 8")) == ["Inhoud", "Dit is uitgave 8"]


def test_numbers_that_the_document_has_no_pages_for_are_no_pages():
    lines = prose("Inhoud", *ENTRIES)
    assert [line.text for line in with_tables(lines, last_page=13)] == ["Inhoud", *ENTRIES]
    assert [line.text for line in with_tables(lines, last_page=14)] == ["Inhoud"]


def test_numbered_lines_of_one_name_are_no_contents():
    modules = [f"Module {number}" for number in range(1, 7)]
    assert texts(*prose("Inhoud", *modules)) == ["Inhoud", *modules]


def test_a_large_table_takes_linear_time(growth):
    def read(number: int) -> None:
        cells = [[(f"c{row}x{column}", 50.0 + 60 * column) for column in range(20)] for row in range(number)]
        assert len(rows(*[printed(down / 2, *row) for down, row in enumerate(cells)])) == number

    assert growth(read, 31) < 3


def test_a_page_full_of_loose_figures_takes_linear_time(growth):
    def chart_of(size: int) -> list[PrintedLine]:
        return [printed(down, (text, x)) for down in range(size) for text, x in (("Plaats", 50.0), (f"{down}", 200.0), ("7", 300.0))]

    assert growth(lambda size: with_charts(chart_of(size)), 100) < 3


def test_a_long_line_of_contents_takes_linear_time(growth):
    assert growth(lambda size: texts(*prose("Inhoud", "a 1x" * (size // 4))), 4_000) < 3


def test_a_page_without_words_has_no_lines():
    assert with_tables([]) == []


@pytest.fixture(scope="module")
def guide(data, tmp_path_factory) -> Document:
    """A guide of the seven sheets that its contents speak of: fourteen pages."""
    writer = pypdf.PdfWriter(clone_from=data / "table.pdf")
    while len(writer.pages) < 7:
        writer.add_blank_page()
    file = tmp_path_factory.mktemp("guide") / "table.pdf"
    writer.write(file)
    return load(file, "table.pdf")


def test_the_table_of_a_real_file_has_a_block_for_each_row(guide):
    assert [(block.text, block.page) for block in guide.blocks if block.kind is BlockKind.ROW] == [
        ("Regeling\tVoor wie\tBedrag", 2),
        ("Zij-instroom\tleraren die voor een klas staan terwijl zij nog hun bevoegdheid halen\t€ 25.000 voor ieder traject", 2),
        ("Lerarenbeurs\tbevoegde leraren met een vaste aanstelling\t€ 7.000", 2),
        ("Schakelgeld\tstudenten van een schakeljaar aan de universiteit\t€ 1.250 in het eerste jaar", 2),
    ]


def test_the_contents_of_a_real_file_are_left_out_and_what_follows_stays(guide):
    first_page = "\n".join(block.text for block in guide.blocks if block.page == 1)
    assert not [entry for entry in ("Voor wie de wijzer is", "Aanvragen in vier stappen", "Adressen en spreekuren") if entry in first_page]
    assert first_page.endswith("De bedragen zijn die van het lopende jaar.\nDit is uitgave 8")


def test_contents_of_more_pages_than_a_real_file_has_stay(data):
    assert "Adressen en spreekuren\t12" in load(data / "table.pdf", "table.pdf").text


def test_numbered_steps_and_labels_of_a_real_file_are_lines_of_text(guide):
    at = [block.text for block in guide.blocks].index("1 Meld u aan bij het loket.")
    assert [(block.kind, block.text) for block in guide.blocks[at : at + 7]] == [
        (BlockKind.PARAGRAPH, "1 Meld u aan bij het loket."),
        (BlockKind.PARAGRAPH, "2 Teken de overeenkomst."),
        (BlockKind.PARAGRAPH, "3 Stuur de rekening op."),
        (BlockKind.PARAGRAPH, "Het loket helpt u verder, ook als u nog niet weet welke regeling bij u past."),
        (BlockKind.PARAGRAPH, "Telefoon: 0548 000 111"),
        (BlockKind.PARAGRAPH, "Spreekuur: dinsdagmiddag van twee tot vier"),
        (BlockKind.PARAGRAPH, "Bezoekadres: Kerkstraat 1 in Hardenberg"),
    ]


def test_items_with_a_code_are_no_table():
    lines = [printed(700 - 40 * i, (f"F{i}.", 70.0), (f" De app doet ding {i}.", 99.0)) for i in range(1, 5)]
    assert not any(line.is_row for line in with_tables(lines))
