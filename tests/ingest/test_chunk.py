"""Documents become passages: nothing is lost, and each knows where it stands."""

import json
from random import Random

import pytest
from llama_index.core.postprocessor import PrevNextNodePostprocessor
from llama_index.core.schema import MetadataMode, NodeWithScore
from llama_index.core.storage.docstore import SimpleDocumentStore
from llama_index.core.vector_stores.utils import metadata_dict_to_node, node_to_metadata_dict

from ingest.chunk import SMALLEST_BODY, chunk, linked
from ingest.document import Block, BlockKind, Document
from ingest.load import load

WORDS = "een zin van precies acht woorden staat hier."


def heading(text: str, level: int, page: int | None = None) -> Block:
    return Block(BlockKind.HEADING, text, page, level)


def body(text: str = WORDS, page: int | None = None, **more) -> Block:
    return Block(BlockKind.PARAGRAPH, text, page, **more)


def item(text: str = WORDS) -> Block:
    return Block(BlockKind.ITEM, f"- {text}")


def passages(*blocks: Block, words: int = 150, **about):
    return chunk(Document("map/a.pdf", "Titel", blocks, **about), version="v1", words=words)


@pytest.mark.parametrize("words", [1, 20, 60, 150, 5000])
def test_joined_passages_give_back_the_document(data, corpus, words):
    files = [data / "two_columns.pdf", *(file for file in corpus.rglob("*") if file.is_file())]
    for file in files:
        document = load(file, file.name)
        nodes = chunk(document, version="v1", words=words)
        assert "\n".join(node.text for node in nodes) == document.text
        assert all(document.text[node.start_char_idx : node.end_char_idx] == node.text for node in nodes)
        assert [node.metadata["position"] for node in nodes] == list(range(len(nodes)))


def test_a_heading_path_names_all_headings_above():
    nodes = passages(heading("A", 1), body(), heading("B", 2), body(), heading("C", 3), body(), heading("D", 2), body())
    assert [node.metadata["heading"] for node in nodes] == ["A", "A › B", "A › B › C", "A › D"]


def test_bodies_under_two_headings_are_never_in_one_passage():
    nodes = passages(heading("A", 1), body("eerste " * 9), heading("B", 1), body("tweede " * 9), heading("C", 1), body("derde " * 9))
    assert [len({"eerste", "tweede", "derde"} & set(node.text.split())) for node in nodes] == [1, 1, 1]
    assert [node.text.split()[1] for node in nodes] == ["A", "B", "C"]


def test_a_heading_with_hardly_a_body_begins_no_passage_of_its_own():
    assert len(passages(heading("A", 1), body("te kort"), heading("B", 1), body())) == 1
    assert len(passages(heading("A", 1), body(" ".join(["woord"] * SMALLEST_BODY)), heading("B", 1), body())) == 2


def test_headings_in_a_row_share_the_passage_of_the_body_below():
    (node,) = passages(heading("A", 1), heading("B", 2), body())
    assert (node.metadata["heading"], node.text) == ("A › B", f"# A\n# B\n{WORDS}")


def test_a_long_section_is_cut_between_blocks_at_about_the_size_asked_for():
    nodes = passages(heading("A", 1), *[body() for _ in range(20)], words=40)
    assert len(nodes) == 4
    assert all(len(node.text.split()) <= 40 * 1.3 + 8 for node in nodes)
    assert {node.metadata["heading"] for node in nodes} == {"A"}


def test_a_block_longer_than_a_passage_stays_whole():
    nodes = passages(body("woord " * 400), body(), words=50)
    assert [len(node.text.split()) for node in nodes] == [400, 8]


INTRODUCED = "De voorwaarden voor een reis van acht woorden zijn:"


def test_a_list_stays_with_what_introduces_it():
    nodes = passages(heading("A", 1), *[body()] * 4, body(INTRODUCED), *[item()] * 4, body(), words=40)
    assert [node.text.count("- ") for node in nodes if "- " in node.text] == [4]
    (whole,) = [node for node in nodes if "- " in node.text]
    assert INTRODUCED in whole.text


def test_what_introduces_stays_with_what_comes_next_of_any_kind():
    nodes = passages(heading("A", 1), *[body()] * 5, body("De regel is deze:"), body(), words=40)
    assert f"De regel is deze:\n{WORDS}" in nodes[-1].text


def test_an_introduction_ends_at_a_heading():
    nodes = passages(heading("A", 1), body(), body("Dit is de regel:"), heading("B", 1), body())
    assert [node.text.split("\n")[0] for node in nodes] == ["# A", "# B"]


def test_items_without_marks_that_end_in_a_semicolon_stay_together():
    items = [body("eerste van acht woorden met een puntkomma;"), body("tweede van acht woorden met een voegwoord; en"), body()]
    nodes = passages(heading("A", 1), *[body()] * 4, *items, words=40)
    assert "\n".join(block.text for block in items) in nodes[-1].text


def test_a_table_stays_whole_up_to_twice_the_size():
    rows = [Block(BlockKind.ROW, f"rij {number}\tmet zes woorden in totaal") for number in range(11)]
    nodes = passages(heading("A", 1), *[body()] * 4, *rows, words=40)
    assert [node.text.count("\t") for node in nodes if "\t" in node.text] == [11]


def test_a_list_longer_than_twice_the_size_is_cut_between_its_items():
    nodes = passages(heading("A", 1), body("Dit is nodig:"), *[item()] * 20, words=40)
    assert len(nodes) > 3 and all(len(node.text.split()) <= 40 * 2 for node in nodes)
    assert nodes[0].text.startswith(f"# A\nDit is nodig:\n- {WORDS}")
    assert all(line == f"- {WORDS}" for node in nodes[1:] for line in node.text.split("\n"))


def test_a_long_list_is_not_cut_behind_an_item_that_introduces_others():
    parts = [block for _ in range(8) for block in (*[item()] * 3, item("Hierbij hoort:"), item("dat van onder dit punt"))]
    nodes = passages(*parts, words=40)
    assert len(nodes) > 3 and not any(node.text.endswith(":") for node in nodes)


def test_a_long_text_stays_with_the_few_words_that_introduce_it():
    nodes = passages(*[item()] * 4, body("Zo gaat dat:"), body("woord " * 90), *[body("deel;")] * 20, words=40)
    assert [node.text.split("\n")[0] for node in nodes][:2] == [f"- {WORDS}", "Zo gaat dat:"]


def test_a_form_of_labels_alone_is_cut_all_the_same():
    nodes = passages(*[body("Naam van de school:")] * 100, words=40)
    assert all(len(node.text.split()) <= 40 * 2 for node in nodes)


def test_pages_and_printed_labels_are_known_by_offset():
    nodes = passages(
        heading("A", 1, page=3),
        body("Dit begint hier en gaat daar verder.", page=3, breaks=((19, 4),)),
        body(page=5),
        page_labels={3: "i", 4: "ii"},
    )
    (node,) = nodes
    starts = json.loads(node.metadata["quote_starts"])
    assert node.metadata["page"] == 3
    assert [(page, label) for _, page, label in starts] == [(3, "i"), (4, "ii"), (5, None)]
    assert [node.text[at:][:6] for at, *_ in starts] == ["# A\nDi", "gaat d", "een zi"]


def test_a_break_in_a_heading_counts_from_behind_its_mark():
    (node,) = passages(Block(BlockKind.HEADING, "Kosten en baten", 1, 1, breaks=((10, 2),)), body(page=2))
    assert [node.text[at:].split()[0] for at, *_ in json.loads(node.metadata["quote_starts"])] == ["#", "baten"]


def test_pages_of_a_real_pdf_are_right(data):
    document = load(data / "two_columns.pdf", "a.pdf")
    (node,) = [node for node in chunk(document, version="v1", words=150) if "werkgeversbedrag" in node.text]
    assert node.metadata["heading"] == "Zij-instroom in de Vechtstreek › Kosten"
    assert [(page, label) for _, page, label in json.loads(node.metadata["quote_starts"])] == [(3, "1"), (4, "2")]


def test_a_format_without_pages_has_page_nought():
    (node,) = passages(body())
    assert (node.metadata["page"], node.metadata["quote_starts"]) == (0, "[]")


def test_metadata_are_plain_values_and_know_the_document():
    (node,) = passages(body(), publisher="Loket", published="2025-03-14")
    assert all(isinstance(value, str | int) for value in node.metadata.values())
    assert node.metadata | {"document": "map/a.pdf", "title": "Titel", "publisher": "Loket", "version": "v1"} == node.metadata


def test_what_is_embedded_is_title_heading_and_text():
    (node,) = passages(heading("Kosten", 1), body())
    assert node.get_content(MetadataMode.EMBED) == f"Titel\nKosten\n# Kosten\n{WORDS}"


def test_a_computed_number_is_shown_and_known_for_what_it_is():
    (node,) = passages(
        Block(BlockKind.HEADING, "Aanmelden", level=1, mark="Artikel 3"),
        body("Dat gaat zo, in twee stappen die volgen:"),
        Block(BlockKind.ITEM, "Schrijf u in.", mark="1."),
        Block(BlockKind.ITEM, "Betaal.", mark="2."),
    )
    assert node.text == "# Artikel 3 Aanmelden\nDat gaat zo, in twee stappen die volgen:\n1. Schrijf u in.\n2. Betaal."
    assert [node.text[start:end] for start, end in json.loads(node.metadata["marks"])] == ["Artikel 3 ", "1. ", "2. "]
    assert node.metadata["heading"] == "Artikel 3 Aanmelden"
    assert node.get_content(MetadataMode.EMBED) == f"Titel\nArtikel 3 Aanmelden\n{node.text}"


def test_pages_and_seams_count_from_behind_a_computed_number():
    (node,) = passages(Block(BlockKind.ITEM, "Schrijf u op tijd in.", 1, breaks=((8, 2),), seams=(10,), mark="12."))
    starts = json.loads(node.metadata["quote_starts"])
    assert {node.text[at:].split()[0] for at, *_ in starts} == {"12.", "u", "op"}


def test_ids_are_the_same_every_time_and_differ_by_document_version_and_position():
    def ids(path: str, version: str) -> list[str]:
        blocks = (heading("A", 1), body(), heading("B", 1), body())
        return [node.node_id for node in chunk(Document(path, "T", blocks), version=version, words=50)]

    assert ids("a", "1") == ids("a", "1")
    assert len({*ids("a", "1"), *ids("b", "1"), *ids("a", "2")}) == 6


def test_a_reader_of_the_index_can_walk_to_the_passage_beside():
    nodes = linked(passages(*[body("woord " * 150)] * 3), source="sleutel")
    stored = [metadata_dict_to_node(node_to_metadata_dict(node, remove_text=True, flat_metadata=True), text=node.text) for node in nodes]
    shelf = SimpleDocumentStore()
    shelf.add_documents(stored)
    for mode, expected in (("previous", nodes[:2]), ("next", nodes[1:]), ("both", nodes)):
        beside = PrevNextNodePostprocessor(docstore=shelf, mode=mode).postprocess_nodes([NodeWithScore(node=stored[1])])
        assert [found.node.node_id for found in beside] == [node.node_id for node in expected]
    assert {node.ref_doc_id for node in stored} == {"sleutel"}
    assert (stored[0].prev_node, stored[-1].next_node) == (None, None)


def test_links_go_by_the_ids_that_nodes_have_now_and_weigh_little():
    before = passages(*[body("woord " * 150)] * 3)
    for node, id_ in zip(before, "abc", strict=True):
        node.id_ = id_ * 32
    after = linked(linked(before, source="oud"), source="k" * 32)
    assert [node.next_node and node.next_node.node_id[0] for node in after] == ["b", "c", None]
    assert not any(node.relationships for node in before)
    weights = [len(json.dumps(node_to_metadata_dict(nodes[1], remove_text=True, flat_metadata=True))) for nodes in (before, after)]
    assert weights[1] - weights[0] < 600


def test_no_links_without_passages():
    assert linked([], source="k") == []


def test_a_document_without_blocks_has_no_passages():
    assert passages() == []


def made_up(random: Random) -> Document:
    """A document of any blocks in any order, on pages that only rise, some blocks over more than one page."""
    blocks: list[Block] = []
    page = 1
    for _ in range(random.randrange(40)):
        kind = random.choice(list(BlockKind))
        text = " ".join(random.choice(("woord", "één", "zij-instromer", "€ 3.250", "#", "a\tb", "–")) for _ in range(random.randint(1, 60)))
        page += random.random() < 0.2
        breaks = ((random.randrange(1, len(text)), page + 1),) if len(text) > 1 and random.random() < 0.1 else ()
        mark = random.choice(("", "", "3.", "Artikel 12"))
        blocks.append(Block(kind, text, page, random.randint(1, 6) if kind is BlockKind.HEADING else 0, breaks, mark=mark))
        page += len(breaks)
    return Document("map/a.pdf", "Titel", tuple(blocks))


@pytest.mark.parametrize("seed", range(200))
def test_passages_of_any_document_joined_give_it_back(seed):
    random = Random(seed)
    document = made_up(random)
    nodes = chunk(document, version="v1", words=random.choice((1, 20, 150, 400)))
    assert "\n".join(node.text for node in nodes) == document.text
    assert all(document.text[node.start_char_idx : node.end_char_idx] == node.text for node in nodes)
    assert all(node.metadata["page"] == json.loads(node.metadata["quote_starts"])[0][1] for node in nodes)
    assert len({node.node_id for node in nodes}) == len(nodes)


def test_a_quote_begins_anew_at_a_seam():
    blocks = (
        Block(BlockKind.HEADING, "Reis", 1, level=1),
        Block(BlockKind.PARAGRAPH, "De reis is duur, de bus niet.", 1, seams=(17,)),
        Block(BlockKind.PARAGRAPH, "Neem een jas mee.", 1, seams=(0,)),
    )
    [node] = chunk(Document("reis.pdf", "Reis", blocks), version="1", words=150)
    starts = json.loads(node.metadata["quote_starts"])
    assert [(node.text[at:].split()[0], page) for at, page, _ in starts] == [("#", 1), ("de", 1), ("Neem", 1)]


def test_a_quote_begins_anew_at_a_seam_in_a_file_without_pages():
    blocks = (Block(BlockKind.PARAGRAPH, "De reis is duur."), Block(BlockKind.PARAGRAPH, "Neem een jas mee.", seams=(0,)))
    [node] = chunk(Document("reis.md", "Reis", blocks), version="1", words=150)
    assert json.loads(node.metadata["quote_starts"]) == [[0, None, None], [17, None, None]] and node.metadata["page"] == 0
