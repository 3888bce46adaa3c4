"""Slips are named by two residuals, and not where chance may have made them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.gradcheck.arrangements import Arrangements
from grader.gradcheck.blocks import zeros
from grader.gradcheck.factors import _run, in_a_block, in_a_run, may_be_simple, overall, simple
from grader.gradcheck.measured import BARS, Both, Measured
from grader.gradcheck.parameters import Layout, layout
from grader.gradcheck.slips import Slip

SEEDS = st.integers(0, 2**32 - 1)


def rearranged(both: Both, of: Layout) -> Slip | None:
    return Arrangements(both[0].gradient, (both[0].v, both[1].v), of).explaining(both)


def both_of(right: Any, wrong: Any, seed: int, error: float = 1e-9) -> Both:
    """What two directions show of a claim, to within the error."""
    random = np.random.default_rng(seed)
    first, second = (
        Measured(float((right - wrong) @ v) + error * random.uniform(-1, 1), error, v, wrong)
        for v in random.choice([-1.0, 1.0], (2, right.size))
        * random.uniform(0.6, 1.4, (2, right.size))
    )
    return first, second


@given(seed=SEEDS, count=st.integers(2, 100))
def test_a_count_is_named_exactly(seed: int, count: int) -> None:
    right = np.random.default_rng(seed).uniform(1, 2, 9)
    assert simple(both_of(right, count * right, seed)) == Slip("factor", float(count))
    assert simple(both_of(right, right / count, seed)) == Slip("factor", 1 / count)
    assert simple(both_of(right, -right, seed)) == Slip("sign", -1.0)


@given(seed=SEEDS, factor=st.floats(0.1, 0.45))
def test_any_other_factor_is_given_as_it_is(seed: int, factor: float) -> None:
    right = np.random.default_rng(seed).uniform(1, 2, 9)
    slip = overall(both_of(right, factor * right, seed))
    assert slip is not None
    assert slip.factor == pytest.approx(factor, rel=1e-6)


@given(seed=SEEDS)
def test_an_unrelated_gradient_has_no_name(seed: int) -> None:
    right, wrong = np.random.default_rng(seed).normal(size=(2, 9))
    both, of = both_of(right, wrong, seed), layout(np.zeros(9))
    assert simple(both) is None
    assert rearranged(both, of) is None
    assert in_a_block(both, of) is None
    assert in_a_run(both, of) is None


@given(seed=SEEDS)
def test_a_coarse_measurement_names_no_run(seed: int) -> None:
    right, wrong = np.random.default_rng(seed).normal(size=(2, 12))
    assert in_a_run(both_of(right, wrong, seed, error=0.1), layout(right)) is None


@given(seed=SEEDS, start=st.integers(0, 6), length=st.integers(2, 5))
def test_a_run_of_wrong_signs_is_named(seed: int, start: int, length: int) -> None:
    right = np.random.default_rng(seed).uniform(1, 2, 12)
    wrong = right.copy()
    wrong[start : start + length] *= -1
    slip = in_a_run(both_of(right, wrong, seed), layout(right))
    assert slip == Slip("sign", -1.0, (f"x[{start}:{start + length}]",))


def test_a_wrong_row_is_named() -> None:
    right = np.random.default_rng(0).uniform(1, 2, (4, 5))
    wrong = right.copy()
    wrong[2] *= 7
    slip = in_a_block(both_of(right.ravel(), wrong.ravel(), 0), layout(right))
    assert str(slip) == "factor 7 in the block x[2, :]"


def test_a_block_of_zeros_is_found_by_name() -> None:
    x = {"W": np.ones((2, 2)), "b": np.ones(3)}
    names, part = zeros(np.array([1.0, 2, 3, 4, 0, 0, 0]), layout(x))
    assert (names, part.tolist()) == (("b",), [4, 5, 6])
    names, part = zeros(np.array([1.0, 2, 0, 0, 5, 6, 7]), layout(x))
    assert (names, part.tolist()) == (("W[1, :]",), [2, 3])
    assert zeros(np.zeros(7), layout(x)) == ((), None)


@given(seed=SEEDS)
def test_a_factor_is_quoted_to_the_digits_that_are_known(seed: int) -> None:
    right = np.random.default_rng(seed).uniform(1, 2, 9)
    slip = overall(both_of(right, 1.37 * right, seed, error=1e-4))
    assert slip is not None
    assert slip.factor is not None
    assert slip.factor == round(slip.factor, 4)
    assert slip.factor == pytest.approx(1.37, rel=1e-2)


@given(seed=SEEDS)
def test_a_sign_in_noise_is_a_guess_that_remains(seed: int) -> None:
    right = np.random.default_rng(seed).uniform(1, 2, 9)
    assert may_be_simple(both_of(right, -right, seed, error=0.5))
    assert not may_be_simple(both_of(right, 1.37 * right, seed, error=1e-6))


@pytest.mark.parametrize("size", [1e300, 1e-300, 5e-324])
@pytest.mark.parametrize("residual", [1e300, 1e-300, float("inf"), float("nan")])
def test_odd_numbers_raise_nothing(size: float, residual: float) -> None:
    of, v = layout(np.zeros(9)), np.ones(9)
    one = Measured(residual, 1e-9 * abs(residual), v, np.full(9, size))
    with np.errstate(all="ignore"):
        for name in (simple, overall, may_be_simple):
            name((one, one))
        for search in (in_a_block, in_a_run, rearranged):
            search((one, one), of)


@given(seed=SEEDS, error=st.floats(-12, -2), factor=st.sampled_from([-1.0, 2.0, 0.5]))
def test_a_run_is_the_first_of_all_that_fit(seed: int, error: float, factor: float) -> None:
    draws = np.random.default_rng(seed)
    right = draws.integers(0, 3, 9) * 1.0  # zeros, so that several may fit
    start, stop = sorted(draws.choice(10, 2, replace=False))
    wrong = right.copy()
    wrong[start:stop] *= factor
    both = both_of(right, wrong, seed, error=10**error)
    times = 1 / factor - 1
    sums = [np.append(0.0, np.cumsum(one.gradient * one.v)) for one in both]
    fit = [
        (i, j)
        for i in range(8)
        for j in range(i + 2, min(i + 9, 10))
        if all(
            abs(one.residual - times * (total[j] - total[i]))
            <= BARS * one.error + 1e-9 * np.abs(total).max()
            for one, total in zip(both, sums, strict=True)
        )
    ]
    assert _run(both, slice(0, 9), times, 9) == (fit[0] if fit else None)
