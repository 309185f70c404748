"""A copy of an index in one file, and the way back: to the same place, another machine or a Chroma server.

What is kept are documents, passages and vectors, not Chroma's own files: those can be read by the version of Chroma that
wrote them, and while nobody writes. So the way back goes document by document, as a sync does, and what answers meanwhile
is always whole. Nothing is unpacked to the disk.
"""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import numpy as np
from llama_index.core.schema import TextNode

from ingest.errors import BronwijsError
from ingest.refusal import why_not
from ingest.settings import Settings
from ingest.snapshot import Part, Record
from ingest.store import Store, generation

ABOUT = "bronwijs.json"
# What a zip raises that is damaged, encrypted, or packed in a way nobody knows.
_NOT_READABLE = (BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError)
FORM = 1  # of the file; raise when an older program cannot read it any more


def write_backup(store: Store, file: Path, *, on_document: Callable[[str], None] = lambda _: None) -> int:
    """Write all that answers to `file`, under the writer's lock; the number of documents. Takes the place of `file` when it is whole."""
    if not file.name or file.is_dir():
        raise BronwijsError(f"'{file}' is een map. Geef de reservekopie een naam, zoals: index.zip")
    part_file = file.with_name(f"{file.name}.part")
    try:
        with store.writing(), ZipFile(part_file, "w", ZIP_DEFLATED) as archive:
            records = store.records()
            about = {
                "form": FORM,
                "index": generation(store.settings),
                "made": datetime.now(UTC).isoformat(timespec="seconds"),
                "documents": len(records),
            }
            archive.writestr(ABOUT, json.dumps(about))
            for number, record in enumerate(records.values()):
                _write_part(archive, number, store.part(record))
                on_document(record.path)
        part_file.replace(file)
    except OSError as problem:
        raise BronwijsError(
            f"De reservekopie '{file}' kan niet worden geschreven: {why_not(problem)}. Kies een andere plaats."
        ) from problem
    finally:
        with suppress(OSError):
            part_file.unlink()
    return len(records)


def restore_backup(settings: Settings, file: Path, *, on_document: Callable[[str], None] = lambda _: None) -> int:
    """Let the index say what a backup says, and nothing else; the number of documents.

    Raises BronwijsError, before anything is written, when the file is no backup, is damaged, or is of another model or version.
    """
    try:
        with ZipFile(file) as archive:
            paths = _checked(archive, file, settings)
            store = Store(settings, create=True)
            with store.writing():
                before = store.records()
                for part in _parts(archive, len(paths)):
                    if before.get(part.record.path) != part.record:
                        store.put(part.record, list(part.nodes))
                    on_document(part.record.path)
                for path in before.keys() - paths:
                    store.drop(path)
    except OSError as problem:
        raise BronwijsError(f"De reservekopie '{file}' kan niet worden gelezen: {why_not(problem)}. Controleer de naam.") from problem
    except _NOT_READABLE as problem:
        raise _no_backup(file) from problem
    return len(paths)


def _checked(archive: ZipFile, file: Path, settings: Settings) -> set[str]:
    """The names of the documents in a backup that is whole and fits the index."""
    try:
        about = json.loads(archive.read(ABOUT))
        number, index, form = int(about["documents"]), about["index"], about["form"]
    except (*_NOT_READABLE, KeyError, ValueError, TypeError) as problem:
        raise _no_backup(file) from problem
    if form != FORM or index != generation(settings):
        raise BronwijsError(
            f"De reservekopie '{file}' is van een ander model of een andere versie van Bronwijs. "
            "Gebruik dezelfde versie en hetzelfde --embedder, of maak de index opnieuw met: bronwijs ingest"
        )
    try:
        return {part.record.path for part in _parts(archive, number)}
    except (*_NOT_READABLE, KeyError, ValueError, TypeError, OSError) as problem:  # a member that is not there, or not what it was
        raise BronwijsError(f"De reservekopie '{file}' is beschadigd; de index blijft zoals hij was. Neem een andere kopie.") from problem


def _write_part(archive: ZipFile, number: int, part: Part) -> None:
    facts = {"record": vars(part.record), "nodes": [node.to_dict() for node in part.nodes]}
    archive.writestr(f"{number}.json", json.dumps(facts, ensure_ascii=False))
    vectors = io.BytesIO()
    np.save(vectors, part.vectors, allow_pickle=False)
    archive.writestr(f"{number}.npy", vectors.getvalue())


def _parts(archive: ZipFile, number: int) -> Iterator[Part]:
    """The documents in a backup, one at a time, with their vectors in their nodes. Reading a member checks its checksum."""
    for n in range(number):
        facts: dict[str, Any] = json.loads(archive.read(f"{n}.json"))
        vectors = np.load(io.BytesIO(archive.read(f"{n}.npy")), allow_pickle=False)
        nodes = [TextNode.from_dict(node) for node in facts["nodes"]]
        for node, vector in zip(nodes, vectors, strict=True):
            node.embedding = vector.tolist()
        record = replace(Record(**facts["record"]), passages=len(nodes))
        yield Part(record, nodes, vectors)


def _no_backup(file: Path) -> BronwijsError:
    return BronwijsError(f"'{file}' is geen reservekopie van een index. Maak er een met: bronwijs index backup")
