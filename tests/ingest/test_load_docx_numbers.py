"""The numbers that Word counts, from the parts of a Word file as it writes them."""

import pytest
from lxml import etree

from ingest.load.docx_numbers import computed_marks

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def parsed(name: str, content: str) -> etree._Element:
    return etree.fromstring(f"<w:{name} {SPACE}>{content}</w:{name}>")


def level(at: int, text: str, form: str = "decimal", start: int = 1, more: str = "") -> str:
    look = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{at}">{look}</w:lvl>'


def numbering(*levels: str, lists: str = "") -> str:
    """One abstract list with these levels; list 1 points to it, and what more is given."""
    own = '<w:num w:numId="1"><w:abstractNumId w:val="9"/></w:num>'
    return f'<w:abstractNum w:abstractNumId="9">{"".join(levels)}</w:abstractNum>{own}{lists}'


def paragraph(at: int | None = 0, of: int = 1, style: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    place = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{of}"/></w:numPr>' if at is not None else ""
    return f"<w:p><w:pPr>{named}{place}</w:pPr></w:p>"


def marks(lists: str, *paragraphs: str, styles: str = "") -> list[str]:
    """What is shown before each of the paragraphs."""
    body = parsed("body", "".join(paragraphs))
    found = computed_marks(body, parsed("styles", styles), parsed("numbering", lists))
    return [found.get(each, "") for each in body]


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("decimal", "%1.", ["1.", "2.", "3."]),
        ("lowerLetter", "%1)", ["a)", "b)", "c)"]),
        ("upperRoman", "(%1)", ["(I)", "(II)", "(III)"]),
        ("decimal", "Artikel %1", ["Artikel 1", "Artikel 2", "Artikel 3"]),
        ("bullet", "\uf0b7", ["", "", ""]),
        ("none", "", ["", "", ""]),
        ("japaneseCounting", "%1.", ["", "", ""]),
    ],
)
def test_a_level_is_counted_in_its_own_form(form, text, expected):
    assert marks(numbering(level(0, text, form)), *[paragraph()] * 3) == expected


def test_a_paragraph_without_a_list_has_no_number_and_does_not_end_one():
    assert marks(numbering(level(0, "%1.")), paragraph(), "<w:p/>", paragraph()) == ["1.", "", "2."]


def test_a_level_shows_those_above_it_and_begins_anew_below_each():
    lists = numbering(level(0, "%1."), level(1, "%1.%2"), level(2, "%3)", "lowerLetter"))
    places = [0, 1, 1, 2, 2, 0, 1, 2]
    assert marks(lists, *map(paragraph, places)) == ["1.", "1.1", "1.2", "a)", "b)", "2.", "2.1", "a)"]


def test_a_level_may_go_on_where_those_above_it_begin_another():
    goes_on = numbering(level(0, "Hoofdstuk %1"), level(1, "Art. %2", more='<w:lvlRestart w:val="0"/>'))
    assert marks(goes_on, *map(paragraph, [0, 1, 1, 0, 1])) == ["Hoofdstuk 1", "Art. 1", "Art. 2", "Hoofdstuk 2", "Art. 3"]


def test_a_level_may_begin_anew_at_the_highest_only():
    lists = numbering(level(0, "%1"), level(1, "%2"), level(2, "%3", more='<w:lvlRestart w:val="1"/>'))
    assert marks(lists, *map(paragraph, [0, 1, 2, 1, 2, 0, 1, 2])) == ["1", "1", "1", "2", "2", "2", "1", "1"]


def test_a_number_may_be_in_digits_whatever_the_form_above():
    lists = numbering(level(0, "%1", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>"))
    assert marks(lists, paragraph(0), paragraph(1)) == ["I", "1.1"]


def test_lists_of_one_kind_count_on_unless_one_begins_anew():
    on = '<w:num w:numId="2"><w:abstractNumId w:val="9"/></w:num>'
    anew = '<w:num w:numId="3"><w:abstractNumId w:val="9"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    lists = numbering(level(0, "%1."), lists=on + anew)
    assert marks(lists, *(paragraph(0, of) for of in (1, 2, 3, 3, 1))) == ["1.", "2.", "5.", "6.", "7."]


def test_a_style_numbers_its_paragraphs_and_a_paragraph_may_say_no():
    style = '<w:style w:styleId="Stap"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    based = '<w:style w:styleId="Tussenstap"><w:basedOn w:val="Stap"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    lists = numbering(level(0, "Stap %1"), level(1, "%1%2", "lowerLetter"))
    found = marks(
        lists,
        paragraph(None, style="Stap"),
        paragraph(0, 0, style="Stap"),
        paragraph(None, style="Tussenstap"),
        paragraph(None, style="Stap"),
        styles=style + based,
    )
    assert found == ["Stap 1", "", "1a", "Stap 2"]


def test_a_level_that_names_its_style_is_the_level_of_that_style():
    style = '<w:style w:styleId="{0}"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    lists = numbering(level(0, "%1", more='<w:pStyle w:val="Kop1"/>'), level(1, "%1.%2", more='<w:pStyle w:val="Kop2"/>'))
    found = marks(
        lists,
        *(paragraph(None, style=name) for name in ("Kop1", "Kop2", "Kop2", "Kop1", "Kop2")),
        styles=style.format("Kop1") + style.format("Kop2"),
    )
    assert found == ["1", "1.1", "1.2", "2", "2.1"]


def test_styles_based_on_each_other_and_numbers_out_of_nowhere_do_no_harm():
    circle = '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    lists = numbering(level(0, "%1.", start=1), lists='<w:num w:numId="8"/><w:num w:numId="7"><w:abstractNumId w:val="404"/></w:num>')
    odd = [paragraph(None, style="A"), paragraph(0, 8), paragraph(0, 7), paragraph(0, 99), paragraph(6, 1), paragraph()]
    assert marks(lists, *odd, styles=circle) == ["", "", "", "", "", "1."]


def test_a_document_without_lists_has_no_numbers():
    assert computed_marks(parsed("body", paragraph()), parsed("styles", ""), None) == {}
