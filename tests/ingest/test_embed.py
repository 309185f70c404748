"""Vectors: the shipped model against sentence-transformers, and other models beside it."""

import shutil
import socket

import numpy as np
import pytest

from ingest.embed import _UNRELATED, StaticEmbedding, TransformerEmbedding, embedder_fingerprint, open_embedder
from ingest.errors import BronwijsError
from ingest.settings import SHIPPED_EMBEDDER

SENTENCES = [
    "Zij-instromers volgen eerst een geschiktheidsonderzoek.",
    "Wat kost de opleiding tot leraar wiskunde?",
    "Het bedrag van € 3.250 wordt vóór 1 oktober uitbetaald.",
    "Één coördinator begeleidt alle reünies, o.a. in Enschede.",
    "Bel 053 489 98 89 of mail naar pro-u@utwente.nl.",
]
LONG = " ".join(f"De begeleider bezoekt in week {week} een les en bespreekt die na met de leraar." for week in range(80))


def cosines(one, other) -> np.ndarray:
    one, other = np.asarray(one), np.asarray(other)
    return (one * other).sum(axis=1) / np.linalg.norm(one, axis=1) / np.linalg.norm(other, axis=1)


def static_model(folder, *more, mean: float):
    """A tiny model of token vectors that share a strong mean, saved as sentence-transformers saves it."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding as Table
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(SHIPPED_EMBEDDER / "tokenizer.json"))
    weights = np.random.default_rng(7).normal(mean, 1, size=(tokenizer.get_vocab_size(), 16)).astype(np.float32)
    SentenceTransformer(modules=[Table(tokenizer, embedding_weights=weights), *more], device="cpu").save(str(folder))
    return str(folder)


@pytest.fixture(scope="module")
def reference():
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(SHIPPED_EMBEDDER), device="cpu")


@pytest.fixture(scope="module")
def normalized(tmp_path_factory) -> str:
    from sentence_transformers.sentence_transformer.modules import Normalize

    return static_model(tmp_path_factory.mktemp("model"), Normalize(), mean=2)


def test_the_shipped_model_gives_the_vectors_of_sentence_transformers(embedder, reference):
    assert isinstance(embedder, StaticEmbedding)
    assert cosines(embedder.get_text_embedding_batch(SENTENCES), reference.encode(SENTENCES)).min() > 0.999


def test_a_text_of_more_than_512_tokens_is_read_to_its_end(embedder, reference):
    assert len(reference.tokenize([LONG])["input_ids"]) > 512
    assert cosines([embedder.get_text_embedding(LONG)], reference.encode([LONG]))[0] > 0.999
    assert cosines([embedder.get_text_embedding(LONG)], [embedder.get_text_embedding(LONG + " Vissen zwemmen." * 40)])[0] < 0.999


def test_vectors_have_length_one(embedder):
    assert np.linalg.norm(embedder.get_text_embedding_batch([*SENTENCES, LONG]), axis=1) == pytest.approx(1, abs=1e-5)


def test_a_question_and_a_passage_of_the_same_words_have_the_same_vector(embedder):
    assert embedder.get_query_embedding(SENTENCES[0]) == pytest.approx(embedder.get_text_embedding(SENTENCES[0]))


def test_a_batch_gives_what_one_at_a_time_gives(embedder):
    assert np.allclose(embedder.get_text_embedding_batch(SENTENCES), [embedder.get_text_embedding(text) for text in SENTENCES], atol=1e-6)


def test_a_text_without_known_tokens_has_a_vector_of_noughts(embedder):
    assert not np.any(embedder.get_text_embedding(""))


def test_the_shipped_model_is_centred(embedder):
    assert np.linalg.norm(np.mean(embedder.get_text_embedding_batch(list(_UNRELATED)), axis=0)) < 0.5


def test_a_related_question_is_nearer_than_an_unrelated_one(embedder):
    near, far = (embedder.get_query_embedding(text) for text in ("Hoeveel kost de lerarenopleiding?", "Hoe laat vertrekt de trein?"))
    passage = embedder.get_text_embedding(SENTENCES[1])
    assert np.dot(near, passage) > np.dot(far, passage) + 0.2


def test_another_model_goes_through_sentence_transformers_and_comes_out_centred(normalized):
    model = open_embedder(normalized)
    assert isinstance(model, TransformerEmbedding)
    vectors = np.asarray(model.get_text_embedding_batch(list(_UNRELATED)))
    raw = model._model.encode(list(_UNRELATED))
    assert np.linalg.norm(np.mean(raw, axis=0)) > 0.9
    assert np.linalg.norm(np.mean(vectors, axis=0)) < 0.1
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert model.get_query_embedding(_UNRELATED[0]) == pytest.approx(vectors[0], abs=1e-5)


def test_a_family_of_models_gets_its_own_prefixes(normalized, tmp_path):
    shutil.copytree(normalized, tmp_path / "multilingual-e5-small")
    model = open_embedder(str(tmp_path / "multilingual-e5-small"))
    assert cosines([model.get_query_embedding("kosten")], [model.get_text_embedding("kosten")])[0] < 0.99
    expected = model._encode(["kosten"], "query: ")
    assert model.get_query_embedding("kosten") == pytest.approx(expected[0], abs=1e-6)


def test_a_table_of_token_vectors_that_is_not_ours_comes_out_centred(tmp_path):
    model = open_embedder(static_model(tmp_path / "table", mean=2))
    assert isinstance(model, StaticEmbedding)
    assert np.linalg.norm(np.mean(model.get_text_embedding_batch(list(_UNRELATED)), axis=0)) < 0.5


@pytest.mark.parametrize("name", ["niemand/bestaat-niet", "/bestaat/ook/niet", "onzin"])
def test_a_model_that_is_nowhere_is_said_so_without_network(monkeypatch, name):
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("asked the network"))
    with pytest.raises(BronwijsError, match=f"'{name}' kan niet worden geladen"):
        open_embedder(name)


def test_a_folder_without_a_model_is_said_so(tmp_path):
    with pytest.raises(BronwijsError):
        open_embedder(str(tmp_path))


@pytest.mark.parametrize(("name", "content"), [("model.safetensors", b"kapot"), ("modules.json", b"{")])
def test_a_damaged_folder_of_a_static_model_is_said_so(tmp_path, name, content):
    shutil.copytree(SHIPPED_EMBEDDER, tmp_path / "model")
    (tmp_path / "model" / name).write_bytes(content)
    with pytest.raises(BronwijsError):
        open_embedder(str(tmp_path / "model"))


def test_the_fingerprint_follows_the_weights_and_not_the_place(tmp_path):
    shutil.copytree(SHIPPED_EMBEDDER, tmp_path / "model")
    assert embedder_fingerprint(str(tmp_path / "model")) == embedder_fingerprint(str(SHIPPED_EMBEDDER))
    (tmp_path / "model" / "model.safetensors").write_bytes(b"anders")
    assert embedder_fingerprint(str(tmp_path / "model")) != embedder_fingerprint(str(SHIPPED_EMBEDDER))
    assert embedder_fingerprint("a/b") != embedder_fingerprint("a/c")
