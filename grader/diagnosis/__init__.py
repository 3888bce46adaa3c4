"""Why a function is wrong: from what it did on the whole bank, never from one example."""

from __future__ import annotations

from grader.diagnosis import (
    array_by_array,
    at_once,
    besides,
    component,
    draws,
    family,
    known_mistake,
    mixed_up,
    no_effect,
    part_by_part,
    promises,
    shapes,
    stopped,
    sum_of_terms,
)
from grader.diagnosis.blame import follows
from grader.diagnosis.explanation import Explanation
from grader.diagnosis.reasons import reasons
from grader.evidence import Evidence
from grader.language import Language


def explain(evidence: Evidence, say: Language, inherited: frozenset[str]) -> Explanation | None:
    """The most specific explanation that there is; None where nothing needs one.

    The order is a decision: a function that stops has no values to compare; a known mistake says
    more than the terms of a sum, these more than an argument without effect or a family, and a
    family more than nothing. Two things are looked for where one does not explain it all.
    """
    found = stopped.explain(evidence, say) or promises.explain(evidence, say)
    if found is not None:
        return found
    if evidence.question.formula.is_random:
        return draws.explain(evidence, say) or besides.explain(evidence, say)
    if follows(evidence):
        # The fault lies in another function, and is explained there.
        return Explanation(
            code=f"follows-{evidence.forward}",
            headline=say("right for your own loss")
            if _is_loss(evidence)
            else say("right for your own {forward}", forward=evidence.forward),
            sentence=say("Right for your loss; not the gradient of the loss that is asked for.")
            if _is_loss(evidence)
            else say(
                "Right for your {forward}; not the derivative of the one that is asked for.",
                forward=evidence.forward,
            ),
            why="",
        )
    found = known_mistake.explain(evidence, say, inherited) or component.explain(evidence, say)
    if found is not None:
        return found
    if evidence.wrong_parts:
        found = (
            mixed_up.explain(evidence, say)
            or _of_several(evidence, say)
            or sum_of_terms.explain(evidence, say)
            or at_once.explain(evidence, say)
            or shapes.explain(evidence, say)
            or no_effect.explain(evidence, say)
        )
        if found is not None:
            return found
    for part in evidence.wrong_parts:
        found = array_by_array.explain(evidence, say, part) or family.explain(evidence, say, part)
        if found is not None:
            return found
    if found := besides.explain(evidence, say):
        return found
    if evidence.wrong_parts or evidence.wrong(tuple(range(len(evidence.examples)))):
        return Explanation(code="unnamed", headline="", why=say("No known mistake matches."))
    return None


def _of_several(evidence: Evidence, say: Language) -> Explanation | None:
    """Why several parts are wrong, where that is more than one thing."""
    found = reasons(evidence, say)
    if found is None or found.is_one:
        return None
    return at_once.declared(evidence, say) or part_by_part.explain(found, evidence, say)


def _is_loss(evidence: Evidence) -> bool:
    derivative = evidence.question.formula.derivative
    return derivative is not None and derivative.kind == "gradient"
