"""Web pages: the article without what stands around it."""

import pytest

from ingest.errors import LoadError
from ingest.load import load

FILLER = "".join(f"<p>Alinea {i} over de opleiding tot leraar, met genoeg woorden om een artikel te zijn.</p>" for i in range(4))


def read(tmp_path, article: str, head: str = "<title>Leraar worden</title>"):
    source = f"""<html><head>{head}</head><body>
      <nav><ul><li><a href="/">Startpagina</a></li><li><a href="/pers">Pers</a></li></ul></nav>
      <main><article><h1>Leraar worden</h1>{FILLER}{article}</article></main>
      <footer><p>Copyright en cookies</p></footer></body></html>"""
    (tmp_path / "a.html").write_text(source, encoding="utf-8")
    return load(tmp_path / "a.html", "a.html")


def blocks(tmp_path, article: str) -> list[tuple[str, str]]:
    return [(str(block.kind), block.text) for block in read(tmp_path, article).blocks[5:]]


def test_navigation_and_footer_are_left_out(tmp_path):
    text = read(tmp_path, "").text
    assert "Startpagina" not in text
    assert "cookies" not in text
    assert text.startswith("# Leraar worden\nAlinea 0")


def test_headings_lists_and_tables_become_blocks_in_order(tmp_path):
    article = """<h2>Kosten</h2><p>Dit kost <b>niets</b> voor <a href="x">leraren</a>.</p><ul><li>een diploma</li><li>een pasfoto</li></ul>
      <table><tr><th>Vak</th><th>Bedrag</th></tr><tr><td>Wiskunde</td><td>€ 3.250</td></tr></table>"""
    assert blocks(tmp_path, article) == [
        ("heading", "Kosten"),
        ("paragraph", "Dit kost niets voor leraren."),
        ("item", "- een diploma"),
        ("item", "- een pasfoto"),
        ("row", "Vak\tBedrag"),
        ("row", "Wiskunde\t€ 3.250"),
    ]


def test_a_list_inside_an_item_is_kept_with_what_follows_it(tmp_path):
    article = "<ul><li>Neem mee: <ul><li>een diploma</li></ul> en kom <b>op tijd</b> binnen</li></ul>"
    assert [text for _, text in blocks(tmp_path, article)] == ["- Neem mee:", "- een diploma", "en kom op tijd binnen"]


def test_the_title_is_that_of_the_page_or_else_the_heading(tmp_path):
    assert read(tmp_path, "").title == "Leraar worden"


def test_date_and_publisher_come_from_the_metadata(tmp_path):
    head = """<title>Leraar worden</title><meta property="article:published_time" content="2025-03-14T10:00:00+01:00">
      <meta property="og:site_name" content="Regionaal Loket">"""
    document = read(tmp_path, "<p>Een uitgave van het Regionaal Loket.</p>", head)
    assert (document.published, document.publisher) == ("2025-03-14", "Regionaal Loket")


def test_a_page_in_cp1252_is_read(tmp_path):
    sentence = "De reünie voor coördinatoren is privé en financiële hulp is er ook."
    source = f"<html><body><h1>Eén coördinator</h1>{FILLER}<p>{sentence}</p></body></html>"
    (tmp_path / "a.html").write_bytes(source.encode("cp1252"))
    assert sentence in load(tmp_path / "a.html", "a.html").text


def test_a_page_without_text_has_no_text(tmp_path):
    (tmp_path / "a.html").write_text("<html><body><script>let a = 1</script></body></html>")
    with pytest.raises(LoadError) as caught:
        load(tmp_path / "a.html", "a.html")
    assert caught.value.code == "no_text"


def test_a_line_break_parts_words(tmp_path):
    text = read(tmp_path, "<p>Adres:<br>Hallenweg 17<br>7522 NH Enschede</p><ul><li>Eerste<br>tweede</li></ul>").text
    assert "Adres: Hallenweg 17 7522 NH Enschede" in text
    assert "Eerste tweede" in text


def test_a_quotation_is_kept(tmp_path):
    article = "<blockquote>Het onderwijs in de regio heeft u hard nodig, zegt de rector.</blockquote>"
    assert "heeft u hard nodig" in read(tmp_path, article).text


def test_a_year_in_the_text_is_no_publication_date(tmp_path):
    article = "<table><tr><th>Jaar</th><th>Bedrag</th></tr><tr><td>2025</td><td>€ 3.250</td></tr></table>"
    assert read(tmp_path, article).published is None


@pytest.mark.parametrize("name", ["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "link visually-hidden grey"])
def test_labels_for_screen_readers_are_left_out_and_the_text_behind_them_stays(tmp_path, name):
    article = f'<p>Lees de brochure<span class="{name}"> (opent in een nieuw venster)</span> over zij-instroom.</p>'
    assert blocks(tmp_path, article) == [("paragraph", "Lees de brochure over zij-instroom.")]


def test_a_class_that_only_resembles_that_of_a_label_stays(tmp_path):
    assert "blijft hier" in read(tmp_path, '<p>De tekst <span class="not-sr-only-at-all">blijft hier</span> staan.</p>').text


def test_a_date_in_a_sentence_stays(tmp_path):
    article = '<p>De inschrijving sluit op <time datetime="2025-04-01">1 april</time> om twaalf uur.</p>'
    assert blocks(tmp_path, article) == [("paragraph", "De inschrijving sluit op 1 april om twaalf uur.")]


def test_the_caption_of_a_table_stands_before_its_rows(tmp_path):
    article = """<table><caption>Bedragen voor ieder vak</caption><tr><th>Vak</th><th>Bedrag</th></tr>
      <tr><td>Wiskunde</td><td>€ 3.250</td></tr></table>"""
    assert blocks(tmp_path, article) == [("paragraph", "Bedragen voor ieder vak"), ("row", "Vak\tBedrag"), ("row", "Wiskunde\t€ 3.250")]


def items(tmp_path, article: str) -> list[tuple[str, str]]:
    found = read(tmp_path, article).blocks[5:]
    assert {str(block.kind) for block in found} == {"item"}
    return [(block.mark, block.text) for block in found]


def test_an_item_has_no_number_in_its_text_that_the_page_does_not_write(tmp_path):
    article = "<ol><li>Meld u <b>aan</b>.</li><li>Teken: <ol><li>eerst hier</li></ol></li><li>Begin.</li></ol>"
    assert items(tmp_path, article) == [("1.", "Meld u aan."), ("2.", "Teken:"), ("1.", "eerst hier"), ("3.", "Begin.")]


@pytest.mark.parametrize(
    ("about", "first", "expected"),
    [
        ('start="4"', "", ["4.", "5."]),
        ('type="a"', "", ["a.", "b."]),
        ('type="I" start="9"', "", ["IX.", "X."]),
        ("reversed", "", ["2.", "1."]),
        ("", 'value="7"', ["7.", "8."]),
        ('start="vier"', "", ["1.", "2."]),
        ('start="-1"', "", ["-1.", "0."]),
    ],
)
def test_an_item_has_the_number_that_a_browser_shows(tmp_path, about, first, expected):
    article = f"<ol {about}><li {first}>Meld u aan bij de opleiding.</li><li><p>Teken het <em>contract</em>.</p></li></ol>"
    assert items(tmp_path, article) == list(zip(expected, ["Meld u aan bij de opleiding.", "Teken het contract."], strict=True))


def test_a_number_stands_before_an_item_that_begins_with_an_image_or_a_remark(tmp_path):
    article = '<ol><li><img src="a.png"> Meld u aan bij de opleiding.</li><li><!-- twee --><a href="/b">Teken</a> het contract.</li></ol>'
    assert [text for _, text in items(tmp_path, article)] == ["Meld u aan bij de opleiding.", "Teken het contract."]


def test_a_number_leaves_nothing_behind_where_no_item_is_made_of_it(tmp_path):
    article = "<table><tr><td>Stappen</td><td><ol><li>Meld u aan</li><li>Teken</li></ol></td></tr></table>"
    document = read(tmp_path, article, head="")
    assert "Meld u aan" in document.text and not set("⁅⁆") & set(document.text + document.title)


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="DCTERMS.issued" content="2025-03-14">',
        '<meta itemprop="datePublished" content="2025-03-14T09:00">',
        '<script type="application/ld+json">{"@type": "Article", "datePublished": "2025-03-14T09:00"}</script>',
        '<meta name="date" content="gisteren"><meta name="DC.date" content="2025-03-14">',
    ],
)
def test_the_date_of_publication_is_read_wherever_the_metadata_give_it(tmp_path, head):
    assert read(tmp_path, "", head).published == "2025-03-14"


@pytest.mark.parametrize(
    "head",
    ['<meta property="article:modified_time" content="2025-03-14">', '<meta name="date" content="14-03-2025">', "<title>Leraar</title>"],
)
def test_a_date_that_is_not_that_of_publication_is_none(tmp_path, head):
    article = '<p>Gepubliceerd op <time datetime="2024-03-03">3 maart 2024</time>, bijgewerkt op 4 mei 2024.</p>'
    assert read(tmp_path, article, head).published is None


@pytest.mark.parametrize(
    "cell",
    [
        "9.00<br>13.30",
        "9.00<div>13.30</div>",
        "<p>9.00</p><p>13.30</p>",
        "<div>9.00</div><div>13.30</div>",
        "<ul><li>9.00</li><li>13.30</li></ul>",
    ],
)
def test_lines_in_a_cell_are_parted(tmp_path, cell):
    article = f"<table><tr><th>Dag</th><th>Tijd</th></tr><tr><td>Maandag<br>Woensdag</td><td>{cell}</td></tr></table>"
    assert blocks(tmp_path, article)[1] == ("row", "Maandag Woensdag\t9.00 13.30")


@pytest.mark.parametrize("mark", ["<sup>7</sup>", '<sup><a href="#n7">7</a></sup>', '<sup id="r">7</sup>'])
def test_a_raised_number_is_a_note_mark(tmp_path, mark):
    assert blocks(tmp_path, f"<p>In 2025{mark} begonnen er 60.</p>") == [("paragraph", "In 2025⁷ begonnen er 60.")]
    rows = blocks(tmp_path, f"<table><tr><th>Jaar</th><th>Aantal</th></tr><tr><td>2025{mark}</td><td>60</td></tr></table>")
    assert rows[1] == ("row", "2025⁷\t60")


def test_a_raised_letter_is_a_letter_and_two_marks_are_both_raised(tmp_path):
    assert blocks(tmp_path, "<p>De 1<sup>e</sup> keer was in 2025<sup>7,8</sup>.</p>") == [("paragraph", "De 1e keer was in 2025⁷,⁸.")]


@pytest.mark.parametrize("tag", ["q", "code", "kbd"])
def test_what_stands_in_a_sentence_stays_in_it(tmp_path, tag):
    article = f"<p>Typ <{tag}>maart</{tag}> in het vak.</p><ul><li>Typ <{tag}>mei</{tag}> daar.</li></ul>"
    assert [text for _, text in blocks(tmp_path, article)] == ["Typ maart in het vak.", "- Typ mei daar."]


def test_what_stands_on_a_line_of_its_own_is_parted_from_the_words_around_it(tmp_path):
    article = "<ul><li>Neem mee<div>een diploma</div>en een pasfoto</li></ul><div>Eerst dit<p>dan dat</p>en nog dit</div>"
    assert [text for _, text in blocks(tmp_path, article)] == [
        "- Neem mee",
        "een diploma",
        "en een pasfoto",
        "Eerst dit dan dat en nog dit",
    ]


def test_a_label_that_is_not_read_is_a_seam(tmp_path):
    link = '<a href="x">de gids<span class="sr-only"> (opent in een nieuw venster)</span></a>'
    *_, block, following = read(tmp_path, f"<p>Lees {link} over de reis.</p><p>Neem een jas mee.</p>").blocks
    assert [block.text[seam:] for seam in block.seams] == ["over de reis."] and following.seams == ()
