import numpy as np


def cross_entropy(logits, Y):
    total = 0.0
    for z, y in zip(logits, Y):
        m = np.max(z)
        lse = m + np.log(np.sum(np.exp(z - m)))
        for k in range(len(z)):
            if y[k] != 0:
                total += y[k] * (lse - z[k])
    return np.array([[total / len(logits)]])


def cross_entropy_gradient(logits, Y):
    N, K = logits.shape
    grad = np.zeros((N, K))
    for n in range(N):
        e = np.exp(logits[n] - np.max(logits[n]))
        p = e / e.sum()
        for k in range(K):
            grad[n, k] += p[k] - Y[n, k]
    grad /= N
    return grad


def linear(X, W, b):
    N, D = X.shape
    Y = np.zeros((N, W.shape[1]))
    for n in range(N):
        for k in range(W.shape[1]):
            Y[n, k] = b[k]
            for d in range(D):
                Y[n, k] += X[n, d] * W[d, k]
    return Y


def linear_backward(dY, X, W):
    dX, dW, db = np.zeros_like(X), np.zeros_like(W), np.zeros(W.shape[1])
    for n in range(len(X)):
        for k in range(len(db)):
            dX[n] += dY[n, k] * W[:, k]
            dW[:, k] += dY[n, k] * X[n]
            db[k] += dY[n, k]
    return [dX, dW, db]
