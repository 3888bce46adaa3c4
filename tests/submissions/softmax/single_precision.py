import numpy as np


def softmax(x):
    x = np.asarray(x, dtype=np.float32)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_jacobian(x):
    s = softmax(x)
    return np.diag(s) - s[:, None] * s[None, :]


def softmax_vjp(x, g):
    s = softmax(x)
    g = g.astype(np.float32)
    return s * (g - (g * s).sum(axis=-1, keepdims=True))


def log_softmax(x):
    x = np.asarray(x, dtype=np.float32)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
