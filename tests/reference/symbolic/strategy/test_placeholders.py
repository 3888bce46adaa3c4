"""Symbols for parts of a graph, of which nothing is an exception."""

from __future__ import annotations

import pytest
from goals import equal
from graphs import Array, argument, where
from strategies import decisions, is_left, is_proved

from reference.symbolic.goal import AWAY_FROM_KINKS
from reference.symbolic.strategy.placeholders import placeholder

x, free = argument("x", "J"), argument("free", "J")
part = Array(placeholder(x.node, "part"))


def test_a_placeholder_has_the_axes_and_the_kind_of_its_part():
    made = placeholder(x.node, "name", "positive")
    assert (made.axes, made.kind, made.name) == (x.axes, "real", "name")
    assert made.traits == {"not generic", "positive"}


@pytest.mark.parametrize("other", [0 * x, free, free * x - 1])
def test_a_placeholder_may_stand_at_a_kink(other):
    one, two = where(part - other >= 0, 1, 0), where(part - other > 0, 1, 0)
    assert is_left(equal(one, two))
    for found in decisions(equal(where(x - 2 >= 0, 1, 0), where(x - 2 > 0, 1, 0))):
        assert found.conditions == (AWAY_FROM_KINKS,)


def test_what_holds_for_anything_holds_for_a_placeholder():
    assert is_proved(equal((part + free) * (part - free), part * part - free * free))
