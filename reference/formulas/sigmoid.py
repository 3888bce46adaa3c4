"""The logistic sigmoid.

    σ(z) = 1 / (1 + exp(−z))

z of any shape → σ of the same shape, entry by entry. It is the first entry of the softmax of
(z, 0). Source: notes 000 §5, 002 §5.
"""

import numpy as np

from reference.domain import Array
from reference.formula import Line, formula, law

SCORES = Array("...", low=-8, high=8, extreme=1e4)
EXAMPLE = {"z": [0.0, 1.0, -2.0]}
EXTREMES = ({"z": [0.0, 800.0]}, {"z": [-800.0, 1.0]}, {"z": [[1000.0, -1000.0], [2.0, -1.0]]})


@formula(z=SCORES, example=EXAMPLE, extremes=EXTREMES)
def sigmoid(z):
    """σ(z) = 1 / (1 + exp(−z)), entry by entry: (…) → (…)."""
    # −log σ(z) = log(exp(0) + exp(−z)): logaddexp takes it without an exponential that overflows.
    return np.exp(-np.logaddexp(0, -z))


@law(
    sigmoid,
    says="The sigmoids of z and of -z add up to 1.",
    twin=lambda z: {"z": -z},
)
def opposite_scores_add_up_to_one(s, s_twin, z):
    return s + s_twin, 1.0


@law(
    sigmoid,
    says="Adding 1 to z multiplies s / (1 - s) by e.",
    twin=lambda z: {"z": z + 1},
)
def the_odds_grow_by_a_factor_of_e(s, s_twin, z):
    return s_twin * (1 - s), np.e * s * (1 - s_twin)


TEXTBOOK = (Line(sigmoid, "1/(1 + exp(-z))"),)
