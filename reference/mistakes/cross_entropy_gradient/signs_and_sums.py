"""`cross_entropy_gradient` with a sign and a divisor that are both others: one factor of two."""

from reference.formula import mistake
from reference.formulas.cross_entropy_gradient import cross_entropy_gradient


@mistake(
    cross_entropy_gradient,
    headline="a sum, and the wrong sign",
    sentence="Every entry has the opposite sign, and belongs to a sum over the samples.",
    why="two things come together: the probabilities are subtracted from the labels, and the"
    " samples are added up where their mean is asked for.",
    right="The shape, and the proportions between the entries.",
    hints=(
        "Which logit should descent raise, and what sign does its entry need for that?",
        "Follow one sample through cross_entropy: what happens to its term at the very end? Does"
        " its derivative go through the same operation?",
    ),
)
def opposite_sign_and_a_sum(logits, Y):
    return -len(Y) * cross_entropy_gradient(logits, Y)


@mistake(
    cross_entropy_gradient,
    headline="mean over all, wrong sign",
    sentence="Every entry has the opposite sign, and is too small by the number of classes.",
    why="two things come together: the probabilities are subtracted from the labels, and the"
    " difference is divided by N x K, the number of all entries.",
    right="The shape, and the proportions between the entries.",
    hints=(
        "Which logit should descent raise, and what sign does its entry need for that?",
        "In the loss, over what does the mean run: over samples, over classes, or over both?",
    ),
)
def opposite_sign_and_a_mean_over_all(logits, Y):
    return -cross_entropy_gradient(logits, Y) / Y.shape[1]
