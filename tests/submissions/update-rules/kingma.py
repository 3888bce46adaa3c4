import numpy as np


def momentum(w, v, g, lr, beta):
    print("step", lr)
    v = v - (1 - beta) * (v - g)
    return w - lr * v, v


def adam(w, m, v, t, g, lr, beta1, beta2, eps):
    lr_t = lr * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    w = w - lr_t * m / (np.sqrt(v) + eps)
    return w, m, v


def gradient_descent(w, g, lr):
    print("step", lr)
    return np.subtract(w, np.multiply(lr, g))


def heavy_ball(w, w_prev, g, lr, gamma):
    return (1 + gamma) * w - gamma * w_prev - lr * g


def nesterov(w, w_prev, grad, lr, gamma):
    calls = []

    def ahead():
        return (1 + gamma) * w - gamma * w_prev

    calls.append(grad(ahead()))
    return ahead() - lr * calls[-1]


def adagrad(w, G, g, lr, eps):
    denominator = np.sqrt(G + np.power(g, 2) + eps)
    return [w - (lr / denominator) * g, G + np.power(g, 2)]


def rmsprop(w, s, g, lr, beta, eps):
    s = s - (1 - beta) * (s - g**2)
    return w - (lr / np.sqrt(s + eps)) * g, s


def adadelta(w, v, q, g, gamma, eps):
    rms = lambda x: np.sqrt(x + eps)
    v = gamma * v + (1 - gamma) * g**2
    delta = -rms(q) / rms(v) * g
    return w + delta, v, gamma * q + (1 - gamma) * delta**2


def newton(w, g, H):
    factor = np.linalg.cholesky(H)
    return w - np.linalg.solve(factor.T, np.linalg.solve(factor, g))
