"""The same call asked twice: what is shown are its two answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.assignment import TaskSpec
from grader.checks.repeatability import check
from grader.evidence import collect
from grader.language import CODES, language
from grader.question import question
from grader.report.example import example
from reference.catalogue import catalogue, entries

SOFTMAX = catalogue()["softmax"]
BACKWARD = catalogue()["batch_norm_backward"]


class Once:
    """Right at the first call with an input, `then` at every later one with it."""

    def __init__(self, formula: Any, then: Callable[[Any], Any]) -> None:
        self.formula, self.then, self.seen = formula, then, set()

    def __call__(self, *arguments: Any) -> Any:
        key = b"".join(np.asarray(a).tobytes() for a in arguments)
        right = self.formula(*arguments)
        if key in self.seen:
            return self.then(right)
        self.seen.add(key)
        return right


def shown(in_process: Callable[..., Any], formula: Any, then: Callable[[Any], Any], lang: str):
    spec = TaskSpec(formula=formula.name, points=2.0)
    asked = question(spec, entries()[formula.name], 0)
    student = in_process({formula.name: Once(formula, then)})
    result = check(collect(student, asked, ""), language(lang))
    assert result.status == "failed"
    (counterexample,) = result.counterexamples
    written = example(counterexample, formula.name, None, language(lang), frozenset())
    return counterexample, "\n".join(written.lines)


def test_the_first_answer_stands_before_the_second(in_process: Callable[..., Any]) -> None:
    record, text = shown(in_process, SOFTMAX, lambda right: right + np.array([0.0, 0.5]), "en")
    assert (record.kind, record.expected) == ("repeat", SOFTMAX(np.array([0.0, 1.0])).tolist())
    assert record.got == (SOFTMAX(np.array([0.0, 1.0])) + np.array([0, 0.5])).tolist()
    assert record.differs == [False, True]
    assert text.splitlines()[1:] == [
        "  first call   [0.2689  0.7311 ]",
        f"  second call  [0.2689  1.2311*]{' ' * 25}* differs",
    ]


def test_of_a_part_the_name_is_told(in_process: Callable[..., Any]) -> None:
    def then(right: Any) -> Any:
        return right[0], right[1] + 1, right[2]

    record, text = shown(in_process, BACKWARD, then, "en")
    assert record.part == "dgamma"
    assert "dgamma, first call " in text
    assert "dgamma, second call " in text


@pytest.mark.parametrize("lang", CODES)
@pytest.mark.parametrize(
    ("then", "says"),
    [
        (lambda right: right[:1], "(1,)"),
        (lambda _: None, ""),
        (lambda right: right * np.nan, "nan"),
        (lambda right: right.no_such_thing, ""),
    ],
)
def test_whatever_comes_the_second_time(
    then: Callable[[Any], Any], says: str, lang: str, in_process: Callable[..., Any]
) -> None:
    record, text = shown(in_process, SOFTMAX, then, lang)
    assert record.expected == SOFTMAX(np.array([0.0, 1.0])).tolist()
    assert says in text
    assert "0.2689" in text or says == "(1,)"


def test_of_draws_equal_generators_are_asked_for_equal_results(
    in_process: Callable[..., Any],
) -> None:
    asked = question(TaskSpec(formula="normal_init", points=2.0), entries()["normal_init"], 0)

    def own(n_in: int, n_out: int, sigma: float, _: Any) -> Any:
        return sigma * np.random.standard_normal((n_in, n_out))

    for function, status in ((catalogue()["normal_init"], "passed"), (own, "failed")):
        found = collect(in_process({"normal_init": function}), asked, "")
        assert check(found, language("en")).status == status


def test_of_a_dict_the_array_that_differs_is_shown(in_process: Callable[..., Any]) -> None:
    formula = catalogue()["mlp_gradient"]
    asked = question(TaskSpec(formula=formula.name, points=2.0), entries()[formula.name], 0)
    count = iter(range(10_000))

    def counts(*arguments: Any) -> Any:
        gradient = formula(*arguments)
        gradient["gamma1"] = gradient["gamma1"] + next(count)
        return gradient

    result = check(collect(in_process({formula.name: counts}), asked, ""), language("en"))
    assert result.status == "failed"
    (shown,) = result.counterexamples
    assert shown.part == "gamma1"
    assert np.shape(shown.expected) == np.shape(shown.got) == np.shape(shown.differs) == (2,)
    lines = example(shown, "mlp_gradient", None, language("en"), frozenset()).lines
    assert any("gamma1, first call" in line for line in lines)
