"""A known mistake in a list or a dict of arrays is found whatever structure the student chose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from grader.assignment import TaskSpec
from grader.evidence import collect
from grader.language import language
from grader.question import question
from grader.task import assess
from reference.catalogue import catalogue, entries
from reference.formula import mistake

CLIP, GRADIENT = catalogue()["clip_by_global_norm"], catalogue()["mlp_gradient"]
TEXTS = {"headline": "a headline", "why": "what it does.", "hints": "A hint."}


@mistake(CLIP, **TEXTS)
def each_by_its_own_norm(gs: Any, limit: Any) -> Any:
    return [g * limit / max(np.linalg.norm(g), limit) for g in gs]


@mistake(GRADIENT, **TEXTS)
def dlogits_times_n(params: Any, X: Any, Y: Any, eps: Any) -> Any:
    right = GRADIENT(params, X, Y, eps)
    last = f"b{len(params) // 3 + 1}"
    return {name: len(X) * g if name == last else g for name, g in right.items()}


def named(mistaken: Any, function: Callable[..., Any], in_process: Callable[..., Any]) -> list[str]:
    formula = mistaken.formula
    spec = TaskSpec(formula=formula.name, points=4.0)
    asked = replace(question(spec, entries()[formula.name], 0), mistakes=(mistaken,))
    evidence = collect(in_process({formula.name: function}), asked, "")
    task = assess(evidence, language("en"), frozenset(), None)
    return [diagnosis.mistake for diagnosis in task.diagnosis]


def test_a_mistake_in_a_list(in_process: Callable[..., Any]) -> None:
    def loop(gs: Any, limit: Any) -> Any:
        clipped = []
        for g in gs:
            norm = float(np.sqrt((g * g).sum()))
            clipped.append((g if norm <= limit else limit / norm * g)[None])
        return tuple(clipped)

    assert named(each_by_its_own_norm, loop, in_process) == ["each-by-its-own-norm"]


def test_a_mistake_in_a_dict(in_process: Callable[..., Any]) -> None:
    def backwards(params: Any, X: Any, Y: Any, eps: Any) -> Any:
        found = GRADIENT(params, X, Y, eps)
        (last,) = (name for name in found if name[0] == "b" and not name.startswith("beta"))
        found[last] = found[last] * len(Y)
        return dict(reversed(found.items())) | {"X": 0}

    assert named(dlogits_times_n, backwards, in_process) == ["dlogits-times-n"]
