"""Gradient descent with momentum: the velocity is a moving average of the gradients.

    v ← beta v + (1 − beta) g          w ← w − lr v

w, v, g of one shape, any; v is 0 before the first step. Other forms are in use: the velocity may be
a sum, v ← beta v + g, or a displacement, v ← beta v − lr g with w ← w + v.
Source: notes 003 eq. (1) to (4); heavy ball in notes 000 §2.1.
"""

from reference.formula import (
    Fraction,
    Gradient,
    Line,
    Parameter,
    Positive,
    State,
    formula,
    law,
    terms,
)


@formula(
    w=Parameter("..."),
    v=State("..."),
    g=Gradient("..."),
    lr=Positive(1e-3, 1.0),
    beta=Fraction(0.5, 0.999),
    parts={"w": 1, "v": 1},
    example={"w": 1.0, "v": 0.0, "g": 0.5, "lr": 0.2, "beta": 0.9},
    convention={"velocity": "average"},
)
def momentum(w, v, g, lr, beta):
    """One step: (w, v) after it, of the shape of w."""
    v = beta * v + (1 - beta) * g
    return w - lr * v, v


@law(
    momentum,
    says="Where w starts does not change how far it moves, nor the velocity.",
    twin=lambda w, **_: {"w": w + 1},
)
def the_step_does_not_depend_on_w(w_new, v_new, w_twin, v_twin, w, v, g, lr, beta):
    return (w_twin - 1, v_twin), (w_new, v_new)


@law(
    momentum,
    says="With a gradient of 0, the share beta is left of the velocity.",
    twin=lambda g, **_: {"g": 0 * g},
)
def without_a_gradient_the_velocity_decays(w_new, v_new, w_twin, v_twin, w, v, g, lr, beta):
    return v_twin, beta * v


@terms(
    momentum,
    part="v",
    names=("the velocity before", "the gradient"),
    says="v is a sum of two terms:",
)
def past_and_present(w, v, g, lr, beta):
    return beta * v, (1 - beta) * g


@terms(
    momentum,
    part="w",
    through="v",
    names=("the velocity before", "the gradient"),
    says="The new velocity is a sum of two terms, and so is the step of w:",
)
def step_of_past_and_present(w, v, g, lr, beta):
    return -lr * beta * v, -lr * (1 - beta) * g


DEFINITIONS = {"V": "beta*v + (1 - beta)*g"}

TEXTBOOK = (
    Line(momentum, "w = w - lr*V", part="w", where=DEFINITIONS),
    Line(momentum, "v = V", part="v", where=DEFINITIONS),
)
