"""Operators of Python on the values of a program."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from reference.symbolic import graph
from reference.symbolic.graph import Node
from reference.symbolic.interpreter import exact, sizes
from reference.symbolic.interpreter.exact import Real
from reference.symbolic.interpreter.refusal import Refusal, mistake
from reference.symbolic.interpreter.session import Session, words
from reference.symbolic.interpreter.values import (
    Array,
    List,
    Scalar,
    Scanned,
    Table,
    Unknown,
    Value,
)

FUNCTIONS: Mapping[str, str] = {
    "+": "add",
    "-": "sub",
    "*": "mul",
    "/": "div",
    "//": "floordiv",
    "**": "pow",
    "&": "and",
    "|": "or",
}
COMPARISONS: Mapping[str, str] = {
    "<": "less",
    "<=": "less_equal",
    ">": "greater",
    ">=": "greater_equal",
    "==": "equal",
    "!=": "not_equal",
}

_ARITHMETIC = frozenset({"+", "-", "*", "/", "//", "%", "**"})


def known_entries(table: Table) -> dict[Any, Value]:
    """The entries of a dictionary of which it is known which keys it has."""
    for value in table.entries.values():
        if isinstance(value, Unknown):
            raise Refusal(value.reason)
    return table.entries


def is_number(value: Value) -> bool:
    """Whether a value is a number that stands in the program."""
    return isinstance(value, bool | int | Real)


def is_numeric(value: Value) -> bool:
    return is_number(value) or isinstance(value, Scalar | Array)


def binary(session: Session, symbol: str, left: Value, right: Value) -> Value:
    """left symbol right, as a new value."""
    if is_number(left) and is_number(right) and symbol in _ARITHMETIC:
        result = exact.arithmetic(symbol, left, right, session.budget)
        if result is not None:
            return result
    if is_numeric(left) and is_numeric(right):
        if symbol == "@":
            raise AssertionError("products are made elsewhere")
        return _wrapped(session, _node(session, symbol, left, right), left, right)
    return _of_sequences(session, symbol, left, right)


def _wrapped(session: Session, node: Node, left: Value, right: Value) -> Value:
    operands = (left, right)
    if any(isinstance(v, Array) or (isinstance(v, Scalar) and v.is_numpy) for v in operands):
        return session.result(node, operands)
    axis = None
    match left, right:
        case Scalar(axis=first), Scalar(axis=second) if (
            first is not None and second is not None and isinstance(node, graph.Size)
        ):
            axis = first + second if sorted(first + second) == list(node.atoms) else None
    return Scalar(node, is_numpy=False, axis=axis)


def _node(session: Session, symbol: str, left: Value, right: Value) -> Node:
    a, b = session.lift(left), session.lift(right)
    known = _of_sizes(session, symbol, a, b) or _of_position(session, symbol, a, b)
    if known is not None:
        return known
    return arithmetic(session, symbol, a, b, python=_is_python(left) and _is_python(right))


def _is_python(value: Value) -> bool:
    return is_number(value) or (isinstance(value, Scalar) and not value.is_numpy)


def arithmetic(session: Session, symbol: str, a: Node, b: Node, *, python: bool = False) -> Node:
    """An operator, entry by entry, where numpy (or, between two numbers, Python) knows it."""
    booleans = (a.kind == "boolean") + (b.kind == "boolean")
    if symbol in {"&", "|"}:
        if booleans != 2:
            raise Refusal(f"{symbol} of numbers")
        return session.elementwise(FUNCTIONS[symbol], a, b)
    if booleans == 2 and (symbol != "*" or python):
        raise Refusal(f"{symbol} of truth values")
    if symbol in {"/", "//", "%"} and isinstance(b, graph.Constant) and b.value == 0:
        raise Refusal("division by zero")
    if symbol == "%":
        quotient = session.elementwise("floordiv", a, b)
        return session.elementwise("sub", a, session.elementwise("mul", b, quotient))
    if symbol == "**":
        return _power(session, a, b, python=python)
    if symbol not in FUNCTIONS:
        raise Refusal(f"the operator {symbol}")
    if symbol == "//" and booleans:
        raise Refusal("// of truth values")
    return session.elementwise(FUNCTIONS[symbol], a, b)


def _power(session: Session, base: Node, exponent: Node, *, python: bool) -> Node:
    if "boolean" in {base.kind, exponent.kind}:
        raise Refusal("** of truth values")
    if base.kind != "real" and exponent.kind != "real":
        natural = isinstance(exponent, graph.Constant) and _value(exponent) >= 0
        if not natural and not python:
            raise Refusal("integers to a power that may be negative")
        if not natural:
            base = session.cast(base, "real")
    elif base.kind != "real":
        base = session.cast(base, "real")
    return session.elementwise("pow", base, exponent)


def _value(node: graph.Constant) -> Fraction:
    return node.value if isinstance(node.value, Fraction) else Fraction(3)


def _of_sizes(session: Session, symbol: str, a: Node, b: Node) -> Node | None:
    """A product or a quotient of sizes that is a size again."""
    first, second = _size_parts(a), _size_parts(b)
    if first is None or second is None:
        return None
    if not isinstance(a, graph.Size) and not isinstance(b, graph.Size):
        return None
    if symbol == "*":
        return session.record(graph.size, first[1] + second[1], first[0] * second[0])
    if symbol == "//":
        left = list(first[1])
        for atom in second[1]:
            if atom not in left:
                return None
            left.remove(atom)
        if second[0] != 0 and (first[0] / second[0]).denominator == 1:
            return session.record(graph.size, left, first[0] / second[0])
    return None


def _size_parts(node: Node) -> tuple[Fraction, graph.Axis] | None:
    if isinstance(node, graph.Size):
        return node.coefficient, node.atoms
    if isinstance(node, graph.Constant) and node.kind == "integer":
        return _value(node), ()
    return None


def _of_position(session: Session, symbol: str, a: Node, b: Node) -> Node | None:
    """A position in a loop, or along an axis, moved by an integer."""
    if symbol == "+" and isinstance(a, graph.Constant):
        a, b = b, a
    if symbol not in {"+", "-"} or not isinstance(b, graph.Constant) or b.kind != "integer":
        return None
    by = int(_value(b)) if symbol == "+" else -int(_value(b))
    match a:
        case graph.LoopIndex(loop=loop, size=size, offset=offset):
            return session.record(graph.LoopIndex, (), "index", loop, size, offset + by)
        case graph.Positions(size=size, offset=offset):
            return session.record(graph.positions, size, offset + by)
    return None


def _of_sequences(session: Session, symbol: str, left: Value, right: Value) -> Value:
    budget = session.budget
    match symbol, left, right:
        case "+", str(), str():
            budget.length(len(left) + len(right))
            return left + right
        case "+", tuple(), tuple():
            budget.length(len(left) + len(right))
            return left + right
        case "+", List(items=list() as a), List(items=list() as b):
            budget.length(len(a) + len(b))
            return session.heap.list(a + b)
        case "*", str() | tuple() | List(items=list()), int():
            return _repeated(session, left, right)
        case "*", int(), str() | tuple() | List(items=list()):
            return _repeated(session, right, left)
    raise Refusal(f"{words(left)} {symbol} {words(right)}")


def _repeated(session: Session, sequence: Value, times: int) -> Value:
    items: Value = sequence.items if isinstance(sequence, List) else sequence
    session.budget.length(len(items) * max(times, 0))
    return session.heap.list(items * times) if isinstance(sequence, List) else items * times


def unary(session: Session, symbol: str, value: Value) -> Value:
    if symbol == "-" and is_number(value):
        return exact.negative(value)
    if symbol == "+" and is_numeric(value) and not isinstance(value, bool):
        return session.result(session.lift(value), [value]) if isinstance(value, Array) else value
    if not isinstance(value, Scalar | Array):
        raise Refusal(f"{symbol} of {words(value)}")
    node = session.lift(value)
    if (symbol == "~") != (node.kind == "boolean"):
        raise Refusal(f"{symbol} of {node.kind} entries")
    made = session.elementwise("not" if symbol == "~" else "neg", node)
    if isinstance(value, Scalar) and not value.is_numpy:
        if symbol == "~":
            raise Refusal("~ of a truth value")
        return Scalar(made, is_numpy=False)
    return session.result(made, [value])


def augmented(session: Session, symbol: str, current: Value, value: Value) -> Value:
    """current symbol= value: changes an array or a list, and makes anything else anew."""
    if isinstance(current, List) and symbol == "+":
        return _extended(session, current, value)
    if not isinstance(current, Array):
        return binary(session, symbol, current, value)
    if not is_numeric(value):
        raise Refusal(f"{words(current)} {symbol}= {words(value)}")
    node, kind = _node(session, symbol, current, value), session.read(current).kind
    if node.axes != session.axes(current):
        raise mistake(f"{symbol}= changes the shape {graph.words(session.axes(current))}")
    if node.kind == "real" and kind != "real":
        raise mistake(f"{symbol}= writes real numbers to {kind} ones")
    session.write(current, node)
    return current


def _extended(session: Session, current: List, value: Value) -> Value:
    more = value.items if isinstance(value, List) else value
    if not isinstance(more, tuple | list) or not isinstance(current.items, list):
        raise Refusal("a list is extended in a loop, or by something else than a list")
    session.budget.length(len(current.items) + len(more))
    session.heap.put(current, current.items + list(more))
    return current


def compare(session: Session, symbol: str, left: Value, right: Value) -> Value:
    """A comparison other than `is` and `in`."""
    if is_number(left) and is_number(right):
        return exact.order(symbol, left, right)
    if is_numeric(left) and is_numeric(right):
        a, b = session.lift(left), session.lift(right)
        sized = [_is_sized(node) for node in (a, b)]
        constant = [isinstance(node, graph.Constant) for node in (a, b)]
        if any(sized) and all(map(max, sized, constant)):
            return sizes.compare(symbol, a, b)
        node = session.elementwise(COMPARISONS[symbol], a, b)
        return _wrapped(session, node, left, right)
    if symbol not in {"==", "!="}:
        if isinstance(left, str) and isinstance(right, str):
            return _text_order(symbol, left, right)
        raise Refusal(f"{words(left)} {symbol} {words(right)}")
    return _equal(session, left, right) == (symbol == "==")


def _is_sized(node: Node) -> bool:
    return not node.axes and sizes.is_size(node)


def _text_order(symbol: str, left: str, right: str) -> bool:
    first, second = (left < right), (left == right)
    return {"<": first, "<=": first or second, ">": not first and not second, ">=": not first}[
        symbol
    ]


def _equal(session: Session, left: Value, right: Value) -> bool:
    """Whether two values are equal where Python alone decides that."""
    session.budget.step()
    match left, right:
        case (tuple(), tuple()) if len(left) == len(right):
            return all(_is_true(session, a, b) for a, b in zip(left, right, strict=True))
        case (tuple(), tuple()) | (str(), str()):
            return bool(left == right)
        case List(items=list() as a), List(items=list() as b):
            return len(a) == len(b) and all(
                _is_true(session, x, y) for x, y in zip(a, b, strict=True)
            )
    if isinstance(left, Array) or isinstance(right, Array):
        raise Refusal(f"{words(left)} == {words(right)}")
    plain = (type(None), str, bool, int, Real, Scalar, tuple)
    if isinstance(left, plain) and isinstance(right, plain):
        if left is None or right is None:
            return left is right
        return False
    if isinstance(left, List | Table) and isinstance(right, (type(None), str)):
        return False
    raise Refusal(f"{words(left)} == {words(right)}")


def _is_true(session: Session, left: Value, right: Value) -> bool:
    answer = compare(session, "==", left, right)
    if not isinstance(answer, bool):
        raise Refusal("symbolic numbers are compared inside of a tuple or a list")
    return answer


def condition(session: Session, value: Value) -> bool | Node:
    """The truth of a value: known, or a symbolic truth value without axes."""
    match value:
        case bool() | None:
            return bool(value)
        case int() | str() | tuple():
            return bool(value)
        case Real():
            return value.exact != 0
        case List(items=list() as items):
            return bool(items)
        case List(items=Scanned()):
            return True  # sizes are at least 1
        case Table():
            return bool(known_entries(value))
        case Scalar(node=node):
            if isinstance(node, graph.Size):
                return node.coefficient > 0
            if _is_sized(node):
                raise Refusal("a size decides")
            if node.kind == "boolean":
                return node
            return session.elementwise("not_equal", node, session.constant(0))
        case Array():
            if session.axes(value):
                raise Refusal("the truth value of an array")
            raise Refusal("the truth value of an array without axes")
    raise Refusal(f"the truth value of {words(value)}")


def negated(session: Session, truth: bool | Node) -> Value:
    if isinstance(truth, bool):
        return not truth
    return Scalar(session.elementwise("not", truth), is_numpy=False)
