"""Make the index say what the folder says: plan what to add, change and drop, then do it, and tell."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import MetadataMode, TextNode

from ingest.chunk import chunk
from ingest.document import Document
from ingest.errors import CorpusError, LoadError
from ingest.load import load
from ingest.settings import LAYOUT, Settings
from ingest.sources import FILE_NAME as SOURCES_FILE
from ingest.sources import PUBLIC, Sources, read_sources
from ingest.store import Record, Store

WITHHELD = "; tot dat verbeterd is, wordt er niet uit geantwoord: het is misschien alleen voor medewerkers"
UNREADABLE = "unreadable"  # the version of what cannot be read now: never what is stored, so tried each time


class Happened(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    DROPPED = "dropped"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True)
class FileReport:
    """What happened to one file. `embedded` counts passages whose vectors had to be made."""

    path: str
    happened: Happened
    passages: int = 0
    embedded: int = 0
    reason: str = ""


@dataclass(frozen=True)
class SyncReport:
    files: tuple[FileReport, ...]
    lost: int = 0

    @property
    def failed(self) -> tuple[FileReport, ...]:
        return tuple(file for file in self.files if file.happened is Happened.FAILED)

    @property
    def embedded(self) -> int:
        return sum(file.embedded for file in self.files)

    @property
    def changed_anything(self) -> bool:
        return any(file.happened in (Happened.ADDED, Happened.CHANGED, Happened.DROPPED) for file in self.files)


@dataclass(frozen=True)
class Plan:
    """What a sync would do, by path below the corpus; `write` gives the new version of each."""

    write: Mapping[str, str]
    drop: tuple[str, ...]
    keep: tuple[str, ...]


def plan(versions: Mapping[str, str], stored: Mapping[str, Record]) -> Plan:
    """Compare the versions of files with what is stored. Pure.

    >>> old = {name: Record(name, "1", name, 1) for name in ("same.md", "new.md", "gone.md")}
    >>> plan({"same.md": "1", "new.md": "2", "more.md": "1"}, old)
    Plan(write={'new.md': '2', 'more.md': '1'}, drop=('gone.md',), keep=('same.md',))
    """
    keep = tuple(path for path, version in versions.items() if path in stored and stored[path].version == version)
    return Plan(
        write={path: version for path, version in versions.items() if path not in keep},
        drop=tuple(path for path in stored if path not in versions),
        keep=keep,
    )


def sync(
    settings: Settings,
    store: Store,
    embedder: BaseEmbedding,
    *,
    on_file: Callable[[FileReport], None] = lambda _: None,
    replace_all: bool = False,
) -> SyncReport:
    """Bring the index up to date with the folder `settings.corpus`; `on_file` hears of each file at once.

    A file that cannot be read is reported and stops nothing; what was there of it goes on answering (unless everyone
    saw it and it may now be for staff only), and it is tried again next time. Raises CorpusError when the folder is
    not there, and when it has none of the documents that the index has (the wrong folder, a disk that is not mounted),
    unless `replace_all`; also when its bronnen.toml does not make known which documents are internal.
    """
    files = corpus_files(settings.corpus)
    sources = read_sources(settings.corpus, files)
    with store.writing():
        todo = plan(_versions(files, settings, sources), stored := store.records())
        if _would_lose_all(todo, stored) and not replace_all:
            raise CorpusError(
                f"In '{settings.corpus}' staat geen van de {len(stored)} documenten die de index heeft; de index blijft zoals hij was. "
                "Is het de juiste map? Zo ja, gebruik dan: bronwijs ingest --replace"
            )
        wrongly_public = {path for path, record in stored.items() if record.visibility == PUBLIC and sources.may_be_internal(path)}
        reports = []
        for report in _apply(todo, files, settings, sources=sources, store=store, embedder=embedder, stored=stored):
            if report.happened is Happened.FAILED and report.path in wrongly_public:
                store.drop(report.path)
                report = replace(report, reason=f"{report.reason}{WITHHELD}")
            on_file(report)
            reports.append(report)
        result = SyncReport(tuple(sorted(reports, key=lambda report: report.path)), lost=store.lost())
        # What cannot be read now may be in an index of another model or layout alone; the others have served.
        lacking = {file.path for file in result.failed} & files.keys() - store.records().keys() - sources.withheld
        store.drop_other_generations(without=lacking)
        return result


def _would_lose_all(todo: Plan, stored: Mapping[str, Record]) -> bool:
    """True if no document stays, not even under another name."""
    kept_by_name = {record.version for record in stored.values()} & set(todo.write.values())
    return bool(stored) and len(todo.drop) == len(stored) and not kept_by_name


def corpus_files(corpus: Path) -> dict[str, Path]:
    """The files of a corpus by their path below it. What starts with a dot or an underscore, and links out, are left alone."""
    if not corpus.is_dir():
        raise CorpusError(f"De map met documenten '{corpus}' bestaat niet. Geef een andere map met --corpus.")
    found = {}
    for file in sorted(corpus.rglob("*")):
        path = file.relative_to(corpus)
        is_inside = file.resolve().is_relative_to(corpus.resolve())  # a link must not bring in what lies elsewhere
        is_document = file.is_file() and path.as_posix() != SOURCES_FILE
        if is_document and is_inside and not any(part.startswith((".", "_", "~$")) for part in path.parts):
            found[path.as_posix()] = file
    return found


def _versions(files: Mapping[str, Path], settings: Settings, sources: Sources) -> dict[str, str]:
    """What tells one version of a document from another: its bytes, what is known of it, and how passages are cut."""
    versions = {}
    for path, file in files.items():
        how = f"{LAYOUT}:{settings.chunk_words}:{sources.of(path).digest}".encode()
        try:
            versions[path] = hashlib.sha256(how + file.read_bytes()).hexdigest()[:32]
        except OSError:
            versions[path] = UNREADABLE
    return versions | {path: UNREADABLE for path in sources.problems if path in files}


def _apply(
    todo: Plan,
    files: Mapping[str, Path],
    settings: Settings,
    *,
    sources: Sources,
    store: Store,
    embedder: BaseEmbedding,
    stored: Mapping[str, Record],
) -> Iterator[FileReport]:
    for path, problem in sources.problems.items():
        yield FileReport(path, Happened.FAILED, reason=problem)
    for path in todo.keep:
        yield FileReport(path, Happened.UNCHANGED, stored[path].passages)
    for path, version in todo.write.items():
        if path in sources.problems:
            continue
        try:
            path.encode()
            document = load(files[path], path).with_source(sources.of(path))
            nodes = chunk(document, version=version, words=settings.chunk_words)
        except UnicodeEncodeError:
            yield FileReport(
                path.encode(errors="replace").decode(), Happened.FAILED, reason="de bestandsnaam is niet leesbaar; geef het een andere"
            )
            continue
        except LoadError as problem:
            happened = Happened.SKIPPED if problem.code == "unknown_format" else Happened.FAILED
            yield FileReport(path, happened, reason=str(problem))
            continue
        except Exception as problem:  # a file nobody foresaw must not stop the others
            yield FileReport(path, Happened.FAILED, reason=f"onverwachte fout bij het lezen ({type(problem).__name__}: {problem})")
            continue
        nodes, embedded = _embedded(nodes, store, embedder)
        store.put(_record(document, version, len(nodes)), nodes)
        happened = Happened.CHANGED if path in stored else Happened.ADDED
        yield FileReport(path, happened, len(nodes), embedded, _remark(document))
    for path in todo.drop:
        store.drop(path)
        yield FileReport(path, Happened.DROPPED)


def _embedded(nodes: list[TextNode], store: Store, embedder: BaseEmbedding) -> tuple[list[TextNode], int]:
    """The nodes with their vectors, and how many of those had to be made: what is stored is used again."""
    texts = {node.node_id: node.get_content(MetadataMode.EMBED) for node in nodes}
    digests = {id_: hashlib.sha256(text.encode()).hexdigest()[:32] for id_, text in texts.items()}
    known = store.vectors_of(sorted(set(digests.values())))
    missing = [node for node in nodes if digests[node.node_id] not in known]
    made = embedder.get_text_embedding_batch([texts[node.node_id] for node in missing])
    known |= {digests[node.node_id]: vector for node, vector in zip(missing, made, strict=True)}
    for node in nodes:
        node.metadata["digest"] = digests[node.node_id]
        node.excluded_embed_metadata_keys.append("digest")
        node.embedding = known[digests[node.node_id]]
    return nodes, len(missing)


def _record(document: Document, version: str, passages: int) -> Record:
    return Record(
        path=document.path,
        version=version,
        title=document.title,
        passages=passages,
        published=document.published or "",
        publisher=document.publisher or "",
        retold_from=document.source.retold_from,
        visibility=document.source.visibility,
    )


def _remark(document: Document) -> str:
    if not document.textless_pages:
        return ""
    pages = ", ".join(str(page) for page in document.textless_pages)
    return f"geen tekst op pagina {pages}"
