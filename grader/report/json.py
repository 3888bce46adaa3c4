"""The report as one JSON document; named after the format, which is how formats are found.

Keys stand in the order of the records. Non-finite numbers become the strings "nan", "inf" and
"-inf". What is not ASCII is escaped, so that the document survives any terminal and any encoding.
"""

from __future__ import annotations

import json
import math
from typing import Any

import msgspec

from grader.records import Report

_WIDTH = 100
_INDENT = "  "


def render(report: Report, hint: int = 3) -> str:
    """The report as JSON, ending in a newline, with the first `hint` hints of every function."""
    tasks = tuple(msgspec.structs.replace(task, hints=task.hints[:hint]) for task in report.tasks)
    plain = msgspec.to_builtins(msgspec.structs.replace(report, tasks=tasks), enc_hook=_listed)
    return written({"schema": report.schema, **plain})


def written(document: Any) -> str:
    """A document as JSON, ending in a newline: the same bytes for the same values."""
    return _written(_plain(document), "") + "\n"


def _listed(value: Any) -> Any:
    """An array, or a number of numpy, as lists and numbers of Python."""
    if not hasattr(value, "tolist"):
        raise NotImplementedError(f"a report holds no {type(value).__name__}")
    return value.tolist()


def _plain(value: Any) -> Any:
    """The value with strings for non-finite numbers, lists for arrays, strings for keys."""
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else str(float(value))
    if isinstance(value, dict):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(entry) for entry in value]
    return value


def _written(value: Any, indent: str) -> str:
    """On one line what fits there; otherwise one entry per line."""
    line = json.dumps(value, allow_nan=False)
    is_nested = isinstance(value, (dict, list)) and value
    if not is_nested or (len(indent) + len(line) <= _WIDTH and not _holds_records(value)):
        return line
    deeper = indent + _INDENT
    if isinstance(value, dict):
        entries = [f"{json.dumps(k)}: {_written(entry, deeper)}" for k, entry in value.items()]
        opening, closing = "{", "}"
    else:
        entries = [_written(entry, deeper) for entry in value]
        opening, closing = "[", "]"
    return f"{opening}\n{deeper}" + f",\n{deeper}".join(entries) + f"\n{indent}{closing}"


def _holds_records(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(entry, dict) for entry in value)
