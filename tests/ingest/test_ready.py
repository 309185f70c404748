"""The files that readers open: they hold what Chroma holds, follow it, and are as good as none when anything is wrong with them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from llama_index.core.schema import MetadataMode, TextNode

import ingest.ready
import ingest.store
import ingest.terms
from ingest.editions import READY, Editions
from ingest.ready import Ready, look_ready, open_ready
from ingest.settings import Settings
from ingest.snapshot import Record, Snapshot
from ingest.store import Store
from ingest.terms import analysed


@pytest.fixture
def folder(settings) -> Settings:
    return settings(embedder="test")


def write(store: Store, path: str, version: str, *texts: str, visibility: str = "public") -> None:
    rng = np.random.default_rng(len(path + version))
    made = [TextNode(text=text, metadata={"document": path, "digest": f"{path} {text}"}) for text in texts]
    for node in made:
        node.excluded_embed_metadata_keys = ["document", "digest"]
        node.embedding = rng.normal(size=3).astype(np.float32).tolist()
    store.put(Record(path, version, path, len(texts), visibility=visibility), made)


@pytest.fixture
def store(folder) -> Store:
    """An index of three documents."""
    made = Store(folder, create=True)
    with made.writing():
        write(made, "b.md", "1", "de kat", "de hond")
        write(made, "a.md", "1", "een vis")
        write(made, "c.md", "1", "een geit")
    return made


def edition(settings: Settings) -> Path:
    found = Editions(Path(settings.index)).current()
    assert found
    return found


def opened(settings: Settings) -> Ready | None:
    return open_ready(edition(settings), settings)


def assert_same(ready: Ready | None, store: Store) -> None:
    """They hold what a snapshot of Chroma holds."""
    assert ready
    found, expected = ready.snapshot, Store(store.settings, create=False).snapshot()
    assert (found.stamp, found.records) == (expected.stamp, expected.records)
    assert list(found.nodes) == list(expected.nodes)
    assert np.array_equal(found.vectors, expected.vectors) and found.vectors.dtype == np.float32
    assert {path: list(rows) for path, rows in found.rows.items()} == {path: list(rows) for path, rows in expected.rows.items()}
    terms, anew = found.terms, analysed([node.get_content(MetadataMode.EMBED) for node in expected.nodes])
    assert terms is not None
    assert [terms.in_words(terms.own.of_passage(row)) for row in range(len(terms))] == [
        anew.in_words(anew.own.of_passage(row)) for row in range(len(anew))
    ]


def test_they_hold_what_chroma_holds(store, folder):
    assert_same(opened(folder), store)


def test_they_follow_what_changes_is_renamed_and_goes(store, folder):
    with store.writing():
        write(store, "b.md", "2", "de kip", "de haan", "het ei")
        store.rename({"c.md": "0.md"})
        store.drop("a.md")
    assert_same(opened(folder), store)
    assert [node.metadata["document"] for node in opened(folder).snapshot.nodes] == ["0.md", "b.md", "b.md", "b.md"]


def test_a_restriction_is_in_them_at_once(store, folder):
    with store.writing():
        store.restrict(["b.md"])
        public = opened(folder).snapshot.public()
        assert [node.text for node in public.nodes] == ["een vis", "een geit"]
        assert (public.vectors.shape, len(public.terms), {name: list(rows) for name, rows in public.rows.items()}) == (
            (2, 3),
            2,
            {"a.md": [0], "c.md": [1]},
        )


def test_only_what_is_new_is_taken_apart_and_asked_of_chroma(store, folder, monkeypatch):
    taken, asked = [], []
    monkeypatch.setattr(ingest.terms, "terms", lambda text: taken.append(text) or [])
    get = Store._stored
    monkeypatch.setattr(Store, "_stored", lambda store, ids: asked.extend(ids) or get(store, ids))
    with store.writing():
        write(store, "d.md", "1", "een paard")
    assert ([text.split()[-1] for text in taken], len(asked)) == (["paard"], 1)
    assert len(opened(folder).snapshot.nodes) == 5


def test_an_empty_index_has_them_too(folder):
    assert_same(opened(folder) if Store(folder, create=True) else None, Store(folder, create=False))


def test_many_documents_are_written_a_part_at_a_time(store, folder, monkeypatch):
    monkeypatch.setattr(ingest.ready, "PASSAGES_AT_ONCE", 2)
    shutil.rmtree(edition(folder) / READY)
    with store.writing():
        pass
    assert_same(opened(folder), store)


def test_a_node_is_made_once_and_when_it_is_asked_for(store, folder, monkeypatch):
    nodes = opened(folder).snapshot.nodes
    assert nodes[1] is nodes[1] and nodes[-1].text == "een geit"
    monkeypatch.setattr(TextNode, "from_dict", lambda *_: pytest.fail("made without need"))
    assert len(nodes) == 4 and nodes[1].text == "de kat"
    with pytest.raises(IndexError):
        nodes[4]


def damage_cut(ready: Path) -> None:
    file = ready / "vectors.npy"
    file.write_bytes(file.read_bytes()[:-4])


def damage_bit(ready: Path) -> None:
    file = ready / "own-ids.npy"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)


def of_older_program(ready: Path) -> None:
    about = json.loads((ready / "about.json").read_text())
    (ready / "about.json").write_text(json.dumps(about | {"analyser": "vroeger"}))


def copied_by_older_program(ready: Path) -> None:
    about = json.loads((ready / "about.json").read_text())
    (ready / "about.json").write_text(json.dumps(about | {"edition": "edition-" + 32 * "0"}))


DAMAGE = [
    shutil.rmtree,
    damage_cut,
    damage_bit,
    of_older_program,
    copied_by_older_program,
    lambda ready: (ready / "nodes.json").unlink(),
    lambda ready: (ready / "about.json").write_text("{"),
    lambda ready: (ready / "about.json").write_text("[]"),
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_or_others_files_are_as_good_as_none_and_the_next_writer_makes_them_anew(store, folder, damage):
    damage(edition(folder) / READY)
    assert opened(folder) is None
    with store.writing():
        pass
    assert_same(opened(folder), store)


def test_where_they_are_whole_nothing_is_written_anew(store, folder):
    before = edition(folder)
    with store.writing():
        pass
    assert edition(folder) == before


def test_an_index_of_another_model_does_not_use_them(store, folder, settings):
    other = settings(embedder="ander")
    assert open_ready(edition(folder), other) is None and look_ready(other) is None


def test_a_glance_tells_the_documents_and_whether_all_files_are_there(store, folder, settings):
    assert look_ready(folder).records == store.records() and look_ready(folder).is_alone
    damage_cut(edition(folder) / READY)
    assert look_ready(folder) is None
    assert look_ready(settings(index="http://127.0.0.1:1")) is None
    (Path(folder.index) / "current").write_text("onzin")
    assert look_ready(folder) is None


def test_another_generation_beside_it_is_told(store, folder, settings):
    other = Store(settings(embedder="ander"), create=True)
    with other.writing():
        write(other, "z.md", "1", "zes")
    assert not look_ready(settings(embedder="ander")).is_alone


def test_an_index_without_room_for_them_is_published_all_the_same(store, folder, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ingest.ready.np, "save", fail)
    with store.writing():
        write(store, "d.md", "1", "een paard")
    assert opened(folder) is None and not (edition(folder) / READY).exists()
    assert isinstance(Store(folder, create=False).snapshot(), Snapshot)
    assert "d.md" in Store(folder, create=False).records()
