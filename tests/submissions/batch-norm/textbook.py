import numpy as np


def batch_norm(X, gamma, beta, eps):
    mu = X.mean(axis=0)
    var = X.var(axis=0)
    xhat = (X - mu) / np.sqrt(var + eps)
    return gamma * xhat + beta


def batch_norm_backward(dY, X, gamma, eps):
    N = X.shape[0]
    mu = X.mean(axis=0)
    var = X.var(axis=0)
    std = np.sqrt(var + eps)
    xhat = (X - mu) / std
    dgamma = np.sum(dY * xhat, axis=0)
    dbeta = np.sum(dY, axis=0)
    dX = gamma / (N * std) * (N * dY - dbeta - xhat * dgamma)
    return dX, dgamma, dbeta


def batch_norm_inference(X, gamma, beta, mean, var, eps):
    xhat = (X - mean) / np.sqrt(var + eps)
    return gamma * xhat + beta


def running_statistics(mean, var, X, momentum):
    mean = momentum * mean + (1 - momentum) * X.mean(axis=0)
    var = momentum * var + (1 - momentum) * X.var(axis=0)
    return mean, var
