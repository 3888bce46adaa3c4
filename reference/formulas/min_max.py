"""Min-max scaling of the inputs to [0, 1], feature by feature.

    Y_ij = (X_ij − min_j) / (max_j − min_j)

min_j and max_j are the smallest and the largest entry of column j. X (N, D) → (N, D). A constant
column, where this is 0/0, becomes 0. Source: notes 002 Def. 4.1, which leaves 0/0 open.
"""

import numpy as np

from reference.domain import Array
from reference.formula import Line, formula, law

EXAMPLE = {"X": [[1.0, 2.0], [2.0, 0.0], [4.0, 1.0]]}
CONSTANT_COLUMN = {"X": [[3.0, 0.0], [3.0, 2.0], [3.0, -1.0]]}
ONE_SAMPLE = {"X": [[3.0, 0.0, -2.0]]}


@formula(X=Array("N D"), example=EXAMPLE, extremes=(CONSTANT_COLUMN, ONE_SAMPLE))
def min_max(X):
    """(X − min) / (max − min) of each column, 0 where it is constant: (N, D) → (N, D)."""
    smallest = X.min(axis=0)
    return (X - smallest) / divisor(X.max(axis=0) - smallest)


def divisor(spread):
    """The spread, and 1 where it is 0: there is nothing to divide, and 0 stays 0."""
    return np.where(spread > 0, spread, 1.0)


@law(
    min_max,
    says="Turned around, X gives 1 less the result, in every column that is not constant.",
    twin=lambda X: {"X": -X},
)
def turned_around(Y, Y_twin, X):
    spread = X.max(axis=0) - X.min(axis=0)
    return (Y_twin + Y) * spread, spread


@law(
    min_max,
    says="Less its mean, a column is that of X less its mean, divided by the range.",
)
def distances_from_the_mean_keep_their_ratio(Y, X):
    return (Y - Y.mean(axis=0)) * (X.max(axis=0) - X.min(axis=0)), X - X.mean(axis=0)


@law(
    min_max,
    says="Multiplying X by 2 and adding 1 changes nothing.",
    twin=lambda X: {"X": 2 * X + 1},
)
def another_unit_changes_nothing(Y, Y_twin, X):
    return Y_twin, Y


TEXTBOOK = (
    Line(
        min_max,
        "Y_lj = (X_lj - low_j)/r_j",
        where={
            "low_j": "min_k(X_kj)",
            "spread_j": "max_k(X_kj) - low_j",
            "r_j": "[spread_j > 0]*spread_j + [spread_j <= 0]",
        },
    ),
)
