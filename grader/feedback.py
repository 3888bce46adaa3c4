"""How much of a report is for the student's eyes: all of it, no reference values, or the points.

What a level hides is taken out of the record, so that no format can show it. What a submission
does by itself is never hidden: a cell that cannot be read, an exception, a call that does not end.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from grader.language import Language
from grader.records import CheckResult, Counterexample, Report, Task

FULL, HINTS, SCORE = "full", "hints", "score"
LEVELS = (FULL, HINTS, SCORE)


def shown(report: Report, level: str, max_hint: int, say: Language) -> Report:
    """The report as a student of an assignment with this level of feedback may read it."""
    limited = _points_alone if level == SCORE else _no_values if level == HINTS else _everything
    tasks = tuple(limited(task, max_hint) for task in report.tasks)
    report = msgspec.structs.replace(report, tasks=tasks)
    first = next((t for name in report.order for t in tasks if t.function == name), None)
    if level != SCORE or first is None or first.status in ("passed", "missing", "skipped"):
        return report
    action = say("look at {function} again and hand in a new version.", function=first.function)
    return msgspec.structs.replace(report, action=action, command="")


def _everything(task: Task, max_hint: int) -> Task:
    return msgspec.structs.replace(task, hints=task.hints[:max_hint])


def _no_values(task: Task, max_hint: int) -> Task:
    checks = tuple(
        msgspec.structs.replace(
            check, counterexamples=tuple(map(_without_reference, check.counterexamples))
        )
        for check in task.checks
    )
    return msgspec.structs.replace(_everything(task, max_hint), checks=checks)


def _without_reference(example: Counterexample) -> Counterexample:
    """The example without the value of the reference, and without what tells how far it is."""
    is_shape = isinstance(example.expected, Mapping) and set(example.expected) == {"shape"}
    is_own = example.kind in ("input", "repeat") or bool(example.against)
    if is_own or is_shape:
        return example
    return msgspec.structs.replace(example, expected=None, max_error=None, relation="")


def _points_alone(task: Task, _: int) -> Task:
    if task.status in ("missing", "skipped"):
        return task
    bare = Task(
        function=task.function,
        formula=task.formula,
        status=task.status,
        score=task.score,
        max_score=task.max_score,
        proved=task.proved,
        checks=(),
        diagnosis=(),
        inputs=task.inputs,
    )
    if task.status not in ("error", "timeout"):
        return bare
    stopped = tuple(
        CheckResult(check.name, check.status, check.message)
        for check in task.checks
        if check.name in ("present", "runs") and check.status == "failed"
    )
    return msgspec.structs.replace(bare, checks=stopped, headline=task.headline, where=task.where)
