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


def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


def sigmoid_derivative(z):
    return sigmoid(z) * sigmoid(-z)


def binary_cross_entropy(w, b, X, y):
    z = X @ w + b
    return np.mean(np.logaddexp(0, z) - y * z)


def binary_cross_entropy_gradient(w, b, X, y):
    N = len(y)
    a = sigmoid(X @ w + b)
    return X.T @ (a - y) / N, np.sum(a - y) / N


def sigmoid_mse(w, b, X, y):
    a = sigmoid(X @ w + b)
    return np.sum((a - y) ** 2) / (2 * len(y))


def sigmoid_mse_gradient(w, b, X, y):
    N = len(y)
    z = X @ w + b
    delta = (sigmoid(z) - y) * sigmoid_derivative(z)
    return X.T @ delta / N, np.sum(delta) / N
