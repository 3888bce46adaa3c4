"""Steps go where the error bar says that they help."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.gradcheck.extrapolation import extrapolated
from grader.gradcheck.line import Line
from grader.gradcheck.moved import Claim
from grader.gradcheck.scale import begun, steadied
from grader.gradcheck.steps import FIRST, WIDE, following


def line_of(f: Any, gradient: float, x: float = 0.5) -> Line:
    line = Line(np.array([x]), np.ones(1), [Claim(np.ones(1), np.array([gradient]))])
    line.center = line.taken(f(x))
    for k in (FIRST, WIDE):
        plus, minus = (f(float(point[0])) for point in line.points(k))
        line.add(k, plus, minus)
    return line


def run(asking: Any, f: Any) -> Any:
    """What a generator that asks for values of f returns."""
    try:
        points = next(asking)
        while True:
            points = asking.send([f(float(point[0])) for point in points])
    except StopIteration as stop:
        return stop.value


def test_noise_asks_for_coarser_steps_mostly() -> None:
    """By five values it is not always told from a kink."""
    coarser = 0
    for seed in range(40):
        random = np.random.default_rng(seed)
        line = line_of(lambda t: np.sin(t) + 1e-8 * random.normal(), np.cos(0.5))  # noqa: B023
        k = following(line, 0, extrapolated(line, 0))
        coarser += k is not None and k > WIDE
    assert coarser >= 30


def test_curvature_asks_for_finer_steps() -> None:
    line = line_of(lambda t: np.sin(1e4 * t), 1e4 * np.cos(5e3))
    finer = following(line, 0, extrapolated(line, 0))
    assert finer is not None
    assert finer < FIRST


def test_where_f_is_not_finite_the_line_is_shortened() -> None:
    def f(t: float) -> Any:
        return np.sqrt(t) if t >= 0 else np.float64(np.nan)

    line = Line(np.array([1e-7]), np.ones(1), [])
    run(begun(line, FIRST), f)
    assert line.finite(FIRST)
    assert line.v[0] < 1


def test_where_f_turns_within_the_first_step_the_line_is_shortened() -> None:
    def f(t: float) -> Any:
        return np.sin(1e9 * t)

    line = line_of(f, 1e9 * np.cos(5e8))
    scale = run(steadied(line, np.ones(1)), f)
    assert 1e9 * scale[0] * 2.0**FIRST < 1
    assert np.all(line.v <= 2 * scale)
