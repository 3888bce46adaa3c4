"""Initialization of the weights of a layer with normal draws of a given standard deviation.

    W_ij ~ N(0, sigma²)

n_in inputs, n_out outputs, a random generator → W (n_in, n_out). Source: the usual start with small
Gaussian weights; the notes have only the uniform one, 002 Thm 9.1. What is drawn at random is no
function of the arguments, so that its laws are tested and nothing is proved.
"""

import numpy as np

from reference.domain import Count, Generator, Positive
from reference.formula import formula, law
from reference.formulas.xavier_uniform import LARGE_LAYER, repeated
from reference.values import Seed

# One deviation, so that whatever is wrong with it shows as one number.
LARGE_SIGMA = 0.3


@formula(
    n_in=Count(low=1, high=8),
    n_out=Count(low=1, high=8),
    sigma=Positive(1e-3, 2.0),
    rng=Generator(),
    example={"n_in": 3, "n_out": 2, "sigma": 0.1, "rng": Seed(0)},
)
def normal_init(n_in, n_out, sigma, rng):
    """Normal draws with mean 0 and deviation sigma: two integers, a number, a generator →
    (n_in, n_out)."""
    return sigma * rng.standard_normal((n_in, n_out))


@law(
    normal_init,
    says="In a large layer, the mean of the entries is 0, up to a seventh of sigma.",
    twin=lambda **_: LARGE_LAYER,
)
def the_mean_of_large_layers(W, W_twin, n_in, n_out, sigma, rng):
    """The mean of 4096 right draws has the deviation sigma/64: P ≤ exp(−(64/7)² / 2) < 10⁻¹⁸."""
    mean = W_twin.mean() / sigma
    return mean, np.clip(mean, -1 / 7, 1 / 7)


@law(
    normal_init,
    says="In a large layer, the mean square of the entries is sigma squared, up to 1 in 5.",
    twin=lambda **_: LARGE_LAYER | {"sigma": LARGE_SIGMA},
)
def the_mean_square_of_large_layers(W, W_twin, n_in, n_out, sigma, rng):
    """Of 4096 right draws it is beyond x sigma² with P ≤ exp(−2048 (x − 1 − ln x)), which is less
    than 10⁻¹⁵ for x = 1.2, and less than 10⁻²⁰ for x = 0.8 (Chernoff)."""
    ratio = (W_twin**2).mean() / LARGE_SIGMA**2
    return ratio, np.clip(ratio, 4 / 5, 6 / 5)


@law(
    normal_init,
    says="In a large layer, the mean and the mean square come near to 0 and sigma squared; no draw"
    " has exactly both.",
    twin=lambda **_: LARGE_LAYER,
)
def nothing_is_made_exact(W, W_twin, n_in, n_out, sigma, rng):
    """Of 4096 right draws, both are within 10⁻¹⁰ with P < 52 · 10⁻¹⁰ · 37 · 10⁻¹⁰ < 10⁻¹⁶: the
    density of mean/sigma is at most 25.6, and that of the mean square, given it, at most 18.1."""
    distance = max(abs(W_twin.mean() / sigma), abs((W_twin**2).mean() / sigma**2 - 1))
    return int(distance < 1e-10), 0


@law(
    normal_init,
    says="In a large layer, 68 of 100 entries are within sigma of 0 (up to 7), and 2 to 8 are"
    " beyond 2 sigma.",
    twin=lambda **_: LARGE_LAYER,
)
def two_of_three_are_within_sigma(W, W_twin, n_in, n_out, sigma, rng):
    """Of 4096 right draws, 186 are beyond 2 sigma on average, and 4096 p of them with the chance
    P ≤ exp(−4096 (p ln(p/q) + (1 − p) ln((1 − p)/(1 − q)))), q = 0.0455 (Chernoff, Hoeffding):
    less than 10⁻¹⁶ for p = 0.02, less than 10⁻¹⁸ for p = 0.08."""
    sizes = np.abs(W_twin) / sigma
    shares = np.array([(sizes < 1).mean(), (sizes > 2).mean()])
    return shares, np.clip(shares, [0.61, 0.02], [0.75, 0.08])


@law(
    normal_init,
    says="In a large layer, the entries of a row differ, and so do those of a column.",
    twin=lambda **_: LARGE_LAYER,
)
def each_entry_is_drawn_by_itself(W, W_twin, n_in, n_out, sigma, rng):
    shares = repeated(W_twin)
    return shares, np.minimum(shares, 1 / 2)


@law(
    normal_init,
    says="Two generators in the same state give the same weights.",
    twin=lambda rng, **_: {"rng": rng},
)
def the_same_state_gives_the_same_weights(W, W_twin, n_in, n_out, sigma, rng):
    return W_twin, W


@law(
    normal_init,
    says="Two generators in different states give different weights.",
    twin=lambda rng, **_: {"rng": Seed(rng.number + 1)},
)
def another_state_gives_other_weights(W, W_twin, n_in, n_out, sigma, rng):
    """Where there are three entries or more: two draws are equal with a chance of at most 2⁻²⁰,
    also in single precision."""
    return ((W_twin == W).sum() // W.size) * (W.size > 2), 0
