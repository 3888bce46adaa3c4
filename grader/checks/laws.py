"""Whether the laws of the formula hold, whatever code computed the result.

Of a random formula they are what its values are judged by. Each law holds of all but one in 10¹⁵
right draws at most, so that of five laws on 60 inputs a right function fails one in a thousand
billion times.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.answer_key import right_on
from grader.comparison import Judgement, judge
from grader.counterexample import plain
from grader.evidence import Evidence, twin
from grader.examples import EXTREME
from grader.language import Language, Message
from grader.records import CheckResult, Counterexample
from grader.student.answers import Answer
from reference.formula import Law
from reference.values import leaves

RELATIVE_TOLERANCE = 1e-9
_MOST_SHOWN = 20  # numbers of a result that is drawn at random


@dataclass(frozen=True)
class Measured:
    """Both sides of a law on one example, and whether they agree.

    `inputs` are those of the example or, of a law with a twin, those of the twin; `returned` is
    what came back for them, as the formula lays it out.
    """

    inputs: Mapping[str, Any]
    returned: Any
    left: Any
    right: Any
    agrees: bool


def applies(evidence: Evidence) -> bool:
    return bool(evidence.question.entry.laws)


def check(evidence: Evidence, say: Language) -> CheckResult:
    laws = evidence.question.entry.laws
    held = {law.name: holds(law, evidence) for law in laws}
    broken = [law for law in laws if held[law.name] is False]
    if broken:
        says = " ".join(say(law.says) for law in broken)
        if not evidence.question.formula.is_random:
            return CheckResult("laws", "failed", says)
        # Of a draw that is no such array, its shape says what is wrong.
        seen = [law for law in broken if not all(m.agrees for m in measurements(law, evidence))]
        shown = tuple(_shown(seen[0], evidence, say)) if seen else ()
        # The first one stands below the draw that breaks it.
        says = " ".join(say(law.says) for law in (seen[1:] if shown else seen))
        message = say("This has to hold of every draw, and does not: {laws}", laws=says)
        return CheckResult("laws", "failed", message if says else "", shown)
    untried = [law for law in laws if held[law.name] is None]
    if not untried:
        return CheckResult("laws", "passed")
    what = say(_what_stops(untried[0], evidence))
    if len(untried) == len(laws):
        return CheckResult("laws", "skipped", say("not run: {what}", what=what))
    says = " ".join(say(law.says) for law in untried)
    return CheckResult("laws", "passed", say("Not tried, as {what}: {laws}", what=what, laws=says))


def holds(law: Law, evidence: Evidence) -> bool | None:
    """Whether a law holds on every example that it can be tried on; None where there is none.

    One of a random formula, which has nothing else to be judged by, has to be tried on all.
    """
    return verdict(law, evidence, list(measurements(law, evidence)))


def verdict(law: Law, evidence: Evidence, found: Sequence[Measured]) -> bool | None:
    """Whether a law holds, of which all is measured already."""
    tried = [measured.agrees for measured in found]
    answered = [answer for _, answer in evidence.twins.get(law.name, ())]
    if evidence.question.formula.is_random and len(tried) < len(answered):
        return False
    return all(tried) if tried else None


def measurements(law: Law, evidence: Evidence) -> Iterator[Measured]:
    """Both sides of a law on each example that it can be tried on."""
    tried: list[tuple[int, Answer | None]]
    if law.twin is None:
        tried = [(i, None) for i, e in enumerate(evidence.examples) if e.kind != EXTREME]
    else:
        tried = [(i, a) for i, a in evidence.twins.get(law.name, ()) if a.kind == "returned"]
    for i, answer in tried:
        judgement, inputs = evidence.judgements[i], evidence.examples[i].inputs
        if judgement is None or judgement.problem is not None:
            continue
        values = _laid_out(judgement)
        judgements = [judgement]
        if answer is not None:
            other = _judged_twin(law, evidence, i, answer)
            if other is None:
                continue
            judgements.append(other)
            inputs = twin(law, evidence.examples[i])
        both = [value for one in judgements for value in _laid_out(one)]
        with np.errstate(all="ignore"):
            left, right = law.function(*both, **evidence.examples[i].inputs)
            agrees = _agree(left, right, max(map(_slack, judgements)))
        yield Measured(inputs, both[len(both) - len(values)], left, right, agrees)


def _judged_twin(law: Law, evidence: Evidence, index: int, answer: Answer) -> Judgement | None:
    """The answer on the transformed inputs, of whatever shape is right there; None for none."""
    question = evidence.question
    judged = judge(answer.value, question.key.right[index], evidence.parts)
    if judged.problem is not None:
        inputs = twin(law, evidence.examples[index])
        right = right_on(question.formula, question.truth, inputs)
        judged = judge(answer.value, right, evidence.parts)
    return judged if judged.problem is None else None


def _laid_out(judgement: Judgement) -> list[Any]:
    """The parts of a result, lists and dicts of arrays as such."""
    return [
        judged.value if judged.layout is None else judged.layout.inputs(judged.value)
        for judged in judgement.parts
    ]


def _what_stops(law: Law, evidence: Evidence) -> Message:
    """What is in the way of a law that cannot be tried on any example."""
    twins = [answer for _, answer in evidence.twins.get(law.name, ())]
    first = next((answer for answer in twins if answer.kind != "returned"), None)
    if first is None:
        return Message("there is no result of the right shape to try it on")
    if first.kind == "raised":
        return Message("{error} is raised on the other inputs that it asks for", error=first.error)
    return Message("there is no answer on the other inputs that it asks for")


def _shown(law: Law, evidence: Evidence, say: Language) -> Iterator[Counterexample]:
    """The first draw that breaks a law, the law, and by how much where numbers tell that."""
    for measured in measurements(law, evidence):
        if measured.agrees:
            continue
        relation = say("That does not hold here.")
        left, right = (
            np.concatenate([np.ravel(leaf) for leaf in leaves(side)])
            for side in (measured.left, measured.right)
        )
        # What is counted, and 0 where it is as it should be, is no number to be read.
        if left.size == right.size <= 2 and not np.all(left == np.round(left)):
            worst = int(np.argmax(np.abs(left - right)))
            relation = say(
                "That does not hold here: {measured} is measured, and the nearest that it may be"
                " is {allowed}.",
                measured=f"{left[worst]:.3g}",
                allowed=f"{right[worst]:.3g}",
            )
        entries = sum(np.size(leaf) for leaf in leaves(measured.returned))
        got = measured.returned if entries <= _MOST_SHOWN else None
        relation = f"{say(law.says)} {relation}"
        yield Counterexample(plain(measured.inputs), got=plain(got), relation=relation)
        return


def _slack(judgement: Judgement) -> float:
    """How far the sides may be apart: in proportion to what is right or, where that is not known,
    to what was drawn."""
    scale = max(float(np.abs(_known(judged)).max(initial=0.0)) for judged in judgement.parts)
    slacks = (float(np.max(judged.tolerance, initial=0.0)) for judged in judgement.parts)
    tolerance = sum(slack for slack in slacks if np.isfinite(slack))
    single = 1e6 if any(judged.single_precision for judged in judgement.parts) else 1.0
    return single * RELATIVE_TOLERANCE * scale + 100 * tolerance


def _known(judged: Any) -> Any:
    return judged.right if np.all(np.isfinite(judged.tolerance)) else judged.value


def _agree(left: Any, right: Any, slack: float) -> bool:
    return all(_close(*pair, slack) for pair in zip(leaves(left), leaves(right), strict=True))


def _close(left: Any, right: Any, slack: float) -> bool:
    with np.errstate(invalid="ignore"):
        size = RELATIVE_TOLERANCE * np.maximum(np.abs(left), np.abs(right))
        return bool(np.all(np.abs(left - right) <= size + slack))
