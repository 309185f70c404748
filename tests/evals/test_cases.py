"""Cases are read, and one that does not fit its documents is refused with file and line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.cases import CASES, check_cases, read_cases
from ingest.errors import BronwijsError

ROOT = Path(__file__).resolve().parents[2]
GOOD = {"id": "1", "question": "Wat kost de reis?", "document": "reis.md", "facts": [["300 euro"]]}


@pytest.fixture
def corpus(tmp_path):
    (tmp_path / "reis.md").write_text("# De reis\n\nDe reis kost **300** euro.\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def read(tmp_path):
    def read_records(*records):
        file = tmp_path / "vragen.jsonl"
        file.write_text("\n".join(record if isinstance(record, str) else json.dumps(record) for record in records), encoding="utf-8")
        return read_cases(file)

    return read_records


def test_a_case_is_read_with_all_it_says(read):
    [case] = read(
        {**GOOD, "page": [3, 4], "also": {"b.pdf": 2}, "audience": "docent", "kind": "amount", "style": ["spoken"], "today": "2025-08-01"}
    )
    assert case.places == {"reis.md": (3, 4), "b.pdf": (2,)}
    assert (case.audience, case.kind, case.style, case.answerable) == ("docent", "amount", ("spoken",), True)
    assert case.question.today.isoformat() == "2025-08-01"


def test_a_case_that_needs_the_reading_of_images_is_left_out(read):
    assert [case.id for case in read(GOOD, {**GOOD, "id": "2", "needs_ocr": True})] == ["1"]


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("{", "geen goede vraag"),
        ({"id": "2", "question": "x", "facts": [["a"]]}, "'document' ontbreekt"),
        ({**GOOD, "id": "2", "facts": "300 euro"}, '"facts" is geen lijst'),
        ({**GOOD, "id": "2", "today": "morgen"}, "geen datum"),
        ({**GOOD, "id": ["2"]}, '"id" is geen tekst of getal'),
        ({**GOOD, "id": "2", "answerable": "nee"}, '"answerable" is niet true of false'),
        ({**GOOD, "id": "2", "document": 7}, '"document" is geen tekst'),
        ({**GOOD, "id": "2", "page": "6"}, 'een bladzijde is een geheel getal vanaf 1, niet "6"'),
        ({**GOOD, "id": "2", "page": [3, 0]}, "niet [3, 0]"),
        ({**GOOD, "id": "2", "page": True}, "niet true"),
        ({**GOOD, "id": "2", "also": ["b.pdf"]}, '"also" is geen object'),
        ({**GOOD, "id": "2", "also": {"b.pdf": "één"}}, 'niet "één"'),
        ({**GOOD, "id": "2", "facts": 300}, '"facts" is geen lijst'),
        ({**GOOD, "id": "2", "facts": [["[53"]]}, 'het patroon "[53" in "facts" kan niet worden gelezen'),
        ({**GOOD, "id": "2", "facts": [["/a(/"]]}, 'het patroon "/a(/" in "facts"'),
        ({**GOOD, "id": "2", "style": "spoken"}, '"style" is geen lijst met tekst'),
        ({**GOOD, "id": "2", "style": [1]}, '"style" is geen lijst met tekst'),
        ({**GOOD, "id": "2", "kind": ["date"]}, '"kind" is geen tekst'),
        ({**GOOD, "id": "2", "notice": True}, '"notice" is geen tekst'),
        (GOOD, "id '1' staat ook in"),
    ],
)
def test_what_is_no_case_is_refused_with_file_and_line(read, record, said):
    with pytest.raises(BronwijsError, match="regel 2") as problem:
        read(GOOD, record)
    assert said in str(problem.value)


@pytest.mark.parametrize(
    ("said", "notice", "forbids"), [({}, None, False), ({"notice": None}, None, True), ({"notice": "date_passed"}, "date_passed", False)]
)
def test_that_no_notice_may_come_is_another_thing_than_silence_about_it(read, said, notice, forbids):
    [case] = read(GOOD | said)
    assert (case.notice, case.forbids_notices) == (notice, forbids)


def test_a_folder_without_cases_says_so(tmp_path):
    with pytest.raises(BronwijsError, match="geen vragen"):
        read_cases(tmp_path)


def test_a_good_case_fits_its_documents(read, corpus):
    check_cases(read(GOOD), corpus)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"document": "weg.md"}, "'weg.md' staat niet in"),
        ({"facts": [["400 euro"]]}, "niet alle feiten staan in 'reis.md'"),
        ({"page": 9}, "heeft geen pagina 9"),
        ({"also": {"weg.pdf": 1}}, "'weg.pdf' staat niet in"),
    ],
)
def test_a_case_that_does_not_fit_is_named(read, corpus, change, said):
    with pytest.raises(BronwijsError, match="regel 1") as problem:
        check_cases(read({**GOOD, **change}), corpus)
    assert said in str(problem.value)


def test_the_shipped_cases_fit_the_shipped_documents():
    cases = read_cases(CASES)
    check_cases(cases, ROOT / "corpus")
    assert sum(case.answerable and not case.question.history for case in cases) >= 200
    assert sum(not case.answerable for case in cases) >= 60
    assert sum(bool(case.question.history) for case in cases) >= 30
