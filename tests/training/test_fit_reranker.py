"""Fitting what puts passages in order."""

from __future__ import annotations

import json

import numpy as np
import pytest
from llama_index.core.schema import TextNode

from assistant.fuse import VECTOR_WEIGHT
from assistant.rerank import FILE, WEIGHTS
from assistant.retrieve import View
from evals.retrieval import Judged
from ingest.store import Snapshot
from training.fit_reranker import (
    SHARES,
    Example,
    Shortlist,
    best_share,
    examples_of_cases,
    fit,
    fused_ndcg,
    reranked_ndcg,
    shortlist,
    unseen_ndcg,
)

NAMES = ("covered", "length")


def made(*worth: float, table: list[list[float]]) -> Shortlist:
    passages = [f"p{i}" for i in range(len(worth))]
    question = Judged("v1", "Wat kost de reis?", {id_: value for id_, value in zip(passages, worth, strict=True) if value})
    return Shortlist(question, passages, NAMES, np.array(table), np.array(worth))


RIGHT_IS_COVERED = [
    made(0.0, 1.0, table=[[0.1, 3.0], [0.9, 3.1]]),
    made(1.0, 0.0, table=[[0.8, 3.0], [0.2, 3.1]]),
] * 10


def test_what_the_better_passages_have_gets_weight() -> None:
    covered, length = fit(RIGHT_IS_COVERED)
    assert covered > 0
    assert abs(length) < abs(covered)


def test_lists_without_a_right_passage_teach_nothing() -> None:
    nothing = made(0.0, 0.0, table=[[5.0, 1.0], [0.0, 9.0]])
    assert fit([*RIGHT_IS_COVERED, nothing]) == pytest.approx(fit(RIGHT_IS_COVERED))


def test_figures_of_an_order_by_hand() -> None:
    assert reranked_ndcg(RIGHT_IS_COVERED, np.array([1.0, 0.0])) == 1
    assert reranked_ndcg(RIGHT_IS_COVERED, np.array([-1.0, 0.0])) == pytest.approx(1 / np.log2(3))
    assert unseen_ndcg([RIGHT_IS_COVERED], 0) == 1


def test_the_share_that_finds_more_is_taken_and_of_equals_the_smallest() -> None:
    nodes = [TextNode(text="De reis is duur.", id_="een"), TextNode(text="De tuin is groot.", id_="twee")]
    view = View(Snapshot("", nodes, np.zeros((2, 1), dtype=np.float32), records={}))
    right = {view.nodes[1].node_id: 1.0}
    by_meaning = Example(Judged("v1", "tuin", right), view, np.array([1.0, 0.5]), np.array([0.0, 1.0]))
    by_words = Example(Judged("v2", "tuin", right), view, np.array([0.0, 1.0]), np.array([0.0, 1.0]))
    assert best_share([[by_meaning]]) == next(share for share in SHARES if share > 1)
    assert best_share([[by_words]]) == 0
    assert fused_ndcg([by_meaning], 2.0) == 1 > fused_ndcg([by_meaning], 0.0)


def test_cases_become_lists_of_what_the_reranker_sees(tmp_path, embedder) -> None:
    corpus, cases = tmp_path / "corpus", tmp_path / "cases.jsonl"
    corpus.mkdir()
    (corpus / "reis.md").write_text(
        "# De reis\n\nDe studiereis naar Gent kost 300 euro per persoon, en de bus is gratis.\n", encoding="utf-8"
    )
    (corpus / "tuin.md").write_text("# De tuin\n\nIn de schooltuin groeien pompoenen en bonen naast elkaar in de zon.\n", encoding="utf-8")
    line = {
        "id": "v1",
        "question": "Wat kost de studiereis?",
        "document": "reis.md",
        "page": None,
        "facts": [["300 euro"]],
        "kind": "amount",
    }
    cases.write_text(json.dumps(line) + "\n", encoding="utf-8")
    [example] = examples_of_cases(cases, corpus, embedder, model="ingest/embedder", keep=lambda id_: True)
    found = shortlist(example, 0.5)
    assert found.names == tuple(WEIGHTS)
    assert found.worth.tolist() == [1, 0]
    assert found.table.shape == (2, len(WEIGHTS))
    assert examples_of_cases(cases, corpus, embedder, model="ingest/embedder", keep=lambda id_: False) == []


def test_what_ships_was_written_by_the_script() -> None:
    written = json.loads(FILE.read_text(encoding="utf-8"))
    assert set(written) == {"fuse", "rerank"}
    assert VECTOR_WEIGHT == written["fuse"] in SHARES
