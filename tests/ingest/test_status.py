"""What an index holds, and in what it differs from the folder."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest.editions import Editions
from ingest.embed import open_embedder
from ingest.errors import NoIndex
from ingest.settings import SHIPPED_EMBEDDER
from ingest.status import status_of
from ingest.store import Store
from ingest.sync import sync


@pytest.fixture
def made(settings, corpus):
    """Settings of an index that was made of the corpus."""
    made = settings()
    sync(made, Store(made, create=True), open_embedder(str(SHIPPED_EMBEDDER)))
    return made


def test_after_a_sync_nothing_differs(made):
    status = status_of(made, compare=True)
    assert status.records and status.passages == sum(record.passages for record in status.records)
    assert (status.todo.write, status.todo.rename, status.todo.drop) == ((), {}, ())


def test_what_is_new_changed_unreadable_renamed_or_gone_is_told_and_nothing_is_changed(made, corpus):
    first, second, *_ = sorted(record.path for record in Store(made, create=False).records().values())
    (corpus / "kapot.pdf").write_bytes(b"%PDF-1.7\nhier houdt het op")
    (corpus / first).rename(corpus / f"anders{(corpus / first).suffix}")
    (corpus / second).unlink()
    before = Store(made, create=False).stamp()
    told = json.loads(json.dumps(status_of(made, compare=True).to_json()))
    assert told["differs"] == {"write": ["kapot.pdf"], "rename": {f"anders{(corpus / first).suffix}": first}, "drop": [second]}
    assert (told["index"], told["embedder"]) == (made.index, str(SHIPPED_EMBEDDER))
    assert Store(made, create=False).stamp() == before


def test_it_is_told_when_documents_last_changed_and_a_sync_without_changes_is_no_change(made, corpus):
    before = status_of(made, compare=False).updated
    assert timedelta(0) <= datetime.now(UTC) - before < timedelta(hours=1)
    editions = Editions(Path(made.index))
    edition = editions.current()
    sync(made, Store(made, create=True))
    assert editions.current() == edition and status_of(made, compare=False).updated == before
    (corpus / "toelating.md").unlink()
    sync(made, Store(made, create=True))
    assert editions.current() != edition and status_of(made, compare=False).updated >= before


def test_an_index_alone_is_compared_with_nothing(made):
    assert status_of(made, compare=False).to_json()["differs"] is None


def test_without_an_index_there_is_no_status(settings, corpus):
    with pytest.raises(NoIndex):
        status_of(settings(), compare=True)
