"""Rebuild every PDF of the example corpus from its Typst source.

One command, from the root of the repository (needs `pip install typst`):

    python corpus/_source/build.py

Only the fonts bundled with Typst are used and the creation date is fixed, so that every machine
that has the same version of Typst builds the same bytes.
"""

from pathlib import Path

import typst

SOURCE = Path(__file__).resolve().parent
CORPUS = SOURCE.parent
TIMESTAMP = 1_751_328_000  # 2025-07-01 00:00 UTC: fixed, so that a rebuild gives the same bytes


def build() -> list[Path]:
    """Compile all sources but style.typ to corpus/<folder>/<name>.pdf."""
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
    return built


if __name__ == "__main__":
    for path in build():
        print(path.relative_to(CORPUS.parent), f"{path.stat().st_size / 1000:.0f} kB")
