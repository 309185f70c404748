"""How a sync looks in a terminal."""

import io
from pathlib import Path
from typing import Any

from rich.console import Console

from ingest.known import Fact, Known, Origin
from ingest.plan import Plan
from ingest.read import PageRead
from ingest.report import FileReport, Happened, SyncReport
from ingest.settings import LAYOUT, EmbedderOptions, Settings
from ingest.snapshot import Record
from ingest.status import Status
from ingest.sync import Preview
from ingest.terminal import FIELDS, WORDS, WOULD, reading_bar, show_failed, show_preview, show_report, show_status

FILES = (
    FileReport("a.md", Happened.UNCHANGED, 9),
    FileReport("b[1].pdf", Happened.ADDED, 3, 2, "geen tekst op pagina 6"),
    FileReport("map/c.md", Happened.RENAMED, 4, was="c.md"),
    FileReport("d.pdf", Happened.FAILED, reason="de PDF is beschadigd"),
)


def screen(*, is_terminal: bool = False) -> Console:
    return Console(file=io.StringIO(), width=120, force_terminal=is_terminal, highlight=False)


def shown(out: Console) -> str:
    return " ".join(out.file.getvalue().split())


def test_a_report_names_what_changed_and_counts_the_rest():
    out = screen()
    show_report(out, SyncReport(FILES))
    assert "toegevoegd b[1].pdf 3 geen tekst op pagina 6" in shown(out)
    assert "hernoemd map/c.md 4 heette c.md" in shown(out)
    assert "niet gelezen d.pdf de PDF is beschadigd" in shown(out)
    assert "a.md" not in shown(out)
    assert "4 bestanden bekeken, 1 ongewijzigd, 2 passages nieuw, 1 niet leesbaar." in shown(out)
    assert "opnieuw gemaakt" not in shown(out)


def test_it_is_said_that_an_index_was_made_anew():
    out = screen()
    show_report(out, SyncReport((), is_rebuilt=True))
    assert "oudere versie, en is opnieuw gemaakt" in shown(out)


def test_it_is_said_that_a_damaged_index_was_made_anew():
    out = screen()
    show_report(out, SyncReport((), is_repaired=True))
    assert "was beschadigd, en is opnieuw gemaakt" in shown(out)


def test_of_what_failed_each_has_a_line():
    out = screen()
    show_failed(out, SyncReport((FILES[3], FileReport("[b].pdf", Happened.FAILED, reason="leeg " * 50))))
    assert [line.split(":")[0] for line in out.file.getvalue().splitlines()] == ["niet gelezen  d.pdf", "niet gelezen  [b].pdf"]


def test_a_preview_says_what_would_change_and_what_is_unknown():
    out = screen()
    facts = Known(title=Fact("Gids", Origin.FILE), sector=Fact("po", Origin.TEXT))
    show_preview(out, Preview(FILES, {"b[1].pdf": facts}))
    assert "nieuw b[1].pdf" in shown(out) and "b[1].pdf Gids ?" in shown(out)
    assert "1 nieuw; 1 andere naam; 1 ongewijzigd; 1 niet leesbaar Er is niets gewijzigd." in shown(out)


RECORDS = (Record("a[1].md", "1", "Gids", 2), Record("b.pdf", "1", "Salarissen", 1, visibility="internal"))


def status(todo: Plan | None, **settings: Any) -> str:
    out = screen()
    show_status(out, Status(Settings(Path("documenten"), "/srv/index", **settings), RECORDS, todo, width=384))
    return shown(out)


def test_of_an_index_each_document_has_a_line_and_below_it_stands_what_it_is_made_with():
    told = status(None)
    assert told.startswith("2 passages a[1].md (Gids) 1 passage b.pdf (Salarissen, alleen voor medewerkers)")
    assert (
        "2 documenten, 3 passages in /srv/index, gemaakt met het meegeleverde model Vectoren van 384 getallen; geen voorvoegsels; " in told
    )
    assert told.endswith(f"indeling {LAYOUT}")


def test_of_another_model_it_is_said_how_it_is_used():
    told = status(None, embedder="http://127.0.0.1:9/v1#multilingual-e5-large-instruct", embedder_options=EmbedderOptions(pooling="cls"))
    assert "gemaakt met http://127.0.0.1:9/v1#multilingual-e5-large-instruct" in told
    assert "vóór een vraag 'Instruct: " in told and r"\nQuery: ', vóór een passage ''; pooling cls; " in told


def test_in_what_an_index_differs_from_the_folder_is_said_with_what_to_do():
    told = status(Plan(write=("n[1].md", "kapot.pdf"), rename={"nu.md": "toen.md"}, drop=("weg.md",), keep=()))
    assert told.endswith(
        "De index is niet bij met documenten. Werk hem bij met: bronwijs ingest "
        "nieuw, veranderd of niet gelezen: n[1].md, kapot.pdf hernoemd: toen.md is nu nu.md verdwenen: weg.md"
    )
    assert " t19.md en nog 80 " in status(Plan(write=tuple(f"t{at}.md" for at in range(100)), rename={}, drop=("weg.md",), keep=()))
    assert "De index is bij" in status(Plan(write=(), rename={}, drop=(), keep=("a[1].md",)))


def test_there_is_a_word_for_all_that_can_happen_and_for_all_that_can_be_known():
    assert WORDS.keys() == WOULD.keys() == set(Happened)
    assert FIELDS.keys() == Known.__dataclass_fields__.keys()


def read_two_files(out: Console, tmp_path) -> list[FileReport]:
    files = {"a.pdf": tmp_path / "a.pdf", "weg.pdf": tmp_path / "weg.pdf"}
    files["a.pdf"].write_bytes(b"x" * 100)
    told = []
    with reading_bar(out, on_file=told.append) as listener:
        listener.on_plan(Plan(write=tuple(files), rename={}, drop=(), keep=()), files)
        listener.on_page(PageRead("a.pdf", 7, 20))
        listener.on_file(FileReport("a.pdf", Happened.ADDED))
        listener.on_file(FileReport("weg.pdf", Happened.FAILED))
        listener.on_file(FileReport("elders.pdf", Happened.UNCHANGED))
    return told


def test_on_a_terminal_the_bar_says_what_is_read_and_how_much_is_done(tmp_path):
    out = screen(is_terminal=True)
    assert len(read_two_files(out, tmp_path)) == 3
    assert "2 van 2 bestanden, 7 pagina's" in shown(out)
    assert "a.pdf, pagina 7 van 20" in shown(out)


def test_elsewhere_there_is_no_bar(tmp_path):
    out = screen()
    read_two_files(out, tmp_path)
    assert out.file.getvalue() == ""
