"""A function whose value is the same to the last digit wherever it was asked for.

It may not depend on x, or be rounded more coarsely than it moves: a far step tells.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from grader.gradcheck.asking import Points, step
from grader.gradcheck.finding import Finding
from grader.gradcheck.limits import Limits
from grader.gradcheck.line import Line
from grader.gradcheck.steps import COARSEST, WIDE

_NEARER = 4  # by how much a step is finer that is tried where f is not finite
_NEAR = 0.3  # of ‖g ∘ v‖: who is as near at a far step is not convicted for the near ones


def is_flat(line: Line, claim: int) -> bool:
    """Whether φ is the same at all points, although by the claim it should move."""
    w = line.claims[claim].cotangent
    return line.size(claim) > 0 and all(
        w @ (value - line.center) == 0
        for pair in line.pairs.values()
        for value in (pair.plus, pair.minus)
    )


def looked_at(line: Line, claim: int) -> Generator[Points, list[Any], Finding | None]:
    """A failure where φ is flat at a far step as well, or moves there quite otherwise than claimed;
    None where it moves more or less as claimed, so that its values are rounded coarsely."""
    near, k = max(line.pairs), COARSEST
    yield from step(line, k)
    while not line.finite(k) and k - _NEARER > WIDE:
        del line.pairs[k]
        k -= _NEARER
        yield from step(line, k)
    moved = not is_flat(line, claim)
    if moved and (line.grain.epsilon or line.grain.quantum):
        return None
    rounding, size = line.precision(k, claim), line.size(claim)
    if moved and abs(line.residual(k, claim)) <= _NEAR * size:
        rise = 2 * 2.0**k * abs(line.slope(k, claim))
        line.scatter[claim] = max(line.scatter.get(claim, 0.0), rise)
        return None
    if moved:
        line.forget(near)
        k = near
    residual, error = line.residual(k, claim), rounding / 2.0**k
    plain = abs(residual) > 10 * error + Limits.of(line, claim).material
    return Finding("fail" if plain else "unsure", residual, error, size, k, rounding)
