"""What people write in bronnen.toml is read, and a mistake in it is said in words."""

import pytest

from ingest.errors import CorpusError
from ingest.sources import FILE_NAME, Source, read_sources

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
contact = "loket@voorbeeld.nl"
visibility = "internal"
"""


@pytest.fixture
def read(tmp_path):
    """Reads a bronnen.toml with this text, in a folder with gids.md."""
    (tmp_path / "gids.md").write_text("# Gids\n\nTekst.\n", encoding="utf-8")

    def read_text(text: str | bytes):
        (tmp_path / FILE_NAME).write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_sources(tmp_path)

    return read_text


def test_every_key_is_read(read):
    sources = read(FULL)
    assert sources.problems == {}
    assert sources.of("gids.md") == Source(
        title="Gids voor zij-instromers", publisher="Bronwijs", retold_from="Gids van het loket", kind="brochure",
        published="2025-07-01", valid_until="2026-08", audience=("docent", "zij-instromer"), sector=("vo",), region="Utrecht",
        address="https://www.voorbeeld.nl", contact="loket@voorbeeld.nl", visibility="internal",
    )  # fmt: skip


def test_without_the_file_nothing_is_known_and_nothing_wrong(tmp_path):
    sources = read_sources(tmp_path)
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
        ("valid_until = true", "geen datum"),
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


def test_a_file_as_a_windows_editor_saves_it_is_read(read):
    assert read(b'\xef\xbb\xbf["gids.md"]\r\ntitle = "Gids"\r\n').of("gids.md").title == "Gids"


def test_the_digest_changes_with_what_is_said():
    assert Source().digest == Source().digest
    assert len({source.digest for source in (Source(), Source(title="a"), Source(publisher="a"), Source(visibility="internal"))}) == 4
