"""`momentum` where the gradient enters twice, or is changed before."""

import numpy as np

from reference.formula import mistake
from reference.formulas.momentum import momentum


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
