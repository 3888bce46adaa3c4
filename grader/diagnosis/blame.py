"""A gradient judged twice: against the student's own function and against the one asked for."""

from __future__ import annotations

import numpy as np

from grader.checks.gradient import differing
from grader.diagnosis.family import pairs
from grader.diagnosis.relation import TRANSPOSED, Pair, Relation, relation
from grader.evidence import Evidence
from grader.language import Language
from grader.own_derivative import TINY
from grader.records import Blame


def blame(evidence: Evidence, say: Language) -> Blame | None:
    """Which of the two is to blame, or None where both are right or nothing can be compared."""
    derivative = evidence.question.formula.derivative
    if derivative is None or not evidence.own:
        return None
    forward = evidence.forward
    is_loss = derivative.kind == "gradient"
    as_own = not differing(evidence)
    as_asked = not evidence.wrong_parts
    own_is_asked = forward_is_right(evidence)
    asked = None if as_asked else _asked(evidence)
    if asked is not None and asked.kind == TRANSPOSED:
        return None  # the numbers are those of the right gradient, for whichever function
    if as_own and (as_asked or own_is_asked):
        # Right by what a finite difference can see; what is wrong is smaller than that.
        return None
    if as_own and not (evidence.own_is_explained and _was_derived(evidence)):
        return None
    if as_own:
        sentence = say(
            "The derivation is right. The difference comes from {loss} alone.", loss=forward
        )
    elif as_asked:
        sentence = say(
            "The gradient is the one asked for. {loss} is a different function.", loss=forward
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
    return Blame(
        own=_right_on_all(len(evidence.own), say)
        if as_own
        else _in_words(relation(_own_pairs(evidence)), say),
        asked=_right_on_all(len(evidence.ordinary), say) if as_asked else _in_words(asked, say),
        forward=forward,
        sentence=sentence,
        is_loss=is_loss,
        follows=as_own,
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
        and not forward_is_right(evidence)
    )


def _was_derived(evidence: Evidence) -> bool:
    """Whether a part that is wrong should not be 0 throughout, by the student's own function."""
    return not evidence.wrong_parts or any(
        bool(np.any(np.abs(estimate.value) > 10 * estimate.error + TINY))
        for own in evidence.own.values()
        for estimate in (own.parts[part] for part in evidence.wrong_parts)
    )


def forward_is_right(evidence: Evidence) -> bool:
    """Whether the derivative of the student's own function is the one asked for."""
    right = evidence.question.key.right
    return all(
        own.agrees(part, value)
        for i, own in evidence.own.items()
        for part, value in enumerate(right[i].parts)
    )


def _own_pairs(evidence: Evidence) -> list[Pair]:
    part = evidence.wrong_parts[0] if evidence.wrong_parts else 0
    found = []
    for i, own in evidence.own.items():
        judgement = evidence.judgements[i]
        value = judgement.parts[part].value if judgement else None
        if value is None:
            return []
        right = own.parts[part].value
        scale = max(float(abs(value).max(initial=0.0)), float(abs(right).max(initial=0.0)))
        found.append(Pair(value, right, evidence.examples[i], 1e-6 * scale))
    return found


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
