"""Mails read, answered and measured: the questions that were found, what the draft says, and which mails got one."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from rich.table import Table

from assistant.answer import Answer, SentenceKind, Verdict
from assistant.assistant import Assistant
from assistant.inbox.compose import reply_to
from assistant.inbox.letter import Mail, Reply
from assistant.inbox.read import read_mails
from assistant.inbox.understand import understand
from evals.answers import TODAY
from evals.citations import figures_missing
from evals.facts import states, states_all, tokens
from evals.literal import is_literal, pages_of
from evals.mail_cases import Expected, MailCase
from evals.metrics import Figure, is_answer, middle_and_most
from evals.report import HALVES, counted, half, shown
from ingest.corpus import corpus_files
from ingest.errors import BronwijsError

SIGNATURE = "Team Advies"
LONGEST = 60  # words; who takes a longer piece of a mail for a question has found none
_MARKS = re.compile(r"\[\d+\]|^\d+\. ", re.M)  # of footnotes and questions
_FORMAL = re.compile(r"(?<![\w./-])(?:u|uw)(?![\w/-])", re.I)  # not in "Pro-U" or an address
_INFORMAL = re.compile(r"(?<![\w./-])(?:je|jij|jou|jouw)(?![\w/-])", re.I)
_TITLES = frozenset(["de", "heer", "mevrouw", "meneer", "mevr", "dhr", "mr", "mrs", "ms", "dr", "drs", "ir", "ing", "prof"])


@dataclass(frozen=True)
class QuestionMarks:
    """What became of one question of a mail. None where the case does not ask for it."""

    id: str
    found: bool
    stands_alone: bool | None  # of a question that leans on what stands before it
    answered: bool
    all_facts: bool | None  # of a question that the documents answer: in its answer and in the draft
    named: bool | None  # of one that they do not: turned down, and the draft says what it is about


@dataclass(frozen=True)
class MailMarks:
    """What the reply to one mail is worth. None where the case does not ask for it."""

    drafted: bool
    draft_is_due: bool
    reason: bool | None  # of a mail that gets no draft, the reason why
    asks: int
    asks_right: int
    questions: tuple[QuestionMarks, ...]
    in_order: bool | None  # the questions come as in the mail; None with fewer than two
    statements: int
    statements_wrong: tuple[str, ...]
    figures_unknown: tuple[str, ...]  # numbers, dates and addresses of the draft that stand in no document, nor in the mail
    forbidden: tuple[str, ...]  # what the draft says and no draft may say
    directed: bool | None  # of a mail with something that the documents do not answer: the draft names nobody who cannot either
    name: bool | None
    tone: bool | None
    language: bool | None
    words: int
    ms: float

    @property
    def is_right(self) -> bool:
        """True when a person would find nothing to mend: a due draft, each question found, each answer right, nothing more."""
        questions = all(each.found and each.all_facts is not False and each.named is not False for each in self.questions)
        wrong = self.statements_wrong or self.figures_unknown or self.forbidden or self.asks != self.asks_right
        return self.drafted == self.draft_is_due and questions and not wrong and False not in (self.directed, self.name, self.tone)


@dataclass(frozen=True)
class MailResult:
    """A mail with its reply, the questions that were found for each that was expected, and what that is worth."""

    case: MailCase
    reply: Reply
    matched: tuple[tuple[int, ...], ...]
    marks: MailMarks


def answer_mails(
    cases: Sequence[MailCase], assistant: Assistant, corpus: Path, *, on_reply: Callable[[Reply], None] = lambda _: None
) -> list[MailResult]:
    """The results of all mails, in their order; `on_reply` hears of each reply at once."""
    results = []
    for case in cases:
        began = time.perf_counter()
        reply = reply_to(understand(_mail_of(case)), assistant, signature=SIGNATURE, today=TODAY)
        ms = 1000 * (time.perf_counter() - began)
        results.append(measured(case, reply, corpus, ms=ms))
        on_reply(reply)
    return results


def _mail_of(case: MailCase) -> Mail:
    """The mail of a case. Raises BronwijsError when its file holds fewer."""
    mails = list(read_mails(case.file))
    if not 1 <= case.number <= len(mails):
        raise BronwijsError(f"{case.where}: in '{case.file}' staan {len(mails)} mails; nummer {case.number} is er niet bij.")
    return mails[case.number - 1]


def measured(case: MailCase, reply: Reply, corpus: Path, *, ms: float = 0.0) -> MailResult:
    """The result of one mail. Quotes are looked up in the files of the corpus, not in the index."""
    matched = match(case.questions, [ask.question for ask in reply.letter.asks])
    return MailResult(case, reply, matched, _marks(case, reply, matched, corpus, ms=ms))


def match(expected: Sequence[Expected], found: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Which of the questions that were found are which of those that were expected: as many of them as can be.

    A question that was found is at most one of the expected; an expected one is found at most `parts` times over. Nothing
    of more than LONGEST words is a question. By augmenting paths (Kuhn 1955), an expected question first found once.
    """
    fits = [[n for n, text in enumerate(found) if _is_about(each, text)] for each in expected]
    owner: dict[int, int] = {}

    def assign(wanting: int, tried: set[int]) -> bool:
        for n in fits[wanting]:
            if n not in tried:
                tried.add(n)
                if n not in owner or assign(owner[n], tried):
                    owner[n] = wanting
                    return True
        return False

    for wanting, _ in enumerate(expected):
        assign(wanting, set())
    for wanting, each in enumerate(expected):
        more = [n for n in fits[wanting] if n not in owner]
        owner |= dict.fromkeys(more[: each.parts - sum(taker == wanting for taker in owner.values())], wanting)
    return tuple(tuple(sorted(n for n, taker in owner.items() if taker == wanting)) for wanting, _ in enumerate(expected))


def _is_about(expected: Expected, text: str) -> bool:
    return len(text.split()) <= LONGEST and states_all(text, expected.about)


def _marks(case: MailCase, reply: Reply, matched: Sequence[Sequence[int]], corpus: Path, *, ms: float) -> MailMarks:
    drafted, due = bool(reply.text.strip()), case.no_reply is None
    firsts = [numbers[0] for numbers in matched if numbers]
    every = [entry.answer for entry in reply.entries]
    return MailMarks(
        drafted=drafted,
        draft_is_due=due,
        reason=None if due or drafted else reply.letter.no_reply == case.no_reply,
        asks=len(reply.letter.asks) if due else 0,
        asks_right=sum(len(numbers) for numbers in matched),
        questions=tuple(_question_marks(each, reply, numbers) for each, numbers in zip(case.questions, matched, strict=True)),
        in_order=firsts == sorted(firsts) if len(firsts) > 1 else None,
        statements=sum(sentence.kind is SentenceKind.STATEMENT for answer in every for sentence in answer.sentences),
        statements_wrong=tuple(text for answer in every for text in wrong_statements(answer, corpus)) if drafted else (),
        figures_unknown=tuple(figures_unknown(reply, corpus)),
        forbidden=tuple(alternative for alternative in case.forbidden if states(reply.text, alternative)),
        directed=not any(states(reply.text, alternative) for alternative in case.misdirected) if drafted and case.misdirected else None,
        name=is_greeted(reply, case.name) if due and drafted and case.name is not None else None,
        tone=has_tone(reply, informal=case.informal) if due and drafted and case.informal is not None else None,
        language=reply.letter.language == case.language if due and case.language else None,
        words=len(reply.text.split()),
        ms=ms,
    )


def _answers(reply: Reply, numbers: Sequence[int]) -> list[Answer]:
    """The answers to the questions of these numbers; a reply may leave one out."""
    asks = [reply.letter.asks[n] for n in numbers]
    return [entry.answer for entry in reply.entries if entry.ask in asks]


def _question_marks(expected: Expected, reply: Reply, numbers: Sequence[int]) -> QuestionMarks:
    answers = _answers(reply, numbers)
    answered = any(is_answer(answer) for answer in answers)
    text = "\n".join(_shown_text(answer) for answer in answers if is_answer(answer))
    facts = expected.case.facts
    return QuestionMarks(
        id=expected.case.id,
        found=bool(numbers),
        stands_alone=all(states_all(reply.letter.asks[n].question, expected.context) for n in numbers)
        if numbers and expected.context
        else None,
        answered=answered,
        all_facts=answered and states_all(text, facts) and states_all(reply.text, facts) if expected.is_answerable else None,
        named=None if expected.case.answerable or not expected.is_judged else is_named(expected, reply, answers),
    )


def is_named(expected: Expected, reply: Reply, answers: Sequence[Answer]) -> bool:
    """True if a question was found and turned down, and the draft says what it was about; of a single question it need not."""
    is_told = len(reply.letter.asks) == 1 or states_all(reply.text, expected.about[:1])
    return bool(answers) and not any(is_answer(answer) for answer in answers) and is_told


def _shown_text(answer: Answer) -> str:
    """An answer with whom to ask."""
    contact = answer.contact
    ways = (contact.name, contact.email, contact.phone, contact.url) if contact else ()
    return "\n".join([answer.text, *(way for way in ways if way)])


def wrong_statements(answer: Answer, corpus: Path) -> list[str]:
    """The statements that cite nothing, were not found to be supported, or cite what is not literally in its document."""
    literal = {c.n: (corpus / c.document).is_file() and is_literal(c.quote, corpus / c.document, c.page) for c in answer.citations}
    return [
        sentence.text
        for sentence in answer.sentences
        if sentence.kind is SentenceKind.STATEMENT
        and not (
            sentence.citations
            and all(literal.get(n, False) for n in sentence.citations)
            and sentence.verdict in (Verdict.LITERAL, Verdict.SUPPORTED)
        )
    ]


def figures_unknown(reply: Reply, corpus: Path) -> list[str]:
    """The numbers, dates, phone numbers and addresses of a draft that stand in no document of the corpus, nor in the mail."""
    mail = reply.letter.mail
    written = "\n".join([mail.text, mail.subject, mail.history, mail.signature])
    known = _figures_of(corpus) | set(tokens(written))
    return [each for each in figures_missing(_MARKS.sub("", reply.text), []) if each not in known]


@lru_cache(maxsize=8)
def _figures_of(corpus: Path) -> frozenset[str]:
    """The words of all documents of a folder and of what is written down about them."""
    about = [path for path in (corpus / "bronnen.toml",) if path.is_file()]
    texts = [page for path in corpus_files(corpus).values() for page in pages_of(path)] + [
        path.read_text(encoding="utf-8") for path in about
    ]
    return frozenset(token for text in texts for token in tokens(text))


def is_greeted(reply: Reply, name: str) -> bool:
    """True if the writer was taken to be called so, or a part of it, and the draft greets by it; of a nameless one, if it names nobody."""
    if not name:
        return not reply.letter.name
    said = _name_words(reply.letter.name)
    return bool(said) and said <= _name_words(name) and bool(said & _name_words(_first_line(reply.text)))


def _name_words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", text.casefold())) - _TITLES


def _first_line(text: str) -> str:
    return next((line for line in text.splitlines() if line.strip()), "")


def has_tone(reply: Reply, *, informal: bool) -> bool:
    """True if the writer was rightly taken to say je or u, and the words that are ours in the draft agree.

    Ours is what stands neither in a statement nor in a quote, nor repeats a question.
    """
    ours = own_words(reply)
    return reply.letter.informal == informal and not (_FORMAL if informal else _INFORMAL).search(ours)


def own_words(reply: Reply) -> str:
    """The draft without statements, quotes, titles, headings and what the mail asks, for white space and line ends as one space."""
    answers = [entry.answer for entry in reply.entries]
    theirs = [sentence.text for answer in answers for sentence in answer.sentences]
    theirs += [text or "" for answer in answers for c in answer.citations for text in (c.quote, c.title, c.heading)]
    theirs += [text for ask in reply.letter.asks for text in (ask.text, ask.question)]
    text = _one_line(reply.text)
    for piece in sorted({_one_line(piece) for piece in theirs}, key=len, reverse=True):
        text = text.replace(piece, " ") if piece else text
    return text


def _one_line(text: str) -> str:
    return " ".join(text.split())


def figures(all_marks: Sequence[MailMarks]) -> list[Figure]:
    """The figures over a set of mails.

    precision = questions found that a mail asks / questions found; recall = questions found / questions asked;
    F1 = 2 · precision · recall / (precision + recall), over all mails that get a draft. A question that was not found
    counts as one without its facts, and as one that was not turned down.
    """
    due = [each for each in all_marks if each.draft_is_due]
    questions = [question for each in due for question in each.questions]
    precision = Figure("precision", sum(each.asks_right for each in due), sum(each.asks for each in due))
    recall = Figure("recall", sum(question.found for question in questions), len(questions))
    answered = [question for question in questions if question.answered]
    found = [
        precision,
        recall,
        Figure("f1", f1(precision, recall)),
        _count("stands_alone", (question.stands_alone for question in questions)),
        _count("in_order", (each.in_order for each in due)),
        _count("all_facts", (question.all_facts for question in questions)),
        _count("all_facts_of_answered", (question.all_facts for question in answered)),
        _count("named", (question.named for question in questions)),
        _count("directed", (each.directed for each in due)),
        Figure("wrong", sum(len(each.statements_wrong) for each in all_marks), sum(each.statements for each in all_marks)),
        Figure("figures_unknown", sum(len(each.figures_unknown) for each in all_marks)),
        Figure("forbidden", sum(bool(each.forbidden) for each in all_marks), len(due)),
        _count("drafted", (each.drafted for each in due)),
        _count("kept_silent", (not each.drafted for each in all_marks if not each.draft_is_due)),
        _count("reason", (each.reason for each in all_marks)),
        _count("name", (each.name for each in due)),
        _count("tone", (each.tone for each in due)),
        _count("language", (each.language for each in due)),
        _count("right", (each.is_right for each in all_marks)),
        *_spread("words", [each.words for each in due if each.drafted], "words"),
        *_spread("time", [each.ms for each in due], "ms"),
    ]
    return [figure for figure in found if figure.total != 0]


def f1(precision: Figure, recall: Figure) -> float:
    """The harmonic mean of two shares, which is 2 · right / (found + asked) when both count the same; 0 of nothing.

    >>> f1(Figure("precision", 3, 4), Figure("recall", 3, 3))
    0.8571428571428571
    """
    shares = [figure.value / figure.total if figure.total else 0.0 for figure in (precision, recall)]
    return 2 * shares[0] * shares[1] / sum(shares) if sum(shares) else 0.0


def _count(name: str, outcomes: Iterable[bool | None]) -> Figure:
    said = [outcome for outcome in outcomes if outcome is not None]
    return Figure(name, sum(said), len(said))


def _spread(name: str, values: Sequence[float], unit: str) -> list[Figure]:
    return [Figure(f"{at}_{name}", value, unit=unit) for at, value in middle_and_most(values).items()]


NAMES = {
    "precision": "Gevonden vragen die de mail stelt",
    "recall": "Vragen van de mail die zijn gevonden",
    "f1": "Vragen gevonden, F1",
    "stands_alone": "… op zichzelf te begrijpen, waar de zin dat niet is",
    "in_order": "Vragen in de volgorde van de mail",
    "all_facts": "Vragen beantwoord met alle feiten",
    "all_facts_of_answered": "… van de vragen die een antwoord kregen",
    "named": "Onbeantwoordbare vragen als zodanig genoemd",
    "directed": "… zonder te verwijzen naar wie er niet over gaat",
    "wrong": "Beweringen die hun bron niet draagt",
    "figures_unknown": "Getallen en adressen die nergens staan",
    "forbidden": "Concepten met iets wat er niet in mag",
    "drafted": "Mails met een concept",
    "kept_silent": "Geen concept waar dat niet hoort",
    "reason": "… om de juiste reden",
    "name": "Juiste naam in de aanhef",
    "tone": "Juiste toon (u of je)",
    "language": "Taal herkend",
    "right": "Mails waaraan niets te verbeteren is",
    "median_words": "Woorden per concept, mediaan",
    "p95_words": "Woorden per concept, 95 %",
    "median_time": "Tijd per mail, mediaan",
    "p95_time": "Tijd per mail, 95 %",
}


def table(results: Sequence[MailResult]) -> Table:
    """The figures of all mails."""
    return _table(f"{len(results)} mails", {"Hoeveel": results}, shown)


def halves(results: Sequence[MailResult]) -> Table:
    """The figures of the mails that choices were made on, beside those of the other half, which are the ones to tell."""
    return _table("Twee helften van de mails", {HALVES[name]: part for name, part in _halves(results).items()}, counted)


def _table(title: str, parts: Mapping[str, Sequence[MailResult]], show: Callable[[Figure], str]) -> Table:
    made = Table(title=title, title_justify="left")
    made.add_column("Wat")
    for name in parts:
        made.add_column(name, justify="right")
    columns = [{figure.name: figure for figure in figures([result.marks for result in part])} for part in parts.values()]
    for name, what in NAMES.items():
        if any(name in column for column in columns):
            made.add_row(what, *(show(column[name]) if name in column else "–" for column in columns))
    return made


def _halves(results: Sequence[MailResult]) -> dict[str, list[MailResult]]:
    return {name: [result for result in results if half(result.case.id) == name] for name in HALVES}


def failures(results: Sequence[MailResult]) -> str:
    """Every mail that has something to mend: what is wrong, and the draft."""
    return "\n\n".join(_failure(result) for result in results if not result.marks.is_right)


def _failure(result: MailResult) -> str:
    draft = result.reply.text.strip() or f"(geen concept: {result.reply.letter.no_reply})"
    indented = draft.replace("\n", "\n    | ")
    return "\n  ".join(
        [f"{result.case.id}  {result.case.file.name}  ({', '.join(result.case.kinds)})", *what_is_wrong(result), f"  | {indented}"]
    )


def what_is_wrong(result: MailResult) -> list[str]:
    """In a line each what there is to mend in the reply to a mail; nothing of a right one."""
    case, reply, marks = result.case, result.reply, result.marks
    taken = {n for numbers in result.matched for n in numbers}
    found = [f"te veel gevonden: {ask.question}" for n, ask in enumerate(reply.letter.asks) if n not in taken] if marks.draft_is_due else []
    if marks.drafted != marks.draft_is_due:
        found.append("een concept dat er niet hoort te zijn" if marks.drafted else f"geen concept ({reply.letter.no_reply})")
    for expected, question, numbers in zip(case.questions, marks.questions, result.matched, strict=True):
        found += _what_is_wrong_with(expected, question, _answers(reply, numbers))
    found += [f"niet gedragen: {text}" for text in marks.statements_wrong]
    found += [f"staat nergens: {text}" for text in marks.figures_unknown] + [f"mag er niet in staan: {text}" for text in marks.forbidden]
    if marks.directed is False:
        found.append(f"verwijst naar wie er niet over gaat: {[each for each in case.misdirected if states(reply.text, each)]}")
    if marks.name is False:
        found.append(f"naam: verwacht {case.name!r}, kreeg {reply.letter.name!r} en '{_first_line(reply.text)}'")
    if marks.tone is False:
        found.append(f"toon: verwacht {'je' if case.informal else 'u'}, kreeg {'je' if reply.letter.informal else 'u'}: {own_words(reply)}")
    return found


def _what_is_wrong_with(expected: Expected, marks: QuestionMarks, answers: Sequence[Answer]) -> list[str]:
    question = f"{marks.id}  {expected.case.question.text}"
    if not marks.found:
        return [f"niet gevonden: {question}"]
    got = "; ".join(f"[{answer.status}] op '{answer.standalone_question}': {_one_line(answer.text)}" for answer in answers)
    if marks.all_facts is False:
        wanted = " + ".join(" / ".join(group) for group in expected.case.facts)
        return [
            f"{'feiten ontbreken' if marks.answered else 'onnodig geweigerd'}: {question}\n      verwacht: {wanted}\n      kreeg: {got}"
        ]
    return [f"niet als onbeantwoordbaar genoemd: {question}\n      kreeg: {got}"] if marks.named is False else []


def as_json(results: Sequence[MailResult]) -> dict[str, Any]:
    """{"schema": 1, "figures": {name: {"value", "total", "unit"}}, "halves": {"tuned": figures, "reported": figures},
    "mails": [{"id", "half", "kinds", "right", "wrong": [text], "asks": [text], "marks": {name: value}, "draft"}]}
    """
    return {
        "schema": 1,
        "figures": _figures_as_json(results),
        "halves": {name: _figures_as_json(part) for name, part in _halves(results).items()},
        "mails": [
            {
                "id": result.case.id,
                "half": half(result.case.id),
                "kinds": list(result.case.kinds),
                "right": result.marks.is_right,
                "wrong": what_is_wrong(result),
                "asks": [ask.question for ask in result.reply.letter.asks],
                "marks": asdict(result.marks),
                "draft": result.reply.text,
            }
            for result in results
        ],
    }


def _figures_as_json(results: Sequence[MailResult]) -> dict[str, Any]:
    found = figures([result.marks for result in results])
    return {figure.name: {"value": figure.value, "total": figure.total, "unit": figure.unit} for figure in found}
