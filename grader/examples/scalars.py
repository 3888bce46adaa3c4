"""Numbers of a domain, drawn: each of the kind of its example."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from grader.examples.digits import digits
from grader.examples.example import FRESH, SIMPLE, SINGLE
from reference.domain import Count, Fraction, Generator, Number, Positive, StepCount
from reference.values import Seed


def positive(
    domain: Positive, kind: str, _: dict[str, Any], __: float, rng: np.random.Generator
) -> float:
    exponent = rng.uniform(math.log10(domain.low), math.log10(domain.high))
    least, most = math.ceil(math.log10(domain.low)), math.floor(math.log10(domain.high))
    if kind == SIMPLE and least <= most:  # a power of ten within the bounds
        return float(10.0 ** max(least, min(most, round(exponent))))
    return float(f"{10**exponent:.{digits(kind)}e}")


def fraction(
    domain: Fraction, kind: str, _: dict[str, Any], __: float, rng: np.random.Generator
) -> float:
    if kind == SIMPLE:
        known = [share for share in (0.5, 0.9, 0.99) if domain.low <= share <= domain.high]
        if known:
            return float(rng.choice(known))
    return round(float(rng.uniform(domain.low, domain.high)), digits(kind) + 1)


def number(
    domain: Number, kind: str, _: dict[str, Any], __: float, rng: np.random.Generator
) -> float:
    value = float(rng.uniform(domain.low, domain.high))
    coarse = round(value * 2) / 2  # 0.5, 1, 1.5, …
    if kind == SIMPLE and domain.low <= coarse <= domain.high:
        return coarse
    return min(max(round(value, digits(kind)), domain.low), domain.high)


def count(domain: Count, kind: str, _: dict[str, Any], __: float, rng: np.random.Generator) -> int:
    high = min(domain.high, domain.low + 5) if kind == SIMPLE else domain.high
    drawn = int(rng.integers(domain.low, high + 1))
    return domain.low if kind == SINGLE and rng.random() < 0.5 else drawn


def seed(_: Generator, kind: str, __: dict[str, Any], ___: float, rng: np.random.Generator) -> Seed:
    return Seed(int(rng.integers(10 if kind == SIMPLE else 2**32)))


def step_count(
    domain: StepCount, kind: str, _: dict[str, Any], __: float, rng: np.random.Generator
) -> int:
    if kind == FRESH:
        return 1
    return int(rng.integers(1, (5 if kind == SIMPLE else domain.high) + 1))
