import numpy as np
from numpy import exp as e_to, newaxis


def softmax_rows(X):
    e = np.exp(X - np.max(X, axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def softmax_columns_broadcast(X):
    e = np.exp(X - X.max(axis=1)[:, None])
    return e / np.sum(e, axis=1).reshape(-1, 1)


def log_sum_exp(x):
    return np.log(np.sum(np.exp(x)))


def jacobian(w):
    e = np.exp(w)
    s = e / e.sum()
    return np.diag(s) - np.outer(s, s)


def jacobian_by_reshape(w):
    s = (np.exp(w) / np.sum(np.exp(w))).reshape(-1, 1)
    return np.diagflat(s) - np.dot(s, s.T)


def jacobian_by_eye(w):
    s = np.exp(w) / np.exp(w).sum()
    return s[:, np.newaxis] * (np.eye(len(s)) - s[None, :])


def diagonal(S):
    return np.diag(S), np.trace(S), np.einsum("ii->i", S), S.trace()


def one_hot(P, y):
    return np.eye(P.shape[1])[y]


def one_hot_by_comparison(P, y):
    return (np.arange(P.shape[1]) == y[:, None]) * 1.0


def products(X, W, w, b):
    return X @ W + b, np.dot(X, w), X.dot(w), np.matmul(w, W), np.inner(w, w), np.vdot(X, X)


def einsums(X, W, I):
    return (
        np.einsum("nd,dk->nk", X, W),
        np.einsum("nd,nd->n", X, X),
        np.einsum("ij,jk", X, W),
        np.einsum("...d,dk->...k", I, W),
        np.einsum("...d,...d", I, I),
        np.einsum("n...->...n", I),
        np.einsum("nd->", X),
        np.einsum("i,i->i", X[:, 0], X[:, -1]),
    )


def batched(I, W):
    return I @ W, np.matmul(I, np.swapaxes(I, 1, 2)), np.tensordot(I, W, axes=1), I.mT @ I


def shapes(I):
    n, h, d = I.shape
    return I.reshape(n, -1), I.reshape(-1, d), I.reshape((n * h, d)), I.transpose(2, 0, 1), I.T


def merged_and_back(I):
    n, h, d = I.shape
    flat = I.transpose(0, 2, 1).reshape(-1, h)
    return (flat - flat.mean(axis=0)).reshape(n, d, h).transpose(0, 2, 1)


def ravelled(X):
    return X.ravel(), X.flatten(), np.ravel(X), X.reshape(-1), X.reshape(X.size)


def new_axes(x):
    return x[:, None], x[None], x[..., None], np.expand_dims(x, 0), x[newaxis, :, newaxis]


def squeezed(X):
    column = X.sum(axis=1, keepdims=True)
    return column.squeeze(axis=1), np.squeeze(column, 1), np.squeeze(X.sum(keepdims=True))


def moved(I):
    return np.moveaxis(I, 0, -1), I.swapaxes(0, 2), np.transpose(I, (1, 0, 2)), I.mT


def first_and_last(X, w):
    return X[0], X[-1], X[:, 0], X[0, 0], w[0], w[-1], X[..., :1], X[-1:], w[:1]


def whole_slices(X):
    n = X.shape[0]
    return X[:], X[:, :], X[0:n], X[...], X[:n, :]


def arithmetic(X, w, a, s):
    return (2 * X - w / 3) ** 2, -X + a, a * X // 1, X % s, abs(X) ** 0.5, 1 / (1 + X * X), +w


def floors(x, a):
    return np.floor(x), np.ceil(x), np.floor(a / 3), x // 0.5, np.mod(x, 0.7), np.ceil(a)


def functions(X):
    Z = np.abs(X) + 0.5
    return (
        np.exp(X), np.log(Z), np.sqrt(Z), np.tanh(X), np.sin(X), np.cos(X), np.sign(X), np.square(X),
        np.log1p(Z), np.expm1(X), np.log2(Z), np.log10(Z), np.exp2(X), np.sinh(X), np.cosh(X),
        np.reciprocal(Z), np.negative(X), np.power(Z, 1.5), np.tan(X), e_to(X), np.hypot(X, Z),
    )


def pairs(X, Y):
    return (
        np.maximum(X, 0), np.minimum(X, Y), np.fmax(X, Y), np.add(X, Y), np.subtract(X, Y),
        np.multiply(X, Y), np.divide(X, np.abs(Y) + 1), np.logaddexp(X, Y), np.clip(X, -0.5, 0.5),
        np.where(X > 0, X, 0.01 * Y), np.heaviside(X, 0.5), X.clip(0, 1), np.clip(X, None, Y),
    )


def comparisons(X, Y):
    return X > 0, X >= Y, X < Y, X <= 0, X == Y, X != Y, ~(X > 0), (X > 0) & (Y > 0), (X > 0) | (Y < 1)


def masks(X):
    return (X > 0).astype(float) * X, X * (X > 0), np.where(X > 0, 1.0, 0.0), (X > 0).sum()


def created(X):
    n, d = X.shape
    return (
        np.zeros((n, d)), np.ones(n), np.zeros_like(X), np.ones_like(X), np.full((n, 1), 2.5),
        np.full_like(X, 3.0), np.eye(d), np.identity(d), np.arange(n), np.arange(1, d + 1),
        np.zeros(X.shape), np.ones((1, d)), np.zeros(n, dtype=int), np.arange(n, dtype=float),
    )


def tiled(w, x):
    return np.tile(w, (x.shape[0], 1)), np.repeat(x[:, None], w.size, axis=1)


def broadcast(w, X):
    return np.broadcast_to(w, X.shape) * X


def gathered(P, y, b):
    rows = np.arange(len(y))
    return P[rows, y], b[y], P[range(P.shape[0]), y], P[:, 0][rows]


def picked(P, k, i):
    return P[i], P[:, k], P[i, k], P.T[k]


def sizes_as_numbers(X, I):
    n, d = X.shape
    return n, len(X), X.size, n * d, X.ndim, 1 / n, np.prod(X.shape), I.size // n, n + 1, np.size(X)


def casts(X):
    return X.astype(float), X.astype(np.float64), np.asarray(X, dtype=float), np.array(X), X.copy()


def norms(X, w):
    return (
        np.linalg.norm(w), np.linalg.norm(X), np.linalg.norm(X, axis=1), np.linalg.norm(w, 1),
        np.linalg.norm(X, axis=1, keepdims=True), np.linalg.norm(X, "fro"), np.linalg.norm(w, ord=2),
    )


def pi_and_e(x, a):
    return np.cos(np.pi * x), np.e * x, 0.5 * (1 + np.cos(np.pi * a)), np.sqrt(2.0), 2 ** a


def stacked_alone(w):
    return np.stack([w]), np.vstack([w[None]]), np.array([w]), np.atleast_2d(w), np.concatenate([w])


def min_max(X):
    low, high = X.min(axis=0), X.max(axis=0)
    return (X - low) / (high - low + 1e-3), np.ptp(X, axis=0)
