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
