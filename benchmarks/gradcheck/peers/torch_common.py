"""numpy's f inside torch: an autograd.Function whose backward is the claimed product."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from ..outcome import Answer
from ..problem import Parameters, Problem, Pullback, flat, like


def gradcheck(
    problem: Problem, f: Callable[[Parameters], Any], vjp: Pullback, *, fast: bool
) -> Answer:
    """torch.autograd.gradcheck at its defaults."""

    class Wrapped(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return torch.from_numpy(np.array(f(like(problem.x, x.numpy().copy())), dtype=float))

        @staticmethod
        def backward(ctx, cotangent):
            (x,) = ctx.saved_tensors
            c = cotangent.numpy()
            return torch.from_numpy(
                np.array(flat(vjp(like(problem.x, x.numpy()), c if c.shape else float(c))))
            )

    x = torch.from_numpy(flat(problem.x).copy()).requires_grad_()
    right = torch.autograd.gradcheck(Wrapped.apply, (x,), fast_mode=fast, raise_exception=False)
    return Answer("pass" if right else "fail")
