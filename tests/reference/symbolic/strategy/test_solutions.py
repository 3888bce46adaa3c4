"""Systems of linear equations."""

from __future__ import annotations

import pytest
from goals import derivative, equal
from graphs import Array, argument, einsum, eye, size
from strategies import is_false_and_left, is_left, is_proved
from test_lowered_loops import loop, row

from reference.symbolic import graph as g
from reference.symbolic.strategy.solutions import REGULAR, without_solutions

M, P = argument("M", "J J"), argument("P", "J J")
b, c, R = argument("b", "J"), argument("c", "J"), argument("R", "J K")
s = argument("s")


def solve(matrix: Array, right: Array) -> Array:
    return Array(g.solution(matrix.node, right.node))


@pytest.mark.parametrize("right", [b, R], ids=["vector", "matrix"])
def test_the_solution_solves(right):
    assert is_proved(equal(M @ solve(M, right), right), REGULAR)
    assert is_proved(equal(solve(M, M @ right), right), REGULAR)
    assert is_false_and_left(equal(M.T @ solve(M, right), right))
    assert is_false_and_left(equal(M @ solve(M, right), 2 * right))


def test_a_multiple_of_the_right_side():
    assert is_proved(equal(solve(M, s * b), s * solve(M, b)), REGULAR)
    assert is_false_and_left(equal(solve(M, s * b), solve(M, b)))


def test_matrices_are_told_apart():
    assert is_false_and_left(equal(solve(M, b), solve(P, b)))
    assert is_false_and_left(equal(solve(M, b), solve(M.T, b)))
    assert is_false_and_left(equal(solve(M + eye("J"), b), solve(M, b) + b))


def test_two_systems_with_one_right_side():
    both = equal(M @ solve(M, b) + P @ solve(P, c), b + c)
    assert is_proved(both, REGULAR)
    assert is_false_and_left(equal(solve(M, solve(P, b)), solve(P, solve(M, b))))


def test_a_right_side_in_its_own_matrix_stays():
    outer = einsum("i,j->ij", b, b) + eye("J")
    goal = equal(outer @ solve(outer, b), b)
    assert is_left(goal)


def test_a_derivative_through_a_system_is_left():
    goal = derivative(solve(M, b).sum(), b, b * 0)
    assert without_solutions(goal) == (goal, ())
    assert is_false_and_left(goal)


def test_each_step_of_a_loop_has_its_own_solution():
    stack = argument("T", "N J J")
    made, at, _ = loop(lambda _, total: [total], s)
    solved = solve(row(stack, at), b)
    every, last = Array(g.scan(made, solved.node)), Array(g.last(made, solved.node))
    assert is_false_and_left(equal(every.sum(0), size("N") * last))
