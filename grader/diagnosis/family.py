"""Names what a wrong result has in common on all inputs, where no known mistake matches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.comparison import part_arrays
from grader.diagnosis.explanation import Explanation
from grader.diagnosis.pattern import pattern
from grader.diagnosis.relation import FACTOR, SIGN, Pair, Relation, relation
from grader.evidence import Evidence
from grader.language import Language
from grader.measure import expected_digits
from reference.domain import Parameter


def explain(evidence: Evidence, say: Language, part: int) -> Explanation | None:
    """What one wrong part has in common with the right one on all inputs, or None."""
    every = tuple(range(len(evidence.examples)))
    for indices in (every, evidence.ordinary):
        compared = pairs(evidence, part, indices)
        found = relation(compared)
        if found is not None:
            explained = _explain_move if _moves(evidence, part) else _explain_relation
            return explained(found, evidence, say, part, len(compared))
    return imprecise(evidence, say, part) or pattern(evidence, say, part)


def pairs(evidence: Evidence, part: int, indices: Sequence[int]) -> list[Pair]:
    """One part beside the right one on each of the examples that was answered. Of a parameter that
    an update rule moves, what counts is how far and where it moved."""
    found = []
    for i in indices:
        judgement = evidence.judgements[i]
        if judgement is None:
            continue
        judged = judgement.parts[part]
        returned = judged.value if judged.value is not None else _raw(evidence, i, part)
        if returned is None:
            continue
        right: Any = judged.right
        if _moves(evidence, part) and returned.shape == right.shape:
            start = evidence.examples[i].inputs[evidence.parts[part]]
            returned, right = returned - start, right - start
        tolerance = float(np.max(judged.tolerance, initial=0.0))
        tolerance += 1e-9 * float(np.abs(right).max(initial=0.0))
        found.append(Pair(returned, right, evidence.examples[i], tolerance))
    return found


def _raw(evidence: Evidence, index: int, part: int) -> Any:
    arrays = part_arrays(evidence.answers[index].value, evidence.parts)
    if arrays is None or arrays[part].dtype.kind not in "biuf":
        return None
    return arrays[part].astype(float)


def _moves(evidence: Evidence, part: int) -> bool:
    domain = evidence.question.formula.domain
    return isinstance(domain.get(evidence.parts[part]), Parameter)


def _explain_relation(
    found: Relation, evidence: Evidence, say: Language, part: int, count: int
) -> Explanation:
    name = evidence.parts[part]
    match found.kind:
        case "scale":
            return _explain_factor(found, evidence, say, part, count)
        case "sign":
            is_array = _is_array(evidence, part)
            return Explanation(
                code=_code("sign", evidence, part),
                headline=say("opposite sign"),
                sentence=say("{part} has the right size and the opposite sign.", part=name)
                if name
                else say("Every entry has the right size and the opposite sign.")
                if is_array
                else say("The result has the right size and the opposite sign."),
                why=say("The sign is the opposite one on all {count} inputs.", count=count),
                right=say("The shape, and the size of every entry.")
                if is_array
                else say("The absolute value."),
                hints=(
                    say(
                        "Which terms of the derivation carry a minus sign? Follow one of them from"
                        " the first line on paper to the code."
                    ),
                ),
                is_factor=True,
            )
        case _:
            return Explanation(
                code=_code("transposed", evidence, part),
                headline=say("rows and columns exchanged"),
                sentence=say(
                    "The numbers of {part} are right, but rows and columns are exchanged.",
                    part=name,
                )
                if name
                else say("The numbers are right, but rows and columns are exchanged."),
                why=say(
                    "The result is the transpose of the right one on all {count} inputs.",
                    count=count,
                ),
                right=say("Every number, at the exchanged place."),
                hints=(
                    say(
                        "What does the statement say about the entry [0, 1]: which output does it"
                        " belong to, and which input?"
                    ),
                ),
            )


def _explain_move(
    found: Relation, evidence: Evidence, say: Language, part: int, count: int
) -> Explanation | None:
    name = evidence.parts[part]
    if found.kind == SIGN:
        return Explanation(
            code=_code("sign", evidence, part),
            headline=say("{part} moves the wrong way", part=name),
            sentence=say("{part} moves as far as it should, in the opposite direction.", part=name),
            why=say("The direction is the opposite one on all {count} inputs.", count=count),
            right=say("The length of the step."),
            hints=(
                say(
                    "The gradient points to where the loss grows. Which way should {part} go?",
                    part=name,
                ),
            ),
        )
    if found.kind != FACTOR:
        return None
    if found.is_opposite:
        sentence = say(
            "{part} moves in the opposite direction; the step is {factor} times the right one.",
            part=name,
            factor=found.factor,
        )
    else:
        sentence = say(
            "{part} moves in the right direction; the step is {factor} times the right one.",
            part=name,
            factor=found.factor,
        )
    return Explanation(
        code=_code(_scale(found.factor), evidence, part),
        headline=say("step is {factor} x the right one", factor=found.factor),
        sentence=sentence,
        why=say(
            "The factor is {factor} on all {count} inputs.",
            factor=found.factor,
            count=count,
        ),
        right="" if found.is_opposite else say("The direction of the step."),
        hints=(
            say(
                "Which of the numbers passed in has this value? Look for every line in which it"
                " stands, or should stand."
            ),
        ),
    )


def _explain_factor(
    found: Relation, evidence: Evidence, say: Language, part: int, count: int
) -> Explanation:
    factor = found.factor
    derivative = evidence.question.formula.derivative
    name = evidence.parts[part]
    if name:
        sentence = say("{part} is {factor} times the right one.", part=name, factor=factor)
    elif derivative is not None:
        sentence = say("Every entry is {factor} times the right gradient.", factor=factor)
    elif _is_array(evidence, part):
        sentence = say("Every entry is {factor} times the right one.", factor=factor)
    else:
        sentence = say("The result is {factor} times the right one.", factor=factor)
    hints = [
        say(
            "Which of the sizes or of the numbers passed in has the value of the factor? In which"
            " line does it belong?"
        )
    ]
    if derivative is not None and derivative.kind == "gradient" and factor in ("N", "1/N"):
        hints = [
            say(
                "Follow one sample through {forward}: what happens to its term at the very end?"
                " Does its derivative go through the same operation?",
                forward=derivative.of.name,
            ),
            say(
                "In the example N = 2. Write the loss as (l_0 + l_1)/2 and differentiate both"
                " sides."
            ),
            say("f(w) = (w_0^2 + w_1^2)/2 at (3, 4): gradient (3, 4), not (6, 8)."),
        ]
    return Explanation(
        code=_code(_scale(factor), evidence, part),
        headline=say("{factor} times the right one", factor=factor),
        sentence=sentence,
        why=say("The factor is {factor} on all {count} inputs.", factor=factor, count=count),
        right=_beside_the_factor(found, evidence, part, say),
        hints=tuple(hints),
        action=say(
            "answer the hint, change {function} only, and run",
            function=evidence.question.task.function,
        )
        if derivative is not None
        else "",
        is_factor=True,
    )


def _beside_the_factor(found: Relation, evidence: Evidence, part: int, say: Language) -> str:
    """What is right of a multiple of the right result."""
    if not _is_array(evidence, part):
        return ""
    if found.is_opposite:
        return say("The shape, and the proportions between the entries.")
    return say("The shape, the signs, and the proportions between the entries.")


def _is_array(evidence: Evidence, part: int) -> bool:
    return bool(evidence.question.key.right[0].parts[part].ndim)


def imprecise(evidence: Evidence, say: Language, part: int) -> Explanation | None:
    """Right to some digits everywhere: a difference quotient, or a small constant added."""
    wrong = evidence.wrong(evidence.ordinary, part)
    judged = [j.parts[part] for i in wrong if (j := evidence.judgements[i]) is not None]
    rights = [right.parts[part] for right in evidence.question.key.right]
    usual = float(np.median([np.abs(right).max(initial=0.0) for right in rights]))
    if any(
        one.error > 1e-5 * max(usual, float(np.abs(one.right).max(initial=0.0))) for one in judged
    ):
        return None
    expected = expected_digits(evidence, part)
    return Explanation(
        code=_code("imprecise", evidence, part),
        headline=say("not exact enough"),
        why=say(
            "No known mistake matches. The result is close to the right one on all {count} inputs,"
            " but not as close as float64 allows ({expected} digits). A difference quotient gives"
            " such results, and so does a small constant added where none belongs.",
            count=len(evidence.ordinary),
            expected=expected,
        ),
        right=say("The shape, and the leading digits of every entry."),
        hints=(
            say(
                "Is there a line that divides by a small number, or adds one such as 1e-8? What is"
                " it there for, and is it part of the formula in the statement?"
            ),
        ),
    )


def _scale(factor: str) -> str:
    return f"scale-{factor}".replace(" ", "")


def _code(family: str, evidence: Evidence, part: int) -> str:
    name = evidence.parts[part]
    return f"{family}:{name}" if name else family
