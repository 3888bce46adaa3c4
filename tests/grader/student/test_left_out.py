"""The defaults of a dict, tried on the function that has them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np
import pytest

from grader.student.left_out import LeftOutError, left_out

W = np.array([2.0, 3.0])
FULL = {"rate": 0.5, "speed": np.array([1.0, -1.0])}
DEFAULTS = {"rate": 0.01, "speed": 0 * W}


def step(w: Any, options: Any = None) -> Any:
    options = {} if options is None else options
    rate, speed = options.get("rate", 0.01), options.setdefault("speed", np.zeros(2))
    speed -= rate
    w += speed
    return w, options


def without(key: str, wrong: Any) -> Callable[..., Any]:
    """The step with another default for a key."""
    return lambda w, options=None: step(w, {key: wrong} | dict(options or {}))


def test_the_right_defaults_pass_and_nothing_that_is_given_changes() -> None:
    w, full = W.copy(), {"rate": 0.5, "speed": FULL["speed"].copy()}  # type: ignore[attr-defined]
    left_out(step, w, full, **DEFAULTS)
    left_out(step, w, None)
    assert w.tolist() == W.tolist()
    assert full["speed"].tolist() == FULL["speed"].tolist()  # type: ignore[attr-defined]


@pytest.mark.parametrize(("key", "wrong"), [("rate", 0.02), ("speed", np.ones(2))])
def test_another_default_is_named_by_its_key(key: str, wrong: Any) -> None:
    with pytest.raises(LeftOutError, match=rf"^{key}$"):
        left_out(without(key, wrong), W, FULL, **DEFAULTS)


def test_what_is_only_in_the_dict_after_the_call_is_looked_at() -> None:
    def keeps(x: Any, options: dict[str, Any]) -> Any:
        options["mean"] = 0.5 * options.get("mean", 1.0)
        return x

    left_out(keeps, W, {"mean": 3.0}, mean=1.0)
    with pytest.raises(LeftOutError, match=r"^mean$"):
        left_out(keeps, W, {"mean": 3.0}, mean=0.0)


def test_a_key_that_has_no_default_is_told_with_the_line_that_stops() -> None:
    def needs(w: Any, options: dict[str, Any]) -> Any:
        return w * options["rate"]

    with pytest.raises(LeftOutError, match=r"^rate\nKeyError: 'rate'$") as caught:
        left_out(needs, W, FULL, rate=0.01)
    assert caught.traceback[-1].name == "needs"


def test_no_dict_does_as_an_empty_one() -> None:
    with pytest.raises(LeftOutError, match=r"^\nAttributeError"):
        left_out(lambda w, options: w * options.get("rate", 1), W, None)
    with pytest.raises(LeftOutError, match=r"^$"):
        left_out(lambda w, options: w if options is None else 2 * w, W, None)


def test_a_dict_that_stays_from_call_to_call_is_not_judged() -> None:
    def keeps(w: Any, options: dict[str, Any] = {}) -> Any:  # noqa: B006
        return w * options["rate"] if options else w

    left_out(keeps, W, None)


def test_what_is_no_number_and_not_in_both_is_not_compared() -> None:
    left_out(lambda w, options: (w, str(options), dict(options), None), W, FULL, rate=0.01)


def test_nan_is_as_good_as_nan() -> None:
    left_out(lambda w, _: (w * np.nan, np.float64("nan")), W, FULL, rate=0.01)


def test_the_last_digit_of_a_default_is_not_judged() -> None:
    def f(w: Any, options: dict[str, Any]) -> Any:
        return w * options.get("eps", 1e-5 * (1 + 1e-12))

    left_out(f, W, {}, eps=1e-5)


def test_a_dict_as_the_default_is_found_below_decorators_and_before_other_defaults() -> None:
    def keeps(w: Any, options: dict[str, Any] = {}, *, loud: bool = False) -> Any:  # noqa: B006
        return w * options["rate"] if options else w

    def second(w: Any, options: dict[str, Any] = {}, loud: bool = False) -> Any:  # noqa: B006
        return keeps(w, options)

    @wraps(keeps)
    def decorated(*arguments: Any) -> Any:
        return keeps(*arguments)

    for function in (decorated, second):
        left_out(function, W, None)


def test_arrays_in_a_list_are_copied_too() -> None:
    def moves(arrays: list[Any], options: dict[str, Any]) -> Any:
        arrays[0] -= options.get("rate", 0.5)
        return arrays

    given = [W.copy()]
    left_out(moves, given, {}, rate=0.5)
    assert given[0].tolist() == W.tolist()


def test_whole_numbers_beyond_those_of_numpy_are_not_compared() -> None:
    left_out(lambda _, options: (10**400, 10.0 ** options.get("a", 2)), W, {}, a=2)
    with pytest.raises(LeftOutError, match=r"^a$"):
        left_out(lambda _, options: (10**400, options.get("a", 3)), W, {}, a=2)
