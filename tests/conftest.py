"""Shared by all tests: the shipped embedder, settings in a temporary folder, and a tiny corpus. No test needs the network."""

import gc
import json
import os

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from llama_index.core.base.embeddings.base import BaseEmbedding

from ingest.embed import open_embedder
from ingest.settings import SHIPPED_EMBEDDER, Settings

TOELATING = """# Toelating

Iedereen met een afgeronde opleiding op hoger niveau kan zich aanmelden voor het geschiktheidsonderzoek.

## Kosten

Het geschiktheidsonderzoek kost 1.500 euro, en het schoolbestuur betaalt dat bedrag voordat het begint.

## Aanmelden

Aanmelden kan het hele jaar door met het formulier op de website van de opleidingsschool.
"""
BEGELEIDING = """<html><head><title>Begeleiding op school</title></head><body><main><h1>Begeleiding op school</h1>
<p>Iedere zij-instromer heeft op school een eigen begeleider, die elke week een les bezoekt en nabespreekt.</p>
<p>Na een half jaar volgt een tussentijdse beoordeling door de schoolopleider en de leidinggevende samen.</p>
</main></body></html>
"""
NIEUWS = """Nieuwsbrief najaar

De volgende voorlichting over zij-instroom is op dinsdag 4 november in de aula van het provinciehuis.
"""


HANGS = 60  # seconds: what comes at all comes sooner, on a slow and busy machine too
LARGER = 8  # times; what takes quadratic time then takes 64 times as much
LEAST = 0.002  # seconds of CPU time; less tells nothing


class ChromaServer:
    """A real `chroma run` on 127.0.0.1, that can be stopped and started again on the same port and data."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self._folder = folder
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        chroma = Path(sys.executable).parent / "chroma"
        command = [str(chroma), "run", "--path", str(self._folder / "data"), "--host", "127.0.0.1", "--port", str(self.port)]
        with (self._folder / "log").open("a") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        until = time.monotonic() + HANGS
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"{self.address}/api/v2/heartbeat", timeout=HANGS).close()
                return
            except OSError:
                assert self._process.poll() is None, "chroma run stopped"
                time.sleep(0.1)
        pytest.fail(f"chroma run did not answer within {HANGS} seconds")

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=HANGS)
            self._process = None


@dataclass(frozen=True)
class ScriptedModel:
    """A process that speaks as a language model's server does, and says what a test scripted."""

    url: str
    process: subprocess.Popen[str]

    def asked(self) -> dict:
        """The next request that it got, or what else it tells. Fails where it tells nothing any more."""
        too_late = threading.Timer(HANGS, self.process.kill)
        too_late.start()
        try:
            return json.loads(self.process.stdout.readline())
        finally:
            too_late.cancel()


@pytest.fixture
def serve() -> Iterator[Callable[..., ScriptedModel]]:
    """Start a server that gives these replies, one a request; each a dict for the script, or what to say."""
    started = []

    def start(*replies: dict | str) -> ScriptedModel:
        script = [reply if isinstance(reply, dict) else {"content": reply} for reply in replies]
        command = [sys.executable, str(Path(__file__).with_name("scripted_model.py")), json.dumps(script)]
        started.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        return ScriptedModel(f"http://127.0.0.1:{int(started[-1].stdout.readline())}/v1", started[-1])

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chroma server that all tests share."""
    server = ChromaServer(tmp_path_factory.mktemp("chroma"))
    server.start()
    yield server.address
    server.stop()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[ChromaServer]:
    """A Chroma server of this test alone, started, that it may stop and start."""
    (tmp_path / "chroma").mkdir()
    server = ChromaServer(tmp_path / "chroma")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def embedder() -> BaseEmbedding:
    """The embedder that is shipped."""
    return open_embedder(str(SHIPPED_EMBEDDER))


@pytest.fixture(scope="session")
def tiny_transformer() -> Callable[..., str]:
    """Makes a transformer of one layer with random weights, as transformers saves it: no word of pooling or prefixes. Its folder.

    With `labels` it has a head that gives a text so many numbers.
    """

    def make(folder: Path, *, labels: int = 0) -> str:
        import torch
        from tokenizers import Tokenizer, models, pre_tokenizers, processors
        from transformers import BertConfig, BertForSequenceClassification, BertModel, PreTrainedTokenizerFast

        special = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
        plain = "query passage Instruct Query wat kost de reis een dag tien euro regen les : ?"
        words = [*special.values(), *plain.split()]
        tokenizer = Tokenizer(models.WordLevel({word: number for number, word in enumerate(words)}, unk_token="[UNK]"))
        tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
        pairs = "[CLS] $A [SEP] $B:1 [SEP]:1"
        tokenizer.post_processor = processors.TemplateProcessing("[CLS] $A [SEP]", pairs, [("[CLS]", 2), ("[SEP]", 3)])
        PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=512, **special).save_pretrained(folder)
        torch.manual_seed(7)
        shape = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16, "initializer_range": 1.0}
        config = BertConfig(vocab_size=len(words), **shape, **({"num_labels": labels} if labels else {}))
        (BertForSequenceClassification if labels else BertModel)(config).save_pretrained(folder)
        return str(folder)

    return make


@pytest.fixture
def settings(tmp_path: Path) -> Callable[..., Settings]:
    """Makes settings whose corpus and index lie in this test's own folder, save for what is given."""
    return lambda **changes: Settings(**{"corpus": tmp_path / "corpus", "index": str(tmp_path / "index")} | changes)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with three small documents, one of each of three formats."""
    folder = tmp_path / "corpus"
    (folder / "webpaginas").mkdir(parents=True)
    (folder / "toelating.md").write_text(TOELATING, encoding="utf-8")
    (folder / "webpaginas" / "begeleiding.html").write_text(BEGELEIDING, encoding="utf-8")
    (folder / "nieuws.txt").write_text(NIEUWS, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def growth() -> Callable[[Callable[[int], object], int], float]:
    """How many times as much CPU time a character costs in a text of 8 times the size: about 1 when `work(size)` takes linear time,
    8 when it takes quadratic time. A slow or busy machine changes nothing of it. The time of a text of `size` must be mostly work
    that grows. No two texts are of the same size, for what was kept of the one must not spare the other.
    """

    def measure(work: Callable[[int], object], size: int) -> float:
        extras = [number * max(size // 16, 1) for number in range(3)]
        small = min(cpu_time(work, size + extra) for extra in extras)
        large = min(cpu_time(work, LARGER * size + extra) for extra in extras)
        return large / LARGER / max(small, LEAST)

    return measure


def cpu_time(work: Callable[[int], object], size: int) -> float:
    """Seconds of CPU time that this thread takes for it, without the clearing up of what others left."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        began = time.thread_time()
        work(size)
        return time.thread_time() - began
    finally:
        if was_on:
            gc.enable()


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder with small files for tests."""
    return Path(__file__).parent / "data"
