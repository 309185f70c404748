"""Which sources an answer may rest on: a person leaves some out, and what rests on those alone goes with them. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from assistant.answer import Answer, Citation, Draft, Reason, Sentence, SentenceKind, Status, Verdict
from assistant.inbox.approved import ApprovedAnswer
from assistant.verify import verdict, verify
from ingest.dutch import sentences


def without_sources(answer: Answer, left_out: Collection[int]) -> Answer:
    """An answer without the citations with these numbers, and without what they carried; not found where nothing is left.

    A sentence that cites others too is checked again, against those alone. A notice that is about left out sources alone goes too.
    """
    if not left_out:
        return answer
    citations = tuple(citation for citation in answer.citations if citation.n not in left_out)
    kept = _introduced(_checked_again(answer.sentences, citations, left_out), answer.sentences)
    notices = tuple(notice for notice in answer.notices if not notice.citations or set(notice.citations) - set(left_out))
    if not any(sentence.kind is SentenceKind.STATEMENT for sentence in kept):
        return replace(
            answer, status=Status.NOT_FOUND, reason=Reason.TOO_THIN, sentences=(), citations=(), notices=(), contact=None, confidence=None
        )
    contact = answer.contact if answer.contact and answer.contact.citation not in left_out else None
    return replace(answer, sentences=tuple(kept), citations=citations, notices=notices, contact=contact)


def plain_text(answer: Answer) -> str:
    """What an answer states, a sentence or item a line, without marks: to keep for next time."""
    return "\n".join(sentence.text for sentence in answer.sentences if sentence.kind is SentenceKind.STATEMENT)


def approved_before(answer: Answer, approved: ApprovedAnswer) -> Answer:
    """The answer that was approved for nearly the same question, in the place of `answer`. What its sources do not carry is left out."""
    citations = tuple(replace(citation, n=n) for n, citation in enumerate(approved.citations, start=1))
    lines = [line for line in approved.text.split("\n") if line.strip()]
    said = [sentence for line in lines for sentence in _cited(line, citations)]
    used = {n for sentence in said for n in sentence.citations}
    return replace(
        answer,
        status=Status.ANSWERED if said else Status.NOT_FOUND,
        reason=None if said else Reason.TOO_THIN,
        missing=(),
        sentences=tuple(said),
        citations=tuple(citation for citation in citations if citation.n in used),
        notices=(),
        contact=None,
        confidence=1.0 if said else None,  # a person looked at it
    )


def day_of(approved: ApprovedAnswer) -> datetime:
    """The moment of an approval, where this machine stands."""
    return approved.approved.replace(tzinfo=approved.approved.tzinfo or UTC).astimezone()


def _checked_again(said: Sequence[Sentence], citations: tuple[Citation, ...], left_out: Collection[int]) -> list[Sentence]:
    kept = []
    for sentence in said:
        if not set(sentence.citations) & set(left_out):
            kept.append(sentence)
            continue
        left = tuple(n for n in sentence.citations if n not in left_out)
        [again] = verify(Draft((replace(sentence, citations=left),), citations))
        if left and again.verdict is not Verdict.UNSUPPORTED:
            kept.append(again)
    return kept


def _introduced(said: Sequence[Sentence], before: Sequence[Sentence]) -> list[Sentence]:
    """The sentences, without those of ours that introduce nothing that is as it was: they may name the source that was left out."""
    kept: list[Sentence] = []
    is_introduced = False
    for sentence in reversed(said):
        if sentence.kind is SentenceKind.STATEMENT:
            is_introduced = is_introduced or any(sentence is each for each in before)
        elif not is_introduced:
            continue
        else:
            is_introduced = False
        kept.insert(0, sentence)
    return kept


def _cited(line: str, citations: Sequence[Citation]) -> list[Sentence]:
    """A line with the source that carries it; sentence by sentence where none carries it whole; nothing where none does."""
    for part in ([line], [line[start:end] for start, end in sentences(line)]):
        found = [(text, next((each for each in citations if verdict(text, [each]) is not Verdict.UNSUPPORTED), None)) for text in part]
        if all(citation for _, citation in found):
            return [Sentence(t, SentenceKind.STATEMENT, (c.n,), verdict(t, [c])) for t, c in found if c]
    return []
