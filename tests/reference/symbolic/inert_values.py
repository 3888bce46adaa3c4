"""The value of an expression with inert sums, on numbers."""

from __future__ import annotations

import itertools
import math

import numpy as np
import sympy

from reference.symbolic.sympy_judge.inert import (
    Absolute,
    Delta,
    Entry,
    Exp,
    InertSum,
    Largest,
    Log,
    Step,
    Tanh,
    bounds,
)


def value(e, arrays, sizes, places, memo=None):
    """`arrays` by name, `sizes` by atom, `places`: what each free index is."""
    if isinstance(e, Entry):
        at = tuple(int(value(index, arrays, sizes, places)) for index in e.args[1:])
        return float(np.asarray(arrays[e.args[0].name])[at])
    if isinstance(e, InertSum | Largest):
        ranges = [range(sizes[size.name]) for _, size in bounds(e)]
        indices = [index for index, _ in bounds(e)]
        of = [
            value(e.args[0], arrays, sizes, {**places, **dict(zip(indices, at, strict=True))})
            for at in itertools.product(*ranges)
        ]
        return math.fsum(of) if isinstance(e, InertSum) else max(of)
    if e.is_Symbol:
        return float(places[e]) if e in places else float(sizes[e.name])
    if not e.args:
        return float(e)
    of = [value(part, arrays, sizes, places) for part in e.args]
    if e.is_Add:
        return math.fsum(of)
    if e.is_Mul:
        return math.prod(of)
    return _FUNCTIONS[type(e)](*of)


def _step(of):
    if abs(of) < 1e-9:
        raise ValueError("a tie, which rounding decides in the code")
    return float(of > 0)


_FUNCTIONS = {
    sympy.Pow: lambda b, x: b**x,
    Exp: math.exp,
    Log: math.log,
    Tanh: math.tanh,
    Delta: lambda a, b: float(a == b),
    Step: _step,
    sympy.cos: math.cos,
    sympy.sin: math.sin,
    sympy.floor: math.floor,
    sympy.Abs: abs,
    Absolute: abs,
}
