"""A loop over a symbolic size: its body is run on a generic position, and recorded.

The body is run again and again until it is known what it carries from step to step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reference.symbolic import graph
from reference.symbolic.graph import Node
from reference.symbolic.interpreter import indexing, operators
from reference.symbolic.interpreter.after_loop import Plan
from reference.symbolic.interpreter.carried import Attempt
from reference.symbolic.interpreter.refusal import Refusal, mistake
from reference.symbolic.interpreter.session import Session, words
from reference.symbolic.interpreter.values import (
    Array,
    Enumerated,
    List,
    Range,
    Scalar,
    Scanned,
    Value,
    Zipped,
)

_ATTEMPTS = 8


def size_of(session: Session, source: Value) -> str:
    """The size over which a loop over this runs."""
    match source:
        case Range(size=size):
            return size
        case Array():
            axis = session.axes(source)[0]
            if len(axis) != 1:
                raise Refusal("a loop over an axis that merges several")
            return axis[0]
        case List(items=Scanned(node=node)):
            return node.axes[0][0]
        case Enumerated(part=part):
            return size_of(session, part)
        case Zipped(parts=parts):
            if any(isinstance(part, tuple | range) for part in parts):
                raise Refusal("zip() of symbolic and other sizes")
            found = {size_of(session, part) for part in parts}
            if len(found) != 1:
                raise mistake("zip() of different sizes")
            return found.pop()
    raise Refusal(f"a loop over {words(source)}")


def _element(session: Session, source: Value, index: Node) -> Value:
    """What a loop goes through at a position."""
    at = Scalar(index, is_numpy=False)
    match source:
        case Range(offset=offset):
            return operators.binary(session, "+", at, offset) if offset else at
        case Array():
            return indexing.get(session, source, at)
        case List(items=Scanned(node=node) as scanned):
            if isinstance(node, graph.Positions):
                return at
            indices = (index, *(None for _ in node.axes[1:]))
            entry = session.record(graph.selection, session.lift(source), indices)
            if scanned.depth > 1:
                inner = replace(scanned, node=entry, depth=scanned.depth - 1)
                return session.heap.list(inner)
            if not entry.axes:
                return Scalar(entry, is_numpy=False)
            return session.array(entry, is_writable=False, is_contiguous=False)
        case Enumerated(part=part, start=start):
            number = operators.binary(session, "+", at, start) if start else at
            return number, _element(session, part, index)
        case Zipped(parts=parts):
            return tuple(_element(session, part, index) for part in parts)
    raise TypeError(type(source).__name__)


def loop(session: Session, source: Value, body: Callable[[Value], None]) -> None:
    """Record a loop over something of symbolic size."""
    size = size_of(session, source)
    index = session.record(graph.loop_index, size)
    if not isinstance(index, graph.LoopIndex):
        raise TypeError(type(index).__name__)
    plan: Plan = {}
    for _ in range(_ATTEMPTS):
        attempt = Attempt(session, index, plan)
        body(_element(session, source, index))
        wanted = attempt.wanted()
        if wanted == plan:
            attempt.finish()
            return
        attempt.undo()
        plan = wanted
    raise Refusal("a loop that carries ever new things from step to step")
