"""How coarsely values are rounded is seen in the values."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import check_gradient
from grader.gradcheck.grain import Grain


def grain_of(*values: float) -> Grain:
    grain = Grain()
    for value in values:
        grain.take(np.atleast_1d(np.asarray(value, dtype=float)))
    return grain


VALUES = np.random.default_rng(0).normal(size=(40, 3)) * 3


@given(st.sampled_from(range(40)))
def test_numbers_of_full_precision_have_none(row: int) -> None:
    grain = grain_of(*VALUES[row])
    assert grain.epsilon == 0
    assert grain.quantum == 0


@given(st.sampled_from(range(40)), st.integers(2, 10))
def test_decimals_are_seen(row: int, places: int) -> None:
    grain = grain_of(*np.round(VALUES[row], places))
    assert 10.0**-places <= grain.quantum <= 10.0 ** (1 - places)


@given(st.sampled_from(range(40)), st.sampled_from([np.float16, np.float32]))
def test_lower_precision_is_seen(row: int, kind: type[np.floating]) -> None:
    grain = grain_of(*VALUES[row].astype(kind).astype(float))
    assert 1 <= grain.epsilon / np.finfo(kind).eps <= 8


def test_cancellation_leaves_a_quantum() -> None:
    assert grain_of(*(1e8 + VALUES[0]) ** 2 - 1e16).quantum >= 1


def test_a_value_that_never_changes_tells_nothing() -> None:
    assert grain_of(0.5, 0.5, 0.5).quantum == 0


def test_entries_that_stand_still_tell_nothing() -> None:
    grain = Grain()
    for entry in VALUES[0]:
        grain.take(np.array([1.0, entry, 0.0]))
    assert grain.epsilon == grain.quantum == 0


def loss(x: np.ndarray) -> float:
    return float(np.sum(np.sin(2 * x)) + x @ x)


def slope(x: np.ndarray) -> np.ndarray:
    gradient: np.ndarray = 2 * np.cos(2 * x) + 2 * x
    return gradient


ROUNDED: dict[str, Callable[[float], float]] = {
    "single precision": lambda value: float(np.float32(value)),
    "half precision": lambda value: float(np.float16(value)),
    "eight digits": lambda value: float(f"{value:.8g}"),
    **{f"{n} decimals": lambda value, n=n: round(value, n) for n in (10, 8, 6, 4, 2)},  # type: ignore[misc]
    "thousandths, cut": lambda value: int(1000 * value) / 1000,
}


@pytest.mark.parametrize("rounded", ROUNDED.values(), ids=ROUNDED)
def test_a_right_gradient_of_a_rounded_function_is_not_refused(
    rounded: Callable[[float], float],
) -> None:
    for seed in range(25):
        x = np.random.default_rng(seed).normal(size=1 + seed % 5)
        assert check_gradient(lambda x: rounded(loss(x)), slope, x).verdict != "fail"


@pytest.mark.parametrize("kind", ["single precision", "eight digits", "6 decimals"])
def test_a_wrong_gradient_of_a_rounded_function_is_refused(kind: str) -> None:
    for seed in range(10):
        x = np.random.default_rng(seed).normal(size=4)
        result = check_gradient(lambda x: ROUNDED[kind](loss(x)), lambda x: 1.1 * slope(x), x)
        assert result.verdict == "fail"
