"""The slips by which a whole gradient goes wrong, or one block of it, and their names."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Slip:
    """What is wrong with a gradient as a whole, or with one block of it.

    kind: "factor", "sign", "zero", "transposed", "rolled" or "flipped". The claimed gradient is
    `factor` times the measured one where the kind is a factor, a sign or zero. `blocks` are the
    names of the parts that it is in, none where it is the whole.
    """

    kind: str
    factor: float | None = None
    blocks: tuple[str, ...] = ()

    @property
    def is_simple(self) -> bool:
        """Whether it is a sign, or a factor n or 1/n."""
        return self.kind == "sign" or (self.factor is not None and count(self.factor) > 0)

    def __str__(self) -> str:
        words = f"factor {ratio(self.factor)}" if self.kind == "factor" else self.kind
        return f"{words} in the block {' and '.join(self.blocks)}" if self.blocks else words


def ratio(factor: float | None) -> str:
    """A factor as one writes it: 2, 1/32, 1.37."""
    if not factor:
        return "0"
    whole, sign = count(factor), "-" if factor < 0 else ""
    if whole:
        return f"{sign}{whole}" if abs(factor) > 1 else f"{sign}1/{whole}"
    from fractions import Fraction  # a mistake alone needs it

    simple = Fraction(factor).limit_denominator(12)
    if simple and abs(simple.numerator) < 100 and abs(factor / float(simple) - 1) < 1e-6:
        return str(simple)
    return f"{factor:.6g}"


def count(factor: float) -> int:
    """n of a factor n or 1/n, n from 2; 0 of any other."""
    if not factor or not math.isfinite(factor):
        return 0
    size = max(abs(factor), 1 / abs(factor))
    near = round(size) if size < 1e9 else 0
    return near if near > 1 and abs(size / near - 1) < 1e-9 else 0
