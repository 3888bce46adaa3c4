"""The values of the reference against the textbook, written naively and run with 50 digits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import mpmath
import numpy as np
import pytest

from grader.examples import Example, bank
from reference.catalogue import catalogue
from reference.formula import Formula
from reference.values import arguments, leaves, mapped

EPSILON = float(np.finfo(float).eps)
DIGITS = 50
# What is promised, in units in the last place.
UNITS = 8
# On its way back through layers, a gradient is divided by the deviation of each normalization. What
# is promised of it is not to be off by more than the inputs, moved by one unit, make it move.
ILL_CONDITIONED = {"mlp_gradient"}
UNITS_AFTER_A_THOUSAND_STEPS = 32
SEEDS = (0, 1, 2)

exp, log, sqrt, tanh = (
    np.vectorize(function, otypes=[object])
    for function in (mpmath.exp, mpmath.log, mpmath.sqrt, mpmath.tanh)
)


def exact(value: Any) -> Any:
    """A float or an array of floats as mpmath numbers, digit by digit the same; of a list, a dict
    or a gradient function, all its numbers."""
    return mapped(_exact, value)


def _exact(value: Any) -> Any:
    if isinstance(value, int | np.random.Generator):
        return value
    numbers = np.vectorize(lambda v: mpmath.mpf(float(v)), otypes=[object])(value)
    return numbers if np.ndim(value) else numbers.item()


# --- the textbook ------------------------------------------------------------------------------


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


def batch_norm_inference(X: Any, gamma: Any, beta: Any, mean: Any, var: Any, eps: Any) -> Any:
    return gamma * (X - mean) / sqrt(var + eps) + beta


def running_statistics(mean: Any, var: Any, X: Any, momentum: Any) -> Any:
    N = len(X)
    batch_mean = X.sum(axis=0) / N
    batch_var = (X**2).sum(axis=0) / N - batch_mean**2
    return (
        momentum * mean + (1 - momentum) * batch_mean,
        momentum * var + (1 - momentum) * batch_var,
    )


def sigmoid(z: Any) -> Any:
    return 1 / (1 + exp(-z))


def sigmoid_derivative(z: Any) -> Any:
    return exp(-z) / (1 + exp(-z)) ** 2


def binary_cross_entropy(w: Any, b: Any, X: Any, y: Any) -> Any:
    z = X @ w + b
    return (y * log(1 + exp(-z)) + (1 - y) * log(1 + exp(z))).sum() / len(y)


def binary_cross_entropy_gradient(w: Any, b: Any, X: Any, y: Any) -> Any:
    error = sigmoid(X @ w + b) - y
    return (X * error[:, None]).sum(axis=0) / len(y), error.sum() / len(y)


def sigmoid_mse(w: Any, b: Any, X: Any, y: Any) -> Any:
    return ((sigmoid(X @ w + b) - y) ** 2).sum() / (2 * len(y))


def sigmoid_mse_gradient(w: Any, b: Any, X: Any, y: Any) -> Any:
    z = X @ w + b
    slope = (sigmoid(z) - y) * sigmoid_derivative(z)
    return (X * slope[:, None]).sum(axis=0) / len(y), slope.sum() / len(y)


def linear(X: Any, W: Any, b: Any) -> Any:
    return (X[:, :, None] * W).sum(axis=1) + b


def linear_backward(dY: Any, X: Any, W: Any) -> Any:
    dX = (dY[:, None, :] * W).sum(axis=2)
    return dX, (X[:, :, None] * dY[:, None, :]).sum(axis=0), dY.sum(axis=0)


def momentum(w: Any, v: Any, g: Any, lr: Any, beta: Any) -> Any:
    v = beta * v + (1 - beta) * g
    return w - lr * v, v


def adam(w: Any, m: Any, v: Any, t: Any, g: Any, lr: Any, beta1: Any, beta2: Any, eps: Any) -> Any:
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    return w - lr * (m / (1 - beta1**t)) / (sqrt(v / (1 - beta2**t)) + eps), m, v


def gradient_descent(w: Any, g: Any, lr: Any) -> Any:
    return w - lr * g


def heavy_ball(w: Any, w_prev: Any, g: Any, lr: Any, gamma: Any) -> Any:
    return w - lr * g + gamma * (w - w_prev)


def nesterov(w: Any, w_prev: Any, grad: Any, lr: Any, gamma: Any) -> Any:
    return w - lr * grad(w + gamma * (w - w_prev)) + gamma * (w - w_prev)


def adagrad(w: Any, G: Any, g: Any, lr: Any, eps: Any) -> Any:
    G = G + g * g
    return w - lr / sqrt(G + eps) * g, G


def adadelta(w: Any, v: Any, q: Any, g: Any, gamma: Any, eps: Any) -> Any:
    v = gamma * v + (1 - gamma) * g * g
    step = sqrt(q + eps) / sqrt(v + eps) * g
    return w - step, v, gamma * q + (1 - gamma) * step * step


def rmsprop(w: Any, s: Any, g: Any, lr: Any, beta: Any, eps: Any) -> Any:
    s = beta * s + (1 - beta) * g * g
    return w - lr * g / sqrt(s + eps), s


def newton(w: Any, g: Any, H: Any) -> Any:
    step = mpmath.inverse(mpmath.matrix(H.tolist())) * mpmath.matrix(g.tolist())
    return w - np.array(step.tolist(), dtype=object)[:, 0]


def step_decay(lr0: Any, t: Any, gamma: Any, s: Any) -> Any:
    return lr0 * gamma ** mpmath.floor(mpmath.mpf(t) / s)


def exponential_decay(lr0: Any, t: Any, k: Any) -> Any:
    return lr0 * mpmath.e ** (-k * t)


def cosine_annealing(lr0: Any, t: Any, T: Any) -> Any:
    return lr0 * (1 + mpmath.cos(mpmath.pi * t / T)) / 2


def inverse_time_decay(lr0: Any, t: Any, decay: Any) -> Any:
    return lr0 / (1 + decay * t)


def clip_by_value(g: Any, limit: Any) -> Any:
    return np.array([max(-limit, min(limit, entry)) for entry in g.ravel()]).reshape(g.shape)


def clip_by_norm(g: Any, limit: Any) -> Any:
    return clip_by_global_norm([g], limit)[0]


def clip_by_global_norm(gs: Any, limit: Any) -> Any:
    norm = sqrt(sum(entry * entry for g in gs for entry in g.ravel()))
    return [limit * g / norm for g in gs] if norm > limit else gs


def iterations_per_epoch(n: Any, batch_size: Any) -> Any:
    return mpmath.ceil(mpmath.mpf(n) / batch_size)


def minibatch_gradient(per_sample_gradients: Any) -> Any:
    return sum(per_sample_gradients) / len(per_sample_gradients)


def min_max(X: Any) -> Any:
    spread = X.max(axis=0) - X.min(axis=0)
    return (X - X.min(axis=0)) / np.where(spread == 0, 1, spread)


def min_max_symmetric(X: Any) -> Any:
    return 2 * min_max(X) - 1


def standardize(X: Any) -> Any:
    mean = sum(X) / len(X)
    variance = sum((X - mean) ** 2) / len(X)
    return (X - mean) / sqrt(np.where(variance == 0, 1, variance))


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


TEXTBOOK: dict[str, Callable[..., Any]] = {
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
        batch_norm_inference,
        running_statistics,
        sigmoid,
        sigmoid_derivative,
        binary_cross_entropy,
        binary_cross_entropy_gradient,
        sigmoid_mse,
        sigmoid_mse_gradient,
        linear,
        linear_backward,
        momentum,
        adam,
        gradient_descent,
        heavy_ball,
        nesterov,
        adagrad,
        adadelta,
        rmsprop,
        newton,
        step_decay,
        exponential_decay,
        cosine_annealing,
        inverse_time_decay,
        clip_by_value,
        clip_by_norm,
        clip_by_global_norm,
        iterations_per_epoch,
        minibatch_gradient,
        min_max,
        min_max_symmetric,
        standardize,
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

each_formula = pytest.mark.parametrize("name", TEXTBOOK)


@cache
def examples(name: str) -> tuple[Example, ...]:
    return tuple(example for seed in SEEDS for example in bank(catalogue()[name], seed))


@cache
def usual_sizes(name: str) -> tuple[float, ...]:
    """How large the largest entry of each part usually is."""
    formula = catalogue()[name]
    results = [parts(formula, formula(*example.arguments)) for example in examples(name)]
    return tuple(
        float(np.median([max(np.abs(leaf).max() for leaf in leaves(p)) for p in part]))
        for part in zip(*results, strict=True)
    )


def parts(formula: Formula, returned: Any) -> tuple[Any, ...]:
    return (returned,) if len(formula.parts) == 1 else tuple(returned)


def error_in_units(formula: Formula, example: Example) -> float:
    """The largest error of an entry, in units in the last place of the largest one; where the
    result is nearly 0, a difference of ordinary numbers, in those of a result of usual size."""
    with np.errstate(all="raise", under="ignore"):
        returned = parts(formula, formula(*example.arguments))
    worst = 0.0
    with mpmath.workdps(DIGITS):
        right = parts(formula, TEXTBOOK[formula.name](*map(exact, example.arguments)))
        for true, value, usual in zip(right, returned, usual_sizes(formula.name), strict=True):
            numbers, errors = [], []
            for exactly, found in zip(leaves(true), leaves(value), strict=True):
                assert np.shape(found) == np.shape(exactly)
                entries = np.ravel(np.array(exactly, dtype=object))
                numbers += list(entries)
                errors += [abs(n - float(v)) for n, v in zip(entries, np.ravel(found), strict=True)]
            size = max(usual, *map(abs, numbers))
            worst = max(worst, float(max(errors) / (EPSILON * size)))
    return worst


def movement_in_units(formula: Formula, example: Example) -> float:
    """How far a result of one part moves when every number of the inputs moves by one unit."""
    rng = np.random.default_rng(0)

    def nearby(number: Any) -> Any:
        return number * (1 + EPSILON * rng.choice([-1, 1], np.shape(number)))

    def numbers(inputs: Mapping[str, Any]) -> Any:
        return np.concatenate([np.ravel(leaf) for leaf in leaves(formula(*arguments(inputs)))])

    here = numbers(example.inputs)
    moved = max(np.abs(numbers(mapped(nearby, example.inputs)) - here).max() for _ in range(6))
    (usual,) = usual_sizes(formula.name)
    return float(moved / (EPSILON * max(usual, np.abs(here).max())))


@each_formula
def test_the_reference_agrees_with_the_textbook(name: str) -> None:
    formula = catalogue()[name]
    for example in examples(name):
        conditioning = movement_in_units(formula, example) if name in ILL_CONDITIONED else 0.0
        assert error_in_units(formula, example) <= max(UNITS, conditioning)


def test_a_thousand_steps_of_adam_stay_with_the_textbook() -> None:
    rng = np.random.default_rng(0)
    w, m, v = rng.uniform(-3, 3, 4), np.zeros(4), np.zeros(4)
    rates = (0.01, 0.9, 0.999, 1e-8)
    ours, theirs = (w, m, v), (exact(w), exact(m), exact(v))
    with mpmath.workdps(DIGITS):
        exactly = tuple(map(exact, rates))
        for t in range(1, 1001):
            g = rng.uniform(-1, 2, 4)
            ours = catalogue()["adam"](*ours, t, g, *rates)
            theirs = adam(*theirs, t, exact(g), *exactly)
        for found, true in zip(ours, theirs, strict=True):
            error = max(abs(n - float(f)) for n, f in zip(true, found, strict=True))
            assert error <= UNITS_AFTER_A_THOUSAND_STEPS * EPSILON * max(map(abs, true))


@pytest.mark.parametrize("name", catalogue())
def test_the_reference_neither_warns_nor_changes_its_inputs(name: str) -> None:
    formula = catalogue()[name]
    for example in examples(name):
        before = [np.array(leaf) for leaf in leaves(example.inputs)]
        with np.errstate(all="raise", under="ignore"):
            returned = formula(*example.arguments)
        for leaf in leaves(returned):
            assert np.all(np.isfinite(leaf))
        for leaf, was in zip(leaves(example.inputs), before, strict=True):
            np.testing.assert_array_equal(leaf, was)
