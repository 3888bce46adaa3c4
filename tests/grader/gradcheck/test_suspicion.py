"""Two lines convict together of what is too little for one."""

from __future__ import annotations

import numpy as np
import pytest

from grader import check_gradient
from grader.gradcheck.extrapolation import Estimate
from grader.gradcheck.limits import Limits


def cast(seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.normal(size=12), rng.normal(size=(8, 12))


def loss(x: np.ndarray, A: np.ndarray) -> float:
    scores = (A.astype(np.float32) @ x.astype(np.float32)).astype(float)
    return float(np.sum(np.tanh(scores) ** 2))


def gradient(x: np.ndarray, A: np.ndarray) -> np.ndarray:
    t = np.tanh(A @ x)
    return np.asarray(A.T @ (2 * t * (1 - t**2)))


def test_a_small_mistake_in_single_precision_is_seen_and_a_right_gradient_passes() -> None:
    """A coordinate that is wrong by a thousandth of ‖g‖ or less, where each value of f is off by
    ten times as much as one of float32 need be."""
    verdicts = []
    for seed in range(12):
        x, A = cast(seed)

        def wrong(x: np.ndarray, A: np.ndarray = A) -> np.ndarray:
            g = gradient(x, A)
            g[3] += 3e-4 * np.linalg.norm(g)
            return g

        right = check_gradient(lambda x, A=A: loss(x, A), lambda x, A=A: gradient(x, A), x)
        assert right.verdict == "pass"
        verdicts.append(check_gradient(lambda x, A=A: loss(x, A), wrong, x).verdict)
    assert "pass" not in verdicts
    assert verdicts.count("fail") >= 11


@pytest.mark.parametrize(
    ("value", "kink", "suspect"),
    [(1e-4, 0.0, True), (1e-5, 0.0, False), (1e-4, 1e-6, False)],
)
def test_suspect_is_what_is_off_by_a_few_error_bars_and_no_kink(
    value: float, kink: float, suspect: bool
) -> None:
    limits = Limits(floor=1e-9, material=2e-7, wanted=1e-7, fine=1e-3)
    estimate = Estimate(value, 2e-5, kink, -6, 2e-5, 1e-7)
    assert limits.suspects(estimate) is suspect
    assert not limits.convicts(estimate)


def test_of_a_claim_of_zeros_one_error_bar_tells_nothing() -> None:
    limits = Limits(floor=0.0, material=0.0, wanted=np.inf, fine=np.inf)
    assert not limits.suspects(Estimate(1.0, 0.1, 0.0, -6, 0.1, 1e-3))
