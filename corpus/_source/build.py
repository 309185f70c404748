"""Rebuild the PDFs and Word documents of the example corpus from their source.

One command, from the root of the repository (needs `pip install typst python-docx`):

    python corpus/_source/build.py

`<folder>/<name>.typ` becomes a PDF. `<folder>/<name>.py` has a function `build(target)` that writes a
Word document; its underscores become hyphens in the name of the document.

Only the fonts bundled with Typst are used and all dates are fixed, so that every machine that has the
same versions of Typst and python-docx builds the same bytes.
"""

import runpy
from pathlib import Path

import typst

SOURCE = Path(__file__).resolve().parent
CORPUS = SOURCE.parent
TIMESTAMP = 1_751_328_000  # 2025-07-01 00:00 UTC: fixed, so that a rebuild gives the same bytes


def build() -> list[Path]:
    """Make all documents, each in the folder of corpus/ that is named like that of its source."""
    built = []
    for source in sorted(SOURCE.glob("*/*.typ")):
        target = CORPUS / source.parent.name / f"{source.stem}.pdf"
        target.parent.mkdir(parents=True, exist_ok=True)
        typst.compile(
            str(source),
            output=str(target),
            root=str(SOURCE),
            ignore_system_fonts=True,
            timestamp=TIMESTAMP,
        )
        built.append(target)
    for source in sorted(SOURCE.glob("*/*.py")):
        target = CORPUS / source.parent.name / f"{source.stem.replace('_', '-')}.docx"
        target.parent.mkdir(parents=True, exist_ok=True)
        runpy.run_path(str(source))["build"](target)
        built.append(target)
    return built


if __name__ == "__main__":
    for path in build():
        print(path.relative_to(CORPUS.parent), f"{path.stat().st_size / 1000:.0f} kB")
