"""Coordinates that hardly change the function are examined without the others."""

from __future__ import annotations

import numpy as np
import pytest

from grader import check_gradient

WEIGHTS = 0.5 ** np.arange(28)
X = np.random.default_rng(3).normal(size=28)


def f(x: np.ndarray) -> float:
    return float(np.sum(WEIGHTS * (np.sin(x) + x)))


def gradient(x: np.ndarray) -> np.ndarray:
    return np.asarray(WEIGHTS * (np.cos(x) + 1))


def test_a_right_one_passes() -> None:
    assert check_gradient(f, gradient, X).verdict == "pass"


@pytest.mark.parametrize("coordinate", range(18, 27))
def test_a_hundredth_of_a_faint_coordinate_is_seen(coordinate: int) -> None:
    def wrong(x: np.ndarray) -> np.ndarray:
        g = gradient(x)
        g[coordinate] *= 1.01
        return g

    result = check_gradient(f, wrong, X)
    assert (result.verdict, result.where) == ("fail", (coordinate,))


@pytest.mark.parametrize("off", [1.01, 1.001])
def test_beside_a_steep_one_a_flat_one_is_seen(off: float) -> None:
    x = np.array([0.81, 1.25, 1.26, 0.91, 0.98, 0.9, 1.04])

    def wrong(x: np.ndarray) -> np.ndarray:
        g = 50 * x**49
        g[0] *= off
        return np.asarray(g)

    assert check_gradient(lambda x: float(np.sum(x**50)), wrong, x).verdict == "fail"
    right = check_gradient(lambda x: float(np.sum(x**50)), lambda x: 50 * x**49, x)
    assert right.verdict == "pass"
