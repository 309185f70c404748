"""Markdown, the strict kind and the kind that people write."""

import pytest

from ingest.load import load


def read(tmp_path, source: str):
    (tmp_path / "a.md").write_bytes(source.encode())
    return load(tmp_path / "a.md", "a.md")


def blocks(tmp_path, source: str) -> list[tuple[str, int, str]]:
    return [(str(block.kind), block.level, block.text) for block in read(tmp_path, source).blocks]


def test_headings_paragraphs_lists_and_tables_become_blocks(tmp_path):
    source = """# Leraar worden

Een **vet** woord en [een koppeling](https://example.nl) over
twee regels.

## Stappen

1. Meld u aan
2. Teken

- een diploma
  - een kopie

| Jaar | Bedrag |
|------|--------|
| 2025 | € 3.250 |
"""
    assert blocks(tmp_path, source) == [
        ("heading", 1, "Leraar worden"),
        ("paragraph", 0, "Een vet woord en een koppeling over twee regels."),
        ("heading", 2, "Stappen"),
        ("item", 0, "1. Meld u aan"),
        ("item", 0, "2. Teken"),
        ("item", 0, "- een diploma"),
        ("item", 0, "- een kopie"),
        ("row", 0, "Jaar\t| Bedrag"),
        ("row", 0, "2025\t| € 3.250"),
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_title_and_description_come_from_the_front_matter(tmp_path, line_end):
    source = "---\ntitle: 'Zij-instroom: zo werkt het'\ndescription: >\n  In het kort\n  verteld.\n---\n# Kop\n\nTekst.\n"
    document = read(tmp_path, source.replace("\n", line_end))
    assert document.title == "Zij-instroom: zo werkt het"
    assert document.text == "In het kort verteld.\n# Kop\nTekst."


def test_without_front_matter_the_first_heading_is_the_title(tmp_path):
    assert read(tmp_path, "Aanhef.\n\n# Kop\n\nTekst.\n").title == "Kop"


def test_without_any_heading_the_file_gives_the_title(tmp_path):
    assert read(tmp_path, "Alleen tekst.\n").title == "a"


def test_a_heading_without_a_space_and_a_box_are_forgiven(tmp_path):
    source = "####Let op\n\n::tip\nNeem uw diploma mee.\n::\n"
    assert blocks(tmp_path, source) == [("heading", 4, "Let op"), ("paragraph", 0, "Neem uw diploma mee.")]


def test_code_and_quotations_keep_their_words(tmp_path):
    assert [text for *_, text in blocks(tmp_path, "> Een citaat.\n\n```\neen regel\n```\n")] == ["Een citaat.", "een regel"]


def test_a_line_break_in_html_parts_words(tmp_path):
    assert read(tmp_path, "Eerste regel<br>nieuwe regel.\n").text == "Eerste regel nieuwe regel."


def test_words_in_an_html_block_are_kept(tmp_path):
    assert "Neem uw diploma mee." in read(tmp_path, "Tekst.\n\n<div>Neem uw diploma mee.</div>\n").text


def test_a_comment_and_a_script_are_left_out_also_when_they_are_not_closed(tmp_path):
    assert read(tmp_path, "Tekst.\n\n<div>Een <!-- weg --> twee.<script>let a = 1</script></div>\n").text == "Tekst.\nEen twee."
    assert read(tmp_path, "Tekst.\n\n<div>Een.\n<!-- weg\n").text == "Tekst.\nEen."


def test_an_empty_field_of_the_front_matter_does_not_take_the_next(tmp_path):
    assert read(tmp_path, "---\ntitle:\ndescription: In het kort.\n---\n# Kop\n\nTekst.\n").title == "Kop"


@pytest.mark.parametrize("piece", ["<!--", "<script ", "<"])
def test_markup_that_is_never_closed_takes_linear_time(tmp_path, piece, growth):
    assert growth(lambda size: read(tmp_path, f"<div>{piece * (size // len(piece))}\n\nEinde.\n"), 12_000) < 3


def test_an_empty_field_with_much_white_space_takes_linear_time(tmp_path, growth):
    assert growth(lambda size: read(tmp_path, f"---\ntitle:{chr(10) * size}\n---\n# Kop\n\nTekst.\n"), 4_000) < 3


def test_what_stands_between_two_paragraphs_and_is_not_read_is_a_seam(tmp_path):
    file = tmp_path / "gids.md"
    file.write_text(
        "De *reis* is [duur](prijs.html).\n\nNeem een jas mee.\n\n::let-op\n\nDe bus rijdt niet.\n\n* Gent\n* Ieper\n", encoding="utf-8"
    )
    assert [block.seams for block in load(file, "gids.md").blocks] == [(), (), (0,), (), ()]


def test_the_marks_of_block_quotes_and_addresses_make_no_seams(tmp_path):
    source = "Vooraf > 3.\n\n> Een citaat van twee regels\n> dat *hier* verder gaat.\n>\n> - Mail <loket@voorbeeld.nl>\n>   of zie <https://a.nl>.\n"
    (tmp_path / "gids.md").write_text(source, encoding="utf-8")
    read = load(tmp_path / "gids.md", "gids.md").blocks
    assert [block.text for block in read][-1] == "- Mail loket@voorbeeld.nl of zie https://a.nl."
    assert [block.seams for block in read] == [(), (), ()]


def test_a_mark_that_a_reader_sees_stays_a_seam_when_it_is_left_out(tmp_path):
    (tmp_path / "gids.md").write_text("Eerst ![plaatje](a.png) dan.\n\n> Een <b>vet</b> woord.\n", encoding="utf-8")
    assert [bool(block.seams) for block in load(tmp_path / "gids.md", "gids.md").blocks] == [True, True]
