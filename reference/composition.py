"""The code of a formula that calls another formula, run with another form in that one's place.

Nothing is written twice: a mistake that is known of the backward pass of a layer is known of the
gradient of a network, too, whose code calls that pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from itertools import count
from types import CodeType, FunctionType
from typing import Any

from reference.formula import Formula, Step


def within(step: Step, form: Callable[..., Any]) -> Callable[..., Any]:
    """The whole formula with another form of a step: what it gives for the arguments of the whole;
    the form receives those that follow, such as its constant, behind its own.

    None where the code cannot go on with what the form gives.
    """

    @wraps(form)
    def function(*arguments: Any) -> Any:
        own = len(step.formula.domain)
        number = count()

        def called(*given: Any) -> Any:
            if next(number) in step.calls:
                return form(*given, *arguments[own:])
            return step.of(*given)

        try:
            return with_other(step.formula.function, step.of, called)(*arguments[:own])
        except (TypeError, ValueError, IndexError):
            return None

    return function


def with_other(
    function: Callable[..., Any], of: Formula, form: Callable[..., Any]
) -> Callable[..., Any]:
    """The same code, but that every call of the formula `of` is a call of `form`."""
    known: dict[int, FunctionType] = {}

    def rebuilt(one: FunctionType) -> FunctionType:
        if id(one) not in known:
            names = dict(one.__globals__)
            known[id(one)] = FunctionType(
                one.__code__, names, one.__name__, one.__defaults__, one.__closure__
            )
            known[id(one)].__kwdefaults__ = one.__kwdefaults__
            for name, value in _functions(one):
                names[name] = form if value is of else rebuilt(_inside(value))
        return known[id(one)]

    return rebuilt(_inside(function))


def _inside(value: Any) -> Any:
    """The function of a formula, or the function itself."""
    return value.function if isinstance(value, Formula) else value


def _functions(function: FunctionType) -> Iterator[tuple[str, Any]]:
    """The formulas and the functions in Python that stand under the global names in a function."""
    for code in _codes(function.__code__):
        for name in code.co_names:
            value = function.__globals__.get(name)
            if isinstance(value, Formula | FunctionType):
                yield name, value


def _codes(code: CodeType) -> Iterator[CodeType]:
    """The code of a function, and of those that are defined in it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)
