"""The pages where a document says what it is."""

from __future__ import annotations

from ingest.known import known

BODY = "Een mentor is een ervaren leraar die elke week met een starter spreekt over zijn lessen."


def test_a_colophon_far_on_counts_and_running_text_there_does_not(document):
    middle = [f"{BODY} {at}" for at in range(60)]
    assert known(document("# Gids", *middle, "# Colofon", "Utrecht, juni 2025", *middle)).published.value == "2025-06"
    assert known(document("# Gids", *middle, "# Verder", "Utrecht, juni 2025", *middle)).published.value == ""
