"""A gradient that is a number of times too large, as a whole or in one block."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from grader.gradcheck.blocks import parts, run, whole_arrays
from grader.gradcheck.measured import BARS, LIKELY, RARE, Both, Spreads, is_sure, is_sure_of_one
from grader.gradcheck.parameters import Layout
from grader.gradcheck.slips import Slip

_LONGEST_RUN = 1000
_SIMPLE = {-1.0: "sign", 2.0: "factor", 0.5: "factor"}
_GRANTED = 1e-6  # of a residual: granted to simple factors
_COUNTED = 0.0, 1e-10, 1e-8, 2e-6  # the same for counts, which lie close where they are large
_NEXT = 0.3  # an error bar of a count that leaves one only
_DIGITS = 6  # more are not quoted
_FREE = 0.05  # a factor that is known less well has no name but a simple one


def simple(both: Both) -> Slip | None:
    """The sign, or a factor n or 1/n, of the whole gradient, if it explains both residuals."""
    return _scaled(both, slice(None), guesses=1, free=False)


def may_be_simple(both: Both) -> bool:
    """Whether the sign, or the factor 2 or 1/2, is a guess that both residuals allow."""
    return any(explains(both, factor) for factor in _SIMPLE)


def explains(both: Both, factor: float, part: Any = slice(None)) -> bool:
    """Whether both residuals are as if a part of the gradient were that many times too large."""
    return _agree(both, [(1 / factor - 1) * one.claimed(part) for one in both])


def overall(both: Both) -> Slip | None:
    """Any factor of the whole gradient that explains both residuals."""
    return _scaled(both, slice(None), guesses=1)


def in_a_block(both: Both, layout: Layout) -> Slip | None:
    """One part of the gradient that is a number of times too large, the rest as it should be."""
    whole, smaller = (
        [(name, part) for name, part in some(layout) if both[0].v[part].size > 1]
        for some in (whole_arrays, parts)
    )
    count = len(whole) + len(smaller)
    guesses = [(*one, len(whole)) for one in whole] + [(*one, count) for one in smaller]
    tried = (_scaled(both, part, max(2, among), (name,)) for name, part, among in guesses)
    found = [slip for slip in tried if slip is not None]
    return next(iter([slip for slip in found if slip.is_simple] or found), None)


def in_a_run(both: Both, layout: Layout) -> Slip | None:
    """A run of entries, in the order of memory, that has the wrong sign or is twice or half as
    large as it should be: then the residual is a known multiple of what the run contributes."""
    for leaf in layout.leaves:
        if not 3 < leaf.size <= _LONGEST_RUN or not is_sure(both, 1.5 * leaf.size**2, likely=RARE):
            continue
        for factor, kind in _SIMPLE.items():
            found = _run(both, leaf.part, 1 / factor - 1, layout.size)
            if found is not None:
                return Slip(kind, factor, (run(leaf, *found),))
    return None


def _run(both: Both, part: slice, times: float, size: int) -> tuple[int, int] | None:
    """Where in a part the first run begins and ends that lacks so many `times` what it contributes;
    one of two and more coordinates, and of fewer than all, `size`.

    What runs contribute are differences of cumulated sums: along the first direction those of all
    ends are sorted, so that for each beginning the ends that fit are found by bisection.
    """
    first, second = (
        np.concatenate([[0.0], np.cumsum(one.gradient[part] * one.v[part])]) for one in both
    )
    near, allowed = (
        (BARS * one.error + 1e-9 * float(np.abs(total).max())) / abs(times)
        for one, total in zip(both, (first, second), strict=True)
    )
    order = np.argsort(first)
    middle = first + both[0].residual / times
    low = np.searchsorted(first[order], middle - near)
    high = np.searchsorted(first[order], middle + near, side="right")
    for start in np.flatnonzero(high > low):
        stops = order[low[start] : high[start]]
        off = np.abs(both[1].residual / times - (second[stops] - second[start]))
        fits = stops[(off <= allowed) & (stops > start + 1) & (stops < start + size)]
        if fits.size:
            return int(start), int(fits.min())
    return None


def _scaled(
    both: Both, part: Any, guesses: int, names: tuple[str, ...] = (), *, free: bool = True
) -> Slip | None:
    """The slip if what a part of the gradient lacks is a multiple of what it has: 1/n or n times
    or, if it is `free`, any other."""
    has = [one.claimed(part) for one in both]
    if not all(has):
        return None
    sizes = both[0].size(part), both[1].size(part)
    likely = LIKELY if guesses == 1 else RARE
    for factor, kind in _SIMPLE.items():
        lacks = [(1 / factor - 1) * own for own in has]
        spreads = _times(abs(1 / factor - 1), sizes)
        if is_sure(both, len(_SIMPLE) * guesses, spreads, likely) and _agree(both, lacks):
            return Slip(kind, factor, names)
    known = (_multiple(both, has, share) for share in _COUNTED)
    found = next((one for one in known if one is not None), None)
    if found is None:
        return None
    lacking, doubt = found
    measured = 1 + lacking  # times the claimed one
    if not max(doubt, 1e-12 * abs(lacking)) < abs(measured) < math.inf:
        return None  # the measured gradient is 0 there: no factor says so
    spreads = _times(abs(lacking), sizes)
    off = doubt / abs(measured)
    slip = Slip("factor", _rounded(1 / measured, off), names)
    count = max(abs(measured), 1 / abs(measured))
    told = slip.is_simple and off * count <= _NEXT  # from the counts beside it
    if told and is_sure(both, guesses * 2 * count, spreads, likely):
        return slip
    free = free and off <= _FREE
    return slip if free and is_sure_of_one(both, guesses, spreads) else None


def _multiple(both: Both, has: list[float], share: float) -> tuple[float, float] | None:
    """How many times what it has a part lacks, and the doubt about that; None where the residuals
    do not agree, but for a share of them."""
    lacking, error = min(
        ((one.residual / own, one.error / abs(own)) for one, own in zip(both, has, strict=True)),
        key=lambda pair: pair[1],
    )
    error = max(error, share * abs(lacking) / BARS)
    for one, own in zip(both, has, strict=True):
        allowed = BARS * (one.error + error * abs(own)) + max(share, 1e-12) * abs(one.residual)
        if not abs(one.residual - lacking * own) <= allowed:
            return None
    return lacking, BARS * error


def _times(number: float, sizes: Spreads) -> Spreads:
    return number * sizes[0], number * sizes[1]


def _agree(both: Both, predicted: list[float]) -> bool:
    return all(one.agrees(lack, share=_GRANTED) for one, lack in zip(both, predicted, strict=True))


def _rounded(factor: float, error: float) -> float:
    """A factor n or 1/n exactly, where it is one as far as can be seen and no other; of others, the
    digits that are known. error: of the factor, relative."""
    size = max(abs(factor), 1 / abs(factor))
    near = round(size) if size < 1e9 else 0
    if near > 1 and abs(size - near) <= max(error, 1e-9) * size <= _NEXT:
        return math.copysign(float(near) if abs(factor) > 1 else 1 / near, factor)
    digits = max(2, math.ceil(-math.log10(error))) if 0 < error < 1 else 1
    return float(f"{factor:.{digits}g}") if digits < _DIGITS else factor
