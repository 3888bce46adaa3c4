"""Whether a checker's words name what was done to the gradient."""

from __future__ import annotations

import math
import re

import numpy as np

from .outcome import Answer
from .problem import Problem, Wrong, flat

WORDS = {
    "sign": r"\bsign|negat",
    "times N": r"(times|×|\*|factor) ?N\b",
    "over N": r"(/|over|÷) ?N\b",
    "transposed": r"transpos",
    "rolled": r"roll|shifted by one",
}
NUMBER = re.compile(r"([-−]?\d+(?:\.\d+)?(?:e[-+]?\d+)?)(?:\s*/\s*(\d+(?:\.\d+)?))?")
ONE_BLOCK = re.compile(r"\bblock\b|\bonly\b", re.IGNORECASE)


def named(problem: Problem, wrong: Wrong, answer: Answer) -> bool | None:
    """The one wrong coordinate exactly, or the slip or one that does the same here; else None."""
    if wrong.kind == "structural":
        return None
    if wrong.where is not None:
        return answer.where == wrong.where
    off = np.flatnonzero(_values(problem, wrong) != _values(problem, None))
    if off.size == 1 and answer.where == off[0]:
        return True
    return answer.suspicion is not None and any(
        _says(answer.suspicion, same) for same in equivalent(problem, wrong)
    )


def equivalent(problem: Problem, wrong: Wrong) -> list[Wrong]:
    """The slips that make the same gradient at x, as factor 2 and times N do for N = 2."""
    values = _values(problem, wrong)
    size = np.linalg.norm(values)
    return [
        other
        for other in problem.wrong
        if other.slip is not None
        and np.linalg.norm(_values(problem, other) - values) <= 1e-6 * size
    ]


def _says(suspicion: str, wrong: Wrong) -> bool:
    """Words or the number; of one block, that it is one and what was done to it."""
    if (wrong.slip == "one block") != bool(ONE_BLOCK.search(suspicion)):
        return False
    what = ONE_BLOCK.split(suspicion)[0]
    if wrong.factor == -1 and re.search(WORDS["sign"], what, re.IGNORECASE):
        return True
    if wrong.slip in WORDS and re.search(WORDS[wrong.slip], what, re.IGNORECASE):
        return True
    return wrong.factor is not None and any(
        math.isclose(float(over.replace("−", "-")) / float(under or 1), wrong.factor, rel_tol=0.01)
        for over, under in NUMBER.findall(what)
        if float(under or 1)
    )


def _values(problem: Problem, wrong: Wrong | None) -> np.ndarray:
    rng = np.random.default_rng(0)
    cotangent = rng.uniform(0.6, 1.4, problem.output) if problem.output else 1.0
    return flat((wrong or problem).vjp(problem.x, cotangent))
