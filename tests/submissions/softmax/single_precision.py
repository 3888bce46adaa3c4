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


def sigmoid(z):
    z = np.asarray(z, dtype=np.float32)
    return np.exp(-np.logaddexp(np.float32(0), -z))


def sigmoid_derivative(z):
    return sigmoid(z) * sigmoid(-z)


def binary_cross_entropy(w, b, X, y):
    z = (X @ w + b).astype(np.float32)
    y = y.astype(np.float32)
    return np.mean(y * np.logaddexp(np.float32(0), -z) + (1 - y) * np.logaddexp(np.float32(0), z))


def binary_cross_entropy_gradient(w, b, X, y):
    error = sigmoid(X @ w + b) - y.astype(np.float32)
    return X.astype(np.float32).T @ error / np.float32(len(y)), error.mean()


def sigmoid_mse(w, b, X, y):
    return np.mean((sigmoid(X @ w + b) - y.astype(np.float32)) ** 2) / np.float32(2)


def sigmoid_mse_gradient(w, b, X, y):
    z = X @ w + b
    slope = (sigmoid(z) - y.astype(np.float32)) * sigmoid_derivative(z)
    return X.astype(np.float32).T @ slope / np.float32(len(y)), slope.mean()
