"""What students write in the place of `newton`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.newton import newton


@mistake(
    newton,
    headline="times H, not its inverse",
    sentence="The gradient is multiplied by H itself.",
    why="the step is H times the gradient. Where the loss is most curved, and the step should be"
    " shortest, it is longest.",
    hints="Take D = 1, H = 4 and g = 4, as for 2 w^2 at w = 1. How far away is the minimum, and"
    " how far does w move?",
)
def times_the_hessian(w, g, H):
    return w - H @ g


@mistake(
    newton,
    headline="H does not enter",
    sentence="w moves along the gradient; H has no say in it.",
    why="the step is a number times the gradient, as in gradient descent.",
    hints="With H = 2 times the identity, how far should w move for g = 1, and how far with H = 4"
    " times the identity?",
    constants=(1.0, 0.1, 0.01, 0.001, 0.5),
)
def plain_gradient_descent(w, g, H, rate):
    return w - rate * g


@mistake(
    newton,
    headline="only the diagonal is used",
    sentence="Every entry of the step is made from its own entry of g alone.",
    why="each entry of the gradient is divided by its own curvature, or multiplied by its own entry"
    " of the inverse. What is off the diagonal does not count.",
    right="The step where H is diagonal.",
    hints=(
        "For which H is the result right: [[2, 0], [0, 3]] or [[2, 1], [1, 3]]?",
        "Which entries of g does one entry of H times the step contain?",
    ),
    constants=(0.0, 1.0),
)
def only_the_diagonal(w, g, H, of_the_inverse):
    return w - (np.diag(np.linalg.inv(H)) if of_the_inverse else 1 / np.diag(H)) * g


@mistake(
    newton,
    headline="times the diagonal of H",
    sentence="Each entry of the gradient is multiplied by its own entry of the diagonal.",
    why="the diagonal of H stands as a factor before the gradient.",
    hints="Take D = 1, H = 4 and g = 4, as of 2 w^2 at w = 1. How far away is the minimum, and how"
    " far does w move?",
)
def times_the_diagonal(w, g, H):
    return w - np.diag(H) * g


@mistake(
    newton,
    headline="1 over each entry of H",
    sentence="The entries of H are inverted one by one; that is not the inverse matrix.",
    why="the gradient is divided by the entries of H, or multiplied by their reciprocals, and added"
    " up. Where H has a 0, the result is not finite, or huge.",
    hints="Multiply H by the matrix of 1 over its entries, for H = [[2, 1], [1, 2]]. Is the product"
    " the identity?",
    constants=(0.0, 1.0, 1e-300, 1e-12, 1e-10, 1e-8),
)
def reciprocal_of_each_entry(w, g, H, form):
    if 0 < form < 1:
        return w - (1 / (H + form)) @ g
    return w - (g / H).sum(axis=0 if form else 1)


@mistake(
    newton,
    headline="row sums in place of H",
    sentence="Each entry of the gradient is divided by the sum of its row of H.",
    why="the rows of H are added up, and the gradient is divided by the sums entry by entry.",
    right="The step where H is diagonal.",
    hints=(
        "For which H is the result right: [[2, 0], [0, 3]] or [[2, 1], [1, 3]]?",
        "Which entries of g does one entry of H times the step contain?",
    ),
)
def row_sums_of_the_hessian(w, g, H):
    return w - g / H.sum(axis=1)


@mistake(
    newton,
    headline="one number in place of H",
    sentence="w moves along the gradient; H counts as one number.",
    why="the gradient is divided by a number that is made of H: a determinant, a trace, a norm, an"
    " eigenvalue or a mean.",
    right="The step where D = 1.",
    hints="Take H = [[1, 0], [0, 4]] and g = [1, 4], as for a quadratic with its minimum 1 away in"
    " both directions. Does one number fit both entries?",
    constants=(0.0, 1.0, 2.0, 3.0, 4.0, 5.0),
)
def one_number_in_place_of_the_hessian(w, g, H, form):
    numbers = (
        np.linalg.det,
        np.trace,
        np.linalg.norm,
        lambda H: np.linalg.eigvalsh(H)[-1],
        lambda H: np.linalg.eigvalsh(H)[0],
        np.mean,
    )
    return w - g / numbers[int(form)](H)


@mistake(
    newton,
    headline="H is damped",
    sentence="The step is a little shorter than it should be.",
    why="a number is added to the diagonal of H before the system is solved. That helps where H is"
    " not positive definite; here it is.",
    hints="What is H times the returned step, and what should it be? Which matrix was inverted?",
    constants=(1.0, 1e-3, 0.1, 0.01, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8),
)
def damped(w, g, H, amount):
    return w - np.linalg.solve(H + amount * np.eye(len(w)), g)


@mistake(
    newton,
    headline="H is inverted twice",
    sentence="The system is solved twice in a row.",
    why="the solution is divided by H once more, or the square of H takes its place.",
    hints="With H = 2 times the identity and g = 4, how far should w move, and how far does it?",
)
def solved_twice(w, g, H):
    return w - np.linalg.solve(H, np.linalg.solve(H, g))


@mistake(
    newton,
    headline="only one triangle of H",
    sentence="Only half of the system is solved.",
    why="the system is solved with a triangle of H or of its Cholesky factors alone, or with one"
    " factor twice.",
    hints=(
        "What is H times the returned step, for H = [[2, 1], [1, 2]] and g = [3, 3]?",
        "A matrix is split into two factors. Which of them come into the solution, in which order?",
    ),
    constants=(0.0, 1.0, 2.0, 3.0, 4.0),
)
def one_triangle(w, g, H, form):
    lower = np.linalg.cholesky(H)
    solve = np.linalg.solve
    steps = (
        lambda: solve(lower, g),
        lambda: solve(lower, solve(lower, g)),
        lambda: solve(lower.T, g),
        lambda: solve(np.tril(H), g),
        lambda: solve(np.triu(H), g),
    )
    return w - steps[int(form)]()


@mistake(
    newton,
    headline="w inside the bracket",
    sentence="The inverse of H multiplies w, too.",
    why="the gradient is subtracted from w first, and the whole is divided by H.",
    hints="Take a step with g = 0 from w = [5, 5]. Should w move? Does it?",
)
def weights_divided_too(w, g, H):
    return np.linalg.solve(H, w - g)


@mistake(
    newton,
    headline="the best step along g",
    sentence="w moves along the gradient; the length of the step is made with H.",
    why="the step has the direction of the gradient, and the length that minimizes a quadratic in"
    " that direction. That is steepest descent.",
    right="The step where D = 1.",
    hints="Take H = [[1, 0], [0, 4]] and g = [1, 4]. In which direction does the minimum lie, and"
    " in which one does w move?",
)
def steepest_descent(w, g, H):
    squares = g @ g
    length = squares / (g @ H @ g) if squares else 0.0
    return w - length * g


@mistake(
    newton,
    headline="the step in place of w",
    sentence="In the place of w the step comes back.",
    why="the solution of the system is returned where the new w belongs. Where w started does not"
    " enter.",
    hints="Take a step with g = 0 from w = [5, 5]. Which w should come back, and which one does?",
    constants=(1.0, -1.0),
)
def step_in_place_of_w(w, g, H, sign):
    return sign * (w - newton(w, g, H))


@mistake(
    newton,
    headline="entry by entry, not a sum",
    sentence="A matrix and the gradient are multiplied entry by entry; a matrix comes back.",
    why="numpy's * multiplies each column of the matrix, H or its inverse, by one entry of the"
    " gradient. Nothing is added up.",
    hints="What shape has the step that is subtracted from w, and what shape should it have?",
    constants=(0.0, 1.0),
)
def entry_by_entry(w, g, H, of_the_hessian):
    return w - (H if of_the_hessian else np.linalg.inv(H)) * g


@mistake(
    newton,
    headline="divided entry by entry",
    sentence="The gradient is divided by H entry by entry; a matrix comes back.",
    why="numpy's / divides each entry of the gradient by the entries of its own column of H. No"
    " system is solved.",
    hints="What shape has the step that is subtracted from w, and what shape should it have?",
)
def divided_entry_by_entry(w, g, H):
    with np.errstate(all="ignore"):
        return w - g / H
