"""What people hand in: any real x, any claim, and functions that misbehave."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader import check_gradient

X = np.array([0.3, -1.2, 2.0])


def f(x: Any) -> Any:
    return np.sum(np.sin(x))


def gradient(x: Any) -> Any:
    return np.cos(x)


def read_only(x: Any) -> Any:
    x = x.copy()
    x.flags.writeable = False
    return x


@pytest.mark.parametrize(
    "x",
    [
        X.astype(np.float32),
        X.tolist(),
        np.array([1, 2, 3]),
        np.array(0.3),
        0.3,
        np.float32(0.3),
        2,
        read_only(X),
        np.asfortranarray(np.arange(6.0).reshape(2, 3)),
        1e-310 * X,
        np.array([True, False]),
    ],
    ids=lambda x: f"{type(x).__name__}{np.shape(x)}",
)
def test_any_real_x(x: Any) -> None:
    assert check_gradient(f, gradient, x).verdict == "pass"


def test_huge_entries() -> None:
    x = 1e300 * X
    assert check_gradient(lambda x: np.sum(x) / 1e300, lambda x: 0 * x + 1e-300, x)


@pytest.mark.parametrize(
    ("function", "derivative", "x"),
    [
        (lambda a, b: np.sum(a) * b, lambda a, b: (0 * a + b, np.sum(a)), (X, 2.0)),
        (lambda p: np.sum(p[0]) * p[1], lambda p: (0 * p[0] + p[1], np.sum(p[0])), (X, 2.0)),
        (lambda p: np.sum(p[0]) * p[1][0],
         lambda p: [0 * p[0] + p[1][0], np.sum(p[0], keepdims=True)],
         [X, np.ones(1)]),
        (lambda a, b: a @ b, lambda a, b: {"a": b, "b": a}, {"a": X, "b": X + 1}),
        (lambda p: p["q"]["a"] @ p["b"], lambda p: {"q": {"a": p["b"]}, "b": p["q"]["a"]},
         {"q": {"a": X}, "b": X + 1}),
    ],
    ids=["arguments", "tuple", "list", "keywords", "nested"],
)  # fmt: skip
def test_any_structure(function: Any, derivative: Any, x: Any) -> None:
    assert check_gradient(function, derivative, x).verdict == "pass"


@pytest.mark.parametrize(
    "claimed",
    [np.cos(X)[:2], None, "abc", 1j * np.cos(X), {"x": np.cos(X)}, [np.cos(X), 1.0]],
    ids=["short", "none", "text", "complex", "dict", "list"],
)
def test_a_claim_that_cannot_be_a_gradient_fails_and_the_message_says_why(claimed: Any) -> None:
    result = check_gradient(f, lambda _: claimed, X)
    assert (result.verdict, result.reason) == ("fail", "shape")
    assert result.message


def test_a_claim_that_is_not_finite_fails_there() -> None:
    result = check_gradient(f, np.array([0.1, np.nan, 0.2]), X)
    assert (result.verdict, result.reason, result.where) == ("fail", "not finite", (1,))


def test_what_the_gradient_raises_reaches_the_caller() -> None:
    with pytest.raises(ZeroDivisionError):
        check_gradient(f, lambda _: 1 / 0, X)


@pytest.mark.parametrize(
    ("value", "met"),
    [(None, "NoneType"), ("a", "str"), (1j, "complex128"), ((1.0, np.ones(2)), "several shapes")],
)
def test_f_that_returns_no_real_numbers(value: Any, met: str) -> None:
    with pytest.raises(TypeError, match=met):
        check_gradient(lambda _: value, gradient, X)


def test_f_that_returns_nothing_at_all() -> None:
    with pytest.raises(ValueError, match="no entries"):
        check_gradient(lambda _: np.zeros(0), vjp=lambda x, _: 0 * x, x=X)


def test_f_that_changes_the_shape_of_what_it_returns() -> None:
    lengths = iter([1, 2, 1, 2])
    with pytest.raises(ValueError, match="shape"):
        check_gradient(lambda _: np.ones(next(lengths)), vjp=lambda x, _: 0 * x, x=X)


@pytest.mark.parametrize(
    ("x", "error"),
    [("abc", TypeError), (1j * X, TypeError), (np.array([None]), TypeError),
     (np.zeros(0), ValueError), (None, TypeError)],
)  # fmt: skip
def test_x_that_holds_no_real_numbers(x: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        check_gradient(f, gradient, x)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ({"f": 3.0, "gradient": gradient, "x": X}, "f is float, not a function"),
        ({"f": f, "x": X}, "gradient is None: give"),
        ({"f": f, "gradient": None, "x": X}, "gradient is None: give"),
        ({"f": f, "gradient": gradient, "vjp": gradient, "x": X}, "either gradient or vjp"),
        ({"f": f, "vjp": np.eye(3), "x": X}, "vjp is ndarray, not a function"),
        ({"f": f, "gradient": gradient}, "give x"),
        ({"f": f, "gradient": X, "x": gradient}, r"the order is check_gradient\(f, gradient, x\)"),
    ],
)
def test_arguments_that_lack_or_stand_in_each_others_place(
    arguments: dict[str, Any], why: str
) -> None:
    with pytest.raises(TypeError, match=why):
        check_gradient(**arguments)


@pytest.mark.parametrize("x", [np.array([1.0, np.nan]), np.array([1.0, np.inf])])
def test_x_that_is_not_finite_is_not_to_be_told(x: Any) -> None:
    result = check_gradient(f, gradient, x)
    assert (result.verdict, result.reason) == ("unsure", "not finite")


def test_f_may_write_into_its_argument_and_return_one_buffer_each_time() -> None:
    before, buffer = X.copy(), np.zeros(3)

    def careless(x: Any) -> Any:
        buffer[:] = np.sin(x)
        x *= 0
        return buffer

    assert check_gradient(careless, lambda x: np.diag(np.cos(x)), X).verdict == "pass"
    assert np.array_equal(X, before)


def test_the_claim_may_write_into_its_argument() -> None:
    before = X.copy()

    def careless(x: Any) -> Any:
        return np.cos(x, out=x)

    assert check_gradient(f, careless, X).verdict == "pass"
    assert np.array_equal(X, before)


@pytest.mark.parametrize("value", [float, np.float32, lambda y: np.array([y]), lambda y: [y]])
def test_one_number_in_any_clothes(value: Any) -> None:
    assert check_gradient(lambda x: value(f(x)), gradient, X).verdict == "pass"


def test_what_f_raises_at_x_reaches_the_caller_with_its_traceback() -> None:
    def broken(_: Any) -> Any:
        return {}["missing"]

    with pytest.raises(KeyError) as caught:
        check_gradient(broken, gradient, X)
    assert any(entry.name == "broken" for entry in caught.traceback)


def test_what_f_raises_near_x_is_the_edge_of_its_domain() -> None:
    calls = 0

    def edge(x: Any) -> Any:
        nonlocal calls
        calls += 1
        if x[0] > 0.3:
            raise ValueError
        return f(x)

    result = check_gradient(edge, gradient, X)
    assert (result.verdict, result.reason) == ("unsure", "not finite")
    assert result.evaluations == calls


@pytest.mark.parametrize("raised", [KeyboardInterrupt, SystemExit])
def test_an_interrupt_passes_through(raised: type[BaseException]) -> None:
    def interrupted(x: Any) -> Any:
        if not np.array_equal(x, X):
            raise raised
        return f(x)

    with pytest.raises(raised):
        check_gradient(interrupted, gradient, X)
