"""A cross-encoder in the place of our own reranker: tiny ones, with random weights."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Question, Status
from assistant.contract import to_json
from assistant.crossencoder import open_cross_encoder
from assistant.rerank import DEPTH
from assistant.retrieve import Retriever
from assistant.start import open_assistant
from ingest.embed import open_embedder
from ingest.errors import BronwijsError
from ingest.settings import Settings
from ingest.store import Store
from ingest.sync import update_index

QUESTION = "wat kost de reis ?"


@pytest.fixture(scope="module")
def cross_encoder(tiny_transformer, tmp_path_factory) -> str:
    return tiny_transformer(tmp_path_factory.mktemp("cross") / "model", labels=1)


@pytest.fixture(scope="module")
def settings(tmp_path_factory) -> Settings:
    """An index of more passages than are put in order."""
    folder = tmp_path_factory.mktemp("index")
    (folder / "corpus").mkdir()
    for number in range(DEPTH + 10):
        text = f"# Reis {number}\n\nde reis kost {'tien ' * (number % 7)}euro een dag {'regen ' * (number % 5)}\n"
        (folder / "corpus" / f"{number}.md").write_text(text, encoding="utf-8")
    made = Settings(corpus=folder / "corpus", index=str(folder / "index"))
    update_index(made)
    return made


def test_its_scores_decide_the_order_of_the_first(settings, cross_encoder) -> None:
    from sentence_transformers import CrossEncoder

    store, embedder = Store(settings, create=False), open_embedder(settings.embedder)
    found = Retriever(store, embedder, k=1000, reranker=open_cross_encoder(cross_encoder)).retrieve(QUESTION)
    scores = CrossEncoder(cross_encoder, device="cpu").predict([(QUESTION, hit.node.get_content("embed")) for hit in found])
    assert len(found) == DEPTH and len(set(scores.round(4))) > 5
    assert [hit.score for hit in found] == pytest.approx(scores.tolist(), abs=1e-5)
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)
    ours = Retriever(store, embedder, k=DEPTH).retrieve(QUESTION)
    assert {hit.node.node_id for hit in found} == {hit.node.node_id for hit in ours}
    assert [hit.node.node_id for hit in found] != [hit.node.node_id for hit in ours]


def test_an_answer_after_it_is_an_answer_for_programs_too(cross_encoder, tmp_path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "reis.md").write_text("# De reis\n\nDe studiereis naar Gent kost 300 euro per persoon.\n", encoding="utf-8")
    made = Settings(corpus=tmp_path / "corpus", index=str(tmp_path / "index"))
    update_index(made)
    answer = open_assistant(made, reranker=cross_encoder).answer(Question("Wat kost de studiereis naar Gent?"))
    assert answer.status is Status.ANSWERED
    assert json.loads(json.dumps(to_json(answer)))["passages"][0]["score"] == answer.passages[0].score


def test_the_same_question_gets_the_same_answer_again(settings, cross_encoder) -> None:
    assistant = open_assistant(settings, reranker=cross_encoder)
    first, again = (assistant.answer(Question("Wat kost de reis?")) for _ in range(2))
    assert replace(first, elapsed_ms=0) == replace(again, elapsed_ms=0)


@pytest.mark.parametrize("labels", [0, 3], ids=["an embedder", "a classifier of three kinds"])
def test_another_kind_of_model_is_refused_for_it_would_score_at_random(tiny_transformer, tmp_path, labels) -> None:
    with pytest.raises(BronwijsError, match="geen cross-encoder"):
        open_cross_encoder(tiny_transformer(tmp_path / "model", labels=labels))


def test_a_damaged_one_is_said_so(cross_encoder, tmp_path) -> None:
    (tmp_path / "config.json").write_text((Path(cross_encoder) / "config.json").read_text())
    (tmp_path / "model.safetensors").write_bytes(b"kapot")
    with pytest.raises(BronwijsError, match="kan niet worden geladen.*--reranker"):
        open_cross_encoder(str(tmp_path))


@pytest.mark.parametrize("name", ["niemand/bestaat-niet", "/bestaat/ook/niet", "geen naam"])
def test_one_that_is_nowhere_is_said_so(settings, name) -> None:
    with pytest.raises(BronwijsError, match=f"'{name}' kan niet worden geladen"):
        open_assistant(settings, reranker=name)


def test_without_one_nothing_of_torch_is_loaded(settings) -> None:
    import subprocess
    import sys

    asks = "import sys, assistant.start; print([name for name in ('torch', 'transformers') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asks], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
