"""Integers may stand for the numbers of an input; the result is float64 all the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.examples import SIMPLE, bank
from reference.catalogue import catalogue
from reference.values import arguments, leaves, mapped

# What they return counts or numbers samples.
INTEGERS = {"iterations_per_epoch", "minibatches"}


def _whole(value: Any) -> Any:
    return np.rint(value) if isinstance(value, np.ndarray) else value


def _as_integers(value: Any) -> Any:
    return value.astype(int) if isinstance(value, np.ndarray) else value


@pytest.mark.parametrize("name", catalogue())
def test_integers_are_read_as_the_same_numbers(name: str) -> None:
    formula = catalogue()[name]
    for example in bank(formula):
        if example.kind != SIMPLE:
            continue
        inputs = mapped(_whole, example.inputs)
        with np.errstate(all="ignore"):
            of_floats = formula(*arguments(inputs))
            of_integers = formula(*arguments(mapped(_as_integers, inputs)))
        pairs = zip(leaves(of_floats), leaves(of_integers), strict=True)
        for right, found in pairs:
            kind = np.integer if name in INTEGERS else np.float64
            assert np.issubdtype(np.asarray(found).dtype, kind)
            np.testing.assert_allclose(found, right, rtol=1e-12, atol=1e-12)
