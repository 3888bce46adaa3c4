"""Attributes and methods: of arrays, lists, dictionaries, strings, modules."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from reference.symbolic.interpreter import (
    creation,
    elementwise,
    indexing,
    operators,
    products,
    reductions,
    shapes,
)
from reference.symbolic.interpreter.exact import Real
from reference.symbolic.interpreter.refusal import Refusal, mistake
from reference.symbolic.interpreter.session import Session, words
from reference.symbolic.interpreter.values import (
    Array,
    Builtin,
    DType,
    Entries,
    Growing,
    List,
    Module,
    Scalar,
    Slice,
    Table,
    Value,
)

_ARRAY_METHODS: Mapping[str, Callable[..., Value]] = {
    **{name: reductions.FUNCTIONS[name] for name in reductions.METHODS},
    "dot": products.dot,
    "trace": products.trace,
    "copy": creation.copy_of,
    "astype": creation.astype,
    "ravel": shapes.ravel,
    "flatten": shapes.flatten,
    "squeeze": shapes.squeeze,
    "swapaxes": shapes.swapaxes,
    "repeat": shapes.repeat,
    "item": shapes.item,
}


def attribute(session: Session, value: Value, name: str) -> Value:
    """value.name."""
    if name.startswith("_"):
        raise Refusal(f"the attribute {name}")
    match value:
        case Array():
            return _of_array(session, value, name)
        case Scalar(is_numpy=True):
            return _of_number(value, name)
        case List():
            methods: Mapping[str, Callable[..., Value]] = _LIST
        case Table():
            methods = _TABLE
        case str():
            methods = _TEXT
        case Module(members=members, name=module):
            if name not in members:
                raise Refusal(f"{module}.{name}")
            return members[name]
        case bool() | int() | Real() | Scalar():
            raise mistake(f"a number of Python has no attribute {name}, or one nobody needs")
        case _:
            raise Refusal(f"the attribute {name} of {words(value)}")
    if name not in methods:
        raise Refusal(f"the attribute {name} of {words(value)}")
    return Builtin(
        name, lambda _, *args, **options: methods[name](session, value, *args, **options)
    )


def _of_array(session: Session, array: Array, name: str) -> Value:
    match name:
        case "shape":
            return shapes.shape_of(session, array)
        case "ndim":
            return shapes.rank_of(session, array)
        case "size":
            return shapes.size_of(session, array)
        case "T":
            return shapes.transpose(session, array)
        case "mT":
            return shapes.matrix_transpose(session, array)
        case "dtype":
            kind = array.buffer.node.kind
            return DType("integer" if kind == "index" else kind, kind)
        case "reshape" | "transpose" | "fill" | "clip":
            return Builtin(name, _VARIADIC[name], (array,))
    if name in _ARRAY_METHODS:
        return Builtin(name, _ARRAY_METHODS[name], (array,))
    raise Refusal(f"the attribute {name} of an array")


def _of_number(number: Scalar, name: str) -> Value:
    match name:
        case "shape":
            return ()
        case "ndim":
            return 0
        case "size":
            return 1
        case "T":
            return number
        case "dtype":
            kind = number.node.kind
            return DType("integer" if kind == "index" else kind, kind)
    if name in {"sum", "max", "min", "mean", "copy", "astype", "item"}:
        return Builtin(name, _ARRAY_METHODS[name], (number,))
    raise Refusal(f"the attribute {name} of a number")


def _reshape(session: Session, array: Array, *shape: Value, order: Value = "C") -> Value:
    return shapes.reshape(session, array, shape[0] if len(shape) == 1 else shape, order)


def _transpose(session: Session, array: Array, *axes: Value) -> Value:
    if not axes:
        return shapes.transpose(session, array)
    return shapes.transpose(session, array, axes[0] if _is_sequence(axes) else axes)


def _is_sequence(axes: tuple[Value, ...]) -> bool:
    return len(axes) == 1 and (axes[0] is None or isinstance(axes[0], tuple | List))


def _fill(session: Session, array: Array, value: Value) -> Value:
    indexing.put(session, array, Slice(None, None, None), value)


def _clip(
    session: Session,
    array: Array,
    min: Value = None,  # noqa: A002 - numpy's name
    max: Value = None,  # noqa: A002 - numpy's name
    out: Value = None,
) -> Value:
    return elementwise.clip(session, array, min, max, out)


_VARIADIC: Mapping[str, Callable[..., Value]] = {
    "reshape": _reshape,
    "transpose": _transpose,
    "fill": _fill,
    "clip": _clip,
}

# --- lists and dictionaries --------------------------------------------------------------------


def entries(listed: List) -> list[Value]:
    """The entries of a list that no loop over a symbolic size has filled."""
    if not isinstance(listed.items, list):
        raise Refusal("a list that a loop over a symbolic size fills")
    return listed.items


def _append(session: Session, listed: List, value: Value) -> Value:
    session.heap.touch(listed)
    if isinstance(listed.items, Growing):
        listed.items.items.append(value)
        return
    session.budget.length(len(entries(listed)) + 1)
    entries(listed).append(value)


def _extend(session: Session, listed: List, values: Value) -> Value:
    more = entries(values) if isinstance(values, List) else values
    if not isinstance(more, list | tuple):
        raise Refusal(f"a list is extended by {words(values)}")
    for value in tuple(more):
        _append(session, listed, value)


def _insert(session: Session, listed: List, at: Value, value: Value) -> Value:
    if not isinstance(at, int):
        raise Refusal("an index that is no integer of the program")
    session.heap.touch(listed)
    session.budget.length(len(entries(listed)) + 1)
    entries(listed).insert(at, value)


def _pop_item(session: Session, listed: List, at: Value = -1) -> Value:
    if not isinstance(at, int) or not -len(entries(listed)) <= at < len(entries(listed)):
        raise mistake("pop() of an entry that is not there")
    session.heap.touch(listed)
    return entries(listed).pop(at)


def _reverse(session: Session, listed: List) -> Value:
    session.heap.touch(listed)
    entries(listed).reverse()


def _copy_list(session: Session, listed: List) -> Value:
    return session.heap.list(list(entries(listed)))


_LIST: Mapping[str, Callable[..., Value]] = {
    "append": _append,
    "extend": _extend,
    "insert": _insert,
    "pop": _pop_item,
    "reverse": _reverse,
    "copy": _copy_list,
}


def key(value: Value) -> Value:
    """A value as the key of a dictionary."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, tuple) and all(isinstance(part, str | int) for part in value):
        return value
    raise Refusal(f"{words(value)} as the key of a dictionary")


def set_entry(session: Session, table: Table, at: Value, value: Value) -> None:
    session.heap.touch(table)
    table.entries[key(at)] = value
    session.budget.length(len(table.entries))


def _get(session: Session, table: Table, at: Value, default: Value = None) -> Value:
    del session
    return operators.known_entries(table).get(key(at), default)


def _set_default(session: Session, table: Table, at: Value, default: Value = None) -> Value:
    if key(at) not in operators.known_entries(table):
        set_entry(session, table, at, default)
    return table.entries[key(at)]


def _entries_of(of: str) -> Callable[..., Value]:
    def function(session: Session, table: Table) -> Value:
        del session
        return Entries(table, of)

    return function


def _update(session: Session, table: Table, other: Value = None, /, **named: Value) -> Value:
    for at, value in (*_pairs(other), *named.items()):
        set_entry(session, table, at, value)


def _pairs(other: Value) -> tuple[tuple[Value, Value], ...]:
    if other is None:
        return ()
    if not isinstance(other, Table):
        raise Refusal(f"a dictionary is updated by {words(other)}")
    return tuple(operators.known_entries(other).items())


def _pop_entry(session: Session, table: Table, at: Value, *default: Value) -> Value:
    if key(at) not in operators.known_entries(table):
        if len(default) == 1:
            return default[0]
        raise mistake(f"the dictionary has no key {at!r}")
    session.heap.touch(table)
    return table.entries.pop(key(at))


def _copy_table(session: Session, table: Table) -> Value:
    return session.heap.table(operators.known_entries(table))


_TABLE: Mapping[str, Callable[..., Value]] = {
    "get": _get,
    "setdefault": _set_default,
    "keys": _entries_of("keys"),
    "values": _entries_of("values"),
    "items": _entries_of("items"),
    "update": _update,
    "pop": _pop_entry,
    "copy": _copy_table,
}

# --- strings -----------------------------------------------------------------------------------


def text_of(value: Value) -> str:
    """str(value), for what the program holds as it is."""
    if value is None or isinstance(value, str | int):
        return str(value)
    if isinstance(value, Real):
        return str(value.rounded)
    raise Refusal(f"{words(value)} is written as a string")


def formatted(session: Session, value: Value, specification: str) -> str:
    """format(value, specification)."""
    if not specification:
        return text_of(value)
    if not re.fullmatch(r"[<>^+0]{0,2}\d{0,2}(\.\d{1,2})?[dfeg]?", specification):
        raise Refusal(f"the format {specification!r}")
    plain = value.rounded if isinstance(value, Real) else value
    if not isinstance(plain, str | int | float):
        raise Refusal(f"{words(value)} is written as a string")
    try:
        text = format(plain, specification)
    except ValueError as error:
        raise mistake(str(error)) from None
    session.budget.length(len(text))
    return text


def _format(session: Session, text: str, *arguments: Value) -> Value:
    parts = text.split("{}")
    if "{" in "".join(parts) or "}" in "".join(parts) or len(parts) != len(arguments) + 1:
        raise Refusal("format() with other than as many {} as arguments")
    written = [text_of(argument) for argument in arguments]
    made = parts[0] + "".join(w + part for w, part in zip(written, parts[1:], strict=True))
    session.budget.length(len(made))
    return made


def _join(session: Session, text: str, values: Value) -> Value:
    items = entries(values) if isinstance(values, List) else values
    if not isinstance(items, list | tuple) or any(not isinstance(item, str) for item in items):
        raise Refusal("join() of other than strings")
    session.budget.length(sum(map(len, items)) + len(text) * len(items))
    return text.join(items)


def _plain(name: str) -> Callable[..., Value]:
    def function(session: Session, text: str, *arguments: Value) -> Value:
        del session
        if any(not isinstance(argument, str) for argument in arguments) or len(arguments) > 1:
            raise Refusal(f"{name}() with other than a string")
        return getattr(text, name)(*arguments)

    return function


_TEXT: Mapping[str, Callable[..., Value]] = {
    "format": _format,
    "join": _join,
    **{n: _plain(n) for n in ("startswith", "endswith", "lower", "upper", "strip")},
}
