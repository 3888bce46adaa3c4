"""`binary_cross_entropy_gradient` where the inputs are not what the error is multiplied with."""

from reference.formula import mistake
from reference.formulas.binary_cross_entropy_gradient import binary_cross_entropy_gradient


@mistake(
    binary_cross_entropy_gradient,
    headline="a product of means",
    sentence="The mean of X and the mean of the errors are multiplied.",
    why="the means over the samples are taken before the product. Which sample has which error is"
    " lost.",
    right="All of db.",
    hints=(
        "Two samples with opposite errors: what is the mean of the errors, and what should dw be?",
        "Is the mean of a product the product of the means?",
    ),
)
def product_of_the_means(w, b, X, y):
    _, db = binary_cross_entropy_gradient(w, b, X, y)
    return X.mean(axis=0) * db, db


@mistake(
    binary_cross_entropy_gradient,
    headline="X is missing",
    sentence="All entries of dw are equal.",
    why="the inputs do not enter dw; every weight gets the sum or the mean of the errors.",
    right="The errors.",
    hints=("How does the score of a sample change when w[0] grows by 1? And when w[1] does?",),
    constants=(0.0, 1.0),
)
def inputs_missing(w, b, X, y, summed):
    _, db = binary_cross_entropy_gradient(w, b, X, y)
    return (len(y) if summed else 1) * db + 0 * w, db


@mistake(
    binary_cross_entropy_gradient,
    headline="X in db",
    sentence="db is made of the entries of dw.",
    why="db is the sum or the mean of dw. The bias belongs to an input that is always 1.",
    right="All of dw.",
    hints=("How does the score of a sample change when b grows by 1? Does X matter for that?",),
    constants=(0.0, 1.0),
)
def bias_from_the_weights(w, b, X, y, summed):
    dw, _ = binary_cross_entropy_gradient(w, b, X, y)
    return dw, dw.sum() if summed else dw.mean()
