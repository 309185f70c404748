"""A conversation as the browser keeps it: plain values, and back. Pure.

What comes back from a browser may be anything: of an older version, or made up. What is not a turn is left out; whatever its texts
say, they are escaped as all texts are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.answer import Answer, Citation, Contact, Notice, Passage, Reason, Sentence, SentenceKind, Status, Verdict, Writer
from assistant.contract import to_json
from assistant.preference import NO_PREFERENCE, NOTHING_PREFERRED, Preference, Preferred, preference_from
from assistant.web.show import Turn
from ingest.errors import BronwijsError

VERSION = 1
MOST_CHOSEN = 100  # values of one part
MOST_TURNS = 40  # some 200 KB; a browser keeps 5 MB
LONGEST = 20_000  # characters of one text


def kept(turns: Sequence[Turn], chosen: Preference = NO_PREFERENCE) -> dict[str, Any]:
    """What the browser is to keep of a conversation: the last turns that have an answer, and what is chosen for the next."""
    answered = [turn for turn in turns if turn.answer is not None][-MOST_TURNS:]
    return {"version": VERSION, "turns": [_kept(turn) for turn in answered], "chosen": chosen.to_json()}


def taken_up(value: Any) -> list[Turn]:
    """The turns in what a browser kept."""
    if not isinstance(value, Mapping) or value.get("version") != VERSION or not isinstance(value.get("turns"), list):
        return []
    found = [_turn(record) for record in value["turns"][-MOST_TURNS:]]
    return [turn for turn in found if turn is not None]


def chosen_in(value: Any) -> Preference:
    """What is chosen for the next question, in what a browser kept."""
    try:
        return _preference(value.get("chosen", {})) if isinstance(value, Mapping) else NO_PREFERENCE
    except ValueError:
        return NO_PREFERENCE


def _kept(turn: Turn) -> dict[str, Any]:
    assert turn.answer is not None
    titles = [passage.title for passage in turn.answer.passages]  # these two are not in what programs get
    items = [sentence.is_item for sentence in turn.answer.sentences]
    return {"question": turn.question, "also": list(turn.also), "titles": titles, "items": items, "answer": to_json(turn.answer)}


def _turn(record: Any) -> Turn | None:
    try:
        answer = record["answer"]
        titles = [_text(title) for title in record["titles"]]
        found = Answer(
            question=_text(answer["question"]),
            standalone_question=_text(answer["standalone_question"]),
            status=Status(answer["status"]),
            reason=Reason(answer["reason"]) if answer["reason"] else None,
            missing=tuple(map(_text, answer["missing"])),
            sentences=tuple(_sentence(each, is_item) for each, is_item in zip(answer["sentences"], record["items"], strict=True)),
            citations=tuple(map(_citation, answer["citations"])),
            passages=tuple(_passage(passage, title) for passage, title in zip(answer["passages"], titles, strict=True)),
            contact=_contact(answer["contact"]) if answer["contact"] else None,
            notices=tuple(Notice(_text(notice["kind"]), _text(notice["text"])) for notice in answer["notices"]),
            preferred=_preferred(answer["preferred"]) if "preferred" in answer else NOTHING_PREFERRED,
            writer=Writer(answer["writer"]),
        )
        return Turn(_text(record["question"]), answer=found, also=tuple(map(_text, record["also"])))
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _sentence(record: Mapping[str, Any], is_item: Any) -> Sentence:
    verdict = Verdict(record["verdict"]) if record["verdict"] else None
    cited = tuple(map(_number, record["citations"]))
    short = tuple(text for text in map(_text, record.get("short", ())) if text)
    return Sentence(_text(record["text"]), SentenceKind(record["kind"]), cited, verdict, is_item is True, short)


def _citation(record: Mapping[str, Any]) -> Citation:
    return Citation(
        n=_number(record["n"]),
        document=_text(record["document"]),
        title=_text(record["title"]),
        quote=_text(record["quote"]),
        publisher=_maybe(record["publisher"]),
        published=_maybe(record["published"]),
        page=_number(record["page"]) if record["page"] is not None else None,
        page_label=_maybe(record["page_label"]),
        heading=_maybe(record["heading"]),
        retold_from=_maybe(record["retold_from"]),
    )


def _passage(record: Mapping[str, Any], title: str) -> Passage:
    page = _number(record["page"]) if record["page"] is not None else None
    return Passage(_text(record["document"]), title, page, _maybe(record["heading"]), float(record["score"]), _text(record["text"]))


def _contact(record: Mapping[str, Any]) -> Contact:
    ways = (_maybe(record[way]) for way in ("name", "email", "phone", "url"))
    return Contact(*ways, _number(record["citation"]) if record["citation"] is not None else None)


def _preferred(record: Mapping[str, Any]) -> Preferred:
    return Preferred(_preference(record["chosen"]), _preference(record["told"]))


def _preference(record: Any) -> Preference:
    try:
        found = preference_from(record)
    except BronwijsError as problem:
        raise ValueError("not a preference") from problem
    for _, values in found.parts():
        if len([_text(value) for value in values or ()]) > MOST_CHOSEN:
            raise ValueError("more than anybody chooses")
    return found


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST:
        raise ValueError("not a text")
    return value


def _maybe(value: Any) -> str | None:
    return None if value is None else _text(value)


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("not a number")
    return value
