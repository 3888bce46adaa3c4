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
    """None of 4096 right draws is in the last 1 in 100 before a limit: P ≤ 2 · 0.99⁴⁰⁹⁶ < 10⁻¹⁷."""
    ends = np.array([-W_twin.min(), W_twin.max()]) / LARGE_LIMIT
    return ends, np.clip(ends, 0.98, 1.0)


@law(
    xavier_uniform,
    says="In a large layer, the mean square is about 2 / (n_in + n_out), and about half of the"
    " entries are within half the limit.",
    twin=lambda **_: LARGE_LAYER,
)
def the_mean_square_of_large_layers(W, W_twin, n_in, n_out, rng):
    """Of 4096 right draws, 0.5 ± t are within half the limit: P ≤ 2 exp(−2 · 4096 t²) < 10⁻¹⁶ for
    t = 0.07 (Hoeffding). Of the limit squared, the squares have the mean 1/3 and the variance 4/45:
    P ≤ 2 exp(−4096 t² / 2 / (4/45 + 2t/9)) < 10⁻²⁶ for t = 1/18, a sixth of 1/3 (Bernstein)."""
    ratio = (W_twin**2).mean() / (2 / (32 + 128))
    share = (np.abs(W_twin) < LARGE_LIMIT / 2).mean()
    return np.array([ratio, share]), np.clip([ratio, share], [5 / 6, 0.43], [7 / 6, 0.57])


def repeated(W):
    """The shares of the entries that are equal to the next one in their column and in their row."""
    return np.array([(W[1:] == W[:-1]).mean(), (W[:, 1:] == W[:, :-1]).mean()])


@law(
    xavier_uniform,
    says="In a large layer, the entries of a row differ, and so do those of a column.",
    twin=lambda **_: LARGE_LAYER,
)
def each_entry_is_drawn_by_itself(W, W_twin, n_in, n_out, rng):
    """Two draws are equal with a chance of at most 2⁻²⁰, also in single precision. If half of the
    at most 4064 pairs are, then 992 of those that share no entry are: P ≤ 2⁴⁰⁶⁴ · 2^(−20 · 992)."""
    shares = repeated(W_twin)
    return shares, np.minimum(shares, 1 / 2)


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
    """Where there are three entries or more: two draws are equal with a chance of at most 2⁻²⁰,
    also in single precision."""
    return ((W_twin == W).sum() // W.size) * (W.size > 2), 0
