"""What is new, changed, gone, or the same under another name."""

import pytest

from ingest.document import Block, BlockKind, Document
from ingest.plan import Content, contents_of, plan
from ingest.snapshot import Record
from ingest.sources import Source, Sources

NOTHING_SAID = Sources({}, {})


def records(**versions: str) -> dict[str, Record]:
    return {path: Record(path, version, path, 1) for path, version in versions.items()}


def contents(**digests: str) -> dict[str, Content]:
    return {path: Content(digest, path) for path, digest in digests.items()}


def document(title: str, *lines: str, **more) -> Document:
    return Document("a.pdf", title, tuple(Block(BlockKind.PARAGRAPH, line) for line in lines), **more)


@pytest.mark.parametrize(
    ("stored", "there", "renamed", "written", "dropped"),
    [
        ({"a": "1", "b": "2"}, {"a": "2", "b": "1"}, {"a": "b", "b": "a"}, (), ()),
        ({"a": "1", "b": "2", "c": "3"}, {"b": "1", "c": "2", "d": "3"}, {"b": "a", "c": "b", "d": "c"}, (), ()),
        ({"a": "1", "b": "2"}, {"b": "1"}, {}, ("b",), ("a",)),
        ({"a": "1"}, {"a": "1", "b": "1"}, {}, ("b",), ()),
        ({"a": "1"}, {"b": "1", "c": "1"}, {"b": "a"}, ("c",), ()),
        ({"a": "1", "b": "1"}, {"c": "1"}, {"c": "a"}, (), ("b",)),
        ({"a": "1"}, {"b": "2"}, {}, ("b",), ("a",)),
        ({"a": "1"}, {"b": ""}, {}, ("b",), ("a",)),
    ],
    ids=["swap", "move up", "overwrite", "copy", "rename and copy", "two become one", "rename and edit", "not to be opened"],
)
def test_names(stored, there, renamed, written, dropped):
    todo = plan(contents(**there), records(**stored))
    assert (todo.rename, todo.write, todo.drop) == (renamed, written, dropped)


def test_a_file_that_cannot_be_opened_or_has_a_mistake_in_its_table_fits_nothing(corpus, settings):
    files = {"nieuws.txt": corpus / "nieuws.txt", "weg.md": corpus / "weg.md"}
    found = contents_of(files, settings(), Sources({}, {"nieuws.txt": "een fout"}))
    assert [content.digest for content in found.values()] == ["", ""]
    assert not any(content.fits("") for content in found.values())


def test_what_is_known_how_passages_are_cut_and_the_kind_of_file_make_another_content(corpus, settings):
    file = corpus / "nieuws.txt"
    base = contents_of({"a.txt": file}, settings(), NOTHING_SAID)["a.txt"].digest
    others = (
        contents_of({"a.md": file}, settings(), NOTHING_SAID)["a.md"].digest,
        contents_of({"a.txt": file}, settings(chunk_words=7), NOTHING_SAID)["a.txt"].digest,
        contents_of({"a.txt": file}, settings(), Sources({"a.txt": Source(region="Drenthe")}, {}))["a.txt"].digest,
    )
    assert len({base, *others}) == 4
    assert contents_of({"map/b.txt": file}, settings(), NOTHING_SAID)["map/b.txt"].digest == base


def test_a_document_with_a_title_of_its_own_has_the_same_version_under_another_name():
    titled = document("Gids", "Gids", "Tekst.")
    assert Content("1", "gids").version(titled) == Content("1", "anders").version(titled)
    assert Content("1", "anders").fits(Content("1", "gids").version(titled))


def test_a_document_that_is_called_after_its_file_has_another_version_under_another_name():
    untitled = document("Gids", "Tekst.")
    assert not Content("1", "anders").fits(Content("1", "gids").version(untitled))
    assert Content("1", "gids").fits(Content("1", "gids").version(untitled))


def test_only_a_document_with_pages_without_text_is_read_again_when_scans_can_be_read():
    text, scan = document("Titel", "Tekst."), document("Titel", "Tekst.", textless_pages=(2,))
    without, with_ocr = Content("1", "a"), Content("1", "a", "tesseract 5")
    assert with_ocr.fits(without.version(text)) and with_ocr.fits(with_ocr.version(scan))
    assert not with_ocr.fits(without.version(scan))
