"""Narrower domains of an argument: an assignment may ask for less than a formula is defined on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grader.examples import Example
from reference.domain import Distribution
from reference.formula import Mistake


@dataclass(frozen=True)
class Narrower:
    """Of which domain it is a part, and the value in it that takes the place of another one."""

    of: type
    project: Callable[[Any], Any]


def _one_hot(rows: Any) -> Any:
    """The largest entry of each row becomes 1, the others 0: (…, K) → (…, K)."""
    return np.eye(rows.shape[-1])[rows.argmax(axis=-1)]


_FEW = 6  # examples, on which forms that differ do

NARROWER: Mapping[str, Narrower] = {"one-hot": Narrower(Distribution, _one_hot)}


def still_told_apart(
    mistakes: tuple[Mistake, ...], bank: Sequence[Example], domain: Mapping[str, str]
) -> tuple[Mistake, ...]:
    """The mistakes without those that do by themselves what `domain` asks for, and then the same
    as another one: taking soft labels for hard ones is nobody's mistake where all labels are."""
    moved = [
        (example, there)
        for example, there in zip(bank, narrowed(tuple(bank), domain), strict=True)
        if not all(np.array_equal(example.inputs[n], there.inputs[n]) for n in domain)
    ][:_FEW]
    bank, within = [here for here, _ in moved], [there for _, there in moved]
    does = {m.name: _results(m, within) for m in mistakes}
    narrows_itself = {m.name for m in mistakes if _same(does[m.name], _results(m, bank))}
    return tuple(
        mistake
        for mistake in mistakes
        if mistake.name not in narrows_itself
        or not any(
            _same(does[mistake.name], does[other.name])
            for other in mistakes
            if other.name not in narrows_itself
        )
    )


def _results(mistake: Mistake, bank: Sequence[Example]) -> list[Any]:
    """The parts of the results on each example, in a row."""
    with np.errstate(all="ignore"):
        values = [mistake(*example.arguments) for example in bank]
    return [part for value in values for part in (value if isinstance(value, tuple) else (value,))]


def _same(some: list[Any], others: list[Any]) -> bool:
    return len(some) == len(others) and all(
        np.shape(one) == np.shape(other) and np.allclose(one, other, equal_nan=True)
        for one, other in zip(some, others, strict=True)
    )


def narrowed(bank: tuple[Example, ...], domain: Mapping[str, str]) -> tuple[Example, ...]:
    """The examples with the arguments that `domain` names in their narrower domains."""
    return tuple(
        replace(
            example,
            inputs=dict(example.inputs)
            | {name: NARROWER[kind].project(example.inputs[name]) for name, kind in domain.items()},
        )
        for example in bank
    )
