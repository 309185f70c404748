"""Which dates in an answer are over, and matter: what one had to do before them, and what was still to come. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from assistant import wording
from assistant.dates import Moment, Period, moments
from ingest.dutch import fold, terms, word_list

# What one does before a date.
_ACTION = re.compile(
    r"\b(?:aan(?:ge|te )?meld\w*|aan te melden|meld\w*\b.{0,60}\baan|inschrijv(?:en|ing)|in te schrijven|schrij(?:f|ft|ven)\b.{0,60}\bin"
    r"|opgeven|opgave|ge(?:ef|eft|ven)\b.{0,60}\bop|aanvra(?:ag|gen)\w*|aan(?:ge|te )vraagd?|aan te vragen|vra(?:ag|agt|gen)\b.{0,60}\baan"
    r"|(?:geld|subsidie|vergoeding|tegemoetkoming)\b.{0,60}\bvra(?:gen|agt)|in(?:ge| te )?dien\w*|dien\w*\b.{0,60}\bin"
    r"|in(?:ge| te )?lever\w*|lever\w*\b.{0,60}\bin|in(?:ge| te )?(?:stu|zend|zond)\w*|stuur\w*|verstur\w*|mailen|reageren|sollicit\w*"
    r"|betalen|in(?:ge| te )?vul\w*|vul\w*\b.{0,60}\bin|reserver\w*|bestell\w*|deadline|uiterlijk|sluit\w*|binnen zijn)\b",
    re.I,
)
# What stands before the date by which one does it.
_LIMIT = re.compile(
    r"\b(?:tot(?: en met| aan)?|t/m|uiterlijk|vóór|voor|op zijn laatst|ten laatste|deadline\W*|einddatum\W*|sluit\w*|sluiting\w*)"
    r"(?: (?:en met|op|de|vóór|voor|tot|uiterlijk|is|in|het|eind|\w+dag))*\W*$",
    re.I,
)
_JUST_BEFORE = re.compile(r"\b(?:vóór|voor)\W*$", re.I)
# From such a date on something is so: it is not over with that day.
_SINCE = re.compile(r"\b(?:sinds|vanaf|per|met ingang van|ingaande(?: op)?|al in)\W*$", re.I)
_ENDS = re.compile(r"\b(?:verval\w*|eindig\w*|loopt (?:\w+ )?af|stop(?:t|pen))\b", re.I)
# What a date belongs to that only says which one: "de regeling van 6 mei 2009".
_OF = re.compile(r"(?:\b(?:van|d\.?d\.?|gedateerd|versie|publicatie\w*|gepubliceerd\w*|bijgewerkt\w*|gewijzigd\w*|datum)|[(\[])\W*$", re.I)

_PAST = re.compile(rf"\b(?:{'|'.join(word_list('past_tense'))}|(?!ge)\w+eerden?)\b", re.I)
_PARTICIPLE = r"(?:(?:\w{2,5})?ge\w{3,}(?:d|t|en)|(?:be|ver|ont|her|er|over|onder|vol)\w{3,}(?:d|t)|begonnen|verschenen|vergeten|ontstaan)"
_PERFECT = re.compile(
    rf"\b(?:is|zijn|heeft|hebben|bent|ben)\b(?:(?![;.]).)*?\b(?!ge(?:pland|woon|heel|zamenlijk|gevens)){_PARTICIPLE}\b", re.I
)
# What was to come when it was written, whatever the tense.
_EXPECTED = re.compile(
    r"\b(?:voorzien|gepland|verwacht\w*|bedoeling|strev\w+|streeft|streefden|doel|ambitie|zou(?:den)?|zal|zullen|niet (?:zeker|bekend))\b",
    re.I,
)
_TO_COME = re.compile(
    r"\b(?:wil(?:len)?|moet(?:en)?|wordt|worden|gaat|gaan|komt|komen|kunt?|kunnen|kan|mag|mogen|start(?:en)?|begint|beginnen|volgt|volgen|loopt"
    r"|lopen|duurt|geldt|gelden|eindigt|vindt plaats|vinden plaats|krijgt|krijgen|uiterlijk|vóór|tot en met|t/m|tot)\b",
    re.I,
)
_EVENT = re.compile(
    r"\b(?:\w*(?:bijeenkomst|conferentie|congres|training|cursus|opleiding|les|reis|uitreiking|avond|middag|ochtend|ronde|examen|tentamen|toets"
    r"|workshop|webinar|opening|dag|dagen|vakantie|periode|open huis|presentatie)|start|begin|einde|afronding|evaluatie|aanmelding)\b",
    re.I,
)
_EVERY_YEAR = re.compile(r"\bjaarlijks\w*|\b(?:elk|ieder) \w*jaar\b|\bper jaar\b|\bsteeds\b", re.I)
_NAMES_A_YEAR = re.compile(r"\b(?:in|tot|met|t/m|vóór|voor|uiterlijk|per|jaar|jaren|van|is)\s*$", re.I)
_ARTICLES = {r"(?:voor|na)jaar|\w+ kwartaal": "het ", r"zomer|herfst|lente|winter|\w+ helft": "de "}
_IS_ON = re.compile(r"\b(?:is|zijn)\b[^.;:]{0,40}$", re.I)


@dataclass(frozen=True)
class Passed:
    """A date in an answer that is over. `is_today`: something had to be done before today."""

    moment: Moment
    is_today: bool = False

    @property
    def words(self) -> str:
        """The date with its year."""
        first, last, words = self.moment.first, self.moment.last, self.moment.words
        if first == last or self.moment.is_span and words[0].isdigit():
            return wording.days(first, last)
        words = words[0].lower() + words[1:]
        article = next((article for start, article in _ARTICLES.items() if re.match(start, words)), "")
        if not self.moment.has_year:
            words += f"{' van' if article else ''} {last.year}"
        return article + words


def passed_dates(sentence: str, today: date, *, question: str = "", written: Period | None = None) -> list[Passed]:
    """The dates in a quoted sentence that are over on `today` and that a reader might still count on.

    What one had to do before a date always counts. Another date counts where the sentence looks forward to it, or where the
    question does. Told as history, it does not.

    >>> today = date(2026, 3, 2)
    >>> [each.words for each in passed_dates("Aanmelden kan tot 1 maart 2026.", today)]
    ['1 maart 2026']
    >>> passed_dates("Op 1 maart 2026 werd het gebouw geopend.", today)
    []
    """
    found: list[Passed] = []
    asks_back = is_past(question)
    for clause in re.split(r"(?<=;)\s", sentence):
        looks_back = is_past(clause)
        for moment in moments(clause, written=written, looks_back=looks_back):
            last, is_before = moment.last, bool(_JUST_BEFORE.search(clause[: moment.start])) and moment.first == moment.last
            is_over = last < today or is_before and last == today
            is_news = not (asks_back and looks_back) and not _comes_back(clause, moment)
            if (
                is_over
                and is_news
                and (_is_deadline(clause, moment) or not asks_back and _still_counts(clause, moment, looks_back, question))
            ):
                found.append(Passed(moment, is_today=last == today))
    return found


def is_past(text: str) -> bool:
    """True for a sentence or question that looks back.

    >>> is_past("Wanneer was de conferentie?"), is_past("Wanneer is het akkoord gesloten?"), is_past("Wanneer is de conferentie?")
    (True, True, False)
    """
    return not _EXPECTED.search(text) and bool(_PAST.search(text) or _PERFECT.search(text))


def _is_deadline(clause: str, moment: Moment) -> bool:
    """True where something had to be done before the date."""
    is_limit = moment.is_span or _LIMIT.search(clause[: moment.start]) or _is_label(clause, moment)
    return bool(_ACTION.search(clause) and is_limit)


def _still_counts(clause: str, moment: Moment, looks_back: bool, question: str) -> bool:
    """True where the sentence looks forward to a date, or tells of it in answer to a question that does."""
    before = clause[: moment.start]
    if looks_back or only_says_which(clause, moment):
        return False
    if moment.is_year and (not moment.is_span and not _NAMES_A_YEAR.search(before) or re.match(r"\W*\)", clause[moment.end :])):
        return False
    if _TO_COME.search(clause) or _EXPECTED.search(clause) or _ENDS.search(clause):
        return True
    if not moment.is_year and (_IS_ON.search(before) or _is_label(clause, moment) and _EVENT.search(clause)):
        return True
    return _is_asked(clause, moment, question)


def _comes_back(clause: str, moment: Moment) -> bool:
    """True for a date of every year, and for a season that something comes after: "na de zomer"."""
    if moment.has_year:
        return False
    return (
        bool(_EVERY_YEAR.search(clause))
        or not re.search(r"\d", moment.words)
        and bool(re.search(r"\bna (?:de|het) $", clause[: moment.start], re.I))
    )


def only_says_which(clause: str, moment: Moment) -> bool:
    """True where a date tells since when, or which of several things is meant."""
    before = clause[: moment.start]
    if moment.is_span or _ENDS.search(clause):
        return False
    return bool(_SINCE.search(before) or _OF.search(before))


def _is_label(clause: str, moment: Moment) -> bool:
    """True for the date of an agenda or a form: it stands in front, or after a label."""
    before = clause[: moment.start]
    return bool(re.fullmatch(r"\W*(?:(?:op|in|vóór|voor|van|tot|\w+dag)\W+)*", before, re.I) or re.search(r"[:|]\s*(?:\S+ ){0,2}$", before))


def _is_asked(clause: str, moment: Moment, question: str) -> bool:
    """True where the question wants a date, and the clause is about the same thing."""
    plain = fold(question)
    wants_date = re.search(r"\b(?:wanneer|datum|data|welke (?:dag|maand|periode)|welk (?:\w*jaar)|deadline|hoe laat)\b", plain)
    if not wants_date or moment.is_year and "jaar" not in plain:
        return False
    return bool(set(terms(clause)) & set(terms(question)))
