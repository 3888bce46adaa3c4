"""What the shapes of two arrays that do not fit tell, against what numpy really says and does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from grader.diagnosis.misfit import Misfit, misfit
from grader.records import Where
from grader.student.answers import Answer

SIZES = st.integers(1, 5)
SHAPES = st.one_of(st.tuples(SIZES), st.tuples(SIZES, SIZES), st.tuples(SIZES, SIZES, SIZES))


def raised(source: str, **shapes: tuple[int, ...]) -> Answer:
    """What the worker tells of a line that numpy stops."""
    arrays = {name: np.ones(shape) for name, shape in shapes.items()}
    try:
        eval(source, {"np": np}, arrays)  # noqa: S307 - the lines stand in this file
    except ValueError as error:
        where = Where(None, 3, f"    return {source}")
        told = tuple(shapes.items())
        return Answer("raised", error="ValueError", message=str(error), where=where, shapes=told)
    return Answer("returned")


def of_line(source: str, *all_shapes: dict[str, tuple[int, ...]]) -> Misfit | None:
    return misfit([raised(source, **shapes) for shapes in all_shapes])


def works(function: Callable[[], Any]) -> bool:
    try:
        function()
    except ValueError:
        return False
    return True


SLIPS = {
    "many columns": lambda A, B: A @ B.T,
    "many rows": lambda A, B: A.T @ B,
    "stands first": lambda A, B: B @ A,
}


@given(left=st.tuples(SIZES, SIZES), right=st.tuples(SIZES, SIZES))
def test_of_a_product_only_what_would_fit_is_asked(
    left: tuple[int, ...], right: tuple[int, ...]
) -> None:
    assume(left[1] != right[0])
    found = of_line("A @ B", {"A": left, "B": right})
    assert found is not None
    assert str(left) in str(found.fact)
    assert str(right) in str(found.fact)
    A, B = np.ones(left), np.ones(right)
    fitting = [said for said, slip in SLIPS.items() if works(lambda s=slip: s(A, B))]
    question = str(found.question)
    if left == right:
        assert "Both have shape" in question
    elif len(fitting) == 1:
        assert fitting[0] in question
    else:
        assert not any(said in question for said in SLIPS)


@given(left=SHAPES, right=SHAPES, operation=st.sampled_from(["+", "*", "-", "/"]))
def test_entry_by_entry_a_lost_axis_is_asked_for_where_one_of_size_1_would_fit(
    left: tuple[int, ...], right: tuple[int, ...], operation: str
) -> None:
    answer = raised(f"A {operation} B", A=left, B=right)
    assume(answer.kind == "raised")
    found = misfit([answer])
    few, many = sorted((left, right), key=len)
    fits = len(many) == len(few) + 1 and any(
        (*few[:axis], 1, *few[axis:]) == (*many[:axis], 1, *many[axis + 1 :])
        for axis in range(1, len(many))
    )
    assert (found is not None and "last axis" in str(found.fact)) == fits
    if found is not None and "goes entry by entry" in str(found.fact):
        assert operation == "*"
        assert works(lambda: np.ones(left) @ np.ones(right))
    if found is not None and "exchanged" in str(found.fact):
        assert left == right[::-1]


LINES: list[tuple[str, Sequence[dict[str, tuple[int, ...]]], str]] = [
    # The shapes of an operand are followed as far as they are certain.
    (
        "np.exp(A) @ -B.T",
        [{"A": (3, 2), "B": (2, 4)}],
        "Here np.exp(A) and -B.T have equally many columns",
    ),
    ("np.dot(A, B)", [{"A": (3, 2), "B": (4, 2)}], "Here A and B have equally many columns"),
    ("A.dot(B)", [{"A": (3, 2), "B": (4, 2)}], "Here A and B have equally many columns"),
    ("A @ (B - 1)", [{"A": (3, 2), "B": (3,)}], "Here A and B - 1 have equally many rows"),
    ("A + (A @ B).sum(axis=1)", [{"A": (2, 3), "B": (3, 4)}], "an entry of the shorter array"),
    (
        "A - B",
        [{"A": (2, 3), "B": (2,)}],
        "Should an entry of B meet a row of A, or a column? Does shape (2,)",
    ),
    ("A - B", [{"A": (2, 3, 4), "B": (2, 3)}], "Which axis does the array with fewer axes lack"),
    # Of an operand that is not known, the sizes alone are told.
    ("A.reshape(3, -1) @ B", [{"A": (3, 2), "B": (3, 2)}], "Over which index"),
    (
        "np.ones((3, 2)).dot(B)",
        [{"B": (4, 2)}],
        "Here the array on the left and the array on the right have",
    ),
    # What holds by chance on the first input does not hold on the next one.
    ("A @ B", [{"A": (3, 2), "B": (3, 2)}, {"A": (3, 4), "B": (3, 2)}], "equally many rows"),
    ("A @ B", [{"A": (3, 2), "B": (4, 2)}, {"A": (3, 5), "B": (4, 2)}], "Over which index"),
]


@pytest.mark.parametrize(("line", "shapes", "asked"), LINES)
def test_what_is_asked_of_a_line(
    line: str, shapes: Sequence[dict[str, tuple[int, ...]]], asked: str
) -> None:
    found = of_line(line, *shapes)
    assert found is not None
    assert asked in str(found.question)


@pytest.mark.parametrize(
    ("line", "shapes"),
    [
        ("A + B", {"A": (3, 2), "B": (4,)}),
        ("np.where(A, B, C)", {"A": (2,), "B": (3,), "C": (4,)}),
        ("A.reshape(7)", {"A": (3, 2)}),
        # numpy tells another shape than that of B.
        ("np.inner(A, B)", {"A": (2, 3), "B": (2, 4)}),
    ],
)
def test_nothing_is_said_where_the_shapes_tell_nothing(
    line: str, shapes: dict[str, tuple[int, ...]]
) -> None:
    assert of_line(line, shapes) is None


def test_a_line_that_is_no_statement_by_itself_is_not_read() -> None:
    answer = raised("A @ B", A=(3, 2), B=(4, 2))
    cut = Answer(
        "raised",
        error="ValueError",
        message=answer.message,
        where=Where(None, 3, "    A @ B)"),
        shapes=answer.shapes,
    )
    found = misfit([cut])
    assert found is not None
    assert str(found.fact) == "In this product, size 2 on the left meets size 4 on the right."
    head = Answer(
        "raised",
        error="ValueError",
        message=answer.message,
        where=Where(None, 3, "    if (A @ B).any():"),
        shapes=answer.shapes,
    )
    found = misfit([head])
    assert found is not None
    assert "(3, 2) meets shape (4, 2)" in str(found.fact)


def test_an_error_of_another_kind_or_without_a_line_tells_nothing() -> None:
    answer = raised("A @ B", A=(3, 2), B=(4, 2))
    assert misfit([Answer("raised", error="ValueError", message=answer.message)]) is None
    named = Answer("raised", error="NameError", message=answer.message, where=answer.where)
    assert misfit([named]) is None
