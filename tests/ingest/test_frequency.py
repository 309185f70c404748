"""How common words are."""

import pytest

from ingest.frequency import frequency, listed_frequency


@pytest.mark.parametrize("word", ["onderwijs", "school", "subsidie", "xqzvwk"])
def test_the_list_says_what_the_library_says(word):
    assert listed_frequency(word) == pytest.approx(frequency(word), abs=0.01)


def test_an_everyday_word_is_more_common_than_a_rare_one():
    assert frequency("de") > 7 > frequency("school") > frequency("parkeervergunning")
