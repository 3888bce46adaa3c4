"""The derivative of the logistic sigmoid.

    σ'(z) = σ(z) (1 − σ(z)) = σ(z) σ(−z)

z of any shape → σ' of the same shape, entry by entry. Source: notes 000 §5.
"""

from reference.formula import Line, composition, formula, law
from reference.formulas.sigmoid import EXAMPLE, EXTREMES, SCORES, sigmoid


@formula(z=SCORES, example=EXAMPLE, extremes=EXTREMES, entrywise_derivative_of=sigmoid)
def sigmoid_derivative(z):
    """σ'(z) = σ(z) (1 − σ(z)), entry by entry: (…) → (…)."""
    # 1 − σ(z) as σ(−z): nothing cancels where σ(z) is close to 1.
    return sigmoid(z) * sigmoid(-z)


@composition(sigmoid_derivative, of=sigmoid)
def of_the_output(s, z):
    return s * (1 - s)


@law(
    sigmoid_derivative,
    says="The derivative is the same at z and at -z.",
    twin=lambda z: {"z": -z},
)
def opposite_scores_have_the_same_slope(d, d_twin, z):
    return d_twin, d


@law(
    sigmoid_derivative,
    says="At z = 0 the derivative is 1/4.",
    twin=lambda z: {"z": 0 * z},
)
def the_slope_at_zero_is_a_quarter(d, d_twin, z):
    return d_twin, 0 * z + 0.25


TEXTBOOK = (Line(sigmoid_derivative, "σ(z)·(1 − σ(z))"),)
