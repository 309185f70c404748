"""Settings: frozen, and they build nothing."""

import dataclasses

import pytest

from ingest.settings import SHIPPED_EMBEDDER, EmbedderOptions


def test_settings_cannot_be_changed(settings):
    with pytest.raises(dataclasses.FrozenInstanceError):
        settings().index = "elders"


def test_settings_make_no_folder(settings, tmp_path):
    settings()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("index", "is_remote"),
    [
        ("http://chroma:8000", True),
        ("https://chroma.example.nl", True),
        (".bronwijs", False),
        ("https-index", False),
        ("/srv/http/index", False),
    ],
)
def test_an_address_is_remote_and_a_folder_is_not(settings, index, is_remote):
    assert settings(index=index).is_remote is is_remote


def test_the_environment_says_how_an_embedder_is_used(settings, monkeypatch):
    assert settings().embedder_options == EmbedderOptions()
    for name, said in {"QUERY": r"Instruct: Zoek\nQuery: ", "PASSAGE": "", "POOLING": " cls ", "KEY": " geheim "}.items():
        monkeypatch.setenv(f"BRONWIJS_EMBEDDER_{name}", said)
    options = settings().embedder_options
    assert options == EmbedderOptions("Instruct: Zoek\nQuery: ", "", "cls", "geheim")
    assert "geheim" not in repr(settings())


def test_the_embedder_of_old_is_the_one_that_is_shipped(settings):
    assert settings().embedder == str(SHIPPED_EMBEDDER)
    assert (SHIPPED_EMBEDDER / "model.safetensors").is_file()
