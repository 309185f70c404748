"""What a sync has to do: which files are new, changed, gone, or the same under another name. Pure, save for reading bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.document import Document
from ingest.settings import LAYOUT, Settings
from ingest.snapshot import Record
from ingest.sources import Sources


@dataclass(frozen=True)
class Content:
    """What tells one state of a file from another.

    `digest` is of its bytes, of what is known of it and of how passages are cut; it is empty when the file cannot be
    opened. Two things count for some documents only: the file's name (`stem`) for one that has no title of its own,
    and what reads scans here (`ocr`) for one that has pages without text.
    """

    digest: str
    stem: str
    ocr: str = ""

    def version(self, document: Document) -> str:
        """The version of this file once it is read."""
        is_after_file = self.stem.casefold().startswith(document.title.removesuffix(" …").casefold())
        is_named = not is_after_file or any(block.text == document.title for block in document.blocks)
        return self._version(is_named=is_named, has_scans=_has_scans(document))

    def fits(self, version: str) -> bool:
        """True if what is stored as this version was read from a file like this."""
        choices = ((named, scans) for named in (True, False) for scans in (True, False))
        return bool(self.digest) and any(version == self._version(is_named=named, has_scans=scans) for named, scans in choices)

    def _version(self, *, is_named: bool, has_scans: bool) -> str:
        return self.digest + ("" if is_named else f"-{_short(self.stem)}") + (f"-ocr{_short(self.ocr)}" if has_scans else "")


@dataclass(frozen=True)
class Plan:
    """What a sync would do, by path below the corpus. `rename` gives the old name of each document by the new one."""

    write: tuple[str, ...]
    rename: Mapping[str, str]
    drop: tuple[str, ...]
    keep: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """True if all stays as it is."""
        return not (self.write or self.rename or self.drop)


def contents_of(files: Mapping[str, Path], settings: Settings, sources: Sources, *, ocr: str = "") -> dict[str, Content]:
    """The content of each file. Of one whose table in bronnen.toml has a mistake it is not known, and so it fits nothing."""
    contents = {}
    for path, file in files.items():
        name = PurePosixPath(path)
        how = f"{LAYOUT}:{settings.chunk_words}:{name.suffix.lower()}:{sources.of(path).digest}".encode()
        digest = "" if path in sources.problems else _digest(file, how)
        contents[path] = Content(digest, name.stem, ocr)
    return contents


def plan(contents: Mapping[str, Content], stored: Mapping[str, Record]) -> Plan:
    """Compare files with what is stored. Pure.

    >>> old = {name: Record(name, version, name, 1) for name, version in {"same": "1", "new": "2", "gone": "3", "was": "4"}.items()}
    >>> plan({name: Content(digest, name) for name, digest in {"same": "1", "new": "5", "more": "6", "is": "4"}.items()}, old)
    Plan(write=('new', 'more'), rename={'is': 'was'}, drop=('gone',), keep=('same',))
    """
    keep = tuple(path for path, content in contents.items() if path in stored and content.fits(stored[path].version))
    rename = _renamed(contents, stored, keep)
    return Plan(
        write=tuple(path for path in contents if path not in rename.keys() | set(keep)),
        rename=rename,
        drop=tuple(path for path in stored if path not in contents and path not in rename.values()),
        keep=keep,
    )


def digest_of(version: str) -> str:
    """The digest of the content that a version was read from."""
    return version.split("-")[0]


def _renamed(contents: Mapping[str, Content], stored: Mapping[str, Record], keep: tuple[str, ...]) -> dict[str, str]:
    """The documents that are there under another name, none twice: old name by new.

    A name that another document has is free only when that one goes elsewhere too, as when two files swap their names.
    """
    kept = set(keep)
    by_digest: dict[str, list[str]] = {}
    for path, record in stored.items():
        if path not in kept:
            by_digest.setdefault(digest_of(record.version), []).append(path)
    rename: dict[str, str] = {}
    for path in sorted(contents.keys() - kept):
        candidates = by_digest.get(contents[path].digest, [])
        old = next((old for old in candidates if contents[path].fits(stored[old].version)), None)
        if old is not None:
            candidates.remove(old)
            rename[path] = old
    while taken := [path for path in rename if path in stored and path not in rename.values()]:
        for path in taken:
            del rename[path]
    return rename


def _digest(file: Path, how: bytes) -> str:
    """Of the bytes of a file, read a piece at a time; empty when it cannot be opened."""
    digest = hashlib.sha256(how)
    try:
        for piece in _pieces(file):
            digest.update(piece)
    except OSError:
        return ""
    return digest.hexdigest()[:32]


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as handle:
        while piece := handle.read(1 << 20):
            yield piece


def _has_scans(document: Document) -> bool:
    return bool(document.textless_pages or document.scanned_pages)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:8]
