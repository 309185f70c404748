"""The index, in a folder and on a real `chroma run`: one version of a document answers, whatever happens."""

import errno
import functools
import shutil
import subprocess
import sys
import threading
import time
import zlib
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import filelock
import numpy as np
import pytest
from llama_index.core.schema import TextNode

import ingest.editions
import ingest.failure
import ingest.place
import ingest.ready
import ingest.store
from ingest.editions import Editions
from ingest.errors import IndexBusy, IndexUnavailable, NoIndex
from ingest.lease import hold_lease
from ingest.settings import EmbedderOptions, Settings
from ingest.store import Record, Snapshot, Store

ROOT = Path(__file__).parents[2]
ANOTHER_PROCESS = """
import sys
from pathlib import Path
from ingest.settings import EmbedderOptions, Settings
from ingest.store import Record, Store
from llama_index.core.schema import TextNode
for index, embedder in zip(sys.argv[1::2], sys.argv[2::2]):
    store = Store(Settings(Path("."), index, embedder), create=False)
    node = TextNode(text="door een ander", metadata={"document": "c.md", "version": "1", "position": 0}, embedding=[0.0, 0.0, 1.0])
    with store.writing():
        store.put(Record("c.md", "1", "C", 1), [node])
        store.drop("b.md")
"""


@pytest.fixture(params=["folder", "server"])
def place(request, settings, tmp_path) -> Settings:
    """Settings of an index of this test's own, in a folder and on a server."""
    if request.param == "folder":
        return settings(embedder="test")
    return settings(index=request.getfixturevalue("chroma_server"), embedder=f"test-{tmp_path.name}")


@pytest.fixture
def folder(settings) -> Settings:
    return settings(embedder="test")


def nodes(path: str, version: str, *texts: str) -> list[TextNode]:
    made = []
    for position, text in enumerate(texts):
        vector = np.random.default_rng(zlib.crc32(f"{path} {text}".encode())).normal(size=3)
        metadata = {"document": path, "version": version, "position": position, "digest": f"{path} {text}"}
        made.append(TextNode(text=text, metadata=metadata, embedding=(vector / np.linalg.norm(vector)).tolist()))
    return made


def write(store: Store, path: str, version: str, *texts: str) -> None:
    with store.writing():
        store.put(Record(path, version, path.upper(), len(texts)), nodes(path, version, *texts))


def stored(store: Store) -> int:
    """How many passages there are, also those that answer nobody."""
    store._look()
    return store._passages.count()


def lose_a_passage(store: Store, path: str) -> None:
    record = store.records()[path]
    store._passages.delete(ids=record.passage_ids[:1])


def texts(snapshot: Snapshot) -> list[str]:
    return [node.text for node in snapshot.nodes]


def test_what_is_put_is_in_the_records_and_the_snapshot(place):
    store = Store(place, create=True)
    write(store, "b.md", "1", "drie")
    write(store, "a.md", "1", "een", "twee")
    assert store.records() == {"a.md": Record("a.md", "1", "A.MD", 2), "b.md": Record("b.md", "1", "B.MD", 1)}
    snapshot = store.snapshot()
    assert texts(snapshot) == ["een", "twee", "drie"]
    assert snapshot.records == store.records()
    assert (snapshot.stamp, snapshot.vectors.shape, snapshot.vectors.dtype) == (store.stamp(), (3, 3), np.float32)
    assert np.allclose(snapshot.vectors, [node.embedding for node in [*nodes("a.md", "1", "een", "twee"), *nodes("b.md", "1", "drie")]])


def test_a_node_comes_back_as_it_was_put(place):
    store = Store(place, create=True)
    (node,) = nodes("a.md", "1", "Één tekst met\ttab en 'aanhaling'.")
    node.start_char_idx, node.end_char_idx = 12, 46
    node.excluded_embed_metadata_keys = ["version"]
    with store.writing():
        store.put(Record("a.md", "1", "A", 1), [node])
    (found,) = Store(place, create=False).snapshot().nodes
    assert (found.node_id, found.text, found.metadata, found.start_char_idx, found.end_char_idx, found.excluded_embed_metadata_keys) == (
        node.node_id,
        node.text,
        node.metadata,
        12,
        46,
        ["version"],
    )


def test_passages_know_their_neighbours_and_their_document(folder):
    store = Store(folder, create=True)
    write(store, "a.md", "1", "een", "twee", "drie")
    first, second, third = store.snapshot().nodes
    assert (second.prev_node.node_id, second.next_node.node_id) == (first.node_id, third.node_id)
    assert (first.prev_node, third.next_node) == (None, None)
    assert {node.source_node.node_id for node in (first, second, third)} == {store.records()["a.md"].key}


def test_a_dropped_document_no_longer_answers(place):
    store = Store(place, create=True)
    write(store, "a.md", "1", "een")
    write(store, "b.md", "1", "twee")
    with store.writing():
        store.drop("a.md")
    assert (list(store.records()), texts(store.snapshot()), stored(store)) == (["b.md"], ["twee"], 1)


def test_a_new_version_takes_the_place_of_the_old(place):
    store, reader = Store(place, create=True), Store(place, create=True)
    write(store, "a.md", "1", "oud een", "oud twee")
    before = reader.stamp()
    write(store, "a.md", "2", "nieuw")
    assert reader.stamp() != before
    assert (texts(reader.snapshot()), reader.snapshot().records["a.md"].version, stored(store)) == (["nieuw"], "2", 1)


def test_the_stamp_stays_while_nothing_changes(folder):
    store = Store(folder, create=True)
    write(store, "a.md", "1", "een")
    before = store.stamp()
    store.snapshot()
    write(store, "a.md", "1", "een")
    assert store.stamp() == before == Store(folder, create=False).stamp()


def test_the_old_version_answers_until_the_record_is_replaced(place, monkeypatch):
    store, reader = Store(place, create=True), Store(place, create=True)
    write(store, "a.md", "1", "oud")
    seen = []
    with store.writing():
        store._begin()
        upsert = store._documents.upsert
        monkeypatch.setattr(store._documents, "upsert", lambda **how: (seen.append(texts(reader.snapshot())), upsert(**how)))
        store.put(Record("a.md", "2", "A", 1), nodes("a.md", "2", "nieuw"))
    assert (seen, texts(reader.snapshot())) == ([["oud"]], ["nieuw"])


def test_what_a_killed_writer_left_is_not_answered_from_and_is_swept(place, monkeypatch):
    store = Store(place, create=True)
    write(store, "a.md", "1", "oud")

    def killed(**_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), store.writing():
        store._begin()
        monkeypatch.setattr(store._documents, "upsert", killed)
        store.put(Record("a.md", "2", "A", 2), nodes("a.md", "2", "half", "werk"))
    store = Store(place, create=False)
    assert (texts(store.snapshot()), stored(store)) == (["oud"], 3)
    with store.writing():
        assert stored(store) == 1
    assert texts(store.snapshot()) == ["oud"]


def test_a_writer_killed_before_the_old_passages_went_has_switched(folder, monkeypatch):
    store = Store(folder, create=True)
    write(store, "a.md", "1", "oud")

    def killed(**_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), store.writing():
        store._begin()
        monkeypatch.setattr(store._passages, "delete", killed)
        store.put(Record("a.md", "2", "A", 1), nodes("a.md", "2", "nieuw"))
    store = Store(folder, create=False)
    assert texts(store.snapshot()) == ["nieuw"]
    with store.writing():
        assert stored(store) == 1


def test_vectors_are_found_by_digest(place):
    store = Store(place, create=True)
    write(store, "a.md", "1", "een", "twee")
    found = store.vectors_of(["a.md een", "nergens"])
    assert list(found) == ["a.md een"]
    assert np.allclose(found["a.md een"], nodes("a.md", "1", "een")[0].embedding)
    assert store.vectors_of([]) == {}


def test_the_nearest_passage_of_a_vector_is_its_own_and_none_is_lost(place):
    store = Store(place, create=True)
    assert store.lost() == 0
    made = nodes("a.md", "1", *(f"tekst {number}" for number in range(300)))
    with store.writing():
        store.put(Record("a.md", "1", "A", len(made)), made)
    assert [hits[0][0] for hits in store.nearest([node.embedding for node in made[:5]], 2)] == [node.node_id for node in made[:5]]
    assert store.lost() == 0


def test_a_lost_vector_is_counted(folder, monkeypatch):
    store = Store(folder, create=True)
    write(store, "a.md", "1", "een", "twee")
    monkeypatch.setattr(store, "nearest", lambda vectors, k: [[("iets anders", 0.4)]] * (len(vectors) - 1) + [[]])
    assert store.lost() == 2


def test_what_is_missed_by_chance_is_looked_for_in_the_index_opened_anew(folder, monkeypatch):
    store, missed = Store(folder, create=True), []
    write(store, "a.md", "1", "een", "twee")
    finds = store.nearest
    monkeypatch.setattr(store, "nearest", lambda vectors, k: finds(vectors, k) if missed else (missed.append(1), [[]] * len(vectors))[1])
    assert store.lost() == 0 and missed


def test_a_document_of_more_than_one_batch_is_put_read_and_dropped_whole(folder, monkeypatch):
    monkeypatch.setattr(ingest.store, "BATCH", 4)
    store = Store(folder, create=True)
    many = [f"tekst {number}" for number in range(11)]
    write(store, "a.md", "1", *many)
    assert texts(store.snapshot()) == many
    assert len(store.vectors_of([f"a.md {text}" for text in many])) == 11
    with store.writing():
        store.drop("a.md")
    assert stored(store) == 0


def test_an_index_made_with_another_embedder_says_so(place):
    write(Store(place, create=True), "a.md", "1", "een")
    with pytest.raises(IndexUnavailable, match="ander model"):
        Store(Settings(place.corpus, place.index, embedder=f"{place.embedder}-ander"), create=False)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"embedder": "ander"}, "ander model: test, niet ander.*bronwijs ingest --embedder ander"),
        ({"embedder": "http://127.0.0.1:9/v1#bge-m3"}, "ander model: test, niet v1#bge-m3.*--embedder http://127.0.0.1:9/v1#bge-m3"),
    ],
)
def test_an_index_says_what_it_was_made_with_and_what_mends_it(folder, changes, said):
    write(Store(folder, create=True), "a.md", "1", "een")
    with pytest.raises(NoIndex, match=said):
        Store(replace(folder, **changes), create=False)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (EmbedderOptions(query="vraag: "), "vóór een vraag 'query: '"),
        (EmbedderOptions(passage=""), "vóór een passage 'passage: '"),
        (EmbedderOptions(pooling="cls"), "pooling 'mean'"),
    ],
)
def test_an_index_made_with_other_prefixes_or_pooling_says_so(folder, options, said):
    made = replace(folder, embedder="naam/e5-small")
    write(Store(made, create=True), "a.md", "1", "een")
    with pytest.raises(NoIndex, match=f"{said}.*bronwijs ingest --embedder naam/e5-small"):
        Store(replace(made, embedder_options=options), create=False)


def test_an_index_of_another_layout_says_so(folder, monkeypatch):
    write(Store(folder, create=True), "a.md", "1", "een")
    another = ingest.store.LAYOUT + 1
    for module in (ingest.store, ingest.ready):  # what it says of an index, and what it looks for
        monkeypatch.setattr(module, "LAYOUT", another)
    with pytest.raises(NoIndex, match="andere versie van Bronwijs.*bronwijs ingest --embedder test$"):
        Store(folder, create=False)


def test_a_text_of_which_no_word_is_known_is_not_called_lost(folder):
    store = Store(folder, create=True)
    write(store, "a.md", "1", "een", "twee")
    unknown = nodes("b.md", "1", "漢字")
    unknown[0].embedding = [0.0, 0.0, 0.0]
    with store.writing():
        store.put(Record("b.md", "1", "B", 1), unknown)
    assert store.lost() == 0


def test_the_width_of_the_vectors_is_told_and_of_none_there_is_none(folder):
    store = Store(folder, create=True)
    assert store.width() is None
    write(store, "a.md", "1", "een")
    assert store.width() == store.snapshot().vectors.shape[1]


def test_other_generations_go_and_this_one_stays(folder):
    write(Store(folder, create=True), "a.md", "1", "een")
    store = Store(Settings(folder.corpus, folder.index, embedder="ander"), create=True)
    write(store, "a.md", "1", "nieuw")
    assert texts(Store(folder, create=False).snapshot()) == ["een"]
    with store.writing():
        store.drop_other_generations()
    assert texts(store.snapshot()) == ["nieuw"]
    with pytest.raises(IndexUnavailable):
        Store(folder, create=False)


def test_another_generation_stays_that_holds_a_document_this_one_lacks(folder):
    write(Store(folder, create=True), "a.md", "1", "een")
    store = Store(Settings(folder.corpus, folder.index, embedder="ander"), create=True)
    with store.writing():
        store.drop_other_generations(without={"a.md"})
    assert texts(Store(folder, create=False).snapshot()) == ["een"]
    with store.writing():
        store.drop_other_generations(without={"b.md"})
    with pytest.raises(IndexUnavailable):
        Store(folder, create=False)


def test_several_other_generations_go_at_once(folder):
    for embedder in ("een", "twee"):
        write(Store(Settings(folder.corpus, folder.index, embedder=embedder), create=True), "a.md", "1", "oud")
    store = Store(folder, create=True)
    write(store, "a.md", "1", "nieuw")
    with store.writing():
        store.drop_other_generations()
    store._look()
    assert len(store._client.list_collections()) == 2
    assert texts(store.snapshot()) == ["nieuw"]


def test_it_is_known_when_documents_last_changed(place):
    store = Store(place, create=True)
    write(store, "a.md", "1", "een")
    before = Store(place, create=False).updated()
    assert abs(datetime.now(UTC) - before) < timedelta(hours=1)
    with store.writing():
        pass
    assert Store(place, create=False).updated() == before


def test_an_empty_folder_holds_no_index_and_looking_makes_none(folder, tmp_path):
    with pytest.raises(IndexUnavailable, match="bronwijs ingest"):
        Store(folder, create=False)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_index_has_an_empty_snapshot(place):
    snapshot = Store(place, create=True).snapshot()
    assert (list(snapshot.nodes), snapshot.records, len(snapshot.vectors)) == ([], {}, 0)


def test_the_vectors_of_an_empty_snapshot_have_two_axes(folder):
    assert Store(folder, create=True).snapshot().vectors.ndim == 2


def test_a_file_and_a_silent_address_are_unavailable(settings, tmp_path):
    (tmp_path / "bestand").write_text("geen map")
    for index in (str(tmp_path / "bestand"), "http://127.0.0.1:9"):
        with pytest.raises(IndexUnavailable, match="kan niet worden (geopend|geschreven)|draait geen server"):
            Store(settings(index=index, embedder="test"), create=True)


def test_a_damaged_index_is_said_to_be_so_and_begun_anew_by_a_writer(folder):
    write(Store(folder, create=True), "a.md", "1", "een")
    (Editions(Path(folder.index)).current() / "chroma.sqlite3").write_bytes(b"kapot" * 50)
    with pytest.raises(IndexUnavailable, match="beschadigd.*bronwijs ingest"):
        Store(folder, create=False)
    store = Store(folder, create=True)
    assert store.is_repaired and store.records() == {}
    write(store, "a.md", "1", "twee")
    assert texts(Store(folder, create=False).snapshot()) == ["twee"]


def test_what_is_written_answers_once_the_writer_is_done_and_a_failed_one_leaves_nothing(folder, monkeypatch):
    store, reader = Store(folder, create=True), Store(folder, create=True)
    write(store, "a.md", "1", "oud")
    with store.writing():
        store.put(Record("a.md", "2", "A", 1), nodes("a.md", "2", "nieuw"))
        assert (texts(store.snapshot()), texts(reader.snapshot())) == (["nieuw"], ["oud"])
    assert texts(reader.snapshot()) == ["nieuw"]
    with pytest.raises(IndexUnavailable, match="vol"), store.writing():
        store.put(Record("a.md", "3", "A", 1), nodes("a.md", "3", "nieuwst"))
        monkeypatch.setattr(ingest.failure, "SPARE", 10**18)
        store.put(Record("b.md", "1", "B", 1), nodes("b.md", "1", "te veel"))
    assert texts(store.snapshot()) == texts(reader.snapshot()) == ["nieuw"]
    assert len(list(Path(folder.index).glob("edition-*"))) == 2  # the one that answers and the one before


def test_an_index_that_was_removed_and_made_anew_is_read_anew(folder):
    store = Store(folder, create=True)
    write(store, "a.md", "1", "oud geheim")
    reader = Store(folder, create=False)
    assert texts(reader.snapshot()) == ["oud geheim"]
    shutil.rmtree(folder.index)
    with pytest.raises(NoIndex):
        reader.snapshot()
    write(Store(folder, create=True), "a.md", "1", "nieuw")
    assert texts(reader.snapshot()) == ["nieuw"]


def test_an_edition_that_goes_while_it_is_opened_is_no_problem(folder, monkeypatch):
    writer = Store(folder, create=True)
    write(writer, "a.md", "1", "een")
    opened = ingest.place.client_of_folder
    once = iter([True])

    def too_late(edition: Path):
        if next(once, False):
            write(writer, "a.md", "2", "twee")
            write(writer, "a.md", "3", "drie")
            assert not edition.exists()
        return opened(edition)

    monkeypatch.setattr(ingest.place, "client_of_folder", too_late)
    assert texts(Store(folder, create=False).snapshot()) == ["drie"]


def test_a_writer_that_cannot_publish_goes_on_with_what_answers(folder, monkeypatch):
    store, reader = Store(folder, create=True), Store(folder, create=True)
    write(store, "a.md", "1", "een")
    with monkeypatch.context() as patch, pytest.raises(IndexUnavailable, match="vol"):
        patch.setattr(ingest.editions, "_to_disk", lambda _: (_ for _ in ()).throw(OSError(errno.ENOSPC, "vol")))
        write(store, "b.md", "1", "twee")
    assert list(store.records()) == list(reader.records()) == ["a.md"]
    write(store, "b.md", "1", "twee")
    assert list(reader.records()) == ["a.md", "b.md"]


def test_stores_in_threads_of_one_process_leave_each_other_alone(folder):
    write(Store(folder, create=True), "a.md", "1", "een")
    problems: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(8):
                store = Store(folder, create=False)
                assert texts(store.snapshot()) == ["een"]
                store.close()
        except BaseException as problem:
            problems.append(problem)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert problems == []


def test_a_long_write_is_published_now_and_then_and_a_restriction_at_once(folder, monkeypatch):
    store, reader = Store(folder, create=True), Store(folder, create=True)
    with store.writing():
        store.put(Record("a.md", "1", "A", 1), nodes("a.md", "1", "een"))
        assert texts(reader.snapshot()) == []
        monkeypatch.setattr(ingest.place, "PUBLISH_EVERY", 0.0)
        store.put(Record("b.md", "1", "B", 1), nodes("b.md", "1", "twee"))
        assert texts(reader.snapshot()) == ["een", "twee"]
        monkeypatch.setattr(ingest.place, "PUBLISH_EVERY", 1000.0)
        store.restrict(["a.md"])
        assert texts(reader.snapshot().public()) == ["twee"]


def test_a_snapshot_that_never_settles_says_the_index_is_busy(folder, monkeypatch):
    monkeypatch.setattr(ingest.store.time, "sleep", lambda _: None)
    store = Store(folder, create=True)
    write(store, "a.md", "1", "een", "twee")
    lose_a_passage(store, "a.md")
    with pytest.raises(IndexBusy):
        store.snapshot()


@contextmanager
def another_writer(lock_file: Path):
    """The lock held by a thread of its own, as another process holds it."""
    held, done = threading.Event(), threading.Event()

    def hold():
        with filelock.FileLock(lock_file):
            held.set()
            done.wait(60)

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(60)
    try:
        yield
    finally:
        done.set()
        holder.join()


def test_a_second_writer_waits_and_then_gives_up(folder, monkeypatch):
    monkeypatch.setattr(ingest.place, "WAIT_FOR_WRITER", 0.2)
    store = Store(folder, create=True)
    with another_writer(Path(folder.index) / "writer.lock"), pytest.raises(IndexBusy, match="Wacht tot dat klaar is"), store.writing():
        pytest.fail("two writers at once")
    write(store, "a.md", "1", "nu wel")
    assert texts(store.snapshot()) == ["nu wel"]


def test_making_an_index_waits_for_another_that_makes_it(folder, monkeypatch):
    monkeypatch.setattr(ingest.place, "WAIT_FOR_WRITER", 0.2)
    Path(folder.index).mkdir()
    with another_writer(Path(folder.index) / "writer.lock"), pytest.raises(IndexBusy):
        Store(folder, create=True)


def test_a_second_writer_goes_on_when_the_first_is_done(place):
    store = Store(place, create=True)
    order = []

    def later():
        with store.writing():
            order.append("tweede")

    with Store(place, create=False).writing():
        waiting = threading.Thread(target=later)
        waiting.start()
        time.sleep(0.3)
        order.append("eerste")
    waiting.join(60)
    assert order == ["eerste", "tweede"]


def test_what_another_process_writes_is_seen_by_an_open_store(folder, settings, chroma_server):
    stores = [Store(made, create=True) for made in (folder, settings(index=chroma_server, embedder="test-another-process"))]
    for store in stores:
        write(store, "a.md", "1", "blijft")
        write(store, "b.md", "1", "verdwijnt")
    before = [store.snapshot() for store in stores]
    command = [
        sys.executable,
        "-c",
        ANOTHER_PROCESS,
        *(word for store in stores for word in (store.settings.index, store.settings.embedder)),
    ]
    subprocess.run(command, cwd=ROOT, check=True, timeout=300)
    for store, old in zip(stores, before, strict=True):
        assert store.stamp() != old.stamp
        new = store.snapshot()
        assert (texts(old), texts(new)) == (["blijft", "verdwijnt"], ["blijft", "door een ander"])
        assert new.stamp == store.stamp()
        assert store.lost() == 0


def test_a_writer_that_was_away_too_long_switches_nothing(settings, chroma_server, tmp_path, monkeypatch):
    place = settings(index=chroma_server, embedder=f"test-{tmp_path.name}")
    away, other = Store(place, create=True), Store(place, create=True)
    write(away, "a.md", "1", "oud")
    monkeypatch.setattr(ingest.place, "hold_lease", functools.partial(hold_lease, stale=0.3, beat=1000))
    with away.writing():
        with other.writing():
            pass
        for step in (
            lambda: away.put(Record("a.md", "2", "A", 1), nodes("a.md", "2", "te laat")),
            lambda: away.rename({"a.md": "b.md"}),
            lambda: away.drop("a.md"),
            away.drop_other_generations,
        ):
            with pytest.raises(IndexBusy, match="overgenomen"):
                step()
    assert (texts(other.snapshot()), list(other.records())) == (["oud"], ["a.md"])


def test_names_are_swapped_at_once(place):
    store, reader = Store(place, create=True), Store(place, create=True)
    write(store, "a.md", "1", "een")
    write(store, "b.md", "1", "twee")
    reader.snapshot()
    with store.writing():
        store.rename({"a.md": "b.md", "b.md": "a.md"})
    assert [(node.text, node.metadata["document"]) for node in reader.snapshot().nodes] == [("twee", "a.md"), ("een", "b.md")]
    assert stored(store) == 2


def test_a_renamed_document_gets_a_new_version_and_is_dropped_like_any_other(folder):
    store = Store(folder, create=True)
    write(store, "a.md", "1", "een")
    with store.writing():
        store.rename({"a.md": "b.md"})
    write(store, "b.md", "2", "een ander")
    write(store, "a.md", "1", "een")
    assert [(node.text, node.metadata["document"]) for node in store.snapshot().nodes] == [("een", "a.md"), ("een ander", "b.md")]
    with store.writing():
        store.drop("b.md")
        store.drop("er nooit geweest.md")
    assert (list(store.records()), stored(store)) == (["a.md"], 1)


def test_a_document_that_lacks_passages_is_dropped_by_the_next_writer(folder):
    store = Store(folder, create=True)
    write(store, "a.md", "1", "een", "twee")
    write(store, "b.md", "1", "drie")
    lose_a_passage(store, "a.md")
    with store.writing():
        assert list(store.records()) == ["b.md"]
    assert (texts(store.snapshot()), stored(store)) == (["drie"], 1)


def test_where_nothing_was_left_behind_a_writer_looks_through_nothing(folder, monkeypatch):
    store = Store(folder, create=True)
    write(store, "a.md", "1", "een")
    monkeypatch.setattr(Store, "_pages", lambda *_, **__: pytest.fail("looked through all passages"))
    with store.writing():
        pass


def test_a_second_snapshot_reads_only_what_is_new(folder, monkeypatch):
    store = Store(folder, create=True)
    write(store, "a.md", "1", "een", "twee")
    write(store, "b.md", "1", "drie")
    before = store.snapshot()
    write(store, "b.md", "2", "vier")
    asked = []
    stored = Store._stored
    monkeypatch.setattr(Store, "_stored", lambda self, ids: asked.extend(ids) or stored(self, ids))
    after = store.snapshot()
    assert asked == after.records["b.md"].passage_ids
    assert (texts(before), texts(after)) == (["een", "twee", "drie"], ["een", "twee", "vier"])
    assert np.array_equal(before.vectors[:2], after.vectors[:2])


def test_a_part_is_one_document_with_its_vectors(folder):
    store = Store(folder, create=True)
    write(store, "a.md", "1", "een", "twee")
    write(store, "b.md", "1", "drie")
    part = store.part(store.records()["a.md"])
    assert [node.text for node in part.nodes] == ["een", "twee"]
    assert np.allclose(part.vectors, [node.embedding for node in nodes("a.md", "1", "een", "twee")])
    lose_a_passage(store, "a.md")
    with pytest.raises(IndexUnavailable, match="bronwijs ingest"):
        store.part(part.record)


def test_an_empty_index_beside_another_that_has_documents_replaces_it(folder):
    assert not Store(folder, create=True).replaces_another
    write(Store(folder, create=True), "a.md", "1", "een")
    other = Store(Settings(folder.corpus, folder.index, embedder="ander"), create=True)
    assert other.replaces_another
    write(other, "a.md", "1", "een")
    assert not other.replaces_another


def test_an_index_of_a_newer_program_stays_as_it_was(folder, monkeypatch):
    with monkeypatch.context() as patch:
        for module in (ingest.store, ingest.ready):
            patch.setattr(module, "LAYOUT", module.LAYOUT + 1)
        newer = Store(folder, create=True)
        write(newer, "a.md", "1", "een")
    with pytest.raises(IndexUnavailable, match="nieuwere versie"), Store(folder, create=True).writing():
        pytest.fail("an older program may write")
    assert texts(newer.snapshot()) == ["een"]
