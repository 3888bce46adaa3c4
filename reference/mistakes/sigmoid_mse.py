"""What students write in the place of `sigmoid_mse`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.sigmoid import sigmoid
from reference.formulas.sigmoid_mse import sigmoid_mse


@mistake(
    sigmoid_mse,
    kind="convention",
    convention={"factor": "one"},
    headline="twice the right one",
    sentence="The loss is 2 times the one that is asked for.",
    why="the whole mean of the squared errors is taken. This assignment asks for half of it. Both"
    " are in use.",
    converse="half the mean of the squared errors is taken. This assignment asks for the whole of"
    " it. Both are in use.",
    carry=lambda form, w, b, X, y: 2 * form(w, b, X, y),
    instead_of=("half", "twice"),
    hints=(
        "With one sample and an error of 1, what is the loss according to the statement, and what"
        " is it in the code?",
    ),
    action="bring sigmoid_mse to the convention of the statement, carry the same change through"
    " the gradient, and run",
)
def the_whole_mean(w, b, X, y):
    return np.mean((sigmoid(X @ w + b) - y) ** 2)
