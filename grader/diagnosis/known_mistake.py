"""Compares a wrong function with the formula's known mistakes, on the whole bank."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.comparison import part_arrays
from grader.diagnosis.explanation import Explanation
from grader.evidence import Evidence
from grader.examples import EXTREME
from grader.language import Language
from reference.formula import Mistake

RELATIVE_TOLERANCE = 1e-8


def matching(
    evidence: Evidence, kinds: tuple[str, ...] = ("mistake", "convention")
) -> Mistake | None:
    """The known mistake that gives what the student's function gives, on every input.

    A mistake explains the whole result where it can; else it may explain all the parts that are
    wrong while the other parts are right. One that shows only at extreme inputs is looked for
    only where nothing else is wrong.
    """
    candidates = [m for m in evidence.question.mistakes if m.kind in kinds]
    if not evidence.wrong_parts:
        unstable = [m for m in candidates if m.only_extreme]
        extreme = evidence.of_kind(EXTREME)
        if not evidence.wrong(extreme):
            return None
        found = _first(unstable, evidence, extreme, _everything(evidence))
        # A constant can be so small that it shows at extreme inputs only.
        small = [m for m in candidates if m.constants]
        return (
            found
            or _first(small, evidence, evidence.ordinary + extreme, _everything(evidence))
            or next((m for m in unstable if _breaks_alike(m, evidence, extreme)), None)
        )
    usual = [m for m in candidates if not m.only_extreme]
    for parts in (_everything(evidence), evidence.wrong_parts):
        found = _first(usual, evidence, evidence.ordinary, parts)
        if found is not None:
            return found
    return None


def explain(evidence: Evidence, say: Language, inherited: frozenset[str]) -> Explanation | None:
    """The matching mistake in words. `inherited` names the mistakes of functions that it calls."""
    # A derivative that can be measured against the student's own function belongs to that one or
    # to none; which of two conventions it follows is then the lesser thing to say.
    kinds = ("mistake",) if evidence.own else ("mistake", "convention")
    mistake = matching(evidence, kinds)
    if mistake is None:
        return None
    inherits = mistake.inherits is not None and mistake.inherits.name in inherited
    if inherits:
        why = say(mistake.inherited)
    else:
        why = say(mistake.why)
        opening = _opening(mistake, evidence, say)
        why = f"{opening}{'.' if why[:1].isupper() else ':'} {why}"
    return Explanation(
        code=mistake.name,
        headline=say(mistake.headline),
        why=why,
        sentence=say(mistake.sentence),
        right=say(mistake.right),
        hints=() if inherits else tuple(say(hint) for hint in mistake.hints),
        action=say(mistake.action),
        is_convention=mistake.kind == "convention",
    )


def _opening(mistake: Mistake, evidence: Evidence, say: Language) -> str:
    if not evidence.wrong_parts:
        return say("A known mistake")
    count = _matched(mistake, evidence)
    if mistake.kind == "convention":
        return say("Another convention, matched on all {count} inputs", count=count)
    return say("A known mistake, matched on all {count} inputs", count=count)


def _matched(mistake: Mistake, evidence: Evidence) -> int:
    """On how many inputs a mistake that matches gives the same: on all, or on the ordinary ones."""
    every = tuple(range(len(evidence.examples)))
    parts = evidence.wrong_parts
    return len(every if _matches(mistake, evidence, every, parts) else evidence.ordinary)


def _everything(evidence: Evidence) -> tuple[int, ...]:
    return tuple(range(len(evidence.parts)))


def _first(
    mistakes: list[Mistake], evidence: Evidence, indices: tuple[int, ...], parts: tuple[int, ...]
) -> Mistake | None:
    return next((m for m in mistakes if _matches(m, evidence, indices, parts)), None)


def _matches(
    mistake: Mistake, evidence: Evidence, indices: tuple[int, ...], parts: tuple[int, ...]
) -> bool:
    return any(gives_the_same(form, evidence, indices, parts) for form in mistake.forms)


def gives_the_same(
    form: Callable[..., Any],
    evidence: Evidence,
    indices: tuple[int, ...],
    parts: tuple[int, ...],
) -> bool:
    """Whether a function gives what the student's gives, in these parts, on all of the examples,
    and not what is right on some of them.

    Zeros alone match nothing: they come in many ways, and do not tell by which.
    """
    seen = told = False
    for i in indices:
        answer = evidence.answers[i]
        if answer.kind != "returned":
            return False
        with np.errstate(all="ignore"):
            wrong = part_arrays(form(*evidence.examples[i].arguments), evidence.parts)
        theirs = part_arrays(answer.value, evidence.parts)
        if wrong is None or theirs is None:
            return False
        right = evidence.question.key.right[i]
        judgement = evidence.judgements[i]
        tolerance = [j.tolerance for j in judgement.parts] if judgement else right.tolerance
        if not all(same(theirs[p], wrong[p], right.parts[p], tolerance[p]) for p in parts):
            return False
        seen = seen or any(_differs(wrong[p], right.parts[p], tolerance[p]) for p in parts)
        told = told or any(np.any(wrong[p]) for p in parts)
    return seen and told


def _differs(mistaken: Any, right: Any, tolerance: Any) -> bool:
    """Whether a wrong form can be told from the right one here at all."""
    if np.squeeze(mistaken).shape != np.squeeze(right).shape:
        return True
    distance = np.abs(np.squeeze(mistaken) - np.squeeze(right))
    return not bool(np.all(distance <= np.squeeze(tolerance)))


def _breaks_alike(mistake: Mistake, evidence: Evidence, extreme: tuple[int, ...]) -> bool:
    """Whether a mistake is not finite on just those extreme inputs on which the function is wrong.

    Another grouping of the same unstable form gives nan in one place and inf in another.
    """
    return all(
        (i in evidence.wrong(extreme)) == _is_not_finite(mistake, evidence, i) for i in extreme
    ) and all(_has_no_number(evidence, i) for i in evidence.wrong(extreme))


def _is_not_finite(mistake: Mistake, evidence: Evidence, index: int) -> bool:
    with np.errstate(all="ignore"):
        parts = part_arrays(mistake(*evidence.examples[index].arguments), evidence.parts)
    return parts is not None and not all(np.isfinite(part).all() for part in parts)


def _has_no_number(evidence: Evidence, index: int) -> bool:
    parts = part_arrays(evidence.answers[index].value, evidence.parts)
    return parts is not None and not all(np.isfinite(part).all() for part in parts)


def same(returned: Any, mistaken: Any, right: Any, tolerance: Any) -> bool:
    """Whether a mistake gives what was returned, nan and inf included. An axis of size 1 more or
    less does not matter.

    How closely: as a right result would have to, in proportion to the size of the mistaken one,
    and so that next to nothing of the distance from the right result is left unexplained.
    """
    returned, mistaken, right = np.squeeze(returned), np.squeeze(mistaken), np.squeeze(right)
    if returned.shape != mistaken.shape:
        return False
    size, usual = _largest(mistaken), _largest(right)
    slack = float(np.max(tolerance, initial=0.0)) * max(1.0, size / usual if usual else 1.0)
    with np.errstate(invalid="ignore"):
        if mistaken.shape == right.shape:
            distance = _largest(mistaken - right)
            slack += min(RELATIVE_TOLERANCE * size, 1e-3 * distance)
        else:
            slack += RELATIVE_TOLERANCE * size
        close = np.abs(returned - mistaken) <= slack
    both_nan = np.isnan(returned) & np.isnan(mistaken)
    return bool(np.all(close | (returned == mistaken) | both_nan))


def _largest(array: Any) -> float:
    """The largest finite entry, without its sign."""
    return float(np.abs(array[np.isfinite(array)]).max(initial=0.0))
