from __future__ import annotations

from assistant.answer import Answer, Citation, Contact, Notice, Passage, Sentence, SentenceKind, Status, Writer
from assistant.render import as_text, contact_words, source_line
from assistant.wording import BY_MODEL, NEAREST, SOURCES

CITATION = Citation(1, "map/gids.pdf", "Gids", "De reis\nis gratis.", page=6, page_label="4")
STATEMENT = Sentence("De reis is gratis.", SentenceKind.STATEMENT, (1,))
REFUSAL = Sentence("Dit staat er niet.", SentenceKind.CONNECTIVE)
CONTACT = Contact("Anna de Wit", "a@voorbeeld.nl", "053 123 45 67", None, 1)


def test_an_answer_shows_its_sources_with_page_and_literal_words() -> None:
    text = as_text(Answer("Wat?", "Wat?", Status.ANSWERED, sentences=(STATEMENT,), citations=(CITATION,)))
    assert text.startswith("De reis is gratis. [1]\n\n")
    assert SOURCES in text
    assert "[1] Gids, pagina 6 (gedrukt: 4) (map/gids.pdf)" in text
    assert "“De reis is gratis.”" in text


def test_a_retold_source_says_so() -> None:
    line = source_line(Citation(1, "gids.md", "Gids", "Gratis.", retold_from="De gids van het loket"))
    assert "(gids.md, naverteld voorbeelddocument, naar ‘De gids van het loket’)" in line


def test_a_source_without_pages_names_none() -> None:
    assert "pagina" not in source_line(Citation(1, "gids.md", "Gids", "Gratis."))


def test_a_notice_stands_before_the_sources() -> None:
    notice = Notice("date_passed", "Let op: dat is voorbij.", (1,))
    text = as_text(Answer("Wat?", "Wat?", Status.ANSWERED, sentences=(STATEMENT,), citations=(CITATION,), notices=(notice,)))
    assert text.index(notice.text) < text.index(SOURCES)


def test_an_answer_of_a_model_says_so() -> None:
    texts = [as_text(Answer("Wat?", "Wat?", Status.ANSWERED, sentences=(STATEMENT,), writer=writer)) for writer in Writer]
    assert [BY_MODEL in text for text in texts] == [writer is Writer.MODEL for writer in Writer]


def test_a_refusal_shows_the_nearest_passages_and_whom_to_ask() -> None:
    near = Passage("gids.pdf", "Gids", 6, "Kosten", 1.0, "# Kosten\n" + "woord " * 100)
    text = as_text(Answer("Wat?", "Wat?", Status.NOT_FOUND, sentences=(REFUSAL,), citations=(CITATION,), passages=(near,), contact=CONTACT))
    assert text.startswith("Dit staat er niet.")
    assert NEAREST in text
    assert "- Gids, pagina 6: Kosten woord" in text
    assert "…" in text
    assert "# " not in text
    assert "Anna de Wit (a@voorbeeld.nl, 053 123 45 67)" in text
    assert SOURCES not in text


def test_only_the_mark_of_a_heading_is_taken_away() -> None:
    near = Passage("gids.md", "Gids", None, None, 1.0, "# Cursus C# voor starters\nLeer C# programmeren in drie maanden.")
    text = as_text(Answer("Wat?", "Wat?", Status.NOT_FOUND, sentences=(REFUSAL,), passages=(near,)))
    assert "- Gids: Cursus C# voor starters Leer C# programmeren in drie maanden." in text


def test_a_long_passage_is_cut_and_a_short_one_is_not() -> None:
    near = [Passage("gids.md", "Gids", None, None, 1.0, "a" * length) for length in (200, 201)]
    short, long = as_text(Answer("Wat?", "Wat?", Status.NOT_FOUND, sentences=(REFUSAL,), passages=tuple(near))).splitlines()[-2:]
    assert (short, long) == ("- Gids: " + "a" * 200, "- Gids: " + "a" * 200 + "…")


def test_an_answer_does_not_show_passages_beside_it() -> None:
    near = Passage("gids.pdf", "Gids", 6, "Kosten", 1.0, "Iets anders.")
    assert "Iets anders." not in as_text(Answer("Wat?", "Wat?", Status.ANSWERED, sentences=(STATEMENT,), passages=(near,)))


def test_a_reply_is_only_its_text() -> None:
    assert as_text(Answer("Hoi", "Hoi", Status.REPLY, sentences=(REFUSAL,))) == "Dit staat er niet."


def test_a_contact_without_a_name_is_how_to_reach_it() -> None:
    assert contact_words(Contact(None, "a@voorbeeld.nl", None, "www.voorbeeld.nl", 1)) == "a@voorbeeld.nl, www.voorbeeld.nl"
