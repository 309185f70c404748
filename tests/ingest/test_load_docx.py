"""Word documents, made by python-docx for each test."""

from datetime import datetime

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.document import BlockKind
from ingest.errors import LoadError
from ingest.load import load


def saved(word, tmp_path):
    word.save(tmp_path / "a.docx")
    return load(tmp_path / "a.docx", "a.docx")


def blocks(word, tmp_path) -> list[tuple[str, int, str]]:
    return [(str(block.kind), block.level, block.text) for block in saved(word, tmp_path).blocks]


def test_headings_paragraphs_and_lists_are_told_apart(tmp_path):
    word = docx.Document()
    word.add_heading("Handleiding", level=0)
    word.add_heading("Kosten", level=1)
    word.add_paragraph("Het onderzoek kost 1.500 euro.")
    word.add_heading("Bewijsstukken", level=2)
    word.add_paragraph("een diploma", style="List Bullet")
    word.add_paragraph("een pasfoto", style="List Number")
    word.add_paragraph("")
    assert blocks(word, tmp_path) == [
        ("heading", 1, "Handleiding"),
        ("heading", 1, "Kosten"),
        ("paragraph", 0, "Het onderzoek kost 1.500 euro."),
        ("heading", 2, "Bewijsstukken"),
        ("item", 0, "- een diploma"),
        ("item", 0, "een pasfoto"),
    ]


def test_a_number_that_word_counts_stands_before_the_text_and_is_no_part_of_it(tmp_path):
    word = docx.Document()
    word.add_paragraph("Zo schrijft u zich in:")
    for text in ("Vul het formulier in.", "Betaal het cursusgeld."):
        word.add_paragraph(text, style="List Number")
    word.add_paragraph("een pasfoto", style="List Bullet")
    document = saved(word, tmp_path)
    assert [(block.mark, block.text) for block in document.blocks[1:]] == [
        ("1.", "Vul het formulier in."),
        ("2.", "Betaal het cursusgeld."),
        ("", "- een pasfoto"),
    ]
    assert document.text.split("\n")[1:] == ["1. Vul het formulier in.", "2. Betaal het cursusgeld.", "- een pasfoto"]


def test_a_numbered_heading_has_its_number_as_a_mark(tmp_path):
    word = docx.Document()
    word.add_heading("Kosten", level=1)
    word.styles["Heading 1"].element.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="77"/></w:numPr>'))
    look = '<w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Artikel %1"/></w:lvl>'
    numbering = word.part.numbering_part.element
    numbering.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="76">{look}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="76"/></w:num>'))
    document = saved(word, tmp_path)
    [block] = document.blocks
    assert (block.kind, block.level, block.mark, block.text, block.line) == ("heading", 1, "Artikel 4", "Kosten", "# Artikel 4 Kosten")
    assert document.title == "Kosten"


def test_a_numbered_paragraph_whose_end_was_taken_out_is_not_counted(tmp_path):
    numbered = '<w:pStyle w:val="ListNumber"/>'
    gone = f'<w:pPr>{numbered}<w:rPr><w:del w:id="3" w:author="a"/></w:rPr></w:pPr>'
    parts = [paragraph_of(run("een "), about=gone), *(paragraph_of(run(text), about=f"<w:pPr>{numbered}</w:pPr>") for text in ("a", "b"))]
    word = docx.Document()
    for element in reversed(list(parse_xml(f"<w:body {nsdecls('w')}>{''.join(parts)}</w:body>"))):
        word.element.body.insert(0, element)
    assert [block.line for block in saved(word, tmp_path).blocks] == ["1. een a", "2. b"]


def test_a_table_stands_where_it_stood_with_a_row_a_block(tmp_path):
    word = docx.Document()
    word.add_paragraph("Voor de tabel.")
    table = word.add_table(rows=2, cols=2)
    for row, texts in zip(table.rows, [("Jaar", "Bedrag"), ("2025", "€ 3.250")], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    word.add_paragraph("Na de tabel.")
    assert [text for *_, text in blocks(word, tmp_path)] == ["Voor de tabel.", "Jaar\tBedrag", "2025\t€ 3.250", "Na de tabel."]


def test_a_merged_cell_is_given_once(tmp_path):
    word = docx.Document()
    row = word.add_table(rows=1, cols=3).rows[0]
    row.cells[0].merge(row.cells[1]).text = "samen"
    row.cells[2].text = "apart"
    assert blocks(word, tmp_path) == [("row", 0, "samen\tapart")]


def test_a_short_bold_line_is_a_heading_and_a_bold_sentence_is_not(tmp_path):
    word = docx.Document()
    word.add_paragraph().add_run("Wie betaalt").bold = True
    word.add_paragraph().add_run("Het bestuur betaalt.").bold = True
    assert [block.kind for block in saved(word, tmp_path).blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_title_publisher_and_date_come_from_the_properties(tmp_path):
    word = docx.Document()
    word.add_paragraph("Een uitgave van het Regionaal Loket.")
    word.core_properties.title = "Wegwijzer"
    word.core_properties.author = "Regionaal Loket"
    word.core_properties.created = datetime(2025, 3, 14)
    document = saved(word, tmp_path)
    assert (document.title, document.publisher, document.published) == ("Wegwijzer", "Regionaal Loket", "2025-03-14")


def test_a_title_that_word_made_up_gives_way_to_the_first_heading(tmp_path):
    word = docx.Document()
    word.core_properties.title = "Word Document1"
    word.add_heading("Wegwijzer", level=1)
    assert saved(word, tmp_path).title == "Wegwijzer"


def test_a_truncated_word_file_is_broken(tmp_path):
    word = docx.Document()
    word.add_paragraph("Tekst.")
    word.save(tmp_path / "a.docx")
    whole = (tmp_path / "a.docx").read_bytes()
    (tmp_path / "a.docx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(LoadError, match="beschadigd") as caught:
        load(tmp_path / "a.docx", "a.docx")
    assert caught.value.code == "broken"


def test_a_word_file_without_words_has_no_text(tmp_path):
    with pytest.raises(LoadError) as caught:
        saved(docx.Document(), tmp_path)
    assert caught.value.code == "no_text"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph_of(*parts: str, about: str = "") -> str:
    return f"<w:p>{about}{''.join(parts)}</w:p>"


def texts_of(tmp_path, *elements: str) -> list[str]:
    """The texts of the blocks of a Word document with these elements in its body."""
    word = docx.Document()
    body = parse_xml(f"<w:body {nsdecls('w')}>{''.join(elements)}</w:body>")
    for element in reversed(list(body)):
        word.element.body.insert(0, element)
    return [text for *_, text in blocks(word, tmp_path)]


INSERTED = f'<w:ins w:id="1" w:author="a">{run("niet ")}</w:ins>'
REMOVED = '<w:del w:id="2" w:author="a"><w:r><w:delText>wel </w:delText></w:r></w:del>'


def test_tracked_changes_are_read_as_accepted(tmp_path):
    assert texts_of(tmp_path, paragraph_of(run("U mag "), REMOVED, INSERTED, run("eerder beginnen."))) == ["U mag niet eerder beginnen."]


def test_what_was_moved_stands_where_it_went(tmp_path):
    gone = f'<w:moveFrom w:id="1" w:author="a">{run("Eerst hier. ")}</w:moveFrom>'
    come = f'<w:moveTo w:id="2" w:author="a">{run(" Nu hier.")}</w:moveTo>'
    assert texts_of(tmp_path, paragraph_of(gone, run("Dit blijft."), come)) == ["Dit blijft. Nu hier."]


def test_a_row_that_was_taken_out_is_gone(tmp_path):
    def row(text: str, about: str = "") -> str:
        return f"<w:tr>{about}<w:tc>{paragraph_of(run(text))}</w:tc><w:tc>{paragraph_of(run('x'))}</w:tc></w:tr>"

    table = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{}</w:tbl>"
    taken_out = '<w:trPr><w:del w:id="3" w:author="a"/></w:trPr>'
    assert texts_of(tmp_path, table.format(row("een") + row("twee", taken_out) + row("drie"))) == ["een\tx", "drie\tx"]


def test_paragraphs_whose_end_was_taken_out_are_one(tmp_path):
    joined = '<w:pPr><w:rPr><w:del w:id="3" w:author="a"/></w:rPr></w:pPr>'
    first, second = paragraph_of(run("De opleiding duurt "), about=joined), paragraph_of(run("twee jaar."))
    assert texts_of(tmp_path, first, second) == ["De opleiding duurt twee jaar."]


@pytest.mark.parametrize(
    "wrapper",
    [
        "<w:smartTag w:element='x'>{}</w:smartTag>",
        "<w:fldSimple w:instr='DATE'>{}</w:fldSimple>",
        "<w:customXml w:element='x'>{}</w:customXml>",
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    ],
)
def test_words_in_a_wrapper_are_read(tmp_path, wrapper):
    paragraph = paragraph_of(run("De cursus kost "), wrapper.format(run("450")), run(" euro."))
    assert texts_of(tmp_path, paragraph) == ["De cursus kost 450 euro."]


def test_a_content_control_around_paragraphs_is_read(tmp_path):
    paragraphs = paragraph_of(run("Eerst.")) + paragraph_of(run("Dan."))
    control = f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{paragraphs}</w:sdtContent></w:sdt>"
    assert texts_of(tmp_path, control) == ["Eerst.", "Dan."]


@pytest.mark.parametrize(
    "about", ["<w:showingPlcHdr/>", "<w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>"], ids=["empty", "contents"]
)
def test_a_content_control_that_says_nothing_of_its_own_is_left_out(tmp_path, about):
    control = f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{paragraph_of(run('Klik hier.'))}</w:sdtContent></w:sdt>"
    assert texts_of(tmp_path, control, paragraph_of(run("Tekst."))) == ["Tekst."]


def test_a_table_in_a_cell_is_read_with_the_cell(tmp_path):
    word = docx.Document()
    table = word.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Kosten"
    inner = table.cell(0, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "boeken", "45 euro"
    assert blocks(word, tmp_path) == [("row", 0, "Kosten\tboeken 45 euro")]


def test_a_table_in_a_frame_has_rows_of_its_own(tmp_path):
    word = docx.Document()
    frame = word.add_table(rows=1, cols=1).cell(0, 0)
    frame.text = "Kosten per jaar:"
    inner = frame.add_table(rows=2, cols=2)
    for row, texts in zip(inner.rows, [("boeken", "45 euro"), ("reizen", "90 euro")], strict=True):
        row.cells[0].text, row.cells[1].text = texts
    assert blocks(word, tmp_path) == [("paragraph", 0, "Kosten per jaar:"), ("row", 0, "boeken\t45 euro"), ("row", 0, "reizen\t90 euro")]


def test_a_raised_number_is_a_note_mark(tmp_path):
    word = docx.Document()
    paragraph = word.add_paragraph("Dit geldt vanaf 2025")
    paragraph.add_run("7").font.superscript = True
    paragraph.add_run(", de 1")
    paragraph.add_run("e").font.superscript = True
    paragraph.add_run(" keer.")
    assert blocks(word, tmp_path) == [("paragraph", 0, "Dit geldt vanaf 2025⁷, de 1e keer.")]


def test_a_text_box_is_read_once_behind_its_paragraph(tmp_path):
    box = f"<w:txbxContent>{paragraph_of(run('Let op de datum.'))}{paragraph_of(run('En de tijd.'))}</w:txbxContent>"
    twice = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml">'
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    anchored = paragraph_of(run("Meld u "), f"<w:r>{twice}</w:r>", run("aan."))
    assert texts_of(tmp_path, anchored, paragraph_of(run("Tot dan."))) == ["Meld u aan.", "Let op de datum.", "En de tijd.", "Tot dan."]


def test_headers_and_footers_are_no_text(tmp_path):
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "Handleiding 2025"
    word.sections[0].footer.paragraphs[0].text = "versie 3"
    word.add_paragraph("Tekst.")
    assert blocks(word, tmp_path) == [("paragraph", 0, "Tekst.")]
