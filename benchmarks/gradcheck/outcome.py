"""What a checker said of one claimed gradient, and what it cost."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from .problem import Parameters, Problem, Pullback

Verdict = Literal["pass", "fail", "unsure", "crash"]


@dataclass(frozen=True, slots=True)
class Answer:
    """Of one checker: the verdict, and where and what it suspects if it can tell."""

    verdict: Verdict
    where: int | None = None
    suspicion: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer and its cost. evaluations: calls of f."""

    answer: Answer
    evaluations: int
    seconds: float


Check = Callable[[Problem, Callable[[Parameters], Any], Pullback], Answer]
"""A checker: of a problem, its f as counted, and a claimed product."""


def run(check: Check, problem: Problem, claim: Pullback) -> Outcome:
    """Calls of f counted; an exception is no verdict, and its name is kept."""
    calls = 0

    def counted(x: Parameters) -> Any:
        nonlocal calls
        calls += 1
        return problem.f(x)

    start = time.perf_counter()
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            answer = check(problem, counted, claim)
        except Exception as error:  # whatever a checker throws is its answer
            answer = Answer("crash", note=f"{type(error).__name__}: {error}"[:200])
    return Outcome(answer, calls, time.perf_counter() - start)
