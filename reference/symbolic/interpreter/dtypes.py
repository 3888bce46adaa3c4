"""The types of entries that keep real numbers as they are, and casts between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from reference.symbolic.graph import Kind, Node
from reference.symbolic.interpreter import values
from reference.symbolic.interpreter.refusal import Refusal
from reference.symbolic.interpreter.session import Session, words
from reference.symbolic.interpreter.values import DType, Value

_KINDS: Mapping[str, Kind] = {
    "float": "real",
    "float64": "real",
    "double": "real",
    "float_": "real",
    "f8": "real",
    "d": "real",
    "int": "integer",
    "int64": "integer",
    "int_": "integer",
    "intp": "integer",
    "i8": "integer",
    "bool": "boolean",
    "bool_": "boolean",
}
NAMES = ("float64", "double", "int64", "int_", "intp", "bool_")


def kind_of(dtype: Value) -> Kind:
    """The kind of the entries that a dtype= asks for."""
    match dtype:
        case DType(kind=kind):
            return cast(Kind, kind)
        case values.Kind(name=name) | str(name) if name in _KINDS:
            return _KINDS[name]
    name = dtype if isinstance(dtype, str) else getattr(dtype, "name", words(dtype))
    raise Refusal(f"the type of entries {name}")


def unchanged(dtype: Value) -> None:
    """Refuse a dtype= that is not that of real numbers."""
    if dtype is not None and kind_of(dtype) != "real":
        raise Refusal("a computation in another type than float64")


def converted(session: Session, node: Node, dtype: Value) -> Node:
    """The entries as astype() converts them, where that changes none."""
    kind = kind_of(dtype)
    if kind == "boolean" and node.kind != "boolean":
        return session.elementwise("not_equal", node, session.constant(0))
    if kind == "integer" and node.kind == "real":
        raise Refusal("real numbers are cut to integers")
    return session.cast(node, kind)
