"""What students write in the place of `clip_by_norm`."""

import numpy as np

from reference.formula import both, mistake
from reference.formulas.clip_by_norm import clip_by_norm
from reference.formulas.clip_by_value import clip_by_value

# What is added to a norm below a fraction line, the largest first.
MARGINS = (1e-3, 1e-6, 1e-8, 1e-7, 1e-5, 1e-4, 1e-9, 1e-10, 1e-12)


def norm(g):
    """√(Σ_i g_i²)."""
    return np.sqrt(np.sum(g**2))


def shortened(g, length, limit):
    """g times limit / length where that is less than 1."""
    return g * (limit / np.maximum(length, limit))


@mistake(
    clip_by_norm,
    headline="always rescaled",
    sentence="Right where the norm is above the limit; short gradients are stretched.",
    why="every gradient gets the length of the limit; the norm is not compared with it first.",
    right="Every gradient that is too long.",
    hints="With g = [0.3, 0.4] and limit = 1, what should come back? What does?",
    constants=(0.0, *MARGINS),
)
def always_rescaled(g, limit, margin):
    with np.errstate(all="ignore"):
        return g * limit / (norm(g) + margin)


@mistake(
    clip_by_norm,
    headline="the norm without its root",
    sentence="The sum of squares stands where its root belongs.",
    why="the squares are added up and the root is not taken: in the comparison, in the factor or in"
    " both.",
    hints="With g = [3, 4], what is the norm: on paper, and in the code?",
    constants=(0.0, 1.0, 2.0),
)
def norm_without_its_root(g, limit, form):
    square = np.sum(g**2)
    if form == 0:
        return shortened(g, square, limit)
    compared, divided = (norm(g), square) if form == 1 else (square, norm(g))
    return g * limit / divided if compared > limit else g


@mistake(
    clip_by_norm,
    headline="another norm",
    sentence="Right with a single entry; the norm is not that of the statement.",
    why="the sizes of the entries are added up, or the largest one is taken, or the entries are"
    " added with their signs.",
    hints="With g = [3, 4], what is the norm: on paper, and in the code?",
    constants=(0.0, 1.0, 2.0, 3.0),
)
def another_norm(g, limit, form):
    norms = (np.abs(g).sum(), np.abs(g).max(), np.abs(g.sum()), g.sum())
    return shortened(g, norms[int(form)], limit)


@mistake(
    clip_by_norm,
    headline="a mean in the norm",
    sentence="The norm is too small where there are several entries.",
    why="the mean of the squares or of the sizes is taken, where their sum belongs.",
    hints="With g = [3, 4], what is the norm: on paper, and in the code?",
    constants=(0.0, 1.0, 2.0),
)
def mean_in_the_norm(g, limit, form):
    sizes = (np.sqrt(np.mean(g**2)), np.mean(np.abs(g)), norm(g) / g.size)
    return shortened(g, sizes[int(form)], limit)


@mistake(
    clip_by_norm,
    headline="each entry is cut",
    sentence="Each entry is cut at the limit; the direction of the gradient changes.",
    why="the entries are clipped one by one, by value. By norm, all are multiplied by one factor.",
    hints="With g = [3, 4] and limit = 1, what is the quotient of the two entries, before and"
    " after?",
)
def by_value(g, limit):
    return clip_by_value(g, limit)


@mistake(
    clip_by_norm,
    headline="a norm along one axis",
    sentence="Right for a vector; in a matrix, each row or column is clipped by itself.",
    why="the norm is taken along one axis only, so there are as many factors as rows or columns.",
    hints="With g = [[3, 4], [0, 1]] and limit = 1, what is the norm of the gradient, and how many"
    " norms does the code compute?",
    constants=(-1.0, 0.0),
)
def norm_along_one_axis(g, limit, axis):
    if np.ndim(g) == 0:
        return shortened(g, norm(g), limit)
    return shortened(g, np.sqrt(np.sum(g**2, axis=int(axis), keepdims=True)), limit)


@mistake(
    clip_by_norm,
    headline="shortened to the length 1",
    sentence="Where the norm is too large, the result has the norm 1, not limit.",
    why="the gradient is divided by its norm, and not multiplied by the limit.",
    hints="With g = [6, 8] and limit = 5, what is the norm of the result: on paper, and in the"
    " code?",
    constants=(0.0, 1.0),
)
def limit_missing_in_the_factor(g, limit, always):
    with np.errstate(all="ignore"):
        return g / norm(g) if always or norm(g) > limit else g


@mistake(
    clip_by_norm,
    headline="compared with 1",
    sentence="The norm is compared with 1; limit does not decide what is too long.",
    why="the norm is replaced by the larger one of norm and 1, before the division.",
    hints="With g = [3, 4] and limit = 8, what should come back? What does?",
    constants=(0.0, 1.0),
)
def compared_with_one(g, limit, without_limit):
    return g * (1 if without_limit else limit) / np.maximum(1, norm(g))


@mistake(
    clip_by_norm,
    headline="not divided by the norm",
    sentence="Where the norm is too large, it does not enter the factor.",
    why="the gradient is multiplied by the limit, or divided by it; the norm only decides whether.",
    right="Every gradient within the limit.",
    hints="With g = [6, 8] and limit = 5, what is the norm of the result: on paper, and in the"
    " code?",
    constants=(0.0, 1.0),
)
def norm_missing_in_the_factor(g, limit, divided):
    if norm(g) <= limit:
        return g
    return g / limit if divided else g * limit


@mistake(
    clip_by_norm,
    headline="the factor upside down",
    sentence="Gradients that are too long become longer.",
    why="the factor is norm / limit, where limit / norm is needed.",
    right="Every gradient within the limit.",
    hints="With g = [6, 8] and limit = 5, is the factor above 1 or below it? Which one should it"
    " be?",
)
def factor_upside_down(g, limit):
    return g * norm(g) / limit if norm(g) > limit else g


@mistake(
    clip_by_norm,
    headline="short ones are stretched",
    sentence="Short gradients are stretched to the limit, and long ones stay.",
    why="the comparison of norm and limit points the other way, or the larger one of 1 and the"
    " factor is taken.",
    hints="With g = [6, 8] and limit = 5, what should come back, and what with g = [0.3, 0.4]?",
)
def short_ones_stretched(g, limit):
    length = norm(g)
    return g * limit / length if 0 < length < limit else g


@mistake(
    clip_by_norm,
    headline="a small number added",
    sentence="Right to a few digits: the result is a little too short.",
    why="a small number is added to the norm below the fraction line, as PyTorch does. The"
    " statement"
    " has none.",
    right="The direction of the gradient, and the leading digits.",
    hints="Where can the norm be 0 below the line, if only gradients beyond the limit are scaled?",
    constants=MARGINS,
)
def margin_added(g, limit, margin):
    return g * np.minimum(1, limit / (norm(g) + margin))


@mistake(
    clip_by_norm,
    headline="long ones become 0",
    sentence="Right within the limit; beyond it, nothing is left of the gradient.",
    why="a gradient that is too long is thrown away, where it should be shortened.",
    right="Every gradient within the limit.",
    hints="With g = [6, 8] and limit = 5, what should come back? What does?",
)
def long_ones_dropped(g, limit):
    return g * 0 if norm(g) > limit else g


@mistake(
    clip_by_norm,
    headline="another power of it",
    sentence="The direction is right; long gradients get a length other than the limit.",
    why="the factor limit / norm enters squared, or as its root.",
    right="Every gradient within the limit.",
    hints="With g = [6, 8] and limit = 5, what is the norm of the result: on paper, and in the"
    " code?",
    constants=(2.0, 0.5),
)
def power_of_the_factor(g, limit, power):
    return g * np.minimum(1, limit / np.maximum(norm(g), limit)) ** power


@mistake(
    clip_by_norm,
    headline="only the large entries",
    sentence="Entries within the limit stay; the others are multiplied by the factor.",
    why="each entry is compared with the limit, and not their norm. The direction changes.",
    hints="With g = [3, 4] and limit = 3.5, what is the quotient of the two entries, before and"
    " after?",
)
def large_entries_only(g, limit):
    return np.where(np.abs(g) > limit, shortened(g, norm(g), limit), g)


@mistake(
    clip_by_norm,
    headline="every gradient is shorter",
    sentence="The direction is right; even short gradients become shorter.",
    why="limit is divided by limit + norm. That comes close to the limit for long gradients, and"
    " changes the others as well.",
    hints="With g = [0.3, 0.4] and limit = 1, what should come back? What does?",
)
def smoothly_shortened(g, limit):
    return g * limit / (limit + norm(g))


@mistake(
    clip_by_norm,
    headline="nothing is clipped",
    sentence="The gradient comes back as it was passed in, however long it is.",
    why="what is computed with the norm does not reach the result, or the comparison never holds.",
    right="Every gradient within the limit.",
    hints="With g = [6, 8] and limit = 5, what should come back? What does?",
)
def nothing_clipped(g, limit):
    return g


@mistake(
    clip_by_norm,
    headline="the spectral norm",
    sentence="Right for a vector; of a matrix another norm is taken.",
    why="the norm of a matrix is its largest singular value, as np.linalg.norm with 2 gives it.",
    right="Every gradient that is a vector.",
    hints="With g = [[3, 0], [0, 4]], what is the root of the sum of squares, and which norm does"
    " the code find?",
)
def spectral_norm(g, limit):
    return shortened(g, np.linalg.norm(g, 2) if np.ndim(g) == 2 else norm(g), limit)


@mistake(
    clip_by_norm,
    headline="nan for a gradient of 0",
    sentence="Right wherever the gradient is not zero; for a gradient of 0 it is nan.",
    why="the gradient is divided by its norm before the two numbers are compared: 0 / 0 is nan.",
    right="Every gradient that is not 0.",
    hints="With g = [0, 0], by which number is g divided? What should come back?",
    only_extreme=True,
)
def zero_divided_by_its_norm(g, limit):
    with np.errstate(all="ignore"):
        return g / norm(g) * np.minimum(norm(g), limit)


# --- two at once ---------------------------------------------------------------------------------


@both(norm_without_its_root, always_rescaled)
def square_for_the_norm_always(g, limit):
    with np.errstate(all="ignore"):
        return g * limit / np.sum(g**2)


@both(another_norm, always_rescaled)
def sizes_for_the_norm_always(g, limit):
    with np.errstate(all="ignore"):
        return g * limit / np.abs(g).sum()


@both(another_norm, limit_missing_in_the_factor)
def sizes_for_the_norm_without_the_limit(g, limit):
    total = np.abs(g).sum()
    return g / total if total > limit else g
