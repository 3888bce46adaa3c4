"""The derivative of the student's own forward function, by finite differences over the wire.

A gradient is judged twice: against the function that was asked for and against the one that the
student wrote. The second comparison needs nothing of the reference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.comparison import as_array
from grader.examples import Example
from grader.gradcheck.differences import (
    EVALUATIONS,
    Estimate,
    directional_derivative,
    displacements,
    natural_scale,
)
from grader.student.answers import Call
from grader.student.process import Student
from reference.domain import Array, Distribution, Domain, shapes
from reference.formula import Derivative, Formula

RELATIVE_TOLERANCE = 1e-6
MOST_NOISE = 0.05
TINY = 1e-6  # a derivative that is 0 has an error bar, too


@dataclass(frozen=True)
class Own:
    """The numerical derivative of the student's function on one input, one estimate a part."""

    parts: tuple[Estimate, ...]

    def agrees(self, part: int, value: Any) -> bool:
        """Whether a part of a gradient is the derivative of the student's function."""
        estimate = self.parts[part]
        scale = RELATIVE_TOLERANCE * np.abs(estimate.value).max(initial=0.0)
        with np.errstate(invalid="ignore"):
            return bool(np.all(np.abs(value - estimate.value) <= scale + 10 * estimate.error))


def own_derivative(
    student: Student, forward: str, formula: Formula, examples: Mapping[int, Example]
) -> dict[int, Own]:
    """The derivative of the student's function `forward` on each example, by its index.

    Examples on which the function gives no usable answer are left out. All evaluations of one
    example travel in one message; after one that is not answered to its end no other is sent.
    """
    derivative = formula.derivative
    if derivative is None or any(_has_parts(derivative.of.domain[w]) for w in derivative.wrt):
        return {}
    found = {}
    for index, example in examples.items():
        point = _forward_inputs(derivative, example)
        at = {name: np.asarray(point[name], dtype=float) for name in derivative.wrt}
        calls = [
            Call(forward, tuple((point | {name: moved}).values()))
            for name in derivative.wrt
            for direction in _directions(at[name])
            for moved in map(_as_number, displacements(at[name], direction))
        ]
        answers = student.answers(calls)
        if any(answer.kind in ("timeout", "too large", "died") for answer in answers):
            break
        values = iter(answers)
        parts = []
        for name in derivative.wrt:
            rows = []
            for direction in _directions(at[name]):
                four = [as_array(next(values).value) for _ in range(EVALUATIONS)]
                rows.append((four, float(np.abs(direction).max())))
            parts.append(_estimate(derivative, example, at[name].shape, rows))
        if all(part is not None and _tells_something(part) for part in parts):
            found[index] = Own(tuple(part for part in parts if part is not None))
    return found


def _tells_something(estimate: Estimate) -> bool:
    """Whether the error bar is small beside the derivative: it is not where f is not smooth, or
    not the same function at each call."""
    size = np.abs(estimate.value).max(initial=0.0)
    return bool(np.max(estimate.error, initial=0.0) <= MOST_NOISE * size + TINY)


def _has_parts(domain: Domain) -> bool:
    """Whether an argument is more than one array: its derivative is not estimated yet."""
    return len(shapes(domain)) > 1


def _as_number(value: Any) -> Any:
    """A float for an array without axes, as the function receives it."""
    return value if np.ndim(value) else float(value)


def _directions(x: Any) -> list[Any]:
    """One direction for each entry of x, of the natural size of x."""
    scale = natural_scale(x)
    unit = np.eye(x.size) * scale
    return [row.reshape(x.shape) for row in unit]


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


def _estimate(
    derivative: Derivative,
    example: Example,
    shape: tuple[int, ...],
    rows: list[tuple[list[Any], float]],
) -> Estimate | None:
    """The derivative with respect to one argument, laid out as the student's should be."""
    columns = []
    for values, scale in rows:
        if any(value is None or value.dtype.kind not in "biuf" for value in values):
            return None
        arrays = [np.asarray(value, dtype=float) for value in values]
        if len({array.shape for array in arrays}) > 1:
            return None
        along = directional_derivative(arrays)
        if not np.all(np.isfinite(along.value)):
            return None
        value, error = along.value / scale, along.error / scale
        if derivative.cotangent is not None:
            cotangent = example.inputs[derivative.cotangent]
            if np.shape(value) != np.shape(cotangent):
                return None
            error = np.sum(np.abs(cotangent) * error)
            value = np.sum(cotangent * value)
        elif derivative.kind == "entrywise":
            value, error = np.sum(value), np.sum(error)
        columns.append((value, error))
    value = np.stack([column for column, _ in columns], axis=-1)
    error = np.stack([np.broadcast_to(e, np.shape(v)) for v, e in columns], axis=-1)
    if derivative.kind == "jacobian":
        outputs = np.shape(derivative.of(*_forward_inputs(derivative, example).values()))
        return Estimate(value, error) if value.shape == outputs + shape else None
    if value.size != int(np.prod(shape)):
        return None
    return Estimate(value.reshape(shape), error.reshape(shape))
