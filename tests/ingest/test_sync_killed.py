"""A sync that is killed at any moment: each document answers wholly as before or wholly as after, and the next run completes it.

The part that writes runs by itself in a process that is forked from one that has imported all it needs, so that a kill comes
while it writes and not while it starts.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROUNDS = 50
PARAGRAPHS = 8
CHANGING = ("een.md", "twee.md", "map/drie.md", "vijf.md")
MOVING = ("vier.md", "map/vier.md")  # the same text, under the one name and the other in turn

# Small batches: each document takes many steps, between which it can be killed. Chroma writes its vector files, in place,
# at every third vector instead of at every thousandth, so that it is killed in the middle of that as well. And what is done
# is published often, so that it is killed while it changes editions.
ALONE = """
import sys
import ingest.place, ingest.store
ingest.store.BATCH = 3
ingest.store.HNSW |= {"sync_threshold": 3, "batch_size": 2}
ingest.place.PUBLISH_EVERY = 0.3
sys.path.insert(0, sys.argv[1])
import test_sync_killed
test_sync_killed.kill_at_random(test_sync_killed.Path(sys.argv[2]))
"""


def write_corpus(corpus: Path, state: int) -> None:
    """The corpus in one of its states: three documents with another text, one that comes and goes, one that moves."""
    texts = dict.fromkeys(CHANGING[: 3 if state % 3 == 1 else 4], state) | {MOVING[state % 2]: 0}
    for path in (*CHANGING, *MOVING):
        (corpus / path).parent.mkdir(parents=True, exist_ok=True)
        (corpus / path).unlink(missing_ok=True)
    for path, of in texts.items():
        paragraphs = (f"Alinea {number} van staat {of} zegt iets over het traject en over de begeleiding." for number in range(PARAGRAPHS))
        (corpus / path).write_text(f"# Over {Path(path).stem}\n\n" + "\n\n".join(paragraphs) + "\n", encoding="utf-8")


def sync_here(folder: Path) -> None:
    from test_sync import CountingEmbedder, read_here

    from ingest.store import Store
    from ingest.sync import sync

    settings = settings_of(folder)
    report = sync(settings, Store(settings, create=True), CountingEmbedder(), read=read_here)
    assert not report.failed and report.lost == 0, report


def settings_of(folder: Path):
    from ingest.settings import Settings

    return Settings(folder / "corpus", str(folder / "index"), embedder="counting", chunk_words=12)


def answering(folder: Path) -> dict[str, int]:
    """The state that each document answers in, as a reader sees it. Fails where it is half of one or some of two."""
    from ingest.store import Store

    texts: dict[str, list[str]] = {}
    for node in Store(settings_of(folder), create=False).snapshot().nodes:
        texts.setdefault(node.metadata["document"], []).append(node.text)
    found = {}
    for path, passages in texts.items():
        text = "\n".join(passages)
        states = {int(words.split()[0]) for words in text.split("van staat ")[1:]}
        assert len(states) == 1 and text.count("Alinea") == PARAGRAPHS, (path, passages)
        found[path] = states.pop()
    return found


def in_child(task, folder: Path, result: Path | None = None) -> int:
    """A process that does a task and, if it comes so far, writes its result."""
    child = os.fork()
    if child:
        return child
    try:
        done = task(folder)
        if result:
            result.write_text(json.dumps(done))
        os._exit(0)
    except BaseException as problem:
        print(repr(problem), file=sys.stderr, flush=True)
        os._exit(1)


def kill_at_random(folder: Path) -> None:
    """Change the corpus, sync, kill, look; as many times as there are rounds. Then sync to the end."""
    import test_sync  # noqa: F401

    import ingest.sync  # noqa: F401  before the first fork; Chroma is opened after it, for its threads do not live through one

    chance, killed = random.Random(7), 0
    write_corpus(folder / "corpus", 0)
    assert os.waitpid(in_child(sync_here, folder), 0)[1] == 0
    write_corpus(folder / "corpus", ROUNDS + 1)
    begun = time.monotonic()
    assert os.waitpid(in_child(sync_here, folder), 0)[1] == 0
    longest = time.monotonic() - begun  # of a sync like those that follow: the first also makes the index
    before = look(folder)
    for state in range(1, ROUNDS + 1):
        write_corpus(folder / "corpus", state)
        child = in_child(sync_here, folder)
        time.sleep(chance.uniform(0.1, 1.0) * longest)
        os.kill(child, signal.SIGKILL)
        killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        after = look(folder)
        wanted = expected(state)
        for path in after.keys() | before.keys() | wanted.keys():
            assert after.get(path) in (before.get(path), wanted.get(path)), (state, path, before, after)
        assert len(after.keys() & set(MOVING)) == 1, (state, after)
        before = after
    assert os.waitpid(in_child(sync_here, folder), 0)[1] == 0
    assert look(folder) == expected(ROUNDS)
    print(killed)


def look(folder: Path) -> dict[str, int]:
    result = folder / "result.json"
    assert os.waitpid(in_child(answering, folder, result), 0)[1] == 0
    return json.loads(result.read_text())


def expected(state: int) -> dict[str, int]:
    return dict.fromkeys(CHANGING[: 3 if state % 3 == 1 else 4], state) | {MOVING[state % 2]: 0}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_sync_that_is_killed_at_fifty_moments_leaves_each_document_as_before_or_as_after(tmp_path):
    (tmp_path / "corpus").mkdir()
    command = [sys.executable, "-c", ALONE, str(Path(__file__).parent), str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=1800, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= ROUNDS // 5  # so many were killed before they were done
