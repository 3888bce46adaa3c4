import math

import numpy as np


class State:
    def __init__(self, lr, beta1, beta2, eps):
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps

    def step(self, w, m, v, t, g):
        m = self.beta1 * m + (1 - self.beta1) * g
        v = self.beta2 * v + (1 - self.beta2) * g * g
        a = m / (1 - math.pow(self.beta1, t))
        b = v / (1 - math.pow(self.beta2, t))
        return w - self.lr * a / (math.sqrt(b) + self.eps), m, v


def momentum(w, v, g, lr, beta):
    new_v = np.array([beta * a + (1 - beta) * b for a, b in zip(v, g)])
    new_w = np.array([a - lr * b for a, b in zip(w, new_v)])
    return new_w, new_v


def adam(w, m, v, t, g, lr, beta1, beta2, eps):
    state = State(lr, beta1, beta2, eps)
    out = [np.zeros(w.shape) for _ in range(3)]
    for index in np.ndindex(w.shape):
        for array, value in zip(out, state.step(w[index], m[index], v[index], t, g[index])):
            array[index] = value
    return tuple(out)
