"""Made-up pages: as many as asked for, the same each time, and read as the headings, paragraphs and lists that they are."""

from __future__ import annotations

from evals.made_pages import PAGES_PER_FILE, dutch_words, make_file, make_pages
from ingest.document import BlockKind
from ingest.load import load


def test_so_many_pages_in_files_of_twenty(tmp_path):
    files = make_pages(tmp_path, PAGES_PER_FILE + 1)
    documents = [load(file, file.name) for file in files]
    assert [max(block.page for block in document.blocks) for document in documents] == [PAGES_PER_FILE, 1]
    assert {block.kind for block in documents[0].blocks} == {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM}
    assert all(document.title.startswith("Gids ") for document in documents)


def test_a_seed_gives_the_same_file_and_another_seed_another(tmp_path):
    one, again, other = (tmp_path / name for name in ("one.pdf", "again.pdf", "other.pdf"))
    make_file(one, 1, 7)
    make_file(again, 1, 7)
    make_file(other, 1, 8)
    assert one.read_bytes() == again.read_bytes() != other.read_bytes()


def test_words_are_as_frequent_as_in_dutch():
    words = dutch_words()
    assert words.known[0] == "de" and len(words.known) == len(words.shares) > 15_000
    assert words.shares[0] > 100 * (words.shares[-1] - words.shares[-2])
