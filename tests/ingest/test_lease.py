"""Writers on one server take turns; one that died or was cut off is followed up, and can do no harm when it comes back."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from chromadb.errors import ChromaError, NotFoundError

import ingest.lease
from ingest.connect import client_of_server
from ingest.errors import IndexBusy, IndexUnavailable
from ingest.lease import NAME, Lease, hold_lease
from ingest.settings import Access

ROOT = Path(__file__).parents[2]
WRITER = """
import sys, time
from ingest.connect import client_of_server
from ingest.lease import hold_lease
from ingest.settings import Access
index, journal, turns, holds = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
client = client_of_server(index, Access())
for _ in range(turns):
    with hold_lease(client, wait=300, stale=60) as lease:
        for line in ("in", "out"):
            with open(journal, "a") as file:
                file.write(line + "\\n")
            print(line, flush=True)
            time.sleep(holds if line == "in" else 0)
        lease.check()
"""


@pytest.fixture
def client(chroma_server):
    return client_of_server(chroma_server, Access())


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(ingest.lease, "LOOK", 0.02)


def writer(index: str, journal: Path, *, turns: int, holds: float) -> subprocess.Popen:
    command = [sys.executable, "-c", WRITER, index, str(journal), str(turns), str(holds)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


@contextmanager
def asleep(client) -> Iterator[Lease]:
    """A lease that was acquired and shows no sign of life from then on."""
    with hold_lease(client, wait=60, beat=1000) as lease:
        yield lease


def names(client) -> list[str]:
    return [found.name for found in client.list_collections() if found.name.startswith(NAME)]


def test_processes_take_turns(chroma_server, tmp_path):
    journal = tmp_path / "journal"
    processes = [writer(chroma_server, journal, turns=4, holds=0.1) for _ in range(2)]
    for process in processes:
        process.communicate(timeout=300)
    assert [process.returncode for process in processes] == [0, 0]
    assert journal.read_text().split() == ["in", "out"] * 8


def test_a_process_that_was_killed_is_followed_up(client, chroma_server, tmp_path):
    with writer(chroma_server, tmp_path / "journal", turns=1, holds=60) as process:
        assert process.stdout.readline() == "in\n"
        process.kill()
    with pytest.raises(IndexBusy, match=f"proces {process.pid}"), hold_lease(client, wait=0.3):
        pytest.fail("not stale yet")
    began = time.monotonic()
    with hold_lease(client, wait=60, stale=1.0) as lease:
        lease.check()
        assert time.monotonic() - began > 1.0
    assert names(client) == []


class Clock:
    """A clock for who waits, that goes on only when it is told to; at each look it is asked what to do in between."""

    def __init__(self, between: Callable[[], None]) -> None:
        self.now, self._between = 0.0, between

    def monotonic(self) -> float:
        return self.now

    def sleep(self, _: float) -> None:
        self._between()


def test_one_that_shows_signs_of_life_is_waited_for(client, monkeypatch):
    done, entered, enough = [], threading.Event(), threading.Event()

    def slow():
        with hold_lease(client, wait=60, beat=0.05):
            entered.set()
            enough.wait(60)
            done.append("first")

    def beat():
        return client.get_collection(NAME, embedding_function=None).metadata["beat"]

    def let_it_show_a_sign():
        if clock.now > 3:  # it has held the lease for much longer than a dead one may
            enough.set()
            time.sleep(0.01)
            return
        seen, until = beat(), time.monotonic() + 60
        while beat() == seen and time.monotonic() < until:
            time.sleep(0.01)
        clock.now += 0.6

    holder = threading.Thread(target=slow, daemon=True)
    holder.start()
    assert entered.wait(60)
    clock = Clock(let_it_show_a_sign)
    monkeypatch.setattr(ingest.lease, "time", clock)
    with hold_lease(client, wait=1e9, stale=0.8):
        assert done == ["first"]
    holder.join(60)


def test_of_many_that_find_a_stale_lease_one_gets_it_at_a_time(client, monkeypatch):
    inside, most, turns = 0, 0, 0
    guard, looking = threading.Lock(), set()

    def take():
        nonlocal inside, most, turns
        with hold_lease(client, wait=1000, stale=10):
            with guard:
                inside += 1
                most, turns = max(most, inside), turns + 1
            time.sleep(0.05)
            with guard:
                inside -= 1

    def let_all_look_first():
        looking.add(threading.get_ident())
        if len(looking) == 6:
            clock.now = 100.0  # once, and for all six: nobody that comes after the sleeper stands still by this clock
        time.sleep(0.02)

    clock = Clock(let_all_look_first)
    with asleep(client):
        monkeypatch.setattr(ingest.lease, "time", clock)
        waiting = [threading.Thread(target=take, daemon=True) for _ in range(6)]
        for thread in waiting:
            thread.start()
        for thread in waiting:
            thread.join(60)
    assert (most, turns) == (1, 6)


def test_a_slow_waiter_takes_nothing_from_the_one_that_was_quicker(client):
    client.create_collection(NAME, embedding_function=None)
    seen_by_both = client.get_collection(NAME, embedding_function=None)
    ingest.lease._clear(client, seen_by_both)
    with hold_lease(client, wait=60) as quicker:
        ingest.lease._clear(client, seen_by_both)
        quicker.check()
    assert names(client) == []


def test_one_that_was_asleep_too_long_is_told_and_takes_nothing_from_its_successor(client):
    with asleep(client) as old:
        old.check()
        with hold_lease(client, wait=60, stale=0.2) as new:
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
