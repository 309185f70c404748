"""What a report says of a sync as a whole."""

import pytest

from ingest.report import FileReport, Happened, SyncReport


@pytest.mark.parametrize("happened", list(Happened))
def test_what_changes_an_index(happened):
    changes = happened in (Happened.ADDED, Happened.CHANGED, Happened.RENAMED, Happened.DROPPED)
    assert SyncReport((FileReport("a.md", happened),)).changed_anything is changes


def test_what_failed_and_what_was_embedded():
    failed = FileReport("b.pdf", Happened.FAILED, reason="kapot")
    report = SyncReport((FileReport("a.md", Happened.ADDED, 3, 2), failed, FileReport("c.md", Happened.CHANGED, 4, 1)))
    assert (report.failed, report.embedded) == ((failed,), 3)
