"""A gradient that is a number of times too large, as a whole or in one block."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from grader.gradcheck.blocks import blocks
from grader.gradcheck.measured import BARS, Both, Spreads, is_sure, is_sure_of_one
from grader.gradcheck.parameters import Layout
from grader.gradcheck.slips import Slip, count

_LONGEST_RUN = 1000
_SIMPLE = {-1.0: "sign", 2.0: "factor", 0.5: "factor"}
_WHOLE, _PART = 1e-3, 1e-4  # of a residual: granted to simple factors of all, and of blocks
_COUNTED = 2e-6  # the same for counts, which lie close to one another where they are large
_DIGITS = 6  # more are not quoted
_FREE = 0.02  # a factor that is known less well has no name but a simple one


def simple(both: Both) -> Slip | None:
    """The sign, or a factor n or 1/n, of the whole gradient, if it explains both residuals."""
    slip = _scaled(both, slice(None), guesses=1)
    return slip if slip is not None and slip.is_simple else None


def overall(both: Both) -> Slip | None:
    """Any factor of the whole gradient that explains both residuals."""
    return _scaled(both, slice(None), guesses=1)


def in_a_block(both: Both, layout: Layout) -> Slip | None:
    """One part of the gradient that is a number of times too large, the rest as it should be."""
    parts = [(name, part) for name, part in blocks(layout) if np.size(both[0].v[part]) > 1]
    found = [
        slip
        for name, part in parts
        if (slip := _scaled(both, part, guesses=len(parts), name=name)) is not None
    ]
    return next(iter([slip for slip in found if slip.is_simple] or found), None)


def in_a_run(both: Both, layout: Layout) -> Slip | None:
    """A run of entries, in the order of memory, that has the wrong sign or is twice or half as
    large as it should be: then the residual is a known multiple of what the run contributes."""
    for leaf in layout.leaves:
        if not 3 < leaf.size <= _LONGEST_RUN or not is_sure(both, 1.5 * leaf.size**2):
            continue
        sums = [
            np.concatenate([[0.0], np.cumsum((one.gradient * one.v)[leaf.part])]) for one in both
        ]
        for factor, kind in _SIMPLE.items():
            fits = np.ones((leaf.size + 1, leaf.size + 1), dtype=bool)
            for one, total in zip(both, sums, strict=True):
                lacks = (1 / factor - 1) * (total[None, :] - total[:, None])
                allowed = BARS * one.error + 1e-9 * float(np.abs(total).max())
                fits &= np.abs(one.residual - lacks) <= allowed
            for start, stop in zip(*np.nonzero(fits), strict=True):
                if start + 1 < stop < start + layout.size:
                    return Slip(kind, factor, f"{leaf.name or 'x'}[{start}:{stop}]")
    return None


def _scaled(both: Both, part: Any, guesses: int, name: str = "") -> Slip | None:
    """The slip if what a part of the gradient lacks is a multiple of what it has."""
    has = [one.claimed(part) for one in both]
    if not all(has):
        return None
    sizes = both[0].size(part), both[1].size(part)
    share = _WHOLE if guesses == 1 else _PART
    for factor, kind in _SIMPLE.items():
        lacks = [(1 / factor - 1) * own for own in has]
        spreads = _times(abs(1 / factor - 1), sizes)
        if is_sure(both, len(_SIMPLE) * guesses, spreads) and _agree(both, lacks, share):
            return Slip(kind, factor, name)
    lacking, error = min(
        ((one.residual / own, one.error / abs(own)) for one, own in zip(both, has, strict=True)),
        key=lambda pair: pair[1],
    )
    error = max(error, _COUNTED * abs(lacking) / BARS)
    measured, doubt = 1 + lacking, BARS * error  # times the claimed one
    if abs(measured) <= doubt + 1e-9:
        return None  # the measured gradient is 0 there: no factor says so
    for one, own in zip(both, has, strict=True):
        allowed = BARS * (one.error + error * abs(own)) + _COUNTED * abs(one.residual)
        if abs(one.residual - lacking * own) > allowed:
            return None
    spreads = _times(abs(lacking), sizes)
    factor = _rounded(1 / measured, doubt / abs(measured))
    slip = Slip("factor", factor, name)
    counts = guesses * 2 * max(abs(factor), 1 / abs(factor))
    if slip.is_simple and is_sure(both, counts, spreads):
        return slip
    return slip if is_sure_of_one(both, guesses, spreads) and doubt <= _FREE else None


def _times(number: float, sizes: Spreads) -> Spreads:
    return number * sizes[0], number * sizes[1]


def _agree(both: Both, predicted: list[float], share: float) -> bool:
    return all(one.agrees(lack, share=share) for one, lack in zip(both, predicted, strict=True))


def _rounded(factor: float, error: float) -> float:
    """A factor n or 1/n exactly, where it is one as far as can be seen and no other; of others, the
    digits that are known. error: of the factor, relative."""
    size = max(abs(factor), 1 / abs(factor))
    near = round(size) if size < 1e9 else 0
    if near > 1 and abs(size - near) <= max(error, 1e-9) * size <= 0.3:
        return math.copysign(float(near) if abs(factor) > 1 else 1 / near, factor)
    digits = max(2, math.ceil(-math.log10(error))) if 0 < error < 1 else 1
    quoted = float(f"{factor:.{digits}g}") if digits < _DIGITS else factor
    return factor if count(quoted) else quoted  # it is not known to be whole
