"""The editions of an index: the pointer moves at once, and what nobody points to goes."""

import pytest

import ingest.editions
import ingest.failure
from ingest.editions import Editions
from ingest.errors import IndexUnavailable


@pytest.fixture
def editions(tmp_path) -> Editions:
    return Editions(tmp_path)


def published(editions: Editions, text: str) -> None:
    draft = editions.draft()
    (draft / "map").mkdir(exist_ok=True)
    (draft / "map" / "bestand").write_text(text)
    editions.publish(draft)


def said(editions: Editions) -> str:
    return (editions.current() / "map" / "bestand").read_text()


def test_there_is_none_until_one_is_published(editions):
    assert editions.current() is None
    editions.draft()
    assert editions.current() is None
    published(editions, "een")
    assert said(editions) == "een"


def test_a_draft_is_a_copy_that_changes_nothing_until_it_is_published(editions):
    published(editions, "een")
    draft = editions.draft()
    assert (draft / "map" / "bestand").read_text() == "een"
    (draft / "map" / "bestand").write_text("twee")
    assert said(editions) == "een"
    editions.publish(draft)
    assert said(editions) == "twee"
    assert list(editions.draft(anew=True).iterdir()) == []
    assert said(editions) == "twee"


def test_what_a_killed_writer_left_goes_and_nothing_else_does(editions):
    published(editions, "een")
    (editions.folder / "van iemand anders").mkdir()
    left = editions.draft()
    (left / "half").touch()
    assert not (editions.draft() / "half").exists()
    published(editions, "twee")
    published(editions, "drie")
    names = (editions.folder / "current").read_text().split()
    assert names[0] == editions.current().name and len(names) == 2
    assert {item.name for item in editions.folder.iterdir()} == {"current", *names, "van iemand anders"}


def test_the_edition_before_stays_until_the_next_and_no_name_comes_back(editions):
    seen = []
    for text in ("een", "twee", "drie"):
        published(editions, text)
        seen.append(editions.current())
    assert len(set(seen)) == 3
    assert [edition.exists() for edition in seen] == [False, True, True]
    assert (seen[1] / "map" / "bestand").read_text() == "twee"


def test_what_was_published_is_not_undone_by_what_goes_wrong_after_it(editions, monkeypatch):
    published(editions, "een")
    draft = editions.draft()
    with monkeypatch.context() as patch:
        patch.setattr(Editions, "_clear", lambda _: (_ for _ in ()).throw(OSError("weg")))
        editions.publish(draft)
    editions.discard(draft)
    assert editions.current() == draft and said(editions) == "een"


def test_a_killed_writer_that_had_published_almost_leaves_the_old_one(editions, monkeypatch):
    published(editions, "een")
    draft = editions.draft()

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(ingest.editions.Path, "replace", killed)
        editions.publish(draft)
    assert said(editions) == "een"
    published(editions, "twee")
    assert said(editions) == "twee"


def test_a_draft_that_is_discarded_is_gone(editions):
    draft = editions.draft()
    editions.discard(draft)
    assert not draft.exists()


@pytest.mark.parametrize("content", ["", "../elders", "edition-1", f"edition-{'a' * 32}/..", "é"])
def test_a_damaged_pointer_is_said_so(editions, content):
    (editions.folder / "current").write_text(content)
    with pytest.raises(IndexUnavailable, match="'current'.*bronwijs ingest"):
        editions.current()


def test_no_copy_is_begun_for_which_there_is_no_room(editions, monkeypatch):
    published(editions, "x" * 1000)
    free = ingest.failure.SPARE + 500
    monkeypatch.setattr(ingest.failure.shutil, "disk_usage", lambda _: type("Usage", (), {"free": free}))
    with pytest.raises(IndexUnavailable, match="vol"):
        editions.draft()
    assert said(editions) == "x" * 1000
