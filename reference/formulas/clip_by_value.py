"""Clipping by value: no entry of the gradient is left beyond a limit.

    c_i = min(max(g_i, −limit), limit)

g of any shape, limit > 0 → the shape of g. Entries within the limit stay as they are, so that the
direction of the gradient changes where only some are cut. Source: notes 003 eq. (23).
"""

import numpy as np

from reference.domain import Array, Number
from reference.formula import Line, formula, law


@formula(
    g=Array("..."),
    limit=Number(0.5, 3.5),
    example={"g": [3.0, -0.5, -4.0], "limit": 1.0},
)
def clip_by_value(g, limit):
    """min(max(g_i, −limit), limit): any shape, a number → the shape of g."""
    return np.minimum(np.maximum(g, -limit), limit)


@law(
    clip_by_value,
    says="Entries above the limit become the limit.",
    twin=lambda g, limit: {"g": limit + g**2},
)
def entries_above_become_the_limit(c, c_twin, g, limit):
    return c_twin, limit + 0 * g


@law(
    clip_by_value,
    says="Entries below -limit become -limit.",
    twin=lambda g, limit: {"g": -limit - g**2},
)
def entries_below_become_the_opposite_limit(c, c_twin, g, limit):
    return c_twin, -limit + 0 * g


@law(
    clip_by_value,
    says="Doubling gradient and limit doubles the result.",
    twin=lambda g, limit: {"g": 2 * g, "limit": 2 * limit},
)
def doubling_both_doubles_the_result(c, c_twin, g, limit):
    return c_twin, 2 * c


@law(
    clip_by_value,
    says="Entries within the limit stay as they are.",
    twin=lambda g, limit: {"g": limit / (1 + g**2)},
)
def entries_within_the_limit_stay(c, c_twin, g, limit):
    return c_twin, limit / (1 + g**2)


TEXTBOOK = (Line(clip_by_value, "min(max(g, -limit), limit)"),)
