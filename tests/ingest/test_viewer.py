"""Pages drawn by another process: a file that harms it harms nothing else."""

import os
import time

import pytest

from ingest.viewer import Viewer


@pytest.fixture
def viewer():
    made = Viewer()
    yield made
    made.close()


def hang(*_):
    time.sleep(60)


def crash(*_):
    os._exit(139)


def test_a_page_comes_as_an_image_and_with_its_size(viewer, data):
    assert viewer.image(data / "scan.pdf", 1).startswith((b"\x89PNG", b"\xff\xd8"))
    assert viewer.sheet(data / "table.pdf", 1, "").pages >= 1


def test_a_file_that_cannot_be_drawn_is_an_oserror_and_the_next_one_is_drawn(viewer, data, tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(OSError):
        viewer.image(tmp_path / "a.pdf", 1)
    with pytest.raises(OSError, match="no page 99"):
        viewer.sheet(data / "scan.pdf", 99, "")
    assert viewer.sheet(data / "scan.pdf", 1, "").pages == 1


def test_a_process_that_crashes_is_started_again(viewer, data):
    with pytest.raises(OSError):
        viewer._ask(crash)
    assert viewer.sheet(data / "scan.pdf", 1, "").pages == 1


def test_a_process_that_hangs_is_ended():
    impatient = Viewer(seconds=0.5)
    try:
        with pytest.raises(OSError, match="more than 0.5 seconds"):
            impatient._ask(hang)
        assert impatient._process is None
    finally:
        impatient.close()
