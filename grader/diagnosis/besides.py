"""Faults besides the values: a wrong shape, a changed input, an answer that does not repeat."""

from __future__ import annotations

from grader.checks.purity import first_change
from grader.checks.repeatability import first_difference
from grader.diagnosis import shapes
from grader.diagnosis.explanation import Explanation
from grader.evidence import Evidence
from grader.language import Language


def explain(evidence: Evidence, say: Language) -> Explanation | None:
    """The first of these faults that there is, or None."""
    if found := misshapen(evidence, say):
        return found
    change = None if evidence.wrong_parts else first_change(evidence)
    if change is not None and not evidence.question.formula.is_update_rule:
        return _changed(change[1], say)
    # Values that are wrong in no way that has a name may be so for this reason.
    if first_difference(evidence):
        return Explanation(
            code="not-repeatable",
            headline="",
            why=say(
                "The result depends on something besides the arguments: a value kept from an"
                " earlier call, or random numbers."
            ),
            hints=(
                say(
                    "Which names does the function read that are not among its arguments? Which of"
                    " them changes?"
                ),
            ),
        )
    return None


def misshapen(evidence: Evidence, say: Language) -> Explanation | None:
    """A result that is no such array, list or dict as is asked for; None where there is none."""
    problem = next((j.problem for j in evidence.judgements if j is not None and j.problem), None)
    if problem is None:
        return None
    if (found := shapes.explain(evidence, say)) is not None:
        return found
    if problem.problem == "shape":
        hint = say(
            "Compare with the statement: how many axes does the result have, and what does each of"
            " them count?"
        )
    else:
        hint = say(
            "Print what the function returns for the example. Is it what the statement asks for?"
        )
    return Explanation(code=f"shape:{problem.problem}", headline="", why="", hints=(hint,))


def _changed(name: str, say: Language) -> Explanation:
    return Explanation(
        code="changes-its-input",
        headline="",
        why=say(
            "An operation inside writes into {name} itself. numpy hands over the array, not a copy,"
            " so the caller's {name} changes as well.",
            name=name,
        ),
        hints=(
            say("Which line assigns to {name}, or to a part of it?", name=name),
            say(
                "Call the function twice with the same {name} and print {name} before, between and"
                " after. When does it change?",
                name=name,
            ),
        ),
    )
