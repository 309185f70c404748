"""What a document is: what people say goes before its file, that before its text; and the text speaks only where it is plain."""

from __future__ import annotations

from ingest.known import Fact, Origin, informed, known, unknown_fields
from ingest.load import load
from ingest.sources import Source

BODY = "Een mentor is een ervaren leraar die elke week met een starter spreekt over zijn lessen."


def test_what_people_wrote_goes_before_the_file_and_that_before_the_text(document):
    lines = ("# Gids voor starters", "Versie 2, 3 maart 2024", BODY)
    source = Source(published="2024-05", title="Startersgids")
    said = known(document(*lines, published="2024-04-01").with_source(source))
    assert (said.published, said.title) == (Fact("2024-05", Origin.SOURCES), Fact("Startersgids", Origin.SOURCES))
    assert known(document(*lines, published="2024-04-01")).published == Fact("2024-04-01", Origin.FILE)
    assert known(document(*lines)).published == Fact("2024-03-03", Origin.TEXT)


def test_of_a_text_that_says_nothing_nothing_is_known(document):
    facts = known(document(BODY, title="gids"))
    assert set(unknown_fields(facts)) == set(vars(facts))
    assert facts.published == Fact("", Origin.UNKNOWN)


def test_only_what_is_certain_goes_into_answers(tmp_path):
    (tmp_path / "gids.md").write_text("# Gids\n\nUtrecht, juni 2025\n\nGeldig tot en met 31 juli 2026\n\n" + "Het primair onderwijs. " * 9)
    read = informed(load(tmp_path / "gids.md", "gids.md"))
    assert (read.published, read.source.valid_until) == ("2025-06", "2026-07-31")
    assert (read.source.sector, read.source.region, read.source.kind) == ((), "", "")
    assert known(load(tmp_path / "gids.md", "gids.md")).sector.value == "po"


def test_a_title_that_is_not_certain_stays_rather_than_none(document):
    assert informed(document(BODY, title="gids")).title == "gids"


def test_a_long_title_is_cut_for_answers_alone(document):
    title = "Accountantsprotocol behorend bij de Subsidieregeling stageplaatsen zorg over studiejaar 2022/2023 en studiejaar 2023/2024"
    read = document("# Begin", BODY, title=title)
    assert (known(read).title.value, known(read).school_year.value) == (title, "")
    assert len(informed(read).title) <= 112 and informed(read).title.endswith(" …")
