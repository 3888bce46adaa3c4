"""What is wrong in print, computed: one test for each erratum of the notes, named after it."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from reference.catalogue import catalogue
from reference.notes import load

FORMULAS = catalogue()


def test_every_erratum_has_its_evidence() -> None:
    tests = {name for name in globals() if name.startswith("test_")}
    evidence = {f"test_{erratum.replace('-', '_')}" for erratum in load().errata}
    assert tests == evidence | {"test_every_erratum_has_its_evidence"}


def derivative(f: Callable[[Any], Any], x: Any) -> Any:
    """The gradient of a function of an array, by central differences."""
    x = np.asarray(x, dtype=float)
    found = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[place] = 1e-5
        found[place] = (f(x + step) - f(x - step)) / 2e-5
    return found


# --- update rules ------------------------------------------------------------------------------


def printed_adam(w: float, m: float, v: float, g: float, lr: float) -> tuple[float, float, float]:
    m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
    return w - lr * (m / (1 - 0.9)) / (math.sqrt(v / (1 - 0.999)) + 1e-8), m, v


def test_adam_bias_correction() -> None:
    ratios = {}
    right, printed = (0.0, 0.0, 0.0), (0.0, 0.0, 0.0)
    for t in range(1, 10_001):
        before = right[0], printed[0]
        right = FORMULAS["adam"](*right, t, 1.0, 1.0, 0.9, 0.999, 1e-8)
        printed = printed_adam(*printed, 1.0, 1.0)
        ratios[t] = (printed[0] - before[1]) / (right[0] - before[0])
    assert ratios[1] == pytest.approx(1)
    assert max(ratios, key=ratios.__getitem__) == 12
    assert ratios[12] == pytest.approx(2.08, abs=0.005)
    assert min(t for t, ratio in ratios.items() if t > 1 and ratio < 1) == 106
    assert ratios[10_000] == pytest.approx(math.sqrt(0.1), abs=1e-3)

    # On f = w²/2, whose gradient is w.
    right, printed = (1.0, 0.0, 0.0), (1.0, 0.0, 0.0)
    for t in range(1, 11):
        right = FORMULAS["adam"](*right, t, right[0], 0.1, 0.9, 0.999, 1e-8)
        printed = printed_adam(*printed, printed[0], 0.1)
    assert right[0] == pytest.approx(0.076, abs=1e-3)
    assert printed[0] == pytest.approx(-0.382, abs=1e-3)


def adadelta_steps(gradients: Any, eps: float, *, lag: bool) -> list[float]:
    """The changes of w in the notation of the notes, with the printed lag or without it."""
    w, w_before, v, q = 0.0, 0.0, 0.0, 0.0
    steps = []
    for g in gradients:
        v = 0.9 * v + 0.1 * g**2
        q_before, q = q, 0.9 * q + 0.1 * (w - w_before) ** 2
        scale = q_before if lag else q
        w_before, w = w, w - math.sqrt(scale + eps) / math.sqrt(v + eps) * g
        steps.append(w - w_before)
    return steps


def test_adadelta_lag() -> None:
    gradients = np.random.default_rng(0).normal(size=400)
    w, v, q = 0.0, 0.0, 0.0
    zeiler = []
    for g in gradients:
        before = w
        w, v, q = FORMULAS["adadelta"](w, v, q, g, 0.9, 1e-8)
        zeiler.append(w - before)
    printed = adadelta_steps(gradients, 1e-8, lag=True)
    np.testing.assert_allclose(adadelta_steps(gradients, 1e-8, lag=False), zeiler, atol=1e-15)
    assert printed[0] == pytest.approx(zeiler[0])
    assert printed[1] / zeiler[1] == pytest.approx(0.71, abs=0.01)


def test_adadelta_epsilon() -> None:
    steps = {eps: FORMULAS["adadelta"](0.0, 0.0, 0.0, 1.0, 0.9, eps)[0] for eps in (1e-8, 1e-6)}
    assert steps[1e-8] == pytest.approx(-3.2e-4, rel=0.02)
    assert steps[1e-6] == pytest.approx(-3.2e-3, rel=0.02)


def test_epsilon_placement() -> None:
    def outside(g: float) -> float:
        return -FORMULAS["adam"](0.0, 0.0, 0.0, 1, g, 1.0, 0.9, 0.999, 1e-8)[0]

    def inside(g: float) -> float:
        return -FORMULAS["adagrad"](0.0, 0.0, g, 1.0, 1e-8)[0]

    assert outside(1e-4) == pytest.approx(0.9999, abs=1e-5)
    assert inside(1e-4) == pytest.approx(0.7071, abs=1e-4)
    assert outside(1e-6) == pytest.approx(0.990, abs=1e-3)
    assert inside(1e-6) == pytest.approx(0.0100, abs=1e-4)
    for eps in (1e-8, 1e-2, 0.5):
        v = ((1 - eps) / 2) ** 2
        assert math.sqrt(v) + eps == pytest.approx(math.sqrt(v + eps), rel=1e-12)
        assert math.sqrt(2 * v) + eps != pytest.approx(math.sqrt(2 * v + eps), rel=1e-12)


def test_adagrad_matrix() -> None:
    G, g = np.diag([4.0, 9.0]), np.array([2.0, 3.0])
    read_by_entries = (1 / np.sqrt(G + 1e-8)) @ g
    np.testing.assert_allclose(read_by_entries, [30_001, 20_001], rtol=1e-7)
    w, _ = FORMULAS["adagrad"](np.zeros(2), np.zeros(2), g, 1.0, 1e-8)
    np.testing.assert_allclose(w, [-1, -1], rtol=1e-8)


def test_momentum_forms() -> None:
    gradients = np.random.default_rng(1).normal(size=50)

    def paths(rates: Any) -> tuple[list[float], list[float]]:
        ball, average = [0.0, 0.0], [0.0]
        v = 0.0
        for g, rate in zip(gradients, rates, strict=True):
            step = FORMULAS["heavy_ball"](ball[-1], ball[-2], g, rate * (1 - 0.9), 0.9)
            ball.append(step)
            w, v = FORMULAS["momentum"](average[-1], v, g, rate, 0.9)
            average.append(w)
        return ball[1:], average

    ball, average = paths([0.3] * 50)
    np.testing.assert_allclose(ball, average, atol=1e-14)

    first, second = 0.3, 0.2
    ball, average = paths([first] + [second] * 49)
    v = 0.1 * gradients[0]
    apart = ball[2] - average[2]
    assert apart == pytest.approx(-v * 0.9 * (first - second), rel=1e-12)


def test_nesterov_flag() -> None:
    notes, keras, nesterov = [1.0], [1.0], [1.0]
    V = velocity = ahead = 0.0
    for _ in range(3):
        w, V = FORMULAS["momentum"](notes[-1], V, notes[-1], 0.1, 0.9)
        notes.append(w)
        velocity = 0.9 * velocity - 0.1 * keras[-1]
        keras.append(keras[-1] + velocity)
        ahead = 0.9 * ahead - 0.1 * nesterov[-1]
        nesterov.append(nesterov[-1] + 0.9 * ahead - 0.1 * nesterov[-1])
    assert notes[1:] == pytest.approx([0.99, 0.971, 0.944], abs=5e-4)
    assert keras[1:] == pytest.approx([0.9, 0.72, 0.486], abs=5e-4)
    assert nesterov[1:] == pytest.approx([0.81, 0.575, 0.327], abs=5e-4)

    # Keras' iterates are the points ahead of those of the notes, whose method starts at rest.
    w = before = 1.0
    for theirs in nesterov[1:]:
        w, before = FORMULAS["nesterov"](w, before, lambda at: at, 0.1, 0.9), w
        assert w + 0.9 * (w - before) == pytest.approx(theirs, rel=1e-12)
        assert w != pytest.approx(theirs, rel=1e-3)


def test_algorithm_without_momentum() -> None:
    w = printed = 1.0
    v = 0.0
    for _ in range(2):
        printed = FORMULAS["gradient_descent"](printed, printed, 0.1)
        w, v = FORMULAS["momentum"](w, v, w, 0.1, 0.9)
    assert printed == pytest.approx(0.81)
    assert w == pytest.approx(0.971, abs=1e-3)


def test_keras_names() -> None:
    averaged = added = 0.0
    for _ in range(400):
        _, averaged = FORMULAS["momentum"](0.0, averaged, 1.0, 0.1, 0.9)
        added = 0.9 * added + 1.0
    assert added / averaged == pytest.approx(1 / (1 - 0.9))


def test_rmsprop_default() -> None:
    steps = {
        beta: -FORMULAS["rmsprop"](0.0, 0.0, 1.0, 1.0, beta, 1e-12)[0] for beta in (0.999, 0.9)
    }
    assert steps[0.999] == pytest.approx(31.6, abs=0.05)
    assert steps[0.9] == pytest.approx(3.16, abs=0.005)


def test_monotone_cost() -> None:
    w, costs = 1.0, []
    for _ in range(3):
        costs.append(w**2 / 2)
        w = FORMULAS["gradient_descent"](w, w, 2.5)
    assert costs == pytest.approx([0.5, 1.125, 2.53], abs=5e-3)


def test_scg_for_sgd() -> None:
    # Conjugate gradients need as many steps as there are variables; gradient descent is not done.
    H, w = np.diag([1.0, 10.0]), np.array([1.0, 1.0])
    descent, direction = w, -(H @ w)
    for _ in range(2):
        g = H @ w
        w = w - (direction @ g) / (direction @ H @ direction) * direction
        new = H @ w
        direction = -new + (new @ new) / (g @ g) * direction
        descent = FORMULAS["gradient_descent"](descent, H @ descent, 2 / 11)
    assert np.abs(w).max() < 1e-12
    assert np.abs(descent).max() > 0.5


# --- schedules and gradients in practice -------------------------------------------------------


def test_cosine_annealing() -> None:
    printed = [math.cos(math.pi * t / 100) for t in range(101)]
    assert sum(rate < -1e-12 for rate in printed) == 50
    assert sum(printed) == pytest.approx(0, abs=1e-12)

    right = [FORMULAS["cosine_annealing"](1.0, t, 100) for t in range(101)]
    assert min(right) == pytest.approx(0, abs=1e-12)
    assert sum(right) / 100 == pytest.approx(0.5, abs=0.01)

    path = [1.0]
    for rate in printed:  # f = w²/2
        path.append(FORMULAS["gradient_descent"](path[-1], path[-1], 0.5 * rate))
    assert path[51] == pytest.approx(9.9e-10, rel=0.01)
    assert path[101] == pytest.approx(8.4e-4, rel=0.01)


def test_clip_norm() -> None:
    gradients = [np.array([3.0, 4.0]), np.array([0.3, 0.4])]
    together = np.concatenate(FORMULAS["clip_by_global_norm"](gradients, 1.0))
    apart = np.concatenate([FORMULAS["clip_by_norm"](g, 1.0) for g in gradients])
    np.testing.assert_allclose(together, [0.597, 0.796, 0.060, 0.080], atol=5e-4)
    np.testing.assert_allclose(apart, [0.6, 0.8, 0.3, 0.4], atol=1e-12)

    w = np.zeros(2)
    for _ in range(50):  # a limit of the gradients is none of the parameters
        g = FORMULAS["clip_by_norm"](np.array([-30.0, -40.0]), 3.0)
        w = FORMULAS["gradient_descent"](w, g, 0.1)
    assert np.linalg.norm(w) == pytest.approx(15)


def test_decay_is_not_xavier() -> None:
    keras = [0.01 / (1 + 1e-2 * t) for t in range(5)]
    assert [FORMULAS["inverse_time_decay"](0.01, t, 1e-2) for t in range(5)] == pytest.approx(keras)
    # Xavier's method speaks of the sizes of layers, and of no time.
    widest = [
        np.abs(FORMULAS["xavier_uniform"](n, n, np.random.default_rng(0))).max() for n in (10, 1000)
    ]
    assert widest[0] / widest[1] == pytest.approx(10, rel=0.05)


def test_xavier_variance() -> None:
    W = FORMULAS["xavier_uniform"](784, 128, np.random.default_rng(0))
    assert W.var() == pytest.approx(2 / (784 + 128), rel=0.01)
    assert 784 * W.var() == pytest.approx(1.72, rel=0.01)
    square = FORMULAS["xavier_uniform"](400, 400, np.random.default_rng(0))
    assert 400 * square.var() == pytest.approx(1, rel=0.01)


# --- softmax, cross-entropy, squared error -----------------------------------------------------


def test_softmax_example() -> None:
    S = FORMULAS["softmax"](np.array([1.0, 2.0, 5.0]))
    np.testing.assert_allclose(S, [0.0171, 0.0466, 0.9362], atol=5e-5)
    assert list(np.round(S, 2)) == [0.02, 0.05, 0.94]


def test_cross_entropy_sum_and_mean() -> None:
    generator = np.random.default_rng(2)
    logits, Y = generator.normal(size=(4, 3)), np.eye(3)[[0, 2, 1, 1]]
    printed = FORMULAS["softmax"](logits) - Y
    mean = derivative(lambda at: FORMULAS["cross_entropy"](at, Y), logits)
    np.testing.assert_allclose(4 * mean, printed, atol=1e-8)
    np.testing.assert_allclose(FORMULAS["cross_entropy_gradient"](logits, Y), mean, atol=1e-8)
    assert np.abs(printed - mean).max() > 0.1


def neurons() -> tuple[Any, float, Any, Any]:
    generator = np.random.default_rng(3)
    return generator.normal(size=2), 0.3, generator.normal(size=(5, 2)), np.array([0, 1, 1, 0, 1.0])


def test_mse_factor() -> None:
    w, b, X, y = neurons()
    a = FORMULAS["sigmoid"](X @ w + b)
    printed = X.T @ ((a - y) * a * (1 - a)) / len(y)

    def mean_of_squares(at: Any) -> Any:
        return np.mean((FORMULAS["sigmoid"](X @ at + b) - y) ** 2)

    np.testing.assert_allclose(derivative(mean_of_squares, w), 2 * printed, atol=1e-9)
    np.testing.assert_allclose(FORMULAS["sigmoid_mse_gradient"](w, b, X, y)[0], printed)


def test_log_base() -> None:
    for base in (0.5, 2.0, 10.0):
        slope = derivative(lambda x, base=base: np.log(x) / np.log(base), 3.0)  # type: ignore[misc]
        assert slope == pytest.approx(1 / (3 * math.log(base)), rel=1e-8)
    with pytest.raises(ZeroDivisionError):
        math.log(3.0, 1.0)


def test_gradient_scaling() -> None:
    def squared(x: float) -> Any:
        X, W = np.array([[x]]), np.array([[1.0]])
        error = FORMULAS["linear"](X, W, np.zeros(1)) - 0.0
        return FORMULAS["linear_backward"](error, X, W)[1].item()

    assert squared(1.0) == 1
    assert squared(10.0) == 100

    def logistic(x: float) -> Any:
        arguments = (np.array([2.0]), 0.0, np.array([[x]]), np.array([1.0]))
        return FORMULAS["binary_cross_entropy_gradient"](*arguments)[0].item()

    assert logistic(10.0) / logistic(1.0) == pytest.approx(1.7e-7, rel=0.02)

    generator = np.random.default_rng(4)
    X, W, dY = (generator.normal(size=shape) for shape in ((6, 2), (2, 3), (6, 3)))

    def normalized(scale: float) -> Any:
        dZ = FORMULAS["batch_norm_backward"](dY, scale * X @ W, np.ones(3), 1e-14)[0]
        return FORMULAS["linear_backward"](dZ, scale * X, W)[1]

    np.testing.assert_allclose(normalized(10.0), normalized(1.0), rtol=1e-9)
    fixed = [FORMULAS["linear_backward"](dY, scale * X, W)[1] for scale in (1, 10)]
    np.testing.assert_allclose(fixed[1], 10 * fixed[0])


# --- batch normalization -----------------------------------------------------------------------


def jacobian(X: Any, gamma: Any, eps: float) -> Any:
    """∂Y_i/∂X_j of batch normalization of one column: (m, 1) → (m, m)."""
    rows = np.eye(len(X))[:, :, None]
    backward = FORMULAS["batch_norm_backward"]
    return np.array([backward(row, X, gamma, eps)[0][:, 0] for row in rows])


def test_batch_norm_identity() -> None:
    X, eps = np.array([[0.0], [1.0], [5.0]]), 1e-14
    gamma, beta = np.sqrt(X.var(axis=0) + eps), X.mean(axis=0)
    np.testing.assert_allclose(FORMULAS["batch_norm"](X, gamma, beta, eps), X, atol=1e-14)
    found = jacobian(X, gamma, eps)
    assert np.linalg.matrix_rank(found, tol=1e-9) == 1
    assert np.abs(found - np.eye(3)).max() > 0.3


def test_normalized_range() -> None:
    one, zero = np.ones(1), np.zeros(1)
    outlier = np.zeros((64, 1))
    outlier[0] = 1.0
    largest = FORMULAS["batch_norm"](outlier, one, zero, 1e-14).max()
    assert largest == pytest.approx(math.sqrt(63), rel=1e-9)
    assert largest == pytest.approx(7.94, abs=0.005)

    X = np.array([[0.0], [2e-4]])  # variance 1e-8
    assert FORMULAS["batch_norm"](X, one, zero, 1e-8).std() == pytest.approx(math.sqrt(0.5))
    assert 1 - math.erf(1 / math.sqrt(2)) == pytest.approx(0.317, abs=5e-4)


def test_parameter_count() -> None:
    layers = [(12_288, 64), (64, 64), (64, 1)]
    plain = sum(before * after + after for before, after in layers)
    hidden = [after for _, after in layers[:-1]]
    assert plain == 790_721
    assert plain + sum(2 * n - n for n in hidden) == 790_849
    assert plain + sum(2 * n for n in hidden) == 790_977


def test_axis_sentence() -> None:
    X = np.random.default_rng(5).normal(size=(6, 4))
    features = FORMULAS["batch_norm"](X, np.ones(4), np.zeros(4), 1e-8)
    samples = FORMULAS["batch_norm"](X.T, np.ones(6), np.zeros(6), 1e-8).T
    np.testing.assert_allclose(features.mean(axis=0), 0, atol=1e-15)
    np.testing.assert_allclose(samples.mean(axis=-1), 0, atol=1e-15)
    assert np.abs(samples.mean(axis=0)).max() > 0.1


def test_redundant_bias() -> None:
    generator = np.random.default_rng(0)
    Z, dY = generator.normal(size=(8, 1)), generator.normal(size=(8, 1))
    backward = FORMULAS["batch_norm_backward"]
    before = backward(dY, Z, np.ones(1), 1e-5)[0].sum()
    after = (backward(dY, np.maximum(Z, 0), np.ones(1), 1e-5)[0] * (Z > 0)).sum()
    assert before == pytest.approx(0, abs=1e-13)
    assert after == pytest.approx(3.78, abs=0.01)
