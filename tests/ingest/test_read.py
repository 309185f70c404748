"""Whatever a file does, each file is answered for, and nothing is left behind."""

import io
import os
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import psutil
import pytest

from ingest.document import Document
from ingest.errors import LoadError
from ingest.limits import Limits
from ingest.load import load
from ingest.read import FILES_PER_WORKER, PageRead, read_all

ROOT = Path(__file__).parents[2]
SMALL = Limits(memory_mb=400, expanded_mb=100)
LETTER = "Een brief over de opleiding."
TEXT = b"BT /F1 10 Tf 1 0 0 1 60 700 Tm (Een brief over de opleiding.) Tj ET\n"
NEVER_ENDING = b"BT /F1 10 Tf\n" + b"1 0 0 1 60 700 Tm (ab) Tj\n" * 190_000 + b"ET"  # minutes of work


def stream(data: bytes, entries: bytes = b"", flates: int = 1) -> bytes:
    """A stream of a PDF, packed so many times over."""
    for _ in range(flates):
        data = zlib.compress(data)
    filters = b"/FlateDecode " * flates
    return b"<< /Length %d /Filter [%s] %s >>\nstream\n%s\nendstream" % (len(data), filters, entries, data)


def pdf(kids: bytes = b"3 0 R", contents: tuple[bytes, ...] = (stream(TEXT),), more: Mapping[int, bytes] | None = None) -> bytes:
    """A PDF with these kids in its page tree; object 3 and on are pages with these contents. Their form, if any, is object 90."""
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [%s] /Count 1 >>" % kids}
    resources = b"/Font << /F1 99 0 R >> /XObject << /X 90 0 R >>"
    for number, content in enumerate(contents, start=3):
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << %s >> >>"
        objects |= {number: page % (number + 40, resources), number + 40: content}
    objects |= {99: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", **(more or {})}
    out, places = io.BytesIO(b"%PDF-1.7\n"), {}
    out.seek(0, io.SEEK_END)
    for number, body in objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % place for place in places.items()))
    out.write(b"trailer << /Size 100 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def form(number: int, content: bytes) -> bytes:
    """A form of a PDF, that may draw form `number`."""
    return stream(content, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>" % number)


def word(change: Callable[[bytes], bytes] = bytes, **parts: bytes) -> bytes:
    """A Word file whose text went through `change`, with more parts in it."""
    plain, made = io.BytesIO(), io.BytesIO()
    document = docx.Document()
    document.add_paragraph(LETTER)
    document.save(plain)
    with ZipFile(plain) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(source.read(name)) if name == "word/document.xml" else source.read(name))
        for name, content in parts.items():
            target.writestr(name, content)
    return made.getvalue()


LAUGHS = b"<!DOCTYPE l [<!ENTITY a 'haha'>%s]>" % b"".join(b"<!ENTITY %c '%s'>" % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
DOUBLE = b"<< /Type /Pages /Kids [%d 0 R %d 0 R] >>"
HOSTILE: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "bomb.docx": (lambda: word(bomb=bytes(110_000_000)), {"too_large"}),
    "memory.docx": (lambda: word(lambda xml: xml.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 5_000_000)), {"too_much_memory"}),
    "entities.docx": (lambda: word(lambda xml: xml.replace(b"<w:document", LAUGHS + b"<w:document").replace(b"Een", b"&j;")), {"broken"}),
    "deep.docx": (lambda: word(lambda xml: xml.replace(b"<w:body>", b"<w:body>" + b"<w:sdt>" * 100_000)), {"broken"}),
    "deep.html": (lambda: b"<html><body>" + b"<div>" * 100_000 + LETTER.encode(), {"no_text", "broken", "crashed", "too_slow"}),
    "deep.md": (lambda: b">" * 100_000 + LETTER.encode(), {"no_text"}),
    "zeros.txt": (lambda: bytes(1_000_000), {"no_text"}),
    "itself.pdf": (lambda: pdf(kids=b"2 0 R 2 0 R"), {"broken"}),
    "doubling.pdf": (lambda: pdf(b"4 0 R", more={n: DOUBLE % (n + 1, n + 1) for n in range(4, 42)}), {"broken"}),
    "same.pdf": (lambda: pdf(kids=b"3 0 R " * 9000), {"too_large"}),
    "packed.pdf": (lambda: pdf(contents=(stream(bytes(100_000_000), flates=3),)), {"broken"}),
}  # fmt: skip
HARMLESS: dict[str, Callable[[], bytes]] = {
    "forms.pdf": lambda: pdf(contents=(stream(TEXT + b"/X Do\n"),), more={90: form(90, b"/X Do /X Do\n")}),
    "letter.docx": word,
    "letter.md": LETTER.encode,
    "letter.pdf": pdf,
    "letter.txt": LETTER.encode,
}


def workers_of(program: int | None = None) -> list[psutil.Process]:
    """The workers of a program, by default this one."""
    return [child for child in psutil.Process(program).children(recursive=True) if is_worker(child)]


def is_worker(process: psutil.Process) -> bool:
    try:
        return "ingest.worker" in process.cmdline()
    except psutil.Error:  # it has just ended
        return False


def has_ended(process: psutil.Process) -> bool:
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def until(is_so: Callable[[], object], seconds: float = 60) -> bool:
    """True once something is so."""
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:
        time.sleep(0.05)
    return bool(is_so())


def written(folder: Path, contents: Mapping[str, bytes]) -> dict[str, Path]:
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return {name: folder / name for name in contents}


@pytest.fixture
def letters(tmp_path) -> Callable[[int], dict[str, Path]]:
    """Makes so many small files."""
    return lambda number: written(tmp_path, {f"{n:03}.txt": f"Brief {n} over de opleiding.".encode() for n in range(number)})


@pytest.fixture
def slow(tmp_path) -> Path:
    """A PDF of which one page is read at once, and the other takes minutes."""
    (tmp_path / "slow.pdf").write_bytes(pdf(b"3 0 R 4 0 R", (stream(TEXT), stream(NEVER_ENDING))))
    return tmp_path / "slow.pdf"


@pytest.fixture(scope="module")
def answers(tmp_path_factory) -> dict[str, Document | LoadError]:
    """What is said of files that mean harm, and of good ones between them."""
    folder = tmp_path_factory.mktemp("hostile")
    files = written(folder, {name: make() for name, (make, _) in HOSTILE.items()} | {name: make() for name, make in HARMLESS.items()})
    (folder / "huge.txt").touch()
    os.truncate(folder / "huge.txt", 200_000_000)  # takes no room on the disk
    files = dict(sorted((files | {"huge.txt": folder / "huge.txt", "gone.pdf": folder / "gone.pdf"}).items()))
    found = dict(read_all(files, limits=SMALL, workers=2))
    assert list(found) == list(files)
    return found


@pytest.mark.parametrize("name", [*HOSTILE, "huge.txt", "gone.pdf"])
def test_a_hostile_file_is_refused_with_words(answers, name):
    problem = answers[name]
    assert isinstance(problem, LoadError)
    assert problem.code in (HOSTILE[name][1] if name in HOSTILE else {"huge.txt": {"too_large"}, "gone.pdf": {"unreadable"}}[name])
    assert len(str(problem)) > 20


@pytest.mark.parametrize("name", HARMLESS)
def test_the_files_around_it_are_read(answers, name):
    assert isinstance(answers[name], Document)
    assert LETTER in answers[name].text


def test_the_documents_are_those_that_loading_gives():
    folder = ROOT / "corpus"
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.glob("[!_]*/*")) if path.is_file()}
    assert len(files) >= 8
    found = list(read_all(files))
    assert found == [(name, load(file, name)) for name, file in files.items()]


def test_pages_are_told_in_the_thread_that_takes_the_documents(data):
    heard: list[PageRead] = []
    ((_, document),) = read_all({"a/b.pdf": data / "two_columns.pdf"}, on_page=heard.append)
    assert heard == [PageRead("a/b.pdf", page, 5) for page in range(1, 6)]
    assert isinstance(document, Document)


def test_no_files_start_no_worker():
    assert list(read_all({})) == []


def test_many_files_keep_their_order_and_a_worker_is_replaced_in_time(letters):
    files = letters(FILES_PER_WORKER + 5)
    seen = set()
    found = []
    for path, document in read_all(files, workers=1):
        seen |= {worker.pid for worker in workers_of()}
        found.append((path, document.text))
    assert found == [(f"{n:03}.txt", f"Brief {n} over de opleiding.") for n in range(len(files))]
    assert len(seen) == 2


def test_only_a_few_documents_are_read_ahead(letters):
    files = letters(30)
    reading = read_all(files, workers=1)
    next(reading)
    time.sleep(0.5)
    for file in islice(files.values(), 10, None):
        file.unlink()
    assert [path for path, found in reading if isinstance(found, LoadError)] == list(files)[10:]


def test_a_worker_that_is_killed_fails_its_own_file_only(slow, letters):
    files = {"slow.pdf": slow, **letters(2)}

    def kill(page: PageRead) -> None:
        assert page == PageRead("slow.pdf", 1, 2)
        (worker,) = workers_of()
        worker.kill()

    found = dict(read_all(files, workers=1, on_page=kill))
    assert found.pop("slow.pdf").code == "crashed"
    assert [document.text for document in found.values()] == ["Brief 0 over de opleiding.", "Brief 1 over de opleiding."]


@pytest.mark.parametrize(("limits", "words"), [
    (Limits(quiet_seconds=3), "3 seconden lang niet verder"), (Limits(seconds=3), "langer dan 0.05 minuten"),
])  # fmt: skip
def test_a_file_that_never_ends_is_given_up_and_the_next_is_read(slow, letters, limits, words):
    files = {"slow.pdf": slow, **letters(1)}
    (_, problem), (_, letter) = read_all(files, limits=limits, workers=1)
    assert (problem.code, words in str(problem)) == ("too_slow", True)
    assert letter.text == "Brief 0 over de opleiding."


def test_closing_early_leaves_no_worker(slow, letters):
    reading = read_all({**letters(1), "slow.pdf": slow, "same.pdf": slow}, workers=2)
    next(reading)
    running = workers_of()
    assert running
    reading.close()
    assert all(map(has_ended, running))
    assert not workers_of()


def test_an_error_of_the_one_who_listens_leaves_no_worker(slow):
    def stumble(page: PageRead) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(read_all({"slow.pdf": slow}, on_page=stumble))
    assert not workers_of()


@pytest.mark.parametrize("name", ["SIGINT", "SIGKILL"])
def test_a_program_that_is_ended_leaves_no_worker(slow, name):
    if sys.platform == "win32":
        pytest.skip("no such signals there")
    script = (
        "import sys; from pathlib import Path; from ingest.read import read_all\n"
        "for _ in read_all({'a.pdf': Path(sys.argv[1])}, on_page=lambda page: print(page, flush=True)): pass"
    )
    program = subprocess.Popen(
        [sys.executable, "-c", script, slow], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    with program:
        assert b"page=1" in program.stdout.readline()
        running = workers_of(program.pid)
        assert len(running) == 1
        program.send_signal(signal.Signals[name])
        program.wait(timeout=60)
    assert until(lambda: all(map(has_ended, running)))


def test_a_program_that_ends_halfway_the_files_is_not_held_up(letters):
    files = list(letters(20).values())
    script = (
        "import sys; from pathlib import Path; from ingest.read import read_all\n"
        "reading = read_all({name: Path(name) for name in sys.argv[1:]}, workers=1); next(reading)"
    )
    ended = subprocess.run([sys.executable, "-c", script, *files], cwd=ROOT, capture_output=True, timeout=300, text=True)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


@pytest.mark.parametrize("executable", ["/nergens/python", "/bin/false"])
def test_when_no_worker_can_start_each_file_says_so(letters, monkeypatch, executable):
    monkeypatch.setattr(sys, "executable", executable)
    problems = [found for _, found in read_all(letters(12), workers=2)]
    assert {problem.code for problem in problems} == {"no_worker"}
    assert len(problems) == 12


def test_a_mistake_of_the_program_itself_is_no_fault_of_a_file(letters, monkeypatch):
    monkeypatch.setattr(psutil, "Popen", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        list(read_all(letters(3)))


def test_what_a_hostile_file_makes_libraries_say_is_not_printed(tmp_path, capfd):
    (tmp_path / "a.pdf").write_bytes(pdf(kids=b"2 0 R 3 0 R 7 0 R"))
    list(read_all({"a.pdf": tmp_path / "a.pdf"}))
    assert capfd.readouterr() == ("", "")
