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
from grader.gradcheck.parameters import Layout, layout
from reference import values
from reference.formula import Formula
from reference.values import QuadraticGradient, Seed, arguments, leaves, mapped

EPSILON = float(np.finfo(float).eps)

# A right answer in other words (another order of summation, another grouping) was never seen more
# than some 60 units away from the reference; the best finite difference is some 3000 away.
UNITS = 500
FLOAT32_UNITS = 1000
MEANINGLESS = 0.01  # of the usual size of a result: a tolerance beyond which little is wrong


@dataclass(frozen=True)
class Right:
    """The right result for one example: one array for each part, and how far each entry may be.

    The tolerance of an entry is proportional to how much the result moves when every input moves
    by one unit in its last place, so that ill-conditioned inputs are judged by what float64 can
    know about them; of what is drawn at random it is infinite. Shapes as the parts. `is_single`:
    the tolerance is that of float32. `layouts` says of each part that is a list or a dict how its
    array of numbers is laid out, and is None for the others; empty where there are none.
    """

    parts: tuple[Any, ...]
    tolerance: tuple[Any, ...]
    is_single: bool = False
    layouts: tuple[Layout | None, ...] = ()

    def layout(self, part: int) -> Layout | None:
        """How a part that is a list or a dict is laid out; None for one that is an array."""
        return self.layouts[part] if self.layouts else None

    def in_single_precision(self) -> Right:
        """The same result, as tolerant as float32 asks for."""
        if self.is_single:
            return self
        coarser = float(np.finfo(np.float32).eps) / EPSILON * FLOAT32_UNITS / UNITS
        tolerance = tuple(t * coarser for t in self.tolerance)
        return Right(self.parts, tolerance, is_single=True, layouts=self.layouts)


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


def layouts(formula: Formula, value: Any) -> tuple[Layout | None, ...]:
    """How the lists and dicts among the parts are laid out; () where there are none."""
    parts = value if len(formula.parts) > 1 else (value,)
    found = tuple(layout(_zeros(part)) if _is_structure(part) else None for part in parts)
    return found if any(found) else ()


def right_on(formula: Formula, truth: Callable[..., Any], inputs: Mapping[str, Any]) -> Right:
    """The right result for inputs outside of the bank, with a tolerance for rounding alone."""
    with np.errstate(all="ignore"):
        value = truth(*arguments(inputs))
    parts = results(formula, value)
    tolerance = tuple(UNITS * EPSILON * np.abs(part).max(initial=0.0) + 0 * part for part in parts)
    return Right(parts, tolerance, layouts=layouts(formula, value))


def _is_structure(part: Any) -> bool:
    return isinstance(part, list | tuple | Mapping)


def _zeros(part: Any) -> Any:
    """A value of the same structure, for its shapes; integers stay integers."""
    return mapped(lambda leaf: np.zeros(np.shape(leaf), np.asarray(leaf).dtype), part)


def _as_array(part: Any) -> Any:
    if _is_structure(part):
        return np.concatenate([np.ravel(leaf) for leaf in leaves(part)], dtype=float)
    return np.asarray(part, dtype=float)


# --- computing ---------------------------------------------------------------------------------


def _drawn(formula: Formula, seed: int, truth: Callable[..., Any]) -> AnswerKey:
    return _answered(formula, examples.bank(formula, seed), truth)


def _answered(formula: Formula, bank: tuple[Example, ...], truth: Callable[..., Any]) -> AnswerKey:
    with np.errstate(all="ignore"):
        values = [truth(*example.arguments) for example in bank]
        found = [results(formula, value) for value in values]
        usual = [
            float(np.median([np.abs(parts[p]).max() for parts in found]))
            for p in range(len(formula.parts))
        ]
        tolerance = [
            _any_value(parts)
            if formula.is_random
            else _tolerance(formula, truth, example, parts, usual)
            for example, parts in zip(bank, found, strict=True)
        ]
    return AnswerKey(
        bank,
        tuple(
            Right(parts, slack, layouts=layouts(formula, value))
            for parts, slack, value in zip(found, tolerance, values, strict=True)
        ),
    )


def _any_value(parts: tuple[Any, ...]) -> tuple[Any, ...]:
    """Right functions draw in different ways: every number that is one will do."""
    return tuple(np.full(part.shape, np.inf) for part in parts)


def _tolerance(
    formula: Formula,
    truth: Callable[..., Any],
    example: Example,
    parts: tuple[Any, ...],
    usual: list[float],
) -> tuple[Any, ...]:
    """How far each part may be, on inputs of which each number is moved by itself. Where that lets
    anything pass, as in a column that is constant no more, equal numbers are moved alike; not where
    they are equal by chance, and their mean may be another number."""
    apart = _moved_tolerance(formula, truth, example, parts, usual, alike=False)
    if example.kind in (SINGLE, TIES) or all(
        np.max(slack, initial=0.0) <= MEANINGLESS * scale
        for slack, scale in zip(apart, usual, strict=True)
    ):
        return apart
    alike = _moved_tolerance(formula, truth, example, parts, usual, alike=True)
    return tuple(map(np.minimum, apart, alike))


def _moved_tolerance(
    formula: Formula,
    truth: Callable[..., Any],
    example: Example,
    parts: tuple[Any, ...],
    usual: list[float],
    *,
    alike: bool,
) -> tuple[Any, ...]:
    rng = np.random.default_rng(0)
    spread = [np.zeros(part.shape) for part in parts]
    for _ in range(6):
        nearby = {name: _nearby(value, rng, alike=alike) for name, value in example.inputs.items()}
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


def _nearby(value: Any, rng: np.random.Generator, *, alike: bool) -> Any:
    """A value with each of its numbers moved by up to one unit in the last place, equal ones of an
    array all by the same where they move `alike`; counts stay."""

    def moved(number: Any) -> Any:
        if isinstance(number, int):
            return number
        if not alike:
            return number * (1 + EPSILON * rng.uniform(-1, 1, np.shape(number)))
        different, which = np.unique(number, return_inverse=True)
        moves = rng.uniform(-1, 1, different.size)[which].reshape(np.shape(number))
        return number * (1 + EPSILON * moves)

    return mapped(moved, value)


# --- the cache ---------------------------------------------------------------------------------


class _StoredExample(msgspec.Struct):
    inputs: dict[str, Any]
    kind: str
    sizes: dict[str, int]
    parts: list[Any]
    tolerance: list[Any]
    layouts: list[Any]


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


def _encode(key: AnswerKey) -> bytes:
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
            Right(
                tuple(map(_unpack, e.parts)),
                tuple(map(_unpack, e.tolerance)),
                layouts=tuple(None if one is None else layout(_unshaped(one)) for one in e.layouts),
            )
            for e in stored
        ),
    )
