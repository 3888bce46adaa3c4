"""Gradient descent with momentum: the velocity is a moving average of the gradients.

    v ← beta v + (1 − beta) g          w ← w − lr v

w, v, g of one shape, any; v is 0 before the first step. Other forms are in use: the velocity may be
a sum, v ← beta v + g, or a displacement, v ← beta v − lr g with w ← w + v.
Source: notes 003 eq. (1) to (4); heavy ball in notes 000 §2.1.
"""

import numpy as np

from reference.domain import Array, Fraction, Gradient, Parameter, Positive, State, StepCount
from reference.formula import Line, claim, formula, law, terms


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


@terms(
    momentum,
    part="w",
    names=("the new velocity",),
    besides=("the velocity passed in",),
    says="w moves by one velocity, the new one:",
    hints="Print v before and after its line. Which of the two stands in the line on w?",
)
def step_of_the_new_velocity(w, v, g, lr, beta):
    _, v_new = momentum(w, v, g, lr, beta)
    return -lr * v_new, -lr * v


def _weighted(v, gs, beta):
    """β^T v + (1 − β) Σ_s β^(T − 1 − s) g_s, the newest of T gradients last."""
    T = len(gs)
    weights = (1 - beta) * beta ** (T - 1 - np.arange(T))
    return beta**T * v + weights @ gs


@claim(
    momentum,
    says="After T gradients the velocity is beta^T times the first one plus the sum of (1 - beta)"
    " beta^(T - 1 - s) g_s: one more gradient goes on in the same way.",
    source="notes 003 eq. (1) to (4)",
    v=Array("D"),
    gs=Array("T D"),
    g=Array("D"),
    lr=Positive(1e-3, 1.0),
    beta=Fraction(0.5, 0.999),
)
def the_closed_form_of_the_average(v, gs, g, lr, beta):
    T = len(gs)
    _, v_new = momentum(v, _weighted(v, gs, beta), g, lr, beta)
    weights = (1 - beta) * beta ** (T - np.arange(T))
    return v_new, beta ** (T + 1) * v + weights @ gs + (1 - beta) * g


@claim(
    momentum,
    says="Under a constant gradient the velocity is (1 - beta^t) g after t steps, by induction.",
    source="notes 003 eq. (1) to (4)",
    w=Array("..."),
    t=StepCount(),
    g=Array("..."),
    lr=Positive(1e-3, 1.0),
    beta=Fraction(0.5, 0.999),
)
def a_constant_gradient_fills_the_average(w, t, g, lr, beta):
    _, v_new = momentum(w, (1 - beta ** (t - 1)) * g, g, lr, beta)
    return v_new, (1 - beta**t) * g


DEFINITIONS = {"V": "beta*v + (1 - beta)*g"}

TEXTBOOK = (
    Line(momentum, "w = w - lr*V", part="w", where=DEFINITIONS),
    Line(momentum, "v = V", part="v", where=DEFINITIONS),
)
