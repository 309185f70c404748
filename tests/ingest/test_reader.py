"""Reading without Chroma, and with it where there is no other way."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from llama_index.core.schema import TextNode

import ingest.reader
from ingest.editions import READY, Editions
from ingest.errors import IndexUnavailable, NoIndex
from ingest.reader import Reader
from ingest.snapshot import Record
from ingest.store import Store
from ingest.sync import update_index

ROOT = Path(__file__).parents[2]


@pytest.fixture
def write(settings):
    """Puts a document of one passage in the index."""
    store = Store(settings(embedder="test"), create=True)

    def put(path: str, text: str) -> None:
        with store.writing():
            store.put(Record(path, text, path, 1), [TextNode(text=text, metadata={"document": path}, embedding=[1.0, 0.0])])

    return put


@pytest.fixture
def folder(settings):
    return settings(embedder="test")


def texts(reader: Reader) -> list[str]:
    return [node.text for node in reader.snapshot().nodes]


def ready(folder) -> Path:
    return Editions(Path(folder.index)).current() / READY


def test_what_a_writer_publishes_is_seen_and_stays_the_same_meanwhile(write, folder):
    write("a.md", "een")
    reader = Reader(folder)
    stamp = reader.stamp()
    assert (texts(reader), reader.stamp() == stamp, reader.snapshot() is reader.snapshot()) == (["een"], True, True)
    assert stamp == Store(folder, create=False).stamp()
    write("b.md", "twee")
    assert reader.stamp() != stamp
    assert (texts(reader), reader.snapshot().stamp) == (["een", "twee"], reader.stamp())


def test_where_the_files_are_damaged_chroma_is_read(write, folder):
    write("a.md", "een")
    shutil.rmtree(ready(folder))
    reader = Reader(folder)
    assert texts(reader) == ["een"]
    assert reader.stamp() == reader.snapshot().stamp
    write("b.md", "twee")
    assert texts(reader) == ["een", "twee"]


def test_a_server_has_no_files(settings, chroma_server, tmp_path):
    server = settings(index=chroma_server, embedder=f"test-{tmp_path.name}")
    store = Store(server, create=True)
    with store.writing():
        store.put(Record("a.md", "1", "A", 1), [TextNode(text="een", metadata={"document": "a.md"}, embedding=[1.0, 0.0])])
    assert texts(Reader(server)) == ["een"]


def test_no_index_is_said_to_be_none(settings, tmp_path):
    with pytest.raises(NoIndex):
        Reader(settings(index=str(tmp_path / "leeg")))


def test_a_damaged_pointer_is_said_so(write, folder):
    write("a.md", "een")
    (Path(folder.index) / "current").write_text("onzin")
    with pytest.raises(IndexUnavailable, match="beschadigd"):
        Reader(folder)


def test_an_edition_that_goes_while_it_is_opened_is_no_problem(write, folder, monkeypatch):
    write("a.md", "een")
    opened = ingest.reader.open_ready

    def slow(edition, settings):
        monkeypatch.setattr(ingest.reader, "open_ready", opened)
        write("b.md", "twee")
        shutil.rmtree(edition)
        return opened(edition, settings)

    monkeypatch.setattr(ingest.reader, "open_ready", slow)
    assert texts(Reader(folder)) == ["een", "twee"]


def test_to_read_the_files_loads_no_chroma(write, folder):
    write("a.md", "een")
    code = f"""
import sys
from pathlib import Path
from ingest.reader import Reader
from ingest.settings import Settings
print(Reader(Settings(Path("."), {folder.index!r}, "test")).snapshot().nodes[0].text, "chromadb" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.split() == ["een", "False"], done.stderr


def test_it_tells_when_the_documents_last_changed(settings, corpus):
    made = settings()
    update_index(made)
    assert timedelta() <= datetime.now(UTC) - Reader(made).updated() < timedelta(hours=1)
