"""An answer key as bytes, and back: floats in their own eight bytes, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import numpy as np

from grader.answer_key.key import AnswerKey
from grader.answer_key.right import Right
from grader.examples import Example
from grader.gradcheck.parameters import layout
from reference.formula import Formula
from reference.values import QuadraticGradient, Seed


class _StoredExample(msgspec.Struct):
    inputs: dict[str, Any]
    kind: str
    sizes: dict[str, int]
    parts: list[Any]
    tolerance: list[Any]
    layouts: list[Any]


def _pack(value: Any) -> Any:
    match value:
        case np.ndarray():
            data = np.ascontiguousarray(value, dtype="<f8").tobytes()
            return {"array": [list(value.shape), data]}
        case Mapping():
            return {"dict": {name: _pack(entry) for name, entry in value.items()}}
        case list():
            return {"list": [_pack(entry) for entry in value]}
        case QuadraticGradient():
            return {"quadratic": [_pack(value.A), _pack(value.b)]}
        case Seed():
            return {"seed": value.number}
        case _:
            return value


def _unpack(value: Any) -> Any:
    match value:
        case {"array": [shape, data]}:
            # Read-only: nothing may change what every later check reads.
            return np.frombuffer(data, dtype="<f8").reshape(shape)
        case {"dict": entries}:
            return {name: _unpack(entry) for name, entry in entries.items()}
        case {"list": entries}:
            return [_unpack(entry) for entry in entries]
        case {"quadratic": [A, b]}:
            return QuadraticGradient(_unpack(A), _unpack(b))
        case {"seed": number}:
            return Seed(number)
        case _:
            return value


def _shapes(template: Any) -> Any:
    """The shapes and types of the arrays of a list or a dict, in its structure."""
    match template:
        case Mapping():
            return {"dict": {name: _shapes(entry) for name, entry in template.items()}}
        case list() | tuple():
            return {"list": [_shapes(entry) for entry in template]}
        case _:
            return {"zeros": [list(template.shape), template.dtype.str]}


def _unshaped(stored: Any) -> Any:
    match stored:
        case {"dict": entries}:
            return {name: _unshaped(entry) for name, entry in entries.items()}
        case {"list": entries}:
            return [_unshaped(entry) for entry in entries]
        case {"zeros": [shape, dtype]}:
            return np.zeros(shape, dtype)
        case _:
            raise ValueError("no layout")


def encode(key: AnswerKey) -> bytes:
    return msgspec.msgpack.encode(
        [
            _StoredExample(
                inputs={name: _pack(value) for name, value in example.inputs.items()},
                kind=example.kind,
                sizes=dict(example.sizes),
                parts=[_pack(part) for part in right.parts],
                tolerance=[_pack(part) for part in right.tolerance],
                layouts=[None if one is None else _shapes(one.template) for one in right.layouts],
            )
            for example, right in zip(key.examples, key.right, strict=True)
        ]
    )


def decode(formula: Formula, data: bytes) -> AnswerKey:
    stored = msgspec.msgpack.decode(data, type=list[_StoredExample])
    if not stored or set(stored[0].inputs) != set(formula.domain):
        raise ValueError("the answer key of another formula")
    return AnswerKey(
        tuple(
            Example(
                {name: _unpack(example.inputs[name]) for name in formula.domain},
                example.kind,
                example.sizes,
            )
            for example in stored
        ),
        tuple(
            Right(
                tuple(map(_unpack, e.parts)),
                tuple(map(_unpack, e.tolerance)),
                layouts=tuple(None if one is None else layout(_unshaped(one)) for one in e.layouts),
            )
            for e in stored
        ),
    )
