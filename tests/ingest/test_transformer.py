"""Models of sentence-transformers: what reaches them, and how their tokens become one vector."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from ingest.centre import UNRELATED, unit
from ingest.embed import known_usage, open_embedder
from ingest.errors import BronwijsError
from ingest.families import Usage
from ingest.settings import EmbedderOptions
from ingest.transformer import TransformerEmbedding, folder_of

QUESTION, PASSAGE = "wat kost de reis ?", "de reis kost tien euro"


@pytest.fixture(scope="module")
def plain(tiny_transformer, tmp_path_factory) -> Path:
    """A checkpoint of transformers, with no word of pooling or prefixes."""
    return Path(tiny_transformer(tmp_path_factory.mktemp("plain") / "model"))


@pytest.fixture
def saved(plain, tmp_path):
    """Saves it as sentence-transformers does, under a name, with a pooling and prompts; the folder."""

    def save(name: str, *, pooling: str = "mean", prompts: dict[str, str] | None = None, default: str | None = None) -> str:
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

        module = Transformer(str(plain))
        model = SentenceTransformer(modules=[module, Pooling(module.get_embedding_dimension(), pooling)], device="cpu", prompts=prompts)
        model.default_prompt_name = default
        model.save(str(tmp_path / name))
        return str(tmp_path / name)

    return save


def reaching(model: TransformerEmbedding, ask) -> list[str]:
    """The texts that reach the transformer while something is asked, as its tokens tell."""
    from transformers import AutoTokenizer

    seen, tokenizer = [], AutoTokenizer.from_pretrained(folder_of(model.model_name))

    def look(_module, given):
        seen.extend(tokenizer.decode(ids, skip_special_tokens=True) for ids in given[0]["input_ids"])

    handle = model._model[0].register_forward_pre_hook(look)
    ask()
    handle.remove()
    return [text.replace(" : ", ": ") for text in seen]


def asked(model: TransformerEmbedding) -> tuple[list[str], list[str]]:
    return reaching(model, lambda: model.get_query_embedding(QUESTION)), reaching(model, lambda: model.get_text_embedding(PASSAGE))


def raw(folder: str, texts: list[str]) -> np.ndarray:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(folder, device="cpu").encode(texts, prompt="")


@pytest.mark.parametrize("name", ["multilingual-e5-small", "e5-small-trm-nl"])
def test_a_family_gets_its_prefixes(saved, name):
    assert asked(open_embedder(saved(name))) == ([f"query: {QUESTION}"], [f"passage: {PASSAGE}"])


def test_an_instruct_model_gets_its_task_before_the_question_alone(saved):
    (question,), passage = asked(open_embedder(saved("multilingual-e5-large-instruct")))
    assert question.startswith("Instruct: ") and question.endswith(f"Query: {QUESTION}")
    assert passage == [PASSAGE]


def test_prompts_of_the_folder_go_before_those_of_its_family(saved):
    folder = saved("e5-anders", prompts={"query": "wat : ", "document": "een : "}, default="query")
    assert asked(open_embedder(folder)) == ([f"wat: {QUESTION}"], [f"een: {PASSAGE}"])


def test_a_passage_gets_no_prompt_that_is_there_for_questions_by_default(saved):
    folder = saved("model", prompts={"query": "query : "}, default="query")
    assert asked(open_embedder(folder)) == ([f"query: {QUESTION}"], [PASSAGE])


def test_empty_prompts_say_nothing_for_every_saved_model_has_them(saved):
    folder = saved("e5-small")
    assert not any(json.loads((Path(folder) / "config_sentence_transformers.json").read_text())["prompts"].values())
    assert known_usage(folder, EmbedderOptions()).query == "query: "


def test_a_persons_word_goes_before_all_else(saved):
    folder = saved("e5-small", prompts={"query": "wat : ", "document": "een : "})
    assert asked(open_embedder(folder, EmbedderOptions(query="dag : ", passage=""))) == ([f"dag: {QUESTION}"], [PASSAGE])


def test_a_model_of_no_known_family_gets_no_prefix(saved):
    assert asked(open_embedder(saved("model"))) == ([QUESTION], [PASSAGE])


def test_vectors_are_those_of_sentence_transformers_around_their_middle(saved):
    folder = saved("model", pooling="cls")
    model = open_embedder(folder)
    assert isinstance(model, TransformerEmbedding) and model.usage.pooling == "cls"
    middle = unit(raw(folder, list(UNRELATED))).mean(axis=0)
    expected = unit(unit(raw(folder, [PASSAGE])) - middle)[0]
    assert model.get_text_embedding(PASSAGE) == pytest.approx(expected, abs=1e-5)
    vectors = np.asarray(model.get_text_embedding_batch(list(UNRELATED)))
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    before = np.linalg.norm(unit(raw(folder, list(UNRELATED))).mean(axis=0))
    assert before > 0.9 and np.linalg.norm(vectors.mean(axis=0)) < before - 0.3


def test_a_plain_checkpoint_of_a_known_family_is_pooled_as_its_card_says(plain, saved, tmp_path):
    bge = tmp_path / "bge-m3"
    bge.symlink_to(plain)
    model = open_embedder(str(bge))
    assert model.usage.pooling == "cls"
    likewise, other = (open_embedder(saved(f"model-{pooling}", pooling=pooling)) for pooling in ("cls", "mean"))
    vector = model.get_text_embedding(PASSAGE)
    assert vector == pytest.approx(likewise.get_text_embedding(PASSAGE), abs=1e-5)
    assert np.dot(vector, other.get_text_embedding(PASSAGE)) < 0.999


def test_a_plain_checkpoint_of_nobody_knows_what_is_refused_until_a_person_says(plain):
    with pytest.raises(BronwijsError, match="BRONWIJS_EMBEDDER_POOLING"):
        open_embedder(str(plain))
    assert open_embedder(str(plain), EmbedderOptions(pooling="max")).usage.pooling == "max"


def test_a_pooling_that_does_not_exist_is_said_so(saved):
    with pytest.raises(BronwijsError, match="'gemiddeld'.*Kies een van deze: cls, mean"):
        open_embedder(saved("model"), EmbedderOptions(pooling="gemiddeld"))


def test_a_pooling_is_set_over_that_of_the_folder(saved):
    folder = saved("model", pooling="cls")
    model, likewise = open_embedder(folder, EmbedderOptions(pooling="mean")), open_embedder(saved("anders", pooling="mean"))
    assert model.get_text_embedding(PASSAGE) == pytest.approx(likewise.get_text_embedding(PASSAGE), abs=1e-5)


@pytest.mark.parametrize("pooling", ["cls", "mean", "lasttoken"])
def test_what_is_told_of_a_model_is_what_it_does(saved, pooling):
    folder = saved("multilingual-e5-small", pooling=pooling)
    assert known_usage(folder, EmbedderOptions()) == open_embedder(folder).usage
    assert known_usage(folder, EmbedderOptions()).pooling == pooling


def test_a_folder_of_an_older_version_tells_its_pooling_in_keys(saved):
    folder = Path(saved("model"))
    [pooling] = folder.glob("*_Pooling")
    (pooling / "config.json").write_text(
        '{"word_embedding_dimension": 16, "pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false}'
    )
    assert known_usage(str(folder), EmbedderOptions()).pooling == open_embedder(str(folder)).usage.pooling == "cls"


def test_a_model_of_the_hub_that_was_downloaded_is_used_as_its_folder_says(saved, monkeypatch, tmp_path):
    repository = tmp_path / "hub" / "models--naam--model"
    (repository / "refs").mkdir(parents=True)
    (repository / "refs" / "main").write_text("abc")
    (repository / "snapshots").mkdir()
    shutil.move(saved("model", pooling="cls", prompts={"query": "wat : ", "document": "een : "}), repository / "snapshots" / "abc")
    monkeypatch.setenv("SENTENCE_TRANSFORMERS_HOME", str(tmp_path / "hub"))
    assert folder_of("naam/model") == repository / "snapshots" / "abc"
    assert known_usage("naam/model", EmbedderOptions()) == Usage("wat : ", "een : ", "cls") == open_embedder("naam/model").usage


def test_a_model_of_the_hub_that_was_not_downloaded_has_no_folder():
    assert folder_of("niemand/bestaat-niet") is None
    assert folder_of("geen naam: ook niet") is None
