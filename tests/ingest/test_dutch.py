"""Dutch words, stems and sentences."""

import pytest

from ingest.dutch import ABBREVIATIONS, STOPWORDS, fold, sentences, stem, terms, words


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize("abbreviation", ["bijv.", "o.a.", "art.", "blz.", "nr.", "dr.", "i.v.m.", "t.a.v."])
def test_an_abbreviation_ends_no_sentence(abbreviation):
    text = f"Wij zien {abbreviation} Utrecht als voorbeeld. Daarna komt Twente."
    assert split(text) == [f"Wij zien {abbreviation} Utrecht als voorbeeld.", "Daarna komt Twente."]


@pytest.mark.parametrize("abbreviation", ["d.w.z.", "m.a.w.", "a.u.b."])
def test_a_common_abbreviation_before_a_capital_ends_no_sentence(abbreviation):
    assert len(sentences(f"Wij zien {abbreviation} Utrecht als voorbeeld.")) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wat kost het? Niets! Echt waar.", ["Wat kost het?", "Niets!", "Echt waar."]),
        ("Het kost € 1.500. Dat is veel.", ["Het kost € 1.500.", "Dat is veel."]),
        ("Mail J. de Vries. Zij helpt u.", ["Mail J. de Vries.", "Zij helpt u."]),
        ("1. Meld u aan. Dat kan online.", ["1. Meld u aan.", "Dat kan online."]),
        ("Zij zei: “Kom maar.” Hij kwam.", ["Zij zei: “Kom maar.”", "Hij kwam."]),
        ("Zonder punt aan het eind", ["Zonder punt aan het eind"]),
        ("Zie www.utwente.nl/pro-u voor meer. Of bel.", ["Zie www.utwente.nl/pro-u voor meer.", "Of bel."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, expected):
    assert split(text) == expected


def test_a_line_end_always_ends_a_sentence():
    assert split("# Kosten\nHet kost niets.\n\n- een item") == ["# Kosten", "Het kost niets.", "- een item"]


def test_an_empty_text_has_no_sentences_words_or_terms():
    assert sentences("") == [] == sentences(" \n ")
    assert words("") == [] == terms("")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("opleiding", "opleidingen"),
        ("lerarenopleiding", "lerarenopleidingen"),
        ("leerling", "leerlingen"),
        ("vergoeding", "vergoedingen"),
        ("1.500", "1500"),
        ("prijs", "prijzen"),
        ("brief", "brieven"),
        ("bewijs", "bewijzen"),
    ],
)
def test_forms_of_one_word_share_a_stem(one, other):
    assert stem(one) == stem(other)


def test_a_decimal_is_not_a_thousand():
    assert stem("1.50") != stem("150")
    assert stem("1.500") == "1500"


def test_words_that_differ_keep_their_own_stem():
    assert len({stem(word) for word in ("leraar", "leerling", "school", "student")}) == 4


def test_accents_capitals_and_soft_hyphens_make_no_difference():
    assert terms("REÜNIE") == terms("reunie") == terms("re\u00adünie")
    assert fold("Privé") == "prive"


def test_a_hyphenated_word_is_found_with_and_without_hyphen_and_by_its_part():
    found = terms("zij-instroom")
    assert found[0] == terms("zijinstroom")[0]
    assert terms("instroom")[0] in found


def test_an_address_is_one_word_and_its_parts_are_terms():
    assert words("Mail naar pro-u@utwente.nl.") == ["mail", "naar", "pro-u@utwente.nl"]
    assert {"pro-u@utwente.nl", "utwente"} <= set(terms("pro-u@utwente.nl"))


def test_stop_words_are_no_terms():
    assert terms("wat is het van de") == []
    assert {"de", "het", "een"} <= STOPWORDS


def test_no_abbreviation_is_written_with_its_last_full_stop():
    assert not [word for word in ABBREVIATIONS if word.endswith(".") or word != word.lower()]


def test_a_note_mark_is_no_part_of_a_word_or_number():
    assert words("In 2023² tekende Kattenbroek¹, met 60³⁴ anderen.") == ["in", "2023", "tekende", "kattenbroek", "met", "60", "anderen"]
    assert terms("het convenant¹ van 2023²") == terms("het convenant van 2023")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dat was in 2023.² Daarna niet meer.", ["Dat was in 2023.²", "Daarna niet meer."]),
        ("Dat was in Kattenbroek¹. Daarna niet meer.", ["Dat was in Kattenbroek¹.", "Daarna niet meer."]),
        ("Zie art.³ Daar staat het.", ["Zie art.³ Daar staat het."]),
        ("Hij zei: “Kom.”¹² Zij kwam.", ["Hij zei: “Kom.”¹²", "Zij kwam."]),
    ],
)
def test_a_note_mark_behind_a_sentence_belongs_to_it(text, expected):
    assert split(text) == expected


@pytest.mark.parametrize(
    ("read", "piece"),
    [
        (sentences, "Zin een. "),
        (sentences, "De student volgt in dit jaar twee vakken op de hogeschool. "),
        (sentences, "!"),
        (sentences, "."),
        (words, "_"),
        (words, "."),
    ],
    ids=["short sentences", "sentences", "exclamation marks", "dots", "underscores", "only dots"],
)
def test_a_long_line_takes_linear_time(read, piece, growth):
    assert growth(lambda size: read(piece * (size // len(piece)) + "x"), 6_000) < 3
