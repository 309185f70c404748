"""The process that reads: what it says, what it keeps quiet about, and when it ends."""

import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.document import Document
from ingest.errors import LoadError
from ingest.limits import USUAL
from ingest.load import load
from ingest.worker import READY

ROOT = Path(__file__).parents[2]
NOISE = "import os; print('lawaai'); os.system('echo lawaai'); return load_text(file, name)"
ENDLESS = "import re; re.match('(a+)+$', 'a' * 60 + 'b')"  # one step of the interpreter, that takes for ever
SCRIPT = """
import ingest.worker
from ingest.load import LOADERS, load_text
def loader(file, name):
    {body}
LOADERS[".txt"] = loader
ingest.worker.GRACE = 0
ingest.worker.main()
"""


class Worker:
    """A worker whose loader of texts does `body`."""

    def __init__(self, body: str = "return load_text(file, name)", limits=USUAL) -> None:
        command = [sys.executable, "-c", SCRIPT.format(body=body)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)
        self.say(limits)
        assert self.hear() == READY

    def say(self, request: object) -> None:
        pickle.dump(request, self.process.stdin)
        self.process.stdin.flush()

    def hear(self) -> object:
        return pickle.load(self.process.stdout)

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


@pytest.fixture
def letter(tmp_path) -> Path:
    (tmp_path / "brief.txt").write_text("Een brief over de opleiding.")
    return tmp_path / "brief.txt"


def test_it_reads_files_one_after_another_and_tells_of_pages(letter, data):
    with Worker() as worker:
        worker.say(("a.pdf", data / "two_columns.pdf"))
        assert [worker.hear() for _ in range(5)] == [(page, 5) for page in range(1, 6)]
        assert worker.hear() == load(data / "two_columns.pdf", "a.pdf")
        worker.say(("brief.txt", letter))
        assert worker.hear() == load(letter, "brief.txt")
        worker.say(("weg.txt", letter.with_name("weg.txt")))
        assert worker.hear().code == "unreadable"


def test_what_is_printed_does_not_come_between(letter):
    with Worker(NOISE) as worker:
        for _ in range(2):
            worker.say(("brief.txt", letter))
            assert isinstance(worker.hear(), Document)


@pytest.mark.parametrize(("body", "code"), [
    ("raise ZeroDivisionError('nul\\ngedeeld')", "unexpected"), ("raise MemoryError", "too_much_memory"), ("loader(file, name)", "broken"),
])  # fmt: skip
def test_whatever_a_loader_raises_is_an_answer(letter, body, code):
    with Worker(body) as worker:
        for _ in range(2):
            worker.say(("brief.txt", letter))
            answer = worker.hear()
            assert isinstance(answer, LoadError)
            assert answer.code == code
            assert "\n" not in str(answer)


def test_it_ends_when_its_input_is_closed_even_amid_a_file(letter):
    with Worker("import time; time.sleep(600)") as worker:
        worker.say(("brief.txt", letter))
        worker.process.stdin.close()
        assert worker.process.wait(timeout=60) is not None


def test_it_ends_by_itself_when_a_file_holds_up_python(letter):
    with Worker(ENDLESS, replace(USUAL, quiet_seconds=1)) as worker:
        worker.say(("brief.txt", letter))
        assert worker.process.wait(timeout=60) not in (None, 0)


def test_it_takes_in_only_what_loading_needs():
    script = (
        "import ingest.read, ingest.worker, ingest.load, sys; print(*{'torch', 'llama_index', 'chromadb', 'gradio'} & set(sys.modules))"
    )
    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.split() == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not refuse memory")
def test_memory_that_is_asked_for_at_once_is_refused(letter):
    with Worker("bytearray(3_000_000_000)", replace(USUAL, memory_mb=500)) as worker:
        worker.say(("brief.txt", letter))
        assert worker.hear().code == "too_much_memory"
