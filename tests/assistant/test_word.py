"""An answer as a Word document, read back with the library that reads Word documents."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest

from assistant import wording
from assistant.answer import Answer, Citation, Contact, Notice, Passage, Sentence, SentenceKind, Status, Verdict, Writer
from assistant.word import as_word, file_name

DAY = date(2026, 3, 1)
CITED = (
    Citation(
        1, "gidsen/gids.pdf", "De gids", "# Kosten\nDe reis\t50 euro", publisher="Het loket", published="2025-07", page=3, page_label="1"
    ),
    Citation(2, "nieuws.md", "Nieuws", "Eten hoort erbij.", retold_from="Het echte nieuws"),
)


def says(text: str, *citations: int, verdict: Verdict = Verdict.LITERAL, is_item: bool = False) -> Sentence:
    return Sentence(text, SentenceKind.STATEMENT, citations, verdict, is_item)


def answered(**changes: object) -> Answer:
    fields = {
        "question": "Wat kost de reis?",
        "standalone_question": "Wat kost de reis?",
        "status": Status.ANSWERED,
        "sentences": (
            Sentence("Uit ‘De gids’:", SentenceKind.CONNECTIVE),
            says("De reis kost 50 euro.", 1),
            says("Eten hoort erbij.", 1, 2, is_item=True),
        ),
        "citations": CITED,
    }
    return Answer(**{**fields, **changes})


def read(answer: Answer):
    return docx.Document(io.BytesIO(as_word(answer, today=DAY)))


def lines(answer: Answer) -> list[str]:
    return [paragraph.text for paragraph in read(answer).paragraphs]


def test_it_holds_the_answer_and_each_source_with_its_place_and_quote():
    assert lines(answered()) == [
        "Wat kost de reis?",
        "Uit ‘De gids’:",
        "De reis kost 50 euro. [1]",
        "Eten hoort erbij. [1] [2]",
        "Bronnen",
        "[1] De gids, pagina 3 (gedrukt: 1), Het loket, juli 2025, gidsen/gids.pdf",
        "“Kosten\nDe reis | 50 euro”",
        "[2] Nieuws, nieuws.md, naverteld voorbeelddocument, naar ‘Het echte nieuws’",
        "“Eten hoort erbij.”",
        f"Gemaakt met Bronwijs op 1 maart 2026. {wording.NO_RIGHTS}",
    ]


def test_what_answers_by_itself_is_bold():
    word = read(answered(sentences=(Sentence("Het kost € 5.", SentenceKind.STATEMENT, (1,), Verdict.LITERAL, short=("€ 5",)),)))
    assert [run.text for run in word.paragraphs[1].runs if run.bold] == ["€ 5"]


def test_notices_doubts_and_who_wrote_it_are_told():
    told = lines(
        answered(
            sentences=(says("De reis kost 60 euro.", 1, verdict=Verdict.UNSUPPORTED),),
            notices=(Notice("date_passed", "1 mei is al voorbij."),),
            writer=Writer.MODEL,
        )
    )
    assert told[1:4] == [f"De reis kost 60 euro. [1] {wording.NOT_SUPPORTED}", "1 mei is al voorbij.", wording.BY_MODEL]


def test_a_refusal_holds_what_comes_near_and_whom_to_ask():
    told = lines(
        answered(
            status=Status.NOT_FOUND,
            sentences=(Sentence("Dit staat er niet.", SentenceKind.CONNECTIVE),),
            citations=CITED[:1],
            passages=(Passage("nieuws.md", "Nieuws", 2, None, 1.0, "De reis is leuk."),),
            contact=Contact("An", "an@example.org", None, None, 1),
        )
    )
    assert told[1:-1] == [
        "Dit staat er niet.",
        "Wat er het dichtst bij komt",
        "Nieuws, pagina 2",
        "“De reis is leuk.”",
        "U kunt het navragen via An (an@example.org). Dat contact staat in ‘De gids’.",
    ]


def test_it_is_dutch_and_says_what_it_is():
    word = read(answered())
    assert (word.core_properties.title, word.core_properties.author, word.core_properties.language) == (
        "Wat kost de reis?",
        "Bronwijs",
        "nl-NL",
    )
    assert 'w:val="nl-NL"' in word.styles["Normal"].element.xml
    assert [paragraph.style.name for paragraph in word.paragraphs][:5] == ["Heading 1", "Normal", "Normal", "List Bullet", "Heading 2"]


@pytest.mark.parametrize("odd", ["\x00\x0b\x1b", "\ud83d", "\ufffe", "<w:p/>&amp;", "x" * 5000])
def test_any_text_gives_a_file_that_can_be_read(odd):
    told = lines(answered(question=f"Wat {odd}?", sentences=(says(f"De {odd} reis.", 1),)))
    kept = odd if odd[0] in "<x" else ""
    assert told[0] == f"Wat {kept}?" and told[1] == f"De {kept} reis. [1]"


@pytest.mark.parametrize(
    ("question", "name"), [("../../etc/passwd", "etc passwd.docx"), ("???", "antwoord.docx"), ("a" * 500, "a" * 60 + ".docx")]
)
def test_the_file_has_a_name_that_every_system_takes(question, name):
    assert file_name(question) == name
