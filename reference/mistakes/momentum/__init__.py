"""What students write in the place of `momentum`: the other forms in use."""

from reference.formula import mistake
from reference.formulas.momentum import momentum

# Of the average, with its shares, and of where lr and the minus stand in it.
OF_THE_AVERAGE = (
    *("averag", "sum", "share", "1 - beta", "memory", "root", "twice"),
    *("lr", "learning", "minus", "displacement", "is the step itself", "statement"),
)


def _in_other_units(form, w, v, g, lr, beta, unit):
    """What a form computes for a velocity that is the average times `unit`, and moves w by as much
    as the sum of all gradients would."""
    moved, velocity = form(w, v / unit, g, lr / (1 - beta), beta)
    return moved, unit * velocity


def _of_a_sum(form, w, v, g, lr, beta):
    return _in_other_units(form, w, v, g, lr, beta, 1 / (1 - beta))


def _of_a_displacement(form, w, v, g, lr, beta):
    return _in_other_units(form, w, v, g, lr, beta, -lr / (1 - beta))


def _of_a_step(form, w, v, g, lr, beta):
    return _in_other_units(form, w, v, g, lr, beta, lr / (1 - beta))


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
    carry=_of_a_sum,
    instead_of=OF_THE_AVERAGE,
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
    carry=_of_a_displacement,
    instead_of=OF_THE_AVERAGE,
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
    carry=_of_a_step,
    instead_of=OF_THE_AVERAGE,
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
