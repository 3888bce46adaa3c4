"""Every layer an object that remembers what it needs for the way back."""

import numpy as np


class Linear:
    def __init__(self, W, b=0.0):
        self.W, self.b = W, b

    def forward(self, X):
        self.X = X
        return X.dot(self.W) + self.b

    def backward(self, dY):
        self.dW = self.X.T.dot(dY)
        self.db = dY.sum(0)
        return dY.dot(self.W.T)


class BatchNorm:
    def __init__(self, gamma, beta, eps):
        self.gamma, self.beta, self.eps = gamma, beta, eps

    def forward(self, X):
        self.centred = X - X.mean(0)
        self.inverse = (np.mean(self.centred**2, 0) + self.eps) ** -0.5
        return self.gamma * self.centred * self.inverse + self.beta

    def backward(self, dY):
        N = len(dY)
        self.dgamma = (dY * self.centred * self.inverse).sum(0)
        self.dbeta = dY.sum(0)
        d = dY * self.gamma
        dvar = (d * self.centred).sum(0) * -0.5 * self.inverse**3
        dmean = -(d * self.inverse).sum(0)
        return d * self.inverse + 2 * dvar * self.centred / N + dmean / N


class Relu:
    def forward(self, X):
        self.mask = X > 0
        return np.where(self.mask, X, 0)

    def backward(self, dY):
        return np.where(self.mask, dY, 0)


class Network:
    def __init__(self, params, eps):
        self.depth = max(int(name[1:]) for name in params if name.startswith("W"))
        self.layers = []
        for number in range(1, self.depth):
            norm = BatchNorm(params[f"gamma{number}"], params[f"beta{number}"], eps)
            self.layers += [Linear(params[f"W{number}"]), norm, Relu()]
        self.layers.append(Linear(params[f"W{self.depth}"], params[f"b{self.depth}"]))

    def forward(self, X):
        for layer in self.layers:
            X = layer.forward(X)
        return X

    def backward(self, d):
        for layer in reversed(self.layers):
            d = layer.backward(d)


def mlp_forward(params, X, eps):
    return Network(params, eps).forward(X)


def mlp_loss(params, X, Y, eps):
    logits = mlp_forward(params, X, eps)
    return float(np.mean(np.logaddexp.reduce(logits, axis=1) - (Y * logits).sum(axis=1)))


def mlp_gradient(params, X, Y, eps):
    network = Network(params, eps)
    logits = network.forward(X)
    p = np.exp(logits - np.logaddexp.reduce(logits, axis=1)[:, None])
    network.backward((p - Y) / len(Y))
    out = {"b%d" % network.depth: network.layers[-1].db}
    for number in range(network.depth, 0, -1):
        out[f"W{number}"] = network.layers[3 * (number - 1)].dW
        if number < network.depth:
            norm = network.layers[3 * (number - 1) + 1]
            out[f"gamma{number}"], out[f"beta{number}"] = norm.dgamma, norm.dbeta
    return out


def chain_jacobian(W, h0, T):
    if T == 0:
        return np.eye(len(h0))
    h1 = np.tanh(W @ h0)
    return chain_jacobian(W, h1, T - 1) @ ((1 - h1 * h1)[:, None] * W)


def gradient_norms(W, h0, T):
    states = [h0]
    for _ in range(T):
        states.append(np.tanh(W @ states[-1]))
    return [np.sqrt((chain_jacobian(W, states[t], T - t) ** 2).sum()) for t in range(T, -1, -1)]
