"""From graphs to normal forms: positions, labels, writing, and what is refused."""

from __future__ import annotations

import pytest
from goals import decide, derivative, equal, is_proved, is_refuted_only_by_numbers
from graphs import Array, apply, argument, array, exp, eye, log, size, where

from reference.symbolic import graph as g
from reference.symbolic.goal import Equality, IsDerivative
from reference.symbolic.normal_form.budget import Limits
from reference.symbolic.normal_form.judge import NormalForm

X = argument("X", "N K")
labels = argument("y", "N", kind="index", along="K")
rows, columns = Array(g.positions("N")), Array(g.positions("K"))
one_hot = apply("equal", labels[:, None], columns[None, :])


def softmax(of: Array) -> Array:
    exponentials = exp(of - of.max(-1, keepdims=True))
    return exponentials / exponentials.sum(-1, keepdims=True)


def select(of: Array, *indices: Array | None) -> Array:
    return Array(g.selection(of.node, [i and i.node for i in indices]))


def write(into: Array, value, *indices: Array | None) -> Array:
    return Array(g.replacement(into.node, array(value).node, [i and i.node for i in indices]))


class TestLabels:
    loss = -log(select(softmax(X), rows, labels)).mean()

    def test_gradient_of_cross_entropy(self):
        probabilities = softmax(X)
        less = select(probabilities, rows, labels) - 1
        right = write(probabilities, less, rows, labels) / size("N")
        assert is_proved(derivative(self.loss, X, right))
        assert is_proved(derivative(self.loss, X, (probabilities - one_hot) / size("N")))
        assert is_refuted_only_by_numbers(derivative(self.loss, X, probabilities - one_hot))
        assert is_refuted_only_by_numbers(derivative(self.loss, X, probabilities / size("N")))

    def test_one_hot_rows(self):
        assert is_proved(equal((one_hot * X).sum(1), select(X, rows, labels)))
        assert is_proved(equal((one_hot * 1.0).sum(1), 0 * X.sum(1) + 1))
        assert is_refuted_only_by_numbers(equal((one_hot * 1.0).sum(0), 0 * X.sum(0) + 1))
        assert is_refuted_only_by_numbers(equal((one_hot * X).sum(0), X.sum(0)))

    def test_positions_along_different_axes_are_not_compared(self):
        """The label of a class is no position along the axis of the samples."""
        same = apply("equal", labels[:, None], rows[None, :])
        assert not decide(equal((same * 1.0).sum(1), 0 * X.sum(1) + 1)).is_proved


class TestSelection:
    def test_first_and_last(self):
        first, last = (Array(g.endpoint("N", is_last=is_last)) for is_last in (False, True))
        matrix = argument("A", "N N")
        assert is_proved(equal(select(X, first, None) * 2, select(X * 2, first, None)))
        assert is_proved(equal(select(eye("N"), None, last) @ X, select(X, last, None)))
        assert is_refuted_only_by_numbers(equal(select(X, first, None), select(X, last, None)))
        corner = select(matrix, first, last)
        assert is_refuted_only_by_numbers(equal(corner, select(matrix, first, first)))
        # They are one position at size 1.
        both = select(eye("N"), first, last)
        assert not decide(equal(both, array(0.0))).is_proved
        assert is_refuted_only_by_numbers(equal(both, array(1.0)))

    def test_a_permuted_index(self):
        place = argument("place", "N", kind="index", along="N")
        assert is_proved(equal(select(X + 1, place, None), select(X, place, None) + 1))
        assert is_refuted_only_by_numbers(equal(select(X, place, None).sum(0), X.sum(0)))

    def test_positions_as_numbers(self):
        assert is_proved(equal((rows + 1) - 1, rows * 1))
        assert is_refuted_only_by_numbers(equal(rows * 1, 0 * rows))
        last = Array(g.endpoint("N", is_last=True))
        assert is_proved(equal(last + 1, size("N")))


class TestWriting:
    def test_what_is_written_is_read(self):
        values = argument("v", "N")
        written = write(X, values, rows, labels)
        assert is_proved(equal(select(written, rows, labels), values))
        assert is_refuted_only_by_numbers(equal(written, X))
        assert is_proved(equal(write(written, select(X, rows, labels), rows, labels), X))
        change = values - select(X, rows, labels)
        assert is_proved(equal(written, X + one_hot * change[:, None]))

    def test_a_row(self):
        row = argument("row", "", kind="index", along="N")
        assert is_proved(equal(select(write(X, 0.0, row, None), row, None), 0 * X.sum(0)))
        assert is_refuted_only_by_numbers(equal(write(X, 0.0, row, None), 0 * X))

    def test_one_place_may_be_written_twice(self):
        place = argument("place", "N", kind="index", along="N")
        values = argument("v", "N")
        decision = decide(equal(write(values, 1.0, place), write(values, 1.0, place)))
        assert not decision.is_proved
        assert decision.reason == "two values may be written to one place"


class TestRefusals:
    x, flag = argument("x", "N"), argument("flag", "N", kind="boolean")

    @pytest.mark.parametrize(
        ("of", "reason"),
        [
            (apply("equal", x, x), "a comparison of numbers by =="),
            (apply("and", x, x), "a number where a condition is meant"),
            (where(x, x, 2 * x), "a number where a condition is meant"),
            (flag + flag, "arithmetic of conditions"),
            (1 / (x - x), "a division by 0"),
            (Array(g.Undefined((("N",),), "real")), "an array is read before anything was"),
            ((x + 1) ** 41, "an exponent is too large"),
            (array(7) ** 10**6, "a number grows too long"),
            ((-x - 1) ** argument("r"), "a symbolic power of what may be negative"),
            (apply("sqrt", array(1000003 * 1000033)), "a root of a large number"),
        ],
    )
    def test_what_is_not_read(self, of, reason):
        decision = decide(equal(of, of))
        assert not decision.is_proved
        assert decision.reason.startswith(reason)

    def test_conditions_as_numbers(self):
        always = apply("or", self.flag, apply("not", self.flag))
        assert decide(equal(self.flag * self.flag, self.flag * 1)).is_proved
        assert decide(equal(where(self.flag, self.x, 0.0), self.flag * self.x)).is_proved
        assert decide(equal(always, self.x > self.x - 1)).is_proved
        assert not decide(equal(self.x * self.x, self.x)).is_proved
        assert not decide(equal(self.flag * 1, self.flag * 2)).is_proved

    def test_axes_must_agree(self):
        other = argument("z", "K")
        assert decide(Equality(self.x.node, other.node)).reason == (
            "the two sides have different axes"
        )
        goal = IsDerivative(self.x.node, self.x.node, self.x.node)
        assert decide(goal).reason == "the derivative has other axes"

    def test_a_name_has_one_meaning(self):
        positive = argument("x", "N", "positive")
        decision = decide(equal(apply("abs", positive), self.x))
        assert decision.reason == "two inputs have one name"

    def test_limits(self):
        wide = sum((argument(f"x{i}") for i in range(12)), start=array(0))
        goal = equal(wide**8, wide**7 * wide)
        decision = NormalForm().decide(goal)
        assert not decision.is_proved
        assert decision.reason == "the normal form grows too large"
        narrow = NormalForm(limits=Limits(ticks=3))
        assert not narrow.decide(equal(self.x + 1, 1 + self.x)).is_proved
        deep = self.x
        for _ in range(400):
            deep = deep + 1
        assert decide(equal(deep, self.x + 400)).reason == "the graph is too deep"

    def test_a_decision_leaves_nothing_behind(self):
        judge, goal = NormalForm(), equal(exp(self.x) * exp(self.x), exp(2 * self.x))
        assert [judge.decide(goal) for _ in range(3)] == [judge.decide(goal)] * 3
        assert judge == NormalForm()
