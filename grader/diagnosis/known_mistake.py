"""Compares a wrong function with the formula's known mistakes, on the whole bank."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.candidates import Candidates
from grader.diagnosis.explanation import Explanation
from grader.diagnosis.opening import continued, opening
from grader.evidence import Evidence
from grader.examples import EXTREME
from grader.language import Language
from grader.question import Question
from reference.formula import Mistake


def matching(
    evidence: Evidence, kinds: tuple[str, ...] = ("mistake", "convention")
) -> Mistake | None:
    """The first known mistake that gives what the student's function gives, on every input."""
    return next(every_matching(evidence, evidence.question, kinds), None)


def every_matching(
    evidence: Evidence, question: Question, kinds: tuple[str, ...]
) -> Iterator[Mistake]:
    """The mistakes known to a question that give what the student's function gives, on every input.

    A mistake explains the whole result where it can; else it may explain all the parts that are
    wrong while the other parts are right. One that shows only at extreme inputs is looked for
    only where nothing else is wrong.
    """
    candidates = [m for m in question.mistakes if m.kind in kinds]
    if not evidence.wrong_parts:
        unstable = [m for m in candidates if m.only_extreme]
        extreme = evidence.of_kind(EXTREME)
        if not evidence.wrong(extreme):
            return
        everything = _everything(evidence)
        # A constant can be so small that it shows at extreme inputs only.
        small = [m for m in candidates if m.constants]
        inputs = extreme + evidence.ordinary  # where nearly all differ comes first
        yield from (m for m in unstable if _matches(m, evidence, question, extreme, everything))
        yield from (m for m in small if _matches(m, evidence, question, inputs, everything))
        yield from (m for m in unstable if _breaks_alike(m, evidence, question, extreme))
        return
    usual = [m for m in candidates if not m.only_extreme]
    for parts in dict.fromkeys((_everything(evidence), evidence.wrong_parts)):
        yield from (m for m in usual if _matches(m, evidence, question, evidence.ordinary, parts))


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
        begun = opening(mistake, matched(mistake, evidence, evidence.question), say)
        why = continued(begun, why)
    return Explanation(
        code=mistake.name,
        headline=say(mistake.alone or mistake.headline),
        why=why,
        sentence=say(mistake.sentence),
        right=say(mistake.right),
        hints=() if inherits else tuple(say(hint) for hint in mistake.hints),
        action=say(mistake.action),
        is_convention=mistake.kind == "convention",
    )


def matched(mistake: Mistake, evidence: Evidence, question: Question) -> int:
    """On how many inputs a mistake that matches gives the same: on all, or on the ordinary ones; 0
    where these are right, so that there is nothing to match."""
    if not evidence.wrong_parts:
        return 0
    every = tuple(range(len(evidence.examples)))
    on_all = _matches(mistake, evidence, question, every, evidence.wrong_parts)
    return len(every if on_all else evidence.ordinary)


def _everything(evidence: Evidence) -> tuple[int, ...]:
    return tuple(range(len(evidence.parts)))


def _matches(
    mistake: Mistake,
    evidence: Evidence,
    question: Question,
    indices: tuple[int, ...],
    parts: tuple[int, ...],
) -> bool:
    forms = question.candidates(mistake)
    return any(gives_the_same(form, evidence, indices, parts) for form in forms)


def gives_the_same(
    form: Candidates,
    evidence: Evidence,
    indices: tuple[int, ...],
    parts: tuple[int, ...],
) -> bool:
    """Whether a form gives what the student's function gives, in these parts, on all of the
    examples, and not what is right on some of them.

    Zeros alone match nothing: they come in many ways, and do not tell by which.
    """
    seen = told = False
    for i in indices:
        theirs, judgement = evidence.arrays[i], evidence.judgements[i]
        wrong = form.on(i) if theirs is not None else None
        if theirs is None or wrong is None or judgement is None:
            return False
        tolerance = [judged.tolerance for judged in judgement.parts]
        if not all(wrong[p].is_same_as(theirs[p], tolerance[p]) for p in parts):
            return False
        seen = seen or not all(wrong[p].is_right(tolerance[p]) for p in parts)
        told = told or not all(wrong[p].is_zero for p in parts)
    return seen and told


def _breaks_alike(
    mistake: Mistake, evidence: Evidence, question: Question, extreme: tuple[int, ...]
) -> bool:
    """Whether a mistake is not finite on just those extreme inputs on which the function is wrong.

    Another grouping of the same unstable form gives nan in one place and inf in another.
    """
    return all(
        (i in evidence.wrong(extreme)) == _is_not_finite(mistake, question, i) for i in extreme
    ) and all(_has_no_number(evidence, i) for i in evidence.wrong(extreme))


def _is_not_finite(mistake: Mistake, question: Question, index: int) -> bool:
    parts = question.candidates(mistake)[0].on(index)
    return parts is not None and not all(part.is_finite for part in parts)


def _has_no_number(evidence: Evidence, index: int) -> bool:
    parts = evidence.arrays[index]
    return parts is not None and not all(np.isfinite(part).all() for part in parts)
