"""What students write in the place of `adagrad`."""

import numpy as np

from reference.formula import mistake
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
    why="the gradient itself, or its absolute value, is added to G.",
    hints=("What sign does G have after a step with g = -1, on paper and in the code?",),
    constants=(0.0, 1.0),
)
def gradient_not_squared(w, G, g, lr, eps, absolute):
    size = np.abs(g) if absolute else g
    G = G + size
    return w - lr * g / np.sqrt(G + eps), G


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
