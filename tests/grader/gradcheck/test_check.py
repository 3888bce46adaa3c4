"""`check_gradient` on functions whose gradient is known."""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import check_gradient

RANDOM = np.random.default_rng(3)
DATA = RANDOM.normal(size=(30, 8))
LABELS = (RANDOM.random(30) > 0.5).astype(float)
W = RANDOM.normal(size=8)


def loss(w: Any) -> Any:
    """Of logistic regression."""
    z = DATA @ w
    return np.mean(np.logaddexp(0, z) - LABELS * z)


def gradient(w: Any) -> Any:
    return DATA.T @ (1 / (1 + np.exp(-DATA @ w)) - LABELS) / 30


def altered(where: int, share: float) -> Any:
    wrong = gradient(W)
    wrong[where] *= 1 + share
    return wrong


class Counted:
    """A function that knows how often it was called."""

    def __init__(self, f: Any) -> None:
        self.f, self.calls = f, 0

    def __call__(self, x: Any) -> Any:
        self.calls += 1
        return self.f(x)


@pytest.mark.parametrize("claimed", [gradient, gradient(W)], ids=["function", "array"])
def test_a_right_gradient_passes_after_four_evaluations(claimed: Any) -> None:
    f = Counted(loss)
    result = check_gradient(f, claimed, W)
    assert (result.verdict, result.evaluations, f.calls) == ("pass", 4, 4)
    assert result.relative_error < 1e-7


@given(where=st.integers(0, 7), exponent=st.integers(-5, -1), seed=st.integers(0, 99))
@settings(max_examples=40)
def test_one_wrong_coordinate_is_named(where: int, exponent: int, seed: int) -> None:
    f = Counted(loss)
    result = check_gradient(f, altered(where, 10.0**exponent), W, seed=seed)
    assert result.verdict == "fail"
    assert result.where == (where,)
    assert result.measured is not None
    assert result.measured == pytest.approx(gradient(W)[where], rel=1e-6)
    assert result.evaluations == f.calls <= 4 * np.log2(8) + 20


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda g: -g, "sign"),
        (lambda g: 2 * g, "factor 2"),
        (lambda g: g / 2, "factor 1/2"),
        (lambda g: 30 * g, "factor 30"),
        (lambda g: g / 30, "factor 1/30"),
        (lambda g: 1.37 * g, "factor 1.37"),
        (lambda g: np.roll(g, 1), "rolled"),
        (lambda g: g[::-1], "flipped"),
        (lambda g: np.append(g[:4], -g[4:]), "sign in the block x[4:]"),
        (lambda g: np.append(g[:4], 0 * g[4:]), "zero in the block x[4:]"),
    ],
)
def test_slips_are_named(change: Any, named: str) -> None:
    result = check_gradient(loss, lambda w: change(gradient(w)), W)
    assert (result.verdict, result.suspicion) == ("fail", named)
    assert result.evaluations <= 12


@pytest.mark.parametrize("n", [10**4, 10**5])
def test_a_forgotten_mean_over_many_is_named(n: int) -> None:
    x = np.random.default_rng(1).normal(size=n)
    result = check_gradient(lambda x: np.mean(np.sin(x)), np.cos, x)
    assert result.factor == pytest.approx(n, rel=1e-3)
    assert result.message.endswith("is a 1/N missing?")


def test_a_transposed_gradient_is_named() -> None:
    A = RANDOM.normal(size=(4, 4))
    result = check_gradient(lambda X: np.sum(A * np.sin(X)), lambda X: (A * np.cos(X)).T, A + 1)
    assert result.suspicion == "transposed"


def test_a_gradient_that_is_wrong_all_over_has_no_name() -> None:
    result = check_gradient(loss, lambda w: gradient(w) + 0.01 * np.sin(np.arange(8) + w), W)
    assert (result.verdict, result.where, result.suspicion) == ("fail", None, None)


PARAMETERS = {"W": RANDOM.normal(size=(4, 3)), "b": RANDOM.normal(size=4)}
INPUT = RANDOM.normal(size=3)


def layer(p: Any) -> Any:
    return np.sum(np.tanh(p["W"] @ INPUT + p["b"]) ** 2)


def layer_gradient(p: Any) -> Any:
    t = np.tanh(p["W"] @ INPUT + p["b"])
    inner = 2 * t * (1 - t * t)
    return {"W": np.outer(inner, INPUT), "b": inner}


def test_of_several_arrays_the_array_and_the_index_are_named() -> None:
    wrong = layer_gradient(PARAMETERS)
    wrong["W"][3, 1] += 0.01
    assert check_gradient(layer, layer_gradient, PARAMETERS).verdict == "pass"
    assert check_gradient(layer, wrong, PARAMETERS).where == ("W", (3, 1))


@pytest.mark.parametrize(("factor", "named"), [(0.0, "zero"), (-1.0, "sign"), (2.0, "factor 2")])
def test_of_several_arrays_the_wrong_one_is_named(factor: float, named: str) -> None:
    wrong = layer_gradient(PARAMETERS)
    wrong["b"] *= factor
    assert check_gradient(layer, wrong, PARAMETERS).suspicion == f"{named} in the block b"


A, X = RANDOM.normal(size=(4, 6)), RANDOM.normal(size=6)


def outputs(x: Any) -> Any:
    return np.tanh(A @ x)


def jacobian(x: Any) -> Any:
    return (1 - np.tanh(A @ x) ** 2)[:, None] * A


def test_jacobians_and_products_with_them() -> None:
    assert check_gradient(outputs, jacobian, X).verdict == "pass"
    assert check_gradient(outputs, vjp=lambda x, w: w @ jacobian(x), x=X).verdict == "pass"
    assert (
        check_gradient(outputs, vjp=lambda x, w: 2 * w @ jacobian(x), x=X).suspicion == "factor 2"
    )
    wrong = jacobian(X)
    wrong[2, 3] *= 1.01
    result = check_gradient(outputs, wrong, X)
    assert result.verdict == "fail"
    assert result.where == (2, 3)
    assert result.claimed == wrong[2, 3]
    assert result.measured == pytest.approx(jacobian(X)[2, 3], rel=1e-6)


def test_a_transposed_jacobian_is_named() -> None:
    square = RANDOM.normal(size=(6, 6))
    for claimed in (square.T, lambda _: square.T):
        result = check_gradient(lambda x: square @ x, claimed, X)
        assert (result.suspicion, result.where) == ("transposed", None)


@pytest.mark.parametrize(("factor", "slip"), [(-1.0, "sign"), (2.0, "factor 2")])
def test_a_slip_of_an_array_that_outweighs_the_others_is_that_array_s(
    factor: float, slip: str
) -> None:
    x = {"large": np.array([3.0, -2.0]), "small": np.array([0.5, -0.7, 0.2])}

    def f(p: Any) -> Any:
        return np.sum(np.sin(p["large"])) + 1e-7 * np.sum(np.sin(p["small"]))

    def wrong(large: float, small: float) -> Any:
        return {"large": large * np.cos(x["large"]), "small": small * 1e-7 * np.cos(x["small"])}

    assert check_gradient(f, wrong(factor, 1.0), x).suspicion == f"{slip} in the block large"
    assert check_gradient(f, wrong(factor, factor), x).suspicion == slip


def test_a_wrong_number_beside_large_arrays_is_named() -> None:
    x = {"a": np.random.default_rng(1).normal(size=60_000), "c": 2.0}

    def wrong(p: Any) -> Any:
        return {"a": 2 * p["c"] * p["a"] / 1e5, "c": -np.sum(p["a"] ** 2) / 1e5}

    result = check_gradient(lambda p: p["c"] * np.sum(p["a"] ** 2) / 1e5, wrong, x)
    assert result.where == ("c", ())


AT_A_KINK = np.array([0.0, 1.0, -1.0])


def test_at_a_kink_a_function_is_checked_beside_it() -> None:
    def relu(x: Any) -> Any:
        return np.maximum(x, 0).sum()

    result = check_gradient(relu, lambda x: (x > 0) * 1.0, AT_A_KINK)
    assert (result.verdict, result.kink) == ("pass", True)
    result = check_gradient(relu, (AT_A_KINK > 0) * 1.0, AT_A_KINK)
    assert (result.verdict, result.reason) == ("unsure", "kink")
    assert check_gradient(relu, lambda x: (x > 0) * 1.1, AT_A_KINK).verdict == "fail"


@given(distance=st.floats(-9, -3), seed=st.integers(0, 99))
@settings(max_examples=30)
def test_close_to_a_kink_no_right_gradient_fails(distance: float, seed: int) -> None:
    x = np.array([10.0**distance, 0.7, -0.4])
    result = check_gradient(
        lambda x: np.sum(np.abs(x) + np.cos(x)), lambda x: np.sign(x) - np.sin(x), x, seed=seed
    )
    assert result.verdict != "fail"


@pytest.mark.parametrize("frequency", [1e4, 1e6, 1e8, 1e9, 1e10])
def test_high_frequencies(frequency: float) -> None:
    def wave(x: Any) -> float:
        return float(np.sin(frequency * x))

    def slope(x: Any) -> Any:
        return frequency * np.cos(frequency * x)

    assert check_gradient(wave, slope, 0.3).verdict == "pass"
    assert check_gradient(wave, lambda x: 1.05 * slope(x), 0.3).verdict == "fail"


def hashed(x: Any) -> float:
    return zlib.crc32(np.ascontiguousarray(x).tobytes()) / 2**31 - 1


@given(level=st.floats(-11, -6), seed=st.integers(0, 99))
@settings(max_examples=40)
def test_noise_neither_convicts_nor_hides(level: float, seed: int) -> None:
    def noisy(w: Any) -> Any:
        return loss(w) * (1 + 10**level * hashed(w))

    assert check_gradient(noisy, gradient, W, seed=seed).verdict != "fail"
    assert check_gradient(noisy, altered(2, 0.2), W, seed=seed).verdict != "pass"


def test_single_precision() -> None:
    def single(w: Any) -> Any:
        return np.float32(loss(w))

    assert check_gradient(single, gradient, W).verdict == "pass"
    assert check_gradient(single, lambda w: 2 * gradient(w), W).suspicion == "factor 2"


def test_another_value_at_each_call_is_said_to_be_one() -> None:
    draws = np.random.default_rng(0)
    result = check_gradient(lambda w: loss(w) + 0.1 * draws.normal(), gradient, W)
    assert (result.verdict, result.reason) == ("unsure", "non-deterministic")


@given(exponent=st.integers(-60, 60), height=st.integers(-200, 200))
@settings(max_examples=25)
def test_units_change_nothing(exponent: int, height: int) -> None:
    """Powers of two are exact, so the evaluations and their verdicts are the very same."""
    unit, size = 2.0**exponent, 2.0**height

    def scaled(w: Any) -> Any:
        return size * loss(w / unit)

    for wrong in (0.0, 0.01):
        plain = check_gradient(loss, altered(1, wrong), W)
        same = check_gradient(scaled, size / unit * altered(1, wrong), unit * W)
        assert (same.verdict, same.where, same.evaluations) == (
            plain.verdict,
            plain.where,
            plain.evaluations,
        )
        assert same.relative_error == pytest.approx(plain.relative_error)


def test_the_same_seed_asks_at_the_same_points() -> None:
    def asked(seed: int) -> list[bytes]:
        points: list[bytes] = []

        def watched(w: Any) -> Any:
            points.append(w.tobytes())
            return loss(w)

        check_gradient(watched, gradient, W, seed=seed)
        return points

    assert asked(5) == asked(5)
    assert asked(5) != asked(6)


def test_outside_the_domain_smaller_steps_are_taken() -> None:
    x = np.array([0.5, 1 - 1e-7, -0.3])
    right = check_gradient(
        lambda x: np.sum(np.arccos(x)), lambda x: -1 / np.sqrt((1 - x) * (1 + x)), x
    )
    wrong = check_gradient(lambda x: np.sum(np.arccos(x)), lambda x: -1 / np.sqrt(1 - np.abs(x)), x)
    assert (right.verdict, wrong.verdict) == ("pass", "fail")


def test_a_gradient_of_zeros() -> None:
    assert check_gradient(lambda _: 3.0, lambda x: 0 * x, W).verdict == "pass"
    assert check_gradient(loss, lambda w: 0 * w, W).verdict == "fail"


def test_a_block_that_is_forgotten_beside_a_much_larger_one() -> None:
    x = {"large": np.array([0.3, 1.2]), "small": np.array([0.5, -0.7])}
    result = check_gradient(
        lambda p: np.sum(np.exp(p["large"])) + 1e-6 * np.sum(np.sin(p["small"])),
        lambda p: {"large": np.exp(p["large"]), "small": np.zeros(2)},
        x,
    )
    assert result.verdict == "fail"
