"""The mini-batches of an epoch: a random order of the samples, cut into pieces.

    i_1, …, i_n a random permutation of 0, …, n − 1
    batches (i_1, …, i_b), (i_{b+1}, …, i_{2b}), …          b = batch_size

n samples, a random generator → a list of ⌈n / batch_size⌉ integer arrays of indices. Every sample
is in exactly one of them; all have batch_size samples but the last one, which may be smaller.
Source: notes 002 Def. 2.4 and 3.1. What is drawn at random is no function of the arguments, so
that its laws are tested and nothing is proved.
"""

import numpy as np

from reference.domain import Count, Generator
from reference.formula import formula, law
from reference.values import Seed

# So many samples that two random orders of them are never the same.
MANY_SAMPLES = 40


@formula(
    n=Count(low=1, high=50),
    batch_size=Count(low=1, high=20),
    rng=Generator(),
    # Of no more than 20 samples, the last of the laws says nothing.
    example={"n": 24, "batch_size": 10, "rng": Seed(0)},
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
    first = range(1, n + 1)
    samples = np.array([sum(len(batch) for batch in batches[:count]) for count in first])
    return samples, np.minimum(batch_size * np.array(first), n)


@law(
    minibatches,
    says="Many samples do not stay in their order.",
    twin=lambda n, **_: {"n": n + MANY_SAMPLES},
)
def many_samples_are_shuffled(batches, batches_twin, n, batch_size, rng):
    order = np.concatenate(batches_twin)
    return np.sum(order[1:] > order[:-1]) // (len(order) - 1), 0


@law(
    minibatches,
    says="Two generators in the same state give the same mini-batches.",
    twin=lambda rng, **_: {"rng": rng},
)
def the_same_state_gives_the_same_order(batches, batches_twin, n, batch_size, rng):
    return batches_twin, batches


@law(
    minibatches,
    says="Two generators in different states give more than 20 samples different orders.",
    twin=lambda rng, **_: {"rng": Seed(rng.number + 1)},
)
def another_state_gives_another_order(batches, batches_twin, n, batch_size, rng):
    unchanged = np.sum(np.concatenate(batches_twin) == np.concatenate(batches))
    return (unchanged // n) * (n > 20), 0
