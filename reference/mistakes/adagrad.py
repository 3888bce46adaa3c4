"""What students write in the place of `adagrad`."""

import numpy as np

from reference.formula import both, mistake
from reference.formulas.adagrad import adagrad


@mistake(
    adagrad,
    kind="convention",
    convention={"eps": "outside"},
    headline="eps outside the root",
    sentence="G is right. eps stands outside the root.",
    why="eps is added after the root has been taken. This assignment asks for it inside. Both are"
    " in use; notes 000, section 2.4, have it inside.",
    converse="eps is added to the sum of squares, under the root. This assignment asks for it"
    " outside. Both are in use; notes 000, section 2.4, have it inside.",
    right="G at every step.",
    hints=(
        "For G = 0 and a gradient of 0, what is the denominator with eps = 0.01: on paper, and in"
        " the code?",
        "Compare the line on w with the statement. Which bracket closes before eps comes?",
    ),
    action="compare the denominator with the statement, bring it to that convention, and run",
)
def eps_outside_the_root(w, G, g, lr, eps):
    G = G + g**2
    return w - lr * g / (np.sqrt(G) + eps), G


@mistake(
    adagrad,
    headline="the old G in the step",
    sentence="G is right; the step divides by the one from before.",
    why="w is moved before G is updated, so that this gradient does not count in its own step.",
    right="G at every step.",
    hints=("At the first step G is 0. By what is the gradient divided there?",),
)
def old_sum_in_the_step(w, G, g, lr, eps):
    return w - lr * g / np.sqrt(G + eps), G + g**2


@mistake(
    adagrad,
    headline="the root is missing",
    sentence="G is right; the step divides by it without the root.",
    why="the gradient is divided by the sum of squares itself. The step grows when the gradient"
    " shrinks.",
    right="G at every step.",
    hints=("Multiply g by 10 at every step. What should happen to the steps, apart from eps?",),
)
def root_missing(w, G, g, lr, eps):
    G = G + g**2
    return w - lr * g / (G + eps), G


@mistake(
    adagrad,
    headline="eps added to the step",
    sentence="G is right; w moves by eps in addition to its step.",
    why="the division comes first; eps is added to the quotient, or to the step.",
    right="G at every step.",
    hints=("In which order does Python read a / b + c? Where are the brackets on paper?",),
    constants=(1.0, -1.0, 0.0),
)
def eps_added_to_the_quotient(w, G, g, lr, eps, in_the_step):
    G = G + g**2
    quotient = g / np.sqrt(G)
    return w - (lr * quotient + in_the_step * eps if in_the_step else lr * (quotient + eps)), G


@mistake(
    adagrad,
    headline="g is not squared",
    sentence="G follows the gradient, not its square; it can be negative.",
    why="the gradient itself is added to G, with its sign.",
    hints=("What sign does G have after a step with g = -1, on paper and in the code?",),
    constants=(0.0, 1.0),
)
def gradient_not_squared(w, G, g, lr, eps, positive_root):
    G = G + g
    return w - lr * g / np.sqrt((np.abs(G) if positive_root else G) + eps), G


@mistake(
    adagrad,
    headline="size in place of square",
    sentence="G adds up the sizes of the gradients, not their squares.",
    why="the absolute value of the gradient is added to G. Its sign is lost, as it should be, but"
    " it is not squared.",
    hints=(
        "Start from G = 0, once with g = 1 and once with g = 3. How many times as large should"
        " G become?",
    ),
)
def size_in_place_of_square(w, G, g, lr, eps):
    G = G + np.abs(g)
    return w - lr * g / np.sqrt(G + eps), G


@mistake(
    adagrad,
    headline="no gradient in the step",
    sentence="G is right; w never moves up.",
    why="lr is divided by the root of G, and the gradient does not multiply the quotient.",
    right="G at every step.",
    hints=("In which direction should w move for g = -1, and in which one does it move?",),
)
def gradient_missing_in_the_step(w, G, g, lr, eps):
    G = G + g**2
    return w - lr / np.sqrt(G + eps), G


@mistake(
    adagrad,
    headline="G adds up the steps",
    sentence="w is right after one step; G holds squares of steps.",
    why="the square of the step of w is added to G, where that of the gradient belongs.",
    right="w after one step.",
    hints=("Multiply lr by 10. What should become of the new G? What does?",),
)
def steps_added_up(w, G, g, lr, eps):
    step = lr * g / np.sqrt(G + g**2 + eps)
    return w - step, G + step**2


@mistake(
    adagrad,
    headline="the root is kept",
    sentence="The step is right at first; G holds a root of what it should hold.",
    why="the root is taken of G itself, and returned as the new G.",
    hints=("Which quantity is added up over the steps: a square, or the root of one?",),
    constants=(0.0, 1.0),
)
def root_kept(w, G, g, lr, eps, with_eps):
    root = np.sqrt(G + g**2 + eps)
    return w - lr * g / root, root if with_eps else np.sqrt(G + g**2)


@mistake(
    adagrad,
    headline="eps stays in G",
    sentence="The step is right; the G that is returned contains eps.",
    why="eps is added to G itself. With every step there is one eps more in it.",
    hints=("After a step with g = 0 from G = 0, what should G be, and what is it?",),
)
def eps_kept(w, G, g, lr, eps):
    G = G + g**2 + eps
    return w - lr * g / np.sqrt(G), G


@mistake(
    adagrad,
    headline="the square in the step",
    sentence="G is right; w never moves up.",
    why="the squared gradient stands above the fraction line, in the place of the gradient.",
    right="G at every step.",
    hints=("In which direction should w move for g = -1, and in which one does it move?",),
)
def square_in_the_step(w, G, g, lr, eps):
    G = G + g**2
    return w - lr * g**2 / np.sqrt(G + eps), G


@mistake(
    adagrad,
    headline="eps elsewhere",
    sentence="G is right; the step is close to the right one.",
    why="eps is squared, under a root of its own, or added twice.",
    right="G at every step.",
    hints=("For G = 0 and g = 0, what is the denominator with eps = 0.01, on paper?",),
    constants=(0.0, 1.0, 2.0),
)
def eps_elsewhere(w, G, g, lr, eps, form):
    G = G + g**2
    inside = np.sqrt(G + eps)
    roots = (np.sqrt(G + eps**2), np.sqrt(G) + np.sqrt(eps), inside + eps)
    return w - lr * g / roots[int(form)], G


@mistake(
    adagrad,
    headline="a moving average",
    sentence="G does not grow at every step, as it should: it is an average.",
    why="a share of G is given up at every step, and a share of the new square is added. That is"
    " RMSProp, with a decay that is written in the code.",
    hints=("With g = 1 at every step, what should G be after ten steps, and what is it?",),
    constants=(0.9, 0.99, 0.999, 0.5, 0.95),
)
def moving_average(w, G, g, lr, eps, beta):
    G = beta * G + (1 - beta) * g**2
    return w - lr * g / np.sqrt(G + eps), G


@mistake(
    adagrad,
    headline="one sum for all weights",
    sentence="All weights share one learning rate.",
    why="the squares are added up over all entries of the gradient. Each weight has a sum of its"
    " own.",
    hints=("Change one entry of g. Should the step of another weight change? Does it?",),
    constants=(0.0, 1.0),
)
def one_sum_for_all(w, G, g, lr, eps, mean):
    G = G + (np.mean(g**2) if mean else np.sum(g**2))
    return w - lr * g / np.sqrt(G + eps), G


@mistake(
    adagrad,
    headline="G comes back unchanged",
    sentence="w is right after one step. G comes back as it was passed in.",
    why="the new sum is used for the step and then lost. Every step starts from the same G.",
    right="w after one step.",
    hints=(
        "Print G before and after the call. Has it changed?",
        "Which name holds the new sum, and what becomes of it after the step?",
    ),
)
def sum_not_kept(w, G, g, lr, eps):
    return adagrad(w, G, g, lr, eps)[0], G


@mistake(
    adagrad,
    headline="w comes back unchanged",
    sentence="G is right. w comes back as it was passed in.",
    why="G is updated, and w does not move by it, or the new w is not the one that is returned.",
    right="G at every step.",
    hints=(
        "Print w before and after the call. What has changed?",
        "Which name holds the new w, and which one is returned?",
    ),
)
def weights_not_moved(w, G, g, lr, eps):
    return w, adagrad(w, G, g, lr, eps)[1]


@mistake(
    adagrad,
    headline="the step in place of w",
    sentence="G is right. In the place of w the step comes back.",
    why="the step is returned where the new w belongs. Where w started does not enter.",
    right="G at every step.",
    hints="Take a step with w = 5 and g = 0. Which w should come back, and which one does?",
    constants=(-1.0, 1.0),
)
def step_in_place_of_w(w, G, g, lr, eps, sign):
    moved, G = adagrad(w, G, g, lr, eps)
    return sign * (w - moved), G


# --- two at once ---------------------------------------------------------------------------------


@both(old_sum_in_the_step, eps_outside_the_root)
def old_sum_and_eps_behind_the_root(w, G, g, lr, eps):
    return w - lr * g / (np.sqrt(G) + eps), G + g**2


@both(old_sum_in_the_step, root_missing)
def old_sum_without_a_root(w, G, g, lr, eps):
    return w - lr * g / (G + eps), G + g**2
