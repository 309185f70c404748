"""An indirect question becomes a direct one: the finite verb goes to the front. Pure.

Dutch puts the verb of a clause last: "(graag hoor ik) wanneer de aanmelding sluit". Which word that is, is told by a list of the forms
that questions have; a clause in which none is found is left in its order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.dutch import STOPWORDS, fold, word_list
from ingest.inflect import infinitive


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_HELPING = _set(
    "kan kun kunt kunnen kon konden mag mogen mocht mochten moet moeten moest moesten wil wilt willen wilde wilden zal zult"
    " zullen zou zouden"
    " is ben bent zijn was waren heb hebt heeft hebben had hadden word wordt worden werd werden hoef hoeft hoeven ga gaat gaan ging gingen"
    " blijf blijft blijven"
)
_FINITE = _set(
    "kom komt komen krijg krijgt krijgen doe doet doen duurt duren geldt gelden sluit sluiten begint beginnen begin start starten bestaat"
    " bestaan staat staan sta zit zitten ligt liggen heet heten vindt vind vinden werkt werken werk ziet zie zien geeft geef"
    " geven neemt neem"
    " nemen houdt houd houden laat laten telt tellen tel meld meldt melden schrijf schrijft schrijven betaal betaalt betalen"
    " vraag vraagt vragen"
    " loopt lopen loop biedt bied bieden maakt maak maken past passen pas voldoe voldoet voldoen bereik bereikt bereiken"
    " verschilt verschillen"
    " verandert veranderen betekent betekenen regelt regelen regel volg volgt volgen verdien verdient verdienen vergoed vergoedt vergoeden"
    " kies kiest kiezen leer leert leren hoort horen hoor stuur stuurt sturen weet weten heerst verwacht verwachten hangt"
    " hangen eindigt eindigen"
    " vergt vergen scheelt draait draaien organiseert organiseren bepaalt bepalen beslist beslissen begeleidt begeleiden verloopt verlopen"
    " ontvang ontvangt ontvangen levert leveren verzorgt verzorgen toetst financiert financieren subsidieert vervalt vervallen"
    " opent verplicht"
)
_VERBS = frozenset(word_list("verbs"))
_NOUN_TOO = _set(
    "kost kosten lessen plannen eisen start werk vraag vragen begin regel regels pas leren tel melden vervolg"
)  # a verb only at the end
_PREFIXES = (
    "eruit", "plaats", "terug", "samen", "deel", "open", "vrij", "aan", "mee", "uit", "toe", "bij", "door", "vast", "weg",
    "af", "op", "in", "na", "les",
)  # fmt: skip
_FIXED = _set("opent")  # begins like one of those, but is whole
_ENDS_CLAUSE = _set(
    "als omdat zodat om voordat nadat terwijl hoewel waarbij aangezien indien mits zolang doordat waarmee waardoor waarin"
    " waarvoor dat die en of maar want"
)
_MEASURES = _set("lang vaak veel ver groot hoog duur oud snel laat zwaar vroeg goed moeilijk streng lange")
_SUBJECTS = _set("ik je jij u we wij er men het de een mijn onze ons deze dit die dat jullie iemand zij ze hij daar hier alle uw")
_BEFORE = "binnen|door|bij|voor|tot|met|van|aan|op|in|naar|vanaf|tegen|per|onder|uit|door|over|via"
ASKING = rf"(?:wat|wie|waar\w*|wanneer|waarom|hoeveel|hoelang|hoe|welke?|(?:{_BEFORE}) (?:wie|wat|wanneer|welke?|hoeveel|hoe))"


def direct_question(clause: str) -> str:
    """The direct question in an indirect one; where its verb is not found, the same with a question mark.

    >>> direct_question("wanneer de aanmelding sluit"), direct_question("of ik me nog kan aanmelden voor de reis")
    ('Wanneer sluit de aanmelding?', 'Kan ik me nog aanmelden voor de reis?')
    >>> direct_question("hoe het traject eruitziet"), direct_question("welke papieren je nodig hebt om te starten")
    ('Hoe ziet het traject eruit?', 'Welke papieren heb je nodig om te starten?')
    """
    clause = re.sub(r"^(?:zo|indien) (?:ja|nee|niet),? ", "", clause.strip(), flags=re.I)
    words = re.sub(r"\b(?:nog )?zoiets als\b ?", "", re.sub(r"\bzoiets is als\b", "is", clause)).strip(" ?!.,;:").split()
    if not words:
        return ""
    front, rest = _fronted(words)
    at = _finite(rest, is_subject_told=bool(front))
    if at is None:
        return _asked(words if front else ["is", "het", "zo", "dat", *rest])
    verb, particle = _in_two(rest[at])
    others = [*rest[:at], *([particle] if particle else []), *rest[at + 1 :]]
    return _asked([*front, _inverted(verb, others), *others])


def is_verb_form(word: str) -> bool:
    """True for a word that is most likely a verb: finite, an infinitive of those that questions have, or one that comes in two.

    >>> [is_verb_form(word) for word in ("meedoen", "duurt", "reis", "plaatsvindt")]
    [True, True, False, True]
    """
    plain = fold(word)
    return plain in _FINITE | _HELPING | _VERBS | {"kost", "kosten"} or bool(_in_two(plain)[1]) or infinitive(plain) is not None


def is_finite(word: str) -> bool:
    """True for a word that is most likely a finite verb."""
    plain = fold(word)
    return plain in _HELPING | _FINITE | _set("kost word vindt meld") or plain.endswith("t") and infinitive(plain) is not None


def _asked(words: Sequence[str]) -> str:
    said = " ".join(words)
    return f"{said[:1].upper()}{said[1:]}?"


def _fronted(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """(what is asked for, the rest): "of" asks for nothing."""
    first = fold(words[0])
    if first == "of":
        return [], list(words[1:])
    end = 1
    if re.fullmatch(_BEFORE, first) and len(words) > 2:
        end, first = 2, fold(words[1])
    if first in ("welk", "welke", "hoeveel") or first == "wat" and fold(words[end] if end < len(words) else "") == "voor":
        end += 1
        while end < len(words) and not _ends_phrase(fold(words[end])):
            end += 1
    elif first == "hoe" and end < len(words) and fold(words[end]) in _MEASURES:
        end += 1
    return list(words[:end]), list(words[end:])


def _ends_phrase(word: str) -> bool:
    """True for a word that is no part of what follows "welke"."""
    return word in _SUBJECTS | _HELPING | _FINITE | STOPWORDS or re.fullmatch(_BEFORE, word) is not None or is_verb_form(word)


def _finite(words: Sequence[str], *, is_subject_told: bool) -> int | None:
    """The number of the finite verb of a clause without what it asks for, which may be its subject; None where none is found."""
    folded = [fold(word).strip(",;:()\"'‘’“”") for word in words]
    if folded and (folded[0] in _HELPING or folded[0] in _FINITE and len(folded) > 1 and folded[1] in _SUBJECTS):
        return 0  # it stands in front already
    for end in _ends(words, folded):
        helping = [i for i in range(end) if folded[i] in _HELPING and (i == 0 or folded[i - 1] != "te")]
        if helping:
            return _first_of_last(helping, folded)
        for i in reversed(range(end)):
            if (
                (i or is_subject_told)
                and _is_finite(folded[i], is_last=i == end - 1)
                and (i < 2 or folded[i - 1] not in ("te", "de", "het", "een", "mijn", "uw"))
            ):
                return i
    return None


def _ends(words: Sequence[str], folded: Sequence[str]) -> list[int]:
    """Where the clause may end, the nearest first: before another clause, or at the end of all."""
    inner = [i for i in range(2, len(folded)) if folded[i] in _ENDS_CLAUSE or words[i - 1].endswith((",", ";", ":"))]
    return [*inner, len(folded)]


def _first_of_last(helping: Sequence[int], folded: Sequence[str]) -> int:
    """Of the helping verbs those that stand together last, and of these the first: "zou kunnen" → "zou"."""
    found = helping[-1]
    for i in reversed(helping[:-1]):
        between = folded[i + 1 : found]
        if len(between) > 1 or between and not between[0].endswith(("en", "t", "d")):
            break
        found = i
    return found


def _is_finite(word: str, *, is_last: bool) -> bool:
    if word in _NOUN_TOO:
        return is_last
    if word in _FINITE or bool(_in_two(word)[1]):
        return True
    is_past = is_last and not word.startswith("ge") and not word.endswith(("d", "en"))  # "kreeg", "duurde"; no participle
    return (word.endswith("t") or is_past) and infinitive(word) is not None


def _in_two(word: str) -> tuple[str, str]:
    """(the verb, what stands apart from it): "plaatsvindt" → ("vindt", "plaats")."""
    plain = fold(word)
    for prefix in _PREFIXES:
        rest = plain.removeprefix(prefix)
        if (
            rest != plain
            and plain not in _FIXED
            and (rest in _FINITE | _HELPING or rest.endswith("t") and len(rest) > 3 and infinitive(rest))
        ):
            return word[len(prefix) :], word[: len(prefix)]
    return word, ""


def _inverted(verb: str, others: Sequence[str]) -> str:
    """The verb as it is before "je": "hebt" → "heb"."""
    if not others or fold(others[0]) not in ("je", "jij"):
        return verb
    plain = fold(verb)
    if plain in ("moet", "weet", "zit", "laat", "sluit", "mag", "kan", "zal", "is", "start"):
        return verb
    return {"gaat": "ga", "staat": "sta", "doet": "doe", "bestaat": "besta", "voldoet": "voldoe"}.get(plain, verb.removesuffix("t"))
