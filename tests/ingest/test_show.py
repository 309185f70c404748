"""Pages as images."""

import pytest

from ingest.show import MOST_PIXELS, page_image


def test_a_page_is_as_large_as_its_points_and_the_resolution_say(data):
    pytest.importorskip("pypdfium2")
    image = page_image(data / "scan.pdf", 1, 144)
    assert image.mode == "L"
    assert image.size == pytest.approx((148 / 25.4 * 144, 105 / 25.4 * 144), abs=2)


def test_a_page_beyond_the_last_or_a_broken_file_is_an_oserror(data, tmp_path):
    pytest.importorskip("pypdfium2")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n1 0 obj nothing")
    for file, page in ((data / "scan.pdf", 9), (tmp_path / "a.pdf", 1)):
        with pytest.raises(OSError):
            page_image(file, page, 72)


def test_a_huge_page_is_drawn_small(tmp_path):
    pytest.importorskip("pypdfium2")
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(width=14_000, height=14_000)
    writer.write(tmp_path / "a.pdf")
    image = page_image(tmp_path / "a.pdf", 1, 300)
    assert image.width * image.height <= MOST_PIXELS * 1.01
