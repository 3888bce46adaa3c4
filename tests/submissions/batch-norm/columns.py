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
