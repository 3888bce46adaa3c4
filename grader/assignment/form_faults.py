"""What is wrong with a file that has not the form of an assignment, in the words of TOML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from grader.assignment.fault import AssignmentError, meant
from grader.language import Message

_MOST_SHOWN = 60  # characters of a value
_TYPES: Mapping[str, Message] = {
    "str": Message("a text"),
    "float": Message("a number"),
    "int": Message("a whole number"),
    "array": Message("a list"),
    "array | null": Message("a list"),
    "object": Message("a table"),
    "str | object": Message("a text or a table"),
}


def form_fault(
    error: msgspec.ValidationError, data: Mapping[str, Any], file: str, keys: tuple[str, ...]
) -> AssignmentError:
    """The fault that msgspec has found in what a file holds; `keys` are those that there are."""
    said, _, path = str(error).partition(" - at `$")
    place, value = _place(path, data)
    if unknown := re.search(r"unknown field `(.+)`", said):
        return AssignmentError(
            "{file}: there is no key {key}.{nearest}",
            file=file,
            key=": ".join(filter(None, (place, unknown[1]))),
            nearest=meant(unknown[1], keys),
        )
    if missing := re.search(r"required field `(.+)`", said):
        key = ": ".join(filter(None, (place, missing[1])))
        return AssignmentError("{file}: the key {key} is missing.", file=file, key=key)
    wanted = re.match(r"Expected `(.+?)`, got", said)
    if wanted is None or wanted[1] not in _TYPES:
        return AssignmentError("{file}: {reason}.{nearest}", file=file, reason=error, nearest="")
    return AssignmentError(
        "{file}: {key} = {value} is not {type}.",
        file=file,
        key=place,
        value=shown if len(shown := repr(value)) <= _MOST_SHOWN else f"{shown[:_MOST_SHOWN]}…",
        type=_TYPES["str | object" if place == "title" else wanted[1]],
    )


def _place(path: str, data: Any) -> tuple[str, Any]:
    """Where a path of msgspec leads: `.task[0].points` is "task 1: points"; and what stands there.
    An entry of a table that it does not name is the first that is not a text."""
    found: list[str] = []
    for key, number, _ in re.findall(r"\.(\w+)|\[(\d+)\]|(\[\.\.\.\])", path):
        if key:
            found.append(key)
            data = data[key]
        elif number:
            found[-1] += f" {int(number) + 1}"
            data = data[int(number)]
        else:
            name, data = next(item for item in data.items() if not isinstance(item[1], str))
            found.append(name)
    return ": ".join(found), data
