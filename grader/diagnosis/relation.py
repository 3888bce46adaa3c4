"""What a wrong result has to do with the right one, the same on every input: a factor, a sign …"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.examples import Example

FACTOR, SIGN, TRANSPOSED = "scale", "sign", "transposed"


@dataclass(frozen=True)
class Pair:
    """A result beside what is right (or measured), on one example."""

    returned: Any
    right: Any
    example: Example
    tolerance: float


@dataclass(frozen=True)
class Relation:
    """`factor` is the name of a constant factor, such as "N", "1/N", "2" or "1 - beta"."""

    kind: str
    factor: str = ""


def relation(pairs: Sequence[Pair]) -> Relation | None:
    """The relation that holds on every pair, or None. Pairs that are zero on both sides tell
    nothing and are passed over."""
    telling = [
        pair
        for pair in pairs
        if np.any(np.abs(pair.right) > pair.tolerance)
        or np.any(~np.isfinite(pair.returned) | (np.abs(pair.returned) > pair.tolerance))
    ]
    if not telling or any(not np.all(np.isfinite(pair.returned)) for pair in telling):
        return None
    factors = [_factor(pair) for pair in telling]
    if all(factor is not None for factor in factors):
        name = _name([f for f in factors if f is not None], [pair.example for pair in telling])
        if name == "-1":
            return Relation(SIGN)
        if name and name != "1":
            return Relation(FACTOR, name)
    if all(_is_transposed(pair) for pair in telling) and any(
        pair.right.shape[0] > 1 for pair in telling
    ):
        return Relation(TRANSPOSED)
    return None


def _factor(pair: Pair) -> float | None:
    """c where returned = c · right, or None where there is no such c."""
    if pair.returned.shape != pair.right.shape:
        return None
    size = float(np.sum(pair.right**2))
    if size == 0:
        return None
    c = float(np.sum(pair.returned * pair.right)) / size
    if not math.isfinite(c):
        return None
    slack = pair.tolerance * max(1.0, abs(c))
    return c if np.all(np.abs(pair.returned - c * pair.right) <= slack) and c != 0 else None


def _name(factors: list[float], examples: list[Example]) -> str:
    """What the factor is called, if one name fits every example."""

    def fits(values: list[float]) -> bool:
        return all(
            math.isclose(c, value, rel_tol=1e-5) for c, value in zip(factors, values, strict=True)
        )

    for sign, prefix in ((1.0, ""), (-1.0, "-")):
        for name, of in _candidates(examples[0]):
            values = [sign * of(example) for example in examples]
            if fits(values):
                return prefix + name
    first = factors[0]
    return f"{first:.4g}" if fits([first] * len(factors)) else ""


def _candidates(example: Example) -> Iterator[tuple[str, Any]]:
    """Names of numbers that a factor may be, with how to get them from an example."""
    yield from (
        (text, lambda _, v=value: v) for text, value in (("1", 1.0), ("2", 2.0), ("1/2", 0.5))
    )
    letters = list(example.sizes)
    for letter in letters:
        yield letter, lambda e, n=letter: float(e.sizes[n])
        yield f"1/{letter}", lambda e, n=letter: 1.0 / e.sizes[n]
    for letter in letters:
        yield f"({letter} - 1)/{letter}", lambda e, n=letter: (e.sizes[n] - 1) / e.sizes[n]
        yield f"{letter}/({letter} - 1)", lambda e, n=letter: _over(e.sizes[n], e.sizes[n] - 1)
    if len(letters) == 2:
        one, other = letters
        yield f"{one} {other}", lambda e: float(e.sizes[one] * e.sizes[other])
        yield f"1/({one} {other})", lambda e: 1.0 / (e.sizes[one] * e.sizes[other])
        yield f"{one}/{other}", lambda e: e.sizes[one] / e.sizes[other]
        yield f"{other}/{one}", lambda e: e.sizes[other] / e.sizes[one]
    for name in _scalars(example.inputs):
        yield name, lambda e, n=name: float(e.inputs[n])
        yield f"1/{name}", lambda e, n=name: _over(1.0, e.inputs[n])
        yield f"1 - {name}", lambda e, n=name: 1.0 - e.inputs[n]
        yield f"1/(1 - {name})", lambda e, n=name: _over(1.0, 1.0 - e.inputs[n])


def _scalars(inputs: Mapping[str, Any]) -> list[str]:
    return [name for name, value in inputs.items() if isinstance(value, int | float)]


def _over(numerator: float, denominator: float) -> float:
    return numerator / denominator if denominator else math.inf


def _is_transposed(pair: Pair) -> bool:
    if pair.right.ndim != 2 or pair.returned.shape != pair.right.T.shape:
        return False
    return bool(np.all(np.abs(pair.returned - pair.right.T) <= pair.tolerance))
