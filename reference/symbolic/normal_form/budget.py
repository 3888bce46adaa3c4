"""How much work one decision of the normal form may take."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from reference.symbolic.normal_form.index_terms import Variable
from reference.symbolic.normal_form.polynomial import Polynomial


class NotProvedError(Exception):
    """The normal form stops here; what it was asked is neither proved nor refuted."""


@dataclass(frozen=True)
class Limits:
    """What a decision may use. A tick is about the product of two monomials."""

    ticks: int = 8_000
    depth: int = 120
    terms: int = 1_500
    exponent: int = 40
    bits: int = 4_096
    branches: int = 16
    arrangements: int = 120


@dataclass
class Budget:
    """What is left of the limits, and the names that were given away; one for each decision."""

    limits: Limits = field(default_factory=Limits)
    ticks: int = 0
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def tick(self, count: int = 1) -> None:
        self.ticks += count
        if self.ticks > self.limits.ticks:
            raise NotProvedError("the normal form grows too large")

    def variable(self) -> Variable:
        """An index variable that occurs nowhere yet."""
        return Variable(next(self.numbers))

    def check(self, polynomial: Polynomial) -> Polynomial:
        """The polynomial, where its length and its numbers are within the limits."""
        if len(polynomial.terms) > self.limits.terms:
            raise NotProvedError("the normal form grows too large")
        return polynomial

    def whole_power(self, of: Fraction, exponent: int) -> Fraction:
        """A number to a whole power, where the result is not too long."""
        bits = of.numerator.bit_length() + of.denominator.bit_length()
        if bits * abs(exponent) > self.limits.bits:
            raise NotProvedError("a number grows too long")
        return of**exponent
