"""Two mistakes at once in the place of `adadelta`."""

import numpy as np

from reference.formula import both
from reference.mistakes.adadelta import moving_average, no_eps_above
from reference.mistakes.adadelta.averages import old_average_in_the_step, q_averages_gradients
from reference.mistakes.adadelta.fraction import root_missing
from reference.mistakes.adadelta.shares_and_state import average_not_kept, shares_exchanged


@both(old_average_in_the_step, q_averages_gradients)
def old_average_in_the_step_and_gradients_in_q(w, v, q, g, gamma, eps):
    step = np.sqrt(q + eps) / np.sqrt(v + eps) * g
    return w - step, moving_average(v, g, gamma), moving_average(q, g, gamma)


@both(root_missing, average_not_kept)
def no_roots_and_q_not_kept(w, v, q, g, gamma, eps):
    v = moving_average(v, g, gamma)
    return w - (q + eps) / (v + eps) * g, v, q


@both(shares_exchanged, no_eps_above)
def shares_exchanged_without_eps_above(w, v, q, g, gamma, eps):
    return no_eps_above(w, v, q, g, 1 - gamma, eps)
