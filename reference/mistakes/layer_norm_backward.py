"""What students write in the place of `layer_norm_backward`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.batch_norm_backward import batch_norm_backward
from reference.formulas.layer_norm_backward import layer_norm_backward, normalized_rows


def _with(dX, dY, X, gamma, eps):
    """The right result with another dX."""
    return dX, *layer_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    layer_norm_backward,
    headline="statistics held constant",
    sentence="dX holds the direct path alone.",
    why="dX is computed as if mean and variance did not depend on X.",
    hints=("In the row X = (1, 2, 4): what happens to the mean when the 4 becomes 4.1?",),
)
def statistics_of_a_row_held_constant(dY, X, gamma, eps):
    deviation, _ = normalized_rows(X, eps)
    return _with(gamma * dY / deviation, dY, X, gamma, eps)


@mistake(
    layer_norm_backward,
    headline="gamma before the bracket",
    sentence="In dX, gamma multiplies the whole bracket instead of dY.",
    why="gamma is taken out of the sums, as in batch normalization. There a sum runs over the"
    " samples, for which gamma is one number; here it runs over the features, each with its own.",
    right="dX where all entries of gamma agree.",
    hints=("Over which index do the means in dX run? Which index does gamma have?",),
)
def gamma_before_the_bracket(dY, X, gamma, eps):
    deviation, xhat = normalized_rows(X, eps)
    along = (dY * xhat).mean(axis=1, keepdims=True)
    dX = gamma / deviation * (dY - dY.mean(axis=1, keepdims=True) - xhat * along)
    return _with(dX, dY, X, gamma, eps)


@mistake(
    layer_norm_backward,
    headline="gamma left out of dX",
    sentence="dX does not depend on gamma.",
    why="dX is computed from dY as if gamma were 1.",
    hints=("Multiply gamma by 10. How many times larger should dX be? Is it?",),
)
def gamma_left_out_of_a_row(dY, X, gamma, eps):
    return _with(layer_norm_backward(dY, X, np.ones_like(gamma), eps)[0], dY, X, gamma, eps)


@mistake(
    layer_norm_backward,
    headline="dX of batch normalization",
    sentence="dX is that of a normalization over the samples.",
    why="the means in dX run over the samples, and so do those of the normalized input. That is the"
    " backward pass of batch normalization.",
    hints=("Change one sample. In how many rows should dX change? In how many does it?",),
)
def gradient_over_the_batch(dY, X, gamma, eps):
    return _with(batch_norm_backward(dY, X, gamma, eps)[0], dY, X, gamma, eps)


@mistake(
    layer_norm_backward,
    headline="the input without its mean",
    sentence="dgamma is made with the centred input, not with the normalized one.",
    why="dgamma multiplies dY with X less its mean; the division by the standard deviation is"
    " missing there.",
    hints=("What does gamma multiply in the forward pass?",),
)
def centred_row_for_the_normalized_one(dY, X, gamma, eps):
    dX, _, dbeta = layer_norm_backward(dY, X, gamma, eps)
    return dX, (dY * (X - X.mean(axis=1, keepdims=True))).sum(axis=0), dbeta


@mistake(
    layer_norm_backward,
    headline="sums along the batch",
    sentence="dgamma and dbeta are right. In dX a sum runs over the samples.",
    why="a mean in dX runs over the samples, where it belongs to the features of one sample. The"
    " normalized input is that of the rows, as it should be.",
    right="dgamma and dbeta.",
    hints=("Change one sample. In how many rows should dX change? In how many does it?",),
    constants=(0.0, 1.0, 2.0),
)
def sums_along_the_batch(dY, X, gamma, eps, which):
    deviation, xhat = normalized_rows(X, eps)
    G = gamma * dY
    first, second = ((0, 0), (0, 1), (1, 0))[int(which)]
    mean, along = G.mean(axis=first, keepdims=True), (G * xhat).mean(axis=second, keepdims=True)
    return _with((G - mean - xhat * along) / deviation, dY, X, gamma, eps)


@mistake(
    layer_norm_backward,
    headline="dX times the deviation",
    sentence="dgamma and dbeta are right. In dX, every row is scaled the wrong way.",
    why="dX is multiplied by the standard deviation of the row, where the chain rule divides by"
    " it.",
    right="dgamma, dbeta, and the proportions within each row of dX.",
    hints=(
        "Multiply all of X by 10. The output stays almost the same. What should dX become: larger"
        " or smaller?",
    ),
)
def multiplied_by_the_deviation_of_a_row(dY, X, gamma, eps):
    deviation, _ = normalized_rows(X, eps)
    return _with(layer_norm_backward(dY, X, gamma, eps)[0] * deviation**2, dY, X, gamma, eps)


@mistake(
    layer_norm_backward,
    headline="no division by deviation",
    sentence="dgamma and dbeta are right. In dX, every row has the wrong scale.",
    why="the standard deviation of the row does not enter in front of dX.",
    right="dgamma, dbeta, and the proportions within each row of dX.",
    hints=(
        "Multiply all of X by 10. The output stays almost the same. What should dX become: larger"
        " or smaller?",
    ),
)
def not_divided_by_the_deviation_of_a_row(dY, X, gamma, eps):
    deviation, _ = normalized_rows(X, eps)
    return _with(layer_norm_backward(dY, X, gamma, eps)[0] * deviation, dY, X, gamma, eps)


@mistake(
    layer_norm_backward,
    headline="gamma in dbeta",
    why="in dbeta, dY is multiplied by gamma. beta is added after that product.",
    right="dX and dgamma.",
    hints="Add 1 to one entry of beta. By how much do the outputs of its column move? Where does"
    " gamma come in?",
)
def gamma_in_the_shift(dY, X, gamma, eps):
    dX, dgamma, _ = layer_norm_backward(dY, X, gamma, eps)
    return dX, dgamma, (dY * gamma).sum(axis=0)


@mistake(
    layer_norm_backward,
    headline="mean in place of a sum",
    sentence="Over the samples a mean is taken where a sum belongs.",
    why="dgamma or dbeta is 1/N times the right one. The forward pass has no mean over the"
    " samples.",
    right="dX.",
    hints="Put every sample into X and dY twice. Should dgamma and dbeta double? Do both of them?",
)
def means_for_the_parameters(dY, X, gamma, eps):
    dX, dgamma, dbeta = layer_norm_backward(dY, X, gamma, eps)
    return dX, dgamma / len(X), dbeta / len(X)


@mistake(
    layer_norm_backward,
    headline="dX not divided by D",
    sentence="dgamma and dbeta are right. dX is D times the right one.",
    why="in the form with D before the first term, the division of the whole by D is missing.",
    right="dgamma, dbeta, and the proportions between the entries of dX.",
    hints="Write the gradient with means, then with sums. Which number stands before the bracket"
    " each time?",
)
def not_divided_by_the_features(dY, X, gamma, eps):
    return _with(X.shape[1] * layer_norm_backward(dY, X, gamma, eps)[0], dY, X, gamma, eps)


@mistake(
    layer_norm_backward,
    headline="variance, not deviation",
    sentence="dgamma and dbeta are right. In dX, every row has the wrong scale.",
    why="dX is divided by the variance of the row, where the chain rule has its root.",
    right="dgamma, dbeta, and the proportions within each row of dX.",
    hints=(
        "If X is in metres and Y has no unit, what is the unit of dX? Which unit does dividing by"
        " the variance give?",
    ),
)
def divided_by_the_variance_of_a_row(dY, X, gamma, eps):
    deviation, _ = normalized_rows(X, eps)
    return _with(layer_norm_backward(dY, X, gamma, eps)[0] / deviation, dY, X, gamma, eps)


@mistake(
    layer_norm_backward,
    headline="X itself in dgamma",
    sentence="dX and dbeta are right. dgamma is wrong.",
    why="dgamma is computed with X as it came in. gamma scales the normalized input.",
    right="dX and dbeta.",
    hints=(
        "Add 100 to a row of X. Does the output change? Should dgamma change, and does it?",
        "By what is gamma multiplied in the forward pass? Differentiate that line by gamma.",
    ),
)
def inputs_of_a_row_not_normalized_in_dgamma(dY, X, gamma, eps):
    dX, _, dbeta = layer_norm_backward(dY, X, gamma, eps)
    return dX, (dY * X).sum(axis=0), dbeta


@mistake(
    layer_norm_backward,
    headline="sums in place of means",
    sentence="dgamma and dbeta are right. In dX, sums over the features are not divided by D.",
    why="dX is the sum of three paths:\n"
    "  directly                 present\n"
    "  through the mean         D times the right one\n"
    "  through the variance     D times the right one",
    right="dgamma, dbeta, and the direct path.",
    hints=(
        "Add up each row of dX. What should come out, if adding a number to a whole row of X"
        " changes nothing?",
    ),
)
def sums_over_the_features(dY, X, gamma, eps):
    deviation, xhat = normalized_rows(X, eps)
    G = gamma * dY
    mean, along = G.sum(axis=1, keepdims=True), (G * xhat).sum(axis=1, keepdims=True)
    return _with((G - mean - xhat * along) / deviation, dY, X, gamma, eps)


@mistake(
    layer_norm_backward,
    headline="N in place of D in dX",
    sentence="dgamma and dbeta are right. dX is wrong unless N = D.",
    why="in dX, the two sums over the features are divided by the number of samples.",
    right="dgamma, dbeta, and the direct path of dX.",
    hints=(
        "Add up each row of dX for a batch with N = D, and for one with N > D. Where is the sum 0?",
        "Over how many numbers does the mean of a row run?",
    ),
)
def samples_counted_for_features(dY, X, gamma, eps):
    deviation, xhat = normalized_rows(X, eps)
    G = gamma * dY
    mean, along = G.sum(axis=1, keepdims=True), (G * xhat).sum(axis=1, keepdims=True)
    return _with((G - (mean + xhat * along) / len(X)) / deviation, dY, X, gamma, eps)


@mistake(
    layer_norm_backward,
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
def sums_along_the_features(dY, X, gamma, eps, which):
    dX, dgamma, dbeta = layer_norm_backward(dY, X, gamma, eps)
    _, xhat = normalized_rows(X, eps)
    along = (dY * xhat).sum(axis=1), dY.sum(axis=1)
    return dX, dgamma if which == 2 else along[0], dbeta if which == 1 else along[1]
