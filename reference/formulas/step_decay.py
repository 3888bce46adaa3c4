"""Step decay: the learning rate is multiplied by gamma after every s steps.

    lr(t) = lr0 gamma^⌊t/s⌋

t = 0, 1, 2, … counts steps or epochs, s ≥ 1 of them make an interval; lr0 is the rate at t = 0. All
are numbers, → a number. Source: notes 002 Obs. 9.1.
"""

from reference.domain import Count, Fraction, Positive
from reference.formula import Line, formula, law


@formula(
    lr0=Positive(1e-3, 1.0),
    t=Count(low=0, high=100),
    gamma=Fraction(0.1, 0.95),
    s=Count(low=1, high=30),
    example={"lr0": 0.1, "t": 5, "gamma": 0.5, "s": 2},
)
def step_decay(lr0, t, gamma, s):
    """lr0 gamma^⌊t/s⌋: four numbers → a number."""
    return lr0 * gamma ** (t // s)


@law(
    step_decay,
    says="s steps later, the learning rate is multiplied by gamma.",
    twin=lambda t, s, **_: {"t": t + s},
)
def one_drop_in_s_steps(lr, lr_twin, lr0, t, gamma, s):
    return lr_twin, gamma * lr


@law(
    step_decay,
    says="Since the last multiple of s, the learning rate has not changed.",
    twin=lambda t, s, **_: {"t": s * (t // s)},
)
def constant_between_two_drops(lr, lr_twin, lr0, t, gamma, s):
    return lr_twin, lr


@law(
    step_decay,
    says="At t = 0 the learning rate is lr0.",
    twin=lambda **_: {"t": 0},
)
def it_starts_at_the_first_rate(lr, lr_twin, lr0, t, gamma, s):
    return lr_twin, lr0


TEXTBOOK = (Line(step_decay, "lr0*γ^floor(t/s)"),)
