"""How much reading one file may cost, and what is said when it costs more. A file comes from anywhere, so nothing in it is believed."""

from __future__ import annotations

import lzma
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from ingest.errors import LoadError
from ingest.refusal import why_not

MB = 1_000_000
PIECE = 1 << 16  # bytes that are unpacked at a time
TEXT_KINDS = (".txt", ".md", ".html", ".htm")


@dataclass(frozen=True)
class Limits:
    """What one file may cost: seconds by the clock, MB of a million bytes. `seconds` is for the whole file.

    `quiet_seconds` is the time without a sign of life; a sign comes when a file is begun and after each page.
    """

    quiet_seconds: float = 60  # a page that is read by OCR takes up to 20 s on a slow machine
    seconds: float = 1800  # 300 scanned pages
    memory_mb: int = 1500  # of one process: four of them still fit in a computer of 8 GB
    file_mb: int = 150  # a printer's PDF of a magazine is some 100 MB
    text_mb: int = 10  # of a file that is all text: some 4,000 pages, that take 40 s
    characters: int = 20_000_000  # of a document, whatever it was packed in: the text of the most pages there may be
    expanded_mb: int = 400  # of what a DOCX or ODT file unpacks to, images too; a bomb begins at gigabytes
    pages: int = 5000  # the longest law book is some 3,000


USUAL = Limits()


def check_size(file: Path, limits: Limits) -> None:
    """Raises LoadError when the file itself is too large, or is no file that can be read to an end (a pipe, a device)."""
    try:
        if not file.is_file() and file.exists():
            raise LoadError("unreadable", "dit is geen gewoon bestand; haal het uit de map")
        size = file.stat().st_size
    except OSError as problem:
        raise LoadError("unreadable", f"het bestand kan niet worden geopend ({why_not(problem)})") from problem
    most = limits.text_mb if file.suffix.lower() in TEXT_KINDS else limits.file_mb
    if size > most * MB:
        raise LoadError("too_large", f"het bestand is {size / MB:.0f} MB groot en er wordt tot {most} MB gelezen; splits het in delen")


def check_unpacked(file: Path, limits: Limits) -> None:
    """Raises LoadError when a zip file (which DOCX and ODT are) unpacks to too much or not to what it says; it keeps nothing of it.

    Zip files in it stay packed. What is no zip file at all is left to the loader to tell.
    """
    try:
        archive = ZipFile(file)
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return
    with archive:
        if sum(member.file_size for member in archive.infolist()) > limits.expanded_mb * MB:
            raise _unpacks_to_too_much(limits)
        unpacked = 0
        try:
            for size in _unpacked_sizes(archive):
                unpacked += size
                if unpacked > limits.expanded_mb * MB:
                    raise _unpacks_to_too_much(limits)
        except RuntimeError as problem:
            raise LoadError("locked", "het bestand is met een wachtwoord vergrendeld; sla een kopie zonder wachtwoord op") from problem
        except (BadZipFile, OSError, EOFError, ValueError, zlib.error, lzma.LZMAError) as problem:
            raise LoadError("broken", "het bestand is beschadigd of niet volledig; vraag een nieuwe kopie") from problem


def _unpacked_sizes(archive: ZipFile) -> Iterator[int]:
    """The sizes of the pieces of all that is in an archive. Read whole, a part that lies about its size would fill the memory."""
    for member in archive.infolist():
        with archive.open(member) as part:
            while piece := part.read(PIECE):
                yield len(piece)


def check_pages(pages: int, limits: Limits) -> None:
    """Raises LoadError for a document of too many pages."""
    if pages > limits.pages:
        raise LoadError("too_large", f"het document heeft {pages} pagina's en er worden er tot {limits.pages} gelezen; splits het in delen")


def check_text(characters: int, limits: Limits) -> None:
    """Raises LoadError for a document of too much text: all of it goes to another process, and then to an index."""
    if characters > limits.characters:
        raise LoadError(
            "too_large", f"er staan {characters} tekens in en er worden er tot {limits.characters} gelezen; splits het in delen"
        )


def _unpacks_to_too_much(limits: Limits) -> LoadError:
    return LoadError(
        "too_large",
        f"uitgepakt is het bestand groter dan {limits.expanded_mb} MB; vertrouw het alleen als u de maker kent, "
        "en sla het dan op met minder of kleinere afbeeldingen",
    )


def too_quiet(limits: Limits) -> LoadError:
    """What is said of a file in which reading came no further."""
    return LoadError(
        "too_slow",
        f"het lezen kwam {limits.quiet_seconds:g} seconden lang niet verder; sla het bestand opnieuw op, of splits het in delen",
    )


def too_slow(limits: Limits) -> LoadError:
    """What is said of a file that took too long in all."""
    return LoadError("too_slow", f"het lezen duurde langer dan {limits.seconds / 60:.3g} minuten; splits het bestand in delen")


def too_much_memory(limits: Limits) -> LoadError:
    """What is said of a file that did not fit in memory."""
    return LoadError(
        "too_much_memory",
        f"het lezen kost meer dan {limits.memory_mb} MB geheugen; sla het bestand opnieuw op, of splits het in delen",
    )
