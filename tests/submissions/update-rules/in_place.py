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


def gradient_descent(w, g, lr):
    w -= lr * g
    return w


def heavy_ball(w, w_prev, g, lr, gamma):
    velocity = w - w_prev
    velocity *= gamma
    velocity -= lr * g
    w += velocity
    return w


def nesterov(w, w_prev, grad, lr, gamma):
    velocity = gamma * (w - w_prev)
    velocity -= lr * grad(w + velocity)
    w += velocity
    return w


def adagrad(w, G, g, lr, eps):
    G += g * g
    w -= lr * g * (G + eps) ** -0.5
    return w, G


def rmsprop(w, s, g, lr, beta, eps):
    s *= beta
    s += (1 - beta) * g * g
    w -= lr * g / np.sqrt(s + eps)
    return w, s


def adadelta(w, v, q, g, gamma, eps):
    v += (1 - gamma) * (g * g - v)
    step = np.sqrt((q + eps) / (v + eps)) * g
    q += (1 - gamma) * (step * step - q)
    w -= step
    return w, v, q


def newton(w, g, H):
    w -= np.linalg.inv(H) @ g
    return w
