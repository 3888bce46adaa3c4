import math

import numpy as np


def _row(x):
    top = max(x)
    e = [math.exp(v - top) for v in x]
    total = math.fsum(e)
    return [v / total for v in e]


def softmax(x):
    if x.ndim == 1:
        return _row(x)
    return [softmax(row) for row in x]


def softmax_jacobian(x):
    n = len(x)
    s = _row(x)
    J = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            J[i][j] = s[i] * (1 - s[i]) if i == j else -s[i] * s[j]
    return J


def softmax_vjp(x, g):
    if x.ndim == 1:
        J = np.array(softmax_jacobian(x))
        return J.T @ g
    return np.stack([softmax_vjp(a, b) for a, b in zip(x, g)])


def log_softmax(x):
    out = np.empty_like(x)
    for index in np.ndindex(*x.shape[:-1]):
        row = x[index]
        m = row.max()
        out[index] = row - (m + math.log(sum(math.exp(v - m) for v in row)))
    return out
