"""Families of models: what their cards say, found by a name in whatever form it comes."""

import json

import pytest

from ingest.errors import BronwijsError
from ingest.families import FAMILIES, POOLINGS, Usage, family_of, usage_of
from ingest.settings import SHIPPED_EMBEDDER, EmbedderOptions

TASK = "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:"


@pytest.mark.parametrize(
    ("name", "usage"),
    [
        ("intfloat/multilingual-e5-large", Usage("query: ", "passage: ", "mean")),
        ("clips/e5-small-trm-nl", Usage("query: ", "passage: ", "mean")),
        ("intfloat/multilingual-e5-large-instruct", Usage(f"{TASK} ", "", "mean")),
        ("http://localhost:11434/v1#jeffh/intfloat-multilingual-e5-large-instruct:q8_0", Usage(f"{TASK} ", "", "mean")),
        ("Qwen/Qwen3-Embedding-0.6B", Usage(TASK, "", "lasttoken")),
        ("http://127.0.0.1:11434/v1#qwen3-embedding:0.6b", Usage(TASK, "", "lasttoken")),
        ("BAAI/bge-m3", Usage("", "", "cls")),
        ("/cache/models--BAAI--bge-m3/snapshots/5617a9f61b028005a4858fdac845db406aefb181", Usage("", "", "cls")),
        ("Alibaba-NLP/gte-multilingual-base", Usage("", "", "cls")),
        ("thenlper/gte-large", Usage("", "", "mean")),
        ("nomic-ai/nomic-embed-text-v1.5", Usage("search_query: ", "search_document: ", "mean")),
        (
            "jinaai/jina-embeddings-v3",
            Usage("Represent the query for retrieving evidence documents: ", "Represent the document for retrieval: ", "mean"),
        ),
        ("Snowflake/snowflake-arctic-embed-l-v2.0", Usage("query: ", "", "cls")),
        ("http://127.0.0.1:11434/v1#snowflake-arctic-embed2", Usage("query: ", "", "cls")),
        ("Snowflake/snowflake-arctic-embed-m", Usage("Represent this sentence for searching relevant passages: ", "", "cls")),
        ("google/embeddinggemma-300m", Usage("task: search result | query: ", "title: none | text: ", "mean")),
        ("sentence-transformers/all-MiniLM-L6-v2", Usage("", "", "mean")),
        ("sentence-transformers/static-similarity-mrl-multilingual-v1", None),
        ("/srv/some5/model", None),
        ("/srv/e5/model", None),
    ],
)
def test_a_name_tells_its_family(name, usage):
    assert family_of(name) == usage


def test_every_family_pools_in_a_way_that_exists_or_says_nothing():
    assert {usage.pooling for _, usage in FAMILIES} <= {*POOLINGS, ""}


def test_the_shipped_model_is_used_in_one_way():
    assert usage_of(str(SHIPPED_EMBEDDER), EmbedderOptions("q", "p", "cls"), folder=SHIPPED_EMBEDDER) == Usage()


def test_a_prefix_set_to_nothing_is_no_prefix():
    assert usage_of("multilingual-e5-small", EmbedderOptions(query="", passage=None)) == Usage("", "passage: ", "mean")


@pytest.mark.parametrize(
    "prompts", [{"query": "v: ", "passage": "p: "}, {"query": "v: ", "document": "p: "}, {"query": "v: ", "corpus": "p: "}]
)
def test_prompts_go_by_several_names(tmp_path, prompts):
    (tmp_path / "config_sentence_transformers.json").write_text(json.dumps({"prompts": prompts}))
    assert usage_of(str(tmp_path), EmbedderOptions(), folder=tmp_path) == Usage("v: ", "p: ")


@pytest.mark.parametrize("content", ["{", "[]", '{"prompts": null}', '{"prompts": {}}'])
def test_a_folder_that_says_nothing_readable_leaves_it_to_the_family(tmp_path, content):
    folder = tmp_path / "e5-small"
    folder.mkdir()
    for name in ("config_sentence_transformers.json", "modules.json"):
        (folder / name).write_text(content)
    assert usage_of(str(folder), EmbedderOptions(), folder=folder) == Usage("query: ", "passage: ", "")


def test_a_pooling_that_does_not_exist_is_an_error_for_people():
    with pytest.raises(BronwijsError, match="Kies een van deze"):
        usage_of("bge-m3", EmbedderOptions(pooling="som"))
