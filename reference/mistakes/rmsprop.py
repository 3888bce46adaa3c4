"""What students write in the place of `rmsprop`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.rmsprop import rmsprop


@mistake(
    rmsprop,
    kind="convention",
    convention={"eps": "outside"},
    headline="eps outside the root",
    sentence="s is right. eps stands outside the root.",
    why="eps is added after the root has been taken. This assignment asks for it inside. Both are"
    " in use; notes 003, eq. (7), have it inside.",
    converse="eps is added to the average of squares, under the root. This assignment asks for it"
    " outside. Both are in use; notes 003, eq. (7), have it inside.",
    right="s at every step.",
    hints=(
        "For s = 0 and a gradient of 0, what is the denominator with eps = 0.01: on paper, and in"
        " the code?",
        "Compare the line on w with the statement. Which bracket closes before eps comes?",
    ),
    action="compare the denominator with the statement, bring it to that convention, and run",
)
def eps_outside_the_root(w, s, g, lr, beta, eps):
    s = beta * s + (1 - beta) * g**2
    return w - lr * g / (np.sqrt(s) + eps), s
