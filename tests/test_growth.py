"""What is said of texts that take linear time must be able to fail."""

import re

import pytest


@pytest.mark.parametrize(("pattern", "is_linear"), [(r"a+@", False), (r"(?<!a)a++@", True)])
def test_quadratic_time_is_told_from_linear_time(pattern, is_linear, growth):
    found = growth(lambda size: re.findall(pattern, "a" * size), 1_000)
    assert (found < 3) is is_linear


def test_a_moment_is_no_growth(growth):
    assert growth(lambda size: size * size, 1) < 0.1
