"""False statements that would hold if what is always at a kink were an exception there.

All of them agree with numpy where random numbers are tried, or stand for some that do; so the
judges are asked without them.
"""

from __future__ import annotations

import pytest
from goals import derivative
from graphs import Array, argument, einsum, eye, tanh
from strategies import decisions, is_left, is_proved
from test_lowered_loops import left

from reference.domain import Array as ArrayOf
from reference.domain import BinaryLabels
from reference.symbolic.goal import AWAY_FROM_KINKS, Equality, Goal, IsDerivative
from reference.symbolic.graph import Input, Node, Trait
from reference.symbolic.interpreter import interpret
from reference.symbolic.statements import equalities
from reference.symbolic.strategy.chain_rule import cuts
from reference.symbolic.symbols import settings, symbols

S = Input((), "real", "s")
B = Input((), "real", "b")
X = Input((("n",),), "real", "x")
Y = Input((("n",),), "real", "y")
P = Input((("n",), ("k",)), "real", "P", frozenset[Trait]({"sums to one"}))
INPUTS = (S, B, X, Y, P)


def interpreted(body: str, *arguments: object):
    names = ", ".join(str(getattr(one, "name", "")) for one in arguments)
    indented = "".join(f"    {line}\n" for line in body.split("\n"))
    source = f"import numpy as np\ndef f({names}):\n{indented}"
    return interpret(source, "f", list(arguments)).result


def equation(body: str, *arguments: object) -> Equality:
    (goal,) = equalities(interpreted(body, *(arguments or INPUTS)))
    return goal


def slope(of: str, by: Input, right: str) -> Goal:
    one, other = interpreted(of, *INPUTS), interpreted(right, *INPUTS)
    assert isinstance(one, Node)
    assert isinstance(other, Node)
    return IsDerivative(one, by, other)


LOOP = "s = {}\nfor i in range(len(x)):\n    s = s + {}\nreturn s, {}"
PARTS = {
    "an array whose entries add up to 0 further out": (
        "h = np.where(s > 3, x - np.mean(x), {})",
        "np.abs(np.sum(h))",
        "c = np.sign(np.sum(h)) + 5 * y * (np.sum(h) == 0)",
        "np.where(s > 3, c - np.mean(c), {}c)",
    ),
    "the same in other words": (
        "h = np.where(s > 3, x - np.mean(x), {})",
        "np.abs(np.sum(h))",
        "up, down = 1.0 * (np.sum(h) > 0), 1.0 * (np.sum(h) < 0)\n"
        "c = up - down + 5 * y * (1 - up - down)",
        "np.where(s > 3, c - np.mean(c), {}c)",
    ),
}


class TestParts:
    """Where h adds up to 0, its sum has the derivative 0, and c says another one."""

    @pytest.mark.parametrize("what", PARTS)
    @pytest.mark.parametrize(("elsewhere", "inner"), [("x", ""), ("x * x", "2 * x * ")])
    def test_a_part_that_stays_at_a_kink(self, what: str, elsewhere: str, inner: str) -> None:
        h, of, cotangent, right = PARTS[what]
        h, right = h.format(elsewhere), right.format(inner)
        goal = slope(f"{h}\nreturn {of}", X, f"{h}\n{cotangent}\nreturn {right}")
        assert isinstance(goal, IsDerivative)
        assert list(cuts(goal))
        assert is_left(goal)

    def test_a_kink_of_an_input_is_an_exception_still(self) -> None:
        h = "h = np.maximum(x * y, 0)"
        right = "(h > 0) * 2 * np.maximum(h, 0) * (x * y > 0) * y"
        assert is_proved(
            slope(f"{h}\nreturn np.sum(np.maximum(h, 0)**2)", X, f"{h}\nreturn {right}"),
            AWAY_FROM_KINKS,
        )


class TestLoops:
    @pytest.mark.parametrize(
        "body",
        [
            LOOP.format("0.0", "np.sign(s)**2", "len(x) * 1.0"),
            LOOP.format("b", "x[i] * (b == s)", "b"),
            LOOP.format("b", "x[i] * (1.0 * (s - b >= 0) - 1.0 * (s - b > 0))", "b"),
            LOOP.format("b", "x[i] * (1.0 * (b - s >= 0) - 1.0 * (b - s > 0))", "b"),
            LOOP.format("-b", "x[i] * (1.0 * (s + b >= 0) - 1.0 * (s + b > 0))", "-b"),
        ],
    )
    def test_what_a_loop_carries_may_stand_at_a_kink(self, body: str) -> None:
        assert is_left(equation(body))

    @pytest.mark.parametrize(
        "body",
        [
            LOOP.format("0", "x[i] * np.sign(np.sum(P[i]) - 1)**2", "np.sum(x)"),
            LOOP.format("0", "x[i] * (1.0 * (np.sum(P[i]) > 1) + (np.sum(P[i]) < 1))", "np.sum(x)"),
        ],
    )
    def test_rows_that_add_up_to_one_in_a_loop(self, body: str) -> None:
        assert is_left(equation(body))

    def test_a_step_that_reads_the_start_by_another_node(self) -> None:
        W, start, again = argument("W", "D D"), argument("h", "D"), argument("h", "D")

        def step(h: Array) -> Array:
            return tanh(W @ h) + again

        def jacobian(h: Array, J: Array) -> Array:
            inner = tanh(W @ h)
            return einsum("i,ij->ij", 1 - inner * inner, W) @ J

        after = left(lambda _, h: [step(h)], start)
        right = left(lambda _, h, J: [step(h), jacobian(h, J)], start, eye("D"), slot=1)
        assert is_left(derivative(after, start, right))


POWERS = "p, q, r, t = np.sum(x), np.sum(x**2), np.sum(x**3), np.sum(x**4)\n"


@pytest.mark.parametrize(
    "polynomial",
    [
        "(len(x) - 2) * p + p**3 - 3 * p * q + 2 * r",
        "(len(x) - 3) * p + p**4 - 6 * p**2 * q + 3 * q**2 + 8 * p * r - 6 * t",
        "np.sin(b)**2 + np.cos(b)**2 - 1",
        "np.tanh(b) * (np.exp(2 * b) + 1) - np.exp(2 * b) + 1",
    ],
)
def test_what_vanishes_for_one_size_or_by_an_identity(polynomial: str) -> None:
    """Symmetric polynomials of degree n vanish for less than n numbers."""
    assert is_left(equation(f"{POWERS}return np.sign({polynomial})**2, 1"))


@pytest.mark.parametrize("condition", ["x * x > 0", "x**2 * (1 + y**2) > 0"])
def test_a_square_is_positive_away_from_a_kink_only(condition: str) -> None:
    found = decisions(equation(f"return 1.0 * ({condition}), 1 + 0 * x"))
    assert all(AWAY_FROM_KINKS in one.conditions for one in found if one.is_proved)


def test_a_square_is_not_negative_anywhere() -> None:
    assert is_proved(equation("return 1.0 * (x * x >= 0), 1 + 0 * x"))


@pytest.mark.parametrize(
    "sides",
    ["np.sign(y)**2 * x, x", "1.0 * (y >= 1), 1.0 * (y > 1)", "1.0 * (y >= 0), 1 - (y <= 0)"],
)
def test_labels_are_0_or_1_and_no_free_numbers(sides: str) -> None:
    domain = {"x": ArrayOf("n"), "y": BinaryLabels("n")}
    (setting,) = settings(domain)
    assert is_left(equation(f"return {sides}", *symbols(domain, setting).values()))
