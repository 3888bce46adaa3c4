import numpy as np


def forward(X, gamma, beta, eps):
    N, D = X.shape
    mu = 1.0 / N * np.sum(X, axis=0)
    xmu = X - mu
    sq = xmu**2
    var = 1.0 / N * np.sum(sq, axis=0)
    sqrtvar = np.sqrt(var + eps)
    ivar = 1.0 / sqrtvar
    xhat = xmu * ivar
    out = gamma * xhat + beta
    return out, (xhat, gamma, xmu, ivar, sqrtvar, var, eps)


def batch_norm(X, gamma, beta, eps):
    return forward(X, gamma, beta, eps)[0]


def batch_norm_backward(dY, X, gamma, eps):
    _, cache = forward(X, gamma, 0, eps)
    xhat, gamma, xmu, ivar, sqrtvar, var, eps = cache
    N, D = dY.shape
    dbeta = np.sum(dY, axis=0, keepdims=True)
    dgamma = np.sum(dY * xhat, axis=0, keepdims=True)
    dxhat = dY * gamma
    divar = np.sum(dxhat * xmu, axis=0)
    dxmu1 = dxhat * ivar
    dsqrtvar = -1.0 / (sqrtvar**2) * divar
    dvar = 0.5 * 1.0 / np.sqrt(var + eps) * dsqrtvar
    dsq = 1.0 / N * np.ones((N, D)) * dvar
    dxmu2 = 2 * xmu * dsq
    dx1 = dxmu1 + dxmu2
    dmu = -1 * np.sum(dxmu1 + dxmu2, axis=0)
    dx2 = 1.0 / N * np.ones((N, D)) * dmu
    return [dx1 + dx2, dgamma, dbeta]


def batch_norm_inference(X, gamma, beta, mean, var, eps):
    scale = gamma / np.sqrt(var + eps)
    shift = beta - scale * mean
    return scale * X + shift


def running_statistics(mean, var, X, momentum):
    mu = np.mean(X, axis=0, keepdims=True)
    running_mean = mean + (1.0 - momentum) * (mu - mean)
    running_var = var + (1.0 - momentum) * (np.mean((X - mu) ** 2, axis=0, keepdims=True) - var)
    return running_mean, running_var
