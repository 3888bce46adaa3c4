import numpy as np


def momentum(w, v, g, lr, beta):
    v = beta * v + (1 - beta) * g
    w = w - lr * v
    return w, v


def adam(w, m, v, t, g, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return w, m, v


def gradient_descent(w, g, lr):
    return w - lr * g


def heavy_ball(w, w_prev, g, lr, gamma):
    return w - lr * g + gamma * (w - w_prev)


def nesterov(w, w_prev, grad, lr, gamma):
    ahead = w + gamma * (w - w_prev)
    return ahead - lr * grad(ahead)


def adagrad(w, G, g, lr, eps):
    G = G + g**2
    w = w - lr * g / np.sqrt(G + eps)
    return w, G


def rmsprop(w, s, g, lr, beta, eps):
    s = beta * s + (1 - beta) * g**2
    w = w - lr * g / np.sqrt(s + eps)
    return w, s


def adadelta(w, v, q, g, gamma, eps):
    v = gamma * v + (1 - gamma) * g**2
    step = np.sqrt(q + eps) / np.sqrt(v + eps) * g
    q = gamma * q + (1 - gamma) * step**2
    return w - step, v, q


def newton(w, g, H):
    return w - np.linalg.solve(H, g)
