"""The heavy-ball method: gradient descent that goes on with a share of its last step.

    w ← w − lr g + gamma (w − w_prev)

w_prev are the weights of one step earlier; before the first step they are w, and the step is that
of gradient descent. w, w_prev, g of one shape, any. At a constant learning rate the weights are
those of `momentum` with lr / (1 − gamma) in the place of lr. Source: notes 000 §2.1.
"""

from reference.domain import Array, Fraction, Gradient, Parameter, Positive, Previous
from reference.formula import Line, claim, formula, law, terms
from reference.formulas.momentum import momentum


@formula(
    w=Parameter("..."),
    w_prev=Previous("..."),
    g=Gradient("..."),
    lr=Positive(1e-3, 1.0),
    gamma=Fraction(0.5, 0.999),
    parts={"w": 1},
    example={"w": 1.0, "w_prev": 2.0, "g": 0.5, "lr": 0.1, "gamma": 0.9},
)
def heavy_ball(w, w_prev, g, lr, gamma):
    """One step: w after it, of the shape of w."""
    return w - lr * g + gamma * (w - w_prev)


@law(
    heavy_ball,
    says="After no movement, the step is that of gradient descent.",
    twin=lambda w, **_: {"w_prev": w},
)
def at_rest_it_is_gradient_descent(w_new, w_twin, w, w_prev, g, lr, gamma):
    return w_twin, w - lr * g


@law(
    heavy_ball,
    says="With a gradient of 0, the step is the share gamma of the step before.",
    twin=lambda g, **_: {"g": 0 * g},
)
def without_a_gradient_the_step_shrinks(w_new, w_twin, w, w_prev, g, lr, gamma):
    return w_twin - w, gamma * (w - w_prev)


@law(
    heavy_ball,
    says="Moving w and w_prev by one and the same number moves the result by that number.",
    twin=lambda w, w_prev, **_: {"w": w + 1, "w_prev": w_prev + 1},
)
def where_it_happens_does_not_matter(w_new, w_twin, w, w_prev, g, lr, gamma):
    return w_twin - 1, w_new


@terms(
    heavy_ball,
    part="w",
    names=("the gradient", "the step before"),
    says="The step of w is a sum of two terms:",
)
def force_and_inertia(w, w_prev, g, lr, gamma):
    return -lr * g, gamma * (w - w_prev)


@claim(
    heavy_ball,
    says="It moves like momentum with an average: from w_prev = w + lr v, the heavy ball with rate"
    " lr (1 - beta) makes the same step, and the next one starts in the same way.",
    source="notes 000 §2.1, 003 eq. (1) to (4)",
    w=Array("..."),
    v=Array("..."),
    g=Array("..."),
    lr=Positive(1e-3, 1.0),
    beta=Fraction(0.5, 0.999),
)
def momentum_with_an_average(w, v, g, lr, beta):
    w_new, v_new = momentum(w, v, g, lr, beta)
    return (heavy_ball(w, w + lr * v, g, lr * (1 - beta), beta), w), (w_new, w_new + lr * v_new)


TEXTBOOK = (Line(heavy_ball, "w = w - lr*g + γ*(w - w_prev)"),)
