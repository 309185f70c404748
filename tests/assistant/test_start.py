from __future__ import annotations

import pytest

from assistant.answer import Question, Reason, Status
from assistant.start import open_assistant
from ingest.errors import CorpusError, IndexUnavailable
from ingest.settings import Settings
from ingest.sync import Happened, Listener, update_index


@pytest.fixture
def settings(tmp_path) -> Settings:
    (tmp_path / "corpus").mkdir()
    return Settings(corpus=tmp_path / "corpus", index=str(tmp_path / "index"))


def test_what_was_put_in_the_folder_is_answered(settings) -> None:
    (settings.corpus / "reis.md").write_text("# De reis\n\nDe studiereis naar Gent kost 300 euro per persoon.\n", encoding="utf-8")
    heard = []
    report = update_index(settings, listener=Listener(on_file=heard.append))
    assert [(file.path, file.happened) for file in heard] == [("reis.md", Happened.ADDED)]
    assert report.files == tuple(heard)
    answer = open_assistant(settings).answer(Question("Wat kost de studiereis naar Gent?"))
    assert answer.status is Status.ANSWERED
    assert "300 euro" in answer.text


def test_an_index_without_documents_says_that_there_are_none(settings) -> None:
    update_index(settings)
    answer = open_assistant(settings).answer(Question("Wat kost de studiereis?"))
    assert (answer.status, answer.reason) == (Status.NOT_FOUND, Reason.NO_DOCUMENTS)


def test_opening_never_makes_an_index(settings, tmp_path) -> None:
    with pytest.raises(IndexUnavailable, match="bronwijs ingest"):
        open_assistant(settings)
    assert not (tmp_path / "index").exists()


def test_a_folder_that_is_not_there_is_an_error(settings) -> None:
    settings.corpus.rmdir()
    with pytest.raises(CorpusError, match="--corpus"):
        update_index(settings)


def test_an_internal_document_answers_staff_only(settings) -> None:
    (settings.corpus / "reis.md").write_text("# De reis\n\nDe studiereis naar Gent kost 300 euro per persoon.\n", encoding="utf-8")
    (settings.corpus / "bronnen.toml").write_text('["reis.md"]\nvisibility = "internal"\n', encoding="utf-8")
    update_index(settings)
    question = Question("Wat kost de studiereis naar Gent?")
    answer = open_assistant(settings).answer(question)
    assert (answer.status, answer.passages) == (Status.NOT_FOUND, ())
    assert open_assistant(settings).documents() == []
    assert open_assistant(settings, for_staff=True).answer(question).status is Status.ANSWERED


def test_a_citation_says_that_its_document_retells_another(settings) -> None:
    (settings.corpus / "reis.md").write_text("# De reis\n\nDe studiereis naar Gent kost 300 euro per persoon.\n", encoding="utf-8")
    (settings.corpus / "bronnen.toml").write_text('["reis.md"]\nretold_from = "Reisgids van Gent"\n', encoding="utf-8")
    update_index(settings)
    [citation] = open_assistant(settings).answer(Question("Wat kost de studiereis naar Gent?")).citations
    assert citation.retold_from == "Reisgids van Gent"
