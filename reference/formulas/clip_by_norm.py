"""Clipping by norm: a gradient that is too long is shortened to a limit, its direction kept.

    c = g · limit / ‖g‖   where ‖g‖ > limit, and g elsewhere          ‖g‖ = √(Σ_i g_i²)

g of any shape, limit > 0 → the shape of g; the norm runs over all entries. Source: notes 003
eq. (22), for one array; `clip_by_global_norm` is the same for all arrays of a network together.
"""

import numpy as np

from reference.domain import Array, Number, Positive
from reference.formula import Line, claim, formula, law


@formula(
    g=Array("..."),
    limit=Number(0.5, 8.0),
    example={"g": [3.0, 4.0], "limit": 1.0},
    extremes=({"g": [0.0, 0.0], "limit": 1.0}, {"g": [[0.0], [0.0]], "limit": 0.5}),
)
def clip_by_norm(g, limit):
    """g · min(1, limit / ‖g‖): any shape, a number → the shape of g."""
    norm = np.sqrt(np.sum(g**2))
    return g * (limit / np.maximum(norm, limit))  # exactly 1 within the limit, also for g = 0


@law(
    clip_by_norm,
    says="The result points in the direction of the gradient: any two entries keep their ratio.",
)
def the_direction_stays(c, g, limit):
    return c * np.sum(g), g * np.sum(c)


@law(
    clip_by_norm,
    says="Doubling gradient and limit doubles the result.",
    twin=lambda g, limit: {"g": 2 * g, "limit": 2 * limit},
)
def doubling_both_doubles_the_result(c, c_twin, g, limit):
    return c_twin, 2 * c


@law(
    clip_by_norm,
    says="A limit above the norm changes nothing.",
    twin=lambda g, **_: {"limit": 1 + np.sqrt(np.sum(g**2))},
)
def a_high_limit_changes_nothing(c, c_twin, g, limit):
    return c_twin, g


@claim(
    clip_by_norm,
    says="Where the norm is 1 + excess times the limit, the norm of the result is the limit.",
    source="notes 003 eq. (22)",
    g=Array("..."),
    excess=Positive(0.1, 9),
)
def the_norm_becomes_the_limit(g, excess):
    limit = np.sqrt(np.sum(g**2)) / (1 + excess)
    return np.sqrt(np.sum(clip_by_norm(g, limit) ** 2)), limit


@claim(
    clip_by_norm,
    says="There, the result is the gradient divided by 1 + excess: its direction stays.",
    source="notes 003 eq. (22)",
    g=Array("..."),
    excess=Positive(0.1, 9),
)
def a_long_gradient_is_scaled(g, excess):
    return clip_by_norm(g, np.sqrt(np.sum(g**2)) / (1 + excess)), g / (1 + excess)


@claim(
    clip_by_norm,
    says="It is limit / norm times the gradient where the norm is more than the limit, else that.",
    source="notes 003 eq. (22)",
)
def the_two_cases(g, limit):
    norm = np.sqrt(np.sum(g**2))
    return clip_by_norm(g, limit), np.where(norm > limit, limit / norm, 1.0) * g


@claim(
    clip_by_norm,
    says="The norm of the result is the smaller one of norm and limit.",
    source="notes 003 eq. (22)",
)
def the_norm_is_the_smaller_one(g, limit):
    norm = np.sqrt(np.sum(g**2))
    return np.sqrt(np.sum(clip_by_norm(g, limit) ** 2)), np.minimum(norm, limit)


TEXTBOOK = (Line(clip_by_norm, "g*limit/max(limit, ‖g‖)"),)
