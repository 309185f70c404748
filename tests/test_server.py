"""Several programs on one Chroma server: each follows what another writes, and gets over a server that was away."""

import functools
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import yaml
from llama_index.core.schema import TextNode

import assistant.retrieve
import ingest.lease
import ingest.place
from assistant.answer import Question, Status
from assistant.assistant import Assistant
from assistant.start import open_assistant
from ingest.editions import Editions
from ingest.errors import IndexUnavailable
from ingest.settings import Settings
from ingest.store import Record, Store
from ingest.sync import update_index

ROOT = Path(__file__).parents[1]
DOT_SERVER = ROOT / ".server"
COSTS = Question("Wat kost het geschiktheidsonderzoek?")
OLD, NEW = "1.500 euro", "1.800 euro"
HANGS = 60  # seconds

# Brings the index up to date as any program does, save that it stops for good where a new version is there but does not answer yet.
HALF_WAY = """
import sys, time
from pathlib import Path
from ingest.sync import update_index
from ingest.settings import Settings
from ingest.store import Store
from contextlib import contextmanager
writing = Store.writing
def never(**_):
    print("half", flush=True)
    time.sleep(300)
@contextmanager
def writing_half_way(store):
    with writing(store):
        store._documents.upsert = never
        yield store
Store.writing = writing_half_way
update_index(Settings(Path(sys.argv[1]), sys.argv[2]))
"""


@pytest.fixture
def index(settings, corpus, own_server) -> Settings:
    """Settings of an index of the corpus on a server of this test's own."""
    made = settings(index=own_server.address)
    update_index(made)
    return made


def bronwijs(*words: str, **environment: str) -> subprocess.CompletedProcess:
    """A command, run as a person runs it."""
    command = [sys.executable, "app.py", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, env=os.environ | environment)


def change(corpus: Path) -> None:
    """A new version of one document, and one document less."""
    file = corpus / "toelating.md"
    file.write_text(file.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")
    (corpus / "nieuws.txt").unlink()


def wait_for(is_so: Callable[[], object]) -> None:
    """Wait until something is so, unless that does not come."""
    until = time.monotonic() + HANGS
    while not is_so() and time.monotonic() < until:
        time.sleep(0.1)


def paths(reader: Assistant) -> list[str]:
    return [record.path for record in reader.documents()]


def test_readers_follow_another_process_and_never_see_half(index, corpus):
    readers = [open_assistant(index), open_assistant(index)]
    assert [OLD in reader.answer(COSTS).text for reader in readers] == [True, True]
    assert paths(readers[0]) == ["nieuws.txt", "toelating.md", "webpaginas/begeleiding.html"]
    told, done = [], threading.Event()

    def ask(reader: Assistant) -> None:
        while not done.wait(0.1):
            answer = reader.answer(COSTS)
            told.append((answer.status, OLD in answer.text, NEW in answer.text))

    asking = [threading.Thread(target=ask, args=(reader,)) for reader in readers]
    for thread in asking:
        thread.start()
    wait_for(lambda: told)
    change(corpus)
    written = bronwijs("ingest", "--corpus", str(corpus), "--index", index.index)
    assert written.returncode == 0, written.stderr
    wait_for(lambda: all(NEW in reader.answer(COSTS).text and len(paths(reader)) == 2 for reader in readers) and told[-1][2])
    done.set()
    for thread in asking:
        thread.join(HANGS)
    assert [paths(reader) for reader in readers] == [["toelating.md", "webpaginas/begeleiding.html"]] * 2
    assert set(told) == {(Status.ANSWERED, True, False), (Status.ANSWERED, False, True)}


def test_a_writer_killed_half_way_leaves_the_old_version_and_the_next_one_completes_it(index, corpus, monkeypatch):
    monkeypatch.setattr(assistant.retrieve, "LOOK_EVERY", 0.0)
    monkeypatch.setattr(ingest.place, "hold_lease", functools.partial(ingest.lease.hold_lease, stale=1.0))
    reader = open_assistant(index)
    change(corpus)
    command = [sys.executable, "-c", HALF_WAY, str(corpus), index.index]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout.readline() == "half\n"
        assert OLD in reader.answer(COSTS).text
        writer.kill()
    assert OLD in reader.answer(COSTS).text
    report = update_index(index)
    assert {file.path: str(file.happened) for file in report.files if str(file.happened) != "unchanged"} == {
        "nieuws.txt": "dropped",
        "toelating.md": "changed",
    }
    answer = reader.answer(COSTS).text
    assert (NEW in answer, OLD in answer) == (True, False)


def test_a_reader_says_that_the_server_is_away_and_goes_on_when_it_is_back(index, own_server, monkeypatch):
    monkeypatch.setattr(assistant.retrieve, "LOOK_EVERY", 0.0)
    reader = open_assistant(index)
    assert OLD in reader.answer(COSTS).text
    own_server.stop()
    for _ in range(2):
        with pytest.raises(IndexUnavailable, match=f"Op {own_server.address} draait geen server"):
            reader.answer(COSTS)
    own_server.start()
    assert OLD in reader.answer(COSTS).text


def test_a_server_that_goes_away_during_a_sync_is_said_and_the_next_sync_completes_it(index, corpus, own_server, monkeypatch):
    monkeypatch.setattr(ingest.place, "hold_lease", functools.partial(ingest.lease.hold_lease, stale=1.0))
    change(corpus)
    (corpus / "nieuw.md").write_text("# Nieuw\n\nDe introductieweek voor starters begint dit jaar op 24 augustus in Enschede.\n")
    put = Store.put

    def put_one(store: Store, record: Record, nodes: Sequence[TextNode]) -> None:
        put(store, record, nodes)
        own_server.stop()

    with monkeypatch.context() as once, pytest.raises(IndexUnavailable, match="draait geen server"):
        once.setattr(Store, "put", put_one)
        update_index(index)
    own_server.start()
    assert not update_index(index).failed
    reader = open_assistant(index)
    assert NEW in reader.answer(COSTS).text
    assert paths(reader) == ["nieuw.md", "toelating.md", "webpaginas/begeleiding.html"]


def test_a_command_on_a_server_that_is_away_is_one_line_without_the_secret(own_server):
    own_server.stop()
    ended = bronwijs("status", "--index", own_server.address, BRONWIJS_INDEX_TOKEN="zeer-geheim")
    assert (ended.returncode, ended.stdout, len(ended.stderr.splitlines())) == (3, "", 1)
    assert ended.stderr.startswith(f"Fout: Op {own_server.address} draait geen server")
    assert "zeer-geheim" not in ended.stderr


@pytest.mark.parametrize("came_from", ["server", "folder"])
def test_a_copy_of_the_data_answers_on_another_server(settings, corpus, own_server, tmp_path, came_from):
    place = own_server.address if came_from == "server" else str(tmp_path / "index")
    update_index(settings(index=place))
    own_server.stop()
    (tmp_path / "elders").mkdir()
    data = tmp_path / "chroma" / "data" if came_from == "server" else Editions(tmp_path / "index").current()
    shutil.copytree(data, tmp_path / "elders" / "data")
    other = type(own_server)(tmp_path / "elders")
    other.start()
    try:
        moved = settings(index=other.address)
        assert OLD in open_assistant(moved).answer(COSTS).text
        report = update_index(moved)
        assert ({str(file.happened) for file in report.files}, report.embedded) == ({"unchanged"}, 0)
    finally:
        other.stop()


def test_the_compose_file_holds_the_chroma_that_the_project_asks_for():
    services = yaml.safe_load((DOT_SERVER / "compose.yaml").read_text(encoding="utf-8"))["services"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    [wanted] = [name for name in project["dependencies"] if name.startswith("chromadb")]
    least, below = re.fullmatch(r"chromadb>=([\d.]+),<([\d.]+)", wanted).groups()
    number = services["chroma"]["image"].removeprefix("chromadb/chroma:")
    assert as_numbers(least) <= as_numbers(number) < as_numbers(below)
    assert services["chroma"]["volumes"] == ["chroma-data:/data"]


def as_numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def test_only_the_proxy_of_the_compose_file_is_reached_from_outside():
    compose = yaml.safe_load((DOT_SERVER / "compose.yaml").read_text(encoding="utf-8"))
    assert [name for name, service in compose["services"].items() if "ports" in service] == ["caddy"]
    assert (compose["services"]["chroma"]["networks"], compose["networks"]["index"]) == (["index"], {"internal": True})


def test_every_variable_of_the_compose_file_is_in_the_example_and_reaches_who_uses_it():
    text = (DOT_SERVER / "compose.yaml").read_text(encoding="utf-8")
    example = set(re.findall(r"^(?:# )?([A-Z_]+)=", (DOT_SERVER / "env.example").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"\$\{([A-Z_]+)", text)) == example
    given = set(yaml.safe_load(text)["services"]["caddy"]["environment"])
    assert set(re.findall(r"\{\$([A-Z_]+)\}", (DOT_SERVER / "Caddyfile").read_text(encoding="utf-8"))) == given
