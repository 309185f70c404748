"""A follow-up becomes a question that stands alone; a double question becomes its parts. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile

from rapidfuzz import fuzz

from assistant.answer import Turn
from assistant.refer import means_a_place, means_one_person, means_people, names, own_words, points_back
from assistant.reply import reply_to
from ingest.dutch import fold

LOOK_BACK = 10  # turns
MOST_PARTS = 4
MOST_PEOPLE = 3  # to take along from an answer
_ALIKE = 55  # rapidfuzz ratio from which a new word takes the place of an old one: one assessment of another, "Pre-U" of "Pro-U"
_ABOUT = " (het gaat over: "  # stands before what a question takes from an earlier one
_OTHER_SUBJECT = re.compile(
    r"^(?:(?:ok[eé]|goed|nou|ja|dank\w*(?: (?:u|je))?(?: ?wel)?|bedankt)[,.! ]+)?(?:en |maar )?(?:nu )?"
    r"(?:(?:even |nog )?iets (?:heel |helemaal |totaal )?anders|(?:nog )?(?:een )?(?:heel )?(?:andere|nieuwe) vraag|ander onderwerp)"
    r"\s*[:,.;!–-]+\s*(?=\w)",
    re.I,
)
# What begins a question that changes one thing of the one before it: "En in het vo?", "Hoe zit het met mbo'ers?"
_GOES_ON = re.compile(
    r"^(?:(?:en|maar|of)\b(?: (?:hoe (?:zit|is|staat) (?:het|dat)(?: dan)? met|geldt (?:dit|dat) ook))?"
    r"|hoe (?:zit|is|staat) (?:het|dat)(?: dan)? met|geldt (?:dit|dat) ook|(?=(?:bij|in|op|voor|van|met|naar) (?!wie|wat|welke?|hoe)))\s*",
    re.I,
)
_TAIL = frozenset({"dan", "ook", "eigenlijk", "wel"})
_PARTS = re.compile(
    r"\?\s+(?=\w)|,? (?:en|of) (?=(?:bij |met |tot |voor |aan |op |in |naar )?(?:wie|wat|waar|wanneer|hoe|hoeveel|welke?)\b)", re.I
)
_DIFFERENCES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"\bverschil(?:len)? (?:tussen|is er tussen|zijn er tussen) (?P<a>.+?) en (?P<b>[^?]+)",
        r"\bverschil(?:t|len) (?P<a>.+) van (?P<b>(?:die|dat) [^?]+)",
        r"\bverschil(?:t|len) (?P<a>.+?) van (?P<b>[^?]+)",
    )
)
_THE_SAME_OF = re.compile(r"(?:die|dat) (?P<where>(?P<by>\w+) .+)", re.I)  # "die aan de Universiteit Utrecht"
_ASKS = re.compile(
    r"\b(?:wie|wat|waar\w*|wanneer|welke?|hoe|hoeveel|is|zijn|was|heeft|hebben|kan|kun|kunnen|mag|mogen|moet|moeten|geldt|krijgt?|duurt|kost)\b",
    re.I,
)
_ASKS_WHO = re.compile(r"\bwie\b|\bwelke persoon\b|\bcontactpersoon\b", re.I)
_ASKS_WHAT_THERE_IS = re.compile(r"\biets\b|\bwat (?:heeft|hebben|biedt|bieden|is er|zijn er)\b|\bwelke?\b|\bhoe heet\b", re.I)
_NAME = r"(?<![\w’'-])[A-ZÀ-Þ][\w’'-]*+"
_MORE = rf" (?:(?:van|de|der|den|het|ten|ter|voor|als) ){{0,2}}{_NAME}"
_NAMES = re.compile(rf"{_NAME}(?:{_MORE})+")
_OURS = re.compile(r"(?:\[\d+\]|^(?:Uit|Onder|In) ‘.*:$)", re.M)  # what we put into an answer: marks, and where its quotes stand
# Each pattern names one of several of a kind: a new one takes the place of the old one.
_KINDS = (
    re.compile(
        r"(?:primair|voortgezet|speciaal|hoger|wetenschappelijk|middelbaar beroeps-?) ?(?:basis)?onderwijs|basisonderwijs"
        r"|(?:po|vo|so|vso|sbo|mbo|hbo|wo|pabo)|basisschool|basisscholen|middelbare (?:school|scholen)|kinderopvang",
        re.I,
    ),
    re.compile(r"(?:19|20)\d\d(?:[-–/](?:19|20)?\d\d)?"),
    re.compile(rf"{_NAME}(?:{_MORE})*"),
)


def stand_alone(question: str, history: Sequence[Turn]) -> str:
    """The question with what it takes from the turns before it, where it leans on those.

    >>> asked = [Turn("Uit welke onderdelen bestaat het zij-instroomassessment?")]
    >>> stand_alone("En wat kost dat?", asked)
    'En wat kost dat? (het gaat over: zij-instroomassessment)'
    >>> stand_alone("En het toelatingsassessment?", asked)
    'Uit welke onderdelen bestaat het toelatingsassessment?'
    >>> stand_alone("En hoeveel onderdelen heeft het toelatingsassessment?", asked)
    'En hoeveel onderdelen heeft het toelatingsassessment?'
    """
    talk: list[Turn] = []
    for turn in history[-LOOK_BACK:]:
        if not reply_to(turn.question):
            talk.append(replace(turn, question=_after(talk, turn.question)))
    return _after(talk, question)


def _after(talk: Sequence[Turn], question: str) -> str:
    """The question as it stands alone after turns whose questions do."""
    if other := _OTHER_SUBJECT.match(question):
        return question[other.end() :]
    if not talk or _ABOUT in question:
        return question
    if changed := _changed_part(question):
        return _asked_again(talk[-1].question, changed)
    # In the second half of a double question a pronoun points to the first half, not to what was said before.
    if points_back(parts(question)[0]):
        known = {fold(word) for word in own_words(question)}
        subject = " ".join(dict.fromkeys(word for word in _subject(question, talk) if fold(word) not in known))
        return f"{question}{_ABOUT}{subject})" if subject else question
    return question


def _subject(question: str, talk: Sequence[Turn]) -> list[str]:
    """The words that say what a question is about which points back."""
    if means_people(question) and (people := _people(talk)):
        return people[:1] if means_one_person(question) else people[:MOST_PEOPLE]
    words: list[str] = []
    for turn in reversed(talk):
        asked, _, context = turn.question.partition(_ABOUT)
        words += [*_introduced(turn), *_telling(asked), *_telling(context)]
        if names(turn.question) or re.search(r"\b(?:de|het|een)\b", asked, re.I) or context:
            break
    if means_a_place(question):
        return [word for word in words if word[0].isupper()] or words
    return words


def _telling(text: str) -> list[str]:
    """The words that carry the subject of a question, a name of several words as one.

    >>> _telling("Is Klaar voor de Stap er ook voor het mbo?")
    ['Klaar voor de Stap', 'mbo']
    """
    found, at = [], 0
    for name, span in _names(text):
        found += [*own_words(text[at : span[0]]), name]
        at = span[1]
    return [*found, *own_words(text[at:])]


def _people(talk: Sequence[Turn]) -> list[str]:
    """Whom the answer to the last question after "who" named."""
    for turn in reversed(talk):
        if _ASKS_WHO.search(turn.question):
            asked = {fold(word) for word in own_words(turn.question)}
            return [name for name in _names_in(turn.answer) if asked.isdisjoint(fold(name).split())]  # not "Directeur Pro-U"
    return []


def _introduced(turn: Turn) -> list[str]:
    """What an answer named first, where the question only asked what there is."""
    if not _ASKS_WHAT_THERE_IS.search(turn.question):
        return []
    return [name for name in _names_in(turn.answer) if name not in turn.question][:1]


def _names_in(answer: str) -> list[str]:
    """The names of several words in an answer, in its order."""
    return [name for name, _ in _names(_OURS.sub("", answer))]


def _names(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The names of several words in a text, and where they stand; an article or verb that begins the sentence is no part of one."""
    for match in _NAMES.finditer(text):
        words = list(dropwhile(lambda word: not own_words(word), match[0].split()))
        if len(words) > 1:
            yield " ".join(words), match.span()


def _changed_part(question: str) -> str:
    """What a question puts in the place of something in the one before it; "" for a question of its own."""
    if not (match := _GOES_ON.match(question)):
        return ""
    words = question[match.end() :].rstrip(" ?!.,").split()
    while words and words[-1].lower() in _TAIL:
        words.pop()
    changed = " ".join(words)
    return changed if own_words(changed) and not _ASKS.search(changed) else ""


def _asked_again(before: str, changed: str) -> str:
    """The question before, about something else: what is of one kind or most alike makes room, or else the new words are added."""
    asked, _, context = before.partition(_ABOUT)
    old, new = _counterparts(asked, changed)
    added = f"{asked.rstrip(' ?')} {changed}?"
    again = re.sub(rf"(?<![\w-]){re.escape(old)}(?![\w-])", lambda _: new, asked) if old else added
    return f"{again}{_ABOUT}{context}" if context else again


def _counterparts(before: str, changed: str) -> tuple[str, str]:
    """(words that make room, words that take their place); ("", "") where it is not clear which would."""
    for kind in _KINDS:
        new, old = _of_kind(kind, changed), _of_kind(kind, re.sub(r"^\w+", "", before))  # its first word has a capital of its own
        if len(new) == len(old) == 1 and new != old:
            return old.pop(), new.pop()
    own, olds = own_words(changed), own_words(before)
    if len(own) != 1 or not olds or any(fold(own[0]) in fold(word) for word in olds):
        return "", ""
    nearest = max(olds, key=lambda word: fuzz.ratio(fold(word), fold(own[0])))
    is_alike = fuzz.ratio(fold(nearest), fold(own[0])) >= _ALIKE
    is_another = len(olds) == 1 and not re.match(r"(?:de|het)\b", changed, re.I)  # "en het programma?" wants more of the same
    return (nearest, own[0]) if is_alike or is_another else ("", "")


def _of_kind(kind: re.Pattern[str], text: str) -> set[str]:
    whole = re.compile(rf"(?<![\w-])(?:{kind.pattern})(?![\w-])", kind.flags)
    return {match[0] for match in whole.finditer(text)}


def is_difference(question: str) -> bool:
    """True for a question after the difference between two things."""
    return _sides(question) is not None


def _sides(question: str) -> tuple[str, str] | None:
    """The two things of which a question wants the difference.

    >>> _sides("Waarin verschilt het rooster op maandag van dat op vrijdag?")
    ('het rooster op maandag', 'het rooster op vrijdag')
    """
    match = next(filter(None, (pattern.search(question) for pattern in _DIFFERENCES)), None)
    if match is None:
        return None
    one, other = match["a"].strip(), match["b"].strip()
    same = _THE_SAME_OF.fullmatch(other)
    if same and (place := one.rfind(f" {same['by']} ")) >= 0:
        other = f"{one[:place]} {same['where']}"
    return one, other


def parts(question: str) -> list[str]:
    """The questions in a double question; a question after a difference becomes one on each side.

    >>> parts("Wat kost de reis en wanneer is die?")
    ['Wat kost de reis', 'wanneer is die?']
    >>> parts("Wat is het verschil tussen een mentor en een coach?")
    ['Wat is een mentor?', 'Wat is een coach?']
    """
    if sides := _sides(question):
        return [f"Wat is {side}?" for side in sides]
    found = [part.strip() for part in _PARTS.split(question) if part and part.strip()]
    return found if len(found) <= MOST_PARTS and all(len(part.split()) > 1 for part in found) else [question]
