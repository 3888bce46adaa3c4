"""The textbook lines of a formula's file, read with symbols for the formula's inputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reference.formula import Line
from reference.symbolic.graph import Axis, Input, Node, Size, flat, regrouping
from reference.symbolic.language.recursion import repeated
from reference.symbolic.language.scope import Scope
from reference.symbolic.language.textbook import Statement, read
from reference.symbolic.symbols import LEADING


def read_line(line: Line, values: Mapping[str, Any], more: Mapping[str, Input]) -> Statement:
    """A line about symbols for the inputs of its formula, and about more inputs besides.

    Raises LanguageError.
    """
    return _read(line, scope_of(values, more))


def each_read(line: Line, values: Mapping[str, Any], of: list[Node]) -> Iterator[Statement]:
    """A line about the arrays of a list, once for each of the arrays `of` that are returned.

    It speaks of each entry, so that the array has all its axes in one, the implicit one.
    """
    lists = {name: value for name, value in values.items() if isinstance(value, list)}
    for at, one in enumerate(of):
        axis = flat(one.axes)
        arrays = {name: regrouping(arrays[at], (axis,)) for name, arrays in lists.items()}
        yield _read(line, scope_of(values, arrays, axis))


def scope_of(
    values: Mapping[str, Any], more: Mapping[str, Node], implicit: Axis = (LEADING,)
) -> Scope:
    """The names of a line: those of the inputs, of the keys of a dict, and some more."""
    inputs = {name: one for name, one in values.items() if isinstance(one, Node)}
    for value in values.values():
        if isinstance(value, Mapping):
            inputs.update(value)
    return Scope(
        {name: one for name, one in inputs.items() if not isinstance(one, Size)} | dict(more),
        tuple(name for name, one in inputs.items() if isinstance(one, Size)),
        implicit=implicit,
        lists={name: tuple(one) for name, one in values.items() if isinstance(one, list)},
        functions={name: one for name, one in values.items() if callable(one)},
    )


def _read(line: Line, scope: Scope) -> Statement:
    if (told := line.recursion) is not None:
        scope = repeated(scope, told.steps, told.begin, told.each, told.sizes)
    return read(line.text, scope, indices=line.indices, where=line.where)
