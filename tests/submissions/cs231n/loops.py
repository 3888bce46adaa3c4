"""The course's functions sample by sample; the backward passes compute everything anew."""

import numpy as np


def affine_forward(x, w, b):
    out = np.zeros((x.shape[0], w.shape[1]))
    for i in range(x.shape[0]):
        for k in range(w.shape[1]):
            out[i, k] = np.sum(x[i].ravel() * w[:, k]) + b[k]
    return out, [x, w, b]


def affine_backward(dout, cache):
    x, w, b = cache
    dx, dw, db = np.zeros_like(x), np.zeros_like(w), np.zeros_like(b)
    for i in range(x.shape[0]):
        dx[i] = np.dot(w, dout[i]).reshape(x[i].shape)
        dw += np.outer(x[i].ravel(), dout[i])
        db += dout[i]
    return dx, dw, db


def softmax_loss(x, y):
    loss = 0.0
    dx = np.zeros_like(x)
    num = x.shape[0]
    for i in range(num):
        scores = x[i] - np.max(x[i])
        p = np.exp(scores) / np.sum(np.exp(scores))
        loss += np.log(np.sum(np.exp(scores))) - scores[y[i]]
        for k in range(x.shape[1]):
            dx[i, k] = (p[k] - (k == y[i])) / num
    return loss / num, dx


def batchnorm_forward(x, gamma, beta, bn_param):
    eps = bn_param.get("eps", 1e-5)
    momentum = bn_param.get("momentum", 0.9)
    N, D = x.shape
    running_mean = bn_param.get("running_mean", np.zeros(D))
    running_var = bn_param.get("running_var", np.zeros(D))
    out = np.zeros_like(x)
    new_mean, new_var = np.array(running_mean), np.array(running_var)
    for j in range(D):
        if bn_param["mode"] == "train":
            mu = sum(x[:, j]) / N
            var = sum((x[:, j] - mu) ** 2) / N
            new_mean[j] = momentum * running_mean[j] + (1 - momentum) * mu
            new_var[j] = momentum * running_var[j] + (1 - momentum) * var
        else:
            mu, var = running_mean[j], running_var[j]
        for i in range(N):
            out[i, j] = gamma[j] * (x[i, j] - mu) / np.sqrt(var + eps) + beta[j]
    bn_param["running_mean"] = new_mean
    bn_param["running_var"] = new_var
    return out, (x, gamma, eps)


def batchnorm_backward(dout, cache):
    x, gamma, eps = cache
    N, D = x.shape
    dx, dgamma, dbeta = np.zeros((N, D)), np.zeros(D), np.zeros(D)
    for j in range(D):
        mu = x[:, j].mean()
        std = np.sqrt(((x[:, j] - mu) ** 2).mean() + eps)
        x_hat = (x[:, j] - mu) / std
        dbeta[j] = dout[:, j].sum()
        dgamma[j] = (dout[:, j] * x_hat).sum()
        for i in range(N):
            inner = N * dout[i, j] - dbeta[j] - x_hat[i] * dgamma[j]
            dx[i, j] = gamma[j] / (N * std) * inner
    return dx, dgamma, dbeta


def batchnorm_backward_alt(dout, cache):
    return batchnorm_backward(dout, cache)


def layernorm_forward(x, gamma, beta, ln_param):
    eps = ln_param.get("eps", 1e-5)
    rows = [(row - row.mean()) / np.sqrt(row.var() + eps) for row in x]
    return np.array([gamma * row + beta for row in rows]), (x, gamma, eps)


def layernorm_backward(dout, cache):
    x, gamma, eps = cache
    dx, dgamma, dbeta = np.zeros_like(x), np.zeros_like(gamma), np.zeros_like(gamma)
    for i, row in enumerate(x):
        std = np.sqrt(row.var() + eps)
        x_hat = (row - row.mean()) / std
        g = gamma * dout[i]
        dx[i] = (g - g.mean() - x_hat * np.mean(g * x_hat)) / std
        dgamma += dout[i] * x_hat
        dbeta += dout[i]
    return dx, dgamma, dbeta


def sgd_momentum(w, dw, config=None):
    rates = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": 0 * w}
    config = {**rates, **(config or {})}
    w, v = np.array(w), np.array(config["velocity"])
    for index in np.ndindex(w.shape):
        v[index] = config["momentum"] * v[index] - config["learning_rate"] * dw[index]
        w[index] += v[index]
    return w, {**config, "velocity": v}


def rmsprop(w, dw, config=None):
    rates = {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8, "cache": 0 * w}
    config = {**rates, **(config or {})}
    w, cache, rho = np.array(w), np.array(config["cache"]), config["decay_rate"]
    for index in np.ndindex(w.shape):
        cache[index] = rho * cache[index] + (1 - rho) * dw[index] ** 2
        w[index] -= config["learning_rate"] * dw[index] / (cache[index] ** 0.5 + config["epsilon"])
    return w, {**config, "cache": cache}


def adam(w, dw, config=None):
    rates = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
    config = {**rates, "m": 0 * w, "v": 0 * w, "t": 0, **(config or {})}
    new = dict(config)
    new["t"] = config["t"] + 1
    new["m"] = config["beta1"] * config["m"] + (1 - config["beta1"]) * dw
    new["v"] = config["beta2"] * config["v"] + (1 - config["beta2"]) * (dw**2)
    first = new["m"] / (1 - np.power(config["beta1"], new["t"]))
    second = new["v"] / (1 - np.power(config["beta2"], new["t"]))
    return w - config["learning_rate"] * first / (np.sqrt(second) + config["epsilon"]), new
