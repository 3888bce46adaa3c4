"""What students write in the place of `binary_cross_entropy`."""

import numpy as np

from reference.formula import mistake, terms
from reference.formulas.binary_cross_entropy import binary_cross_entropy
from reference.formulas.sigmoid import sigmoid
from reference.mistakes.cross_entropy import FLOORS, PENALTIES
from reference.mistakes.sigmoid import MARGINS as WIDE

# What keeps an output away from 0 and from 1; none shows for scores of ordinary size.
MARGINS = (*WIDE, *(floor for floor in FLOORS if floor < min(WIDE)))


def _costs(z):
    """−log σ(z) and −log(1 − σ(z)): what a sample costs if its label is 1, and if it is 0."""
    return np.logaddexp(0, -z), np.logaddexp(0, z)


@terms(
    binary_cross_entropy,
    names=("samples of class 1", "samples of class 0"),
    says="The loss is a sum of two terms, one for each class:",
    hints="With y = 1 for all samples, which of the two terms is left? And with y = 0?",
)
def terms_of_the_classes(w, b, X, y):
    one, zero = _costs(X @ w + b)
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


@mistake(
    binary_cross_entropy,
    headline="label and output exchanged",
    sentence="The loss is infinite, nan or very large for every input.",
    why="the logarithm is taken of the labels, and the outputs stand before it as factors. A label"
    " is 0 or 1, and the logarithm of 0 is -inf.",
    hints=(
        "Of which of the two can a logarithm be taken whatever its value: of a label, or of an"
        " output of the sigmoid?",
    ),
    constants=(0.0, *FLOORS),
)
def logarithm_of_the_labels(w, b, X, y, constant):
    a = sigmoid(X @ w + b)
    return -np.mean(a * np.log(y + constant) + (1 - a) * np.log(1 - y + constant))


@mistake(
    binary_cross_entropy,
    headline="1 - y without effect",
    sentence="Right for samples of class 0; those of class 1 get one term too many.",
    why="the factor before the second logarithm is missing, so that logarithm counts for every"
    " sample.",
    right="The first of the two terms.",
    hints=("With y = 1 for a sample, which of the two logarithms should be left?",),
)
def second_logarithm_for_every_sample(w, b, X, y):
    one, zero = _costs(X @ w + b)
    return np.mean(y * one + zero)


@mistake(
    binary_cross_entropy,
    headline="a bracket is missing",
    sentence="The first term is right; the second one is 1 and a product.",
    why="the 1 stands alone; the label is multiplied by the second logarithm before it is"
    " subtracted from 1.",
    right="The first of the two terms.",
    hints=("In which order does Python read 1 - y * c? Where are the brackets on paper?",),
)
def one_outside_the_product(w, b, X, y):
    one, zero = _costs(X @ w + b)
    return np.mean(y * one - 1 - y * zero)


@mistake(
    binary_cross_entropy,
    headline="1 - log a, not log(1 - a)",
    sentence="Right for samples of class 1; wrong for those of class 0.",
    why="the 1 stands outside the logarithm; 1 minus the logarithm of the output is taken.",
    right="The first of the two terms.",
    hints=(
        "For a sample of class 0 with an output of nearly 0, what should the loss be, and what is"
        " it?",
    ),
)
def one_outside_the_logarithm(w, b, X, y):
    one, _ = _costs(X @ w + b)
    return np.mean(y * one - (1 - y) * (1 + one))


@mistake(
    binary_cross_entropy,
    headline="the sigmoid is missing",
    sentence="nan wherever a score is not between 0 and 1.",
    why="the logarithm is taken of the scores themselves. A score can be negative.",
    hints=(
        "What range can a score have, and what range does the logarithm allow?",
        "Print a before its logarithm is taken. Is it between 0 and 1?",
    ),
)
def logarithm_of_the_score(w, b, X, y):
    z = X @ w + b
    return -np.mean(y * np.log(z) + (1 - y) * np.log(1 - z))


@mistake(
    binary_cross_entropy,
    headline="the bias is subtracted",
    sentence="Right for b = 0; otherwise every score is off by 2b.",
    why="b is subtracted from X @ w. On paper it is added.",
    right="Everything after the scores.",
    hints=("With w = 0 and b = 3, what is the score of a sample, on paper and in the code?",),
)
def bias_subtracted(w, b, X, y):
    return binary_cross_entropy(w, -b, X, y)


@mistake(
    binary_cross_entropy,
    headline="the sigmoid taken twice",
    sentence="The loss of a sample is never far from log 2.",
    why="the sigmoid is applied to its own output. The probabilities lie between 0.5 and 0.73.",
    hints=(
        "What is the loss for a sample of class 0 with a score of -10, and what should it be?",
        "How many times is the sigmoid applied on the way from z to the loss?",
    ),
)
def sigmoid_of_the_sigmoid(w, b, X, y):
    one, zero = _costs(sigmoid(X @ w + b))
    return np.mean(y * one + (1 - y) * zero)


@mistake(
    binary_cross_entropy,
    headline="for labels -1 and 1",
    sentence="Right for samples of class 1; those of class 0 all cost log 2.",
    why="the loss is the form for the labels -1 and 1: a product of label and score. With a label"
    " of 0 the score drops out.",
    right="The terms of the samples of class 1.",
    hints=("Which labels does the statement have, and what is y * z for each of them?",),
)
def product_of_label_and_score(w, b, X, y):
    return np.mean(np.logaddexp(0, -y * (X @ w + b)))


@mistake(
    binary_cross_entropy,
    headline="|z| or max(z, 0) missing",
    sentence="Right for scores on one side of 0.",
    why="the loss is written in terms of the scores, in the stable form, but the absolute value or"
    " the maximum in it is missing.",
    hints=(
        "Compute the loss for z = 2 and for z = -2, with y = 1, on paper and in the code. Which of"
        " the two is off?",
    ),
    constants=(0.0, 1.0),
)
def stable_form_half_done(w, b, X, y, which):
    z = X @ w + b
    if which:
        return np.mean(np.log1p(np.exp(-np.abs(z))) - y * z)
    return np.mean(np.maximum(z, 0) - y * z + np.logaddexp(0, -z))


@mistake(
    binary_cross_entropy,
    headline="the mean squared error",
    sentence="No logarithm is taken; the errors are squared.",
    why="the mean of the squared errors of the outputs is returned, or half of it.",
    hints=("What is the loss for a sample of class 1 with an output of nearly 0?",),
    constants=(1.0, 0.5),
)
def squared_errors(w, b, X, y, factor):
    return factor * np.mean((sigmoid(X @ w + b) - y) ** 2)


@mistake(
    binary_cross_entropy,
    headline="a - y, no logarithm",
    sentence="No logarithm is taken; the distances of outputs and labels are averaged.",
    why="the logarithms are missing; the products of labels and outputs are added up as they are.",
    hints=("What is the loss for a sample of class 1 with an output of nearly 0?",),
    constants=(1.0, -1.0),
)
def logarithms_missing(w, b, X, y, which):
    away = np.mean(np.abs(sigmoid(X @ w + b) - y))
    return away if which > 0 else away - 1


@mistake(
    binary_cross_entropy,
    headline="log a for both classes",
    sentence="Right for samples of class 1; wrong for those of class 0.",
    why="the same logarithm stands in both terms. The labels cancel.",
    right="The first of the two terms.",
    hints=(
        "For a sample of class 0 with an output of nearly 0, what should the loss be, and what is"
        " it?",
    ),
)
def one_logarithm_for_both(w, b, X, y):
    one, _ = _costs(X @ w + b)
    return np.mean(one)


@mistake(
    binary_cross_entropy,
    headline="one sample only",
    sentence="The loss depends on one sample of the batch, the first or the last one.",
    why="in a loop over the samples, the result is returned after the first one, or is overwritten"
    " at each.",
    hints=("Change every row of X but one. Does the loss change?",),
    constants=(0.0, 1.0, 2.0, 3.0),
)
def one_sample_only(w, b, X, y, form):
    rows = [-int(form % 2)]
    return binary_cross_entropy(w, b, X[rows], y[rows]) / (len(y) if form > 1 else 1)


@mistake(
    binary_cross_entropy,
    headline="one sample left out",
    sentence="One sample of the batch, the last or the first one, does not enter.",
    why="the sum over the samples has one term too few.",
    hints=("Change the last row of X, then the first one. Does the loss change each time?",),
    constants=(0.0, 1.0),
)
def one_sample_left_out(w, b, X, y, form):
    one, zero = _costs(X @ w + b)
    terms_of_samples = y * one + (1 - y) * zero
    return np.sum(terms_of_samples[1:] if form else terms_of_samples[:-1]) / len(y)


@mistake(
    binary_cross_entropy,
    headline="the samples are added up",
    sentence="The losses of the samples are added up; their mean is asked for.",
    why="the result is N times the right one: the loss grows with the number of samples.",
    right="The loss of every sample.",
    hints="Put every sample into the batch twice. Should the loss change? Does it?",
)
def losses_not_averaged(w, b, X, y):
    return len(y) * binary_cross_entropy(w, b, X, y)


@mistake(
    binary_cross_entropy,
    headline="divided by another number",
    sentence="The losses are added up and divided by a number other than that of the samples.",
    why="the sum is divided by the number of features, by that of all entries of X, by 2N, by N - 1"
    " or by N squared.",
    right="The loss of every sample.",
    hints="With w and b equal to 0, every sample has the loss log 2. What is their mean, and what"
    " comes back?",
    constants=(0.0, 1.0, 2.0, 3.0, 4.0),
)
def another_divisor(w, b, X, y, form):
    n, features = X.shape
    divisor = (features, n * features, 2 * n, np.float64(n - 1), n * n)[int(form)]
    return n * binary_cross_entropy(w, b, X, y) / divisor


@mistake(
    binary_cross_entropy,
    headline="a sum, and the wrong sign",
    sentence="The result is negative, and grows in size with the number of samples.",
    why="two things come together: the minus before the logarithms is missing, and the samples are"
    " added up where their mean is asked for.",
    right="The size of the loss of every sample.",
    hints=(
        "Which sign does the logarithm of a probability have, and which one should a loss have?",
        "Put every sample into the batch twice. Should the loss change? Does it?",
    ),
)
def minus_missing_before_a_sum(w, b, X, y):
    return -len(y) * binary_cross_entropy(w, b, X, y)


@mistake(
    binary_cross_entropy,
    headline="every z with every y",
    sentence="Each score is compared with the labels of all samples.",
    why="scores and labels of the shapes (N,) and (N, 1) meet in a product; numpy makes N rows of N"
    " numbers of them.",
    hints=("Which shapes have y, the score, and their product? Print all three.",),
    constants=(0.0, 1.0, 2.0),
)
def every_pair(w, b, X, y, power):
    z = X @ w + b
    return np.sum(np.logaddexp(0, z) - y[:, None] * z) / len(y) ** (2 - power)


@mistake(
    binary_cross_entropy,
    headline="a score for every feature",
    sentence="The products of weights and inputs are not added up.",
    why="X and w are multiplied entry by entry, so that each feature of a sample has a score, and a"
    " loss, of its own.",
    hints=(
        "Which shape has the score for a batch of 3 samples with 2 features? Print it.",
        "How many probabilities does one sample have?",
    ),
    constants=(0.0, 1.0, 2.0),
)
def a_score_for_every_feature(w, b, X, y, form):
    z = X * w + b
    losses = np.logaddexp(0, z) - y[:, None] * z
    return losses.sum() / (losses.size, len(y), 1)[int(form)]


@mistake(
    binary_cross_entropy,
    headline="a penalty is added",
    sentence="The loss has a multiple of the squared weights in it.",
    why="a multiple of the sum of the squares of w is added, as for weight decay. The loss of the"
    " statement has no such term.",
    right="The loss, without the added term.",
    hints=("With X = 0 and b = 0, should the loss depend on w? Does it?",),
    constants=PENALTIES,
)
def weights_penalized(w, b, X, y, share):
    return binary_cross_entropy(w, b, X, y) + share * np.sum(w**2)
