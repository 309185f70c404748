"""How a sync looks in a terminal: a bar while it reads, and afterwards what happened to each file; and how an index does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from ingest.days import moment_in_dutch
from ingest.known import Known, unknown_fields
from ingest.plan import Plan
from ingest.report import FileReport, Happened, SyncReport
from ingest.settings import LAYOUT, SHIPPED_EMBEDDER
from ingest.status import Status
from ingest.sync import Listener, Preview
from ingest.visibility import is_public

if TYPE_CHECKING:
    from ingest.read import PageRead

WIDE = 160  # columns where there is no terminal to say how many it has
WAITING = "Een ander programma werkt deze index bij. Zodra dat klaar is, gaat dit verder."
FIRST = 20  # names of files that are told before the rest is counted
WORDS: Mapping[Happened, str] = {
    Happened.ADDED: "toegevoegd", Happened.CHANGED: "bijgewerkt", Happened.RENAMED: "hernoemd", Happened.DROPPED: "verwijderd",
    Happened.UNCHANGED: "ongewijzigd", Happened.SKIPPED: "overgeslagen", Happened.FAILED: "niet gelezen",
}  # fmt: skip
WOULD: Mapping[Happened, str] = {
    Happened.ADDED: "nieuw", Happened.CHANGED: "veranderd", Happened.RENAMED: "andere naam", Happened.DROPPED: "verdwenen",
    Happened.UNCHANGED: "ongewijzigd", Happened.SKIPPED: "soort wordt niet gelezen", Happened.FAILED: "niet leesbaar",
}  # fmt: skip
FIELDS: Mapping[str, str] = {
    "title": "titel", "publisher": "uitgever", "kind": "soort", "published": "datum", "school_year": "schooljaar",
    "valid_until": "geldig tot", "audience": "doelgroep", "sector": "sector", "region": "regio", "contact": "contact",
}  # fmt: skip


def console(*, stderr: bool = True) -> Console:
    """The terminal on stderr, or on stdout; where there is none, as wide as a line of a log may be."""
    made = Console(stderr=stderr, highlight=False)
    return made if made.is_terminal else Console(stderr=stderr, highlight=False, width=WIDE)


@contextmanager
def reading_bar(out: Console, *, on_file: Callable[[FileReport], None] = lambda _: None) -> Iterator[Listener]:
    """A listener that shows a bar, on a terminal only: files and pages, what is being read, and the time left."""
    columns = (
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[done]}"), TimeRemainingColumn(compact=True),
        TextColumn("{task.fields[file]}"),
    )  # fmt: skip
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as progress:
        bar = _Bar(progress)

        def told(file: FileReport) -> None:
            bar.done(file)
            on_file(file)

        yield Listener(on_wait=lambda: out.print(WAITING), on_plan=bar.begin, on_page=bar.page, on_file=told)


class _Bar:
    """Goes on by the size of what is read: a file of one page and one of 300 do not take the same time."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("Kijken wat er veranderd is", total=None, done="", file="")
        self._sizes: dict[str, int] = {}
        self._pages: dict[str, int] = {}
        self._seen = self._finished = 0

    def begin(self, todo: Plan, files: Mapping[str, Path]) -> None:
        self._sizes = {path: _size(files[path]) for path in todo.write}
        self._progress.update(self._task, description="Lezen", total=max(1, sum(self._sizes.values())), file="")
        self._show()

    def page(self, read: PageRead) -> None:
        self._pages[read.path] = read.page
        self._show(f"{escape(read.path)}, pagina {read.page} van {read.pages}" if read.pages > 1 else escape(read.path))
        share = self._sizes.get(read.path, 0) * read.page / max(1, read.pages)
        self._progress.update(self._task, completed=self._finished + share)

    def done(self, file: FileReport) -> None:
        if file.path in self._sizes:
            self._seen += 1
            self._finished += self._sizes[file.path]
            self._progress.update(self._task, completed=self._finished)
            self._show()

    def _show(self, file: str | None = None) -> None:
        done = f"{self._seen} van {count(len(self._sizes), 'bestand', 'bestanden')}, {sum(self._pages.values())} pagina's"
        self._progress.update(self._task, done=done, **({"file": file} if file else {}))


def show_report(out: Console, report: SyncReport) -> None:
    """What happened to each file that is not as it was, and below it how much there is."""
    if report.is_rebuilt:
        out.print("De index was van een ander model of een oudere versie, en is opnieuw gemaakt.")
    if report.is_repaired:
        out.print("De index was beschadigd, en is opnieuw gemaakt uit de documenten.")
    changed = [file for file in report.files if file.happened is not Happened.UNCHANGED]
    if changed:
        out.print(_files_table(changed, WORDS))
    numbers = (
        f"{count(len(report.files), 'bestand', 'bestanden')} bekeken",
        f"{len(report.files) - len(changed)} ongewijzigd",
        f"{count(report.embedded, 'passage', 'passages')} nieuw",
        f"{len(report.failed)} niet leesbaar",
    )
    out.print(f"{', '.join(numbers)}.")


def show_failed(out: Console, report: SyncReport) -> None:
    """The files that cannot be read, and nothing else."""
    for file in report.failed:
        out.print(f"{WORDS[file.happened]}  {escape(file.path)}: {escape(file.reason)}", soft_wrap=True)


def show_preview(out: Console, preview: Preview) -> None:
    """What a sync would do to each file, what is not known of the documents it would read, and below it how much that is."""
    changed = [file for file in preview.files if file.happened is not Happened.UNCHANGED]
    if changed:
        out.print(_files_table(changed, WOULD))
    lacking = {path: facts for path, facts in preview.known.items() if unknown_fields(facts)}
    if lacking:
        out.print(_known_table(lacking))
        out.print("Wat u weet, kunt u in bronnen.toml zetten. Wat ontbreekt, is geen fout.")
    numbers = {words: sum(file.happened is happened for file in preview.files) for happened, words in WOULD.items()}
    out.print("; ".join(f"{number} {words}" for words, number in numbers.items() if number) or "Er staat niets in de map")
    out.print("Er is niets gewijzigd.")


def show_status(out: Console, status: Status) -> None:
    """The documents of an index, what it is made with, and in what it differs from the folder where that was looked at."""
    for record in status.records:
        only = "" if is_public(record.visibility) else ", alleen voor medewerkers"
        passages = "passage " if record.passages == 1 else "passages"
        out.print(f"{record.passages:5d} {passages}  {escape(record.path)}  ({escape(record.title)}{only})", soft_wrap=True)
    settings, documents = status.settings, count(len(status.records), "document", "documenten")
    model = "het meegeleverde model" if settings.embedder == str(SHIPPED_EMBEDDER) else settings.embedder
    out.print(f"{documents}, {count(status.passages, 'passage', 'passages')} in {escape(settings.index)}, gemaakt met {escape(model)}")
    out.print(_made_with(status), soft_wrap=True, markup=False)
    if status.updated:
        out.print(f"Bijgewerkt op {moment_in_dutch(status.updated.astimezone())}")  # by the clock of this machine
    if status.todo:
        out.print(_difference(status.todo, settings.corpus), soft_wrap=True)


def _made_with(status: Status) -> str:
    """What two indexes must have in common to be searched alike.

    >>> from ingest.settings import EmbedderOptions, Settings
    >>> options = EmbedderOptions(query="query: ", passage="passage: ", pooling="mean")
    >>> print(_made_with(Status(Settings(Path("corpus"), "index", "klein", embedder_options=options), [], width=384)))
    Vectoren van 384 getallen; vóór een vraag 'query: ', vóór een passage 'passage: '; pooling mean; indeling 8
    """
    usage, prefixes = status.usage, "geen voorvoegsels"
    if usage.query or usage.passage:
        prefixes = f"vóór een vraag {usage.query!r}, vóór een passage {usage.passage!r}"
    width = f"Vectoren van {status.width} getallen" if status.width else "Nog geen vectoren"
    pooling = f"pooling {usage.pooling}; " if usage.pooling else ""
    return f"{width}; {prefixes}; {pooling}indeling {LAYOUT}"


def _difference(todo: Plan, corpus: Path) -> str:
    """In what an index differs from a folder, and what to do about it."""
    differs = {
        "nieuw, veranderd of niet gelezen": todo.write,
        "hernoemd": [f"{old} is nu {new}" for new, old in todo.rename.items()],
        "verdwenen": todo.drop,
    }
    if not any(differs.values()):
        return f"De index is bij: alles in {escape(str(corpus))} staat erin zoals het daar staat."
    told = (f"{words}: {_first(names)}" for words, names in differs.items() if names)
    return escape(f"De index is niet bij met {corpus}. Werk hem bij met: bronwijs ingest\n" + "\n".join(told))


def _first(names: Sequence[str]) -> str:
    """The first of many names, and how many more there are."""
    more = f" en nog {len(names) - FIRST}" if len(names) > FIRST else ""
    return f"{', '.join(names[:FIRST])}{more}"


def _files_table(files: list[FileReport], words: Mapping[Happened, str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("Wat", "Bestand", "Passages", "Opmerking"):
        table.add_column(name, overflow="fold", justify="right" if name == "Passages" else "left", no_wrap=name == "Wat")
    for file in files:
        remark = f"heette {file.was}" if file.was else file.reason
        table.add_row(words[file.happened], escape(file.path), str(file.passages or ""), escape(remark))
    return table


def _known_table(facts: Mapping[str, Known]) -> Table:
    """What is known of documents, a row each; where nothing is known a question mark."""
    table = Table(box=None, pad_edge=False, header_style="bold", title="Wat er bekend is (? is onbekend)", title_justify="left")
    names = [field.name for field in fields(Known)]
    table.add_column("Bestand", overflow="fold")
    for name in names:
        table.add_column(FIELDS.get(name, name), overflow="ellipsis", max_width=28)
    for path, known in facts.items():
        table.add_row(escape(path), *(escape(getattr(known, name).value) or "?" for name in names))
    return table


def count(number: int, one: str, more: str) -> str:
    """A number of things, with the word for one or for more.

    >>> count(1, "bestand", "bestanden"), count(0, "bestand", "bestanden")
    ('1 bestand', '0 bestanden')
    """
    return f"{number} {one if number == 1 else more}"


def _size(file: Path) -> int:
    try:
        return max(1, file.stat().st_size)
    except OSError:
        return 1
