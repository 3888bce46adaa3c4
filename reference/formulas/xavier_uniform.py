"""Xavier (Glorot) initialization: the weights of a layer, drawn evenly from an interval.

    W_ij ~ U(−a, a)          a = √(6 / (n_in + n_out))

n_in inputs, n_out outputs, a random generator → W (n_in, n_out). The variance of an entry is
a²/3 = 2 / (n_in + n_out). Source: notes 002 Thm 9.1; that it keeps the variance of the activations
is true for n_in = n_out only. What is drawn at random is no function of the arguments, so that its
laws are tested and nothing is proved.
"""

import numpy as np

from reference.domain import Count, Generator
from reference.formula import formula, law
from reference.values import Seed

# A layer with so many weights (4096) that their averages are known to a few per cent.
LARGE_LAYER = {"n_in": 32, "n_out": 128}
LARGE_LIMIT = np.sqrt(6 / (32 + 128))


@formula(
    n_in=Count(low=1, high=8),
    n_out=Count(low=1, high=8),
    rng=Generator(),
    example={"n_in": 3, "n_out": 2, "rng": Seed(0)},
)
def xavier_uniform(n_in, n_out, rng):
    """Even draws between ±√(6 / (n_in + n_out)): two integers, a generator → (n_in, n_out)."""
    limit = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(-limit, limit, size=(n_in, n_out))


@law(xavier_uniform, says="No entry is farther from 0 than the limit.")
def no_entry_beyond_the_limit(W, n_in, n_out, rng):
    limit = np.sqrt(6 / (n_in + n_out))
    return W, np.clip(W, -limit, limit)


@law(
    xavier_uniform,
    says="The entries of a large layer reach both limits, up to 1 in 50.",
    twin=lambda **_: LARGE_LAYER,
)
def large_layers_reach_the_limits(W, W_twin, n_in, n_out, rng):
    ends = np.array([-W_twin.min(), W_twin.max()]) / LARGE_LIMIT
    return ends, np.clip(ends, 0.98, 1.0)


@law(
    xavier_uniform,
    says="In a large layer, the mean square of the entries is 2 / (n_in + n_out), up to 1 in 6.",
    twin=lambda **_: LARGE_LAYER,
)
def the_mean_square_of_large_layers(W, W_twin, n_in, n_out, rng):
    ratio = (W_twin**2).mean() / (2 / (32 + 128))
    return ratio, np.clip(ratio, 5 / 6, 7 / 6)


@law(
    xavier_uniform,
    says="Two generators in the same state give the same weights.",
    twin=lambda rng, **_: {"rng": rng},
)
def the_same_state_gives_the_same_weights(W, W_twin, n_in, n_out, rng):
    return W_twin, W


@law(
    xavier_uniform,
    says="Two generators in different states give different weights.",
    twin=lambda rng, **_: {"rng": Seed(rng.number + 1)},
)
def another_state_gives_other_weights(W, W_twin, n_in, n_out, rng):
    return (W_twin == W).sum() // W.size, 0
