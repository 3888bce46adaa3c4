"""The modules that a program may import: numpy and math, as far as they are known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from reference.symbolic import graph
from reference.symbolic.interpreter import (
    creation,
    dtypes,
    elementwise,
    exact,
    operators,
    products,
    reductions,
    shapes,
)
from reference.symbolic.interpreter.builtin_functions import to_int
from reference.symbolic.interpreter.refusal import Refusal, mistake
from reference.symbolic.interpreter.session import Session
from reference.symbolic.interpreter.values import Array, Builtin, Kind, Module, Scalar, Value


def _module(name: str, functions: Mapping[str, Callable[..., Value]], **more: Value) -> Module:
    known = {name: Builtin(name, function) for name, function in functions.items()}
    return Module(name, MappingProxyType({**known, **more}))


def _float64(session: Session, value: Value = 0, /) -> Value:
    if isinstance(value, Array):
        return creation.astype(session, value, "float64")
    return Scalar(session.cast(session.lift(value), "real"), is_numpy=True)


def _int64(session: Session, value: Value = 0, /) -> Value:
    return Scalar(session.lift(to_int(session, value)), is_numpy=True)


def _kinds() -> dict[str, Value]:
    made: dict[str, Value] = {}
    for name in dtypes.NAMES:
        is_float = name in {"float64", "double"}
        is_bool = name == "bool_"
        made[name] = Kind(name, None if is_bool else _float64 if is_float else _int64)
    return made


def _finfo(session: Session, dtype: Value = None, /) -> Value:
    del session
    dtypes.unchanged(dtype)
    limits = np.finfo(np.float64)
    numbers = {name: float(getattr(limits, name)) for name in ("eps", "tiny", "max", "min")}
    return Module("np.finfo", {name: exact.real(value) for name, value in numbers.items()})


class Ignored:
    """np.errstate(…): says what numpy warns of, and changes no number."""


def _errstate(session: Session, **_: Value) -> Value:
    del session
    return Ignored()


def _e(session: Session) -> Value:
    return Scalar(session.elementwise("exp", session.constant(1)), is_numpy=False)


class Constant:
    """A member of a module that is made anew for each graph."""

    def __init__(self, make: Callable[[Session], Value]) -> None:
        self.make = make


_PI = Scalar(graph.PI, is_numpy=False)
_LINALG = _module(
    "np.linalg",
    {
        "norm": reductions.norm,
        "trace": products.trace,
        "multi_dot": products.multi_dot,
        "solve": products.solve,
    },
)
NUMPY = _module(
    "np",
    {
        **elementwise.FUNCTIONS,
        **reductions.FUNCTIONS,
        **products.FUNCTIONS,
        **shapes.FUNCTIONS,
        **creation.FUNCTIONS,
        "finfo": _finfo,
        "errstate": _errstate,
    },
    **_kinds(),
    ndarray=Kind("ndarray"),
    linalg=_LINALG,
    newaxis=None,
    pi=_PI,
    e=Constant(_e),
)


def _of_number(function: Callable[..., Value]) -> Callable[..., Value]:
    """A function of math: of numbers alone, which makes numbers of Python."""

    def compute(session: Session, *numbers: Value) -> Value:
        nodes = [session.lift(number) for number in numbers]
        if any(node.axes for node in nodes):
            raise mistake("a function of math is called with an array")
        made = function(session, *(Scalar(node, is_numpy=False) for node in nodes))
        return Scalar(session.lift(made), is_numpy=False)

    return compute


def _towards(
    down: Callable[[exact.Number], int], function: Callable[..., Value]
) -> Callable[..., Value]:
    """math.floor and math.ceil."""

    def compute(session: Session, number: Value, /) -> Value:
        if isinstance(number, bool | int | exact.Real):
            return down(number)
        if not isinstance(number, Scalar):
            raise Refusal("math.floor or math.ceil of other than a number")
        return function(session, number)

    return compute


def _floor(session: Session, number: Scalar) -> Value:
    rounded = Scalar(elementwise.floor(session, number.node), is_numpy=False)
    return to_int(session, rounded)


def _ceiling(session: Session, number: Scalar) -> Value:
    opposite = Scalar(session.elementwise("neg", number.node), is_numpy=False)
    return operators.unary(session, "-", _floor(session, opposite))


def _logarithm(session: Session, x: Value, base: Value = None, /) -> Value:
    made = elementwise.FUNCTIONS["log"](session, x)
    if base is None:
        return made
    below = elementwise.FUNCTIONS["log"](session, base)
    return elementwise.FUNCTIONS["divide"](session, made, below)


_MATH_NAMES = (
    *("exp", "sqrt", "tanh", "sin", "cos", "tan", "fabs", "expm1", "log1p", "log2", "log10"),
    *("sinh", "cosh", "hypot"),
)
MATH = _module(
    "math",
    {
        **{name: _of_number(elementwise.FUNCTIONS[name]) for name in _MATH_NAMES},
        "log": _of_number(_logarithm),
        "pow": _of_number(elementwise.FUNCTIONS["power"]),
        "floor": _towards(exact.floor, _floor),
        "ceil": _towards(exact.ceiling, _ceiling),
        "prod": reductions.product,
    },
    pi=_PI,
    e=Constant(_e),
)
MODULES: Mapping[str, Module] = MappingProxyType(
    {"numpy": NUMPY, "math": MATH, "numpy.linalg": _LINALG}
)
