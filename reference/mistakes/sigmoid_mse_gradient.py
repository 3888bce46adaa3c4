"""What students write in the place of `sigmoid_mse_gradient`."""

from reference.formula import mistake
from reference.formulas.sigmoid_mse_gradient import sigmoid_mse_gradient


def _twice(pair):
    return tuple(2 * part for part in pair)


@mistake(
    sigmoid_mse_gradient,
    kind="convention",
    convention={"factor": "one"},
    headline="twice the right one",
    sentence="dw and db are 2 times the right ones.",
    why="this is the gradient of the whole mean of the squared errors. This assignment asks for"
    " that of half of it. Both are in use.",
    converse="this is the gradient of half the mean of the squared errors. This assignment asks"
    " for that of the whole of it. Both are in use.",
    carry=lambda form, w, b, X, y: _twice(form(w, b, X, y)),
    instead_of=("half", "twice"),
    right="The shapes, the signs, and the proportions between the entries.",
    hints=(
        "Which number stands before the sum in the loss of the statement? What becomes of it"
        " beside the 2 of the derivative of a square?",
    ),
    action="answer the hint, change sigmoid_mse_gradient only, and run",
)
def gradient_of_the_whole_mean(w, b, X, y):
    return _twice(sigmoid_mse_gradient(w, b, X, y))
