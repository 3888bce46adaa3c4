"""Squares of sines and cosines, by the double angle.

    sin² x = (1 − cos 2x) / 2          cos² x = (1 + cos 2x) / 2

The identities hold for all real numbers, so that a goal says the same before and after.
"""

from __future__ import annotations

from fractions import Fraction

from reference.symbolic.goal import Goal, changed
from reference.symbolic.graph import (
    Constant,
    Elementwise,
    Node,
    constant,
    elementwise,
    outside_loops,
)
from reference.symbolic.rewriting import rewritten

_SIGNS = {"sin": "sub", "cos": "add"}


def without_squares(goal: Goal) -> Goal:
    """The goal with the cosine of the double angle for every square of a sine or a cosine."""
    return changed(goal, _linear)


def _linear(root: Node) -> Node:
    for node in outside_loops(root):
        if (square := _squared(node)) is not None:
            return _linear(rewritten(root, {node: _of_the_double_angle(square)}))
    return root


def _squared(node: Node) -> Elementwise | None:
    """The sine or cosine of which a node is the square."""
    match node:
        case Elementwise(
            function="pow",
            arguments=(Elementwise(function="sin" | "cos") as wave, Constant(value=value)),
        ):
            return wave if value == 2 else None
        case Elementwise(function="mul", arguments=(Elementwise(function="sin" | "cos") as a, b)):
            return a if a is b else None
    return None


def _of_the_double_angle(wave: Elementwise) -> Node:
    (x,) = wave.arguments
    cosine = elementwise("cos", elementwise("mul", constant(Fraction(2)), x))
    twice = elementwise(_SIGNS[wave.function], constant(Fraction(1)), cosine)
    return elementwise("mul", constant(Fraction(1, 2)), twice)
