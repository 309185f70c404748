"""A cross-encoder in the place of our own reranker: it reads the question with each passage. Better, and a hundred times as slow."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

from llama_index.core.postprocessor.types import BaseNodePostprocessor

from assistant.rerank import DEPTH
from ingest.errors import BronwijsError


def open_cross_encoder(name: str) -> BaseNodePostprocessor:
    """The cross-encoder in a folder, or under a name of the model hub, as llama-index's own reranker.

    Raises BronwijsError when it cannot be loaded, or is another kind of model: that would be given a head of random weights.
    """
    from llama_index.core.postprocessor.sbert_rerank import SentenceTransformerRerank  # late: with torch it takes ten seconds
    from transformers import AutoConfig

    if Path(name).is_dir():
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # a model in a folder has all it needs
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
    try:
        config = AutoConfig.from_pretrained(name)
        if not _scores_pairs(config):
            raise BronwijsError(
                f"Het model '{name}' is geen cross-encoder die een vraag en een passage één cijfer geeft. "
                "Geef met --reranker een ander model, of laat dat weg."
            )
        return SentenceTransformerRerank(model=name, top_n=DEPTH, trust_remote_code=False)
    except BronwijsError:
        raise
    except Exception as problem:  # every kind comes out of its many loaders; all mean the same to a person
        raise BronwijsError(
            f"De cross-encoder '{name}' kan niet worden geladen ({type(problem).__name__}). "
            "Geef met --reranker de map of de naam van een cross-encoder, of laat dat weg."
        ) from problem


def _scores_pairs(config: Any) -> bool:
    """True if a model was trained to give a text one number. Language models do so by the odds of "yes"."""
    made_for = (config.architectures or [""])[0]
    return made_for.endswith("ForCausalLM") or (made_for.endswith("ForSequenceClassification") and config.num_labels == 1)
