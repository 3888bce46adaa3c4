"""`cross_entropy_gradient` where a factor of the chain rule is missing or stands there twice."""

from reference.formula import mistake
from reference.formulas.cross_entropy_gradient import cross_entropy_gradient
from reference.formulas.softmax import softmax
from reference.mistakes.cross_entropy import FLOORS, POWERS_OF_N


@mistake(
    cross_entropy_gradient,
    headline="gradient of a binary loss",
    sentence="This is the derivative of the binary cross-entropy by its probability.",
    why="the difference of probabilities and labels is divided by p(1 - p). That belongs to a"
    " yes-or-no question, and it stops at the probability.",
    hints=(
        "Which variable is the loss differentiated by in the statement? By which one is it in the"
        " code?",
    ),
    constants=POWERS_OF_N,
)
def binary_gradient_by_the_probabilities(logits, Y, power):
    p = softmax(logits)
    return (p - Y) / (p * (1 - p)) / len(Y) ** power


@mistake(
    cross_entropy_gradient,
    headline="stops at the probabilities",
    sentence="This is the derivative with respect to the probabilities, with a constant in the"
    " denominator.",
    why="the derivative of the logarithm is taken, and the chain rule ends there. A small constant"
    " keeps the denominator from 0.",
    hints=(
        "Which variable is the loss differentiated by in the statement, and which one in the last"
        " line of the derivation?",
        "A logit reaches the loss through every probability of its sample. Which matrix holds"
        " those derivatives?",
    ),
    constants=FLOORS,
)
def derivative_by_the_probabilities_and_a_constant(logits, Y, constant):
    return -Y / (softmax(logits) + constant) / len(Y)


@mistake(
    cross_entropy_gradient,
    headline="times the probability",
    sentence="Every entry carries its probability as one factor too many.",
    why="the difference of probabilities and labels is multiplied with the probability. The"
    " entries of a sample no longer add up to 0.",
    hints=(
        "Take a sample whose label has almost probability 0. How large should the gradient at the"
        " label be, and how large is it?",
    ),
    constants=POWERS_OF_N,
)
def times_the_probability(logits, Y, power):
    p = softmax(logits)
    return (p - Y) * p / len(Y) ** power


@mistake(
    cross_entropy_gradient,
    headline="Jacobian applied once more",
    sentence="The difference of probabilities and labels goes through the Jacobian of softmax.",
    why="the Jacobian of softmax is applied to a gradient that contains it already. This is the"
    " gradient of a squared error.",
    hints=(
        "Differentiate the loss by a probability. Is that S - Y? What is it before the Jacobian is"
        " applied?",
    ),
    constants=(1.0, 2.0),
)
def gradient_of_a_squared_error(logits, Y, factor):
    p = softmax(logits)
    error = p - Y
    return factor * p * (error - (p * error).sum(axis=1, keepdims=True)) / len(Y)
