"""Standardization of the inputs (z-scores): every feature with mean 0 and standard deviation 1.

    Y_ij = (X_ij − mean_j) / σ_j          σ_j² = (1/N) Σ_i (X_ij − mean_j)²

X (N, D) → (N, D), column by column, with the variance of the population. A constant column, where
this is 0/0, becomes 0. Source: notes 002 Def. 4.2 and 003 eq. (24) to (26), which leave 0/0 open.
"""

import numpy as np

from reference.domain import Array
from reference.formula import Line, claim, formula, law
from reference.formulas.batch_norm import FAR_FROM_ZERO, centre
from reference.formulas.min_max import CONSTANT_COLUMN, EXAMPLE, ONE_SAMPLE, divisor


@formula(
    X=Array("N D"), example=EXAMPLE, extremes=({"X": FAR_FROM_ZERO}, CONSTANT_COLUMN, ONE_SAMPLE)
)
def standardize(X):
    """(X − mean) / σ of each column, 0 where it is constant: (N, D) → (N, D)."""
    centred = centre(X)
    return centred / divisor(np.sqrt((centred**2).mean(axis=0)))


@law(standardize, says="The mean of every column is 0.")
def the_mean_becomes_zero(Y, X):
    return Y.mean(axis=0), 0.0


@law(standardize, says="The mean square of a column is 1, unless all of the column is 0.")
def the_mean_square_is_one(Y, X):
    return Y * (Y**2).mean(axis=0), Y


@law(
    standardize,
    says="Multiplying X by 2 and adding 1 changes nothing.",
    twin=lambda X: {"X": 2 * X + 1},
)
def another_unit_changes_nothing(Y, Y_twin, X):
    return Y_twin, Y


@claim(
    standardize,
    says="The Jacobian of one feature is (delta_ik - 1/N - y_i y_k / N) / sigma.",
    source="notes 002 Def. 4.2",
    derivative_of=lambda x: standardize(x[:, None])[:, 0],
    wrt="x",
    x=Array("N"),
)
def the_jacobian_of_one_feature(x):
    y = standardize(x[:, None])[:, 0]
    return (np.eye(len(x)) - 1 / len(x) - np.outer(y, y) / len(x)) / divisor(x.std())


@claim(
    standardize,
    says="Its vector-Jacobian product is (G - mean of G - Y * mean of G Y) / sigma.",
    source="notes 002 Def. 4.2",
    derivative_of=lambda X, **_: standardize(X),
    wrt="X",
    cotangent="G",
    X=Array("N D"),
    G=Array("N D"),
)
def the_vector_jacobian_product(X, G):
    Y = standardize(X)
    return (G - G.mean(axis=0) - Y * (G * Y).mean(axis=0)) / divisor(X.std(axis=0))


TEXTBOOK = (
    Line(
        standardize,
        "Y_lj = (X_lj - μ_j)/s_j",
        where={
            "mu_j": "mean_k(X_kj)",
            "σ_j": "√(mean_k((X_kj - mu_j)^2))",
            "s_j": "[σ_j > 0]*σ_j + [σ_j ≤ 0]",
        },
    ),
)
