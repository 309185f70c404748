"""What the page shows: pure functions, so no browser is needed to see that nothing slips through unescaped."""

from __future__ import annotations

import re

import pytest

from assistant.answer import Answer, Citation, Contact, Notice, Passage, Reason, Sentence, SentenceKind, Status, Verdict, Writer
from assistant.web import show
from ingest.store import Record

EVIL = "<script>alert(1)</script><img src=http://example.org/x onerror=alert(1)>${7*7}{{7*7}}`x`"


def statement(text: str, *citations: int, verdict: Verdict = Verdict.LITERAL, is_item: bool = False) -> Sentence:
    return Sentence(text, SentenceKind.STATEMENT, citations, verdict, is_item)


def answered(**changes: object) -> Answer:
    fields = {
        "question": "Wat kost de reis?",
        "standalone_question": "Wat kost de reis?",
        "status": Status.ANSWERED,
        "sentences": (statement("De reis kost € 50.", 1),),
        "citations": (
            Citation(
                1,
                "a.pdf",
                "De reis",
                "De reis kost € 50.",
                page=3,
                page_label="1",
                passage="# Kosten\nDe reis kost € 50. Eten hoort erbij.",
            ),
        ),
    }
    return Answer(**{**fields, **changes})


def test_each_mark_leads_to_its_source():
    html = show.answer_html(answered(), key="4")
    assert 'href="#bron-4-1"' in html and 'id="bron-4-1"' in html


def test_the_source_names_title_page_and_marks_the_quote_in_its_passage():
    html = show.answer_html(answered(), key="1")
    assert "De reis</strong>, pagina 3 (gedrukt: 1)" in html
    assert "<mark>De reis kost € 50.</mark> Eten hoort erbij." in html


def test_items_become_one_list():
    sentences = (
        statement("Nodig zijn:", 1),
        statement("een pas", 1, is_item=True),
        statement("een jas", 1, is_item=True),
        statement("Meer niet.", 1),
    )
    html = show.answer_html(answered(sentences=sentences), key="1")
    assert html.count("<li>een") == 2
    assert re.search(r"<ul><li>een pas.*</li><li>een jas.*</li></ul><p", html)


def test_an_unsupported_sentence_is_marked_as_such():
    html = show.answer_html(answered(sentences=(statement("De reis kost € 60.", 1, verdict=Verdict.UNSUPPORTED),)), key="1")
    assert "bw-doubt" in html


def test_what_a_model_is_writing_is_shown_as_unchecked():
    html = show.conversation([show.Turn("Wat?", step="write", draft="Het kost <b>300</b> euro [1].\nMeer niet.")])
    assert "wordt nog gecontroleerd" in html and "Schrijven" in html
    assert "&lt;b&gt;300&lt;/b&gt; euro [1].<br>Meer niet." in html
    assert "bw-draft" not in show.conversation([show.Turn("Wat?", step="read")])


def test_an_answer_of_a_model_says_so():
    html = [show.answer_html(answered(writer=writer), key="1") for writer in (Writer.MODEL, Writer.QUOTE)]
    assert ["Geschreven door een taalmodel" in each for each in html] == [True, False]


def test_a_refusal_shows_what_comes_near_and_whom_to_ask():
    contact = Contact("An de Wit", "an@example.org", None, None, 1)
    refused = answered(
        status=Status.NOT_FOUND,
        reason=Reason.TOO_THIN,
        contact=contact,
        passages=(Passage("a.pdf", "De reis", 3, "Kosten", 1.0, "Tekst."),),
    )
    html = show.answer_html(refused, key="1")
    assert "mailto:an@example.org" in html and "Wat er het dichtst bij komt" in html and "pagina 3: Kosten" in html


def test_a_notice_is_shown():
    assert "al voorbij" in show.answer_html(answered(notices=(Notice("date_passed", "1 mei is al voorbij."),)), key="1")


TEXTS = (
    "question", "sentence", "doubtful sentence", "title", "quote", "before the quote", "after the quote", "publisher", "published",
    "document", "page label", "heading", "original", "notice", "passage", "name", "mail", "phone", "url", "problem", "step",
)  # fmt: skip


@pytest.mark.parametrize("place", TEXTS)
def test_no_text_of_a_document_or_visitor_is_ever_markup(place: str):
    text = dict.fromkeys(TEXTS, "gewoon") | {place: EVIL}
    quote = "Het citaat: " + text["quote"]
    found = answered(
        sentences=(
            statement(text["sentence"], 1),
            statement(text["doubtful sentence"], 1, verdict=Verdict.UNSUPPORTED),
            statement(text["sentence"], 1, is_item=True),
        ),
        citations=(
            Citation(
                1,
                text["document"],
                text["title"],
                quote,
                publisher=text["publisher"],
                published=text["published"],
                page=1,
                page_label=text["page label"],
                heading=text["heading"],
                retold_from=text["original"],
                passage=f"{text['before the quote']} {quote} {text['after the quote']}",
            ),
            Citation(2, "a.pdf", "Gids", quote, passage="Een passage zonder het citaat."),
        ),
        notices=(Notice("date_passed", text["notice"]),),
    )
    refused = answered(
        status=Status.NOT_FOUND,
        sentences=(Sentence(text["sentence"], SentenceKind.CONNECTIVE),),
        citations=found.citations[:1],
        passages=(Passage(text["document"], text["title"], 1, text["heading"], 1.0, text["passage"]),),
        contact=Contact(text["name"], text["mail"], text["phone"], text["url"], 1),
    )
    turns = [
        show.Turn(text["question"], answer=found),
        show.Turn("x", answer=refused),
        show.Turn("x", problem=text["problem"]),
        show.Turn("x", step=text["step"]),
    ]
    html = show.conversation(turns) + show.welcome([Record("a.pdf", "1", text["title"], 1, retold_from=text["original"])])
    assert not re.search(r"<script|<img|\$\{|\{\{|`", html)
    assert not re.search(r"<a href=\"mailto:[^\"]*\"(?!>)", html)


def test_a_quote_that_is_not_in_its_passage_is_marked_all_the_same():
    citation = Citation(1, "a.pdf", "Gids", "De reis is gratis.", passage="Een heel andere passage.")
    html = show.answer_html(answered(citations=(citation,)), key="1")
    assert "<mark>De reis is gratis.</mark>" in html
    assert "andere passage" not in html


def test_the_mark_of_a_heading_is_not_shown_and_a_sharp_is():
    citation = Citation(1, "a.pdf", "Gids", "Leer C# programmeren.", passage="# Programma\nLeer C# programmeren.\nVak\tPlaats")
    html = show.answer_html(answered(citations=(citation,)), key="1")
    assert "Programma<br><mark>Leer C# programmeren.</mark><br>Vak Plaats</div>" in html


def test_the_words_of_documents_look_like_quotes_and_ours_do_not():
    ours = Sentence("Onder ‘Kosten’:", SentenceKind.CONNECTIVE)
    html = show.answer_html(
        answered(
            sentences=(ours, statement("Gratis.", 1), ours, statement("Eten ook.", 1), statement("Onzeker.", 1, verdict=Verdict.SUPPORTED))
        ),
        key="1",
    )
    quoted = re.findall(r'<blockquote class="bw-quoted">(.*?)</blockquote>', html)
    assert len(quoted) == 2
    assert "Gratis." in quoted[0] and "Eten ook." in quoted[1]
    assert "Onder" not in "".join(quoted) and "Onzeker" not in "".join(quoted)


def test_a_retold_document_is_called_so_in_the_sources_and_in_the_welcome():
    citation = Citation(1, "a.pdf", "Gids", "Gratis.", retold_from="De gids van het loket")
    for html in (
        show.answer_html(answered(citations=(citation,)), key="1"),
        show.welcome([Record("a.pdf", "1", "Gids", 1, retold_from="De gids van het loket")]),
    ):
        assert "naverteld voorbeelddocument, naar ‘De gids van het loket’" in html


def test_the_welcome_says_so_when_there_are_no_documents():
    assert "nog geen documenten" in show.welcome([])
