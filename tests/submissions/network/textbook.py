import numpy as np


def _forward(params, X, eps):
    L = (len(params) + 1) // 3
    h, caches = X, []
    for l in range(1, L):
        z = h @ params[f"W{l}"]
        mu, std = z.mean(axis=0), np.sqrt(z.var(axis=0) + eps)
        xhat = (z - mu) / std
        a = params[f"gamma{l}"] * xhat + params[f"beta{l}"]
        caches.append((h, xhat, std, a))
        h = np.maximum(a, 0)
    return h @ params[f"W{L}"] + params[f"b{L}"], h, caches


def mlp_forward(params, X, eps):
    return _forward(params, X, eps)[0]


def _log_softmax(z):
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def mlp_loss(params, X, Y, eps):
    return -np.sum(Y * _log_softmax(mlp_forward(params, X, eps))) / len(X)


def mlp_gradient(params, X, Y, eps):
    logits, h, caches = _forward(params, X, eps)
    N, L = len(X), len(caches) + 1
    grads = {}
    d = (np.exp(_log_softmax(logits)) - Y) / N
    grads[f"W{L}"], grads[f"b{L}"] = h.T @ d, d.sum(axis=0)
    d = d @ params[f"W{L}"].T
    for l in range(L - 1, 0, -1):
        h, xhat, std, a = caches[l - 1]
        d = d * (a > 0)
        grads[f"gamma{l}"] = np.sum(d * xhat, axis=0)
        grads[f"beta{l}"] = np.sum(d, axis=0)
        dxhat = d * params[f"gamma{l}"]
        dz = (dxhat - dxhat.mean(axis=0) - xhat * (dxhat * xhat).mean(axis=0)) / std
        grads[f"W{l}"] = h.T @ dz
        d = dz @ params[f"W{l}"].T
    return grads


def chain_jacobian(W, h0, T):
    h, J = h0, np.eye(len(h0))
    for _ in range(T):
        h = np.tanh(W @ h)
        J = np.diag(1 - h**2) @ W @ J
    return J


def gradient_norms(W, h0, T):
    h, steps = h0, []
    for _ in range(T):
        h = np.tanh(W @ h)
        steps.append(np.diag(1 - h**2) @ W)
    J = np.eye(len(h0))
    norms = [np.linalg.norm(J)]
    for step in steps[::-1]:
        J = J @ step
        norms.append(np.linalg.norm(J))
    return np.array(norms)
