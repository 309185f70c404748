"""A model as judge, over the wire: a process of its own that says what a test scripted."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant.answer import Answer, Citation, Question, Sentence, SentenceKind, Status, Turn
from assistant.model import ModelSettings, ModelUnavailable, open_model
from evals.answers import Result
from evals.cases import Case
from evals.command import cli
from evals.judge import PATIENCE, Judge, Judged, Opinion, Ruling, as_json, check_model, figures
from evals.metrics import marks

QUOTE = "De reis naar Gent kost 300 euro per leraar."
ANSWER = Answer(
    question="En wat kost die?",
    standalone_question="Wat kost de reis?",
    status=Status.ANSWERED,
    sentences=(
        Sentence("In ‘Reis’ staat:", SentenceKind.CONNECTIVE),
        Sentence("De reis kost 300 euro.", SentenceKind.STATEMENT, (1,)),
        Sentence("De reis is gratis.", SentenceKind.STATEMENT, (1,)),
    ),
    citations=(Citation(1, "reis.md", "Reis", QUOTE),),
)
CASE = Case("1", Question("En wat kost die?", history=(Turn("Is er een reis?", "Ja."),)), True, facts=(("300",),), places={"reis.md": ()})


def settings(server: Any, **changes: object) -> ModelSettings:
    return replace(ModelSettings(server.url, "proef", "geheim", timeout_s=60), **changes)


def judge(server: Any, **changes: object) -> Judge:
    return Judge(open_model(settings(server, **changes)))


@pytest.fixture
def result(tmp_path) -> Result:
    (tmp_path / "reis.md").write_text(QUOTE, encoding="utf-8")
    return Result(CASE, ANSWER, marks(CASE, ANSWER, tmp_path))


def says(*, supported: bool, words: str = "") -> str:
    return json.dumps({"supported": supported, "words": words})


def test_each_statement_and_the_answer_get_a_ruling(serve, result):
    server = serve(says(supported=True, words="kost 300 euro"), says(supported=False), '{"relevant": true}')
    [judged] = judge(server).judge_all([result])
    assert [(opinion.text, opinion.ruling) for opinion in judged.statements] == [
        ("De reis kost 300 euro.", Ruling.YES),
        ("De reis is gratis.", Ruling.NO),
    ]
    assert (judged.id, judged.relevant) == ("1", Ruling.YES)


def test_the_model_is_asked_in_dutch_with_the_quotes_and_without_chance(serve, result):
    server = serve(says(supported=False), says(supported=False), '{"relevant": false}')
    judge(server).judge_all([result])
    first, _, last = (server.asked() for _ in range(3))
    assert (first["path"], first["key"], first["model"], first["temperature"]) == ("/v1/chat/completions", "Bearer geheim", "proef", 0)
    assert first["response_format"]["json_schema"]["schema"]["required"] == ["supported", "words"]
    assert "bewering" in first["messages"][0]["content"]
    assert json.loads(first["messages"][1]["content"]) == {"bewering": "De reis kost 300 euro.", "bronnen": [QUOTE]}
    assert json.loads(last["messages"][1]["content"]) == {
        "gesprek": [{"vraag": "Is er een reis?", "antwoord": "Ja."}],
        "vraag": "En wat kost die?",
        "antwoord": "In ‘Reis’ staat: De reis kost 300 euro. De reis is gratis.",
    }


@pytest.mark.parametrize(
    ("reply", "ruling"),
    [
        (says(supported=True, words="DE REIS naar Gent"), Ruling.YES),
        (says(supported=True, words="De reis kost 300 euro"), Ruling.UNPROVEN),
        (says(supported=True), Ruling.UNPROVEN),
        (says(supported=False, words="kost"), Ruling.NO),
        ("Ja, dat klopt.", Ruling.UNREADABLE),
        ('```json\n{"supported": true, "words": "kost"}\n```', Ruling.UNREADABLE),
        ('{"supported": "true", "words": "kost"}', Ruling.UNREADABLE),
        ('{"supported": true}', Ruling.UNREADABLE),
        ('{"supported": true, "words": "kost", "reason": "x"}', Ruling.UNREADABLE),
        ("", Ruling.UNREADABLE),
        ({"status": 500}, Ruling.NO_REPLY),
        ({"raw": "<html>Welkom!</html>"}, Ruling.NO_REPLY),
        ({"raw": "[]"}, Ruling.NO_REPLY),
    ],
)
def test_a_reply_that_is_not_what_was_asked_for_is_never_guessed_at(serve, reply, ruling):
    assert judge(serve(reply)).judge_statement("De reis kost 300 euro.", [QUOTE]).ruling is ruling


def test_a_reply_that_takes_too_long_is_not_waited_for(serve):
    slow = serve({"wait": 600, "content": "{}"})
    assert judge(slow, timeout_s=0.5).judge_statement("De reis kost 300 euro.", [QUOTE]).ruling is Ruling.NO_REPLY


def test_a_model_that_falls_silent_is_asked_no_more(serve, result):
    server = serve('{"relevant": true}', *[{"status": 500}] * PATIENCE)
    asking = judge(server)
    assert asking.judge_relevance(CASE.question, ANSWER) is Ruling.YES
    judged = asking.judge_all([result] * 5)
    assert len(judged) == 1 and asking.is_gone  # three requests: two statements and the answer
    assert judged[0].rulings == [Ruling.NO_REPLY] * 3


def test_a_reply_in_between_gives_new_patience(serve):
    asking = judge(serve({"status": 500}, {"status": 500}, "{}", {"status": 500}, {"status": 500}))
    for _ in range(5):
        asking.judge_statement("De reis kost 300 euro.", [QUOTE])
    assert not asking.is_gone


def test_refusals_are_not_judged(serve, result):
    refusal = replace(result, answer=replace(ANSWER, status=Status.NOT_FOUND))
    assert judge(serve()).judge_all([refusal]) == []


def test_no_server_is_told_at_once():
    with pytest.raises(ModelUnavailable, match="Het taalmodel 'proef' geeft geen antwoord"):
        check_model(open_model(ModelSettings("http://127.0.0.1:9/v1", "proef")))


def test_figures_count_what_is_readable_and_the_rest_apart():
    def judged(relevant: Ruling, *rulings: Ruling) -> Judged:
        return Judged("1", tuple(Opinion("x", ruling) for ruling in rulings), relevant)

    found = figures([judged(Ruling.YES, Ruling.YES, Ruling.UNPROVEN, Ruling.NO, Ruling.UNREADABLE), judged(Ruling.NO_REPLY, Ruling.YES)])
    assert {figure.name: (figure.value, figure.total) for figure in found} == {
        "faithful": (2, 4),
        "unproven": (1, 4),
        "relevant": (1, 1),
        "unreadable": (1, 7),
        "no_reply": (1, 7),
    }


def test_json_names_the_model_and_its_words():
    written = json.loads(json.dumps(as_json([Judged("1", (Opinion("x", Ruling.YES, "kost"),), Ruling.NO)], model="proef")))
    assert written["model"] == "proef" and written["figures"]["relevant"] == {"value": 0, "total": 1, "unit": ""}
    assert written["cases"] == {"1": {"relevant": "no", "statements": [{"text": "x", "ruling": "yes", "words": "kost"}]}}


@pytest.fixture
def ask(tmp_path, monkeypatch):
    """Run `bronwijs eval answers --judge` over a tiny corpus with one question, in an environment of its own."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "reis.md").write_text("# De reis\n\nDe studiereis naar Gent kost 300 euro per persoon.\n", encoding="utf-8")
    record = {"id": "a", "question": "Wat kost de studiereis naar Gent?", "document": "reis.md", "facts": [["300 euro"]]}
    (tmp_path / "vragen.jsonl").write_text(json.dumps(record), encoding="utf-8")

    def run(*options: str, **environment: str):
        for name in ("BRONWIJS_LLM_URL", "BRONWIJS_LLM", "BRONWIJS_LLM_KEY"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        fixed = ["answers", "--cases", str(tmp_path / "vragen.jsonl"), "--corpus", str(tmp_path / "corpus")]
        return CliRunner().invoke(cli, [*fixed, *options], env={"COLUMNS": "200"})

    return run


def test_the_command_reports_the_judge_apart(serve, ask, tmp_path):
    server = serve('{"relevant": true}', says(supported=True, words="kost 300 euro"), '{"relevant": true}')
    out = tmp_path / "uit.json"
    ran = ask("--judge", "--out", str(out), BRONWIJS_LLM_URL=server.url, BRONWIJS_LLM="proef")
    assert ran.exit_code == 0, ran.output
    assert "Oordeel van taalmodel proef over 1 van 1 antwoorden" in ran.output
    written = json.loads(out.read_text(encoding="utf-8"))
    assert written["judge"]["figures"]["faithful"] == {"value": 1, "total": 1, "unit": ""}
    assert "faithful" not in written["figures"]
    assert server.asked()["key"] != "Bearer "


@pytest.mark.parametrize("environment", [{}, {"BRONWIJS_LLM": "proef"}, {"BRONWIJS_LLM_URL": "http://127.0.0.1:9/v1"}])
def test_without_a_model_the_command_says_what_to_set(ask, environment):
    ran = ask("--judge", **environment)
    assert ran.exit_code == 2
    assert "BRONWIJS_LLM_URL" in ran.output and "BRONWIJS_LLM" in ran.output and "Traceback" not in ran.output


def test_without_the_option_no_model_is_asked(ask, tmp_path):
    out = tmp_path / "uit.json"
    ran = ask("--out", str(out), BRONWIJS_LLM_URL="http://127.0.0.1:9/v1", BRONWIJS_LLM="proef")
    assert ran.exit_code == 0 and "judge" not in json.loads(out.read_text(encoding="utf-8"))


def test_with_the_option_the_model_writes_the_answers_that_are_measured(serve, ask, tmp_path):
    server = serve("Per persoon kost de studiereis naar Gent 300 euro [1].")
    out = tmp_path / "uit.json"
    ran = ask("--model", "--out", str(out), BRONWIJS_LLM_URL=server.url, BRONWIJS_LLM="proef")
    assert ran.exit_code == 0, ran.output
    assert "Per persoon kost de studiereis" in out.read_text(encoding="utf-8")
    assert server.asked()["stream"]


def test_writing_by_a_model_takes_a_model(ask):
    ran = ask("--model")
    assert ran.exit_code == 2 and "--model" in ran.output and "BRONWIJS_LLM_URL" in ran.output
