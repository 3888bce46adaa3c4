import numpy as np


def softmax(x):
    shifted = x - np.max(x, axis=-1, keepdims=True)
    return np.exp(shifted) / np.sum(np.exp(shifted), axis=-1, keepdims=True)


def softmax_jacobian(x):
    s = softmax(x)
    return np.diag(s) - np.outer(s, s)


def softmax_vjp(x, g):
    s = softmax(x)
    return s * (g - np.sum(s * g, axis=-1, keepdims=True))


def log_softmax(x):
    shifted = x - np.max(x, axis=-1, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=-1, keepdims=True))


def sigmoid(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))))


def sigmoid_derivative(z):
    return sigmoid(z) * sigmoid(-z)


def binary_cross_entropy(w, b, X, y):
    z = X @ w + b
    return np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))


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
