"""Arrays passed in come back as they were, those in a list or a dict as well."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.assignment import TaskSpec
from grader.checks.purity import check, first_change
from grader.evidence import collect
from grader.language import language
from grader.question import question
from reference.catalogue import catalogue, entries

CLIP = catalogue()["clip_by_global_norm"]
LOSS = catalogue()["mlp_loss"]


def spoils(formula: Any, spoil: Callable[[Any], object]) -> Callable[..., Any]:
    """Right, and then not careful with its first argument."""

    def function(first: Any, *others: Any) -> Any:
        result = formula(first, *others)
        spoil(first)
        return result

    return function


@pytest.mark.parametrize(
    ("formula", "spoil", "name"),
    [
        (CLIP, lambda _: None, ""),
        (CLIP, lambda gs: gs[0].fill(7), "gs[0]"),
        (CLIP, lambda gs: gs.__setitem__(-1, "text"), "gs[1]"),
        (CLIP, lambda gs: gs.append(gs[0]), "len(gs)"),
        (CLIP, lambda gs: gs.clear(), "len(gs)"),
        (LOSS, lambda params: dict(reversed(params.items())), ""),
        (LOSS, lambda params: params["b2"].fill(7) if "b2" in params else None, 'params["b2"]'),
        (LOSS, lambda params: params.pop("W1"), "list(params)"),
        (LOSS, lambda params: params.update(cache=1), "list(params)"),
    ],
)
def test_what_has_changed_is_named(
    formula: Any, spoil: Callable[[Any], object], name: str, in_process: Callable[..., Any]
) -> None:
    asked = question(TaskSpec(formula=formula.name, points=2.0), entries()[formula.name], 0)
    evidence = collect(in_process({formula.name: spoils(formula, spoil)}), asked, "")
    change = first_change(evidence)
    assert (change.name if change else "") == name
    result = check(evidence, language("en"))
    assert result.status == ("failed" if name else "passed")
    if change is not None and change.after is not None:
        (shown,) = result.counterexamples
        assert shown.part == name
        assert shown.expected != shown.got


def test_what_becomes_of_a_generator_or_a_function_is_nobody_s_business(
    in_process: Callable[..., Any],
) -> None:
    for name in ("minibatches", "nesterov"):
        asked = question(TaskSpec(formula=name, points=2.0), entries()[name], 0)
        evidence = collect(in_process({name: catalogue()[name]}), asked, "")
        assert first_change(evidence) is None
        assert np.all([answer.kind == "returned" for answer in evidence.answers])
