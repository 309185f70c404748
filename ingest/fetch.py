"""Sources from the web: a copy of what stands at an address, kept below the corpus as a file like any other.

A good copy gives way only to a good download: what fails, is empty, or is an error page leaves it as it is. What the
server said of each copy stands in a hidden file beside them, so that it is not sent twice.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path, PurePosixPath

from ingest.corpus import corpus_files
from ingest.download import USUAL_LIMITS, Download, DownloadLimits, Validators, download
from ingest.errors import FetchError
from ingest.limits import USUAL
from ingest.load.text import decode
from ingest.refusal import why_not
from ingest.sources import FETCHED, read_sources


class FetchHappened(StrEnum):
    FETCHED = "fetched"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True)
class FetchReport:
    """What happened to one source."""

    path: str
    address: str
    happened: FetchHappened
    reason: str = ""

    @property
    def failed(self) -> bool:
        return self.happened is FetchHappened.FAILED


@dataclass(frozen=True)
class Copy:
    """What is known of a copy: where it was asked for and what came, when (ISO), and when it was last found unchanged."""

    address: str
    validators: Validators
    sha256: str
    fetched: str
    checked: str


@dataclass(frozen=True)
class Kind:
    """A kind of file: its name for people, what servers call it, and whether content is that."""

    name: str
    media: tuple[str, ...]
    fits: Callable[[bytes], bool]
    last: bytes = b""  # stands near the end of a file that is whole
    is_text: bool = False


def _is_page(content: bytes) -> bool:
    start = decode(content[:4096])
    return "<" in start and _is_text(content)


def _is_text(content: bytes) -> bool:
    return "\0" not in decode(content[:4096]) and not content.startswith((b"%PDF-", b"PK\x03\x04"))


def _is_text_alone(content: bytes) -> bool:
    """True for text that is no web page: many sites answer with one, whatever they were asked for."""
    return _is_text(content) and not decode(content[:4096]).lstrip().lower().startswith(("<!doctype html", "<html"))


_PAGE = Kind("webpagina", ("text/html", "application/xhtml+xml"), _is_page, is_text=True)
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS: Mapping[str, Kind] = {
    ".pdf": Kind("pdf", ("application/pdf", "application/x-pdf"), lambda content: b"%PDF-" in content[:1024], last=b"%%EOF"),
    ".html": _PAGE,
    ".htm": _PAGE,
    ".docx": Kind(
        "Word-document",
        (_OFFICE, "application/msword", "application/zip"),
        lambda content: content.startswith(b"PK\x03\x04") and b"word/" in content,
        last=b"PK\x05\x06",
    ),
    ".odt": Kind(
        "OpenDocument-tekst",
        ("application/vnd.oasis.opendocument.text", "application/zip"),
        lambda content: content.startswith(b"PK\x03\x04") and b"opendocument.text" in content[:200],
        last=b"PK\x05\x06",
    ),
    ".eml": Kind("e-mail", ("message/rfc822", "text/plain"), _is_text_alone),
    ".md": Kind("tekst", ("text/markdown", "text/x-markdown", "text/plain"), _is_text_alone, is_text=True),
    ".txt": Kind("tekst", ("text/plain", "text/markdown"), _is_text_alone, is_text=True),
}


def fetch_sources(
    corpus: Path,
    *,
    allow_private: bool = False,
    limits: DownloadLimits = USUAL_LIMITS,
    on_source: Callable[[FetchReport], None] = lambda _: None,
) -> tuple[FetchReport, ...]:
    """Bring the copies that `bronnen.toml` in a corpus asks for up to date. Raises CorpusError when it cannot be read."""
    addresses = read_sources(corpus, corpus_files(corpus)).to_fetch
    return fetch_all(corpus, addresses, allow_private=allow_private, limits=limits, on_source=on_source)


def fetch_all(
    corpus: Path,
    addresses: Mapping[str, str],
    *,
    allow_private: bool = False,
    limits: DownloadLimits = USUAL_LIMITS,
    on_source: Callable[[FetchReport], None] = lambda _: None,
) -> tuple[FetchReport, ...]:
    """Bring the copies below a corpus up to date with their addresses, one after another; `on_source` hears of each at once.

    `addresses` gives the address of each path below the corpus. One that fails stops no other.
    """
    reports = []
    for path, address in addresses.items():
        copies = _read_copies(corpus)
        held = copies.get(path)
        try:
            report, copy = _fetch(corpus, path, address, held, allow_private=allow_private, limits=limits)
            _write(corpus / FETCHED, _as_json({known: copies[known] for known in addresses if known in copies} | {path: copy}))
        except FetchError as problem:
            report = FetchReport(path, address, FetchHappened.FAILED, f"{problem}{_what_stays(corpus / path, held)}")
        except OSError as problem:
            report = FetchReport(path, address, FetchHappened.FAILED, f"de kopie kan niet worden bewaard: {why_not(problem)}")
        on_source(report)
        reports.append(report)
    return tuple(reports)


def _fetch(
    corpus: Path, path: str, address: str, held: Copy | None, *, allow_private: bool, limits: DownloadLimits
) -> tuple[FetchReport, Copy]:
    """What happened to one source, and what is known of its copy from now on."""
    kind = _kind(corpus, path)
    file = corpus / path
    before = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
    is_ours = held is not None and (held.address, held.sha256) == (address, before)
    known = held.validators if held and is_ours else Validators()
    now = datetime.now(UTC).isoformat(timespec="seconds")
    if kind.is_text:
        limits = replace(limits, megabytes=min(limits.megabytes, USUAL.text_mb))
    got = download(address, media=kind.media, known=known, allow_private=allow_private, limits=limits)
    if got.content is None:
        content, after = None, before
    else:
        content = _as_stored(got, kind)
        after = hashlib.sha256(content).hexdigest()
    if content is None or after == before:
        fetched = held.fetched if held and is_ours else now
        return FetchReport(path, address, FetchHappened.UNCHANGED), Copy(address, got.validators, after, fetched, now)
    _write(file, content)
    return FetchReport(path, address, FetchHappened.FETCHED), Copy(address, got.validators, after, now, now)


def _kind(corpus: Path, path: str) -> Kind:
    """The kind of file that a path below the corpus says. Raises FetchError for a path where no document can stand."""
    place = PurePosixPath(path)
    is_hidden = any(part.startswith((".", "_", "~$")) for part in place.parts)
    is_odd = str(place) != path or place.is_absolute() or not path.isprintable() or any(sign in path for sign in '\\:*?"<>|')
    if is_hidden or is_odd or not (corpus / place).parent.resolve().is_relative_to(corpus.resolve()):
        raise FetchError('zo kan een kopie niet heten; schrijf een pad onder de map, zoals ["webpaginas/pagina.html"]')
    if place.suffix.lower() not in KINDS:
        raise FetchError(f"de naam van de kopie moet eindigen op {', '.join(KINDS)}")
    return KINDS[place.suffix.lower()]


def _as_stored(got: Download, kind: Kind) -> bytes:
    """The content as the copy keeps it. Raises FetchError when it is not a whole file of its kind."""
    content = _in_utf8(got.content or b"", got.charset) if kind.is_text else got.content or b""
    if not content.strip():
        raise FetchError("het document op dit adres is leeg")
    if not kind.fits(content):
        raise FetchError(f"op dit adres staat geen {kind.name}" + ("" if kind.is_text or not _is_page(content) else " maar een webpagina"))
    if not got.is_framed and kind.last not in content[-4096:]:
        raise FetchError("het bestand is niet heel aangekomen; probeer het later opnieuw")
    return content


def _in_utf8(content: bytes, charset: str) -> bytes:
    """Text in UTF-8 when the server alone said in what it is, with the mark that goes before what a page says of itself.

    What reads as UTF-8 is left alone: many servers call everything latin-1. So is what cannot be read as the server says.

    >>> _in_utf8("Łódź".encode("iso-8859-2"), "iso-8859-2").decode("utf-8-sig"), _in_utf8("één".encode(), "iso-8859-1").decode()
    ('Łódź', 'één')
    """
    is_utf16 = charset.startswith("utf-16") and not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        if not is_utf16:
            content.decode("utf-8")
            return content
    except UnicodeDecodeError:
        pass
    # Browsers read latin-1 as what Windows made of it, and so do the people who wrote it.
    meant = "cp1252" if charset in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii") else charset
    try:
        return codecs.BOM_UTF8 + content.decode(meant or "utf-8").encode()
    except (LookupError, ValueError):
        return content


def _what_stays(file: Path, held: Copy | None) -> str:
    """What there is of a source that could not be fetched now."""
    if not file.is_file():
        return ""
    return f"; de kopie van {held.fetched[:10]} blijft staan" if held else "; het bestand dat er al was, blijft staan"


def _read_copies(corpus: Path) -> dict[str, Copy]:
    """What is known of the copies. Nothing where that cannot be read: each is then downloaded once more."""
    try:
        said = json.loads((corpus / FETCHED).read_text(encoding="utf-8"))
        return {path: Copy(**copy | {"validators": Validators(**copy["validators"])}) for path, copy in said.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _as_json(copies: Mapping[str, Copy]) -> bytes:
    return json.dumps({path: asdict(copy) for path, copy in copies.items()}, ensure_ascii=False, indent=1).encode()


def _write(file: Path, content: bytes) -> None:
    """Write a file so that it holds all of what it held before, or all of this, whenever it is looked at or the power fails."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with unfinished.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
