"""Python's own functions, as far as the interpreter knows them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence

from reference.symbolic import graph
from reference.symbolic.interpreter import creation, exact, indexing, operators, reductions, sizes
from reference.symbolic.interpreter.methods import entries, text_of
from reference.symbolic.interpreter.refusal import Refusal, mistake
from reference.symbolic.interpreter.session import Session, words
from reference.symbolic.interpreter.values import (
    Array,
    Builtin,
    Cell,
    Entries,
    Enumerated,
    Function,
    Kind,
    List,
    Mapped,
    Once,
    Range,
    Scalar,
    Scanned,
    Table,
    Value,
    Zipped,
)


def is_symbolic(value: Value) -> bool:
    """Whether going through a value takes a symbolic number of steps."""
    match value:
        case Range() | Zipped() | Enumerated() | List(items=Scanned()):
            return True
        case Once(items=items):
            return is_symbolic(items)
        case Array():
            return True
    return False


def concrete_map(session: Session, mapped: Mapped) -> tuple[Value, ...]:
    """The results of the calls of a map()."""
    rows = zip(*mapped.columns, strict=False)
    return tuple(call(session, mapped.function, row, {}) for row in rows)


def sources(value: Value) -> tuple[Cell, ...]:
    """The lists and dictionaries that a loop over a value goes through."""
    match value:
        case List() | Table():
            return (value,)
        case Entries(table=table):
            return (table,)
        case Once(sources=found):
            return tuple(cell for cell, _ in found)
    return ()


def gone_through(session: Session, value: Value) -> Value:
    """What a loop over a value goes through: a tuple, or something of symbolic size."""
    match value:
        case Once():
            if value.is_used or any(cell.touched != count for cell, count in value.sources):
                raise Refusal("an iterator is gone through twice, or after a change")
            session.heap.use(value)
            return value.items
        case tuple() | range() | Range() | Zipped() | Enumerated():
            return value
        case List(items=list() as items):
            return tuple(items)
        case List(items=Scanned()):
            return value
        case Table():
            return tuple(operators.known_entries(value))
        case Entries(table=table, of=of):
            return tuple(getattr(operators.known_entries(table), of)())
        case str():
            return tuple(value)
        case Array():
            axes = session.axes(value)
            if not axes:
                raise mistake("a loop over an array without axes")
            return value if axes[0] else (indexing.get(session, value, 0),)
    raise Refusal(f"a loop over {words(value)}")


def concrete(session: Session, value: Value) -> tuple[Value, ...]:
    """All that a value goes through, where that is no symbolic number of things."""
    found = gone_through(session, value)
    if isinstance(found, Mapped):
        return concrete_map(session, found)
    if isinstance(found, range):
        session.budget.length(len(found))
        return tuple(found)
    if not isinstance(found, tuple):
        raise Refusal(f"{words(found)} of symbolic size")
    return found


def each(session: Session, value: Value, found: Value) -> Iterator[Value]:
    """What a loop over `value` goes through one by one."""
    for one in _one_by_one(session, value, found):
        session.budget.step()
        yield one


def _one_by_one(session: Session, value: Value, found: Value) -> Iterator[Value]:
    match value:
        case List():
            # As Python does it: what is appended meanwhile is gone through as well.
            at = 0
            while at < len(entries(value)):
                yield entries(value)[at]
                at += 1
        case Table(entries=held) | Entries(table=Table(entries=held)):
            of = value.of if isinstance(value, Entries) else "keys"
            table = value.table if isinstance(value, Entries) else value
            keys = tuple(held)
            for key in keys:
                if tuple(table.entries) != keys:
                    raise Refusal("a loop adds to the dictionary that it goes through")
                entry = table.entries[key]
                yield {"keys": key, "values": entry, "items": (key, entry)}[of]
        case _:
            counts = [(cell, cell.touched) for cell in sources(value)]
            for one in found if isinstance(found, range) else concrete(session, found):
                if any(cell.touched != count for cell, count in counts):
                    raise Refusal("a loop changes what zip() or enumerate() goes through")
                yield one


def _len(session: Session, value: Value, /) -> Value:
    match value:
        case Array():
            axes = session.axes(value)
            if not axes:
                raise mistake("len() of an array without axes")
            return sizes.extent(session, axes[0])
        case List(items=Scanned(node=node)):
            return sizes.extent(session, node.axes[0])
        case List():
            return len(entries(value))
        case Table():
            return len(operators.known_entries(value))
        case Entries(table=table):
            return len(operators.known_entries(table))
        case tuple() | str() | range():
            return len(value)
        case Range(size=size):
            return sizes.extent(session, (size,))
    raise mistake(f"len() of {words(value)}")


def _range(session: Session, *bounds: Value) -> Value:
    del session
    if all(isinstance(bound, int) for bound in bounds):
        try:
            return range(*bounds)
        except (TypeError, ValueError) as error:
            raise mistake(str(error)) from None
    if len(bounds) == 3:
        if not (isinstance(bounds[2], int) and bounds[2] == 1):
            raise Refusal("a range with a step")
        bounds = bounds[:2]
    return creation.range_of(bounds)


def _zip(session: Session, *parts: Value, strict: Value = False) -> Value:
    found = tuple(gone_through(session, part) for part in parts)
    cells = [cell for part in parts for cell in sources(part)]
    if any(is_symbolic(part) for part in found):
        return session.heap.once(Zipped(found), cells)
    for part in found:
        session.budget.length(len(part))
    if strict is not False and len({len(part) for part in found}) > 1:
        raise Refusal("zip() of different lengths with strict=")
    return session.heap.once(tuple(zip(*found, strict=False)), cells)


def _enumerate(session: Session, part: Value, start: Value = 0) -> Value:
    if not isinstance(start, int):
        raise Refusal("enumerate() from a number that is no integer of the program")
    found = gone_through(session, part)
    if is_symbolic(found):
        return session.heap.once(Enumerated(found, start), sources(part))
    session.budget.length(len(found))
    return session.heap.once(tuple(enumerate(found, start)), sources(part))


def _reversed(session: Session, part: Value, /) -> Value:
    return session.heap.once(tuple(reversed(concrete(session, part))), sources(part))


def _sorted(session: Session, part: Value, /, reverse: Value = False) -> Value:
    items = list(concrete(session, part))
    if not isinstance(reverse, bool):
        raise Refusal("sorted() with a direction that is no truth value of the program")
    plain = (str, int)
    if not any(all(isinstance(item, kind) for item in items) for kind in plain):
        raise Refusal("sorted() of other than strings or integers of the program")
    return session.heap.list(sorted(items, reverse=reverse))


def _map(session: Session, function: Value, *parts: Value) -> Value:
    columns = tuple(concrete(session, part) for part in parts)
    cells = [cell for part in parts for cell in sources(part)]
    return session.heap.once(Mapped(function, columns), cells)


def call(
    session: Session, function: Value, arguments: Sequence[Value], options: dict[str, Value]
) -> Value:
    """Call a function of the program, or a known one."""
    match function:
        case Function():
            return session.run(function, arguments, options)
        case Builtin(call=known, receiver=receiver):
            return _known(session, function.name, known, (*receiver, *arguments), options)
        case Kind(call=known) if known is not None:
            return _known(session, function.name, known, arguments, options)
    raise Refusal(f"a call of {words(function)}")


def _known(
    session: Session,
    name: str,
    known: Callable[..., Value],
    arguments: Sequence[Value],
    options: dict[str, Value],
) -> Value:
    try:
        inspect.signature(known).bind(session, *arguments, **options)
    except TypeError as error:
        raise Refusal(f"{name}(): {error}") from None
    return known(session, *arguments, **options)


def _list(session: Session, part: Value = (), /) -> Value:
    found = gone_through(session, part)
    if isinstance(found, Mapped):
        found = concrete_map(session, found)
    if isinstance(found, Range) and not found.offset:
        node = session.record(graph.positions, found.size)
        return session.heap.list(Scanned(node))
    if isinstance(found, List):
        return session.heap.list(found.items)  # type: ignore[arg-type]
    if is_symbolic(found):
        raise Refusal(f"a list of {words(found)}")
    session.budget.length(len(found))
    return session.heap.list(list(found))


def _tuple(session: Session, part: Value = (), /) -> Value:
    return concrete(session, part)


def _dict(session: Session, part: Value = None, /, **named: Value) -> Value:
    made: dict[Value, Value] = {}
    if isinstance(part, Table):
        made.update(operators.known_entries(part))
    elif part is not None:
        for pair in concrete(session, part):
            if not isinstance(pair, tuple) or len(pair) != 2 or not isinstance(pair[0], str | int):
                raise Refusal("dict() of other than pairs")
            made[pair[0]] = pair[1]
    return session.heap.table({**made, **named})


def _sum(session: Session, part: Value, /, start: Value = 0) -> Value:
    found = gone_through(session, part)
    if isinstance(found, Array | List):
        node = session.lift(found)
        total = reductions.total(session, session.array(node), 0)
        if isinstance(start, int) and start == 0 and not isinstance(start, bool):
            return total
        return operators.binary(session, "+", start, total)
    if is_symbolic(found):
        raise Refusal(f"sum() of {words(found)}")
    total = start
    for value in found:
        session.budget.step()
        total = operators.binary(session, "+", total, value)
    return total


def _extreme(name: str) -> Callable[..., Value]:
    function, symbol = ("maximum", ">") if name == "max" else ("minimum", "<")

    def extreme(session: Session, *parts: Value) -> Value:
        found = gone_through(session, parts[0]) if len(parts) == 1 else parts
        if isinstance(found, Array | List):
            node = session.lift(found)
            if len(node.axes) != 1:
                raise Refusal(f"{name}() of arrays")
            reduce = reductions.largest if name == "max" else reductions.smallest
            return reduce(session, session.array(node))
        if not isinstance(found, tuple) or not found:
            raise Refusal(f"{name}() of {words(found)}")
        best = found[0]
        for other in found[1:]:
            best = _better(session, best, other, function, symbol)
        return best

    return extreme


def _better(session: Session, best: Value, other: Value, function: str, symbol: str) -> Value:
    if operators.is_number(best) and operators.is_number(other):
        return other if exact.order(symbol, other, best) else best
    if isinstance(best, Array) or isinstance(other, Array):
        raise Refusal("max() or min() of an array and something else")
    nodes = session.lift(best), session.lift(other)
    if all(sizes.is_size(node) or isinstance(node, graph.Constant) for node in nodes):
        return other if sizes.compare(symbol, nodes[1], nodes[0]) else best
    return Scalar(session.elementwise(function, *nodes), is_numpy=False)


def _abs(session: Session, value: Value, /) -> Value:
    if operators.is_number(value):
        return exact.absolute(value)
    node = session.elementwise("abs", session.lift(value))
    if isinstance(value, Scalar):
        return Scalar(node, value.is_numpy)
    return session.result(node, [value])


def to_float(session: Session, value: Value = 0, /) -> Value:
    """float()."""
    if operators.is_number(value):
        return exact.as_real(value)
    if isinstance(value, Array) and session.axes(value):
        raise Refusal("float() of an array")
    if not isinstance(value, Scalar | Array):
        raise Refusal(f"float() of {words(value)}")
    return Scalar(session.cast(session.lift(value), "real"), is_numpy=False)


def to_int(session: Session, value: Value = 0, /) -> Value:
    """int(), of what is an integer already or has been rounded down."""
    if operators.is_number(value):
        return exact.truncated(value)
    if not isinstance(value, Scalar):
        raise Refusal(f"int() of {words(value)}")
    node = value.node
    while isinstance(node, graph.Elementwise) and node.function == "real":
        node = node.arguments[0]
    if node.kind in {"integer", "index"}:
        return Scalar(node, is_numpy=False, axis=value.axis)
    if isinstance(node, graph.Elementwise) and node.function == "floordiv":
        # What has been rounded down is an integer.
        whole = session.record(graph.Elementwise, (), "integer", "floordiv", node.arguments)
        return Scalar(whole, is_numpy=False)
    raise Refusal("int() of a real number")


def _bool(session: Session, value: Value = False, /) -> Value:
    truth = operators.condition(session, value)
    return truth if isinstance(truth, bool) else Scalar(truth, is_numpy=False)


def _round(session: Session, value: Value, digits: Value = None) -> Value:
    del session
    if not operators.is_number(value) or not (digits is None or isinstance(digits, int)):
        raise Refusal("round() of a symbolic number")
    return exact.round_to(value, digits)


def _divmod(session: Session, left: Value, right: Value, /) -> Value:
    return tuple(operators.binary(session, symbol, left, right) for symbol in ("//", "%"))


def _pow(session: Session, base: Value, exponent: Value, /) -> Value:
    return operators.binary(session, "**", base, exponent)


def _str(session: Session, value: Value = "", /) -> Value:
    del session
    return text_of(value)


def _print(session: Session, *_: Value, **__: Value) -> Value:
    del session


def _callable(session: Session, value: Value, /) -> Value:
    del session
    return isinstance(value, Function | Builtin)


_CONTAINERS: Mapping[str, type] = {"list": List, "dict": Table, "tuple": tuple, "str": str}


def _isinstance(session: Session, value: Value, kinds: Value, /) -> Value:
    """isinstance(), where a symbolic value gives the same answer as any real one."""
    if isinstance(kinds, tuple):
        answers = [_isinstance(session, value, kind) for kind in kinds]
        return any(answers)
    if not isinstance(kinds, Kind):
        raise Refusal(f"isinstance() of {words(kinds)}")
    if kinds.name in _CONTAINERS:
        return isinstance(value, _CONTAINERS[kinds.name])
    if isinstance(value, Array):
        if kinds.name == "ndarray":
            return True
        if kinds.name in {"float", "int", "bool", "float64"}:
            return False
    if isinstance(value, str | List | Table | tuple) or value is None:
        return False
    raise Refusal(f"isinstance() of {words(value)} and {kinds.name}")


_KINDS: Mapping[str, Callable[..., Value]] = {
    "list": _list,
    "tuple": _tuple,
    "dict": _dict,
    "float": to_float,
    "int": to_int,
    "bool": _bool,
    "str": _str,
}
_FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "len": _len,
    "range": _range,
    "zip": _zip,
    "enumerate": _enumerate,
    "reversed": _reversed,
    "sorted": _sorted,
    "map": _map,
    "sum": _sum,
    "max": _extreme("max"),
    "min": _extreme("min"),
    "abs": _abs,
    "round": _round,
    "divmod": _divmod,
    "pow": _pow,
    "print": _print,
    "callable": _callable,
    "isinstance": _isinstance,
}
NAMES: Mapping[str, Value] = {
    **{name: Kind(name, function) for name, function in _KINDS.items()},
    **{name: Builtin(name, function) for name, function in _FUNCTIONS.items()},
}
