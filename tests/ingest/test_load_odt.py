"""OpenDocument texts, made by hand for each test."""

from zipfile import ZipFile

import pytest

from ingest.errors import LoadError
from ingest.load import load

NAMES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "meta", "style")
)
ABOUT = (
    f'<office:document-meta{NAMES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><dc:title>Wegwijzer</dc:title>'
    "<meta:creation-date>2025-03-14T10:00:00</meta:creation-date></office:meta></office:document-meta>"
)


@pytest.fixture
def loaded(tmp_path):
    def save(body: str, styles: str = ""):
        with ZipFile(tmp_path / "a.odt", "w") as archive:
            if styles:
                archive.writestr("styles.xml", f"<office:document-styles{NAMES}>{styles}</office:document-styles>")
            content = f"<office:body><office:text>{body}</office:text></office:body>"
            archive.writestr("content.xml", f"<office:document-content{NAMES}>{content}</office:document-content>")
            archive.writestr("meta.xml", ABOUT)
        return load(tmp_path / "a.odt", "a.odt")

    return save


def test_headings_paragraphs_lists_and_tables_are_told_apart(loaded):
    document = loaded(
        '<text:h text:outline-level="2">Kosten</text:h>'
        "<text:p>De reis<text:s/>kost <text:span>300</text:span> euro<text:line-break/>per jaar.</text:p>"
        "<text:list><text:list-item><text:p>een pen</text:p><text:list><text:list-item><text:p>blauw</text:p></text:list-item></text:list>"
        "</text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Jaar</text:p></table:table-cell>"
        "<table:table-cell><text:p>€ 250</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert [(str(block.kind), block.level, block.text) for block in document.blocks] == [
        ("heading", 2, "Kosten"),
        ("paragraph", 0, "De reis kost 300 euro per jaar."),
        ("item", 0, "- een pen"),
        ("item", 0, "- blauw"),
        ("row", 0, "Jaar\t€ 250"),
    ]
    assert (document.title, document.published) == ("Wegwijzer", "2025-03-14")


def test_a_number_that_is_counted_stands_before_the_text_and_is_no_part_of_it(loaded):
    looks = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/></text:outline-style>'
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="a" style:num-suffix=")"/>'
        "</text:list-style>"
    )
    items = "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in ("een pen", "papier"))
    document = loaded(
        f'<text:h text:outline-level="1">Meenemen</text:h><text:list text:style-name="L">{items}</text:list><text:list>{items}</text:list>',
        f"<office:styles>{looks}</office:styles>",
    )
    assert [block.line for block in document.blocks] == ["# 1. Meenemen", "a) een pen", "b) papier", "- een pen", "- papier"]
    assert [block.text for block in document.blocks][:3] == ["Meenemen", "een pen", "papier"]


def test_what_was_taken_out_is_not_read(loaded):
    gone = "<text:tracked-changes><text:changed-region><text:deletion><text:p>nooit</text:p></text:deletion></text:changed-region>"
    document = loaded(f"{gone}</text:tracked-changes><text:p>U mag beginnen.</text:p>")
    assert document.text == "U mag beginnen."


@pytest.mark.parametrize("content", [b"PK\x03\x04 niets", b"zomaar tekst"])
def test_a_broken_file_is_said_to_be_so(tmp_path, content):
    (tmp_path / "a.odt").write_bytes(content)
    with pytest.raises(LoadError) as caught:
        load(tmp_path / "a.odt", "a.odt")
    assert caught.value.code == "broken"
