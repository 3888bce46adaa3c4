"""The student's own forward function on one example, as a function of one of its arguments.

What is measured of it lives here; it is called in the worker: `call` says what to ask for a point,
`value` reads the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from grader.answer_key import Right
from grader.comparison import as_array
from grader.examples import Example
from grader.gradcheck.directions import random_signs
from grader.gradcheck.draws import Draws
from grader.gradcheck.parameters import Layout, layout, vector
from grader.student.answers import Answer, Call
from reference.domain import Array, Distribution, GradientFunction
from reference.formula import Derivative

# After one of these there is nothing more to ask.
ENDING = ("timeout", "too large", "died", "not run")


@dataclass(frozen=True)
class OwnFunction:
    """φ(x), x the argument `name` as a vector (n,) and the others as in `inputs`.

    A number: the result of the student's function `forward` or, with `weights` w of the shape of
    that result, Σ w · result. Of a Jacobian, the result itself, of the shape `outputs`.
    `result` tells how a derivative by a list or a dict is laid out; None for one that is an array.
    """

    forward: str
    inputs: Mapping[str, Any]
    name: str
    kind: str
    outputs: tuple[int, ...] = ()
    weights: Any = None
    result: Layout | None = None

    @cached_property
    def layout(self) -> Layout:
        return layout(self.inputs[self.name])

    @cached_property
    def x(self) -> Any:
        """Where the function is looked at (n,)."""
        return vector(self.inputs[self.name], self.layout)

    def call(self, point: Any) -> Call:
        """What to ask the student for φ at a vector (n,)."""
        moved = dict(self.inputs) | {self.name: self.layout.inputs(point)}
        return Call(self.forward, tuple(moved.values()))

    def value(self, answer: Answer) -> Any:
        """φ as the answer has it, NaN where the function raised; None where it is no such number.

        A sum is as precise as what it is made of, and has its type.
        """
        if answer.kind != "returned":
            return np.full(self.outputs, np.nan) if self.weights is None else np.nan
        array = as_array(answer.value)
        if array is None or array.dtype.kind not in "biuf":
            return None
        if self.weights is None:
            is_number = self.kind == "gradient" and array.size == 1
            array = array.reshape(()) if is_number else array
            return array if array.shape == self.outputs else None
        if array.shape != np.shape(self.weights):
            return None
        total = np.sum(self.weights * array, dtype=float)
        return total.astype(array.dtype) if array.dtype.kind == "f" else total

    def gradient(self, part: Any) -> Any:
        """The gradient or the Jacobian of φ, if `part` is the derivative as the formula lays it
        out."""
        if self.result is not None:
            return self.result.inputs(part)
        return self.weights * part if self.kind == "entrywise" else part

    def derivative(self, gradient: Any) -> Any:
        """The derivative as the formula lays it out, of a gradient or a Jacobian of φ."""
        if self.result is not None:
            return vector(self.layout.inputs(gradient), self.result)
        return gradient / self.weights if self.kind == "entrywise" else gradient


def own_function(
    forward: str, derivative: Derivative, example: Example, part: int, right: Right
) -> OwnFunction:
    """The function whose derivative a part of a gradient is; `right` tells the shape of that part.

    Of a function that takes each entry by itself, the sum has random weights: what it does to
    other entries shows.
    """
    inputs = _forward_inputs(derivative, example)
    name = derivative.wrt[part]
    x = inputs[name] if _has_arrays(inputs[name]) else float(inputs[name])
    outputs: tuple[int, ...] = ()
    weights = None
    if derivative.cotangent is not None:
        weights = example.inputs[derivative.cotangent]
    elif derivative.kind == "entrywise":
        weights = random_signs(Draws(0), np.size(x)).reshape(np.shape(x))
    elif derivative.kind == "jacobian":
        outputs = right.parts[part].shape[: right.parts[part].ndim - np.ndim(x)]
    return OwnFunction(
        forward,
        inputs | {name: x},
        name,
        derivative.kind,
        outputs,
        weights,
        right.layout(part),
    )


def can_be_moved(derivative: Derivative) -> bool:
    """Whether each argument is made of arrays, and no function."""
    domain = derivative.of.domain
    return not any(isinstance(domain[name], GradientFunction) for name in derivative.wrt)


def _has_arrays(value: Any) -> bool:
    return isinstance(value, Mapping | list) or np.ndim(value) > 0


def _forward_inputs(derivative: Derivative, example: Example) -> dict[str, Any]:
    """The arguments of the forward function: those of the example, zero where it has none."""
    inputs: dict[str, Any] = {}
    for name, domain in derivative.of.domain.items():
        if name in example.inputs:
            inputs[name] = example.inputs[name]
        elif isinstance(domain, Array | Distribution):
            inputs[name] = np.zeros([example.sizes[letter] for letter in domain.shape.split()])
        else:
            raise TypeError(f"{derivative.of.name}: the derivative lacks the argument {name}")
    return inputs
