"""The rules of the house: which room may use which, one owner per outside library, and names."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("app", "evals", "assistant", "ingest")
MAY_USE = {"ingest": {"ingest"}, "assistant": {"assistant", "ingest"}, "evals": {"evals", "assistant", "ingest"}}
OWNERS = {
    "pypdf": {"ingest/load/pdf.py", "evals/literal.py"},
    "docx": {"assistant/word.py", "ingest/load/docx.py"},  # one reads, one writes
    "oxmsg": {"assistant/inbox/outlook.py"},
    "imap_tools": {"assistant/inbox/mailbox.py"},
    "imaplib": {"assistant/inbox/mailbox.py"},
    "trafilatura": {"ingest/load/html.py"},
    "markdown_it": {"ingest/load/markdown.py"},
    "pypdfium2": {"ingest/show.py"},
    "fastapi": {"assistant/web/inbox_page.py", "assistant/web/page.py", "assistant/web/routes.py", "assistant/web/serve.py"},
    "uvicorn": {"assistant/web/serve.py"},
    "Stemmer": {"ingest/dutch.py"},
    "chromadb": {"ingest/connect.py", "ingest/lease.py", "ingest/store.py"},  # the client, who may write, and what is in it
    "sentence_transformers": {"ingest/transformer.py"},
    "huggingface_hub": {"ingest/transformer.py"},
    "tokenizers": {"ingest/static.py"},
    "safetensors": {"ingest/static.py"},
    "transformers": {"assistant/crossencoder.py"},
    "openai": {"ingest/served.py"},
    "httpx": {"ingest/connect.py", "ingest/download.py"},  # Chroma's client of a server is an httpx client
}
WITHOUT_US = "evals/usual.py"  # what the libraries do by themselves, to compare with
VAGUE = {"utils", "helpers", "common", "base", "core", "manager", "factory", "service"}


def sources() -> list[Path]:
    return sorted([ROOT / "app.py", *(file for room in ROOMS[1:] for file in (ROOT / room).rglob("*.py"))])


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def imported(file: Path) -> set[str]:
    """The top-level packages that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(name_of(file).split("/")[0] if node.level else (node.module or "").split(".")[0])
    return found


@pytest.mark.parametrize("room", sorted(MAY_USE))
def test_arrows_between_rooms_point_one_way(room):
    files = [file for file in sources() if name_of(file).startswith(f"{room}/")]
    assert files
    assert not {name_of(file): wrong for file in files if (wrong := (imported(file) & set(ROOMS)) - MAY_USE[room])}


@pytest.mark.parametrize("library", sorted(OWNERS))
def test_an_outside_library_has_one_owner(library):
    users = {name_of(file) for file in sources() if library in imported(file)} - {WITHOUT_US}
    assert users <= OWNERS[library]


def test_gradio_is_used_only_for_the_web_page():
    assert not [name_of(file) for file in sources() if "gradio" in imported(file) and not name_of(file).startswith("assistant/web/")]


def test_nothing_imports_the_training_or_the_tests():
    assert not [name_of(file) for file in sources() if imported(file) & {"training", "tests"}]


def test_every_module_says_what_it_is():
    assert not [name_of(file) for file in sources() if not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))]


def test_no_module_has_a_name_that_says_nothing():
    assert not [name_of(file) for file in sources() if VAGUE & {file.stem, file.parent.name}]


def test_every_module_of_ingest_has_its_tests():
    tests = {file.stem for file in (ROOT / "tests" / "ingest").glob("test_*.py")}
    modules = {file.stem for file in (ROOT / "ingest").glob("*.py") if file.stem != "__init__"}
    formats = {f"load_{file.stem}" for file in (ROOT / "ingest" / "load").glob("*.py") if file.stem != "__init__"}
    assert {f"test_{module}" for module in modules | formats | {"load"}} <= tests
    of_known = {file.stem for file in (ROOT / "tests" / "ingest" / "known").glob("test_*.py")}
    assert {f"test_{file.stem}" for file in (ROOT / "ingest" / "known").glob("*.py") if file.stem != "__init__"} <= of_known


def test_no_file_speaks_of_places_outside_the_repository():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    outside = ("/".join(("..", "shared")).encode(), "/".join(("", "work", "")).encode())
    files = [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    assert not [name_of(file) for file in files if any(word in file.read_bytes() for word in outside)]
