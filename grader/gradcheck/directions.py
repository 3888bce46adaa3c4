"""Where a function is moved to: random directions in which every coordinate takes part.

The entries have random signs and sizes between 0.6 and 1.4 times a scale: with normally distributed
ones some coordinate would hardly move, and a wrong entry of the gradient there would be missed.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from grader.gradcheck.draws import Draws
from grader.gradcheck.parameters import Layout

_SMALL, _LOST = 1e-3, 1e-8  # of the function: changes that are well seen, and hardly
_WIDE = 1e4  # a spread of sizes beyond which every coordinate has a scale of its own
_OFFSET = 0.1  # a spread that small beside the size is what the data are about
_NOTHING = 1e-100  # an entry as small is a zero: no unit of anything is
_ALIKE = 1e-7  # a spread that is none but for rounding


def natural_scale(x: Any) -> Any:
    """For each entry of an array, as a vector: a step neither lost in it nor larger than it.

    The root mean square of the array or the entry's own size, whichever is larger; the entry's own
    size alone where sizes spread widely; the standard deviation where all entries lie close to one
    another and far from zero; 1 where all are zero.
    """
    sizes = np.abs(np.ravel(x))
    some = sizes[(sizes > _NOTHING) & (sizes < math.inf)]
    if some.size == 0:
        return np.ones(sizes.shape)
    largest = float(some.max())
    rms = largest * _root_mean_square(some / largest)
    if some.size > 1:
        low, high = quantiles(some, 0.1, 0.9)
        if high > _WIDE * low:
            return np.where(sizes > _NOTHING, sizes, np.exp(np.mean(np.log(some))))
    if sizes.size > 3:
        entries = np.ravel(x)
        spread = _root_mean_square(entries - np.add.reduce(entries) / entries.size)
        if _ALIKE * rms < spread < _OFFSET * rms:
            return np.full(sizes.shape, spread)
    return np.maximum(sizes, rms, out=sizes)


def _root_mean_square(values: Any) -> float:
    """Of a vector, which is overwritten."""
    values *= values
    return math.sqrt(np.add.reduce(values) / values.size)


def natural_scales(x: Any, of: Layout) -> Any:
    """The same of inputs as a vector (n,), each of their arrays by itself."""
    scales = [natural_scale(x[leaf.part]) for leaf in of.leaves]
    return scales[0] if len(scales) == 1 else np.concatenate(scales)


def random_signs(random: Draws, size: int) -> Any:
    """A vector of random signs times sizes between 0.6 and 1.4."""
    uniform = random.uniform(-1.0, 1.0, size)
    sizes = np.abs(uniform)
    sizes *= 0.8
    sizes += 0.6
    return np.copysign(sizes, uniform, out=sizes)


def equalized(scale: Any, gradients: list[Any], magnitude: float) -> Any:
    """A scale with which every coordinate changes the function alike, as far as that can be seen.

    scale (n,), each gradient (n,) → (n,), nowhere above `scale`. A coordinate whose gradient is
    large moves less, so that it does not drown the others. `magnitude` is the size of a function
    that rounding would make as noisy as f: what is far below it is not made equal, for it is lost.
    """
    pull = gradients[0] * scale
    np.abs(pull, out=pull)
    for gradient in gradients[1:]:
        np.maximum(pull, np.abs(gradient * scale), out=pull)
    some = pull[pull > 0]
    if some.size == 0:
        return scale
    low, middle = quantiles(some, 0.05, 0.5)
    share = magnitude / np.sqrt(scale.size)
    target = max(low, min(middle, _SMALL * share), _LOST * share)
    np.maximum(pull, 1e-300, out=pull)
    np.divide(target, pull, out=pull)
    np.minimum(1.0, pull, out=pull)
    pull *= scale
    return pull


def quantiles(values: Any, *shares: float) -> Any:
    """The entries below which these shares of the others lie."""
    places = [int(share * values.size) for share in shares]
    return np.partition(values, places)[places]
