"""What is cited carries a statement or not: by hand, and on forty pairs of sentences."""

from __future__ import annotations

import pytest

from assistant.answer import Answer, Citation, Sentence, SentenceKind, Status
from evals.support import ENOUGH, Support, support, supports

# (what is cited, what follows from it)
ENTAILED = (
    ("De inschrijving voor de cursus sluit op 1 mei.", "Op 1 mei sluit de inschrijving voor de cursus."),
    ("Elke starter krijgt een mentor die wekelijks meekijkt in de klas.", "Elke starter krijgt een mentor."),
    ("De proefles duurt twintig minuten en wordt gefilmd.", "De proefles wordt gefilmd."),
    ("Voor het boek betaalt u niets.", "U betaalt niets voor het boek."),
    ("De school vergoedt de reiskosten niet.", "De reiskosten vergoedt de school niet."),
    ("Niet alleen docenten, maar ook schoolleiders mogen naar de studiedag.", "Docenten en schoolleiders mogen naar de studiedag."),
    ("Docenten en schoolleiders mogen naar de studiedag.", "Niet alleen docenten maar ook schoolleiders mogen naar de studiedag."),
    ("U kunt zich per mail aanmelden, maar niet telefonisch.", "U kunt zich per mail aanmelden."),
    ("U kunt zich per mail aanmelden, maar niet telefonisch.", "Telefonisch kunt u zich niet aanmelden."),
    ("Zonder diploma kunt u niet beginnen aan het traject.", "U kunt niet beginnen aan het traject zonder diploma."),
    ("Het portfolio wordt beoordeeld door twee assessoren van buiten de school.", "Twee assessoren beoordelen het portfolio."),
    ("De bijeenkomst is op dinsdag. Er is geen lunch.", "De bijeenkomst is op dinsdag."),
    ("De bijeenkomst is op dinsdag. Er is geen lunch.", "Er is geen lunch bij de bijeenkomst."),
    (
        "Niemand hoeft een toets te maken voor de start van de opleiding.",
        "Voor de start van de opleiding hoeft niemand een toets te maken.",
    ),
    ("Studenten lopen stage op drie scholen in Enschede.", "Stage lopen studenten op drie scholen."),
    ("Wie zakt, mag het examen nog een keer doen.", "Het examen mag nog een keer gedaan worden door wie zakt."),
    ("Bellen of mailen heeft geen zin: meld u aan op de website.", "Meld u aan op de website."),
    ("De werkgroep komt nooit in de schoolvakantie bij elkaar.", "In de schoolvakantie komt de werkgroep nooit bij elkaar."),
    ("Het lokaal ligt op de tweede verdieping, naast de lift.", "Naast de lift ligt het lokaal op de tweede verdieping."),
    ("Er is geen wachtlijst, en u hoeft geen borg te betalen.", "U hoeft geen borg te betalen."),
)
# (what is cited, the same with a negation put in or taken out)
CONTRADICTED = (
    ("De inschrijving voor de cursus sluit op 1 mei.", "De inschrijving voor de cursus sluit niet op 1 mei."),
    ("Elke starter krijgt een mentor op school.", "Een starter krijgt geen mentor op school."),
    ("De proefles wordt gefilmd.", "De proefles wordt niet gefilmd."),
    ("Voor het boek betaalt u niets.", "Voor het boek betaalt u."),
    ("De school vergoedt de reiskosten niet.", "De school vergoedt de reiskosten."),
    ("Niet alleen docenten, maar ook schoolleiders mogen naar de studiedag.", "Docenten en schoolleiders mogen niet naar de studiedag."),
    ("U kunt zich niet per mail aanmelden.", "U kunt zich per mail aanmelden."),
    ("U kunt zich per mail aanmelden, maar niet telefonisch.", "U kunt zich telefonisch aanmelden."),
    ("Zonder diploma kunt u beginnen aan het traject.", "Zonder diploma kunt u niet beginnen aan het traject."),
    ("Het portfolio wordt beoordeeld door twee assessoren.", "Het portfolio wordt nooit beoordeeld door twee assessoren."),
    ("De bijeenkomst is op dinsdag. Er is geen lunch.", "Er is lunch."),
    ("De bijeenkomst is op dinsdag. Er is geen lunch.", "De bijeenkomst is niet op dinsdag."),
    ("Niemand hoeft een toets te maken.", "Iedereen hoeft een toets te maken."),
    ("Studenten lopen stage zonder begeleider.", "Studenten lopen stage met een begeleider."),
    ("Wie zakt, mag het examen nog een keer doen.", "Wie zakt, mag het examen niet nog een keer doen."),
    ("Deze cursus is geen onderdeel van de opleiding.", "Deze cursus is een onderdeel van de opleiding."),
    ("De werkgroep komt nooit in de schoolvakantie bij elkaar.", "De werkgroep komt in de schoolvakantie bij elkaar."),
    ("Reiskosten, eten en verblijf worden niet vergoed.", "Reiskosten en eten worden vergoed."),
    ("Er is geen wachtlijst, en u hoeft geen borg te betalen.", "Er is geen wachtlijst, en u moet borg betalen."),
    ("Het assessment is gratis en u hoeft geen toets te maken.", "Het assessment is niet gratis en u hoeft geen toets te maken."),
)


def is_supported(pair: tuple[str, str]) -> bool:
    quote, statement = pair
    return support(statement, [quote]).is_enough


def shares_its_words(pair: tuple[str, str]) -> bool:
    """What would count as support if words were all that mattered."""
    quote, statement = pair
    return support(statement, [quote]).share >= ENOUGH


def test_what_follows_is_supported():
    assert len(ENTAILED) == 20
    missed = [statement for quote, statement in ENTAILED if not is_supported((quote, statement))]
    assert missed == ["Het examen mag nog een keer gedaan worden door wie zakt."]  # "gedaan" has no letter of "doen" where it counts


@pytest.mark.parametrize("pair", CONTRADICTED)
def test_what_is_denied_is_not(pair):
    assert not is_supported(pair)


def test_shared_words_alone_would_accept_what_is_denied():
    assert len(CONTRADICTED) == 20
    assert sum(shares_its_words(pair) for pair in CONTRADICTED) == 19
    assert sum(shares_its_words(pair) for pair in ENTAILED) == 19


def test_the_share_is_that_of_the_content_words_of_the_statement():
    assert (
        support("De reis naar Gent kost 300 euro.", ["Een fiets in Gent kost 20 euro."]).share == 3 / 5
    )  # gent, kost, euro; not reis, 300


def test_other_words_are_not_supported_and_neither_is_what_cites_nothing():
    assert not support("Het examen is in juni op papier.", ["De aanmelding begint in maart op de website."]).is_enough
    assert support("Het examen is in juni.", []) == Support(0.0, True, True)


def test_a_number_that_the_quotes_lack_is_not_supported_however_much_is_shared():
    quote = "De reis naar Gent kost in de herfst 300 euro per leraar."
    assert support("De reis naar Gent kost in de herfst 300 euro.", [quote]).is_enough
    assert support("De reis naar Gent kost in de herfst 400 euro.", [quote]).share >= ENOUGH
    assert not support("De reis naar Gent kost in de herfst 400 euro.", [quote]).is_enough


def test_a_statement_over_two_pages_is_carried_by_both_quotes():
    assert support("Aanmelden kan niet per mail of telefoon.", ["Aanmelden kan niet per", "mail of telefoon."]).is_enough


def test_a_statement_of_stop_words_is_compared_on_those():
    assert support("Dat kan niet.", ["Dat kan niet."]).is_enough
    assert not support("Dat kan.", ["Dat kan niet."]).is_enough


def test_only_statements_are_judged_each_on_its_own_citations():
    answer = Answer(
        question="",
        standalone_question="",
        status=Status.ANSWERED,
        sentences=(
            Sentence("In ‘Gids’ staat:", SentenceKind.CONNECTIVE),
            Sentence("De reis kost 300 euro.", SentenceKind.STATEMENT, (1,)),
            Sentence("De reis kost 300 euro.", SentenceKind.STATEMENT, (2,)),
        ),
        citations=(Citation(1, "a.md", "A", "De reis kost 300 euro."), Citation(2, "a.md", "A", "Meld u aan.")),
    )
    assert [each.is_enough for each in supports(answer)] == [True, False]
