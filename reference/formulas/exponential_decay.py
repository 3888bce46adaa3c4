"""Exponential decay: the learning rate shrinks by the same factor, exp(−k), at every step.

    lr(t) = lr0 exp(−k t)

t = 0, 1, 2, … counts steps or epochs; lr0 is the rate at t = 0. All are numbers, → a number.
Source: notes 002 Obs. 9.1.
"""

import numpy as np

from reference.domain import Count, Positive
from reference.formula import Line, formula, law


@formula(
    lr0=Positive(1e-3, 1.0),
    t=Count(low=0, high=100),
    k=Positive(1e-3, 1e-1),
    example={"lr0": 0.1, "t": 5, "k": 0.1},
)
def exponential_decay(lr0, t, k):
    """lr0 exp(−k t): three numbers → a number."""
    return lr0 * np.exp(-k * t)


@law(
    exponential_decay,
    says="One step later, the learning rate is exp(-k) times as large.",
    twin=lambda t, **_: {"t": t + 1},
)
def one_factor_at_every_step(lr, lr_twin, lr0, t, k):
    return lr_twin, lr * np.exp(-k)


@law(
    exponential_decay,
    says="At t = 0 the learning rate is lr0.",
    twin=lambda **_: {"t": 0},
)
def it_starts_at_the_first_rate(lr, lr_twin, lr0, t, k):
    return lr_twin, lr0


@law(
    exponential_decay,
    says="At time t, the learning rate is the geometric mean of those at times 0 and 2t.",
    twin=lambda t, **_: {"t": 2 * t},
)
def halfway_it_is_the_geometric_mean(lr, lr_twin, lr0, t, k):
    return lr_twin * lr0, lr**2


TEXTBOOK = (Line(exponential_decay, "lr0*exp(-k*t)"),)
