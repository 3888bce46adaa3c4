"""Nesterov's accelerated gradient: momentum whose gradient is taken where momentum leads.

    ahead = w + gamma (w − w_prev)          w ← ahead − lr ∇J(ahead)

w, w_prev (D,); grad is a function, grad(u) = ∇J(u), (D,) → (D,). w_prev are the weights of one step
earlier; before the first step they are w. Libraries carry a velocity and the point ahead instead:
their weights are the points `ahead` of this form. Source: notes 000 §2.2.
"""

from reference.domain import Array, Fraction, GradientFunction, Parameter, Positive, Previous
from reference.formula import Line, claim, formula, law, terms
from reference.values import QuadraticGradient


@formula(
    w=Parameter("D"),
    w_prev=Previous("D"),
    grad=GradientFunction("D"),
    lr=Positive(1e-3, 1.0),
    gamma=Fraction(0.5, 0.999),
    parts={"w": 1},
    example={
        "w": [1.0],
        "w_prev": [2.0],
        "grad": QuadraticGradient([[2.0]], [1.0]),
        "lr": 0.1,
        "gamma": 0.5,
    },
)
def nesterov(w, w_prev, grad, lr, gamma):
    """One step: (D,), (D,), a function, two numbers → (D,)."""
    ahead = w + gamma * (w - w_prev)
    return ahead - lr * grad(ahead)


@law(
    nesterov,
    says="After no movement, the step is that of gradient descent.",
    twin=lambda w, **_: {"w_prev": w},
)
def at_rest_it_is_gradient_descent(w_new, w_twin, w, w_prev, grad, lr, gamma):
    return w_twin, w - lr * grad(w)


def _at_rest_ahead(w, w_prev, gamma, **_):
    ahead = w + gamma * (w - w_prev)
    return {"w": ahead, "w_prev": ahead}


@law(
    nesterov,
    says="A step from rest at the point to which momentum alone leads ends at the same place.",
    twin=_at_rest_ahead,
)
def momentum_first_then_the_gradient(w_new, w_twin, w, w_prev, grad, lr, gamma):
    return w_twin, w_new


@terms(
    nesterov,
    part="w",
    names=("the gradient ahead", "the step before"),
    says="The step of w is a sum of two terms:",
    hints="At which point does the statement take the gradient, and at which point the code?",
)
def force_and_inertia(w, w_prev, grad, lr, gamma):
    move = gamma * (w - w_prev)
    return -lr * grad(w + move), move


@claim(
    nesterov,
    says="The form of PyTorch, which carries p, the point ahead, and a velocity: both stay those of"
    " this form.",
    source="the documentation of torch.optim.SGD",
    w=Array("D"),
    velocity=Array("D"),
    grad=GradientFunction("D"),
    lr=Positive(1e-3, 1.0),
    gamma=Fraction(0.5, 0.999),
)
def the_form_of_pytorch(w, velocity, grad, lr, gamma):
    w_new = nesterov(w, w + lr * velocity, grad, lr, gamma)
    p = w - gamma * lr * velocity
    g = grad(p)
    new = gamma * velocity + g
    return (w - lr * new, p - lr * (g + gamma * new)), (w_new, w_new + gamma * (w_new - w))


@claim(
    nesterov,
    says="The form of Keras, which carries p, the point ahead, and the last move: both stay those"
    " of this form.",
    source="the documentation of keras.optimizers.SGD",
    w=Array("D"),
    move=Array("D"),
    grad=GradientFunction("D"),
    lr=Positive(1e-3, 1.0),
    gamma=Fraction(0.5, 0.999),
)
def the_form_of_keras(w, move, grad, lr, gamma):
    w_new = nesterov(w, w - move, grad, lr, gamma)
    p = w + gamma * move
    g = grad(p)
    new = gamma * move - lr * g
    return (w + new, p + gamma * new - lr * g), (w_new, w_new + gamma * (w_new - w))


TEXTBOOK = (
    Line(
        nesterov,
        "ahead_i - lr*grad_i(ahead)",
        part="w",
        where={"ahead_i": "w_i + gamma*(w_i - w_prev_i)"},
    ),
)
