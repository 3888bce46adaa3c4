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
