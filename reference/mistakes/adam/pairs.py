"""Two mistakes at once in the place of `adam`."""

import numpy as np

from reference.formula import both
from reference.formulas.adam import filled, moments
from reference.mistakes.adam import (
    correction_without_power,
    eps_inside_the_root,
    multiplied_by_the_share,
    no_correction,
    one_step_ahead,
    only_m_corrected,
)
from reference.mistakes.adam.any_line import (
    eps_outside_the_fraction,
    old_averages_move_w,
    one_step_behind,
    root_missing,
)


@both(no_correction, eps_inside_the_root)
def averages_as_they_are_over_one_root(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - lr * m / np.sqrt(v + eps), m, v


@both(no_correction, eps_outside_the_fraction)
def averages_as_they_are_and_eps_in_the_step(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - (lr * m / np.sqrt(v) + eps), m, v


@both(no_correction, root_missing)
def averages_as_they_are_without_a_root(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - lr * m / (v + eps), m, v


@both(no_correction, old_averages_move_w)
def old_averages_as_they_are(w, m, v, t, g, lr, beta1, beta2, eps):
    return w - lr * m / (np.sqrt(v) + eps), *moments(m, v, g, beta1, beta2)


@both(correction_without_power, eps_inside_the_root)
def correction_without_power_over_one_root(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - lr * m / (1 - beta1) / np.sqrt(v / (1 - beta2) + eps), m, v


@both(correction_without_power, root_missing)
def correction_without_power_or_root(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - lr * m / (1 - beta1) / (v / (1 - beta2) + eps), m, v


@both(correction_without_power, eps_outside_the_fraction)
def correction_without_power_and_eps_in_the_step(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - (lr * m / (1 - beta1) / np.sqrt(v / (1 - beta2)) + eps), m, v


@both(only_m_corrected, eps_inside_the_root)
def only_m_corrected_over_one_root(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - lr * m / filled(beta1, t) / np.sqrt(v + eps), m, v


@both(only_m_corrected, root_missing)
def only_m_corrected_without_a_root(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - lr * m / filled(beta1, t) / (v + eps), m, v


@both(one_step_ahead, eps_inside_the_root)
def one_step_ahead_over_one_root(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    mhat, vhat = m / filled(beta1, t + 1), v / filled(beta2, t + 1)
    return w - lr * mhat / np.sqrt(vhat + eps), m, v


@both(one_step_behind, eps_inside_the_root)
def one_step_behind_over_one_root(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    m_hat, v_hat = m / (1 - beta1 ** (t - 1)), v / (1 - beta2 ** (t - 1))
    return w - lr * m_hat / np.sqrt(v_hat + eps), m, v


@both(multiplied_by_the_share, eps_inside_the_root)
def multiplied_by_the_share_over_one_root(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - lr * m * filled(beta1, t) / np.sqrt(v * filled(beta2, t) + eps), m, v
