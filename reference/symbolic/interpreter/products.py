"""numpy's products of matrices, einsum, and diagonals."""

from __future__ import annotations

import itertools
import string
from collections.abc import Callable, Mapping

from reference.symbolic import graph
from reference.symbolic.graph import Node
from reference.symbolic.interpreter.elementwise import into
from reference.symbolic.interpreter.refusal import Refusal, mistake
from reference.symbolic.interpreter.session import Session
from reference.symbolic.interpreter.shapes import apart
from reference.symbolic.interpreter.values import Array, List, Value


def _contracted(session: Session, terms: list[str], output: str, *factors: Node) -> Node:
    if any(factor.kind == "boolean" for factor in factors):
        raise Refusal("a product of truth values")
    return session.record(graph.einsum, terms, output, *factors)


def matmul(session: Session, x1: Value, x2: Value, /, out: Value = None) -> Value:
    """x1 @ x2, of stacks of matrices too."""
    a, b = session.lift(x1), session.lift(x2)
    if not a.axes or not b.axes:
        raise mistake("@ of a number")
    if len(a.axes) <= 2 and len(b.axes) <= 2:
        return into(session, out, _dot(session, a, b))
    left, right = ("ij" if len(a.axes) > 1 else "j"), ("jk" if len(b.axes) > 1 else "j")
    heads = [_aligned(len(n.axes) - len(term)) for n, term in ((a, left), (b, right))]
    output = max(heads, key=len) + left[:-1] + right[1:]
    terms = [heads[0] + left, heads[1] + right]
    return into(session, out, _contracted(session, terms, output, a, b))


def _aligned(count: int) -> str:
    """Letters for leading axes: the same one for the same place, counted from the last axis."""
    return string.ascii_uppercase[:count][::-1]


def dot(session: Session, a: Value, b: Value, out: Value = None) -> Value:
    """np.dot: over the last axis of a and the last but one of b."""
    x, y = session.lift(a), session.lift(b)
    if not x.axes or not y.axes:
        if "boolean" in {x.kind, y.kind}:
            raise Refusal("a product of truth values")
        return into(session, out, session.elementwise("mul", x, y), a, b)
    return into(session, out, _dot(session, x, y))


def _dot(session: Session, a: Node, b: Node) -> Node:
    left = string.ascii_lowercase[: len(a.axes)]
    free = string.ascii_uppercase[: len(b.axes)]
    if len(b.axes) == 1:
        return _contracted(session, [left, left[-1]], left[:-1], a, b)
    right = free[:-2] + left[-1] + free[-1]
    return _contracted(session, [left, right], left[:-1] + free[:-2] + free[-1], a, b)


def inner(session: Session, a: Value, b: Value) -> Value:
    """np.inner: over the last axis of both."""
    x, y = session.lift(a), session.lift(b)
    if not x.axes or not y.axes:
        return session.result(session.elementwise("mul", x, y), [a, b])
    left = string.ascii_lowercase[: len(x.axes)]
    right = string.ascii_uppercase[: len(y.axes) - 1]
    return session.result(_contracted(session, [left, right + left[-1]], left[:-1] + right, x, y))


def vdot(session: Session, a: Value, b: Value) -> Value:
    x, y = _flattened(session, session.lift(a)), _flattened(session, session.lift(b))
    return session.result(_contracted(session, ["i", "i"], "", x, y))


def outer(session: Session, a: Value, b: Value, out: Value = None) -> Value:
    """np.outer: all products, of the flattened arrays."""
    x, y = _flattened(session, session.lift(a)), _flattened(session, session.lift(b))
    return into(session, out, _contracted(session, ["i", "j"], "ij", x, y))


def _flattened(session: Session, x: Node) -> Node:
    return session.regroup(x, (graph.flat(x.axes),))


def tensordot(session: Session, a: Value, b: Value, axes: Value = 2) -> Value:
    x, y = session.lift(a), session.lift(b)
    if isinstance(axes, int) and not isinstance(axes, bool):
        if not 0 <= axes <= min(len(x.axes), len(y.axes)):
            raise mistake("tensordot over more axes than there are")
        pairs = [(len(x.axes) - axes + at, at) for at in range(axes)]
    else:
        firsts, seconds = (_integers(part) for part in _integers_or_parts(axes))
        if len(firsts) != len(seconds):
            raise mistake("tensordot over different numbers of axes")
        pairs = [(p % len(x.axes), q % len(y.axes)) for p, q in zip(firsts, seconds, strict=True)]
    left = list(string.ascii_lowercase[: len(x.axes)])
    right = list(string.ascii_uppercase[: len(y.axes)])
    for p, q in pairs:
        right[q] = left[p]
    summed = {left[p] for p, _ in pairs}
    output = "".join(letter for letter in left + right if letter not in summed)
    return session.result(_contracted(session, ["".join(left), "".join(right)], output, x, y))


def _integers_or_parts(axes: Value) -> tuple[Value, Value]:
    parts = axes.items if isinstance(axes, List) else axes
    if not isinstance(parts, list | tuple) or len(parts) != 2:
        raise Refusal("the axes of tensordot")
    return parts[0], parts[1]


def _integers(part: Value) -> tuple[int, ...]:
    named = part.items if isinstance(part, List) else part
    numbers = tuple(named) if isinstance(named, list | tuple) else (named,)
    if any(not isinstance(number, int) or isinstance(number, bool) for number in numbers):
        raise Refusal("an axis that is no integer of the program")
    return numbers


def einsum(session: Session, subscripts: Value, *operands: Value, optimize: Value = False) -> Value:
    """np.einsum with a string, ellipses included."""
    del optimize
    if not isinstance(subscripts, str):
        raise Refusal("einsum without a string")
    factors = [session.lift(operand) for operand in operands]
    inputs, arrow, output = subscripts.replace(" ", "").partition("->")
    terms = inputs.split(",")
    if len(terms) != len(factors):
        raise mistake("einsum with another number of arrays than terms")
    letters = {letter for letter in inputs + output if letter not in ".,"}
    if not all(letter in string.ascii_letters for letter in letters):
        raise mistake(f"einsum {subscripts!r}")
    spare = [letter for letter in string.ascii_letters if letter not in letters]
    heads = [_head(term, factor, spare) for term, factor in zip(terms, factors, strict=True)]
    named = [term.replace("...", head) for term, head in zip(terms, heads, strict=True)]
    head = max(heads, key=len)
    if not arrow:
        counts = {letter: inputs.count(letter) for letter in letters}
        output = head + "".join(sorted(x for x, times in counts.items() if times == 1))
    else:
        output = output.replace("...", head)
    node = _contracted(session, named, output, *factors)
    if not node.axes:
        return session.number(node)
    (source, *others) = operands
    if not others and set(output) == set(named[0]) and isinstance(source, Array):
        return apart(session, node, source)  # numpy returns a view of the only array
    return session.array(node, is_contiguous=False)


def _head(term: str, factor: Node, spare: list[str]) -> str:
    """The letters in place of the ellipsis of a term, the same ones counted from the last axis."""
    covered = len(factor.axes) - len(term.replace("...", ""))
    if term.count(".") != 3 * term.count("...") or term.count("...") > 1:
        raise mistake(f"einsum {term!r}")
    if covered < 0 or covered > len(spare) or (covered and "..." not in term):
        raise mistake(f"einsum {term!r} of an array with {len(factor.axes)} axes")
    return "".join(reversed(spare[:covered]))


def diag(session: Session, v: Value, k: Value = 0) -> Value:
    """np.diag: the diagonal of a matrix, or the matrix with a diagonal."""
    if not (isinstance(k, int) and k == 0):
        raise Refusal("a diagonal beside the main one")
    node = session.lift(v)
    if len(node.axes) == 2:
        diagonal = _diagonal(session, node)
        return apart(session, diagonal, v) if isinstance(v, Array) else session.array(diagonal)
    if len(node.axes) != 1:
        raise mistake("np.diag of an array with other than 1 or 2 axes")
    return session.result(_with_diagonal(session, node))


def diagflat(session: Session, v: Value) -> Value:
    return session.result(_with_diagonal(session, _flattened(session, session.lift(v))))


def _with_diagonal(session: Session, node: Node) -> Node:
    if len(node.axes[0]) != 1:
        raise Refusal("a diagonal along an axis of one entry, or one that merges several")
    identity = session.record(graph.identity, node.axes[0][0])
    column = session.regroup(node, (node.axes[0], ()))
    return session.elementwise("mul", identity, column)


def _diagonal(session: Session, node: Node) -> Node:
    if node.axes[0] != node.axes[1]:
        raise Refusal("the diagonal of a matrix that is not square for all sizes")
    return _contracted(session, ["ii"], "i", node)


def trace(session: Session, a: Value) -> Value:
    node = session.lift(a)
    if len(node.axes) != 2 or node.axes[0] != node.axes[1]:
        raise Refusal("the trace of a matrix that is not square for all sizes")
    return session.result(_contracted(session, ["ii"], "", node))


def multi_dot(session: Session, arrays: Value) -> Value:
    items = arrays.items if isinstance(arrays, List) else arrays
    if not isinstance(items, list | tuple) or len(items) < 2:
        raise Refusal("multi_dot of other than a list of two or more arrays")
    made = items[0]
    for item in itertools.islice(items, 1, None):
        made = dot(session, made, item)
    return made


FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "matmul": matmul,
    "dot": dot,
    "inner": inner,
    "vdot": vdot,
    "outer": outer,
    "tensordot": tensordot,
    "einsum": einsum,
    "diag": diag,
    "diagflat": diagflat,
    "trace": trace,
}


def solve(session: Session, a: Value, b: Value) -> Value:
    """np.linalg.solve, of one system."""
    return session.array(session.record(graph.solution, session.lift(a), session.lift(b)))
