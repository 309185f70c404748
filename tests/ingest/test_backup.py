"""A copy of an index in one file, and the way back."""

import json
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from ingest.backup import ABOUT, restore_backup, write_backup
from ingest.errors import BronwijsError
from ingest.store import Store
from ingest.sync import sync


@pytest.fixture
def index(settings, corpus, embedder) -> Store:
    store = Store(settings(), create=True)
    sync(store.settings, store, embedder)
    return store


@pytest.fixture
def file(index, tmp_path):
    """A backup of the index."""
    assert write_backup(index, tmp_path / "kopie.zip") == 3
    return tmp_path / "kopie.zip"


def test_an_index_elsewhere_answers_as_the_one_that_was_kept(index, file, settings, tmp_path, embedder):
    elsewhere = settings(index=str(tmp_path / "elders"))
    assert restore_backup(elsewhere, file) == 3
    before, after = index.snapshot(), Store(elsewhere, create=False).snapshot()
    assert [(node.text, node.metadata) for node in after.nodes] == [(node.text, node.metadata) for node in before.nodes]
    assert np.allclose(after.vectors, before.vectors, atol=1e-6)
    assert (after.stamp, after.records) == (before.stamp, before.records)
    report = sync(elsewhere, Store(elsewhere, create=True), embedder)
    assert not report.changed_anything and report.lost == 0


def test_a_server_can_be_filled_from_a_backup(index, file, settings, own_server):
    elsewhere = settings(index=own_server.address)
    restore_backup(elsewhere, file)
    assert Store(elsewhere, create=False).stamp() == index.stamp()


def test_what_is_not_in_the_backup_goes_and_an_older_version_comes_back(index, file, corpus, embedder):
    before = index.stamp()
    (corpus / "later.md").write_text("# Later\n\nDit document is er later bij gekomen, na de kopie.\n", encoding="utf-8")
    (corpus / "toelating.md").write_text("# Toelating\n\nHier staat na de kopie heel iets anders over geld.\n", encoding="utf-8")
    sync(index.settings, index, embedder)
    assert index.stamp() != before
    restore_backup(index.settings, file)
    assert index.stamp() == before
    assert "1.500 euro" in "\n".join(node.text for node in index.snapshot().nodes)
    assert len(index.snapshot().nodes) == index._passages.count()  # nothing is left of what went


def test_a_document_that_was_renamed_is_kept_under_its_new_name(index, corpus, embedder, settings, tmp_path):
    (corpus / "toelating.md").rename(corpus / "ander.md")
    sync(index.settings, index, embedder)
    write_backup(index, tmp_path / "kopie.zip")
    elsewhere = settings(index=str(tmp_path / "elders"))
    restore_backup(elsewhere, tmp_path / "kopie.zip")
    assert {node.metadata["document"] for node in Store(elsewhere, create=False).snapshot().nodes} == set(index.records())


def changed(file, name: str, content: bytes):
    """The backup with one of its members replaced."""
    with zipfile.ZipFile(file) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    other = file.with_name("anders.zip")
    with zipfile.ZipFile(other, "w") as archive:
        for member, kept in members.items():
            archive.writestr(member, content if member == name else kept)
    return other


def truncated(file):
    other = file.with_name("half.zip")
    other.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    return other


def with_a_bad_byte(file):
    other = file.with_name("kras.zip")
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 0xFF
    other.write_bytes(content)
    return other


def text(file):
    other = file.with_name("tekst.zip")
    other.write_text("geen kopie")
    return other


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (text, "is geen reservekopie"),
        (truncated, "is geen reservekopie"),
        (lambda file: changed(file, ABOUT, b"[]"), "is geen reservekopie"),
        (with_a_bad_byte, "is beschadigd"),
        (lambda file: changed(file, "1.json", b"{}"), "is beschadigd"),
        (lambda file: changed(file, "1.npy", b"\x80pickle"), "is beschadigd"),
        (lambda file: changed(file, ABOUT, json.dumps({"form": 99, "index": "", "documents": 3}).encode()), "andere versie"),
        (lambda file: file.with_name("nergens.zip"), "kan niet worden gelezen"),
        (lambda file: file.parent, "kan niet worden gelezen"),
    ],
    ids=["text", "truncated", "no facts", "a bad byte", "no record", "no vectors", "another form", "not there", "a folder"],
)
def test_what_is_no_sound_backup_is_refused_in_words_and_changes_nothing(index, file, settings, tmp_path, made, words):
    stamp = index.stamp()
    for target in (index.settings, settings(index=str(tmp_path / "nieuw"))):
        with pytest.raises(BronwijsError, match=words):
            restore_backup(target, made(file))
    assert index.stamp() == stamp
    assert not (tmp_path / "nieuw").exists()


def test_a_backup_of_another_model_is_refused(file, index):
    with pytest.raises(BronwijsError, match="ander model"):
        restore_backup(replace(index.settings, embedder="ander"), file)


def test_a_backup_that_cannot_be_written_leaves_nothing_and_keeps_the_one_before(index, file, tmp_path, monkeypatch):
    kept = file.read_bytes()
    with pytest.raises(BronwijsError, match="kan niet worden geschreven"):
        write_backup(index, tmp_path / "geen map" / "kopie.zip")
    monkeypatch.setattr(Store, "part", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(BronwijsError, match="de schijf is vol"):
        write_backup(index, file)
    assert file.read_bytes() == kept
    assert [name.name for name in tmp_path.glob("kopie*")] == ["kopie.zip"]
