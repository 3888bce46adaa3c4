"""Two mistakes at once in the place of `batch_norm`."""

import numpy as np

from reference.formula import both
from reference.formulas.batch_norm import centre
from reference.mistakes.batch_norm import (
    eps_missing,
    eps_outside_the_root,
    root_missing,
    sample_deviation,
    sample_variance,
    scale_and_shift_missing,
    shift_before_the_scale,
)
from reference.mistakes.batch_norm.centring import squares_not_averaged


@both(eps_outside_the_root, scale_and_shift_missing)
def eps_behind_the_root_no_scale_and_no_shift(X, gamma, beta, eps):
    return centre(X) / (X.std(axis=0) + eps)


@both(eps_outside_the_root, shift_before_the_scale)
def eps_behind_the_root_and_a_scaled_shift(X, gamma, beta, eps):
    return gamma * (centre(X) / (X.std(axis=0) + eps) + beta)


@both(eps_missing, scale_and_shift_missing)
def no_eps_no_scale_and_no_shift(X, gamma, beta, eps):
    return centre(X) / X.std(axis=0)


@both(eps_missing, shift_before_the_scale)
def no_eps_and_a_scaled_shift(X, gamma, beta, eps):
    return gamma * (centre(X) / X.std(axis=0) + beta)


@both(sample_variance, scale_and_shift_missing)
def a_sample_variance_no_scale_and_no_shift(X, gamma, beta, eps):
    return centre(X) / np.sqrt(sample_deviation(X) ** 2 + eps)


@both(sample_variance, shift_before_the_scale)
def a_sample_variance_and_a_scaled_shift(X, gamma, beta, eps):
    return gamma * (centre(X) / np.sqrt(sample_deviation(X) ** 2 + eps) + beta)


@both(root_missing, scale_and_shift_missing)
def no_root_no_scale_and_no_shift(X, gamma, beta, eps):
    return centre(X) / (X.var(axis=0) + eps)


@both(root_missing, shift_before_the_scale)
def no_root_and_a_scaled_shift(X, gamma, beta, eps):
    return gamma * (centre(X) / (X.var(axis=0) + eps) + beta)


@both(squares_not_averaged, scale_and_shift_missing)
def a_sum_of_squares_no_scale_and_no_shift(X, gamma, beta, eps):
    return centre(X) / np.sqrt(len(X) * X.var(axis=0) + eps)


@both(squares_not_averaged, shift_before_the_scale)
def a_sum_of_squares_and_a_scaled_shift(X, gamma, beta, eps):
    return gamma * (centre(X) / np.sqrt(len(X) * X.var(axis=0) + eps) + beta)


@both(sample_variance, root_missing)
def sample_variance_without_a_root(X, gamma, beta, eps):
    return gamma * centre(X) / (sample_deviation(X) ** 2 + eps) + beta
