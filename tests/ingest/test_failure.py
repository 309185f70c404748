"""A full disk and a folder that may only be read, real ones where that is allowed: said in words, and nothing is lost."""

import errno
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

import ingest.failure
from ingest.embed import open_embedder
from ingest.errors import IndexUnavailable
from ingest.failure import check_room, in_words
from ingest.settings import SHIPPED_EMBEDDER, Settings
from ingest.store import Store
from ingest.sync import sync

ROOT = Path(__file__).parents[2]
SYNC = """
import sys
from pathlib import Path
import ingest.failure
from ingest.errors import IndexUnavailable
from ingest.settings import Settings
from ingest.sync import update_index
ingest.failure.SPARE = int(sys.argv[3])
try:
    print(len(update_index(Settings(Path(sys.argv[1]), sys.argv[2])).failed))
except IndexUnavailable as problem:
    print(problem)
"""


@contextmanager
def disk(place: Path, megabytes: int):
    """A small disk of its own, and what changes it; skips where that is not allowed."""
    place.mkdir()

    def mount(*options: str) -> bool:
        how = ",".join((*options, f"size={megabytes}m"))
        return subprocess.run(["mount", "-t", "tmpfs", "-o", how, "tmpfs", str(place)], capture_output=True, check=False).returncode == 0

    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not mount():
        pytest.skip("making a small disk is not allowed here")
    try:
        yield lambda *options: subprocess.run(["mount", "-o", ",".join(("remount", *options)), str(place)], check=True)
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def sync_in_another_process(settings: Settings, *, spare: int = 1_000_000) -> str:
    command = [sys.executable, "-c", SYNC, str(settings.corpus), settings.index, str(spare)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=True).stdout.strip()


def test_when_the_disk_is_full_what_answered_still_answers_and_the_next_run_completes(settings, corpus, tmp_path):
    with disk(tmp_path / "schijf", 8) as change:
        made = settings(index=str(tmp_path / "schijf" / "index"))
        assert sync_in_another_process(made) == "0"
        before = {path: record.version for path, record in Store(made, create=False).records().items()}
        for number in range(16):
            lines = (f"Regel {line} van document {number} gaat over de begeleiding van studenten op school {line}." for line in range(300))
            (corpus / f"groot{number}.txt").write_text("\n\n".join(lines), encoding="utf-8")
        said = sync_in_another_process(made, spare=3_000_000)
        assert "is vol" in said and "antwoordt nog" in said, said
        snapshot = Store(made, create=False).snapshot()
        assert before.items() <= {path: record.version for path, record in snapshot.records.items()}.items()
        assert len(snapshot.records) < 19
        change("size=200m")
        assert sync_in_another_process(made) == "0"
        assert len(Store(made, create=False).snapshot().records) == 19


def test_an_index_that_may_only_be_read_is_said_so(settings, corpus, tmp_path):
    with disk(tmp_path / "schijf", 100) as change:
        made = settings(index=str(tmp_path / "schijf" / "index"))
        assert sync_in_another_process(made) == "0"  # what this process has open for writing cannot be made read-only
        change("ro")
        for said in (sync_in_another_process(made), sync_in_another_process(settings(index=str(tmp_path / "schijf" / "nieuw")))):
            assert "kan niet worden geschreven" in said and "--index" in said, said
        change("rw")
        assert sync_in_another_process(made) == "0"


def test_nothing_is_written_where_there_is_little_room(settings, corpus, monkeypatch):
    made, embedder = settings(), open_embedder(str(SHIPPED_EMBEDDER))
    store = Store(made, create=True)
    sync(made, store, embedder)
    stamp = store.stamp()
    (corpus / "nieuws.txt").write_text("Een ander bericht dan er eerst in dit bestand te lezen stond.", encoding="utf-8")
    monkeypatch.setattr(ingest.failure, "SPARE", 1 << 60)
    with pytest.raises(IndexUnavailable, match="is vol"):
        sync(made, store, embedder)
    assert store.stamp() == stamp
    monkeypatch.undo()
    assert not sync(made, store, embedder).failed
    assert store.stamp() != stamp


def test_a_folder_that_is_not_there_has_room(tmp_path):
    check_room(tmp_path / "nergens")


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "is vol"),
        (RuntimeError("error returned from database: (code: 13) database or disk is full"), "is vol"),
        (RuntimeError("Error in compaction: Failed to apply logs to the hnsw segment writer"), "is vol"),
        (OSError(errno.EROFS, "Read-only file system"), "kan niet worden geschreven"),
        (RuntimeError("(code: 8) attempt to write a readonly database"), "kan niet worden geschreven"),
        (OSError(errno.ENOTDIR, "Not a directory"), "een bestand, geen map"),
        (RuntimeError("Error executing plan: Internal error: Error finding id"), "beschadigd"),
        (ValueError("iets anders"), "ValueError: iets anders"),
    ],
)
def test_what_chroma_and_the_system_say_is_put_in_words(problem, words):
    assert words in in_words(problem, "/srv/index")
    assert "/srv/index" in in_words(problem, "/srv/index")
