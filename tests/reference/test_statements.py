"""Statements of the notes that are verified on numbers; `notes.toml` names each of these tests."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from reference.catalogue import catalogue

FORMULAS = catalogue()


def test_one_sample_at_a_time_or_all() -> None:
    generator = np.random.default_rng(0)
    w, X, y = (
        generator.normal(size=2),
        generator.normal(size=(6, 2)),
        np.array([0, 1, 1, 0, 1, 0.0]),
    )
    gradient = FORMULAS["binary_cross_entropy_gradient"]
    each = np.array([gradient(w, 0.1, X[[l]], y[[l]])[0] for l in range(6)])
    mean = FORMULAS["minibatch_gradient"](each)
    np.testing.assert_allclose(mean, gradient(w, 0.1, X, y)[0], rtol=1e-13)
    step = FORMULAS["gradient_descent"](w, mean, 0.5)
    np.testing.assert_allclose(step, w - 0.5 / 6 * each.sum(axis=0), rtol=1e-13)


def test_adagrad_never_lengthens_its_steps() -> None:
    w, G, steps = 0.0, 0.0, []
    for _ in range(100):
        before = w
        w, G = FORMULAS["adagrad"](w, G, 0.7, 0.01, 1e-8)
        steps.append(before - w)
    assert all(later < earlier for earlier, later in itertools.pairwise(steps))
    assert steps[99] == pytest.approx(steps[0] / 10, rel=1e-6)


def test_newton_climbs_without_a_positive_definite_hessian() -> None:
    def f(w: np.ndarray) -> float:
        return float(w @ H @ w / 2)

    start = np.array([0.0, 1.0])
    H = np.diag([2.0, 1.0])
    assert f(FORMULAS["newton"](start, H @ start, H)) < f(start)
    H = np.diag([2.0, -1.0])
    assert f(FORMULAS["newton"](start, H @ start, H)) > f(start)


def test_softmax_of_one_two_three() -> None:
    S = FORMULAS["softmax"](np.array([1.0, 2.0, 3.0]))
    assert list(np.round(S, 2)) == [0.09, 0.24, 0.67]
    assert FORMULAS["softmax"](np.array([5.0])) == 1


def test_the_quotient_rule() -> None:
    def g(x: complex) -> complex:
        return np.sin(x) + 2 * x

    def h(x: complex) -> complex:
        return np.exp(x) + x**2

    for x in (-1.3, 0.0, 0.7, 2.0):
        slope = np.imag(g(x + 1e-30j) / h(x + 1e-30j)) / 1e-30
        g_slope, h_slope = math.cos(x) + 2, math.exp(x) + 2 * x
        assert slope == pytest.approx((g_slope * h(x) - g(x) * h_slope) / h(x) ** 2, rel=1e-12)


def test_the_largest_exponent_must_be_zero() -> None:
    x = np.array([1000.0, 1001.0, 998.0])
    with np.errstate(over="ignore", invalid="ignore"):
        plain = np.exp(x) / np.exp(x).sum()
    assert np.isnan(plain).all()
    shifted = np.exp(x - x.max()) / np.exp(x - x.max()).sum()
    np.testing.assert_allclose(FORMULAS["softmax"](x), shifted, rtol=1e-15)


def test_cross_entropy_is_positive_but_not_in_float64() -> None:
    generator = np.random.default_rng(1)
    w, X = generator.normal(size=3), generator.normal(size=(50, 3))
    y = (generator.random(50) < 0.5).astype(float)
    assert FORMULAS["binary_cross_entropy"](w, 0.2, X, y) > 0

    assert 1 / (1 + math.exp(-36.0)) < 1
    assert 1 / (1 + math.exp(-37.0)) == 1
    arguments = (np.array([1.0]), 0.0, np.array([[37.0]]), np.array([0.0]))
    assert FORMULAS["binary_cross_entropy"](*arguments) == pytest.approx(37)


def test_entropy_in_bits_and_in_nats() -> None:
    p = np.linspace(0.01, 0.99, 99)
    nats = -p * np.log(p) - (1 - p) * np.log(1 - p)
    assert nats.max() == pytest.approx(math.log(2))
    assert (nats / math.log(2)).max() == pytest.approx(1)
    cost = FORMULAS["binary_cross_entropy"](np.zeros(1), 0.0, np.ones((1, 1)), np.ones(1))
    assert cost == pytest.approx(nats.max())


def test_cross_entropy_tends_to_zero() -> None:
    X, y = np.array([[1.0], [-1.0]]), np.array([1.0, 0.0])
    costs = [FORMULAS["binary_cross_entropy"](np.array([w]), 0.0, X, y) for w in (1, 5, 20, 100.0)]
    assert all(later < earlier for earlier, later in itertools.pairwise(costs))
    assert costs[-1] < 1e-40


def test_the_derivative_of_the_logarithm() -> None:
    for x in (0.01, 0.5, 1.0, 30.0):
        assert np.imag(np.log(x + 1e-30j)) / 1e-30 == pytest.approx(1 / x, rel=1e-14)


def test_iterations_of_sixty_thousand_samples() -> None:
    iterations = FORMULAS["iterations_per_epoch"]
    assert [iterations(60_000, size) for size in (60_000, 1, 32)] == [1, 60_000, 1875]
    assert iterations(54_000, 32) == 1688


def test_parameters_of_the_example_network() -> None:
    widths = (784, 128, 64, 10)
    weights = [np.zeros(shape) for shape in itertools.pairwise(widths)]
    assert sum(W.size + W.shape[1] for W in weights) == 109_386


def test_momentum_is_a_low_pass_filter() -> None:
    def size_of(gradients: np.ndarray, beta: float) -> float:
        v, seen = 0.0, []
        for g in gradients:
            _, v = FORMULAS["momentum"](0.0, v, g, 0.1, beta)
            seen.append(abs(v))
        return max(seen[-50:])

    times = np.arange(3000)
    for beta in (0.5, 0.9):
        assert size_of(np.ones(3000), beta) == pytest.approx(1)
        for frequency in (0.1, 1.0, math.pi):
            # |(1 - β)/(1 - β·e^(-iω))|, the response of one pole at β.
            response = (1 - beta) / abs(1 - beta * np.exp(-1j * frequency))
            assert size_of(np.cos(frequency * times), beta) == pytest.approx(response, rel=0.01)
    alternating = np.cos(math.pi * times)
    assert size_of(alternating, 0.9) < size_of(alternating, 0.5)


def test_a_bias_before_normalization_is_redundant() -> None:
    generator = np.random.default_rng(2)
    X, W, dY = (generator.normal(size=shape) for shape in ((7, 3), (3, 2), (7, 2)))
    gamma, beta = np.array([1.5, 0.5]), np.array([0.2, -1.0])
    with_bias = FORMULAS["linear"](X, W, np.array([5.0, -3.0]))
    without = FORMULAS["linear"](X, W, np.zeros(2))
    normalized = [FORMULAS["batch_norm"](Z, gamma, beta, 1e-5) for Z in (with_bias, without)]
    np.testing.assert_allclose(normalized[0], normalized[1], atol=1e-13)
    dZ = FORMULAS["batch_norm_backward"](dY, with_bias, gamma, 1e-5)[0]
    np.testing.assert_allclose(FORMULAS["linear_backward"](dZ, X, W)[2], 0, atol=1e-13)


def test_without_epsilon_a_constant_feature_is_lost() -> None:
    X = np.array([[2.0, 1.0], [2.0, 3.0]])
    with np.errstate(invalid="ignore"):
        printed = (X - X.mean(axis=0)) / np.sqrt(X.var(axis=0))
    np.testing.assert_array_equal(np.isnan(printed), [[True, False], [True, False]])
    with_eps = FORMULAS["batch_norm"](X, np.ones(2), np.zeros(2), 1e-8)
    np.testing.assert_array_equal(with_eps[:, 0], 0)


def test_normalizing_after_relu_is_another_network() -> None:
    Z = np.random.default_rng(3).normal(size=(8, 1))
    one, zero = np.ones(1), np.zeros(1)
    before = np.maximum(FORMULAS["batch_norm"](Z, one, zero, 1e-8), 0)
    after = FORMULAS["batch_norm"](np.maximum(Z, 0), one, zero, 1e-8)
    assert before.min() == 0 > after.min()
    # A bias moves what comes out only where the activation stands between.
    moved = FORMULAS["batch_norm"](np.maximum(Z + 0.5, 0), one, zero, 1e-8)
    assert np.abs(moved - after).max() > 0.1
