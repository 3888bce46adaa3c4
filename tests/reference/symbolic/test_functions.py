"""Rules for functions of entries: each proves what holds, and not what nearly does."""

from __future__ import annotations

import pytest
from goals import decide, derivative, equal, is_proved, is_refuted_only_by_numbers
from graphs import PI, absolute, apply, argument, array, exp, eye, log, size, sqrt, tanh, where

x, y = argument("x", "n"), argument("y", "n")
p, q = argument("p", "n", "positive"), argument("q", "n", "positive")
unit = argument("u", "", "positive", "below one")
t, real = argument("t", "", "step count", kind="integer"), argument("r")
KINKS, DEFINED = "away from kinks", "where roots and logarithms are real"

PROVED = {
    "exp of a sum": equal(exp(x + y), exp(x) * exp(y)),
    "exp of a log": equal(exp(2 * log(p)), p * p),
    "log of an exp": equal(log(exp(x)), x),
    "log of a product": equal(log(p * q / 3), log(p) + log(q) - log(3.0)),
    "log of a power": equal(log(p**3), 3 * log(p)),
    "log of numbers": equal(log(array(12.0)), 2 * log(array(2.0)) + log(array(3.0))),
    "root of a square": equal(sqrt(p * p), p),
    "root of a square of unknown sign": equal(sqrt(x * x), absolute(x)),
    "root of a product of squares": equal(sqrt(x * x * y * y), absolute(x * y)),
    "root of a fourth power": equal(sqrt(x**4), x * x),
    "root of a number": equal(sqrt(array(12.0)), 2 * sqrt(array(3.0))),
    "product of roots": equal(sqrt(p) * sqrt(q), sqrt(p * q)),
    "root of a sum": equal(sqrt(p * p + p * q), sqrt(p) * sqrt(p + q)),
    "square of a root": equal(sqrt(p + q) ** 2, p + q),
    "whole exponents": equal(unit ** (t + 1), unit * unit**t),
    "exponents of unknown sign": equal(real ** (t + 1), real * real**t),
    "exponents of powers": equal((p * q) ** real, p**real * q**real),
    "exponents as exponentials": equal(exp(real * log(p)), p**real),
    "a difference that is positive": equal(absolute(1 - unit**t), 1 - unit**t),
    "fractions": equal(1 / (x + y) + 1 / (x - y), 2 * x / (x * x - y * y)),
    "nested fractions": equal(1 / (1 + 1 / (1 + 1 / p)), (p + 1) / (2 * p + 1)),
    "maximum and minimum": equal(apply("maximum", x, y) + apply("minimum", x, y), x + y),
    "maximum as a branch": equal(apply("maximum", x, y), where(x > y, x, y)),
    "the size of a product": equal(absolute(x * y), absolute(x) * absolute(y)),
    "the size from two parts": equal(
        absolute(x), apply("maximum", x, 0.0) + apply("maximum", -x, 0.0)
    ),
    "branches inside functions": equal(exp(where(x > y, x, y)), where(x > y, exp(x), exp(y))),
    "branches that agree": equal(where(x > y, exp(-x), 1 / exp(x)), exp(-x)),
    "odd functions": equal(tanh(x - y), -tanh(y - x)),
    "even functions": equal(apply("cos", x - y), apply("cos", y - x)),
    "half a turn": equal(apply("cos", PI * real / real), array(-1.0)),
    "a quarter of a turn": equal(apply("sin", PI / 2), array(1.0)),
    "a variance is no less than 0": equal(absolute(x.var()), x.var()),
    "a variance and a constant": equal(where(x.var() + unit > 0, real, 0.0), real),
    "a mean of squares": equal(absolute((x * x).mean() - x.mean() ** 2), x.var()),
}
NOT_PROVED = {
    "exp of a product": equal(exp(x * y), exp(x) * exp(y)),
    "exp of a log of a sum": equal(exp(log(p) + log(q)), p + q),
    "log of a sum": equal(log(p + q), log(p) + log(q)),
    "log of a square": equal(log(x * x), 2 * log(x)),
    "root of a square of unknown sign": equal(sqrt(x * x), x),
    "root of a square of a sum": equal(sqrt(x.sum() ** 2), x.sum()),
    "root of a square of a difference": equal(sqrt((x - y) ** 2), x - y),
    "root of a sixth power": equal(sqrt(x**6), x**3),
    "the size of what may be negative": equal(absolute(x - p), x - p),
    "the size of one minus a positive number": equal(absolute(1 - p), 1 - p),
    "the size of one minus a power of a sum": equal(absolute(1 - 9 * unit**t), 1 - 9 * unit**t),
    "exponents": equal(unit ** (2 * t), unit**t * unit),
    "maximum": equal(apply("maximum", x, y), where(x < y, x, y)),
    "other branches": equal(where(x > y, exp(-x), 1 / exp(y)), exp(-x)),
    "the sign of a product": equal(absolute(x * y), x * absolute(y)),
    "even functions": equal(apply("sin", x - y), apply("sin", y - x)),
    "half a turn": equal(apply("cos", PI * real), array(-1.0)),
    "twice the mean of squares": equal(
        absolute((x * x).mean() - 2 * x.mean() ** 2), (x * x).mean() - 2 * x.mean() ** 2
    ),
}


@pytest.mark.parametrize("name", PROVED)
def test_what_holds_is_proved(name):
    assert is_proved(PROVED[name])


@pytest.mark.parametrize("name", NOT_PROVED)
def test_what_does_not_hold_is_not_proved(name):
    assert is_refuted_only_by_numbers(NOT_PROVED[name])


def test_a_variance_may_be_zero():
    """There is one entry at size 1, and its variance is 0."""
    assert not decide(equal(where(x.var() > 0, real, 0.0), real)).is_proved
    assert not decide(equal(apply("sign", x.var()), real * 0 + 1)).is_proved


class TestConditions:
    def test_roots_of_what_may_be_negative(self):
        assert decide(equal(sqrt(x) ** 2, x)).conditions == (DEFINED,)
        assert decide(equal(log(x) + log(p), log(x * p))).conditions == (DEFINED,)
        assert is_proved(equal(sqrt(p) ** 2, p))

    def test_kinks(self):
        positive = apply("maximum", x, 0.0)
        assert is_proved(derivative(positive, x, where(x > 0, 1.0, 0.0)[:, None] * eye("n")), KINKS)
        assert is_proved(derivative(positive, x, where(x < 0, 0.0, 1.0)[:, None] * eye("n")), KINKS)
        assert is_proved(derivative(absolute(x), x, apply("sign", x)[:, None] * eye("n")), KINKS)
        wrong = where(x > 0, 0.0, 1.0)[:, None] * eye("n")
        assert is_refuted_only_by_numbers(derivative(positive, x, wrong))

    def test_what_is_everywhere_at_a_kink(self):
        """On the diagonal x_i − x_j is 0 for all inputs; at size 1 so is x − mean(x)."""
        above = where(x[:, None] > x[None, :], 1.0, 0.0)
        below = where(x[:, None] < x[None, :], 1.0, 0.0)
        assert is_proved(equal(above, below.T))
        assert is_refuted_only_by_numbers(equal(above + below, 0 * eye("n") + 1))
        centred = x - x.mean()
        both = where(centred > 0, 1.0, 0.0) + where(centred < 0, 1.0, 0.0)
        assert not decide(equal(both, 0 * x + 1)).is_proved

    def test_sizes_have_no_kinks(self):
        one_more = where(size("n") > 1.0, 1.0, 0.0) + where(size("n") < 1.0, 1.0, 0.0)
        assert is_refuted_only_by_numbers(equal(one_more, array(1.0)))


class TestDerivatives:
    @pytest.mark.parametrize(
        ("of", "slope"),
        [
            (tanh(x), 1 - tanh(x) ** 2),
            (apply("cos", x * y), -y * apply("sin", x * y)),
            (apply("sin", x), apply("cos", x)),
            (log(x * x + 1), 2 * x / (x * x + 1)),
            (exp(x * x), 2 * x * exp(x * x)),
            (1 / (1 + exp(-x)), exp(-x) / (1 + exp(-x)) ** 2),
            ((x * x + 1) ** t, 2 * x * t * (x * x + 1) ** (t - 1)),
            (unit ** (x * x), 2 * x * log(unit) * unit ** (x * x)),
            (sqrt(x * x + 1), x / sqrt(x * x + 1)),
        ],
    )
    def test_of_functions(self, of, slope):
        assert is_proved(derivative(of, x, slope[:, None] * eye("n")))
        assert is_refuted_only_by_numbers(derivative(of, x, 2 * slope[:, None] * eye("n")))
        assert is_refuted_only_by_numbers(derivative(of, x, 0 * x[:, None] + slope[None, :]))

    @pytest.mark.parametrize(
        ("of", "reason"),
        [
            (x - x.max(), "a derivative through maximum"),
            (apply("floordiv", x, 2.0), "a derivative through floor"),
        ],
    )
    def test_through_what_has_none(self, of, reason):
        decision = decide(derivative(of, x, eye("n")))
        assert not decision.is_proved
        assert decision.reason == reason

    def test_by_what_is_no_real_number(self):
        assert not decide(derivative(t * 1.0, t, array(1.0))).is_proved
