import numpy as np


def momentum(w, v, g, lr, beta):
    v *= beta
    v += (1 - beta) * g
    w -= lr * v
    return w, v


def adam(w, m, v, t, g, lr, beta1, beta2, eps):
    m += (1 - beta1) * (g - m)
    v += (1 - beta2) * (np.square(g) - v)
    w -= lr * (m / (1 - np.power(beta1, t))) / (np.sqrt(v / (1 - np.power(beta2, t))) + eps)
    return [w, m, v]
