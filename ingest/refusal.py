"""Why a file cannot be read or written, or a program started, in Dutch: the system's own words for that are English."""

from __future__ import annotations

import errno
import json
import re
import tomllib
from collections.abc import Mapping

_WHY: Mapping[int, str] = {
    errno.ENOENT: "dat is er niet",
    errno.EACCES: "daar heeft u geen rechten voor",
    errno.EPERM: "daar heeft u geen rechten voor",
    errno.EROFS: "daar mag alleen worden gelezen",
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "uw ruimte op de schijf is op",
    errno.EFBIG: "het bestand wordt te groot",
    errno.EISDIR: "dat is een map",
    errno.ENOTDIR: "een deel van het pad is geen map",
    errno.EEXIST: "dat bestaat al",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.ELOOP: "de koppelingen verwijzen naar elkaar",
    errno.EBUSY: "een ander programma gebruikt het",
    errno.ETXTBSY: "een ander programma gebruikt het",
    errno.EMFILE: "er zijn te veel bestanden open",
    errno.ENFILE: "er zijn te veel bestanden open",
    errno.ENOMEM: "er is te weinig geheugen",
    errno.EAGAIN: "de computer kan er nu niets bij hebben",
    errno.EIO: "de schijf kan niet worden gelezen of beschreven",
    errno.ESTALE: "de netwerkschijf is er niet meer",
    errno.ETIMEDOUT: "er komt geen antwoord",
    errno.ECONNREFUSED: "daar luistert niets",
    errno.EADDRINUSE: "dat adres is al in gebruik",
    errno.ENOEXEC: "dat is geen programma",
}  # fmt: skip


def why_not(problem: Exception) -> str:
    """Why something cannot be read, written or started, as a part of a sentence; of a problem of ours its own words.

    >>> why_not(PermissionError(errno.EACCES, "Permission denied")), why_not(OSError(errno.EXDEV, "Invalid cross-device link"))
    ('daar heeft u geen rechten voor', 'systeemfout EXDEV')
    """
    match problem:
        case UnicodeDecodeError():
            return "het is geen tekst in UTF-8"
        case json.JSONDecodeError():
            line = f"regel {problem.lineno}, " if problem.lineno > 1 else ""
            return f"het is geen geldige JSON ({line}teken {problem.colno})"
        case tomllib.TOMLDecodeError():
            place = re.search(r"line (\d+), column (\d+)", str(problem))
            return f"het is geen geldige TOML ({f'regel {place[1]}, teken {place[2]}' if place else 'aan het einde'})"
        case OSError():
            code = problem.errno or 0
            return _WHY.get(code, f"systeemfout {errno.errorcode.get(code, type(problem).__name__)}")
    return str(problem)
