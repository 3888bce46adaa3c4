"""The linear layer.

    Y_ik = Σ_j X_ij W_jk + b_k

inputs X (N, D), weights W (D, K), bias b (K,) → Y (N, K). Source: notes 000 §5, 003 eq. (31).
"""

from reference.domain import Array
from reference.formula import Line, formula, law

INPUTS = Array("N D")
WEIGHTS = Array("D K", low=-2, high=2)
EXAMPLE = {
    "X": [[1.0, 2.0], [0.0, 1.0], [-1.0, 3.0]],
    "W": [[1.0, 0.0], [2.0, -1.0]],
    "b": [0.0, 1.0],
}


@formula(X=INPUTS, W=WEIGHTS, b=Array("K"), example=EXAMPLE)
def linear(X, W, b):
    """Y = X W + b: (N, D), (D, K), (K,) → (N, K)."""
    return X.astype(float) @ W + b


@law(
    linear,
    says="With inputs of 0, every row of the output is b.",
    twin=lambda X, **_: {"X": 0 * X},
)
def without_inputs_the_bias_is_left(Y, Y_twin, X, W, b):
    return Y_twin, b + 0 * Y


@law(
    linear,
    says="Doubling X and b doubles the output.",
    twin=lambda X, b, **_: {"X": 2 * X, "b": 2 * b},
)
def doubling_inputs_and_bias_doubles_the_output(Y, Y_twin, X, W, b):
    return Y_twin, 2 * Y


@law(linear, says="The column means of Y are those of X times W, plus b.")
def means_go_through_the_layer(Y, X, W, b):
    return Y.mean(axis=0), X.mean(axis=0) @ W + b


TEXTBOOK = (Line(linear, "Y_lk = sum_j(X_lj*W_jk) + b_k"),)
