"""Interprets the text of a program over arrays of symbolic size; nothing of it is ever run.

What comes out is bound to the text by construction: a graph that computes, at all sizes, what the
program computes in real arithmetic. What the interpreter does not know for sure, it refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from reference.symbolic import graph
from reference.symbolic.graph import Node
from reference.symbolic.interpreter import exact
from reference.symbolic.interpreter.builtin_functions import call
from reference.symbolic.interpreter.exact import Real
from reference.symbolic.interpreter.modules import Imports, Program, decorator_argument
from reference.symbolic.interpreter.refusal import Limits, Refusal
from reference.symbolic.interpreter.session import Session, words
from reference.symbolic.interpreter.values import (
    Array,
    Builtin,
    Function,
    List,
    Scalar,
    Scanned,
    Table,
    Unknown,
    Value,
)

__all__ = ["Argument", "Interpretation", "Limits", "Refusal", "Result", "interpret", "result_nodes"]

Argument = Any  # Node | bool | int | float | Fraction | str | None, tuple, list, dict, a callable
Result = Any  # Node | bool | int | Fraction | str | None, and tuple, list, dict of these


@dataclass(frozen=True)
class Interpretation:
    """What a call returns, and what its arguments hold afterwards, in the order given."""

    result: Result
    arguments: tuple[Result, ...]


def interpret(
    source: str,
    function: str,
    arguments: Sequence[Argument] | Mapping[str, Argument],
    *,
    imports: Imports = lambda _: None,
    is_ours: bool = False,
    decorated_with: str = "",
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> Interpretation:
    """Interpret a call of a function that a module defines.

    `source` is the text of the module; `imports` gives those of other modules of ours that may be
    interpreted as well, None for all others. The arguments are nodes (a node without axes is a
    number of Python), numbers, strings, None, tuples, lists and dictionaries of these, and Python
    functions from such values to such values; given by name where they are a mapping.
    `is_ours` looks through the decorators of reference.formula. With `decorated_with` it is not the
    function that is called but the one given to its decorator under that keyword, such as twin.

    Raises Refusal.
    """
    session = Session(limits)
    program = Program(session, imports)
    try:
        frame = program.load(source, is_ours=is_ours)
        if decorated_with:
            expression = decorator_argument(source, function, decorated_with, limits)
            called = program.evaluate(expression, frame)
        else:
            called = frame.names.entries.get(function, Unknown(f"{function} is not defined"))
        if isinstance(called, Unknown):
            raise Refusal(f"{function}: {called.reason}")
        if not isinstance(called, Function):
            raise Refusal(f"{function} is {words(called)}, no function of the program")
        session.heap.seal()
        names = tuple(arguments) if isinstance(arguments, Mapping) else ()
        given = arguments.values() if isinstance(arguments, Mapping) else arguments
        values = [_from_outside(session, argument) for argument in given]
        if names:
            result = call(session, called, (), dict(zip(names, values, strict=True)))
        else:
            result = call(session, called, values, {})
        return Interpretation(
            _to_outside(session, result), tuple(_to_outside(session, value) for value in values)
        )
    except Refusal as refusal:
        if refusal.line is None:
            refusal.line = program.line
        raise
    except RecursionError:
        raise Refusal("calls inside calls, too deep", "limit", program.line) from None


def result_nodes(result: Result) -> tuple[Node, ...]:
    """The arrays and numbers of a result, in order, as nodes.

    Raises Refusal where it holds anything else.
    """
    match result:
        case Node():
            return (result,)
        case bool() | int() | float() | Fraction():
            return (graph.constant(result),)
        case tuple() | list():
            return tuple(node for part in result for node in result_nodes(part))
        case dict():
            return tuple(node for part in result.values() for node in result_nodes(part))
    raise Refusal(f"{words(result)} is returned where an array is expected")


def _from_outside(session: Session, argument: Argument) -> Value:
    match argument:
        case Node():
            return session.array(argument) if argument.axes else Scalar(argument, is_numpy=False)
        case None | bool() | int() | str():
            return argument
        case float():
            return exact.real(argument)
        case Fraction():
            return Real(argument, float(argument))
        case tuple():
            return tuple(_from_outside(session, part) for part in argument)
        case list():
            return session.heap.list([_from_outside(session, part) for part in argument])
        case Mapping():
            return session.heap.table(
                {key: _from_outside(session, part) for key, part in argument.items()}
            )
        case Callable():
            return Builtin("an argument", _opaque(argument))
    raise TypeError(f"an argument of the type {type(argument).__name__}")


def _opaque(function: Callable[..., Argument]) -> Callable[..., Value]:
    def known(session: Session, *arguments: Value) -> Value:
        outside = [_to_outside(session, argument) for argument in arguments]
        return _from_outside(session, function(*outside))

    return known


def _to_outside(session: Session, value: Value) -> Result:
    session.budget.step()
    match value:
        case Array() | List(items=Scanned()):
            return session.lift(value)
        case Scalar(node=node):
            return node
        case None | bool() | int() | str():
            return value
        case Real(exact=number):
            return number
        case tuple():
            return tuple(_to_outside(session, part) for part in value)
        case List(items=list() as items):
            return [_to_outside(session, part) for part in items]
        case Table(entries=entries):
            return {key: _to_outside(session, part) for key, part in entries.items()}
        case Builtin():
            return None
    raise Refusal(value.reason if isinstance(value, Unknown) else f"{words(value)} is returned")
