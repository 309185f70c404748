import os
import sqlite3
import stat
import threading

import pytest

from assistant.inbox.database import CannotKeep, opened, overwrite
from ingest.errors import AWAY

TABLE = "CREATE TABLE IF NOT EXISTS notes (text TEXT)"


@pytest.mark.skipif(os.name != "posix", reason="rights of files are those of POSIX")
def test_the_file_and_what_lies_beside_it_are_of_this_user_alone(file):
    with opened(file, TABLE) as notes:
        notes.execute("INSERT INTO notes VALUES ('x')")
        assert {stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()} == {0o600}
        assert len(list(file.parent.iterdir())) > 1
    file.chmod(0o644)
    with opened(file):
        pass
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_fails_halfway_changes_nothing(file):
    with pytest.raises(ZeroDivisionError), opened(file, TABLE) as notes:
        notes.execute("INSERT INTO notes VALUES ('x')")
        raise ZeroDivisionError
    with opened(file, TABLE) as notes:
        assert notes.execute("SELECT count(*) FROM notes").fetchone() == (0,)


def test_what_was_removed_stands_in_no_file_any_more(file):
    with opened(file, TABLE) as notes:
        notes.executemany("INSERT INTO notes VALUES (?)", [(f"vertrouwelijk {number}",) for number in range(500)])
    with opened(file, TABLE) as notes:
        notes.execute("DELETE FROM notes")
    overwrite(file)
    assert b"vertrouwelijk" not in b"".join(path.read_bytes() for path in file.parent.iterdir())


def test_many_at_once_lose_nothing(file):
    def write(number: int) -> None:
        for turn in range(10):
            with opened(file, TABLE) as notes:
                notes.execute("INSERT INTO notes VALUES (?)", (f"{number} {turn}",))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with opened(file, TABLE) as notes:
        assert notes.execute("SELECT count(DISTINCT text) FROM notes").fetchone() == (80,)


def test_a_file_that_is_damaged_or_cannot_be_is_named(file, tmp_path):
    file.parent.mkdir()
    file.write_bytes(b"geen database" * 500)
    with pytest.raises(CannotKeep, match="beschadigd") as problem, opened(file, TABLE):
        pass
    assert problem.value.exit_status == AWAY and str(file) in str(problem.value)
    (tmp_path / "bestand").touch()
    with pytest.raises(CannotKeep, match="geen map|bestaat al"), opened(tmp_path / "bestand" / "inbox.db", TABLE):
        pass


def test_a_file_that_another_program_holds_is_said_to_be_in_use(file, monkeypatch):
    with opened(file, TABLE):
        pass
    monkeypatch.setattr("assistant.inbox.database.PATIENCE_S", 0.01)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(CannotKeep, match="een ander programma"), opened(file, TABLE):
        pass
    other.close()
