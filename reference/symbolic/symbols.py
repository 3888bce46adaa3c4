"""The inputs of a formula as symbols, for all sizes at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reference.domain import (
    Array,
    ArrayList,
    BinaryLabels,
    Count,
    Distribution,
    Domain,
    Fraction,
    GradientFunction,
    NetworkParameters,
    Number,
    Positive,
    PositiveDefinite,
    StepCount,
    shapes,
)
from reference.symbolic.graph import (
    Axes,
    Input,
    Kind,
    Node,
    Trait,
    constant,
    einsum,
    elementwise,
    size,
)

LEADING = "B"  # the axis that stands for any leading axes
SECOND_LEADING = "B2"  # one more of them
_LEADING = (LEADING, SECOND_LEADING)


class NoSymbolError(TypeError):
    """A domain whose values cannot be written as arrays of symbols, such as a function."""


@dataclass(frozen=True)
class Setting:
    """What a proof fixes because it is no size: how many leading axes, how many layers, arrays; and
    whether a gradient function is taken, as that of any quadratic."""

    leading: Axes = ()
    layers: int = 0
    arrays: int = 0
    quadratic: bool = False

    @property
    def words(self) -> str:
        """What is fixed, and worth saying."""
        said = [f"{self.layers} layers"] if self.layers else []
        said += [f"{self.arrays} arrays"] if self.arrays else []
        return ", ".join([*said, *(["gradients of quadratics"] if self.quadratic else [])])


def settings(
    domain: Mapping[str, Domain], leading: Sequence[int] | None = None
) -> Iterator[Setting]:
    """All that has to be proved apart for a domain: with and without leading axes, each depth.

    `leading` are the numbers of axes, at most two, that stand in the place of "...". By default
    these are none and one; but one alone where an array may have any axes at all.
    """
    letters = [one.shape.split() for one in domain.values() if hasattr(one, "shape")]
    if leading is None:
        leading = (1,) if ["..."] in letters else (0, 1)
    if not any("..." in shape for shape in letters):
        leading = (0,)
    depths = {
        d for one in domain.values() if isinstance(one, NetworkParameters) for d in one.depths
    }
    counts = {len(one.arrays) for one in domain.values() if isinstance(one, ArrayList)}
    quadratic = any(isinstance(one, GradientFunction) for one in domain.values())
    for number in leading:
        for depth in sorted(depths) or [0]:
            for count in sorted(counts) or [0]:
                axes = tuple((atom,) for atom in _LEADING[:number])
                yield Setting(axes, depth, count, quadratic)


def symbols(domain: Mapping[str, Domain], setting: Setting) -> dict[str, Any]:
    """One symbol for each input: a node, or a list or dict of nodes.

    Raises NoSymbolError for an input that is no array or number, and where a letter would stand for
    two sizes.
    """
    axes = {letter for one in domain.values() for shape in shapes(one) for letter in shape.split()}
    counts = {name for name, one in domain.items() if isinstance(one, Count) and one.low > 0}
    for letter in sorted(axes & (counts | set(_LEADING)) | counts & set(_LEADING)):
        raise NoSymbolError(f"{letter} would stand for two sizes")
    return {name: _symbol(name, one, setting) for name, one in domain.items()}


def _symbol(name: str, domain: Domain, setting: Setting) -> Any:
    match domain:
        case Array(shape=shape, low=low):
            return _input(name, _axes(shape, setting), *(("not negative",) if low >= 0 else ()))
        case Distribution(shape=shape):
            return _input(name, _axes(shape, setting), "sums to one", "not generic")
        case BinaryLabels(shape=shape):
            return _input(name, _axes(shape, setting), "not generic")
        case PositiveDefinite(shape=shape):
            return _input(name, _axes(shape, setting))
        case Positive():
            return _input(name, (), "positive")
        case Fraction():
            return _input(name, (), "positive", "below one")
        case Number(low=low):
            return _input(name, (), *(("positive",) if low > 0 else ()))
        case StepCount():
            return _input(name, (), "positive", "step count", kind="integer")
        case Count(low=low) if low > 0:
            # One less than the lowest, so that the symbol stands for any size from 1 on.
            less = size((name,))
            return elementwise("add", less, constant(low - 1)) if low > 1 else less
        case Count():
            return _input(name, (), "not negative", "not generic", kind="integer")
        case GradientFunction(shape=shape):
            return _of_a_quadratic(name, _axes(shape, setting))
        case ArrayList(arrays=arrays):
            return [_symbol(f"{name}[{at}]", one, setting) for at, one in enumerate(arrays)]
        case NetworkParameters():
            named = domain.arrays(setting.layers)
            return {key: _symbol(f"{name}[{key!r}]", one, setting) for key, one in named.items()}
    raise NoSymbolError(f"{name} is a {type(domain).__name__}, which is no array of symbols")


def _of_a_quadratic(name: str, axes: Axes) -> Callable[[Node], Node]:
    """w ↦ A w − b, with symbols for A and b: the gradient of any quadratic."""
    A, b = Input(axes + axes, "real", f"{name}.A"), Input(axes, "real", f"{name}.b")
    return lambda w: elementwise("sub", einsum(("ij", "j"), "i", A, w), b)


def _input(name: str, axes: Axes, *traits: Trait, kind: Kind = "real") -> Node:
    return Input(axes, kind, name, frozenset(traits))


def _axes(shape: str, setting: Setting) -> Axes:
    axes: list[tuple[str, ...]] = []
    for letter in shape.split():
        axes.extend(setting.leading if letter == "..." else [(letter,)])
    return tuple(axes)
