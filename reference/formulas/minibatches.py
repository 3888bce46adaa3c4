"""The mini-batches of an epoch: a random order of the samples, cut into pieces.

    i_1, …, i_n a random permutation of 0, …, n − 1
    batches (i_1, …, i_b), (i_{b+1}, …, i_{2b}), …          b = batch_size

n samples, a random generator → a list of ⌈n / batch_size⌉ integer arrays of indices. Every sample
is in exactly one of them; all have batch_size samples but the last one, which may be smaller.
Source: notes 002 Def. 2.4 and 3.1. What is drawn at random is no function of the arguments, so
that its laws are tested and nothing is proved.
"""

from math import lgamma, log

import numpy as np

from reference.domain import Count, Generator
from reference.formula import formula, law
from reference.values import Seed

# An epoch of 12 mini-batches, with so many samples that chance decides little.
LARGE_EPOCH = {"n": 240, "batch_size": 20}


@formula(
    n=Count(low=1, high=200),
    batch_size=Count(low=1, high=20),
    rng=Generator(),
    example={"n": 5, "batch_size": 2, "rng": Seed(0)},
)
def minibatches(n, batch_size, rng):
    """A shuffled epoch: two integers, a generator → a list of arrays of indices."""
    order = rng.permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


@law(minibatches, says="Every sample is in one mini-batch, and there only once.")
def every_sample_once(batches, n, batch_size, rng):
    order = np.concatenate(batches)
    return (order[:, None] == np.arange(n)).sum(axis=0), np.ones(n)


@law(minibatches, says="All mini-batches but the last one have batch_size samples.")
def only_the_last_one_may_be_smaller(batches, n, batch_size, rng):
    first = np.arange(1, n + 1)
    samples = np.cumsum([len(batch) for batch in batches])
    return samples[np.minimum(first, len(batches)) - 1], np.minimum(batch_size * first, n)


@law(
    minibatches,
    says="In a large epoch no sample is left out, and none comes twice in one mini-batch.",
    twin=lambda **_: LARGE_EPOCH,
)
def no_sample_of_a_large_epoch_is_lost(batches, batches_twin, n, batch_size, rng):
    left_out = np.setdiff1d(np.arange(LARGE_EPOCH["n"]), np.concatenate(batches_twin))
    twice = sum(len(batch) - len(np.unique(batch)) for batch in batches_twin)
    return np.array([len(left_out), twice]), np.zeros(2)


@law(
    minibatches,
    says="In a large epoch, samples i and i + 1 seldom are in one mini-batch or come one after the"
    " other.",
    twin=lambda **_: LARGE_EPOCH,
)
def neighbours_are_parted(batches, batches_twin, n, batch_size, rng):
    """Of the 239 pairs (i, i + 1), how many are in one mini-batch, and how many follow each other.

    If 120 are, then 60 of those with even i or of those with odd i are. Given the places of some
    pairs that share no sample, the next one is in one mini-batch with a chance of at most 19 in
    what is left: P ≤ 2 · C(120, 60) · 19⁶⁰ / (239 · 237 · … · 121) < 10⁻²².
    That 120 given pairs follow each other has the probability 120! / 240!:
    P ≤ C(239, 120) · 120! / 240! < 10⁻¹⁹⁰.
    """
    order = np.concatenate(batches_twin)
    together = sum(np.isin(batch + 1, batch).sum() for batch in batches_twin)
    counts = np.array([together, (np.diff(order) == 1).sum()])
    return counts, np.minimum(counts, 119)


@law(
    minibatches,
    says="Two generators in the same state give the same mini-batches.",
    twin=lambda rng, **_: {"rng": rng},
)
def the_same_state_gives_the_same_order(batches, batches_twin, n, batch_size, rng):
    return batches_twin, batches


@law(
    minibatches,
    says="Two generators in different states give many samples different orders.",
    twin=lambda rng, **_: {"rng": Seed(rng.number + 1)},
)
def another_state_gives_another_order(batches, batches_twin, n, batch_size, rng):
    """Where there are 10¹⁵ ways to share out the samples, however they stand in a mini-batch."""
    sizes = [min(batch_size, n - start) for start in range(0, n, batch_size)]
    ways = lgamma(n + 1) - sum(lgamma(size + 1) for size in sizes)
    unchanged = np.sum(np.concatenate(batches_twin) == np.concatenate(batches))
    return (unchanged // n) * (ways >= 15 * log(10)), 0
