"""What students write in the place of `rmsprop`."""

import numpy as np

from reference.formula import both, mistake
from reference.formulas.rmsprop import rmsprop


class _BehindTheRoot(np.lib.mixins.NDArrayOperatorsMixin):
    """A number that is added to what stands under a root only after the root has been taken.

    Anywhere else it is that number. `under` is what it has been added to, if anything: a form that
    has eps inside the root, called with this in the place of eps, computes with eps outside.
    """

    def __init__(self, number, under=None):
        self.number, self.under = number, under

    def __array__(self, dtype=None, copy=None):
        return np.asarray(self.number if self.under is None else self.under + self.number, dtype)

    def __array_ufunc__(self, ufunc, method, *inputs, **_):
        numbers = [np.asarray(one) for one in inputs]
        if ufunc is np.sqrt and self.under is not None:
            return np.sqrt(self.under) + self.number
        if ufunc is np.add and self.under is None:
            return _BehindTheRoot(self.number, numbers[0] if inputs[1] is self else numbers[1])
        return ufunc(*numbers)


def _with_eps_outside(form, w, s, g, lr, beta, eps):
    return tuple(np.asarray(part) for part in form(w, s, g, lr, beta, _BehindTheRoot(eps)))


@mistake(
    rmsprop,
    kind="convention",
    convention={"eps": "outside"},
    headline="eps outside the root",
    sentence="s is right. eps stands outside the root.",
    why="eps is added after the root has been taken. This assignment asks for it inside. Both are"
    " in use; notes 003, eq. (7), have it inside.",
    converse="eps is added to the average of squares, under the root. This assignment asks for it"
    " outside. Both are in use; notes 003, eq. (7), have it inside.",
    carry=_with_eps_outside,
    instead_of=("inside",),
    right="s at every step.",
    hints=(
        "For s = 0 and a gradient of 0, what is the denominator with eps = 0.01: on paper, and in"
        " the code?",
        "Compare the line on w with the statement. Which bracket closes before eps comes?",
    ),
    action="compare the denominator with the statement, bring it to that convention, and run",
)
def eps_outside_the_root(w, s, g, lr, beta, eps):
    s = beta * s + (1 - beta) * g**2
    return w - lr * g / (np.sqrt(s) + eps), s


@mistake(
    rmsprop,
    headline="the old s in the step",
    sentence="s is right; the step divides by the one from before.",
    why="w is moved before s is updated, so that this gradient does not count in its own step.",
    right="s at every step.",
    hints=("At the first step s is 0. By what is the gradient divided there?",),
)
def old_average_in_the_step(w, s, g, lr, beta, eps):
    return w - lr * g / np.sqrt(s + eps), beta * s + (1 - beta) * g**2


@mistake(
    rmsprop,
    headline="the root is missing",
    sentence="s is right; the step divides by it without the root.",
    why="the gradient is divided by the average of squares itself. The step grows when the"
    " gradient shrinks.",
    right="s at every step.",
    hints=("Multiply g by 10 at every step. What should happen to the steps, apart from eps?",),
)
def root_missing(w, s, g, lr, beta, eps):
    s = beta * s + (1 - beta) * g**2
    return w - lr * g / (s + eps), s


@mistake(
    rmsprop,
    headline="eps added to the step",
    sentence="s is right; w moves by eps in addition to its step.",
    why="the division comes first; eps is added to the quotient, or to the step.",
    right="s at every step.",
    hints=("In which order does Python read a / b + c? Where are the brackets on paper?",),
    constants=(1.0, -1.0, 0.0),
)
def eps_added_to_the_quotient(w, s, g, lr, beta, eps, in_the_step):
    s = beta * s + (1 - beta) * g**2
    quotient = g / np.sqrt(s)
    return w - (lr * quotient + in_the_step * eps if in_the_step else lr * (quotient + eps)), s


@mistake(
    rmsprop,
    headline="g is not squared",
    sentence="s follows the gradient, not its square; it can be negative.",
    why="a share of the gradient itself is added to s, with its sign.",
    hints=("What sign does s have after a step with g = -1, on paper and in the code?",),
    constants=(0.0, 1.0),
)
def gradient_not_squared(w, s, g, lr, beta, eps, positive_root):
    s = beta * s + (1 - beta) * g
    return w - lr * g / np.sqrt((np.abs(s) if positive_root else s) + eps), s


@mistake(
    rmsprop,
    headline="size in place of square",
    sentence="s averages the size of the gradient, not its square.",
    why="the absolute value of the gradient goes into s. Its sign is lost, as it should be, but it"
    " is not squared.",
    hints=(
        "Start from s = 0, once with g = 1 and once with g = 3. How many times as large should"
        " s become?",
    ),
)
def size_in_place_of_square(w, s, g, lr, beta, eps):
    s = beta * s + (1 - beta) * np.abs(g)
    return w - lr * g / np.sqrt(s + eps), s


@mistake(
    rmsprop,
    headline="times the root",
    sentence="s is right; the gradient is multiplied by its root.",
    why="the root of s multiplies the gradient, where it should divide it. The larger the"
    " gradients, the more the steps grow.",
    right="s at every step.",
    hints=("Multiply g by 10 at every step. What should happen to the steps, apart from eps?",),
)
def times_the_root(w, s, g, lr, beta, eps):
    s = beta * s + (1 - beta) * g**2
    return w - lr * g * np.sqrt(s + eps), s


@mistake(
    rmsprop,
    headline="the whole is squared",
    sentence="The average so far is squared again at every step.",
    why="a bracket holds the average so far and the share of the gradient, and the square is taken"
    " of both together.",
    hints=("With g = 0, how much of s should be left after a step, and how much is?",),
)
def whole_average_squared(w, s, g, lr, beta, eps):
    s = (beta * s + (1 - beta) * g) ** 2
    return w - lr * g / np.sqrt(s + eps), s


@mistake(
    rmsprop,
    headline="the root is kept",
    sentence="The step is right at first; s holds a root of what it should hold.",
    why="the root is taken of s itself, and returned as the new s.",
    hints=("Which quantity is added up over the steps: a square, or the root of one?",),
    constants=(0.0, 1.0),
)
def root_kept(w, s, g, lr, beta, eps, with_eps):
    root = np.sqrt(beta * s + (1 - beta) * g**2 + eps)
    return w - lr * g / root, root if with_eps else np.sqrt(beta * s + (1 - beta) * g**2)


@mistake(
    rmsprop,
    headline="eps stays in s",
    sentence="The step is right; the s that is returned contains eps.",
    why="eps is added to s itself. With every step there is one eps more in it.",
    hints=("After a step with g = 0 from s = 0, what should s be, and what is it?",),
)
def eps_kept(w, s, g, lr, beta, eps):
    s = beta * s + (1 - beta) * g**2 + eps
    return w - lr * g / np.sqrt(s), s


@mistake(
    rmsprop,
    headline="the square in the step",
    sentence="s is right; w never moves up.",
    why="the squared gradient stands above the fraction line, in the place of the gradient.",
    right="s at every step.",
    hints=("In which direction should w move for g = -1, and in which one does it move?",),
)
def square_in_the_step(w, s, g, lr, beta, eps):
    s = beta * s + (1 - beta) * g**2
    return w - lr * g**2 / np.sqrt(s + eps), s


@mistake(
    rmsprop,
    headline="eps elsewhere",
    sentence="s is right; the step is close to the right one.",
    why="eps is squared, under a root of its own, or added twice.",
    right="s at every step.",
    hints=("For s = 0 and g = 0, what is the denominator with eps = 0.01, on paper?",),
    constants=(0.0, 1.0, 2.0),
)
def eps_elsewhere(w, s, g, lr, beta, eps, form):
    s = beta * s + (1 - beta) * g**2
    inside = np.sqrt(s + eps)
    roots = (np.sqrt(s + eps**2), np.sqrt(s) + np.sqrt(eps), inside + eps)
    return w - lr * g / roots[int(form)], s


@mistake(
    rmsprop,
    headline="beta and 1 - beta exchanged",
    sentence="The shares of the average and of the new square are exchanged.",
    why="beta stands before the squared gradient, and 1 - beta before the average so far.",
    hints=("With beta = 0.9 and g = 0, how much of s should be left after a step? How much is?",),
)
def shares_exchanged(w, s, g, lr, beta, eps):
    return rmsprop(w, s, g, lr, 1 - beta, eps)


@mistake(
    rmsprop,
    headline="a sum of squares",
    sentence="s only grows, as in Adagrad, and the steps shrink.",
    why="the whole square of the gradient is added to s, and nothing of s is given up.",
    hints=("With g = 1 at every step, which number should s tend to, and what becomes of it?",),
)
def sum_of_squares(w, s, g, lr, beta, eps):
    s = s + g**2
    return w - lr * g / np.sqrt(s + eps), s


@mistake(
    rmsprop,
    headline="s divided by 1 - beta",
    sentence="s is right; the step divides by a larger one.",
    why="s is divided by 1 - beta before its root is taken, at every step. Adam has such a"
    " correction, with a power of beta; the statement has none.",
    right="s at every step.",
    hints=(
        "With g = 1 at every step, s tends to 1. Which length should the step then have, and which"
        " one has it?",
    ),
)
def divided_by_the_share(w, s, g, lr, beta, eps):
    s = beta * s + (1 - beta) * g**2
    return w - lr * g / np.sqrt(s / (1 - beta) + eps), s


@mistake(
    rmsprop,
    headline="one square for all weights",
    sentence="Every weight gets the same square, that of all entries of g together.",
    why="the squares are averaged, or added up, over all entries of the gradient before they go"
    " into s. In the statement every weight has an s of its own.",
    hints=("Change one entry of g. Should the s of another weight change? Does it?",),
    constants=(0.0, 1.0),
)
def one_square_for_all(w, s, g, lr, beta, eps, summed):
    s = beta * s + (1 - beta) * (np.sum(g**2) if summed else np.mean(g**2))
    return w - lr * g / np.sqrt(s + eps), s


@mistake(
    rmsprop,
    headline="a variance in s",
    sentence="s is the average of squared distances from the mean of g.",
    why="the mean over the entries of the gradient is subtracted before the square. In the"
    " statement s is an average of squares, not of variances.",
    hints=("With all entries of g equal to 1 and s = 0, what should s become? What does it?",),
)
def gradient_centred(w, s, g, lr, beta, eps):
    s = beta * s + (1 - beta) * (g - np.mean(g)) ** 2
    return w - lr * g / np.sqrt(s + eps), s


@mistake(
    rmsprop,
    headline="s comes back unchanged",
    sentence="w is right after one step. s comes back as it was passed in.",
    why="the new average is used for the step and then lost. Every step starts from the same s.",
    right="w after one step.",
    hints=(
        "Print s before and after the call. Has it changed?",
        "Which name holds the new average, and what becomes of it after the step?",
    ),
)
def average_not_kept(w, s, g, lr, beta, eps):
    return rmsprop(w, s, g, lr, beta, eps)[0], s


@mistake(
    rmsprop,
    headline="the share is squared, too",
    sentence="In s, the new square carries its share 1 - beta twice as a factor.",
    why="the gradient is multiplied by 1 - beta first, and the product is squared.",
    hints="With g = 1 at every step, which number should s tend to, and what becomes of it?",
)
def share_squared(w, s, g, lr, beta, eps):
    s = beta * s + ((1 - beta) * g) ** 2
    return w - lr * g / np.sqrt(s + eps), s


@mistake(
    rmsprop,
    headline="w comes back unchanged",
    sentence="s is right. w comes back as it was passed in.",
    why="s is updated, and w does not move by it, or the new w is not the one that is returned.",
    right="s at every step.",
    hints=(
        "Print w before and after the call. What has changed?",
        "Which name holds the new w, and which one is returned?",
    ),
)
def weights_not_moved(w, s, g, lr, beta, eps):
    return w, rmsprop(w, s, g, lr, beta, eps)[1]


@mistake(
    rmsprop,
    headline="the step in place of w",
    sentence="s is right. In the place of w the step comes back.",
    why="the step is returned where the new w belongs. Where w started does not enter.",
    right="s at every step.",
    hints="Take a step with w = 5 and g = 0. Which w should come back, and which one does?",
    constants=(-1.0, 1.0),
)
def step_in_place_of_w(w, s, g, lr, beta, eps, sign):
    moved, s = rmsprop(w, s, g, lr, beta, eps)
    return sign * (w - moved), s


@mistake(
    rmsprop,
    headline="the square added whole",
    sentence="The whole square is added to s, not its share.",
    why="beta of the old s is kept, and all of the new square comes in: more than was given up.",
    hints="With g = 1 at every step, which number should s tend to, and what becomes of it?",
)
def square_added_whole(w, s, g, lr, beta, eps):
    s = beta * s + g**2
    return w - lr * g / np.sqrt(s + eps), s


# --- two at once ---------------------------------------------------------------------------------


@both(old_average_in_the_step, eps_outside_the_root)
def old_average_and_eps_behind_the_root(w, s, g, lr, beta, eps):
    return w - lr * g / (np.sqrt(s) + eps), beta * s + (1 - beta) * g**2


@both(old_average_in_the_step, root_missing)
def old_average_without_a_root(w, s, g, lr, beta, eps):
    return w - lr * g / (s + eps), beta * s + (1 - beta) * g**2


@both(square_in_the_step, eps_outside_the_root)
def square_in_the_step_and_eps_behind_the_root(w, s, g, lr, beta, eps):
    s = beta * s + (1 - beta) * g**2
    return w - lr * g**2 / (np.sqrt(s) + eps), s


@both(square_in_the_step, root_missing)
def square_in_the_step_without_a_root(w, s, g, lr, beta, eps):
    s = beta * s + (1 - beta) * g**2
    return w - lr * g**2 / (s + eps), s


@both(old_average_in_the_step, square_in_the_step)
def square_over_the_old_average(w, s, g, lr, beta, eps):
    return w - lr * g**2 / np.sqrt(s + eps), beta * s + (1 - beta) * g**2


@both(average_not_kept, square_added_whole)
def average_lost_with_the_square_added_whole(w, s, g, lr, beta, eps):
    return square_added_whole(w, s, g, lr, beta, eps)[0], s
