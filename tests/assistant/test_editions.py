"""An edition is newer when its title is the same but for a later date."""

from __future__ import annotations

import pytest
from llama_index.core.schema import NodeWithScore, TextNode

from assistant.editions import newer_edition


def hit(document: str, title: str, published: str = "", publisher: str = "") -> NodeWithScore:
    known = {"document": document, "title": title, "published": published, "publisher": publisher}
    return NodeWithScore(node=TextNode(text="x", metadata=known), score=1.0)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (hit("a.pdf", "Gids 2023-2024"), hit("b.pdf", "Gids 2025-2026")),
        (hit("a.pdf", "Nieuwsbrief maart 2024"), hit("b.pdf", "Nieuwsbrief juni 2024")),
        (hit("gids-2023.pdf", "Gids", "2023"), hit("gids-2024.pdf", "Gids", "2024")),
    ],
)
def test_the_same_title_with_a_later_date_is_newer(old, new):
    assert newer_edition(old.node.metadata["document"], [old, new])["document"] == new.node.metadata["document"]
    assert newer_edition(new.node.metadata["document"], [old, new]) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (hit("a.pdf", "Gids 2023"), hit("b.pdf", "Jaarverslag 2024")),
        (hit("reis.pdf", "Infographic", "2023"), hit("beurs.pdf", "Infographic", "2024")),
        (hit("a.pdf", "Gids 2023", publisher="Saxion"), hit("b.pdf", "Gids 2024", publisher="Windesheim")),
        (hit("a.pdf", "Gids"), hit("b.pdf", "Gids")),
        (hit("a.pdf", "2023"), hit("b.pdf", "2024")),
    ],
)
def test_another_document_is_no_edition(one, other):
    assert newer_edition(one.node.metadata["document"], [one, other]) is None


def test_a_document_that_was_not_found_has_none():
    assert newer_edition("weg.pdf", [hit("a.pdf", "Gids 2024")]) is None
