"""container[key] and container[key] = value, whatever the container is."""

from __future__ import annotations

from reference.symbolic.interpreter import indexing, methods
from reference.symbolic.interpreter.refusal import Refusal, mistake
from reference.symbolic.interpreter.session import Session, words
from reference.symbolic.interpreter.values import (
    Array,
    List,
    Scalar,
    Scanned,
    Slice,
    Table,
    Unknown,
    Value,
)


def get(session: Session, container: Value, key: Value) -> Value:
    """container[key]."""
    match container:
        case Array():
            return indexing.get(session, container, key)
        case Table():
            if methods.key(key) not in container.entries:
                raise mistake(f"the dictionary has no key {key!r}")
            found = container.entries[methods.key(key)]
        case List(items=Scanned(depth=depth)):
            if depth > 1 or not isinstance(key, int | Scalar):
                raise Refusal("a slice, or a list, of a list that a loop has filled")
            array = session.array(session.lift(container), is_writable=False)
            return indexing.get(session, array, key)
        case List() | tuple() | str():
            found = _item(session, container, key)
        case _:
            raise Refusal(f"{words(container)}[…]")
    if isinstance(found, Unknown):
        raise Refusal(found.reason)
    return found


def _item(session: Session, container: Value, key: Value) -> Value:
    items = methods.entries(container) if isinstance(container, List) else container
    if isinstance(key, Slice):
        parts = (key.start, key.stop, key.step)
        if any(part is not None and not isinstance(part, int) for part in parts):
            raise Refusal("a slice by other than integers of the program")
        if key.step == 0:
            raise mistake("a slice with the step 0")
        found = items[slice(*parts)]
        return session.heap.list(found) if isinstance(container, List) else found
    if not isinstance(key, int):
        raise Refusal(f"{words(container)}[{words(key)}]")
    if not -len(items) <= key < len(items):
        raise mistake(f"{words(container)} has no entry {key}")
    return items[key]


def put(session: Session, container: Value, key: Value, value: Value) -> None:
    """container[key] = value."""
    match container:
        case Array():
            indexing.put(session, container, key, value)
        case Table():
            methods.set_entry(session, container, key, value)
        case List():
            items = methods.entries(container)
            if not isinstance(key, int) or not -len(items) <= key < len(items):
                raise Refusal("an entry of a list is set at an index that it does not have")
            session.heap.touch(container)
            items[key] = value
        case _:
            raise Refusal(f"an entry of {words(container)} is set")
