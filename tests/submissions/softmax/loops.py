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


def _sigmoid(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    return math.exp(z) / (1 + math.exp(z))


def sigmoid(z):
    if z.ndim == 0:
        return _sigmoid(z)
    return np.array([sigmoid(part) for part in z])


def sigmoid_derivative(z):
    out = np.zeros(z.shape)
    for index in np.ndindex(z.shape):
        out[index] = _sigmoid(z[index]) * _sigmoid(-z[index])
    return out


def _score(w, b, x):
    z = b
    for j in range(len(w)):
        z += w[j] * x[j]
    return z


def binary_cross_entropy(w, b, X, y):
    total = 0
    for x, label in zip(X, y):
        z = _score(w, b, x)
        if label == 0:
            z = -z
        total += math.log1p(math.exp(-z)) if z > 0 else -z + math.log1p(math.exp(z))
    return total / len(X)


def binary_cross_entropy_gradient(w, b, X, y):
    dw, db = np.zeros(len(w)), 0.0
    for x, label in zip(X, y):
        error = _sigmoid(_score(w, b, x)) - label
        for j in range(len(w)):
            dw[j] += error * x[j] / len(X)
        db += error / len(X)
    return dw, db


def sigmoid_mse(w, b, X, y):
    return sum((_sigmoid(_score(w, b, x)) - t) ** 2 for x, t in zip(X, y)) / len(X) / 2


def sigmoid_mse_gradient(w, b, X, y):
    dw, db = np.zeros(len(w)), 0.0
    for x, label in zip(X, y):
        z = _score(w, b, x)
        slope = (_sigmoid(z) - label) * _sigmoid(z) * _sigmoid(-z)
        dw = dw + slope * x
        db = db + slope
    return dw / len(X), db / len(X)
