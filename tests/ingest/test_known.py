"""What a document is: what people say goes before its file, that before its text; and the text speaks only where it is plain."""

from __future__ import annotations

import pytest

from ingest.document import Block, BlockKind, Document
from ingest.known import Fact, Origin, informed, known, unknown_fields
from ingest.load import load
from ingest.sources import Source

BODY = "Een mentor is een ervaren leraar die elke week met een starter spreekt over zijn lessen."


def block(line: str) -> Block:
    if line.startswith("# "):
        return Block(BlockKind.HEADING, line[2:], level=1)
    return Block(BlockKind.ROW if "\t" in line else BlockKind.PARAGRAPH, line)


def document(*lines: str, path: str = "map/gids.pdf", title: str = "Gids voor starters", **facts) -> Document:
    return Document(path, title, tuple(block(line) for line in lines), **facts)


def test_what_people_wrote_goes_before_the_file_and_that_before_the_text():
    lines = ("# Gids voor starters", "Versie 2, 3 maart 2024", BODY)
    source = Source(published="2024-05", title="Startersgids")
    said = known(document(*lines, published="2024-04-01").with_source(source))
    assert (said.published, said.title) == (Fact("2024-05", Origin.SOURCES), Fact("Startersgids", Origin.SOURCES))
    assert known(document(*lines, published="2024-04-01")).published == Fact("2024-04-01", Origin.FILE)
    assert known(document(*lines)).published == Fact("2024-03-03", Origin.TEXT)


def test_of_a_text_that_says_nothing_nothing_is_known():
    facts = known(document(BODY, title="gids"))
    assert set(unknown_fields(facts)) == set(vars(facts))
    assert facts.published == Fact("", Origin.UNKNOWN)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Utrecht, juni 2025", "2025-06"),
        ("Den Haag, 3 maart 2024", "2024-03-03"),
        ("juli 2025", "2025-07"),
        ("Versie 1.2, 3 maart 2024", "2024-03-03"),
        ("Definitieve versie d.d. 14.07.16", "2016-07-14"),
        ("Handleiding aanvragen Publicatie | 27-06-2024", "2024-06-27"),
        ("Laatst bijgewerkt op 1 mei 2026", "2026-05-01"),
        ("NIEUWSBRIEF · mei 2025", "2025-05"),
        ("Nieuwsflits zomer 2025", "2025"),
        ("Door Jan Jansen 6-2-2024", "2024-02-06"),
    ],
)
def test_when_a_text_says_it_was_published(line, published):
    assert known(document("# Gids voor starters", line, BODY)).published == Fact(published, Origin.TEXT)


@pytest.mark.parametrize(
    "line",
    [
        "Aanmelden kan tot 1 maart 2025 bij het loket.",
        "Peildatum: 14 mei 2024",
        "Datum: 31-08-2015 19:30 uur",
        "Versie 1, 31 februari 2025",
        "1 januari 2026\tBegin van de subsidie",
        "De regeling van 6 mei 2009 is vervallen.",
        "De eerste versie was er in mei 2023, de tweede in juli 2024.",
    ],
)
def test_a_date_that_is_of_something_else_is_not_when_it_was_published(line):
    assert known(document("# Gids voor starters", line, BODY)).published.value == ""


def test_two_dates_of_publication_are_none():
    assert known(document("# Gids", "Versie 1, 3 maart 2024", "Versie 2, 4 april 2024", BODY)).published.value == ""


def test_a_colophon_far_on_counts_and_running_text_there_does_not():
    middle = [f"{BODY} {at}" for at in range(60)]
    assert known(document("# Gids", *middle, "# Colofon", "Utrecht, juni 2025", *middle)).published.value == "2025-06"
    assert known(document("# Gids", *middle, "# Verder", "Utrecht, juni 2025", *middle)).published.value == ""


def test_a_file_that_is_years_older_than_its_title_or_text_says_nothing_of_when():
    assert known(document(BODY, title="Aanvraagformulier scholing 2025", published="2020-08-13")).published.value == ""
    assert known(document(BODY, title="Aanvraagformulier scholing 2025", published="2024-08-13")).published.value == "2024-08-13"
    assert known(document("Versie d.d. 14 juli 2016", BODY, published="2018-09-30")).published.value == ""


@pytest.mark.parametrize(
    ("lines", "title", "years"),
    [
        ((BODY,), "Studiegids studiejaar 2025-2026", "2025-2026"),
        (("Geldig voor academiejaar 2016-2017", BODY), "Stagereglement", "2016-2017"),
        ((BODY, "In schooljaar 25/26 begint het.", "Voor het schooljaar 2025-2026 geldt dit."), "Gids", "2025-2026"),
        ((BODY, "Voor de schooljaren 2024-2025, 2025-2026 en 2026-2027 is er geld."), "Gids", ""),
        ((BODY, "Na schooljaar 2023-2024 is het gestopt."), "Gids", ""),
        (("Schooljaar 2025-2026", "In schooljaar 2024-2025 was het anders."), "Gids", ""),
        ((BODY,), "Regeling scholen 2013-2016", ""),
    ],
)
def test_the_school_year(lines, title, years):
    assert known(document("# Begin", *lines, title=title)).school_year.value == years


ARTICLES = ("Artikel 1 Begrippen", "Artikel 2 Doel", "Artikel 3 Bedragen")


@pytest.mark.parametrize(
    ("lines", "title", "until"),
    [
        ((*ARTICLES, "Deze regeling gaat in op 1 mei 2009 en vervalt met ingang van 1 juli 2017."), "Regeling beurs", "2017-06-30"),
        (("Deze regeling vervalt met ingang van 1 juli 2017.",), "Brochure over de lerarenbeurs", ""),
        (("Geldig tot en met 31 juli 2026",), "Gids", "2026-07-31"),
        (("Geldig voor schooljaar 2025-2026",), "Gids", "2026-07"),
        (("Geldig voor academiejaar 2025-2026",), "Gids", "2026-08"),
        (("Dit document is geldig tot 1 september 2026.",), "Gids", "2026-08-31"),
        (("Deze gids blijft geldig tot en met 1 september 2026.",), "Gids", "2026-09-01"),
        (("Deze gids is geldig tot 31 februari 2026.",), "Gids", ""),
        (("Dit document eindigt op 31 februari 2026.",), "Gids", ""),
        (("Uw verklaring is geldig tot en met 31 juli 2026.",), "Gids", ""),
        (("Aanvragen kan tot en met 31 juli 2026.",), "Gids", ""),
        ((*ARTICLES, "Artikel 5 vervalt met ingang van 1 juli 2017."), "Regeling lerarenbeurs", ""),
    ],
)  # fmt: skip
def test_until_when_it_says_it_is_valid(lines, title, until):
    assert known(document("# Begin", *lines, title=title)).valid_until.value == until


@pytest.mark.parametrize(
    ("title", "lines", "kind"),
    [
        ("Informatiebrochure zij-instroom", (BODY,), "brochure"),
        ("Pro-U en het assessmentcentrum", ("INFORMATIEBROCHURE", BODY), "brochure"),
        ("Stagereglement", (BODY,), "reglement"),
        ("Regeling lerarenbeurs", ARTICLES, "regeling"),
        ("Subsidieregeling Brugfunctionaris", (BODY,), ""),
        ("Aanvraagformulier Subsidieregeling Scholing", (BODY,), "formulier"),
        ("Toelichting formulier subsidieaanvraag", (BODY,), ""),
        ("Over het formulier", (BODY,), ""),
        ("Samenwerkingsovereenkomst scholen", (BODY,), "overeenkomst"),
        ("Veelgestelde vragen over leraar worden", (BODY,), "veelgestelde vragen"),
        ("Leren in de regio", ("In deze nieuwsbrief leest u meer.", "Deel deze nieuwsbrief gerust."), "nieuwsbrief"),
        ("Leren in de regio", ("Lees het ook in deze nieuwsbrief.",), ""),
    ],
)
def test_the_kind(title, lines, kind):
    assert known(document("# Begin", *lines, title=title)).kind.value == kind


def test_a_web_page_is_one_where_it_is_nothing_else():
    assert known(document(BODY, path="pagina.html")).kind.value == "webpagina"
    assert known(document(BODY, path="pagina.html", title="Veelgestelde vragen")).kind.value == "veelgestelde vragen"


@pytest.mark.parametrize(
    ("line", "audience"),
    [
        ("Deze gids is bedoeld voor docenten en schoolleiders in de regio.", "docent, medewerker"),
        ("BROCHURE VOOR ZIJ-INSTROMERS EN HUN ADVISEURS", "zij-instromer, medewerker"),
        ("Voor leraren en andere mensen die in het basisonderwijs werken.", "docent"),
        ("Er is subsidie voor docenten.", ""),
        ("# Voor docenten", ""),
    ],
)
def test_the_audience(line, audience):
    assert known(document("# Gids voor starters", line, BODY)).audience.value == audience


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("Het primair onderwijs heeft leraren nodig. " * 8, "po"),
        ("Het primair onderwijs en het voortgezet onderwijs. " * 4, "po, vo"),
        ("Het primair onderwijs heeft leraren nodig. " * 3, ""),
        ("Het po, het vo en het mbo werken samen. " * 4, ""),
        ("De PO-Raad en de VO-raad werken samen. " * 8, ""),
    ],
)
def test_the_sector(text, sector):
    assert known(document("# Gids", text)).sector.value == sector


@pytest.mark.parametrize(
    ("title", "text", "region"),
    [
        ("Zij-instroom in Twente", BODY, "Twente"),
        ("Jaarverslag Universiteit Utrecht", BODY, ""),
        ("Scholen in Zwolle en Deventer", BODY, ""),
        ("Gids", "Scholen in Utrecht werken samen. " * 9, "Utrecht"),
        ("Gids", "Scholen in Utrecht, Leiden en Delft werken samen. " * 9, ""),
    ],
)
def test_the_region(title, text, region):
    assert known(document("# Begin", text, title=title)).region.value == region


@pytest.mark.parametrize(
    ("lines", "publisher"),
    [
        (("Dit is een uitgave van het Onderwijsloket Oost, 2025.",), "Onderwijsloket Oost"),
        (("© 2024 Stichting Leerkracht",), "Stichting Leerkracht"),
        (("Dienst Uitvoering Subsidies aan Instellingen", BODY), "Dienst Uitvoering Subsidies aan Instellingen"),
        (("Universiteit Twente", "Hogeschool Saxion", BODY), ""),
        (("Vereniging Hogescholen, Den Haag, januari 2012", BODY), ""),
        (("De dienst is open.", "Naverteld, geen uitgave van de instelling."), ""),
    ],
)
def test_the_publisher(lines, publisher):
    assert known(document("# Gids voor starters", *lines)).publisher.value == publisher


@pytest.mark.parametrize(
    ("lines", "contact"),
    [
        (("# Contact", "Mail loket@voorbeeld.nl of bel 053 489 6913."), "loket@voorbeeld.nl, 053 489 6913"),
        (("Heeft u vragen? Neem contact op via loket@voorbeeld.nl.",), "loket@voorbeeld.nl"),
        (("# Contact", "Mail loket@voorbeeld,nl."), ""),
        (("# Contact", "Mail a@voorbeeld.nl of b@voorbeeld.nl."), ""),
        (("Jan kreeg post van piet@voorbeeld.nl en lachte.",), ""),
    ],
)
def test_the_contact(lines, contact):
    assert known(document("# Gids voor starters", BODY, *lines)).contact.value == contact


@pytest.mark.parametrize(
    ("title", "lines", "found"),
    [
        ("Gids voor starters", ("# Gids voor starters", BODY), "Gids voor starters"),
        ("Microsoft Word - Gids voor starters.docx", ("# Welkom", BODY), "Gids voor starters"),
        ("000_cd612d6f", ("# Over het akkoord", BODY), "Over het akkoord"),
        ("Inhoud", ("Accountantsprotocol bij de regeling stages", "# Inhoud", BODY), "Accountantsprotocol bij de regeling stages"),
        ("Dienst Uitvoering", ("# Dienst Uitvoering", "# Subsidieregeling Scholing", BODY), "Subsidieregeling Scholing"),
        ("DUS-I RSO", ("# DUS-I", "# Subsidieregeling Scholing", BODY), "Subsidieregeling Scholing"),
        ("Naar de klas", ("# INFORMATIEBROCHURE", "# Naar de klas", BODY), "Naar de klas"),
        ("001", ("# NIEUWSFLITS · ZOMER 2025", "# Utrecht Leert", "# Nieuwsbrief van de regio"), "Utrecht Leert"),
        ("Handleiding vestigingen Publicatie | 18-06-2024", (BODY,), "Handleiding vestigingen"),
        ("Regeling van 6 mei", ("Deze regeling wordt aangehaald als: Regeling beurs 2009–2017. Zij gaat in.",), "Regeling beurs 2009–2017"),
        ("De opdrachten", ("Start les (5 min)", BODY, "# De opdrachten"), ""),
        ("Inleiding", ("# Inleiding", BODY), ""),
        ("001", ("# Dienst Uitvoering", "# Overeenkomst regeling scholing (hierna: de regeling)", BODY), "Overeenkomst regeling scholing"),
        ("001", ("Ministerie van Volksgezondheid,", "# Welzijn en Sport", BODY), ""),
        ("gids", (BODY,), ""),
        ("Gids", ("# Gids", BODY, "# Kosten", BODY), "Gids"),
    ],
)  # fmt: skip
def test_the_title(title, lines, found):
    assert known(document(*lines, title=title)).title.value == found


def test_only_what_is_certain_goes_into_answers(tmp_path):
    (tmp_path / "gids.md").write_text("# Gids\n\nUtrecht, juni 2025\n\nGeldig tot en met 31 juli 2026\n\n" + "Het primair onderwijs. " * 9)
    read = informed(load(tmp_path / "gids.md", "gids.md"))
    assert (read.published, read.source.valid_until) == ("2025-06", "2026-07-31")
    assert (read.source.sector, read.source.region, read.source.kind) == ((), "", "")
    assert known(load(tmp_path / "gids.md", "gids.md")).sector.value == "po"


def test_a_title_that_is_not_certain_stays_rather_than_none():
    assert informed(document(BODY, title="gids")).title == "gids"


def test_a_long_title_is_cut_for_answers_alone():
    title = "Accountantsprotocol behorend bij de Subsidieregeling stageplaatsen zorg over studiejaar 2022/2023 en studiejaar 2023/2024"
    read = document("# Begin", BODY, title=title)
    assert (known(read).title.value, known(read).school_year.value) == (title, "")
    assert len(informed(read).title) <= 112 and informed(read).title.endswith(" …")
