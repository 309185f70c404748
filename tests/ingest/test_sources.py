"""What people write in bronnen.toml is read, and a mistake in it is said in words."""

import unicodedata

import pytest

from ingest.corpus import corpus_files
from ingest.errors import CorpusError
from ingest.sources import FILE_NAME, Source, read_sources
from ingest.visibility import INTERNAL

FULL = """
["gids.md"]
title = "Gids voor zij-instromers"
publisher = "Bronwijs"
retold_from = "Gids van het loket"
kind = "brochure"
published = 2025-07-01
valid_until = "2026-08"
audience = ["docent", "zij-instromer"]
sector = "vo"
region = "Utrecht"
address = "https://www.voorbeeld.nl"
fetch = "https://www.voorbeeld.nl/gids.md"
contact = "loket@voorbeeld.nl"
visibility = "internal"
"""


@pytest.fixture
def read(tmp_path):
    """Reads a bronnen.toml with this text, in a folder with gids.md and map/brief.md."""
    (tmp_path / "gids.md").write_text("# Gids\n\nTekst.\n", encoding="utf-8")
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "brief.md").write_text("# Brief\n\nTekst.\n", encoding="utf-8")

    def read_text(text: str | bytes):
        (tmp_path / FILE_NAME).write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_sources(tmp_path, corpus_files(tmp_path))

    return read_text


def test_every_key_is_read(read):
    sources = read(FULL)
    assert sources.problems == {}
    assert sources.of("gids.md") == Source(
        title="Gids voor zij-instromers", publisher="Bronwijs", retold_from="Gids van het loket", kind="brochure",
        published="2025-07-01", valid_until="2026-08", audience=("docent", "zij-instromer"), sector=("vo",), region="Utrecht",
        address="https://www.voorbeeld.nl", fetch="https://www.voorbeeld.nl/gids.md", contact="loket@voorbeeld.nl", visibility="internal",
    )  # fmt: skip


def test_without_the_file_nothing_is_known_and_nothing_wrong(tmp_path):
    sources = read_sources(tmp_path, ["gids.md"])
    assert (sources.of("gids.md"), sources.problems) == (Source(), {})


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('titel = "Gids"', "onbekende sleutel 'titel' in bronnen.toml; bedoelt u 'title'?"),
        ('zomaar = "x"', "bekend zijn: title, publisher"),
        ('audience = ["ouder"]', "'audience' in bronnen.toml kan zijn: docent, zij-instromer, medewerker; niet 'ouder'"),
        ('sector = ["po", "wo"]', "po, vo, mbo, ho; niet 'wo'"),
        ('visibility = "intern"', "public, internal; niet 'intern'"),
        ('visibility = ["public"]', "public, internal"),
        ("title = 3", "'title' in bronnen.toml is geen tekst"),
        ('published = "zomer 2025"', "'published' in bronnen.toml is geen datum zoals 2025-07-01"),
        ('valid_until = "2025-13"', "geen datum"),
        ('published = "2025-02-31"', "geen datum"),
        ('published = "20250701"', "geen datum"),
        ("valid_until = true", "geen datum"),
        ('fetch = "www.voorbeeld.nl/gids.md"', "'fetch' in bronnen.toml is geen webadres dat begint met https:// of http://"),
        ('fetch = "file:///gids.md"', "geen webadres"),
        ("fetch = true", "geen tekst"),
    ],
)
def test_a_mistake_is_a_problem_of_that_document_alone(read, tmp_path, line, said):
    (tmp_path / "ander.md").write_text("# Ander\n", encoding="utf-8")
    sources = read(f'["gids.md"]\n{line}\n["ander.md"]\ntitle = "Ander"\n')
    assert list(sources.problems) == ["gids.md"]
    assert said in sources.problems["gids.md"]
    assert sources.of("gids.md") == Source()
    assert sources.of("ander.md").title == "Ander"


def test_a_file_that_is_not_there_is_a_problem(read):
    assert "staat niet in de map" in read('["weg.pdf"]\ntitle = "Weg"\n').problems["weg.pdf"]


def test_a_loose_key_is_a_problem(read):
    assert '["map/bestand.pdf"]' in read('title = "Gids"\n').problems["title"]


@pytest.mark.parametrize("text", ['["gids.md"\n', '["gids.md"]\ntitle = "a"\ntitle = "b"\n', b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_said(read, text):
    with pytest.raises(CorpusError, match="bronnen.toml kan niet worden gelezen"):
        read(text)


def test_where_in_the_file_something_is_wrong_is_said(read):
    with pytest.raises(CorpusError, match=r"geen geldige TOML \(regel 2, teken 9\)\. De index blijft"):
        read('["gids.md"]\ntitle = Gids\n')


def test_a_file_as_a_windows_editor_saves_it_is_read(read):
    assert read(b'\xef\xbb\xbf["gids.md"]\r\ntitle = "Gids"\r\n').of("gids.md").title == "Gids"


def test_the_digest_changes_with_what_is_said():
    assert Source().digest == Source().digest
    assert len({source.digest for source in (Source(), Source(title="a"), Source(publisher="a"), Source(visibility="internal"))}) == 4


MISSPELLED = [
    ("./gids.md", "gids.md"),
    ("Gids.md", "gids.md"),
    ("map/../gids.md", "gids.md"),
    (" gids.md", "gids.md"),
    ("/gids.md", "gids.md"),
    ("map//brief.md", "map/brief.md"),
    ("MAP/brief.md", "map/brief.md"),
    ("map\\\\brief.md", "map/brief.md"),
]


@pytest.mark.parametrize(("key", "path"), MISSPELLED)
def test_a_path_that_is_spelled_otherwise_is_a_problem_of_the_document_it_means(read, key, path):
    sources = read(f'["{key}"]\ntitle = "Gids"\n')
    assert list(sources.problems) == [path]
    assert f'schrijf het pad precies zo: ["{path}"]' in sources.problems[path]
    assert (sources.of(path), sources.may_be_internal(path)) == (Source(), False)


@pytest.mark.parametrize(("key", "path"), MISSPELLED)
def test_a_document_is_withheld_when_a_path_that_is_spelled_otherwise_calls_it_internal(read, key, path):
    assert read(f'["{key}"]\nvisibility = "internal"\n').may_be_internal(path)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_an_accent_may_be_kept_apart_from_its_letter_in_the_name_of_a_file(read, tmp_path, form):
    name = unicodedata.normalize(form, "reünie.md")
    (tmp_path / name).write_text("# Reünie\n", encoding="utf-8")
    sources = read('["reünie.md"]\nvisibility = "internal"\n')
    assert (sources.problems, sources.of(name).visibility) == ({}, INTERNAL)


def test_a_document_that_two_tables_name_is_withheld_when_one_calls_it_internal(read, tmp_path):
    (tmp_path / "reünie.md").write_text("# Reünie\n", encoding="utf-8")
    apart = unicodedata.normalize("NFD", "reünie.md")
    sources = read(f'["reünie.md"]\nvisibility = "internal"\n["{apart}"]\ntitle = "Reünie"\n')
    assert "meer dan eens" in sources.problems["reünie.md"]
    assert (sources.of("reünie.md"), sources.may_be_internal("reünie.md")) == (Source(), True)


@pytest.mark.parametrize(
    "said",
    ['visibility = "intern"', 'visibility = ["internal"]', 'Visibility = "internal"', 'visibilty = "internal"', 'zichtbaarheid = "intern"',
     'visibility = true', 'visibility = "internal"\ntitel = "Gids"'],
)  # fmt: skip
def test_what_may_say_that_a_document_is_internal_withholds_it(read, said):
    sources = read(f'["gids.md"]\n{said}\n')
    assert list(sources.problems) == ["gids.md"] and sources.may_be_internal("gids.md")


@pytest.mark.parametrize("said", ['titel = "Gids"', 'visibility = "public"\ntitel = "Gids"'])
def test_another_mistake_withholds_nothing(read, said):
    sources = read(f'["gids.md"]\n{said}\n')
    assert list(sources.problems) == ["gids.md"] and not sources.may_be_internal("gids.md")


@pytest.mark.parametrize(
    "text",
    [
        '["weg.md"]\nvisibility = "internal"\n',
        '["weg.md"]\nvisibility = "intern"\n',
        'visibility = "internal"\n',
        '[gids.md]\nvisibility = "internal"\n',
    ],
    ids=["gone", "gone and mistaken", "no path", "path without quotes"],
)
def test_it_is_said_when_nobody_knows_which_document_is_internal(read, text):
    with pytest.raises(CorpusError, match="niet bekend welk document alleen voor medewerkers is"):
        read(text)


def test_the_document_that_was_perhaps_meant_is_named(read):
    assert 'bedoelt u "gids.md"?' in read('["gidsen.md"]\ntitle = "Gids"\n').problems["gidsen.md"]


@pytest.mark.parametrize("name", ["Bronnen.toml", "bronnen.toml.txt", "map/bronnen.toml"])
def test_a_bronnen_toml_under_another_name_or_elsewhere_is_said(tmp_path, name):
    (tmp_path / "map").mkdir()
    (tmp_path / name).write_text('["gids.md"]\nvisibility = "internal"\n')
    with pytest.raises(CorpusError, match="wordt niet gelezen; noem het bronnen.toml"):
        read_sources(tmp_path, corpus_files(tmp_path))


FETCH = 'fetch = "https://www.voorbeeld.nl/gids"'


@pytest.mark.parametrize("path", ["gids.md", "nieuw/gids.html"])
def test_where_a_document_is_to_be_fetched_is_known_also_before_it_is_there(read, path):
    assert read(f'["{path}"]\n{FETCH}\n').to_fetch == {path: "https://www.voorbeeld.nl/gids"}


def test_a_document_that_was_not_fetched_yet_says_how(read):
    sources = read(f'["nieuw/gids.html"]\n{FETCH}\nvisibility = "internal"\n')
    assert "bronwijs ingest --fetch" in sources.problems["nieuw/gids.html"]


def test_where_a_document_was_fetched_is_where_it_stands(read):
    assert read(f'["gids.md"]\n{FETCH}\n').of("gids.md").address == "https://www.voorbeeld.nl/gids"
    assert read(f'["gids.md"]\n{FETCH}\naddress = "https://elders.nl"\n').of("gids.md").address == "https://elders.nl"


@pytest.mark.parametrize(
    "text",
    [
        '["gids.md"]\naddress = "https://www.voorbeeld.nl"\n',
        f'["gids.md"]\n{FETCH}\ntitel = "Gids"\n',
        f'["Gids.md"]\n{FETCH}\n',
        f'["nieuw.md"]\n{FETCH}\ntitle = 3\n',
    ],
    ids=["only an address", "a mistake", "spelled otherwise", "a mistake before it is there"],
)
def test_nothing_is_fetched_unasked_or_where_something_is_wrong(read, text):
    assert read(text).to_fetch == {}


def test_an_internal_document_that_was_fetched_and_has_another_name_now_is_not_taken_for_one_to_fetch(tmp_path):
    (tmp_path / "bronnen.toml").write_text(
        '["intern.md"]\nfetch = "https://www.voorbeeld.nl/gids"\nvisibility = "internal"\n', encoding="utf-8"
    )
    assert read_sources(tmp_path, ["anders.md"]).to_fetch == {"intern.md": "https://www.voorbeeld.nl/gids"}
    (tmp_path / ".bronwijs-fetch.json").write_text('{"intern.md": {}}', encoding="utf-8")
    with pytest.raises(CorpusError, match="alleen voor medewerkers"):
        read_sources(tmp_path, ["anders.md"])
