"""`cross_entropy` where a sample or a class is left out."""

import numpy as np

from reference.formula import mistake
from reference.formulas.cross_entropy import cross_entropy
from reference.formulas.log_softmax import log_softmax
from reference.mistakes.cross_entropy import POWERS_OF_N


@mistake(
    cross_entropy,
    headline="the last sample is left out",
    sentence="All samples but the last one enter the loss.",
    why="the sum stops one sample early. The division by N counts it all the same.",
    hints=(
        "Change the last row of logits. Does the loss change? Which values does the counter of the"
        " loop take?",
    ),
)
def last_sample_left_out(logits, Y):
    return -(Y * log_softmax(logits))[:-1].sum() / len(Y)


@mistake(
    cross_entropy,
    headline="the first sample is missing",
    sentence="All samples but the first one enter the loss.",
    why="the sum begins at the second sample. The division by N counts the first one all the same.",
    hints=(
        "Change the first row of logits. Does the loss change? At which value does the counter of"
        " the loop begin?",
    ),
)
def first_sample_left_out(logits, Y):
    return -(Y * log_softmax(logits))[1:].sum() / len(Y)


@mistake(
    cross_entropy,
    headline="the last class is left out",
    sentence="Samples whose label is the last class cost nothing.",
    why="the sum over the classes stops one class early.",
    hints=(
        "What is returned when every label is the last class? Which values does the counter of the"
        " classes take?",
    ),
)
def last_class_left_out(logits, Y):
    return -(Y * log_softmax(logits))[:, :-1].sum() / len(Y)


@mistake(
    cross_entropy,
    headline="the first class is missing",
    sentence="Samples whose label is the first class cost nothing.",
    why="the sum over the classes begins at the second class.",
    hints=(
        "What is returned when every label is the first class? At which value does the counter of"
        " the classes begin?",
    ),
)
def first_class_left_out(logits, Y):
    return -(Y * log_softmax(logits))[:, 1:].sum() / len(Y)


@mistake(
    cross_entropy,
    headline="only the last sample",
    sentence="Only the last sample enters the loss.",
    why="each sample replaces what the samples before it have contributed, so that the last one"
    " remains.",
    hints=(
        "Print the loss inside the loop, after every sample. Does it grow from sample to sample?",
    ),
    constants=POWERS_OF_N,
)
def only_the_last_sample(logits, Y, power):
    return -(Y[-1] * log_softmax(logits[-1])).sum() / len(Y) ** power


@mistake(
    cross_entropy,
    headline="divided by another number",
    sentence="The sum over the samples is divided by a number other than N.",
    why="the divisor is K, the number of classes, or 2N, as for squared errors, or N squared, or"
    " N - 1.",
    right="The terms of every sample, and their sum.",
    hints="With all logits 0 and K = 2, every sample has the loss log 2. What is their mean, and"
    " what comes back?",
    constants=(0.0, 1.0, 2.0, 3.0),
)
def another_divisor(logits, Y, form):
    n, classes = Y.shape
    divisor = (classes, 2 * n, n * n, np.float64(n - 1))[int(form)]
    return n * cross_entropy(logits, Y) / divisor
