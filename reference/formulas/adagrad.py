"""Adagrad: each weight has a learning rate of its own, the smaller the more gradient it has seen.

    G ← G + g²          w ← w − lr g / √(G + eps)

w, G, g of one shape, any; every operation is entry by entry; G is 0 before the first step. eps
stands inside the root. Source: notes 000 §2.4; Duchi et al. (2011) have eps outside.
"""

import numpy as np

from reference.domain import Gradient, Parameter, Positive, State, StepCount
from reference.formula import Line, claim, formula, law, terms


@formula(
    w=Parameter("..."),
    G=State("...", low=0, high=9),
    g=Gradient("..."),
    lr=Positive(1e-3, 1.0),
    eps=Positive(1e-8, 1e-1),
    parts={"w": 2, "G": 1},
    example={"w": 1.0, "G": 0.0, "g": 0.5, "lr": 0.1, "eps": 1e-8},
    convention={"eps": "inside"},
)
def adagrad(w, G, g, lr, eps):
    """One step: (w, G) after it, of the shape of w."""
    G = G + g**2.0  # a float also where everything is an integer
    return w - lr * g / np.sqrt(G + eps), G


@law(
    adagrad,
    says="With the opposite gradient, w takes the opposite step.",
    twin=lambda g, **_: {"g": -g},
)
def the_opposite_gradient_takes_the_opposite_step(w_new, G_new, w_twin, G_twin, w, G, g, lr, eps):
    return w_twin - w, w - w_new


@law(
    adagrad,
    says="With a gradient of 0, G stays as it is.",
    twin=lambda g, **_: {"g": 0 * g},
)
def without_a_gradient_the_sum_stays(w_new, G_new, w_twin, G_twin, w, G, g, lr, eps):
    return G_twin, G


@law(
    adagrad,
    says="Doubling the learning rate doubles the step.",
    twin=lambda lr, **_: {"lr": 2 * lr},
)
def doubling_the_rate_doubles_the_step(w_new, G_new, w_twin, G_twin, w, G, g, lr, eps):
    return w_twin - w, 2 * (w_new - w)


@terms(
    adagrad,
    part="G",
    names=("the sum before", "the squared gradient"),
    says="G is a sum of two terms:",
)
def terms_of_the_sum(w, G, g, lr, eps):
    return G, g**2


@claim(
    adagrad,
    says="Under a constant gradient, G is t g² after t steps, by induction, and the step is"
    " -lr g / sqrt(t g² + eps).",
    source="notes 000 §2.4",
    w=Parameter("..."),
    t=StepCount(),
    g=Gradient("..."),
    lr=Positive(1e-3, 1.0),
    eps=Positive(1e-8, 1e-1),
)
def the_steps_under_a_constant_gradient(w, t, g, lr, eps):
    w_new, G = adagrad(w, (t - 1) * g**2, g, lr, eps)
    return (w_new - w, G), (-lr * g / np.sqrt(t * g**2 + eps), t * g**2)


DEFINITIONS = {"A": "G + g^2"}

TEXTBOOK = (
    Line(adagrad, "w = w - lr/√(A + ε)*g", part="w", where=DEFINITIONS),
    Line(adagrad, "G = A", part="G", where=DEFINITIONS),
)
