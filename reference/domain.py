"""The input domain of a formula: of what kind each argument is, its shape and its range.

From one such declaration come the bank of inputs that students are graded on, the symbols with
their sizes, and what the judges may assume of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Array:
    """An array of float64 with entries between `low` and `high`.

    `shape` names one size per axis by a letter, the same letter the same size in all arguments of
    a formula ("N D"); "..." stands for any further axes, possibly none. Where `extreme` is given,
    the bank also holds arrays with entries up to that magnitude, on which only a stable
    computation stays finite.
    """

    shape: str
    low: float = -3.0
    high: float = 3.0
    extreme: float | None = None


class Parameter(Array):
    """What an update rule moves: the weights."""


class State(Array):
    """What an update rule carries from step to step; zero before the first one."""


class Previous(Array):
    """The weights of one step earlier; before the first step, the weights themselves."""


class Gradient(Array):
    """The gradient that an update rule receives, anew at every step."""


@dataclass(frozen=True)
class Distribution:
    """Rows of non-negative numbers that sum to one along the last axis: one-hot or soft labels."""

    shape: str


@dataclass(frozen=True)
class BinaryLabels:
    """The classes of samples where there are two: an array of float64 with entries 0 and 1."""

    shape: str


@dataclass(frozen=True)
class PositiveDefinite:
    """A symmetric matrix with eigenvalues between `low` and `high`, such as a Hessian.

    `shape` names its one size twice: "D D".
    """

    shape: str
    low: float = 0.5
    high: float = 5.5


@dataclass(frozen=True)
class GradientFunction:
    """A function that returns the gradient at the weights that it is given: (n,) → (n,).

    Any function is allowed; the bank holds that of a convex quadratic,
    `reference.values.QuadraticGradient`, with n given by the letter `shape`.
    """

    shape: str


@dataclass(frozen=True)
class ArrayList:
    """A list of arrays of different shapes, such as the gradients of all layers of a network.

    The bank holds lists that begin like `arrays` and may end earlier, never empty.
    """

    arrays: tuple[Array, ...]


@dataclass(frozen=True)
class NetworkParameters:
    """The parameters of a multi-layer perceptron with batch normalization, a dict of arrays.

    Of L layers, hidden layer l = 1 … L − 1 has W{l} (n_{l-1}, n_l), gamma{l} and beta{l} (n_l,);
    layer L has W{L} (n_{L-1}, n_L) and b{L} (n_L,). n_0 and n_L are the letters `inputs` and
    `outputs`, n_l that of the hidden layers is H{l}. `depths` are the values of L.
    """

    inputs: str = "D"
    outputs: str = "K"
    depths: tuple[int, ...] = (2, 3)

    def arrays(self, depth: int) -> Mapping[str, Array]:
        """The arrays of a network of `depth` layers by name, in the order of the layers."""
        hidden = [f"H{layer}" for layer in range(1, depth)]
        found: dict[str, Array] = {}
        for layer, (before, after) in enumerate(
            zip([self.inputs, *hidden], [*hidden, self.outputs], strict=True), start=1
        ):
            found[f"W{layer}"] = Array(f"{before} {after}", low=-1, high=1)
            if layer < depth:
                # beta stays between 0 and gamma, so that with one sample or two, where a
                # normalized input is 0 or nearly ±1, no neuron is at the kink of its ReLU.
                found[f"gamma{layer}"] = Array(after, low=1, high=3)
                found[f"beta{layer}"] = Array(after, low=0.1, high=0.9)
            else:
                found[f"b{layer}"] = Array(after)
        return MappingProxyType(found)


@dataclass(frozen=True)
class Positive:
    """A positive number, spread evenly in its logarithm: a learning rate, an ε."""

    low: float
    high: float


@dataclass(frozen=True)
class Fraction:
    """A number strictly between 0 and 1, such as the share that an average keeps of its past."""

    low: float
    high: float


@dataclass(frozen=True)
class Number:
    """A number between `low` and `high`, spread evenly: a limit, a rate of decay."""

    low: float
    high: float


@dataclass(frozen=True)
class StepCount:
    """The number of an update step, t = 1, 2, …; t = 1 goes with a fresh (zero) state."""

    high: int = 50


@dataclass(frozen=True)
class Count:
    """How many of something there are, an integer from `low` to `high`: samples, steps, layers.

    It changes no shape. With `up_to` it is also at most as large as the count of that name.
    """

    low: int = 1
    high: int = 50
    up_to: str = ""


@dataclass(frozen=True)
class Generator:
    """A numpy random Generator; the bank holds a `reference.values.Seed`, so that two calls with
    the same inputs draw the same numbers."""


Domain = (
    Array
    | Distribution
    | BinaryLabels
    | PositiveDefinite
    | GradientFunction
    | ArrayList
    | NetworkParameters
    | Positive
    | Fraction
    | Number
    | StepCount
    | Count
    | Generator
)


def shapes(domain: Domain) -> tuple[str, ...]:
    """The shapes of the arrays that an argument consists of, in the order of its leaves.

    Of networks of several depths, those of the deepest.
    """
    match domain:
        case ArrayList():
            return tuple(array.shape for array in domain.arrays)
        case NetworkParameters():
            return tuple(array.shape for array in domain.arrays(max(domain.depths)).values())
        case GradientFunction():
            return (f"{domain.shape} {domain.shape}", domain.shape)
        case Array() | Distribution() | BinaryLabels() | PositiveDefinite():
            return (domain.shape,)
        case _:
            return ()
