"""A law that cannot be tried does not count as holding."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.assignment import TaskSpec
from grader.checks.laws import check, holds
from grader.evidence import Evidence, collect
from grader.language import CODES, language
from grader.question import question
from grader.task import assess
from reference.catalogue import catalogue, entries

SOFTMAX = catalogue()["softmax"]
LOSS = catalogue()["cross_entropy"]


def known(formula: Any) -> set[bytes]:
    """The inputs of the bank, which a twin is not among."""
    asked = question(TaskSpec(formula=formula.name, points=2.0), entries()[formula.name], 0)
    return {_key(example.arguments) for example in asked.key.examples}


def _key(arguments: tuple[Any, ...]) -> bytes:
    return b"".join(np.asarray(a).tobytes() for a in arguments)


def elsewhere(formula: Any, otherwise: Callable[..., Any]) -> Callable[..., Any]:
    """Right on the inputs of the bank, `otherwise` on all others."""
    bank = known(formula)

    def function(*arguments: Any) -> Any:
        return (formula if _key(arguments) in bank else otherwise)(*arguments)

    return function


def evidence(in_process: Callable[..., Any], formula: Any, function: Any) -> Evidence:
    asked = question(TaskSpec(formula=formula.name, points=2.0), entries()[formula.name], 0)
    return collect(in_process({formula.name: function}), asked, "")


def raises(*arguments: Any) -> Any:
    raise KeyError(arguments)


def test_the_laws_of_a_right_function_hold(in_process: Callable[..., Any]) -> None:
    found = evidence(in_process, LOSS, LOSS)
    assert all(holds(law, found) is True for law in entries()["cross_entropy"].laws)
    result = check(found, language("en"))
    assert (result.status, result.message) == ("passed", "")


@pytest.mark.parametrize("lang", CODES)
@pytest.mark.parametrize(
    ("otherwise", "says"),
    [(raises, "KeyError"), (lambda *_: np.ones(7), "shape"), (lambda *_: None, "")],
)
def test_without_any_result_the_laws_are_skipped(
    otherwise: Callable[..., Any], says: str, lang: str, in_process: Callable[..., Any]
) -> None:
    # Both laws of the loss have a twin, so that none of them can be tried.
    found = evidence(in_process, LOSS, elsewhere(LOSS, otherwise))
    assert [holds(law, found) for law in entries()["cross_entropy"].laws] == [None, None]
    result = check(found, language(lang))
    assert result.status == "skipped"
    assert result.message
    if lang == "en":
        assert result.message.startswith("not run: ")
        assert says in result.message


def test_a_law_that_was_not_tried_is_told_from_those_that_hold(
    in_process: Callable[..., Any],
) -> None:
    laws = entries()["softmax"].laws
    assert {law.twin is None for law in laws} == {True, False}
    found = evidence(in_process, SOFTMAX, elsewhere(SOFTMAX, raises))
    result = check(found, language("en"))
    assert result.status == "passed"
    assert result.message.startswith("Not tried, as KeyError is raised")
    for law in laws:
        assert (law.says in result.message) == (law.twin is not None)


def test_what_was_not_tried_is_not_called_right(in_process: Callable[..., Any]) -> None:
    laws = entries()["softmax"].laws
    bank = known(SOFTMAX)

    def wrong(x: Any) -> Any:
        if _key((x,)) not in bank:
            raise KeyError
        result = SOFTMAX(x).copy()
        result[..., [0, -1]] = result[..., [-1, 0]]
        return result

    task = assess(evidence(in_process, SOFTMAX, wrong), language("en"), frozenset(), None)
    assert task.score == 0
    for law in laws:
        assert (law.says in task.right) == (law.twin is None)
