"""What a claim says at a point, in each of its forms."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.gradcheck.claim import Claimed
from grader.gradcheck.parameters import UnusableError, layout

X = np.array([0.3, -1.2, 2.0])
J = np.arange(6.0).reshape(2, 3)
W = np.array([2.0, -1.0])


@pytest.mark.parametrize(
    "claimed",
    [{"given": J}, {"given": lambda _: J}, {"vjp": lambda _, cotangent: cotangent @ J}],
    ids=["array", "function", "product"],
)
def test_the_gradient_of_a_sum_of_outputs(claimed: dict[str, Any]) -> None:
    (gradient,) = Claimed(layout(X), **claimed).gradients(X, [W], (2,))
    assert np.array_equal(gradient, W @ J)


def test_a_gradient_that_is_one_array_every_time_is_copied() -> None:
    same = np.zeros(3)
    claimed = Claimed(layout(X), given=lambda x: np.multiply(x, 2, out=same))
    (first,) = claimed.gradients(X, [np.ones(1)], ())
    claimed.gradients(X + 1, [np.ones(1)], ())
    assert np.array_equal(first, 2 * X)


@pytest.mark.parametrize("parts", [{"a": [0], "b": [1, 2]}, {"a": [0, 1, 2]}])
def test_the_jacobian_of_several_arrays_is_one_matrix(parts: dict[str, list[int]]) -> None:
    like = {name: X[part] for name, part in parts.items()}
    claimed = Claimed(layout(like), given={name: J[:, part] for name, part in parts.items()})
    assert np.array_equal(claimed.jacobian(X, (2,)), J)
    assert np.array_equal(claimed.column(X, 2, (2,)), J[:, 2])


def test_there_is_no_jacobian_of_one_output_or_of_a_product() -> None:
    assert Claimed(layout(X), given=X).jacobian(X, ()) is None
    assert Claimed(layout(X), vjp=lambda x, _: x).column(X, 0, (2,)) is None


@pytest.mark.parametrize(
    ("given", "why"),
    [(None, "None"), (1j * X, "complex128"), ((1.0 for _ in X), "generator"), (X[:2], "shape")],
)
def test_what_is_no_gradient_says_why(given: Any, why: str) -> None:
    with pytest.raises(UnusableError, match=why):
        Claimed(layout(X), given=given).gradients(X, [np.ones(1)], ())
