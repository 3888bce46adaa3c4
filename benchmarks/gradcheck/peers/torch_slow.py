"""torch.autograd.gradcheck at its defaults: one coordinate after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..outcome import Answer
from ..peers.torch_common import gradcheck
from ..problem import Parameters, Problem, Pullback

NAME = "torch gradcheck"
DEAR = True


def check(problem: Problem, f: Callable[[Parameters], Any], vjp: Pullback) -> Answer:
    """eps 1e-6, atol 1e-5, rtol 1e-3."""
    return gradcheck(problem, f, vjp, fast=False)
