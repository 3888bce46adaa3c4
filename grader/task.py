"""One function, from the evidence to the task of the report: checks, diagnosis, points, words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

import msgspec
import numpy as np

from grader import checks, diagnosis
from grader.assignment import TaskSpec
from grader.checks.laws import holds
from grader.checks.purity import first_change
from grader.diagnosis import course_names, own_words
from grader.diagnosis.blame import blame, both_differ
from grader.diagnosis.containers import packed_alone
from grader.diagnosis.explanation import Explanation
from grader.diagnosis.stopped import stopped_answer, where
from grader.diagnosis.warned import warned_of
from grader.evidence import Evidence
from grader.examples import EXTREME
from grader.language import Language
from grader.measure import are_large, how_far, nonfinite
from grader.question import Question
from grader.records import CheckResult, Counterexample, Diagnosis, Task
from grader.scoring import score
from reference.formula import Mistake

# Where nothing else fails, these are the fault of another function and cost no points.
_BLAMELESS = ("gradient", "laws")
_BLAMELESS_OF_DRAWS = ("gradient",)  # which have no values: their laws are what is asked for


def assess(
    evidence: Evidence,
    say: Language,
    inherited: frozenset[str],
    accepted: Mistake | None,
    *,
    forward_is_right: bool = False,
) -> Task:
    """The graded task. `inherited` names the mistakes of the functions that this one calls;
    `accepted` is the form in other dress that the evidence was judged by, if any;
    `forward_is_right` tells that the function of which this one is the derivative was graded, and
    is right."""
    question = evidence.question
    results = checks.run(evidence, say)
    failed = [result.name for result in results if result.status == "failed"]
    blameless = _BLAMELESS_OF_DRAWS if question.formula.is_random else _BLAMELESS
    foremost = next((name for name in failed if name not in blameless), "")
    explanation = diagnosis.explain(evidence, say, inherited) if foremost else None
    if explanation is not None:
        explanation = own_words.with_own_functions(explanation, question)
        explanation = replace(explanation, hints=_hints(explanation, question.task, say))
    points = score(evidence, results)
    if explanation is not None:
        results = tuple(
            _explained(result, explanation, say) if result.name == foremost else result
            for result in results
        )
    # One first step: where a hint has it, it is not also to be sought in another function.
    is_named = bool(explanation and explanation.hints)
    judged_twice = blame(evidence, say, is_named=is_named, forward_passed=forward_is_right)
    # Where both are wrong and neither has a name, the example is worked out for the forward pass.
    first = evidence.forward if judged_twice and both_differ(evidence) else question.task.function
    stopped = evidence.unkept if foremost == "promises" else stopped_answer(evidence)
    task = Task(
        function=question.function,
        formula=question.formula.name,
        status=_status(evidence, foremost),
        score=points,
        max_score=question.task.points,
        proved=None,
        checks=results,
        diagnosis=tuple(Diagnosis(one.code, one.why) for one in explanation.all)
        if explanation
        else (),
        inputs=len(evidence.examples),
        headline=_headline(evidence, foremost, explanation, say),
        right=_with_forward(
            _right(evidence, foremost, explanation, results, say), evidence, forward_is_right, say
        )
        if foremost
        else "",
        hints=explanation.hints if explanation else (),
        where=where(stopped[1], say) if stopped else None,
        blame=judged_twice if foremost else None,
        remarks=_remarks(evidence, say, accepted)
        + checks.remarks(evidence, results, say)
        + _undecided(results)
        + ((judged_twice.sentence,) if judged_twice and not foremost else ()),
        printed=_printed(evidence, say),
        action=_action(question.task.function, first, explanation, say) if foremost else "",
        call=_call(question),
    )
    return msgspec.structs.replace(task, names=_names(task, question, say)) if foremost else task


def _call(question: Question) -> tuple[str, ...]:
    """The lines that call a function which is not called as its formula is written."""
    call = question.call
    differs = question.task.call or course_names.renamed(question)
    return call.lines if call is not None and differs else ()


def _names(task: Task, question: Question, say: Language) -> str:
    """What the course calls the letters that the texts of a task use."""
    measured = next((check.message for check in task.checks if check.status == "failed"), "")
    # A line of the call that a message quotes has the letters already.
    quoted = {line.strip() for line in task.call}
    lines = [line for one in task.diagnosis for line in one.message.split("\n")]
    why = [line for line in lines if line.strip() not in quoted]
    blamed = (task.blame.own, task.blame.asked, task.blame.sentence) if task.blame else ()
    texts = (task.headline, measured, *why, *blamed, task.right, *task.hints, task.action)
    return course_names.told(question, texts, say)


def _hints(explanation: Explanation, task: TaskSpec, say: Language) -> tuple[str, ...]:
    """The first hint at each thing that is wrong, then the second ones; the instructor's own in
    place of ours."""
    own = [task.hint(one.code, say.code) for one in explanation.all]
    of_each = [(hint,) if hint else e.hints for hint, e in zip(own, explanation.all, strict=True)]
    in_turn = [hint for row in zip_longest(*of_each) for hint in row if hint]
    return tuple(dict.fromkeys(in_turn))


def right_given(task: Task, callee: str, say: Language) -> Task:
    """The task of a function that is right given the results of a wrong one that it calls: it
    keeps its marks, and says where the wrong values come from."""
    remark = say("Right for your own {callee}: what is wrong comes from there.", callee=callee)
    return msgspec.structs.replace(
        task,
        status="passed",
        score=task.max_score,
        diagnosis=(Diagnosis(f"follows-{callee}", remark),),
        headline=say("right for your own {forward}", forward=callee),
        right="",
        hints=(),
        where=None,
        blame=None,
        remarks=(remark,),
        action="",
    )


def _status(evidence: Evidence, foremost: str) -> str:
    if not foremost:
        return "passed"
    stopped = stopped_answer(evidence)
    if stopped is None:
        return "failed"
    return "timeout" if stopped[1].kind == "timeout" else "error"


def _explained(result: CheckResult, explanation: Explanation, say: Language) -> CheckResult:
    """The foremost check, saying what the diagnosis knows better than the measurement."""
    shown = result.counterexamples
    if explanation.is_factor and shown:
        shown = (_with_factor(shown[0], say), *shown[1:])
    if explanation.is_unreadable:
        shown = tuple(map(_without_result, shown))
    return CheckResult(result.name, result.status, explanation.sentence or result.message, shown)


def _without_result(shown: Counterexample) -> Counterexample:
    """The example without the shape of what was returned, which is that of no array, and of the
    part to which it would belong."""
    is_of_a_part = isinstance(shown.got, Mapping) and bool(shown.part)
    expected = None if is_of_a_part else shown.expected
    return msgspec.structs.replace(shown, got=None, expected=expected)


def _with_factor(shown: Counterexample, say: Language) -> Counterexample:
    """The example with a line that says by what factor its entries differ."""
    if not isinstance(shown.got, list) or shown.kind != "call":
        return shown
    returned, right = np.array(shown.got, dtype=float), np.array(shown.expected, dtype=float)
    factor = float(np.sum(returned * right) / np.sum(right**2))
    relation = say(
        "every entry: returned = {factor} x the value on the right", factor=f"{factor:.4g}"
    )
    return msgspec.structs.replace(shown, relation=relation)


def _headline(
    evidence: Evidence, foremost: str, explanation: Explanation | None, say: Language
) -> str:
    if explanation is not None and explanation.headline:
        return explanation.headline
    match foremost:
        case "":
            return say("checked on {count} inputs", count=len(evidence.examples))
        case "shape":
            judged = [j.problem for j in evidence.judgements if j is not None and j.problem]
            if judged[0].problem == "shape":
                return say("not of the right shape")
            return say("returns something else")
        case "value" if len(evidence.parts) > 1:
            wrong = [evidence.parts[p] for p in evidence.wrong_parts]
            if len(wrong) == 1:
                return say("only {part} is wrong", part=wrong[0])
            return say("{parts} are wrong", parts=say.listed(wrong))
        case "value":
            return how_far(evidence, 0, say).short
        case "stability":
            extreme = evidence.of_kind(EXTREME)
            part = next(p for p in range(len(evidence.parts)) if evidence.wrong(extreme, p))
            failing = evidence.wrong(extreme, part)
            what = nonfinite(evidence, failing, part, say)
            if are_large(evidence, failing):
                return say("{what} for large inputs", what=what)
            return say("{what} for extreme inputs", what=what)
        case "sizes":
            return say("wrong where a size is 1")
        case "purity":
            return say("changes the array passed in")
        case "trajectory":
            return say("wrong over several steps")
        case "laws":
            return say("not a right draw")
        case _:
            return say("another result each time")


def _right(
    evidence: Evidence,
    foremost: str,
    explanation: Explanation | None,
    results: Sequence[CheckResult],
    say: Language,
) -> str:
    """What holds already, as a fact."""
    if explanation is not None and (explanation.right or explanation.is_convention):
        return explanation.right
    if evidence.forward and explanation and explanation.code == f"follows-{evidence.forward}":
        return ""
    if evidence.question.formula.is_random:
        misshapen = any(j is not None and j.problem for j in evidence.judgements)
        return "" if misshapen or foremost == "runs" else _shape(evidence, say)
    match foremost:
        case "stability":
            return say(
                "All {count} ordinary inputs. The formula itself is right.",
                count=len(evidence.examples) - len(evidence.of_kind(EXTREME)),
            )
        case "sizes":
            return say("The values on all {count} other inputs.", count=len(evidence.ordinary))
        case "purity" | "repeatability" if not evidence.wrong(tuple(range(len(evidence.examples)))):
            if evidence.of_kind(EXTREME):
                return say(
                    "The values, on all {count} inputs, extreme ones included.",
                    count=len(evidence.examples),
                )
            return say("The values, on all {count} inputs.", count=len(evidence.examples))
        case "value" | "shape" if good := _good_parts(evidence):
            return say("{parts}, on every input.", parts=say.listed(good))
        case "value":
            laws = evidence.question.entry.laws
            broken = any(r.name == "laws" and r.status == "failed" for r in results)
            # Many a law holds of a result that moves with nothing; that is no merit.
            is_telling = not broken and not evidence.unused
            held = [law for law in laws if is_telling and holds(law, evidence)]
            said = (_shape(evidence, say), *(say(law.says) for law in held[:2]))
            return " ".join(filter(None, said))
        case _:
            return ""


def _shape(evidence: Evidence, say: Language) -> str:
    """That the shape is right, where there is one: a single number has none to speak of."""
    shown = evidence.question.key.right[0]
    has_one = any(one is not None for one in shown.layouts) or any(
        np.ndim(part) for part in shown.parts
    )
    return say("The shape.") if has_one else ""


def _good_parts(evidence: Evidence) -> list[str]:
    """The names of the parts that are right on every input."""
    every = tuple(range(len(evidence.examples)))
    return [n for p, n in enumerate(evidence.parts) if n and not evidence.wrong(every, p)]


def _with_forward(right: str, evidence: Evidence, forward_is_right: bool, say: Language) -> str:
    """What is right, led by the forward pass where the parts that are right are listed."""
    parts = tuple(part for part in evidence.parts if part)
    if not forward_is_right or not right.startswith(parts):
        return right
    if right.rstrip(".") in parts:
        return say("The forward pass and {part}", part=right)
    return say("The forward pass, {parts}", parts=right)


def _remarks(evidence: Evidence, say: Language, accepted: Mistake | None) -> tuple[str, ...]:
    """What costs no points and is worth knowing."""
    remarks = []
    judged = [part for j in evidence.judgements if j is not None for part in j.parts]
    if accepted is not None:
        remarks.append(say(accepted.why))
    if any(part.single_precision for part in judged):
        remarks.append(say("The result is float32; it was judged at that precision."))
    if besides := sorted({name for part in judged for name in part.besides}):
        remarks.append(
            say(
                "The dict that was returned holds {names} as well, which the statement does not ask"
                " for.",
                names=say.listed(besides),
            )
        )
    if any(part.extra_axes for part in judged) and not evidence.wrong_parts:
        remarks.append(
            packed_alone(evidence, say)
            or say("The result has an axis of size 1 more than asked for; it was read without it.")
        )
    if warned := warned_of(evidence, say):
        remarks.append(warned)
    if evidence.question.formula.is_update_rule and (change := first_change(evidence)):
        remarks.append(
            say("The array {name} is changed in place; that is fine here.", name=change.name)
        )
    return tuple(remarks)


def _undecided(results: tuple[CheckResult, ...]) -> tuple[str, ...]:
    """Why a gradient could not be measured against the student's own function."""
    return tuple(
        result.message
        for result in results
        if result.name == "gradient" and result.status == "passed" and result.message
    )


def _printed(evidence: Evidence, say: Language) -> str:
    """What the simplest call printed; left out where the same call prints another text each time,
    so that the same submission gives the same report."""
    first = evidence.answers[0].printed
    if not first:
        return ""
    again = [answer.printed for i, answer in evidence.repeats if i == 0]
    if again and again[0] != first:
        return say("(a text that is different at each call)")
    return first


def _action(function: str, first: str, explanation: Explanation | None, say: Language) -> str:
    if explanation is not None and explanation.action:
        return explanation.action
    if explanation is not None and explanation.hints:
        return say("answer the hint, change {function}, and run", function=function)
    return say(
        "work the example out by hand, compare it with what {function} returns, and run",
        function=first,
    )
