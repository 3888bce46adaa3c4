"""What seems to be a kink may be a narrow bump, or lie beside x."""

from __future__ import annotations

import numpy as np
import pytest

from grader import check_gradient

X = np.array([0.4, -1.1, 2.2, 0.5, -0.6])


def bumps(x: np.ndarray, width: float) -> float:
    z = (x - X) / width + np.array([0.3, -1.2, 0.8, -0.5, 1.4])
    return float(np.sum(np.exp(-0.5 * z**2)))


def slope(x: np.ndarray, width: float) -> np.ndarray:
    z = (x - X) / width + np.array([0.3, -1.2, 0.8, -0.5, 1.4])
    return np.asarray(-z / width * np.exp(-0.5 * z**2))


@pytest.mark.parametrize("exponent", np.linspace(-5.3, -4, 14).tolist())
def test_a_wrong_gradient_of_narrow_bumps_does_not_pass_beside_them(exponent: float) -> None:
    width = 10.0**exponent
    right = check_gradient(lambda x: bumps(x, width), lambda x: slope(x, width), X)
    wrong = check_gradient(lambda x: bumps(x, width), lambda x: 2 * slope(x, width), X)
    assert right.verdict == "pass"
    assert wrong.verdict == "fail"


def test_a_kink_beside_x_is_left_out() -> None:
    x = np.array([1.0, 1e-7, -2.0])
    result = check_gradient(
        lambda x: float(np.abs(x) @ [1, 2, 3]), lambda x: np.sign(x) * [1, 2, 3], x
    )
    assert result.verdict == "pass"


def test_at_x_it_is_told() -> None:
    x = np.array([1.0, 0.0, -2.0])
    result = check_gradient(lambda x: float(np.maximum(x, 0).sum()), lambda x: (x > 0) * 1.0, x)
    assert (result.verdict, result.kink) == ("pass", True)
