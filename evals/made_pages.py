"""A corpus of any size, made up: PDF files of headings, paragraphs and lists in words as frequent as they are in Dutch."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

PAGES_PER_FILE = 20
WORDS_PER_PAGE = 320  # what fits on a page of A4 with headings and lists, at 10 points
VOCABULARY = 20_000
SUBJECT_WORDS = 60  # rarer words that a file comes back to, so that files differ as subjects do
_FIRST_RARE = 3_000
_SIZES = {"heading": (14, 7), "paragraph": (10, 5), "item": (10, 5)}  # of letters in points, of lines in mm


@dataclass(frozen=True)
class Words:
    """Dutch words from frequent to rare; `shares` are their summed frequencies up to and with each."""

    known: Sequence[str]
    shares: Sequence[float]


def make_pages(folder: Path, pages: int) -> list[Path]:
    """Write PDF files of `pages` pages in all; the same number gives the same files."""
    folder.mkdir(parents=True, exist_ok=True)
    firsts = range(0, pages, PAGES_PER_FILE)
    files = [folder / f"gids-{number:04d}.pdf" for number in range(len(firsts))]
    with ProcessPoolExecutor() as pool:
        list(pool.map(make_file, files, [min(PAGES_PER_FILE, pages - first) for first in firsts], range(len(files)), chunksize=8))
    return files


def make_file(file: Path, pages: int, seed: int) -> None:
    """Write one PDF of so many pages; the same seed gives the same file."""
    from fpdf import FPDF

    words, rng = dutch_words(), random.Random(seed)
    subject = rng.sample(words.known[_FIRST_RARE:], SUBJECT_WORDS)
    document = FPDF(format="A4")
    document.set_title(f"Gids {seed}: {' '.join(subject[:3])}")
    document.set_creation_date(datetime(2025, 1, 1, tzinfo=UTC))  # else equal pages would be other files
    document.set_auto_page_break(False)
    for _ in range(pages):
        document.add_page()
        for kind, text in _blocks(rng, words, subject):
            letters, lines = _SIZES[kind]
            document.set_font("Helvetica", "B" if kind == "heading" else "", letters)
            document.multi_cell(0, lines, text, new_x="LMARGIN", new_y="NEXT")
            document.ln(0 if kind == "item" else 2)
    document.output(str(file))


@lru_cache(maxsize=1)
def dutch_words() -> Words:
    """The most frequent words that the standard fonts of PDF can print."""
    from wordfreq import top_n_list, word_frequency

    known = [word for word in top_n_list("nl", VOCABULARY) if word.isalpha() and word.encode("latin-1", "ignore").decode("latin-1") == word]
    return Words(known, list(accumulate(word_frequency(word, "nl") for word in known)))


def _blocks(rng: random.Random, words: Words, subject: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(kind, text) of what fills one page."""
    left = WORDS_PER_PAGE
    while left > 0:
        yield "heading", " ".join(rng.sample(subject, 3)).capitalize()
        paragraph = " ".join(sentence(rng, words, subject) for _ in range(rng.randint(3, 6)))
        yield "paragraph", paragraph
        items = [sentence(rng, words, subject) for _ in range(rng.choice((0, 0, 3)))]
        yield from (("item", f"- {item}") for item in items)
        left -= sum(len(text.split()) for text in [paragraph, *items])


def sentence(rng: random.Random, words: Words, subject: Sequence[str]) -> str:
    """A sentence of frequent words with one of the subject's in it, and now and then a date."""
    said = rng.choices(words.known, cum_weights=words.shares, k=rng.randint(8, 18))
    said[rng.randrange(len(said))] = rng.choice(subject)
    if rng.random() < 0.2:
        said.append(f"op {rng.randint(1, 28)} maart {rng.randint(2015, 2026)}")
    return f"{' '.join(said).capitalize()}."
