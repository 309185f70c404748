"""Every Dutch word for the codes of cases, answers and figures, as the page of a report shows them. A code without a word shows itself."""

from __future__ import annotations

from collections.abc import Sequence

KINDS = {
    "amount": "bedrag",
    "contact": "contactgegevens",
    "date": "datum",
    "definition": "betekenis",
    "difference": "verschil",
    "duration": "duur",
    "elsewhere": "heel ander onderwerp",
    "in_domain": "past bij het onderwerp, staat er niet in",
    "list": "opsomming",
    "near_miss": "lijkt op wat er staat, staat er niet in",
    "number": "aantal",
    "other": "overig",
    "person": "persoon",
    "place": "plaats",
    "reason": "reden",
    "route": "hoe doe ik dat",
    "yes_no": "ja of nee",
}
STYLES = {
    "double": "twee vragen in één",
    "follow_up": "vervolgvraag in een gesprek",
    "new_subject": "nieuw onderwerp in een gesprek",
    "paraphrase": "andere woorden dan het document",
    "plain": "gewone woorden",
    "spoken": "spreektaal of tikfouten",
}
NOTICES = {"date_passed": "de datum is voorbij", "disagreement": "bronnen spreken elkaar tegen", "other_year": "een ander jaar"}
STATUSES = {"answered": "Beantwoord", "partly": "Deels beantwoord", "not_found": "Geweigerd", "reply": "Vaste reactie, geen feiten"}
REASONS = {
    "nothing_near": "geen passage deelt een woord met de vraag",
    "too_thin": "de gevonden zinnen dekken te weinig van de vraag",
    "unknown_word": "een kenmerkend woord uit de vraag staat nergens in de buurt",
    "other_year": "de documenten gaan over een ander jaar",
    "no_such_fact": "het onderwerp komt voor, maar niet het gevraagde gegeven",
    "part_missing": "een deel van de vraag vindt geen antwoord",
    "empty_question": "er is niets gevraagd",
    "small_talk": "een praatje",
    "order": "een opdracht in plaats van een vraag",
    "about_assistant": "een vraag over Bronwijs zelf",
    "no_documents": "er zijn geen documenten",
}
LEGS = {"vectors": "op betekenis (vectoren)", "bm25": "op woorden (BM25)", "fused": "samengevoegd", "reranked": "herordend"}
FLAWS = {
    "quotes_not_literal": "Citaten die niet letterlijk op de aangehaalde plaats staan",
    "sentences_uncited": "Beweringen zonder bron",
    "figures_uncited": "Getallen, datums of adressen die niet in hun citaat staan",
}
FAULTS = {
    "mark_without_citation": "een nummer zonder bron",
    "numbers_out_of_order": "nummers die niet oplopen",
    "citation_unused": "een bron die nergens bij hoort",
    "no_such_document": "een document dat er niet is",
    "no_such_page": "een bladzijde die er niet is",
    "empty_quote": "een citaat zonder woorden",
}
FIGURES = {
    "all_facts": "Van de vragen die de documenten beantwoorden: hoe vaak stond alles wat gevraagd werd in het antwoord.",
    "share_of_facts": "Gemiddeld deel van de gevraagde feiten dat in het antwoord stond. 1 is alles.",
    "document": "Hoe vaak het antwoord een document aanhaalde waarin het feit echt staat.",
    "page": "Hoe vaak ook de bladzijde klopte. Documenten zonder bladzijden tellen niet mee.",
    "needless_refusals": "Vragen die de documenten wel beantwoorden, maar waarop Bronwijs zei dat het er niet staat. Lager is beter.",
    "refused": "Vragen die de documenten niet beantwoorden, en waarop Bronwijs dat ook zei.",
    "noticed": "Hoe vaak een waarschuwing meekwam die erbij hoorde, zoals een datum die voorbij is.",
    "supported": "Beweringen waarvan woorden, getallen en ontkenning in het aangehaalde citaat terugkomen.",
    "well_formed": "Antwoorden waarin elk nummer een bron heeft, de nummers oplopen en elke bron echt bestaat.",
    "quotes_not_literal": "Citaten die niet woord voor woord op de aangehaalde bladzijde staan. Hoort nul te zijn.",
    "sentences_uncited": "Beweringen waar geen bron bij staat. Hoort nul te zijn.",
    "figures_uncited": "Getallen, datums en adressen die niet in hun eigen citaat terug te vinden zijn. Hoort nul te zijn.",
    "dutch": "Antwoorden die in het Nederlands zijn, voor zover ze lang genoeg zijn om dat te zien.",
    "median_sentences": "De helft van de antwoorden heeft hooguit zoveel zinnen.",
    "p95_sentences": "Van elke honderd antwoorden hebben er vijf meer zinnen.",
    "median_words": "De helft van de antwoorden is korter dan dit.",
    "p95_words": "Van elke honderd antwoorden zijn er vijf langer dan dit.",
    "median_time": "De helft van de antwoorden kwam sneller dan dit.",
    "p95_time": "Van elke honderd antwoorden kwamen er vijf later dan dit.",
}


def kind(code: str) -> str:
    return KINDS.get(code, code)


def style(code: str) -> str:
    return STYLES.get(code, code)


def place(document: str, pages: Sequence[int] = ()) -> str:
    """A document with its pages.

    >>> place("gids.pdf", [3, 5, 9]), place("gids.pdf", [3]), place("vragen.md")
    ('gids.pdf, bladzijde 3, 5 of 9', 'gids.pdf, bladzijde 3', 'vragen.md')
    """
    return f"{document}, bladzijde {listed([str(page) for page in pages], 'of')}" if pages else document


def quoted(text: str) -> str:
    return f"‘{text}’"


def listed(words: Sequence[str], link: str = "en") -> str:
    """Words as a list in a sentence.

    >>> listed(["a"]), listed(["a", "b", "c"]), listed(["a", "b"], "of")
    ('a', 'a, b en c', 'a of b')
    """
    return f" {link} ".join([*([", ".join(words[:-1])] if words[1:] else []), *words[-1:]])


def sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
