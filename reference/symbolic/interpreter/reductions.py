"""numpy's sums, means, extremes and norms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from reference.symbolic import graph
from reference.symbolic.graph import Node
from reference.symbolic.interpreter import dtypes, operators, sizes
from reference.symbolic.interpreter.elementwise import into
from reference.symbolic.interpreter.refusal import Refusal, mistake
from reference.symbolic.interpreter.session import Session
from reference.symbolic.interpreter.values import List, Value


def axis_numbers(axis: Value, rank: int) -> tuple[int, ...]:
    """The axes that an argument `axis` names, counted from 0; all for None."""
    if axis is None:
        return tuple(range(rank))
    named = axis if isinstance(axis, tuple) else (axis,)
    if any(not isinstance(at, int) or isinstance(at, bool) for at in named):
        raise Refusal("an axis that is no integer of the program")
    if any(not -rank <= at < rank for at in named):
        raise mistake(f"axis {axis} of an array with {rank} axes")
    numbers = tuple(sorted(at % rank for at in named))
    if len(set(numbers)) != len(numbers):
        raise mistake("an axis is named twice")
    return numbers


def reduced(
    session: Session,
    function: Literal["sum", "max"],
    x: Node,
    axis: Value,
    keepdims: Value = False,
) -> Node:
    if not isinstance(keepdims, bool | int):
        raise Refusal("keepdims is no truth value of the program")
    over = axis_numbers(axis, len(x.axes))
    if not over:
        return x
    return session.record(graph.reduction, function, x, over, keepdims=bool(keepdims))


def count(session: Session, x: Node, axis: Value) -> Node:
    """How many entries go into one entry of a reduction."""
    atoms = [a for at in axis_numbers(axis, len(x.axes)) for a in x.axes[at]]
    return session.record(graph.size, atoms)


def operand(session: Session, a: Value) -> Node:
    """The array that is reduced; a list of numbers is one as well."""
    return session.lift(a)


def _of_list(session: Session, a: Value, axis: Value, symbol: str) -> Value:
    """The numbers of a list, put together by an operator; None where it is no such list."""
    items = a.items if isinstance(a, List) else a
    if not isinstance(items, list | tuple) or axis not in {None, 0}:
        return None
    shapes = {session.lift(item).axes for item in items}
    if len(shapes) != 1 or (axis is None and shapes != {()}):
        raise Refusal("a reduction of a list of arrays")
    total = items[0]
    for item in items[1:]:
        total = operators.binary(session, symbol, total, item)
    return session.result(session.lift(total))


def total(
    session: Session,
    a: Value,
    axis: Value = None,
    dtype: Value = None,
    out: Value = None,
    keepdims: Value = False,
) -> Value:
    """np.sum."""
    dtypes.unchanged(dtype)
    of_list = _of_list(session, a, axis, "+")
    if of_list is not None:
        return of_list
    return into(session, out, reduced(session, "sum", operand(session, a), axis, keepdims), a)


def largest(
    session: Session, a: Value, axis: Value = None, out: Value = None, keepdims: Value = False
) -> Value:
    """np.max."""
    x = operand(session, a)
    if x.kind == "boolean":
        raise Refusal("the largest of truth values")
    return into(session, out, reduced(session, "max", x, axis, keepdims), a)


def smallest(
    session: Session, a: Value, axis: Value = None, out: Value = None, keepdims: Value = False
) -> Value:
    """np.min."""
    x = operand(session, a)
    if x.kind == "boolean":
        raise Refusal("the smallest of truth values")
    opposite = reduced(session, "max", session.elementwise("neg", x), axis, keepdims)
    return into(session, out, session.elementwise("neg", opposite), a)


def spread(
    session: Session, a: Value, axis: Value = None, out: Value = None, keepdims: Value = False
) -> Value:
    """np.ptp: the largest less the smallest."""
    x = operand(session, a)
    above = reduced(session, "max", x, axis, keepdims)
    below = reduced(session, "max", session.elementwise("neg", x), axis, keepdims)
    return into(session, out, session.elementwise("add", above, below), a)


def _mean(session: Session, x: Node, axis: Value, keepdims: Value) -> Node:
    summed = reduced(session, "sum", x, axis, keepdims)
    return session.elementwise("div", summed, count(session, x, axis))


def mean(
    session: Session,
    a: Value,
    axis: Value = None,
    dtype: Value = None,
    out: Value = None,
    keepdims: Value = False,
) -> Value:
    """np.mean."""
    dtypes.unchanged(dtype)
    of_list = _of_list(session, a, axis, "+")
    if of_list is not None:
        return operators.binary(session, "/", of_list, len(_items(a)))
    return into(session, out, _mean(session, operand(session, a), axis, keepdims), a)


def average(session: Session, a: Value, axis: Value = None, weights: Value = None) -> Value:
    """np.average, with weights of the shape of the array."""
    if weights is None:
        return mean(session, a, axis)
    x, w = session.lift(a), session.lift(weights)
    if x.axes != w.axes:
        raise Refusal("weights of another shape")
    weighed = reduced(session, "sum", session.elementwise("mul", x, w), axis)
    return session.result(session.elementwise("div", weighed, reduced(session, "sum", w, axis)))


def _variance(session: Session, x: Node, axis: Value, ddof: Value, keepdims: Value) -> Node:
    if x.kind == "boolean":
        raise Refusal("the variance of truth values")
    apart = session.elementwise("sub", x, _mean(session, x, axis, keepdims=True))
    squares = session.elementwise("mul", apart, apart)
    number = count(session, x, axis)
    if not (isinstance(ddof, int) and ddof == 0):
        number = session.elementwise("sub", number, session.lift(ddof))
    summed = reduced(session, "sum", squares, axis, keepdims)
    return session.elementwise("div", summed, number)


def variance(
    session: Session,
    a: Value,
    axis: Value = None,
    dtype: Value = None,
    out: Value = None,
    ddof: Value = 0,
    keepdims: Value = False,
) -> Value:
    """np.var."""
    dtypes.unchanged(dtype)
    return into(session, out, _variance(session, operand(session, a), axis, ddof, keepdims), a)


def deviation(
    session: Session,
    a: Value,
    axis: Value = None,
    dtype: Value = None,
    out: Value = None,
    ddof: Value = 0,
    keepdims: Value = False,
) -> Value:
    """np.std."""
    dtypes.unchanged(dtype)
    squared = _variance(session, operand(session, a), axis, ddof, keepdims)
    return into(session, out, session.elementwise("sqrt", squared), a)


def norm(
    session: Session,
    x: Value,
    ord: Value = None,  # noqa: A002 - numpy's name
    axis: Value = None,
    keepdims: Value = False,
) -> Value:
    """np.linalg.norm: Euclidean (Frobenius of a matrix), or of order 1 or 2 of vectors."""
    of_list = None
    if isinstance(x, List | tuple):
        squares = [operators.binary(session, "*", item, item) for item in _items(x)]
        of_list = _of_list(session, tuple(squares), None, "+")
    if of_list is not None:
        if ord not in {None, 2}:
            raise Refusal("a norm of another order")
        return session.number(session.elementwise("sqrt", session.lift(of_list)))
    node = session.lift(x)
    vectors = isinstance(axis, int) or (axis is None and len(node.axes) == 1)
    if ord == 1 and vectors:
        return session.result(
            reduced(session, "sum", session.elementwise("abs", node), axis, keepdims)
        )
    matrices = len(axis_numbers(axis, len(node.axes))) == 2
    if not (ord is None or (ord == 2 and vectors) or (ord == "fro" and matrices)):
        raise Refusal("a norm of another order")
    squared = session.elementwise("mul", node, node)
    return session.result(
        session.elementwise("sqrt", reduced(session, "sum", squared, axis, keepdims)), [x]
    )


def _items(x: Value) -> tuple[Value, ...]:
    items = x.items if isinstance(x, List) else x
    if not isinstance(items, list | tuple):
        raise Refusal("the norm of a list that a loop has filled")
    return tuple(items)


def product(session: Session, a: Value) -> Value:
    """np.prod of the numbers of a shape, or of a list."""
    items = a.items if isinstance(a, List) else a
    if not isinstance(items, list | tuple):
        raise Refusal("the product of the entries of an array")
    made: Value = 1
    for item in items:
        made = item if isinstance(made, int) and made == 1 else _times(session, made, item)
    return made


def _times(session: Session, made: Value, item: Value) -> Value:
    if sizes.axis_of(item) is None and not operators.is_numeric(item):
        raise Refusal("the product of a list that holds no numbers")
    return operators.binary(session, "*", made, item)


FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "sum": total,
    "max": largest,
    "amax": largest,
    "min": smallest,
    "amin": smallest,
    "ptp": spread,
    "mean": mean,
    "average": average,
    "var": variance,
    "std": deviation,
    "prod": product,
}
METHODS = ("sum", "max", "min", "mean", "var", "std")
