"""The reference's own functions, interpreted from the text of the files in which they stand."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from reference.formula import Formula
from reference.symbolic.graph import Node
from reference.symbolic.interpreter import Refusal, Result, interpret, result_nodes

OURS = ("reference.formulas.", "reference.mistakes.")


def call(
    function: Callable[..., Any],
    arguments: Sequence[Any] | Mapping[str, Any],
    *,
    decorated_with: str = "",
) -> Result:
    """What a function of a formula file returns for nodes, lists and dicts of nodes, and numbers.

    With `decorated_with`, the function that its decorator was given under that keyword is called
    in its place. Raises Refusal.
    """
    found = interpret(
        _text(function.__module__),
        function.__name__,
        arguments,
        imports=lambda name: _text(name) if name.startswith(OURS) else None,
        is_ours=True,
        decorated_with=decorated_with,
    )
    return found.result


def array(result: Result) -> Node:
    """A result that is one array or number. Raises Refusal where it is not."""
    found = result_nodes(result)
    if len(found) != 1:
        raise Refusal(f"one array is wanted, {len(found)} are returned", "mistake")
    return found[0]


def results(formula: Formula, values: Mapping[str, Any]) -> list[Result]:
    """What a formula returns for values of its arguments: one result for each part.

    Raises Refusal, also where it does not return as many.
    """
    result = call(formula.function, [values[name] for name in formula.domain])
    if len(formula.parts) == 1:
        return [result]
    if not isinstance(result, tuple | list) or len(result) != len(formula.parts):
        raise Refusal(f"{formula.name} does not return its {len(formula.parts)} parts", "mistake")
    return list(result)


@cache
def _text(module: str) -> str:
    loaded = sys.modules.get(module)
    file = getattr(loaded, "__file__", None)
    if file is None:
        spec = find_spec(module)
        file = spec.origin if spec is not None else None
    if file is None:
        raise ModuleNotFoundError(module)
    return Path(file).read_text(encoding="utf-8")
