"""Tables of token vectors: the same vectors as the libraries give that wrote them, without those libraries."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from ingest.centre import UNRELATED
from ingest.embed import open_embedder
from ingest.errors import BronwijsError
from ingest.families import Usage
from ingest.settings import SHIPPED_EMBEDDER, EmbedderOptions
from ingest.static import StaticEmbedding, is_static

SENTENCES = [
    "Zij-instromers volgen eerst een geschiktheidsonderzoek.",
    "Wat kost de opleiding tot leraar wiskunde?",
    "Het bedrag van € 3.250 wordt vóór 1 oktober uitbetaald.",
    "Één coördinator begeleidt alle reünies, o.a. in Enschede.",
    "Bel 053 489 98 89 of mail naar pro-u@utwente.nl.",
]
UNKNOWN = ["Een smiley ☃ in de tekst.", "Wat betekent 漢字 hier?"]
LONG = " ".join(f"De begeleider bezoekt in week {week} een les en bespreekt die na met de leraar." for week in range(80))
HEAVY = ("torch", "transformers", "sentence_transformers", "huggingface_hub", "model2vec")


def cosines(one, other) -> np.ndarray:
    one, other = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    return (one * other).sum(axis=1) / np.linalg.norm(one, axis=1) / np.linalg.norm(other, axis=1)


@pytest.fixture(scope="module")
def reference():
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(SHIPPED_EMBEDDER), device="cpu").float()  # half of it is kept; rounding is not what is compared


@pytest.fixture
def table(tmp_path):
    """Saves a tiny table whose vectors share a strong mean, as sentence-transformers saves it; its folder."""

    def save(name: str, *more) -> str:
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.sentence_transformer.modules import StaticEmbedding as Table
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(SHIPPED_EMBEDDER / "tokenizer.json"))
        weights = np.random.default_rng(7).normal(2, 1, size=(tokenizer.get_vocab_size(), 16)).astype(np.float32)
        SentenceTransformer(modules=[Table(tokenizer, embedding_weights=weights), *more], device="cpu").save(str(tmp_path / name))
        return str(tmp_path / name)

    return save


def test_the_shipped_model_gives_the_vectors_of_sentence_transformers(embedder, reference):
    assert isinstance(embedder, StaticEmbedding)
    texts = [*SENTENCES, *UNKNOWN, LONG]
    assert cosines(embedder.get_text_embedding_batch(texts), reference.encode(texts)).min() > 0.9999


def test_the_shipped_model_gives_the_vectors_of_model2vec(embedder):
    model2vec = pytest.importorskip("model2vec").StaticModel.from_pretrained(str(SHIPPED_EMBEDDER))
    texts = [*SENTENCES, *UNKNOWN, LONG]
    vectors = model2vec.encode(texts, max_length=None, use_multiprocessing=False)
    assert cosines(embedder.get_text_embedding_batch(texts), vectors).min() > 0.999  # it adds up in half precision


def test_a_text_of_more_than_512_tokens_is_read_to_its_end(embedder, reference):
    assert len(reference.tokenize([LONG])["input_ids"]) > 512
    assert cosines([embedder.get_text_embedding(LONG)], [embedder.get_text_embedding(LONG + " Vissen zwemmen." * 40)])[0] < 0.999


def test_what_is_not_known_counts_for_nothing(embedder):
    assert (
        cosines([embedder.get_text_embedding("Wat betekent 漢字 hier?")], [embedder.get_text_embedding("Wat betekent hier?")])[0] > 0.9999
    )


def test_an_empty_text_has_a_vector_of_noughts_and_so_it_has_elsewhere(embedder, reference, table):
    assert not np.any(embedder.get_text_embedding("")) and not np.any(reference.encode([""]))
    assert not np.any(open_embedder(table("model")).get_text_embedding(""))


def test_one_question_with_the_shipped_model_needs_no_torch():
    asks = (
        "import sys; from ingest.embed import open_embedder; from ingest.settings import SHIPPED_EMBEDDER;"
        "open_embedder(str(SHIPPED_EMBEDDER)).get_query_embedding('Wat kost de opleiding?');"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", asks], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_table_that_is_not_ours_is_that_of_sentence_transformers_around_its_middle(table):
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize

    folder = table("model", Normalize())
    model = open_embedder(folder)
    assert isinstance(model, StaticEmbedding)
    theirs = SentenceTransformer(folder, device="cpu")
    middle = theirs.encode(list(UNRELATED)).mean(axis=0)
    assert np.linalg.norm(middle) > 0.9
    assert cosines(model.get_text_embedding_batch(SENTENCES), theirs.encode(SENTENCES) - middle).min() > 0.9999
    assert np.linalg.norm(np.mean(model.get_text_embedding_batch(list(UNRELATED)), axis=0)) < 0.5


def test_a_copy_of_the_shipped_model_gives_its_vectors(embedder, tmp_path):
    shutil.copytree(SHIPPED_EMBEDDER, tmp_path / "kopie")
    copy = open_embedder(str(tmp_path / "kopie"))
    assert np.allclose(copy.get_text_embedding_batch(SENTENCES), embedder.get_text_embedding_batch(SENTENCES), atol=1e-6)


def test_a_table_gets_the_prefixes_that_a_person_sets(table):
    folder = table("model")
    with_prefix, without = open_embedder(folder, EmbedderOptions(query="vraag: ", passage="")), open_embedder(folder)
    assert with_prefix.get_query_embedding("kosten") == pytest.approx(without.get_query_embedding("vraag: kosten"), abs=1e-6)
    assert with_prefix.get_text_embedding("kosten") == pytest.approx(without.get_text_embedding("kosten"), abs=1e-6)


def test_the_shipped_model_heeds_no_prefix_that_is_meant_for_another(embedder):
    meant_for_another = open_embedder(str(SHIPPED_EMBEDDER), EmbedderOptions(query="query: "))
    assert meant_for_another.get_query_embedding("kosten") == embedder.get_query_embedding("kosten")


def test_a_table_of_model2vec_with_shared_and_weighed_rows_is_read_as_it_means(tmp_path):
    from model2vec import StaticModel
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(SHIPPED_EMBEDDER / "tokenizer.json"))
    random, tokens = np.random.default_rng(7), tokenizer.get_vocab_size()
    rows = random.normal(size=(50, 8)).astype(np.float32)
    mapping, weights = random.integers(0, 50, tokens), random.uniform(0.5, 2, tokens).astype(np.float32)
    StaticModel(rows, tokenizer, weights=weights, token_mapping=mapping).save_pretrained(tmp_path)
    (tmp_path / "modules.json").write_text('[{"type": "sentence_transformers.models.StaticEmbedding", "path": "."}]')
    model = StaticEmbedding(tmp_path, Usage())
    theirs = StaticModel.from_pretrained(str(tmp_path)).encode(SENTENCES, max_length=None)
    assert cosines(model._means(SENTENCES), theirs).min() > 0.9999


def test_a_table_that_something_follows_on_is_no_mere_table(table):
    from sentence_transformers.sentence_transformer.modules import Dense

    assert is_static(SHIPPED_EMBEDDER)
    assert not is_static(Path(table("model", Dense(16, 8))))


def test_a_table_with_fewer_rows_than_tokens_is_said_so(table):
    folder = Path(table("model"))
    save_file({"embedding.weight": np.ones((100, 16), dtype=np.float32)}, folder / "model.safetensors")
    with pytest.raises(BronwijsError, match="kan niet worden geladen"):
        open_embedder(str(folder))
