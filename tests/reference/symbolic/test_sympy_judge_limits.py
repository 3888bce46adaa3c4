"""The second judge ends soon, whatever it is given, and says what stopped it."""

from __future__ import annotations

import pytest
from graphs import Array, apply, argument, array, exp, log, sqrt
from test_sympy_judge import decide, derivative, equal

from reference.symbolic import graph as g
from reference.symbolic.goal import Equality
from reference.symbolic.sympy_judge.judge import SympyJudge

x, w, W = argument("x", "N"), argument("w"), argument("W", "N N")
DEPTH = 60


def repeated(step, of: Array, times: int = DEPTH) -> Array:
    for _ in range(times):
        of = step(of)
    return of


@pytest.mark.parametrize(
    ("left", "reason"),
    [
        (repeated(lambda a: a * a, array(3)), "a number with too many digits"),
        (repeated(lambda a: a * a, 3 * w), "a number with too many digits"),
        (repeated(lambda a: a**2, w + 1), "a sum to a large power"),
        (repeated(lambda a: a * a + 1, w), "out of budget: the expressions grow too large"),
        ((repeated(lambda a: W @ a, x, 10) * x).sum(), "a sum over too many indices"),
        (repeated(exp, w, 5000), "expressions are nested too deeply"),
        (array(3) ** 10**9, "a large exponent"),
        (w / (w - w), "division by zero"),
        (w / array(0), "division by zero"),
        (log(w - w), "the logarithm of 0"),
        (sqrt(array(-1)), "an expression is not defined, such as 1/0 or a root of -1"),
    ],
    ids=range(11),
)
def test_what_is_too_large_or_undefined(left, reason):
    goal = equal(left + argument("other"), w)
    assert decide(goal).reason == reason
    assert not decide(goal).is_proved


def test_many_conditions():
    total = sum((apply("maximum", argument(f"a{at}"), 0) for at in range(12)), array(0))
    assert not decide(equal(exp(total), w)).is_proved


def test_the_budget_is_counted():
    goal = equal((x - x.mean()).sum(), 0)
    assert SympyJudge().decide(goal).is_proved
    stopped = SympyJudge(steps=3).decide(goal)
    assert stopped.reason == "out of budget: the expressions grow too large"


def test_the_same_each_time():
    goal = derivative(exp(x * w).sum() / (1 + x.sum()), x, x)
    assert decide(goal) == decide(goal)


@pytest.mark.parametrize(
    "other",
    [argument("x", "D"), argument("x", "N", "positive"), argument("x", "N", kind="integer")],
)
def test_one_name_for_two_inputs(other):
    assert decide(equal(x.sum(), other.sum())).reason == "x stands for two inputs"


def test_sides_of_different_axes():
    assert decide(equal(x, w)).reason == "the two sides have different axes"
    assert decide(derivative(x, x, x)).reason == "the two sides have different axes"


def test_labels_have_no_derivative():
    labels = argument("labels", "N", kind="index", along="K")
    picked = Array(g.selection(argument("b", "K").node, [labels.node]))
    assert decide(derivative(picked, labels, x)).reason == "labels have no derivative"


def test_traits_that_are_not_there():
    """|w| = w needs w > 0; √(w²) too."""
    positive = argument("w", "", "positive")
    for side in (apply("abs", positive), sqrt(positive**2), exp(log(positive))):
        assert decide(Equality(side.node, positive.node)).is_proved
    for side in (apply("abs", w), sqrt(w**2)):
        assert not decide(Equality(side.node, w.node)).is_proved


def test_below_one_needs_its_trait():
    share, free = argument("s", "", "positive", "below one"), argument("s", "", "positive")
    for of, is_proved in ((share, True), (free, False)):
        product = sqrt((1 - of) * w * w)
        assert decide(equal(product, sqrt(1 - of) * apply("abs", w))).is_proved
        goal = equal(apply("abs", 1 - of), 1 - of)
        assert decide(goal).is_proved == is_proved
