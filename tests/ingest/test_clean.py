"""Lines of pages become blocks of running text."""

import pytest

from ingest.clean import Line, clean_pages, join_lines, tidy, visible_hyphens
from ingest.document import BlockKind

TOPICS = ("aanmelden en inschrijven", "kosten en vergoeding", "begeleiding op school", "afronding van het traject", "klachten en bezwaar")


def page(*texts: str, number: int = 1, size: float = 10.0, font: str = "Serif") -> list[Line]:
    return [Line(text, number, size, font) for text in texts]


def texts(*pages: list[Line]) -> list[str]:
    return [block.text for block in clean_pages(pages).blocks]


def kinds(*pages: list[Line]) -> list[tuple[str, str]]:
    return [(str(block.kind), block.text) for block in clean_pages(pages).blocks]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("een hoog ni-", "veau", "een hoog niveau"),
        ("een zij-", "instromer", "een zij-instromer"),
        ("Zij-", "instroom", "Zij-instroom"),
        ("een zij-instroom-", "traject", "een zij-instroomtraject"),
        ("de voor-", "en nadelen", "de voor- en nadelen"),
        ("de voor- en na-", "delen", "de voor- en nadelen"),
        ("in- of uit-", "stroom", "in- of uitstroom"),
        ("de PABO-", "student", "de PABO-student"),
        ("een mbo-", "docent", "een mbo-docent"),
        ("een 25-", "jarige", "een 25-jarige"),
        ("Noord-", "Holland", "Noord-Holland"),
        ("een soft\u00ad", "hyphen", "een softhyphen"),
        ("een zij\u00ad", "instromer", "een zij-instromer"),
        ("zo-", "als dat kan", "zoals dat kan"),
        ("even-", "als vorig jaar", "evenals vorig jaar"),
        ("zowel voor-", "als nadelen", "zowel voor- als nadelen"),
        ("leraren en/", "of docenten", "leraren en/of docenten"),
        ("zie www.utwente.nl/", "pro-u", "zie www.utwente.nl/pro-u"),
        ("een gewone", "regel", "een gewone regel"),
        ("dat is – kort –", "gezegd", "dat is – kort – gezegd"),
    ],
)
def test_a_word_broken_at_the_line_end_is_made_whole(first, second, whole):
    assert join_lines(first, second) == whole


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("het pro-", "gramma", "het programma"),
        ("een pre-", "sentatie", "een presentatie"),
        ("een ho-", "gere inschaling", "een hogere inschaling"),
        ("een po-", "sitie", "een positie"),
        ("het vo-", "rige jaar", "het vorige jaar"),
        ("een wo-", "ning", "een woning"),
    ],
)
def test_a_first_syllable_that_is_also_an_abbreviation_is_joined(first, second, whole):
    assert join_lines(first, second) == whole


@pytest.mark.parametrize(
    ("text", "visible"),
    [
        ("een zij\u00adinstromer", "een zij-instromer"),
        ("in 2024\u00ad2025", "in 2024-2025"),
        ("een hoog ni\u00adveau", "een hoog niveau"),
        ("een hoog ni\u00ad", "een hoog ni\u00ad"),
    ],
)
def test_a_soft_hyphen_between_parts_that_are_no_word_is_a_hyphen(text, visible):
    assert visible_hyphens(text) == visible


@pytest.mark.parametrize(
    "read",
    [lambda size: visible_hyphens("a" * size), lambda size: join_lines("www." * (size // 4) + "x", "en")],
    ids=["letters", "addresses"],
)
def test_a_long_line_takes_linear_time(read, growth):
    assert growth(read, 6_000) < 3


def test_tidy_leaves_one_space_and_no_control_characters():
    assert tidy("in 201\u20603 \u2060.") == "in 201\u20603 ."
    assert tidy("\u202eteim\u202c \u2066x\u2069 a\x9b31m\x85b en\x0bnu\x7f") == "teim x a31m b en nu"
    assert tidy("\ufeff een\u00a0\u200b  regel\nen\tnog \x07een ") == "een regel en nog een"


def test_lines_of_one_paragraph_become_one_block():
    lines = page("De opleiding duurt twee jaar en leidt op tot een", "bevoegdheid voor het hele voortgezet onderwijs in", "Nederland.")
    expected = "De opleiding duurt twee jaar en leidt op tot een bevoegdheid voor het hele voortgezet onderwijs in Nederland."
    assert texts(lines) == [expected]


def test_a_paragraph_ends_where_the_next_word_would_still_have_fitted():
    lines = page(
        "De opleiding duurt twee jaar.",
        "Dat is kort.",
        "Een nieuwe alinea begint dan op de volgende regel van de tekst",
        "en gaat verder.",
    )
    assert texts(lines) == [
        "De opleiding duurt twee jaar.",
        "Dat is kort.",
        "Een nieuwe alinea begint dan op de volgende regel van de tekst en gaat verder.",
    ]


def test_a_larger_typeface_makes_a_heading_and_the_largest_is_level_one():
    lines = [
        *page("Zij-instroom", size=20),
        *page("Kosten", size=14),
        *page("Het geschiktheidsonderzoek kost vijftienhonderd euro per persoon."),
    ]
    blocks = clean_pages([lines]).blocks
    assert [(block.kind, block.level) for block in blocks] == [(BlockKind.HEADING, 1), (BlockKind.HEADING, 2), (BlockKind.PARAGRAPH, 0)]


def test_a_bold_line_is_a_heading_below_those_that_are_larger():
    lines = [
        *page("Zij-instroom", size=20),
        *page("Wie betaalt?", font="Serif-Bold"),
        *page("Het schoolbestuur betaalt het onderzoek en vraagt subsidie aan."),
    ]
    blocks = clean_pages([lines]).blocks
    assert [(block.kind, block.level) for block in blocks[:2]] == [(BlockKind.HEADING, 1), (BlockKind.HEADING, 2)]


def test_a_heading_that_wraps_after_a_short_word_is_still_a_heading():
    lines = [
        *page("Kosten en", "vergoedingen", size=16),
        *page("Het werkgeversbedrag is vastgesteld op 3.250 euro voor ieder traject."),
    ]
    assert kinds(lines)[0] == ("heading", "Kosten en vergoedingen")


def test_running_heads_and_page_numbers_are_dropped_and_the_numbers_kept_aside():
    pages = [
        page("Studiegids", f"Hier staat alles over {topic} van de opleiding.", str(number + 10), number=number)
        for number, topic in enumerate(TOPICS, start=1)
    ]
    cleaned = clean_pages(pages)
    assert [block.text for block in cleaned.blocks] == [f"Hier staat alles over {topic} van de opleiding." for topic in TOPICS]
    assert cleaned.printed_numbers == {1: "11", 2: "12", 3: "13", 4: "14", 5: "15"}


def test_a_year_in_the_running_head_is_no_page_number():
    pages = [
        page("Studiegids 2025", f"Hier staat alles over {topic} van de opleiding.", str(number + 10), number=number)
        for number, topic in enumerate(TOPICS, start=1)
    ]
    assert clean_pages(pages).printed_numbers == {1: "11", 2: "12", 3: "13", 4: "14", 5: "15"}


def test_a_page_number_inside_a_running_foot_is_read():
    pages = [
        page(f"Hier staat alles over {topic}.", f"Studiegids lerarenopleiding {number + 4}", number=number)
        for number, topic in enumerate(TOPICS, start=1)
    ]
    assert clean_pages(pages).printed_numbers == {1: "5", 2: "6", 3: "7", 4: "8", 5: "9"}


def test_a_head_with_a_changing_chapter_is_dropped():
    body = "Dit hoofdstuk gaat voor alle deelnemers over {}."
    pages = [
        [*page(f"Handboek voor zij-instromers {topic}", number=number, size=7), *page(body.format(topic), number=number)]
        for number, topic in enumerate(TOPICS, start=1)
    ]
    assert texts(*pages) == [body.format(topic) for topic in TOPICS]


@pytest.mark.parametrize("size", [10.9, 16.0])
def test_headings_that_differ_in_a_digit_stay_and_are_no_page_numbers(size):
    pages = [
        [*page(f"Module {number}", number=number + 1, size=size, font="Serif-Bold"), *page(f"Dit gaat over {topic}.", number=number + 1)]
        for number, topic in enumerate(TOPICS, start=1)
    ]
    cleaned = clean_pages(pages)
    assert [block.text for block in cleaned.blocks if block.kind is BlockKind.HEADING] == [f"Module {number}" for number in range(1, 6)]
    assert cleaned.printed_numbers == {}


def test_a_large_head_that_is_the_same_on_all_pages_is_dropped():
    pages = [
        [*page("Studiegids 2025", number=number, size=16), *page(f"Dit gaat over {topic}.", number=number)]
        for number, topic in enumerate(TOPICS)
    ]
    assert texts(*pages) == [f"Dit gaat over {topic}." for topic in TOPICS]


def test_facts_at_the_top_of_pages_stay_though_they_differ_in_a_digit_only():
    facts = [f"Duur van dit traject: {years} jaar." for years in (2, 4, 1, 3, 2)]
    pages = [page(fact, f"Dit gaat over {topic}.", number=number) for number, (fact, topic) in enumerate(zip(facts, TOPICS, strict=True))]
    assert [fact for fact in facts if fact not in "\n".join(texts(*pages))] == []


def test_small_print_that_differs_in_a_digit_is_a_running_head():
    pages = [
        [*page(f"Hoofdstuk {chapter} van de gids", number=number, size=7), *page(f"Dit gaat over {topic}.", number=number)]
        for number, (chapter, topic) in enumerate(zip((1, 1, 2, 3, 3), TOPICS, strict=True))
    ]
    assert texts(*pages) == [f"Dit gaat over {topic}." for topic in TOPICS]


def numbered(*numbers: str) -> list[list[Line]]:
    """Pages with these numbers below them; none where the number is empty."""
    return [
        [*page(f"Alinea {'abcdefghijkl'[i]} gaat over iets anders.", number=i + 1), *([Line(text, i + 1, 10.0, "Serif")] if text else [])]
        for i, text in enumerate(numbers)
    ]


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        (("2025", "2", "3", "4"), {2: "2", 3: "3", 4: "4"}),
        (("2023", "2024", "2025", "2026"), {}),
        (("i", "ii", "1", "2", "3"), {1: "i", 2: "ii", 3: "1", 4: "2", 5: "3"}),
        (("", "", "ix", "X", "xi"), {3: "ix", 4: "X", 5: "xi"}),
        (("41", "42", "43", "", "45"), {1: "41", 2: "42", 3: "43", 5: "45"}),
        (("1", "2", "3", "1", "2", "3"), {1: "1", 2: "2", 3: "3", 4: "1", 5: "2", 6: "3"}),
        (("", "2", "", "", "5", "", "", "", "", ""), {2: "2", 5: "5"}),
        (("", "", "1", "2", "3", "", "", "", "", ""), {}),
        (("120", "44", "31", "15"), {}),
        (("- 1 -", "pagina 2", "3 van 4", "120"), {1: "1", 2: "2", 3: "3"}),
        (("1",), {1: "1"}),
        (("12",), {}),
        (("ic", "iic", "iiic"), {}),
    ],
    ids=[
        "year on the title page",
        "years",
        "Roman first",
        "capitals",
        "ahead",
        "anew",
        "as counted",
        "steps",
        "figures",
        "dressed",
        "one page",
        "one figure",
        "no number",
    ],
)
def test_a_number_is_that_of_a_page_when_it_counts_on_as_pages_do(numbers, found):
    pages = numbered(*numbers)
    cleaned = clean_pages(pages)
    assert cleaned.printed_numbers == found
    left = " ".join(block.text for block in cleaned.blocks)
    stays = [number for i, number in enumerate(numbers, start=1) if number and i not in found]
    assert [number for number in stays if f"anders. {number}" not in left] == []
    assert left.count("anders.") == len(numbers) and len(left.split()) == 6 * len(numbers) + len(stays)


def test_a_figure_at_the_foot_of_a_page_that_has_another_number_stays():
    pages = numbered("1", "2", "3", "4")
    pages[2].insert(1, Line("Totaal 250", 3, 10.0, "Serif"))
    pages[2].insert(2, Line("165", 3, 10.0, "Serif"))
    assert "165" in clean_pages(pages).blocks[2].text + clean_pages(pages).blocks[3].text


def test_a_line_that_comes_back_only_twice_stays():
    pages = [page("Let op de datum", f"Dit gaat over {topic}.", number=number) for number, topic in enumerate(TOPICS[:2], start=1)]
    assert texts(*pages).count("Let op de datum") == 2


def test_a_sentence_that_runs_on_to_the_next_page_is_whole_and_keeps_the_break():
    pages = [
        page("Het bedrag wordt uitbetaald aan de school die de", number=1),
        page("leraar in dienst heeft genomen.", number=2),
    ]
    (block,) = clean_pages(pages).blocks
    assert block.text == "Het bedrag wordt uitbetaald aan de school die de leraar in dienst heeft genomen."
    assert (block.page, block.breaks) == (1, ((block.text.index("leraar"), 2),))


def test_a_word_broken_over_two_pages_is_whole_and_the_break_is_inside_it():
    pages = [page("Dat vraagt om een hoog ni-", number=1), page("veau van werken.", number=2)]
    (block,) = clean_pages(pages).blocks
    assert block.text == "Dat vraagt om een hoog niveau van werken."
    assert block.text[block.breaks[0][0] :] == "veau van werken."


def test_a_sentence_over_three_pages_has_two_breaks():
    pages = [page("Dit begint hier en", number=1), page("gaat dan verder en", number=2), page("eindigt daar.", number=3)]
    (block,) = clean_pages(pages).blocks
    assert [(block.text[at:].split()[0], number) for at, number in block.breaks] == [("gaat", 2), ("eindigt", 3)]


def test_a_sentence_runs_on_over_a_footnote():
    pages = [
        [
            *page("De regeling geldt voor alle scholen die vallen onder de wet en", number=1),
            *page("1 Wet van 5 maart 2020.", number=1, size=7),
        ],
        page("die leraren opleiden.", number=2),
    ]
    expected = ["De regeling geldt voor alle scholen die vallen onder de wet en die leraren opleiden.", "1 Wet van 5 maart 2020."]
    assert texts(*pages) == expected


def row(text: str, number: int) -> Line:
    return Line(text, number, 10.0, "Serif", is_row=True)


def test_a_sentence_runs_on_over_a_table_of_any_length():
    table = [row(f"Vak {letter}\t{letter}", 1) for letter in "abcdefgh"]
    pages = [[*page("Van belang is dat de", number=1), *table], page("student dat zelf doet.", number=2)]
    assert texts(*pages)[0] == "Van belang is dat de student dat zelf doet."
    assert texts(*pages)[1:] == [line.text for line in table]


def test_no_sentence_runs_on_from_a_table():
    pages = [
        [*page("Dit is een hele zin.", number=1), row("Vak\tPlaatsen", 1), row("Wiskunde\t20", 1)],
        page("student dat zelf doet.", number=2),
    ]
    assert texts(*pages) == ["Dit is een hele zin.", "Vak\tPlaatsen", "Wiskunde\t20", "student dat zelf doet."]


def test_a_sentence_with_a_note_mark_behind_it_is_finished():
    assert texts(page("Hier eindigt de zin.²", number=1), page("iPads zijn er ook.", number=2)) == [
        "Hier eindigt de zin.²",
        "iPads zijn er ook.",
    ]


def test_a_finished_sentence_is_not_joined_with_the_next_page():
    pages = [page("Hier eindigt de zin.", number=1), page("iPads zijn er ook.", number=2)]
    assert texts(*pages) == ["Hier eindigt de zin.", "iPads zijn er ook."]


def test_each_item_of_a_list_is_a_block_and_a_wrapped_item_is_whole():
    lines = page("Neem mee:", "• een kopie van uw diploma, gewaarmerkt door de", "gemeente;", "• een pasfoto.", "1. Teken het formulier.")
    assert kinds(lines) == [
        ("paragraph", "Neem mee:"),
        ("item", "• een kopie van uw diploma, gewaarmerkt door de gemeente;"),
        ("item", "• een pasfoto."),
        ("item", "1. Teken het formulier."),
    ]


def test_a_dash_in_a_sentence_begins_no_item():
    lines = page("De begeleider van de school ziet dat iedere week", "– ook in de vakantie – gebeuren.")
    assert texts(lines) == ["De begeleider van de school ziet dat iedere week – ook in de vakantie – gebeuren."]


def test_each_line_with_a_label_and_a_value_is_a_block():
    lines = page("Telefoon: 053 489 98 89", "E-mail: pro-u@utwente.nl", "Website: utwente.nl/pro-u", "Contactpersoon: mevrouw Jansen")
    assert len(texts(lines)) == 4


def test_a_label_alone_takes_the_line_below_as_its_value():
    assert texts(page("Studielast:", "60 EC", "Dit is de eerste gewone alinea van een tekst over de opleiding tot leraar.")) == [
        "Studielast: 60 EC",
        "Dit is de eerste gewone alinea van een tekst over de opleiding tot leraar.",
    ]


def test_each_line_of_a_timetable_is_a_block():
    assert texts(page("10:00 Inloop", "10:30 Opening door de rector", "12:00 Lunch")) == [
        "10:00 Inloop",
        "10:30 Opening door de rector",
        "12:00 Lunch",
    ]


def test_a_sentence_goes_on_with_a_time():
    lines = page("De voorlichting begint op dinsdag 4 maart om", "19.30 uur in de aula van het provinciehuis.")
    assert texts(lines) == ["De voorlichting begint op dinsdag 4 maart om 19.30 uur in de aula van het provinciehuis."]


def test_a_table_of_contents_with_leaders_is_left_out():
    assert texts(page("Kosten . . . . . . . . . . . . 12", "De opleiding kost niets voor wie in dienst is bij een school.")) == [
        "De opleiding kost niets voor wie in dienst is bij een school."
    ]


def test_no_pages_give_no_blocks():
    assert clean_pages([]).blocks == []


def test_a_heading_that_ends_in_a_small_word_does_not_swallow_the_text_below_it():
    heading = Line("De expeditie gaat niet door", 1, 12.0, "Sans-Bold")
    body = [Line("De expeditie is geschrapt omdat te weinig scholen zich", 1, 10.0, "Sans"), Line("hadden aangemeld.", 1, 10.0, "Sans")]
    assert [block.kind for block in clean_pages([[heading, *body]]).blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_a_large_heading_may_hold_a_colon():
    heading = Line("Pre-U: middelbare school", 1, 14.0, "Sans-Bold")
    body = [Line("Hier leren leerlingen op de middelbare school meer over techniek.", 1, 10.0, "Sans")]
    assert clean_pages([[heading, *body]]).blocks[0].kind is BlockKind.HEADING


def test_a_label_goes_with_the_value_below_it_and_not_with_the_line_above():
    lines = [
        Line(text, 1, 10.0, "Sans") for text in ("Studiereis: margriet@example.org", "Samen professionaliseren:", "jolijn@example.org")
    ]
    assert [block.text for block in clean_pages([lines]).blocks] == [
        "Studiereis: margriet@example.org",
        "Samen professionaliseren: jolijn@example.org",
    ]


def test_a_bold_line_with_a_colon_is_a_heading_and_a_label_is_not():
    def kinds(text: str, font: str) -> BlockKind:
        body = [Line("Hier staat een hele zin over het onderwerp van dit blok tekst.", 1, 10.0, "Sans")]
        return clean_pages([[Line(text, 1, 10.0, font), *body]]).blocks[0].kind

    assert kinds("Scheikunde: vakdidactiek", "Sans-Bold") is BlockKind.HEADING
    assert kinds("PROJECTLEIDER: LOTTE BAKKER", "Sans-Bold") is BlockKind.PARAGRAPH
    assert kinds("Kosten: de helft", "Sans-Italic") is BlockKind.PARAGRAPH


def at(text: str, y: float, *, x: float = 50, font: str = "Sans") -> Line:
    return Line(text, 1, 10.0, font, x=x, y=y)


BODY = at("Hier staat een hele zin over het onderwerp van dit blok tekst.", 600)


def test_a_row_of_a_table_is_a_block_by_itself():
    rows = [Line(text, 1, 14.0, "Sans-Bold", is_row=True) for text in ("Vak\tBedrag en", "van wie\tiedereen")]
    assert kinds([*rows, BODY]) == [("row", "Vak\tBedrag en"), ("row", "van wie\tiedereen"), ("paragraph", BODY.text)]


def test_a_line_below_a_row_does_not_go_on_with_it():
    assert kinds([Line("Vak\tkosten van", 1, 10.0, "Sans", is_row=True), at("de opleiding", 688)])[1] == ("paragraph", "de opleiding")


@pytest.mark.parametrize(("x", "blocks"), [(50, 2), (60, 1)])
def test_an_item_ends_where_a_full_line_begins_as_far_left_as_its_mark(x, blocks):
    item, after = "• een brief van uw bestuur, met handtekening.", "Het loket antwoordt binnen vier weken op uw."
    assert len(texts([at(item, 700), at(after, 688, x=x)])) == blocks


@pytest.mark.parametrize(("down", "blocks"), [(12, 1), (17, 1), (18, 2)])
def test_a_paragraph_ends_where_the_next_line_stands_further_down(down, blocks):
    first, after = "Dit is een alinea die de regel geheel vult.", "Het loket antwoordt binnen vier weken op u."
    assert len(texts([at(first, 700), at(after, 700 - down)])) == blocks


def test_a_sentence_goes_on_over_a_wide_gap():
    lines = [at("De regeling geldt voor alle scholen waar", 700), at("leraren werken.", 670)]
    assert texts(lines) == ["De regeling geldt voor alle scholen waar leraren werken."]


@pytest.mark.parametrize(("down", "x", "headings"), [(12, 50, 1), (17, 50, 1), (18, 50, 2), (12, 90, 2)])
def test_a_heading_goes_on_right_below_its_first_line(down, x, headings):
    lines = [at("Wat u meestuurt", 700, font="Sans-Bold"), at("Zij-instroom en Lerarenbeurs", 700 - down, x=x, font="Sans-Bold")]
    found = [text for kind, text in kinds([*lines, BODY]) if kind == "heading"]
    assert found == (["Wat u meestuurt Zij-instroom en Lerarenbeurs"] if headings == 1 else [line.text for line in lines])


def test_a_heading_that_asks_is_not_joined_with_the_heading_below_it():
    lines = [at("Wat kost het?", 700, font="Sans-Bold"), at("Wie dat betaalt", 688, font="Sans-Bold"), BODY]
    assert [text for kind, text in kinds(lines) if kind == "heading"] == ["Wat kost het?", "Wie dat betaalt"]


def test_a_heading_has_at_most_three_lines():
    numbers = ("een", "twee", "drie", "vier")
    lines = [Line(f"Regel {number} van de kop", 1, 14.0, "Sans-Bold", x=50, y=712 - 16 * i) for i, number in enumerate(numbers)]
    found = [text for kind, text in kinds([*lines, BODY, at(BODY.text, 580)]) if kind == "heading"]
    assert found == ["Regel een van de kop Regel twee van de kop Regel drie van de kop", "Regel vier van de kop"]


def test_a_heading_over_two_lines_may_be_longer_than_a_line():
    first = "Flexibele routes naar het leraarschap in Overijssel en Gelderland voor mensen uit"
    second = "Techniek en Zorg die al lang voor de klas staan"
    lines = [at(first, 700, font="Sans-Bold"), at(second, 688, font="Sans-Bold"), BODY, *(at(BODY.text, y) for y in (580, 560, 540))]
    assert kinds(lines)[0] == ("heading", f"{first} {second}")


def test_a_line_that_ends_in_a_slash_goes_on_with_a_small_letter_only():
    assert texts([at("Dit geldt voor leraren/", 700), at("docenten van de school.", 688), BODY])[0] == (
        "Dit geldt voor leraren/docenten van de school."
    )
    assert texts([at("Meer staat op utwente.nl/", 700), at("Docenten van de school zijn er ook.", 688), BODY])[0] == (
        "Meer staat op utwente.nl/"
    )


def test_a_name_with_a_colon_in_the_middle_of_a_sentence_is_no_label():
    lines = [at("De opleiding is er voor iedereen die werkt naast school", 700), at("Saxion: daar is zij ooit begonnen.", 688)]
    assert len(texts(lines)) == 1


def test_a_label_begins_a_block_behind_a_label_that_fills_the_line():
    lines = [at("Aanvang: de opleiding begint elk jaar in september weer", 700), at("Duur: twee jaar", 688)]
    assert texts(lines) == [line.text for line in lines]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("Het aspirant-", "partnerschap meldt zich aan.", "Het aspirant-partnerschap meldt zich aan."),
        ("De aspirant-", "fase duurt vier jaar.", "De aspirantfase duurt vier jaar."),
        ("Wie Corona-", "Melder heeft, krijgt bericht.", "Wie CoronaMelder heeft, krijgt bericht."),
        ("Wie bij Noord-", "Holland hoort, krijgt bericht.", "Wie bij Noord-Holland hoort, krijgt bericht."),
    ],
)
def test_a_broken_word_is_written_as_elsewhere_in_the_document(first, second, whole):
    said = page("Alle aspirant-partnerschappen doen mee aan de aspirantfase.", "Er is ook CoronaMelder.")
    assert whole in texts(said, page(first, second, number=2))


def test_co_keeps_its_hyphen_unless_it_is_part_of_a_word():
    assert join_lines("van co-", "ouders") == "van co-ouders"
    assert join_lines("een co-", "llega") == "een collega"


def test_a_hyphen_behind_a_digit_stays():
    assert join_lines("een COVID-19-", "test") == "een COVID-19-test"


def test_requirements_with_a_code_are_items():
    lines = page("F1. De app vraagt om toestemming.", "F2. Zonder die toestemming werkt de app niet.", "Q23. De app kent uw plaats niet.")
    assert [kind for kind, _ in kinds(lines)] == ["item", "item", "item"]


def test_the_number_of_an_article_begins_no_item():
    lines = page("o de opleiding wordt door het Rijk bekostigd, zoals staat in (art.", "1. onder b van de regeling).")
    assert texts(lines) == ["o de opleiding wordt door het Rijk bekostigd, zoals staat in (art. 1. onder b van de regeling)."]


def test_each_note_at_the_foot_is_a_block():
    notes = page(
        "¹ Kwaliteitskader van het platform voor samen opleiden (platform.nl)", "² Staatscourant 2024, 18763 (overheid.nl)", size=7
    )
    assert texts([*page("De regeling geldt voor alle scholen.¹ En voor opleidingen.²"), *notes])[1:] == [line.text for line in notes]


def test_rows_of_a_form_that_fills_pages_are_no_running_heads():
    form = [page(*["Naam", "Plaats", "Functie"] * 4, number=number) for number in range(1, 6)]
    assert sum(text.count("Naam") for text in texts(*form)) == 20


def test_a_broken_word_goes_on_though_a_figure_follows_a_colon():
    lines = page("Samen leidde dat tot een afname van het reproductie-", "getal R met 12,7%: 6,0% door testen en 0,3% door de app.")
    assert texts(lines) == ["Samen leidde dat tot een afname van het reproductiegetal R met 12,7%: 6,0% door testen en 0,3% door de app."]


def test_a_title_of_which_the_first_words_are_bold_is_one_heading():
    title = [
        Line("Protocol", 1, 20.0, "Sans-Bold"),
        Line("behorend bij de", 1, 20.0, "Sans"),
        Line("Regeling stages 2025", 1, 20.0, "Sans"),
    ]
    assert kinds([*title, *page("Dit protocol is gemaakt voor alle scholen in de regio.")])[0] == (
        "heading",
        "Protocol behorend bij de Regeling stages 2025",
    )


def test_the_last_word_of_a_large_heading_may_have_two_letters():
    lines = [
        Line("3 Model voor het rapport bij de Regeling stages zorg", 1, 14.0, "Sans", x=20, y=700),
        Line("II", 1, 14.0, "Sans", x=80, y=683),
        *page("Hier staat de tekst van het hoofdstuk, die breder is dan de titel erboven."),
    ]
    assert kinds(lines)[0] == ("heading", "3 Model voor het rapport bij de Regeling stages zorg II")


def test_an_address_on_the_next_line_goes_on_with_the_sentence():
    lines = page("Het formulier voor een aanvraag staat bekend gemaakt op de website", "https://www.voorbeeld.nl/regeling")
    assert texts(lines) == ["Het formulier voor een aanvraag staat bekend gemaakt op de website https://www.voorbeeld.nl/regeling"]


def test_a_sum_behind_a_colon_goes_on_with_the_sentence():
    lines = page("De minister stelt het bedrag vast. In dit geval dient de volgende", "berekening te worden gemaakt: 24 + 5 = 29.")
    assert len(texts(lines)) == 1


@pytest.mark.parametrize(
    ("first", "second", "blocks"),
    [
        ("die nummers blijven na het vaststellen gelijk;", "eisen die vervallen worden doorgehaald.", 1),
        ("die nummers blijven na het vaststellen gelijk;", "Eisen die vervallen worden doorgehaald.", 2),
        ("die nummers blijven na het vaststellen (zoals:", "de eisen die vervallen) altijd hetzelfde.", 1),
        ("die nummers blijven na het vaststellen gelijk:", "de eisen die vervallen worden doorgehaald.", 2),
    ],
)
def test_a_sentence_goes_on_behind_a_semicolon_and_inside_brackets(first, second, blocks):
    assert len(texts(page("De nummers beginnen met een letter en het is zo dat", first, second))) == blocks


def test_items_without_marks_end_at_their_semicolons():
    items = [
        "machtigen de penvoerder om hen bij de aanvraag te vertegenwoordigen;",
        "stemmen in met de aanvraag van de subsidie door alle scholen samen;",
    ]
    assert texts(page("Ondergetekenden:", *items)) == ["Ondergetekenden:", *items]


def test_labels_of_a_form_that_stand_far_apart_are_a_block_each():
    labels = ["Straat en huisnummer", "Plaats", "Telefoon", "Functie"]
    assert texts([at(label, 700 - 24 * i) for i, label in enumerate(labels)]) == labels


def test_figures_of_a_chart_are_a_block_each():
    figures = [at("1.609 (63%)", 600), at("910 (36%)", 640), at("9 (<1%)", 600)]
    assert texts(figures) == ["1.609 (63%)", "910 (36%)", "9 (<1%)"]


def test_names_below_each_other_in_bold_are_no_headings():
    names = [at(name, 700 - 12 * i, font="Sans-Bold") for i, name in enumerate(("België", "Denemarken", "Duitsland", "Finland"))]
    lines = [*names, *page("Met al deze landen werken wij samen, en dat doen wij graag en vaak.")]
    assert kinds(lines)[:4] == [("paragraph", line.text) for line in names]


def test_an_indented_line_is_as_full_as_the_column_is_wide_from_there():
    wide = at("Deze regel begint links en loopt door tot aan het eind van de rij", 640, x=50)
    lines = [at("Het rapport gaat over 24 + 5 = 29 plaatsen en MBO", 700, x=110), at("BOL voor 10 + 15 plaatsen.", 688, x=110), wide]
    assert texts(lines)[0] == "Het rapport gaat over 24 + 5 = 29 plaatsen en MBO BOL voor 10 + 15 plaatsen."
