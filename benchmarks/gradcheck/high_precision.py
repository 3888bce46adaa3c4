"""One partial derivative that owes nothing to the gradient under test.

In extended precision where numpy's code allows it, else by a complex step (linear algebra), else by
extrapolated differences of float64. It comes with an estimate of its own error.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from .problem import Problem, flat, like


def derivative(problem: Problem, i: int, cotangent: Any) -> tuple[float, float]:
    """(value, uncertainty) of ∂⟨cotangent, f⟩/∂x_i; uncertainty is inf where f is not smooth."""
    function = problem.exact or problem.f

    def along(t: Any, dtype: type) -> Any:
        x = flat(problem.x).astype(dtype)
        x[i] += t
        y = np.asarray(function(like(problem.x, x)))
        return np.sum(y * cotangent)

    x = flat(problem.x)
    size = abs(x[i]) or np.sqrt(np.mean(x**2)) or 1.0
    if problem.exact is not None:
        try:
            if np.asarray(along(np.longdouble(0), np.longdouble)).dtype == np.longdouble:
                return extrapolated(lambda t: along(t, np.longdouble), np.longdouble(size))
        except TypeError:  # numpy.linalg knows no extended precision
            pass
        try:
            step = along(1e-30j * size, complex)
            if np.iscomplexobj(step):
                value = float(step.imag / (1e-30 * size))
                return value, 1e-9 * abs(value)
        except TypeError:
            pass
    return extrapolated(lambda t: along(t, float), float(size))


def extrapolated(along: Callable[[Any], Any], size: Any) -> tuple[float, float]:
    """Richardson's extrapolation of central differences, where two neighbours agree.

    Rounding is counted as 4 units in the last place of f, so that two differences that are equal
    because f did not move prove nothing.
    """
    centre, slopes, bends, noise = along(size * 0), [], [], []
    for k in range(2, 50, 2):
        h = size * type(size)(2.0) ** -k
        ahead, behind = along(h), along(-h)
        slopes.append((ahead - behind) / (2 * h))
        bends.append(abs(ahead + behind - 2 * centre) / h)
        noise.append(4 * np.finfo(type(size)).eps * abs(centre) / h)
    better = [(16 * b - a) / 15 for a, b in pairwise(slopes)]
    jumps = np.abs(np.diff(better))
    spread = jumps + noise[2:]
    spread[:-1] += jumps[1:]
    if not np.isfinite(spread).any():
        return np.nan, np.inf
    settled = np.flatnonzero(spread <= 1e-7 * np.abs(better[1:]))
    k = int(np.nanargmin(spread))
    if settled.size:
        # Large steps may agree on having stepped over something: the finest that resolve f decide.
        anchor = better[settled[-1] + 1]
        same = [k for k in settled if abs(better[k + 1] - anchor) <= 1e-4 * abs(anchor)]
        k = int(min(same, key=lambda k: spread[k]))
    if np.nanmin(bends[k + 2 :]) > 0.01 * abs(better[k + 1]) + noise[k + 2]:
        return np.nan, np.inf
    return float(better[k + 1]), float(spread[k])
