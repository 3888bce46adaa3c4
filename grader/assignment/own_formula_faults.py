"""What is wrong with a formula of the instructor's own, found by trying it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from grader.answer_key import answer_key, results
from grader.assignment.fault import AssignmentError, At, in_one_line
from grader.examples import Example
from grader.language import Message
from reference.catalogue import Entry
from reference.formula import Formula
from reference.values import leaves, mapped


def own_formula_faults(entry: Entry, at: At) -> Iterator[AssignmentError]:
    """The faults of one formula and of its known mistakes, the first that there is of each."""
    for reason in _reasons(entry):
        yield AssignmentError(
            "{file}: formulas: {name}: {reason}.",
            file=at["file"],
            name=entry.formula.name,
            reason=reason,
        )


def _reasons(entry: Entry) -> Iterator[Message]:
    formula = entry.formula
    try:
        example = answer_key(formula).examples[0]
        reason = _reason(formula, example)
    except Exception as error:
        reason = Message(
            "there is no right answer on the inputs that it declares ({error})",
            error=in_one_line(error),
        )
    if reason is not None:
        yield reason
        return
    forms = [m for m in entry.mistakes if m.kind == "convention" and m.convention]
    for form in forms:
        # What is said where the assignment asks for this form, and where it asks for a third one.
        needed = {"converse": form.converse} | ({"elsewhere": form.elsewhere} if forms[1:] else {})
        for key in (key for key, text in needed.items() if not text):
            yield Message(
                "the convention {mistake} lacks its text {key}", mistake=form.name, key=key
            )
    for mistake in entry.mistakes:
        try:
            for function in mistake.forms:
                _called(function, example)
        except Exception as error:
            yield Message(
                "the mistake {mistake} does not work on the example ({error})",
                mistake=mistake.name,
                error=in_one_line(error),
            )


def _reason(formula: Formula, example: Example) -> Message | None:
    returned, given = _called(formula, example)
    count = len(returned) if isinstance(returned, tuple) else 1
    if count != len(formula.parts):
        return Message(
            "its parts are {parts}, and it returns {count}",
            parts=", ".join(map(repr, formula.parts)),
            count=count,
        )
    if not all(share > 0 for share in formula.parts.values()):
        return Message("each of its parts needs a share above 0")
    values = results(formula, returned)
    if not all(np.isfinite(value).all() for value in values):
        return Message("its result for the example is not finite")
    if not _are_equal(given, example.arguments):
        return Message("it changes an array that it is given")
    if not _are_equal(values, results(formula, _called(formula, example)[0])):
        return Message("it does not return the same for the same inputs")
    return None


def _called(function: Callable[..., Any], example: Example) -> tuple[Any, tuple[Any, ...]]:
    """What a function returns for an example, and its arguments as they are then."""
    given = tuple(mapped(_own, value) for value in example.arguments)
    with np.errstate(all="ignore"):
        return function(*given), given


def _own(number: Any) -> Any:
    """An array that may be changed, for one that may not."""
    return np.array(number) if isinstance(number, np.ndarray) else number


def _are_equal(some: Any, others: Any) -> bool:
    return all(
        np.array_equal(one, other)
        for here, there in zip(some, others, strict=True)
        for one, other in zip(_numbers(here), _numbers(there), strict=True)
    )


def _numbers(value: Any) -> list[Any]:
    """The arrays and numbers in an argument; a generator and a function have none."""
    return [leaf for leaf in leaves(value) if isinstance(leaf, np.ndarray | float | int)]
