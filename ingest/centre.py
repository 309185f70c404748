"""Vectors around their common middle, of length 1.

Mean-pooled vectors share a strong common direction, and an HNSW index then loses some of them without a word. The mean is taken
over a fixed list of unrelated Dutch sentences, so that it needs no state: the same model always has the same middle.
"""

from __future__ import annotations

import numpy as np

UNRELATED = (
    "De trein naar Zwolle vertrekt van spoor vier.", "Roer de suiker door het deeg en laat het rusten.",
    "Het kabinet besluit volgende week over de begroting.", "Mijn fiets heeft een lekke band.",
    "Leerlingen schrijven een werkstuk over vulkanen.", "De huisarts verwees haar naar het ziekenhuis.",
    "Wie het formulier te laat inlevert, krijgt geen vergoeding.", "Op zolder staan dozen met oude boeken.",
    "De software werkt niet meer na de laatste wijziging.", "In de winter vriest de vijver dicht.",
    "De vergadering begint om negen uur met een mededeling.", "Een wiskundedocent legt de stelling uit.",
    "Het elftal verloor met drie tegen één.", "Bel ons gerust als u vragen heeft.",
    "De huur gaat in juli met twee procent omhoog.", "Zij speelt al jaren viool in een orkest.",
)  # fmt: skip


def unit(vectors: np.ndarray) -> np.ndarray:
    """Rows of length 1; a row without length stays as it is.

    >>> unit(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist()
    [[0.6, 0.8], [0.0, 0.0]]
    """
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(lengths > 0, lengths, 1)


def centre_of(vectors: np.ndarray) -> np.ndarray:
    """The middle of vectors, each taken as of length 1, shape (dimensions,)."""
    return np.mean(unit(vectors), axis=0)


def centred(vectors: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """Vectors as seen from a middle, of length 1; one that says nothing goes on saying nothing."""
    says = np.any(vectors != 0, axis=1, keepdims=True)
    return np.where(says, unit(unit(vectors) - centre), 0.0)
