"""What can be wrong with the lines that call a student's function."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from types import CodeType

import numpy as np

from grader.assignment.call import Call
from grader.assignment.fault import AssignmentError, At, in_one_line, meant
from grader.assignment.promise_faults import promise_faults
from grader.assignment.records import Assignment, TaskSpec
from grader.assignment.signature_faults import signature_faults


def binding_faults(assignment: Assignment, task: TaskSpec, at: At) -> Iterator[AssignmentError]:
    """The faults of a task whose formula there is."""
    call = assignment.call(task)
    try:
        code = None if call is None else _compiled(call)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        yield AssignmentError(
            "{file}: {key}: call: line {line} is not Python: {reason}.",
            **at,
            line=getattr(error, "lineno", None) or 1,
            reason=getattr(error, "msg", None) or in_one_line(error),
        )
        return
    yield from signature_faults(assignment, task, at)
    if call is None or code is None:
        return
    yield from promise_faults(call, at)
    if not call.returns or code.co_flags & inspect.CO_GENERATOR:
        yield AssignmentError(
            "{file}: {key}: call: the last statement does not return what {formula} returns.",
            **at,
            formula=task.formula,
        )
    known = assignment.functions
    for name, line in call.needs.items():
        if name not in known:
            yield AssignmentError(
                "{file}: {key}: call: line {line}: {name!r} is neither an argument of {formula},"
                " nor np, nor a function of this assignment.{nearest}",
                **at,
                line=line,
                name=name,
                formula=task.formula,
                nearest=meant(name, (*call.arguments, *known, "np", "left_out")),
            )
    for name, line in call.from_numpy.items():
        if not hasattr(np, name):
            yield AssignmentError(
                "{file}: {key}: call: line {line}: numpy has no {name!r}.{nearest}",
                **at,
                line=line,
                name=name,
                nearest=meant(name, dir(np)),
            )
    if task.function not in call.reads:
        yield AssignmentError(
            "{file}: {key}: call: the lines never call {function}.",
            **at,
            function=task.function,
        )


def _compiled(call: Call) -> CodeType:
    """The lines as they will run: as the body of a function of the formula's arguments."""
    module = ast.parse(f"def call({', '.join(call.arguments)}): pass")
    module.body[0].body = call.body or module.body[0].body  # type: ignore[attr-defined]
    constants = compile(module, "<call>", "exec", dont_inherit=True).co_consts
    return next(constant for constant in constants if isinstance(constant, CodeType))
