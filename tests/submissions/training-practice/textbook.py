import numpy as np


def clip_by_value(g, limit):
    return np.clip(g, -limit, limit)


def clip_by_norm(g, limit):
    norm = np.sqrt(np.sum(g**2))
    if norm > limit:
        return g * limit / norm
    return g


def clip_by_global_norm(gs, limit):
    norm = np.sqrt(sum(np.sum(g**2) for g in gs))
    if norm <= limit:
        return gs
    return [g * (limit / norm) for g in gs]


def iterations_per_epoch(n, batch_size):
    return int(np.ceil(n / batch_size))


def minibatches(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


def minibatch_gradient(per_sample_gradients):
    return per_sample_gradients.mean(axis=0)


def step_decay(lr0, t, gamma, s):
    return lr0 * gamma ** (t // s)


def exponential_decay(lr0, t, k):
    return lr0 * np.exp(-k * t)


def cosine_annealing(lr0, t, T):
    return 0.5 * lr0 * (1 + np.cos(np.pi * t / T))


def inverse_time_decay(lr0, t, decay):
    return lr0 / (1 + decay * t)


def min_max(X):
    low, high = X.min(axis=0), X.max(axis=0)
    spread = np.where(high > low, high - low, 1)
    return (X - low) / spread


def min_max_symmetric(X):
    return 2 * min_max(X) - 1


def standardize(X):
    sd = X.std(axis=0)
    return (X - X.mean(axis=0)) / np.where(sd == 0, 1, sd)


def l2_normalize(X):
    norms = np.linalg.norm(X, axis=1, keepdims=True)
    norms[norms == 0] = 1
    return X / norms


def xavier_uniform(n_in, n_out, rng):
    a = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(-a, a, (n_in, n_out))


def normal_init(n_in, n_out, sigma, rng):
    return rng.normal(0, sigma, (n_in, n_out))


def fixup_scale(L, m):
    return L ** (-1 / (2 * m - 2))
