"""Loops in normal form: sums, rows written once, last values, and recurrences."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from goals import decide, derivative, equal, is_proved, is_refuted_only_by_numbers
from graphs import Array, argument, array, sqrt

from reference.symbolic import graph as g
from reference.symbolic.graph import Loop

X, series = argument("X", "N K"), argument("x", "N")
rate = argument("b", "", "positive", "below one")
Step = Callable[..., Sequence[Array]]


def row(of: Array, at: Array) -> Array:
    return Array(g.selection(of.node, [at.node, *[None] * (len(of.axes) - 1)]))


def write(into: Array, value: Array, *at: Array) -> Array:
    whole = [None] * (len(into.axes) - len(at))
    return Array(g.replacement(into.node, value.node, [*(i.node for i in at), *whole]))


def loop(step: Step, *initial: Array, over: str = "N") -> tuple[Loop, Array, list[Array]]:
    """A loop, its index, and the placeholders of what it carries."""
    index = g.loop_index(over)
    carried = [
        g.Input(value.axes, value.node.kind, f"carried {index.loop} {slot}")
        for slot, value in enumerate(initial)
    ]
    after = step(Array(index), *map(Array, carried))
    nodes = tuple(value.node for value in after)
    first = tuple(value.node for value in initial)
    return (
        Loop(index.loop, over, tuple(carried), first, nodes),
        Array(index),
        list(map(Array, carried)),
    )


def left(step: Step, *initial: Array, slot: int = 0, over: str = "N") -> Array:
    """What a loop leaves in a slot."""
    return Array(g.fold(loop(step, *initial, over=over)[0], slot))


def zeros(of: Array) -> Array:
    return Array(g.broadcast(g.constant(0.0), of.axes))


ZERO = array(0.0)


class TestSums:
    def test_a_sum(self):
        total = left(lambda i, c: [c + row(series, i)], ZERO)
        assert is_proved(equal(total, series.sum()))
        assert is_proved(equal(left(lambda i, c: [row(series, i) + c], rate), rate + series.sum()))
        assert is_refuted_only_by_numbers(equal(total, series.mean()))
        assert is_refuted_only_by_numbers(equal(total, series.sum() + rate))

    def test_a_sum_of_rows(self):
        total = left(lambda i, c: [c + row(X, i)], zeros(X.sum(0)))
        assert is_proved(equal(total, X.sum(0)))
        assert is_proved(derivative(total.sum(), X, 0 * X + 1))

    def test_two_values_at_once(self):
        def step(i, total, squares):
            return [total + row(series, i), squares + row(series, i) ** 2]

        squares = left(step, ZERO, ZERO, slot=1)
        assert is_proved(equal(squares, (series * series).sum()))
        assert is_refuted_only_by_numbers(equal(squares, series.sum() ** 2))

    def test_a_running_product_is_no_sum(self):
        product = left(lambda i, c: [c * row(series, i)], array(1.0))
        assert is_refuted_only_by_numbers(equal(product, series.sum()))

    def test_numbers_of_steps(self):
        weighted = left(lambda i, c: [c + i * row(series, i)], ZERO)
        positions = Array(g.positions("N"))
        assert is_proved(equal(weighted, (positions * series).sum()))
        assert is_refuted_only_by_numbers(equal(weighted, series.sum()))


class TestRows:
    def test_rows_written_once(self):
        written = left(lambda i, c: [write(c, 2 * row(X, i), i)], zeros(X))
        assert is_proved(equal(written, 2 * X))
        assert is_refuted_only_by_numbers(equal(written, X))

    def test_rows_that_read_what_was_there(self):
        assert is_proved(equal(left(lambda i, c: [write(c, 2 * row(c, i), i)], X), 2 * X))

    def test_rows_that_read_other_rows_are_refused(self):
        other = argument("r", "", kind="index", along="N")
        changed = left(lambda i, c: [write(c, 2 * row(c, other), i)], X)
        decision = decide(equal(changed, changed))
        assert not decision.is_proved
        assert decision.reason == "a loop reads other entries of what it carries"

    def test_one_row_written_again_and_again_is_refused(self):
        other = argument("r", "", kind="index", along="N")
        changed = left(lambda i, c: [write(c, row(c, other) + row(X, i), other)], X)
        once = write(X, row(X, other) + X.sum(0), other)
        # It is a sum into one row; the normal form does not see it, and says no more.
        assert not decide(equal(changed, once * 2)).is_proved

    def test_a_loop_in_a_loop(self):
        index, inner = g.loop_index("N"), g.loop_index("K")
        rows = g.Input(X.axes, "real", "rows")
        entries = g.Input(X.axes, "real", "entries")
        value = Array(g.selection(X.node, [index, inner])) ** 2
        written = g.replacement(entries, value.node, [index, inner])
        inside = Loop(inner.loop, "K", (entries,), (rows,), (written,))
        outside = Loop(index.loop, "N", (rows,), (zeros(X).node,), (g.fold(inside, 0),))
        result = Array(g.fold(outside, 0))
        assert is_proved(equal(result, X * X))
        assert is_refuted_only_by_numbers(equal(result, X))


class TestLastValues:
    def test_what_the_last_step_leaves(self):
        last = left(lambda i, _: [row(series, i)], ZERO)
        at_the_end = Array(g.selection(series.node, [g.endpoint("N", is_last=True)]))
        assert is_proved(equal(last, at_the_end))
        assert is_refuted_only_by_numbers(equal(last, series.sum()))

    def test_an_emission(self):
        total, _, (carried,) = loop(lambda i, c: [c + row(series, i)], ZERO)
        assert is_proved(equal(Array(g.last(total, total.step[0])), series.sum()))
        before = Array(g.last(total, carried.node))
        assert is_refuted_only_by_numbers(equal(before, series.sum()))


def averages(form: int) -> tuple[Array, Array]:
    """Moving averages with bias correction, and the last average, written in three ways."""

    def with_count(i, average, count):
        return [rate * average + (1 - rate) * row(series, i), count + 1]

    def count_first(i, count, average):
        return [1 + count, average + (1 - rate) * (row(series, i) - average)]

    def by_position(i, average):
        return [average * rate + row(series, i) * (1 - rate)]

    match form:
        case 0:
            made, _, _ = loop(with_count, ZERO, array(0))
            average, power = made.step[0], Array(made.step[1])
        case 1:
            made, _, _ = loop(count_first, array(0), ZERO)
            average, power = made.step[1], Array(made.step[0])
        case _:
            made, index, _ = loop(by_position, ZERO)
            average, power = made.step[0], index + 1
    emission = Array(average) / (1 - rate**power)
    return Array(g.scan(made, emission.node)), Array(g.last(made, average))


class TestRecurrences:
    def test_the_same_loop_in_other_words(self):
        first = averages(0)
        for form in (1, 2):
            other = averages(form)
            assert is_proved(equal(first[0], other[0]))
            assert is_proved(equal(first[1], other[1]))
            assert is_proved(equal(2 * first[0] + first[1], other[0] + other[1] + first[0]))

    def test_other_loops(self):
        first, last = averages(0)
        assert is_refuted_only_by_numbers(equal(first, 2 * averages(1)[0]))
        assert is_refuted_only_by_numbers(equal(last, series.mean()))
        other = left(lambda i, c: [rate * c + (1 - rate) * row(2 * series, i)], ZERO)
        assert is_refuted_only_by_numbers(equal(last, other))
        other = left(lambda i, c: [rate * c + (1 - rate) * row(series, i)], rate)
        assert is_refuted_only_by_numbers(equal(last, other))
        assert is_refuted_only_by_numbers(equal(last, left(lambda _, c: [rate * c], ZERO)))

    def test_entries_of_an_array(self):
        def average(of: Array) -> Array:
            return left(lambda i, c: [rate * c + (1 - rate) * row(of, i)], zeros(X.sum(0)))

        assert is_proved(equal(average(X), average(X)))
        assert is_proved(equal(average(X / 2), average(X * 0.5)))
        assert is_refuted_only_by_numbers(equal(average(X), average(X * X)))

    def test_two_values_that_need_each_other(self):
        def oscillator(i, place, speed):
            return [place + speed, speed - rate * place + row(series, i)]

        def renamed(i, speed, place):
            return [row(series, i) + speed - place * rate, speed + place]

        one = left(oscillator, array(1.0), ZERO, slot=0)
        assert is_proved(equal(one, left(renamed, ZERO, array(1.0), slot=1)))
        assert is_refuted_only_by_numbers(equal(one, left(renamed, ZERO, array(1.0), slot=0)))
        assert is_refuted_only_by_numbers(equal(one, left(renamed, array(1.0), ZERO, slot=1)))

    def test_a_derivative_through_a_recurrence_is_refused(self):
        decision = decide(derivative(averages(0)[1], series, series))
        assert not decision.is_proved
        assert decision.reason == "a derivative through recurrence"

    def test_nested_in_functions(self):
        one, other = averages(0)[1], averages(2)[1]
        assert is_proved(equal(sqrt(one * one + 1), sqrt(1 + other**2)))
