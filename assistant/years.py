"""The years that a text names. Pure."""

from __future__ import annotations

import re


def speaks_of_other_years(question: str, text: str) -> bool:
    """True if both name years, and none of them is the same.

    >>> speaks_of_other_years("Hoeveel in 2025?", "In 2023 waren er 16."), speaks_of_other_years("Hoeveel in 2025?", "Er zijn er 16.")
    (True, False)
    """
    wanted = years(question)
    named = years(text) if wanted else set()
    return bool(named) and not wanted & named


def years(text: str) -> set[str]:
    """Years named in a text, those inside a span ("2009–2017", "2025-26") included.

    >>> sorted(years("schooljaar 2024-26, art. 20123")), sorted(years("2009–2011"))
    (['2024', '2025', '2026'], ['2009', '2010', '2011'])
    """
    found = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text))
    for first, last in re.findall(r"(?<!\d)((?:19|20)\d\d)\s?[-–/]\s?((?:19|20)?\d\d)(?![-/]?\d)", text):
        found |= {str(year) for year in range(int(first), int(first[: 4 - len(last)] + last) + 1)}
    return found
