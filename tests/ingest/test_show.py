"""Pages as images, and quotes on them."""

from pathlib import Path

import pytest
from fpdf import FPDF

from ingest.show import MOST_PIXELS, page_image, quote_boxes, sheet, squeeze, words_under


def test_a_page_is_as_large_as_its_points_and_the_resolution_say(data):
    image = page_image(data / "scan.pdf", 1, 144)
    assert image.mode == "L"
    assert image.size == pytest.approx((148 / 25.4 * 144, 105 / 25.4 * 144), abs=2)


def test_a_page_beyond_the_last_or_a_broken_file_is_an_oserror(data, tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n1 0 obj nothing")
    for file, page in ((data / "scan.pdf", 9), (tmp_path / "a.pdf", 1)):
        with pytest.raises(OSError):
            page_image(file, page, 72)


def test_a_huge_page_is_drawn_small(tmp_path):
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(width=14_000, height=14_000)
    writer.write(tmp_path / "a.pdf")
    image = page_image(tmp_path / "a.pdf", 1, 300)
    assert image.width * image.height <= MOST_PIXELS * 1.01


def test_a_page_in_colour_has_colours(data):
    assert page_image(data / "scan.pdf", 1, 72, in_colour=True).mode == "RGB"


@pytest.fixture
def letter(tmp_path) -> Path:
    """Two pages; on the first the same sentence stands twice, and one that runs over two lines."""
    pdf = FPDF(format=(148, 210))
    pdf.set_font("Helvetica", size=14)
    pdf.add_page()
    for line in ("Over de reis", "De prijs is 50 euro.", "Over het boek", "De prijs is 50 euro."):
        pdf.cell(0, 12, line, new_x="LMARGIN", new_y="NEXT")
    pdf.multi_cell(0, 8, "Wie mee wil, meldt zich uiterlijk op 1 mei aan bij de school waar de begeleider van de reis werkt.")
    pdf.add_page()
    pdf.cell(0, 12, "De tweede bladzijde.")
    pdf.output(tmp_path / "brief.pdf")
    return tmp_path / "brief.pdf"


def test_the_quoted_words_stand_under_the_boxes_one_for_each_line(letter):
    quote = "meldt zich uiterlijk op 1 mei aan bij de school"
    boxes = quote_boxes(letter, 1, quote)
    assert squeeze(words_under(letter, 1, boxes)) == squeeze(quote)
    assert len(boxes) == 2 and boxes[0].top < boxes[1].top
    assert all(0 <= part <= 1 for box in boxes for part in (box.left, box.top, box.right, box.bottom))


def test_of_the_same_words_twice_those_are_meant_that_stand_behind_the_same(letter):
    (first,), (second,) = (
        quote_boxes(letter, 1, "De prijs is 50 euro.", before=before) for before in ("Over de reis\n", "# Over het boek\n")
    )
    assert first.top < second.top


def test_words_between_which_others_stand_are_found_apart(letter):
    boxes = quote_boxes(letter, 1, "Over de reis Over het boek")
    assert squeeze(words_under(letter, 1, boxes)) == "OverdereisOverhetboek" and len(boxes) == 2


@pytest.mark.parametrize("quote", ["Dit staat er in het geheel niet.", "", " - "])
def test_words_that_are_not_on_the_page_have_no_boxes(letter, quote):
    assert quote_boxes(letter, 1, quote) == ()


def test_a_scan_has_no_words_to_point_at(data):
    assert quote_boxes(data / "scan.pdf", 1, "De") == ()


def test_boxes_turn_with_the_page(letter, tmp_path):
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=letter)
    writer.pages[0].rotate(90)
    writer.write(tmp_path / "gedraaid.pdf")
    upright, turned = (quote_boxes(file, 1, "Over de reis")[0] for file in (letter, tmp_path / "gedraaid.pdf"))
    assert turned.height == pytest.approx(upright.width, abs=0.02) and turned.top == pytest.approx(upright.left, abs=0.02)


def test_a_sheet_tells_how_many_pages_there_are_and_how_large_it_is(letter):
    found = sheet(letter, 2, "tweede")
    assert found.pages == 2 and (found.width, found.height) == pytest.approx((419.5, 595.3), abs=1) and len(found.boxes) == 1


def test_squeezed_texts_differ_only_in_what_is_seen() -> None:
    assert squeeze("zij-\u00ad\n in |stroom") == squeeze("zij instroom")
    assert squeeze("14 mei") != squeeze("15 mei")
