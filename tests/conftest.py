"""Shared by all tests: the shipped embedder, settings in a temporary folder, and a tiny corpus. No test needs the network."""

import os

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

from collections.abc import Callable
from pathlib import Path

import pytest
from llama_index.core.base.embeddings.base import BaseEmbedding

from ingest.embed import open_embedder
from ingest.settings import SHIPPED_EMBEDDER, Settings

TOELATING = """# Toelating

Iedereen met een afgeronde opleiding op hoger niveau kan zich aanmelden voor het geschiktheidsonderzoek.

## Kosten

Het geschiktheidsonderzoek kost 1.500 euro, en het schoolbestuur betaalt dat bedrag voordat het begint.

## Aanmelden

Aanmelden kan het hele jaar door met het formulier op de website van de opleidingsschool.
"""
BEGELEIDING = """<html><head><title>Begeleiding op school</title></head><body><main><h1>Begeleiding op school</h1>
<p>Iedere zij-instromer heeft op school een eigen begeleider, die elke week een les bezoekt en nabespreekt.</p>
<p>Na een half jaar volgt een tussentijdse beoordeling door de schoolopleider en de leidinggevende samen.</p>
</main></body></html>
"""
NIEUWS = """Nieuwsbrief najaar

De volgende voorlichting over zij-instroom is op dinsdag 4 november in de aula van het provinciehuis.
"""


@pytest.fixture(scope="session")
def embedder() -> BaseEmbedding:
    """The embedder that is shipped."""
    return open_embedder(str(SHIPPED_EMBEDDER))


@pytest.fixture
def settings(tmp_path: Path) -> Callable[..., Settings]:
    """Makes settings whose corpus and index lie in this test's own folder, save for what is given."""
    return lambda **changes: Settings(**{"corpus": tmp_path / "corpus", "index": str(tmp_path / "index")} | changes)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with three small documents, one of each of three formats."""
    folder = tmp_path / "corpus"
    (folder / "webpaginas").mkdir(parents=True)
    (folder / "toelating.md").write_text(TOELATING, encoding="utf-8")
    (folder / "webpaginas" / "begeleiding.html").write_text(BEGELEIDING, encoding="utf-8")
    (folder / "nieuws.txt").write_text(NIEUWS, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder with small files for tests."""
    return Path(__file__).parent / "data"
