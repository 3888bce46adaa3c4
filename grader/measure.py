"""How far off a result is, in words: "off by 28%", "agrees to 5 digits; 12 were expected"."""

from __future__ import annotations

import math

import numpy as np

from grader.evidence import Evidence
from grader.language import Language


def how_far(evidence: Evidence, part: int, say: Language) -> str:
    """The distance of a part from the right one, at its worst on the ordinary inputs, as a
    sentence."""
    if what := _nonfinite(evidence, part, say):
        return say("The result is {what} on some inputs.", what=what)
    distance = relative_distance(evidence, part)
    if distance >= 1:
        return say("The result is off by more than its own size.")
    if distance >= 0.01:
        return say("The result is off by {percent}%.", percent=math.ceil(100 * distance))
    return say(
        "The result agrees to {digits} digits; {expected} were expected.",
        digits=_digits(distance),
        expected=expected_digits(evidence, part),
    )


def how_far_in_short(evidence: Evidence, part: int, say: Language) -> str:
    """The same in the few words of a table."""
    if what := _nonfinite(evidence, part, say):
        return say("{what} on some inputs", what=what)
    distance = relative_distance(evidence, part)
    if distance >= 1:
        return say("off by more than its size")
    if distance >= 0.01:
        return say("off by {percent}%", percent=math.ceil(100 * distance))
    return say("agrees to {digits} digits", digits=_digits(distance))


def _nonfinite(evidence: Evidence, part: int, say: Language) -> str:
    wrong = evidence.wrong(evidence.ordinary, part)
    judged = [j.parts[part] for i in wrong if (j := evidence.judgements[i]) is not None]
    if all(one.value is None or np.all(np.isfinite(one.value)) for one in judged):
        return ""
    return nonfinite(evidence, wrong, part, say)


def _digits(distance: float) -> int:
    return max(2, math.floor(-math.log10(distance)))


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
    """ "nan", "infinite" or "inaccurate", whichever is met first."""
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
