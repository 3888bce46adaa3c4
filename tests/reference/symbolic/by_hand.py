"""Formulas as textbooks write them, by hand and naively: for numbers of mpmath.

They check the exact values that come from the graphs of the code, and stand in for those of code
that has no graph.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np
from exact_graphs import exact

exp, log, sqrt, tanh = (
    np.vectorize(function, otypes=[object])
    for function in (mpmath.exp, mpmath.log, mpmath.sqrt, mpmath.tanh)
)


def softmax(x: Any) -> Any:
    return exp(x) / exp(x).sum(axis=-1, keepdims=True)


def softmax_jacobian(x: Any) -> Any:
    s, n = softmax(x), len(x)
    return np.array([[s[i] * ((i == j) - s[j]) for j in range(n)] for i in range(n)])


def softmax_vjp(x: Any, g: Any) -> Any:
    rows = zip(x.reshape(-1, x.shape[-1]), g.reshape(-1, x.shape[-1]), strict=True)
    return np.array([g_row @ softmax_jacobian(x_row) for x_row, g_row in rows]).reshape(x.shape)


def log_softmax(x: Any) -> Any:
    return log(softmax(x))


def cross_entropy(logits: Any, Y: Any) -> Any:
    return -(Y * log(softmax(logits))).sum() / len(Y)


def cross_entropy_gradient(logits: Any, Y: Any) -> Any:
    by_probabilities = -Y / softmax(logits) / len(Y)
    return softmax_vjp(logits, by_probabilities)


def batch_norm(X: Any, gamma: Any, beta: Any, eps: Any) -> Any:
    N = len(X)
    mean = X.sum(axis=0) / N
    variance = (X**2).sum(axis=0) / N - mean**2
    return gamma * (X - mean) / sqrt(variance + eps) + beta


def batch_norm_backward(dY: Any, X: Any, gamma: Any, eps: Any) -> Any:
    """Path by path: directly, through the mean, through the variance."""
    N = len(X)
    mean = X.sum(axis=0) / N
    deviation = sqrt((X**2).sum(axis=0) / N - mean**2 + eps)
    dxhat = dY * gamma
    dvariance = -(dxhat * (X - mean)).sum(axis=0) / (2 * deviation**3)
    dmean = -dxhat.sum(axis=0) / deviation
    dX = dxhat / deviation + 2 * dvariance * (X - mean) / N + dmean / N
    return dX, (dY * (X - mean)).sum(axis=0) / deviation, dY.sum(axis=0)


def sigmoid(z: Any) -> Any:
    return 1 / (1 + exp(-z))


def sigmoid_derivative(z: Any) -> Any:
    return exp(-z) / (1 + exp(-z)) ** 2


def binary_cross_entropy(w: Any, b: Any, X: Any, y: Any) -> Any:
    z = X @ w + b
    return (y * log(1 + exp(-z)) + (1 - y) * log(1 + exp(z))).sum() / len(y)


def linear(X: Any, W: Any, b: Any) -> Any:
    return (X[:, :, None] * W).sum(axis=1) + b


def linear_backward(dY: Any, X: Any, W: Any) -> Any:
    dX = (dY[:, None, :] * W).sum(axis=2)
    return dX, (X[:, :, None] * dY[:, None, :]).sum(axis=0), dY.sum(axis=0)


def adam(w: Any, m: Any, v: Any, t: Any, g: Any, lr: Any, beta1: Any, beta2: Any, eps: Any) -> Any:
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    return w - lr * (m / (1 - beta1**t)) / (sqrt(v / (1 - beta2**t)) + eps), m, v


def nesterov(w: Any, w_prev: Any, grad: Any, lr: Any, gamma: Any) -> Any:
    return w - lr * grad(w + gamma * (w - w_prev)) + gamma * (w - w_prev)


def adadelta(w: Any, v: Any, q: Any, g: Any, gamma: Any, eps: Any) -> Any:
    v = gamma * v + (1 - gamma) * g * g
    step = sqrt(q + eps) / sqrt(v + eps) * g
    return w - step, v, gamma * q + (1 - gamma) * step * step


def newton(w: Any, g: Any, H: Any) -> Any:
    step = mpmath.inverse(mpmath.matrix(H.tolist())) * mpmath.matrix(g.tolist())
    return w - np.array(step.tolist(), dtype=object)[:, 0]


def step_decay(lr0: Any, t: Any, gamma: Any, s: Any) -> Any:
    return lr0 * gamma ** mpmath.floor(mpmath.mpf(t) / s)


def cosine_annealing(lr0: Any, t: Any, T: Any) -> Any:
    return lr0 * (1 + mpmath.cos(mpmath.pi * t / T)) / 2


def clip_by_norm(g: Any, limit: Any) -> Any:
    return clip_by_global_norm([g], limit)[0]


def clip_by_global_norm(gs: Any, limit: Any) -> Any:
    norm = sqrt(sum(entry * entry for g in gs for entry in g.ravel()))
    return [limit * g / norm for g in gs] if norm > limit else gs


def iterations_per_epoch(n: Any, batch_size: Any) -> Any:
    return mpmath.ceil(mpmath.mpf(n) / batch_size)


def min_max(X: Any) -> Any:
    spread = X.max(axis=0) - X.min(axis=0)
    return (X - X.min(axis=0)) / np.where(spread == 0, 1, spread)


def l2_normalize(X: Any) -> Any:
    square = (X**2).sum(axis=1, keepdims=True)
    return X / sqrt(np.where(square == 0, 1, square))


def xavier_uniform(n_in: Any, n_out: Any, rng: Any) -> Any:
    limit = mpmath.sqrt(mpmath.mpf(6) / (n_in + n_out))
    return limit * (2 * exact(rng.random((n_in, n_out))) - 1)


def normal_init(n_in: Any, n_out: Any, sigma: Any, rng: Any) -> Any:
    return sigma * exact(rng.standard_normal((n_in, n_out)))


def fixup_scale(L: Any, m: Any) -> Any:
    return 1 / mpmath.root(L, 2 * m - 2)


def minibatches(n: Any, batch_size: Any, rng: Any) -> Any:
    order = rng.permutation(n)
    numbers = [place // batch_size for place in range(n)]
    return [order[np.equal(numbers, number)] for number in range(numbers[-1] + 1)]


def mlp_forward(params: Any, X: Any, eps: Any) -> Any:
    return mlp_states(params, X, eps)[-1]


def mlp_states(params: Any, X: Any, eps: Any) -> Any:
    """What goes into each layer, in the end the logits; of a hidden layer, also before its ReLU."""
    states, layer = [X], 1
    while f"gamma{layer}" in params:
        Z = linear(states[-1], params[f"W{layer}"], 0)
        Y = batch_norm(Z, params[f"gamma{layer}"], params[f"beta{layer}"], eps)
        states += [Y, np.where(Y > 0, Y, 0)]
        layer += 1
    return [*states, linear(states[-1], params[f"W{layer}"], params[f"b{layer}"])]


def mlp_loss(params: Any, X: Any, Y: Any, eps: Any) -> Any:
    return cross_entropy(mlp_forward(params, X, eps), Y)


def mlp_gradient(params: Any, X: Any, Y: Any, eps: Any) -> Any:
    *states, H, logits = mlp_states(params, X, eps)
    layer = len(states) // 2 + 1
    gradient = {}
    dlogits = cross_entropy_gradient(logits, Y)
    dH, gradient[f"W{layer}"], gradient[f"b{layer}"] = linear_backward(
        dlogits, H, params[f"W{layer}"]
    )
    while states:
        *states, H, pre_activation = states
        layer -= 1
        W, gamma = params[f"W{layer}"], params[f"gamma{layer}"]
        dZ, gradient[f"gamma{layer}"], gradient[f"beta{layer}"] = batch_norm_backward(
            np.where(pre_activation > 0, dH, 0), linear(H, W, 0), gamma, eps
        )
        dH, gradient[f"W{layer}"], _ = linear_backward(dZ, H, W)
    return {name: gradient[name] for name in params}


def chain_jacobians(W: Any, h0: Any, T: Any) -> Any:
    """Every ∂h_T/∂h_t, from t = T to 0."""
    states = [h0]
    for _ in range(T):
        states.append(tanh((W * states[-1]).sum(axis=1)))
    jacobians = [exact(np.eye(len(h0)))]
    for h in states[:0:-1]:
        jacobians.append((jacobians[-1] * (1 - h**2)) @ W)
    return jacobians


def chain_jacobian(W: Any, h0: Any, T: Any) -> Any:
    return chain_jacobians(W, h0, T)[-1]


def gradient_norms(W: Any, h0: Any, T: Any) -> Any:
    return np.array([mpmath.sqrt((J**2).sum()) for J in chain_jacobians(W, h0, T)])


BY_HAND: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        softmax,
        softmax_jacobian,
        softmax_vjp,
        log_softmax,
        cross_entropy,
        cross_entropy_gradient,
        batch_norm,
        batch_norm_backward,
        sigmoid,
        sigmoid_derivative,
        binary_cross_entropy,
        linear,
        linear_backward,
        adam,
        nesterov,
        adadelta,
        newton,
        step_decay,
        cosine_annealing,
        clip_by_norm,
        clip_by_global_norm,
        iterations_per_epoch,
        min_max,
        l2_normalize,
        xavier_uniform,
        normal_init,
        fixup_scale,
        minibatches,
        mlp_forward,
        mlp_loss,
        mlp_gradient,
        chain_jacobian,
        gradient_norms,
    )
}
