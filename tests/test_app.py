"""The command line, as a person or a program runs it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app import main

ROOT = Path(__file__).resolve().parents[1]
COST = "Wat kost het geschiktheidsonderzoek?"
UNTIL = "Tot wanneer kan ik me aanmelden voor het traject?"


# A process of its own takes seconds to start, so only what needs one gets one: what the console prints, all of it.
@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def records(self) -> list[Any]:
        """Each line of stdout as JSON: fails when anything else was printed."""
        return [json.loads(line) for line in self.out.splitlines()]


def bronwijs(*arguments: object) -> Ran:
    """Run a command the way the console does, without settings of whoever runs the tests."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BRONWIJS_")}
    environment |= {"COLUMNS": "200", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, str(ROOT / "app.py"), *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", timeout=300)
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def run(monkeypatch, capfd):
    """Run a command in this process."""
    for name in [name for name in os.environ if name.startswith("BRONWIJS_")]:
        monkeypatch.delenv(name)

    def run_main(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["bronwijs", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        return Ran(ended.value.code or 0, *capfd.readouterr())

    return run_main


def is_one_sentence(text: str) -> bool:
    """A problem as a person sees it: one line, no traceback."""
    return text.startswith("Fout: ") and text.strip().count("\n") == 0 and "Traceback" not in text


def write_questions(file: Path, *records: object) -> Path:
    file.write_text("\n".join(record if isinstance(record, str) else json.dumps(record) for record in records) + "\n", encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("documenten")
    (folder / "gids.md").write_text(
        "# Gids zij-instroom\n\n"
        "## Kosten\n\nHet geschiktheidsonderzoek kost 1.250 euro en wordt betaald door de school.\n\n"
        "## Aanmelden\n\nAanmelden voor het traject kan uiterlijk 1 maart 2026 met het formulier.\n",
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def ingested(corpus, tmp_path_factory) -> tuple[Ran, Path, Path]:
    """What `ingest --json` said of a folder in which one file is broken, the folder, and the index."""
    folder = tmp_path_factory.mktemp("deels")
    (folder / "gids.md").write_bytes((corpus / "gids.md").read_bytes())
    (folder / "kapot.pdf").write_bytes(b"%PDF-1.7\nhier houdt het op")
    index = tmp_path_factory.mktemp("index") / "index"
    return bronwijs("ingest", "--corpus", folder, "--index", index, "--json"), folder, index


@pytest.fixture(scope="module")
def answered(corpus, tmp_path_factory) -> Ran:
    """A file of questions, answered from a folder."""
    file = write_questions(
        tmp_path_factory.mktemp("vragen") / "vragen.jsonl",
        {"id": "kosten", "question": COST},
        "",
        {"id": "op-tijd", "question": UNTIL, "today": "2026-02-01"},
        {"id": "te-laat", "question": UNTIL, "today": "2026-04-01"},
        {"id": "elders", "question": "Wat is de hoofdstad van Australië?"},
        {"id": "vervolg", "question": "En wie betaalt dat?", "history": [{"question": COST, "answer": "1.250 euro."}]},
        {"id": "leeg", "question": ""},
        {"question": "Hallo!"},
    )
    return bronwijs("vraag", "--file", file, "--corpus", corpus, "--json")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ([], ["Bronwijs beantwoordt vragen", "Lees de documenten", "Stel een vraag", "Open de webpagina"]),
        (["ingest"], ["werk de index bij", "Map met documenten.", "Laat zien wat er zou veranderen"]),
        (["index"], ["Bewaar een kopie van de index", "Zet een bewaarde kopie terug"]),
        (["vraag"], ["Stel een vraag, of een bestand vol vragen.", "JSONL-bestand met vragen", "Antwoord alsof het deze dag is."]),
        (["status"], ["Laat zien welke documenten in de index zitten, en of die bij is.", "Map van de index"]),
        (["app"], ["Open de webpagina.", "Adres waarop de pagina luistert."]),
    ],
)
def test_help_is_in_dutch(command, words) -> None:
    ran = bronwijs(*command, "--help")
    assert ran.code == 0
    assert all(word in " ".join(ran.out.split()) for word in words)


ENGLISH = re.compile(
    r"\b(?:the|usage|options?|arguments?|commands?|show|this|missing|invalid|such|try|should|required|env var|did)\b", re.I
)
COMMANDS = [
    *((name,) for name in ("ingest", "vraag", "status", "app", "bronnen", "index", "eval")),
    *(("bronnen", "check"), ("index", "backup"), ("index", "restore")),
    *(("eval", name) for name in ("answers", "retrieval", "init", "bulk")),
]


@pytest.mark.parametrize("arguments", [("--help",), ("vraag",), ("ingest", "--onbekend"), *((*name, "--help") for name in COMMANDS)])
def test_nothing_that_a_reader_sees_is_english(run, monkeypatch, arguments) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    ran = run(*arguments)
    assert ran.out or ran.err
    assert not ENGLISH.findall(ran.out + ran.err)


def test_help_says_what_each_exit_status_means(run) -> None:
    told = " ".join(run("--help").out.split())
    assert all(f"{status}: " in told for status in range(4))


def test_a_file_of_questions_gives_a_line_for_each_in_order(answered) -> None:
    assert answered.code == 0
    assert [record["id"] for record in answered.records] == ["kosten", "op-tijd", "te-laat", "elders", "vervolg", "leeg", None]
    assert [record["status"] for record in answered.records] == [
        "answered", "answered", "answered", "not_found", "answered", "reply", "reply",
    ]  # fmt: skip
    assert answered.err == ""


def test_an_answer_on_the_line_is_the_contract(answered) -> None:
    record = answered.records[0]
    assert record["schema"] == 1
    assert record["question"] == COST
    assert "1.250 euro" in record["answer"]
    assert record["citations"][0]["document"] == "gids.md"


def test_today_in_a_record_decides_what_has_passed(answered) -> None:
    by_id = {record["id"]: record for record in answered.records}
    assert by_id["op-tijd"]["notices"] == []
    assert [notice["kind"] for notice in by_id["te-laat"]["notices"]] == ["date_passed"]
    assert by_id["op-tijd"]["answer"] == by_id["te-laat"]["answer"]


def test_a_follow_up_in_a_record_knows_its_history(answered) -> None:
    record = next(record for record in answered.records if record["id"] == "vervolg")
    assert "geschiktheidsonderzoek" in record["standalone_question"]
    assert "betaald door de school" in record["answer"]


def test_ingest_reports_each_file_and_fails_for_one_that_cannot_be_read(ingested) -> None:
    ran, _, _ = ingested
    assert ran.code == 1
    [files] = ran.records
    by_path = {file["path"]: file for file in files}
    assert (by_path["gids.md"]["happened"], by_path["kapot.pdf"]["happened"]) == ("added", "failed")
    assert by_path["gids.md"]["passages"] > 0
    assert by_path["kapot.pdf"]["reason"]
    assert "kapot.pdf" in ran.err
    assert "Traceback" not in ran.err


def test_the_files_that_could_be_read_are_in(ingested, run) -> None:
    _, _, index = ingested
    ran = run("status", "--index", index, "--json")
    assert ran.code == 0
    [record] = ran.records
    assert record["index"] == str(index)
    assert [document["path"] for document in record["documents"]] == ["gids.md"]
    assert record["documents"][0]["title"] == "Gids zij-instroom"
    assert record["documents"][0]["passages"] > 0
    assert record["differs"] is None


def test_status_tells_what_the_index_is_made_with(ingested, run) -> None:
    _, _, index = ingested
    [record] = run("status", "--index", index, "--json").records
    assert (record["dimensions"] > 0, record["prefixes"], record["pooling"]) == (True, {"query": "", "passage": ""}, "")
    assert f"Vectoren van {record['dimensions']} getallen; geen voorvoegsels; indeling" in run("status", "--index", index).out


def test_an_index_of_another_model_is_refused_with_what_mends_it(ingested, run) -> None:
    _, _, index = ingested
    ran = run("vraag", COST, "--index", index, "--embedder", "http://127.0.0.1:9/v1#bge-m3")
    assert ran.code == 3 and is_one_sentence(ran.err)
    assert "ander model: embedder, niet v1#bge-m3" in ran.err and "bronwijs ingest --embedder http://127.0.0.1:9/v1#bge-m3" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (["--reranker", "niemand/bestaat-niet"], "De cross-encoder 'niemand/bestaat-niet' kan niet worden geladen", 2),
        (["--embedder", "http://127.0.0.1:9/v1"], "staat niet welk model", 2),
    ],
)
def test_a_model_that_cannot_be_had_is_one_sentence(ingested, run, arguments, said, code) -> None:
    _, _, index = ingested
    ran = run("vraag", COST, "--index", index, *arguments)
    assert (ran.code, is_one_sentence(ran.err)) == (code, True)
    assert said in ran.err


def test_status_tells_which_file_of_the_folder_is_not_in_the_index(ingested, run) -> None:
    _, folder, index = ingested
    ran = run("status", "--corpus", folder, "--index", index)
    assert (ran.code, ran.err) == (0, "")
    assert "gids.md  (Gids zij-instroom)" in ran.out
    assert "nieuw, veranderd of niet gelezen: kapot.pdf\n" in ran.out


def test_one_question_to_an_index_prints_one_line_of_json(ingested) -> None:
    _, _, index = ingested
    ran = bronwijs("vraag", COST, "--index", index, "--today", "2026-01-01", "--json")
    assert ran.code == 0
    [record] = ran.records
    assert "1.250 euro" in record["answer"]
    assert ran.err == ""


def test_what_an_answer_should_be_about_can_be_chosen(ingested, run) -> None:
    _, _, index = ingested
    options = (
        "--sector",
        "VO",
        "--sector",
        "mbo",
        "--regio",
        "Utrecht",
        "--schooljaar",
        "2025/2026",
        "--voor",
        "docent",
        "--soort",
        "gids",
    )
    [record] = run("vraag", f"{COST} In Twente?", "--index", index, "--document", "gids.md", *options, "--json").records
    assert record["preferred"] == {
        "chosen": {
            "audience": ["docent"], "sectors": ["vo", "mbo"], "regions": ["Utrecht"], "kinds": ["gids"], "school_years": ["2025-2026"],
            "documents": ["gids.md"],
        },
        "told": {},
    }  # fmt: skip
    assert {citation["document"] for citation in record["citations"]} == {"gids.md"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--sector", "havo"), "'havo' ken ik niet; kies uit: po, vo, mbo, ho"),
        (("--schooljaar", "2025"), "'2025' is geen schooljaar zoals 2025-2026"),
        (("--document", "gids.pdf"), "Het document 'gids.pdf' zit niet in de index; bedoelt u 'gids.md'?"),
    ],
)
def test_what_cannot_be_chosen_is_said(ingested, run, options, said) -> None:
    _, _, index = ingested
    ran = run("vraag", COST, "--index", index, *options)
    assert (ran.code, ran.out) == (2, "") and said in ran.err and "Traceback" not in ran.err


def test_a_question_in_a_file_goes_before_what_was_chosen_for_all(ingested, run, tmp_path) -> None:
    _, _, index = ingested
    file = tmp_path / "vragen.jsonl"
    records = [{"question": COST, "preference": {"sectors": ["po"]}}, {"question": COST, "preference": {"sectors": []}}, {"question": COST}]
    file.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    answered = run("vraag", "--file", file, "--index", index, "--sector", "vo", "--json").records
    assert [record["preferred"]["chosen"]["sectors"] for record in answered] == [["po"], [], ["vo"]]


def test_for_a_person_ingest_tells_what_happened_and_the_answer_is_text(ingested, run) -> None:
    _, folder, index = ingested
    ran = run("ingest", "--corpus", folder, "--index", index)
    assert ran.code == 1
    assert re.search(r"niet gelezen +kapot\.pdf +de PDF is beschadigd", ran.err)
    assert "2 bestanden bekeken, 1 ongewijzigd, 0 passages nieuw, 1 niet leesbaar." in ran.err
    assert ran.out == ""
    asked = run("vraag", COST, "--index", index)
    assert asked.code == 0
    assert "1.250 euro" in asked.out
    assert "Bronnen:\n[1] Gids zij-instroom (gids.md)" in asked.out


def test_a_model_that_is_set_writes_the_answer_and_is_named_by_status(ingested, run, serve, monkeypatch) -> None:
    _, _, index = ingested
    assert "Antwoorden bestaan uit citaten" in run("status", "--index", index).out
    server = serve("Voor het geschiktheidsonderzoek betaalt u 1.350 euro [1].", "Het geschiktheidsonderzoek kost € 1.250 [1].")
    monkeypatch.setenv("BRONWIJS_LLM_URL", server.url)
    monkeypatch.setenv("BRONWIJS_LLM", "proef")
    told = run("status", "--index", index)
    assert f"Antwoorden geschreven door taalmodel proef ({server.url})" in told.out
    [record] = run("status", "--index", index, "--json").records
    assert record["model"] == "proef"
    [answer] = run("vraag", COST, "--index", index, "--json").records
    assert (answer["writer"], answer["sentences"][0]["verdict"]) == ("model", "supported")
    assert "€ 1.250" in answer["answer"] and "1.350" not in answer["answer"]


def test_a_time_out_of_the_model_that_is_none_is_one_sentence(ingested, run, monkeypatch) -> None:
    _, _, index = ingested
    monkeypatch.setenv("BRONWIJS_LLM_TIMEOUT", "lang")
    ran = run("vraag", COST, "--index", index)
    assert ran.code == 2 and is_one_sentence(ran.err) and "BRONWIJS_LLM_TIMEOUT" in ran.err


def test_reading_an_index_that_is_not_there_makes_none(tmp_path) -> None:
    ran = bronwijs("vraag", COST, "--index", tmp_path / "geen")
    assert ran.code == 3
    assert is_one_sentence(ran.err)
    assert str(tmp_path / "geen") in ran.err
    assert ran.out == ""
    assert list(tmp_path.iterdir()) == []


def test_a_corpus_that_is_not_there_is_one_sentence(tmp_path, run) -> None:
    ran = run("vraag", COST, "--corpus", tmp_path / "weg")
    assert ran.code == 2
    assert is_one_sentence(ran.err)
    assert str(tmp_path / "weg") in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("index", ["bestand", "http://127.0.0.1:9"], ids=["that is a file", "on a server that is away"])
def test_an_index_that_cannot_be_reached_is_exit_status_3(corpus, tmp_path, run, index) -> None:
    (tmp_path / "bestand").write_text("geen map")
    ran = run("ingest", "--corpus", corpus, "--index", index if "//" in index else tmp_path / index)
    assert ran.code == 3
    assert is_one_sentence(ran.err.splitlines()[-1])


def test_a_report_that_cannot_be_written_is_one_sentence(run, monkeypatch, tmp_path) -> None:
    def write(**_: object) -> None:
        (tmp_path / "map").mkdir()
        (tmp_path / "map").write_text("verslag")

    monkeypatch.setattr("app._settings", lambda *_: write())
    ran = run("status")
    assert ran.code == 2
    assert is_one_sentence(ran.err) and str(tmp_path / "map") in ran.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_an_output_on_a_full_disk_is_one_sentence_and_exit_status_3(corpus) -> None:
    command = [sys.executable, str(ROOT / "app.py"), "bronnen", "check", "--json", "--corpus", str(corpus)]
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=300, check=False)
    assert (ended.returncode, "schijf is vol" in ended.stderr, "Traceback" in ended.stderr) == (3, True, False), ended.stderr


@pytest.mark.parametrize("line", ['{"id": "b", "question": ', '{"id": "b"}', '{"question": "Wat?", "today": "morgen"}', '["Wat?"]'])
def test_a_bad_line_is_named_by_file_and_number(tmp_path, run, line) -> None:
    file = write_questions(tmp_path / "vragen.jsonl", {"id": "a", "question": COST}, line)
    ran = run("vraag", "--file", file, "--index", tmp_path / "geen", "--json")
    assert ran.code == 2
    assert is_one_sentence(ran.err)
    assert f"{file}, regel 2: " in ran.err
    assert ran.out == ""


def test_a_file_of_questions_that_is_not_there_is_one_sentence(tmp_path, run) -> None:
    ran = run("vraag", "--file", tmp_path / "weg.jsonl", "--index", tmp_path / "geen")
    assert ran.code == 2
    assert is_one_sentence(ran.err)
    assert f"'{tmp_path / 'weg.jsonl'}' kan niet worden gelezen: dat is er niet" in ran.err


@pytest.mark.parametrize("arguments", [[], [COST, "--file", "vragen.jsonl"]], ids=["neither", "both"])
def test_a_question_or_a_file_and_not_both(run, arguments) -> None:
    ran = run("vraag", *arguments)
    assert ran.code == 2
    assert "geef een vraag of --file" in ran.err
    assert "Traceback" not in ran.err


def test_a_line_separator_inside_a_question_does_not_end_its_line(tmp_path, run) -> None:
    file = write_questions(tmp_path / "vragen.jsonl", json.dumps({"question": "Hallo\u2028daar!"}, ensure_ascii=False))
    assert "regel" not in run("vraag", "--file", file, "--index", tmp_path / "geen", "--json").err


def test_half_an_emoji_in_a_question_is_no_traceback(ingested, tmp_path, run) -> None:
    _, _, index = ingested
    file = write_questions(tmp_path / "vragen.jsonl", '{"question": "Wat kost het \\ud83d onderzoek?"}')
    assert run("vraag", "--file", file, "--index", index, "--json").code == 0


@pytest.mark.parametrize("port", ["-1", "0", "70000"])
def test_a_port_that_does_not_exist_is_refused_before_anything_is_read(tmp_path, run, port) -> None:
    ran = run("app", "--index", tmp_path / "geen", "--port", port)
    assert ran.code == 2
    assert "--port" in ran.err
    assert "Traceback" not in ran.err


def test_a_plan_says_what_would_change_and_what_is_unknown_and_makes_no_index(ingested, run, tmp_path) -> None:
    _, folder, _ = ingested
    ran = run("ingest", "--plan", "--corpus", folder, "--index", tmp_path / "geen", "--json")
    assert (ran.code, ran.err) == (1, "")
    [record] = ran.records
    assert {file["path"]: file["happened"] for file in record["files"]} == {"gids.md": "added", "kapot.pdf": "failed"}
    assert record["known"]["gids.md"]["title"]["value"] == "Gids zij-instroom"
    assert record["known"]["gids.md"]["region"] == {"value": "", "origin": ""}
    assert list(tmp_path.iterdir()) == []


def test_a_plan_for_a_person_is_a_table_and_success_when_all_can_be_read(corpus, run, tmp_path) -> None:
    ran = run("ingest", "--plan", "--corpus", corpus, "--index", tmp_path / "geen")
    assert ran.code == 0
    assert re.search(r"nieuw +gids\.md", ran.err)
    assert "Er is niets gewijzigd." in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("option", ["--fetch", "--replace"])
def test_a_plan_changes_nothing_and_so_goes_with_no_option_that_does(corpus, run, option) -> None:
    ran = run("ingest", "--plan", option, "--corpus", corpus)
    assert ran.code == 2
    assert "--plan verandert niets" in " ".join(ran.err.split())


def test_a_backup_that_is_restored_elsewhere_answers(ingested, run, tmp_path) -> None:
    _, _, index = ingested
    kept = run("index", "backup", tmp_path / "kopie.zip", "--index", index)
    assert (kept.code, kept.out) == (0, "")
    assert "1 document bewaard" in kept.err
    assert run("index", "restore", tmp_path / "kopie.zip", "--index", tmp_path / "elders").code == 0
    assert "1.250 euro" in run("vraag", COST, "--index", tmp_path / "elders").out


def test_what_is_no_backup_is_one_sentence(run, tmp_path) -> None:
    (tmp_path / "kopie.zip").write_text("geen kopie", encoding="utf-8")
    ran = run("index", "restore", tmp_path / "kopie.zip", "--index", tmp_path / "index")
    assert ran.code == 2
    assert is_one_sentence(ran.err)


def test_a_question_loads_nothing_heavy_that_it_does_not_need(corpus, tmp_path) -> None:
    ask = ["app.py", "vraag", COST, "--corpus", str(corpus), "--index", str(tmp_path / "index")]
    heavy = {"chromadb", "torch", "sentence_transformers", "gradio", "pandas", "matplotlib", "sklearn", "trafilatura", "pypdf", "docx"}
    code = f"""
import sys
import app
sys.argv = {ask!r}
try:
    app.main()
finally:
    print(sorted({heavy!r} & set(sys.modules)), file=sys.stderr)
"""
    said = [subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True) for _ in range(2)]
    assert [done.returncode for done in said] == [0, 0]
    assert said[0].stdout == said[1].stdout
    assert "chromadb" in said[0].stderr and said[1].stderr.splitlines()[-1] == "[]"
