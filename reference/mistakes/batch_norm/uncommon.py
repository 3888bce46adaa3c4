"""`batch_norm` with steps in another order, or statistics of another kind."""

import numpy as np

from reference.formula import mistake
from reference.formulas.batch_norm import batch_norm, centre


@mistake(
    batch_norm,
    headline="beta is divided as well",
    sentence="Every column is off by one number of its own.",
    why="beta is added before the division, so it is divided by the standard deviation, too.",
    right="The normalized input, and the spread of every column.",
    hints=(
        "What is the mean of each column of the output? Which number of the call should it be?",
    ),
    constants=(0.0, 1.0),
)
def shift_divided_as_well(X, gamma, beta, eps, which):
    scaled = (gamma * centre(X) + beta, gamma * (centre(X) + beta))[int(which)]
    return scaled / np.sqrt(X.var(axis=0) + eps)


@mistake(
    batch_norm,
    headline="scaled before normalizing",
    sentence="gamma and beta have next to no influence.",
    why="scale and shift are applied to X, and the result is normalized. That takes both of them"
    " out again.",
    hints=(
        "What mean and what spread should a column have in the end, according to the statement?",
    ),
)
def scaled_before_it_is_normalized(X, gamma, beta, eps):
    scaled = gamma * X + beta
    return centre(scaled) / np.sqrt(scaled.var(axis=0) + eps)


@mistake(
    batch_norm,
    headline="gamma does not reach mean",
    sentence="Every column is off by one number of its own.",
    why="gamma multiplies X but not the mean that is subtracted from it.",
    right="The variance, eps, gamma and beta.",
    hints=("In which order does Python read a * b - c? Where are the brackets on paper?",),
)
def mean_not_scaled(X, gamma, beta, eps):
    return (gamma * X - X.mean(axis=0)) / np.sqrt(X.var(axis=0) + eps) + beta


@mistake(
    batch_norm,
    headline="median, not mean",
    sentence="The median of each column is subtracted, not its mean.",
    why="the number in the middle of a column stands where its mean belongs.",
    right="The variance, eps, gamma and beta.",
    hints=(
        "What is the mean of each column of the output? Which number of the call should it be?",
    ),
)
def median_for_the_mean(X, gamma, beta, eps):
    return gamma * (X - np.median(X, axis=0)) / np.sqrt(X.var(axis=0) + eps) + beta


@mistake(
    batch_norm,
    headline="statistics without the last",
    sentence="The last sample has no influence on mean and variance.",
    why="mean and variance are those of all samples but the last one.",
    hints=("Change the last row of X. Should the first row of the output change? Does it?",),
)
def last_sample_left_out_of_the_statistics(X, gamma, beta, eps):
    head = X[: max(1, len(X) - 1)]
    return gamma * (X - head.mean(axis=0)) / np.sqrt(head.var(axis=0) + eps) + beta


@mistake(
    batch_norm,
    headline="normalized twice",
    sentence="Close to the right output for a small eps.",
    why="the normalized input goes through the normalization once more. A second time eps makes"
    " the columns a little narrower.",
    hints=(
        "What is the variance of a normalized column: exactly 1? What does normalizing do to it"
        " again?",
    ),
)
def normalized_twice(X, gamma, beta, eps):
    xhat = centre(X) / np.sqrt(X.var(axis=0) + eps)
    return batch_norm(xhat, gamma, beta, eps)


@mistake(
    batch_norm,
    headline="distances without signs",
    sentence="Entries below the mean come out above it.",
    why="the absolute distance from the mean is scaled and shifted.",
    hints=(
        "Where should an entry below the mean of its column lie in the output, and where does it?",
    ),
)
def distances_without_signs(X, gamma, beta, eps):
    return gamma * np.abs(centre(X)) / np.sqrt(X.var(axis=0) + eps) + beta


@mistake(
    batch_norm,
    headline="the result is rounded",
    sentence="Every entry has a few decimals only.",
    why="the result is rounded before it is returned.",
    right="The output, before the last step.",
    hints=("Raise one entry of X by 1e-9. Should the output change? Does it?",),
    constants=tuple(float(digits) for digits in range(8)),
)
def output_rounded(X, gamma, beta, eps, digits):
    return np.round(batch_norm(X, gamma, beta, eps), int(digits))
