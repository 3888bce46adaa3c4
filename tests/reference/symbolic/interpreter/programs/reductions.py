import numpy as np


def sums(I):
    return I.sum(), I.sum(0), I.sum(axis=-1), np.sum(I, axis=(0, 2)), np.sum(I, 1, keepdims=True)


def means(I):
    return I.mean(), I.mean(axis=0), np.mean(I, axis=(0, 1)), np.average(I, axis=2)


def variances(X):
    return X.var(), X.var(axis=0), np.var(X, axis=1, keepdims=True), np.std(X, 0), X.std()


def maxima(I):
    return I.max(), I.max(axis=(0, 1)), np.amax(I, axis=-1, keepdims=True), np.min(I, axis=0)


def weighed(X, Y):
    return np.average(X, axis=0, weights=np.abs(Y) + 0.1)


def of_lists(w, b):
    norms = [np.sum(w**2), np.sum(b**2)]
    return np.sum(norms), np.sqrt(sum(norms)), np.mean(norms), np.linalg.norm(norms), max(norms)


def of_generators(gs):
    return np.sqrt(sum(np.sum(g * g) for g in gs)), max(g.max() for g in gs)


def by_builtins(x):
    return sum(x), max(x), min(x), abs(x), sum(x) / len(x)


def z_score(X, eps):
    return (X - np.mean(X, axis=0)) / np.sqrt(np.var(X, axis=0) + eps)


def counted(X, x):
    return np.mean(X > 0, axis=0), (x > 0).sum() / len(x)
