"""Results of a wrong shape, with what is to be said of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.assignment import TaskSpec
from grader.evidence import collect
from grader.language import CODES, language
from grader.question import question
from grader.records import Task
from grader.task import assess
from reference.catalogue import catalogue, entries

FORMULAS = catalogue()
softmax = FORMULAS["softmax"].function
loss = FORMULAS["cross_entropy"].function
log_softmax = FORMULAS["log_softmax"].function
gradient = FORMULAS["cross_entropy_gradient"].function
forward = FORMULAS["batch_norm"].function
backward = FORMULAS["batch_norm_backward"].function


def xhat(X: Any, eps: Any) -> Any:
    return (X - X.mean(axis=0)) / np.sqrt(X.var(axis=0) + eps)


def with_dgamma(dgamma: Callable[..., Any]) -> Callable[..., Any]:
    def function(dY: Any, X: Any, gamma: Any, eps: Any) -> Any:
        dX, _, dbeta = backward(dY, X, gamma, eps)
        return dX, dgamma(dY, X, eps), dbeta

    return function


def of_samples(logits: Any, Y: Any) -> Any:
    return -(Y * log_softmax(logits)).sum(axis=1)


def a_column_meets_a_row(logits: Any, Y: Any) -> Any:
    return of_samples(logits, Y)[:, None] * np.ones(len(Y))


# Formula, wrong function, code, and words that the explanation holds.
WRONG: dict[str, tuple[str, Callable[..., Any], str, str]] = {
    "one number": ("softmax", lambda _: 3.0, "shape:one-number", "A single number comes back"),
    "the sum of it": (
        "cross_entropy_gradient",
        lambda z, Y: (len(Y) * gradient(z, Y) ** 2).sum(),
        "shape:one-number",
        "on all 60 inputs",
    ),
    "sum to one number": (
        "batch_norm",
        lambda *a: forward(*a).sum(),
        "shape:one-number",
        "the sum of all entries of the right result",
    ),
    "sum forgotten": (
        "batch_norm_backward",
        with_dgamma(lambda dY, X, eps: dY * xhat(X, eps)),
        "shape:extra-N:dgamma",
        "Added up along that axis, the numbers are the right ones.",
    ),
    "mean forgotten": (
        "cross_entropy",
        of_samples,
        "shape:extra-N",
        "Averaged along that axis, the numbers are the right ones.",
    ),
    "a column meets a row": (
        "batch_norm_backward",
        with_dgamma(lambda dY, *_: np.add.outer(dY.sum(0), dY.sum(0))),
        "shape:extra-D:dgamma",
        "numpy makes such a square",
    ),
    "along the other axis": (
        "batch_norm_backward",
        with_dgamma(lambda dY, X, eps: (dY**2 * xhat(X, eps)).sum(axis=1)),
        "shape:axes:dgamma",
        "The shape is (N,) on all",
    ),
    "batch summed away": (
        "cross_entropy_gradient",
        lambda z, Y: gradient(z, Y).sum(axis=0),
        "shape:missing-N",
        "the right result, added up along that axis",
    ),
    "batch averaged away": (
        "batch_norm",
        lambda *a: forward(*a).mean(axis=0),
        "shape:missing-N",
        "the right result, averaged along that axis",
    ),
    "transposed and wrong": (
        "cross_entropy_gradient",
        lambda z, Y: np.sin(37 * gradient(z, Y)).T,
        "shape:transposed",
        "opposite order",
    ),
    "sums forgotten": (
        "cross_entropy",
        lambda z, Y: -Y * log_softmax(z) / len(Y),
        "shape:as-logits",
        "Added up, its entries give the right number.",
    ),
    "of two sizes at once": (
        "batch_norm_backward",
        lambda dY, X, gamma, eps: (np.stack([gamma, gamma]), *backward(dY, X, gamma, eps)[1:]),
        "shape:shape",
        "",
    ),
    "squeezed": (
        "cross_entropy_gradient",
        lambda z, Y: gradient(z, Y)[0] if len(Y) == 1 else gradient(z, Y),
        "shape:squeezed",
        "Where N = 1",
    ),
    "only of several axes": (
        "log_softmax",
        lambda x: log_softmax(x) if x.ndim == 1 else log_softmax(x).sum(axis=-1),
        "shape:missing-n",
        "is missing on 36 of 60 inputs",
    ),
    "neither": ("softmax", lambda x: x.sum() * np.ones((7, 7, 7, 7)), "shape:shape", ""),
}


def assessed(in_process: Callable[..., Any], case: str, lang: str = "en") -> Task:
    name, function, *_ = WRONG[case]
    formula = FORMULAS[name]
    functions = {name: function}
    own = ""
    if formula.derivative is not None:
        own = formula.derivative.of.name
        functions[own] = formula.derivative.of
    asked = question(TaskSpec(formula=name, points=4.0), entries()[name], 0)
    return assess(collect(in_process(functions), asked, own), language(lang), frozenset(), None)


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_with_the_shape_is_said(case: str, in_process: Callable[..., Any]) -> None:
    *_, code, words = WRONG[case]
    task = assessed(in_process, case)
    (diagnosis,) = task.diagnosis
    assert diagnosis.mistake == code
    assert words in diagnosis.message
    assert bool(diagnosis.message) == (code != "shape:shape")
    assert task.hints
    assert task.headline == "not of the right shape" or code != "shape:shape"


@pytest.mark.parametrize("case", WRONG)
def test_both_languages_name_the_same_axes(case: str, in_process: Callable[..., Any]) -> None:
    english, portuguese = (assessed(in_process, case, lang).diagnosis[0] for lang in CODES)
    assert english.mistake == portuguese.mistake
    assert [w for w in english.message if w.isdigit()] == [
        w for w in portuguese.message if w.isdigit()
    ]


def test_the_numbers_of_the_transpose_are_told_as_such(in_process: Callable[..., Any]) -> None:
    WRONG_T = lambda z, Y: gradient(z, Y).T  # noqa: E731
    functions = {"cross_entropy_gradient": WRONG_T, "cross_entropy": loss}
    name = "cross_entropy_gradient"
    asked = question(TaskSpec(formula=name, points=4.0), entries()[name], 0)
    found = collect(in_process(functions), asked, "cross_entropy")
    task = assess(found, language("en"), frozenset(), None)
    assert [d.mistake for d in task.diagnosis] == ["transposed"]


def test_the_parts_of_the_right_shape_are_right(in_process: Callable[..., Any]) -> None:
    assert assessed(in_process, "sum forgotten").right == "dX and dbeta, on every input."
