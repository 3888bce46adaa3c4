"""What kind of input a set of examples is, in words: "with one axis", "with t > 1"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set

import numpy as np

from grader.evidence import Evidence
from grader.examples import FRESH, TIES, TINY, Example
from grader.language import Message
from reference.domain import Distribution, State, StepCount
from reference.values import leaves


def kinds(evidence: Evidence, found: Set[int], share: float = 1.0) -> Iterator[tuple[str, Message]]:
    """The kinds, by code and in words, that hold all of the examples `found` and of whose ordinary
    examples at least `share` is among them; the examples of the whole bank are of no kind."""
    for code, words, applies in _kinds(evidence):
        of_kind = {i for i in evidence.ordinary if applies(evidence.examples[i])}
        ordinary = found & set(evidence.ordinary)
        fits = all(applies(evidence.examples[i]) for i in found)
        if fits and of_kind != set(evidence.ordinary) and len(ordinary) >= share * len(of_kind) > 0:
            yield code, words


def _kinds(evidence: Evidence) -> Iterator[tuple[str, Message, Callable[[Example], bool]]]:
    domain = evidence.question.formula.domain
    for name, argument in domain.items():
        if isinstance(argument, Distribution):
            yield "soft-labels", Message("whose labels are not one-hot"), _is_soft(name)
        if isinstance(argument, StepCount):
            yield "later-steps", Message("with {name} > 1", name=name), _is_later(name)
    yield "tiny", Message("with very small numbers"), lambda e: e.kind == TINY
    yield "ties", Message("with equal entries"), lambda e: e.kind == TIES
    if any(isinstance(argument, State) for argument in domain.values()):
        yield "fresh", Message("with a fresh state"), lambda e: e.kind == FRESH
        yield "state", Message("with a state that is not zero"), lambda e: e.kind != FRESH
    yield "batch", Message("with more than one axis"), lambda e: _axes(e) > 1
    yield "vector", Message("with one axis"), lambda e: _axes(e) == 1


def _is_soft(name: str) -> Callable[[Example], bool]:
    def applies(example: Example) -> bool:
        labels = example.inputs[name]
        return bool(np.any((labels > 0) & (labels < 1)))

    return applies


def _is_later(name: str) -> Callable[[Example], bool]:
    return lambda example: bool(example.inputs[name] > 1)


def _axes(example: Example) -> int:
    return max(np.ndim(leaf) for value in example.inputs.values() for leaf in leaves(value))
