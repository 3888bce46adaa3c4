"""Which coordinate of a gradient is wrong, where it is one alone.

One wrong coordinate i adds δ·v_i to the residual along v. Along two random directions the two
residuals are in the ratio of their entries at i, which tells i, or few that it may be, for nothing;
a third direction that only moves those, each by another amount, tells them apart. What may be by
chance is confirmed along that coordinate alone.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.gradcheck.asking import Points
from grader.gradcheck.measured import BARS, Both, Measured
from grader.gradcheck.restricted import Restricted

_EXPECTED = 1e-3  # of coordinates that look like it by chance: what is sure enough
_COARSE = 0.01  # an error bar of a residual, of its size: with more, halves are told apart at best
_SHARE = 3e-4  # of the residual: what one coordinate may leave unexplained, and is the one
_LARGE_SHARE = 0.1  # the same of a coordinate that is confirmed alone, where few others qualify
_ROUNDING = 1e-12  # of a residual: in the sums that it is made of
_BLOCK = 2**16  # coordinates that are looked at together
_FEW, _SOME = 3, 8  # coordinates that are tried one by one; that may qualify by a large share
_MOST = 0.2  # of the residual: what may be left unexplained whatever the error bars
_PLAIN_HALF = 0.2  # of the residual: what half of the coordinates may be off by at one step
_NEAR = 0.25  # an error bar, of a residual, with which it is worth while to try the likeliest ones
_AT_ONCE = 2  # steps at which f is so smooth that the error bars are to be relied on
_BAND = 0.02  # of the residual: to which the coordinates are told apart at a turn
_PATIENCE = 1.0  # turns for each halving of the number of coordinates, and a few more


@dataclass(frozen=True)
class Located:
    """The coordinate, and δ·v_i with its error bar."""

    where: int
    measured: Measured


def suspected(both: Both, apart: Sequence[int] = ()) -> tuple[Any, bool]:
    """The coordinates each of which explains both residuals, and whether that of the first of them
    can hardly be by chance; `apart` are those that are arrays by themselves, which are few."""
    suspects, chance = _in_ratio(both, 0.0)
    few = suspects[np.isin(suspects, apart)]
    if few.size == 1 and chance * len(apart) / both[0].v.size < _EXPECTED:
        return few, True
    sure = suspects.size == 1 and (both[0].v.size == 1 or chance < _EXPECTED)
    return suspects, sure


def soon_located(by: Restricted, both: Both) -> Generator[Points, list[Any], Located | None]:
    """The coordinate, where few are left by residuals that are not known well, and one is it."""
    if not both[0].doubt <= _NEAR or not math.isfinite(both[1].residual):
        return None
    suspects, _ = _in_ratio(both, _SHARE)
    if suspects.size > _SOME:
        return None
    found, _ = yield from _among(by, suspects)
    return found


def located(by: Restricted, both: Both) -> Generator[Points, list[Any], Located | None]:
    """The one coordinate that explains both residuals, or None where several are wrong."""
    if not all(0 < abs(one.residual) < math.inf for one in both):
        return None
    suspects, _ = _in_ratio(both, _SHARE)
    found, tried = yield from _among(by, suspects)
    if found is not None:
        return found
    if len(by.line.pairs) <= _AT_ONCE:
        return None
    others, _ = _in_ratio(both, _LARGE_SHARE)
    others = others[~np.isin(others, tried)]
    if others.size > _SOME:
        return None
    return (yield from _one_by_one(by, others[:2], _LARGE_SHARE))


def _among(
    by: Restricted, suspects: Any
) -> Generator[Points, list[Any], tuple[Located | None, Any]]:
    """The one of them that it is, if it is one, and those that were tried alone."""
    for _ in range(math.ceil(_PATIENCE * math.log2(suspects.size + 1)) + 2):
        if suspects.size <= _FEW:
            break
        suspects = yield from _fewer(by, suspects)
    found = yield from _one_by_one(by, suspects[:_FEW], _SHARE)
    return found, suspects[:_FEW]


def _in_ratio(both: Both, share: float) -> tuple[Any, float]:
    """The coordinates that explain both residuals, but for a share, the likeliest first, and how
    many of the others would by chance."""
    first, second = both
    fixed = BARS * second.error + _ROUNDING * abs(second.residual)
    growing = BARS * first.error + max(share, _ROUNDING) * abs(first.residual)
    with np.errstate(all="ignore"):
        ratio = second.v / first.v  # of one coordinate that did not move: no number
        found, off = [], []
        for start in range(0, ratio.size, _BLOCK):  # there may be millions
            some = ratio[start : start + _BLOCK]
            apart = np.abs(second.residual - first.residual * some)
            fits = np.flatnonzero(apart <= fixed + growing * np.abs(some))
            fits = fits[np.isfinite(some[fits])]
            found.append(start + fits)
            off.append(apart[fits])
        np.abs(ratio, out=ratio)
        usual = _middle(ratio)
        spread = abs(first.residual) * usual
        chance = (fixed + growing * usual) / spread if spread else 1.0
    likeliest = np.argsort(np.concatenate(off), kind="stable")
    return np.concatenate(found)[likeliest], min(1.0, chance) * first.v.size


def _middle(values: Any) -> float:
    """The middle one of the values that are finite, which are put into another order; or 0."""
    if not np.isfinite(values).all():
        values = values[np.isfinite(values)]
    if not values.size:
        return 0.0
    values.partition(values.size // 2)
    return float(values[values.size // 2])


def _fewer(by: Restricted, suspects: Any) -> Generator[Points, list[Any], Any]:
    """Those of them that one direction more leaves, in which each moves by another amount."""
    whole = by.first.residual
    weights = np.linspace(-1.0, 1.0, suspects.size)
    coarse = by.first.error + by.bent > _COARSE * abs(whole)
    if coarse:
        weights = np.where(weights < 0, -1.0, 1.0)
    some = by.of(suspects, weights)
    further = yield from by.roughly(some)
    if coarse and not abs(abs(further.residual / whole) - 1) < _PLAIN_HALF:
        further = yield from by.exactly(some)
    off = np.abs(further.residual - whole * weights)
    allowed = BARS * (further.error + by.first.error) + _BAND * abs(whole)
    return suspects[off <= (abs(whole) / 2 if coarse else min(allowed, abs(whole) / 2))]


def _one_by_one(
    by: Restricted, suspects: Any, share: float
) -> Generator[Points, list[Any], Located | None]:
    """The first of them along which alone all is found that is to be explained."""
    for suspect in suspects:
        some = by.of(suspect[None], np.ones(1))
        alone = yield from by.roughly(some)
        if not is_whole(alone, by.first, share) and _may_be(alone, by.first):
            alone = yield from by.exactly(some)
        if is_whole(alone, by.first, share):
            return Located(int(suspect), _better(alone, by.first))
    return None


def _may_be(alone: Measured, first: Measured) -> bool:
    return not abs(alone.residual - first.residual) > abs(first.residual) / 2 + 2 * alone.error


def is_whole(alone: Measured, first: Measured, share: float = _SHARE) -> bool:
    """Whether what was found is found again with fewer coordinates, but for a share of it, and not
    for lack of an error bar that tells."""
    if not abs(alone.residual) > BARS * alone.error:
        return False
    apart, whole = abs(alone.residual - first.residual), abs(first.residual)
    bars = BARS * (alone.error + first.error)
    return apart <= min(bars + share * whole, _MOST * whole)


def _better(alone: Measured, first: Measured) -> Measured:
    """What is known best of the residual along the coordinate alone."""
    best = min(alone, first, key=lambda one: one.error)
    apart = abs(alone.residual - first.residual)
    return Measured(best.residual, max(best.error, apart), first.v, first.gradient)
