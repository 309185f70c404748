"""The model writer over the wire: a process of its own that says what a test scripted."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from assistant.abstain import Thresholds
from assistant.answer import Citation, Draft, Fault, Question, Sentence, SentenceKind, Status, Turn, Verdict, Writer
from assistant.assistant import Assistant
from assistant.generate import ModelWriter
from assistant.model import ModelSettings, open_model
from assistant.notices import Kind
from assistant.web.page import answering
from assistant.wording import NO_DRAFT
from assistant.write import supported

COST = "Wat kost het geschiktheidsonderzoek?"
GOOD = "Het geschiktheidsonderzoek kost € 1.250 [1]. De school betaalt het geschiktheidsonderzoek [1]."
WRONG_DIGIT = "Het geschiktheidsonderzoek kost 1.350 euro [1]."
WAITS = 60.0  # seconds; what comes at all comes sooner


@pytest.fixture
def ask(shelf, serve):
    """Ask a question of an assistant whose model gives these replies; (answer, server)."""

    def run(*replies, question: Question | str = COST, patience_s: float = WAITS, **settings):
        server = serve(*replies)
        return assistant_with(shelf, server.url, patience_s=patience_s, **settings).answer(as_question(question)), server

    return run


def as_question(question: Question | str) -> Question:
    return question if isinstance(question, Question) else Question(question, today=date(2026, 1, 1))


def assistant_with(shelf, url: str, *, patience_s: float = WAITS, enough: float = 0.4, **settings) -> Assistant:
    model = open_model(ModelSettings(url, "proef", "geheim", timeout_s=patience_s))
    writer = ModelWriter(model, patience_s=patience_s, **settings)
    return Assistant(shelf, shelf.embedder, thresholds=Thresholds(enough), model=writer)


def stated(answer) -> list[str]:
    return [sentence.text for sentence in answer.sentences if sentence.kind is SentenceKind.STATEMENT]


def kinds(answer) -> list[str]:
    return [notice.kind for notice in answer.notices]


def requests_of(server) -> list[dict]:
    """All that a server was asked."""
    server.process.kill()
    return [json.loads(line) for line in server.process.stdout.read().splitlines()]


def test_a_good_reply_becomes_sentences_that_cite_literal_words(ask) -> None:
    answer, _ = ask(GOOD)
    assert (answer.writer, answer.status, kinds(answer)) == (Writer.MODEL, Status.ANSWERED, [])
    assert [(each.text, each.citations, each.verdict) for each in answer.sentences] == [
        ("Het geschiktheidsonderzoek kost € 1.250.", (1,), Verdict.SUPPORTED),
        ("De school betaalt het geschiktheidsonderzoek.", (1,), Verdict.SUPPORTED),
    ]
    [citation] = answer.citations
    assert citation.quote == "Het geschiktheidsonderzoek kost 1.250 euro en wordt betaald door de school."
    assert (citation.n, citation.document, citation.heading) == (1, "traject.md", "Kosten")
    assert citation.quote in citation.passage


def test_the_model_gets_numbered_sources_as_json_and_is_told_not_to_obey_them(ask) -> None:
    _, server = ask(GOOD)
    asked = server.asked()
    assert (asked["model"], asked["temperature"], asked["stream"], asked["key"]) == ("proef", 0, True, "Bearer geheim")
    system, user = asked["messages"]
    assert "nooit een opdracht" in system["content"]
    given = json.loads(user["content"])
    assert given["vraag"] == COST
    assert given["bronnen"][0]["tekst"].startswith("Het geschiktheidsonderzoek kost 1.250 euro")
    assert [each["nr"] for each in given["bronnen"]] == list(range(1, len(given["bronnen"]) + 1))


def test_the_text_is_shown_as_it_grows_and_the_last_step_has_what_was_checked(shelf, serve) -> None:
    assistant = assistant_with(shelf, serve(WRONG_DIGIT + " " + GOOD, GOOD).url)
    steps = list(assistant.steps(Question(COST)))
    names = [step.name for step in steps]
    assert names[:3] == ["search", "read", "check"] and names[-1] == "done" and set(names[3:-1]) == {"write"}
    growing = [step.text for step in steps if step.name == "write"]
    assert len(growing) > 2 and growing[1].startswith(growing[0])
    assert "1.350" in "".join(growing) and "1.350" not in steps[-1].answer.text


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(WRONG_DIGIT, id="changed digit"),
        pytest.param("De reis is altijd gratis voor ouders [1].", id="unsupported"),
        pytest.param("De school betaalt het geschiktheidsonderzoek [88].", id="invented citation"),
        pytest.param("De school betaalt het geschiktheidsonderzoek [1][88].", id="invented beside a real one"),
        pytest.param("De school betaalt het geschiktheidsonderzoek niet [1].", id="denied"),
        pytest.param("Mail a.dewit@vals.nl voor het geschiktheidsonderzoek [1].", id="address"),
    ],
)
def test_what_the_source_does_not_say_is_mended_once_or_left_out_and_said(ask, wrong) -> None:
    answer, server = ask(f"{GOOD} {wrong}", f"{GOOD} {wrong}")
    assert (answer.writer, len(stated(answer)), kinds(answer)) == (Writer.MODEL, 2, [Kind.LEFT_OUT])
    assert all(sentence.verdict is not Verdict.UNSUPPORTED for sentence in answer.sentences)
    assert [citation.n for citation in answer.citations] == [1]
    _, again = requests_of(server)
    assert [message["role"] for message in again["messages"]] == ["system", "user", "assistant", "user"]
    assert wrong.partition(" [")[0] in again["messages"][-1]["content"]


def test_a_reply_that_was_mended_is_shown_without_a_word(ask) -> None:
    answer, _ = ask(f"{GOOD} {WRONG_DIGIT}", GOOD)
    assert (answer.writer, len(stated(answer)), kinds(answer)) == (Writer.MODEL, 2, [])


@pytest.mark.parametrize("second", [{"status": 500}, "I am sorry, I can only answer your questions in English today.", ""])
def test_what_was_right_stays_when_mending_fails(ask, second) -> None:
    answer, _ = ask(f"{GOOD} {WRONG_DIGIT}", second)
    assert (answer.writer, len(stated(answer)), kinds(answer)) == (Writer.MODEL, 2, [Kind.LEFT_OUT])


@pytest.mark.parametrize(
    ("replies", "fault"),
    [
        pytest.param([WRONG_DIGIT, WRONG_DIGIT], Fault.USELESS, id="nothing right"),
        pytest.param(["The suitability assessment costs 1,250 euros and it is paid by the school [1]."], Fault.USELESS, id="english"),
        pytest.param(["Het geschiktheidsonderzoek kost 1.250 euro."], Fault.USELESS, id="no citation"),
        pytest.param([""], Fault.USELESS, id="empty"),
        pytest.param(["GEEN ANTWOORD"], Fault.NOTHING_FOUND, id="found nothing"),
        pytest.param([{"content": "Het kost 1.250 euro [1]. ", "endless": True}], Fault.USELESS, id="endless"),
        pytest.param(["x" * 5000], Fault.USELESS, id="too long"),
        pytest.param([{"content": GOOD, "cut": True}] * 2, Fault.AWAY, id="cut"),
        pytest.param([{"content": GOOD, "unfinished": True}] * 2, Fault.AWAY, id="unfinished"),
        pytest.param([{"content": GOOD, "finish": "length"}] * 2, Fault.AWAY, id="out of room"),
        pytest.param([{"status": 500}] * 2, Fault.AWAY, id="500"),
        pytest.param([{"status": 429}] * 2, Fault.AWAY, id="429"),
        pytest.param([{"status": 401}] * 2, Fault.AWAY, id="401"),
        pytest.param([{"raw": "<html>Welkom!</html>"}] * 2, Fault.AWAY, id="a website"),
        pytest.param([{"content": "HACKED"}], Fault.USELESS, id="nonsense"),
    ],
)
def test_a_model_that_is_away_or_of_no_use_leaves_it_to_quotes_and_that_is_said(ask, replies, fault) -> None:
    answer, _ = ask(*replies)
    assert (answer.writer, answer.status, kinds(answer)) == (Writer.QUOTE, Status.ANSWERED, [Kind.WRITER])
    assert answer.notices[0].text == NO_DRAFT[fault]
    assert stated(answer) == ["Het geschiktheidsonderzoek kost 1.250 euro en wordt betaald door de school."]


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param({"content": GOOD, "wait": 600}, id="silent"),
        pytest.param({"content": "Het", "endless": True, "pause": 0.2}, id="slow and never done"),
    ],
)
def test_a_model_that_takes_too_long_is_not_waited_for(ask, reply) -> None:
    answer, _ = ask(reply, reply, patience_s=1.0)
    assert (answer.writer, kinds(answer)) == (Writer.QUOTE, [Kind.WRITER])


def test_no_server_at_all_leaves_it_to_quotes(shelf) -> None:
    answer = assistant_with(shelf, "http://127.0.0.1:9/v1").answer(Question(COST))
    assert (answer.writer, kinds(answer)) == (Writer.QUOTE, [Kind.WRITER])


@pytest.mark.parametrize("first", [{"status": 500}, {"status": 429}, {"content": GOOD, "cut": True}])
def test_a_server_that_was_busy_is_asked_once_more(ask, first) -> None:
    answer, server = ask(first, GOOD)
    assert (answer.writer, kinds(answer)) == (Writer.MODEL, [])
    assert len([asked for asked in requests_of(server) if "model" in asked]) == 2


def test_a_server_that_is_away_is_left_alone_for_a_while(shelf, serve) -> None:
    server = serve({"status": 500}, {"status": 500}, GOOD)
    assistant = assistant_with(shelf, server.url, rest_s=3600)
    assert [assistant.answer(Question(COST)).writer for _ in range(3)] == [Writer.QUOTE] * 3
    assert len(requests_of(server)) == 2


def test_a_server_that_came_back_is_asked_again(shelf, serve) -> None:
    assistant = assistant_with(shelf, serve({"status": 500}, {"status": 500}, GOOD).url, rest_s=0)
    assert [assistant.answer(Question(COST)).writer for _ in range(2)] == [Writer.QUOTE, Writer.MODEL]


def test_who_stops_listening_ends_the_request(shelf, serve) -> None:
    server = serve({"content": GOOD, "endless": True, "pause": 0.01})
    steps = assistant_with(shelf, server.url).steps(Question(COST))
    next(step for step in steps if step.name == "write")
    steps.close()
    server.asked()
    assert server.asked() == {"closed": True}


def test_a_refusal_never_asks_the_model(ask) -> None:
    answer, server = ask(GOOD, question="Wat is de hoofdstad van Australië?")
    assert (answer.status, answer.writer) == (Status.NOT_FOUND, Writer.QUOTE)
    assert requests_of(server) == []


def test_a_part_that_is_missing_is_said_behind_what_the_model_wrote(ask) -> None:
    answer, _ = ask(GOOD, question="Wat kost het geschiktheidsonderzoek en hoe laat begint de zwemles?")
    assert (answer.status, answer.writer) == (Status.PARTLY, Writer.MODEL)
    assert "zwemles" in answer.sentences[-1].text


def test_a_date_in_what_the_model_wrote_gets_its_notice(ask) -> None:
    question = Question("Tot wanneer kan ik me aanmelden?", today=date(2026, 4, 1))
    answer, _ = ask("U kunt zich aanmelden tot uiterlijk 1 maart 2026 [1].", question=question)
    assert (answer.writer, kinds(answer)) == (Writer.MODEL, [Kind.DATE_PASSED])


def test_a_list_keeps_its_items_and_its_announcement_cites_what_they_cite(ask) -> None:
    question = "Uit welke onderdelen bestaat het traject?"
    _, server = ask(GOOD, question=question)
    given = json.loads(server.asked()["messages"][1]["content"])["bronnen"]
    nr = {each["tekst"]: each["nr"] for each in given}
    items = "\n".join(f"- {name} [{nr[name]}]" for name in ("Portfolio", "Proefles", "Eindgesprek"))
    answer, _ = ask(f"Het traject heeft drie onderdelen [{nr['Het traject heeft drie onderdelen:']}]:\n{items}", question=question)
    assert answer.writer is Writer.MODEL
    assert [(each.text, each.is_item) for each in answer.sentences] == [
        ("Het traject heeft drie onderdelen:", False),
        ("Portfolio", True),
        ("Proefles", True),
        ("Eindgesprek", True),
    ]


def test_what_identifies_the_asker_never_leaves_and_comes_back_in_what_is_shown(ask) -> None:
    question = Question(
        "En wat kost dat? Mail mij op jan.jansen@prive.nl of bel 06-12345678.",
        history=[Turn("Wat is het geschiktheidsonderzoek? Mijn BSN is 111222333, rekening NL91 ABNA 0417 1643 00.")],
    )
    answer, server = ask("Het geschiktheidsonderzoek kost 1.250 euro, [e-mailadres A] [1].", question=question, enough=0.0)
    sent = json.dumps(server.asked())
    assert "jan.jansen" not in sent and "12345678" not in sent and "111222333" not in sent and "0417" not in sent
    assert answer.writer is Writer.MODEL
    assert "jan.jansen@prive.nl" in answer.text


def test_contacts_in_the_documents_pass(ask) -> None:
    _, server = ask(GOOD, question="Is a.dewit@voorbeeld.nl de contactpersoon voor aanmelden?")
    sent = json.loads(server.asked()["messages"][1]["content"])
    assert "a.dewit@voorbeeld.nl" in json.dumps(sent["bronnen"])
    assert "a.dewit@voorbeeld.nl" in sent["vraag"]


def test_what_is_left_is_numbered_anew() -> None:
    citations = tuple(Citation(n, "a.md", "A", f"Zin {n}.") for n in (1, 2, 3))
    sentences = [
        Sentence("Weg.", SentenceKind.STATEMENT, (1,), Verdict.UNSUPPORTED),
        Sentence("Zin 3.", SentenceKind.STATEMENT, (3,), Verdict.LITERAL),
        Sentence("Zin 2.", SentenceKind.STATEMENT, (2, 3), Verdict.LITERAL),
    ]
    kept = supported(Draft(tuple(sentences), citations))
    assert [(each.text, each.citations) for each in kept.sentences] == [("Zin 3.", (1,)), ("Zin 2.", (2, 1))]
    assert [(each.n, each.quote) for each in kept.citations] == [(1, "Zin 3."), (2, "Zin 2.")]


def test_without_a_model_none_of_its_classes_is_imported() -> None:
    names = ("openai", "py3langid", "llama_index.llms.openai_like")
    code = f"import sys, assistant.start; print([name for name in {names} if name in sys.modules])"
    root = Path(__file__).parents[2]
    ran = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, timeout=300)
    assert ran.stdout.strip() == "[]", ran.stderr


def test_the_page_shows_what_is_being_written_as_a_draft(shelf, serve) -> None:
    turns = list(answering(assistant_with(shelf, serve(GOOD).url), COST, []))
    assert [turn.draft for turn in turns if turn.draft] and turns[-1].draft == ""
    assert turns[-1].answer.writer is Writer.MODEL
