"""Two runs compared: what is called better or worse, what chance, and what the reader gets to see."""

from __future__ import annotations

import io
import json
import random
from dataclasses import fields, replace
from itertools import pairwise

import pytest
from rich.console import Console
from typer.testing import CliRunner

from assistant.answer import Answer, Status
from evals.baseline import outcome
from evals.command import cli
from evals.compare import MEASURES, Verdict, compare, in_words, table
from evals.metrics import Marks, figures, marks
from evals.report import NAMES
from evals.significance import holm
from ingest.errors import BronwijsError

WRONG = {"right": False, "why": "de feiten ontbreken", "all_facts": False, "share_of_facts": 0.0}
REFUSED = {"right": False, "why": "onnodig geweigerd", "answered": False, "all_facts": False, "share_of_facts": 0.0, "words": 12}


@pytest.fixture
def run(make_outcome):
    """A run of cases "000", "001" …, those in `worse` with other marks."""

    def make(count=40, worse=range(0), **marks):
        return [make_outcome(f"{i:03d}", **(marks if i in worse else {})) for i in range(count)]

    return make


def printed(comparison):
    console = Console(file=io.StringIO(), width=200)
    console.print(table(comparison))
    return console.file.getvalue()


def test_a_run_compared_with_itself_shows_no_difference_at_all(run):
    found = compare(run(), run())
    assert {figure.verdict for figure in found.figures} == {Verdict.SAME, Verdict.NOT_JUDGED}
    assert all(figure.difference.change == figure.difference.low == figure.difference.high == 0 for figure in found.figures)
    assert (found.won, found.lost, found.fallen, found.only_before, found.only_now) == ([], [], [], (), ())
    assert "Geen enkel cijfer is aantoonbaar slechter" in in_words(found)


def test_what_fell_beyond_chance_is_worse_and_the_other_way_round_better(run):
    good, bad = run(), run(worse=range(12), **WRONG)
    found = compare(good, bad)
    assert {figure.measure.name for figure in found.fallen} == {"right", "all_facts", "share_of_facts"}
    assert found.figure("all_facts").difference.change == -12
    assert found.figure("all_facts").difference.p == 2**-11
    assert found.figure("document").verdict is Verdict.SAME
    assert compare(bad, good).figure("all_facts").verdict is Verdict.BETTER and not compare(bad, good).fallen


def test_a_figure_that_should_be_low_is_worse_when_it_rises(run):
    found = compare(run(), run(worse=range(12), **REFUSED))
    assert found.figure("needless_refusals").verdict is Verdict.WORSE
    flawed = compare(run(), run(worse=range(12), quotes_not_literal=2))
    assert flawed.figure("quotes_not_literal").verdict is Verdict.WORSE
    assert [figure.measure.name for figure in flawed.fallen] == ["quotes_not_literal"]


def test_a_few_changes_may_be_chance(run):
    found = compare(run(), run(worse=range(4), **WRONG))
    assert found.figure("all_facts").verdict is Verdict.CHANCE and not found.fallen
    assert len(found.lost) == 4


def test_as_many_won_as_lost_is_no_difference_but_not_the_same(run):
    found = compare(run(worse=range(5), **WRONG), run(worse=range(5, 10), **WRONG))
    assert found.figure("right").difference.change == 0 and found.figure("right").verdict is Verdict.CHANCE
    assert (len(found.won), len(found.lost)) == (5, 5)


def test_longer_answers_are_neither_better_nor_worse(run):
    found = compare(run(), run(worse=range(40), words=80))
    assert found.figure("mean_words").verdict is Verdict.OTHER and not found.fallen


def test_times_are_shown_and_never_judged(run):
    found = compare(run(), run(worse=range(40), ms=5000.0))
    assert found.figure("median_time").verdict is Verdict.NOT_JUDGED and not found.fallen
    assert "5000 ms" in printed(found)


def test_p_is_corrected_for_the_number_of_figures_that_are_judged(run):
    found = compare(run(), run(worse=range(7), **WRONG))
    differing = [found.figure(name) for name in ("right", "all_facts", "share_of_facts")]
    assert [figure.p for figure in differing] == holm([2**-6] * 3)
    assert found.figure("document").p == 1.0
    both = compare(run(), run(worse=range(6), **REFUSED, dutch=False))
    assert both.figure("dutch").difference.p == 2**-5 < 0.05 <= both.figure("dutch").p and not both.fallen


def test_ten_lost_cases_are_noticed_even_when_every_figure_differs(run):
    flawed = {"document": False, "page": False, "quotes_not_literal": 1, "sentences_uncited": 1, "figures_uncited": 1}
    worse = REFUSED | flawed | {"faults": 1, "statements_supported": 0, "dutch": False}
    assert compare(run(), run(worse=range(10), **worse)).figure("all_facts").verdict is Verdict.WORSE


def test_cases_of_only_one_run_are_named_and_not_compared(run, make_outcome):
    before = [*run(5), make_outcome("oud", right=False), make_outcome("anders", question="Wat kost het?")]
    now = [*run(5), make_outcome("nieuw"), make_outcome("anders", question="Wat kost de reis naar Gent?")]
    found = compare(before, now)
    assert (len(found.pairs), [each.id for each in found.only_before], [each.id for each in found.only_now]) == (
        5,
        ["oud", "anders"],
        ["nieuw", "anders"],
    )
    assert "Alleen in het vorige verslag, niet vergeleken: 2 vragen (oud, anders)" in in_words(found)
    assert "Alleen in dit verslag, niet vergeleken: 2 vragen (nieuw, anders)" in in_words(found)


def test_a_figure_that_one_run_lacks_is_named(run):
    found = compare(run(worse=range(40), figures_uncited=None, ms=None), run())
    assert "Niet vergeleken, want niet in beide verslagen: Getallen en adressen" in in_words(found)
    assert "Tijd" not in in_words(found) + printed(found)


def test_runs_over_other_questions_are_refused(run, make_outcome):
    with pytest.raises(BronwijsError, match="geen enkele vraag staat in beide"):
        compare(run(), [make_outcome("anders")])


def test_the_table_gives_counts_and_says_which_way_is_better(run):
    shown = printed(compare(run(), run(worse=range(12), **WRONG)))
    [(line, below)] = [pair for pair in pairwise(shown.splitlines()) if "Alle feiten" in pair[0]]
    assert "40 van 40" in line and "28 van 40" in line and " -12 " in line and "slechter" in line
    assert " tot -" in below and "p 0.0015" in below


def test_won_and_lost_cases_say_why_before_and_now(run):
    told = in_words(compare(run(worse=[3], **WRONG), run(worse=[7], **REFUSED)))
    assert "Gewonnen: 1 vraag\n  003  Wat kost de reis?\n        de feiten ontbreken → goed" in told
    assert "Verloren: 1 vraag\n  007  Wat kost de reis?\n        goed → onnodig geweigerd" in told


def test_every_figure_of_the_report_is_compared_or_left_out_on_purpose():
    not_compared = {"p95_words", "p95_time", "p95_sentences", "median_sentences"}  # the words tell enough
    own = {"right": None, "not_supported": "supported", "mean_words": "median_words"}
    assert {own.get(measure.name, measure.name) for measure in MEASURES} == {None, *NAMES} - not_compared
    assert all(measure.title for measure in MEASURES)


def test_the_figures_are_those_of_the_report(own_results):
    run = [outcome(result) for result in own_results]
    compared = {figure.measure.name: (figure.difference.now, figure.totals) for figure in compare(run, run).figures}
    reported = {figure.name: figure for figure in figures([result.marks for result in own_results])}
    for name in compared.keys() & reported.keys():
        now, totals = compared[name]
        assert now == pytest.approx(reported[name].value), name
        assert totals is None or totals[1] == reported[name].total, name
    assert compared["not_supported"][0] == reported["supported"].total - reported["supported"].value


def test_the_own_run_compared_with_itself_shows_no_difference_at_all(own_results):
    run = [outcome(result) for result in own_results]
    found = compare(run, run)
    assert {figure.verdict for figure in found.figures} == {Verdict.SAME, Verdict.NOT_JUDGED}
    assert not found.won and not found.lost


def test_one_spoiled_answer_in_twenty_is_noticed(own_results, own_corpus):
    right = [i for i, result in enumerate(own_results) if result.marks.all_facts]
    spoiled = set(random.Random(1).sample(right, round(0.05 * len(own_results))))
    assert len(spoiled) >= 16
    now = [_without_its_text(result, own_corpus) if i in spoiled else result for i, result in enumerate(own_results)]
    found = compare([outcome(result) for result in own_results], [outcome(result) for result in now])
    fallen = found.figure("all_facts")
    assert fallen.verdict is Verdict.WORSE and fallen.difference.change == -len(spoiled)
    assert fallen.difference.p < 0.001 and fallen.difference.high < 0
    assert {new.id for _, new in found.lost} <= {own_results[i].case.id for i in spoiled}


def _without_its_text(result, corpus):
    answer: Answer = replace(result.answer, sentences=())
    assert answer.status in (Status.ANSWERED, Status.PARTLY)
    return replace(result, answer=answer, marks=marks(result.case, answer, corpus))


@pytest.fixture
def small(tmp_path):
    """Options for a run over a corpus of one document, with ten questions, and a way to spoil it."""
    corpus, cases = tmp_path / "corpus", tmp_path / "vragen.jsonl"
    corpus.mkdir()
    page = corpus / "reis.md"
    places = ["Gent", "Brugge", "Luik", "Namen", "Mechelen", "Leuven", "Hasselt", "Kortrijk", "Oostende", "Turnhout"]
    page.write_text("# De reis\n\n" + "\n\n".join(f"De studiereis naar {place} kost {300 + i} euro." for i, place in enumerate(places)))
    records = [
        {"id": place, "question": f"Wat kost de studiereis naar {place}?", "document": "reis.md", "facts": [[f"{300 + i} euro"]]}
        for i, place in enumerate(places)
    ]
    cases.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    return ["answers", "--cases", str(cases), "--corpus", str(corpus)]


def test_the_command_compares_and_its_exit_status_tells(small, tmp_path):
    full, kept = tmp_path / "vol.json", tmp_path / "kort.json"
    made = CliRunner().invoke(cli, [*small, "--out", str(full), "--save", str(kept)])
    assert made.exit_code == 0, made.output
    for earlier in (full, kept):
        same = CliRunner().invoke(cli, [*small, "--against", str(earlier)])
        assert same.exit_code == 0, same.output
        assert "Vergeleken met het vorige verslag: 10 vragen" in same.output and "Geen enkel cijfer is aantoonbaar slechter" in same.output


def test_the_command_says_what_fell_and_fails(small, tmp_path, monkeypatch):
    kept = tmp_path / "kort.json"
    assert CliRunner().invoke(cli, [*small, "--save", str(kept)]).exit_code == 0
    monkeypatch.setattr("evals.answers.marks", lambda *given: replace(marks(*given), all_facts=False, share_of_facts=0.0))
    worse = CliRunner().invoke(cli, [*small, "--against", str(kept)])
    assert worse.exit_code == 1
    assert "Slechter dan in het vorige verslag, en niet door toeval: " in worse.output and "Verloren: 10 vragen" in worse.output


def test_the_command_refuses_what_is_no_report_before_it_asks_anything(small, tmp_path):
    (tmp_path / "geen.json").write_text('{"schema": 99}')
    with pytest.raises(BronwijsError, match="geen verslag met schema 1"):
        CliRunner().invoke(cli, [*small, "--against", str(tmp_path / "geen.json")], catch_exceptions=False)


def test_options_before_another_command_are_not_ignored(small, tmp_path):
    assert CliRunner().invoke(cli, ["--save", str(tmp_path / "kort.json"), *small]).exit_code == 2


def test_all_marks_of_a_case_are_kept(own_results):
    assert set(outcome(own_results[0]).marks) == {field.name for field in fields(Marks)}
