"""What can be wrong with the lines that call a student's function, and with its signature."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from grader.assignment.call import Call
from grader.assignment.fault import AssignmentError, meant
from grader.assignment.records import Assignment, TaskSpec


def binding_faults(
    assignment: Assignment, task: TaskSpec, file: Path, key: str
) -> Iterator[AssignmentError]:
    """The faults of a task whose formula there is."""
    yield from _signature_faults(task, file, key)
    try:
        call = assignment.call(task)
        if call is None:
            return
        compile(_as_function(call), "<call>", "exec")
    except (SyntaxError, ValueError) as error:
        yield AssignmentError(
            "{file}: {key}: call: line {line} is not Python: {reason}.",
            file=str(file),
            key=key,
            line=getattr(error, "lineno", None) or 1,
            reason=getattr(error, "msg", None) or str(error),
        )
        return
    if not call.returns:
        yield AssignmentError(
            "{file}: {key}: call: the last statement does not return what {formula} returns.",
            file=str(file),
            key=key,
            formula=task.formula,
        )
    known = assignment.functions
    for name, line in call.needs.items():
        if name not in known:
            yield AssignmentError(
                "{file}: {key}: call: line {line}: {name!r} is neither an argument of {formula},"
                " nor np, nor a function of this assignment.{nearest}",
                file=str(file),
                key=key,
                line=line,
                name=name,
                formula=task.formula,
                nearest=meant(name, (*call.arguments, *known, "np")),
            )
    if task.function not in call.needs:
        yield AssignmentError(
            "{file}: {key}: call: the lines never call {function}.",
            file=str(file),
            key=key,
            function=task.function,
        )


def _as_function(call: Call) -> ast.Module:
    """The lines as the body of a function: a return is allowed there."""
    module = ast.parse("def call(): pass")
    module.body[0].body = call.body or module.body[0].body  # type: ignore[attr-defined]
    return module


def _signature_faults(task: TaskSpec, file: Path, key: str) -> Iterator[AssignmentError]:
    if not task.signature:
        return
    try:
        (head,) = ast.parse(f"{task.signature}: ...").body
        name = head.name if isinstance(head, ast.FunctionDef) else ""
    except (SyntaxError, ValueError):
        name = ""
    if name != task.function:
        yield AssignmentError(
            "{file}: {key}: signature = {value!r} is not the head of a function {function}:"
            " def {function}(...).",
            file=str(file),
            key=key,
            value=task.signature,
            function=task.function,
        )
