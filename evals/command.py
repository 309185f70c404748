"""The command `bronwijs eval`. Parses, calls, prints."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ingest.commandline import CommandLine
from ingest.settings import SHIPPED_EMBEDDER, EmbedderOptions

if TYPE_CHECKING:
    from llama_index.core.llms import LLM
    from rich.console import Console
    from rich.progress import Progress

    from assistant.model import ModelSettings
    from evals.answers import Result
    from evals.baseline import Outcome
    from evals.retrieval import Ranked

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent / "corpus"

cli = CommandLine(help="Meet hoe goed de antwoorden zijn, zonder netwerk en zonder taalmodel.", invoke_without_command=True)

CasesOption = Annotated[Path, typer.Option("--cases", help="Bestand (JSONL) met vragen, of een map ermee.", show_default="evals/cases")]
CorpusOption = Annotated[Path, typer.Option("--corpus", help="Map met de documenten.", show_default="corpus/")]
FailedOption = Annotated[bool, typer.Option("--failed", help="Laat ook elke vraag zien die misging.")]
JsonOption = Annotated[Path | None, typer.Option("--out", help="Schrijf alles ook als JSON naar dit bestand.")]
PageOption = Annotated[Path | None, typer.Option("--page", help="Schrijf alles ook als bladzijde (HTML) naar dit bestand.")]
AgainstOption = Annotated[Path | None, typer.Option("--against", help="Vergelijk met dit eerdere verslag; code 1 als iets slechter is.")]
SaveOption = Annotated[Path | None, typer.Option("--save", help="Bewaar in dit bestand wat nodig is om later mee te vergelijken.")]
BeirOption = Annotated[Path | None, typer.Option("--beir", help="Map in BEIR-opmaak, in plaats van de eigen vragen en documenten.")]
EmbedderOption = Annotated[
    str, typer.Option("--embedder", help="Map of naam van een sentence-transformers-model.", show_default="meegeleverd")
]
JudgeOption = Annotated[bool, typer.Option("--judge", help="Vraag ook een taalmodel om een oordeel, los van de andere cijfers.")]
ModelOption = Annotated[bool, typer.Option("--model", help="Laat het taalmodel dat is ingesteld de antwoorden schrijven.")]
AsJsonOption = Annotated[bool, typer.Option("--json", help="Geef alleen JSON, voor programma's.")]


@cli.callback()
def everything(context: typer.Context, page: PageOption = None, against: AgainstOption = None, save: SaveOption = None) -> None:
    """Zonder opdracht: alle eigen vragen over corpus/."""
    if context.invoked_subcommand is None:
        answers(page=page, against=against, save=save)
    elif page or against or save:
        raise typer.BadParameter(f"zet --page, --against en --save achter '{context.invoked_subcommand}'")


@cli.command()
def answers(
    cases: CasesOption = HERE / "cases",
    corpus: CorpusOption = CORPUS,
    failed: FailedOption = False,
    out: JsonOption = None,
    page: PageOption = None,
    against: AgainstOption = None,
    save: SaveOption = None,
    judge: JudgeOption = False,
    write_by_model: ModelOption = False,
) -> None:
    """Beantwoord vragen waarvan het antwoord bekend is, en tel wat goed ging."""
    from rich.console import Console
    from rich.progress import Progress

    from evals import report
    from evals.answers import ask_all, assistant_over
    from evals.baseline import outcome, read_outcomes, write_outcomes
    from evals.cases import check_cases, read_cases
    from evals.page import page as page_of
    from evals.retrieval import rank_cases, recall_curve

    for file in (out, page, save):
        _check_folder(file)
    before = read_outcomes(against) if against else []
    model = _judging_model() if judge else None
    writer = _model_set("--model") if write_by_model else None
    asked = read_cases(cases)
    check_cases(asked, corpus)
    with assistant_over(corpus, model=writer) as assistant, Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("Vragen", total=len(asked))
        results = ask_all(asked, assistant, corpus, on_answer=lambda _: progress.advance(bar))
        ranked = rank_cases(asked, assistant.retriever.view(), assistant.retriever.embedder)
    console = Console(highlight=False)
    if failed:
        print(report.failures(results), end="\n\n")
    console.print(report.breakdown(results))
    console.print(report.halves(results))
    console.print(report.table(results))
    written = {"made": datetime.now().astimezone().isoformat(timespec="seconds"), **report.as_json(results), "recall": recall_curve(ranked)}
    if model:
        written["judge"] = _judge(model, results, console)
    if out:
        out.write_text(json.dumps(written, ensure_ascii=False, indent=1), encoding="utf-8")
    if page:
        page.write_text(page_of(written), encoding="utf-8")
    outcomes = [outcome(result) for result in results]
    if save:
        write_outcomes(save, outcomes)
    if against:
        _compare(before, outcomes, console)


def _check_folder(file: Path | None) -> None:
    """Exit status 2 when a file cannot be written for want of a folder: better now than after all questions."""
    if file and not file.parent.is_dir():
        raise typer.BadParameter(f"de map '{file.parent}' bestaat niet")


def _judging_model() -> LLM:
    """The model that the environment names. Exit status 2 when it names none; raises ModelUnavailable when it does not reply."""
    from assistant.model import open_model
    from evals.judge import check_model

    model = open_model(_model_set("--judge"))
    assert model is not None
    check_model(model)
    return model


def _model_set(option: str) -> ModelSettings:
    """The model that the environment names. Exit status 2 when it names none, for an option that needs one."""
    from assistant.model import NAME, URL, model_settings

    settings = model_settings(os.environ)
    if not settings.is_set:
        raise typer.BadParameter(
            f"er is geen taalmodel ingesteld. Zet {URL} op het adres van een server (Ollama: http://127.0.0.1:11434/v1) "
            f"en {NAME} op de naam van het model",
            param_hint=option,
        )
    return settings


def _judge(model: LLM, results: Sequence[Result], out: Console) -> dict[str, Any]:
    """Print what a model says of the answers; the same as JSON."""
    from rich.console import Console
    from rich.progress import Progress

    from evals import judge
    from evals.metrics import is_answer

    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("Oordelen", total=len(results))
        judged = judge.Judge(model).judge_all(results, on_judged=lambda: progress.advance(bar))
    name = model.metadata.model_name
    out.print(judge.table(judged, model=name, answers=sum(is_answer(result.answer) for result in results)))
    return judge.as_json(judged, model=name)


def _compare(before: Sequence[Outcome], now: Sequence[Outcome], console: Console) -> None:
    """Print how a run differs from an earlier one; the exit status is 1 when a figure is worse, and not by chance."""
    from evals import compare

    found = compare.compare(before, now)
    console.print(compare.table(found))
    print(compare.in_words(found))
    if found.fallen:
        raise typer.Exit(1)


@cli.command()
def retrieval(
    beir: BeirOption = None,
    cases: CasesOption = HERE / "cases",
    corpus: CorpusOption = CORPUS,
    embedder: EmbedderOption = str(SHIPPED_EMBEDDER),
    as_json: AsJsonOption = False,
) -> None:
    """Meet of elke stap van het zoeken de juiste passages vooraan zet."""
    from rich.console import Console
    from rich.progress import Progress

    from evals.retrieval import BEIR_MEASURES, GROUP_NAMES, LEGEND, PAGE_MEASURES, figures, grouped, table

    stderr = Console(stderr=True)
    with Progress(console=stderr, transient=True, disable=not stderr.is_terminal) as progress:
        ranked = _ranked_beir(beir, embedder, progress) if beir else _ranked_cases(cases, corpus, embedder=embedder, progress=progress)
    groups = {"all": ranked} if beir else grouped(ranked)
    found = {name: figures(members, BEIR_MEASURES if beir else PAGE_MEASURES) for name, members in groups.items()}
    if as_json:
        print(json.dumps(found["all"] if beir else found))
        return
    console = Console(highlight=False)
    for name, members in groups.items():
        console.print(table(found[name], title=f"{GROUP_NAMES[name]} ({len(members)})"))
    console.print(LEGEND)


def _ranked_beir(folder: Path, embedder: str, progress: Progress) -> list[Ranked]:
    from evals.beir import read_beir
    from evals.retrieval import rank_beir
    from ingest.embed import open_embedder

    beir = read_beir(folder)
    if beir.missing:
        _remark("Relevante passages die niet in de documenten staan en dus als niet gevonden tellen", beir.missing)
    return rank_beir(beir, open_embedder(embedder, EmbedderOptions.from_environment()), track=progress.track)


def _ranked_cases(source: Path, corpus: Path, *, embedder: str, progress: Progress) -> list[Ranked]:
    from evals.cases import check_cases, read_cases
    from evals.retrieval import rank_cases, view_of_corpus
    from ingest.corpus import corpus_files
    from ingest.embed import open_embedder

    cases = read_cases(source)
    check_cases(cases, corpus)
    bar = progress.add_task("Documenten", total=len(corpus_files(corpus)))
    view = view_of_corpus(corpus, embedder=embedder, on_file=lambda _: progress.advance(bar))
    ranked = rank_cases(cases, view, open_embedder(embedder, EmbedderOptions.from_environment()), track=progress.track)
    if left_out := {case.id for case in cases if case.answerable} - {each.question.id for each in ranked}:
        _remark("Vragen die niet meetellen, omdat er geen passage is om te vinden", left_out)
    return ranked


def _remark(text: str, ids: set[str]) -> None:
    """Something to know about the figures, with how many it is about and the first of those, on stderr."""
    first = sorted(ids)[:5]
    print(f"{text}: {len(ids)} ({', '.join(first)}{', …' if len(ids) > len(first) else ''})", file=sys.stderr)


@cli.command()
def inbox(
    mails: Annotated[Path, typer.Option("--mails", help="Map met mails en cases.jsonl.", show_default="evals/mails")] = HERE / "mails",
    corpus: CorpusOption = CORPUS,
    failed: Annotated[bool, typer.Option("--failed", help="Laat ook de mails zien die misgingen, van de helft waarop is gekozen.")] = False,
    both: Annotated[bool, typer.Option("--both", help="Bij --failed: ook die van de gemelde helft.")] = False,
    as_json: AsJsonOption = False,
) -> None:
    """Beantwoord mails waarvan de vragen bekend zijn, en tel wat goed ging."""
    from rich.console import Console
    from rich.progress import Progress

    from evals import inbox as measure
    from evals.answers import assistant_over
    from evals.mail_cases import check_mails, read_mail_cases
    from evals.report import half

    cases = read_mail_cases(mails)
    check_mails(cases, corpus)
    stderr = Console(stderr=True)
    with assistant_over(corpus) as assistant, Progress(console=stderr, transient=True, disable=not stderr.is_terminal) as progress:
        bar = progress.add_task("Mails", total=len(cases))
        results = measure.answer_mails(cases, assistant, corpus, on_reply=lambda _: progress.advance(bar))
    if as_json:
        print(json.dumps(measure.as_json(results), ensure_ascii=False))
        return
    if failed:
        print(measure.failures([each for each in results if both or half(each.case.id) == "tuned"]), end="\n\n")
    console = Console(highlight=False)
    console.print(measure.halves(results))
    console.print(measure.table(results))


@cli.command("highlights")
def highlights_command(cases: CasesOption = HERE / "cases", corpus: CorpusOption = CORPUS, failed: FailedOption = False) -> None:
    """Tel van hoeveel citaten uit een PDF de markering op de geciteerde woorden staat."""
    from evals.answers import assistant_over
    from evals.cases import read_cases
    from evals.highlights import highlights

    with assistant_over(corpus) as assistant:
        answers = (assistant.answer(case.question) for case in read_cases(cases))
        found = list(highlights((citation for answer in answers for citation in answer.citations), corpus))
    wrong = [highlight for highlight in found if not highlight.is_right]
    print(f"Op de geciteerde woorden: {len(found) - len(wrong)} van {len(found)}; niet aangewezen: {sum(not one.under for one in wrong)}")
    for one in wrong if failed else ():
        print(f"{one.citation.document}, pagina {one.citation.page}: {one.citation.quote!r} / {one.under!r}")


@cli.command()
def silent(cases: CasesOption = HERE / "cases", corpus: CorpusOption = CORPUS) -> None:
    """Tel hoeveel bekende vragen onbeantwoord blijven als wat ze beantwoordt er niet meer is."""
    from rich.console import Console
    from rich.progress import Progress

    from evals.answers import assistant_over
    from evals.cases import read_cases
    from evals.silent import left_out, swapped

    asked = [case for case in read_cases(cases) if case.answerable]
    with assistant_over(corpus) as assistant, Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("Vragen", total=2 * len(asked))
        for name, tried in (("andere passages in plaats van de gevonden", swapped), ("zonder de documenten met het antwoord", left_out)):
            found = tried(asked, assistant, on_answer=lambda: progress.advance(bar))
            print(f"{name}: {found.refused} van {found.asked} niet beantwoord ({found.share:.0%})")


@cli.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="MAP", help="Map met uw documenten.")],
    out: Annotated[Path, typer.Option("--out", help="Bestand voor de voorstellen.")] = Path("vragen.jsonl"),
    limit: Annotated[int, typer.Option("--limit", min=1, help="Hoeveel voorstellen hoogstens.")] = 60,
) -> None:
    """Stel vragen voor bij uw eigen documenten, om na te kijken en daarna mee te meten."""
    from evals.propose import propose, write

    proposed = propose(folder, most=limit)
    write(proposed, out, folder)
    for path, reason in proposed.unread:
        print(f"niet gelezen  {path}: {reason}", file=sys.stderr)
    documents = len({each.line.document for each in proposed.answerable})
    print(
        f"{len(proposed.answerable)} vragen uit {documents} documenten, en {len(proposed.unanswerable)} die de documenten waarschijnlijk "
        f"niet beantwoorden, staan in {out}.\n\n"
        "Zo gaat u verder:\n"
        '1. Lees elke vraag. Verbeter haar, of haal de regel weg. Bij "sentence" staat de zin uit het document.\n'
        "   Schrijf een deel van de vragen om in andere woorden: zo vragen mensen ook.\n"
        '2. Kijk of "facts" alles is wat een goed antwoord moet noemen. Elke groep is een feit; daarin staan de schrijfwijzen.\n'
        '3. Kijk bij de vragen met "answerable": false of de documenten ze echt niet beantwoorden.\n'
        '4. Zet op "draft" false, of haal het weg: dan weet u wat u al heeft bekeken.\n'
        f"5. Meet: bronwijs eval answers --cases {out} --corpus {folder} --failed"
    )


@cli.command()
def bulk(
    pages: Annotated[int, typer.Option("--pages", min=40, help="Hoeveel bladzijden; er wordt ook met een tiende gemeten.")] = 10_000,
    folder: Annotated[Path | None, typer.Option("--folder", help="Bewaar alles in deze map.", show_default="tijdelijk")] = None,
    as_json: AsJsonOption = False,
) -> None:
    """Meet wat het kost om veel bladzijden in te lezen, naast wat llama-index er zelf mee doet."""
    from rich.console import Console

    from evals.bulk import as_json as in_json
    from evals.bulk import measure, table

    stderr = Console(stderr=True)
    with tempfile.TemporaryDirectory(prefix="bronwijs-") as temporary, stderr.status("Bladzijden") as status:
        found = [measure(size, folder or Path(temporary), on_step=status.update) for size in (pages // 10, pages)]
    if as_json:
        print(json.dumps(in_json(found)))
    else:
        Console(highlight=False).print(table(found))


@cli.command()
def scale(
    sizes: Annotated[str, typer.Option("--sizes", help="Aantallen passages, met komma's ertussen.")] = "1000,10000,100000",
    folder: Annotated[
        Path | None, typer.Option("--folder", help="Bewaar alles in deze map; wat daar al staat, wordt gebruikt.", show_default="tijdelijk")
    ] = None,
    plot: Annotated[Path | None, typer.Option("--plot", help="Teken de groei in dit bestand (SVG).")] = None,
    as_json: AsJsonOption = False,
) -> None:
    """Meet hoe het zoeken groeit met het aantal passages: tijd, geheugen, en of vectoren worden teruggevonden.

    Boven 200.000 passages wordt geen index van Chroma gemaakt: dat duurt uren, en er wordt niet in gezocht.
    """
    from rich.console import Console

    from evals.scale import as_json as in_json
    from evals.scale import drawn, growth, measure, sizes_in, table

    wanted = sizes_in(sizes)
    _check_folder(plot)
    stderr = Console(stderr=True)
    with tempfile.TemporaryDirectory(prefix="bronwijs-") as temporary, stderr.status("Passages") as status:
        found = [measure(size, folder or Path(temporary), on_step=status.update) for size in wanted]
    if plot and (made := growth(found)):
        plot.write_text(drawn(made), encoding="utf-8")
    if as_json:
        print(json.dumps(in_json(found)))
    else:
        Console(highlight=False).print(table(found))
