"""What students write in the place of `clip_by_value`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.clip_by_norm import clip_by_norm
from reference.formulas.clip_by_value import clip_by_value


@mistake(
    clip_by_value,
    headline="cut on one side only",
    sentence="Entries beyond the limit on one side stay as they are.",
    why="only one of the two limits is used: above limit or below -limit, entries get through.",
    right="Every entry on the other side.",
    hints="With limit = 1, what should become of 5, and what of -5? What becomes of them?",
    constants=(0.0, 1.0),
)
def one_side_only(g, limit, below):
    return np.maximum(g, -limit) if below else np.minimum(g, limit)


@mistake(
    clip_by_value,
    headline="negative entries become 0",
    sentence="Right where the gradient is positive; 0 where it is negative.",
    why="the lower limit is 0. Entries may lie anywhere between -limit and limit.",
    right="Every positive entry.",
    hints="With limit = 1, what should become of -0.5? What becomes of it?",
)
def lower_limit_of_zero(g, limit):
    return np.clip(g, 0, limit)


@mistake(
    clip_by_value,
    headline="the sign is lost",
    sentence="Entries below -limit come back as +limit, or negative ones turn positive.",
    why="the size of an entry is compared with the limit, and its sign is not put back.",
    right="Every positive entry.",
    hints="With limit = 1, what should become of -5? What becomes of it?",
    constants=(0.0, 1.0),
)
def sign_lost(g, limit, everywhere):
    return np.where(np.abs(g) > limit, limit, np.abs(g) if everywhere else g)


@mistake(
    clip_by_value,
    headline="clipped by norm",
    sentence="The whole gradient is scaled down where its norm is too large.",
    why="all entries are multiplied by one factor, made with the norm. Entries within the limit"
    " change, too.",
    hints="With g = [3, 0.5] and limit = 1, what should become of 0.5? What becomes of it?",
)
def by_norm(g, limit):
    return clip_by_norm(g, limit)


@mistake(
    clip_by_value,
    headline="scaled by the largest",
    sentence="The whole gradient is scaled so that its largest entry meets the limit.",
    why="all entries are multiplied by one factor. Entries within the limit change, too.",
    hints="With g = [3, 0.5] and limit = 1, what should become of 0.5? What does?",
    constants=(0.0, 1.0),
)
def scaled_by_the_largest(g, limit, always):
    largest = np.abs(g).max()
    if always:
        return g * limit / largest if largest else g
    return g * (limit / np.maximum(largest, limit))


@mistake(
    clip_by_value,
    headline="large entries become 0",
    sentence="Right within the limit; 0 beyond it.",
    why="entries beyond the limit are thrown away, where they should be cut.",
    right="Every entry within the limit.",
    hints="With limit = 1, what should become of 5? What becomes of it?",
)
def large_entries_dropped(g, limit):
    return np.where(np.abs(g) > limit, 0, g)


@mistake(
    clip_by_value,
    headline="every entry at the limit",
    sentence="Only the signs of the gradient are left: each entry is limit or -limit.",
    why="the limit takes the place of each entry, or of the small ones, where it should only bound"
    " the large ones.",
    hints="With limit = 1, what should become of 0.5? What becomes of it?",
    constants=(0.0, 1.0, 2.0),
)
def every_entry_at_the_limit(g, limit, form):
    at_the_limit = limit * np.sign(g)
    return (
        at_the_limit,
        np.where(np.abs(g) < limit, at_the_limit, g),
        np.where(g > limit, limit, np.where(g < limit, -limit, g)),
    )[int(form)]


@mistake(
    clip_by_value,
    headline="another limit",
    sentence="Entries are cut, but not at the limit.",
    why="entries are cut at other numbers than limit and -limit. There is a fixed number, a power"
    " or a multiple of the limit, on one side or on both.",
    hints="With limit = 2, what should become of 5 and of -5? What becomes of them?",
    constants=(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0),
)
def another_limit(g, limit, form):
    low, high = (
        (-1, limit),
        (-limit, 1),
        (-(limit**2), limit**2),
        (-np.sqrt(limit), np.sqrt(limit)),
        (-limit / 2, limit / 2),
        (-int(limit), int(limit)),
        (-2 * limit, 2 * limit),
        (-1, 1),
    )[int(form)]
    return np.clip(g, low, high)


@mistake(
    clip_by_value,
    headline="large entries become 1",
    sentence="Right within the limit; beyond it, the limit itself is missing.",
    why="entries beyond the limit become 1 or -1, or are divided by the limit.",
    right="Every entry within the limit.",
    hints="With limit = 2, what should become of 5? What becomes of it?",
    constants=(0.0, 1.0),
)
def limit_missing(g, limit, divided):
    return np.where(np.abs(g) > limit, g / limit if divided else np.sign(g), g)


@mistake(
    clip_by_value,
    headline="min and max exchanged",
    sentence="Small entries are raised to the limit; large ones get through.",
    why="the larger of entry and limit is taken, where the smaller one is needed, or the other way"
    " round.",
    hints="With limit = 1, what should become of 0.5 and of 5? What becomes of them?",
    constants=(0.0, 1.0),
)
def minimum_and_maximum_exchanged(g, limit, below):
    return np.minimum(g, -limit) if below else np.maximum(g, limit)


@mistake(
    clip_by_value,
    headline="the two limits exchanged",
    sentence="Every entry becomes the same number: limit, or -limit.",
    why="the lower and the upper limit stand in each other's place. Whatever the gradient is, one"
    " of the two comes back.",
    hints="With limit = 1, what should become of 0.5? What becomes of it?",
    constants=(1.0, -1.0),
)
def limits_exchanged(g, limit, sign):
    return np.full_like(g, sign * limit)


@mistake(
    clip_by_value,
    headline="limit subtracted",
    sentence="From entries beyond the limit the limit is subtracted.",
    why="what an entry has beyond the limit is returned, or its remainder, and not the limit.",
    hints="With limit = 1, what should become of 2.5? What becomes of it?",
    constants=(0.0, 1.0, 2.0, 3.0),
)
def limit_subtracted(g, limit, form):
    excess = np.sign(g) * np.maximum(np.abs(g) - limit, 0)
    return (
        excess,
        np.where(np.abs(g) > limit, excess, g),
        np.mod(g, limit),
        np.fmod(g, limit),
    )[int(form)]


@mistake(
    clip_by_value,
    headline="bent, not cut",
    sentence="Every entry becomes smaller, within the limit too.",
    why="a smooth function, tanh, takes the place of the cut.",
    hints="With limit = 1, what should become of 0.5? What does?",
)
def bent(g, limit):
    return limit * np.tanh(g / limit)


@mistake(
    clip_by_value,
    headline="nothing is clipped",
    sentence="The gradient comes back as it was passed in.",
    why="what is cut does not reach the result: np.clip and np.minimum return a new array.",
    right="Every entry within the limit.",
    hints="With limit = 1, what should become of 5? What does?",
)
def nothing_clipped(g, limit):
    return g
