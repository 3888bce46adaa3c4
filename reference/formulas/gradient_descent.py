"""Gradient descent: one step against the gradient.

    w ← w − lr g

w, g of one shape, any; the learning rate lr is one number. Stochastic gradient descent is the same
step with the gradient of one sample or mini-batch. Source: notes 000 §1.1, 002 Def. 2.1 to 2.4.
"""

from reference.domain import Array, Gradient, Parameter, Positive
from reference.formula import Line, claim, formula, law


@formula(
    w=Parameter("..."),
    g=Gradient("..."),
    lr=Positive(1e-3, 1.0),
    parts={"w": 1},
    example={"w": 1.0, "g": 0.5, "lr": 0.1},
)
def gradient_descent(w, g, lr):
    """One step: w after it, of the shape of w."""
    return w - lr * g


@law(
    gradient_descent,
    says="Doubling the learning rate doubles the step.",
    twin=lambda lr, **_: {"lr": 2 * lr},
)
def doubling_the_rate_doubles_the_step(w_new, w_twin, w, g, lr):
    return w_twin - w, 2 * (w_new - w)


@law(
    gradient_descent,
    says="Where the gradient is w itself, a step with the learning rate 1 leads to 0.",
    twin=lambda w, **_: {"g": w, "lr": 1.0},
)
def a_step_of_one_solves_the_simplest_quadratic(w_new, w_twin, w, g, lr):
    return w_twin, 0 * w


@law(
    gradient_descent,
    says="Where w starts does not change how far it moves.",
    twin=lambda w, **_: {"w": w + 1},
)
def the_step_does_not_depend_on_w(w_new, w_twin, w, g, lr):
    return w_twin - 1, w_new


@claim(
    gradient_descent,
    says="On c w² / 2 a step multiplies w by 1 - lr c: the loss grows where lr c is more than 2.",
    source="notes 003",
    w=Array("..."),
    lr=Positive(1e-3, 1.0),
    c=Positive(0.1, 10),
)
def a_step_on_a_quadratic(w, lr, c):
    return gradient_descent(w, c * w, lr), (1 - lr * c) * w


TEXTBOOK = (Line(gradient_descent, "w = w - lr*g"),)
