"""How much of a file is too much: its size, what is packed in it, its pages and its text."""

import os
import struct
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from ingest.errors import LoadError
from ingest.limits import USUAL, Limits, check_pages, check_size, check_text, check_unpacked, too_much_memory, too_quiet, too_slow
from ingest.load import load

SMALL = Limits(text_mb=1, file_mb=2, expanded_mb=3, pages=10, characters=1000)


def packed(file, **sizes: int):
    """A zip file of parts that are all zeros, of so many bytes."""
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, size in sizes.items():
            archive.writestr(name, bytes(size))
    return file


def code_of(check, *arguments) -> str | None:
    try:
        check(*arguments)
    except LoadError as problem:
        assert str(problem)
        return problem.code


@pytest.mark.parametrize(("name", "size", "code"), [
    ("a.txt", 1_000_000, None), ("a.txt", 1_000_001, "too_large"), ("A.HTML", 1_000_001, "too_large"),
    ("a.pdf", 2_000_000, None), ("a.pdf", 2_000_001, "too_large"), ("a.docx", 2_000_001, "too_large"),
])  # fmt: skip
def test_a_file_may_be_as_large_as_its_kind_needs(tmp_path, name, size, code):
    (tmp_path / name).touch()
    os.truncate(tmp_path / name, size)
    assert code_of(check_size, tmp_path / name, SMALL) == code


def test_what_is_no_ordinary_file_is_not_opened(tmp_path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes with a name")
    os.mkfifo(tmp_path / "a.txt")
    assert code_of(load, tmp_path / "a.txt", "a.txt") == "unreadable"


def test_the_parts_of_a_zip_file_count_together(tmp_path):
    assert code_of(check_unpacked, packed(tmp_path / "a.docx", a=1_500_000, b=1_500_000), SMALL) is None
    assert code_of(check_unpacked, packed(tmp_path / "b.docx", a=1_500_000, b=1_500_001), SMALL) == "too_large"


def test_a_part_that_unpacks_to_more_than_it_says_is_broken(tmp_path):
    file = packed(tmp_path / "a.docx", a=50_000_000)
    file.write_bytes(file.read_bytes().replace(struct.pack("<L", 50_000_000), struct.pack("<L", 1000)))
    assert ZipFile(file).getinfo("a").file_size == 1000
    assert code_of(check_unpacked, file, SMALL) == "broken"


def test_a_zip_file_in_a_zip_file_stays_packed(tmp_path):
    inner = packed(tmp_path / "inner.zip", a=100_000_000)
    with ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.write(inner, "inner.zip")
    assert code_of(check_unpacked, tmp_path / "a.docx", SMALL) is None


def test_what_is_no_zip_file_is_left_to_its_loader(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"PK\3\4 en verder niets")
    assert code_of(check_unpacked, tmp_path / "a.docx", SMALL) is None
    assert code_of(load, tmp_path / "a.docx", "a.docx") == "broken"


def test_a_text_that_begins_as_a_zip_file_does_is_a_text(tmp_path):
    (tmp_path / "a.txt").write_text("PKO's zijn persoonlijke kwaliteitsoverzichten.")
    assert load(tmp_path / "a.txt", "a.txt").text.startswith("PKO's")


def test_pages_and_text_are_counted():
    assert [code_of(check_pages, pages, SMALL) for pages in (10, 11)] == [None, "too_large"]
    assert [code_of(check_text, characters, SMALL) for characters in (1000, 1001)] == [None, "too_large"]


def test_loading_holds_to_the_limits(tmp_path, data):
    (tmp_path / "a.txt").write_text("Een zin over de opleiding. " * 50)
    with pytest.raises(LoadError, match="1000 gelezen"):
        load(tmp_path / "a.txt", "a.txt", limits=SMALL)
    with pytest.raises(LoadError, match="5 pagina's en er worden er tot 4 gelezen"):
        load(data / "two_columns.pdf", "a.pdf", limits=Limits(pages=4))


@pytest.mark.parametrize("problem", [too_quiet(USUAL), too_slow(USUAL), too_much_memory(USUAL)], ids=lambda problem: str(problem)[:30])
def test_what_is_said_has_the_limit_and_what_to_do(problem):
    assert any(figure in str(problem) for figure in ("60 seconden", "30 minuten", "1500 MB"))
    assert "splits" in str(problem)
