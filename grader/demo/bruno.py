# gradproof: assignment=softmax
import numpy as np


def softmax(x):
    e = np.exp(x)
    return e / e.sum(axis=-1, keepdims=True)


def softmax_jacobian(x):
    s = softmax(x)
    return np.diag(s * (1 - s))


def softmax_vjp(x, g):
    s = softmax(x - x.max(axis=-1, keepdims=True))
    return s * (g - (g * s).sum(axis=-1, keepdims=True))


def log_softmax(x):
    return np.log(softmax(x))
