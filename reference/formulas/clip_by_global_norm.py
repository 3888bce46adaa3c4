"""Clipping by global norm: all gradients of a network are shortened together, by one factor.

    c_l = g_l · limit / ‖g‖   where ‖g‖ > limit, and g_l elsewhere          ‖g‖ = √(Σ_l Σ_i g_li²)

gs is a list of arrays of any shapes, limit > 0 → the list of the clipped arrays, in the same order.
The norm is that of all entries of all arrays, so that the direction of the whole step stays.
Source: notes 003 eq. (22); the `clipnorm` of Keras clips each array by a norm of its own.
"""

import numpy as np

from reference.domain import Array, ArrayList, Positive
from reference.formula import Line, claim, formula, law

# The first array is small, so that there are lists with a norm below 1, whose square is smaller.
GRADIENTS = ArrayList((Array("D H", -0.4, -0.1), Array("H"), Array("H K"), Array("K")))


@formula(
    gs=GRADIENTS,
    limit=Positive(0.1, 100.0),
    example={"gs": [[[3.0, 4.0]], [0.3, 0.4]], "limit": 1.0},
    extremes=(
        {"gs": [[[0.0, 0.0]], [0.0, 0.0]], "limit": 1.0},
        {"gs": [[[0.0], [0.0]]], "limit": 0.5},
    ),
)
def clip_by_global_norm(gs, limit):
    """g_l · min(1, limit / ‖g‖) for each: a list of arrays, a number → a list of arrays."""
    norm = np.sqrt(sum(np.sum(g**2) for g in gs))
    factor = limit / np.maximum(norm, limit)  # exactly 1 within the limit, also where all is 0
    return [g * factor for g in gs]


def _inner(some, others):
    """Σ_l Σ_i of the products of the entries."""
    return sum(np.sum(one * other) for one, other in zip(some, others, strict=True))


@law(
    clip_by_global_norm,
    says="All arrays together keep the direction of the gradients.",
)
def the_direction_stays(cs, gs, limit):
    return _inner(cs, gs) ** 2, _inner(cs, cs) * _inner(gs, gs)


@law(
    clip_by_global_norm,
    says="A limit above the norm of all arrays together changes nothing.",
    twin=lambda gs, **_: {"limit": 1 + np.sqrt(_inner(gs, gs))},
)
def a_high_limit_changes_nothing(cs, cs_twin, gs, limit):
    return cs_twin, gs


@law(
    clip_by_global_norm,
    says="Doubling all gradients and the limit doubles the result.",
    twin=lambda gs, limit: {"gs": [2 * g for g in gs], "limit": 2 * limit},
)
def doubling_both_doubles_the_result(cs, cs_twin, gs, limit):
    return cs_twin, [2 * c for c in cs]


@claim(
    clip_by_global_norm,
    says="Where the norm of all is 1 + excess times the limit, that of the results is the limit.",
    source="notes 003 eq. (22)",
    gs=GRADIENTS,
    excess=Positive(0.1, 9),
)
def the_norm_of_all_becomes_the_limit(gs, excess):
    limit = np.sqrt(_inner(gs, gs)) / (1 + excess)
    cs = clip_by_global_norm(gs, limit)
    return np.sqrt(_inner(cs, cs)), limit


@claim(
    clip_by_global_norm,
    says="There, every array is divided by 1 + excess.",
    source="notes 003 eq. (22)",
    gs=GRADIENTS,
    excess=Positive(0.1, 9),
)
def long_gradients_are_scaled_together(gs, excess):
    limit = np.sqrt(_inner(gs, gs)) / (1 + excess)
    return clip_by_global_norm(gs, limit), [g / (1 + excess) for g in gs]


@claim(
    clip_by_global_norm,
    says="Every array is multiplied by limit / norm where the norm of all exceeds the limit.",
    source="notes 003 eq. (22)",
)
def the_two_cases(gs, limit):
    norm = np.sqrt(_inner(gs, gs))
    return clip_by_global_norm(gs, limit), [np.where(norm > limit, limit / norm, 1) * g for g in gs]


TEXTBOOK = (Line(clip_by_global_norm, "gs*min(1, limit/‖gs‖)"),)
