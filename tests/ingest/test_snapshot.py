"""What answers at one moment, and how it is taken apart and put together."""

import numpy as np
from llama_index.core.schema import TextNode

from ingest.snapshot import Part, Record, Snapshot, stamp_of


def part(path: str, *texts: str, **more) -> Part:
    nodes = [TextNode(text=text, metadata={"document": path}) for text in texts]
    vectors = np.asarray([[len(text), 1.0] for text in texts], dtype=np.float32)
    return Part(Record(path, "1", path, len(texts), key=f"sleutel van {path}", **more), nodes, vectors)


def test_parts_make_a_snapshot_and_a_snapshot_gives_them_back():
    made = Snapshot.of([part("a.md", "een", "drie"), part("leeg.md"), part("z.md", "vier")])
    assert [node.text for node in made.nodes] == ["een", "drie", "vier"]
    assert made.vectors.tolist() == [[3, 1], [4, 1], [4, 1]]
    found = made.parts()
    assert [len(each.nodes) for each in found.values()] == [2, 0, 1]
    assert found["sleutel van z.md", "1"].vectors.tolist() == [[4, 1]]


def test_without_documents_there_is_a_table_without_rows():
    assert Snapshot.of([]).vectors.shape == (0, 0)


def test_another_name_is_given_to_copies():
    before = part("a.md", "een")
    after = before.named(Record("b.md", "1", "a.md", 1, key=before.record.key))
    assert [node.metadata["document"] for node in (*before.nodes, *after.nodes)] == ["a.md", "b.md"]
    assert after.nodes[0].node_id == before.nodes[0].node_id
    assert after.named(after.record).nodes[0] is after.nodes[0]


def test_the_ids_of_passages_follow_from_key_and_version_and_not_from_the_name():
    ids = Record("a.md", "1", "A", 3, key="k").passage_ids
    assert ids == Record("b.md", "1", "B", 3, key="k").passage_ids
    assert len({*ids, *Record("a.md", "2", "A", 3, key="k").passage_ids, *Record("a.md", "1", "A", 3, key="l").passage_ids}) == 9


def test_the_stamp_changes_with_a_name_and_with_a_version():
    stamps = {stamp_of({"x": Record(path, version, "A", 1)}) for path in ("a", "b") for version in ("1", "2")}
    assert len(stamps) == 4


def test_what_is_public_leaves_out_what_is_for_staff():
    made = Snapshot.of([part("a.md", "een"), part("b.md", "twee", visibility="internal")]).public()
    assert (list(made.records), [node.text for node in made.nodes], len(made.vectors)) == (["a.md"], ["een"], 1)
