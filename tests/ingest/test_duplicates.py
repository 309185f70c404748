"""Documents that say nearly the same are found; those that share a foot or a name are not."""

from __future__ import annotations

from ingest.duplicates import near_duplicates

SENTENCES = [
    "Een mentor is een ervaren leraar die elke week met een starter spreekt over zijn lessen.",
    "Het geschiktheidsonderzoek duurt twee dagen en wordt betaald door het bestuur van de school.",
    "Aanmelden kan het hele jaar door met het formulier op de website van de opleidingsschool.",
    "Wie geen vooropleiding heeft, legt eerst een toets af bij de hogeschool in de regio.",
    "Na een half jaar volgt een tussentijdse beoordeling door de schoolopleider en de leidinggevende samen.",
    "Iedere zij-instromer krijgt op vrijdagmiddag les in kleine groepen van ten hoogste twaalf mensen.",
]
OTHER = [
    "De gemeente vraagt ouders om vóór de zomer te zeggen of hun kind overblijft.",
    "Subsidie voor reiskosten wordt per kwartaal uitbetaald op de rekening van de instelling.",
    "In het najaar begint een nieuwe groep schoolleiders aan een cursus over begroten en plannen.",
]


def test_the_same_text_with_a_little_more_is_a_pair():
    [pair] = near_duplicates({"nieuw.md": " ".join([*SENTENCES, OTHER[0]]), "oud.md": " ".join(SENTENCES)})
    assert (pair.shorter, pair.longer, pair.share) == ("oud.md", "nieuw.md", 1.0)


def test_a_part_that_is_taken_over_is_a_pair_with_its_share():
    mixed = " ".join([*SENTENCES[:4], OTHER[0]])
    [pair] = near_duplicates({"a.md": mixed, "b.md": " ".join(SENTENCES)})
    assert 0.5 < pair.share < 0.95


def test_one_sentence_in_common_is_no_pair():
    assert near_duplicates({"a.md": " ".join([*OTHER, SENTENCES[0]]), "b.md": " ".join(SENTENCES)}) == []


def test_a_few_words_are_never_a_pair():
    assert near_duplicates({"a.md": "Bel voor vragen de school.", "b.md": "Bel voor vragen de school."}) == []


def test_what_many_documents_share_counts_for_none():
    foot = " ".join(SENTENCES)
    texts = {f"{at}.md": f"{foot} Dit is blad nummer {at} over onderwerp {at} van de reeks {at}." for at in range(30)}
    assert near_duplicates(texts) == []
