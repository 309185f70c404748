"""The fitted weights, from a file that people can read. `training/fit_answers.py` writes it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

FILE = Path(__file__).parent / "weights.json"

# "answers": of each feature of a stretch (features.py); "sure": of each sign that it is the answer (abstain.py).
WEIGHTS: Mapping[str, Mapping[str, float]] = json.loads(FILE.read_text(encoding="utf-8"))
