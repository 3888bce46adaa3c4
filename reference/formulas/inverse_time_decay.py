"""Inverse time decay: the reciprocal of the learning rate grows by the same amount at every step.

    lr(t) = lr0 / (1 + decay t)

t = 0, 1, 2, … counts steps; lr0 is the rate at t = 0. All are numbers, → a number. It is what the
argument `decay` of Keras' SGD does, which the last example of notes 003 takes for Xavier's method.
Source: the source code of Keras.
"""

from reference.domain import Count, Positive
from reference.formula import Line, formula, law


@formula(
    lr0=Positive(1e-3, 1.0),
    t=Count(low=0, high=100),
    decay=Positive(1e-3, 1.0),
    example={"lr0": 0.1, "t": 5, "decay": 0.1},
)
def inverse_time_decay(lr0, t, decay):
    """lr0 / (1 + decay t): three numbers → a number."""
    return lr0 / (1 + decay * t)


@law(
    inverse_time_decay,
    says="At every step, lr0 divided by the learning rate grows by decay.",
    twin=lambda t, **_: {"t": t + 1},
)
def the_reciprocal_grows_evenly(lr, lr_twin, lr0, t, decay):
    return lr0 / lr_twin - lr0 / lr, decay


@law(
    inverse_time_decay,
    says="At t = 0 the learning rate is lr0.",
    twin=lambda **_: {"t": 0},
)
def it_starts_at_the_first_rate(lr, lr_twin, lr0, t, decay):
    return lr_twin, lr0


@law(
    inverse_time_decay,
    says="Half the decay and twice the time leave the same learning rate.",
    twin=lambda t, decay, **_: {"t": 2 * t, "decay": decay / 2},
)
def only_decay_times_t_counts(lr, lr_twin, lr0, t, decay):
    return lr_twin, lr


TEXTBOOK = (Line(inverse_time_decay, "lr0/(1 + decay*t)"),)
