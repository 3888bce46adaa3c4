"""`momentum` where the step of w has other terms, or w decays besides."""

from reference.formula import mistake
from reference.formulas.momentum import momentum


@mistake(
    momentum,
    headline="beta v beside lr g",
    sentence="v is right. w moves by lr times the gradient, and by beta times the new velocity.",
    why="the step of w has two terms, and lr stands in one of them only. The gradient is counted"
    " twice: by itself and in the velocity.",
    right="v at every step.",
    hints=(
        "Take a step with lr = 0 and v = 1. Should w move? Does it?",
        "How often does the gradient of this step enter w: once, or twice?",
    ),
)
def velocity_beside_the_gradient(w, v, g, lr, beta):
    v = momentum(w, v, g, lr, beta)[1]
    return w - lr * g - beta * v, v


@mistake(
    momentum,
    headline="the share is in w's step",
    sentence="The velocity is a sum, and the step of w carries the share 1 - beta.",
    why="the whole gradient is added to the velocity, and w moves by lr (1 - beta) times the sum. A"
    " velocity handed over in the form of the statement is weighed once more.",
    hints=("With g = 1 at every step, which number should v tend to? Take ten steps and look.",),
)
def share_in_the_step_of_w(w, v, g, lr, beta):
    v = beta * v + g
    return w - lr * (1 - beta) * v, v


@mistake(
    momentum,
    headline="w shrinks as well",
    sentence="v is right. w is multiplied with beta before it moves.",
    why="beta stands before w, as it stands before v. Without a velocity and without a gradient w"
    " still moves towards 0.",
    right="v at every step.",
    hints=("Take a step with v = 0 and g = 0. Should w move? Does it?",),
)
def weights_decay_with_beta(w, v, g, lr, beta):
    v = momentum(w, v, g, lr, beta)[1]
    return beta * w - lr * v, v


@mistake(
    momentum,
    headline="w decays besides",
    why="a small share of w is added to the gradient. That is weight decay, another method.",
    hints=("Take a step with v = 0 and g = 0. Should w move? Does it?",),
    constants=(0.01, 0.1, 1e-3, 1e-4, 5e-4),
)
def weight_decay(w, v, g, lr, beta, share):
    return momentum(w, v, g + share * w, lr, beta)


@mistake(
    momentum,
    headline="lr taken off w itself",
    sentence="v is right. w comes back as a product of the velocity and w - lr.",
    why="a bracket around w - lr makes the difference come before the product.",
    right="v at every step.",
    hints=("Take a step with v = 0 and g = 0. Should w move? Does it?",),
)
def bracket_around_w(w, v, g, lr, beta):
    v = momentum(w, v, g, lr, beta)[1]
    return (w - lr) * v, v


@mistake(
    momentum,
    headline="w moves twice",
    sentence="v is right. w moves by v itself, and by lr times v besides.",
    why="the velocity is taken off w once without lr and once with it.",
    right="v at every step.",
    hints=("Make lr very small. How far should w move then? How far does it?",),
)
def weights_moved_twice(w, v, g, lr, beta):
    v = beta * v + (1 - beta) * g
    return w - v - lr * v, v
