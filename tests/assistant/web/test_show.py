"""What the page shows of a conversation: pure functions, so no browser is needed to see that nothing slips through unescaped."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest

from assistant.answer import Answer, Citation, Contact, Notice, Passage, Reason, Sentence, SentenceKind, Status, Verdict, Writer
from assistant.web import show, words
from assistant.web.welcome import doors_html, welcome
from ingest.store import Record

EVIL = "<script>alert(1)</script><img src=http://example.org/x onerror=alert(1)>${7*7}{{7*7}}`x`\"' onclick=alert(1)"


def statement(text: str, *citations: int, verdict: Verdict = Verdict.LITERAL, is_item: bool = False) -> Sentence:
    return Sentence(text, SentenceKind.STATEMENT, citations, verdict, is_item)


def answered(**changes: object) -> Answer:
    fields = {
        "question": "Wat kost de reis?",
        "standalone_question": "Wat kost de reis?",
        "status": Status.ANSWERED,
        "sentences": (statement("De reis kost € 50.", 1),),
        "citations": (Citation(1, "a.pdf", "De reis", "De reis kost € 50.", page=3, page_label="1"),),
    }
    return Answer(**{**fields, **changes})


def test_each_number_opens_its_source_at_the_quoted_words():
    html = show.answer_html(answered(), key="4", keys={"a.pdf": "k1"})
    links = re.findall(r'<a class="bw-(mark|open)[^"]*" href="(bron/k1\?[^"]*)" data-beurt="4" data-nummer="1"', html)
    assert [kind for kind, _ in links] == ["mark", "open"]
    assert links[0][1] == links[1][1] == "bron/k1?bladzijde=3&amp;citaat=De+reis+kost+%E2%82%AC+50.#hier"


def test_a_document_that_is_no_longer_there_is_named_and_leads_nowhere():
    html = show.answer_html(answered(), key="4", keys={})
    assert 'href="#bron-4-1"' in html and 'id="bron-4-1"' in html and "bron/" not in html and "De reis" in html


def test_the_source_names_title_page_and_quote():
    html = show.answer_html(answered(), key="1")
    assert "pagina 3 (gedrukt: 1)" in html and "<blockquote>De reis kost € 50.</blockquote>" in html


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


@pytest.mark.parametrize(
    ("verdict", "kind", "said"),
    [
        (Verdict.LITERAL, "bw-literal", "letterlijk"),
        (Verdict.SUPPORTED, "bw-supported", "in andere woorden"),
        (Verdict.UNSUPPORTED, "bw-lost", "niet teruggevonden"),
    ],
)
def test_each_sentence_says_how_it_came_out_of_the_check(verdict, kind, said):
    html = show.answer_html(answered(sentences=(statement("De reis kost € 60.", 1, verdict=verdict),)), key="1")
    assert f"bw-mark {kind}" in html and f'aria-label="Bron 1, {said}, De reis, pagina 3' in html
    assert ("bw-doubt" in html) == (verdict is Verdict.UNSUPPORTED)
    assert said in re.search(r'<p class="bw-checked.*?</p>', html)[0]


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
    near = Passage("a.pdf", "De reis", 3, "Gids › Kosten", 1.0, "# Kosten\nTekst.")
    refused = answered(status=Status.NOT_FOUND, reason=Reason.TOO_THIN, contact=contact, passages=(near,))
    html = show.answer_html(refused, key="1", keys={"a.pdf": "k1"})
    assert "mailto:an@example.org" in html and words.NEAREST in html and "pagina 3 · Kosten" in html
    assert 'href="bron/k1?bladzijde=3&amp;citaat=Tekst.#hier"' in html


def test_the_mail_to_a_person_has_the_question_in_it():
    mail = unquote(show.mail_to_a_person("Wat kost de\nreis & zo?", Contact("An", "an@example.org", None, None, None)))
    assert mail.startswith("mailto:an@example.org?subject=Vraag: Wat kost de reis & zo?&body=Beste An,\r\n")
    assert "Wat kost de\r\nreis & zo?" in mail


@pytest.mark.parametrize("email", ["an@example.org?bcc=kwaad@example.org", "javascript:alert(1)", "geen adres", None])
def test_a_mail_goes_to_an_address_or_is_left_to_the_sender(email):
    assert show.mail_to_a_person("Wat?", Contact(None, email, None, None, None)).startswith("mailto:?subject=")


def test_a_notice_is_shown():
    assert "al voorbij" in show.answer_html(answered(notices=(Notice("date_passed", "1 mei is al voorbij."),)), key="1")


def test_what_may_be_asked_next_is_one_click_away():
    html = show.conversation([show.Turn("x", answer=answered(), also=("Wie gaat mee?",))])
    assert '<button type="button" class="bw-ask-this" data-vraag="Wie gaat mee?">' in html


def test_an_answer_can_be_taken_along_with_its_sources():
    html = show.conversation([show.Turn("x", answer=answered())])
    copied = re.search(r'data-kopie="([^"]*)"', html)[1]
    assert (
        copied.startswith("Wat kost de reis?") and "De reis kost € 50. [1]" in copied and "pagina 3" in copied and "geen rechten" in copied
    )
    assert 'data-link="?vraag=Wat+kost+de+reis%3F"' in html


def test_a_long_answer_is_cut_in_a_mail_but_not_when_it_is_copied():
    long = answered(sentences=(statement("Zin. " * 1000, 1),))
    html = show.conversation([show.Turn("x", answer=long)])
    mail = re.search(r'href="(mailto:\?subject=[^"]*)"', html)[1]
    assert len(mail) < 4 * show.LONGEST_MAIL and "%5B%E2%80%A6%5D" in mail and "Zin. " * 900 in html


def test_each_step_is_shown_with_those_that_are_done():
    html = show.conversation([show.Turn("x", step="read")])
    assert html.count("bw-done") == html.count("bw-now") == html.count("bw-later") == 1


TEXTS = (
    "question", "sentence", "doubtful sentence", "title", "quote", "publisher", "published", "document", "page label", "heading",
    "original", "notice", "passage", "name", "mail", "phone", "url", "problem", "step", "also", "key",
)  # fmt: skip


@pytest.mark.parametrize("place", TEXTS)
def test_no_text_of_a_document_or_visitor_is_ever_markup(place: str):
    text = dict.fromkeys(TEXTS, "gewoon") | {place: EVIL}
    cited = Citation(
        1,
        text["document"],
        text["title"],
        text["quote"],
        publisher=text["publisher"],
        published=text["published"],
        page=1,
        page_label=text["page label"],
        heading=text["heading"],
        retold_from=text["original"],
    )
    found = answered(
        question=text["question"],
        standalone_question=text["question"],
        sentences=(
            statement(text["sentence"], 1),
            statement(text["doubtful sentence"], 1, verdict=Verdict.UNSUPPORTED),
            statement(text["sentence"], 1, is_item=True),
        ),
        citations=(cited,),
        notices=(Notice("date_passed", text["notice"]),),
    )
    refused = answered(
        question=text["question"],
        status=Status.NOT_FOUND,
        sentences=(Sentence(text["sentence"], SentenceKind.CONNECTIVE),),
        citations=(cited,),
        passages=(Passage(text["document"], text["title"], 1, text["heading"], 1.0, text["passage"]),),
        contact=Contact(text["name"], text["mail"], text["phone"], text["url"], 1),
    )
    turns = [
        show.Turn(text["question"], answer=found, also=(text["also"],)),
        show.Turn("x", answer=refused),
        show.Turn("x", problem=text["problem"]),
        show.Turn("x", step=text["step"]),
    ]
    keys = {text["document"]: text["key"]}
    record = Record("a.pdf", "1", text["title"], 1, published=text["published"], publisher=text["publisher"], retold_from=text["original"])
    html = show.conversation(turns, keys) + welcome([record]) + doors_html({"docent": (text["also"],)})
    assert not re.search(r"<script|<img|\$\{|\{\{|`", html)
    inside_tags = re.sub(r'"[^"]*"', '""', html)  # what is left when attribute values are taken out
    assert not re.search(r"<[^>]*\bon\w+=", inside_tags)


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


def test_a_retold_document_is_called_so_at_the_first_of_its_quotes():
    citations = tuple(Citation(n, "a.pdf", "Gids", "Gratis.", retold_from="De gids van het loket") for n in (1, 2))
    html = show.answer_html(answered(citations=citations), key="1")
    assert html.count("naverteld voorbeelddocument, naar ‘De gids van het loket’") == 1


def test_what_answers_by_itself_is_bold_and_escaped():
    sentence = Sentence("Het kost <b>€ 5</b> & € 5.", SentenceKind.STATEMENT, (1,), Verdict.LITERAL, short=("€ 5",))
    shown = show.answer_html(answered(sentences=(sentence,)), key="1")
    assert "Het kost &lt;b&gt;<strong>€ 5</strong>&lt;/b&gt; &amp; <strong>€ 5</strong>." in shown
