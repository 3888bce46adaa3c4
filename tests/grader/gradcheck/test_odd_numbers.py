"""Whatever numbers a function and a claim consist of, a check comes to a verdict."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader import check_gradient
from grader.gradcheck.check import checking
from grader.gradcheck.claim import Claimed
from grader.gradcheck.parameters import layout

POINTS = {
    "ordinary": np.array([1.0, 2.0, 3.0]),
    "huge": np.array([1e300, -2e300, 1e308]),
    "denormal": np.array([5e-324, 1e-310, 0.0]),
    "far apart": np.array([1e300, 1e-300, 1.0]),
    "infinite": np.array([1.0, np.inf]),
    "not a number": np.array([np.nan, 1.0]),
}
FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "a sum": np.sum,
    "squares": lambda x: np.sum(x * x),
    "exponentials": lambda x: np.sum(np.exp(x)),
    "huge": lambda x: 1e308 * (1 + 0.5 * np.sin(np.sum(x))),
    "denormal": lambda x: 1e-320 * np.sum(x),
    "infinite": lambda x: np.inf if x[0] > 1 else -np.inf,
    "several, huge": lambda x: 1e300 * x,
    "of half precision": lambda x: np.float16(np.sum(x)),
    "a logarithm": lambda x: np.sum(np.log(x)),
}


@pytest.mark.parametrize("f", FUNCTIONS.values(), ids=FUNCTIONS)
@pytest.mark.parametrize("x", POINTS.values(), ids=POINTS)
def test_odd_numbers_come_to_a_verdict(x: np.ndarray, f: Callable[[Any], Any]) -> None:
    def quiet(x: np.ndarray) -> Any:
        with np.errstate(all="ignore"):
            return f(x)

    shape = (*np.shape(quiet(x)), x.size)
    for claim in (0.0, 1.0, 1e-17, -1e308, 5e-324, 1e300):
        result = check_gradient(quiet, np.full(shape, claim), x)
        assert result.verdict in {"pass", "fail", "unsure"}
        assert result.message
        if result.verdict == "pass":
            assert not math.isnan(result.relative_error)


@pytest.mark.parametrize("where", [0, 4])
def test_a_coordinate_near_overflow_is_named(where: int) -> None:
    x = np.array([675.0, 661.0, 652.0, 651.0, 683.0])
    wrong = np.exp(x)
    wrong[where] *= 1.01
    result = check_gradient(lambda x: np.sum(np.exp(x)), wrong, x)
    assert (result.where, result.suspicion) == ((where,), None)


def test_conversations_may_alternate() -> None:
    before = np.geterr()
    x = np.array([1.0, 2.0])
    asking = [checking(Claimed(layout(x), 3 * x), x) for _ in range(2)]
    first = [next(one) for one in asking]
    assert np.geterr() == before
    verdicts = []
    while asking:
        going = []
        for one, points in zip(asking, first, strict=True):
            try:
                going.append((one, one.send([point @ point for point in points])))
            except StopIteration as stop:
                verdicts.append(stop.value.verdict)
            assert np.geterr() == before
        asking, first = [one for one, _ in going], [points for _, points in going]
    assert verdicts == ["fail", "fail"]
