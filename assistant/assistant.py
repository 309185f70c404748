"""The whole answer flow on one screen. No step is implemented here.

question + history ─rewrite→ question ─preferred→ ─retrieve→ passages ─evidence→ groups ─abstain?→ write ─verify→ Answer
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import NodeWithScore

from assistant import wording
from assistant.abstain import Thresholds, confidence, reason_not_to_answer
from assistant.answer import Answer, Passage, Question, Reason, Sentence, SentenceKind, Status, Step
from assistant.contact import contact_near
from assistant.evidence import Evidence, find_evidence
from assistant.generate import ModelWriter
from assistant.notices import notices
from assistant.overview import Part, asks_how_to_become, overview, sought
from assistant.preference import Preferred
from assistant.quote import QuoteWriter
from assistant.reply import reply_to
from assistant.retrieve import Retriever, View
from assistant.rewrite import is_difference, parts, stand_alone
from assistant.short import with_short_answer
from assistant.told import preferred_in
from assistant.translate import in_dutch
from assistant.verify import verify
from assistant.write import Written, write
from ingest.snapshot import Record

NEAREST = 3  # passages to show beside a refusal
ON_SUBJECT = 0.25  # a question of which less than this share is covered is about something else: no contact fits


class Assistant:
    """Answers questions from what a retriever finds. Safe to share between threads."""

    def __init__(
        self, retriever: Retriever, embedder: BaseEmbedding, *, thresholds: Thresholds | None = None, model: ModelWriter | None = None
    ) -> None:
        """`embedder` tells words and sentences apart, not passages: the shipped one, whatever made the index.

        A `model` writes the answers, as far as it can.
        """
        self.retriever = retriever
        self._embedder = embedder
        self._thresholds = thresholds or Thresholds()
        self._model = model

    def answer(self, question: Question) -> Answer:
        """The checked answer. Raises IndexUnavailable when the index cannot be read."""
        return next(step.answer for step in self.steps(question) if step.answer is not None)

    def documents(self) -> list[Record]:
        """The documents that answer now."""
        return list(self.retriever.view().records.values())

    def updated(self) -> datetime | None:
        """When the documents last changed, as far as is known."""
        return self.retriever.updated()

    def steps(self, question: Question) -> Iterator[Step]:
        """The moments of answering, for a page that shows progress; the last one carries the answer."""
        began = time.perf_counter()
        yield Step("search")
        if reply := reply_to(question.text):
            yield _done(_reply(question, *reply), began)
            return
        asked = in_dutch(question)
        standalone = stand_alone(asked.question.text, asked.question.history)
        view = self.retriever.view()
        today = question.today or date.today()
        preferred = preferred_in(question.preference, standalone, view, today=today)
        hits = self.retriever.search(view, standalone, preferred=preferred)
        yield Step("read", passages=_passages(hits))
        if lists := self._lists(standalone, hits, view, preferred):
            answer = replace(_overview(question, standalone, lists, hits, view), preferred=preferred)
            yield _done(_in_dutch_though(answer, asked.language), began)
            return
        found = self._evidence(standalone, hits, view, preferred)
        reasons = [reason_not_to_answer(evidence, self._thresholds) for evidence in found]
        yield Step("check", passages=_passages(hits))
        if all(reasons):
            answer = _refusal(question, standalone, reasons[0] or Reason.TOO_THIN, found[0], hits, view)
        else:
            answering = [evidence for evidence, reason in zip(found, reasons, strict=True) if not reason]
            missing = tuple(evidence.question for evidence, reason in zip(found, reasons, strict=True) if reason)
            written = yield from write(question, standalone, found=answering, missing=missing, model=self._model)
            answer = _answer(question, standalone, written, missing, answering, hits, view, preferred)
        sure = round(max(confidence(evidence) for evidence in found), 3)
        yield _done(_in_dutch_though(replace(answer, confidence=sure, preferred=preferred), asked.language), began)

    def _lists(self, question: str, hits: Sequence[NodeWithScore], view: View, preferred: Preferred) -> list[Part]:
        """The lists of what is asked, of a question that wants all there is of a kind."""
        if len(parts(question)) > 1 and not asks_how_to_become(question):
            return []  # each half gets an answer of its own
        looked_for = sought(question)
        found = hits if looked_for == question else self.retriever.search(view, looked_for, preferred=preferred)
        return overview(question, found, view)

    def _evidence(self, question: str, hits: Sequence[NodeWithScore], view: View, preferred: Preferred) -> list[Evidence]:
        """The evidence for each part of a question."""
        asked = parts(question)
        # The second half of a double question leans on the first; the sides of a difference must not mix.
        whole = question if len(asked) > 1 and not is_difference(question) else ""
        return [find_evidence(part, hits, view, embedder=self._embedder, part_of=whole, preferred=preferred) for part in asked]


def _answer(
    question: Question,
    standalone: str,
    written: Written,
    missing: tuple[str, ...],
    found: Sequence[Evidence],
    hits: Sequence[NodeWithScore],
    view: View,
    preferred: Preferred,
) -> Answer:
    today = question.today or date.today()
    noticed = notices(standalone, written.draft, found=found, hits=hits, view=view, today=today, preference=preferred.both)
    return Answer(
        question=question.text,
        standalone_question=standalone,
        id=question.id,
        status=Status.PARTLY if missing else Status.ANSWERED,
        reason=Reason.PART_MISSING if missing else None,
        missing=missing,
        sentences=with_short_answer(standalone, written.draft.sentences),
        citations=noticed.citations,
        passages=_passages(hits[:NEAREST]),
        notices=(*noticed.notices, *written.notices),
        writer=written.writer,
    )


def _overview(question: Question, standalone: str, lists: Sequence[Part], hits: Sequence[NodeWithScore], view: View) -> Answer:
    """What there is, list by list; what is said of it was checked when it was gathered."""
    writer = QuoteWriter(question.text)
    for part in lists:
        writer.write([part.units])
    writer.say(wording.overview_ends(sum(part.items for part in lists), sum(part.of for part in lists)))
    draft = writer.draft()
    noticed = notices(standalone, draft, found=(), hits=hits, view=view, today=question.today or date.today())
    return Answer(
        question=question.text,
        standalone_question=standalone,
        id=question.id,
        status=Status.ANSWERED,
        sentences=verify(draft),
        citations=noticed.citations,
        passages=_passages(hits[:NEAREST]),
        notices=noticed.notices,
        writer=writer.name,
        confidence=1.0,  # a list of what was asked is what it says that it is
    )


def _refusal(question: Question, standalone: str, reason: Reason, evidence: Evidence, hits: Sequence[NodeWithScore], view: View) -> Answer:
    looked_for = ", ".join(dict.fromkeys(term.word for term in evidence.terms))
    reason = reason if view.nodes else Reason.NO_DOCUMENTS
    nearest = _passages(hits[:NEAREST])
    text = wording.not_found(reason, looked_for, has_passages=bool(nearest)) if view.nodes else wording.NO_DOCUMENTS
    contact = contact_near(hits, view) if evidence.coverage >= ON_SUBJECT else None
    return Answer(
        question=question.text,
        standalone_question=standalone,
        id=question.id,
        status=Status.NOT_FOUND,
        reason=reason,
        sentences=(Sentence(text, SentenceKind.CONNECTIVE),),
        citations=(contact[1],) if contact and contact[1] else (),
        passages=nearest,
        contact=contact[0] if contact else None,
    )


def _in_dutch_though(answer: Answer, language: str | None) -> Answer:
    """The answer, after a line that says why it is in Dutch, where the question was not."""
    if language is None:
        return answer
    return replace(answer, sentences=(Sentence(wording.IN_DUTCH[language], SentenceKind.CONNECTIVE), *answer.sentences))


def _reply(question: Question, reason: Reason, text: str) -> Answer:
    return Answer(
        question=question.text,
        standalone_question=question.text,
        id=question.id,
        status=Status.REPLY,
        reason=reason,
        sentences=(Sentence(text, SentenceKind.CONNECTIVE),),
    )


def _done(answer: Answer, began: float) -> Step:
    return Step("done", answer.passages, replace(answer, elapsed_ms=round(1000 * (time.perf_counter() - began), 1)))


def _passages(hits: Sequence[NodeWithScore]) -> tuple[Passage, ...]:
    return tuple(
        Passage(
            document=hit.node.metadata["document"],
            title=hit.node.metadata["title"],
            page=hit.node.metadata["page"] or None,
            heading=hit.node.metadata["heading"] or None,
            score=round(hit.score or 0.0, 3),
            text=hit.node.text,
        )
        for hit in hits
    )
