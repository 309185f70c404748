"""The welcome."""

from __future__ import annotations

from datetime import datetime

from assistant.web import words
from assistant.web.welcome import doors_html, welcome
from ingest.store import Record

GUIDE = Record("a.pdf", "1", "Gids", 1, published="2025-07", publisher="Het loket", retold_from="De gids van het loket", key="k1")


def test_it_says_what_is_known_and_since_when():
    html = welcome([GUIDE], updated=datetime(2026, 3, 1))
    assert "1 document, bijgewerkt op 1 maart 2026" in html and "Het loket · juli 2025" in html and 'href="bron/k1"' in html
    assert "naverteld voorbeelddocument, naar ‘De gids van het loket’" in html


def test_each_door_has_its_questions_and_an_empty_one_is_shut():
    html = doors_html({"docent": ("Wat kost het?",), "medewerker": ()})
    assert words.DOORS["docent"][0] in html and 'data-vraag="Wat kost het?"' in html and words.DOORS["medewerker"][0] not in html


def test_questions_for_everybody_stand_behind_one_door():
    assert words.OTHER_DOOR[0] in doors_html({"": ("Wat kost het?",)})


def test_a_document_for_staff_is_called_so():
    assert words.INTERNAL in welcome([Record("b.pdf", "1", "Intern", 1, visibility="internal")])


def test_it_says_so_when_there_are_no_documents():
    assert "nog geen documenten" in welcome([])
