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


def each(function, *arrays):
    out = np.vectorize(function)(*arrays)
    return out


def gradient_descent(w, g, lr):
    return each(lambda a, b: a - lr * b, w, g)


def heavy_ball(w, w_prev, g, lr, gamma):
    return each(lambda a, before, b: a - lr * b + gamma * (a - before), w, w_prev, g)


def nesterov(w, w_prev, grad, lr, gamma):
    ahead = [a + gamma * (a - b) for a, b in zip(w, w_prev)]
    slope = grad(np.array(ahead))
    return [a - lr * s for a, s in zip(ahead, slope)]


def adagrad(w, G, g, lr, eps):
    total = each(lambda a, b: a + b * b, G, g)
    return each(lambda a, b, c: a - lr * b / math.sqrt(c + eps), w, g, total), total


def rmsprop(w, s, g, lr, beta, eps):
    mean = each(lambda a, b: beta * a + (1 - beta) * b * b, s, g)
    return each(lambda a, b, c: a - lr * b / math.sqrt(c + eps), w, g, mean), mean


def adadelta(w, v, q, g, gamma, eps):
    out = [np.zeros(w.shape) for _ in range(3)]
    for index in np.ndindex(w.shape):
        second = gamma * v[index] + (1 - gamma) * g[index] ** 2
        step = math.sqrt(q[index] + eps) / math.sqrt(second + eps) * g[index]
        out[0][index] = w[index] - step
        out[1][index] = second
        out[2][index] = gamma * q[index] + (1 - gamma) * step * step
    return dict(w=out[0], v=out[1], q=out[2])


def newton(w, g, H):
    n = len(w)
    rows = [list(H[i]) + [g[i]] for i in range(n)]
    for i in range(n):
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for k in range(n):
            if k != i:
                rows[k] = [a - rows[k][i] * b for a, b in zip(rows[k], rows[i])]
    return np.array([w[i] - rows[i][n] for i in range(n)])
