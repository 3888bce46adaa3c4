"""The usual slips in any line of `momentum`."""

from reference.formula import mistake
from reference.formulas.momentum import momentum


@mistake(
    momentum,
    headline="w moves by the old velocity",
    sentence="v is right. w moves by the velocity of the step before.",
    why="w is moved first and the velocity is updated afterwards. At the first step v is 0, so w"
    " does not move at all.",
    right="v at every step.",
    hints=(
        "Start with v = 0 and take one step. Where is w?",
        "Which of the two results is needed to compute the other one? Which line comes first?",
    ),
)
def old_velocity_moves_w(w, v, g, lr, beta):
    return w - lr * v, beta * v + (1 - beta) * g


@mistake(
    momentum,
    headline="v returns the gradient",
    sentence="w is right. The gradient comes back in the place of the velocity.",
    why="the velocity is computed and used, but g is returned in its place. The next step starts"
    " from a velocity that has no memory.",
    right="w after one step.",
    hints=("Take two steps with g = 1 and then g = 0. Which v should come back each time?",),
)
def gradient_returned_as_velocity(w, v, g, lr, beta):
    return momentum(w, v, g, lr, beta)[0], g


@mistake(
    momentum,
    headline="v comes back unchanged",
    sentence="w is right after one step. The velocity comes back as it was passed in.",
    why="the new velocity is used for w and then lost. Every step starts from the same v.",
    right="w after one step.",
    hints=(
        "Print v before and after the call. What has changed?",
        "Which name holds the new velocity, and which one is returned?",
    ),
)
def velocity_not_kept(w, v, g, lr, beta):
    return momentum(w, v, g, lr, beta)[0], v


@mistake(
    momentum,
    headline="w moves by the gradient",
    sentence="v is right. w moves by lr times the gradient, whatever the velocity is.",
    why="the velocity is computed and returned, but it does not move w. This is plain gradient"
    " descent with an idle velocity beside it.",
    right="v at every step.",
    hints=(
        "Take a step with g = 0 and v = 1. Should w move? Does it?",
        "At which places of the code is the new velocity read?",
    ),
)
def gradient_moves_w(w, v, g, lr, beta):
    return w - lr * g, momentum(w, v, g, lr, beta)[1]


@mistake(
    momentum,
    headline="the shares are exchanged",
    sentence="The gradient has the share beta, and the past has the share 1 - beta.",
    why="the two weights of the moving average are exchanged. For beta = 0.9 the velocity hardly"
    " remembers anything.",
    right="The sum of the two shares, and the step of w for the v returned.",
    hints=(
        "Take a step with g = 0 and v = 1. Which share of v should be left for beta = 0.9?",
        "For which beta does the velocity change least from step to step, on paper and in the"
        " code?",
    ),
)
def shares_exchanged(w, v, g, lr, beta):
    v = (1 - beta) * v + beta * g
    return w - lr * v, v


@mistake(
    momentum,
    headline="beta times the whole sum",
    sentence="The gradient carries one factor beta too many.",
    why="beta multiplies both terms of the average, the past and the gradient. The two shares no"
    " longer add up to 1.",
    right="The share of the past, and the step of w for the v returned.",
    hints=(
        "With g = 1 at every step, which number should an average tend to? Take ten steps and"
        " look.",
        "Where does the bracket open that beta stands before, and where does it close?",
    ),
)
def beta_before_both_terms(w, v, g, lr, beta):
    v = beta * (v + (1 - beta) * g)
    return w - lr * v, v


@mistake(
    momentum,
    headline="w climbs",
    sentence="w moves along the gradient, to where the loss grows.",
    why="the velocity contains + lr g, and is added to w. Of the two forms in use, one has the"
    " minus in v and the other one in w; here it is in neither.",
    hints=(
        "For the loss w^2/2 the gradient is w. Start at w = 1 with v = 0: where is w after a step?",
    ),
)
def no_minus_anywhere(w, v, g, lr, beta):
    v = beta * v + lr * g
    return w + v, v


@mistake(
    momentum,
    headline="lr enters twice",
    sentence="The learning rate is part of the velocity and multiplies it once more.",
    why="the gradient is multiplied with lr in the velocity, and the velocity again in the step of"
    " w. The step shrinks with the square of lr.",
    hints=(
        "Start with v = 0 and halve lr. By what should the first step shrink? By what does it?",
        "If w is in metres, what unit has v in the statement? Which factor changes the unit?",
    ),
)
def learning_rate_twice(w, v, g, lr, beta):
    v = beta * v + lr * g
    return w - lr * v, v


@mistake(
    momentum,
    headline="Nesterov's step",
    sentence="v is right. w moves by the velocity of the step to come, not of this one.",
    why="the new velocity decays once more, and the gradient enters the step of w a second time."
    " That is Nesterov's form of momentum, another method.",
    right="v at every step.",
    hints=(
        "Start with v = 0 and take one step. How often is the gradient weighed in the step of w?",
    ),
)
def gradient_averaged_once_more(w, v, g, lr, beta):
    v = momentum(w, v, g, lr, beta)[1]
    return w - lr * (beta * v + (1 - beta) * g), v


@mistake(
    momentum,
    headline="v taken for old weights",
    sentence="The velocity is treated as if it held the weights of the step before.",
    why="the step contains beta times the difference of w and v, and the old w is returned as v."
    " That is the heavy ball, which carries weights, not a velocity.",
    hints=(
        "Add 100 to w and leave v and g as they are. Should the step of w change? Does it?",
        "What does v hold before the first step, according to the statement? What would weights"
        " hold?",
    ),
)
def velocity_taken_for_old_weights(w, v, g, lr, beta):
    return w - lr * g + beta * (w - v), w
