"""From a formula's input domain, a bank of inputs: the same for everyone, from simple to hard.

Hypothesis draws what shapes an example (sizes, all different, and a seed); a numpy Generator fills
the arrays. A bank depends on the domain, the seed and the versions of Hypothesis and numpy.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import Any

import numpy as np

from reference.domain import (
    Array,
    ArrayList,
    BinaryLabels,
    Count,
    Distribution,
    Domain,
    Fraction,
    Generator,
    Gradient,
    GradientFunction,
    NetworkParameters,
    Number,
    Parameter,
    Positive,
    PositiveDefinite,
    Previous,
    State,
    StepCount,
    shapes,
)
from reference.formula import Formula
from reference.values import QuadraticGradient, Seed, arguments, leaves

BANK_SIZE = 60
_BITS = 32  # that Hypothesis draws for an example

# Kinds of examples in the order of the bank, with how many of each; "general" fills it up.
SIMPLE = "simple"  # small integers
GENERAL = "general"
FINE = "fine"  # numbers of many digits, where the others have as few as one would write down
TIES = "ties"  # equal entries
SINGLE = "single"  # a size is 1, a count the least that it can be
FRESH = "fresh"  # zero state, first step, some gradients exactly zero
TINY = "tiny"  # numbers so small that ε decides
EXTREME = "extreme"  # only a stable computation stays finite
_COUNTS = {SIMPLE: 12, FINE: 4, TIES: 5, SINGLE: 6, FRESH: 8, TINY: 7, EXTREME: 8}
_ORDER = (SIMPLE, GENERAL, FINE, TIES, SINGLE, FRESH, TINY, EXTREME)
# From the same fill, each kind draws other numbers.
_STREAMS = {
    kind: stream
    for stream, kind in enumerate((SIMPLE, GENERAL, TIES, SINGLE, FRESH, TINY, EXTREME, FINE))
}
_DIGITS, _MANY_DIGITS = 2, 10  # after the point


@dataclass(frozen=True)
class Example:
    """One input of a formula: its arguments by name, of which kind it is, and its sizes.

    Where a function receives a random generator, `inputs` has a seed and `arguments` a generator.
    """

    inputs: Mapping[str, Any]
    kind: str
    sizes: Mapping[str, int]

    @property
    def arguments(self) -> tuple[Any, ...]:
        return arguments(self.inputs)

    @property
    def entries(self) -> int:
        """How many numbers there are to read."""
        return sum(np.size(leaf) for value in self.inputs.values() for leaf in leaves(value))


def bank(formula: Formula, seed: int = 0) -> tuple[Example, ...]:
    """The inputs on which a formula is graded; the same seed draws the same bank."""
    counts = dict(_counts(formula))
    counts[GENERAL] = BANK_SIZE - sum(counts.values())
    fills = iter(_fills(seed))
    return tuple(
        example
        for kind in _ORDER
        if counts.get(kind)
        for example in _examples(formula, kind, list(islice(fills, counts[kind])))
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
        fill = 2**_BITS + int(rng.integers(2**_BITS))
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


def _examples(formula: Formula, kind: str, fills: Sequence[int]) -> list[Example]:
    """One example for each of the fills: those written in the formula file, then drawn ones."""
    written: tuple[Mapping[str, Any], ...] = ()
    if kind == SIMPLE:
        written = (formula.example,)
    elif kind == EXTREME:
        written = formula.extremes
    given = [_given(formula, inputs, kind) for inputs in written][: len(fills)]
    drawn = [
        _drawn(formula.domain, kind, fill, turn) for turn, fill in enumerate(fills[len(given) :])
    ]
    return given + sorted(drawn, key=lambda example: example.entries)


def _drawn(domain: Mapping[str, Domain], kind: str, fill: int, turn: int) -> Example:
    """The example of a kind that a fill draws, the first of its kind with `turn` 0."""
    rng = np.random.default_rng([fill, _STREAMS[kind]])
    domain = {name: _alternative(argument, kind, rng) for name, argument in domain.items()}
    return _filled(domain, kind, _sizes(domain, kind, turn, rng), rng)


def _alternative(domain: Domain, kind: str, rng: np.random.Generator) -> Domain:
    """Of a domain of several structures, one, the largest where every size is to be met as 1; any
    other domain as it is."""
    match domain:
        case ArrayList():
            lengths = range(1, len(domain.arrays) + 1)
            length = max(lengths) if kind == SINGLE else int(rng.choice(lengths))
            return replace(domain, arrays=domain.arrays[:length])
        case NetworkParameters():
            depth = max(domain.depths) if kind == SINGLE else int(rng.choice(domain.depths))
            return replace(domain, depths=(depth,))
        case _:
            return domain


def _given(formula: Formula, inputs: Mapping[str, Any], kind: str) -> Example:
    """An input written in the formula file, in the order and with the types of a drawn one."""
    values = {name: _written(domain, inputs[name]) for name, domain in formula.domain.items()}
    sizes: dict[str, int] = {}
    for name, domain in formula.domain.items():
        shapes_of = _shapes_of(domain, inputs[name])
        for shape, array in zip(shapes_of, leaves(values[name]), strict=False):
            sizes |= _named_sizes(shape, array.shape)
    return Example(values, kind, sizes)


def _shapes_of(domain: Domain, value: Any) -> tuple[str, ...]:
    """The shapes of a value's arrays, and of more where a list ends earlier than its domain."""
    if isinstance(domain, NetworkParameters):
        domain = replace(domain, depths=(sum(name.startswith("W") for name in value),))
    return shapes(domain)


def _written(domain: Domain, value: Any) -> Any:
    """What a formula file writes as lists of numbers, as the arrays that a function receives."""
    match domain:
        case ArrayList():
            return [_floats(entry) for entry in value]
        case NetworkParameters():
            return {name: _floats(entry) for name, entry in value.items()}
        case GradientFunction():
            return QuadraticGradient(_floats(value.A), _floats(value.b))
        case _:
            return _floats(value) if shapes(domain) else value


def _floats(written: Any) -> Any:
    return np.atleast_1d(np.array(written, dtype=float))


def _named_sizes(shape: str, sizes: tuple[int, ...]) -> dict[str, int]:
    """The size of each letter of a shape; "..." has none."""
    before, dots, after = shape.partition("...")
    first, last = before.split(), after.split()
    if not dots:
        return dict(zip(first, sizes, strict=True))
    rest = sizes[len(sizes) - len(last) :]
    return dict(zip(first, sizes, strict=False)) | dict(zip(last, rest, strict=True))


# --- drawing -------------------------------------------------------------------


@cache
def _fills(seed: int) -> tuple[int, ...]:
    """A number for each example of a bank, from which its sizes and its entries follow."""
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded
    from hypothesis import strategies as st

    drawn: dict[int, None] = {}

    # Bits and nothing else: into numbers, Hypothesis mixes constants of whatever other modules the
    # process has loaded, and the bank would not be the same for everyone.
    @seeded(seed)
    @settings(
        max_examples=4 * BANK_SIZE,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(st.booleans(), min_size=_BITS, max_size=_BITS))
    def collect(bits: list[bool]) -> None:
        drawn[int("".join(map(str, map(int, bits))), 2)] = None

    collect()
    return tuple(drawn)[:BANK_SIZE]


def _sizes(
    domain: Mapping[str, Domain], kind: str, turn: int, rng: np.random.Generator
) -> dict[str, Any]:
    """A size for every letter, all different, and the further axes under "..."."""
    named = [shape for argument in domain.values() for shape in shapes(argument)]
    letters = sorted({letter for shape in named for letter in shape.split()} - {"..."})
    leads = 0
    if any("..." in shape.split() for shape in named):
        # An update rule works entry by entry: it needs an axis to work along, a softmax has one.
        alone = any(shape == "..." for shape in named)
        leads = int(rng.integers(1, 3)) if alone else int(rng.choice([0, 0, 1, 1, 1, 2]))
    largest = len(letters) + 2 + (1 if kind == SIMPLE else 2)
    different = [int(size) for size in rng.permutation(range(2, largest + 1))]
    sizes: dict[str, Any] = dict(zip(letters, different, strict=False))
    lead = different[len(letters) : len(letters) + leads]
    if kind == SINGLE and (letters or lead):
        which = turn % (len(letters) + len(lead))
        if which < len(letters):
            sizes[letters[which]] = 1
        else:
            lead[which - len(letters)] = 1
    return sizes | {"...": tuple(lead)}


# --- filling -----------------------------------------------------------------------------------


def _filled(
    domain: Mapping[str, Domain], kind: str, sizes: dict[str, Any], rng: np.random.Generator
) -> Example:
    scale = 10.0 ** rng.integers(-7, 0) if kind == TINY else 1.0
    values = {
        name: _fillers[type(argument)](argument, kind, sizes, scale, rng)
        for name, argument in domain.items()
    }
    for name, argument in domain.items():
        if isinstance(argument, Count) and argument.up_to:
            choices = values[argument.up_to] - argument.low + 1
            values[name] = argument.low + (values[name] - argument.low) % choices
        elif isinstance(argument, Previous) and kind == FRESH:
            moved = next(n for n, d in domain.items() if isinstance(d, Parameter))
            values[name] = values[moved].copy()
    named = {letter: size for letter, size in sizes.items() if letter != "..."}
    return Example(values, kind, named)


def _shape(shape: str, sizes: dict[str, Any]) -> tuple[int, ...]:
    return tuple(
        size
        for letter in shape.split()
        for size in (sizes["..."] if letter == "..." else (sizes[letter],))
    )


def _array(
    domain: Array, kind: str, sizes: dict[str, Any], scale: float, rng: np.random.Generator
) -> Any:
    shape = _shape(domain.shape, sizes)
    low, high = domain.low, domain.high
    if kind == EXTREME and domain.extreme:
        return _extreme(domain.extreme, shape, rng)
    if kind == SIMPLE:
        least, most = math.ceil(max(low, -3)), math.floor(min(high, 3))
        if least <= most:
            return rng.integers(least, most + 1, shape).astype(float)
    values = rng.uniform(low, high, shape).round(_digits(kind))
    if kind == TIES:
        values = rng.choice(values.ravel()[:2], shape)
    elif kind == TINY and low <= 0 and not isinstance(domain, Parameter):
        # A second moment is a square: it shrinks as the square of the gradient does.
        values *= scale**2 if isinstance(domain, State) and low == 0 else scale
    elif kind == FRESH and isinstance(domain, State):
        values = np.zeros(shape)
    elif kind == FRESH and isinstance(domain, Gradient):
        values *= rng.random(shape) < 0.75
    return values


def _digits(kind: str) -> int:
    return _MANY_DIGITS if kind == FINE else _DIGITS


def _extreme(extreme: float, shape: tuple[int, ...], rng: np.random.Generator) -> Any:
    """Entries up to ±`extreme`: of both signs or of one, in every row or only in one."""
    magnitude = np.round(10 ** rng.uniform(2.85, math.log10(extreme), shape))
    sign = rng.choice([-1.0, 1.0], shape) if rng.random() < 0.5 else rng.choice([-1.0, 1.0])
    values = magnitude * sign
    if len(shape) > 1 and rng.random() < 0.5:
        values[1:] = rng.uniform(-3, 3, (shape[0] - 1, *shape[1:])).round(2)
    return values


def _distribution(
    domain: Distribution, kind: str, sizes: dict[str, Any], _: float, rng: np.random.Generator
) -> Any:
    *rows, classes = _shape(domain.shape, sizes)
    if kind in (SIMPLE, TIES) or rng.random() < 0.4:
        return np.eye(classes)[rng.integers(0, classes, rows)]
    shares = rng.dirichlet(np.ones(classes), rows)
    if kind == FINE:
        return shares
    shares = shares.round(2)
    largest = np.expand_dims(shares.argmax(axis=-1), -1)
    rest = 1 - shares.sum(axis=-1, keepdims=True)
    np.put_along_axis(shares, largest, np.take_along_axis(shares, largest, -1) + rest, -1)
    return shares.round(2)


def _binary_labels(
    domain: BinaryLabels, kind: str, sizes: dict[str, Any], _: float, rng: np.random.Generator
) -> Any:
    shape = _shape(domain.shape, sizes)
    return rng.integers(0, 2, () if kind == TIES else shape) * np.ones(shape)


def _positive_definite(
    domain: PositiveDefinite, kind: str, sizes: dict[str, Any], _: float, rng: np.random.Generator
) -> Any:
    n, _n = _shape(domain.shape, sizes)
    low, high = domain.low, domain.high
    middle = round((low + high) / 2)
    if kind == SIMPLE and low <= middle - 2 and middle + 2 <= high:
        # With at most 2 beside the diagonal of each row, no eigenvalue is further away from it.
        beside = np.diag(rng.integers(-1, 2, n - 1), 1)
        return np.asarray(middle * np.eye(n) + beside + beside.T)
    margin = (high - low) / 20  # more than rounding moves an eigenvalue
    if kind == TIES:
        return round(rng.uniform(low + margin, high - margin), 2) * np.eye(n)
    axes = np.linalg.qr(rng.normal(size=(n, n)))[0]
    full = (axes * rng.uniform(low + margin, high - margin, n)) @ axes.T
    return ((full + full.T) / 2).round(_digits(kind))


def _gradient_function(
    domain: GradientFunction, kind: str, sizes: dict[str, Any], _: float, rng: np.random.Generator
) -> QuadraticGradient:
    curvature = PositiveDefinite(f"{domain.shape} {domain.shape}")
    return QuadraticGradient(
        _positive_definite(curvature, kind, sizes, 1.0, rng),
        _array(Array(domain.shape), kind, sizes, 1.0, rng),
    )


def _array_list(
    domain: ArrayList, kind: str, sizes: dict[str, Any], scale: float, rng: np.random.Generator
) -> list[Any]:
    return [_array(array, kind, sizes, scale, rng) for array in domain.arrays]


def _network(
    domain: NetworkParameters,
    kind: str,
    sizes: dict[str, Any],
    _: float,
    rng: np.random.Generator,
) -> dict[str, Any]:
    arrays = domain.arrays(max(domain.depths))
    return {name: _array(array, kind, sizes, 1.0, rng) for name, array in arrays.items()}


def _positive(
    domain: Positive, kind: str, _: dict[str, Any], __: float, rng: np.random.Generator
) -> float:
    exponent = rng.uniform(math.log10(domain.low), math.log10(domain.high))
    least, most = math.ceil(math.log10(domain.low)), math.floor(math.log10(domain.high))
    if kind == SIMPLE and least <= most:  # a power of ten within the bounds
        return float(10.0 ** max(least, min(most, round(exponent))))
    return float(f"{10**exponent:.{_digits(kind)}e}")


def _fraction(
    domain: Fraction, kind: str, _: dict[str, Any], __: float, rng: np.random.Generator
) -> float:
    if kind == SIMPLE:
        known = [share for share in (0.5, 0.9, 0.99) if domain.low <= share <= domain.high]
        if known:
            return float(rng.choice(known))
    return round(float(rng.uniform(domain.low, domain.high)), _digits(kind) + 1)


def _number(
    domain: Number, kind: str, _: dict[str, Any], __: float, rng: np.random.Generator
) -> float:
    value = float(rng.uniform(domain.low, domain.high))
    coarse = round(value * 2) / 2  # 0.5, 1, 1.5, …
    if kind == SIMPLE and domain.low <= coarse <= domain.high:
        return coarse
    return min(max(round(value, _digits(kind)), domain.low), domain.high)


def _count(domain: Count, kind: str, _: dict[str, Any], __: float, rng: np.random.Generator) -> int:
    high = min(domain.high, domain.low + 5) if kind == SIMPLE else domain.high
    drawn = int(rng.integers(domain.low, high + 1))
    return domain.low if kind == SINGLE and rng.random() < 0.5 else drawn


def _seed(
    _: Generator, kind: str, __: dict[str, Any], ___: float, rng: np.random.Generator
) -> Seed:
    return Seed(int(rng.integers(10 if kind == SIMPLE else 2**32)))


def _step_count(
    domain: StepCount, kind: str, _: dict[str, Any], __: float, rng: np.random.Generator
) -> int:
    if kind == FRESH:
        return 1
    return int(rng.integers(1, (5 if kind == SIMPLE else domain.high) + 1))


_fillers: dict[type[Domain], Callable[..., Any]] = {
    Array: _array,
    Parameter: _array,
    State: _array,
    Previous: _array,
    Gradient: _array,
    Distribution: _distribution,
    BinaryLabels: _binary_labels,
    PositiveDefinite: _positive_definite,
    GradientFunction: _gradient_function,
    ArrayList: _array_list,
    NetworkParameters: _network,
    Positive: _positive,
    Fraction: _fraction,
    Number: _number,
    StepCount: _step_count,
    Count: _count,
    Generator: _seed,
}
