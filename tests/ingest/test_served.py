"""An embedder on a server, over the wire: a process of its own that does what a test scripted."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from assistant.answer import Question, Status
from assistant.start import open_assistant
from ingest.centre import UNRELATED, centre_of, centred
from ingest.embed import open_embedder
from ingest.errors import AWAY, WRONG, BronwijsError, EmbedderUnavailable, NoIndex
from ingest.families import Usage
from ingest.served import BATCH, RETRIES, ServedEmbedding
from ingest.settings import EmbedderOptions
from ingest.status import status_of
from ingest.sync import update_index

HERE = Path(__file__).parent
MIDDLE = {}  # a line of a script: the first request, for the vectors' middle, is answered as it should


class Server:
    """The process, and what it was asked."""

    def __init__(self, script: list[dict], port: int = 0) -> None:
        command = [sys.executable, str(HERE / "scripted_embedder.py"), json.dumps(script), str(port)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.port = int(self._process.stdout.readline())

    def at(self, name: str = "model") -> str:
        return f"http://127.0.0.1:{self.port}/v1#{name}"

    def stop(self) -> list[dict]:
        """End it; the requests that it got."""
        if self._process.stdout.closed:
            return []
        self._process.terminate()
        return [json.loads(line) for line in self._process.communicate()[0].splitlines()]


@pytest.fixture
def serve():
    """Starts a server with a script."""
    started = []

    def start(*script: dict, port: int = 0) -> Server:
        started.append(Server(list(script), port))
        return started[-1]

    yield start
    for server in started:
        server.stop()


def expected(texts: list[str]) -> np.ndarray:
    """What should come of texts, worked out from what the server gives."""
    sys.path.insert(0, str(HERE))
    try:
        from scripted_embedder import WIDTH, vector
    finally:
        sys.path.remove(str(HERE))
    middle = centre_of(np.array([vector(text, WIDTH) for text in UNRELATED]))
    return centred(np.array([vector(text, WIDTH) for text in texts]), middle)


def test_vectors_come_back_centred_in_the_order_of_the_texts(serve):
    texts = [f"tekst {number}" for number in range(5)]
    model = open_embedder(serve(MIDDLE, {"order": "reversed"}).at())
    assert np.allclose(model.get_text_embedding_batch(texts), expected(texts), atol=1e-5)


def test_what_reaches_the_server_has_prefix_name_key_and_line_ends(serve):
    server = serve()
    model = open_embedder(server.at("multilingual-e5-large-instruct"), EmbedderOptions(key="geheim"))
    model.get_query_embedding("wat kost het?")
    model.get_text_embedding("het kost\nniets")
    middle, question, passage = server.stop()
    assert middle["input"] == list(UNRELATED)
    [text] = question["input"]
    assert text.startswith("Instruct: ") and text.endswith("\nQuery: wat kost het?")
    assert passage["input"] == ["het kost\nniets"]
    assert {(each["path"], each["model"], each["key"]) for each in (middle, question, passage)} == {
        ("/v1/embeddings", "multilingual-e5-large-instruct", "Bearer geheim")
    }


def test_without_a_key_no_key_of_others_is_sent(serve, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "van-een-ander")
    server = serve()
    open_embedder(server.at()).get_query_embedding("a")
    assert {each["key"] for each in server.stop()} == {"Bearer none"}


def test_many_texts_go_in_batches(serve):
    server, texts = serve(), [f"tekst {number}" for number in range(2 * BATCH + 1)]
    assert np.allclose(open_embedder(server.at()).get_text_embedding_batch(texts), expected(texts), atol=1e-5)
    assert [len(each["input"]) for each in server.stop()] == [len(UNRELATED), BATCH, BATCH, 1]


def test_threads_that_ask_at_once_find_the_middle_once(serve):
    server = serve({"wait": 0.3})
    model = open_embedder(server.at())
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(model.get_text_embedding, ["een", "twee"]))
    assert np.allclose(found, expected(["een", "twee"]), atol=1e-5)
    assert len(server.stop()) == 3


@pytest.mark.parametrize("trouble", [{"status": 503}, {"status": 429}])
def test_a_server_in_trouble_is_asked_again(serve, trouble):
    server = serve(*[trouble] * RETRIES)
    assert np.allclose([open_embedder(server.at()).get_text_embedding("a")], expected(["a"]), atol=1e-5)


@pytest.mark.parametrize(
    ("answers", "words", "status"),
    [
        ([{"status": 500}] * (RETRIES + 1), "kan nu niet antwoorden .HTTP 500", AWAY),
        ([{"status": 401}], "BRONWIJS_EMBEDDER_KEY", WRONG),
        ([{"status": 404}], "ollama pull bge-m3", WRONG),
        ([{"status": 400}], "weigert de tekst", WRONG),
        ([{"raw": "<html>welkom</html>"}], "iets anders dan vectoren", AWAY),
        ([{"raw": "{}"}], "iets anders dan vectoren", AWAY),
        ([{"less": 1}], "15 vectoren voor 16 teksten", AWAY),
        ([{"value": "NaN"}], "getallen die er geen zijn", AWAY),
        ([{"value": "1e999"}], "getallen die er geen zijn", AWAY),
        ([{"value": "null"}], "getallen die er geen zijn", AWAY),
        ([{"value": '"veel"'}], "geen getallen", AWAY),
        ([{"value": "[1, 2]"}], "niet even lang", AWAY),
        ([{"width": 0}], "leeg", AWAY),
        ([MIDDLE, {"width": 5}], "eerst vectoren van 8 getallen en nu van 5", AWAY),
    ],
)
def test_what_is_no_vector_for_each_text_is_said_in_words(serve, answers, words, status):
    server = serve(*answers)
    with pytest.raises(BronwijsError, match=words) as met:
        open_embedder(server.at("bge-m3")).get_query_embedding("wat kost het?")
    assert (met.value.exit_status, isinstance(met.value, EmbedderUnavailable)) == (status, status == AWAY)
    assert f"127.0.0.1:{server.port}" in str(met.value)


def test_a_server_that_is_away_is_said_so(serve):
    server = serve()
    server.stop()
    with pytest.raises(EmbedderUnavailable, match="geeft geen antwoord.*Draait de server"):
        open_embedder(server.at()).get_query_embedding("a")


def test_a_server_that_does_not_answer_in_time_is_said_so(serve):
    server = serve(*[{"wait": 30}] * (RETRIES + 1))
    with pytest.raises(EmbedderUnavailable, match="geeft geen antwoord"):
        ServedEmbedding(server.at(), Usage(), timeout_s=0.2).get_query_embedding("a")


@pytest.mark.parametrize("address", ["http://127.0.0.1:11434/v1", "http://127.0.0.1:11434/v1#", "http://#bge-m3"])
def test_an_address_without_a_model_is_said_so_before_an_index_is_made(settings, corpus, address, tmp_path):
    with pytest.raises(BronwijsError, match="staat niet welk model"):
        update_index(settings(embedder=address))
    assert not (tmp_path / "index").exists()


def test_documents_are_indexed_and_questions_answered_through_a_server(settings, corpus, serve):
    served = settings(embedder=serve().at("nomic-embed-text"))
    assert update_index(served).failed == ()
    status = status_of(served, compare=True)
    assert (status.width, status.usage.query, status.todo.is_empty) == (8, "search_query: ", True)
    assert open_assistant(served).answer(Question("Wat kost het geschiktheidsonderzoek?")).status is Status.ANSWERED


def test_what_was_embedded_before_a_server_went_stays_and_the_next_time_does_the_rest(settings, corpus, serve):
    server = serve(MIDDLE, {}, *[{"status": 500}] * (RETRIES + 1))
    served = settings(embedder=server.at())
    with pytest.raises(EmbedderUnavailable):
        update_index(served)
    before = status_of(served, compare=True)
    assert len(before.records) == 1 and len(before.todo.write) == 2
    assert sum(report.embedded > 0 for report in update_index(served).files) == 2
    assert status_of(served, compare=True).todo.is_empty


def test_a_model_that_was_replaced_on_the_server_is_found_out(settings, corpus, serve):
    server = serve()
    served = settings(embedder=server.at())
    update_index(served)
    server.stop()
    other = serve(*[{"width": 5}] * 9, port=server.port)
    assert other.at() == served.embedder
    with pytest.raises(NoIndex, match="5 getallen; de index heeft die van 8.*Verwijder de index"):
        open_assistant(served).answer(Question("Wat kost het geschiktheidsonderzoek?"))
    (corpus / "nieuw.md").write_text("# Nieuw\n\nHet nieuwe gebouw gaat open in maart.\n", encoding="utf-8")
    with pytest.raises(BronwijsError, match="niet zo lang als die in de index"):
        update_index(served)
