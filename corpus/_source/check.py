"""Check off the facts that the example corpus retells: does each stand in the text that is read from its document?

    python corpus/_source/check.py

Every list in feiten/ has a row per fact of an original: the fact in our own words, the document that retells it, and a
pattern that shows it there. A fact that was left out has "-" for a document, and the reason. Exit status 1 when one is missing.
"""

import csv
import re
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parent
CORPUS = SOURCE.parent
sys.path.insert(0, str(CORPUS.parent))

from ingest.load import load  # noqa: E402  the repository need not be installed


def main() -> int:
    """Print per list how many facts stand in their documents, and each that does not."""
    texts: dict[str, str] = {}
    total = missing = 0
    for file in sorted((SOURCE / "feiten").glob("*.tsv")):
        with file.open(encoding="utf-8", newline="") as handle:
            rows = [row for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE) if row["document"] != "-"]
        for name in {row["document"] for row in rows} - texts.keys():
            texts[name] = " ".join(load(CORPUS / name, name).text.split())
        lost = [row["feit"] for row in rows if not re.search(row["patroon"], texts[row["document"]], re.I)]
        print(f"{len(rows) - len(lost):4d} of {len(rows):4d}  {file.stem}", *(f"      missing: {fact}" for fact in lost), sep="\n")
        total, missing = total + len(rows), missing + len(lost)
    print(f"{total - missing:4d} of {total:4d} facts")
    return int(missing > 0)


if __name__ == "__main__":
    sys.exit(main())
