"""numpy's functions of entries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from reference.symbolic import graph
from reference.symbolic.graph import Constant, Node
from reference.symbolic.interpreter import operators
from reference.symbolic.interpreter.refusal import Refusal, mistake
from reference.symbolic.interpreter.session import Session, words
from reference.symbolic.interpreter.values import Array, Value

_UNARY: Mapping[str, str] = {
    "exp": "exp",
    "log": "log",
    "sqrt": "sqrt",
    "tanh": "tanh",
    "sin": "sin",
    "cos": "cos",
    "abs": "abs",
    "absolute": "abs",
    "fabs": "abs",
    "sign": "sign",
}
_BINARY: Mapping[str, str] = {
    "add": "+",
    "subtract": "-",
    "multiply": "*",
    "divide": "/",
    "true_divide": "/",
    "floor_divide": "//",
    "power": "**",
    "mod": "%",
    "remainder": "%",
}
_COMPARISONS: Mapping[str, str] = {name: symbol for symbol, name in operators.COMPARISONS.items()}


def into(session: Session, out: Value, node: Node, *operands: Value) -> Value:
    """The result, written to the argument `out` where there is one."""
    if out is None:
        return session.result(node, operands)
    if isinstance(out, tuple) and len(out) == 1:
        out = out[0]
    if not isinstance(out, Array):
        raise mistake(f"out= is {words(out)}")
    if node.axes != session.axes(out) or (node.kind == "real" and out.buffer.node.kind != "real"):
        raise mistake("out= has another shape, or another type of entries")
    session.write(out, node)
    return out


def _no_truth(node: Node, name: str) -> Node:
    if node.kind == "boolean":
        raise Refusal(f"{name} of truth values")
    return node


def _of_one(compute: Callable[[Session, Node], Node], name: str) -> Callable[..., Value]:
    def function(session: Session, x: Value, /, out: Value = None) -> Value:
        return into(session, out, compute(session, _no_truth(session.lift(x), name)), x)

    return function


def _of_two(compute: Callable[[Session, Node, Node], Node]) -> Callable[..., Value]:
    def function(session: Session, x1: Value, x2: Value, /, out: Value = None) -> Value:
        node = compute(session, session.lift(x1), session.lift(x2))
        return into(session, out, node, x1, x2)

    return function


def _simple(function: str) -> Callable[[Session, Node], Node]:
    return lambda session, x: session.elementwise(function, x)


def _operator(symbol: str) -> Callable[[Session, Node, Node], Node]:
    return lambda session, x, y: operators.arithmetic(session, symbol, x, y)


def _comparison(function: str) -> Callable[[Session, Node, Node], Node]:
    return lambda session, x, y: session.elementwise(function, x, y)


def _real(session: Session, number: int | Fraction) -> Node:
    return session.record(graph.constant, Fraction(number))


def _square(session: Session, x: Node) -> Node:
    return session.elementwise("mul", x, x)


def _reciprocal(session: Session, x: Node) -> Node:
    if x.kind != "real":
        raise Refusal("the reciprocal of integers")
    return session.elementwise("div", _real(session, 1), x)


def _expm1(session: Session, x: Node) -> Node:
    return session.elementwise("sub", session.elementwise("exp", x), _real(session, 1))


def _log1p(session: Session, x: Node) -> Node:
    return session.elementwise("log", session.elementwise("add", _real(session, 1), x))


def _log_to(base: int) -> Callable[[Session, Node], Node]:
    def logarithm(session: Session, x: Node) -> Node:
        below = session.elementwise("log", _real(session, base))
        return session.elementwise("div", session.elementwise("log", x), below)

    return logarithm


def _exp2(session: Session, x: Node) -> Node:
    return session.elementwise("pow", _real(session, 2), x)


def _hyperbolic(sign: str) -> Callable[[Session, Node], Node]:
    def function(session: Session, x: Node) -> Node:
        down = session.elementwise("exp", session.elementwise("neg", x))
        both = session.elementwise(sign, session.elementwise("exp", x), down)
        return session.elementwise("div", both, _real(session, 2))

    return function


def _tan(session: Session, x: Node) -> Node:
    return session.elementwise("div", session.elementwise("sin", x), session.elementwise("cos", x))


def floor(session: Session, x: Node) -> Node:
    """The largest integers that are not above the entries."""
    if x.kind != "real":
        return session.cast(x, "real")
    if isinstance(x, graph.Elementwise) and x.function == "div":
        return session.cast(session.elementwise("floordiv", *x.arguments), "real")
    return session.elementwise("floordiv", x, _real(session, 1))


def _ceiling(session: Session, x: Node) -> Node:
    return session.elementwise("neg", floor(session, session.elementwise("neg", x)))


def _extreme(function: str) -> Callable[[Session, Node, Node], Node]:
    def compute(session: Session, x: Node, y: Node) -> Node:
        first, second = _no_truth(x, function), _no_truth(y, function)
        if isinstance(first, Constant):  # the same, and written this way round more often
            first, second = second, first
        return session.elementwise(function, first, second)

    return compute


def _logical(function: str) -> Callable[[Session, Node, Node], Node]:
    def compute(session: Session, x: Node, y: Node) -> Node:
        if x.kind != "boolean" or y.kind != "boolean":
            raise Refusal(f"logical {function} of numbers")
        return session.elementwise(function, x, y)

    return compute


def _logaddexp(session: Session, x: Node, y: Node) -> Node:
    both = session.elementwise("add", session.elementwise("exp", x), session.elementwise("exp", y))
    return session.elementwise("log", both)


def _hypot(session: Session, x: Node, y: Node) -> Node:
    squares = session.elementwise("add", _square(session, x), _square(session, y))
    return session.elementwise("sqrt", squares)


def _heaviside(session: Session, x: Node, y: Node) -> Node:
    at_zero = session.elementwise("equal", x, _real(session, 0))
    above = session.elementwise("greater", x, _real(session, 0))
    rest = session.elementwise("where", at_zero, session.cast(y, "real"), _real(session, 0))
    return session.elementwise("where", above, _real(session, 1), rest)


def _logical_not(session: Session, x: Value, /, out: Value = None) -> Value:
    node = session.lift(x)
    if node.kind != "boolean":
        raise Refusal("logical not of numbers")
    return into(session, out, session.elementwise("not", node), x)


def where(session: Session, condition: Value, x: Value = None, y: Value = None, /) -> Value:
    """np.where with three arguments."""
    if x is None or y is None:
        raise Refusal("np.where with one argument")
    chosen = session.lift(condition)
    if chosen.kind != "boolean":
        chosen = session.elementwise("not_equal", chosen, session.constant(0))
    node = session.elementwise("where", chosen, session.lift(x), session.lift(y))
    if not node.axes:
        return session.array(node)  # numpy returns an array, be it without axes
    return session.result(node, [condition, x, y])


def clip(
    session: Session, a: Value, a_min: Value = None, a_max: Value = None, out: Value = None
) -> Value:
    """np.minimum(np.maximum(a, a_min), a_max), either of which may be None."""
    node = _no_truth(session.lift(a), "clip")
    if a_min is not None:
        node = session.elementwise("maximum", node, session.lift(a_min))
    if a_max is not None:
        node = session.elementwise("minimum", node, session.lift(a_max))
    return into(session, out, node, a, a_min, a_max)


FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    **{name: _of_one(_simple(function), name) for name, function in _UNARY.items()},
    **{name: _of_two(_operator(symbol)) for name, symbol in _BINARY.items()},
    **{name: _of_two(_comparison(name)) for name in _COMPARISONS},
    **{name: _of_two(_extreme(name)) for name in ("maximum", "minimum")},
    "fmax": _of_two(_extreme("maximum")),
    "fmin": _of_two(_extreme("minimum")),
    "logical_and": _of_two(_logical("and")),
    "logical_or": _of_two(_logical("or")),
    "logical_not": _logical_not,
    "negative": _of_one(_simple("neg"), "negative"),
    "square": _of_one(_square, "square"),
    "reciprocal": _of_one(_reciprocal, "reciprocal"),
    "expm1": _of_one(_expm1, "expm1"),
    "log1p": _of_one(_log1p, "log1p"),
    "log2": _of_one(_log_to(2), "log2"),
    "log10": _of_one(_log_to(10), "log10"),
    "exp2": _of_one(_exp2, "exp2"),
    "sinh": _of_one(_hyperbolic("sub"), "sinh"),
    "cosh": _of_one(_hyperbolic("add"), "cosh"),
    "tan": _of_one(_tan, "tan"),
    "floor": _of_one(floor, "floor"),
    "ceil": _of_one(_ceiling, "ceil"),
    "logaddexp": _of_two(_logaddexp),
    "hypot": _of_two(_hypot),
    "heaviside": _of_two(_heaviside),
    "where": where,
    "clip": clip,
}
