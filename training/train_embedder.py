"""Train the static Dutch embedder that ships in `ingest/embedder`.

    python training/train_embedder.py TEXT_FOLDER ingest/embedder [--beir DIR]

TEXT_FOLDER holds `prose/*.tsv.xz` (title<TAB>paragraph) and `pairs/question-answer.tsv.xz`
(question<TAB>answer<TAB>source). Files whose names begin with `copyleft-`, and question-answer rows
mined from such files, are left out: the weights ship under Apache-2.0.

The model is a table of token vectors; a text is the mean of its tokens' vectors. It learns by picking
the right partner of a text among the other 1,023 of its batch (symmetric in-batch cross-entropy), on
the first 128 dimensions as well as on all 256 (Matryoshka representation learning, Kusupati et al.
2022, arXiv:2205.13147), so that the first half can be used alone.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import BertWordPieceTokenizer, Tokenizer

VOCABULARY = 32_000
DIMENSIONS = 256
NESTED = (128, 256)
MAX_TOKENS = 64
BATCH = 1024
SCALE = 20.0
LEARNING_RATE = 0.02
WARM_UP = 100
MAX_LAW_PARAGRAPHS = 40_000
# Which two texts make a pair: title and paragraph, one sentence and the rest of its paragraph, two halves.
MIX = (0.45, 0.30, 0.25)

# Sources of question-answer rows that are not copyleft (third column of the file).
FREE_SOURCES = {
    "adobe_workfront", "ictu_kwaliteitsaanpak", "ms_business_central", "ms_dynamics365_operations",
    "ms_microsoft365", "ms_support_insights", "nl_law", "school_summaries",
}  # fmt: skip
SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+(?=[A-ZÀ-Þ\d•–-])")


def read_tsv(path: Path) -> list[list[str]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines]


def read_pairs(folder: Path, rng: random.Random) -> list[tuple[str, str]]:
    """(title, paragraph) of everything that may be used, law sampled down so that it does not rule."""
    pairs: list[tuple[str, str]] = []
    for path in sorted(folder.glob("prose/*.tsv.xz")):
        if path.name.startswith("copyleft-"):
            continue
        rows = [(row[0], row[1]) for row in read_tsv(path) if len(row) > 1 and len(row[1]) > 20]
        if path.name.startswith("nl_law") and len(rows) > MAX_LAW_PARAGRAPHS:
            rows = rng.sample(rows, MAX_LAW_PARAGRAPHS)
        print(f"{path.name}: {len(rows):,} paragraphs")
        pairs += rows
    questions = [(row[0], row[1]) for row in read_tsv(folder / "pairs/question-answer.tsv.xz") if row[2] in FREE_SOURCES]
    print(f"question-answer: {len(questions):,} pairs, three times")
    return pairs + 3 * questions


def train_tokenizer(texts: Iterator[str]) -> Tokenizer:
    tokenizer = BertWordPieceTokenizer(lowercase=True, strip_accents=True)
    tokenizer.train_from_iterator(texts, vocab_size=VOCABULARY, min_frequency=3, show_progress=False)
    tokenizer._tokenizer.post_processor = None  # no [CLS] and [SEP]: a mean of tokens has no use for them
    return tokenizer._tokenizer


class PairSampler:
    """Draws batches of token id pairs from paragraphs that were tokenized once."""

    def __init__(self, pairs: list[tuple[str, str]], tokenizer: Tokenizer, rng: np.random.Generator) -> None:
        self.rng = rng
        titles = sorted({title for title, _ in pairs})
        number = {title: i for i, title in enumerate(titles)}
        self.title_of = np.array([number[title] for title, _ in pairs])
        self.titles = self._encode(tokenizer, titles)
        sentences = [SENTENCE_END.split(paragraph) for _, paragraph in pairs]
        flat = self._encode(tokenizer, [sentence for group in sentences for sentence in group])
        ends = np.cumsum([len(group) for group in sentences])
        self.paragraphs = [flat[end - len(group) : end] for group, end in zip(sentences, ends, strict=True)]

    @staticmethod
    def _encode(tokenizer: Tokenizer, texts: list[str]) -> list[np.ndarray]:
        encoded: list[np.ndarray] = []
        for start in range(0, len(texts), 20_000):
            batch = tokenizer.encode_batch(texts[start : start + 20_000], add_special_tokens=False)
            encoded += [np.array(item.ids, dtype=np.int32) for item in batch]
        return encoded

    def batch(self, size: int) -> tuple[list[np.ndarray], list[np.ndarray], np.ndarray]:
        """`size` texts, their partners, and the title number of each (equal titles are no negatives)."""
        anchors, partners, titles = [], [], []
        while len(anchors) < size:
            i = int(self.rng.integers(len(self.paragraphs)))
            anchor, partner = self._pair(i)
            if len(anchor) and len(partner):
                anchors.append(anchor[:MAX_TOKENS])
                partners.append(partner[:MAX_TOKENS])
                titles.append(self.title_of[i] if len(self.titles[self.title_of[i]]) else -i)
        return anchors, partners, np.array(titles)

    def _pair(self, i: int) -> tuple[np.ndarray, np.ndarray]:
        sentences, title = self.paragraphs[i], self.titles[self.title_of[i]]
        kind = self.rng.choice(3, p=MIX)
        if kind == 0 and len(title):
            return title, np.concatenate(sentences)
        if kind == 1 and len(sentences) > 1:
            one = int(self.rng.integers(len(sentences)))
            return sentences[one], np.concatenate(sentences[:one] + sentences[one + 1 :])
        whole = np.concatenate(sentences)[: 2 * MAX_TOKENS]
        if len(whole) < 8:
            return title, whole
        return whole[: len(whole) // 2], whole[len(whole) // 2 :]


def pooled(table: torch.nn.EmbeddingBag, texts: list[np.ndarray]) -> torch.Tensor:
    offsets = np.cumsum([0] + [len(text) for text in texts[:-1]])
    return table(torch.from_numpy(np.concatenate(texts)).long(), torch.from_numpy(offsets).long())


def contrastive_loss(left: torch.Tensor, right: torch.Tensor, same_title: torch.Tensor) -> torch.Tensor:
    """Mean over NESTED dimensions of symmetric cross-entropy over scaled cosines (InfoNCE)."""
    target = torch.arange(len(left))
    losses = []
    for width in NESTED:
        a = torch.nn.functional.normalize(left[:, :width], dim=1)
        b = torch.nn.functional.normalize(right[:, :width], dim=1)
        scores = (SCALE * a @ b.T).masked_fill(same_title, -1e4)
        losses += [torch.nn.functional.cross_entropy(s, target) for s in (scores, scores.T)]
    return torch.stack(losses).mean()


def train(sampler: PairSampler, vocabulary: int, steps: int) -> torch.nn.EmbeddingBag:
    table = torch.nn.EmbeddingBag(vocabulary, DIMENSIONS, mode="mean")
    torch.nn.init.normal_(table.weight, std=0.1)
    optimizer = torch.optim.Adam(table.parameters(), lr=LEARNING_RATE, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / WARM_UP, max(0.0, (steps - step) / (steps - WARM_UP)))
    )
    began = time.time()
    for step in range(steps):
        anchors, partners, titles = sampler.batch(BATCH)
        same_title = torch.from_numpy(titles[:, None] == titles[None, :])
        same_title.fill_diagonal_(False)
        loss = contrastive_loss(pooled(table, anchors), pooled(table, partners), same_title)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if step % 100 == 0:
            print(f"step {step:5d}  loss {loss.item():.4f}  {time.time() - began:.0f} s", flush=True)
    return table


def centred(table: torch.nn.EmbeddingBag, sampler: PairSampler) -> np.ndarray:
    """Token vectors less the mean text vector.

    A mean of tokens minus a constant is the mean of tokens minus that constant, so centring costs
    nothing at run time. It matters because Chroma's HNSW loses vectors that share a strong mean.
    """
    with torch.no_grad():
        texts = [text for _ in range(20) for text in sampler.batch(BATCH)[1]]
        return (table.weight - pooled(table, texts).mean(dim=0)).numpy()


def save(weights: np.ndarray, tokenizer: Tokenizer, folder: Path) -> None:
    weights[tokenizer.token_to_id("[UNK]")] = 0.0  # a token that nobody knows says nothing
    static = StaticEmbedding(tokenizer, embedding_weights=weights.astype(np.float32))
    model = SentenceTransformer(modules=[static], device="cpu")
    model.half().save(str(folder), create_model_card=False, safe_serialization=True)


def ndcg_at_10(model: SentenceTransformer, folder: Path) -> float:
    """nDCG@10 with binary gains (Järvelin & Kekäläinen 2002) on a data set in BEIR layout."""
    rows = {name: [json.loads(line) for line in (folder / f"{name}.jsonl").open()] for name in ("corpus", "queries")}
    relevant: dict[str, set[str]] = {}
    for line in (folder / "qrels/test.tsv").read_text().splitlines()[1:]:
        query, document, score = line.split("\t")
        if int(score) > 0:
            relevant.setdefault(query, set()).add(document)
    documents = model.encode([f"{r.get('title', '')} {r['text']}" for r in rows["corpus"]], normalize_embeddings=True)
    queries = [row for row in rows["queries"] if row["_id"] in relevant]
    scores = model.encode([row["text"] for row in queries], normalize_embeddings=True) @ documents.T
    total = 0.0
    for row, score in zip(queries, scores, strict=True):
        wanted = relevant[row["_id"]]
        best = [rows["corpus"][i]["_id"] for i in np.argsort(-score)[:10]]
        gain = sum(1 / math.log2(rank + 2) for rank, document in enumerate(best) if document in wanted)
        total += gain / sum(1 / math.log2(rank + 2) for rank in range(min(10, len(wanted))))
    return total / len(queries)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", type=Path, help="folder with prose/ and pairs/")
    parser.add_argument("out", type=Path, help="folder for the model")
    parser.add_argument("--beir", type=Path, help="data set in BEIR layout to report nDCG@10 on")
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    pairs = read_pairs(args.texts, random.Random(args.seed))
    tokenizer = train_tokenizer(f"{title} {paragraph}" for title, paragraph in pairs)
    sampler = PairSampler(pairs, tokenizer, np.random.default_rng(args.seed))
    table = train(sampler, tokenizer.get_vocab_size(), args.steps)
    save(centred(table, sampler), tokenizer, args.out)
    if args.beir:
        print(f"nDCG@10 {ndcg_at_10(SentenceTransformer(str(args.out)), args.beir):.4f}")


if __name__ == "__main__":
    main()
