"""Wrong gradients made from the right one: single coordinates, whole blocks, slips of the whole.

Every slip is a transformation of the vector-Jacobian product that stays linear in the cotangent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from .problem import Parameters, Pullback, Wrong, flat, like

RELATIVE_ERRORS = (1e-1, 1e-2, 1e-3, 1e-4)


def transformed(vjp: Pullback, change: Callable[[np.ndarray], np.ndarray]) -> Pullback:
    """The product with its flat vector changed."""

    def wrong(x: Parameters, cotangent: object) -> Parameters:
        return like(x, change(flat(vjp(x, cotangent)).astype(float)))

    return wrong


def coordinates(vjp: Pullback, g: np.ndarray, rng: np.random.Generator) -> Iterator[Wrong]:
    """One wrong coordinate each, among those that are not 0, by either sign; one 0 that is not 0.

    g: the right gradient at x (for several outputs: of a random cotangent), flat.
    """
    alive = np.flatnonzero(g)
    if alive.size == 0:
        return
    for error in RELATIVE_ERRORS:
        i = int(rng.choice(alive))
        factor = 1 + error * rng.choice([-1, 1])

        def scale(v: np.ndarray, i: int = i, factor: float = factor) -> np.ndarray:
            v[i] *= factor
            return v

        yield Wrong(f"coordinate {error:g}", "coordinate", transformed(vjp, scale), where=i)
    zeros = np.flatnonzero(g == 0)
    if zeros.size:
        i, j = int(rng.choice(zeros)), int(alive[np.argsort(abs(g[alive]))[alive.size // 2]])

        def leak(v: np.ndarray) -> np.ndarray:
            v[i] += 1e-2 * v[j]
            return v

        yield Wrong("coordinate not 0", "coordinate", transformed(vjp, leak), where=i)


def _scaled(vjp: Pullback, name: str, factor: float) -> Wrong:
    return Wrong(name, "slip", transformed(vjp, lambda v: v * factor), slip=name, factor=factor)


def slips(
    vjp: Pullback, x: Parameters, batch: int | None, blocks: dict[str, slice]
) -> Iterator[Wrong]:
    """Sign, factor 2, N or 1/N, and for shapes that have them: transposed, rolled, one block."""
    yield _scaled(vjp, "sign", -1.0)
    yield _scaled(vjp, "factor 2", 2.0)
    yield _scaled(vjp, "factor 1/2", 0.5)
    if batch is not None and batch > 2:
        yield _scaled(vjp, "times N", float(batch))
        yield _scaled(vjp, "over N", 1.0 / batch)
    if isinstance(x, np.ndarray) and x.ndim == 2 and x.shape[0] == x.shape[1] > 1:
        n = x.shape[0]
        swap = transformed(vjp, lambda v: v.reshape(n, n).T.ravel())
        yield Wrong("transposed", "slip", swap, slip="transposed")
    if isinstance(x, np.ndarray) and x.size > 2:
        yield Wrong("rolled", "slip", transformed(vjp, lambda v: np.roll(v, 1)), slip="rolled")
    for name, block in blocks.items():
        for verb, factor in (("sign", -1.0), ("factor 2", 2.0)):
            yield Wrong(
                f"one block: {name} {verb}",
                "slip",
                transformed(vjp, _multiply(block, factor)),
                slip="one block",
                factor=factor,
                block=block,
            )


def forgotten(vjp: Pullback, blocks: dict[str, slice]) -> Iterator[Wrong]:
    """Structural: the gradient of one block was never written."""
    for name, block in blocks.items():
        label = f"block {name} forgotten"
        yield Wrong(label, "structural", transformed(vjp, _multiply(block, 0.0)), block=block)


def _multiply(block: slice, factor: float) -> Callable[[np.ndarray], np.ndarray]:
    def change(v: np.ndarray) -> np.ndarray:
        v[block] *= factor
        return v

    return change
