"""The two points of a step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class Beside(Sequence[Any]):
    """x + h v and x − h v, each made when it is asked for: x may be large."""

    def __init__(self, x: Any, v: Any, h: float) -> None:
        self.x, self.v, self.steps = x, v, (h, -h)

    def __len__(self) -> int:
        return 2

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(2))]
        point = self.steps[at] * self.v
        point += self.x
        return point
