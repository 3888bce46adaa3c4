"""A slip of one array that outweighs all others looks like one of the whole gradient.

Two evaluations more, along the others alone, tell the two apart.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import Any

import numpy as np

from grader.gradcheck.asking import Points
from grader.gradcheck.blocks import whole_arrays
from grader.gradcheck.factors import explains
from grader.gradcheck.measured import Both
from grader.gradcheck.parameters import Layout
from grader.gradcheck.restricted import Restricted
from grader.gradcheck.slips import Slip

_HEARD = 4  # times rounding: what is seen of the others, at the least


def narrowed(
    slip: Slip, both: Both, by: Restricted, of: Layout
) -> Generator[Points, list[Any], Slip]:
    """The slip, in one array alone if that explains it as well and the others agree."""
    if not slip.factor or slip.blocks:
        return slip
    for name, part in whole_arrays(of):
        if not explains(both, slip.factor, part):
            continue
        others = np.delete(np.arange(of.size), part)
        alone = by.of(others, np.ones(others.size))
        measured = yield from by.roughly(alone)
        lacks = (1 / slip.factor - 1) * measured.claimed()
        noise = alone.rounding(by.step, by.claim) / 2.0**by.step
        if abs(lacks) > _HEARD * noise and abs(measured.residual) < abs(lacks) / 2:
            return replace(slip, blocks=(name,))
    return slip
