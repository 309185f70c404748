"""Dutch inflection where a stemmer does not get there: plurals, diminutives, and the forms of verbs. Pure.

>>> [singular(word) for word in ("steden", "subsidies", "auto's", "kaartje", "gebruikers")]
['stad', 'subsidie', 'auto', 'kaart', 'gebruikers']
>>> [infinitive(word) for word in ("aangevraagd", "schreef", "verhuist", "gebruikers")]
['aanvragen', 'schrijven', 'verhuizen', None]
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from ingest.frequency import listed_frequency

_WORDS = Path(__file__).parent / "words"
_VOWELS = frozenset("aeiou")
_HARD = frozenset("tkfschpx")  # after these a weak verb has -te and -t, after others -de and -d
# What may stand before a verb, apart from it in some of its forms: "vraagt aan", "aangevraagd" …
_APART = (
    "aan", "achter", "af", "bij", "binnen", "door", "in", "mee", "na", "neer", "om", "onder", "op", "over", "plaats", "samen", "tegen",
    "terug", "toe", "uit", "vast", "vol", "voor", "voort", "vrij", "weer", "weg",
)  # fmt: skip
# … and never apart from it: then the participle goes without "ge".
_FIXED = ("aan", "be", "door", "er", "her", "mis", "om", "onder", "ont", "over", "ver", "voor", "weer")
_DIMINUTIVES = ("je", "tje", "etje", "pje", "kje")
_COMMON = 3.0  # Zipf frequency of a word that people know
_IN_USE = 2.3  # … of a verb that is one, and no accident of a prefix and another verb
_RARER = 0.7  # what is this much more common than its base form is a word of its own: "kaart" is no form of "karen"


@lru_cache(maxsize=200_000)
def infinitive(word: str) -> str | None:
    """The verb that a folded word is a form of, if people know that verb; None for an infinitive itself."""
    return next((verb for verb in _infinitives(word) if _is_common(verb, beside=word, least=_IN_USE)), None)


@lru_cache(maxsize=200_000)
def singular(word: str) -> str:
    """A folded word without apostrophe, without the s of "subsidies" and without the ending of a diminutive."""
    if word in _plurals():
        return _plurals()[word]
    plain = word.replace("'", "").replace("’", "")
    small = plain.removesuffix("s")
    bases = [small.removesuffix(ending) for ending in _DIMINUTIVES if small.endswith(ending)]
    if len(plain) > 4 and small != plain and small[-1] in "aeiouy":
        bases.append(small)
    return next((base for base in bases if len(base) > 2 and _is_common(base, beside=plain, least=_COMMON)), plain)


def _infinitives(word: str) -> Iterator[str]:
    """The verbs that a word may be a form of, also with something in front: "aangevraagd", "beschreven"."""
    forms = _verb_forms()
    if word in forms:
        yield forms[word]
    for prefix in _APART:
        if word.startswith(prefix) and (verb := forms.get(word.removeprefix(prefix))):
            yield prefix + verb
    for prefix in _FIXED:
        rest = word.removeprefix(prefix)
        if word.startswith(prefix) and (verb := forms.get(rest) or forms.get("ge" + rest)):
            yield prefix + verb


def _is_common(word: str, *, beside: str, least: float) -> bool:
    """True for a word in use that is not much rarer than what might be a form of it."""
    return listed_frequency(word) >= max(least, listed_frequency(beside) - _RARER)


@cache
def _plurals() -> dict[str, str]:
    return {form: singular for singular, *forms in _lines("plurals") for form in forms}


@cache
def _verb_forms() -> dict[str, str]:
    """The infinitive of each form of a verb, as listed or as the rules have it; some of these forms nobody uses."""
    weak = ((form, verb) for [verb] in _lines("verbs") for form in _weak_forms(verb))
    strong = ((form, verb) for verb, *forms in _lines("strong_verbs") for form in (_stem(verb) + "t", *forms))
    return dict(weak) | dict(strong)


def _weak_forms(verb: str) -> Iterator[str]:
    """Those of "vragen" are "vraagt", "vraagde", "vraagden" and "gevraagd"."""
    stem = _stem(verb)
    for base in {stem, _unstressed(stem)}:
        past = "t" if base[-1] in _HARD and verb[-3] not in "zv" else "d"
        done = base if base[-1] in "td" else base + past
        yield from (base + "t", base + past + "e", base + past + "en", "ge" + done)
        if verb.startswith(_FIXED):
            yield done


def _stem(verb: str) -> str:
    """What is left of an infinitive in "ik …": "wonen" gives "woon", "zetten" gives "zet", "lezen" gives "lees"."""
    base = verb[:-2]
    if base[-1] == base[-2] and base[-1] not in _VOWELS:
        base = base[:-1]
    elif base[-1] not in _VOWELS and base[-2] in _VOWELS - {"i"} and base[-3:-2] not in _VOWELS:
        base = base[:-1] + base[-2:]
    return base[:-1] + {"z": "s", "v": "f"}.get(base[-1], base[-1])


def _unstressed(stem: str) -> str:
    """The stem of a verb whose last syllable bears no stress: "reken" beside "rekeen"."""
    return stem[:-2] + stem[-1] if len(stem) > 4 and stem[-3:-1] == "ee" else stem


def _lines(name: str) -> list[list[str]]:
    lines = (_WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines if line and not line.startswith("#")]
