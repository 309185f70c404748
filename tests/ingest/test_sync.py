"""The index says what the folder says, and only what is new is embedded."""

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr

import ingest.store
from ingest.corpus import corpus_files
from ingest.errors import CorpusError, IndexUnavailable, LoadError
from ingest.load import load
from ingest.read import read_all
from ingest.store import HNSW, Store
from ingest.sync import Happened, Listener, SyncReport, preview, sync, update_index
from ingest.tesseract import ocr_stamp

ROOT = Path(__file__).parents[2]
SYNC = """
import sys
from pathlib import Path
from ingest.embed import open_embedder
from ingest.settings import Settings
from ingest.store import Store
from ingest.sync import sync
settings = Settings(Path(sys.argv[1]), sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
report = sync(settings, Store(settings, create=True), open_embedder(settings.embedder))
assert not report.failed and report.lost == 0, report
"""


class CountingEmbedder(BaseEmbedding):
    """Gives each text a vector of its own, and remembers which texts it was asked for."""

    _asked: list[str] = PrivateAttr(default_factory=list)

    def _get_text_embedding(self, text: str) -> list[float]:
        self._asked.append(text)
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
        vector = np.random.default_rng(seed).normal(size=16)
        return (vector / np.linalg.norm(vector)).tolist()

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    def asked(self) -> list[str]:
        """The texts since the last time this was asked."""
        texts, self._asked = self._asked, []
        return texts


def read_here(files, *, on_page=None):
    """As `read_all` does, without the seconds that a process of its own takes to start."""
    for path, file in files.items():
        try:
            yield path, load(file, path)
        except LoadError as problem:
            yield path, problem


def read_nothing(files, *, on_page=None):
    """A reader for which every file is locked."""
    return ((path, LoadError("locked", "vergrendeld")) for path in files)


def passages_in(store: Store) -> int:
    """How many passages an index holds, also those that answer nobody."""
    store._look()
    return store._passages.count()


def models_in(store: Store) -> set[str]:
    """The models and layouts that an index holds passages of."""
    store._look()
    return {found.name.rsplit("-", 1)[1] for found in store._client.list_collections()}


class Index:
    """A corpus, its index, and what a person does with them."""

    def __init__(self, settings):
        self.settings, self.embedder = settings, CountingEmbedder()
        self.store = Store(settings, create=True)

    def preview(self, read=read_here) -> dict[str, str]:
        return {file.path: str(file.happened) for file in preview(self.settings, read=read).files}

    def sync(self, read=read_here, **how) -> SyncReport:
        return sync(self.settings, self.store, self.embedder, read=read, **how)

    def happened(self) -> dict[str, str]:
        return {file.path: str(file.happened) for file in self.sync().files}

    def text(self) -> str:
        return "\n".join(node.text for node in self.store.snapshot().nodes)


@pytest.fixture
def index(settings, corpus) -> Index:
    return Index(settings(embedder="counting"))


def test_a_first_sync_adds_every_file(index, corpus):
    assert index.happened() == {"nieuws.txt": "added", "toelating.md": "added", "webpaginas/begeleiding.html": "added"}
    assert list(index.store.records()) == ["nieuws.txt", "toelating.md", "webpaginas/begeleiding.html"]
    for words in ("1.500 euro", "dinsdag 4 november", "eigen begeleider"):
        assert words in index.text()


def test_a_second_sync_embeds_and_changes_nothing(index):
    first = index.sync()
    assert first.embedded == len(index.embedder.asked()) == sum(file.passages for file in first.files)
    stamp = index.store.stamp()
    second = index.sync()
    assert {file.happened for file in second.files} == {Happened.UNCHANGED}
    assert [file.passages for file in second.files] == [file.passages for file in first.files]
    assert (index.embedder.asked(), second.embedded, second.changed_anything, index.store.stamp()) == ([], 0, False, stamp)


def test_a_touched_file_with_the_same_bytes_is_unchanged(index, corpus):
    index.sync()
    (corpus / "nieuws.txt").write_bytes((corpus / "nieuws.txt").read_bytes())
    assert set(index.happened().values()) == {"unchanged"}


def test_a_changed_file_embeds_only_the_passages_that_are_new(index, corpus):
    index.sync()
    index.embedder.asked()
    file = corpus / "toelating.md"
    file.write_text(file.read_text().replace("1.500 euro", "1.800 euro"))
    report = index.sync()
    assert {entry.path: (str(entry.happened), entry.embedded) for entry in report.files if entry.happened is not Happened.UNCHANGED} == {
        "toelating.md": ("changed", 1)
    }
    (asked,) = index.embedder.asked()
    assert "1.800 euro" in asked
    assert "1.800 euro" in index.text()
    assert "1.500 euro" not in index.text()


def test_a_deleted_file_no_longer_answers(index, corpus):
    index.sync()
    (corpus / "nieuws.txt").unlink()
    assert index.happened()["nieuws.txt"] == "dropped"
    assert "nieuws.txt" not in index.store.records()
    assert "dinsdag 4 november" not in index.text()
    assert "nieuws.txt" not in index.happened()


def changes(report: SyncReport) -> dict[str, tuple[str, str, int]]:
    """(what happened, the name before, passages embedded) of each file that is not as it was."""
    return {file.path: (str(file.happened), file.was, file.embedded) for file in report.files if file.happened is not Happened.UNCHANGED}


def read_never(files, *, on_page=None):
    """A reader that is asked for nothing."""
    assert not files
    return iter(())


def test_a_file_with_another_name_is_not_read_again_and_answers_under_that_name(index, corpus):
    index.sync()
    before = index.store.snapshot()
    index.embedder.asked()
    (corpus / "toelating.md").rename(corpus / "webpaginas" / "nieuwe-naam.md")
    assert changes(index.sync(read_never)) == {"webpaginas/nieuwe-naam.md": ("renamed", "toelating.md", 0)}
    assert index.embedder.asked() == []
    for store in (index.store, Store(index.settings, create=False)):
        after = store.snapshot()
        assert list(after.records) == ["nieuws.txt", "webpaginas/begeleiding.html", "webpaginas/nieuwe-naam.md"]
        assert {node.metadata["document"] for node in after.nodes} == set(after.records)
        assert after.stamp != before.stamp
    named = {node.metadata["document"]: node.text for node in before.nodes}
    assert "toelating.md" in named  # an older snapshot stays as it was
    assert {node.text for node in after.nodes} == {node.text for node in before.nodes}
    assert set(index.happened().values()) == {"unchanged"}


def test_a_name_that_changes_in_its_capitals_only_is_another_name(index, corpus):
    index.sync()
    (corpus / "toelating.md").rename(corpus / "Toelating.md")
    assert changes(index.sync(read_never)) == {"Toelating.md": ("renamed", "toelating.md", 0)}


def test_two_files_that_swap_their_names(index, corpus):
    (corpus / "kosten.md").write_text(
        "# Wat het kost\n\nDe reis kost 300 euro per persoon, en dat is alles bij elkaar.\n", encoding="utf-8"
    )
    index.sync()
    (corpus / "kosten.md").rename(corpus / "even.md")
    (corpus / "toelating.md").rename(corpus / "kosten.md")
    (corpus / "even.md").rename(corpus / "toelating.md")
    assert changes(index.sync(read_never)) == {
        "kosten.md": ("renamed", "toelating.md", 0),
        "toelating.md": ("renamed", "kosten.md", 0),
    }
    by_text = {node.text: node.metadata["document"] for node in index.store.snapshot().nodes}
    assert {document for text, document in by_text.items() if "300 euro" in text} == {"toelating.md"}
    assert {document for text, document in by_text.items() if "1.500 euro" in text} == {"kosten.md"}


def test_a_file_that_takes_the_name_of_another_replaces_it(index, corpus):
    index.sync()
    (corpus / "kopie.md").write_text("# Kopie\n\nHier staat iets anders dan in de andere documenten.\n", encoding="utf-8")
    index.sync()
    (corpus / "toelating.md").rename(corpus / "kopie.md")
    assert changes(index.sync()) == {"kopie.md": ("changed", "", 0), "toelating.md": ("dropped", "", 0)}
    assert "iets anders" not in index.text()
    assert index.text().count("1.500 euro") == 1


def test_another_name_and_another_text_at_once_is_another_document(index, corpus):
    index.sync()
    (corpus / "toelating.md").rename(corpus / "anders.md")
    (corpus / "anders.md").write_text((corpus / "anders.md").read_text(encoding="utf-8").replace("1.500", "1.800"), encoding="utf-8")
    assert changes(index.sync()) == {"anders.md": ("added", "", 1), "toelating.md": ("dropped", "", 0)}


def test_a_document_that_is_called_after_its_file_is_read_again_under_another_name(index, corpus):
    (corpus / "reis naar gent.txt").write_text("de bus vertrekt om acht uur en komt om elf uur aan in de stad.\n" * 3, encoding="utf-8")
    index.sync()
    assert index.store.records()["reis naar gent.txt"].title == "reis naar gent"
    (corpus / "reis naar gent.txt").rename(corpus / "reis naar brugge.txt")
    found = changes(index.sync())
    assert {path: what for path, (what, _, _) in found.items()} == {"reis naar gent.txt": "dropped", "reis naar brugge.txt": "added"}
    assert index.store.records()["reis naar brugge.txt"].title == "reis naar brugge"


def test_a_copy_and_a_name_that_is_used_again_are_documents_of_their_own(index, corpus):
    index.sync()
    text = (corpus / "toelating.md").read_text(encoding="utf-8")
    (corpus / "toelating.md").rename(corpus / "b.md")
    index.sync()
    for name in ("toelating.md", "c.md"):
        (corpus / name).write_text(text, encoding="utf-8")
    assert changes(index.sync()) == {"toelating.md": ("added", "", 0), "c.md": ("added", "", 0)}
    (corpus / "b.md").unlink()
    index.sync()
    assert index.text().count("1.500 euro") == 2
    assert passages_in(index.store) == len(index.store.snapshot().nodes)


def test_all_files_with_another_name_are_no_other_folder(index, corpus):
    index.sync()
    (corpus / "elders").mkdir()
    for file in list(corpus.glob("*.*")) + list((corpus / "webpaginas").glob("*.*")):
        file.rename(corpus / "elders" / file.name)
    assert {what for what, _, _ in changes(index.sync()).values()} == {"renamed"}


def test_another_chunk_size_reads_every_file_again(index, settings):
    index.sync()
    index.settings = settings(embedder="counting", chunk_words=5)
    assert set(index.happened().values()) == {"changed"}


def test_stored_passages_have_the_vector_of_their_text_and_none_is_lost(index):
    assert index.sync().lost == 0
    snapshot = index.store.snapshot()
    texts = [node.get_content("embed") for node in snapshot.nodes]
    assert np.allclose(snapshot.vectors, index.embedder.get_text_embedding_batch(texts), atol=1e-6)
    assert np.linalg.norm(snapshot.vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_equal_passages_are_embedded_with_one_vector(index, corpus):
    (corpus / "kopie.md").write_text((corpus / "toelating.md").read_text())
    report = index.sync()
    assert report.embedded == sum(file.passages for file in report.files) - 3
    assert len(index.store.snapshot().nodes) == sum(file.passages for file in report.files)


def test_a_file_that_fails_keeps_its_old_version_answering_and_is_tried_again(index, corpus, data):
    brochure = corpus / "brochure.pdf"
    whole = (data / "two_columns.pdf").read_bytes()
    brochure.write_bytes(whole)
    index.sync()
    version = index.store.records()["brochure.pdf"].version
    brochure.write_bytes(whole[:2000])
    for _ in range(2):
        report = index.sync()
        (failed,) = report.failed
        assert (failed.path, "beschadigd" in failed.reason, report.changed_anything) == ("brochure.pdf", True, False)
        assert index.store.records()["brochure.pdf"].version == version
        assert "werkgeversbedrag" in index.text()
    brochure.write_bytes(whole)
    assert index.happened()["brochure.pdf"] == "unchanged"


def test_a_new_file_that_fails_is_added_once_it_is_whole(index, corpus, data):
    (corpus / "brochure.pdf").write_bytes(b"")
    assert index.happened()["brochure.pdf"] == "failed"
    (corpus / "brochure.pdf").write_bytes((data / "two_columns.pdf").read_bytes())
    assert index.happened()["brochure.pdf"] == "added"


def test_unreadable_files_of_every_kind_never_raise(index, corpus):
    noise = np.random.default_rng(1).bytes(3000)
    for suffix in ("pdf", "docx", "html", "htm", "md", "txt", "jpg"):
        (corpus / f"ruis.{suffix}").write_bytes(noise)
        (corpus / f"leeg.{suffix}").touch()
    (corpus / "map.pdf").mkdir()
    (corpus / "nergens.pdf").symlink_to(corpus / "bestaat-niet.pdf")
    report = index.sync()
    by_path = {file.path: file for file in report.files}
    assert {path for path, file in by_path.items() if file.happened is Happened.SKIPPED} == {"ruis.jpg", "leeg.jpg"}
    assert {f"leeg.{suffix}" for suffix in ("pdf", "docx", "html", "htm", "md", "txt")} <= {file.path for file in report.failed}
    assert {"ruis.pdf", "ruis.docx"} <= {file.path for file in report.failed}
    assert all(file.reason for file in report.failed)
    assert by_path["toelating.md"].happened is Happened.ADDED


def test_a_file_that_may_not_be_opened_keeps_answering(index, corpus, monkeypatch):
    index.sync()
    real = Path.open

    def closed(self, *how, **more):
        if self.name == "nieuws.txt":
            raise PermissionError(13, "Permission denied")
        return real(self, *how, **more)

    monkeypatch.setattr(Path, "open", closed)
    (failed,) = index.sync().failed
    assert (failed.path, "geen rechten" in failed.reason) == ("nieuws.txt", True)
    assert "dinsdag 4 november" in index.text()


def test_a_missing_folder_is_a_corpus_error_and_drops_nothing(index, settings, tmp_path):
    index.sync()
    index.settings = settings(corpus=tmp_path / "weg", embedder="counting")
    with pytest.raises(CorpusError, match="bestaat niet"):
        index.sync()
    assert len(index.store.records()) == 3


def test_a_file_instead_of_a_folder_is_a_corpus_error(corpus):
    with pytest.raises(CorpusError):
        corpus_files(corpus / "nieuws.txt")


@pytest.mark.parametrize("name", ["_concept.md", ".verborgen.md", "~$nieuws.docx", "_source/a.md", ".git/a.md", "map/_b/c.md"])
def test_what_starts_with_a_dot_or_an_underscore_is_left_alone(corpus, name):
    (corpus / name).parent.mkdir(parents=True, exist_ok=True)
    (corpus / name).write_text("# Kop\n\nTekst.\n")
    assert list(corpus_files(corpus)) == ["nieuws.txt", "toelating.md", "webpaginas/begeleiding.html"]


def test_a_corpus_below_a_folder_with_an_underscore_is_read(corpus, tmp_path):
    (tmp_path / "_werk").mkdir()
    corpus.rename(tmp_path / "_werk" / "corpus")
    assert len(corpus_files(tmp_path / "_werk" / "corpus")) == 3


def test_each_file_is_told_of_at_once_and_in_the_report(index):
    told = []
    report = index.sync(listener=Listener(on_file=told.append))
    assert sorted(told, key=lambda file: file.path) == list(report.files)


def add_brochure_with_a_scan(corpus, data) -> None:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=data / "two_columns.pdf")
    writer.append(data / "scan.pdf")
    writer.write(corpus / "brochure.pdf")


def test_a_page_that_nothing_can_read_is_a_remark_on_a_file_that_was_added(index, corpus, data, monkeypatch):
    monkeypatch.setenv("PATH", "")
    add_brochure_with_a_scan(corpus, data)
    (file,) = [file for file in index.sync().files if file.path == "brochure.pdf"]
    assert file.happened is Happened.ADDED
    assert file.reason.startswith("geen tekst op pagina 6; installeer tesseract")


@pytest.mark.skipif(not ocr_stamp(), reason="needs Tesseract with Dutch")
def test_a_scan_is_tried_again_once_scans_can_be_read_and_other_documents_are_not(index, corpus, data, monkeypatch):
    add_brochure_with_a_scan(corpus, data)
    with monkeypatch.context() as patch:
        patch.setenv("PATH", "")
        index.sync()
    report = index.sync()
    assert {path: what for path, (what, _, _) in changes(report).items()} == {"brochure.pdf": "changed"}
    (file,) = [file for file in report.files if file.path == "brochure.pdf"]
    assert "pagina 6" in file.reason and "installeer" not in file.reason
    assert set(index.happened().values()) == {"unchanged"}


def test_a_sync_that_is_killed_is_finished_by_the_next(index, monkeypatch):
    put = Store.put

    def killed(self, record, nodes):
        if record.path == "toelating.md":
            self._begin()
            self._passages.upsert(
                ids=[node.node_id for node in nodes],
                embeddings=[node.embedding for node in nodes],
                documents=[node.text for node in nodes],
                metadatas=[{"document": record.path, "version": record.version} for _ in nodes],
            )
            raise KeyboardInterrupt
        put(self, record, nodes)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Store, "put", killed)
        index.sync()
    assert "1.500 euro" not in index.text()
    assert index.happened() == {"nieuws.txt": "unchanged", "toelating.md": "added", "webpaginas/begeleiding.html": "added"}
    assert passages_in(index.store) == len(index.store.snapshot().nodes)


def test_an_index_whose_vector_files_were_cut_off_is_said_to_be_damaged_and_made_anew(settings, corpus, monkeypatch):
    monkeypatch.setattr("ingest.store.HNSW", HNSW | {"sync_threshold": 3, "batch_size": 2})  # vectors go to disk at once
    long = "\n\n".join(f"Alinea {number} over de reis naar Gent, met woorden genoeg om een passage te zijn." for number in range(9))
    (corpus / "lang.md").write_text(f"# Reis\n\n{long}\n", encoding="utf-8")
    index = Index(settings(embedder="counting", chunk_words=12))
    assert not index.sync().is_repaired
    before = index.text()
    for file in Path(index.settings.index).rglob("index_metadata.pickle"):
        file.write_bytes(file.read_bytes()[:-20])
    index.store.close()  # Chroma goes on with what it has in memory
    with pytest.raises(IndexUnavailable, match="beschadigd.*bronwijs ingest"):
        Index(index.settings).store.snapshot()
    again = Index(index.settings)
    report = again.sync()
    assert report.is_repaired and {file.happened for file in report.files} == {Happened.ADDED}
    assert again.text() == before and not Index(index.settings).sync().is_repaired


def test_another_embedder_replaces_the_index_once_it_is_whole_and_that_is_said(index, settings):
    assert not index.sync().is_rebuilt
    other = Index(settings(embedder="counting-anew"))
    assert "1.500 euro" in index.text()
    report = other.sync()
    assert report.is_rebuilt and {file.happened for file in report.files} == {Happened.ADDED}
    assert not other.sync().is_rebuilt
    assert models_in(other.store) == {other.store._suffix}


def test_another_embedder_does_not_replace_an_index_while_a_file_fails(index, settings):
    index.sync()
    other = Index(settings(embedder="counting-anew"))
    assert len(other.sync(read_nothing).failed) == 3
    assert len(Store(index.settings, create=False).records()) == 3


def test_another_embedder_replaces_an_index_that_lacks_what_cannot_be_read_as_well(index, corpus, settings, data):
    (corpus / "scan.pdf").write_bytes((data / "scan.pdf").read_bytes())
    index.sync()
    other = Index(settings(embedder="counting-anew"))
    assert [file.path for file in other.sync().failed] == ["scan.pdf"]
    assert models_in(other.store) == {other.store._suffix}


def test_an_index_goes_that_holds_nothing_more_and_one_stays_that_alone_holds_a_document(index, corpus, settings):
    index.sync()
    (corpus / "nieuws.txt").write_bytes(b"")
    second, third = Index(settings(embedder="second")), Index(settings(embedder="third"))
    for each in (second, third):
        assert [file.path for file in each.sync().failed] == ["nieuws.txt"]
    assert models_in(third.store) == {index.store._suffix, third.store._suffix}


def test_two_processes_that_sync_at_once_both_succeed(settings, corpus, embedder):
    made = settings()
    Store(made, create=True)
    command = [sys.executable, "-c", SYNC, str(made.corpus), made.index]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "ready\n", other.stderr.read()
        other.stdin.write("go\n")
        other.stdin.flush()
        store = Store(made, create=True)
        own = sync(made, store, embedder)
        said = other.communicate(timeout=300)[1]
    assert (other.returncode, said, own.failed, own.lost) == (0, "", (), 0)
    assert len(store.records()) == 3
    assert len(store.snapshot().nodes) == passages_in(store) == sum(record.passages for record in store.records().values())
    assert {file.happened for file in sync(made, store, embedder).files} == {Happened.UNCHANGED}


def test_a_folder_with_none_of_the_documents_leaves_the_index_as_it_was(index, corpus):
    index.sync()
    for file in [file for file in corpus.rglob("*") if file.is_file()]:
        file.unlink()
    with pytest.raises(CorpusError, match="blijft zoals hij was"):
        index.sync()
    assert len(index.store.records()) == 3
    (corpus / "nieuw.md").write_text("# Nieuw\n\nEr is een nieuw document in de map gezet.\n", encoding="utf-8")
    report = index.sync(replace_all=True)
    assert not report.failed and list(index.store.records()) == ["nieuw.md"]


def test_a_link_that_leads_out_of_the_corpus_is_not_followed(corpus, tmp_path):
    (tmp_path / "geheim.txt").write_text("Dit ligt ergens anders.", encoding="utf-8")
    (corpus / "link.txt").symlink_to(tmp_path / "geheim.txt")
    (corpus / "eigen.md").symlink_to(corpus / "toelating.md")
    assert "link.txt" not in corpus_files(corpus) and "eigen.md" in corpus_files(corpus)


def test_a_file_name_that_is_no_text_is_reported_and_stops_nothing(index, corpus):
    Path(str(corpus) + "/kapot\udcff.md").write_text("# Kapot\n\nDeze naam is geen tekst.\n", encoding="utf-8")
    report = index.sync()
    assert [file.reason for file in report.failed] == ["de bestandsnaam is niet leesbaar; geef het een andere"]
    assert len(index.store.records()) == 3


SOURCES = (
    '["toelating.md"]\ntitle = "Toelating tot de opleiding"\nretold_from = "De toelatingsgids"\naudience = ["zij-instromer", "docent"]\n'
)


def test_what_bronnen_toml_says_reaches_every_passage_and_is_no_document_itself(index, corpus):
    (corpus / "bronnen.toml").write_text(SOURCES, encoding="utf-8")
    assert "bronnen.toml" not in index.happened()
    snapshot = index.store.snapshot()
    assert snapshot.records["toelating.md"].retold_from == "De toelatingsgids"
    known = [node.metadata for node in snapshot.nodes if node.metadata["document"] == "toelating.md"]
    assert {(meta["title"], meta["audience"]) for meta in known} == {("Toelating tot de opleiding", "zij-instromer, docent")}


def test_a_change_in_bronnen_toml_changes_that_document_and_embeds_only_what_counts_for_meaning(index, corpus):
    (corpus / "bronnen.toml").write_text(SOURCES, encoding="utf-8")
    index.sync()
    (corpus / "bronnen.toml").write_text(SOURCES + 'region = "Overijssel"\n', encoding="utf-8")
    report = index.sync()
    assert {file.path: str(file.happened) for file in report.files} == {
        "nieuws.txt": "unchanged",
        "toelating.md": "changed",
        "webpaginas/begeleiding.html": "unchanged",
    }
    assert report.embedded == 0


def test_a_mistake_in_bronnen_toml_fails_that_document_and_its_old_version_answers_on(index, corpus):
    index.sync()
    (corpus / "bronnen.toml").write_text('["toelating.md"]\ntitel = "x"\n["weg.pdf"]\n', encoding="utf-8")
    report = index.sync()
    assert [(file.path, "bronnen.toml" in file.reason) for file in report.failed] == [("toelating.md", True), ("weg.pdf", True)]
    assert "1.500 euro" in index.text()
    (corpus / "bronnen.toml").unlink()
    assert not index.sync().failed


def test_a_bronnen_toml_that_cannot_be_read_changes_nothing(index, corpus):
    index.sync()
    stamp = index.store.stamp()
    (corpus / "bronnen.toml").write_text("[[[", encoding="utf-8")
    (corpus / "nieuws.txt").unlink()
    with pytest.raises(CorpusError, match="bronnen.toml"):
        index.sync()
    assert index.store.stamp() == stamp


def test_an_internal_document_is_not_among_what_is_public(index, corpus):
    (corpus / "bronnen.toml").write_text('["toelating.md"]\nvisibility = "internal"\n', encoding="utf-8")
    index.sync()
    everything = index.store.snapshot()
    public = everything.public()
    assert list(public.records) == ["nieuws.txt", "webpaginas/begeleiding.html"]
    assert {node.metadata["document"] for node in public.nodes} == set(public.records)
    assert "toelating.md" in everything.records
    for node, vector in zip(public.nodes, public.vectors, strict=True):
        assert np.array_equal(vector, everything.vectors[[other.node_id for other in everything.nodes].index(node.node_id)])


def public_text(index) -> str:
    return "\n".join(node.text for node in index.store.snapshot().public().nodes)


@pytest.mark.parametrize("table", ['["toelating.md"]\nvisibility = "intern"\n', '["./Toelating.md"]\nvisibility = "internal"\n'])
def test_a_document_that_may_be_internal_answers_staff_only_until_the_mistake_is_mended(index, corpus, table):
    index.sync()
    assert "1.500 euro" in public_text(index)
    (corpus / "bronnen.toml").write_text(table, encoding="utf-8")
    for _ in range(2):
        (failed,) = index.sync().failed
        assert failed.path == "toelating.md"
        assert "1.500 euro" in index.text() and "1.500 euro" not in public_text(index)
    (corpus / "bronnen.toml").write_text('["toelating.md"]\nvisibility = "internal"\n', encoding="utf-8")
    assert not index.sync().failed
    assert "1.500 euro" in index.text() and "1.500 euro" not in public_text(index)


def test_it_is_said_that_a_document_answers_staff_only(index, corpus):
    index.sync()
    (corpus / "bronnen.toml").write_text('["toelating.md"]\nvisibility = "intern"\n', encoding="utf-8")
    told = []
    index.sync(listener=Listener(on_file=told.append))
    (failed,) = [file for file in told if file.happened is Happened.FAILED]
    assert "niet 'intern'; tot dat verbeterd is, antwoordt het alleen medewerkers" in failed.reason


def test_an_internal_document_with_a_mistake_goes_on_answering_staff(index, corpus):
    (corpus / "bronnen.toml").write_text('["toelating.md"]\nvisibility = "internal"\n', encoding="utf-8")
    index.sync()
    (corpus / "bronnen.toml").write_text('["toelating.md"]\nvisibility = "intern"\n', encoding="utf-8")
    (failed,) = index.sync().failed
    assert "tot dat verbeterd is" not in failed.reason
    assert "1.500 euro" in index.text() and "1.500 euro" not in public_text(index)


def test_a_document_that_became_internal_and_cannot_be_read_now_answers_staff_only(index, corpus):
    index.sync()
    (corpus / "toelating.md").write_bytes(b"")
    (corpus / "bronnen.toml").write_text('["toelating.md"]\nvisibility = "internal"\n', encoding="utf-8")
    assert [file.path for file in index.sync().failed] == ["toelating.md"]
    assert "1.500 euro" in index.text() and "1.500 euro" not in public_text(index)


def test_a_document_that_became_internal_is_so_at_once_also_where_the_sync_comes_no_further(index, corpus, monkeypatch):
    index.sync()
    stamp = index.store.stamp()
    (corpus / "bronnen.toml").write_text('["toelating.md"]\nvisibility = "internal"\n', encoding="utf-8")

    def away(*_):
        raise IndexUnavailable("de schijf is vol")

    monkeypatch.setattr(Store, "put", away)
    with pytest.raises(IndexUnavailable):
        index.sync()
    assert "1.500 euro" in index.text() and "1.500 euro" not in public_text(index)
    assert index.store.stamp() != stamp  # so that an open page sees it


def test_a_document_that_became_internal_under_another_name_is_so_at_once(index, corpus):
    index.sync()
    (corpus / "nieuws.txt").rename(corpus / "voor ons.txt")
    (corpus / "bronnen.toml").write_text('["voor ons.txt"]\nvisibility = "internal"\n', encoding="utf-8")
    seen = []

    def looks(files, *, on_page=None):
        seen.append(sorted(Store(index.settings, create=False).snapshot().public().records))
        yield from read_here(files, on_page=on_page)

    index.sync(looks)
    assert seen == [["toelating.md", "webpaginas/begeleiding.html"]]
    assert sorted(index.store.snapshot().public().records) == ["toelating.md", "webpaginas/begeleiding.html"]
    assert "voor ons.txt" in index.store.records()


def test_when_nobody_knows_what_is_internal_nothing_changes(index, corpus):
    index.sync()
    stamp = index.store.stamp()
    (corpus / "nieuw.md").write_text("# Salarissen\n\nDe rector verdient 7.200 euro per maand.\n", encoding="utf-8")
    (corpus / "bronnen.toml").write_text('["salarissen.md"]\nvisibility = "internal"\n', encoding="utf-8")
    with pytest.raises(CorpusError, match="alleen voor medewerkers"):
        index.sync()
    assert index.store.stamp() == stamp


def test_a_preview_says_what_a_sync_would_do_and_does_nothing(index, corpus):
    first = index.preview()
    assert index.store.records() == {}
    assert index.happened() == first
    stamp, passages = index.store.stamp(), passages_in(index.store)
    (corpus / "nieuws.txt").unlink()
    (corpus / "toelating.md").rename(corpus / "anders.md")
    (corpus / "webpaginas" / "begeleiding.html").write_text(
        "<html><body><h1>Begeleiding</h1><p>Dit is een heel andere tekst.</p></body></html>"
    )
    (corpus / "leeg.pdf").touch()
    (corpus / "foto.jpg").touch()
    found = index.preview()
    assert found == {
        "anders.md": "renamed",
        "foto.jpg": "skipped",
        "leeg.pdf": "failed",
        "nieuws.txt": "dropped",
        "webpaginas/begeleiding.html": "changed",
    }
    assert (index.store.stamp(), passages_in(index.store)) == (stamp, passages)
    assert index.happened() == found


def test_a_preview_of_a_folder_without_an_index_makes_none(settings, corpus, tmp_path):
    found = preview(settings(), read=read_here)
    assert {file.happened for file in found.files} == {Happened.ADDED}
    assert found.known["toelating.md"].title.value == "Toelating"
    assert not (tmp_path / "index").exists()
    assert json.loads(json.dumps(found.to_json()))["known"]["toelating.md"]["title"] == {"value": "Toelating", "origin": "bestand"}


def test_a_preview_of_an_index_that_cannot_be_reached_says_so(settings, corpus):
    with pytest.raises(IndexUnavailable, match="127.0.0.1:9"):
        preview(settings(index="http://127.0.0.1:9"), read=read_here)


def test_what_is_heard_is_the_plan_and_each_page_and_each_file(index, corpus, data):
    (corpus / "brochure.pdf").write_bytes((data / "two_columns.pdf").read_bytes())
    heard = []
    listener = Listener(
        on_plan=lambda todo, files: heard.append(sorted(todo.write)),
        on_page=lambda read: heard.append((read.path, read.page)),
        on_file=lambda file: heard.append(file.path),
    )
    index.sync(read_all, listener=listener)
    assert heard[0] == ["brochure.pdf", "nieuws.txt", "toelating.md", "webpaginas/begeleiding.html"]
    assert [page for read in heard if isinstance(read, tuple) and read[0] == "brochure.pdf" for page in read[1:]][:2] == [1, 2]
    assert sorted(path for path in heard[1:] if isinstance(path, str)) == heard[0]


READER = """
import sys
from pathlib import Path
from ingest.settings import Settings
from ingest.store import Store
store = Store(Settings(Path(sys.argv[1]), sys.argv[2], embedder="counting"), create=False)
seen = None
print("ready", flush=True)
while True:
    found = "\\n".join(node.text for node in store.snapshot().nodes)
    assert ("1.500 euro" in found) != ("1.800 euro" in found), found
    now = "1.800 euro" in found
    if now != seen:
        print("new" if now else "old", flush=True)
        seen = now
"""


def test_readers_in_other_processes_answer_during_a_sync_and_see_the_new_state_after_it(index, corpus):
    index.sync()
    command = [sys.executable, "-c", READER, str(index.settings.corpus), index.settings.index]
    readers = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    try:
        for reader in readers:
            assert reader.stdout.readline() == "ready\n", reader.stderr.read()
            assert reader.stdout.readline().startswith("old")
        file = corpus / "toelating.md"
        file.write_text(file.read_text(encoding="utf-8").replace("1.500 euro", "1.800 euro"), encoding="utf-8")
        for number in range(20):
            (corpus / f"meer{number}.md").write_text(f"# Bericht {number}\n\nDit is bericht {number} over het traject.\n", encoding="utf-8")
        index.sync()
        for reader in readers:
            assert reader.stdout.readline().startswith("new")
            assert reader.poll() is None
    finally:
        for reader in readers:
            reader.kill()
            reader.communicate()


class _Opened(Exception):
    """The index itself was opened."""


@pytest.fixture
def made(settings, corpus, monkeypatch):
    """Settings of an index that is up to date, and that may not be opened any more."""
    made = settings()
    report = update_index(made)

    def refuse(*_, **__):
        raise _Opened

    monkeypatch.setattr(ingest.store.Store, "__init__", refuse)
    return made, report


def test_where_nothing_has_to_change_the_index_is_not_opened(made):
    settings, report = made
    again = update_index(settings, thorough=False)
    assert [file.path for file in again.files] == [file.path for file in report.files]
    assert {file.happened for file in again.files} == {Happened.UNCHANGED} and not again.lost
    with pytest.raises(_Opened):
        update_index(settings)


@pytest.mark.parametrize("change", ["new", "gone", "internal", "other"])
def test_where_anything_may_have_to_change_the_index_is_opened(made, corpus, change):
    settings, report = made
    path = report.files[0].path
    match change:
        case "new":
            (corpus / "nieuw.md").write_text("# Nieuw\n\nEr is iets nieuws.\n", encoding="utf-8")
        case "gone":
            (corpus / path).unlink()
        case "internal":
            (corpus / "bronnen.toml").write_text(f'["{path}"]\nvisibility = "internal"\n', encoding="utf-8")
        case "other":
            settings = replace(settings, chunk_words=settings.chunk_words + 50)
    with pytest.raises(_Opened):
        update_index(settings, thorough=False)
