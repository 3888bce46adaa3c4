"""What can be wrong with the head that an assignment gives a student's function."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.assignment.fault import AssignmentError, At
from grader.assignment.records import Assignment, TaskSpec


def signature_faults(assignment: Assignment, task: TaskSpec, at: At) -> Iterator[AssignmentError]:
    """The faults of the head that the task gives, and of how it calls a function with that head."""
    given = [one.signature for one in assignment.functions[task.function] if one.signature]
    if not given:
        return
    head = _head(given[0], task.function)
    if task.signature and _head(task.signature, task.function) is None:
        yield AssignmentError(
            "{file}: {key}: signature = {value!r} is not the head of a function {function}:"
            " def {function}(...).",
            **at,
            value=task.signature,
            function=task.function,
        )
    elif task.signature and task.signature != given[0]:
        yield AssignmentError(
            "{file}: {key}: signature = {value!r}: another task has another one for the same"
            " function.",
            **at,
            value=task.signature,
        )
    if head is None:
        return
    arguments = tuple(assignment.entries[task.formula].formula.domain)
    for node in task.called_with(arguments).calls(task.function):
        if not _takes(head, node):
            yield AssignmentError(
                "{file}: {key}: signature = {value!r} does not take what {call} passes.",
                **at,
                value=given[0],
                call=ast.unparse(node),
            )


def _head(signature: str, function: str) -> ast.arguments | None:
    """The parameters of a head of that function; None where it is no such thing."""
    try:
        match ast.parse(f"{signature}: ...").body:
            case [ast.FunctionDef(name=name, args=found, body=[ast.Expr(ast.Constant())])]:
                return found if name == function else None
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        pass
    return None


def _takes(head: ast.arguments, call: ast.Call) -> bool:
    """Whether a function with that head can be called so, as far as the call tells."""
    keywords = {keyword.arg for keyword in call.keywords}
    if None in keywords or any(isinstance(one, ast.Starred) for one in call.args):
        return True
    positional = [one.arg for one in (*head.posonlyargs, *head.args)]
    filled = positional[: len(call.args)]
    if len(call.args) > len(positional) and head.vararg is None:
        return False
    by_name = {one.arg for one in (*head.args, *head.kwonlyargs)} - set(filled)
    if not keywords <= by_name and head.kwarg is None:
        return False
    required = positional[: len(positional) - len(head.defaults)]
    required += [
        one.arg
        for one, default in zip(head.kwonlyargs, head.kw_defaults, strict=True)
        if default is None
    ]
    return set(required) <= {*filled, *keywords}
