"""The file of a document: only as long as it is the one that was read."""

import pytest

from ingest.original import Originals
from ingest.store import Store
from ingest.sync import update_index


@pytest.fixture
def indexed(settings, corpus):
    """Settings of an index of the small corpus, and its records."""
    made = settings()
    update_index(made)
    store = Store(made, create=False)
    yield made, store.records()
    store.close()


def test_the_file_that_was_read_is_found(indexed, corpus):
    settings, records = indexed
    found = Originals(settings)
    assert {path: found.find(record) for path, record in records.items()} == {path: corpus / path for path in records}


def test_a_file_that_changed_is_not_shown_nor_one_that_is_gone(indexed, corpus):
    settings, records = indexed
    found = Originals(settings)
    assert found.find(records["nieuws.txt"])
    (corpus / "nieuws.txt").write_text("Heel iets anders.", encoding="utf-8")
    (corpus / "toelating.md").unlink()
    assert found.find(records["nieuws.txt"]) is None and found.find(records["toelating.md"]) is None


def test_a_file_of_which_another_thing_is_said_by_now_is_not_shown(indexed, corpus):
    settings, records = indexed
    (corpus / "bronnen.toml").write_text('["nieuws.txt"]\nvisibility = "internal"\n', encoding="utf-8")
    found = Originals(settings)
    assert found.find(records["nieuws.txt"]) is None and found.find(records["toelating.md"]) is not None


@pytest.mark.parametrize("toml", ["dit is geen toml", '["nieuws.txt"]\nvisibilty = "internal"\n'])
def test_nothing_is_shown_where_it_is_not_known_who_may_see_it(indexed, corpus, toml):
    settings, records = indexed
    (corpus / "bronnen.toml").write_text(toml, encoding="utf-8")
    assert Originals(settings).find(records["nieuws.txt"]) is None


def test_a_link_to_elsewhere_in_place_of_a_file_is_not_followed(indexed, corpus, tmp_path):
    settings, records = indexed
    elsewhere = tmp_path / "elders.txt"
    elsewhere.write_bytes((corpus / "nieuws.txt").read_bytes())
    (corpus / "nieuws.txt").unlink()
    (corpus / "nieuws.txt").symlink_to(elsewhere)
    assert Originals(settings).find(records["nieuws.txt"]) is None


def test_a_corpus_that_is_gone_has_no_files(indexed, corpus):
    settings, records = indexed
    corpus.rename(corpus.with_name("weg"))
    assert all(Originals(settings).find(record) is None for record in records.values())
