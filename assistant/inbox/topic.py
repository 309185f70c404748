"""A question of a mail made to stand alone: what "dat", "het" or nothing at all points at is said. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.addresses import EMAIL, PHONE
from assistant.answer import Turn
from assistant.inbox.direct import direct_question, is_finite, is_verb_form
from assistant.refer import own_words, points_back
from assistant.rewrite import parts, stand_alone
from ingest.dutch import STOPWORDS, fold
from ingest.frequency import frequency
from ingest.inflect import infinitive


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


TELLING = 4.3  # Zipf frequency below which a word says what something is about: "studiereis" (3.0), not "traject" (4.3) or "baan"
RARE_NAME = 1.5  # Zipf frequency above which a word that begins a subject line is hardly a name
_ARTICLES = re.compile(r"de|het|een|jullie|uw")
_ARTICLE = r"(?:de|het|een|jullie|uw|deze|dit|die|dat)"
_WORD = re.compile(r"[^\W\d_][\w’'-]*|\d[\w-]*")
# Behind these stands what a sentence is about; behind others, where somebody lives or what somebody is.
_BEFORE_TOPIC = frozenset(["over", "naar", "voor", "aan", "via", "bij", "van", "volgen", "door", "om"])
_OF_WRITER = re.compile(
    r"\b(?:(?:mijn naam is|ik heet|ik ben(?= [A-ZÀ-Þ]))[^,.;!]*|ik (?:woon|werk|zit|studeer|studeerde|kom uit)\b[^,.;]*"
    r"|ik (?:ben|heb|had|geef|sta) (?:nu |nog |al |ook )*(?:een|geen|alleen|mijn|zelf|afgestudeerd|les|voor)\b"
    r"(?! (?:korte |paar )?(?:vra(?:ag|gen)|interesse))[^,.;]*"
    r"|(?:en )?(?:werk|woon) (?:nu )?(?:in|bij|als)\b[^,.;]*|mijn \w+|als (?:een )?\w+(?: (?:van|op|bij|aan|in) (?:een |de "
    r"|het |mijn |onze )?[\w-]+)*)",
    re.I,
)
# Of these every programme has one: a question that has no other words is about the programme that was spoken of.
_GENERAL = _set(
    "document documenten diploma diploma's papieren bewijsstukken aanmelding aanmelden aanmeldprocedure inschrijving"
    " voorwaarden voorwaarde eisen toelatingseisen toelating vooropleiding begindatum startdatum startmoment startmomenten"
    " einddatum deadline locatie locaties plaats plek plekken rooster lesdagen lesdag studielast studiebelasting prijs kosten"
    " vergoeding vergoedingen reiskosten certificaat certificaten studiepunten punten subsidie contactpersoon aanbod cursus"
    " cursussen opleiding opleidingen traject trajecten programma training trainingen bijeenkomst bijeenkomsten informatieavond"
    " voorlichting begeleiding inhoud niveau leeftijd maximum minimum verplicht mogelijk nodig gratis deeltijd voltijd online"
    " stappen procedure betaling regeling netwerk reis master bachelor pilot project toets module route routes regio"
)
_INSIDE = frozenset(["van", "de", "het", "der", "den", "voor", "in", "op", "en", "aan", "naar", "bij", "tot", "the"])
_GOES_ON = re.compile(
    r"^(?:en|of|maar)\b(?!.*\b(?:kan|kun|kunt|mag|moet|is|zijn|heeft|hebben|kost|duurt|krijg|krijgt|wat|hoe|wanneer|waar|wie|welke?)\b)",
    re.I,
)
_OPINION = re.compile(r"\bvind(?:en|t)? (?:ik |wij |we )?(?:het|dit|dat)\b", re.I)
_PERSON = re.compile(
    r"\b(?:degene|diegene|de persoon|iemand|de collega|een collega|de medewerker|een medewerker|de adviseur) die (?P<does>[^.?!;]+)", re.I
)
_WHO = re.compile(r"(?:en )?wie is (?:dat|die|deze)\W*$", re.I)
_OF_SEVERAL = re.compile(r"\b\w+en (?:die|ze|zij|deze|hen)\b|^(?:en )?hoeveel (?:zijn|waren) (?:dat|er|die)\b", re.I)
_PEOPLE = re.compile(
    r"\b(?:collega|dochter|zoon|man|vrouw|partner|vriend|vriendin|zus|broer|moeder|vader|buurvrouw|buurman|medewerker|medewerkster|kandidaat"
    r"|leerkracht|docent|docente|student|studente|stagiair|stagiaire|leerling|zij-instromer)\b",
    re.I,
)
_OF_PERSON = re.compile(r"\b(?:zij|ze|hij|haar|hem)\b", re.I)
_QUOTED = re.compile(r"[\"“‘„']([A-ZÀ-Þ][^\"”’']{3,60})[\"”’']")
_OWNED = re.compile(r"\bik heb (?:nu |al |wel |alleen |slechts |enkel |maar |ook )*(?P<what>(?:een |geen |alleen )?[^,.;!?]{3,60})", re.I)
_IS_ENOUGH = re.compile(
    r"(?:en |maar )?is (?P<what>dat|dit)\b(?= (?:dan |wel |ook )?(?:voldoende|genoeg|geldig|toereikend|hoog genoeg|bruikbaar))", re.I
)
_AT = re.compile(r"\b(?:daar|er)\b(?= (?:ook |dan |nog |iets )*(?:doen|volgen|leren|werken|terecht|krijgen|lesgeven|zoal)\b)", re.I)
_ADVERB = re.compile(r"\b(?:daar|hier|er)(?P<word>voor|aan|van|over|bij|mee|op|naar|in|naartoe)\b", re.I)
_SPLIT = re.compile(
    r"\b(?P<there>daar|er|hier)\b(?P<between>[^?]*?)\b(?P<word>voor|aan|van|over|bij|mee|op|in)(?P<end>(?: (?-i:[a-z]+en))?\W*)$", re.I
)
_POINTED = re.compile(r"\b(?:(?P<points>dat|dit|die|deze|de|het) )?(?P<noun>\w[\w-]{3,})", re.I)
_OF = re.compile(
    r"\b(?:telefoonnummer|mail-?adres|e-mail-?adres|adres|webadres|website|naam|contactgegevens|openingstijden|prijs)\W*$", re.I
)
_PRONOUN = re.compile(r"\b(?P<word>dat|dit|het|die|deze|ze|zij)\b", re.I)


class Talk:
    """What was said so far in a mail, for questions that lean on it."""

    def __init__(self, subject: str = "", *, writer: str = "") -> None:
        """`subject` is what the subject line says the mail is about; no question is about its `writer`, whose name stays out."""
        self._subject = subject
        self._writer = {word for word in fold(writer).split() if len(word) > 2}
        self._said: list[str] = []
        self._asked: list[str] = []
        self._topic = ""
        self._owned = ""
        self._person = ""

    def say(self, sentence: str) -> None:
        """Remember a sentence that asks nothing."""
        if match := _OWNED.search(sentence):
            self._owned = match["what"].strip()
        if match := _PERSON.search(sentence):
            self._person = match["does"]
        plain = _OF_WRITER.sub(" ", PHONE.sub(" ", EMAIL.sub(" ", sentence)))
        if not _OPINION.search(sentence):
            self._said.append(plain)
            self._topic = self._topic if not topics_in(plain) else ""

    def ask(self, question: str) -> str:
        """The question as it stands alone; it is remembered.

        >>> talk = Talk("Studiereis Warme Scholen")
        >>> talk.ask("Wat zijn de kosten?"), talk.ask("En wanneer begint het?")
        ('Wat zijn de kosten voor studiereis Warme Scholen?', 'En wanneer begint studiereis Warme Scholen?')
        """
        whole = self._whole(question)
        self._said.append(whole)
        self._asked.append(whole)
        return whole

    def _whole(self, question: str) -> str:
        if self._owned and (match := _IS_ENOUGH.match(question)):
            enough = f"{question[: match.start('what')]}{self._owned}{question[match.end('what') :]}"
            topic = self._topic or next(self._topics(), "")
            return f"{enough.rstrip('? ')} voor {topic}?" if topic else enough
        if self._person and _WHO.match(question):
            return direct_question(f"wie {self._person}")
        if _GOES_ON.match(question) and self._asked:
            return stand_alone(question, [Turn(each) for each in self._asked])
        if not leans(question):
            self._topic = next(iter(topics_in(question)), "")
            return question
        if self._is_of_person(question):
            return question
        self._topic = self._topic or next(iter(self._topics()), "")
        if self._topic and fold(self._topic) not in fold(question) and not self._is_of_more(question):
            return about(question, self._topic)
        return stand_alone(question, [Turn(each) for each in self._asked or self._told_before(question)])

    def _is_of_person(self, question: str) -> bool:
        """True if a question points at a person of whom was told, and not at a thing: what that person is called would add nothing."""
        return _OF_PERSON.search(question) is not None and any(_PEOPLE.search(each) for each in self._said[-2:])

    def _told_before(self, question: str) -> list[str]:
        """The last sentence that asks nothing, where a question points back at that and it tells of something."""
        last = self._said[-1:] if points_back(parts(question)[0]) else []
        return [each for each in last if any(_is_telling(word) and not is_verb_form(word) for word in own_words(each))]

    def _is_of_more(self, question: str) -> bool:
        """True if a question points at several things, and the topic is one; or at all that was asked last, which is more than a name."""
        if _OF_SEVERAL.search(question) and not re.search(r"(?:en|s)$", self._topic.split()[0 if len(self._topic.split()) == 1 else 1]):
            return True
        is_name = not re.match(rf"{_ARTICLE}\b", self._topic, re.I) and self._topic[0].isupper()
        return bool(self._asked) and is_name and sum(map(_is_telling, own_words(self._asked[-1].replace(self._topic, "")))) > 1

    def _topics(self) -> Iterator[str]:
        """What the talk may be about, the likeliest first: what was said last, then the subject line."""
        for sentence in reversed(self._said):
            yield from (self._in_full(topic) for topic in topics_in(sentence) if self._writer.isdisjoint(fold(topic).split()))
        if self._subject and any(_is_telling(word) for word in own_words(self._subject)):
            yield _uncapitalized(self._subject)

    def _in_full(self, topic: str) -> str:
        """A topic with what the subject line adds to it: "de studiereis" → "de studiereis Warme Scholen"."""
        *article, noun = topic.split()
        if len(article) < 2 and fold(self._subject).split()[:1] == [fold(noun)]:
            return " ".join([*article, noun, *self._subject.split()[1:]])
        return topic


def leans(question: str) -> bool:
    """True if a question needs what was said before it, or the subject line, to be understood.

    >>> leans("Wat kost dat?"), leans("Welke documenten heb ik nodig?"), leans("Welke documenten vraagt het zij-instroomassessment?")
    (True, True, False)
    """
    asked = re.sub(r"\bzoiets als\b", "", parts(question)[0])
    if _SPLIT.search(question) or _ADVERB.search(question):
        return True
    return points_back(asked) or all(_is_general(fold(word)) for word in own_words(asked))


def _is_general(word: str) -> bool:
    """True for a word that any programme may go with: a form of a verb too, for an infinitive says itself what is done."""
    return word in _GENERAL or is_finite(word) or infinitive(word) is not None


def topics_in(sentence: str) -> list[str]:
    """The things that a sentence is about, with their articles, the likeliest first: names, then what "over" and "voor" stand before.

    >>> topics_in("Ik las in de nieuwsbrief over de studiereis naar de Warme Scholen.")
    ['de studiereis naar de Warme Scholen']
    """
    words = _WORD.findall(sentence)
    found: list[tuple[bool, bool, bool, str]] = []
    i = 0
    while i < len(words):
        end = _end_of_phrase(words, i)
        if end > i and _may_be_topic(words, i):
            start = _with_what_belongs(words, i)
            before = words[start - 1].lower() if start else ""
            is_name = any(word[0].isupper() for word in words[max(start, 1) : end])
            is_told_of = before in ("over", "voor", "naar", "aan", "via")
            found.append((not is_name, not is_told_of, words[start].lower() == "een", " ".join(words[start:end])))
        i = max(end, i + 1)
    quoted = [match[1] for match in _QUOTED.finditer(sentence)]
    return [*quoted, *(phrase for *_, phrase in sorted(found, key=lambda each: each[:3]))]


def _end_of_phrase(words: Sequence[str], start: int) -> int:
    """Where a phrase ends that begins with a word of its own; `start` where none does, or it tells nothing."""
    end = start
    while end < len(words):
        if _is_own(words[end]) and not _ends_name(words, start, end):
            end += 1
            continue
        if _is_own(words[end]):
            break
        rest = end
        while rest < len(words) and words[rest].lower() in _INSIDE:
            rest += 1
        if not (start < end < rest < len(words) and rest - end <= 2 and words[rest][0].isupper() and words[end].lower() != "in"):
            break
        end = rest
    is_told = any(_is_telling(word) or i and word[0].isupper() for i, word in enumerate(words[start:end], start))
    return end if is_told else start


def _ends_name(words: Sequence[str], start: int, end: int) -> bool:
    """True if a name ended before a word that is none: "Alfa4all | gratis"; "Utrechtse scholen" is one phrase."""
    last = words[end - 1] if end > start else ""
    return last[:1].isupper() and not words[end][0].isupper() and not (end - 1 == start and last.endswith("e"))


def _with_what_belongs(words: Sequence[str], start: int) -> int:
    """Where a phrase begins with its article, and with what begins a name before that: "Aan de Slag"."""
    if not start or not _ARTICLES.fullmatch(words[start - 1].lower()):
        return start
    is_in_name = start > 2 and words[start - 2][0].isupper() and words[start - 2].lower() in _INSIDE
    return start - 2 if is_in_name else start - 1


def _may_be_topic(words: Sequence[str], start: int) -> bool:
    """True if what stands before a phrase does not say that it is a place, a sum or an address."""
    before = [word.lower() for word in words[max(0, start - 3) : start]]
    if not before or re.search(r"\d{3}", words[start]):
        return False
    article = _ARTICLES.fullmatch(before[-1]) is not None
    preposition = before[-2] if article and len(before) > 1 else before[-1]
    is_name = article and words[start][0].isupper()
    if not is_name and preposition in ("in", "uit", "te", "op", "rond", "sinds"):
        wanted = before[-3:-2] if article else before[-2:-1]
        return any(word.startswith(("geïnteresseerd", "interesse", "belangstelling")) for word in wanted)
    return article or before[-1] in _BEFORE_TOPIC or words[start][0].isupper() and before[-1] not in ("is", "heet", "naam", "met")


def _is_own(word: str) -> bool:
    plain = fold(word)
    is_verb = is_verb_form(plain) and not re.fullmatch(r"(?:ge|be|ver|her|ont)\w+(?:d|t|de|te)", plain)  # "gespecialiseerd onderwijs"
    return plain not in STOPWORDS and (word[0].isupper() or not is_verb)


def _is_telling(word: str) -> bool:
    plain = fold(word)
    return len(word) > 2 and plain not in _GENERAL and (frequency(plain) < TELLING or word[1:] != word[1:].lower())


def about(question: str, topic: str) -> str:
    """The question about a topic: in the place of the word that points at it, or else added.

    >>> about("Wat kost dat?", "het assessment"), about("Wat zijn de kosten?", "de reis"), about("Hoe meld ik me daarvoor aan?", "de reis")
    ('Wat kost het assessment?', 'Wat zijn de kosten voor de reis?', 'Hoe meld ik me voor de reis aan?')
    """
    topic = _with_article(topic)
    if again := _again(question, topic):
        return again
    if match := _SPLIT.search(question):
        between = match["between"].strip()
        word = {"mee": "met"}.get(match["word"].lower(), match["word"].lower())
        return " ".join(f"{question[: match.start()]} {between} {word} {topic}{match['end']}".split())
    if match := _AT.search(question):
        return f"{question[: match.start()]}bij {topic}{question[match.end() :]}"
    if match := _ADVERB.search(question):
        word = {"mee": "met", "naartoe": "naar"}.get(match["word"].lower(), match["word"].lower())
        return f"{question[: match.start()]}{word} {topic}{question[match.end() :]}"
    for match in _PRONOUN.finditer(question):
        if _stands_for(question, match):
            return _opened(f"{question[: match.start()]}{topic}{question[match.end() :]}")
    return f"{question.rstrip('?! ')} {'van' if _OF.search(question) else 'voor'} {topic}?"


def _again(question: str, topic: str) -> str:
    """The question with the topic in the place of a noun that points at it: "de regeling", "dat traject"; "" where none does.

    >>> _again("Gaat de regeling door?", "de evaluatie van de Experimenteerregeling")
    'Gaat de Experimenteerregeling door?'
    >>> _again("Hoeveel cursussen zijn er?", "de cursussen van A")
    'Hoeveel cursussen van A zijn er?'
    """
    words = topic.split()
    for match in _POINTED.finditer(question):
        noun, points = fold(match["noun"]), (match["points"] or "").lower()
        at = next((i for i, word in enumerate(words) if fold(word).endswith(noun)), None)
        if at is None and (noun not in _GENERAL or points not in ("dat", "dit", "die", "deze")):
            continue
        if not points and (at is None or fold(words[at]) != noun or noun in STOPWORDS):
            continue
        at = at or 0
        begin = at - 1 if at and _ARTICLES.fullmatch(words[at - 1]) else 0 if at < 2 else at
        said = " ".join(words[at:] if not points else words[begin:])
        if points in ("de", "het") and begin == at and not _ARTICLES.match(said):
            said = f"{match['points']} {said}"
        return _opened(f"{question[: match.start()]}{said}{question[match.end() :]}")
    return ""


def _stands_for(question: str, match: re.Match[str]) -> bool:
    """True if a word stands for a thing, and is no article or the beginning of a clause."""
    before, after = question[: match.start()].strip(), question[match.end() :].strip(" ?!.")
    following = after.split()[0].lower() if after else ""
    if match["word"].lower() in ("dat", "die") and before.endswith(","):
        return False
    is_before_noun = bool(following) and following not in STOPWORDS and not is_verb_form(following) and following not in _LEFT
    return bool(before) and not is_before_noun or not before and following in STOPWORDS


_LEFT = _set(
    "precies eigenlijk ongeveer allemaal gratis verplicht mogelijk nog ook dan weer aan in af mee plaats open op toe uit"
    " betalen doen volgen"
)


def _uncapitalized(subject: str) -> str:
    """A subject line as it can stand in a sentence: its first word without its capital, unless that belongs to a name.

    >>> _uncapitalized("Studiereis Warme Scholen"), _uncapitalized("Klaar voor de Stap"), _uncapitalized("Pro-U")
    ('studiereis Warme Scholen', 'Klaar voor de Stap', 'Pro-U')
    """
    first, *rest = subject.split()
    is_name = any(word[0].isupper() for word in rest[1:]) and not rest[0][0].isupper()
    if first[1:].islower() and frequency(first.lower()) > RARE_NAME and not is_name:
        return " ".join([first.lower(), *rest])
    return subject


def _with_article(topic: str) -> str:
    """A topic as it can stand in a sentence."""
    topic = re.sub(r"^(?:deze|die)\s", "de ", topic, flags=re.I)
    return re.sub(r"^(?:dit|dat)\s", "het ", topic, flags=re.I)


def _opened(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
