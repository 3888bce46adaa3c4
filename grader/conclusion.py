"""From graded tasks to the report: the order of action, and the one thing to do next."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from grader import feedback
from grader.assignment import Assignment
from grader.diagnosis.stopped import what_became_of
from grader.language import Language
from grader.records import FailedCell, Report, Submission, Task
from grader.student.answers import Failure


def conclude(
    submission: Submission,
    assignment: Assignment,
    tasks: tuple[Task, ...],
    failures: Sequence[Failure],
    *,
    isolation: str,
    seed: int,
    say: Language,
    named: str,
    only: Sequence[str] = (),
) -> Report:
    """The report on one submission, complete in itself, and with no more in it than the
    assignment lets a student see.

    `named` is how the assignment was named on the command line, "" where it was not; `only` names
    the functions that were asked for, () for all.
    """
    order = tuple(sorted(tasks, key=_urgency))
    action, again = _next(submission, assignment, order, say)
    is_done = order[0].status == "passed" and len(tasks) == len(assignment.task)
    report = Report(
        assignment=assignment.id,
        submission=submission.name,
        seed=seed,
        isolation=isolation,
        score=round(sum(task.score for task in tasks), 2),
        max_score=round(sum(task.max_score for task in tasks), 2),
        tasks=tasks,
        lang=say.code,
        inputs=max((task.inputs for task in tasks), default=0),
        order=tuple(task.function for task in order),
        only=tuple(dict.fromkeys(only)),
        failed_cells=tuple(_failed_cell(failure, say) for failure in failures),
        summary=tuple(_summary(tasks, assignment, say)),
        action=action,
        command="" if is_done else _command(submission, named, again, seed),
    )
    return feedback.shown(report, assignment.feedback, assignment.max_hint, say)


def _urgency(task: Task) -> int:
    """The place in the order of action; within one kind the order of the assignment is kept."""
    kinds = {"skipped": 0, "missing": 1, "error": 2, "timeout": 3, "failed": 4, "passed": 9}
    if task.status != "failed":
        return kinds[task.status]
    foremost = next((c.name for c in task.checks if c.status == "failed"), "")
    failed = {check.name for check in task.checks if check.status == "failed"}
    if failed & {"shape", "value", "trajectory"}:
        return 5 if "gradient" in failed or _is_derivative(task) else 4
    return 6 if failed & {"stability", "sizes"} else 7 if foremost else 8


def _is_derivative(task: Task) -> bool:
    return any(check.name == "gradient" for check in task.checks)


def _next(
    submission: Submission, assignment: Assignment, order: Sequence[Task], say: Language
) -> tuple[str, tuple[str, ...]]:
    """What to do, and the functions to run again (none: all of them)."""
    first = order[0]
    if first.status == "passed" and len(order) < len(assignment.task):
        return say("look at the other functions, too, and run"), ()
    if first.status == "passed":
        return say("hand in {file}. Nothing is left to change.", file=submission.name), ()
    if first.status == "skipped":
        return first.action, ()
    following = tuple(
        task.function
        for task in order
        if any(d.mistake == f"follows-{first.function}" for d in task.diagnosis)
    )
    return first.action, (first.function, *following)


def _command(submission: Submission, named: str, only: tuple[str, ...], seed: int) -> str:
    words = ["grader", "check", submission.name, *(["-a", named] if named else [])]
    for function in only:
        words += ["--only", function]
    if seed:
        words += ["--seed", str(seed)]
    return shlex.join(words)


def _failed_cell(failure: Failure, say: Language) -> FailedCell:
    place = failure.where
    return FailedCell(place.cell, place.line, place.source, what_became_of(failure, say))


def _summary(tasks: Sequence[Task], assignment: Assignment, say: Language) -> list[str]:
    right = [task for task in tasks if task.status == "passed"]
    if len(right) == len(tasks):
        return [_all_right(tasks, assignment, say)]
    stopped = [task for task in tasks if task.status == "timeout"]
    if len(stopped) == 1 and len(right) == len(tasks) - 1 > 0:
        if len(right) == 1:
            return [say("The other function was run and graded as usual.")]
        return [say("The other {count} functions were run and graded as usual.", count=len(right))]
    return []


_REMARKED = ("stability", "purity", "trajectory")


def _all_right(tasks: Sequence[Task], assignment: Assignment, say: Language) -> str:
    """What "right" covers: only what the checks of these functions looked at."""
    written = {task.name: task.function for task in assignment.task}
    functions = list(dict.fromkeys(written[task.function] for task in tasks))
    checks = [check for task in tasks for check in task.checks]
    looked_at = {check.name for check in checks if check.status == "passed"}
    # Where an assignment makes a remark of a failure, the function is not right in that.
    looked_at -= {c.name for c in checks if c.name in _REMARKED and c.status == "skipped"}
    if len(functions) == 1:
        who = say("{function} is right", function=functions[0])
    elif len(functions) == 2:
        who = say("Both functions are right")
    else:
        who = say("All {count} functions are right", count=len(functions))
    if "trajectory" in looked_at:
        return say("{who}: single steps, and many steps in a row.", who=who)
    if {"gradient", "stability"} <= looked_at:
        what = say("values, gradients, extreme inputs")
    elif "gradient" in looked_at:
        what = say("values, gradients")
    elif "stability" in looked_at:
        what = say("values, extreme inputs")
    else:
        what = say("values")
    if "purity" not in looked_at:
        return say("{who}: {what}.", who=who, what=what)
    return say("{who}: {what}, and the arrays passed in stay unchanged.", who=who, what=what)
