"""`momentum` where something else is returned in the place of w or v."""

from reference.formula import mistake
from reference.formulas.momentum import momentum


@mistake(
    momentum,
    headline="w comes back twice",
    sentence="w is right. It comes back once more, in the place of the velocity.",
    why="the new w is returned where the velocity belongs. The next step starts from a velocity"
    " that holds weights.",
    right="w after one step.",
    hints=(
        "Take a step with w = 5, v = 0 and g = 0. Which v should come back, and which one does?",
    ),
)
def weights_returned_twice(w, v, g, lr, beta):
    w = momentum(w, v, g, lr, beta)[0]
    return w, w


@mistake(
    momentum,
    headline="w comes back unchanged",
    sentence="v is right. w comes back as it was passed in.",
    why="the new velocity is computed, and w does not move by it.",
    right="v at every step.",
    hints=("Print w before and after the call. What has changed?",),
)
def weights_not_moved(w, v, g, lr, beta):
    return w, momentum(w, v, g, lr, beta)[1]


@mistake(
    momentum,
    headline="the step in place of w",
    sentence="v is right. In the place of w the step comes back.",
    why="the step is returned where the new w belongs. Where w started does not enter.",
    right="v at every step.",
    hints=(
        "Take a step with w = 5, v = 0 and g = 0. Which w should come back, and which one does?",
    ),
    constants=(-1.0, 1.0),
)
def step_in_place_of_w(w, v, g, lr, beta, sign):
    v = momentum(w, v, g, lr, beta)[1]
    return sign * lr * v, v
