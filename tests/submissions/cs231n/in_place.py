"""The course's functions as a graph of small steps, with everything changed where it stands."""

import numpy as np

from past.builtins import xrange


def affine_forward(x, w, b):
    out = np.dot(np.reshape(x, [x.shape[0], np.prod(x.shape[1:])]), w)
    out += b
    return out, {"x": x, "w": w}


def affine_backward(dout, cache):
    x, w = cache["x"], cache["w"]
    dx = np.dot(dout, w.T).reshape(*x.shape)
    dw = np.dot(x.reshape(len(x), -1).T, dout)
    db = np.ones(len(dout)).dot(dout)
    return dx, dw, db


def softmax_loss(x, y):
    N = x.shape[0]
    x -= np.max(x, axis=1, keepdims=True)
    probs = np.exp(x)
    probs /= np.sum(probs, axis=1, keepdims=True)
    loss = -np.sum(np.log(probs[np.arange(N), y])) / N
    probs[np.arange(N), y] -= 1
    probs /= N
    return loss, probs


def batchnorm_forward(x, gamma, beta, bn_param):
    mode = bn_param["mode"]
    eps = bn_param.get("eps", 1e-5)
    momentum = bn_param.get("momentum", 0.9)
    N, D = x.shape
    bn_param.setdefault("running_mean", np.zeros(D))
    bn_param.setdefault("running_var", np.zeros(D))
    if mode == "test":
        x -= bn_param["running_mean"]
        x /= np.sqrt(bn_param["running_var"] + eps)
        x *= gamma
        x += beta
        return x, None
    if mode != "train":
        raise ValueError(mode)
    mu = 1.0 / N * np.sum(x, axis=0)
    xmu = x - mu
    var = 1.0 / N * np.sum(xmu**2, axis=0)
    sqrtvar = np.sqrt(var + eps)
    ivar = 1.0 / sqrtvar
    xhat = xmu * ivar
    bn_param["running_mean"] *= momentum
    bn_param["running_mean"] += (1 - momentum) * mu
    bn_param["running_var"] *= momentum
    bn_param["running_var"] += (1 - momentum) * var
    return gamma * xhat + beta, (xhat, gamma, xmu, ivar, sqrtvar, var, eps)


def batchnorm_backward(dout, cache):
    xhat, gamma, xmu, ivar, sqrtvar, var, eps = cache
    N, D = dout.shape
    dbeta = np.sum(dout, axis=0)
    dgamma = np.sum(dout * xhat, axis=0)
    dxhat = dout * gamma
    divar = np.sum(dxhat * xmu, axis=0)
    dxmu = dxhat * ivar
    dsqrtvar = -1.0 / sqrtvar**2 * divar
    dvar = 0.5 / np.sqrt(var + eps) * dsqrtvar
    dxmu += 2 * xmu * np.ones((N, D)) / N * dvar
    dmu = -np.sum(dxmu, axis=0)
    dxmu += np.ones((N, D)) / N * dmu
    return dxmu, dgamma, dbeta


def batchnorm_backward_alt(dout, cache):
    xhat, gamma, _, ivar, *_ = cache
    N = len(dout)
    dbeta = dout.sum(0)
    dgamma = np.einsum("nd,nd->d", dout, xhat)
    dout *= N
    dout -= dbeta
    dout -= xhat * dgamma
    dout *= gamma * ivar / N
    return dout, dgamma, dbeta


def layernorm_forward(x, gamma, beta, ln_param):
    # Batch normalization of the transposed batch.
    xT = x.T
    xmu = xT - xT.mean(axis=0)
    ivar = 1 / np.sqrt(np.mean(xmu**2, axis=0) + ln_param.get("eps", 1e-5))
    xhat = (xmu * ivar).T
    return xhat * gamma + beta, (xhat, gamma, ivar)


def layernorm_backward(dout, cache):
    xhat, gamma, ivar = cache
    D = dout.shape[1]
    dxhat = (dout * gamma).T
    xhatT = xhat.T
    dx = ivar / D * (D * dxhat - dxhat.sum(axis=0) - xhatT * (dxhat * xhatT).sum(axis=0))
    return dx.T, np.sum(dout * xhat, 0), np.sum(dout, 0)


def sgd_momentum(w, dw, config=None):
    config = {} if config is None else config
    v = config.setdefault("velocity", np.zeros_like(w))
    v *= config.get("momentum", 0.9)
    v -= config.get("learning_rate", 1e-2) * dw
    w += v
    config["velocity"] = v
    return w, config


def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    cache = config.setdefault("cache", np.zeros_like(w))
    decay_rate = config.get("decay_rate", 0.99)
    cache *= decay_rate
    cache += (1 - decay_rate) * np.square(dw)
    w += -config.get("learning_rate", 1e-2) * dw / (np.sqrt(cache) + config.get("epsilon", 1e-8))
    return w, config


def adam(w, dw, config=None):
    config = {} if config is None else config
    lr = config.get("learning_rate", 1e-3)
    b1, b2, eps = config.get("beta1", 0.9), config.get("beta2", 0.999), config.get("epsilon", 1e-8)
    m, v = config.get("m", np.zeros_like(w)), config.get("v", np.zeros_like(w))
    t = config.get("t", 0) + 1
    m *= b1
    m += (1 - b1) * dw
    v *= b2
    v += (1 - b2) * dw**2
    mt = m / (1 - b1**t)
    vt = v / (1 - b2**t)
    w -= lr * mt / (np.sqrt(vt) + eps)
    config["m"], config["v"], config["t"] = m, v, t
    return w, config
