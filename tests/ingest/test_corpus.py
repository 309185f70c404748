"""The files of a corpus: which are found, which are left alone, and what is said of folders that cannot be looked into."""

from __future__ import annotations

import os

import pytest

from ingest.corpus import corpus_files
from ingest.errors import CorpusError


def make(corpus, *paths):
    for path in paths:
        (corpus / path).parent.mkdir(parents=True, exist_ok=True)
        (corpus / path).write_text("Tekst.", encoding="utf-8")


def test_files_in_folders_are_found_in_order_and_hidden_ones_are_not(tmp_path):
    make(tmp_path, "b.md", "map/a.md", "_concept/c.md", ".git/d.md", "map/.e.md", "~$b.docx", "bronnen.toml", "map/bronnen.toml")
    assert list(corpus_files(tmp_path)) == ["b.md", "map/a.md", "map/bronnen.toml"]


def test_links_that_lead_out_or_to_themselves_are_left_alone(tmp_path):
    make(tmp_path, "corpus/a.md", "elders.md")
    (tmp_path / "corpus" / "uit.md").symlink_to(tmp_path / "elders.md")
    (tmp_path / "corpus" / "lus").symlink_to("lus")
    (tmp_path / "corpus" / "binnen.md").symlink_to("a.md")
    assert list(corpus_files(tmp_path / "corpus")) == ["a.md", "binnen.md"]


@pytest.mark.parametrize("name", ["nergens", "bestand.md"])
def test_what_is_no_folder_is_said(tmp_path, name):
    make(tmp_path, "bestand.md")
    with pytest.raises(CorpusError, match="bestaat niet, of is een bestand"):
        corpus_files(tmp_path / name)


def test_a_folder_that_cannot_be_listed_is_said_and_its_files_are_not_taken_for_gone(tmp_path, monkeypatch):
    make(tmp_path, "a.md", "dicht/b.md")
    scandir = os.scandir  # the tests may run as root, whom nothing is closed to

    def closed(path):
        if str(path).endswith("dicht"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    with pytest.raises(CorpusError, match="dicht' kan niet worden bekeken"):
        corpus_files(tmp_path)
