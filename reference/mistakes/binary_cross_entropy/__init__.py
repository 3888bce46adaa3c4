"""What students write in the place of `binary_cross_entropy`: the usual mistakes."""

import numpy as np

from reference.formula import mistake, terms
from reference.formulas.binary_cross_entropy import binary_cross_entropy
from reference.formulas.sigmoid import sigmoid
from reference.mistakes.cross_entropy import FLOORS
from reference.mistakes.sigmoid import MARGINS as WIDE

# What keeps an output away from 0 and from 1; none shows for scores of ordinary size.
MARGINS = (*WIDE, *(floor for floor in FLOORS if floor < min(WIDE)))


def costs_of(z):
    """−log σ(z) and −log(1 − σ(z)): what a sample costs if its label is 1, and if it is 0."""
    return np.logaddexp(0, -z), np.logaddexp(0, z)


@terms(
    binary_cross_entropy,
    names=("samples of class 1", "samples of class 0"),
    says="The loss is a sum of two terms, one for each class:",
    hints="With y = 1 for all samples, which of the two terms is left? And with y = 0?",
)
def terms_of_the_classes(w, b, X, y):
    one, zero = costs_of(X @ w + b)
    return np.mean(y * one), np.mean((1 - y) * zero)


@mistake(
    binary_cross_entropy,
    headline="nan or inf for large scores",
    sentence="Right for ordinary scores; nan or inf once a score is above 37.",
    why="the logarithm is taken of the output of the sigmoid. For a large score the output is"
    " rounded to 1 and 1 - a to 0; the logarithm of 0 is -inf.",
    right="All ordinary inputs. The formula itself is right.",
    hints=(
        "For z = 40, what is 1 - sigmoid(z) in float64, and what is it on paper?",
        "The logarithm of 1 / (1 + exp(-z)) can be written without the fraction. What is left of"
        " it for a large z?",
    ),
    only_extreme=True,
)
def logarithm_of_the_output(w, b, X, y):
    a = 1 / (1 + np.exp(-(X @ w + b)))
    return -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))


@mistake(
    binary_cross_entropy,
    headline="inf for large scores",
    sentence="Right for ordinary scores; inf once a score is above 709.",
    why="the loss is written in terms of the scores, with a logarithm of 1 + exp(z). exp(800) is"
    " beyond the largest float64 and becomes inf.",
    right="All ordinary inputs. The formula itself is right.",
    hints=(
        "What is log(1 + exp(800)) on paper, roughly? At which step does the code meet an inf?",
        "Of exp(z) and exp(-z), one never overflows. Which form of the loss needs only that one?",
    ),
    constants=(1.0, -1.0),
    only_extreme=True,
)
def exponential_of_the_score(w, b, X, y, sign):
    z = sign * (X @ w + b)
    return np.mean(np.log(1 + np.exp(z)) - (y if sign > 0 else 1 - y) * z)


@mistake(
    binary_cross_entropy,
    headline="outputs are clipped",
    sentence="Right for ordinary scores; the loss of a sample stops growing at some point.",
    why="the outputs are kept away from 0 and from 1 before their logarithm is taken. Below that"
    " limit the loss does not depend on the score any more.",
    hints=(
        "By how much should the loss of a sample of class 1 grow when its score falls from -800 to"
        " -801? By how much does it grow?",
        "The logarithm of 1 / (1 + exp(-z)) can be written without the fraction. What is left of"
        " it for a large z?",
    ),
    constants=MARGINS,
    only_extreme=True,
)
def clipped_outputs(w, b, X, y, constant):
    a = np.clip(sigmoid(X @ w + b), constant, 1 - constant)
    return -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))


@mistake(
    binary_cross_entropy,
    headline="constant inside the log",
    sentence="Close to the right loss; too small where a sample is on the wrong side.",
    why="a small constant is added under the logarithms. The loss is then that of another"
    " function, and its gradient is no longer made of a - y alone.",
    right="The two terms of the loss and the mean over the samples.",
    hints=(
        "What is log(a + c) when a is much smaller than c? What should the loss be there?",
        "The logarithm of 1 / (1 + exp(-z)) can be written without the fraction. What is left of"
        " it for a large z?",
    ),
    constants=FLOORS,
)
def constant_inside_the_logarithms(w, b, X, y, constant):
    a = sigmoid(X @ w + b)
    return -np.mean(y * np.log(a + constant) + (1 - y) * np.log(1 - a + constant))


@mistake(
    binary_cross_entropy,
    headline="log not to base e",
    sentence="The loss is the right one times the same number everywhere.",
    why="the logarithm is that to base 2 or 10. The entropy in the notes (notes 000, section 5) is"
    " in bits, to base 2; the loss has the natural logarithm.",
    right="Everything but the base of the logarithm.",
    hints=(
        "For which base is the derivative of log p equal to 1/p? What stands there for another"
        " base?",
    ),
    constants=(2.0, 10.0),
)
def logarithm_to_another_base(w, b, X, y, base):
    return binary_cross_entropy(w, b, X, y) / np.log(base)


@mistake(
    binary_cross_entropy,
    headline="the classes exchanged",
    sentence="The loss is the one for opposite labels.",
    why="samples of class 1 cost what those of class 0 should cost, and the other way round.",
    hints=(
        "A sample of class 1 has the output 0.99. Should its loss be small or large? Which one is"
        " it?",
        "Which of the two terms should vanish for y = 1: the one with log a, or the other one?",
    ),
)
def classes_exchanged(w, b, X, y):
    return binary_cross_entropy(w, b, X, 1 - y)
