"""What the system says of a file is said in Dutch, and what it says that nobody foresaw has a code to look up."""

import errno
import json
import os
import tomllib

import pytest

from ingest.errors import LoadError
from ingest.refusal import why_not


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOENT, "dat is er niet"),
        (errno.EACCES, "daar heeft u geen rechten voor"),
        (errno.ENOSPC, "de schijf is vol"),
        (errno.EISDIR, "dat is een map"),
        (errno.EXDEV, "systeemfout EXDEV"),
    ],
)
def test_the_system_in_dutch(code, said):
    assert why_not(OSError(code, os.strerror(code))) == said


def test_what_the_system_really_says(tmp_path):
    with pytest.raises(OSError) as found:
        tmp_path.read_text()
    assert why_not(found.value) in ("dat is een map", "daar heeft u geen rechten voor")  # the latter on Windows
    with pytest.raises(OSError) as found:
        (tmp_path / ("a" * 300)).touch()
    assert why_not(found.value) in ("de naam is te lang", "systeemfout EINVAL")


@pytest.mark.parametrize(
    ("read", "said"),
    [
        (lambda: b"\xff".decode("utf-8"), "het is geen tekst in UTF-8"),
        (lambda: json.loads('{"a": }'), "het is geen geldige JSON (teken 7)"),
        (lambda: json.loads('{\n"a": }'), "het is geen geldige JSON (regel 2, teken 6)"),
        (lambda: tomllib.loads("a = 1\nb = =\n"), "het is geen geldige TOML (regel 2, teken 5)"),
        (lambda: tomllib.loads("[a"), "het is geen geldige TOML (aan het einde)"),
    ],
)
def test_what_is_no_text_or_not_well_formed(read, said):
    with pytest.raises(ValueError) as found:
        read()
    assert why_not(found.value) == said


def test_a_problem_of_ours_speaks_for_itself():
    assert why_not(LoadError("empty", "het bestand is leeg")) == "het bestand is leeg"


def test_a_problem_without_a_code_is_named():
    assert why_not(OSError()) == "systeemfout OSError"
