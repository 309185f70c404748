"""How searching grows with the number of passages: time to open and to ask, memory, and whether vectors are found again.

The passages are made up (`made_pages`), a tenth of them a flood of forms that differ in a number alone, as vectors that are
nearly equal are what an approximate index loses. Each size is opened and asked in a process of its own (`probe`).
"""

from __future__ import annotations

import json
import math
import random
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from jinja2 import Environment, FileSystemLoader
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import MetadataMode
from rich.table import Table

from evals.made_pages import SUBJECT_WORDS, dutch_words, sentence
from evals.plots import Axis, Line, Plot, dutch, ticks
from ingest.chunk import chunk
from ingest.document import Block, BlockKind, Document
from ingest.editions import Editions
from ingest.embed import open_embedder
from ingest.errors import BronwijsError
from ingest.ready import open_ready, write_ready
from ingest.settings import Settings
from ingest.snapshot import Part, Record, Snapshot
from ingest.store import Store

HERE = Path(__file__).parent
PASSAGES = 100  # of a document
SENTENCES = 9  # of a passage: some 130 words
FLOOD = 10  # of so many documents one is a flood
LEAST = PASSAGES * 10  # of fewer passages none are of a flood
QUESTIONS = 200
SAMPLE = 300  # vectors that are looked for again
NEAREST = 10
FORM = (
    "Vul dit formulier in, zet er uw naam en de datum onder, en stuur het op naar de afdeling die over uw aanvraag gaat. U krijgt binnen "
    "zes weken bericht. Stuur een kopie van uw diploma mee en bewaar zelf het origineel. Hebt u vragen, bel dan de balie."
)
MOST_IN_CHROMA = 200_000  # passages; to make a larger index there takes hours, so only the files for readers are made
_FIRST_RARE = 3_000  # words that come after so many others tell what a text is about


@dataclass(frozen=True)
class Scale:
    """The figures at one size. Times to open in seconds, of a search in milliseconds; memory in MB is what
    the process holds before it opens the index and after all questions.

    `recall` is the share of the `NEAREST` nearest vectors, by exact search, that Chroma's approximate search finds too; `found`
    and `found_in_flood` the shares of stored vectors that it finds when it is asked for them, among ordinary passages and among
    those that are nearly equal; `exact` the same of exact search over all. None where there is no Chroma index.
    """

    passages: int
    open_s: float
    p50_ms: float
    p95_ms: float
    before_mb: float
    memory_mb: float
    disk_mb: float
    exact: float
    recall: float | None = None
    found: float | None = None
    found_in_flood: float | None = None


def measure(passages: int, folder: Path, *, on_step: Callable[[str], None] = lambda _: None) -> Scale:
    """Make an index of so many passages, in hundreds, and measure it. Raises BronwijsError when a step fails."""
    settings = Settings(Path(), str(folder / str(passages)))
    if not Path(settings.index).exists():
        on_step(f"{passages} passages maken")
        make_index(settings, passages, open_embedder(settings.embedder))
    edition = Editions(Path(settings.index)).current()
    ready = open_ready(edition, settings) if edition else None
    if edition is None or ready is None or len(ready.at) - 1 != passages:
        raise BronwijsError(f"De index {settings.index} is niet af. Verwijder die map, en begin opnieuw.")
    on_step(f"{passages} passages: vragen stellen")
    asked = folder / f"{passages}.txt"
    asked.write_text("\n".join(questions(passages)), encoding="utf-8")
    probed = _probed(settings.index, asked)
    on_step(f"{passages} passages: vectoren terugzoeken")
    snapshot = ready.snapshot
    rows = sample(len(snapshot.nodes))
    exact = share_found(snapshot.vectors, rows, [top(snapshot.vectors, snapshot.vectors[row], 1).tolist() for row in rows])
    size = sum(file.stat().st_size for file in edition.rglob("*") if file.is_file()) / 2**20
    approximate = _approximate(settings, snapshot, rows) if passages <= MOST_IN_CHROMA else {}
    return Scale(passages, **probed, disk_mb=size, exact=exact, **approximate)


def make_index(settings: Settings, passages: int, embedder: BaseEmbedding) -> None:
    """Write an index of made passages; beyond `MOST_IN_CHROMA` only what a reader needs."""
    documents = range(passages // PASSAGES)
    if passages <= MOST_IN_CHROMA:
        store = Store(settings, create=True)
        with store.writing():
            for number in documents:
                part = made_part(number, embedder)
                store.put(part.record, list(part.nodes))
        return
    records = {f"{number:06d}.md": Record(f"{number:06d}.md", "1", f"Gids {number}", PASSAGES, key=str(number)) for number in documents}
    editions = Editions(Path(settings.index))
    editions.folder.mkdir(parents=True)
    draft = editions.draft()
    write_ready(draft, settings, records, before=None, read=lambda found: _made(found, embedder), is_alone=True, updated=None)
    editions.publish(draft)


def _made(records: Sequence[Record], embedder: BaseEmbedding) -> list[Part]:
    return [made_part(int(record.path.removesuffix(".md")), embedder) for record in records]


def made_part(number: int, embedder: BaseEmbedding) -> Part:
    """A document of PASSAGES passages; the same number gives the same document."""
    path, rng = f"{number:06d}.md", random.Random(number)
    texts = list(_flood(number) if is_flood(number) else _ordinary(rng, subject_of(number)))
    blocks = [block for heading, text in texts for block in (Block(BlockKind.HEADING, heading, level=2), Block(BlockKind.PARAGRAPH, text))]
    nodes = chunk(Document(path=path, title=f"Gids {number}", blocks=tuple(blocks)), version="1", words=150)
    made = embedder.get_text_embedding_batch([node.get_content(MetadataMode.EMBED) for node in nodes])
    for place, (node, vector) in enumerate(zip(nodes, made, strict=True)):
        node.metadata["digest"] = f"{number}-{place}"
        node.embedding = vector
    return Part(Record(path, "1", f"Gids {number}", len(nodes), key=str(number)), nodes, np.asarray(made, dtype=np.float32))


def is_flood(number: int) -> bool:
    return number % FLOOD == FLOOD - 1


def subject_of(number: int) -> list[str]:
    """The rarer words that a document comes back to."""
    return random.Random(f"{number}").sample(dutch_words().known[_FIRST_RARE:], SUBJECT_WORDS)


def _ordinary(rng: random.Random, subject: Sequence[str]) -> Iterator[tuple[str, str]]:
    words = dutch_words()
    for _ in range(PASSAGES):
        heading = " ".join(rng.sample(subject, 3)).capitalize()
        yield heading, " ".join(sentence(rng, words, subject) for _ in range(SENTENCES))


def _flood(number: int) -> Iterator[tuple[str, str]]:
    for place in range(PASSAGES):
        yield "Formulier", f"{FORM} Dit is formulier {number * PASSAGES + place}."


def questions(passages: int) -> list[str]:
    """Questions on the subjects of the documents, every fifth with a typing error."""
    rng = random.Random(passages)
    ordinary = [number for number in range(passages // PASSAGES) if not is_flood(number)]
    made = []
    for place in range(QUESTIONS):
        one, other, third = rng.sample(subject_of(rng.choice(ordinary)), 3)
        if place % 5 == 0:
            one = one[:2] + one[3:]
        made.append(f"Wat staat er over {one} en {other} bij {third}?")
    return made


def sample(passages: int) -> list[int]:
    """The numbers of the vectors to look for again: as many ordinary ones as nearly equal ones, where there are so many."""
    rng = random.Random(0)
    is_equal = [is_flood(row // PASSAGES) for row in range(passages)]
    kinds = ([row for row in range(passages) if is_equal[row] is kind] for kind in (False, True))
    return [row for rows in kinds for row in sorted(rng.sample(rows, min(SAMPLE // 2, len(rows))))]


def top(vectors: np.ndarray, vector: np.ndarray, k: int) -> np.ndarray:
    """The numbers of the `k` nearest vectors, by exact search."""
    near = vectors @ vector
    first = np.argpartition(-near, min(k, len(near)) - 1)[:k]
    return first[np.argsort(-near[first], kind="stable")]


def share_found(vectors: np.ndarray, rows: Sequence[int], hits: Sequence[Sequence[int]]) -> float:
    """The share of vectors that are the first hit when they are asked for, or have one there that is the same."""
    right = [
        bool(hit) and float(vectors[hit[0]] @ vectors[row]) >= float(vectors[row] @ vectors[row]) - 1e-5
        for row, hit in zip(rows, hits, strict=True)
    ]
    return sum(right) / len(right) if right else math.nan


def _approximate(settings: Settings, snapshot: Snapshot, rows: Sequence[int]) -> dict[str, float]:
    """What Chroma's own index finds, beside exact search."""
    vectors = snapshot.vectors
    number = {id_: row for row, id_ in enumerate(id_ for record in snapshot.records.values() for id_ in record.passage_ids)}
    store = Store(settings, create=False)
    hits = [[number[id_] for id_, _ in found] for found in store.nearest(vectors[list(rows)].tolist(), NEAREST)]
    flood = [is_flood(row // PASSAGES) for row in rows]
    ordinary = [(row, hit) for row, hit, is_equal in zip(rows, hits, flood, strict=True) if not is_equal]
    equal = [(row, hit) for row, hit, is_equal in zip(rows, hits, flood, strict=True) if is_equal]
    exact = [top(vectors, vectors[row], NEAREST) for row, _ in ordinary]
    recall = [len(set(near.tolist()) & set(hit)) / len(near) for near, (_, hit) in zip(exact, ordinary, strict=True)]
    return {
        "recall": sum(recall) / len(recall),
        "found": share_found(vectors, [row for row, _ in ordinary], [hit for _, hit in ordinary]),
        "found_in_flood": share_found(vectors, [row for row, _ in equal], [hit for _, hit in equal]),
    }


def _probed(index: str, asked: Path) -> dict[str, Any]:
    """What a process of its own says of an index."""
    command = [sys.executable, "-m", "evals.probe", index, str(asked)]
    done = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True)
    if done.returncode:
        raise BronwijsError(f"'{' '.join(command)}' mislukte: {done.stderr.strip()[-500:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def table(found: Sequence[Scale]) -> Table:
    """The figures for people, a column per size."""
    shown = Table(title="Zoeken in veel passages", title_justify="left")
    shown.add_column("Passages")
    for scale in found:
        shown.add_column(f"{scale.passages:,}".replace(",", "."), justify="right")
    rows: list[tuple[str, Callable[[Scale], str]]] = [
        ("openen", lambda scale: f"{scale.open_s:.2f} s"),
        ("zoeken, mediaan · 95 %", lambda scale: f"{scale.p50_ms:.0f} · {scale.p95_ms:.0f} ms"),
        ("geheugen, voor · na", lambda scale: f"{scale.before_mb:.0f} · {scale.memory_mb:.0f} MB"),
        ("op schijf", lambda scale: f"{scale.disk_mb:.0f} MB"),
        ("zichzelf gevonden, exact", lambda scale: _share(scale.exact)),
        (f"Chroma bij benadering: recall@{NEAREST}", lambda scale: _share(scale.recall)),
        ("… zichzelf gevonden", lambda scale: _share(scale.found)),
        ("… van bijna gelijke", lambda scale: _share(scale.found_in_flood)),
    ]
    for name, value in rows:
        shown.add_row(name, *(value(scale) for scale in found))
    return shown


def _share(value: float | None) -> str:
    return "–" if value is None or math.isnan(value) else f"{value:.3f}"


@dataclass(frozen=True)
class _Powers(Axis):
    """An axis on which each step is as far when it is as many times as much; its ends are powers of ten."""

    def share(self, value: float) -> float:
        return super().share(math.log10(value))

    def shown(self, value: float) -> str:
        return f"{value:,.0f}".replace(",", ".")


def growth(found: Sequence[Scale]) -> Plot | None:
    """The time of a search over the number of passages; None for less than two sizes."""
    if len(found) < 2:
        return None
    sizes = [scale.passages for scale in found]
    most = max(scale.p95_ms for scale in found) * 1.05
    return Plot(
        name="Zoeken in veel passages",
        about="Hoe lang een zoekopdracht duurt, bij zoveel passages.",
        x=_Powers("passages", math.log10(min(sizes)), math.log10(max(sizes)), tuple(sizes)),
        y=Axis("ms", 0, most, ticks(0, most)),
        lines=tuple(
            Line(name, tuple((scale.passages, value(scale)) for scale in found))
            for name, value in (("mediaan", lambda scale: scale.p50_ms), ("95 %", lambda scale: scale.p95_ms))
        ),
        head=("Passages", "Mediaan", "95 %", "Openen"),
        rows=tuple(
            (str(scale.passages), f"{dutch(scale.p50_ms)} ms", f"{dutch(scale.p95_ms)} ms", f"{dutch(scale.open_s)} s") for scale in found
        ),
    )


def drawn(plot: Plot) -> str:
    """A plot as a file of its own (SVG)."""
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template("growth.svg").render(plot=plot)


def sizes_in(text: str) -> list[int]:
    """The numbers of passages in what was typed, smallest first. Raises BronwijsError when there is one that no index can have."""
    try:
        sizes = sorted({int(size) for size in text.split(",")})
    except ValueError:
        sizes = []
    if not sizes or any(size < LEAST or size % PASSAGES for size in sizes):
        raise BronwijsError(f"--sizes: geef veelvouden van {PASSAGES} vanaf {LEAST}, met komma's ertussen, zoals 1000,10000")
    return sizes


def as_json(found: Sequence[Scale]) -> list[dict[str, Any]]:
    """The figures for programs."""
    return [asdict(scale) for scale in found]
