"""Runs programs twice: really, and as a graph that is evaluated on the same numbers."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from reference.symbolic.evaluation import evaluate
from reference.symbolic.graph import Input, Node
from reference.symbolic.interpreter import Interpretation, Refusal, interpret
from reference.symbolic.sampling import size_atoms

PROGRAMS = Path(__file__).parent / "programs"
SIZES: tuple[Mapping[str, int], ...] = (
    {"N": 4, "D": 3, "K": 2, "H": 5},
    {"N": 2, "D": 5, "K": 3, "H": 4},
    {"N": 1, "D": 2, "K": 4, "H": 3},
    {"N": 3, "D": 1, "K": 1, "H": 1},
    {"N": 1, "D": 1, "K": 1, "H": 1},
)


def argument(name: str) -> Any:
    """What the argument of a program stands for, by its name."""
    if name in _SHAPES:
        return Input(tuple((size,) for size in _SHAPES[name].split()), "real", name)
    if name in _LABELS:
        axes, along = _LABELS[name]
        return Input(tuple((size,) for size in axes.split()), "index", name, along=along)
    if name in _SCALARS:
        kind, traits = _SCALARS[name]
        return Input((), kind, name, frozenset(traits))
    match name:
        case "gs":
            return [_named("gs0", "D K"), _named("gs1", "K")]
        case "params":
            shapes = {"W1": "D H", "b1": "H", "W2": "H K", "b2": "K"}
            return {key: _named(f"params {key}", shape) for key, shape in shapes.items()}
        case "config":
            return {"learning_rate": Input((), "real", "rate", frozenset({"positive"}))}
    raise KeyError(name)


_SHAPES = {
    **dict.fromkeys(("X", "Y", "dY"), "N D"),
    **dict.fromkeys(("P", "Q"), "N K"),
    **dict.fromkeys(("x", "z"), "N"),
    **dict.fromkeys(("w", "v", "g", "m"), "D"),
    **dict.fromkeys(("b", "c"), "K"),
    "W": "D K",
    "S": "D D",
    "I": "N H D",
}
_LABELS = {"y": ("N", "K"), "k": ("", "K"), "i": ("", "N")}
_SCALARS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "lr": ("real", ("positive",)),
    "eps": ("real", ("positive",)),
    "beta": ("real", ("positive", "below one")),
    "a": ("real", ()),
    "s": ("real", ()),
    "t": ("integer", ("step count",)),
}


def _named(name: str, shape: str) -> Input:
    return Input(tuple((size,) for size in shape.split()), "real", name)


def functions(source: str) -> list[str]:
    """The functions of a module that are programs of their own."""
    defined = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    return [node.name for node in defined if not node.name.startswith("_")]


def corpus(*names: str) -> list[Any]:
    """All programs of some files, as parameters of a test."""
    paths = [PROGRAMS / f"{name}.py" for name in names]
    return [
        pytest.param(path.read_text(encoding="utf-8"), name, id=f"{path.stem}-{name}")
        for path in paths
        for name in functions(path.read_text(encoding="utf-8"))
    ]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    marker = metafunc.definition.get_closest_marker("corpus")
    if marker is not None:
        metafunc.parametrize(("source", "name"), corpus(*marker.args))


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "corpus(*names): one test for each program of these files")


def arguments_of(source: str, name: str) -> dict[str, Any]:
    (found,) = (n for n in ast.parse(source).body if getattr(n, "name", "") == name)
    parameters = found.args
    required = parameters.args[: len(parameters.args) - len(parameters.defaults)]
    return {one.arg: argument(one.arg) for one in required}


def interpreted(source: str, name: str) -> Interpretation:
    return interpret(source, name, arguments_of(source, name))


def really_run(source: str, name: str, arguments: Mapping[str, Any]) -> Any:
    namespace: dict[str, Any] = {"__name__": "a_program"}
    exec(compile(source, "<program>", "exec"), namespace)  # noqa: S102 - programs of these tests
    return namespace[name](**arguments)


def draw(value: Any, sizes: Mapping[str, int], generator: np.random.Generator) -> Any:
    """Numbers for the inputs of an argument, as Python and numpy pass them."""
    match value:
        case Input(axes=axes, along=along, traits=traits, kind=kind):
            shape = tuple(int(np.prod([sizes[atom] for atom in axis])) for axis in axes)
            if along:
                drawn = generator.integers(sizes[along], size=shape)
            elif kind == "integer":
                drawn = generator.integers(1, 6, size=shape)
            elif "positive" in traits:
                drawn = generator.uniform(0.1, 0.9, size=shape)
            else:
                drawn = generator.uniform(-1.5, 1.5, size=shape)
            return np.asarray(drawn).item() if not shape else drawn
        case list():
            return [draw(part, sizes, generator) for part in value]
        case dict():
            return {key: draw(part, sizes, generator) for key, part in value.items()}
    return value


def by_name(argument: Any, drawn: Any) -> dict[str, Any]:
    """The numbers that an evaluation needs, by the names of the inputs."""
    match argument:
        case Input(name=name):
            return {name: drawn}
        case list():
            parts = zip(argument, drawn, strict=True)
        case dict():
            parts = ((argument[key], drawn[key]) for key in argument)
        case _:
            return {}
    return {name: value for a, d in parts for name, value in by_name(a, d).items()}


def compare(result: Any, real: Any, values: Mapping[str, Any], sizes: Mapping[str, int]) -> None:
    """Fail where what was interpreted is not what really came out, shape and kind included."""
    if isinstance(result, Node):
        (found,) = evaluate([result], values, sizes)
        if isinstance(real, list):
            real = np.array(real)
        assert np.shape(found) == np.shape(real)
        kind = np.asarray(real).dtype.kind
        # An integer of Python may stand where another input would have given a real number.
        is_integer = isinstance(real, int) and result.kind == "real"
        assert is_integer or kind == {"real": "f", "boolean": "b"}.get(result.kind, "i")
        np.testing.assert_allclose(found, real, rtol=1e-9, atol=1e-9)
    elif isinstance(result, list | tuple):
        assert type(real) is type(result)
        assert len(real) == len(result)
        for part, expected in zip(result, real, strict=True):
            compare(part, expected, values, sizes)
    elif isinstance(result, dict):
        assert list(real) == list(result)
        for key, part in result.items():
            compare(part, real[key], values, sizes)
    elif result is None or isinstance(result, str):
        assert real == result
    else:
        assert isinstance(real, int) == isinstance(result, int)
        assert float(result) == pytest.approx(float(real), rel=1e-12)


def check(source: str, name: str, arguments: dict[str, Any] | None = None, seed: int = 0) -> None:
    """Interpret a program, and run it at several sizes: result and arguments must agree."""
    arguments = arguments_of(source, name) if arguments is None else arguments
    made = interpret(source, name, arguments)
    atoms = size_atoms(*_nodes(list(arguments.values())), *_nodes([made.result]))
    for number, sizes in enumerate(SIZES):
        assert atoms <= set(sizes)
        generator = np.random.default_rng((seed, number))
        drawn = {key: draw(value, sizes, generator) for key, value in arguments.items()}
        given = copy.deepcopy(drawn)
        with np.errstate(all="ignore"):
            real = really_run(source, name, given)
            values = {
                k: v for key in arguments for k, v in by_name(arguments[key], drawn[key]).items()
            }
            compare(made.result, real, values, sizes)
            for after, key in zip(made.arguments, arguments, strict=True):
                compare(after, given[key], values, sizes)


def _nodes(values: list[Any]) -> list[Node]:
    found: list[Node] = []
    for value in values:
        if isinstance(value, Node):
            found.append(value)
        elif isinstance(value, list | tuple):
            found += _nodes(list(value))
        elif isinstance(value, dict):
            found += _nodes(list(value.values()))
    return found


@pytest.fixture
def bridge() -> Callable[..., None]:
    """bridge(source, name): the program and its graph compute the same."""
    return check


@pytest.fixture
def refusal() -> Callable[..., Refusal]:
    """refusal(source, name): why the program is not interpreted."""

    def why(source: str, name: str, arguments: dict[str, Any] | None = None) -> Refusal:
        with pytest.raises(Refusal) as caught:
            interpret(source, name, arguments_of(source, name) if arguments is None else arguments)
        return caught.value

    return why
