"""Whether a question points back to what was said before it. Pure.

Dutch puts the finite verb of a question first, or behind what is asked ("hoe lang", "welke scholen"). That tells a
pronoun from the article, conjunction or relative that is spelled the same: "wat kost dat?", "het geld dat de school krijgt".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.cover import KIND_WORDS
from ingest.dutch import STOPWORDS, fold, stem

_WORD = re.compile(r"\w[\w@.'’-]*\w|\w")
# Behind these a new clause begins: a pronoun in it may stand for a word of the clause before.
_CLAUSE = re.compile(r"[,;:?!.]\s|\b(?:als|omdat|zodat|terwijl|nadat|voordat|doordat|zolang|hoewel)\b", re.I)


def _list(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PREPOSITIONS = _list(
    "aan achter bij binnen door heen in mee met na naar naartoe om onder op over per sinds tegen tijdens toe tot uit van vanaf via voor"
)
_ADVERB = re.compile(rf"(?:daar|hier|er)(?:{'|'.join(_PREPOSITIONS)})")  # "daarin", "ermee"
_POINTING = _list("dat dit die deze")
_PERSONAL = _list("hij hem haar zij ze hen hun diens")
_ONE_PERSON = _list("hij hem haar diens")
_OWNERS = _list("haar hun diens")
_THE_SAME = _list("daar zoiets zo'n zo’n dezelfde hetzelfde allebei")
_SUBJECTS = _list("ik je jij u we wij men er mensen iedereen")
_CAN = _list("kan kun kunt kunnen mag mogen moet moeten wil wilt willen zal zullen ga gaat gaan hoef hoeft hoeven")
_ASKING = _list("wie wat waar wanneer waarom waarvoor waarmee waarin waaraan waarheen hoe hoelang")
_COUNTING = _list("welk welke hoeveel")
_MEASURES = _list("lang vaak veel ver groot hoog duur oud snel laat zwaar vroeg")
_GREETINGS = _list("en maar of dus oke ok goed hoi hallo ja nee dank bedankt")
_FILLERS = _list("naartoe samen precies gewoon beetje zoiets zo'n zo’n")
_ANNOUNCES = _list("om dat te of voordat")  # "is het mogelijk om …", "ervoor zorgen dat …": what is meant follows
_NO_PRONOUN = _list("ander andere heel hele meest eigen met")  # "het andere vak", "hoe zit het met …"

# Who asks "hoe meld ik me aan?" means: for what was just spoken of. These verbs, whole and in two.
_TAKES_PART = re.compile(r"(?:aan(?:ge)?meld|in(?:ge)?schr[ij]+[jv]|op(?:ge)?ge(?:ef|ven)|mee(?:ge)?(?:d[oa]|ga)|deel(?:ge)?n[eo])")
_IN_TWO = {
    "aan": _list("meld meldt melden"),
    "in": _list("schrijf schrijft schrijven"),
    "op": _list("geef geven"),
    "mee": _list("doe doet doen deed deden ga gaat gaan ging gingen"),
    "deel": _list("neem neemt nemen nam namen"),
}
_PART_OF = re.compile(r"\b(?:aan|bij|naar|op|tot|van|voor)\s+(?:(?:de|het|een|mijn|onze|uw|deze|dit|die|dat)\s+)?(\w[\w-]*)", re.I)
_FEW = 2  # own words; with more, a question that says "die scholen" stands alone


def own_words(text: str) -> list[str]:
    """The words that carry the subject of a question, as they were written.

    >>> own_words("En wat kost de studiereis naar Vlaanderen eigenlijk?")
    ['studiereis', 'Vlaanderen']
    """
    return [word for word in _WORD.findall(text) if _is_own(word)]


def names(text: str) -> list[str]:
    """The words of a question with a capital, save its first."""
    return [word for word in own_words(text) if word[0].isupper() and not text.lstrip().startswith(word)]


def points_back(question: str) -> bool:
    """True if a question cannot be understood without the one before it.

    >>> [points_back(text) for text in ("Wanneer is die?", "Met wie werkt de UT daarin samen?", "Hoe meld ik me aan?", "En bij wie?")]
    [True, True, True, True]
    >>> [points_back(text) for text in ("Wat doet de school met het geld dat zij krijgt?", "Wat kost het zij-instroomassessment?")]
    [False, False]
    """
    if not own_words(question) or _wants_object(question):
        return True
    for clause in _CLAUSE.split(question):
        words = [fold(word) for word in _WORD.findall(clause)]
        for at in range(len(words)):
            if _is_pointer(words, at):
                return True
            if words[at] in _POINTING and any(map(_is_own, words[:at])):  # "het geld dat zij krijgt": a clause of its own
                return False
        if any(map(_is_own, words)):
            return False
    return False


def means_one_person(question: str) -> bool:
    """True if a question says "hij", "haar" and the like."""
    words = [fold(word) for word in _WORD.findall(question)]
    return not _ONE_PERSON.isdisjoint(words) or any(_is_possessive_zijn(words, at) for at in range(len(words)))


def means_people(question: str) -> bool:
    """True if a question says so of one or more people."""
    return means_one_person(question) or not _PERSONAL.isdisjoint(map(fold, _WORD.findall(question)))


def means_a_place(question: str) -> bool:
    """True if a question says "daar" of a place, not of a thing as in "moet ik daar iets voor betalen?".

    >>> means_a_place("Wie gaat daar over het rooster?"), means_a_place("Moet ik daar iets voor betalen?")
    (True, False)
    """
    words = [fold(word) for word in _WORD.findall(question)]
    if "daar" not in words:
        return False
    end = words[words.index("daar") + 1 :][-2:]
    is_split = bool(end) and (end[-1] in _PREPOSITIONS or end[0] in _PREPOSITIONS and end[-1].endswith("en"))
    return not is_split


def _is_own(word: str) -> bool:
    plain = fold(word)
    return bool(plain) and plain not in STOPWORDS | _GREETINGS | _FILLERS and stem(plain) not in KIND_WORDS


def _wants_object(question: str) -> bool:
    """True if one can take part in something, and the question does not say in what."""
    is_object_there = any(_is_own(match[1]) for match in _PART_OF.finditer(question))
    return not is_object_there and not names(question) and _takes_part([fold(word) for word in _WORD.findall(question)])


def _takes_part(words: Sequence[str]) -> bool:
    is_apart = bool(words) and any(word in _IN_TWO.get(words[-1], ()) for word in words)  # "hoe meld ik me aan?"
    is_split = any(
        te == "te" and verb in _IN_TWO.get(particle, ()) for particle, te, verb in zip(words, words[1:], words[2:], strict=False)
    )
    return is_apart or is_split or any(_TAKES_PART.match(word) for word in words)


def _is_pointer(words: Sequence[str], at: int) -> bool:
    """True if the word at this place of a clause stands for something that was said before."""
    word = words[at]
    if word in _PERSONAL:
        return _is_personal(words, at)
    if word in _POINTING:
        return _is_pointing(words, at)
    if word == "het":
        return _is_it(words, at)
    if word in ("er", "hier"):
        return words[-1] in _PREPOSITIONS
    if _ADVERB.fullmatch(word):
        return word != "eruit" and words[at + 1 : at + 2] not in (["dat"], ["om"])
    return word in _THE_SAME or _is_possessive_zijn(words, at)


def _is_personal(words: Sequence[str], at: int) -> bool:
    following = words[at + 1] if at + 1 < len(words) else ""
    if words[at] == "zij" and following.startswith("inst"):  # "zij instromer", as many write it
        return False
    is_owner = words[at] in _OWNERS and bool(following) and _is_own(following)
    return not is_owner or not any(map(_is_own, words[:at]))  # "wat verdienen starters in hun eerste jaar?"


def _is_possessive_zijn(words: Sequence[str], at: int) -> bool:
    return words[at] == "zijn" and at > 0 and words[at - 1] in ("is", "was", "heet")


def _is_pointing(words: Sequence[str], at: int) -> bool:
    """True for "dat" as a pronoun, or before a noun where the question says little else; not as conjunction or relative."""
    verb = _finite_verb(words)
    is_last = at + 1 == len(words)
    is_subject = at == verb + 1 or at == verb + 2 and words[verb + 1] in _SUBJECTS
    if not (is_last or is_subject or at == 0 or words[at - 1] in _PREPOSITIONS):
        return False
    following = "" if is_last else words[at + 1]
    is_object = at + 2 == len(words) and following.endswith("en") and words[verb] in _CAN  # "wie mag dat aanvragen?"
    if not following or not _is_own(following) or is_object:
        return True
    return sum(map(_is_own, words)) - 1 <= _FEW


def _is_it(words: Sequence[str], at: int) -> bool:
    """True for "het" as a pronoun, not as an article."""
    after = words[at + 1 :]
    if not after:
        return True
    if after[0] in _NO_PRONOUN or not _ANNOUNCES.isdisjoint(after) and any(map(_is_own, after)):
        return False
    is_predicate = len(after) == 1 and at == 1 and _finite_verb(words) == 0  # "is het verplicht?"
    return after[0] in STOPWORDS | _PREPOSITIONS or is_predicate


def _finite_verb(words: Sequence[str]) -> int:
    """The place of the finite verb of a question."""
    at = next((i for i, word in enumerate(words) if word not in _GREETINGS), 0)
    asking = words[at : at + 3]
    if asking[:1] and asking[0] in _PREPOSITIONS and len(asking) > 1 and asking[1] in _ASKING | _COUNTING:
        at, asking = at + 1, words[at + 1 : at + 4]
    if asking[0] in _COUNTING or asking[0] == "hoe" and len(asking) > 1 and asking[1] in _MEASURES:
        return at + 2
    return at + 1 if asking[0] in _ASKING else at
