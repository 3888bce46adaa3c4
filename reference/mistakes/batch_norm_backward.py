"""What students write in the place of `batch_norm_backward`."""

import numpy as np

from reference.formula import both, mistake
from reference.formulas.batch_norm import centre
from reference.formulas.batch_norm_backward import batch_norm_backward, normalized


def _compact(dY, gamma, deviation, xhat):
    """What the formula gives with another deviation, or another xhat, in it."""
    dX = gamma / deviation * (dY - dY.mean(axis=0) - xhat * (dY * xhat).mean(axis=0))
    return dX, (dY * xhat).sum(axis=0), dY.sum(axis=0)


@mistake(
    batch_norm_backward,
    headline="only dX is wrong",
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
    headline="only dX is wrong",
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
    headline="only dX is wrong",
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
    deviation, xhat = normalized(X, eps)
    dX = gamma / deviation * (dY - dY.mean(axis=0) + xhat * (dY * xhat).mean(axis=0))
    return dX, (dY * xhat).sum(axis=0), dY.sum(axis=0)


@mistake(
    batch_norm_backward,
    headline="own sample alone",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="only the diagonal of the Jacobian is used: dX[i] depends on dY[i] and on no other sample"
    " of the column.",
    right="dgamma and dbeta.",
    hints=(
        "Change one entry of dY. Which entries of dX should change, and which do?",
        "Write the derivative of output 0 by input 1 on paper. Is it 0?",
    ),
)
def only_the_own_sample(dY, X, gamma, eps):
    deviation, xhat = normalized(X, eps)
    dX = gamma / deviation * dY * (1 - (1 + xhat**2) / len(X))
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="gamma twice in dX",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="every column of dX is multiplied with the gamma of that column two times. Where gamma is"
    " 1 nothing is wrong.",
    right="dgamma, dbeta, and the three paths by which X reaches the output.",
    hints=(
        "Call it with gamma = (1, 1) and with gamma = (2, 2). By what factor should dX grow, and"
        " by what does it?",
    ),
)
def gamma_twice_in_dX(dY, X, gamma, eps):
    dX, dgamma, dbeta = batch_norm_backward(dY, X, gamma, eps)
    return dX * gamma, dgamma, dbeta


@mistake(
    batch_norm_backward,
    headline="gamma in both sums",
    sentence="dX is right. dgamma and dbeta carry a factor gamma.",
    why="dgamma and dbeta are added up from the gradient of the normalized input, which contains"
    " gamma, not from dY.",
    right="dX.",
    hints=(
        "Through which operation do gamma and beta enter the output? What stands in their place"
        " when that is differentiated?",
    ),
)
def gamma_in_both_sums(dY, X, gamma, eps):
    dX, dgamma, dbeta = batch_norm_backward(dY, X, gamma, eps)
    return dX, gamma * dgamma, gamma * dbeta


@mistake(
    batch_norm_backward,
    headline="gamma in dgamma",
    sentence="dX and dbeta are right. dgamma carries a factor gamma.",
    why="dY is multiplied with gamma, or with the scaled output, before it is added up for dgamma.",
    right="dX and dbeta.",
    hints=("By what is gamma multiplied in the forward pass? Differentiate that line by gamma.",),
)
def gamma_in_dgamma(dY, X, gamma, eps):
    dX, dgamma, dbeta = batch_norm_backward(dY, X, gamma, eps)
    return dX, gamma * dgamma, dbeta


@mistake(
    batch_norm_backward,
    headline="gamma in dbeta",
    sentence="dX and dgamma are right. dbeta carries a factor gamma.",
    why="dY is multiplied with gamma before it is added up for dbeta.",
    right="dX and dgamma.",
    hints=(
        "Change gamma only. By how much does the output change when beta grows by 1, before and"
        " after?",
    ),
)
def gamma_in_dbeta(dY, X, gamma, eps):
    dX, dgamma, dbeta = batch_norm_backward(dY, X, gamma, eps)
    return dX, dgamma, gamma * dbeta


@mistake(
    batch_norm_backward,
    headline="eps outside the root",
    sentence="dbeta is right. dX and dgamma have eps at another place.",
    why="eps is added to the standard deviation, after the root, wherever the code divides.",
    right="dbeta, and the three paths by which X reaches the output.",
    hints=(
        "Take a column with variance 0 and eps = 0.01. By what is it divided on paper, and by what"
        " in the code?",
    ),
)
def deviation_plus_eps(dY, X, gamma, eps):
    centred = centre(X)
    deviation = np.sqrt((centred**2).mean(axis=0))
    return _compact(dY, gamma, deviation + eps, centred / (deviation + eps))


@mistake(
    batch_norm_backward,
    headline="eps outside the root",
    sentence="dbeta is right. dX and dgamma belong to another forward pass.",
    why="this is the gradient of a forward pass that adds eps to the standard deviation, after the"
    " root.",
    right="dbeta, and the three paths by which X reaches the output.",
    hints=(
        "Take a column with variance 0 and eps = 0.01. By what is it divided on paper, and by what"
        " in the code?",
    ),
)
def gradient_with_eps_after_the_root(dY, X, gamma, eps):
    centred, dxhat = centre(X), gamma * dY
    deviation = np.sqrt((centred**2).mean(axis=0))
    xhat = centred / (deviation + eps)
    dX = (dxhat - dxhat.mean(axis=0) - centred / deviation * (dxhat * xhat).mean(axis=0)) / (
        deviation + eps
    )
    return dX, (dY * xhat).sum(axis=0), dY.sum(axis=0)


@mistake(
    batch_norm_backward,
    headline="eps is missing in dX",
    sentence="dgamma and dbeta are right. dX is close to the right one for a small eps.",
    why="dX is computed with the standard deviation alone; dgamma has eps under the root.",
    right="dgamma, dbeta, and the three paths by which X reaches the output.",
    hints=("Call it with eps = 0.1 and with eps = 0.001. Should dX change? Does it?",),
)
def eps_missing_in_dX(dY, X, gamma, eps):
    _, dgamma, dbeta = batch_norm_backward(dY, X, gamma, eps)
    return batch_norm_backward(dY, X, gamma, 0.0)[0], dgamma, dbeta


@mistake(
    batch_norm_backward,
    headline="eps missing in front",
    sentence="dgamma and dbeta are right. dX is close to the right one for a small eps.",
    why="the normalized input has eps under the root; the standard deviation by which dX is"
    " divided does not.",
    hints=(
        "Compare dX with the right one for eps = 0.1 and for eps = 1e-8. What does the difference"
        " follow?",
    ),
)
def eps_missing_in_front(dY, X, gamma, eps):
    _, xhat = normalized(X, eps)
    dX = _compact(dY, gamma, np.sqrt((centre(X) ** 2).mean(axis=0)), xhat)[0]
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="eps outside, in front",
    sentence="dgamma and dbeta are right. dX is close to the right one for a small eps.",
    why="the normalized input has eps inside the root; the divisor of dX has it outside.",
    hints=(
        "Compare dX with the right one for eps = 0.1 and for eps = 1e-8. What does the difference"
        " follow?",
    ),
)
def eps_after_the_root_in_front(dY, X, gamma, eps):
    _, xhat = normalized(X, eps)
    dX = _compact(dY, gamma, np.sqrt((centre(X) ** 2).mean(axis=0)) + eps, xhat)[0]
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="variance, not deviation",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="dX is divided by the variance plus eps, so by the standard deviation once too often.",
    right="dgamma, dbeta, and the proportions within each column of dX.",
    hints=(
        "Multiply all of X by 10. The output stays almost the same. What should dX become: larger"
        " or smaller?",
    ),
)
def divided_by_the_variance(dY, X, gamma, eps):
    deviation, xhat = normalized(X, eps)
    dX = _compact(dY, gamma, deviation**2, xhat)[0]
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="the root is missing",
    sentence="dbeta is right. dX and dgamma divide by the variance.",
    why="the variance plus eps stands wherever its root belongs.",
    right="dbeta.",
    hints=(
        "If X is in metres, which unit has the normalized input on paper, and which in the code?",
    ),
)
def root_missing_everywhere(dY, X, gamma, eps):
    variance = normalized(X, eps)[0] ** 2
    return _compact(dY, gamma, variance, centre(X) / variance)


@mistake(
    batch_norm_backward,
    headline="the sample variance",
    sentence="dbeta is right. dX and dgamma use the sample variance.",
    why="the variance is divided by N - 1, and so is its path. The forward pass of the statement"
    " divides by N.",
    right="dbeta, and the three paths by which X reaches the output.",
    hints=(
        "By how much do the variances with N and with N - 1 differ for N = 2, and for N = 100?",
    ),
)
def gradient_of_the_sample_variance(dY, X, gamma, eps):
    centred = centre(X)
    deviation = np.sqrt((centred**2).sum(axis=0) / (len(X) - 1) + eps)
    xhat = centred / deviation
    dgamma = (dY * xhat).sum(axis=0)
    dX = gamma / deviation * (dY - dY.mean(axis=0) - xhat * dgamma / (len(X) - 1))
    return dX, dgamma, dY.sum(axis=0)


@mistake(
    batch_norm_backward,
    headline="power of the variance",
    sentence="dgamma and dbeta are right. In dX, the path through the variance has another size.",
    why="in the path through the variance, the variance stands with another exponent than its"
    " derivative has.",
    right="dgamma, dbeta, and two of the three paths of dX.",
    hints=(
        "The output contains the power -1/2 of the variance. What happens to an exponent when you"
        " differentiate?",
    ),
    constants=(-0.5, -1.0, -2.0, -2.5, -3.0, 0.0, 0.5, 1.0, 1.5),
)
def another_power_of_the_variance(dY, X, gamma, eps, power):
    deviation, _ = normalized(X, eps)
    centred, dxhat = centre(X), gamma * dY
    through_variance = centred * (dxhat * centred).mean(axis=0) * deviation ** (2 * power)
    dX = (dxhat - dxhat.mean(axis=0)) / deviation - through_variance
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="X itself in one path",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="in the path through the variance, X stands as it came in, not normalized.",
    right="dgamma, dbeta, and two of the three paths of dX.",
    hints=("Add 100 to a column of X. Does the output change? Should dX change, and does it?",),
    constants=(0.0, 1.0),
)
def raw_input_in_the_variance_path(dY, X, gamma, eps, which):
    deviation, xhat = normalized(X, eps)
    sums = ((dY * X).mean(axis=0), (dY * xhat).mean(axis=0))[int(which)]
    dX = gamma / deviation * (dY - dY.mean(axis=0) - X * sums)
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="a mean left in one path",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="in the path through the variance, the mean is not subtracted from one of the two inputs.",
    right="dgamma, dbeta, and two of the three paths of dX.",
    hints=("Add 100 to a column of X. Does the output change? Should dX change, and does it?",),
    constants=(0.0, 1.0),
)
def input_not_centred_in_one_factor(dY, X, gamma, eps, which):
    deviation, xhat = normalized(X, eps)
    one, other = ((X / deviation, xhat), (xhat, X / deviation))[int(which)]
    dX = gamma / deviation * (dY - dY.mean(axis=0) - one * (dY * other).mean(axis=0))
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="the mean is not removed",
    sentence="dbeta is right. dX and dgamma are wrong unless the mean is 0.",
    why="X is divided by the standard deviation, but its mean is not subtracted before.",
    hints=("Add 100 to a column of X. Does the output change? Should dgamma change, and does it?",),
)
def input_never_centred(dY, X, gamma, eps):
    deviation, _ = normalized(X, eps)
    return _compact(dY, gamma, deviation, X / deviation)


@mistake(
    batch_norm_backward,
    headline="gamma in one path only",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="gamma multiplies the direct path; the other two are made from dY without it.",
    right="dgamma, dbeta, and the direct path of dX.",
    hints=(
        "Add up each column of dX. What should come out, if adding a number to a whole column of X"
        " changes nothing?",
    ),
)
def gamma_in_the_direct_path_alone(dY, X, gamma, eps):
    deviation, xhat = normalized(X, eps)
    others = dY.mean(axis=0) + xhat * (dY * xhat).mean(axis=0)
    dX = (gamma * dY - others) / deviation
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="gamma missing in one path",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="the path through the variance is made from dY without gamma; the other two have it.",
    right="dgamma, dbeta, and two of the three paths of dX.",
    hints=(
        "Which of the three paths should grow with gamma? Follow gamma through the code of each.",
    ),
)
def gamma_missing_in_the_variance_path(dY, X, gamma, eps):
    deviation, xhat = normalized(X, eps)
    dX = (gamma * (dY - dY.mean(axis=0)) - xhat * (dY * xhat).mean(axis=0)) / deviation
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="gamma missing in one path",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="the path through the mean is made from dY without gamma; the other two have it.",
    right="dgamma, dbeta, and two of the three paths of dX.",
    hints=(
        "Add up each column of dX. What should come out, if adding a number to a whole column of X"
        " changes nothing?",
    ),
)
def gamma_missing_in_the_mean_path(dY, X, gamma, eps):
    deviation, xhat = normalized(X, eps)
    dX = (gamma * (dY - xhat * (dY * xhat).mean(axis=0)) - dY.mean(axis=0)) / deviation
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="gamma missing in one path",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="the direct path is made from dY without gamma; the other two have it.",
    right="dgamma, dbeta, and two of the three paths of dX.",
    hints=(
        "Add up each column of dX. What should come out, if adding a number to a whole column of X"
        " changes nothing?",
    ),
)
def gamma_missing_in_the_direct_path(dY, X, gamma, eps):
    deviation, xhat = normalized(X, eps)
    dX = (dY - gamma * (dY.mean(axis=0) + xhat * (dY * xhat).mean(axis=0))) / deviation
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="gamma twice in a path",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="gamma multiplies the sums over the samples and then everything once more.",
    right="dgamma, dbeta, and the direct path of dX.",
    hints=(
        "Call it with gamma = (1, 1) and with gamma = (2, 2). By what factor should dX grow, and"
        " by what does it?",
    ),
    constants=(1.0, 0.0),
)
def gamma_twice_in_the_sums(dY, X, gamma, eps, power):
    deviation, xhat = normalized(X, eps)
    through_mean = dY.mean(axis=0) * gamma**power
    dX = gamma / deviation * (dY - through_mean - gamma * xhat * (dY * xhat).mean(axis=0))
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="bracket after the factor",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="the division by the standard deviation reaches the direct path only, not the other two.",
    right="dgamma, dbeta, and the direct path of dX.",
    hints=("In which order does Python read a * b - c? Where are the brackets on paper?",),
    constants=(0.0, 1.0),
)
def factor_in_front_of_one_term(dY, X, gamma, eps, which):
    deviation, xhat = normalized(X, eps)
    others = dY.mean(axis=0) + xhat * (dY * xhat).mean(axis=0)
    dX = (gamma / deviation * dY - others, gamma * (dY / deviation - others))[int(which)]
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="no division by deviation",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="the three paths are right up to one factor: dX is not divided by the standard deviation.",
    right="dgamma, dbeta, and the proportions within each column of dX.",
    hints=(
        "Multiply all of X by 10. The output stays almost the same. What should dX become: larger"
        " or smaller?",
    ),
    constants=(1.0, 0.0),
)
def not_divided_by_the_deviation(dY, X, gamma, eps, power):
    deviation, _ = normalized(X, eps)
    dX = batch_norm_backward(dY, X, gamma**power, eps)[0] * deviation
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="sums over all entries",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="in dX, the two sums run over the whole array, over samples and features alike.",
    right="dgamma, dbeta, and the direct path of dX.",
    hints=("Change dY in the first column only. Should the second column of dX change? Does it?",),
    constants=(0.0, 1.0),
)
def means_over_the_whole_array(dY, X, gamma, eps, which):
    deviation, xhat = normalized(X, eps)
    count = (X.size, len(X))[int(which)]
    dX = gamma / deviation * (dY - (dY.sum() + xhat * (dY * xhat).sum()) / count)
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="rows in place of columns",
    sentence="dbeta is right. dX and dgamma normalize every sample by itself.",
    why="mean and variance are taken along the features of one sample. This is the backward pass"
    " of layer normalization.",
    hints=("Change the second sample. Should dX of the first one change? Does it?",),
)
def gradient_of_every_sample_alone(dY, X, gamma, eps):
    centred = X - X.mean(axis=1, keepdims=True)
    deviation = np.sqrt((centred**2).mean(axis=1, keepdims=True) + eps)
    xhat, dxhat = centred / deviation, gamma * dY
    rows = dxhat.mean(axis=1, keepdims=True) + xhat * (dxhat * xhat).mean(axis=1, keepdims=True)
    return (dxhat - rows) / deviation, (dY * xhat).sum(axis=0), dY.sum(axis=0)


@mistake(
    batch_norm_backward,
    headline="one mean for all columns",
    sentence="dbeta is right. dX and dgamma use one mean and one variance for all columns.",
    why="mean and variance are taken over the whole array. Every feature has its own on paper.",
    hints=("Add 100 to the first column only. Should the second entry of dgamma change?",),
)
def one_mean_and_variance_for_all(dY, X, gamma, eps):
    deviation = np.sqrt(X.var() + eps)
    return _compact(dY, gamma, deviation, (X - X.mean()) / deviation)


@mistake(
    batch_norm_backward,
    headline="dgamma not divided",
    sentence="dX and dbeta are right. dgamma is wrong.",
    why="dgamma is computed with the centred input, before its division by the standard deviation.",
    right="dX and dbeta.",
    hints=("By what is gamma multiplied in the forward pass? Differentiate that line by gamma.",),
)
def centred_input_in_dgamma(dY, X, gamma, eps):
    dX, _, dbeta = batch_norm_backward(dY, X, gamma, eps)
    return dX, (dY * centre(X)).sum(axis=0), dbeta


@mistake(
    batch_norm_backward,
    headline="variance in dgamma",
    sentence="dX and dbeta are right. dgamma is wrong.",
    why="dgamma is divided by the standard deviation once too often.",
    right="dX and dbeta.",
    hints=("By what is gamma multiplied in the forward pass? Differentiate that line by gamma.",),
)
def dgamma_divided_by_the_variance(dY, X, gamma, eps):
    dX, dgamma, dbeta = batch_norm_backward(dY, X, gamma, eps)
    return dX, dgamma / normalized(X, eps)[0], dbeta


@mistake(
    batch_norm_backward,
    headline="eps is missing in dgamma",
    sentence="dX and dbeta are right. dgamma is close to the right one for a small eps.",
    why="in dgamma, the input is normalized without eps.",
    right="dX and dbeta.",
    hints=("Call it with eps = 0.1 and with eps = 0.001. Should dgamma change? Does it?",),
)
def eps_missing_in_dgamma(dY, X, gamma, eps):
    dX, _, dbeta = batch_norm_backward(dY, X, gamma, eps)
    return dX, (dY * centre(X) / np.sqrt((centre(X) ** 2).mean(axis=0))).sum(axis=0), dbeta


@mistake(
    batch_norm_backward,
    headline="dgamma is always 0",
    sentence="dX and dbeta are right. dgamma is 0 up to rounding.",
    why="what is added up for dgamma comes to 0 in every column, as the normalized input does"
    " without dY.",
    right="dX and dbeta.",
    hints=("Does a sum of products equal the product of the sums? Try (1, -1) and (2, 3).",),
    constants=(0.0, 1.0),
)
def upstream_left_out_of_dgamma(dY, X, gamma, eps, which):
    dX, _, dbeta = batch_norm_backward(dY, X, gamma, eps)
    _, xhat = normalized(X, eps)
    return dX, (xhat.sum(axis=0), dbeta * xhat.sum(axis=0))[int(which)], dbeta


@mistake(
    batch_norm_backward,
    headline="signs lost in dgamma",
    sentence="dX and dbeta are right. dgamma is wrong.",
    why="in dgamma, the normalized input has lost its signs: it is squared, or taken without sign.",
    right="dX and dbeta.",
    hints=("By what is gamma multiplied in the forward pass? Differentiate that line by gamma.",),
    constants=(0.0, 1.0),
)
def normalized_input_squared_in_dgamma(dY, X, gamma, eps, which):
    dX, _, dbeta = batch_norm_backward(dY, X, gamma, eps)
    _, xhat = normalized(X, eps)
    return dX, (dY * (xhat**2, np.abs(xhat))[int(which)]).sum(axis=0), dbeta


@mistake(
    batch_norm_backward,
    headline="dbeta counts samples",
    sentence="dX and dgamma are right. dbeta is N everywhere.",
    why="the derivative of the output by beta is added up, but dY does not multiply it.",
    right="dX and dgamma.",
    hints=("Double dY. What should happen to dbeta, and what does?",),
)
def batch_counted_in_dbeta(dY, X, gamma, eps):
    dX, dgamma, _ = batch_norm_backward(dY, X, gamma, eps)
    return dX, dgamma, np.full(X.shape[1], float(len(X)))


@mistake(
    batch_norm_backward,
    headline="X stands in dbeta",
    sentence="dX and dgamma are right. dbeta depends on X.",
    why="dbeta is added up with X in it. The output moves with beta alike, whatever X is.",
    right="dX and dgamma.",
    hints=(
        "Raise beta by 1. By how much does every entry of the output grow? Where does X enter?",
    ),
    constants=(0.0, 1.0),
)
def input_in_dbeta(dY, X, gamma, eps, which):
    dX, dgamma, _ = batch_norm_backward(dY, X, gamma, eps)
    return dX, dgamma, (X.sum(axis=0), (dY * X).sum(axis=0))[int(which)]


@mistake(
    batch_norm_backward,
    headline="stops before the division",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="dX is gamma times dY: the gradient of the normalized input, handed on as that of X.",
    right="dgamma and dbeta.",
    hints=(
        "Which operations of the forward pass lie between X and the normalized input? Which of"
        " them are in dX?",
    ),
)
def stops_at_the_normalized_input(dY, X, gamma, eps):
    dX = gamma * dY
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="dX times xhat",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="dY is multiplied with what the forward pass returns before the shift, not with its"
    " derivative.",
    right="dgamma and dbeta.",
    hints=("What is the derivative of 3x by x: 3x or 3? Which of the two kinds stands in dX?",),
)
def times_the_normalized_input(dY, X, gamma, eps):
    _, xhat = normalized(X, eps)
    dX = gamma * xhat * dY
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="a sum is missing in dX",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="in one of the paths each sample receives its own term alone, where the sum over all"
    " samples belongs.",
    right="dgamma, dbeta, and two of the three paths of dX.",
    hints=(
        "Change one entry of dY. Which entries of dX should change along each path, and which do?",
    ),
    constants=(0.0, 1.0),
)
def own_sample_alone_in_one_path(dY, X, gamma, eps, which):
    deviation, xhat = normalized(X, eps)
    through_mean, through_variance = dY.mean(axis=0), xhat * (dY * xhat).mean(axis=0)
    if which:
        through_mean = dY / len(X)
    else:
        through_variance = xhat**2 * dY / len(X)
    dX = gamma / deviation * (dY - through_mean - through_variance)
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="a factor lost in one path",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="the path through the variance contains the normalized input once. It belongs there twice.",
    right="dgamma, dbeta, and two of the three paths of dX.",
    hints=(
        "The variance is a sum of squares. By what does dY reach it, and by what does it come back"
        " to X?",
    ),
    constants=(0.0, 1.0),
)
def sum_of_dY_in_the_variance_path(dY, X, gamma, eps, which):
    deviation, xhat = normalized(X, eps)
    through_variance = (xhat * dY.mean(axis=0), (dY * xhat).mean(axis=0))[int(which)]
    dX = gamma / deviation * (dY - dY.mean(axis=0) - through_variance)
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="one path, eps misplaced",
    sentence="dbeta is right. dX has one path of three, and eps is not under the root.",
    why="mean and variance are treated as constants, and the standard deviation is taken without"
    " eps under the root.",
    right="dbeta, and the direct path of dX.",
    hints=(
        "If one X[i] grows, what happens to the mean of its column? Which entries of the output"
        " move because of that?",
    ),
    constants=(1.0, 0.0),
)
def only_the_direct_path_with_eps_outside(dY, X, gamma, eps, constant):
    centred = centre(X)
    deviation = np.sqrt((centred**2).mean(axis=0)) + eps * constant
    return gamma / deviation * dY, (dY * centred / deviation).sum(axis=0), dY.sum(axis=0)


@mistake(
    batch_norm_backward,
    headline="one path, raw X in dgamma",
    sentence="dbeta is right. dX has one path of three; dgamma uses an input that is not"
    " normalized.",
    why="mean and variance are treated as constants in dX, and dgamma is added up without the"
    " division by the standard deviation.",
    right="dbeta, and the direct path of dX.",
    hints=(
        "If one X[i] grows, what happens to the mean of its column? Which entries of the output"
        " move because of that?",
    ),
    constants=(0.0, 1.0),
)
def only_the_direct_path_and_no_normalizing(dY, X, gamma, eps, which):
    dX = mean_and_variance_held_constant(dY, X, gamma, eps)[0]
    return dX, (dY * (X, centre(X))[int(which)]).sum(axis=0), dY.sum(axis=0)


@mistake(
    batch_norm_backward,
    headline="the last sample is left out",
    sentence="dX is right. dgamma and dbeta lack the last sample.",
    why="the two sums stop one sample early.",
    right="dX.",
    hints=(
        "Change the last row of dY. Does dbeta change? Which values does the counter of the loop"
        " take?",
    ),
)
def last_sample_left_out_of_the_sums(dY, X, gamma, eps):
    dX = batch_norm_backward(dY, X, gamma, eps)[0]
    _, xhat = normalized(X, eps)
    return dX, (dY * xhat)[:-1].sum(axis=0), dY[:-1].sum(axis=0)


@mistake(
    batch_norm_backward,
    headline="xhat of another divisor",
    sentence="dbeta is right. dX and dgamma use a normalized input that is not that of the"
    " statement.",
    why="the centred input is divided by something else than the root of variance plus eps, by"
    " which dX is divided.",
    hints=(
        "Print the standard deviation in every line that divides by it. Is it the same number each"
        " time?",
    ),
    constants=(0.0, 1.0, 2.0),
)
def another_deviation_in_the_normalized_input(dY, X, gamma, eps, which):
    deviation, _ = normalized(X, eps)
    variance = (centre(X) ** 2).mean(axis=0)
    divisors = np.sqrt(variance), np.sqrt(variance) + eps, variance + eps
    return _compact(dY, gamma, deviation, centre(X) / divisors[int(which)])


@mistake(
    batch_norm_backward,
    headline="sums along the rows",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="in dX, a sum runs along the features of a sample, where it belongs to the samples of a"
    " feature.",
    right="dgamma and dbeta.",
    hints=("Change dY in the first column only. Should the second column of dX change? Does it?",),
    constants=(0.0, 1.0, 2.0, 3.0, 4.0, 5.0),
)
def means_along_the_rows(dY, X, gamma, eps, which):
    deviation, xhat = normalized(X, eps)
    axes = ((1, 1), (1, 0), (0, 1))[int(which) % 3]
    inside, in_front = (gamma, 1.0) if which >= 3 else (1.0, gamma)
    G = inside * dY
    sums = [s.mean(axis=axis, keepdims=True) for s, axis in zip((G, G * xhat), axes, strict=True)]
    dX = in_front / deviation * (G - sums[0] - xhat * sums[1])
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="mean path not divided",
    sentence="dgamma and dbeta are right. In dX, one path is too strong, or too weak.",
    why="the path through the mean lacks the division by the standard deviation. The two others"
    " have it.",
    right="dgamma, dbeta, and two of the three paths of dX.",
    hints=(
        "Add up each column of dX. What should come out, if adding a number to a whole column of X"
        " changes nothing?",
        "How does the normalized value depend on the mean? Which number stands below it?",
    ),
)
def mean_path_not_divided(dY, X, gamma, eps):
    deviation, xhat = normalized(X, eps)
    others = dY - xhat * (dY * xhat).mean(axis=0)
    dX = gamma * (others / deviation - dY.mean(axis=0))
    return dX, (dY * xhat).sum(axis=0), dY.sum(axis=0)


@mistake(
    batch_norm_backward,
    headline="dgamma, dbeta along rows",
    sentence="dX is right. In dgamma, dbeta or both there is one number for each sample.",
    why="the sums in dgamma and dbeta, or in one of them, run along the features of a sample. gamma"
    " and beta have one number for each feature.",
    right="dX.",
    hints=(
        "Which shape has gamma, and which shape should its gradient have? Print both.",
        "Which axis of dY counts the samples? Which one should be left after the sum?",
    ),
    constants=(0.0, 1.0, 2.0),
)
def sums_of_every_sample(dY, X, gamma, eps, which):
    dX, dgamma, dbeta = batch_norm_backward(dY, X, gamma, eps)
    _, xhat = normalized(X, eps)
    along = (dY * xhat).sum(axis=1), dY.sum(axis=1)
    return dX, dgamma if which == 2 else along[0], dbeta if which == 1 else along[1]


# --- two at once ---------------------------------------------------------------------------------


@both(mean_and_variance_held_constant, gamma_missing_in_dX)
def two_paths_and_no_gamma(dY, X, gamma, eps):
    dX, *sums = mean_and_variance_held_constant(dY, X, gamma, eps)
    return dX / gamma, *sums


@both(variance_held_constant, gamma_missing_in_dX)
def the_variance_path_and_no_gamma(dY, X, gamma, eps):
    dX, *sums = variance_held_constant(dY, X, gamma, eps)
    return dX / gamma, *sums


@both(mean_held_constant, gamma_missing_in_dX)
def the_mean_path_and_no_gamma(dY, X, gamma, eps):
    dX, *sums = mean_held_constant(dY, X, gamma, eps)
    return dX / gamma, *sums


@both(variance_path_with_a_plus, gamma_missing_in_dX)
def a_sign_and_no_gamma(dY, X, gamma, eps):
    dX, *sums = variance_path_with_a_plus(dY, X, gamma, eps)
    return dX / gamma, *sums


@both(features_counted_for_samples, gamma_missing_in_dX)
def a_count_and_no_gamma(dY, X, gamma, eps):
    dX, *sums = features_counted_for_samples(dY, X, gamma, eps)
    return dX / gamma, *sums


@both(divided_by_one_less, gamma_missing_in_dX)
def a_sample_variance_and_no_gamma(dY, X, gamma, eps):
    dX, *sums = divided_by_one_less(dY, X, gamma, eps)
    return dX / gamma, *sums


@both(deviation_plus_eps, gamma_missing_in_dX)
def a_deviation_and_eps_and_no_gamma(dY, X, gamma, eps):
    dX, *sums = deviation_plus_eps(dY, X, gamma, eps)
    return dX / gamma, *sums


@both(variance_held_constant, eps_missing_in_dX)
def the_variance_path_and_no_eps(dY, X, gamma, eps):
    return variance_held_constant(dY, X, gamma, 0.0)[0], *batch_norm_backward(dY, X, gamma, eps)[1:]


@both(mean_held_constant, eps_missing_in_dX)
def the_mean_path_and_no_eps(dY, X, gamma, eps):
    return mean_held_constant(dY, X, gamma, 0.0)[0], *batch_norm_backward(dY, X, gamma, eps)[1:]
