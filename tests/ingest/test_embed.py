"""Embedders by name: what each gives, what is said of one that cannot be loaded, and what tells one from another."""

import shutil
import socket

import numpy as np
import pytest

from ingest.centre import UNRELATED
from ingest.embed import embedder_fingerprint, known_usage, open_embedder
from ingest.errors import BronwijsError
from ingest.served import ServedEmbedding
from ingest.settings import SHIPPED_EMBEDDER, EmbedderOptions

SENTENCES = ["Zij-instromers volgen eerst een geschiktheidsonderzoek.", "Wat kost de opleiding tot leraar wiskunde?", "Bel 053 489 98 89."]


def test_vectors_have_length_one(embedder):
    assert np.linalg.norm(embedder.get_text_embedding_batch(SENTENCES), axis=1) == pytest.approx(1, abs=1e-5)


def test_a_question_and_a_passage_of_the_same_words_have_the_same_vector(embedder):
    assert embedder.get_query_embedding(SENTENCES[0]) == pytest.approx(embedder.get_text_embedding(SENTENCES[0]))


def test_a_batch_gives_what_one_at_a_time_gives(embedder):
    assert np.allclose(embedder.get_text_embedding_batch(SENTENCES), [embedder.get_text_embedding(text) for text in SENTENCES], atol=1e-6)


def test_the_shipped_model_is_centred(embedder):
    assert np.linalg.norm(np.mean(embedder.get_text_embedding_batch(list(UNRELATED)), axis=0)) < 0.5


def test_a_related_question_is_nearer_than_an_unrelated_one(embedder):
    near, far = (embedder.get_query_embedding(text) for text in ("Hoeveel kost de lerarenopleiding?", "Hoe laat vertrekt de trein?"))
    passage = embedder.get_text_embedding(SENTENCES[1])
    assert np.dot(near, passage) > np.dot(far, passage) + 0.2


def test_an_address_is_a_model_on_a_server_that_is_asked_nothing_yet(monkeypatch):
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("asked the network"))
    assert isinstance(open_embedder("http://127.0.0.1:9/v1#bge-m3"), ServedEmbedding)


@pytest.mark.parametrize("name", ["niemand/bestaat-niet", "/bestaat/ook/niet", "onzin", "../elders"])
def test_a_model_that_is_nowhere_is_said_so_without_network(monkeypatch, name):
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("asked the network"))
    with pytest.raises(BronwijsError, match=f"'{name}' kan niet worden geladen"):
        open_embedder(name)


def test_a_folder_without_a_model_is_said_so(tmp_path):
    with pytest.raises(BronwijsError):
        open_embedder(str(tmp_path))


@pytest.mark.parametrize(("name", "content"), [("model.safetensors", b"kapot"), ("modules.json", b"{"), ("modules.json", b"[1]")])
def test_a_damaged_folder_of_a_static_model_is_said_so(tmp_path, name, content):
    shutil.copytree(SHIPPED_EMBEDDER, tmp_path / "model")
    (tmp_path / "model" / name).write_bytes(content)
    assert embedder_fingerprint(str(tmp_path / "model"))
    with pytest.raises(BronwijsError):
        open_embedder(str(tmp_path / "model"))


def test_a_model_that_wants_to_run_code_of_its_own_is_refused_with_a_way_out(tiny_transformer, tmp_path):
    folder = tmp_path / "model"
    tiny_transformer(folder)
    config = (folder / "config.json").read_text()
    for kind in ("BertModel", '"bert"'):
        config = config.replace(kind, kind.replace("ert", "lub"))
    (folder / "config.json").write_text(config.replace("{", '{"auto_map": {"AutoConfig": "own.C", "AutoModel": "own.M"},', 1))
    (folder / "own.py").write_text("raise SystemExit('gedraaid')")
    with pytest.raises(BronwijsError, match="eigen programmacode"):
        open_embedder(str(folder))


def test_the_fingerprint_follows_the_weights_and_not_the_place(tmp_path):
    shutil.copytree(SHIPPED_EMBEDDER, tmp_path / "model")
    copy = str(tmp_path / "model")
    assert embedder_fingerprint(copy) == embedder_fingerprint(str(SHIPPED_EMBEDDER))
    (tmp_path / "model" / "model.safetensors").write_bytes(b"anders")
    assert embedder_fingerprint(copy) != embedder_fingerprint(str(SHIPPED_EMBEDDER))
    assert embedder_fingerprint("a/b") != embedder_fingerprint("a/c")


def test_the_fingerprint_follows_the_tokens_too(tmp_path):
    shutil.copytree(SHIPPED_EMBEDDER, tmp_path / "model")
    tokens = tmp_path / "model" / "tokenizer.json"
    tokens.write_text(tokens.read_text() + " ")
    assert embedder_fingerprint(str(tmp_path / "model")) != embedder_fingerprint(str(SHIPPED_EMBEDDER))


@pytest.mark.parametrize("name", ["intfloat/multilingual-e5-small", "http://127.0.0.1:11434/v1#bge-m3"])
@pytest.mark.parametrize("options", [EmbedderOptions(query="v: "), EmbedderOptions(passage="p: "), EmbedderOptions(pooling="max")])
def test_the_fingerprint_follows_prefixes_and_pooling(name, options):
    assert embedder_fingerprint(name, options) != embedder_fingerprint(name)


def test_a_prefix_that_a_person_sets_to_what_it_was_changes_nothing_nor_does_a_key():
    name = "intfloat/multilingual-e5-small"
    assert embedder_fingerprint(name, EmbedderOptions(query="query: ", key="geheim")) == embedder_fingerprint(name)


def test_another_address_is_another_embedder_and_a_slash_is_not():
    one, other, same = (embedder_fingerprint(f"http://{place}#m") for place in ("een/v1", "twee/v1", "een/v1/"))
    assert one == same != other


def test_what_is_known_of_a_server_or_the_shipped_model_takes_no_loading():
    assert known_usage("http://127.0.0.1:9/v1#nomic-embed-text:latest", EmbedderOptions()).query == "search_query: "
    assert known_usage(str(SHIPPED_EMBEDDER), EmbedderOptions()).pooling == ""
