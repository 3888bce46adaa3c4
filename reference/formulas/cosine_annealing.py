"""Cosine annealing: the learning rate goes down to 0 along half a period of a cosine.

    lr(t) = ½ lr0 (1 + cos(π t / T))

t = 0, 1, …, T counts steps or epochs: lr0 at t = 0, half of it at T/2, 0 at T. All are numbers, → a
number. Source: Loshchilov and Hutter (2017); notes 002 Obs. 9.1 print lr0 cos(π t / T),
which is negative from T/2 on.
"""

import numpy as np

from reference.domain import Count, Positive
from reference.formula import Line, claim, formula, law, terms


@formula(
    lr0=Positive(1e-4, 1.0),
    t=Count(low=0, high=100, up_to="T"),
    T=Count(low=1, high=100),
    example={"lr0": 0.1, "t": 1, "T": 4},
)
def cosine_annealing(lr0, t, T):
    """½ lr0 (1 + cos(π t / T)): three numbers → a number."""
    # (1 + cos 2x) / 2 is cos² x, the square of the sine of what is left to the right angle. Near
    # t = T, where 1 + cos cancels, that is right to the last digit.
    return lr0 * np.sin(np.pi * (T - t) / (2 * T)) ** 2


@law(
    cosine_annealing,
    says="At t = 0 the learning rate is lr0.",
    twin=lambda **_: {"t": 0},
)
def it_starts_at_the_first_rate(lr, lr_twin, lr0, t, T):
    return lr_twin, lr0


@law(
    cosine_annealing,
    says="At t = T the learning rate is 0.",
    twin=lambda T, **_: {"t": T},
)
def it_ends_at_zero(lr, lr_twin, lr0, t, T):
    return lr_twin, 0.0


@law(
    cosine_annealing,
    says="Twice as many of twice as many steps leave the same learning rate.",
    twin=lambda t, T, **_: {"t": 2 * t, "T": 2 * T},
)
def only_the_share_of_steps_counts(lr, lr_twin, lr0, t, T):
    return lr_twin, lr


@terms(
    cosine_annealing,
    names=("half of the first rate", "the cosine"),
    says="The learning rate is a sum of two terms:",
    hints="Which learning rates should come out at t = 0, at T/2 and at T?",
)
def constant_and_cosine(lr0, t, T):
    return 0.5 * lr0, 0.5 * lr0 * np.cos(np.pi * t / T)


@claim(
    cosine_annealing,
    says="Halfway, at t = T/2, it is half of the first rate.",
    source="Loshchilov and Hutter (2017)",
    lr0=Positive(1e-4, 1.0),
    half=Count(low=1, high=50),
)
def half_the_rate_at_half_the_time(lr0, half):
    return cosine_annealing(lr0, half, 2 * half), lr0 / 2


TEXTBOOK = (Line(cosine_annealing, "½*lr0*(1 + cos(π*t/T))"),)
