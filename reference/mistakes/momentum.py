"""What students write in the place of `momentum`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.momentum import momentum


@mistake(
    momentum,
    kind="convention",
    convention={"velocity": "sum"},
    headline="velocity as a sum",
    sentence="The whole gradient is added to the velocity; the share 1 - beta is asked for.",
    why="the velocity is a sum of gradients, each weighed down by beta at every step. This"
    " assignment asks for their moving average. Both are in use.",
    converse="the velocity is a moving average of the gradients. This assignment asks for a sum,"
    " weighed down by beta at every step. Both are in use.",
    elsewhere="the velocity is a sum of gradients, each weighed down by beta at every step, and"
    " lr multiplies it in the step of w. The statement asks for another form. Both are in use.",
    hints=(
        "With g = 1 at every step, which number does the velocity tend to for beta = 0.9? Which"
        " number follows from the statement?",
        "Read the line on v in the statement once more: which number stands before g?",
    ),
    action="compare the line on v with the statement, bring it to that convention, and run",
)
def velocity_as_a_sum(w, v, g, lr, beta):
    v = beta * v + g
    return w - lr * v, v


@mistake(
    momentum,
    kind="convention",
    convention={"velocity": "displacement"},
    headline="velocity as a displacement",
    sentence="The learning rate and the sign are part of the velocity.",
    why="the velocity is the step itself: it contains the learning rate and the sign, and is added"
    " to w. This assignment asks for a moving average of gradients. Both are in use.",
    converse="the velocity is a moving average of gradients, and w moves against it. This"
    " assignment asks for the velocity as the step itself. Both are in use.",
    elsewhere="the velocity is the step itself: it contains the learning rate and the sign, and is"
    " added to w. The statement asks for another form. Both are in use.",
    hints=(
        "If w is in metres, what unit has v in the statement, and what unit in the code?",
        "Read the two lines on v and w in the statement once more: in which one stands lr?",
    ),
    action="compare the lines on v and w with the statement, bring them to that convention, and"
    " run",
)
def velocity_as_a_displacement(w, v, g, lr, beta):
    v = beta * v - lr * g
    return w + v, v


@mistake(
    momentum,
    kind="convention",
    convention={"velocity": "step"},
    headline="velocity as a step",
    sentence="The learning rate is part of the velocity.",
    why="the velocity is the step itself: it contains the learning rate, and is taken off w. This"
    " assignment asks for a moving average of gradients. Both are in use.",
    converse="the velocity is a moving average of gradients, without the learning rate. This"
    " assignment asks for the velocity as the step itself. Both are in use.",
    elsewhere="the velocity is the step itself: it contains the learning rate, and is taken off w."
    " The statement asks for another form. Both are in use.",
    hints=(
        "If w is in metres, what unit has v in the statement, and what unit in the code?",
        "Read the two lines on v and w in the statement once more: in which one stands lr?",
    ),
    action="compare the lines on v and w with the statement, bring them to that convention, and"
    " run",
)
def velocity_as_a_step(w, v, g, lr, beta):
    v = beta * v + lr * g
    return w - v, v


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
    why="w moves by a second average, of the new velocity and the gradient once more. That is"
    " Nesterov's form of momentum, another method.",
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


@mistake(
    momentum,
    headline="the minus is in v",
    sentence="From a fresh state w is right. The velocity has the opposite sign.",
    why="the gradient is taken off the velocity, and the velocity is added to w. A velocity handed"
    " over in the form of the statement is read with the wrong sign.",
    hints=(
        "With g = 1 at every step, which sign has v according to the statement, and which one in"
        " the code?",
    ),
)
def minus_in_the_average(w, v, g, lr, beta):
    v = beta * v - (1 - beta) * g
    return w + lr * v, v


@mistake(
    momentum,
    headline="a sum with a minus",
    why="the whole gradient is taken off the velocity, and lr times the velocity is added to w. The"
    " statement has another sign in v, and another weight of g.",
    hints=(
        "With g = 1 at every step, which sign has v according to the statement, and which one in"
        " the code?",
        "Read the line on v in the statement once more: which number stands before g?",
    ),
)
def minus_in_the_sum(w, v, g, lr, beta):
    v = beta * v - g
    return w + lr * v, v


@mistake(
    momentum,
    headline="minus in both lines",
    sentence="w moves along the gradient, to where the loss grows.",
    why="the gradient is taken off the velocity, and the velocity is taken off w. The two minus"
    " signs cancel.",
    hints=(
        "For the loss w^2/2 the gradient is w. Start at w = 1 with v = 0: where is w after a step?",
    ),
)
def minus_in_both_lines(w, v, g, lr, beta):
    v = beta * v - (1 - beta) * g
    return w - lr * v, v


@mistake(
    momentum,
    headline="displacement taken off",
    sentence="w moves along the gradient, to where the loss grows.",
    why="the velocity contains - lr g already, and is taken off w. The two minus signs cancel.",
    hints=(
        "For the loss w^2/2 the gradient is w. Start at w = 1 with v = 0: where is w after a step?",
    ),
)
def displacement_taken_off(w, v, g, lr, beta):
    v = beta * v - lr * g
    return w - v, v


@mistake(
    momentum,
    headline="w climbs along a sum",
    sentence="w moves along the gradient, to where the loss grows.",
    why="the velocity is a sum of gradients, and the signs of the two lines make w follow it"
    " uphill.",
    hints=(
        "For the loss w^2/2 the gradient is w. Start at w = 1 with v = 0: where is w after a step?",
    ),
    constants=(1.0, -1.0),
)
def climbs_along_a_sum(w, v, g, lr, beta, sign):
    v = beta * v + sign * g
    return w + sign * lr * v, v


@mistake(
    momentum,
    headline="lr inside the average",
    sentence="From a fresh state w is right. The velocity contains the learning rate.",
    why="the gradient is multiplied with lr before it is averaged, and w moves by the velocity as"
    " it is. A velocity handed over in the form of the statement is read without lr.",
    hints=(
        "If w is in metres, what unit has v in the statement, and what unit in the code?",
        "Read the two lines on v and w in the statement once more: in which one stands lr?",
    ),
    constants=(1.0, -1.0),
)
def learning_rate_inside_the_average(w, v, g, lr, beta, sign):
    v = beta * v + sign * (1 - beta) * lr * g
    return w - sign * v, v


@mistake(
    momentum,
    headline="lr twice in an average",
    sentence="The learning rate is part of the velocity and multiplies it once more.",
    why="the gradient is multiplied with lr before it is averaged, and the velocity again in the"
    " step of w. The step shrinks with the square of lr.",
    hints=(
        "Start with v = 0 and halve lr. By what should the first step shrink? By what does it?",
    ),
    constants=(1.0, -1.0),
)
def learning_rate_twice_in_an_average(w, v, g, lr, beta, sign):
    v = beta * v + sign * (1 - beta) * lr * g
    return w - sign * lr * v, v


@mistake(
    momentum,
    headline="displacement times lr",
    sentence="The learning rate is part of the velocity and multiplies it once more.",
    why="lr and the minus are in the velocity already, and lr multiplies it again in the step of w."
    " The step shrinks with the square of lr.",
    hints=(
        "Start with v = 0 and halve lr. By what should the first step shrink? By what does it?",
    ),
)
def displacement_times_learning_rate(w, v, g, lr, beta):
    v = beta * v - lr * g
    return w + lr * v, v


@mistake(
    momentum,
    headline="w moves by the old sum",
    why="the velocity is a sum of gradients, and it is updated after w has moved. At the first step"
    " v is 0, so w does not move at all.",
    hints=(
        "Start with v = 0 and take one step. Where is w?",
        "Which of the two results is needed to compute the other one? Which line comes first?",
    ),
)
def old_sum_moves_w(w, v, g, lr, beta):
    return w - lr * v, beta * v + g


@mistake(
    momentum,
    headline="w moves by the old step",
    why="the velocity is the step itself, and it is updated after w has moved. At the first step v"
    " is 0, so w does not move at all.",
    hints=(
        "Start with v = 0 and take one step. Where is w?",
        "Which of the two results is needed to compute the other one? Which line comes first?",
    ),
    constants=(1.0, -1.0),
)
def old_step_moves_w(w, v, g, lr, beta, sign):
    return w - sign * v, beta * v + sign * lr * g


@mistake(
    momentum,
    headline="Nesterov's step, of a sum",
    why="the velocity is a sum of gradients, and w moves by beta times that sum and by the gradient"
    " once more. That is Nesterov's form of momentum, another method.",
    hints=(
        "Start with v = 0 and take one step. How often is the gradient weighed in the step of w?",
    ),
)
def gradient_added_once_more(w, v, g, lr, beta):
    v = beta * v + g
    return w - lr * (beta * v + g), v


@mistake(
    momentum,
    headline="Nesterov's displacement",
    why="w moves by 1 + beta times the new velocity, less beta times the old one. That is"
    " Nesterov's form of momentum, another method.",
    hints=(
        "Start with v = 0 and take one step. How often is the gradient weighed in the step of w?",
    ),
)
def displacement_of_the_step_to_come(w, v, g, lr, beta):
    old, v = v, beta * v - lr * g
    return w - beta * old + (1 + beta) * v, v


@mistake(
    momentum,
    headline="whole g once more",
    sentence="v is right. w moves by beta times the velocity, and by the whole gradient besides.",
    why="the gradient enters the step of w without its share, although the velocity contains it"
    " already. It is Nesterov's step for a velocity that is a sum.",
    right="v at every step.",
    hints=(
        "Start with v = 0 and take one step. How often is the gradient weighed in the step of w?",
    ),
)
def whole_gradient_once_more(w, v, g, lr, beta):
    v = momentum(w, v, g, lr, beta)[1]
    return w - lr * (beta * v + g), v


@mistake(
    momentum,
    headline="gradient on top of v",
    sentence="v is right. w moves by the velocity and by the gradient on top of it.",
    why="the step of w is the sum of the velocity and the gradient. The gradient of this step is in"
    " the velocity already.",
    right="v at every step.",
    hints=(
        "Start with v = 0 and take one step. How often is the gradient weighed in the step of w?",
    ),
)
def gradient_on_top_of_the_velocity(w, v, g, lr, beta):
    v = momentum(w, v, g, lr, beta)[1]
    return w - lr * (v + g), v


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


@mistake(
    momentum,
    headline="v is updated twice",
    sentence="The velocity comes back after two updates with the same gradient.",
    why="the line on v is carried out twice in one step. The past fades twice, and the gradient"
    " enters twice.",
    hints=(
        "Take a step with g = 0 and v = 1. Which share of v should be left for beta = 0.9?",
        "How often is a line that assigns to v carried out in one call?",
    ),
)
def updated_twice(w, v, g, lr, beta):
    v = momentum(w, v, g, lr, beta)[1]
    return momentum(w, v, g, lr, beta)


@mistake(
    momentum,
    headline="v updated at every row",
    sentence="The velocity is updated as often as w has rows, not once.",
    why="the line on the whole velocity stands inside the loop over w. The later an entry of w"
    " comes, the more updates has its velocity seen.",
    hints=("Print v inside the loop for a w of three entries. How often does v[0] change?",),
)
def updated_at_every_row(w, v, g, lr, beta):
    w = np.array(w, dtype=float)
    for i in range(len(w)):
        v = beta * v + (1 - beta) * g
        w[i] -= lr * v[i]
    return w, v


@mistake(
    momentum,
    headline="the gradient is squared",
    sentence="The velocity averages the square of the gradient.",
    why="the square loses the sign of the gradient. From a fresh state w moves down only, whatever"
    " the gradient is.",
    right="The share of the past, and the step of w for the v returned.",
    hints=(
        "Take the first step with g = -0.5. Which sign should v have, and which one does it have?",
    ),
)
def gradient_squared(w, v, g, lr, beta):
    return momentum(w, v, g**2, lr, beta)


@mistake(
    momentum,
    headline="divided by a root",
    sentence="The velocity averages squares, and w moves by the gradient over their root.",
    why="v is a second moment, and the step is divided by its root. That is RMSProp, another"
    " method.",
    hints=("Start with v = 0 and multiply g by 10. By what should the first step grow? Does it?",),
    constants=(1e-8, 0.0, 1e-7, 1e-6),
)
def root_of_squares(w, v, g, lr, beta, small):
    v = beta * v + (1 - beta) * g**2
    return w - lr * g / (np.sqrt(v) + small), v


@mistake(
    momentum,
    headline="one mean for all entries",
    sentence="Every entry of the velocity receives one and the same gradient.",
    why="the mean of all entries of the gradient goes into the velocity. Each entry of w has a"
    " gradient of its own.",
    hints=(
        "Give it v = 0 and g = (1, 3). Are the two velocities on paper equal? And in the code?",
    ),
)
def mean_of_the_gradient(w, v, g, lr, beta):
    return momentum(w, v, np.full_like(g, np.mean(g)), lr, beta)


@mistake(
    momentum,
    headline="mean along the first axis",
    sentence="All rows of the velocity receive one and the same gradient.",
    why="the gradient is averaged along its first axis, as if that counted samples. It has the"
    " shape of w, and each entry belongs to one of w.",
    hints=("Which shape has g, and which shape has w? What does the first axis of each count?",),
)
def mean_along_the_first_axis(w, v, g, lr, beta):
    return momentum(w, v, np.broadcast_to(np.mean(g, axis=0), np.shape(g)), lr, beta)


@mistake(
    momentum,
    headline="one sum for all entries",
    sentence="Every entry of the velocity receives one and the same gradient.",
    why="the sum of all entries of the gradient goes into the velocity. Each entry of w has a"
    " gradient of its own.",
    hints=(
        "Give it v = 0 and g = (1, 3). Are the two velocities on paper equal? And in the code?",
    ),
)
def sum_of_the_gradient(w, v, g, lr, beta):
    return momentum(w, v, np.full_like(g, np.sum(g)), lr, beta)


@mistake(
    momentum,
    headline="divided by the rows",
    sentence="The gradient is divided by the number of its rows.",
    why="the gradient is treated as a sum over samples and divided by the length of its first axis."
    " That axis belongs to w and counts no samples.",
    hints=(
        "Give it g = (1, 1) and then g = (1, 1, 1). Should the velocity of an entry change? Does"
        " it?",
    ),
)
def divided_by_the_rows(w, v, g, lr, beta):
    return momentum(w, v, g / len(g), lr, beta)


@mistake(
    momentum,
    headline="the gradient is normalized",
    sentence="The gradient enters with its direction only, not with its size.",
    why="the gradient is divided by its norm before it is averaged.",
    hints=("Start with v = 0 and multiply g by 10. By what should the first step grow? Does it?",),
    constants=(0.0, 1e-8, 1e-12, 1e-7, 1e-6),
)
def gradient_normalized(w, v, g, lr, beta, small):
    return momentum(w, v, g / (np.linalg.norm(g) + small), lr, beta)


@mistake(
    momentum,
    headline="the gradient is clipped",
    sentence="Large entries of the gradient do not enter whole.",
    why="entries of the gradient beyond a bound are cut off there. That is clipping, which guards"
    " against exploding gradients and changes the velocity.",
    right="The velocity where the gradient is small.",
    hints=("Start with v = 0 and double g until v no longer doubles. At which g is that?",),
    constants=(1.0, 2.0, 0.5, 0.1),
)
def gradient_clipped(w, v, g, lr, beta, bound):
    return momentum(w, v, np.clip(g, -bound, bound), lr, beta)


@mistake(
    momentum,
    headline="only the sign of g counts",
    sentence="Every entry of the gradient enters as 1, 0 or -1.",
    why="the velocity averages the signs of the gradient; how large it is makes no difference.",
    hints=("Start with v = 0 and multiply g by 10. By what should the first step grow? Does it?",),
)
def sign_of_the_gradient(w, v, g, lr, beta):
    return momentum(w, v, np.sign(g), lr, beta)


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
    why="lr times the velocity is returned where the new w belongs. Where w started does not"
    " enter.",
    right="v at every step.",
    hints=(
        "Take a step with w = 5, v = 0 and g = 0. Which w should come back, and which one does?",
    ),
    constants=(-1.0, 1.0),
)
def step_in_place_of_w(w, v, g, lr, beta, sign):
    v = momentum(w, v, g, lr, beta)[1]
    return sign * lr * v, v
