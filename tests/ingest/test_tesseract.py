"""Whether there is a Tesseract, with programs of that name that say what it says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ingest.tesseract import ocr_stamp

pytest.importorskip("pypdfium2")


@pytest.fixture
def tesseract(tmp_path, monkeypatch):
    """Puts a program on the path that says it knows some languages."""

    def put(*languages: str) -> None:
        program = tmp_path / "tesseract"
        said = "\\n".join(languages)
        program.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo "tesseract 5.3" || printf "{said}\\n"\n')
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}")

    return put


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell script")
@pytest.mark.parametrize(("languages", "stamp"), [(("eng", "nld"), "tesseract 5.3"), (("eng",), "")])
def test_one_that_knows_dutch_is_named(tesseract, languages, stamp):
    tesseract(*languages)
    assert ocr_stamp() == stamp


def test_without_the_program_there_is_none(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ocr_stamp() == ""


def test_to_ask_loads_no_loader():
    code = "import ingest.tesseract, sys; print(*{'lxml', 'docx', 'pypdf', 'ingest.load'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, "")
