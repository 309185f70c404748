"""PDF files: a real one in two columns, one with a table and notes, and all the ways in which one cannot be read."""

import time

import pypdf
import pytest
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NullObject, NumberObject, TextStringObject

from ingest.document import BlockKind, Document
from ingest.errors import LoadError
from ingest.load import load
from ingest.load.pdf import USUAL_SPACE, _widths_of_spaces


@pytest.fixture(scope="module")
def brochure(data) -> Document:
    return load(data / "two_columns.pdf", "brochures/two_columns.pdf")


@pytest.fixture(scope="module")
def guide(data) -> Document:
    return load(data / "table.pdf", "table.pdf")


def odd_widths(width, first) -> DictionaryObject:
    number = NumberObject(first) if isinstance(first, int) else TextStringObject(first)
    return DictionaryObject({NameObject("/Widths"): ArrayObject([width]), NameObject("/FirstChar"): number})


def encrypted(source, target, **passwords):
    writer = pypdf.PdfWriter(clone_from=source)
    writer.encrypt(**passwords, algorithm="AES-256")
    writer.write(target)
    return target


def test_title_publisher_and_date_come_from_the_file(brochure):
    assert brochure.path == "brochures/two_columns.pdf"
    assert (brochure.title, brochure.publisher) == ("Zij-instroom in de Vechtstreek", "Opleidingsschool Vechtstreek")
    assert brochure.published == "2025-03-14"


def test_printed_page_labels_are_kept_where_they_differ_from_the_physical_number(brochure):
    assert brochure.page_labels == {1: "i", 2: "ii", 3: "1", 4: "2", 5: "3"}


def test_columns_are_read_one_after_the_other(brochure):
    openings = [
        "Zij-instromers zijn",
        "U hebt een getuigschrift",
        "Het werkgeversbedrag",
        "De aanvraag gaat",
        "Iedere deelnemer",
        "Wie tussentijds",
    ]
    places = [brochure.text.index(opening) for opening in openings]
    assert places == sorted(places)


def test_words_broken_at_line_ends_are_whole(brochure, data):
    raw = "\n".join(page.extract_text() for page in pypdf.PdfReader(data / "two_columns.pdf").pages)
    assert "over-\nstappen" in raw
    assert "vanuit een andere loopbaan overstappen naar het onderwijs" in brochure.text
    assert not [line for line in brochure.text.split("\n") if line.endswith("-")]


def test_running_heads_and_page_numbers_are_gone(brochure):
    assert "Brochure zij-instroom" not in brochure.text
    assert not {"i", "ii", "1", "2", "3"} & set(brochure.text.split("\n"))


def test_headings_have_levels_by_their_size(brochure):
    headings = [(block.text, block.level) for block in brochure.blocks if block.kind is BlockKind.HEADING]
    assert headings == [
        ("Zij-instroom in de Vechtstreek", 1),
        ("Wie kan meedoen?", 2),
        ("Toelatingseisen", 3),
        ("Kosten", 2),
        ("Aanvragen", 3),
        ("Begeleiding", 2),
    ]


def test_a_list_has_an_item_a_block(brochure):
    assert [block.text for block in brochure.blocks if block.kind is BlockKind.ITEM] == [
        "• een ingevuld aanmeldingsformulier;",
        "• een kopie van uw getuigschrift;",
        "• een motivatiebrief van twee bladzijden.",
    ]


def test_a_paragraph_over_two_pages_knows_where_the_second_begins(brochure):
    (block,) = [block for block in brochure.blocks if block.text.startswith("Het werkgeversbedrag")]
    ((at, page),) = block.breaks
    assert (block.page, page) == (3, 4)
    assert block.text[at:].split()[0] in pypdf_text(page)
    assert block.text[:at].split()[-1] not in pypdf_text(page)


def pypdf_text(number: int) -> str:
    from pathlib import Path

    return pypdf.PdfReader(Path(__file__).parents[1] / "data" / "two_columns.pdf").pages[number - 1].extract_text()


def test_a_pdf_with_a_user_password_is_locked(data, tmp_path):
    file = encrypted(data / "two_columns.pdf", tmp_path / "a.pdf", user_password="geheim", owner_password="baas")
    with pytest.raises(LoadError, match="wachtwoord") as caught:
        load(file, "a.pdf")
    assert caught.value.code == "locked"


def test_a_pdf_with_only_an_owner_password_is_read(data, tmp_path, brochure):
    file = encrypted(data / "two_columns.pdf", tmp_path / "a.pdf", user_password="", owner_password="baas")
    assert load(file, "a.pdf").text == brochure.text


@pytest.mark.parametrize("part", [0.02, 0.5, 0.9])
def test_a_truncated_pdf_is_broken(data, tmp_path, part):
    whole = (data / "two_columns.pdf").read_bytes()
    (tmp_path / "a.pdf").write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(LoadError) as caught:
        load(tmp_path / "a.pdf", "a.pdf")
    assert caught.value.code == "broken"


def test_noise_behind_a_pdf_header_is_broken(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20)
    with pytest.raises(LoadError) as caught:
        load(tmp_path / "a.pdf", "a.pdf")
    assert caught.value.code == "broken"


def test_a_scan_has_no_text_and_the_message_says_what_to_do(data):
    with pytest.raises(LoadError, match="doorzoekbare PDF") as caught:
        load(data / "scan.pdf", "scan.pdf")
    assert caught.value.code == "no_text"


def test_a_scanned_page_between_pages_with_text_is_named(data, tmp_path):
    writer = pypdf.PdfWriter(clone_from=data / "two_columns.pdf")
    writer.insert_page(pypdf.PdfReader(data / "scan.pdf").pages[0], index=2)
    writer.write(tmp_path / "a.pdf")
    document = load(tmp_path / "a.pdf", "a.pdf")
    assert document.textless_pages == (3,)
    assert {block.page for block in document.blocks if block.page} == {1, 2, 4, 5}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Microsoft Word - Regeling zij-instroom.docx", "Regeling zij-instroom"),
        ("Untitled document", "Zij-instroom in de Vechtstreek"),
        ("", "Zij-instroom in de Vechtstreek"),
    ],
)
def test_a_title_that_a_program_made_up_is_made_useful(data, tmp_path, title, expected):
    writer = pypdf.PdfWriter(clone_from=data / "two_columns.pdf")
    writer.add_metadata({"/Title": title})
    writer.write(tmp_path / "a.pdf")
    assert load(tmp_path / "a.pdf", "a.pdf").title == expected


def test_without_page_labels_the_printed_numbers_count(data, tmp_path):
    writer = pypdf.PdfWriter(clone_from=data / "two_columns.pdf")
    del writer.root_object["/PageLabels"]
    writer.write(tmp_path / "a.pdf")
    assert load(tmp_path / "a.pdf", "a.pdf").page_labels == {1: "i", 2: "ii", 3: "1", 4: "2", 5: "3"}


def test_page_labels_of_the_file_go_before_printed_numbers(data, tmp_path):
    writer = pypdf.PdfWriter(clone_from=data / "two_columns.pdf")
    del writer.root_object["/PageLabels"]
    writer.set_page_label(0, 4, style="/D", start=41)
    writer.write(tmp_path / "a.pdf")
    assert load(tmp_path / "a.pdf", "a.pdf").page_labels == {1: "41", 2: "42", 3: "43", 4: "44", 5: "45"}


def test_a_note_mark_behind_a_year_is_a_raised_digit(guide, data):
    assert "vanaf 20251 en" in pypdf.PdfReader(data / "table.pdf").pages[1].extract_text()
    assert "De bedragen gelden vanaf 2025¹ en worden ieder jaar opnieuw vastgesteld." in guide.text


def test_a_note_begins_with_its_mark(guide):
    assert guide.blocks[-1].text == "¹Besluit van het bestuur van 3 maart."


def test_numbers_of_the_size_of_their_line_are_no_note_marks(guide):
    assert "1 Meld u aan bij het loket." in guide.text
    assert "Dit is uitgave 8" in guide.text


def test_a_paragraph_right_below_a_list_is_no_part_of_its_last_item(guide):
    at = [block.text for block in guide.blocks].index("• een brief van uw schoolbestuur, met de handtekening van de bestuurder.")
    after = guide.blocks[at + 1]
    assert (guide.blocks[at].kind, after.kind, after.text) == (
        BlockKind.ITEM,
        BlockKind.PARAGRAPH,
        "Het loket antwoordt binnen vier weken.",
    )


def test_a_bold_heading_over_two_lines_is_one_heading(guide):
    headings = [block.text for block in guide.blocks if block.kind is BlockKind.HEADING and block.page == 2]
    assert headings == ["Bedragen voor ieder traject", "Wat u meestuurt Zij-instroom en Lerarenbeurs"]


def made(tmp_path, *pages: list[tuple[str, float, float, float]]) -> Document:
    """The document of a PDF with these lines on its pages: text, size in points, and where it begins."""
    writer = pypdf.PdfWriter()
    for lines in pages:
        page = writer.add_blank_page(width=595, height=842)
        font = DictionaryObject(
            {NameObject(k): NameObject(v) for k, v in (("/Type", "/Font"), ("/Subtype", "/Type1"), ("/BaseFont", "/Helvetica"))}
        )
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
        stream = DecodedStreamObject()
        stream.set_data("\n".join(f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET" for text, size, x, y in lines).encode("cp1252"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    writer.write(tmp_path / "made.pdf")
    return load(tmp_path / "made.pdf", "made.pdf")


def body(text: str, y: float = 700) -> tuple[str, float, float, float]:
    return text, 10, 60, y


TOPICS = ("De mentor bespreekt de lessen.", "U schrijft een onderzoek.", "U spreekt met ouders.", "U rondt de opleiding af.")


def test_headings_that_differ_in_a_digit_are_read_and_are_no_page_labels(tmp_path):
    cover = [("Jaarverslag", 24, 60, 760), ("2025", 18, 60, 720), body("Samen opleiden in de regio, voor alle scholen.", 690)]
    modules = [[(f"Module {n}", 16, 60, 760), body(text), body("Dat duurt een half jaar.", 650)] for n, text in enumerate(TOPICS, start=1)]
    document = made(tmp_path, cover, *modules)
    headings = [block.text for block in document.blocks if block.kind is BlockKind.HEADING]
    assert headings == ["Jaarverslag", "Module 1", "Module 2", "Module 3", "Module 4"]
    assert "2025" in document.text and document.page_labels == {}


def test_page_numbers_of_a_file_without_labels_are_read_beside_its_headings(tmp_path):
    pages = [[(f"Module {n}", 16, 60, 760), body(text), (str(n + 2), 8, 290, 40)] for n, text in enumerate(TOPICS, start=1)]
    document = made(tmp_path, *pages)
    assert document.page_labels == {1: "3", 2: "4", 3: "5", 4: "6"}
    assert [block.text for block in document.blocks if block.kind is BlockKind.HEADING][1] == "Module 2"


def test_a_sentence_of_a_file_runs_on_over_a_table(tmp_path):
    table = [line for i, (a, b) in enumerate((("Vak", "Plaatsen"), ("Wiskunde", "20"), ("Frans", "14"))) for line in
             ((a, 10, 60, 600 - 14 * i), (f" {b}", 10, 260, 600 - 14 * i))]  # fmt: skip
    document = made(tmp_path, [body("Van belang is daarbij dat de"), *table], [body("student dat zelf doet.")])
    assert document.text.split("\n") == [
        "Van belang is daarbij dat de student dat zelf doet.",
        "Vak\tPlaatsen",
        "Wiskunde\t20",
        "Frans\t14",
    ]


def test_figures_below_a_heading_that_announces_no_contents_are_read(tmp_path):
    lines = ("In dit schooljaar", "Aantal zij-instromers 12", "Aantal docenten 14", "Aantal scholen 32", "Aantal begeleiders 41")
    document = made(tmp_path, [body(line, 700 - 40 * i) for i, line in enumerate(lines)])
    assert [line for line in lines if line not in document.text] == []


def drawn(tmp_path, operations: str, encoding: DictionaryObject | NameObject | None = None) -> Document:
    """The document of a PDF whose one page is drawn by these operations, with Helvetica as /F1."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(width=595, height=842)
    names = (("/Type", "/Font"), ("/Subtype", "/Type1"), ("/BaseFont", "/Helvetica"))
    font = DictionaryObject({NameObject(key): NameObject(value) for key, value in names})
    if encoding is not None:
        font[NameObject("/Encoding")] = encoding
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
    stream = DecodedStreamObject()
    stream.set_data(operations.encode("cp1252"))
    page[NameObject("/Contents")] = writer._add_object(stream)
    writer.write(tmp_path / "drawn.pdf")
    return load(tmp_path / "drawn.pdf", "drawn.pdf")


def test_a_note_mark_that_only_the_text_matrix_makes_small_is_raised(tmp_path):
    year = "BT /F1 1 Tf 12 0 0 12 60 700 Tm (vanaf 2025) Tj"
    line = f"{year} 7 0 0 7 120 704 Tm (7) Tj 12 0 0 12 124 700 Tm (. Zo is het.) Tj ET"
    assert drawn(tmp_path, line).text == "vanaf 2025⁷. Zo is het."


def test_a_space_that_stands_for_a_soft_hyphen_is_left_out(tmp_path):
    span = "/Span <</ActualText (\\255)>> BDC ( ) Tj EMC"
    assert drawn(tmp_path, f"BT /F1 10 Tf 60 700 Td (Een inter) Tj {span} (nationaal project.) Tj ET").text == "Een internationaal project."


def test_a_space_over_which_the_next_letters_are_moved_back_is_left_out(tmp_path):
    moved = "BT /F1 10 Tf 60 700 Td [(De wet- en regel ) 250 (geving geldt) -20 ( voor alle ) 30 (scholen.)] TJ ET"
    assert drawn(tmp_path, moved).text == "De wet- en regelgeving geldt voor alle scholen."


def test_a_space_that_is_set_wide_before_it_is_moved_back_stays(tmp_path):
    wide = "BT /F1 10 Tf 12 Tw 60 700 Td [(Psycholoog ) 1200 (in ) 1200 (opleiding)] TJ ET"
    assert drawn(tmp_path, wide).text == "Psycholoog in opleiding"


def test_a_broken_operation_for_spaces_is_passed_over(tmp_path):
    assert drawn(tmp_path, "BT /F1 10 Tf (x) Tw 60 700 Td (U kunt meedoen.) Tj ET").text == "U kunt meedoen."


def test_a_note_mark_that_is_hardly_smaller_is_raised_where_it_stands_high(tmp_path):
    note = "BT /F1 7 Tf 1 0 0 1 60 103 Tm (1) Tj /F1 8 Tf 1 0 0 1 66 100 Tm (Opbrengsten zijn ontvangsten.) Tj ET"
    assert drawn(tmp_path, note).text == "¹ Opbrengsten zijn ontvangsten."


def test_figures_that_are_drawn_at_other_places_are_not_one_figure(tmp_path):
    places = ((300, 600, "127"), (80, 592, "23"))
    operations = " ".join(f"q 1 0 0 1 {x} {y} cm BT /F1 12 Tf 1 0 0 1 0 0 Tm ({figure}) Tj ET Q" for x, y, figure in places)
    assert drawn(tmp_path, operations).text == "127 23"


def test_digits_that_a_font_has_names_of_its_own_for_are_read(tmp_path):
    differences = ArrayObject([NumberObject(65), *map(NameObject, ("/two.lining", "/five.oldstyle", "/nosuchletter.lining"))])
    encoding = DictionaryObject({NameObject("/Type"): NameObject("/Encoding"), NameObject("/Differences"): differences})
    assert drawn(tmp_path, "BT /F1 10 Tf 60 700 Td (AB aanvragen en/of vragen) Tj ET", encoding).text == "25 aanvragen en/of vragen"


def test_a_title_that_is_drawn_last_comes_first(tmp_path):
    document = made(
        tmp_path, [body("De app heeft twee doelen.", 600), body("Dat staat vast sinds het vorige jaar.", 560), ("De uitkomst", 20, 60, 760)]
    )
    assert document.text.split("\n")[0] == "# De uitkomst"


def test_a_box_that_is_drawn_after_what_stands_below_it_is_read_before_it(tmp_path):
    title = ("Protocol voor stages", 20, 60, 760)
    box = [body("Dit protocol is gemaakt voor de regeling.", 700), body("Het geldt voor alle scholen in de regio.", 688)]
    document = made(tmp_path, [title, body("Versie van 9 januari.", 300), *box])
    assert document.text.split("\n") == ["# Protocol voor stages", " ".join(text for text, *_ in box), "Versie van 9 januari."]


def test_the_foot_of_a_page_comes_last_wherever_the_file_has_it(tmp_path):
    lines = [body("De regeling geldt voor alle scholen.", 700), ("Peildatum: 14 mei", 8, 480, 30), body("Zij begint dit jaar.", 400)]
    assert made(tmp_path, lines).text.split("\n")[-1] == "Peildatum: 14 mei"


def test_columns_stay_in_the_order_of_the_file_where_neither_stands_above_the_other(tmp_path):
    left = [(f"Links regel {n} van het verhaal.", 10, 60, 700 - 40 * n) for n in range(3)]
    right = [(f"Rechts regel {n} van het verhaal.", 10, 320, 760 - 40 * n) for n in range(3)]
    document = made(tmp_path, [*left, *right])
    places = [document.text.index(text) for text, *_ in [*left, *right]]
    assert places == sorted(places)


def test_what_stands_in_a_gap_does_not_part_a_sentence(tmp_path):
    lines = [
        body("Een aspirant ontvangt subsidie en de", 700),
        body("scholen beoordelen dat samen.", 600),
        ("Foto van de les.", 8, 60, 650),
    ]
    assert "de scholen beoordelen dat samen." in made(tmp_path, lines).text


def test_a_page_with_hundreds_of_loose_words_takes_no_long_time(tmp_path):
    words = [(f"woord{n}", 6, 20 + 37 * n % 500, 20 + 53 * n % 780) for n in range(1500)]
    begin = time.perf_counter()
    made(tmp_path, words)
    assert time.perf_counter() - begin < 20


def test_dashes_and_apostrophes_of_a_font_are_read_in_its_own_encoding(tmp_path):
    assert drawn(tmp_path, "BT /F1 10 Tf 60 700 Td (Van 3 – 4 uur, zo’n half uur.) Tj ET", NameObject("/WinAnsiEncoding")).text == (
        "Van 3 – 4 uur, zo’n half uur."
    )


@pytest.mark.parametrize(
    "odd",
    [
        {"/Font": NullObject()},
        {"/Font": DictionaryObject({NameObject("/F0"): NullObject()})},
        {"/Font": DictionaryObject({NameObject("/F0"): DictionaryObject({NameObject("/Widths"): NullObject()})})},
        {"/Font": DictionaryObject({NameObject("/F0"): odd_widths(NullObject(), 32)})},
        {"/Font": DictionaryObject({NameObject("/F0"): odd_widths(NumberObject(500), "een")})},
    ],
)
def test_odd_fonts_have_spaces_of_the_usual_width(odd):
    resources = DictionaryObject({NameObject(name): value for name, value in odd.items()})
    page = pypdf.PageObject()
    page[NameObject("/Resources")] = resources
    assert set(_widths_of_spaces(page).values()) <= {USUAL_SPACE}
