"""What students write in the place of `chain_jacobian`."""

import numpy as np

from reference.formula import both, mistake
from reference.formulas.chain_jacobian import chain_jacobian, last_state, step


def multiplied(W, h0, T, of_the_step):
    """The product of what `of_the_step(W, h, h_new)` gives, later steps on the left."""
    h, jacobian = h0, np.eye(len(h0))
    for _ in range(T):
        before, h = h, np.tanh(W @ h)
        jacobian = of_the_step(W, before, h) @ jacobian
    return jacobian


@mistake(
    chain_jacobian,
    headline="factors in reverse order",
    sentence="Right for T = 1; the factors of the steps stand in the opposite order.",
    why="the factor of the first step stands on the left. Matrices do not commute.",
    right="The factor of each step.",
    hints=(
        "For T = 2, h_2 = f(f(h_0)). Which factor does the chain rule put on the left: that of the"
        " first step, or that of the second?",
    ),
)
def reverse_order(W, h0, T):
    h, jacobian = h0, np.eye(len(h0))
    for _ in range(T):
        h, of_the_step = step(W, h)
        jacobian = jacobian @ of_the_step
    return jacobian


@mistake(
    chain_jacobian,
    headline="W without the slopes",
    sentence="The result is a power of W; tanh does not enter.",
    why="the derivative of tanh is missing in every factor. That is the Jacobian of a linear"
    " chain.",
    right="The order of the factors.",
    hints="Where h_0 is large, tanh is flat. What should become of the Jacobian there, and what"
    " does become of it?",
)
def slopes_missing(W, h0, T):
    return multiplied(W, h0, T, lambda W, *_: W)


@mistake(
    chain_jacobian,
    headline="slopes of another state",
    sentence="The slope of tanh is taken at a state other than the one it belongs to.",
    why="the slope is 1 minus the square of the state before the step, or of the last or the first"
    " state in all factors.",
    hints="For T = 1 and n = 1, what is the derivative of tanh(W h_0) with respect to h_0? Which"
    " number is squared in it?",
    constants=(0.0, 1.0, 2.0),
)
def slopes_of_another_state(W, h0, T, form):
    last = last_state(W, h0, T)

    def of_the_step(W, before, h):
        return (1 - (before, last, h0)[int(form)] ** 2)[:, None] * W

    return multiplied(W, h0, T, of_the_step)


@mistake(
    chain_jacobian,
    headline="slopes on the columns",
    sentence="The slopes multiply the columns of W; they belong to its rows.",
    why="W stands to the left of the diagonal matrix of the slopes, or numpy has spread them along"
    " the wrong axis.",
    hints="In the derivative of entry i of h_1 by entry j of h_0, to which of the two indices does"
    " the slope of tanh belong?",
)
def slopes_on_the_columns(W, h0, T):
    return multiplied(W, h0, T, lambda W, _, h: W * (1 - h**2))


@mistake(
    chain_jacobian,
    headline="not the slope of tanh",
    sentence="The factor that stands for the slope of tanh is another function of the state.",
    why="the square is missing, tanh is taken once too often or not at all, or the slope is that of"
    " the logistic function. It may be another power or sign of the right one.",
    hints="What is the derivative of tanh at 0, and what at a large number? What does the code give"
    " there?",
    constants=(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0),
)
def another_slope(W, h0, T, form):
    return multiplied(W, h0, T, lambda *states: wrong_slope(*states, form)[:, None] * W)


def wrong_slope(W, before, h, form):
    """What stands for the slope of tanh at W h."""
    slope = 1 - h**2
    z = W @ before
    others = (1 - h, h * (1 - h), 1 - np.tanh(h) ** 2, h, slope**2, 1 - z**2, 1 + h**2, -slope)
    return (*others, np.sqrt(slope))[int(form)]


@mistake(
    chain_jacobian,
    headline="entry by entry",
    sentence="The factors are multiplied entry by entry, not as matrices.",
    why="the operator * multiplies entries. The chain rule sums over all entries of the state"
    " between two steps.",
    right="The factor of each step.",
    hints="For T = 2, over which entries in between does entry j of h_0 reach entry i of h_2?",
    constants=(0.0, 1.0),
)
def entries_multiplied(W, h0, T, from_the_identity):
    h, jacobian = h0, np.eye(len(h0)) if from_the_identity else np.ones_like(W)
    for _ in range(T):
        h, of_the_step = step(W, h)
        jacobian = jacobian * of_the_step
    return jacobian


@mistake(
    chain_jacobian,
    headline="another number of steps",
    sentence="A factor is missing, or there is one too many.",
    why="the loop runs over a number of steps other than T, or begins with W in the place of the"
    " identity.",
    hints="For T = 1, how many factors should there be? How many times does the loop run?",
    constants=(0.0, 1.0, 2.0),
)
def another_number_of_steps(W, h0, T, form):
    if form < 2:
        return chain_jacobian(W, h0, T + (1 if form else -1))
    return chain_jacobian(W, h0, T) @ W


@mistake(
    chain_jacobian,
    headline="one step alone",
    sentence="Right for T = 1; of several factors one is left.",
    why="the Jacobian of one step, the last or the first, is returned. The product over the steps"
    " is"
    " not formed.",
    hints="For T = 2, print the Jacobian after each turn of the loop. Which ones should be in the"
    " result?",
    constants=(0.0, 1.0),
)
def one_factor_alone(W, h0, T, first):
    return chain_jacobian(W, h0 if first else last_state(W, h0, T - 1), 1)


@mistake(
    chain_jacobian,
    headline="one factor to the power T",
    sentence="Right for T = 1; the state does not move on from step to step.",
    why="every factor is that of one state, since h is not updated in the loop.",
    hints="For T = 2, print the state that enters each factor. Should they be the same?",
)
def state_not_updated(W, h0, T):
    return np.linalg.matrix_power(step(W, h0)[1], T)


@mistake(
    chain_jacobian,
    headline="factors added up",
    sentence="The Jacobians of the steps are added, where they should be multiplied.",
    why="the sum over the steps is returned. For a chain, the rule asks for a product.",
    hints="For n = 1 and T = 2, what is the derivative of f(f(h_0)): a sum, or a product?",
    constants=(0.0, 1.0),
)
def factors_added(W, h0, T, from_the_identity):
    total, h = from_the_identity * np.eye(len(h0)), h0
    for _ in range(T):
        h, of_the_step = step(W, h)
        total = total + of_the_step
    return total


@mistake(
    chain_jacobian,
    headline="W transposed",
    sentence="In the states or in the factors, W is transposed.",
    why="W.T stands where W belongs, or the state stands to the left of W.",
    hints="For W = [[0, 1], [0, 0]] and h_0 = [0, 1], what is W h_0: on paper, and in the code?",
    constants=(0.0, 1.0, 2.0, 3.0),
)
def weights_transposed(W, h0, T, form):
    if form == 3:
        return multiplied(W, h0, T, lambda W, _, h: W.T * (1 - h**2))
    if form == 0:
        return chain_jacobian(W.T, h0, T)
    if form == 1:
        return multiplied(W, h0, T, lambda W, _, h: (1 - h**2)[:, None] * W.T)
    h, jacobian = h0, np.eye(len(h0))
    for _ in range(T):
        h = np.tanh(W.T @ h)
        jacobian = (1 - h**2)[:, None] * W @ jacobian
    return jacobian


@mistake(
    chain_jacobian,
    headline="a factor left out",
    sentence="W or a slope is missing in some factors.",
    why="W is missing in all factors, so that only the slopes are left, or the slope of the last"
    " step"
    " is missing.",
    right="The order of the factors.",
    hints="For T = 1, how does the result depend on W? How should it, where h_0 is near 0?",
    constants=(0.0, 1.0),
)
def factor_left_out(W, h0, T, last_slope):
    if last_slope:
        return W @ chain_jacobian(W, h0, T - 1)
    return multiplied(W, h0, T, lambda *states: np.diag(1 - states[-1] ** 2))


@mistake(
    chain_jacobian,
    headline="the states without tanh",
    sentence="The states from step to step are not squashed by tanh.",
    why="h becomes W h at every step, and tanh is taken for the slope only.",
    hints="For T = 2, what is h_1: on paper, and in the code?",
)
def linear_states(W, h0, T):
    h, jacobian = h0, np.eye(len(h0))
    for _ in range(T):
        h = W @ h
        jacobian = (1 - np.tanh(h) ** 2)[:, None] * W @ jacobian
    return jacobian


@mistake(
    chain_jacobian,
    headline="the state comes back",
    sentence="The last state is returned; how it depends on the first one is asked for.",
    why="the chain is computed, and no derivative of it.",
    hints="How many entries does the last state have, and how many derivatives does it have with"
    " respect to the entries of h_0?",
)
def state_for_jacobian(W, h0, T):
    return last_state(W, h0, T)


@both(reverse_order, slopes_on_the_columns)
def reverse_order_with_slopes_on_the_columns(W, h0, T):
    h, jacobian = h0, np.eye(len(h0))
    for _ in range(T):
        h = np.tanh(W @ h)
        jacobian = jacobian @ (W * (1 - h**2))
    return jacobian


@both(reverse_order, slopes_of_another_state)
def reverse_order_with_slopes_before_the_steps(W, h0, T):
    h, jacobian = h0, np.eye(len(h0))
    for _ in range(T):
        jacobian = jacobian @ ((1 - h**2)[:, None] * W)
        h = np.tanh(W @ h)
    return jacobian


@both(another_number_of_steps, slopes_on_the_columns)
def one_step_too_few_with_slopes_on_the_columns(W, h0, T):
    return slopes_on_the_columns(W, h0, T - 1)
