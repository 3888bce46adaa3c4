"""RMSProp: the gradient divided by the root of a moving average of its square.

    s ← beta s + (1 − beta) g²          w ← w − lr g / √(s + eps)

w, s, g of one shape, any; every operation is entry by entry; s is 0 before the first step. eps
stands inside the root. Source: notes 003 eq. (5) to (8).
"""

import numpy as np

from reference.domain import Array, Fraction, Gradient, Parameter, Positive, State, StepCount
from reference.formula import Line, claim, formula, law, terms


@formula(
    w=Parameter("..."),
    s=State("...", low=0, high=4),
    g=Gradient("..."),
    lr=Positive(1e-3, 1.0),
    beta=Fraction(0.5, 0.999),
    eps=Positive(1e-8, 1e-1),
    parts={"w": 2, "s": 1},
    example={"w": 1.0, "s": 0.0, "g": 0.5, "lr": 0.1, "beta": 0.9, "eps": 1e-8},
    convention={"eps": "inside"},
)
def rmsprop(w, s, g, lr, beta, eps):
    """One step: (w, s) after it, of the shape of w."""
    s = beta * s + (1 - beta) * g**2
    return w - lr * g / np.sqrt(s + eps), s


@law(
    rmsprop,
    says="With the opposite gradient, w takes the opposite step.",
    twin=lambda g, **_: {"g": -g},
)
def the_opposite_gradient_takes_the_opposite_step(
    w_new, s_new, w_twin, s_twin, w, s, g, lr, beta, eps
):
    return w_twin - w, w - w_new


@law(
    rmsprop,
    says="With a gradient of 0, the share beta is left of s.",
    twin=lambda g, **_: {"g": 0 * g},
)
def without_a_gradient_the_average_decays(w_new, s_new, w_twin, s_twin, w, s, g, lr, beta, eps):
    return s_twin, beta * s


@law(
    rmsprop,
    says="Doubling the learning rate doubles the step.",
    twin=lambda lr, **_: {"lr": 2 * lr},
)
def doubling_the_rate_doubles_the_step(w_new, s_new, w_twin, s_twin, w, s, g, lr, beta, eps):
    return w_twin - w, 2 * (w_new - w)


@terms(
    rmsprop,
    part="s",
    names=("the average before", "the squared gradient"),
    says="s is a sum of two terms:",
)
def terms_of_the_average(w, s, g, lr, beta, eps):
    return beta * s, (1 - beta) * g**2


@claim(
    rmsprop,
    says="Under a constant gradient, s is (1 - beta^t) g² after t steps, by induction: the first"
    " step is 1 / sqrt(1 - beta) times as long as a late one, but for eps.",
    source="notes 003 eq. (5) to (8)",
    w=Array("..."),
    t=StepCount(),
    g=Array("..."),
    lr=Positive(1e-3, 1.0),
    beta=Fraction(0.5, 0.999),
    eps=Positive(1e-8, 1e-1),
)
def the_steps_under_a_constant_gradient(w, t, g, lr, beta, eps):
    w_new, s_new = rmsprop(w, (1 - beta ** (t - 1)) * g**2, g, lr, beta, eps)
    filled = (1 - beta**t) * g**2
    return (w_new - w, s_new), (-lr * g / np.sqrt(filled + eps), filled)


DEFINITIONS = {"T": "β*s + (1 - β)*g²"}

TEXTBOOK = (
    Line(rmsprop, "w = w - lr*g/√(T + ε)", part="w", where=DEFINITIONS),
    Line(rmsprop, "s = T", part="s", where=DEFINITIONS),
)
