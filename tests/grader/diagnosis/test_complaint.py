"""What numpy and Python say when a line stops, in our words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.diagnosis.complaint import in_our_words, is_bygone, is_in_our_words
from grader.language import language


def written_into() -> None:
    a = np.ones((2, 1))
    a += np.ones((2, 3))


def unpacked() -> None:
    _, _ = 1.0  # type: ignore[misc]


def old_name() -> None:
    xrange(3)  # type: ignore[name-defined]  # noqa: F821


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            lambda: np.ones((3, 2)) @ np.ones((4, 2)),
            "ValueError, from numpy: sizes 4 and 2 do not fit in the product.",
        ),
        (
            lambda: np.ones((3, 2)) + np.ones(3),
            "ValueError, from numpy: shapes (3,2) and (3,) do not fit together.",
        ),
        (written_into, "ValueError, from numpy: shape (2,3) does not fit into shape (2,1)."),
        (unpacked, "TypeError: several names on the left, one value of type float on the right."),
        (old_name, "NameError: xrange is a name of Python 2; in 3 there is none."),
        (
            lambda: np.sum({}.iteritems()),  # type: ignore[attr-defined]
            "AttributeError: dicts have iteritems in Python 2; in 3 they have not.",
        ),
        (
            lambda: np.product,
            "AttributeError: older numpy has product; this one has not.",
        ),
        (lambda: np.float, "AttributeError: older numpy has float; this one has not."),
        (lambda: np.float_, "AttributeError: older numpy has float_; this one has not."),
        (
            lambda: np.ones(2)(0),  # type: ignore[operator]
            "TypeError: called as a function, but it is of type numpy.ndarray.",
        ),
        (
            lambda: np.sigmoid,
            "AttributeError: there is no sigmoid in the module numpy.",
        ),
        (
            lambda: ([]).shape,
            "AttributeError: a value of type list has no shape.",
        ),
    ],
)
def test_what_really_is_raised_has_a_sentence(line: Callable[[], Any], says: str) -> None:
    with pytest.raises((AttributeError, NameError, TypeError, ValueError)) as caught:
        line()
    error, message = caught.type.__name__, str(caught.value)
    assert is_in_our_words(error, message)
    assert in_our_words(error, message, language("en")) == says
    assert is_bygone(error, message) == ("Python 2" in says or "older numpy" in says)
