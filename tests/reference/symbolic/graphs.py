"""Graphs for tests, written as one writes numpy."""

from __future__ import annotations

from fractions import Fraction

from reference.symbolic import graph as g
from reference.symbolic.graph import Axes, Node

Number = int | float | Fraction


class Array:
    """A node with the operators of numpy."""

    def __init__(self, node: Node) -> None:
        self.node = node

    @property
    def axes(self) -> Axes:
        return self.node.axes

    def __add__(self, other):
        return apply("add", self, other)

    def __radd__(self, other):
        return apply("add", other, self)

    def __sub__(self, other):
        return apply("sub", self, other)

    def __rsub__(self, other):
        return apply("sub", other, self)

    def __mul__(self, other):
        return apply("mul", self, other)

    def __rmul__(self, other):
        return apply("mul", other, self)

    def __truediv__(self, other):
        return apply("div", self, other)

    def __rtruediv__(self, other):
        return apply("div", other, self)

    def __pow__(self, other):
        return apply("pow", self, other)

    def __rpow__(self, other):
        return apply("pow", other, self)

    def __neg__(self):
        return apply("neg", self)

    def __gt__(self, other):
        return apply("greater", self, other)

    def __lt__(self, other):
        return apply("less", self, other)

    def __ge__(self, other):
        return apply("greater_equal", self, other)

    def __le__(self, other):
        return apply("less_equal", self, other)

    def __matmul__(self, other):
        letters = {(1, 1): "j,j->", (2, 1): "ij,j->i", (1, 2): "j,jk->k", (2, 2): "ij,jk->ik"}
        return einsum(letters[len(self.axes), len(other.axes)], self, other)

    @property
    def T(self):
        order = tuple(range(len(self.axes)))[::-1]
        return Array(g.permutation(self.node, order))

    def __getitem__(self, key):
        left = iter(self.axes)
        keys = key if isinstance(key, tuple) else (key,)
        axes = [() if one is None else next(left) for one in keys]
        return Array(g.regrouping(self.node, (*axes, *left)))

    def sum(self, axis=None, keepdims=False):
        return Array(g.reduction("sum", self.node, _over(self, axis), keepdims=keepdims))

    def max(self, axis=None, keepdims=False):
        return Array(g.reduction("max", self.node, _over(self, axis), keepdims=keepdims))

    def min(self, axis=None, keepdims=False):
        return -(-self).max(axis, keepdims)

    def mean(self, axis=None, keepdims=False):
        count = g.size(g.flat(tuple(self.axes[at] for at in _over(self, axis))))
        return self.sum(axis, keepdims) / Array(count)

    def var(self, axis=None, keepdims=False):
        centred = self - self.mean(axis, keepdims=True)
        return (centred * centred).mean(axis, keepdims)


def _over(array: Array, axis) -> tuple[int, ...]:
    rank = len(array.axes)
    axes = range(rank) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    return tuple(sorted(one % rank for one in axes))


def array(value) -> Array:
    return value if isinstance(value, Array) else Array(g.constant(value))


def apply(function: str, *arguments) -> Array:
    return Array(g.elementwise(function, *(array(a).node for a in arguments)))


def argument(name: str, axes: str = "", *traits, kind: g.Kind = "real", along: str = "") -> Array:
    """An input; its axes by their letters, such as "N D"."""
    return Array(g.Input(tuple((a,) for a in axes.split()), kind, name, frozenset(traits), along))


def size(*atoms: str) -> Array:
    return Array(g.size(atoms))


def einsum(subscripts: str, *factors) -> Array:
    letters, output = subscripts.split("->")
    return Array(g.einsum(letters.split(","), output, *(array(f).node for f in factors)))


PI = Array(g.PI)


def exp(x):
    return apply("exp", x)


def log(x):
    return apply("log", x)


def sqrt(x):
    return apply("sqrt", x)


def tanh(x):
    return apply("tanh", x)


def absolute(x):
    return apply("abs", x)


def where(condition, then, otherwise):
    return apply("where", condition, then, otherwise)


def eye(atom: str) -> Array:
    return Array(g.identity(atom))
