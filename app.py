"""The front door: the `bronwijs` commands, and `python app.py` for the web page. Parses, calls, prints."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from evals.command import cli as eval_cli
from ingest.command import cli as sources_cli
from ingest.commandline import CommandLine, mistake
from ingest.errors import AWAY, WRONG, BronwijsError
from ingest.refusal import why_not
from ingest.settings import SHIPPED_EMBEDDER, Settings

if TYPE_CHECKING:
    from assistant.answer import Question
    from assistant.assistant import Assistant
    from assistant.inbox.answer_mailbox import MailReport
    from assistant.inbox.desk import Desk
    from assistant.inbox.kept import KeptDrafts
    from assistant.inbox.mailbox import Account
    from ingest.fetch import FetchReport
    from ingest.sync import SyncReport

HERE = Path(__file__).resolve().parent

cli = CommandLine(
    help="Bronwijs beantwoordt vragen uit uw eigen documenten, met bij elke zin de bron.",
    epilog="De uitkomst (exit status) van een opdracht is 0: gedaan. 1: gedaan, maar er is iets te melden, zoals een bestand dat niet "
    "gelezen kan worden. 2: niets gedaan; de opdracht klopt niet, of een map of bestand dat zij noemt. 3: niet gedaan; de index of een "
    "server is er niet of is vol, dus later kan het wel lukken.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
cli.add_typer(sources_cli, name="bronnen")
index_cli = CommandLine(help="Bewaar een kopie van de index, of zet die terug.", no_args_is_help=True)
cli.add_typer(index_cli, name="index")
cli.add_typer(eval_cli, name="eval")

Corpus = Annotated[Path | None, typer.Option("--corpus", envvar="BRONWIJS_CORPUS", help="Map met documenten.", show_default="corpus/")]
Index = Annotated[
    str | None,
    typer.Option(
        "--index", envvar="BRONWIJS_INDEX", help="Map van de index, of het adres van een Chroma-server.", show_default=".bronwijs/index"
    ),
]
Embedder = Annotated[
    str,
    typer.Option(
        "--embedder",
        envvar="BRONWIJS_EMBEDDER",
        help="Map of naam van een sentence-transformers-model, of adres en naam op een server: http://127.0.0.1:11434/v1#bge-m3.",
        show_default="meegeleverd",
    ),
]
Reranker = Annotated[
    str | None,
    typer.Option(
        "--reranker",
        envvar="BRONWIJS_RERANKER",
        help="Map of naam van een cross-encoder, die wat gevonden is op volgorde zet.",
        show_default="eigen volgorde",
    ),
]
ForStaff = Annotated[bool, typer.Option("--intern", help="Antwoord ook uit documenten die alleen voor medewerkers zijn.")]
Audience = Annotated[list[str] | None, typer.Option("--voor", help="Liever iets voor: docent, zij-instromer of medewerker.")]
Sector = Annotated[list[str] | None, typer.Option("--sector", help="Liever iets over deze sector: po, vo, mbo of ho.")]
Region = Annotated[list[str] | None, typer.Option("--regio", help="Liever iets over deze regio of plaats.")]
Kind = Annotated[list[str] | None, typer.Option("--soort", help="Liever uit een document van deze soort, zoals nieuwsbrief.")]
SchoolYear = Annotated[list[str] | None, typer.Option("--schooljaar", help="Liever iets over dit schooljaar, zoals 2025-2026.")]
Documents = Annotated[list[str] | None, typer.Option("--document", help="Alleen uit dit document: pad, bestandsnaam of titel; mag vaker.")]
Signature = Annotated[
    str,
    typer.Option(
        "--ondertekening",
        envvar="BRONWIJS_SIGNATURE",
        help="Wat onder een concept komt: naam en functie; \\n is een nieuwe regel.",
        show_default=False,
    ),
]
Sender = Annotated[
    str, typer.Option("--afzender", envvar="BRONWIJS_INBOX_SENDER", help="Van wie een concept is: Naam <adres>.", show_default=False)
]
AsJson = Annotated[bool, typer.Option("--json", help="Geef JSON, voor programma's.")]


@cli.command()
def ingest(
    corpus: Corpus = None,
    index: Index = None,
    embedder: Embedder = str(SHIPPED_EMBEDDER),
    replace_all: Annotated[bool, typer.Option("--replace", help="Ook als geen enkel document van de index in de map staat.")] = False,
    fetch: Annotated[bool, typer.Option("--fetch", help="Haal eerst op wat in bronnen.toml een webadres heeft (fetch).")] = False,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Haal ook op van adressen in het eigen netwerk.")] = False,
    only_plan: Annotated[bool, typer.Option("--plan", help="Laat zien wat er zou veranderen en wat onbekend is; verander niets.")] = False,
    as_json: AsJson = False,
) -> None:
    """Lees de documenten en werk de index bij. Alleen wat nieuw of veranderd is, wordt opnieuw gelezen.

    De uitkomst is 0 als alles gelezen is; 1 als een bestand niet gelezen kan worden en de rest wel; 2 als de opdracht niet klopt,
    of de map niet; 3 als de index niet bereikt of geschreven kan worden.
    """
    settings = _settings(corpus, index, embedder)
    if only_plan:
        if fetch or replace_all:
            raise typer.BadParameter("--plan verandert niets; gebruik het zonder --fetch en --replace")
        _plan(settings, as_json=as_json)
        return
    fetched = _fetch(settings, show=not as_json, allow_private=allow_private) if fetch else ()
    report = _update(settings, show=not as_json, replace_all=replace_all)
    if as_json:
        print(json.dumps([vars(each) for each in (*fetched, *report.files)], ensure_ascii=False))
    raise typer.Exit(1 if report.failed or any(source.failed for source in fetched) else 0)


@cli.command()
def vraag(
    question: Annotated[str | None, typer.Argument(metavar="VRAAG", help="De vraag, tussen aanhalingstekens.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="JSONL-bestand met vragen: id, question, history, today, preference.")] = None,
    corpus: Corpus = None,
    index: Index = None,
    embedder: Embedder = str(SHIPPED_EMBEDDER),
    reranker: Reranker = None,
    today: Annotated[datetime | None, typer.Option("--today", formats=["%Y-%m-%d"], help="Antwoord alsof het deze dag is.")] = None,
    audience: Audience = None,
    sector: Sector = None,
    region: Region = None,
    kind: Kind = None,
    school_year: SchoolYear = None,
    document: Documents = None,
    for_staff: ForStaff = False,
    as_json: AsJson = False,
) -> None:
    """Stel een vraag, of een bestand vol vragen.

    Wat u kiest met --voor, --sector, --regio, --soort en --schooljaar gaat voor, ook boven wat in de vraag staat. Een antwoord van
    elders wordt wel gegeven; dat staat er dan bij. Met --document wordt alleen in dat document gezocht.

    Met --corpus wordt de index eerst bijgewerkt (zonder --index een tijdelijke); met alleen --index wordt die alleen gelezen.
    """
    if (question is None) == (file is None):
        raise typer.BadParameter("geef een vraag of --file, niet allebei")
    from assistant.answer import Question
    from assistant.contract import readable
    from assistant.model import model_settings
    from assistant.preference import preference_from
    from assistant.start import open_assistant

    day = today.date() if today else None
    chosen = {
        "audience": audience, "sectors": sector, "regions": region, "kinds": kind, "school_years": school_year, "documents": document
    }  # fmt: skip
    preference = preference_from({name: values or None for name, values in chosen.items()})
    questions = _read_questions(file, day) if file else [Question(readable(question or ""), today=day)]
    questions = [replace(each, preference=each.preference.over(preference)) for each in questions]
    with _answering(corpus, index, embedder) as settings:
        assistant = open_assistant(settings, for_staff=for_staff, reranker=reranker, model=model_settings(os.environ))
        _answer_all(questions, assistant, as_json=as_json)


@cli.command()
def inbox(
    mails: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="MAIL …", help="Bestand (.eml, .msg, .mbox, .txt), map met mails, of - voor wat u plakt.", show_default=False
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Schrijf het antwoord als concept (.eml), of van elke mail een concept in deze map.")
    ] = None,
    imap: Annotated[
        bool, typer.Option("--imap", help="Zet bij elke ongelezen mail van een mailbox (BRONWIJS_IMAP_…) een concept bij de concepten.")
    ] = False,
    mark_seen: Annotated[bool, typer.Option("--markeer-gelezen", help="Bij --imap: markeer een mail met een concept als gelezen.")] = False,
    search: Annotated[str | None, typer.Option("--zoek", metavar="WOORDEN", help="Laat eerdere concepten zien met deze woorden.")] = None,
    forget: Annotated[
        str | None, typer.Option("--vergeet", metavar="ADRES", help="Verwijder de bewaarde concepten aan dit mailadres.")
    ] = None,
    sender: Sender = "",
    signature: Signature = "",
    corpus: Corpus = None,
    index: Index = None,
    embedder: Embedder = str(SHIPPED_EMBEDDER),
    reranker: Reranker = None,
    today: Annotated[datetime | None, typer.Option("--today", formats=["%Y-%m-%d"], help="Antwoord alsof het deze dag is.")] = None,
    for_staff: ForStaff = False,
    as_json: AsJson = False,
) -> None:
    """Maak van een mail een concept van een antwoord, met bij elke zin de bron. Verstuurt niets.

    Onder het concept staat een kladblok: wat er per vraag is gevonden, en wat u zelf moet controleren. Met --imap komt bij elke
    ongelezen mail van een mailbox een concept bij de concepten; de mail zelf blijft zoals hij is. Concepten worden 90 dagen op deze
    computer bewaard (BRONWIJS_INBOX_DAYS) en zijn met --zoek terug te vinden. De uitkomst is 1 als een mail niet gelezen kan worden.
    """
    if (bool(mails), imap, search is not None, forget is not None).count(True) != 1:
        raise typer.BadParameter("geef een bestand of map met mail, - om te plakken, --imap, --zoek of --vergeet")
    from assistant.inbox.database import beside
    from assistant.inbox.kept import KeptDrafts, days_from

    file = beside(_settings(corpus, index, embedder).index, HERE / ".bronwijs")
    kept = KeptDrafts(file, days=days_from(os.environ))
    if search is not None or forget is not None:
        _show_kept(kept, search=search, forget=forget, as_json=as_json)
        return
    from assistant.inbox.desk import Desk, told
    from assistant.model import model_settings
    from assistant.start import open_assistant

    account = _account(mark_seen=mark_seen, imap=imap)
    with _answering(corpus, index, embedder) as settings:
        assistant = open_assistant(settings, for_staff=for_staff, reranker=reranker, model=model_settings(os.environ))
        day = today.date() if today else None
        lasts = index is not None or corpus is None  # what is tried out on a folder is not kept
        desk = Desk(assistant, signature=signature, sender=sender, today=day, keep=kept.keep if lasts else lambda reply: None)
        if account:
            raise typer.Exit(_answer_mailbox(account, desk, kept, sender=sender, mark_seen=mark_seen, as_json=as_json))
        unread = desk.draft_all(mails or (), out=out, tell=None if out else lambda reply: print(told(reply, as_json=as_json), flush=True))
    raise typer.Exit(1 if unread else 0)


@cli.command()
def status(corpus: Corpus = None, index: Index = None, embedder: Embedder = str(SHIPPED_EMBEDDER), as_json: AsJson = False) -> None:
    """Laat zien welke documenten in de index zitten, en of die bij is. De laatste regel zegt wie de antwoorden schrijft.

    Met alleen --index wordt niet in een map met documenten gekeken.
    """
    from assistant.model import model_settings
    from ingest.status import status_of
    from ingest.terminal import console, show_status

    model = model_settings(os.environ)
    found = status_of(_settings(corpus, index, embedder), compare=corpus is not None or index is None)
    if as_json:
        print(json.dumps({**found.to_json(), "model": model.name if model.is_set else None}, ensure_ascii=False))
    else:
        show_status(console(stderr=False), found)
        print(f"Antwoorden geschreven door taalmodel {model.name} ({model.url})" if model.is_set else "Antwoorden bestaan uit citaten")


@index_cli.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="BESTAND", help="Waar de kopie komt, bijvoorbeeld index.zip.")],
    index: Index = None,
    embedder: Embedder = str(SHIPPED_EMBEDDER),
) -> None:
    """Bewaar een kopie van de index in één bestand."""
    from ingest.backup import write_backup
    from ingest.store import Store

    count = write_backup(Store(_settings(None, index, embedder), create=False), file)
    print(f"{count} {'document' if count == 1 else 'documenten'} bewaard in {file}", file=sys.stderr)


@index_cli.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="BESTAND", help="Een kopie die met 'bronwijs index backup' is gemaakt.")],
    index: Index = None,
    embedder: Embedder = str(SHIPPED_EMBEDDER),
) -> None:
    """Zet een bewaarde kopie terug; wat er in de index stond en niet in de kopie, verdwijnt."""
    from ingest.backup import restore_backup

    count = restore_backup(_settings(None, index, embedder), file)
    print(f"{count} {'document' if count == 1 else 'documenten'} teruggezet in {_settings(None, index, embedder).index}", file=sys.stderr)


@cli.command()
def app(
    corpus: Corpus = None,
    index: Index = None,
    embedder: Embedder = str(SHIPPED_EMBEDDER),
    reranker: Reranker = None,
    host: Annotated[str, typer.Option(envvar="BRONWIJS_HOST", help="Adres waarop de pagina luistert.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(envvar="BRONWIJS_PORT", min=1, max=65535, help="Poort; is die bezet, dan de eerstvolgende vrije.")
    ] = 7860,
    for_staff: ForStaff = False,
    sender: Sender = "",
    signature: Signature = "",
) -> None:
    """Open de webpagina. Met alleen --index wordt die index getoond zoals hij is.

    Met een wachtwoord in BRONWIJS_INBOX_PASSWORD (minstens 12 tekens) komt er op /inbox een pagina voor medewerkers, die van een mail
    een concept maakt. De naam om mee aan te melden is team, of wat in BRONWIJS_INBOX_USER staat.
    """
    from assistant.model import model_settings
    from assistant.start import open_assistant
    from assistant.web.inbox_page import inbox_from
    from assistant.web.serve import serve

    settings = _settings(corpus, index, embedder)
    mail = inbox_from(os.environ, settings.index, HERE / ".bronwijs", signature=signature, sender=sender)
    if corpus is not None or index is None:
        _update(settings, show=True)
    model = model_settings(os.environ)
    assistant = open_assistant(settings, for_staff=for_staff, reranker=reranker, model=model)
    serve(assistant, settings, host=host, port=port, model=model, inbox=mail)


def _account(*, imap: bool, mark_seen: bool) -> Account | None:
    """The mailbox that the environment names, when it is asked for: what lacks is said before an index is read."""
    from assistant.inbox.mailbox import Account

    if mark_seen and not imap:
        raise typer.BadParameter("--markeer-gelezen hoort bij --imap")
    return Account.from_environment(os.environ) if imap else None


def _answer_mailbox(account: Account, desk: Desk, kept: KeptDrafts, *, sender: str, mark_seen: bool, as_json: bool) -> int:
    """Store drafts in a mailbox and tell what was done, without a word of the mails. The exit status."""
    from assistant.inbox.answer_mailbox import Happened, answer_mailbox
    from assistant.inbox.tell import mail_json, mail_line, round_line

    def tell(mail: MailReport) -> None:
        if as_json:
            print(json.dumps(mail_json(mail), ensure_ascii=False), flush=True)
        elif mail.happened is not Happened.EARLIER:
            print(mail_line(mail), flush=True)

    found = answer_mailbox(account, desk.draft, file=kept.file, sender=sender, mark_seen=mark_seen, keep=kept.keep, on_mail=tell)
    if not as_json:
        print(round_line(found, days=account.days))
    return 1 if found.count(Happened.FAILED) else 0


def _show_kept(kept: KeptDrafts, *, search: str | None, forget: str | None, as_json: bool) -> None:
    """Show earlier drafts with these words, or remove those to an address."""
    from assistant.inbox.tell import kept_json, kept_text

    if forget is not None:
        if "@" not in forget:
            raise typer.BadParameter("geef een mailadres", param_hint="--vergeet")
        count = kept.forget(forget)
        print(f"{count} {'concept' if count == 1 else 'concepten'} verwijderd", file=sys.stderr)
        return
    found = kept.find(search or "")
    for draft in found:
        print(json.dumps(kept_json(draft), ensure_ascii=False) if as_json else kept_text(draft), flush=True)
    if not found:
        print("Er is geen eerder concept met deze woorden.", file=sys.stderr)


def _settings(corpus: Path | None, index: str | None, embedder: str) -> Settings:
    if index == "":  # a variable of the shell that was never set
        raise typer.BadParameter("geef een map of een adres", param_hint="--index")
    return Settings(corpus=corpus or HERE / "corpus", index=index or str(HERE / ".bronwijs" / "index"), embedder=embedder)


@contextmanager
def _answering(corpus: Path | None, index: str | None, embedder: str) -> Iterator[Settings]:
    """Settings of an index that is ready to answer from: read as it is, brought up to date, or made for the occasion."""
    with tempfile.TemporaryDirectory(prefix="bronwijs-", ignore_cleanup_errors=True) as folder:
        settings = _settings(corpus, index or (folder if corpus else None), embedder)
        if corpus is not None or index is None:
            _update(settings, show=False, thorough=False)
        yield settings


def _update(settings: Settings, *, show: bool, replace_all: bool = False, thorough: bool = True) -> SyncReport:
    """Update the index. What happened goes to stderr: all of it when `show`, else only what could not be read."""
    from ingest.sync import update_index
    from ingest.terminal import console, reading_bar, show_failed, show_report

    out = console()
    with reading_bar(out) as listener:
        report = update_index(settings, listener=listener, replace_all=replace_all, thorough=thorough)
    if show:
        show_report(out, report)
    else:
        show_failed(out, report)
    if report.lost:
        print(
            f"Let op: {report.lost} passages zijn niet terug te vinden in de index. Verwijder {settings.index} en begin opnieuw.",
            file=sys.stderr,
        )
    return report


def _plan(settings: Settings, *, as_json: bool) -> None:
    """Show what an update would do. Exits with 1 when some of the files cannot be read."""
    from ingest.sync import preview
    from ingest.terminal import console, reading_bar, show_preview

    out = console()
    with reading_bar(out) as listener:
        found = preview(settings, listener=listener)
    if as_json:
        print(json.dumps(found.to_json(), ensure_ascii=False))
    else:
        show_preview(out, found)
    raise typer.Exit(1 if found.failed else 0)


def _fetch(settings: Settings, *, show: bool, allow_private: bool) -> tuple[FetchReport, ...]:
    """Fetch the sources from the web. What happened goes to stderr: all of it when `show`, else only what failed."""
    from ingest.fetch import fetch_sources

    def tell(source: FetchReport) -> None:
        if show or source.failed:
            print(_source_line(source), file=sys.stderr)

    fetched = fetch_sources(settings.corpus, allow_private=allow_private, on_source=tell)
    if show and not fetched:
        print("In bronnen.toml heeft geen enkel document een webadres om op te halen (fetch).", file=sys.stderr)
    return fetched


def _source_line(source: FetchReport) -> str:
    words = {"fetched": "opgehaald", "unchanged": "ongewijzigd", "failed": "niet gehaald"}
    return f"{words[source.happened.value]:12}  {source.path}" + (f": {source.reason}" if source.reason else "")


def _read_questions(file: Path, today: date | None) -> list[Question]:
    """The questions in a file; `today` holds for those that name no day of their own."""
    from assistant.contract import question_from

    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as problem:
        raise BronwijsError(f"Het bestand met vragen '{file}' kan niet worden gelezen: {why_not(problem)}") from problem
    questions = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                questions.append(question_from(json.loads(line)))
            except (json.JSONDecodeError, BronwijsError) as problem:
                raise BronwijsError(f"{file}, regel {number}: {why_not(problem)}") from problem
    return [question if question.today else replace(question, today=today) for question in questions]


def _answer_all(questions: Iterable[Question], assistant: Assistant, *, as_json: bool) -> None:
    from assistant.contract import to_json
    from assistant.render import as_text

    for question in questions:
        answer = assistant.answer(question)
        print(json.dumps(to_json(answer), ensure_ascii=False) if as_json else as_text(answer), flush=True)


def main() -> None:
    """Run a command; a problem that a person can do something about is one sentence on stderr."""
    for stream in (sys.stdout, sys.stderr):  # quotes hold characters that a Windows code page has not
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.exit(cli(standalone_mode=False))
    except typer.TyperException as problem:
        _end(mistake(problem), problem.exit_code)
    except BronwijsError as problem:
        _end(str(problem), problem.exit_status)
    except OSError as problem:  # a report that cannot be written where it was asked for, most likely
        is_disk = problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO)
        if problem.filename is None and not is_disk:
            raise
        what = f"'{problem.filename}'" if problem.filename else "De uitvoer"
        _end(f"{what} kan niet worden gelezen of geschreven: {why_not(problem)}.", AWAY if is_disk else WRONG)
    except KeyboardInterrupt:
        sys.exit(130)


def _end(said: str, status: int) -> NoReturn:
    """End with one sentence on stderr, where there is anything to say."""
    if said:
        print(f"Fout: {said}", file=sys.stderr)
    sys.exit(status)


if __name__ == "__main__":
    sys.argv[1:] = sys.argv[1:] or ["app"]
    main()
