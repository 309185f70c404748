"""Figures of each leg over a small BEIR set and over cases of our own, through the commands a person types."""

from __future__ import annotations

import json
import sys
from dataclasses import replace

import pytest

import app
from assistant.answer import Question, Turn
from evals.beir import BeirText, as_node, read_beir
from evals.cases import Case
from evals.rank import ndcg
from evals.retrieval import (
    LEGS,
    PAGE_MEASURES,
    Judged,
    Ranked,
    figures,
    grouped,
    judge,
    rank,
    rank_beir,
    rank_cases,
    recall_curve,
    values,
    view_of,
)
from ingest.chunk import chunk
from ingest.document import Block, BlockKind, Document
from ingest.errors import BronwijsError

TEXTS = (
    BeirText("reis", "Studiereis naar Gent", "Deelname kost 300 euro per persoon."),
    BeirText("tuin", "", "In de schooltuin groeien pompoenen en bonen naast elkaar."),
    BeirText("fiets", "Fietsen", "Een fiets huren kan de hele zomer bij de conciërge."),
)


@pytest.fixture
def beir(tmp_path):
    folder = tmp_path / "beir"
    (folder / "qrels").mkdir(parents=True)
    (folder / "corpus.jsonl").write_text("\n".join(json.dumps({"_id": t.id, "title": t.title, "text": t.text}) for t in TEXTS))
    questions = ({"_id": "1", "text": "Wat kost de studiereis naar Gent?"}, {"_id": "2", "text": "Wat groeit er in de schooltuin?"})
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, (*questions, {"_id": "3", "text": "Niet beoordeeld"}))))
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n1\treis\t1\n2\ttuin\t1\n2\tweg\t1\n")
    return folder


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "reis.md").write_text("# De reis\n\nDe studiereis naar Gent kost 300 euro per persoon.\n", encoding="utf-8")
    (folder / "tuin.md").write_text("# De tuin\n\nIn de schooltuin groeien pompoenen en bonen.\n", encoding="utf-8")
    return folder


@pytest.fixture
def run(monkeypatch, capfd):
    """(exit status, stdout, stderr) of a bronwijs command."""

    def run_main(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["bronwijs", "eval", "retrieval", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            app.main()
        return ended.value.code or 0, *capfd.readouterr()

    return run_main


def ranked(question: str, found: str, relevant: str, *labels: str) -> Ranked:
    return Ranked(Judged(question, question, dict.fromkeys(relevant, 1.0), frozenset(labels)), dict.fromkeys(LEGS, list(found)))


def test_json_of_a_beir_set_is_the_contract(beir, run):
    code, out, _ = run("--beir", beir, "--json")
    assert code == 0
    found = json.loads(out.splitlines()[-1])
    assert list(found) == ["vectors", "bm25", "fused", "reranked"]
    assert all(list(figures) == ["ndcg@10", "mrr@10", "recall@5", "recall@10"] for figures in found.values())
    assert all(isinstance(value, float) and 0 <= value <= 1 for figures in found.values() for value in figures.values())
    assert found["bm25"]["mrr@10"] == 1.0
    assert found["bm25"]["recall@5"] == 0.75  # of the second question's two passages one is not in the corpus


def test_for_a_person_there_is_a_table_and_what_is_odd_is_told(beir, run):
    code, out, err = run("--beir", beir)
    assert code == 0
    assert all(word in out for word in ("ndcg@10", "recall@10", *LEGS, "(2)"))
    assert "niet in de documenten staan en dus als niet gevonden tellen: 1 (weg)" in err


def test_a_set_that_is_no_set_is_one_sentence(tmp_path, run):
    code, out, err = run("--beir", tmp_path / "weg", "--json")
    assert (code, out) == (2, "")
    assert err.startswith("Fout: De map") and "Traceback" not in err


def test_own_cases_are_measured_by_group(corpus, tmp_path, run):
    cases = (
        {"id": "a", "question": "Wat kost de studiereis?", "document": "reis.md", "facts": [["300 euro"]], "style": ["plain"]},
        {"id": "b", "question": "wat groeit dr in de schooltuin", "document": "tuin.md", "facts": [["pompoenen"]], "style": ["spoken"]},
        {"id": "c", "question": "Wie is de koning van Spanje?", "answerable": False},
    )
    file = tmp_path / "vragen.jsonl"
    file.write_text("\n".join(map(json.dumps, cases)), encoding="utf-8")
    code, out, _ = run("--cases", file, "--corpus", corpus, "--json")
    assert code == 0
    found = json.loads(out.splitlines()[-1])
    assert list(found) == ["all", "misspelt"]
    assert found["all"]["bm25"] == dict.fromkeys(PAGE_MEASURES, 1.0)
    code, out, _ = run("--cases", file, "--corpus", corpus)
    assert "Alle vragen (2)" in out and "In spreektaal of met typefouten (1)" in out


def test_only_judged_questions_count_and_each_leg_has_its_own_ranking(beir, embedder):
    found = rank_beir(read_beir(beir), embedder)
    assert [each.question.id for each in found] == ["1", "2"]
    assert all(set(each.rankings) == set(LEGS) and sorted(each.rankings["bm25"]) == ["fiets", "reis", "tuin"] for each in found)
    # "Gent" and "studiereis" stand in a title only
    assert found[0].rankings["bm25"][0] == found[0].rankings["fused"][0] == "reis"


def test_passages_without_a_score_keep_their_order(embedder):
    view = view_of([as_node(text) for text in TEXTS], embedder)
    bm25 = view.legs("Wie?", embedder.get_query_embedding("Wie?")).bm25
    assert bm25.tolist() == [0, 0, 0]
    [only] = rank([Judged("1", "Wie?", {"reis": 1.0})], view, embedder)
    assert only.rankings["bm25"] == ["reis", "tuin", "fiets"]


def paged() -> Document:
    blocks = (
        Block(BlockKind.PARAGRAPH, "Over de tuin en wat er groeit, van het voorjaar tot het najaar.", 1),
        Block(BlockKind.HEADING, "De reis", 2, 1),
        Block(BlockKind.PARAGRAPH, "De reis naar Gent kost meer dan vorig jaar, namelijk 300 euro voor iedereen.", 2, breaks=((30, 3),)),
        Block(BlockKind.HEADING, "Slot", 4, 1),
        Block(BlockKind.PARAGRAPH, "Tot ziens.", 4),
    )
    return Document("gids.pdf", "Gids", blocks)


CASE = Case("1", Question("Wat kost de reis?"), True, facts=(("300 euro",), ("gent",)), places={"gids.pdf": (3,)})


@pytest.fixture
def view(embedder):
    unpaged = Document(
        "reis.md", "Reis", (Block(BlockKind.PARAGRAPH, "Gent is een stad."), Block(BlockKind.PARAGRAPH, "Brugge is dat ook."))
    )
    return view_of([*chunk(paged(), version="1", words=5), *chunk(unpaged, version="1", words=3)], embedder)


def relevant(case, view) -> list[str]:
    gains = judge(case, view).gains
    return [node.text for node in view.nodes if node.node_id in gains]


def test_a_passage_is_relevant_when_it_touches_a_page_of_the_right_document(view):
    [text] = relevant(CASE, view)
    assert text.startswith("# De reis")  # begins on page 2 and goes on on page 3
    assert len(relevant(replace(CASE, places={"gids.pdf": (1, 2)}), view)) == 2
    assert relevant(replace(CASE, places={"reis.md": (3,)}), view) == []


def test_without_pages_a_passage_is_relevant_when_it_states_one_of_the_facts(view):
    assert relevant(replace(CASE, places={"reis.md": ()}), view) == ["Gent is een stad."]


def test_a_follow_up_is_asked_as_the_assistant_would_search_for_it(view):
    case = replace(CASE, question=Question("En wat kost dat?", history=(Turn("Is er een reis naar Gent?"),)))
    assert "Gent" in judge(case, view).text


def test_cases_without_an_answer_or_a_passage_are_left_out(view, embedder):
    cases = [replace(CASE, id="nowhere", places={"weg.md": ()}), CASE, Case("no", Question("Wie is de koning?"), False)]
    assert [each.question.id for each in rank_cases(cases, view, embedder)] == ["1"]
    with pytest.raises(BronwijsError, match="niets te meten"):
        rank_cases(cases[2:], view, embedder)


def test_values_per_question_make_the_mean():
    both = [ranked("1", "abc", "a"), ranked("2", "abc", "c")]
    assert values(both, "fused", PAGE_MEASURES["mrr@10"]) == pytest.approx([1, 1 / 3])
    assert figures(both, {"mrr": PAGE_MEASURES["mrr@10"], "ndcg": lambda found, gains: ndcg(found, gains, 10)})["fused"] == {
        "mrr": 0.6667, "ndcg": 0.75,
    }  # fmt: skip


def test_the_curve_rises_to_what_was_found_at_last():
    curve = recall_curve([ranked("1", "abc", "a"), ranked("2", "abc", "c"), ranked("3", "abc", "z")], deepest=4)
    assert curve["vectors"] == pytest.approx([1 / 3, 1 / 3, 2 / 3, 2 / 3])
    assert list(curve) == list(LEGS) and len(recall_curve([ranked("1", "a", "a")])["bm25"]) == 20


def test_groups_go_by_what_a_case_says_of_itself():
    found = grouped([ranked("1", "a", "a", "plain"), ranked("2", "a", "a", "spoken", "paraphrase"), ranked("3", "a", "a", "typo")])
    assert {name: [each.question.id for each in members] for name, members in found.items()} == {
        "all": ["1", "2", "3"], "paraphrase": ["2"], "misspelt": ["2", "3"],
    }  # fmt: skip
