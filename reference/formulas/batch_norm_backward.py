"""The backward pass of batch normalization: its vector-Jacobian product.

    dbeta_j = Σ_i dY_ij          dgamma_j = Σ_i dY_ij xhat_ij
    dX_ij = gamma_j / √(var_j + eps) · (dY_ij − dbeta_j / N − xhat_ij dgamma_j / N)

xhat = (X − mean) / √(var + eps). dY, X (N, D); gamma (D,) → dX (N, D), dgamma, dbeta (D,).
Source: the forward pass of notes 001 Algorithm 1, differentiated; the notes do not print it.
"""

import numpy as np

from reference.formula import Array, Positive, formula, law, mistake
from reference.formulas.batch_norm import CONSTANT_COLUMN, FAR_FROM_ZERO, batch_norm, centre

UPSTREAM = [[1.0, 0.0], [0.0, 2.0], [0.0, 1.0]]


@formula(
    dY=Array("N D"),
    X=Array("N D"),
    gamma=Array("D", low=0.5, high=3),
    eps=Positive(1e-8, 1e-1),
    parts={"dX": 2, "dgamma": 1, "dbeta": 1},
    example={
        "dY": UPSTREAM,
        "X": [[1.0, 2.0], [2.0, 0.0], [4.0, 1.0]],
        "gamma": [2.0, 0.5],
        "eps": 0.01,
    },
    extremes=(
        {"dY": UPSTREAM, "X": FAR_FROM_ZERO, "gamma": [2.0, 0.5], "eps": 1e-8},
        {"dY": UPSTREAM, "X": CONSTANT_COLUMN, "gamma": [2.0, 0.5], "eps": 1e-8},
    ),
    vjp_of=batch_norm,
    wrt=("X", "gamma", "beta"),
    cotangent="dY",
)
def batch_norm_backward(dY, X, gamma, eps):
    """(dX, dgamma, dbeta): (N, D), (N, D), (D,), a number → (N, D), (D,), (D,)."""
    deviation, xhat = _normalized(X, eps)
    # xhat has mean 0, so centring dY first changes nothing but the rounding of the product.
    centred = dY - dY.mean(axis=0)
    dX = gamma / deviation * (centred - xhat * (centred * xhat).mean(axis=0))
    return dX, (dY * xhat).sum(axis=0), dY.sum(axis=0)


def _normalized(X, eps):
    """√(var + eps) of each column, and the normalized input."""
    centred = centre(X)
    deviation = np.sqrt((centred**2).mean(axis=0) + eps)
    return deviation, centred / deviation


@law(batch_norm_backward, says="Every column of dX adds up to 0.")
def the_columns_of_dX_add_up_to_zero(dX, dgamma, dbeta, dY, X, gamma, eps):
    return dX.sum(axis=0), 0.0


@law(batch_norm_backward, says="dbeta holds the sums of the columns of dY.")
def dbeta_is_the_sum_of_dY(dX, dgamma, dbeta, dY, X, gamma, eps):
    return dbeta, dY.sum(axis=0)


@law(
    batch_norm_backward,
    says="Adding a number to a whole column of X changes nothing.",
    twin=lambda X, **_: {"X": X + np.arange(1, X.shape[1] + 1)},
)
def shifting_a_column_leaves_the_gradients(
    dX, dgamma, dbeta, dX_twin, dgamma_twin, dbeta_twin, dY, X, gamma, eps
):
    return np.vstack([dX_twin, dgamma_twin]), np.vstack([dX, dgamma])


@mistake(
    batch_norm_backward,
    headline="only dX is wrong",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="X reaches the output along three paths, and dX is the sum of the three:\n"
    "  directly                 present\n"
    "  through the mean         present\n"
    "  through the variance     missing",
    right="The forward pass, dgamma, dbeta, and two of the three paths.",
    hints=(
        "If one X[i] grows, what happens to the variance of its column? Which entries of the output"
        " move because of that?",
        "In column X = (1, 2, 4): by how much does the variance change when the 4 becomes 4.1?",
        "y = x/‖x‖ at (3, 4), dy = (1, 0): direct path alone (0.2, 0); with the path through the"
        " norm (0.128, -0.096).",
    ),
    action="draw the graph X -> mean, X -> variance, X -> output; mark the arrows your dX follows,"
    " add the missing one, and run",
)
def variance_held_constant(dY, X, gamma, eps):
    deviation, xhat = _normalized(X, eps)
    dX = gamma / deviation * (dY - dY.mean(axis=0))
    return dX, (dY * xhat).sum(axis=0), dY.sum(axis=0)


@mistake(
    batch_norm_backward,
    headline="only dX is wrong",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="X reaches the output along three paths, and dX is the sum of the three:\n"
    "  directly                 present\n"
    "  through the mean         missing\n"
    "  through the variance     missing",
    right="The forward pass, dgamma, dbeta, and one of the three paths.",
    hints=(
        "If one X[i] grows, what happens to the mean of its column? Which entries of the output"
        " move because of that?",
        "In column X = (1, 2, 4): by how much do mean and variance change when the 4 becomes 4.1?",
        "y = x/‖x‖ at (3, 4), dy = (1, 0): direct path alone (0.2, 0); with the path through the"
        " norm (0.128, -0.096).",
    ),
    action="draw the graph X -> mean, X -> variance, X -> output; mark the arrows your dX follows,"
    " add the missing ones, and run",
)
def mean_and_variance_held_constant(dY, X, gamma, eps):
    deviation, xhat = _normalized(X, eps)
    return gamma / deviation * dY, (dY * xhat).sum(axis=0), dY.sum(axis=0)


@mistake(
    batch_norm_backward,
    headline="only dX is wrong",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="X reaches the output along three paths, and dX is the sum of the three:\n"
    "  directly                 present\n"
    "  through the mean         missing\n"
    "  through the variance     present",
    right="The forward pass, dgamma, dbeta, and two of the three paths.",
    hints=(
        "Add up each column of dX. What should come out, if adding a number to a whole column of X"
        " changes nothing?",
        "In column X = (1, 2, 4): by how much does the mean change when the 4 becomes 4.1?",
    ),
    action="draw the graph X -> mean, X -> variance, X -> output; mark the arrows your dX follows,"
    " add the missing one, and run",
)
def mean_held_constant(dY, X, gamma, eps):
    deviation, xhat = _normalized(X, eps)
    dX = gamma / deviation * (dY - xhat * (dY * xhat).mean(axis=0))
    return dX, (dY * xhat).sum(axis=0), dY.sum(axis=0)


@mistake(
    batch_norm_backward,
    headline="gamma is missing in dX",
    sentence="dgamma and dbeta are right. dX does not depend on gamma.",
    why="every column of dX lacks one factor, the gamma of that column. Where gamma is 1 nothing is"
    " wrong.",
    right="dgamma, dbeta, and the three paths by which X reaches the output.",
    hints=(
        "Call it with gamma = (1, 1) and with gamma = (2, 2). Should dX change? Does it?",
        "Which operation of the forward pass is the last but one, and what does it do to a gradient"
        " on the way back?",
    ),
)
def gamma_missing_in_dX(dY, X, gamma, eps):
    dX, dgamma, dbeta = batch_norm_backward(dY, X, gamma, eps)
    return dX / gamma, dgamma, dbeta


@mistake(
    batch_norm_backward,
    headline="D in place of N in dX",
    sentence="dgamma and dbeta are right. dX is wrong unless N = D.",
    why="in dX, the two sums over the samples are divided by the number of features.",
    right="dgamma, dbeta, and the direct path of dX.",
    hints=(
        "Add up each column of dX for a batch with N = D, and for one with N > D. Where is the sum"
        " 0?",
        "Over how many numbers does the mean of a column run?",
    ),
)
def features_counted_for_samples(dY, X, gamma, eps):
    deviation, xhat = _normalized(X, eps)
    dgamma, dbeta = (dY * xhat).sum(axis=0), dY.sum(axis=0)
    dX = gamma / deviation * (dY - (dbeta + xhat * dgamma) / X.shape[1])
    return dX, dgamma, dbeta


@mistake(
    batch_norm_backward,
    headline="eps missing in one path",
    sentence="dgamma and dbeta are right. dX is close to the right one for a small eps.",
    why="in the path through the variance, the variance stands without eps. The other paths have"
    " it.",
    right="dgamma, dbeta, and the other two paths of dX.",
    hints=(
        "Compare dX with the right one for eps = 0.1 and for eps = 1e-8. What does the difference"
        " follow?",
        "Give the quantity under the root a name, and write it at every place where it occurs.",
    ),
)
def eps_missing_in_one_path(dY, X, gamma, eps):
    deviation, xhat = _normalized(X, eps)
    centred = X - X.mean(axis=0)
    through_variance = centred / X.var(axis=0) ** 1.5 * (dY * centred).mean(axis=0)
    dX = gamma * ((dY - dY.mean(axis=0)) / deviation - through_variance)
    return dX, (dY * xhat).sum(axis=0), dY.sum(axis=0)


@mistake(
    batch_norm_backward,
    headline="half of one path in dX",
    sentence="dgamma and dbeta are right. In dX, the path through the variance counts half.",
    why="one factor 2 is missing: the variance is a mean of squares, and the derivative of a square"
    " has a 2. The root brings a 1/2, and the two cancel.",
    right="dgamma, dbeta, and two of the three paths of dX.",
    hints=(
        "In column X = (1, 2, 4): by how much does the variance change when the 4 becomes 4.1? What"
        " does the code have for it?",
    ),
)
def half_of_the_path_through_the_variance(dY, X, gamma, eps):
    deviation, xhat = _normalized(X, eps)
    dX = gamma / deviation * (dY - dY.mean(axis=0) - 0.5 * xhat * (dY * xhat).mean(axis=0))
    return dX, (dY * xhat).sum(axis=0), dY.sum(axis=0)


@mistake(
    batch_norm_backward,
    headline="dX times the deviation",
    sentence="dgamma and dbeta are right. In dX, every column is scaled the wrong way.",
    why="dX is multiplied by the standard deviation of the column, where the chain rule divides by"
    " it.",
    right="dgamma, dbeta, and the proportions within each column of dX.",
    hints=(
        "Multiply all of X by 10. The output stays almost the same. What should dX become: larger"
        " or smaller?",
    ),
)
def multiplied_by_the_deviation(dY, X, gamma, eps):
    deviation, _ = _normalized(X, eps)
    dX, dgamma, dbeta = batch_norm_backward(dY, X, gamma, eps)
    return dX * deviation**2, dgamma, dbeta


@mistake(
    batch_norm_backward,
    headline="X itself in dgamma",
    sentence="dX and dbeta are right. dgamma is wrong.",
    why="dgamma is computed with X as it came in. gamma scales the normalized input.",
    right="dX and dbeta.",
    hints=(
        "Add 100 to a column of X. Does the output change? Should dgamma change, and does it?",
        "By what is gamma multiplied in the forward pass? Differentiate that line by gamma.",
    ),
)
def inputs_not_normalized_in_dgamma(dY, X, gamma, eps):
    dX, _, dbeta = batch_norm_backward(dY, X, gamma, eps)
    return dX, (dY * X).sum(axis=0), dbeta


@mistake(
    batch_norm_backward,
    headline="dgamma and dbeta exchanged",
    sentence="All three results are right; the last two come in the opposite order.",
    why="dbeta is returned in the place of dgamma, and dgamma in that of dbeta.",
    right="The values of dX, dgamma and dbeta.",
    hints=("In which order does the statement name the results, and in which are they returned?",),
)
def dgamma_and_dbeta_exchanged(dY, X, gamma, eps):
    dX, dgamma, dbeta = batch_norm_backward(dY, X, gamma, eps)
    return dX, dbeta, dgamma


@mistake(
    batch_norm_backward,
    headline="one number for each sum",
    sentence="dX is right. dgamma and dbeta are single numbers, not one number for each feature.",
    why="the sums in dgamma and dbeta run over the whole array, over samples and features alike.",
    right="dX.",
    hints=(
        "Which shape has gamma, and which shape should its gradient have? Print both.",
        "Which axis of dY counts the samples? Which one should be left after the sum?",
    ),
)
def sums_over_the_whole_array(dY, X, gamma, eps):
    dX, dgamma, dbeta = batch_norm_backward(dY, X, gamma, eps)
    return dX, dgamma.sum(), dbeta.sum()


@mistake(
    batch_norm_backward,
    headline="the sample variance",
    sentence="dbeta is right. dX and dgamma use the sample variance.",
    why="the variance is divided by N - 1. The forward pass of the statement divides by N.",
    right="dbeta, and the three paths by which X reaches the output.",
    hints=(
        "By how much do the variances with N and with N - 1 differ for N = 2, and for N = 100?",
        "Compute the variance of (1, 3) by hand, then print the one that the code uses.",
    ),
)
def divided_by_one_less(dY, X, gamma, eps):
    centred = centre(X)
    deviation = np.sqrt((centred**2).sum(axis=0) / (len(X) - 1) + eps)
    xhat = centred / deviation
    dX = gamma / deviation * (dY - dY.mean(axis=0) - xhat * (dY * xhat).mean(axis=0))
    return dX, (dY * xhat).sum(axis=0), dY.sum(axis=0)


@mistake(
    batch_norm_backward,
    headline="sign of the variance path",
    sentence="dgamma and dbeta are right. In dX one path has the opposite sign.",
    why="X reaches the output along three paths. dX adds them up, one with the wrong sign:\n"
    "  directly                 present\n"
    "  through the mean         present\n"
    "  through the variance     opposite sign",
    right="dgamma, dbeta, and two of the three paths.",
    hints=(
        "When the variance of a column grows, does the output of its largest entry grow or shrink?",
        "The variance stands under the fraction. What sign has the derivative of 1/x?",
    ),
)
def variance_path_with_a_plus(dY, X, gamma, eps):
    deviation, xhat = _normalized(X, eps)
    dX = gamma / deviation * (dY - dY.mean(axis=0) + xhat * (dY * xhat).mean(axis=0))
    return dX, (dY * xhat).sum(axis=0), dY.sum(axis=0)
