from dataclasses import dataclass, replace

import pytest
from llama_index.core.schema import TextNode

from assistant.answer import Citation
from assistant.inbox.approved import ApprovedAnswers, likeness, stands
from ingest.errors import BronwijsError

QUESTION = "Wat kost het geschiktheidsonderzoek voor zij-instromers in het vo?"
CITED = Citation(1, "gids.md", "Gids", "Het onderzoek kost 1.500 euro.", page=3)


@dataclass
class Documents:
    by_document: dict


def node(text: str) -> TextNode:
    return TextNode(text=text, metadata={"marks": "[]"})


def documents(text: str = "Vooraf. Het onderzoek\nkost 1.500 euro. Achteraf.") -> Documents:
    return Documents({"gids.md": [node(text)]})


@pytest.fixture
def answers(file) -> ApprovedAnswers:
    return ApprovedAnswers(file)


def test_an_approved_answer_is_offered_to_nearly_the_same_question(answers):
    answers.approve(QUESTION, "Dat kost 1.500 euro. [1]", [CITED])
    offer = answers.offer("Hoeveel kost een geschiktheidsonderzoek voor een zij-instromer in het vo?", documents())
    assert offer and offer.answer.text == "Dat kost 1.500 euro. [1]" and offer.answer.citations == (CITED,) and not offer.outdated


@pytest.mark.parametrize(
    "question",
    [
        "Wat kost het geschiktheidsonderzoek voor zij-instromers in het mbo?",
        "Wat kost het geschiktheidsonderzoek voor zij-instromers in het vo niet?",
        "Wat kost het geschiktheidsonderzoek voor zij-instromers in het vo in Utrecht?",
        "Wat kost het geschiktheidsonderzoek voor 2 zij-instromers in het vo?",
        "Wie betaalt het geschiktheidsonderzoek voor zij-instromers in het vo?",
        "Wanneer is het geschiktheidsonderzoek voor zij-instromers in het vo?",
        "Wat kost een boek voor zij-instromers in het vo?",
        "",
        "?",
    ],
)
def test_it_is_not_offered_where_the_answer_may_be_another(answers, question):
    answers.approve(QUESTION, "Dat kost 1.500 euro. [1]", [CITED])
    assert answers.offer(question, documents()) is None


@pytest.mark.parametrize("now", ["Het onderzoek kost 1.600 euro.", ""])
def test_an_answer_whose_words_stand_there_no_more_is_outdated(answers, now):
    answers.approve(QUESTION, "Dat kost 1.500 euro. [1]", [CITED])
    offer = answers.offer(QUESTION, documents(now))
    assert offer and offer.outdated == (CITED,)
    assert answers.offer(QUESTION, Documents({})).outdated == (CITED,)


def test_a_quote_over_two_passages_stands(answers):
    nodes = [node("Het onderzoek"), node("kost 1.500 euro.")]
    assert stands(CITED, Documents({"gids.md": nodes}))
    assert not stands(replace(CITED, quote=" "), documents())


def test_the_nearest_and_the_latest_is_offered(answers):
    answers.approve(QUESTION, "eerst", [CITED])
    answers.approve(QUESTION.replace("Wat", "Hoeveel"), "daarna", [CITED])
    assert answers.offer(QUESTION, documents()).answer.text == "daarna"
    answers.approve(QUESTION, "opnieuw", [CITED])
    assert [each.text for each in answers.all()] == ["opnieuw", "daarna"]


def test_an_answer_can_be_withdrawn_and_leaves_nothing_behind(answers, file):
    answers.approve(QUESTION, "heel vertrouwelijk", [CITED])
    [kept] = answers.all()
    assert answers.withdraw(kept.id) and not answers.withdraw(kept.id) and not answers.all()
    assert b"vertrouwelijk" not in b"".join(path.read_bytes() for path in file.parent.iterdir())


def test_what_tells_who_asked_is_not_kept(answers):
    answers.approve("Ik ben jan@voorbeeld.nl, BSN 111222333. Wat kost het?", "Dat kost 1.500 euro. Mail gids@voorbeeld.nl. [1]", [CITED])
    [kept] = answers.all()
    assert kept.question == "Ik ben [e-mailadres A], BSN [burgerservicenummer A]. Wat kost het?"
    assert "gids@voorbeeld.nl" in kept.text


def test_an_answer_without_a_source_is_not_kept(answers):
    with pytest.raises(BronwijsError, match="geen bron"):
        answers.approve(QUESTION, "Dat weet ik.", [])
    with pytest.raises(BronwijsError):
        answers.approve(" ", "x", [CITED])
    assert answers.all() == [] and answers.offer(QUESTION, documents()) is None


def test_likeness_is_the_same_from_both_sides():
    one, other = QUESTION, "Wat is de prijs van het geschiktheidsonderzoek voor zij-instromers in het vo?"
    assert likeness(one, other) == likeness(other, one) and likeness(one, one) == 1.0
    assert 0 < likeness(one, "Graag hoor ik wat het geschiktheidsonderzoek voor zij-instromers in het vo kost.") < 1
    assert likeness(one, "Wat kost een boek voor zij-instromers in het vo?") == 0
    assert likeness("Mag ik een stage doen?", "Moet ik een stage doen?") == 0
