"""Rules for sums, maxima and deltas: each proves what holds, and not what nearly does."""

from __future__ import annotations

import pytest
from goals import decide, equal, is_proved, is_refuted_only_by_numbers
from graphs import Array, apply, argument, einsum, exp, eye, size, where

from reference.symbolic import graph as g

x, y = argument("x", "n"), argument("y", "n")
A, B = argument("A", "n n"), argument("B", "n n")
C, D = argument("C", "n m"), argument("D", "n m")
r = argument("r")
n, m = size("n"), size("m")

PROVED = {
    "a sum of constants": equal((0 * x + 1).sum(), n),
    "a factor outside": equal((r * x).sum(), r * x.sum()),
    "a product of sums": equal((x[:, None] * y[None, :]).sum(), x.sum() * y.sum()),
    "a double sum": equal(C.sum(0).sum(), C.sum(1).sum()),
    "a square of a sum": equal(x.sum() ** 2, einsum("i,j->", x, x)),
    "associativity": equal((A @ B) @ x, A @ (B @ x)),
    "a trace": equal(einsum("ij,ji->", A, B), einsum("ij,ji->", B, A)),
    "a long trace": equal(einsum("ij,jk,ki->", A, B, A), einsum("ij,jk,ki->", A, A, B)),
    "linked sums in any order": equal(einsum("ni,nj,nk->", A, A, B), einsum("ni,nj,nk->", B, A, A)),
    "the identity": equal(eye("n") @ x, x),
    "the diagonal": equal((A * eye("n")).sum(1), einsum("ij,ij->i", A, eye("n"))),
    "on the diagonal": equal(eye("n") * x[:, None], eye("n") * x[None, :]),
    "functions on the diagonal": equal(
        eye("n") * exp(A * x[:, None]), eye("n") * exp(A.T * x[None, :])
    ),
    "one minus the identity": equal((1 - eye("n")) @ x, x.sum() - x),
    "a largest value": equal((x + r).max(), r + x.max()),
    "a largest value of a table": equal(C.max(), C.T.max()),
    "sums in denominators": equal(x.sum() / (x.sum() * y.sum()), 1 / y.sum()),
    "fractions in sums": equal((1 / (1 + exp(-x))).sum() + (1 / (1 + exp(x))).sum(), n),
    "a sum of fractions": equal((x / (x - y) - y / (x - y)).sum(), n),
    "a mean of means": equal(C.mean(), C.mean(0).mean()),
}
NOT_PROVED = {
    "a sum of products": equal((x * y).sum(), x.sum() * y.sum()),
    "a square of a sum": equal(x.sum() ** 2, (x * x).sum()),
    "commutativity": equal(A @ B, B @ A),
    "a trace": equal(einsum("ij,ji->", A, B), einsum("ij,ij->", A, B)),
    "a long trace": equal(einsum("ij,jk,ki->", A, B, A), einsum("ij,jk,ik->", A, B, A)),
    "linked sums": equal(einsum("ni,nj,nk->", A, A, B), einsum("ni,nj,nk->", A, B, B)),
    "another axis": equal(A.sum(0), A.sum(1)),
    "off the diagonal": equal(A * x[:, None], A * x[None, :]),
    "a largest value": equal((r * x).max(), r * x.max()),
    "a sum of largest values": equal((x + y).max(), x.max() + y.max()),
    "a sum of fractions": equal((x / (x - y) + y / (x - y)).sum(), n),
    "another size": equal((0 * C + 1).sum(1), (0 * C + 1).sum(1) * 0 + n),
    "a mean": equal(C.mean(), C.sum(0).mean()),
}


@pytest.mark.parametrize("name", PROVED)
def test_what_holds_is_proved(name):
    assert is_proved(PROVED[name])


@pytest.mark.parametrize("name", NOT_PROVED)
def test_what_does_not_hold_is_not_proved(name):
    assert is_refuted_only_by_numbers(NOT_PROVED[name])


def test_a_denominator_that_vanishes_on_the_diagonal():
    """Off the diagonal both sides are equal; on it one is r and the other is 2r."""
    difference = x[:, None] - x[None, :]
    quotient = difference * difference / (difference * (1 + 0 * A))
    left = where(eye("n") > 0, r + 0 * A, quotient)
    right = where(eye("n") > 0, 2 * r + 0 * A, difference)
    assert not decide(equal(left, right)).is_proved


def test_a_guarded_denominator_that_vanishes_on_the_diagonal():
    """On the diagonal both quotients are left out, and one side is r and the other one 0."""
    one, other = x[:, None], x[None, :]
    apart = (one - other) ** 2 > 0
    left = where(apart, 1 / (one - other), r * eye("n"))
    right = where(apart, (one + other) / (one * one - other * other), 0 * eye("n"))
    assert is_refuted_only_by_numbers(equal(left, right))


def test_a_delta_of_an_index_and_a_label_of_it():
    place = argument("place", "n", kind="index", along="n")
    stays = apply("equal", place, Array(g.positions("n")))
    assert is_proved(equal((stays * 2 * x).sum(), 2 * (stays * x).sum()))
    assert is_refuted_only_by_numbers(equal((stays * x).sum(), x.sum()))


def test_too_many_linked_sums_are_refused():
    star = einsum(",".join(f"a{letter}" for letter in "bcdefghijk") + "->a", *[A] * 10)
    assert decide(equal(star.sum(), star.sum())).reason == "too many linked sums"
