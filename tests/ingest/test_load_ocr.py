"""Scanned pages: a PDF that is made here of the image of a Dutch text, with Tesseract and without it."""

from itertools import pairwise

import pypdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from evals.literal import is_literal
from ingest.document import BlockKind
from ingest.errors import LoadError
from ingest.load import load
from ingest.load.ocr import even_sizes, read_scan
from ingest.tesseract import ocr_stamp

needs_tesseract = pytest.mark.skipif(not ocr_stamp(), reason="Tesseract with its Dutch data is not installed")

HEADING = "Kosten van de opleiding"
LEFT = """De opleiding kost in het
eerste jaar 4.250 euro per
deelnemer. Het school-
bestuur betaalt dit bedrag.
Wie tussentijds stopt, hoeft
daarvan niets terug te
betalen. In het tweede jaar
kost de opleiding minder,
omdat de deelnemer dan
zelfstandig lessen geeft en
er minder begeleiding is."""
RIGHT = """De begeleider komt iedere
week op bezoek en bespreekt
de les daarna met de
nieuwe leraar. Na een half
jaar volgt een beoordeling
door de schoolopleider en de
leidinggevende samen. Wie
dan nog niet zover is, krijgt
een half jaar extra tijd om
te laten zien dat het
onderwijs bij hem past."""


def scan(*, turned: int = 0) -> Image.Image:
    """A sheet of A4, 200 dots an inch, with a heading and two columns."""
    sheet = Image.new("L", (1654, 2339), 255)
    pen = ImageDraw.Draw(sheet)
    pen.text((150, 150), HEADING, font=ImageFont.load_default(56), fill=0)
    for x, lines in ((150, LEFT), (900, RIGHT)):
        for i, line in enumerate(lines.split("\n")):
            pen.text((x, 320 + 52 * i), line, font=ImageFont.load_default(34), fill=0)
    return sheet.rotate(turned, expand=True)


def gibberish() -> Image.Image:
    """A sheet with letters that are no words, as a drawing or a photograph can give them."""
    sheet = Image.new("L", (1654, 2339), 255)
    for i in range(12):
        ImageDraw.Draw(sheet).text((150, 320 + 60 * i), "xqwvzk jrtpl wqzzx vbnmq kkxzw", font=ImageFont.load_default(34), fill=0)
    return sheet


@pytest.fixture
def scanned(tmp_path):
    """A file with these images as its pages, 200 dots an inch."""

    def make(*sheets: Image.Image):
        sheets[0].save(tmp_path / "scan.pdf", resolution=200, save_all=True, append_images=sheets[1:])
        return tmp_path / "scan.pdf"

    return make


@needs_tesseract
def test_a_scan_is_read_as_a_printed_page_is(scanned):
    document = load(scanned(scan()), "scan.pdf")
    assert [(block.kind, block.page) for block in document.blocks if HEADING in block.text] == [(BlockKind.HEADING, 1)]
    assert "De opleiding kost in het eerste jaar 4.250 euro per deelnemer. Het schoolbestuur betaalt dit bedrag." in document.text
    assert "bespreekt de les daarna met de nieuwe leraar." in document.text
    assert (document.scanned_pages, document.textless_pages) == ((1,), ())


@needs_tesseract
def test_a_page_that_is_turned_by_the_file_is_read_upright(scanned, tmp_path):
    writer = pypdf.PdfWriter(clone_from=scanned(scan(turned=90)))
    writer.pages[0].rotate(90)
    writer.write(tmp_path / "turned.pdf")
    lines = [printed.line for printed in read_scan(tmp_path / "turned.pdf", 1)]
    assert lines[0].text == HEADING
    assert all(above.y > below.y for above, below in pairwise(lines[:5]))


@needs_tesseract
def test_scanned_and_printed_pages_keep_their_order(scanned, data, tmp_path):
    writer = pypdf.PdfWriter()
    for file in (data / "two_columns.pdf", scanned(scan()), data / "table.pdf"):
        writer.append(file, pages=(0, 1))
    writer.write(tmp_path / "mixed.pdf")
    document = load(tmp_path / "mixed.pdf", "mixed.pdf")
    assert document.scanned_pages == (2,)
    assert [block.page for block in document.blocks] == sorted(block.page for block in document.blocks)
    assert "\n# Kosten van de opleiding\n" in document.text


@needs_tesseract
def test_a_page_of_noise_has_no_text(scanned):
    document = load(scanned(scan(), gibberish(), Image.new("L", (1654, 2339), 255)), "scan.pdf")
    assert (document.scanned_pages, document.textless_pages) == ((1,), (2, 3))


@needs_tesseract
def test_a_quote_from_a_scan_can_be_checked(scanned):
    file = scanned(scan())
    assert is_literal("eerste jaar 4.250 euro per deelnemer", file, 1)
    assert not is_literal("eerste jaar 4.350 euro per deelnemer", file, 1)


def test_without_tesseract_a_scan_has_no_text_and_it_is_said_what_to_install(scanned, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert ocr_stamp() == ""
    with pytest.raises(LoadError, match="tesseract-ocr-nld") as caught:
        load(scanned(scan()), "scan.pdf")
    assert caught.value.code == "no_text"


def test_without_tesseract_a_scanned_page_is_told_and_the_rest_is_read(scanned, data, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    writer = pypdf.PdfWriter()
    for file in (data / "two_columns.pdf", scanned(scan())):
        writer.append(file, pages=(0, 1))
    writer.write(tmp_path / "mixed.pdf")
    document = load(tmp_path / "mixed.pdf", "mixed.pdf")
    assert (document.scanned_pages, document.textless_pages) == ((), (2,))
    assert {block.page for block in document.blocks} == {1}


def test_sizes_that_differ_as_ink_does_are_one():
    from ingest.clean import Line

    lines = [Line("x" * count, 1, size) for count, size in ((50, 10.0), (40, 10.9), (30, 9.2), (8, 14.6), (5, 14.2))]
    even = even_sizes(lines)
    assert even[10.0] == even[10.9] == even[9.2] == 10.0
    assert even[14.6] == even[14.2] > 13
