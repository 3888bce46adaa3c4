"""`momentum` where two of the forms in use are mixed: signs, and lr in one line or the other."""

from reference.formula import mistake
from reference.formulas.momentum import momentum


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
