"""Every coordinate takes part in a direction, by a step of its own size."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.gradcheck.directions import equalized, natural_scale, random_signs
from grader.gradcheck.draws import Draws

SEEDS = st.integers(0, 2**32 - 1)


@given(seed=SEEDS, size=st.integers(1, 200))
def test_no_entry_of_a_random_direction_is_small(seed: int, size: int) -> None:
    v = random_signs(Draws(seed), size)
    assert np.all((np.abs(v) >= 0.6) & (np.abs(v) <= 1.4))


@given(seed=SEEDS, size=st.integers(1, 30), exponent=st.integers(-300, 300))
def test_the_natural_scale_grows_with_x(seed: int, size: int, exponent: int) -> None:
    x = np.random.default_rng(seed).normal(size=size)
    times = 2.0**exponent
    assert np.allclose(natural_scale(times * x), times * natural_scale(x), rtol=1e-9, atol=0)


def test_where_sizes_spread_widely_each_coordinate_has_its_own() -> None:
    x = np.array([1e-8, -1.0, 1e8, 0.0])
    assert natural_scale(x)[:3].tolist() == [1e-8, 1.0, 1e8]
    assert natural_scale(x)[3] > 0


def test_data_far_from_zero_move_by_their_spread() -> None:
    x = 1e6 + np.array([-1.0, 1.0, -1.0, 1.0])
    assert np.allclose(natural_scale(x), 1.0)


def test_zeros_move_by_one() -> None:
    assert natural_scale(np.zeros((2, 2))).tolist() == [1, 1, 1, 1]


@given(seed=SEEDS, size=st.integers(2, 50))
def test_equalized_scales_are_nowhere_larger_and_level_the_contributions(
    seed: int, size: int
) -> None:
    random = np.random.default_rng(seed)
    scale, gradient = random.uniform(0.1, 10, size), 10.0 ** random.uniform(-6, 6, size)
    even = equalized(scale, [gradient], magnitude=0.0)
    assert np.all(even <= scale)
    pulls = even * gradient
    assert pulls.max() <= np.sort(scale * gradient)[size // 10] * (1 + 1e-9)


@pytest.mark.parametrize("value", [2.27, 0.1, -1e5])
def test_equal_entries_have_no_spread_but_for_rounding(value: float) -> None:
    assert natural_scale(np.full((3, 2), value)) == pytest.approx(abs(value))


@pytest.mark.parametrize("x", [[5e-324, 0.0], [1e-236], [0.0, 0.0, 0.0]])
def test_what_is_next_to_nothing_counts_as_zero(x: list[float]) -> None:
    assert np.all(natural_scale(np.array(x)) == 1)
