"""Cases to start from, out of somebody's own documents: sentences that state a fact, each with a draft question to mend."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import Any

from assistant.answer import Question
from evals import near_miss
from evals.cases import Case, check_cases, read_cases
from evals.draft import blank, question, says_of_what
from evals.facts import states
from evals.label import is_subject, question_of_label, question_of_person
from evals.spot import spots
from ingest.clean import LIST_MARK
from ingest.corpus import corpus_files
from ingest.document import CELL_MARK, Block, BlockKind, Document
from ingest.dutch import sentences, terms
from ingest.errors import BronwijsError, LoadError
from ingest.load import load
from ingest.refusal import why_not

MOST = 60
UNANSWERABLE = 10
SAME = 0.6  # share of terms from which two questions ask the same, and a line elsewhere says the same
FEW_TERMS = 3  # a question with fewer of its own needs to know what it is about


@dataclass(frozen=True)
class Line:
    """One sentence, list item or table row: what it says, under which heading and on which page."""

    text: str
    document: str
    page: int | None
    heading: str
    is_row: bool = False


@dataclass(frozen=True)
class Proposal:
    """A draft of a case. `rank` is 0 for a question that the rules made, 1 for a sentence with a gap."""

    question: str
    kind: str
    facts: tuple[str, ...]
    line: Line
    rank: int = 0
    places: Mapping[str, tuple[int, ...]] | None = None

    @property
    def about(self) -> frozenset[str]:
        return says_of_what(self.question)


@dataclass(frozen=True)
class Proposed:
    """What was proposed, and which files could not be read, with why."""

    answerable: tuple[Proposal, ...]
    unanswerable: tuple[near_miss.Miss, ...]
    unread: tuple[tuple[str, str], ...]


def propose(corpus: Path, *, most: int = MOST) -> Proposed:
    """At most `most` draft cases, spread over documents and kinds; of those up to a sixth that the documents seem not to answer.

    Raises BronwijsError when no document states a fact that can be asked for.
    """
    documents, unread = _read(corpus)
    lines = [line for document in documents for line in _lines(document)]
    ordinary = frozenset(chain.from_iterable(re.findall(r"(?<![\w-])[a-zà-ÿ][\w’'-]*", document.text) for document in documents))
    found = sorted(chain.from_iterable(_proposals(line, ordinary) for line in lines), key=_worth)
    in_turns = chain.from_iterable(_spread([each for each in found if each.rank == rank]) for rank in (0, 1))
    chosen = list(islice(_good(in_turns, lines, corpus), most))
    if not chosen:
        raise BronwijsError(f"In '{corpus}' staat geen zin met een datum, bedrag, aantal, persoon of adres om naar te vragen.")
    asked = [(each.question, each.kind, each.facts) for each in chosen if not each.rank]
    misses = near_miss.misses(asked, [line.text for line in lines])[: min(UNANSWERABLE, most // 6)]
    answerable = sorted(chosen[: most - len(misses)], key=lambda each: (each.line.document, each.line.page or 0))
    return Proposed(tuple(answerable), tuple(misses), tuple(unread))


def _good(found: Iterable[Proposal], lines: Sequence[Line], corpus: Path) -> Iterator[Proposal]:
    """Of each line one proposal, with all its places, that passes the check of cases and asks nothing that one before it asks."""
    good: list[Proposal] = []
    for proposal in found:
        if any(proposal.line is other.line or _asks_the_same(proposal, other) for other in good):
            continue
        placed = replace(proposal, places=_places(proposal, lines))
        if _fits(placed, corpus):
            good.append(placed)
            yield placed


def _read(corpus: Path) -> tuple[list[Document], list[tuple[str, str]]]:
    documents, unread = [], []
    for path, file in corpus_files(corpus).items():
        try:
            documents.append(load(file, path))
        except LoadError as problem:
            unread.append((path, str(problem)))
        except Exception as problem:  # a file nobody foresaw must not stop the others
            unread.append((path, f"onverwachte fout bij het lezen ({type(problem).__name__}: {problem})"))
    return documents, unread


def _lines(document: Document) -> Iterator[Line]:
    """What a document says, a sentence at a time; headings are what the next lines stand under."""
    heading = ""
    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            heading = block.text
            yield Line(block.text, document.path, block.page, "")
        elif block.kind is BlockKind.ROW:
            yield Line(block.text, document.path, block.page, heading, is_row=True)
        else:
            for start, end in sentences(block.text):
                yield Line(LIST_MARK.sub("", block.text[start:end]), document.path, _page(block, start), heading)


def _page(block: Block, offset: int) -> int | None:
    return next((page for start, page in reversed(block.breaks) if start <= offset), block.page)


def _proposals(line: Line, ordinary: frozenset[str]) -> Iterator[Proposal]:
    """The questions that one line answers."""
    if made := question_of_person(line.text) or question_of_label(line.text, line.heading):
        yield Proposal(made.question, made.kind, (made.fact,), line)
    elif not line.is_row and CELL_MARK not in line.text and line.heading:
        yield from _of_sentence(line, ordinary)


def _of_sentence(line: Line, ordinary: frozenset[str]) -> Iterator[Proposal]:
    text = re.sub(r"^[A-Z][^:.]{2,40}: (?=[A-Z\d])", "", line.text)
    if not text[:1].isupper() and not text[:1].isdigit():
        return
    for spot in spots(text):
        if (made := question(text, spot, ordinary)) and not states(made, spot.fact):
            yield Proposal(_about(made, line.heading, spot.fact), spot.kind, (spot.fact,), line)
        elif gapped := blank(text, spot):
            yield Proposal(gapped, spot.kind, (spot.fact,), line, rank=1)


def _about(made: str, heading: str, fact: str) -> str:
    """A question that says little by itself, with the heading that its sentence stands under; not when that gives the answer."""
    said, more = says_of_what(made), set(terms(heading))
    is_bare = len(said) < FEW_TERMS and is_subject(heading) and not more <= said and not states(heading, fact)
    return f"{made[:-1]} (‘{heading}’)?" if is_bare else made


def _worth(proposal: Proposal) -> tuple[int, bool, int]:
    """Best first: made by the rules, asking for more than a small number, short."""
    is_small = proposal.kind == "number" and (len(proposal.facts[0]) == 1 or not proposal.facts[0][:1].isdigit())
    return proposal.rank, is_small, len(proposal.question.split())


def _asks_the_same(one: Proposal, other: Proposal) -> bool:
    shared = len(one.about & other.about)
    if one.facts == other.facts:  # the same number of half the same is most often the same
        return shared > 0 and shared >= SAME / 2 * min(len(one.about), len(other.about))
    return one.question == other.question or one.kind == other.kind and shared >= SAME * len(one.about | other.about)


def _spread(found: Sequence[Proposal]) -> Iterator[Proposal]:
    """The proposals in turns: of each kind in each document the best, then of each the next."""
    shelves: dict[tuple[str, str], list[Proposal]] = {}
    for proposal in found:
        shelves.setdefault((proposal.line.document, proposal.kind), []).append(proposal)
    rounds = zip_longest(*shelves.values())
    return (proposal for turn in rounds for proposal in turn if proposal)


def _places(proposal: Proposal, lines: Sequence[Line]) -> dict[str, tuple[int, ...]]:
    """Every document that says the same, with the pages on which it does: its own first."""
    places: dict[str, dict[int, None]] = {proposal.line.document: {}}
    for line in [proposal.line, *lines]:
        if line is proposal.line or _says_the_same(proposal, line):
            pages = places.setdefault(line.document, {})
            if line.page is not None:
                pages[line.page] = None
    return {document: tuple(sorted(pages)) for document, pages in places.items()}


def _says_the_same(proposal: Proposal, line: Line) -> bool:
    shared = proposal.about & set(terms(f"{line.heading} {line.text}"))
    return len(shared) >= SAME * max(len(proposal.about), 1) and all(states(line.text, fact) for fact in proposal.facts)


def _fits(proposal: Proposal, corpus: Path) -> bool:
    """True if the facts are found where the case says, by the extraction that checks cases."""
    facts = tuple((fact,) for fact in proposal.facts)
    try:
        check_cases([Case("", Question(proposal.question), True, facts, proposal.places)], corpus)
    except BronwijsError:
        return False
    return True


def write(proposed: Proposed, file: Path, corpus: Path) -> None:
    """Write the proposals as a file of cases. Raises BronwijsError when the file is there already."""
    records = chain(map(_record, proposed.answerable), map(_record_of_miss, proposed.unanswerable))
    numbered = [{"id": f"v{number:03}", **record, "draft": True} for number, record in enumerate(records, start=1)]
    try:
        with file.open("x", encoding="utf-8") as out:
            out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in numbered)
    except FileExistsError as problem:
        raise BronwijsError(f"'{file}' bestaat al, misschien met uw verbeteringen erin. Kies een andere naam met --out.") from problem
    except OSError as problem:
        raise BronwijsError(f"'{file}' kan niet worden geschreven: {why_not(problem)}") from problem
    check_cases(read_cases(file), corpus)


def _record(proposal: Proposal) -> dict[str, Any]:
    """A case with the sentence it came from, so that a person can mend the question without opening the document."""
    (document, pages), *also = (proposal.places or {}).items()
    return {
        "question": proposal.question,
        "document": document,
        **({"page": _as_written(pages)} if pages else {}),
        "facts": [[fact] for fact in proposal.facts],
        **({"also": {path: _as_written(others) for path, others in also}} if also else {}),
        "kind": proposal.kind,
        "style": ["plain"],
        "sentence": proposal.line.text.replace(CELL_MARK, " | "),
    }


def _as_written(pages: Sequence[int]) -> int | list[int] | None:
    return None if not pages else pages[0] if len(pages) == 1 else list(pages)


def _record_of_miss(miss: near_miss.Miss) -> dict[str, Any]:
    return {"question": miss.question, "answerable": False, "kind": "near_miss", "style": ["plain"], "like": miss.like}
