"""A constant factor, a sign and a transpose are found, and nothing is found where none is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.diagnosis.relation import Pair, relation
from grader.examples import Example

SIZES = [(2, 3), (4, 5), (3, 4), (5, 2), (3, 5)]


def pairs(wrong: Callable[[Any, Example], Any]) -> list[Pair]:
    rng = np.random.default_rng(1)
    found = []
    for n, k in SIZES:
        right = rng.uniform(-1, 1, (n, k))
        inputs = {"X": right, "beta": float(rng.uniform(0.5, 0.99)), "lr": float(rng.random())}
        example = Example(inputs, "general", {"N": n, "K": k})
        found.append(Pair(wrong(right, example), right, example, 1e-12))
    return found


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        (lambda r, e: r * e.sizes["N"], "N"),
        (lambda r, e: r / e.sizes["N"], "1/N"),
        (lambda r, e: r * e.sizes["K"], "K"),
        (lambda r, e: r / e.sizes["K"] / e.sizes["N"], "1/(N K)"),
        (lambda r, e: r * (e.sizes["N"] - 1) / e.sizes["N"], "(N - 1)/N"),
        (lambda r, _: 2 * r, "2"),
        (lambda r, _: r / 2, "1/2"),
        (lambda r, _: -2 * r, "-2"),
        (lambda r, e: -r * e.sizes["N"], "-N"),
        (lambda r, e: r * (1 - e.inputs["beta"]), "1 - beta"),
        (lambda r, e: r / (1 - e.inputs["beta"]), "1/(1 - beta)"),
        (lambda r, e: r * e.inputs["lr"], "lr"),
        (lambda r, e: r * e.inputs["lr"] / (1 - e.inputs["beta"]), "lr/(1 - beta)"),
        (lambda r, e: -r * e.inputs["beta"] * e.inputs["lr"], "-beta lr"),
        (lambda r, e: -r * (1 - e.inputs["beta"]), "-(1 - beta)"),
        (lambda r, e: r / e.sizes["N"] ** 2, "1/N^2"),
        (lambda r, e: r * (1 - e.inputs["beta"]) ** 2, "(1 - beta)^2"),
        (lambda r, _: 0.3679 * r, "0.3679"),
        (lambda r, _: r / 3, "0.3333"),
        (lambda r, _: 2.0001 * r, "2.0001"),
        (lambda r, _: -1.00004 * r, "-1.00004"),
    ],
)
def test_a_factor_is_named(wrong: Callable[[Any, Example], Any], name: str) -> None:
    found = relation(pairs(wrong))
    assert found is not None
    assert (found.kind, found.factor) == ("scale", name)


def test_a_sign_is_a_sign() -> None:
    found = relation(pairs(lambda r, _: -r))
    assert found is not None
    assert found.kind == "sign"


def test_a_transpose_is_found_also_where_it_is_not_square() -> None:
    found = relation(pairs(lambda r, _: r.T))
    assert found is not None
    assert found.kind == "transposed"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda r, _: r,
        lambda r, _: r + 1e-7 * r,
        lambda r, _: r + 1,
        lambda r, _: r**2,
        lambda r, _: 0 * r,
        lambda r, _: r * np.nan,
        lambda r, e: r * (2 if e.sizes["N"] > 3 else 3),
        lambda r, _: r[:1],
    ],
)
def test_nothing_is_found_where_nothing_is_constant(wrong: Callable[[Any, Example], Any]) -> None:
    assert relation(pairs(wrong)) is None


def test_one_input_that_does_not_fit_is_enough_to_find_nothing() -> None:
    several = pairs(lambda r, _: 2 * r)
    odd = several[-1]
    several[-1] = Pair(odd.returned + 1e-3, odd.right, odd.example, odd.tolerance)
    assert relation(several) is None
