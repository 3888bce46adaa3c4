import numpy as np
from functools import reduce


def cross_entropy(logits, Y):
    lse = np.logaddexp.reduce(logits, axis=1)
    return float(np.mean(lse * Y.sum(axis=1) - np.einsum("nk,nk->n", Y, logits)))


def cross_entropy_gradient(logits, Y):
    rows = []
    for z, y in zip(logits, Y):
        p = np.exp(z - np.logaddexp.reduce(z))
        J = np.diag(p) - np.outer(p, p)
        # through the Jacobian of softmax, with the part that is 0/0 left out
        rows.append(J @ np.where(p > 0, -y / np.where(p > 0, p, 1), 0) if p.min() > 1e-3 else p - y)
    return np.stack(rows) / len(logits)


def linear(X, W, b):
    ones = np.ones((len(X), 1))
    return np.hstack([X, ones]) @ np.vstack([W, b])


def linear_backward(dY, X, W):
    ones = np.ones((len(X), 1))
    d = np.hstack([X, ones]).T @ dY
    return np.tensordot(dY, W, axes=(1, 1)), d[:-1], d[-1:]
