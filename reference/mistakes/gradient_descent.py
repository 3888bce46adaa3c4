"""What students write in the place of `gradient_descent`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.gradient_descent import gradient_descent
from reference.mistakes.softmax import DECIMALS

# What keeps a quotient finite where its denominator is 0, the plainest first.
MARGINS = (0.0, 1e-8, 1e-12, 1e-10, 1e-7, 1e-6, 1e-5)


@mistake(
    gradient_descent,
    headline="the step in place of w",
    sentence="In the place of w the step comes back.",
    why="lr times the gradient is returned where the new w belongs. Where w started does not"
    " enter.",
    hints="Take a step with w = 5 and g = 0. Which w should come back, and which one does?",
    constants=(1.0, -1.0),
)
def step_in_place_of_w(w, g, lr, sign):
    return sign * lr * g + 0 * w


@mistake(
    gradient_descent,
    headline="lr before the wrong factor",
    sentence="The learning rate multiplies w, not the gradient alone.",
    why="lr stands before w, or before a bracket that holds w. With every step, w shrinks to a"
    " share of itself.",
    hints=(
        "Take a step with w = 5 and g = 0. Should w move? Does it?",
        "In which order does Python read a - b * c? Which brackets are in the code?",
    ),
    constants=(0.0, 1.0),
)
def rate_before_w(w, g, lr, outside):
    return lr * w - g if outside else lr * (w - g)


@mistake(
    gradient_descent,
    headline="w inside a bracket",
    sentence="The gradient multiplies w, too.",
    why="a bracket holds w and lr, and their difference is multiplied by the gradient. Where the"
    " gradient is 0, nothing is left of w.",
    hints=(
        "Take a step with w = 5 and g = 0. Which w should come back, and which one does?",
        "In which order does Python read a - b * c? Which brackets are in the code?",
    ),
)
def gradient_times_a_bracket(w, g, lr):
    return (w - lr) * g


@mistake(
    gradient_descent,
    headline="the step is multiplied by w",
    sentence="How far w moves depends on where it is.",
    why="the step is multiplied by w, as if the gradient said by which share w changes.",
    hints="Take one step from w = 1 and one from w = 10, with the same g. By how much should each"
    " of them move?",
)
def step_times_w(w, g, lr):
    return w - lr * g * w


@mistake(
    gradient_descent,
    headline="w decays besides the step",
    sentence="Besides its step, w shrinks by the share lr.",
    why="w is multiplied by 1 - lr before the step is subtracted. That is weight decay, which the"
    " statement does not ask for.",
    hints="Take a step with w = 5 and g = 0. Should w move? Does it?",
)
def weights_decay(w, g, lr):
    return (1 - lr) * w - lr * g


@mistake(
    gradient_descent,
    headline="a penalty on w is added",
    sentence="Besides its step, w shrinks by a share of itself.",
    why="a multiple of w is added to the gradient, or taken off w: weight decay. The statement does"
    " not ask for it.",
    hints="Take a step with w = 5 and g = 0. Should w move? Does it?",
    constants=(0.01, 0.1, 0.001, 1e-4, 5e-4, 0.5, 2.0, 0.05, -0.01, -0.1, -0.001, -1e-4, -5e-4),
)
def penalty_on_the_weights(w, g, lr, strength):
    return w - lr * g - (lr * strength if strength > 0 else -strength) * w


@mistake(
    gradient_descent,
    headline="only the sign of g counts",
    sentence="Every weight moves by lr, whatever the size of its gradient.",
    why="w moves by the sign of the gradient; how large it is makes no difference.",
    hints="Multiply g by 10. How many times larger should the step be? Is it?",
)
def sign_of_the_gradient(w, g, lr):
    return w - lr * np.sign(g)


@mistake(
    gradient_descent,
    headline="the gradient is normalized",
    sentence="The gradient enters with its direction only, not with its size.",
    why="the gradient is divided by its norm before the step. Every step has the length lr.",
    hints="Multiply g by 10. By what should the step grow? Does it?",
    constants=MARGINS,
)
def gradient_normalized(w, g, lr, small):
    return w - lr * g / (np.sqrt(np.sum(g**2)) + small)


@mistake(
    gradient_descent,
    headline="the gradient is clipped",
    sentence="Large entries of the gradient do not enter whole.",
    why="the gradient is clipped before the step, each entry or its norm. The statement asks for a"
    " step with the gradient as it is.",
    right="The step where the gradient is small.",
    hints="Double g until the step no longer doubles. At which g is that?",
    constants=(1.0, -1.0, 0.5, 2.0, -0.5, -2.0, -5.0),
)
def gradient_clipped(w, g, lr, bound):
    if bound > 0:
        return w - lr * np.clip(g, -bound, bound)
    return w - lr * g / np.maximum(1, np.sqrt(np.sum(g**2)) / -bound)


@mistake(
    gradient_descent,
    headline="one step for all weights",
    sentence="All weights move by the same number.",
    why="the entries of the gradient are averaged or added up to one number, and all weights move"
    " by that. Each weight has an entry of its own.",
    hints="Change one entry of g. Should the step of another weight change? Does it?",
    constants=(0.0, 1.0),
)
def one_step_for_all(w, g, lr, total):
    return w - lr * (np.sum(g) if total else np.mean(g))


@mistake(
    gradient_descent,
    headline="g reduced over axis 0",
    sentence="All rows of w move by the same step.",
    why="the gradient is averaged or added up along its first axis, as if that counted samples. It"
    " has the shape of w already.",
    hints="What does axis 0 of g count in the statement: samples, or weights?",
    constants=(0.0, 1.0),
)
def reduced_over_the_first_axis(w, g, lr, total):
    rows = np.atleast_1d(g)
    return w - lr * (np.sum(rows, axis=0) if total else np.mean(rows, axis=0))


@mistake(
    gradient_descent,
    headline="divided by a size",
    sentence="The direction is right; the step is shorter the more weights there are.",
    why="the gradient is divided by its number of entries, or of rows, as if it were a sum over"
    " samples.",
    right="The direction of the step.",
    hints="What do the entries of g belong to in the statement: to samples, or to weights?",
    constants=(0.0, 1.0),
)
def divided_by_a_size(w, g, lr, rows):
    return w - lr * g / (len(np.atleast_1d(g)) if rows else np.size(g))


@mistake(
    gradient_descent,
    headline="w moves only one way",
    sentence="Where the gradient is negative, w moves the wrong way.",
    why="the gradient enters squared, or without its sign. Then w can only fall.",
    hints="In which direction should w move for g = -1, and in which one does it move?",
    constants=(0.0, 1.0),
)
def gradient_without_its_sign(w, g, lr, absolute):
    return w - lr * (np.abs(g) if absolute else g**2)


@mistake(
    gradient_descent,
    headline="w never below 0",
    sentence="Right where the new w is positive; 0 everywhere else.",
    why="negative results are set to 0. Weights may have either sign.",
    right="Every weight that ends above 0.",
    hints="Take a step with w = -1 and g = 0. Which w should come back, and which one does?",
)
def negative_weights_cut(w, g, lr):
    return np.maximum(w - lr * g, 0)


@mistake(
    gradient_descent,
    headline="only the first one moves",
    sentence="The first entry of w, or its first row, moves; the others stay.",
    why="the function comes back from its loop in the first round, before the other entries have"
    " been reached.",
    right="The first entry.",
    hints="Print the entries of w before and after the call. Which of them have changed, and in"
    " which round of the loop?",
    constants=(0.0, 1.0),
)
def first_one_alone(w, g, lr, row):
    moves = np.zeros(w.shape, dtype=bool)
    if w.ndim and row:
        moves[:1] = True
    else:
        moves.reshape(-1)[:1] = True
    return np.where(moves, w - lr * g, w)


@mistake(
    gradient_descent,
    headline="cut to integers",
    sentence="Of every entry, what stands after the decimal point is lost.",
    why="the result is stored in an array of integers, or converted to integers.",
    right="What stands before the decimal point.",
    hints="Print the dtype of the array that is returned. Which numbers can it hold?",
)
def cut_to_integers(w, g, lr):
    return np.trunc(w - lr * g)


@mistake(
    gradient_descent,
    headline="the result is rounded",
    sentence="Every entry is rounded to a few decimals.",
    why="the result is rounded before it is returned. Whatever is computed from it inherits the"
    " error.",
    right="The first decimals of every entry.",
    hints="Print an entry with 17 digits. After how many decimals does it end, and which line does"
    " that?",
    constants=DECIMALS,
)
def rounded(w, g, lr, decimals):
    return np.round(gradient_descent(w, g, lr), int(decimals))
