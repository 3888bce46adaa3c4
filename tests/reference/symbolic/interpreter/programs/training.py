import numpy as np


def sgd(w, g, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    w -= config["learning_rate"] * g
    return w, config


def sgd_momentum(w, g, config):
    config.setdefault("momentum", 0.9)
    v = config.get("velocity", np.zeros_like(w))
    v = config["momentum"] * v - config["learning_rate"] * g
    next_w = w + v
    config["velocity"] = v
    return next_w, config


def adam(w, m, v, t, g, lr, beta, eps):
    m = beta * m + (1 - beta) * g
    v = 0.999 * np.abs(v) + (1 - 0.999) * (g**2)
    mhat = m / (1 - beta**t)
    vhat = v / (1 - 0.999**t)
    return w - lr * mhat / (np.sqrt(vhat) + eps), m, v


def update_all(params, lr):
    grads = {f"d{name}": np.ones_like(value) for name, value in params.items()}
    for l in range(1, 3):
        params["W" + str(l)] -= lr * grads["dW" + str(l)]
        params["b" + str(l)] = params["b" + str(l)] - lr * grads["db" + str(l)]
    return params


def momentum_of_a_network(params, beta, lr):
    velocity = {name: np.zeros_like(value) for name, value in params.items()}
    for name in params:
        velocity[name] = beta * velocity[name] + (1 - beta) * params[name]
        params[name] = params[name] - lr * velocity[name]
    return params, velocity


def affine_forward(I, W):
    N = I.shape[0]
    out = I.reshape(N, -1).reshape(I.shape).dot(W)
    cache = (I, W)
    return out, cache


def affine_backward(dY, X, W):
    dZ = dY.dot(W)
    return np.dot(dZ, W.T).reshape(X.shape), X.T.dot(dZ), np.sum(dZ, axis=0)


def softmax_loss(P, y):
    shifted = P - np.max(P, axis=1, keepdims=True)
    Z = np.sum(np.exp(shifted), axis=1, keepdims=True)
    log_probs = shifted - np.log(Z)
    probs = np.exp(log_probs)
    N = P.shape[0]
    loss = -np.sum(log_probs[np.arange(N), y]) / N
    dx = probs.copy()
    dx[np.arange(N), y] -= 1
    dx /= N
    return loss, dx


def softmax_loss_vectorised(X, W, y, a):
    loss = 0.0
    dW = np.zeros_like(W)
    scores = X.dot(W)
    scores -= scores.max(axis=1, keepdims=True)
    e = np.exp(scores)
    p = e / e.sum(axis=1, keepdims=True)
    loss = np.mean(-np.log(p[np.arange(len(X)), y])) + a * np.sum(W**2)
    p[range(len(y)), y] -= 1
    dW = X.T.dot(p) / len(X) + 2 * a * W
    return loss, dW


def batch_norm_forward(X, w, v, eps):
    N, D = X.shape
    mu = 1.0 / N * np.sum(X, axis=0)
    xmu = X - mu
    sq = xmu**2
    var = 1.0 / N * np.sum(sq, axis=0)
    sqrtvar = np.sqrt(var + eps)
    ivar = 1.0 / sqrtvar
    xhat = xmu * ivar
    out = w * xhat + v
    return out, (xhat, w, xmu, ivar, sqrtvar, var, eps)


def batch_norm_backward(dY, X, w, eps):
    out, cache = batch_norm_forward(X, w, w, eps)
    xhat, gamma, xmu, ivar, sqrtvar, var, eps = cache
    N, D = dY.shape
    dbeta = np.sum(dY, axis=0)
    dgamma = np.sum(dY * xhat, axis=0)
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
    return dx1 + dx2, dgamma, dbeta


def spatial_mean(I):
    n, h, d = I.shape
    flat = I.transpose(0, 2, 1).reshape(-1, h)
    out = (flat - flat.mean(axis=0)) / (flat.std(axis=0) + 1e-5)
    return out.reshape(n, d, h).transpose(0, 2, 1)


def layer_norm(X, w, v, eps):
    mean = X.mean(axis=1, keepdims=True)
    var = X.var(axis=1, keepdims=True)
    return w * (X - mean) / np.sqrt(var + eps) + v


def logistic(X, w, s):
    z = X @ w + s
    p = 1 / (1 + np.exp(-z))
    stable = np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))
    y = (z > 0) * 1
    return p, stable, -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)), X.T @ (p - y) / len(y)


def step_decay(lr, t):
    return lr * 0.5 ** np.floor((1 + t) / 10), lr / (1 + 0.1 * t), lr * np.exp(-0.1 * t)


def clip_by_norm(g, a):
    limit = np.abs(a) + 0.1
    norm = np.sqrt(np.sum(g**2))
    if norm > limit:
        g = g * limit / norm
    return g


def clip_in_place(g, a):
    limit = abs(a) + 0.1
    norm = np.linalg.norm(g)
    if norm > limit:
        g *= limit / norm
    return g


def clip_globally(gs, a):
    limit = abs(a) + 0.1
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in gs))
    scale = min(1, limit / norm)
    return [g * scale for g in gs]


def recurrent(X, S, w):
    h = w
    states = []
    for x in X:
        h = np.tanh(S @ h + x)
        states.append(h)
    return h, np.array(states)


def chain_jacobian(S, w, x):
    h = w
    J = np.eye(len(w))
    for _ in range(len(x)):
        h = np.tanh(S @ h)
        J = np.diag(1 - h**2) @ S @ J
    return J


def dropout_like(X, Y):
    mask = (Y < 0.5) / 0.5
    return X * mask


def gradient_descent(X, w, x, lr):
    for _ in range(5):
        w = w - lr * X.T @ (X @ w - x) / len(x)
    return w
