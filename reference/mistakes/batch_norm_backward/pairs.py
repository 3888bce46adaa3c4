"""Two mistakes at once in the place of `batch_norm_backward`."""

from reference.formula import both
from reference.formulas.batch_norm_backward import batch_norm_backward
from reference.mistakes.batch_norm_backward import (
    features_counted_for_samples,
    gamma_missing_in_dX,
    mean_and_variance_held_constant,
    mean_held_constant,
    variance_held_constant,
)
from reference.mistakes.batch_norm_backward.counts_and_signs import (
    divided_by_one_less,
    variance_path_with_a_plus,
)
from reference.mistakes.batch_norm_backward.inverse_deviation import (
    deviation_plus_eps,
    eps_missing_in_dX,
)


@both(mean_and_variance_held_constant, gamma_missing_in_dX)
def two_paths_and_no_gamma(dY, X, gamma, eps):
    dX, *sums = mean_and_variance_held_constant(dY, X, gamma, eps)
    return dX / gamma, *sums


@both(variance_held_constant, gamma_missing_in_dX)
def the_variance_path_and_no_gamma(dY, X, gamma, eps):
    dX, *sums = variance_held_constant(dY, X, gamma, eps)
    return dX / gamma, *sums


@both(mean_held_constant, gamma_missing_in_dX)
def the_mean_path_and_no_gamma(dY, X, gamma, eps):
    dX, *sums = mean_held_constant(dY, X, gamma, eps)
    return dX / gamma, *sums


@both(variance_path_with_a_plus, gamma_missing_in_dX)
def a_sign_and_no_gamma(dY, X, gamma, eps):
    dX, *sums = variance_path_with_a_plus(dY, X, gamma, eps)
    return dX / gamma, *sums


@both(features_counted_for_samples, gamma_missing_in_dX)
def a_count_and_no_gamma(dY, X, gamma, eps):
    dX, *sums = features_counted_for_samples(dY, X, gamma, eps)
    return dX / gamma, *sums


@both(divided_by_one_less, gamma_missing_in_dX)
def a_sample_variance_and_no_gamma(dY, X, gamma, eps):
    dX, *sums = divided_by_one_less(dY, X, gamma, eps)
    return dX / gamma, *sums


@both(deviation_plus_eps, gamma_missing_in_dX)
def a_deviation_and_eps_and_no_gamma(dY, X, gamma, eps):
    dX, *sums = deviation_plus_eps(dY, X, gamma, eps)
    return dX / gamma, *sums


@both(variance_held_constant, eps_missing_in_dX)
def the_variance_path_and_no_eps(dY, X, gamma, eps):
    return variance_held_constant(dY, X, gamma, 0.0)[0], *batch_norm_backward(dY, X, gamma, eps)[1:]


@both(mean_held_constant, eps_missing_in_dX)
def the_mean_path_and_no_eps(dY, X, gamma, eps):
    return mean_held_constant(dY, X, gamma, 0.0)[0], *batch_norm_backward(dY, X, gamma, eps)[1:]
