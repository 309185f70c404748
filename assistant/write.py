"""A checked draft: of the language model where one is set and of use, else out of the documents' own sentences."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

from assistant import wording
from assistant.answer import Citation, Draft, Fault, Notice, Question, Sentence, SentenceKind, Step, Verdict, Writer
from assistant.evidence import Evidence
from assistant.generate import Message, ModelWriter, NoDraft, draft_of, instructions, repair, sources
from assistant.mask import Mask
from assistant.notices import Kind
from assistant.quote import QuoteWriter
from assistant.units import Unit
from assistant.verify import verify

SHOWN_EVERY = 24  # characters that come, before the growing text is shown again


@dataclass(frozen=True)
class Written:
    """Sentences with their verdicts, what they cite, who wrote them, and what a reader should know of that."""

    draft: Draft
    writer: Writer
    notices: tuple[Notice, ...] = ()


def write(
    question: Question, standalone: str, *, found: Sequence[Evidence], missing: Sequence[str], model: ModelWriter | None
) -> Generator[Step, None, Written]:
    """The checked draft of an answer from evidence, and the steps on the way, which show what is not yet checked.

    `missing` are the parts of the question that nothing was found for. A `model` that fails, or says what its sources do not
    say, leaves the writing to the quote writer.
    """
    notices: tuple[Notice, ...] = ()
    if model is not None:
        try:
            draft = yield from _by_model(question, standalone, sources(found), model)
            return _written(draft, missing, ModelWriter.name)
        except NoDraft as problem:
            notices = (Notice(Kind.WRITER, wording.NO_DRAFT[problem.fault]),)
    writer = QuoteWriter(question.text)
    for evidence in found:
        writer.write(evidence.groups)
    draft = writer.draft()
    return _written(Draft(verify(draft), draft.citations), missing, QuoteWriter.name, notices)


def _written(draft: Draft, missing: Sequence[str], writer: Writer, notices: tuple[Notice, ...] = ()) -> Written:
    """What was checked, without what is unsupported, and with what is not there at all."""
    kept = supported(draft)
    if len(kept.sentences) < len(draft.sentences):
        notices = (*notices, Notice(Kind.LEFT_OUT, wording.left_out(len(draft.sentences) - len(kept.sentences))))
    said = (Sentence(wording.PART_MISSING.format(part=part.rstrip("?")), SentenceKind.CONNECTIVE) for part in missing)
    return Written(Draft((*kept.sentences, *said), kept.citations), writer, notices)


def supported(draft: Draft) -> Draft:
    """The draft without its unsupported sentences, and without the citations that only those had; numbered anew."""
    if not any(sentence.verdict is Verdict.UNSUPPORTED for sentence in draft.sentences):
        return draft
    kept = [sentence for sentence in draft.sentences if sentence.verdict is not Verdict.UNSUPPORTED]
    used = {n: number for number, n in enumerate(dict.fromkeys(n for sentence in kept for n in sentence.citations), start=1)}
    known: dict[int, Citation] = {citation.n: citation for citation in draft.citations}
    return Draft(
        tuple(replace(sentence, citations=tuple(used[n] for n in sentence.citations)) for sentence in kept),
        tuple(replace(known[n], n=number) for n, number in used.items()),
    )


def _by_model(question: Question, standalone: str, given: Sequence[Unit], model: ModelWriter) -> Generator[Step, None, Draft]:
    """The draft of a model, checked, after at most one repair. Raises NoDraft when nothing of it stands in its sources."""
    asked = [question.text, *(turn.question for turn in question.history)]
    mask = Mask(asked, public=" ".join(unit.text for unit in given))
    messages = instructions(mask.hide(standalone), given)
    until = model.deadline()
    reply = yield from _shown(model, messages, mask, until)
    draft = _checked(draft_of(reply, given), mask)
    if wrong := [sentence for sentence in draft.sentences if sentence.verdict is Verdict.UNSUPPORTED]:
        again = [*messages, ("assistant", reply), ("user", repair(wrong))]
        try:
            repaired = yield from _shown(model, again, mask, until)
            draft = max(_checked(draft_of(repaired, given), mask), draft, key=_share_supported)
        except NoDraft:
            pass  # what was right the first time is still right
    if not any(sentence.verdict is not Verdict.UNSUPPORTED for sentence in draft.sentences):
        raise NoDraft(Fault.USELESS)
    return replace(draft, sentences=tuple(replace(sentence, text=mask.show(sentence.text)) for sentence in draft.sentences))


def _shown(model: ModelWriter, messages: Sequence[Message], mask: Mask, until: float) -> Generator[Step, None, str]:
    """All that the model says, and on the way the steps that show it."""
    said, shown = "", 0
    for said in model.reply(messages, until=until):
        if len(said) >= shown + SHOWN_EVERY:
            shown = len(said)
            yield Step("write", text=mask.show(said))
    return said


def _checked(draft: Draft, mask: Mask) -> Draft:
    """The draft with verdicts. What the asker said of himself needs no source."""
    plain = replace(draft, sentences=tuple(replace(sentence, text=mask.without(sentence.text)) for sentence in draft.sentences))
    verdicts = [sentence.verdict for sentence in verify(plain)]
    return replace(draft, sentences=tuple(replace(each, verdict=found) for each, found in zip(draft.sentences, verdicts, strict=True)))


def _share_supported(draft: Draft) -> float:
    return sum(sentence.verdict is not Verdict.UNSUPPORTED for sentence in draft.sentences) / len(draft.sentences)
