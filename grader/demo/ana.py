# gradproof: assignment=cross-entropy
import numpy as np


def log_softmax(logits):
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def cross_entropy(logits, Y):
    return -(Y * log_softmax(logits)).sum() / len(logits)


def cross_entropy_gradient(logits, Y):
    return (np.exp(log_softmax(logits)) - Y) / len(logits)


def linear(X, W, b):
    return X @ W + b


def linear_backward(dY, X, W):
    return dY @ W.T, X.T @ dY, np.sum(dY, axis=0)
