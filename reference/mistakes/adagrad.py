"""What students write in the place of `adagrad`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.adagrad import adagrad


@mistake(
    adagrad,
    kind="convention",
    convention={"eps": "outside"},
    headline="eps outside the root",
    sentence="G is right. eps stands outside the root.",
    why="eps is added after the root has been taken. This assignment asks for it inside. Both are"
    " in use; notes 000, section 2.4, have it inside.",
    converse="eps is added to the sum of squares, under the root. This assignment asks for it"
    " outside. Both are in use; notes 000, section 2.4, have it inside.",
    right="G at every step.",
    hints=(
        "For G = 0 and a gradient of 0, what is the denominator with eps = 0.01: on paper, and in"
        " the code?",
        "Compare the line on w with the statement. Which bracket closes before eps comes?",
    ),
    action="compare the denominator with the statement, bring it to that convention, and run",
)
def eps_outside_the_root(w, G, g, lr, eps):
    G = G + g**2
    return w - lr * g / (np.sqrt(G) + eps), G
