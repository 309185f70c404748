from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import SimpleNamespace

import numpy as np
import pytest
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.schema import NodeWithScore

import assistant.retrieve
from assistant.fuse import fuse
from assistant.retrieve import Retriever, best_first
from ingest.settings import Settings
from ingest.store import Store
from ingest.sync import update_index


@pytest.fixture
def settings(tmp_path) -> Settings:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "reis.md").write_text("# De reis\n\nDe studiereis naar Gent kost 300 euro per persoon.\n", encoding="utf-8")
    (corpus / "tuin.md").write_text("# De tuin\n\nIn de schooltuin groeien pompoenen en bonen naast elkaar.\n", encoding="utf-8")
    made = Settings(corpus=corpus, index=str(tmp_path / "index"))
    update_index(made)
    return made


@pytest.fixture
def retriever(settings, embedder, monkeypatch) -> Retriever:
    monkeypatch.setattr(assistant.retrieve, "LOOK_EVERY", -1.0)
    return Retriever(Store(settings, create=False), embedder, k=5)


def test_it_is_a_llama_index_retriever(retriever) -> None:
    assert isinstance(retriever, BaseRetriever)
    found = retriever.retrieve("Wat kost de studiereis?")
    assert all(isinstance(hit, NodeWithScore) for hit in found)
    assert found[0].node.metadata["document"] == "reis.md"
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)


def test_no_more_passages_come_back_than_were_asked(settings, embedder) -> None:
    assert len(Retriever(Store(settings, create=False), embedder, k=1).retrieve("pompoenen")) == 1


def test_it_sees_an_index_that_another_writer_changed(settings, retriever) -> None:
    assert "400" not in retriever.retrieve("Wat kost de studiereis?")[0].node.text
    (settings.corpus / "reis.md").write_text("# De reis\n\nDe studiereis naar Gent kost 400 euro per persoon.\n", encoding="utf-8")
    (settings.corpus / "tuin.md").unlink()
    update_index(settings)
    found = retriever.retrieve("Wat kost de studiereis?")
    assert "400" in found[0].node.text
    assert {hit.node.metadata["document"] for hit in found} == {"reis.md"}


def test_an_unchanged_index_keeps_its_view(retriever) -> None:
    assert retriever.view() is retriever.view()


def test_a_retriever_that_is_asked_all_the_time_still_sees_a_change(settings, embedder, monkeypatch) -> None:
    every = iter(range(10, 10_000, 4))
    clock = SimpleNamespace(monotonic=lambda: next(every) / 10)  # asked every 0.4 s
    monkeypatch.setattr(assistant.retrieve, "time", clock)
    retriever = Retriever(Store(settings, create=False), embedder)
    assert [len(retriever.view().records) for _ in range(2)] == [2, 2]
    (settings.corpus / "tuin.md").unlink()
    update_index(settings)
    assert len([retriever.view() for _ in range(8)][-1].records) == 1


def test_a_retriever_does_not_look_more_often_than_it_should(settings, embedder, monkeypatch) -> None:
    store, looks = Store(settings, create=False), []
    monkeypatch.setattr(assistant.retrieve, "LOOK_EVERY", 3600.0)
    monkeypatch.setattr(store, "stamp", lambda stamp=store.stamp: looks.append(1) or stamp())
    retriever = Retriever(store, embedder)
    retriever.view()
    looks.clear()
    for _ in range(5):
        retriever.view()
    assert len(looks) == 1


def test_whoever_holds_a_view_keeps_what_it_shows(settings, retriever) -> None:
    before = retriever.view()
    (settings.corpus / "reis.md").unlink()
    update_index(settings)
    assert set(before.records) == {"reis.md", "tuin.md"}
    assert set(retriever.view().records) == {"tuin.md"}


def test_threads_share_one_retriever(retriever) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(retriever.retrieve, ["Wat kost de studiereis?", "Wat groeit er in de schooltuin?"] * 4))
    assert [hits[0].node.metadata["document"] for hits in found] == ["reis.md", "tuin.md"] * 4


def test_an_empty_view_finds_nothing(view_of, embedder) -> None:
    assert view_of().search("Wat kost de reis?", embedder.get_query_embedding("reis"), 5) == []


def test_an_empty_view_has_no_scores(view_of, embedder) -> None:
    assert [len(scores) for scores in view_of().legs("Wat kost de reis?", embedder.get_query_embedding("reis"))] == [0, 0, 0, 0]


def test_the_legs_score_every_passage_and_a_search_goes_by_the_last(view_of, embedder) -> None:
    view = view_of(reis=["De reis naar Gent kost 300 euro."], tuin=["In de tuin groeien bonen."], eten=["Het eten kost tien euro."])
    question = "Wat kost de reis naar Gent?"
    vector = embedder.get_query_embedding(question)
    legs = view.legs(question, vector)
    assert [scores.shape for scores in legs] == [(3,)] * 4
    assert legs.vectors == pytest.approx(view.snapshot.vectors @ np.asarray(vector, dtype=np.float32))
    assert legs.bm25[1] == 0 < legs.bm25[2] < legs.bm25[0]
    assert legs.fused.tolist() == fuse(legs.bm25, legs.vectors).tolist()
    assert [(hit.node.text, hit.score) for hit in view.search(question, vector, 2)] == [
        (view.nodes[i].text, legs.reranked[i]) for i in best_first(legs.reranked)[:2]
    ]


def test_equal_scores_keep_the_order_of_the_passages() -> None:
    assert best_first(np.array([1.0, 2.0, 1.0, 2.0, 1.0])).tolist() == [1, 3, 0, 2, 4]


def test_a_view_knows_the_units_and_words_of_a_document(view_of) -> None:
    view = view_of(gids=["# Kosten", "De reis is gratis. Het eten niet."])
    assert [unit.text for unit in view.units("gids.md")] == ["Kosten", "De reis is gratis.", "Het eten niet."]
    assert view.mentions("gids.md", "reis")
    assert not view.mentions("gids.md", "pompoen")


def test_threads_that_begin_at_once_share_what_they_take_apart(view_of, monkeypatch) -> None:
    view, both = view_of(gids=["De reis is gratis."]), Barrier(2, timeout=60)
    make = assistant.retrieve.units
    monkeypatch.setattr(assistant.retrieve, "units", lambda nodes: (both.wait(), make(nodes))[1])
    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(view.units, ["gids.md", "gids.md"])
    assert one is other


class LongestFirst(BaseNodePostprocessor):
    """A reranker of somebody else: the longest passage first, and no more than one."""

    def _postprocess_nodes(self, nodes, query_bundle=None):
        return sorted(nodes, key=lambda hit: -len(hit.node.text))[:1]


def test_another_reranker_takes_the_place_of_ours(settings, embedder) -> None:
    store = Store(settings, create=False)
    found = Retriever(store, embedder, k=5, reranker=LongestFirst()).retrieve("Wat kost de studiereis?")
    assert [hit.node.metadata["document"] for hit in found] == ["tuin.md"]
