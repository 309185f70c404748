"""Forms of words that a stemmer leaves apart."""

import pytest

from ingest.inflect import infinitive, singular


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("steden", "stad"), ("kinderen", "kind"), ("musea", "museum"), ("subsidies", "subsidie"), ("studies", "studie"),
        ("auto's", "auto"), ("auto’s", "auto"), ("kaartje", "kaart"), ("kaartjes", "kaart"), ("schooltje", "school"),
    ],
)  # fmt: skip
def test_a_plural_or_diminutive_has_its_singular(plural, one):
    assert singular(plural) == one


@pytest.mark.parametrize("word", ["gebruikers", "basis", "status", "thuis", "advies", "crisis", "stage", "meisje", "beetje", "huis"])
def test_what_only_looks_like_a_plural_stays(word):
    assert singular(word) == word


@pytest.mark.parametrize(
    ("form", "verb"),
    [
        ("woont", "wonen"), ("betaald", "betalen"), ("rekent", "rekenen"), ("leeft", "leven"), ("verhuisde", "verhuizen"),
        ("aangevraagd", "aanvragen"), ("uitgekeerd", "uitkeren"), ("opgeleid", "opleiden"),
        ("schreef", "schrijven"), ("ingeschreven", "inschrijven"), ("beschreven", "beschrijven"), ("ontving", "ontvangen"),
    ],
)  # fmt: skip
def test_the_form_of_a_verb_has_its_infinitive(form, verb):
    assert infinitive(form) == verb


@pytest.mark.parametrize("word", ["wonen", "school", "kaart", "oord", "gebied", "gebruikers", "aandacht", "", "2026"])
def test_other_words_have_none(word):
    assert infinitive(word) is None
