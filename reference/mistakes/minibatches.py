"""What students write in the place of `minibatches`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.minibatches import minibatches


def _cut(order, batch_size):
    """An order of samples in pieces of batch_size, the last one smaller where it has to be."""
    return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]


@mistake(
    minibatches,
    headline="samples in their order",
    sentence="Every epoch has the same mini-batches, of neighbouring samples.",
    why="the samples are cut into mini-batches in the order of their numbers. Nothing is"
    " shuffled, or what is shuffled is not what is cut, or it is sorted again.",
    right="The sizes; every sample comes once.",
    hints=(
        "Print two epochs of 20 samples with different generators. What has changed?",
        "Which name holds the shuffled samples? Is it the one that is cut?",
    ),
)
def samples_in_their_order(n, batch_size, rng):
    return _cut(np.arange(n), batch_size)


@mistake(
    minibatches,
    headline="neighbours stay together",
    sentence="The mini-batches change places; the samples in them stay the same.",
    why="the samples are cut first and the mini-batches are shuffled as a whole, so that samples 0"
    " and 1 meet in every epoch.",
    hints=(
        "Samples 0 to 9 are cats, 10 to 19 are dogs. With batch_size = 10, what does each"
        " mini-batch hold?",
        "What comes first in the code: the cut or the shuffle?",
    ),
    constants=(0.0, 1.0),
)
def only_the_batches_shuffled(n, batch_size, rng, last_stays):
    batches = _cut(np.arange(n), batch_size)
    full = n // batch_size if last_stays else len(batches)
    return [batches[i] for i in rng.permutation(full)] + batches[full:]


@mistake(
    minibatches,
    headline="shuffled inside batches",
    sentence="The samples change places inside their mini-batch only.",
    why="each mini-batch is shuffled by itself. The same samples meet in every epoch, and the order"
    " within a mini-batch does not matter to its gradient.",
    right="The sizes; every sample comes once.",
    hints=(
        "Samples 0 to 9 are cats, 10 to 19 are dogs. With batch_size = 10, what does each"
        " mini-batch hold?",
        "What comes first in the code: the cut or the shuffle?",
    ),
)
def shuffled_inside_the_batches(n, batch_size, rng):
    return [rng.permutation(batch) for batch in _cut(np.arange(n), batch_size)]


@mistake(
    minibatches,
    headline="a rotation only",
    sentence="The order begins at a random sample and goes on as before.",
    why="the samples are moved round by a random number of places; each one keeps its neighbours.",
    right="The sizes; every sample comes once.",
    hints="Print an epoch of 20 samples. Which sample comes after sample 5, and in the next epoch?",
)
def moved_round(n, batch_size, rng):
    return _cut(np.roll(np.arange(n), rng.integers(n)), batch_size)


@mistake(
    minibatches,
    headline="drawn with replacement",
    sentence="Some samples come several times in an epoch, others do not come.",
    why="each index is drawn by itself from all samples, so that one may come twice. An epoch has"
    " every sample once.",
    right="The sizes of the mini-batches.",
    hints=(
        "Put the indices of an epoch of 20 samples in a sorted row. Which ones are missing?",
        "What does the function that draws do after an index has been drawn: can it come again?",
    ),
    constants=(0.0, 1.0),
)
def drawn_with_replacement(n, batch_size, rng, but_the_last):
    return _cut(rng.integers(max(1, n - int(but_the_last)), size=n), batch_size)


@mistake(
    minibatches,
    headline="each batch drawn by itself",
    sentence="A sample may come in two mini-batches of one epoch, or in none.",
    why="each mini-batch is drawn from all samples again, without a look at those before it.",
    right="The sizes; inside a mini-batch no sample comes twice.",
    hints=(
        "Put the indices of an epoch of 20 samples in a sorted row. Which ones are missing?",
        "From which samples is the second mini-batch drawn?",
    ),
)
def each_batch_by_itself(n, batch_size, rng):
    return [rng.choice(n, len(b), replace=False) for b in _cut(np.arange(n), batch_size)]


@mistake(
    minibatches,
    headline="counted inside each batch",
    sentence="The indices start again from 0 in each mini-batch.",
    why="the indices are those inside a mini-batch, and not those of the samples of the epoch. Only"
    " the first rows of X are ever used.",
    right="The sizes; inside a mini-batch no sample comes twice.",
    hints="With n = 5, which is the largest index that comes back?",
)
def counted_inside_each_batch(n, batch_size, rng):
    return [rng.permutation(len(b)) for b in _cut(np.arange(n), batch_size)]


@mistake(
    minibatches,
    headline="the last batch is dropped",
    sentence="Samples are lost where batch_size does not divide n.",
    why="only full mini-batches are returned: the number of mini-batches is rounded down, or the"
    " smaller rest is left out. Libraries have a switch for that; the statement keeps the rest.",
    right="Where batch_size divides n.",
    hints="With n = 5 and batch_size = 2, how many samples come back, and in how many"
    " mini-batches?",
)
def last_batch_dropped(n, batch_size, rng):
    return _cut(rng.permutation(n)[: n // batch_size * batch_size], batch_size)


@mistake(
    minibatches,
    headline="the rest in a large batch",
    sentence="Where batch_size does not divide n, one mini-batch is too large.",
    why="the number of mini-batches is rounded down and the samples that are left join the last"
    " one.",
    right="Where batch_size divides n.",
    hints="With n = 5 and batch_size = 2, which sizes follow from the statement, and which come"
    " back?",
)
def rest_in_a_large_batch(n, batch_size, rng):
    order = rng.permutation(n)
    return np.split(order, range(batch_size, n - batch_size + 1, batch_size))


@mistake(
    minibatches,
    headline="batches of equal size",
    sentence="The samples are spread evenly; mini-batches have other sizes than batch_size.",
    why="the samples are shared out among a given number of mini-batches, whose sizes differ by one"
    " at most. The statement gives the size of all but the last one.",
    hints="With n = 9 and batch_size = 4, which sizes follow from the statement, and which come"
    " back?",
    constants=(0.0, 1.0),
)
def batches_of_equal_size(n, batch_size, rng, rounded_down):
    count = max(1, n // batch_size) if rounded_down else -(-n // batch_size)
    return np.array_split(rng.permutation(n), count)


@mistake(
    minibatches,
    headline="as many as batch_size",
    sentence="There are batch_size mini-batches, whatever n is.",
    why="batch_size is taken for the number of mini-batches. It is how many samples one of them"
    " has.",
    hints="With n = 12 and batch_size = 3, how many mini-batches are there, and how many samples"
    " has each?",
)
def as_many_as_batch_size(n, batch_size, rng):
    return np.array_split(rng.permutation(n), batch_size)


@mistake(
    minibatches,
    headline="an empty batch at the end",
    sentence="Where batch_size divides n, there is one mini-batch too many.",
    why="the number of mini-batches is n // batch_size + 1, even where nothing is left over. The"
    " mean over an empty mini-batch is nan.",
    right="Where batch_size does not divide n.",
    hints="With n = 4 and batch_size = 2, how many mini-batches come back?",
)
def empty_batch_at_the_end(n, batch_size, rng):
    return np.split(rng.permutation(n), range(batch_size, n + 1, batch_size))


@mistake(
    minibatches,
    headline="counted from 1",
    sentence="The indices run from 1 to n.",
    why="the samples are counted from 1. In Python X[n] is beyond the last row, and row 0 is never"
    " used.",
    right="The sizes and the order.",
    hints="With n = 5, which is the smallest index that comes back, and which the largest?",
)
def counted_from_one(n, batch_size, rng):
    return _cut(1 + rng.permutation(n), batch_size)


@mistake(
    minibatches,
    headline="a slice off by one",
    sentence="Each mini-batch has one sample too few or too many.",
    why="the end of the slice is off by one: samples are left out between two mini-batches, or come"
    " in both. In Python the end of a slice is not part of it.",
    hints="Which elements does a[2:4] have? With batch_size = 2, where does the next slice begin?",
    constants=(-1.0, 1.0),
)
def slice_off_by_one(n, batch_size, rng, further):
    order = rng.permutation(n)
    starts = range(0, n, batch_size)
    return [order[start : start + batch_size + int(further)] for start in starts]


@mistake(
    minibatches,
    headline="one sample left out",
    sentence="One sample is never in an epoch.",
    why="the indices or the cuts end one too early, so that the last one is left out.",
    hints="With n = 5, which indices come back? Which does range(4) hold?",
    constants=(0.0, 1.0, 2.0),
)
def one_sample_left_out(n, batch_size, rng, form):
    if form == 0:
        return _cut(rng.permutation(n - 1), batch_size)
    if form == 1:
        return _cut(1 + rng.permutation(n - 1), batch_size)
    order = rng.permutation(n)
    return [order[start : start + batch_size] for start in range(0, n - 1, batch_size)]


@mistake(
    minibatches,
    headline="the last batch filled up",
    sentence="Where batch_size does not divide n, some samples come twice.",
    why="the last mini-batch is filled up to batch_size with samples that have had their turn.",
    right="Where batch_size divides n.",
    hints="With n = 5 and batch_size = 2, how many indices come back, and which comes twice?",
    constants=(0.0, 1.0),
)
def last_batch_filled_up(n, batch_size, rng, from_the_end):
    order = rng.permutation(n)
    if from_the_end and n > batch_size:
        return [*_cut(order, batch_size)[: (n - 1) // batch_size], order[-batch_size:]]
    return _cut(np.resize(order, -(-n // batch_size) * batch_size), batch_size)


@mistake(
    minibatches,
    headline="the smaller batch is first",
    sentence="The mini-batch with the rest comes first and not last.",
    why="the order is cut from its end, or the list of mini-batches is turned round.",
    right="Every sample comes once.",
    hints="With n = 5 and batch_size = 2, which sizes come back, one after the other?",
)
def smaller_batch_first(n, batch_size, rng):
    return _cut(rng.permutation(n), batch_size)[::-1]


@mistake(
    minibatches,
    headline="only the first batch",
    sentence="One mini-batch comes back, not those of a whole epoch.",
    why="one mini-batch is drawn. An epoch has as many as it takes for every sample to have its"
    " turn.",
    hints="With n = 5 and batch_size = 2, how many samples come back?",
)
def only_one_batch(n, batch_size, rng):
    return [rng.permutation(n)[:batch_size]]
