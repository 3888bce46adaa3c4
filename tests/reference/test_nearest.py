"""The nearest name: one that is there, itself where it is known, and none that is unlike it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.nearest import nearest

NAMES = ("softmax", "softmax_vjp", "log_softmax", "adam")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("sofmax", "softmax"), ("softmax_jvp", "softmax_vjp"), ("Adam", "adam"), ("momentum", None)],
)
def test_a_slip_is_understood(written: str, meant: str | None) -> None:
    assert nearest(written, NAMES) == meant


def test_how_like_it_must_be_is_chosen() -> None:
    assert nearest("ad", NAMES, likeness=0.6) == "adam"
    assert nearest("ad", NAMES, likeness=0.7) is None


@given(st.sets(st.text(max_size=8), min_size=1), st.data())
def test_a_known_name_is_its_own_nearest(names: set[str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(names)))
    assert nearest(name, names) == name


@given(st.text(max_size=8), st.sets(st.text(max_size=8)))
def test_the_nearest_is_one_of_those_that_are_known(name: str, names: set[str]) -> None:
    assert nearest(name, names) in {None, *names}
