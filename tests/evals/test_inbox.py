"""What is measured of a reply to a mail: each thing that can be wrong with one makes its own figure fall."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from assistant.answer import Answer, Citation, Contact, Question, Sentence, SentenceKind, Status, Verdict
from assistant.inbox.letter import Ask, Entry, Letter, Mail, NoReply, Reply
from evals import inbox
from evals.cases import Case
from evals.command import cli
from evals.inbox import LONGEST, MailResult, f1, figures, match, measured, what_is_wrong, wrong_statements
from evals.mail_cases import MAILS, Expected, MailCase, read_mail_cases
from ingest.errors import BronwijsError

PRICE = Expected(
    Case("m.1", Question("Wat kost de reis naar Gent?"), True, facts=(("300 euro",),), places={"reis.md": ()}),
    about=(("/kost/",),),
    context=(("reis",),),
)
KING = Expected(Case("m.2", Question("Wie is de koning?"), False), (("koning",),))
FOREIGN = Expected(Case("m.3", Question("Is er een trein?"), False), (("/trein|train/",),), is_judged=False)


def asked(*questions: str) -> tuple[Ask, ...]:
    return tuple(Ask(question, question) for question in questions)


def answered(question: str, text: str = "De reis kost 300 euro.", quote: str = "De reis kost 300 euro.") -> Answer:
    return Answer(
        question=question,
        standalone_question=question,
        status=Status.ANSWERED,
        sentences=(Sentence(text, SentenceKind.STATEMENT, (1,), Verdict.LITERAL),),
        citations=(Citation(1, "reis.md", "Reis", quote),),
    )


def refused(question: str) -> Answer:
    return Answer(question=question, standalone_question=question, status=Status.NOT_FOUND)


@pytest.fixture
def corpus(tmp_path):
    (tmp_path / "reis.md").write_text("De reis kost 300 euro.", encoding="utf-8")
    return tmp_path


@pytest.fixture
def case(tmp_path) -> MailCase:
    return MailCase("m", tmp_path / "m.eml", name="Sanne de Wit", informal=False, language="nl", questions=(PRICE, KING))


@pytest.fixture
def reply() -> Reply:
    """A reply in which nothing is wrong."""
    asks = asked("Wat kost de reis naar Gent?", "Wie is de koning?")
    letter = Letter(Mail("Wat kost de reis naar Gent? En wie is de koning?"), asks=asks, name="Sanne de Wit")
    text = "Beste Sanne de Wit,\n\nDe reis kost 300 euro. [1]\n\nOver de koning weten wij helaas niets voor u.\n\nMet vriendelijke groet"
    return Reply(letter, text=text, entries=(Entry(asks[0], answered(asks[0].question)), Entry(asks[1], refused(asks[1].question))))


@pytest.fixture
def measure(case, corpus) -> Callable[..., MailResult]:
    return lambda reply, **changed: measured(replace(case, **changed), reply, corpus, ms=5.0)


def values(*results: MailResult) -> dict[str, float]:
    return {figure.name: figure.value for figure in figures([result.marks for result in results])}


def shares(result: MailResult) -> dict[str, float]:
    return {figure.name: figure.value / (figure.total or 1) for figure in figures([result.marks])}


def test_a_good_reply_has_every_mark(reply, measure):
    result = measure(reply)
    assert result.marks.is_right and not what_is_wrong(result) and not inbox.failures([result])
    assert values(result) == {
        "precision": 2, "recall": 2, "f1": 1.0, "stands_alone": 1, "in_order": 1, "all_facts": 1, "all_facts_of_answered": 1,
        "named": 1, "wrong": 0, "figures_unknown": 0, "forbidden": 0, "drafted": 1, "name": 1, "tone": 1, "language": 1, "right": 1,
        "median_words": 22, "p95_words": 22, "median_time": 5.0, "p95_time": 5.0,
    }  # fmt: skip


def with_asks(reply: Reply, *questions: str) -> Reply:
    return replace(reply, letter=replace(reply.letter, asks=asked(*questions)))


def in_words(reply: Reply, number: int, question: str) -> Reply:
    """The reply to a question that was put in other words."""
    asks, entries = list(reply.letter.asks), list(reply.entries)
    asks[number] = replace(asks[number], question=question)
    entries[number] = replace(entries[number], ask=asks[number])
    return replace(in_letter(reply, asks=tuple(asks)), entries=tuple(entries))


def with_answer(reply: Reply, number: int, answer: Answer) -> Reply:
    entries = list(reply.entries)
    entries[number] = replace(entries[number], answer=answer)
    return replace(reply, entries=tuple(entries))


def in_letter(reply: Reply, **changed: object) -> Reply:
    return replace(reply, letter=replace(reply.letter, **changed))


WRONG = {
    "a question too many": ("precision", lambda r: with_asks(r, *(a.question for a in r.letter.asks), "Hoe gaat het?")),
    "a question missed": ("recall", lambda r: with_asks(r, "Wie is de koning?")),
    "a question without what it leans on": ("stands_alone", lambda r: in_words(r, 0, "Wat kost die?")),
    "the whole mail as a question": (
        "recall",
        lambda r: with_asks(r, "Wat kost de reis naar Gent " + "en nog veel meer " * LONGEST, "Wie is de koning?"),
    ),
    "questions in another order": ("in_order", lambda r: with_asks(r, *(a.question for a in reversed(r.letter.asks)))),
    "another answer": ("all_facts", lambda r: with_answer(r, 0, answered("", "De reis is lang.", "De reis"))),
    "a needless refusal": ("all_facts", lambda r: with_answer(r, 0, refused(""))),
    "a fact that the draft leaves out": ("all_facts", lambda r: replace(r, text=r.text.replace("300", "veel"))),
    "an answer that there is not": ("named", lambda r: with_answer(r, 1, answered(""))),
    "silence about what was not found": ("named", lambda r: replace(r, text=r.text.replace("koning", "laatste"))),
    "no draft": ("drafted", lambda r: replace(r, text="")),
    "another name": ("name", lambda r: in_letter(replace(r, text=r.text.replace("Sanne", "Anna")), name="Anna de Wit")),
    "no name": ("name", lambda r: in_letter(replace(r, text=r.text.replace("Sanne de Wit", "lezer")), name="")),
    "je for u, understood": ("tone", lambda r: in_letter(r, informal=True)),
    "je for u, written": ("tone", lambda r: replace(r, text=r.text.replace("voor u", "voor je"))),
    "another language": ("language", lambda r: in_letter(r, language="de")),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_makes_its_figure_fall(what, reply, measure):
    name, spoil = WRONG[what]
    good, spoilt = measure(reply), measure(spoil(reply))
    before, after = shares(good), shares(spoilt)
    assert after[name] < before[name] == 1
    assert spoilt.marks.is_right is (name in ("in_order", "language", "stands_alone"))
    assert bool(what_is_wrong(spoilt)) is not spoilt.marks.is_right


def test_a_question_in_another_language_is_found_and_not_judged(reply, measure):
    result = measure(with_asks(reply, "Is there a train?"), questions=(FOREIGN,))
    assert (result.marks.questions[0].found, result.marks.questions[0].all_facts, result.marks.questions[0].named) == (True, None, None)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda answer: replace(answer, citations=()),
        lambda answer: replace(answer, citations=(replace(answer.citations[0], quote="De reis kost 400 euro."),)),
        lambda answer: replace(answer, citations=(replace(answer.citations[0], document="weg.md"),)),
        lambda answer: replace(answer, sentences=(replace(answer.sentences[0], citations=()),)),
        lambda answer: replace(answer, sentences=(replace(answer.sentences[0], verdict=Verdict.UNSUPPORTED),)),
        lambda answer: replace(answer, sentences=(replace(answer.sentences[0], verdict=None),)),
    ],
)
def test_a_statement_without_a_literal_source_is_wrong(spoil, reply, measure, corpus):
    answer = answered("Wat kost de reis?")
    assert not wrong_statements(answer, corpus) and wrong_statements(spoil(answer), corpus) == ["De reis kost 300 euro."]
    result = measure(with_answer(reply, 0, spoil(answer)))
    assert values(result)["wrong"] == 1 and not result.marks.is_right
    assert "niet gedragen: De reis kost 300 euro." in inbox.failures([result])


def test_a_connective_states_nothing(corpus):
    answer = replace(answered(""), sentences=(Sentence("In de gids staat:", SentenceKind.CONNECTIVE),))
    assert not wrong_statements(answer, corpus)


def test_what_no_draft_may_say_is_counted(reply, measure):
    assert values(measure(reply, forbidden=("laptop",)))["forbidden"] == 0
    result = measure(replace(reply, text=reply.text + " U krijgt een laptop."), forbidden=("laptop",))
    assert values(result)["forbidden"] == 1 and not result.marks.is_right


def test_who_is_sent_to_somebody_who_cannot_know_is_counted(reply, measure):
    assert measure(reply).marks.directed is None and values(measure(reply, misdirected=("/@gent/",)))["directed"] == 1
    result = measure(replace(reply, text=reply.text + " Vraag het info@gent.be."), misdirected=("/@gent/",))
    assert values(result)["directed"] == 0 and not result.marks.is_right
    assert "verwijst naar wie er niet over gaat: ['/@gent/']" in inbox.failures([result])


def test_a_number_or_address_from_nowhere_is_counted(reply, measure):
    result = measure(replace(reply, text=reply.text + " Bel 030 300 00 00 of kijk op www.gent.be, ook na 1 mei."))
    assert result.marks.figures_unknown == ("tel:0303000000", "gent.be", "1mei") and values(result)["figures_unknown"] == 3
    assert not result.marks.is_right and "staat nergens: gent.be" in inbox.failures([result])
    told = in_letter(reply, mail=replace(reply.letter.mail, text="Kan ik op 1 mei?"))
    assert measure(replace(told, text=reply.text + " Op 1 mei.")).marks.is_right


def test_a_single_question_that_was_turned_down_need_not_be_repeated(reply, measure):
    alone = with_asks(reply, "Wie is de koning?")
    alone = replace(alone, text="Beste Sanne,\n\nDat hebben wij niet gevonden.", entries=(Entry(alone.letter.asks[0], refused("")),))
    assert measure(alone, questions=(KING,)).marks.questions[0].named is True


def test_a_mail_that_asks_nothing_gets_no_draft_for_the_right_reason(reply, measure):
    silent = Reply(Letter(Mail("Ik ben er niet."), no_reply=NoReply.AUTOMATIC))
    expects = {"no_reply": NoReply.AUTOMATIC, "questions": ()}
    right, other, drafted = measure(silent, **expects), measure(silent, no_reply=NoReply.SPAM, questions=()), measure(reply, **expects)
    assert (right.marks.is_right, right.marks.reason, other.marks.reason) == (True, True, False)
    assert not drafted.marks.is_right and drafted.marks.reason is None
    found = values(right, other, drafted)
    assert (found["kept_silent"], found["reason"]) == (2, 1) and "drafted" not in found and "precision" not in found


def test_a_contact_is_part_of_an_answer(reply, measure):
    answer = replace(answered("", "Bel ons.", "De reis"), contact=Contact("Gids", None, "030 300 00 00", None, 1))
    phone = replace(PRICE, case=replace(PRICE.case, facts=(("030 300 00 00",),)))
    text = reply.text + "\nGids, 030 300 00 00"
    assert measure(with_answer(replace(reply, text=text), 0, answer), questions=(phone, KING)).marks.questions[0].all_facts


def test_a_nameless_writer_is_not_named(reply, measure):
    assert measure(in_letter(reply, name=""), name="").marks.name is True
    assert measure(reply, name="").marks.name is False


def test_part_of_a_name_will_do_with_a_title_before_it(reply, measure):
    greeted = in_letter(replace(reply, text=reply.text.replace("Beste Sanne de Wit", "Geachte mevrouw De Wit")), name="mevrouw De Wit")
    assert measure(greeted).marks.name is True


def test_quotes_questions_and_statements_have_a_tone_of_their_own(reply, measure):
    said = answered("", "Dan meld je je bij ons.", "Dan meld je\n je bij ons.")
    draft = replace(reply, text=reply.text.replace("De reis kost 300 euro.", "Dan meld je\nje bij ons. 300 euro"))
    assert measure(with_answer(draft, 0, said)).marks.tone is True


def test_a_name_with_a_u_in_it_is_no_tone(reply, measure):
    draft = in_letter(
        replace(reply, text="Beste Sanne,\n\nDat weet Pro-U: https://www.u.nl/u. De koning niet, 300 euro wel."), informal=True
    )
    assert measure(draft, informal=True).marks.tone is True
    assert measure(replace(draft, text=draft.text + " Dank u."), informal=True).marks.tone is False


def test_one_found_question_is_one_of_the_mail():
    assert match([PRICE, KING], ["Wat kost de reis van de koning?"]) == ((0,), ())
    assert match([PRICE], ["Hoe ver is de reis?"]) == ((),)
    assert match([KING, PRICE], ["Wat kost de reis van de koning?", "Wie is de koning?"]) == ((1,), (0,))


def test_a_question_may_be_taken_apart_into_its_parts_and_no_further():
    three = ["Wat kost de reis?", "Wat kost de reis nu?", "Wat kost de reis straks?"]
    assert match([PRICE], three) == ((0,),)
    assert match([replace(PRICE, parts=2)], three) == ((0, 1),)


def test_f1_of_nothing_is_nothing():
    nothing = inbox.Figure("precision", 0, 0)
    assert f1(nothing, nothing) == 0.0


def test_the_figures_are_written_for_people_and_for_programs(reply, measure):
    results = [measure(reply), replace(measure(with_asks(reply)), case=replace(measure(reply).case, id="m1"))]
    written = json.loads(json.dumps(inbox.as_json(results)))
    assert written["figures"]["recall"] == {"value": 2, "total": 4, "unit": ""}
    assert [mail["right"] for mail in written["mails"]] == [True, False]
    assert {mail["half"] for mail in written["mails"]} <= {"tuned", "reported"}
    assert inbox.table(results).row_count == inbox.halves(results).row_count == len(values(*results))


def test_a_mail_that_a_mailbox_does_not_hold_is_an_error(tmp_path, own_assistant):
    (tmp_path / "m.eml").write_text("From: s@post.example\nSubject: reis\n\nWat kost de reis?\n", encoding="utf-8")
    case = MailCase("m", tmp_path / "m.eml", number=2, where="cases.jsonl, regel 1")
    with pytest.raises(BronwijsError, match="regel 1: .*nummer 2"):
        inbox.answer_mails([case], own_assistant, tmp_path)


def test_the_command_reads_mails_and_prints_the_figures(tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "reis.md").write_text("# De reis\n\nDe studiereis naar Gent kost 300 euro per persoon.\n", encoding="utf-8")
    mails = tmp_path / "mails"
    mails.mkdir()
    mail = "From: Sanne de Wit <s@post.example>\nTo: d@post.example\nSubject: reis\n\n{}\n\nMet vriendelijke groet,\nSanne de Wit\n"
    (mails / "a.eml").write_text(mail.format("Geachte heer,\n\nWat kost de studiereis naar Gent?"), encoding="utf-8")
    question = {"question": "Wat kost de studiereis naar Gent?", "about": [["studiereis"]], "document": "reis.md", "facts": [["300 euro"]]}
    record = {"id": "a", "file": "a.eml", "name": "Sanne de Wit", "questions": [question]}
    (mails / "cases.jsonl").write_text(json.dumps(record), encoding="utf-8")
    arguments = ["inbox", "--mails", str(mails), "--corpus", str(corpus)]
    result = CliRunner().invoke(cli, [*arguments, "--failed", "--both"])
    assert result.exit_code == 0, result.output
    assert "Vragen beantwoord met alle feiten" in result.output and "1 van 1 (100 %)" in result.output
    result = CliRunner().invoke(cli, [*arguments, "--json"])
    assert json.loads(result.stdout)["figures"]["recall"] == {"value": 1, "total": 1, "unit": ""}


@pytest.fixture(scope="session")
def own_mail_results(own_assistant, own_corpus) -> list[MailResult]:
    return inbox.answer_mails(read_mail_cases(MAILS), own_assistant, own_corpus)


@pytest.mark.parametrize("name", ["wrong", "figures_unknown", "forbidden"])
def test_no_draft_of_an_own_mail_says_what_it_may_not(name, own_mail_results):
    assert values(*own_mail_results)[name] == 0
