"""PDF files: a real one in two columns, one with a table and notes, and all the ways in which one cannot be read."""

import pypdf
import pytest

from ingest.document import BlockKind, Document
from ingest.errors import LoadError
from ingest.load import load


@pytest.fixture(scope="module")
def brochure(data) -> Document:
    return load(data / "two_columns.pdf", "brochures/two_columns.pdf")


@pytest.fixture(scope="module")
def guide(data) -> Document:
    return load(data / "table.pdf", "table.pdf")


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
