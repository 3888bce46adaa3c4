"""How far off a result is, in words: "off by 28%", "agrees to 5 digits; 12 were expected"."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from grader.evidence import Evidence
from grader.language import Language
from reference.domain import Array


class HowFar(NamedTuple):
    """A distance as a sentence, and in the few words of a table."""

    sentence: str
    short: str


def how_far(evidence: Evidence, part: int, say: Language) -> HowFar:
    """The distance of a part from the right one, at its worst on the ordinary inputs."""
    if what := _nonfinite(evidence, part, say):
        return HowFar(
            say("The result is {what} on some inputs.", what=what),
            say("{what} on some inputs", what=what),
        )
    distance = relative_distance(evidence, part)
    if distance >= 1:
        return HowFar(
            say("At its worst, the result is off by more than its own size."),
            say("off by more than its size"),
        )
    if distance >= 0.01:
        percent = math.ceil(100 * distance)
        return HowFar(
            say("At its worst, the result is off by {percent}%.", percent=percent),
            say("off by {percent}%", percent=percent),
        )
    digits = max(2, math.floor(-math.log10(distance)))
    return HowFar(
        say(
            "At its worst, the result agrees to {digits} digits; {expected} were expected.",
            digits=digits,
            expected=expected_digits(evidence, part),
        ),
        say("agrees to {digits} digits", digits=digits),
    )


def _nonfinite(evidence: Evidence, part: int, say: Language) -> str:
    wrong = evidence.wrong(evidence.ordinary, part)
    judged = [j.parts[part] for i in wrong if (j := evidence.judgements[i]) is not None]
    if all(one.value is None or np.all(np.isfinite(one.value)) for one in judged):
        return ""
    return nonfinite(evidence, wrong, part, say)


def relative_distance(evidence: Evidence, part: int) -> float:
    """The largest error over the largest entry of the right result, at its worst; inf for nan."""
    worst = 0.0
    for i in evidence.ordinary:
        judgement = evidence.judgements[i]
        if judgement is not None and not judgement.parts[part].is_right:
            judged = judgement.parts[part]
            size = float(np.abs(judged.right).max(initial=0.0))
            worst = max(worst, judged.error / size if size else math.inf)
    return worst


def expected_digits(evidence: Evidence, part: int) -> int:
    """How many digits the tolerance asks for, on the input that asks for most."""
    most = 1.0
    for right in evidence.question.key.right:
        size = float(np.abs(right.parts[part]).max(initial=0.0))
        if size:
            most = min(most, float(np.max(right.tolerance[part])) / size)
    return math.floor(-math.log10(most))


def nonfinite(evidence: Evidence, indices: list[int], part: int, say: Language) -> str:
    """Not a number, infinite or inaccurate, whichever is met first, in words."""
    for i in indices:
        judgement = evidence.judgements[i]
        value = judgement.parts[part].value if judgement else None
        if value is None:
            continue
        if np.isnan(value).any():
            return say("not a number")
        if np.isinf(value).any():
            return say("infinite")
    return say("inaccurate")


def are_large(evidence: Evidence, indices: list[int]) -> bool:
    """Whether each of the examples holds a number beyond what is usual for its argument; extreme
    ones that are not large are zeros, equal entries or a single sample."""
    return all(_is_large(evidence, i) for i in indices)


def _is_large(evidence: Evidence, index: int) -> bool:
    domain = evidence.question.formula.domain
    return any(
        isinstance(argument := domain[name], Array)
        and np.abs(value).max(initial=0.0) > 2 * max(abs(argument.low), abs(argument.high))
        for name, value in evidence.examples[index].inputs.items()
    )
