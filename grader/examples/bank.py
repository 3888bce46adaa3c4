"""From a formula's input domain, a bank of inputs: the same for everyone, from simple to hard.

Hypothesis draws what shapes an example (sizes, all different, and a seed); a numpy Generator fills
the arrays. A bank depends on the domain, the seed and the versions of Hypothesis and numpy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np

from grader.examples.example import (
    EXTREME,
    FINE,
    FRESH,
    GENERAL,
    SIMPLE,
    SINGLE,
    TIES,
    TINY,
    Example,
)
from grader.examples.filling import filled
from grader.examples.fills import BITS, fills
from grader.examples.structure import alternative, drawn_sizes
from grader.examples.written import given
from reference.domain import (
    Array,
    ArrayList,
    Count,
    Domain,
    Generator,
    NetworkParameters,
    Positive,
    State,
    StepCount,
)
from reference.formula import Formula

BANK_SIZE = 60
# How many there are of each kind; "general" fills the bank up.
_COUNTS = {SIMPLE: 12, FINE: 4, TIES: 5, SINGLE: 6, FRESH: 8, TINY: 7, EXTREME: 8}
_ORDER = (SIMPLE, GENERAL, FINE, TIES, SINGLE, FRESH, TINY, EXTREME)
# From the same fill, each kind draws other numbers.
_STREAMS = {
    kind: stream
    for stream, kind in enumerate((SIMPLE, GENERAL, TIES, SINGLE, FRESH, TINY, EXTREME, FINE))
}


def bank(formula: Formula, seed: int = 0) -> tuple[Example, ...]:
    """The inputs on which a formula is graded; the same seed draws the same bank."""
    counts = dict(_counts(formula))
    counts[GENERAL] = BANK_SIZE - sum(counts.values())
    rest = iter(fills(seed, BANK_SIZE))
    return tuple(
        example
        for kind in _ORDER
        if counts.get(kind)
        for example in _examples(formula, kind, list(islice(rest, counts[kind])))
    )


def further(formula: Formula, count: int, seed: int = 0) -> Iterator[Example]:
    """So many inputs more, of the kinds of the bank and in their shares, none of them in any bank.

    They are not sorted, and cost no time to draw: nobody is graded on them.
    """
    share = Counter(example.kind for example in bank(formula, seed))
    kinds = [kind for kind in _ORDER for _ in range(share[kind])]
    rng = np.random.default_rng([seed, BANK_SIZE])
    for turn in range(count):
        # Beyond what the bits of a bank's examples can be.
        fill = 2**BITS + int(rng.integers(2**BITS))
        yield _drawn(formula.domain, kinds[turn % len(kinds)], fill, turn)


def _counts(formula: Formula) -> Iterator[tuple[str, int]]:
    domains = formula.domain.values()
    arrays = [array for domain in domains for array in _arrays(domain)]
    yield SIMPLE, _COUNTS[SIMPLE]
    if any(not isinstance(domain, Count | StepCount | Generator) for domain in domains):
        yield FINE, _COUNTS[FINE]
    if arrays and not formula.is_update_rule:
        yield TIES, _COUNTS[TIES]
    if arrays or any(isinstance(domain, Count) for domain in domains):
        yield SINGLE, _COUNTS[SINGLE]
    if any(isinstance(domain, State) for domain in domains):
        yield FRESH, _COUNTS[FRESH]
    if any(isinstance(domain, Positive) and domain.low <= 1e-6 for domain in domains):
        yield TINY, _COUNTS[TINY]
    # Without a declared magnitude, the extreme inputs are those written in the formula file.
    drawn = _COUNTS[EXTREME] if any(array.extreme for array in arrays) else 0
    yield EXTREME, max(drawn, len(formula.extremes))


def _arrays(domain: Domain) -> tuple[Array, ...]:
    """The arrays with bounds of an argument, those of the deepest of networks."""
    match domain:
        case Array():
            return (domain,)
        case ArrayList():
            return domain.arrays
        case NetworkParameters():
            return tuple(domain.arrays(max(domain.depths)).values())
        case _:
            return ()


def _examples(formula: Formula, kind: str, numbers: Sequence[int]) -> list[Example]:
    """One example for each of the numbers: those written in the formula file, then drawn ones."""
    written: tuple[Mapping[str, Any], ...] = ()
    if kind == SIMPLE:
        written = (formula.example,)
    elif kind == EXTREME:
        written = formula.extremes
    first = [given(formula, inputs, kind) for inputs in written][: len(numbers)]
    drawn = [
        _drawn(formula.domain, kind, number, turn)
        for turn, number in enumerate(numbers[len(first) :])
    ]
    return first + sorted(drawn, key=lambda example: example.entries)


def _drawn(domain: Mapping[str, Domain], kind: str, fill: int, turn: int) -> Example:
    """The example of a kind that a fill draws, the first of its kind with `turn` 0."""
    rng = np.random.default_rng([fill, _STREAMS[kind]])
    domain = {name: alternative(argument, kind, rng) for name, argument in domain.items()}
    return filled(domain, kind, drawn_sizes(domain, kind, turn, rng), rng)
