"""A folder and a server, to the index the same: a client to read with, one writer, and what readers see of it when."""

import pytest

import ingest.place
from ingest.errors import IndexBusy, NoIndex
from ingest.place import Folder, Place, Server, place_of


@pytest.fixture(params=["folder", "server"])
def place(request, settings) -> Place:
    return place_of(settings() if request.param == "folder" else settings(index=request.getfixturevalue("chroma_server")))


@pytest.fixture
def folder(settings) -> Folder:
    return place_of(settings())


def names(place: Place) -> list[str]:
    return sorted(found.name for found in place.client().list_collections())


def add(place: Place, name: str) -> None:
    place.begin()
    place.client().get_or_create_collection(name, embedding_function=None)


def test_what_is_written_can_be_read_and_after_it_the_place_can_be_written_again(place):
    for name in ("place-een", "place-twee"):
        with place.lock():
            place.check()
            add(place, name)
            place.publish()
    assert {"place-een", "place-twee"} <= set(names(place))


def test_a_folder_and_an_address_are_told_apart(settings, chroma_server):
    assert isinstance(place_of(settings()), Folder)
    assert isinstance(place_of(settings(index=chroma_server)), Server)


def test_who_has_to_wait_for_another_is_told_so_once(place, request, settings, monkeypatch):
    monkeypatch.setattr(ingest.place, "TELL_AFTER", 0.1)
    monkeypatch.setattr(ingest.place, "WAIT_FOR_WRITER", 0.1)
    told = []
    other = place_of(settings() if isinstance(place, Folder) else settings(index=request.getfixturevalue("chroma_server")))
    with place.lock(lambda: told.append("nobody else")), pytest.raises(IndexBusy), other.lock(lambda: told.append("wait")):
        pytest.fail("two writers at once")
    assert told == ["wait"]


def test_an_empty_folder_has_no_client_and_gets_none_by_looking(folder):
    with pytest.raises(NoIndex, match="bronwijs ingest"):
        folder.client()
    assert not folder.folder.exists()


def test_others_see_a_draft_once_it_is_published(folder, settings):
    other = place_of(settings())
    with folder.lock():
        add(folder, "een")
        folder.publish()
        first = other.client()
        add(folder, "twee")
        assert (names(folder), names(other), other.client() is first) == (["een", "twee"], ["een"], True)
        folder.publish()
    assert names(other) == names(folder) == ["een", "twee"]
    assert other.client() is not first


def test_what_is_discarded_was_never_there(folder):
    with folder.lock():
        add(folder, "een")
        folder.publish()
        add(folder, "twee")
        folder.discard()
    assert names(folder) == ["een"]


def test_a_draft_is_due_when_it_has_been_long(folder, settings, monkeypatch):
    other = place_of(settings())
    with folder.lock():
        add(folder, "een")
        folder.publish()
        add(folder, "twee")
        assert not folder.is_due()
        monkeypatch.setattr(ingest.place, "PUBLISH_EVERY", 0.0)
        assert folder.is_due()
        assert names(other) == ["een"]


def test_a_folder_that_was_closed_opens_again(folder):
    with folder.lock():
        add(folder, "een")
        folder.publish()
    folder.close()
    folder.close()
    assert names(folder) == ["een"]
