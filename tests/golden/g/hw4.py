# gradproof: assignment=update-rules
import numpy as np


def momentum(w, v, g, lr, beta):
    v = beta * v + (1 - beta) * g
    return w - lr * v, v


def adam(w, m, v, t, g, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    return w - lr * (m / (1 - beta1)) / (np.sqrt(v / (1 - beta2)) + eps), m, v
