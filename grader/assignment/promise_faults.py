"""What can be wrong with the lines that ask for more than the result of a function."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.assignment.call import Call
from grader.assignment.fault import AssignmentError, At
from grader.language import CODES, Message

_ALONE = Message("it has to stand on lines of its own, outside any other statement")
_ARGUMENTS = Message(
    "it takes a function, what that is called with, a dict last, and key=default for each key;"
    " or None in place of the dict, and no keys"
)
_LANGUAGES = Message("its message is {example}", example='{"en": "…", "pt": "…"}')


def promise_faults(call: Call, at: At) -> Iterator[AssignmentError]:
    """The faults of each left_out, and of each assertion whose message is a dict."""
    alone = {id(node) for node in call.promises if not _shares_a_line(node, call)}
    for node in (n for statement in call.body for n in ast.walk(statement)):
        match node:
            case ast.Assert(msg=ast.Dict() as message):
                reason = None if id(node) in alone else _ALONE
                reason = reason or (None if _is_complete(message) else _LANGUAGES)
            case ast.Expr(ast.Call(func=ast.Name(id="left_out")) as called) if id(node) in alone:
                alone.add(id(called))
                reason = None if _is_asked(called) else _ARGUMENTS
            case ast.Call(func=ast.Name(id="left_out")):
                reason = None if id(node) in alone else _ALONE
            case _:
                reason = None
        if reason is not None:
            yield AssignmentError(
                "{file}: {key}: call: line {line}: {name}: {reason}.",
                **at,
                line=node.lineno,  # type: ignore[attr-defined]
                name="assert" if isinstance(node, ast.Assert) else "left_out",
                reason=reason,
            )


def _shares_a_line(statement: ast.stmt, call: Call) -> bool:
    last = statement.end_lineno or statement.lineno
    return any(
        other is not statement
        and other.lineno <= last
        and statement.lineno <= (other.end_lineno or other.lineno)
        for other in call.body
    )


def _is_complete(message: ast.Dict) -> bool:
    keys = {key.value for key in message.keys if isinstance(key, ast.Constant)}
    return keys == set(CODES) and len(message.keys) == len(CODES)


def _is_asked(called: ast.Call) -> bool:
    if any(isinstance(one, ast.Starred) for one in called.args):
        return True
    if len(called.args) < 2:
        return False
    last = called.args[-1]
    is_none = isinstance(last, ast.Constant) and last.value is None
    return is_none != bool(called.keywords)
