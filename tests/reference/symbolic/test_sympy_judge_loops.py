"""The second judge on labels, writes to arrays, and loops over a symbolic size."""

from __future__ import annotations

import pytest
from graphs import Array, apply, argument, array, einsum, exp, log, size, where
from test_sympy_judge import assert_not_proved, assert_proved, decide, derivative, equal

from reference.symbolic import graph as g

N = size("N")
X, W = argument("X", "N D"), argument("W", "D K")
Z, x = argument("Z", "N K"), argument("x", "N")
labels = argument("labels", "N", kind="index", along="K")
samples = Array(g.positions("N"))
ONE_HOT = apply("equal", labels[slice(None), None], Array(g.positions("K")))


def _nodes(indices):
    return [i.node if isinstance(i, Array) else i for i in indices]


def read(of: Array, *indices) -> Array:
    return Array(g.selection(of.node, _nodes(indices)))


def write(into: Array, value, *indices) -> Array:
    return Array(g.replacement(into.node, array(value).node, _nodes(indices)))


def zeros(*atoms: str) -> Array:
    return Array(g.broadcast(g.constant(0.0), tuple((atom,) for atom in atoms)))


def empty(*atoms: str) -> Array:
    return Array(g.Undefined(tuple((atom,) for atom in atoms), "real"))


def run(atom: str, initial, body) -> g.Loop:
    """The loop that `body(position, *carried)` records."""
    at = g.loop_index(atom)
    carried = [
        Array(g.Input(value.axes, "real", f"carried {at.loop} {slot}"))
        for slot, value in enumerate(initial)
    ]
    step = body(Array(at), *carried)
    return g.Loop(
        at.loop, atom, *(tuple(value.node for value in part) for part in (carried, initial, step))
    )


def after(atom: str, initial, body) -> list[Array]:
    loop = run(atom, initial, body)
    return [Array(g.fold(loop, slot)) for slot in range(len(initial))]


def softmax(of: Array) -> Array:
    e = exp(of - of.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


P = softmax(Z)
LOSS = -log(read(P, samples, labels)).mean()


class TestLabels:
    def test_cross_entropy(self):
        right = write(P, read(P, samples, labels) - 1, samples, labels) / N
        assert_proved(derivative(LOSS, Z, right))
        assert_proved(derivative(LOSS, Z, (P - ONE_HOT) / N))

    @pytest.mark.parametrize(
        "wrong",
        [
            write(P, read(P, samples, labels) + 1, samples, labels) / N,
            write(P, read(P, samples, labels) - 1, samples, labels),
            (P - ONE_HOT + P) / N,
            P / N,
        ],
    )
    def test_wrong_cross_entropy(self, wrong):
        assert_not_proved(derivative(LOSS, Z, wrong))

    def test_one_hot_rows_sum_to_one(self):
        assert_proved(equal(ONE_HOT.sum(1), 1 + 0 * x))
        assert_not_proved(equal(ONE_HOT.sum(0), 1 + 0 * argument("b", "K")))

    def test_one_place_written_to_twice(self):
        decision = decide(equal(write(argument("b", "K"), x, labels), argument("b", "K")))
        assert decision.reason == "one place of an array may be written to twice at once"


class TestRows:
    @staticmethod
    def by_rows(start: Array) -> Array:
        def body(i, out):
            return [write(out, softmax(read(Z, i, None)), i, None)]

        return after("N", [start], body)[0]

    @pytest.mark.parametrize("start", [zeros("N", "K"), empty("N", "K"), Z])
    def test_each_row_once(self, start):
        assert_proved(equal(self.by_rows(start), P))
        assert_not_proved(equal(self.by_rows(start), softmax(Z.T).T))

    def test_in_place(self):
        def body(i, out):
            return [write(out, read(out, i, None) * read(x, i), i, None)]

        assert_proved(equal(after("N", [Z], body)[0], Z * x[slice(None), None]))
        assert_not_proved(equal(after("N", [Z], body)[0], Z))

    def test_two_nested_loops(self):
        s = softmax(x)

        def entry(i, j):
            same = read(s, i) * (1 - read(s, i))
            return where(apply("equal", i, j), same, -read(s, i) * read(s, j))

        def outer(i, rows):
            return after("N", [rows], lambda j, into: [write(into, entry(i, j), i, j)])

        assert_proved(derivative(s, x, after("N", [zeros("N", "N")], outer)[0]))
        assert_not_proved(derivative(s, x, -after("N", [zeros("N", "N")], outer)[0]))

    def test_what_was_never_written_to(self):
        nothing = empty("N")
        assert not decide(equal(nothing, nothing)).is_proved
        assert not decide(equal(nothing, x)).is_proved

    def test_reading_other_rows(self):
        def body(i, out):
            return [write(out, out.sum() + read(x, i), i)]

        decision = decide(equal(after("N", [zeros("N")], body)[0], x))
        assert decision.reason == "a loop in which a step needs what earlier steps made"


class TestSums:
    @staticmethod
    def naive() -> tuple[Array, Array]:
        """Loss and dW of a linear classifier, sample by sample."""

        def body(i, loss, dW):
            q, y = softmax(read(X, i, None) @ W), read(labels, i)
            row = write(q, read(q, y) - 1, y)
            return [loss - log(read(q, y)), dW + einsum("d,k->dk", read(X, i, None), row)]

        loss, dW = after("N", [array(0.0), zeros("D", "K")], body)
        return loss / N, dW / N

    def test_linear_classifier(self):
        loss = -log(read(softmax(X @ W), samples, labels)).mean()
        assert_proved(equal(self.naive()[0], loss))
        assert_proved(derivative(loss, W, self.naive()[1]))
        assert_not_proved(derivative(loss * N, W, self.naive()[1]))

    @pytest.mark.parametrize("sign", [1, -1])
    def test_columns_by_label(self, sign):
        def body(i, dW):
            y = read(labels, i)
            return [write(dW, read(dW, None, y) + sign * read(X, i, None), None, y)]

        goal = equal(after("N", [zeros("D", "K")], body)[0], X.T @ ONE_HOT)
        (assert_proved if sign == 1 else assert_not_proved)(goal)

    def test_last_step(self):
        kept = after("N", [array(0.0)], lambda i, _: [read(x, i) ** 2])[0]
        loop = run("N", [], lambda _: [])
        emission = read(x, Array(g.LoopIndex((), "index", loop.number, "N"))) ** 2
        assert_proved(equal(Array(g.last(loop, emission.node)), kept))
        assert_not_proved(equal(kept, (x * x).sum()))

    def test_every_step(self):
        loop = run("N", [], lambda _: [])
        emission = read(x, Array(g.LoopIndex((), "index", loop.number, "N"))) ** 2
        assert_proved(equal(Array(g.scan(loop, emission.node)), x * x))
        assert_not_proved(equal(Array(g.scan(loop, emission.node)), x))

    def test_recurrence(self):
        def body(i, state):
            return [argument("b") * state + read(x, i)]

        decision = decide(equal(after("N", [array(0.0)], body)[0], x.sum()))
        assert decision.reason == "a loop in which a step needs what earlier steps made"


def test_merged_axes():
    images = argument("X", "N H V")
    flat = Array(g.regrouping(images.node, (("N",), ("H", "V"))))
    centred = Array(g.regrouping((flat - flat.mean(1, keepdims=True)).node, images.axes))
    assert_proved(equal(centred, images - images.mean((1, 2), keepdims=True)))
    assert_not_proved(equal(centred, images - images.mean(1, keepdims=True)))


def test_positions_along_two_axes_are_not_compared():
    same = apply("equal", samples[slice(None), None], Array(g.positions("K")))
    assert decide(equal((same * Z).sum(), Z.sum())).reason
