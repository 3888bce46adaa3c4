"""What students write in the place of `clip_by_global_norm`."""

import numpy as np

from reference.formula import both, mistake
from reference.formulas.clip_by_global_norm import clip_by_global_norm
from reference.formulas.clip_by_norm import clip_by_norm
from reference.formulas.clip_by_value import clip_by_value
from reference.mistakes.clip_by_norm import MARGINS, norm, shortened


def norm_of_all(gs):
    """√(Σ_l Σ_i g_li²)."""
    return norm(np.array([norm(g) for g in gs]))


def _shortened(gs, length, limit):
    return [shortened(g, length, limit) for g in gs]


@mistake(
    clip_by_global_norm,
    headline="each array by itself",
    sentence="Each array is clipped by its own norm; together they change direction.",
    why="there is a norm and a factor for each array. Keras' clipnorm does that; notes 003, eq."
    " (22), leave it open. This assignment asks for one factor for all arrays.",
    hints=(
        "With gs = [[3], [4]] and limit = 3.5, what is the quotient of the two entries, before and"
        " after?",
        "How many norms does the code compute, and how many does the statement name?",
    ),
)
def each_array_by_itself(gs, limit):
    return [clip_by_norm(g, limit) for g in gs]


@mistake(
    clip_by_global_norm,
    headline="each array by its own norm",
    sentence="Where all together are too long, each array gets a factor of its own.",
    why="the global norm decides whether to clip; then each array is divided by its own norm.",
    right="Every list within the limit.",
    hints="With gs = [[3], [4]] and limit = 1, what is the quotient of the two entries, before and"
    " after?",
)
def own_norms_in_the_factors(gs, limit):
    if norm_of_all(gs) <= limit:
        return gs
    with np.errstate(all="ignore"):
        return [g * limit / norm(g) for g in gs]


@mistake(
    clip_by_global_norm,
    headline="only the long arrays",
    sentence="Arrays whose own norm is within the limit stay as they are.",
    why="each array is compared with the limit by its own norm; the factor is that of all"
    " together.",
    hints="With gs = [[3], [4]] and limit = 3.5, what is the quotient of the two entries, before"
    " and after?",
)
def long_arrays_only(gs, limit):
    length = norm_of_all(gs)
    return [shortened(g, length, limit) if norm(g) > limit else g for g in gs]


@mistake(
    clip_by_global_norm,
    headline="clipped by value",
    sentence="Each entry is cut at the limit; the direction changes.",
    why="the entries are clipped one by one. By norm, all are multiplied by one factor.",
    hints="With gs = [[3], [4]] and limit = 3.5, what is the quotient of the two entries, before"
    " and after?",
)
def by_value(gs, limit):
    return [clip_by_value(g, limit) for g in gs]


@mistake(
    clip_by_global_norm,
    headline="norms added up",
    sentence="Right with one array; with several the norm is too large.",
    why="the norms of the arrays are added up. Of norms, the squares are what adds up.",
    hints="With gs = [[3], [4]], what is the norm of all: on paper, and in the code?",
    constants=(0.0, 1.0),
)
def norms_added_up(gs, limit, root):
    total = sum(norm(g) for g in gs)
    return _shortened(gs, np.sqrt(total) if root else total, limit)


@mistake(
    clip_by_global_norm,
    headline="always rescaled",
    sentence="Right where the norm is above the limit; short gradients are stretched.",
    why="all gradients together get the length of the limit; their norm is not compared with it"
    " first.",
    right="Every list that is too long.",
    hints="With gs = [[0.3], [0.4]] and limit = 1, what should come back? What does?",
    constants=(0.0, *MARGINS),
)
def always_rescaled(gs, limit, margin):
    with np.errstate(all="ignore"):
        return [g * limit / (norm_of_all(gs) + margin) for g in gs]


@mistake(
    clip_by_global_norm,
    headline="the norm without its root",
    sentence="The sum of squares stands where its root belongs.",
    why="the squares of all entries are added up and the root is not taken, in the comparison or in"
    " the factor as well.",
    hints="With gs = [[3], [4]], what is the norm of all: on paper, and in the code?",
    constants=(0.0, 1.0, 2.0),
)
def norm_without_its_root(gs, limit, form):
    length = norm_of_all(gs)
    if form == 0:
        return _shortened(gs, length**2, limit)
    compared, divided = (length, length**2) if form == 1 else (length**2, length)
    return [g * limit / divided for g in gs] if compared > limit else gs


@mistake(
    clip_by_global_norm,
    headline="the norm of one array",
    sentence="Right with one array; with several, one of them decides for all.",
    why="one array gives the norm: the first, the last, or the longest one. A norm that is computed"
    " in a loop may be overwritten at each turn.",
    hints="With gs = [[3], [4]], what is the norm of all: on paper, and in the code?",
    constants=(-1.0, 0.0, 1.0),
)
def norm_of_one_array(gs, limit, which):
    norms = [norm(g) for g in gs]
    return _shortened(gs, max(norms) if which == 1 else norms[int(which)], limit)


@mistake(
    clip_by_global_norm,
    headline="another norm",
    sentence="The norm is made of sizes or of sums, not of squares.",
    why="the sizes of all entries are added up, or the largest one is taken, or entries are added"
    " with their signs.",
    hints="With gs = [[3], [4]], what is the norm of all: on paper, and in the code?",
    constants=(0.0, 1.0, 2.0, 3.0),
)
def another_norm(gs, limit, form):
    norms = (
        sum(np.abs(g).sum() for g in gs),
        max(np.abs(g).max() for g in gs),
        np.sqrt(sum(g.sum() ** 2 for g in gs)),
        np.abs(sum(g.sum() for g in gs)),
    )
    return _shortened(gs, norms[int(form)], limit)


@mistake(
    clip_by_global_norm,
    headline="a mean in the norm",
    sentence="The norm is too small: a mean is taken where a sum belongs.",
    why="the norm is divided by a number of arrays or of entries, or the limit is shared out among"
    " the arrays.",
    hints="With gs = [[3], [4]], what is the norm of all: on paper, and in the code?",
    constants=(0.0, 1.0, 2.0, 3.0, 4.0),
)
def mean_in_the_norm(gs, limit, form):
    arrays, entries = len(gs), sum(g.size for g in gs)
    lengths = (
        np.mean([norm(g) for g in gs]),
        norm_of_all(gs) / np.sqrt(arrays),
        norm_of_all(gs) / arrays,
        norm_of_all(gs) / np.sqrt(entries),
        norm_of_all(gs) * arrays,
    )
    return _shortened(gs, lengths[int(form)], limit)


@mistake(
    clip_by_global_norm,
    headline="only the matrices count",
    sentence="The gradients of the biases are left out.",
    why="arrays with one axis are not in the norm, or are not multiplied by the factor.",
    hints="With gs = [[[0]], [3]] and limit = 1, what should come back? What does?",
    constants=(0.0, 1.0, 2.0),
)
def biases_left_out(gs, limit, form):
    matrices = [g for g in gs if g.ndim > 1]
    length = norm_of_all(gs if form == 1 else matrices)
    return [g if form and g.ndim < 2 else shortened(g, length, limit) for g in gs]


@mistake(
    clip_by_global_norm,
    headline="some arrays left out",
    sentence="Right with one array; with several, some are left out.",
    why="an array is not in the norm, or only the first one is multiplied by the factor. The norm"
    " may be used before the loop over all arrays has ended.",
    hints="With gs = [[3], [4]] and limit = 1, which norm does the code compute for each of the two"
    " arrays?",
    constants=(0.0, 1.0, 2.0, 3.0),
)
def some_arrays_left_out(gs, limit, form):
    if form == 0:
        so_far = np.sqrt(np.cumsum([np.sum(g**2) for g in gs]))
        return [shortened(g, length, limit) for g, length in zip(gs, so_far, strict=True)]
    if form == 1:
        return [shortened(gs[0], norm_of_all(gs), limit), *gs[1:]]
    counted = (gs[:-1] if form == 2 else gs[1:]) or gs
    return _shortened(gs, norm_of_all(counted), limit)


@mistake(
    clip_by_global_norm,
    headline="a small number added",
    sentence="Right to a few digits: the results are a little too short.",
    why="a small number is added to the norm below the fraction line, as PyTorch does. The"
    " statement"
    " has none.",
    right="The direction of the gradients, and the leading digits.",
    hints="Where can the norm be 0 below the line, if only gradients beyond the limit are scaled?",
    constants=MARGINS[:-1],
)
def margin_added(gs, limit, margin):
    factor = np.minimum(1, limit / (norm_of_all(gs) + margin))
    return [g * factor for g in gs]


@mistake(
    clip_by_global_norm,
    kind="accepted",
    headline="1e-12 added to the norm",
    why="1e-12 is added to the norm below the fraction line, against a division by 0. It changes"
    " the last digits only.",
    hints="Where can the norm be 0 below the line, if only gradients beyond the limit are scaled?",
    constants=MARGINS[-1:],
)
def tiny_margin_added(gs, limit, margin):
    return margin_added.function(gs, limit, margin)


@mistake(
    clip_by_global_norm,
    headline="another factor",
    sentence="Gradients that are too long together get a length other than the limit.",
    why="the factor is not limit / norm: one of the two is missing, or it is upside down or"
    " squared,"
    " or it is 0.",
    right="Every list within the limit.",
    hints="With gs = [[6], [8]] and limit = 5, what is the norm of the result: on paper, and in the"
    " code?",
    constants=(0.0, 1.0, 2.0, 3.0, 4.0),
)
def another_factor(gs, limit, form):
    length = norm_of_all(gs)
    if length <= limit:
        return gs
    factor = (1 / length, limit, length / limit, (limit / length) ** 2, 0)[int(form)]
    return [g * factor for g in gs]


@mistake(
    clip_by_global_norm,
    headline="short ones are stretched",
    sentence="Short gradients are stretched to the limit, and long ones stay.",
    why="the comparison of norm and limit points the other way.",
    hints="With gs = [[3], [4]] and limit = 8, what should come back? What does?",
)
def short_lists_stretched(gs, limit):
    length = norm_of_all(gs)
    return [g * limit / length if 0 < length < limit else g for g in gs]


@mistake(
    clip_by_global_norm,
    headline="compared with 1",
    sentence="Where the norm is above 1, the gradients get the length of the limit.",
    why="the norm is compared with 1 and not with the limit, so that short gradients are"
    " stretched.",
    hints="With gs = [[3], [4]] and limit = 8, what should come back? What does?",
    constants=(0.0, 1.0),
)
def compared_with_one(gs, limit, scaled):
    length = norm_of_all(gs)
    factor = limit / np.maximum(1, length) if scaled or length > 1 else 1
    return [g * factor for g in gs]


@mistake(
    clip_by_global_norm,
    headline="nan for gradients of 0",
    sentence="Right unless all gradients are 0; there the result is nan.",
    why="the gradients are divided by their norm before the two numbers are compared: 0 / 0 is"
    " nan.",
    right="Every list that is not all 0.",
    hints="With gs = [[0], [0]], by which number are they divided? What should come back?",
    only_extreme=True,
)
def zeros_divided_by_their_norm(gs, limit):
    length = norm_of_all(gs)
    with np.errstate(all="ignore"):
        return [g / length * np.minimum(length, limit) for g in gs]


# --- two at once ---------------------------------------------------------------------------------


@both(norms_added_up, always_rescaled)
def norms_added_up_always(gs, limit):
    with np.errstate(all="ignore"):
        return [g * limit / sum(norm(one) for one in gs) for g in gs]


@both(norm_without_its_root, always_rescaled)
def square_for_the_norm_always(gs, limit):
    with np.errstate(all="ignore"):
        return [g * limit / norm_of_all(gs) ** 2 for g in gs]


@both(each_array_by_itself, always_rescaled)
def each_array_always(gs, limit):
    with np.errstate(all="ignore"):
        return [g * limit / norm(g) for g in gs]
