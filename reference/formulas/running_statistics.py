"""The running mean and variance that batch normalization keeps for inference.

    mean ← momentum mean + (1 − momentum) mean_B          mean_B,j = (1/N) Σ_i X_ij
    var ← momentum var + (1 − momentum) var_B             var_B,j = (1/N) Σ_i (X_ij − mean_B,j)²

mean, var (D,), a batch X (N, D) → the new mean and var (D,). `momentum` is the share of the old
value that stays; var_B is that of the population. In another form in use, `momentum` is the share
of the new value. Source: the statistics of notes 001 Algorithm 1; the notes print no update.
"""

from reference.domain import Array, Fraction
from reference.formula import Line, claim, formula, law
from reference.formulas.batch_norm import FAR_FROM_ZERO, centre


@formula(
    mean=Array("D"),
    var=Array("D", low=0, high=4),
    X=Array("N D"),
    momentum=Fraction(0.1, 0.99),
    parts={"mean": 1, "var": 1},
    example={
        "mean": [1.0, 0.0],
        "var": [1.0, 2.0],
        "X": [[1.0, 2.0], [2.0, 0.0], [6.0, 1.0]],
        "momentum": 0.9,
    },
    extremes=({"mean": [1e6, 0.0], "var": [1.0, 2.0], "X": FAR_FROM_ZERO, "momentum": 0.5},),
    convention={"momentum": "old"},
)
def running_statistics(mean, var, X, momentum):
    """(mean, var) after a batch: (D,), (D,), (N, D), a number → (D,), (D,)."""
    variance = (centre(X) ** 2).mean(axis=0)
    return (
        momentum * mean + (1 - momentum) * X.mean(axis=0),
        momentum * var + (1 - momentum) * variance,
    )


@law(
    running_statistics,
    says="Adding 1 to every entry of X leaves the new variance as it is.",
    twin=lambda X, **_: {"X": X + 1},
)
def shifting_the_batch_leaves_the_variance(
    mean_new, var_new, mean_twin, var_twin, mean, var, X, momentum
):
    return var_twin, var_new


@law(
    running_statistics,
    says="With a mean that equals that of the batch, the mean stays.",
    twin=lambda X, **_: {"mean": X.mean(axis=0)},
)
def the_mean_of_the_batch_stays(mean_new, var_new, mean_twin, var_twin, mean, var, X, momentum):
    return mean_twin, X.mean(axis=0)


@law(
    running_statistics,
    says="With the opposite of mean and X, the new mean is the opposite one.",
    twin=lambda mean, X, **_: {"mean": -mean, "X": -X},
)
def opposite_batches_have_opposite_means(
    mean_new, var_new, mean_twin, var_twin, mean, var, X, momentum
):
    return mean_twin, -mean_new


@claim(
    running_statistics,
    says="The variance of a batch is the mean of the squares less the square of the mean.",
    source="notes 001 Algorithm 1",
)
def the_variance_of_the_batch(mean, var, X, momentum):
    _, var_new = running_statistics(mean, var, X, momentum)
    of_the_batch = (X**2).mean(axis=0) - X.mean(axis=0) ** 2
    return var_new, momentum * var + (1 - momentum) * of_the_batch


DEFINITIONS = {"mu_j": "(1/N)*sum_i(X_ij)", "v_j": "(1/N)*sum_i((X_ij - μ_j)²)"}

TEXTBOOK = (
    Line(
        running_statistics,
        "mean_j = momentum*mean_j + (1 - momentum)*μ_j",
        part="mean",
        where=DEFINITIONS,
    ),
    Line(
        running_statistics,
        "var_j = momentum*var_j + (1 - momentum)*v_j",
        part="var",
        where=DEFINITIONS,
    ),
)
