"""What a wrong result has to do with the right one, the same on every input: a factor, a sign …"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from grader.examples import Example

FACTOR, SIGN, TRANSPOSED = "scale", "sign", "transposed"
# Two factors that differ by less are one and the same: a single-precision result tells no better.
_ALIKE = 1e-5
_FEWEST = 3  # results that tell something: of one or two, any numbers have a factor


@dataclass(frozen=True)
class Pair:
    """A result beside what is right (or measured), on one example."""

    returned: Any
    right: Any
    example: Example
    tolerance: float


@dataclass(frozen=True)
class Relation:
    """`factor` is the name of a constant factor, such as "N", "1/N", "-2" or "1 - beta"."""

    kind: str
    factor: str = ""

    @property
    def is_opposite(self) -> bool:
        """Whether the sign is the other one."""
        return self.kind == SIGN or self.factor.startswith("-")


def relation(pairs: Sequence[Pair]) -> Relation | None:
    """The relation that holds on every pair, or None. Pairs that are zero on both sides tell
    nothing and are passed over."""
    telling = [
        pair
        for pair in pairs
        if np.any(np.abs(pair.right) > pair.tolerance)
        or np.any(~np.isfinite(pair.returned) | (np.abs(pair.returned) > pair.tolerance))
    ]
    if len(telling) < _FEWEST or any(not np.isfinite(pair.returned).all() for pair in telling):
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
            math.isclose(c, value, rel_tol=_ALIKE) for c, value in zip(factors, values, strict=True)
        )

    for sign in (1.0, -1.0):
        for name, of in named_factors(examples[0]):
            values = [sign * of(example) for example in examples]
            if fits(values):
                return name if sign > 0 else negated(name)
    first = factors[0]
    return _digits(first) if fits([first] * len(factors)) else ""


def _digits(number: float) -> str:
    """A number in four digits; in as many as it takes where fewer would make it a plainer one."""
    short = f"{number:.4g}"
    is_plain = len(short.lstrip("-0.").replace(".", "")) < len("1234")
    if is_plain and not math.isclose(float(short), number, rel_tol=_ALIKE):
        return f"{number:.6g}"
    return short


Factor = Callable[[Example], float]


def named_factors(example: Example) -> Iterator[tuple[str, Factor]]:
    """Names of numbers that a factor may be, the plainest first, each with how to get it from an
    example: small constants, sizes, the numbers passed in, and products and quotients of two."""
    yield from (("1", _one), ("2", lambda _: 2.0), ("1/2", lambda _: 0.5))
    sizes = [(letter, _size(letter)) for letter in example.sizes]
    numbers = [pair for name, value in example.inputs.items() for pair in _passed_in(name, value)]
    for name, of in sizes:
        yield name, of
        yield f"1/{name}", _quotient(_one, of)
    for name, of in sizes:
        yield f"({name} - 1)/{name}", _quotient(_one_less(of), of)
        yield f"{name}/({name} - 1)", _quotient(of, _one_less(of))
    for name, of in numbers:
        yield name, of
        yield f"1/{_bracketed(name)}", _quotient(_one, of)
    for (name, of), (other, of_other) in combinations(sizes + numbers, 2):
        one, two = _bracketed(name), _bracketed(other)
        yield f"{one} {two}", _product(of, of_other)
        yield f"1/({one} {two})", _quotient(_one, _product(of, of_other))
        yield f"{one}/{two}", _quotient(of, of_other)
        yield f"{two}/{one}", _quotient(of_other, of)
    for name, of in sizes + numbers:
        yield f"{_bracketed(name)}^2", _product(of, of)
        yield f"1/{_bracketed(name)}^2", _quotient(_one, _product(of, of))


def _passed_in(name: str, value: Any) -> Iterator[tuple[str, Factor]]:
    """A number among the inputs and, of a fraction, what is left to 1."""
    if isinstance(value, int | float):
        yield name, _number(name)
    if isinstance(value, float):
        yield f"1 - {name}", lambda example: 1.0 - _number(name)(example)


def _one(_: Example) -> float:
    return 1.0


def _size(letter: str) -> Factor:
    return lambda example: float(example.sizes[letter])


def _number(name: str) -> Factor:
    return lambda example: float(example.inputs[name])


def _one_less(of: Factor) -> Factor:
    return lambda example: of(example) - 1


def _product(one: Factor, other: Factor) -> Factor:
    return lambda example: one(example) * other(example)


def _quotient(one: Factor, other: Factor) -> Factor:
    return lambda example: _over(one(example), other(example))


def negated(name: str) -> str:
    """The name of a factor with the opposite sign: -N, -(1 - beta)."""
    return f"-({name})" if name.startswith("1 - ") else f"-{name}"


def _bracketed(name: str) -> str:
    return f"({name})" if " " in name else name


def _over(numerator: float, denominator: float) -> float:
    return numerator / denominator if denominator else math.inf


def _is_transposed(pair: Pair) -> bool:
    if pair.right.ndim != 2 or pair.returned.shape != pair.right.T.shape:
        return False
    return bool(np.all(np.abs(pair.returned - pair.right.T) <= pair.tolerance))
