"""What one line says of one claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["pass", "fail", "kink", "suspect", "unsure"]


@dataclass(frozen=True)
class Finding:
    """What a line says of one claim: (∇φ − g)·v and its error, beside ‖g ∘ v‖, and the noise seen
    in φ(x₊) − φ(x₋)."""

    verdict: Verdict
    residual: float
    error: float
    size: float
    step: int
    noise: float = 0.0
