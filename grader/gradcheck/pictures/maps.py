"""Where a gradient differs: a heat map of each parameter, in its own shape."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import ListedColormap, LogNorm
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from grader.gradcheck.check import answered
from grader.gradcheck.coordinates import by_coordinate
from grader.gradcheck.parameters import UnusableError
from grader.gradcheck.pictures.picture import GREY, Picture
from grader.gradcheck.posed import posed
from grader.gradcheck.sentence import finding, misfit, named, of_the_environment
from grader.language import Language

MOST = 4096  # coordinates that are measured one by one
_WIDEST = 50  # entries of a vector in one row of the picture
_WIDTH = 7.0  # inches
_SMALL = 1e-3  # of the largest derivative
_DARK = 1e-2  # a relative difference beyond which a black mark would not be seen
_SLIGHT, _GROSS = 1e-6, 1.0  # relative differences at the ends of the colours

AGREES, DIFFERS, UNKNOWN, _NONE = range(4)


def heat_map(
    f: Callable[..., Any],
    gradient: Any = None,
    x: Any = None,
    *,
    vjp: Callable[[Any, Any], Any] | None = None,
    seed: int = 0,
    say: Language | None = None,
) -> Picture:
    """Draw which coordinates of a gradient agree with f, which differ, and by how much.

    The arguments are those of `check_gradient`, whose finding is the title. Each coordinate is
    measured on its own, with 4 to 8 evaluations of f; of an f with several results, a random
    combination of them is. Raises ValueError where x has more than 4096 coordinates, and where the
    gradient does not fit x.
    """
    say = say or of_the_environment()
    question = posed(f, gradient, x, vjp)
    if question.x.size > MOST:
        raise ValueError(
            f"x has {question.x.size} coordinates: a heat map measures each one, "
            f"for up to {MOST}; v_curve is for any number"
        )
    try:
        found = question.function.answer(by_coordinate(question.claimed, question.x, seed))
    except UnusableError as unusable:
        raise ValueError(misfit(unusable.message, say)) from None
    result = answered(question, seed)
    leaves = question.claimed.layout.leaves
    claimed, measured, error = (
        [array[leaf.part].reshape(leaf.shape) for leaf in leaves]
        for array in (found.claimed, found.measured, found.error)
    )
    names, title = [named(leaf.name, result) for leaf in leaves], finding(result, say)
    return discrepancies(claimed, measured, error, names, title=title, say=say)


def discrepancies(
    claimed: Sequence[Any],
    measured: Sequence[Any],
    error: Sequence[Any],
    names: Sequence[str],
    *,
    title: str = "",
    say: Language | None = None,
) -> Picture:
    """Draw what was measured already: one panel a parameter that has entries, in its own shape.

    claimed, measured and error: arrays of the same shape for each parameter; `error` is the error
    bar of what was measured, infinite or NaN where nothing can be said.
    """
    say = say or of_the_environment()
    finite = [np.ravel(array)[np.isfinite(np.ravel(array))] for array in (*claimed, *measured)]
    largest = max(float(np.abs(array).max(initial=0.0)) for array in finite)
    panels = [
        _Panel.of(name, largest, *(np.asarray(array, dtype=float) for array in arrays))
        for name, *arrays in zip(names, claimed, measured, error, strict=True)
        if np.size(arrays[0])
    ]
    heights = [min(max(0.4, panel.state.shape[0] / 8), 6.0) for panel in panels]
    picture = Picture(_WIDTH, sum(heights) + 0.6 * len(panels) + 1.4)
    grid = picture.subplots(len(panels), squeeze=False, height_ratios=heights)
    for axes, panel, height in zip(grid[:, 0], panels, heights, strict=True):
        _draw(axes, panel, height)
    norm = LogNorm(_SLIGHT, _GROSS)
    picture.colorbar(
        ScalarMappable(norm, _COLOURS),
        ax=list(grid[:, 0]),
        extend="both",
        label=say("relative difference"),
    )
    states = (("s", say("agrees")), ("x", say("differs")), ("$?$", say("cannot tell")))
    marks = [_mark(marker, label) for marker, label in states]
    picture.legend(handles=marks, loc="outside lower center", ncols=3, fontsize="small")
    picture.suptitle(textwrap.fill(title, 70), fontsize="medium", x=0.01, ha="left")
    return picture


def _mark(marker: str, label: str) -> Line2D:
    return Line2D(
        [], [], linestyle="", marker=marker, color="black", markerfacecolor="white", label=label
    )


@dataclass(frozen=True)
class _Panel:
    """One parameter, its entries in rows: state (r, c) is AGREES, DIFFERS or UNKNOWN, and _NONE
    where a last row has no entries; difference (r, c) is relative."""

    title: str
    state: Any
    difference: Any
    is_vector: bool

    @classmethod
    def of(cls, name: str, largest: float, claimed: Any, measured: Any, error: Any) -> _Panel:
        """largest: the largest derivative of all; what is small beside it need not be known to its
        own size."""
        shape = claimed.shape
        size = np.maximum(np.abs(claimed), np.abs(measured))
        size = np.maximum(np.where(np.isfinite(size), size, 0.0), _SMALL * largest)
        with np.errstate(all="ignore"):
            apart = np.abs(claimed - measured)
            state = np.full(shape, UNKNOWN)
            state[(apart <= 3 * error + 1e-6 * size) & (error <= 1e-3 * size)] = AGREES
            state[(apart > 10 * error + 1e-6 * size) | ~np.isfinite(claimed)] = DIFFERS
            state[~np.isfinite(measured) | ~np.isfinite(error)] = UNKNOWN
            difference = np.where(np.isfinite(apart), apart / size, np.inf)
        label = f"{name} {shape}" if name else str(shape)
        is_vector = state.size == max(shape, default=1)
        return cls(label, _in_rows(state, _NONE), _in_rows(difference, np.nan), is_vector)


def _in_rows(array: Any, filler: float) -> Any:
    """A matrix as it is; a vector, a row and a column broken into rows; of more axes, all but the
    last in one."""
    if array.size > max(array.shape, default=1):
        return array.reshape(-1, array.shape[-1])
    width = min(max(array.size, 1), _WIDEST)
    rows = -(-array.size // width)
    whole = np.full(rows * width, filler, dtype=array.dtype)
    whole[: array.size] = array.ravel()
    return whole.reshape(rows, width)


# From light to dark, so that it reads without colours.
_COLOURS = ListedColormap(
    [
        (*((1 - t) * np.array([0.99, 0.88, 0.74]) + t * np.array([0.50, 0.10, 0.02])),)
        for t in np.linspace(0, 1, 64)
    ]
)


def _draw(axes: Axes, panel: _Panel, height: float) -> None:
    rows, columns = panel.state.shape
    shown = np.where(panel.state == DIFFERS, np.clip(panel.difference, _SLIGHT, _GROSS), np.nan)
    axes.imshow(shown, cmap=_COLOURS, norm=LogNorm(_SLIGHT, _GROSS), aspect="auto")
    cell = 72 * min(0.75 * _WIDTH / columns, height / rows)  # in points, as a mark's size
    size = min(max(0.5 * cell, 3.0), 12.0) ** 2
    differs, dark = panel.state == DIFFERS, panel.difference > _DARK
    for where, marker, colour in (
        (differs & ~dark, "x", "black"),
        (differs & dark, "x", "white"),
        (panel.state == UNKNOWN, "$?$", GREY),
    ):
        i, j = np.nonzero(where)
        axes.scatter(j, i, s=size, marker=marker, color=colour, linewidths=1)
    i, j = np.nonzero(panel.state == _NONE)
    axes.bar(j, np.ones(i.size), 1.0, i - 0.5, color="#DDDDDD")
    axes.set_title(panel.title, fontsize="small", loc="left")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    if panel.is_vector:
        axes.set_yticks(range(rows), [str(row * columns) for row in range(rows)], fontsize="small")
    axes.set_xticks(np.arange(columns + 1) - 0.5, minor=True)
    axes.set_yticks(np.arange(rows + 1) - 0.5, minor=True)
    axes.set_xlim(-0.5, columns - 0.5)
    axes.set_ylim(rows - 0.5, -0.5)
    axes.grid(which="minor", color="#DDDDDD", linewidth=0.5)
    axes.tick_params(which="minor", length=0)
