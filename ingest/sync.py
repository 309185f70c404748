"""Make the index say what the folder says: plan what to add, change, rename and drop, then do it, and tell."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import MetadataMode, TextNode

from ingest.chunk import chunk
from ingest.corpus import corpus_files
from ingest.document import Document
from ingest.embed import open_embedder
from ingest.errors import CorpusError, LoadError, NoIndex
from ingest.known import Known, informed, known
from ingest.plan import Content, Plan, contents_of, digest_of, plan
from ingest.read import PageRead, read_all
from ingest.ready import look_ready
from ingest.report import FileReport, Happened, SyncReport
from ingest.settings import Settings
from ingest.snapshot import Record
from ingest.sources import Sources, read_sources
from ingest.tesseract import HOW_TO_READ, ocr_stamp
from ingest.visibility import is_public

if TYPE_CHECKING:
    from ingest.store import Store

WITHHELD = "; tot dat verbeterd is, antwoordt het alleen medewerkers: het is misschien niet voor iedereen"
ODD_NAME = "de bestandsnaam is niet leesbaar; geef het een andere"

Reader = Callable[..., Iterator[tuple[str, Document | LoadError]]]


@dataclass(frozen=True)
class Listener:
    """Who wants to hear how a sync goes on: that it waits for another, what it will do, each page that is read, each file that is done."""

    on_wait: Callable[[], None] = lambda: None
    on_plan: Callable[[Plan, Mapping[str, Path]], None] = lambda *_: None
    on_page: Callable[[PageRead], None] = lambda _: None
    on_file: Callable[[FileReport], None] = lambda _: None


NOBODY = Listener()


@dataclass(frozen=True)
class _Corpus:
    """The files of a corpus, and what people wrote down about them."""

    files: Mapping[str, Path]
    sources: Sources
    contents: Mapping[str, Content]

    @classmethod
    def of(cls, settings: Settings) -> _Corpus:
        files = corpus_files(settings.corpus)
        sources = read_sources(settings.corpus, files)
        return cls(files, sources, contents_of(files, settings, sources, ocr=ocr_stamp()))


def update_index(settings: Settings, *, listener: Listener = NOBODY, replace_all: bool = False, thorough: bool = True) -> SyncReport:
    """Bring the index of the settings up to date with their corpus. Raises BronwijsError when that cannot be done at all.

    Unless it is `thorough`, an index in which nothing has to change is not opened, nor is its state checked: that takes longer
    than most answers.
    """
    corpus_files(settings.corpus)  # a folder that is not there is said before an index is made
    if not thorough and (report := _nothing_to_do(settings)):
        return report
    from ingest.store import Store  # late: it brings Chroma

    return sync(settings, Store(settings, create=True, on_wait=listener.on_wait), listener=listener, replace_all=replace_all)


def _nothing_to_do(settings: Settings) -> SyncReport | None:
    """The report on an index in which nothing has to change; None when something has to, or it cannot be told at once."""
    ready = look_ready(settings)
    if ready is None or not ready.is_alone:
        return None
    corpus = _Corpus.of(settings)
    todo = plan(corpus.contents, ready.records)
    if not todo.is_empty or _wrongly_public(todo, corpus.sources, ready.records):
        return None
    return SyncReport(tuple(sorted(_settled(todo, corpus, ready.records), key=lambda report: report.path)))


def sync(
    settings: Settings,
    store: Store,
    embedder: BaseEmbedding | None = None,
    *,
    listener: Listener = NOBODY,
    replace_all: bool = False,
    read: Reader = read_all,
) -> SyncReport:
    """Bring the index up to date with the folder `settings.corpus`; `listener` hears of all that happens.

    Without `embedder` it is the one that the settings name, which is opened when there is something to read.
    A file that cannot be read is reported and stops nothing; what was there of it goes on answering (staff only, where it
    may be meant for them), and it is tried again next time. Raises CorpusError when the folder is
    not there, and when it has none of the documents that the index has (the wrong folder, a disk that is not mounted),
    unless `replace_all`; also when its bronnen.toml does not make known which documents are internal. Raises
    IndexUnavailable when the index cannot be written; each document then answers as before or as after.
    """
    corpus_files(settings.corpus)  # a folder that is not there is said before the index is opened
    with store.writing():
        corpus = _Corpus.of(settings)
        todo = plan(corpus.contents, stored := store.records())
        if _would_lose_all(todo, corpus.contents, stored) and not replace_all:
            raise CorpusError(
                f"In '{settings.corpus}' staat geen van de {len(stored)} documenten die de index heeft; de index blijft zoals hij was. "
                "Is het de juiste map? Zo ja, gebruik dan: bronwijs ingest --replace"
            )
        is_rebuilt = store.replaces_another
        wrongly_public = _wrongly_public(todo, corpus.sources, stored)
        store.restrict(wrongly_public)  # before anything that may take long, or fail
        listener.on_plan(todo, corpus.files)
        if todo.write and embedder is None:
            embedder = open_embedder(settings.embedder, settings.embedder_options)
        reports = []
        for report in _apply(todo, corpus, settings, store=store, embedder=embedder, stored=stored, read=read, on_page=listener.on_page):
            if report.happened is Happened.FAILED and report.path in wrongly_public:
                report = replace(report, reason=f"{report.reason}{WITHHELD}")
            listener.on_file(report)
            reports.append(report)
        files = tuple(sorted(reports, key=lambda report: report.path))
        lost = 0 if todo.is_empty else store.lost()  # what was written before was checked then
        result = SyncReport(files, lost=lost, is_rebuilt=is_rebuilt, is_repaired=store.is_repaired)
        # What cannot be read now may be in an index of another model or layout alone; the others have served.
        lacking = {file.path for file in result.failed} & corpus.files.keys() - store.records().keys() - corpus.sources.withheld
        store.drop_other_generations(without=lacking)
        return result


def _wrongly_public(todo: Plan, sources: Sources, stored: Mapping[str, Record]) -> set[str]:
    """What answers everybody and may be for staff only by now; also under the name it had, where another file may be that document."""
    gone = todo.drop if any(map(sources.may_be_internal, todo.write)) else ()
    return {path for path, record in stored.items() if is_public(record.visibility) and (path in gone or sources.may_be_internal(path))}


@dataclass(frozen=True)
class Preview:
    """What a sync would do to each file, and what is known of each document that it would read."""

    files: tuple[FileReport, ...]
    known: Mapping[str, Known]

    @property
    def failed(self) -> tuple[FileReport, ...]:
        return tuple(file for file in self.files if file.happened is Happened.FAILED)

    def to_json(self) -> dict[str, Any]:
        """All of it, for programs."""
        return {"files": [asdict(file) for file in self.files], "known": {path: asdict(facts) for path, facts in self.known.items()}}


def preview(settings: Settings, *, listener: Listener = NOBODY, read: Reader = read_all) -> Preview:
    """What `sync` would do; reads what is new or changed, and writes nothing.

    Raises CorpusError when the folder or its bronnen.toml cannot be read, IndexUnavailable when there is an index that cannot.
    """
    corpus = _Corpus.of(settings)
    stored = _stored(settings)
    todo = plan(corpus.contents, stored)
    listener.on_plan(todo, corpus.files)
    reports, facts = [*_settled(todo, corpus, stored)], {}
    for path, found in _read(todo, corpus, read, listener.on_page):
        if isinstance(found, FileReport):
            reports.append(found)
        else:
            facts[path] = known(found)
            reports.append(FileReport(path, Happened.CHANGED if path in stored else Happened.ADDED, reason=_remark(found)))
        listener.on_file(reports[-1])
    reports += (FileReport(path, Happened.DROPPED) for path in todo.drop)
    return Preview(tuple(sorted(reports, key=lambda report: report.path)), dict(sorted(facts.items())))


def _would_lose_all(todo: Plan, contents: Mapping[str, Content], stored: Mapping[str, Record]) -> bool:
    """True if nothing stays, not even under a name that makes it another document."""
    digests = {content.digest for content in contents.values()}
    return bool(stored) and len(todo.drop) == len(stored) and not any(digest_of(record.version) in digests for record in stored.values())


def _stored(settings: Settings) -> Mapping[str, Record]:
    """What the index has; nothing where there is none yet, or one of another model or layout."""
    from ingest.store import Store  # late: it brings Chroma

    try:
        return Store(settings, create=False).records()
    except NoIndex:
        return {}


def _apply(
    todo: Plan,
    corpus: _Corpus,
    settings: Settings,
    *,
    store: Store,
    embedder: BaseEmbedding | None,
    stored: Mapping[str, Record],
    read: Reader,
    on_page: Callable[[PageRead], None],
) -> Iterator[FileReport]:
    store.rename({old: new for new, old in todo.rename.items()})
    yield from _settled(todo, corpus, stored)
    for path, found in _read(todo, corpus, read, on_page):
        if isinstance(found, FileReport):
            yield found
            continue
        document = informed(found)
        version = corpus.contents[path].version(document)
        nodes, embedded = _embedded(chunk(document, version=version, words=settings.chunk_words), store, embedder)
        store.put(_record(document, version, len(nodes)), nodes)
        yield FileReport(path, Happened.CHANGED if path in stored else Happened.ADDED, len(nodes), embedded, _remark(document))
    for path in todo.drop:
        store.drop(path)
        yield FileReport(path, Happened.DROPPED)


def _settled(todo: Plan, corpus: _Corpus, stored: Mapping[str, Record]) -> Iterator[FileReport]:
    """The files that need not be read."""
    for path, problem in corpus.sources.problems.items():
        yield FileReport(path, Happened.FAILED, reason=problem)
    for path in todo.keep:
        yield FileReport(path, Happened.UNCHANGED, stored[path].passages)
    for path, old in todo.rename.items():
        yield FileReport(path, Happened.RENAMED, stored[old].passages, was=old)
    for path in _unreadable_names(todo.write):
        yield FileReport(path.encode(errors="replace").decode(), Happened.FAILED, reason=ODD_NAME)


def _read(todo: Plan, corpus: _Corpus, read: Reader, on_page: Callable[[PageRead], None]) -> Iterator[tuple[str, Document | FileReport]]:
    """The document in each file that has to be read, with what people wrote of it, or the report of why there is none."""
    left_out = corpus.sources.problems.keys() | set(_unreadable_names(todo.write))
    for path, found in read({path: corpus.files[path] for path in todo.write if path not in left_out}, on_page=on_page):
        if isinstance(found, LoadError):
            happened = Happened.SKIPPED if found.code == "unknown_format" else Happened.FAILED
            yield path, FileReport(path, happened, reason=str(found))
        else:
            yield path, found.with_source(corpus.sources.of(path))


def _unreadable_names(paths: Iterable[str]) -> list[str]:
    """The names that are no text: made by a program with another character set."""
    return [path for path in paths if path != path.encode(errors="replace").decode()]


def _embedded(nodes: list[TextNode], store: Store, embedder: BaseEmbedding) -> tuple[list[TextNode], int]:
    """The nodes with their vectors, and how many of those had to be made: what is stored is used again."""
    texts = {node.node_id: node.get_content(MetadataMode.EMBED) for node in nodes}
    digests = {id_: hashlib.sha256(text.encode()).hexdigest()[:32] for id_, text in texts.items()}
    vectors = store.vectors_of(sorted(set(digests.values())))
    missing = [node for node in nodes if digests[node.node_id] not in vectors]
    made = embedder.get_text_embedding_batch([texts[node.node_id] for node in missing])
    vectors |= {digests[node.node_id]: vector for node, vector in zip(missing, made, strict=True)}
    for node in nodes:
        node.metadata["digest"] = digests[node.node_id]
        node.excluded_embed_metadata_keys.append("digest")
        node.embedding = vectors[digests[node.node_id]]
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
    """What a person should know of a document that was read."""
    remarks = []
    if document.textless_pages:
        remarks.append(f"geen tekst op pagina {_ranges(document.textless_pages)}")
        remarks += [] if ocr_stamp() else [HOW_TO_READ]
    if document.scanned_pages:
        remarks.append(f"gescand en met OCR gelezen: pagina {_ranges(document.scanned_pages)}")
    return "; ".join(remarks)


def _ranges(numbers: Sequence[int]) -> str:
    """Numbers in words, those that follow each other together.

    >>> _ranges((1, 2, 3, 5, 8, 9))
    '1-3, 5, 8-9'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
