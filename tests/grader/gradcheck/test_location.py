"""The one wrong coordinate is found, and a right one is never blamed."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from grader.gradcheck.line import Line
from grader.gradcheck.location import located, soon_located, suspected
from grader.gradcheck.measured import Both, Measured
from grader.gradcheck.moved import Claim
from grader.gradcheck.restricted import Restricted, restricted
from grader.gradcheck.trial import step

SEEDS = st.integers(0, 2**32 - 1)
STEP = -10


def asked(asking: Any, f: Any) -> Any:
    """What a generator that asks for values of f returns, and how many it asked for."""
    count, sent = 0, None
    while True:
        try:
            points = asking.send(sent)
        except StopIteration as stop:
            return stop.value, count
        count, sent = count + len(points), [f(point) for point in points]


def claimed(n: int, wrong: list[int], seed: int, noise: float) -> tuple[Any, Restricted, Both]:
    """A linear function in noise, with these coordinates of its gradient claimed wrongly."""
    random = np.random.default_rng(seed)
    right = random.normal(size=n)
    claim = Claim(np.ones(1), right.copy())
    claim.gradient[wrong] += random.choice([-1.0, 1.0], len(wrong)) * random.uniform(0.5, 1)

    def f(x: Any) -> float:
        return float(right @ x) + noise * random.uniform(-1, 1)

    lines = []
    for _ in range(2):
        v = random.choice([-1.0, 1.0], n) * random.uniform(0.6, 1.4, n)
        lines.append(Line(np.zeros(n), v, [claim]))
        asked(step(lines[-1], STEP), f)
    first, second = (
        Measured(line.residual(STEP, 0), noise / 2.0**STEP + 1e-12, line.v, claim.gradient)
        for line in lines
    )
    by = restricted((lines[0], lines[1]), 0, STEP, 2 * noise, (first, second))
    return f, by, (first, second)


@given(seed=SEEDS, n=st.integers(2, 200))
def test_without_noise_two_residuals_tell_the_coordinate(seed: int, n: int) -> None:
    _, _, both = claimed(n, [seed % n], seed, 0.0)
    suspects, _ = suspected(both)
    assert seed % n in suspects


@given(seed=SEEDS, n=st.integers(2, 200), noise=st.sampled_from([0.0, 1e-6, 1e-5]))
def test_the_wrong_coordinate_is_found_with_an_honest_value(
    seed: int, n: int, noise: float
) -> None:
    f, by, both = claimed(n, [seed % n], seed, noise)
    found, count = asked(located(by, both), f)
    assert found is not None
    assert found.where == seed % n
    off = found.measured.residual - (f(by.line.v) - by.line.claims[0].gradient @ by.line.v)
    assert abs(off) <= 4 * found.measured.error + 2 * noise + 1e-9
    assert count <= 3 * np.log2(n) + 14


@given(seed=SEEDS, n=st.integers(2, 60), noise=st.sampled_from([0.0, 1e-6, 1e-5, 1e-4]))
def test_of_many_wrong_coordinates_no_right_one_is_blamed(seed: int, n: int, noise: float) -> None:
    wrong = list(range(0, n, 2))
    f, by, both = claimed(n, wrong, seed, noise)
    for search in (located, soon_located):
        found, _ = asked(search(by, both), f)
        assert found is None or found.where in wrong


def test_nothing_is_found_where_the_residuals_are_not_finite() -> None:
    f, by, (first, second) = claimed(5, [2], 0, 0.0)
    lost = Measured(float("nan"), float("inf"), second.v, second.gradient)
    assert asked(located(by, (first, lost)), f) == (None, 0)
    assert asked(soon_located(by, (first, lost)), f) == (None, 0)


def test_of_many_coordinates_the_last_is_told_as_well() -> None:
    n = 70_000
    _, _, both = claimed(n, [n - 1], 0, 0.0)
    suspects, _ = suspected(both)
    assert n - 1 in suspects
    assert suspects.size < 10


def test_coordinates_that_did_not_move_are_not_suspected() -> None:
    _, _, both = claimed(8, [3], 0, 0.0)
    for one in both:
        one.v[5:] = 0.0
    suspects, _ = suspected(both)
    assert 3 in suspects
    assert suspects.max() < 5
