"""Adam: two moving averages, of the gradient and of its square, corrected for their start at 0.

    m ← beta1 m + (1 − beta1) g          mhat = m / (1 − beta1ᵗ)
    v ← beta2 v + (1 − beta2) g²         vhat = v / (1 − beta2ᵗ)
    w ← w − lr mhat / (√vhat + eps)

w, m, v, g of one shape, any; t = 1, 2, …; m and v are 0 before t = 1. eps stands outside the root.
Source: notes 000 §2.6; 003 eq. (9) to (14), which print the correction without the power t.
"""

import numpy as np

from reference.domain import Array, Fraction, Gradient, Parameter, Positive, State, StepCount
from reference.formula import Line, claim, formula, law, terms
from reference.formulas.momentum import momentum
from reference.formulas.rmsprop import rmsprop


@formula(
    w=Parameter("..."),
    m=State("..."),
    v=State("...", low=0, high=4),
    t=StepCount(),
    g=Gradient("..."),
    lr=Positive(1e-3, 1.0),
    beta1=Fraction(0.5, 0.999),
    beta2=Fraction(0.5, 0.999),
    eps=Positive(1e-8, 1e-1),
    parts={"w": 2, "m": 1, "v": 1},
    example={
        "w": 1.0,
        "m": 0.0,
        "v": 0.0,
        "t": 1,
        "g": 0.5,
        "lr": 0.1,
        "beta1": 0.9,
        "beta2": 0.999,
        "eps": 1e-8,
    },
    convention={"eps": "outside"},
)
def adam(w, m, v, t, g, lr, beta1, beta2, eps):
    """One step: (w, m, v) after it, of the shape of w."""
    m, v = moments(m, v, g, beta1, beta2)
    mhat = m / filled(beta1, t)
    vhat = v / filled(beta2, t)
    return w - lr * mhat / (np.sqrt(vhat) + eps), m, v


def moments(m, v, g, beta1, beta2):
    return beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2


def filled(beta, t):
    """1 − betaᵗ: the share of a moving average that t gradients make up."""
    return -np.expm1(t * np.log(beta))  # no digit is lost for beta close to 1


@law(
    adam,
    says="With the opposite gradient and first moment, w takes the opposite step.",
    twin=lambda m, g, **_: {"m": -m, "g": -g},
)
def opposite_gradients_take_opposite_steps(
    w_new, m_new, v_new, w_twin, m_twin, v_twin, w, m, v, t, g, lr, beta1, beta2, eps
):
    return (w_twin - w, m_twin, v_twin), (w - w_new, -m_new, v_new)


@law(
    adam,
    says="With a gradient of 0, the share beta1 is left of m and the share beta2 of v.",
    twin=lambda g, **_: {"g": 0 * g},
)
def without_a_gradient_the_moments_decay(
    w_new, m_new, v_new, w_twin, m_twin, v_twin, w, m, v, t, g, lr, beta1, beta2, eps
):
    return (m_twin, v_twin), (beta1 * m, beta2 * v)


@terms(
    adam,
    part="m",
    names=("the average before", "the gradient"),
    says="m is a sum of two terms:",
)
def terms_of_m(w, m, v, t, g, lr, beta1, beta2, eps):
    return beta1 * m, (1 - beta1) * g


@terms(
    adam,
    part="v",
    names=("the average before", "the squared gradient"),
    says="v is a sum of two terms:",
)
def terms_of_v(w, m, v, t, g, lr, beta1, beta2, eps):
    return beta2 * v, (1 - beta2) * g**2


@claim(
    adam,
    says="Its first moment is the velocity of momentum, its second one the average of RMSProp.",
    source="notes 000 §2.6, 003 eq. (9) to (14)",
)
def momentum_and_rmsprop(w, m, v, t, g, lr, beta1, beta2, eps):
    _, m_new, v_new = adam(w, m, v, t, g, lr, beta1, beta2, eps)
    _, velocity = momentum(w, m, g, lr, beta1)
    _, average = rmsprop(w, v, g, lr, beta2, eps)
    return (m_new, v_new), (velocity, average)


@claim(
    adam,
    says="Before the first step the state is 0, and that step is -lr g / (|g| + eps).",
    source="notes 000 §2.6",
    w=Array("..."),
    g=Array("..."),
    lr=Positive(1e-3, 1.0),
    beta1=Fraction(0.5, 0.999),
    beta2=Fraction(0.5, 0.999),
    eps=Positive(1e-8, 1e-1),
)
def the_first_step(w, g, lr, beta1, beta2, eps):
    w_new, _, _ = adam(w, 0 * w, 0 * w, 1, g, lr, beta1, beta2, eps)
    return w_new - w, -lr * g / (np.abs(g) + eps)


@claim(
    adam,
    says="Under a constant gradient the correction is exact at every step, by induction: if the"
    " corrected moments were g and g² after t - 1 steps, they are so after t steps.",
    source="notes 000 §2.6",
    w=Array("..."),
    t=StepCount(),
    g=Array("..."),
    lr=Positive(1e-3, 1.0),
    beta1=Fraction(0.5, 0.999),
    beta2=Fraction(0.5, 0.999),
    eps=Positive(1e-8, 1e-1),
)
def a_constant_gradient_is_recovered(w, t, g, lr, beta1, beta2, eps):
    m, v = filled(beta1, t - 1) * g, filled(beta2, t - 1) * g**2
    w_new, m_new, v_new = adam(w, m, v, t, g, lr, beta1, beta2, eps)
    return (
        (w_new - w, m_new, v_new),
        (-lr * g / (np.abs(g) + eps), filled(beta1, t) * g, filled(beta2, t) * g**2),
    )


DEFINITIONS = {
    "M": "β₁*m + (1 - β₁)*g",
    "V": "β₂*v + (1 - β₂)*g²",
    "m̂": "M/(1 - β₁^t)",
    "v̂": "V/(1 - β₂^t)",
}

TEXTBOOK = (
    Line(adam, "w = w - lr*m̂/(√(v̂) + ε)", part="w", where=DEFINITIONS),
    Line(adam, "m = M", part="m", where=DEFINITIONS),
    Line(adam, "v = V", part="v", where=DEFINITIONS),
)
