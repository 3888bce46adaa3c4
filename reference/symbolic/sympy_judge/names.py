"""The symbols that stand for sizes, inputs and positions in loops."""

from __future__ import annotations

import sympy

from reference.symbolic.graph import Input
from reference.symbolic.sympy_judge.inert import Expression, Index


def size_symbol(atom: str) -> Expression:
    """The symbol of a size."""
    return sympy.Symbol(atom, integer=True, positive=True)


def input_name(argument: Input, number: int | None = None) -> Expression:
    """The name of an input, or of what a loop carries, with what its kind and traits say."""
    name = argument.name if number is None else f"{argument.name} in loop {number}"
    if argument.along:
        return sympy.Symbol(name, integer=True, nonnegative=True)
    if "step count" in argument.traits:
        return sympy.Symbol(name, integer=True, positive=True)
    if "positive" in argument.traits:
        return sympy.Symbol(name, positive=True)
    if "sums to one" in argument.traits:
        return sympy.Symbol(name, nonnegative=True)
    return sympy.Symbol(name, real=True, **({} if argument.kind == "real" else {"integer": True}))


def loop_symbol(number: int) -> Expression:
    """The position in a loop, as a symbol."""
    return Index(f"step{number}", integer=True, nonnegative=True)
