"""What met on the line on which numpy complains of shapes: the operands, and the operation.

What numpy says is taken together with the line as the student wrote it and with the shapes that the
arrays named on it had. Where these leave several possibilities open, none of them is taken.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from grader.student.answers import Answer

PRODUCT = re.compile(
    r"matmul: Input operand 1 has a mismatch in its core dimension 0.*"
    r"\(size (\d+) is different from (\d+)\)"
)
_DOT = re.compile(r"shapes \(([\d,]*)\) and \(([\d,]*)\) not aligned")
_TOGETHER = re.compile(
    r"operands could not be broadcast together with shapes \(([\d,]*)\) \(([\d,]*)\) ?$"
)
_ENTRYWISE = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow)
# Functions of numpy whose result has the shape of the arguments broadcast together.
_PLAIN = (
    *("abs", "exp", "expm1", "log", "log1p", "maximum", "minimum"),
    *("negative", "sqrt", "square", "tanh"),
)

Shape = tuple[int, ...]


class Operand(NamedTuple):
    """An array as it is written on the line, "" where that is not known, and its shape."""

    written: str
    shape: Shape


class Meeting(NamedTuple):
    """Two operands that do not fit, and the operation: "" where the line does not tell it."""

    left: Operand
    right: Operand
    operation: str

    def is_of(self, other: Meeting) -> bool:
        """Whether these are the operands of the same operation, as they are written."""
        mine, theirs = (m.left.written + m.operation + m.right.written for m in (self, other))
        return mine == theirs


def meeting(answer: Answer, line: Sequence[ast.AST]) -> Meeting | None:
    """What met, where what numpy says and the shapes on the line leave one possibility."""
    shapes = dict(answer.shapes)
    if said := PRODUCT.search(answer.message):
        rows, columns = map(int, said.groups())
        products = {
            met
            for met in _products(line, shapes)
            if met.left.shape[-1] == columns and inner(met.right.shape) == rows
        }
        return products.pop() if len(products) == 1 else None
    if any(isinstance(node, ast.Attribute) and node.attr == "inner" for node in line):
        return None  # numpy tells the shape of the right one after it has transposed it
    for pattern, operations in ((_DOT, _products), (_TOGETHER, _operations)):
        if said := pattern.search(answer.message):
            one, other = map(_shape, said.groups())
            found = {
                met
                for met in operations(line, shapes)
                if (met.left.shape, met.right.shape) == (one, other)
            }
            otherwise = "@" if pattern is _DOT else ""
            unnamed = Meeting(Operand("", one), Operand("", other), otherwise)
            return found.pop() if len(found) == 1 else unnamed
    return None


def nodes(source: str) -> Iterator[ast.AST]:
    """Everything on a line that is a statement by itself, or the head of one."""
    line = source.strip()
    for whole in (line, f"{line} pass"):
        try:
            yield from ast.walk(ast.parse(whole))
        except (SyntaxError, ValueError):
            continue
        return


def _products(line: Sequence[ast.AST], shapes: Mapping[str, Shape]) -> Iterator[Meeting]:
    """The matrix products on a line both of whose operands have a known shape."""
    for node in line:
        match node:
            case ast.BinOp(left=one, op=ast.MatMult(), right=other):
                pair = one, other
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="np" | "numpy"), attr="dot" | "matmul"),
                args=[one, other],
            ):
                pair = one, other
            case ast.Call(func=ast.Attribute(value=one, attr="dot"), args=[other]):
                pair = one, other
            case _:
                continue
        left, right = (_operand(operand, shapes) for operand in pair)
        if left and right and left.shape and right.shape:
            yield Meeting(left, right, "@")


def _operations(line: Sequence[ast.AST], shapes: Mapping[str, Shape]) -> Iterator[Meeting]:
    """The operations entry by entry on a line both of whose operands have a known shape."""
    for node in line:
        if isinstance(node, ast.BinOp) and isinstance(node.op, _ENTRYWISE):
            left, right = _operand(node.left, shapes), _operand(node.right, shapes)
            if left and right:
                yield Meeting(left, right, type(node.op).__name__)


def _operand(node: ast.expr, shapes: Mapping[str, Shape]) -> Operand | None:
    shape = _shape_of(node, shapes)
    return None if shape is None else Operand(ast.unparse(node), shape)


def _shape_of(node: ast.expr, shapes: Mapping[str, Shape]) -> Shape | None:
    """The shape of an expression whose arrays have these shapes; None where that is not certain."""
    match node:
        case ast.Name(id=name):
            return shapes.get(name)
        case ast.Constant(value=int() | float()):
            return ()
        case ast.Attribute(value=value, attr="T"):
            shape = _shape_of(value, shapes)
            return None if shape is None else shape[::-1]
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=value):
            return _shape_of(value, shapes)
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id="np" | "numpy"), attr=name),
            args=arguments,
            keywords=[],
        ) if name in _PLAIN:
            return _together([_shape_of(one, shapes) for one in arguments])
        case ast.BinOp(left=left, op=op, right=right) if isinstance(op, _ENTRYWISE):
            return _together([_shape_of(left, shapes), _shape_of(right, shapes)])
        case ast.BinOp(left=left, op=ast.MatMult(), right=right):
            one, other = _shape_of(left, shapes), _shape_of(right, shapes)
            if one and other and len(one) == len(other) == 2 and one[1] == other[0]:
                return one[0], other[1]
    return None


def _together(shapes: list[Shape | None]) -> Shape | None:
    known = [shape for shape in shapes if shape is not None]
    if len(known) < len(shapes):
        return None
    try:
        return np.broadcast_shapes(*known)
    except ValueError:
        return None


def _shape(written: str) -> Shape:
    return tuple(int(size) for size in written.split(",") if size)


def inner(shape: Shape) -> int:
    """The size of the right operand of a product that meets the last one of the left."""
    return shape[-2] if len(shape) > 1 else shape[0]
