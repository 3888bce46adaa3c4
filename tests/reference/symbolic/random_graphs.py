"""Random graphs, as trees that can be changed in one place before they are built."""

from __future__ import annotations

import random
from typing import Any

from graphs import Array, apply, argument, array, einsum, eye, size

from reference.symbolic import graph as g

SHAPES = ("", "n", "n m", "n n")
UNARY = ("neg", "tanh", "abs", "sign", "exp", "sqrt_of_square", "sigmoid", "log_of_positive", "cos")
BINARY = ("add", "sub", "mul", "div", "maximum", "minimum", "where")
LEAVES = {
    "": ("x0", "p0", "q0", "t0", "size", "one", "two", "half"),
    "n": ("x1", "p1", "one"),
    "n m": ("x2", "y2", "one"),
    "n n": ("eye", "x3"),
}
Tree = tuple[Any, ...]


def leaf(name: str) -> Array:
    positive = name[0] == "p"
    match name:
        case "size":
            return apply("real", size("n"))
        case "one":
            return array(1.0)
        case "two":
            return array(2.0)
        case "half":
            return array(0.5)
        case "eye":
            return eye("n")
        case "q0":
            return argument(name, "", "positive", "below one")
        case "t0":
            return apply("real", argument(name, "", "step count", kind="integer"))
        case "y2":
            return argument(name, "n m", "sums to one")
    axes = {"0": "", "1": "n", "2": "n m", "3": "n n"}[name[1]]
    return argument(name, axes, "positive") if positive else argument(name, axes)


def tree(draw: random.Random, shape: str, depth: int) -> Tree:
    """A random tree whose graph goes with the axes of a shape."""
    if depth <= 0 or draw.random() < 0.1:
        return ("leaf", draw.choice(LEAVES[shape]))
    kind = draw.random()
    if kind < 0.3:
        return (draw.choice(UNARY), tree(draw, shape, depth - 1))
    if kind < 0.7:
        other = draw.choice(_aligned(shape))
        pair = [tree(draw, shape, depth - 1), tree(draw, other, depth - 1)]
        draw.shuffle(pair)
        return (draw.choice(BINARY), *pair)
    if kind < 0.8:
        return ("power", draw.choice((2, 3, -1, -2)), tree(draw, shape, depth - 1))
    return _structure(draw, shape, depth)


def _aligned(shape: str) -> tuple[str, ...]:
    return {"": ("",), "n": ("", "n"), "n m": ("", "n m"), "n n": ("", "n", "n n")}[shape]


def _structure(draw: random.Random, shape: str, depth: int) -> Tree:
    match shape:
        case "":
            inner = draw.choice(("n", "n m", "n n"))
            return ("sum all", tree(draw, inner, depth - 1))
        case "n":
            choice = draw.choice(("sum m", "sum rows", "sum columns", "labelled", "largest"))
            inner = "n m" if choice in {"sum m", "labelled", "largest"} else "n n"
            return (choice, tree(draw, inner, depth - 1))
        case "n m":
            return ("column times", tree(draw, "n", depth - 1), tree(draw, "n m", depth - 1))
    choice = draw.choice(("outer", "transposed", "product", "written", "written at"))
    if choice == "outer":
        return (choice, tree(draw, "n", depth - 1), tree(draw, "n", depth - 1))
    if choice == "transposed":
        return (choice, tree(draw, "n n", depth - 1))
    second = "n" if choice.startswith("written") else "n n"
    return (choice, tree(draw, "n n", depth - 1), tree(draw, second, depth - 1))


def build(of: Tree) -> Array:
    """The graph of a tree."""
    name, *parts = of
    if name == "leaf":
        return leaf(parts[0])
    if name == "power":
        return build(parts[1]) ** parts[0]
    built = [build(part) for part in parts]
    if name in UNARY:
        return _unary(name, built[0])
    if name == "where":
        return apply("where", built[0] > built[1], built[0] * built[1], built[1] - 1)
    if name in BINARY:
        return apply(name, *built)
    return _structured(name, built)


def _unary(name: str, of: Array) -> Array:
    match name:
        case "sqrt_of_square":
            return apply("sqrt", of * of)
        case "sigmoid":
            return 1 / (1 + apply("exp", -of))
        case "log_of_positive":
            return apply("log", of * of + leaf("p0"))
    return apply(name, of)


def _structured(name: str, built: list[Array]) -> Array:
    first, last = built[0], built[-1]
    rows, labels = g.positions("n"), argument("label", "n", kind="index", along="m").node
    match name:
        case "sum all":
            return first.sum()
        case "sum m":
            return _whole(first, "n m").sum(1)
        case "largest":
            return _whole(first, "n m").max(1)
        case "sum rows":
            return _whole(first, "n n").sum(0)
        case "sum columns":
            return _whole(first, "n n").sum(1)
        case "labelled":
            return Array(g.selection(_whole(first, "n m").node, [rows, labels]))
        case "column times":
            return _whole(first, "n")[:, None] * last
        case "outer":
            return _whole(first, "n")[:, None] * _whole(last, "n")[None, :]
        case "transposed":
            return _whole(first, "n n").T
        case "product":
            return einsum("ij,jk->ik", _whole(first, "n n"), _whole(last, "n n"))
        case "written":
            return _written(first, last, rows)
        case "written at":
            return _written(first, last, argument("place", "n", kind="index", along="n").node)
    raise KeyError(name)


def _written(into: Array, value: Array, at: g.Node) -> Array:
    """A matrix with other entries at [0, at[0]], [1, at[1]], …"""
    where = [g.positions("n"), at]
    return Array(g.replacement(_whole(into, "n n").node, _whole(value, "n").node, where))


def _whole(of: Array, shape: str) -> Array:
    axes = tuple((atom,) for atom in shape.split())
    return Array(g.broadcast(of.node, axes))


def changed(draw: random.Random, of: Tree) -> Tree:
    """The tree with one node changed: another leaf, function or power."""
    places = list(_places(of))
    return _with(of, draw.choice(places), draw)


def _places(of: Tree, at: tuple[int, ...] = ()):
    yield at
    for number, part in enumerate(of):
        if isinstance(part, tuple):
            yield from _places(part, (*at, number))


def _with(of: Tree, at: tuple[int, ...], draw: random.Random) -> Tree:
    if at:
        return tuple(_with(p, at[1:], draw) if n == at[0] else p for n, p in enumerate(of))
    name, *parts = of
    if name == "leaf":
        return (name, draw.choice(next(group for group in LEAVES.values() if parts[0] in group)))
    if name == "power":
        return (name, draw.choice((1, 2, -1, -3)), parts[1])
    if name in UNARY:
        return draw.choice([(draw.choice(UNARY), *parts), parts[0], ("neg", of)])
    if name in BINARY:
        return draw.choice([(draw.choice(BINARY), *parts), (name, *reversed(parts))])
    return ("power", draw.choice((2, 1)), of)
