"""What students write in the place of `batch_norm_backward`: the usual mistakes."""

from reference.formula import mistake
from reference.formulas.batch_norm_backward import batch_norm_backward, normalized


def compact(dY, gamma, deviation, xhat):
    """What the formula gives with another deviation, or another xhat, in it."""
    dX = gamma / deviation * (dY - dY.mean(axis=0) - xhat * (dY * xhat).mean(axis=0))
    return dX, (dY * xhat).sum(axis=0), dY.sum(axis=0)


@mistake(
    batch_norm_backward,
    headline="no path through variance",
    alone="only dX is wrong",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="X reaches the output along three paths, and dX is the sum of the three:\n"
    "  directly                 present\n"
    "  through the mean         present\n"
    "  through the variance     missing",
    right="dgamma, dbeta, and two of the three paths.",
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
    deviation, xhat = normalized(X, eps)
    dX = gamma / deviation * (dY - dY.mean(axis=0))
    return dX, (dY * xhat).sum(axis=0), dY.sum(axis=0)


@mistake(
    batch_norm_backward,
    headline="only the direct path",
    alone="only dX is wrong",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="X reaches the output along three paths, and dX is the sum of the three:\n"
    "  directly                 present\n"
    "  through the mean         missing\n"
    "  through the variance     missing",
    right="dgamma, dbeta, and one of the three paths.",
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
    deviation, xhat = normalized(X, eps)
    return gamma / deviation * dY, (dY * xhat).sum(axis=0), dY.sum(axis=0)


@mistake(
    batch_norm_backward,
    headline="no path through the mean",
    alone="only dX is wrong",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="X reaches the output along three paths, and dX is the sum of the three:\n"
    "  directly                 present\n"
    "  through the mean         missing\n"
    "  through the variance     present",
    right="dgamma, dbeta, and two of the three paths.",
    hints=(
        "Add up each column of dX. What should come out, if adding a number to a whole column of X"
        " changes nothing?",
        "In column X = (1, 2, 4): by how much does the mean change when the 4 becomes 4.1?",
    ),
    action="draw the graph X -> mean, X -> variance, X -> output; mark the arrows your dX follows,"
    " add the missing one, and run",
)
def mean_held_constant(dY, X, gamma, eps):
    deviation, xhat = normalized(X, eps)
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
    deviation, xhat = normalized(X, eps)
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
    deviation, xhat = normalized(X, eps)
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
    deviation, xhat = normalized(X, eps)
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
    deviation, _ = normalized(X, eps)
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
