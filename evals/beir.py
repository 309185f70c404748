"""Reads a set of questions and judged passages in the layout of BEIR (Thakur et al., 2021): a folder with

corpus.jsonl    {"_id": "p1", "title": "Reiskosten", "text": "U krijgt …"}     a passage a line, the title may be left out
queries.jsonl   {"_id": "q1", "text": "Wat krijg ik voor de reis?"}
qrels/test.tsv  query-id <tab> corpus-id <tab> score, below a line with those names; a score of 0 is not relevant
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from llama_index.core.schema import TextNode

from assistant.contract import readable
from ingest.chunk import chunk
from ingest.document import Block, BlockKind, Document
from ingest.errors import BronwijsError
from ingest.refusal import why_not

CORPUS, QUERIES, QRELS = "corpus.jsonl", "queries.jsonl", "qrels/test.tsv"


@dataclass(frozen=True)
class BeirText:
    """A passage, or a question: that has no title."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class BeirSet:
    """`gains` is what each relevant passage is worth, by the ids of question and passage; other questions are not judged.

    Judgements on passages that the corpus lacks stay: as in trec_eval, such a passage counts as never found.
    """

    passages: Sequence[BeirText]
    questions: Sequence[BeirText]
    gains: Mapping[str, Mapping[str, float]]

    @property
    def missing(self) -> set[str]:
        """Ids of relevant passages that are not in the corpus."""
        return {id_ for gains in self.gains.values() for id_ in gains}.difference(passage.id for passage in self.passages)


def read_beir(folder: Path) -> BeirSet:
    """The set in a folder. Raises BronwijsError, with file and line, when it is not in BEIR layout or judges nothing."""
    if not folder.is_dir():
        raise BronwijsError(f"De map '{folder}' bestaat niet. Geef een map met {CORPUS}, {QUERIES} en {QRELS}.")
    passages, questions = _texts(folder / CORPUS), _texts(folder / QUERIES)
    gains = _gains(folder / QRELS, {question.id for question in questions})
    if not gains:
        raise BronwijsError(f"Volgens '{folder / QRELS}' is bij geen enkele vraag een passage relevant; er valt niets te meten.")
    return BeirSet(passages, questions, gains)


def as_node(passage: BeirText) -> TextNode:
    """The passage, whole, as an index of ours would hold it: its title is searched and not quoted. It keeps its own id."""
    document = Document(path=passage.id, title=passage.title, blocks=(Block(BlockKind.PARAGRAPH, passage.text),))
    [node] = chunk(document, version="1", words=1)  # a block is never cut, whatever the size of passages
    node.id_ = passage.id
    return node


def _texts(file: Path) -> list[BeirText]:
    found: dict[str, BeirText] = {}
    for where, line in _lines(file):
        text = _text(line, where)
        if text.id in found:
            raise BronwijsError(f"{where}: _id '{text.id}' staat er al eerder in. Geef elke regel een eigen _id.")
        found[text.id] = text
    if not found:
        raise BronwijsError(f"Het bestand '{file}' is leeg. Zet er op elke regel een object met _id en text in.")
    return list(found.values())


def _text(line: str, where: str) -> BeirText:
    try:
        record = json.loads(line)
    except ValueError as problem:
        raise BronwijsError(f"{where}: {why_not(problem)}") from problem
    match record:
        case {"_id": str(id_), "text": str(text)} if isinstance(title := record.get("title") or "", str):
            return BeirText(readable(id_), readable(title), readable(text))
    raise BronwijsError(f'{where}: dit is geen object met "_id" en "text", allebei tekst (en eventueel "title")')


def _gains(file: Path, questions: set[str]) -> dict[str, dict[str, float]]:
    rows = _lines(file)
    where, head = next(rows, (f"{file}, regel 1", ""))
    if len(head.split("\t")) != 3 or _number(head.split("\t")[2]) is not None:
        raise BronwijsError(f"{where}: hier hoort een kop met drie kolommen te staan, met tabs: query-id, corpus-id, score")
    gains: dict[str, dict[str, float]] = {}
    for where, row in rows:
        question, passage, gain = _judgement(row, where)
        if question not in questions:
            raise BronwijsError(f"{where}: vraag '{question}' staat niet in {QUERIES}")
        if gain > 0:
            gains.setdefault(question, {})[passage] = gain
    return gains


def _judgement(row: str, where: str) -> tuple[str, str, float]:
    match row.split("\t"):
        case [question, passage, score] if (gain := _number(score)) is not None:
            return question, passage, gain
    raise BronwijsError(f"{where}: dit zijn geen drie kolommen met tabs, waarvan de laatste een getal is: query-id, corpus-id, score")


def _number(text: str) -> float | None:
    try:
        return value if math.isfinite(value := float(text)) else None
    except ValueError:
        return None


def _lines(file: Path) -> Iterator[tuple[str, str]]:
    """(file and line for messages, line) of each line that is not empty."""
    if not file.is_file():
        raise BronwijsError(f"Het bestand '{file}' ontbreekt. Een map in BEIR-opmaak heeft {CORPUS}, {QUERIES} en {QRELS}.")
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as problem:
        raise BronwijsError(f"Het bestand '{file}' kan niet worden gelezen: {why_not(problem)}") from problem
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield f"{file}, regel {number}", line.rstrip("\r")
