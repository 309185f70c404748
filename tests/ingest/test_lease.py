"""Writers on one server take turns; one that died or was cut off is followed up, and can do no harm when it comes back."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from chromadb.errors import ChromaError, NotFoundError

import ingest.lease
from ingest.connect import connect
from ingest.errors import IndexBusy, IndexUnavailable
from ingest.lease import NAME, Lease, hold_lease

ROOT = Path(__file__).parents[2]
WRITER = """
import sys, time
from pathlib import Path
from ingest.connect import connect
from ingest.lease import hold_lease
from ingest.settings import Settings
index, journal, turns, holds = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
client = connect(Settings(Path("."), index), create=False)
for _ in range(turns):
    with hold_lease(client, wait=60, stale=20) as lease:
        for line in ("in", "out"):
            with open(journal, "a") as file:
                file.write(line + "\\n")
            print(line, flush=True)
            time.sleep(holds if line == "in" else 0)
        lease.check()
"""


@pytest.fixture
def client(settings, chroma_server):
    return connect(settings(index=chroma_server), create=False)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(ingest.lease, "LOOK", 0.02)


def writer(index: str, journal: Path, *, turns: int, holds: float) -> subprocess.Popen:
    command = [sys.executable, "-c", WRITER, index, str(journal), str(turns), str(holds)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


@contextmanager
def asleep(client) -> Iterator[Lease]:
    """A lease that was acquired and shows no sign of life from then on."""
    with hold_lease(client, wait=5, beat=1000) as lease:
        yield lease


def names(client) -> list[str]:
    return [found.name for found in client.list_collections() if found.name.startswith(NAME)]


def test_processes_take_turns(chroma_server, tmp_path):
    journal = tmp_path / "journal"
    processes = [writer(chroma_server, journal, turns=4, holds=0.1) for _ in range(2)]
    for process in processes:
        process.communicate(timeout=60)
    assert [process.returncode for process in processes] == [0, 0]
    assert journal.read_text().split() == ["in", "out"] * 8


def test_a_process_that_was_killed_is_followed_up(client, chroma_server, tmp_path):
    with writer(chroma_server, tmp_path / "journal", turns=1, holds=60) as process:
        assert process.stdout.readline() == "in\n"
        process.kill()
    with pytest.raises(IndexBusy, match=f"proces {process.pid}"), hold_lease(client, wait=0.3):
        pytest.fail("not stale yet")
    began = time.monotonic()
    with hold_lease(client, wait=20, stale=1.0) as lease:
        lease.check()
        assert time.monotonic() - began > 1.0
    assert names(client) == []


def test_one_that_shows_signs_of_life_is_waited_for(client):
    done = []

    def slow():
        with hold_lease(client, wait=5, beat=0.1):
            entered.set()
            time.sleep(1.5)
            done.append("first")

    entered = threading.Event()
    holder = threading.Thread(target=slow)
    holder.start()
    assert entered.wait(5)
    with hold_lease(client, wait=10, stale=0.8):
        assert done == ["first"]
    holder.join()


def test_of_many_that_find_a_stale_lease_one_gets_it_at_a_time(client):
    inside, most, turns = 0, 0, 0
    guard = threading.Lock()

    def take():
        nonlocal inside, most, turns
        with hold_lease(client, wait=30, stale=0.3, beat=0.05):
            with guard:
                inside += 1
                most, turns = max(most, inside), turns + 1
            time.sleep(0.05)
            with guard:
                inside -= 1

    with asleep(client):
        waiting = [threading.Thread(target=take) for _ in range(6)]
        for thread in waiting:
            thread.start()
        for thread in waiting:
            thread.join(30)
    assert (most, turns) == (1, 6)


def test_a_slow_waiter_takes_nothing_from_the_one_that_was_quicker(client):
    client.create_collection(NAME, embedding_function=None)
    seen_by_both = client.get_collection(NAME, embedding_function=None)
    ingest.lease._clear(client, seen_by_both)
    with hold_lease(client, wait=5) as quicker:
        ingest.lease._clear(client, seen_by_both)
        quicker.check()
    assert names(client) == []


def test_one_that_was_asleep_too_long_is_told_and_takes_nothing_from_its_successor(client):
    with asleep(client) as old:
        old.check()
        with hold_lease(client, wait=5, stale=0.2) as new:
            with pytest.raises(IndexBusy, match="overgenomen"):
                old.check()
            old.release()
            new.check()
        with pytest.raises(IndexBusy, match="overgenomen"):
            old.check()
    assert names(client) == []


def test_the_lease_is_let_go_when_the_writing_fails(client):
    with pytest.raises(ZeroDivisionError), hold_lease(client, wait=5):
        _ = 1 / 0
    assert names(client) == []


def test_what_a_process_left_that_was_killed_while_it_let_go_is_removed(client):
    client.create_collection(f"{NAME}-rest", embedding_function=None)
    with hold_lease(client, wait=5):
        assert names(client) == [NAME]


def test_a_server_that_makes_no_collection_is_said(monkeypatch):
    def refuse(*_, **__):
        raise ChromaError("disk full")

    def nothing(*_, **__):
        raise NotFoundError

    monkeypatch.setattr(ingest.lease, "LET_GO", 0.1)
    full = SimpleNamespace(create_collection=refuse, get_collection=nothing)
    with pytest.raises(IndexUnavailable, match="disk full"), hold_lease(full, wait=5):
        pytest.fail("no lease was given")
