"""The work of answering mail from a terminal: one mail, or a pile with progress."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, TextColumn

from assistant.assistant import Assistant
from assistant.inbox.compose import reply_to
from assistant.inbox.ledger import as_text, to_json
from assistant.inbox.letter import Mail, Reply
from assistant.inbox.read import read_mail, read_mails
from assistant.inbox.understand import understand
from ingest.errors import BronwijsError

PASTED = "-"  # in the place of a file: what comes over standard input
RULE = "─" * 72


class Desk:
    """Drafts replies with one assistant, under one name. Nothing of a mail is kept or logged."""

    def __init__(self, assistant: Assistant, *, signature: str, today: date | None = None) -> None:
        self._assistant = assistant
        self._signature = signature
        self._today = today

    def draft(self, mail: Mail) -> Reply:
        """The draft of a reply to a mail, without a text where none is needed. Raises IndexUnavailable."""
        return reply_to(understand(mail, today=self._today), self._assistant, signature=self._signature, today=self._today)

    def draft_all(self, names: Sequence[str], *, out: Path | None, tell: Callable[[Reply], None] | None) -> int:
        """Draft a reply to every mail in files and folders, tell of each or write it to `out`; the number of files that cannot be read.

        `out` is a file for the one draft (.eml), or a folder. Raises BronwijsError where there is no mail, or it cannot be written.
        """
        problems: list[str] = []
        one = out is not None and out.suffix.lower() == ".eml"
        with _progress() as progress:
            task = progress.add_task("Beantwoorden", total=None, done=0)
            for number, mail in enumerate(_mails(names, problems.append), start=1):
                if one and number > 1:
                    raise BronwijsError(f"Er is meer dan één mail, en '{out}' is een bestand. Geef met --out een map")
                reply = self.draft(mail)
                if out is not None:
                    path = _write(reply, out if one else out / f"{_name(mail, number)}.eml")
                    progress.console.print(_line(reply, path), markup=False, highlight=False)
                elif tell:
                    tell(reply)
                progress.update(task, done=number)
        for problem in problems:
            print(f"Niet gelezen: {problem}", file=sys.stderr)
        return len(problems)


def told(reply: Reply, *, as_json: bool) -> str:
    """A draft with its ledger, as text with a line between it and the next, or as one line of JSON."""
    if as_json:
        return json.dumps(to_json(reply), ensure_ascii=False)
    source = reply.letter.mail.source
    return f"{RULE}\n{source}\n{RULE}\n\n{as_text(reply)}\n" if source else f"{as_text(reply)}\n"


def _mails(names: Sequence[str], on_problem: Callable[[str], None]) -> Iterator[Mail]:
    for name in names:
        if name == PASTED:
            yield read_mail(sys.stdin.buffer.read())
        else:
            yield from read_mails(Path(name), on_problem=on_problem)


def _write(reply: Reply, path: Path) -> Path | None:
    """Write the draft as a mail and the ledger beside it; None when there is no draft. Raises OSError."""
    if not reply.text:
        return None
    from assistant.inbox.draft_mail import draft_mail

    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(draft_mail(reply).as_bytes())
    path.with_suffix(".txt").write_text(as_text(reply) + "\n", encoding="utf-8")
    return path


def _name(mail: Mail, number: int) -> str:
    """The name of the file for a draft: that of the mail, with a number where one file holds several."""
    plain = re.sub(r"\.(?:eml|msg|txt|md)$", "", mail.source, flags=re.I)
    return re.sub(r"[^\w.-]+", "-", plain).strip("-.") or f"mail-{number}"


def _line(reply: Reply, path: Path | None) -> str:
    source = reply.letter.mail.source or "geplakte mail"
    return f"{source}: {path}" if path else f"{source}: {as_text(reply)}"


def _progress() -> Progress:
    """How many are done, on a terminal only."""
    console = Console(stderr=True, highlight=False)
    return Progress(
        TextColumn("{task.description}: {task.fields[done]} klaar"), console=console, transient=True, disable=not console.is_terminal
    )
