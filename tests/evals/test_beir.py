"""A set in BEIR layout is read as it stands; what is wrong is said with file and line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from llama_index.core.schema import MetadataMode

from evals.beir import BeirText, as_node, read_beir
from ingest.errors import BronwijsError

PASSAGES = [{"_id": "p1", "title": "Reis", "text": "De reis kost\n\n - 300 euro."}, {"_id": "p2", "text": "Bonen\u2028groeien."}]
QUESTIONS = [{"_id": "q1", "text": "Wat kost de reis?"}, {"_id": "q2", "text": "Wat groeit er?"}, {"_id": "q3", "text": "Wie?"}]
HEAD = "query-id\tcorpus-id\tscore"


def lines(records) -> str:
    return "".join(record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) + "\n" for record in records)


@pytest.fixture
def write(tmp_path: Path):
    def write_set(passages=PASSAGES, questions=QUESTIONS, qrels=(HEAD, "q1\tp1\t2", "q1\tp2\t0", "q3\tp9\t1")) -> Path:
        (tmp_path / "qrels").mkdir(exist_ok=True)
        (tmp_path / "corpus.jsonl").write_text(lines(passages), encoding="utf-8")
        (tmp_path / "queries.jsonl").write_text(lines(questions), encoding="utf-8")
        (tmp_path / "qrels" / "test.tsv").write_text("\r\n".join(qrels) + "\r\n", encoding="utf-8", newline="")
        return tmp_path

    return write_set


def test_a_set_is_read(write):
    found = read_beir(write())
    assert found.passages == [BeirText("p1", "Reis", "De reis kost\n\n - 300 euro."), BeirText("p2", "", "Bonen\u2028groeien.")]
    assert [question.id for question in found.questions] == ["q1", "q2", "q3"]


def test_a_score_of_nothing_is_not_relevant_and_a_passage_that_is_not_there_is_told(write):
    found = read_beir(write())
    assert found.gains == {"q1": {"p1": 2.0}, "q3": {"p9": 1.0}}
    assert found.missing == {"p9"}


def test_a_passage_is_one_node_whose_title_is_searched_and_not_quoted():
    text = "Eerste regel.\n\n# Geen kop\n" + "woord " * 2000 + "slot"
    node = as_node(BeirText("p1", "Pompoenen", text))
    assert (node.node_id, node.text) == ("p1", text)
    assert node.get_content(MetadataMode.EMBED).split(text)[0].strip() == "Pompoenen"


@pytest.mark.parametrize(
    ("change", "file", "line", "said"),
    [
        ({"passages": [*PASSAGES, "{\n"]}, "corpus.jsonl", 3, "geen geldige JSON"),
        ({"passages": [PASSAGES[0], "\n", PASSAGES[0]]}, "corpus.jsonl", 3, "'p1' staat er al eerder in"),
        ({"passages": [{"_id": "p1", "text": None}]}, "corpus.jsonl", 1, '"_id" en "text"'),
        ({"passages": ["[1]\n"]}, "corpus.jsonl", 1, '"_id" en "text"'),
        ({"questions": [{"_id": 1, "text": "Wat?"}]}, "queries.jsonl", 1, '"_id" en "text"'),
        ({"qrels": ("q1\tp1\t1",)}, "test.tsv", 1, "hier hoort een kop"),
        ({"qrels": (HEAD, "q1 p1 1")}, "test.tsv", 2, "drie kolommen"),
        ({"qrels": (HEAD, "q1\tp1\tja")}, "test.tsv", 2, "een getal"),
        ({"qrels": (HEAD, "q1\tp1\t1", "", "q7\tp1\t1")}, "test.tsv", 4, "vraag 'q7' staat niet in queries.jsonl"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(write, change, file, line, said):
    with pytest.raises(BronwijsError) as problem:
        read_beir(write(**change))
    assert f"{file}, regel {line}: " in str(problem.value)
    assert said in str(problem.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"passages": []}, "corpus.jsonl' is leeg"),
        ({"qrels": (HEAD, "q1\tp1\t0")}, "er valt niets te meten"),
        ({"qrels": ()}, "regel 1: hier"),
    ],
)
def test_a_set_without_anything_to_measure_says_so(write, change, said):
    with pytest.raises(BronwijsError, match="leeg|niets|kop") as problem:
        read_beir(write(**change))
    assert said in str(problem.value)


def test_a_folder_or_file_that_is_not_there_is_named(write, tmp_path):
    with pytest.raises(BronwijsError, match="weg' bestaat niet"):
        read_beir(tmp_path / "weg")
    (write() / "queries.jsonl").unlink()
    with pytest.raises(BronwijsError, match=r"queries\.jsonl' ontbreekt"):
        read_beir(tmp_path)
