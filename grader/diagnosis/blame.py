"""A gradient judged twice: against the student's own function and against the one asked for."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.checks.gradient import differing
from grader.diagnosis.family import imprecise, pairs
from grader.diagnosis.relation import TRANSPOSED, Pair, Relation, relation
from grader.evidence import Evidence
from grader.gradcheck.differences import TINY
from grader.gradcheck.result import GradientCheck
from grader.language import Language
from grader.records import Blame


def blame(
    evidence: Evidence, say: Language, *, is_named: bool = False, forward_passed: bool = True
) -> Blame | None:
    """Which of the two is to blame, or None where both are right or nothing can be compared.

    `is_named` tells that it is known what is wrong with the gradient itself: that the student's
    own function is another one then takes nothing from it. Without `forward_passed`, of that
    function no more is known than its derivative.
    """
    derivative = evidence.question.formula.derivative
    if derivative is None or not evidence.own or not _are_compared(evidence):
        return None
    if not (forward_differs(evidence) or forward_is_right(evidence)):
        return None
    forward = evidence.forward
    is_loss = derivative.kind == "gradient"
    as_own = not differing(evidence)
    as_asked = not evidence.wrong_parts
    own_is_asked = forward_is_right(evidence)
    asked = None if as_asked else _asked(evidence)
    if not as_asked and all(imprecise(evidence, say, part) for part in evidence.wrong_parts):
        return None  # a difference quotient is the right gradient, only not to the last digits
    if asked is not None and asked.kind == TRANSPOSED:
        return None  # the numbers are those of the right gradient, for whichever function
    if as_own and (as_asked or own_is_asked):
        # Right by what a finite difference can see; what is wrong is smaller than that.
        return None
    if as_own and not (evidence.own_is_explained and _was_derived(evidence)):
        return None
    if is_named and both_differ(evidence):
        return None
    if as_own:
        sentence = say(
            "The derivation is right. The difference comes from {loss} alone.", loss=forward
        )
    elif as_asked:
        sentence = say(
            "The gradient is the one asked for. {loss} is a different function.", loss=forward
        )
    elif own_is_asked and not forward_passed:
        sentence = say(
            "The derivative of {forward} is the one asked for. What is returned is another one.",
            forward=forward,
        )
    elif own_is_asked and is_loss:
        sentence = say("The loss is right. The gradient belongs to a different loss.")
    elif own_is_asked:
        sentence = say(
            "{forward} is right. What is returned is not its derivative.", forward=forward
        )
    else:
        sentence = say(
            "Both differ. Start with {loss}: the gradient is measured against it.", loss=forward
        )
    # What is measured of the function asked for is known more exactly by its values.
    of_own = asked if own_is_asked else _against_own(evidence)
    return Blame(
        own=_right_on_all(len(evidence.own), say) if as_own else _in_words(of_own, say),
        asked=_right_on_all(len(evidence.ordinary), say) if as_asked else _in_words(asked, say),
        forward=forward,
        sentence=sentence,
        is_loss=is_loss,
        follows=as_own,
    )


def both_differ(evidence: Evidence) -> bool:
    """Whether a gradient is wrong for the student's own function and for the one asked for, and
    that function is another one than the one asked for."""
    return bool(
        evidence.own and evidence.wrong_parts and differing(evidence) and forward_differs(evidence)
    )


def _are_compared(evidence: Evidence) -> bool:
    """Whether some result is of the layout that is asked for, so that its numbers mean anything."""
    return any(
        judgement is not None and all(part.value is not None for part in judgement.parts)
        for i in evidence.own
        for judgement in (evidence.judgements[i],)
    )


def follows(evidence: Evidence) -> bool:
    """Whether a wrong gradient is right for the student's own, different, function.

    Not for any function: one that never moves has the derivative 0, and nothing was derived.
    """
    return bool(
        evidence.own
        and evidence.own_is_explained
        and evidence.wrong_parts
        and _was_derived(evidence)
        and not differing(evidence)
        and forward_differs(evidence)
    )


def _was_derived(evidence: Evidence) -> bool:
    """Whether a part that is wrong, and the derivative of the student's own function, is not 0
    throughout."""
    return not evidence.wrong_parts or any(
        bool(np.any(np.abs(judgement.parts[part].value) > TINY))
        for i in evidence.own
        if (judgement := evidence.judgements[i]) is not None
        for part in evidence.wrong_parts
        if judgement.parts[part].value is not None
    )


def forward_is_right(evidence: Evidence) -> bool:
    """Whether the derivative of the student's own function is the one asked for, as far as it can
    be measured at all: one that is nothing but noise is not."""
    checks = [part.asked for own in evidence.own.values() for part in own.parts]
    return not forward_differs(evidence) and any(check.verdict == "pass" for check in checks)


def forward_differs(evidence: Evidence) -> bool:
    """Whether the derivative of the student's own function is not the one asked for."""
    return any(part.asked_differs for own in evidence.own.values() for part in own.parts)


def _against_own(evidence: Evidence) -> Relation | None:
    """What a wrong part has to do with the derivative of the student's own function."""
    part = evidence.wrong_parts[0] if evidence.wrong_parts else 0
    found = []
    for i, own in evidence.own.items():
        judgement = evidence.judgements[i]
        value = judgement.parts[part].value if judgement else None
        check = own.parts[part].returned
        if value is None or check is None or (measured := _explained(value, check)) is None:
            return None
        scale = max(float(abs(one).max(initial=0.0)) for one in (value, measured))
        found.append(Pair(value, measured, evidence.examples[i], 1e-6 * scale))
    return relation(found)


def _explained(value: Any, check: GradientCheck) -> Any:
    """The derivative that was measured, where the check says how a value comes from it; else
    None."""
    if check.verdict == "pass":
        return value
    if value.size == 1 and check.claimed is not None and check.measured is not None:
        return np.full(value.shape, check.measured)
    match check.suspicion:
        case "transposed":
            return value.reshape(value.shape[::-1]).T
        case "sign":
            return -value
        case str() if (
            check.factor
            and check.suspicion.startswith("factor")
            and ("block" not in check.suspicion)
        ):
            return value / check.factor
    return None


def _asked(evidence: Evidence) -> Relation | None:
    return relation(pairs(evidence, evidence.wrong_parts[0], evidence.ordinary))


def _right_on_all(count: int, say: Language) -> str:
    return say("right on all {count} inputs", count=count)


def _in_words(found: Relation | None, say: Language) -> str:
    if found is None:
        return say("different")
    match found.kind:
        case "scale":
            return say("{factor} times the right one", factor=found.factor)
        case "sign":
            return say("right size, opposite sign")
        case _:
            return say("right numbers, rows and columns exchanged")
