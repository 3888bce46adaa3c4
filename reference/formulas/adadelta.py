"""Adadelta: a step measured in the size of earlier steps, without a learning rate.

    v ← gamma v + (1 − gamma) g²          step = √(q + eps) / √(v + eps) · g
    w ← w − step                          q ← gamma q + (1 − gamma) step²

w, v, q, g of one shape, any; every operation is entry by entry; v and q are 0 before the first
step. The new v and the old q make the step: q holds every step up to the last one. Notes 000 §2.5
print a root that lags one step further behind, q_{k−1}; with q_k it is Zeiler's method.
Source: Zeiler (2012), Algorithm 1; notes 000 §2.5.
"""

import numpy as np

from reference.domain import Fraction, Gradient, Parameter, Positive, State
from reference.formula import Line, formula, law, terms


@formula(
    w=Parameter("..."),
    v=State("...", low=0, high=4),
    q=State("...", low=0, high=1),
    g=Gradient("..."),
    gamma=Fraction(0.5, 0.999),
    eps=Positive(1e-8, 1e-1),
    parts={"w": 2, "v": 1, "q": 1},
    example={"w": 1.0, "v": 0.0, "q": 0.0, "g": 0.5, "gamma": 0.9, "eps": 1e-6},
    convention={"eps": "inside"},
)
def adadelta(w, v, q, g, gamma, eps):
    """One step: (w, v, q) after it, of the shape of w."""
    v, step = second_moment_and_step(v, q, g, gamma, eps)
    return w - step, v, gamma * q + (1 - gamma) * step**2


def second_moment_and_step(v, q, g, gamma, eps):
    v = gamma * v + (1 - gamma) * g**2
    return v, np.sqrt(q + eps) / np.sqrt(v + eps) * g


@law(
    adadelta,
    says="With the opposite gradient, w takes the opposite step.",
    twin=lambda g, **_: {"g": -g},
)
def the_opposite_gradient_takes_the_opposite_step(
    w_new, v_new, q_new, w_twin, v_twin, q_twin, w, v, q, g, gamma, eps
):
    return w_twin - w, w - w_new


@law(adadelta, says="The step of w, squared, has the share 1 - gamma in the new q.")
def q_averages_the_squared_steps(w_new, v_new, q_new, w, v, q, g, gamma, eps):
    return q_new, gamma * q + (1 - gamma) * (w_new - w) ** 2


@law(
    adadelta,
    says="With a gradient of 0, the share gamma is left of v.",
    twin=lambda g, **_: {"g": 0 * g},
)
def without_a_gradient_the_average_decays(
    w_new, v_new, q_new, w_twin, v_twin, q_twin, w, v, q, g, gamma, eps
):
    return v_twin, gamma * v


@terms(
    adadelta,
    part="v",
    names=("the average before", "the squared gradient"),
    says="v is a sum of two terms:",
)
def terms_of_v(w, v, q, g, gamma, eps):
    return gamma * v, (1 - gamma) * g**2


@terms(
    adadelta,
    part="q",
    names=("the average before", "the squared step"),
    says="q is a sum of two terms:",
)
def terms_of_q(w, v, q, g, gamma, eps):
    _, step = second_moment_and_step(v, q, g, gamma, eps)
    return gamma * q, (1 - gamma) * step**2


DEFINITIONS = {"V": "γ*v + (1 - γ)*g²", "Δ": "√(q + ε)/√(V + ε)*g"}

TEXTBOOK = (
    Line(adadelta, "w = w - Δ", part="w", where=DEFINITIONS),
    Line(adadelta, "v = V", part="v", where=DEFINITIONS),
    Line(adadelta, "q = γ*q + (1 - γ)*Δ²", part="q", where=DEFINITIONS),
)
