import numpy as np


def batch_norm(X, gamma, beta, eps):
    out = []
    for j, column in enumerate(X.T):
        mean = sum(column) / len(column)
        variance = sum((v - mean) ** 2 for v in column) / len(column)
        out.append([gamma[j] * (v - mean) * (variance + eps) ** -0.5 + beta[j] for v in column])
    return np.transpose(out)


def batch_norm_backward(dY, X, gamma, eps):
    N, D = X.shape
    dX, dgamma, dbeta = np.zeros_like(X), np.zeros(D), np.zeros(D)
    for j in range(D):
        x = X[:, j] - X[:, j].mean()
        r = (np.dot(x, x) / N + eps) ** -0.5
        J = r * (np.eye(N) - 1.0 / N) - r**3 / N * np.outer(x, x)
        dX[:, j] = J @ dY[:, j] * gamma[j]
        dgamma[j] = (x * r) @ dY[:, j]
        dbeta[j] = dY[:, j].sum()
    return dict(dX=dX, dgamma=dgamma, dbeta=dbeta)


def batch_norm_inference(X, gamma, beta, mean, var, eps):
    Y = np.empty_like(X)
    for j in range(X.shape[1]):
        Y[:, j] = [(x - mean[j]) * gamma[j] * (var[j] + eps) ** -0.5 + beta[j] for x in X[:, j]]
    return Y


def running_statistics(mean, var, X, momentum):
    new_mean, new_var = [], []
    for m, v, column in zip(mean, var, X.T):
        mu = sum(column) / len(column)
        new_mean.append(momentum * m + (1 - momentum) * mu)
        new_var.append(momentum * v + (1 - momentum) * sum((column - mu) ** 2) / len(column))
    return dict(mean=new_mean, var=new_var)
