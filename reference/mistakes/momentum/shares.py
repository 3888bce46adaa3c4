"""`momentum` where the past and the gradient have other shares."""

from reference.formula import mistake
from reference.formulas.momentum import momentum


@mistake(
    momentum,
    headline="a bracket is missing",
    sentence="A term that does not depend on the gradient is in the velocity.",
    why="beta multiplies the gradient, and 1 is added by itself. Without a bracket the product"
    " comes before the difference.",
    right="The share of the past, and the step of w for the v returned.",
    hints=(
        "Take a step with v = 0 and g = 0. Which v should come back, and which one does?",
        "Which operation does Python carry out first in a - b * c?",
    ),
)
def bracket_of_the_share_missing(w, v, g, lr, beta):
    v = beta * v + 1 - beta * g
    return w - lr * v, v


@mistake(
    momentum,
    headline="the past does not fade",
    sentence="The velocity keeps all of its past, and a share of the gradient comes on top.",
    why="beta does not stand before the old velocity. With a constant gradient the velocity grows"
    " without bound.",
    right="The share of the gradient, and the step of w for the v returned.",
    hints=(
        "Take a step with g = 0 and v = 1. Which share of v should be left for beta = 0.9?",
        "With g = 1 at every step, which number should an average tend to? Take ten steps and"
        " look.",
    ),
)
def past_does_not_fade(w, v, g, lr, beta):
    v = v + (1 - beta) * g
    return w - lr * v, v


@mistake(
    momentum,
    headline="both get the share beta",
    sentence="The past and the gradient both have the share beta.",
    why="one and the same factor stands before both terms of the average. Together the two shares"
    " are not 1.",
    right="The share of the past, and the step of w for the v returned.",
    hints=(
        "With g = 1 at every step, which number should an average tend to? Take ten steps and"
        " look.",
    ),
)
def beta_before_past_and_gradient(w, v, g, lr, beta):
    v = beta * (v + g)
    return w - lr * v, v


@mistake(
    momentum,
    headline="both get 1 - beta",
    sentence="The past and the gradient both have the share 1 - beta.",
    why="one and the same factor stands before both terms of the average. For beta = 0.9 the"
    " velocity hardly remembers anything.",
    right="The share of the gradient, and the step of w for the v returned.",
    hints=("Take a step with g = 0 and v = 1. Which share of v should be left for beta = 0.9?",),
)
def one_less_beta_before_both(w, v, g, lr, beta):
    v = (1 - beta) * (v + g)
    return w - lr * v, v


@mistake(
    momentum,
    headline="past with share 1 - beta",
    sentence="The past has the share 1 - beta, and the gradient is added whole.",
    why="the old velocity is multiplied with 1 - beta, and the gradient has no factor. For"
    " beta = 0.9 the velocity hardly remembers anything.",
    right="The step of w for the v returned.",
    hints=("Take a step with g = 0 and v = 1. Which share of v should be left for beta = 0.9?",),
)
def one_less_beta_before_the_past(w, v, g, lr, beta):
    v = (1 - beta) * v + g
    return w - lr * v, v


@mistake(
    momentum,
    headline="past with both shares",
    sentence="The past carries one factor too many.",
    why="1 - beta multiplies the past as well as the gradient, and beta stands before the past"
    " besides. The velocity fades almost at once.",
    right="The share of the gradient, and the step of w for the v returned.",
    hints=(
        "Take a step with g = 0 and v = 1. Which share of v should be left for beta = 0.9?",
        "Where does the bracket open that 1 - beta stands before, and where does it close?",
    ),
)
def one_less_beta_before_the_sum(w, v, g, lr, beta):
    v = (1 - beta) * (beta * v + g)
    return w - lr * v, v


@mistake(
    momentum,
    headline="g times the whole sum",
    sentence="The gradient multiplies the past as well as its own share.",
    why="the bracket closes before g, so g multiplies everything in it. With a gradient of 0"
    " nothing is left of the velocity.",
    hints=(
        "Take a step with g = 0 and v = 1. Which share of v should be left for beta = 0.9?",
        "Which terms does g multiply in the statement, and which ones in the code?",
    ),
)
def gradient_times_the_whole_sum(w, v, g, lr, beta):
    v = (beta * v + (1 - beta)) * g
    return w - lr * v, v


@mistake(
    momentum,
    headline="the share is 1 + beta",
    sentence="The gradient has the share 1 + beta.",
    why="the gradient is weighed with more than 1, and the past with beta. Together the two shares"
    " are not 1.",
    right="The share of the past, and the step of w for the v returned.",
    hints=(
        "With g = 1 at every step, which number should an average tend to? Take ten steps and"
        " look.",
    ),
)
def share_above_one(w, v, g, lr, beta):
    v = beta * v + (1 + beta) * g
    return w - lr * v, v
