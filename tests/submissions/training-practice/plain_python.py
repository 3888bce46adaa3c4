import math
from itertools import islice

import numpy as np


def clip_by_value(g, limit):
    out = g.copy()
    out[out > limit] = limit
    out[out < -limit] = -limit
    return out


def _length(values):
    return math.sqrt(math.fsum(float(v) * float(v) for v in values))


def clip_by_norm(g, limit):
    return g * min(1, limit / (_length(g.ravel()) or limit))


def clip_by_global_norm(gs, limit):
    everything = np.concatenate([g.ravel() for g in gs])
    factor = limit / max(_length(everything), limit)
    return tuple(factor * g for g in gs)


def iterations_per_epoch(n, batch_size):
    full, rest = divmod(n, batch_size)
    return full + 1 if rest else full


def minibatches(n, batch_size, rng):
    samples = list(range(n))
    rng.shuffle(samples)
    walk = iter(samples)
    batches = []
    while batch := list(islice(walk, batch_size)):
        batches.append(batch)
    return batches


def minibatch_gradient(per_sample_gradients):
    total = np.zeros_like(per_sample_gradients[0])
    for gradient in per_sample_gradients:
        total = total + gradient
    return total / len(per_sample_gradients)


def step_decay(lr0, t, gamma, s):
    lr = lr0
    for _ in range(t // s):
        lr *= gamma
    return lr


def exponential_decay(lr0, t, k):
    return lr0 / math.e ** (k * t)


def cosine_annealing(lr0, t, T):
    return lr0 * math.cos(math.pi * t / (2 * T)) ** 2


def inverse_time_decay(lr0, t, decay):
    return (1 / lr0 + decay * t / lr0) ** -1


def _columns(X, function):
    return np.array([function(column) for column in X.T]).T


def min_max(X):
    def scaled(column):
        low, high = min(column), max(column)
        return [(x - low) / (high - low) if high > low else 0.0 for x in column]

    return _columns(X, scaled)


def min_max_symmetric(X):
    def scaled(column):
        low, high = min(column), max(column)
        return [((x - low) - (high - x)) / (high - low) if high > low else -1.0 for x in column]

    return _columns(X, scaled)


def standardize(X):
    def scores(column):
        if max(column) == min(column):
            return [0.0] * len(column)
        mean = math.fsum(column) / len(column)
        deviation = math.sqrt(math.fsum((x - mean) ** 2 for x in column) / len(column))
        return [(x - mean) / deviation for x in column]

    return _columns(X, scores)


def l2_normalize(X):
    return [[x / (_length(row) or 1) for x in row] for row in X]


def xavier_uniform(n_in, n_out, rng):
    a = math.sqrt(6) / math.sqrt(n_in + n_out)
    return np.array([[a * (2 * rng.random() - 1) for _ in range(n_out)] for _ in range(n_in)])


def normal_init(n_in, n_out, sigma, rng):
    return sigma * rng.standard_normal((n_in, n_out))


def fixup_scale(L, m):
    return math.exp(-math.log(L) / (2 * (m - 1)))
