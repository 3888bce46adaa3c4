"""Min-max scaling of the inputs to [−1, 1], feature by feature.

    Y_ij = 2 (X_ij − min_j) / (max_j − min_j) − 1

min_j and max_j are the smallest and the largest entry of column j. X (N, D) → (N, D). In a constant
column, where the quotient is 0/0, it is taken as 0, so that the entries become −1, as the smallest
ones of every column do. Source: notes 002 Def. 4.1, which leaves 0/0 open.
"""

from reference.domain import Array
from reference.formula import Line, formula, law
from reference.formulas.min_max import CONSTANT_COLUMN, EXAMPLE, ONE_SAMPLE, min_max


@formula(X=Array("N D"), example=EXAMPLE, extremes=(CONSTANT_COLUMN, ONE_SAMPLE))
def min_max_symmetric(X):
    """2 (X − min) / (max − min) − 1 of each column, −1 where it is constant: (N, D) → (N, D)."""
    return 2 * min_max(X) - 1


@law(
    min_max_symmetric,
    says="The opposite of X gives the opposite of the result, in every column that is not"
    " constant.",
    twin=lambda X: {"X": -X},
)
def the_opposite_gives_the_opposite(Y, Y_twin, X):
    spread = X.max(axis=0) - X.min(axis=0)
    return (Y_twin + Y) * spread, 0 * spread


@law(
    min_max_symmetric,
    says="Less its mean, a column is that of X less its mean, divided by half the range.",
)
def distances_from_the_mean_keep_their_ratio(Y, X):
    return (Y - Y.mean(axis=0)) * (X.max(axis=0) - X.min(axis=0)) / 2, X - X.mean(axis=0)


@law(
    min_max_symmetric,
    says="Multiplying X by 2 and adding 1 changes nothing.",
    twin=lambda X: {"X": 2 * X + 1},
)
def another_unit_changes_nothing(Y, Y_twin, X):
    return Y_twin, Y


TEXTBOOK = (
    Line(
        min_max_symmetric,
        "Y_lj = 2*(X_lj - low_j)/r_j - 1",
        where={
            "low_j": "min_k(X_kj)",
            "spread_j": "max_k(X_kj) - low_j",
            "r_j": "[spread_j > 0]*spread_j + [spread_j <= 0]",
        },
    ),
)
