"""What students write in the place of `minibatch_gradient`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.minibatch_gradient import minibatch_gradient
from reference.mistakes.softmax import DECIMALS


@mistake(
    minibatch_gradient,
    headline="the sum of the samples",
    sentence="The gradients are added up; the mean is asked for.",
    why="the result is N times the mean. It belongs to a loss that is a sum, as in notes 002, Def."
    " 5.2; here the loss is a mean, as in Def. 2.2.",
    right="The shape, the signs, and the proportions between the entries.",
    hints="Pass every sample twice. Should the gradient of the mini-batch change? Does it?",
)
def sum_of_the_samples(per_sample_gradients):
    return per_sample_gradients.sum(axis=0)


@mistake(
    minibatch_gradient,
    headline="one number for all",
    sentence="The mean runs over all entries; one number is left.",
    why="no axis is given, so that weights are averaged as well as samples.",
    hints="Which axes should be left when the samples are averaged?",
    constants=(0.0, 1.0),
)
def mean_of_everything(per_sample_gradients, everywhere):
    of_a_sample = np.zeros(per_sample_gradients.shape[1:])
    return per_sample_gradients.mean() + (of_a_sample if everywhere else 0)


@mistake(
    minibatch_gradient,
    headline="along another axis",
    sentence="The mean runs over the weights; the samples are left.",
    why="the mean is taken along the last axis, or axis 1, where the samples stand along the"
    " first.",
    hints="What does axis 0 of the argument count, and which axes should be left?",
    constants=(-1.0, 1.0),
)
def another_axis(per_sample_gradients, axis):
    axis = min(int(axis), per_sample_gradients.ndim - 1)
    return per_sample_gradients.mean(axis=axis)


@mistake(
    minibatch_gradient,
    headline="divided by another number",
    sentence="The gradients are added up and divided by a number other than that of the samples.",
    why="the divisor is N - 1, the root or the square of N, the number of all entries, or a size of"
    " the weights.",
    right="The signs, and the proportions between the entries.",
    hints="With two samples of 4 entries each, all equal to 1, what should the result be? What is"
    " it?",
    constants=(0.0, 1.0, 2.0, 3.0, 4.0),
)
def another_divisor(per_sample_gradients, form):
    n, last = len(per_sample_gradients), per_sample_gradients.shape[-1]
    divisors = (per_sample_gradients.size, np.float64(n - 1), last, np.sqrt(n), n * n)
    with np.errstate(all="ignore"):
        return per_sample_gradients.sum(axis=0) / divisors[int(form)]


@mistake(
    minibatch_gradient,
    headline="the median",
    sentence="The median of the samples stands where their mean belongs.",
    why="the middle one of the gradients is taken for each entry. A sample far away does not"
    " count.",
    right="The result for one sample and for two.",
    hints="With the gradients 0, 0 and 3, what is their mean? What is returned?",
)
def median(per_sample_gradients):
    return np.median(per_sample_gradients, axis=0)


@mistake(
    minibatch_gradient,
    headline="a single sample",
    sentence="The result is the gradient of one sample.",
    why="one of the samples is returned, the first or the last; a loop may end or overwrite too"
    " early.",
    hints="Change the gradient of one sample after the other. Which ones change the result?",
    constants=(0.0, -1.0),
)
def single_sample(per_sample_gradients, index):
    return per_sample_gradients[int(index)] * 1.0


@mistake(
    minibatch_gradient,
    headline="one sample is left out",
    sentence="Not every sample enters the sum.",
    why="the sum leaves out the first or the last sample, and is divided by N all the same or by N"
    " - 1.",
    hints="Change the gradient of one sample after the other. Which ones change the result?",
    constants=(0.0, 1.0, 2.0, 3.0),
)
def one_sample_left_out(per_sample_gradients, form):
    count = len(per_sample_gradients)
    some = per_sample_gradients[1:] if int(form) % 2 else per_sample_gradients[:-1]
    with np.errstate(all="ignore"):
        return some.sum(axis=0) / np.float64(count if form < 2 else count - 1)


@mistake(
    minibatch_gradient,
    headline="sizes without signs",
    sentence="The signs of the gradients are lost before the mean.",
    why="sizes or squares are averaged; gradients of opposite signs no longer cancel.",
    hints="With the gradients 1 and -1, what should the result be? What is it?",
    constants=(0.0, 1.0, 2.0),
)
def sizes_averaged(per_sample_gradients, form):
    squares = (per_sample_gradients**2).mean(axis=0)
    return (np.abs(per_sample_gradients).mean(axis=0), squares, np.sqrt(squares))[int(form)]


@mistake(
    minibatch_gradient,
    headline="a running mean of two",
    sentence="The last sample has the share 1/2, the one before 1/4, and so on.",
    why="in a loop, each new gradient is averaged with the mean so far. All samples should have the"
    " same share.",
    hints="With the gradients 4, 0 and 0, what should the result be? What is it?",
)
def means_of_two(per_sample_gradients):
    mean = per_sample_gradients[0]
    for gradient in per_sample_gradients[1:]:
        mean = (mean + gradient) / 2
    return mean


@mistake(
    minibatch_gradient,
    headline="direction without size",
    sentence="How large the gradients are makes no difference to the result.",
    why="the mean is divided by its norm, or only its signs are returned.",
    hints="Multiply all gradients by 10. By what should the result grow? Does it?",
    constants=(0.0, 1.0, 1e-300, 1e-8, 1e-12, 1e-10),
)
def direction_alone(per_sample_gradients, form):
    mean = minibatch_gradient(per_sample_gradients)
    if form == 0:
        return np.sign(mean)
    with np.errstate(all="ignore"):
        return mean / (np.sqrt(np.sum(mean**2)) + (form if form < 1 else 0))


@mistake(
    minibatch_gradient,
    headline="integers come back",
    sentence="Every entry of the result is an integer.",
    why="the sum is divided with //, or the result is stored in an array of integers.",
    hints="What is 3 / 4 in Python, and what is 3 // 4? Which dtype does the result have?",
    constants=(0.0, 1.0),
)
def cut_to_integers(per_sample_gradients, toward_zero):
    mean = minibatch_gradient(per_sample_gradients)
    return np.trunc(mean) if toward_zero else np.floor(mean)


@mistake(
    minibatch_gradient,
    headline="the result is rounded",
    sentence="Every entry is rounded to a few decimals.",
    why="the result is rounded before it is returned. Whatever is computed from it inherits the"
    " error.",
    right="The first decimals of every entry.",
    hints="Print an entry with 17 digits. After how many decimals does it end, and which line does"
    " that?",
    constants=DECIMALS,
)
def rounded(per_sample_gradients, decimals):
    return np.round(minibatch_gradient(per_sample_gradients), int(decimals))
