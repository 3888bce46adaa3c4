"""The answer key of a formula: its bank of inputs, each with the right result and a tolerance.

Drawn and computed once and kept in the user's cache folder, so that a later run needs neither
Hypothesis nor the reference. Deleting the folder costs nothing but time.
"""

from __future__ import annotations

import hashlib
import inspect
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from grader import examples
from grader.examples import SINGLE, TIES, Example
from reference import values
from reference.formula import Formula
from reference.values import QuadraticGradient, Seed, arguments, leaves, mapped

EPSILON = float(np.finfo(float).eps)

# A right answer in other words (another order of summation, another grouping) was never seen more
# than some 60 units away from the reference; the best finite difference is some 3000 away.
UNITS = 500
FLOAT32_UNITS = 1000


@dataclass(frozen=True)
class Right:
    """The right result for one example: one array for each part, and how far each entry may be.

    The tolerance of an entry is proportional to how much the result moves when every input moves
    by one unit in its last place, so that ill-conditioned inputs are judged by what float64 can
    know about them. Shapes as the parts. `is_single`: the tolerance is that of float32.
    """

    parts: tuple[Any, ...]
    tolerance: tuple[Any, ...]
    is_single: bool = False

    def in_single_precision(self) -> Right:
        """The same result, as tolerant as float32 asks for."""
        if self.is_single:
            return self
        coarser = float(np.finfo(np.float32).eps) / EPSILON * FLOAT32_UNITS / UNITS
        return Right(self.parts, tuple(t * coarser for t in self.tolerance), is_single=True)


@dataclass(frozen=True)
class AnswerKey:
    """The bank of a formula and the right results, side by side."""

    examples: tuple[Example, ...]
    right: tuple[Right, ...]

    def in_single_precision(self) -> AnswerKey:
        """The same answers, as tolerant as float32 asks for."""
        return AnswerKey(self.examples, tuple(r.in_single_precision() for r in self.right))

    def answered_by(self, formula: Formula, truth: Callable[..., Any]) -> AnswerKey:
        """The same examples, answered by another form of the formula."""
        key = _answered(formula, self.examples, truth)
        return key.in_single_precision() if self.right[0].is_single else key


def answer_key(
    formula: Formula, seed: int = 0, truth: Callable[..., Any] | None = None
) -> AnswerKey:
    """The answer key of a formula, from the cache if it is there.

    `truth` computes the right results where an assignment asks for another convention than the
    formula's own.
    """
    truth = truth or formula
    file = _file(formula, seed, truth)
    try:
        return _decode(formula, file.read_bytes())
    except (OSError, msgspec.MsgspecError, ValueError, TypeError, KeyError):
        key = _drawn(formula, seed, truth)
        _store(file, _encode(key))
        return key


def results(formula: Formula, value: Any) -> tuple[Any, ...]:
    """What a function of this formula returned, as one array for each part.

    Of a part that is a list or a dict, the numbers of its arrays stand one after the other.
    """
    parts = value if len(formula.parts) > 1 else (value,)
    return tuple(_as_array(part) for part in parts)


def _as_array(part: Any) -> Any:
    if isinstance(part, list | tuple | Mapping):
        return np.concatenate([np.ravel(leaf) for leaf in leaves(part)], dtype=float)
    return np.asarray(part, dtype=float)


# --- computing ---------------------------------------------------------------------------------


def _drawn(formula: Formula, seed: int, truth: Callable[..., Any]) -> AnswerKey:
    return _answered(formula, examples.bank(formula, seed), truth)


def _answered(formula: Formula, bank: tuple[Example, ...], truth: Callable[..., Any]) -> AnswerKey:
    with np.errstate(all="ignore"):
        right = [results(formula, truth(*example.arguments)) for example in bank]
        usual = [
            float(np.median([np.abs(parts[p]).max() for parts in right]))
            for p in range(len(formula.parts))
        ]
        tolerance = [
            _tolerance(formula, truth, example, parts, usual)
            for example, parts in zip(bank, right, strict=True)
        ]
    return AnswerKey(bank, tuple(map(Right, right, tolerance)))


def _tolerance(
    formula: Formula,
    truth: Callable[..., Any],
    example: Example,
    parts: tuple[Any, ...],
    usual: list[float],
) -> tuple[Any, ...]:
    rng = np.random.default_rng(0)
    spread = [np.zeros(part.shape) for part in parts]
    for _ in range(6):
        nearby = {name: _nearby(value, rng) for name, value in example.inputs.items()}
        moved = results(formula, truth(*arguments(nearby)))
        for total, there, here in zip(spread, moved, parts, strict=True):
            np.maximum(total, np.abs(there - here), out=total)
    # An entry may stay where it is in all trials by luck; its neighbours tell.
    lucky = [np.maximum(total, 0.1 * total.max(initial=0.0)) for total in spread]
    # With a single sample, or equal ones, whole terms cancel exactly in one grouping and only to
    # rounding in another.
    floor = 1e-9 if example.kind in (SINGLE, TIES) else UNITS * EPSILON
    return tuple(
        np.asarray(UNITS * (EPSILON * np.abs(part).max(initial=0) + total) + floor * scale)
        for part, total, scale in zip(parts, lucky, usual, strict=True)
    )


def _nearby(value: Any, rng: np.random.Generator) -> Any:
    """A value with each of its numbers moved by up to one unit in the last place; counts stay."""

    def moved(number: Any) -> Any:
        if isinstance(number, int):
            return number
        return number * (1 + EPSILON * rng.uniform(-1, 1, np.shape(number)))

    return mapped(moved, value)


# --- the cache ---------------------------------------------------------------------------------


class _StoredExample(msgspec.Struct):
    inputs: dict[str, Any]
    kind: str
    sizes: dict[str, int]
    parts: list[Any]
    tolerance: list[Any]


def _file(formula: Formula, seed: int, truth: Callable[..., Any]) -> Path:
    digest = hashlib.sha256()
    sources = (inspect.getfile(formula.function), values.__file__, examples.__file__, __file__)
    for written in sources:
        digest.update(Path(written).read_bytes())
    function = getattr(truth, "function", truth)
    digest.update(f"{formula.name} {function.__qualname__} {seed} {formula.domain}".encode())
    return _folder() / f"{formula.name}-{digest.hexdigest()[:32]}.msgpack"


def _folder() -> Path:
    chosen = os.environ.get("GRADPROOF_CACHE")
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("gradproof", appauthor=False)


def _store(file: Path, data: bytes) -> None:
    """Written beside and renamed, so that two runs at once never read half a file."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as beside:
            try:
                beside.write(data)
                beside.close()
                Path(beside.name).replace(file)
            except BaseException:
                Path(beside.name).unlink(missing_ok=True)
                raise
    except OSError:
        return  # a read-only home or a full disk costs the next run its time, nothing else


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


def _encode(key: AnswerKey) -> bytes:
    return msgspec.msgpack.encode(
        [
            _StoredExample(
                inputs={name: _pack(value) for name, value in example.inputs.items()},
                kind=example.kind,
                sizes=dict(example.sizes),
                parts=[_pack(part) for part in right.parts],
                tolerance=[_pack(part) for part in right.tolerance],
            )
            for example, right in zip(key.examples, key.right, strict=True)
        ]
    )


def _decode(formula: Formula, data: bytes) -> AnswerKey:
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
            Right(tuple(map(_unpack, e.parts)), tuple(map(_unpack, e.tolerance))) for e in stored
        ),
    )
