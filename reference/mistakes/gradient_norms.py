"""What students write in the place of `gradient_norms`."""

import numpy as np

from reference.formula import both, mistake
from reference.formulas.chain_jacobian import chain_jacobian, last_state, step
from reference.formulas.gradient_norms import frobenius, gradient_norms
from reference.mistakes.chain_jacobian import slopes_missing, slopes_on_the_columns


def measured(W, h0, T, size):
    """What `size` says of ∂h_T/∂h_t, for t = T … 0."""
    return np.array([size(J) for J in jacobians(W, h0, T)])


def jacobians(W, h0, T):
    """∂h_T/∂h_t for t = T … 0."""
    states = [h0]
    for _ in range(T):
        states.append(step(W, states[-1])[0])
    return [chain_jacobian(W, states[t], T - t) for t in range(T, -1, -1)]


@mistake(
    gradient_norms,
    headline="in the opposite order",
    sentence="The norms are right; they come back from t = 0 to t = T.",
    why="the first entry belongs to t = 0. The statement begins with t = T, as backpropagation"
    " does.",
    right="Every number, at the opposite place.",
    hints="What is the Jacobian of h_T with respect to itself, and what is its norm? Where does it"
    " stand?",
)
def opposite_order(W, h0, T):
    return gradient_norms(W, h0, T)[::-1]


@mistake(
    gradient_norms,
    headline="from the first state on",
    sentence="The first and the last norm are right; the others are those of the way forward.",
    why="the Jacobians are those of each state with respect to the first. The statement asks for"
    " those of the last state.",
    right="The first entry and the last one.",
    hints="For T = 2, which factor stands in the second entry: that of the first step, or that of"
    " the last?",
)
def from_the_first_state(W, h0, T):
    return np.array([frobenius(chain_jacobian(W, h0, t)) for t in range(T + 1)])


@mistake(
    gradient_norms,
    headline="another matrix norm",
    sentence="Each entry is a norm of the right matrix, but not the Frobenius norm.",
    why="the norm is the largest singular value (np.linalg.norm with 2), or the largest column or"
    " row sum. It may be made of sizes or of eigenvalues.",
    right="The Jacobians.",
    hints="What is the Frobenius norm of the identity with n = 2? Which first entry comes back?",
    constants=(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0),
)
def another_matrix_norm(W, h0, T, form):
    sizes = (
        lambda J: np.linalg.norm(J, 2),
        lambda J: np.linalg.norm(J, 1),
        lambda J: np.linalg.norm(J, np.inf),
        lambda J: np.abs(J).sum(),
        lambda J: np.abs(J).max(),
        lambda J: np.linalg.norm(J, "nuc"),
        lambda J: np.abs(np.linalg.eigvals(J)).max(),
    )
    return measured(W, h0, T, sizes[int(form)])


@mistake(
    gradient_norms,
    headline="the root is missing",
    sentence="Each entry is the square of the norm.",
    why="the squares are added up, and the root is not taken.",
    right="The Jacobians.",
    hints="What is the norm of the identity with n = 4? Which first entry comes back?",
)
def root_missing(W, h0, T):
    return gradient_norms(W, h0, T) ** 2


@mistake(
    gradient_norms,
    headline="a mean in the norm",
    sentence="Each entry is the norm divided by n.",
    why="the mean of the squares is taken, where their sum belongs.",
    right="The Jacobians, and the proportions between the entries.",
    hints="What is the norm of the identity with n = 4? Which first entry comes back?",
)
def mean_in_the_norm(W, h0, T):
    return measured(W, h0, T, lambda J: np.sqrt(np.mean(J**2)))


@mistake(
    gradient_norms,
    headline="the norms of the steps",
    sentence="Each entry is the norm of one step; products are asked for.",
    why="the Jacobian of each step is measured by itself. It is not multiplied by those of the"
    " steps after it.",
    right="The first entries.",
    hints="For T = 2, how many factors does the Jacobian of h_2 with respect to h_0 have?",
    constants=(0.0, 1.0),
)
def norms_of_the_steps(W, h0, T, forward):
    h, norms = h0, []
    for _ in range(T):
        h, of_the_step = step(W, h)
        norms.append(frobenius(of_the_step))
    return np.array([np.sqrt(len(h0)), *(norms if forward else norms[::-1])])


@mistake(
    gradient_norms,
    headline="products of norms",
    sentence="The norms of the steps are multiplied, not the Jacobians.",
    why="each step is measured first, and the numbers are multiplied. The norm of a product is"
    " smaller than that, as a rule.",
    hints="Is the norm of a product of two matrices the product of their norms? Try diag(1, 0) and"
    " diag(0, 1).",
    constants=(0.0, 1.0, 2.0),
)
def products_of_norms(W, h0, T, form):
    _, *norms = norms_of_the_steps(W, h0, T)
    of_the_identity = np.sqrt(len(h0))
    products = np.cumprod([1.0 if form else of_the_identity, *norms])
    return products if form < 2 else np.array([of_the_identity, *products[1:]])


@mistake(
    gradient_norms,
    headline="W without the slopes",
    sentence="The norms are those of powers of W; tanh does not enter.",
    why="the derivative of tanh is missing in every factor.",
    right="The first entry.",
    hints="Where h_0 is large, tanh is flat. What should become of the last norm there, and what"
    " does become of it?",
)
def slopes_left_out(W, h0, T):
    return np.array([frobenius(slopes_missing(W, h0, t)) for t in range(T + 1)])


@mistake(
    gradient_norms,
    headline="slopes on the columns",
    sentence="The slopes multiply the columns of W; they belong to its rows.",
    why="W stands to the left of the diagonal matrix of the slopes, or numpy has spread them along"
    " the wrong axis.",
    right="The first entry.",
    hints="The derivative is that of entry i of h_1 with respect to entry j of h_0. To which index"
    " does the slope of tanh belong?",
)
def slopes_beside_the_columns(W, h0, T):
    states = [h0]
    for _ in range(T):
        states.append(step(W, states[-1])[0])
    return np.array([frobenius(slopes_on_the_columns(W, states[T - t], t)) for t in range(T + 1)])


@mistake(
    gradient_norms,
    headline="factors in reverse order",
    sentence="The first two norms are right; after that the factors stand in the wrong order.",
    why="on the way back the factor of an earlier step is put on the left. It belongs on the"
    " right.",
    right="The first two entries.",
    hints="For T = 2, which factor of the Jacobian of h_2 stands on the left: that of step 1 or of"
    " step 2?",
)
def factors_on_the_left(W, h0, T):
    h, of_the_steps = h0, []
    for _ in range(T):
        h, of_the_step = step(W, h)
        of_the_steps.append(of_the_step)
    jacobian = np.eye(len(h0))
    norms = [frobenius(jacobian)]
    for of_the_step in reversed(of_the_steps):
        jacobian = of_the_step @ jacobian
        norms.append(frobenius(jacobian))
    return np.array(norms)


@mistake(
    gradient_norms,
    headline="a vector carried back",
    sentence="Each entry is the norm of a vector, not of the Jacobian.",
    why="a vector of ones, or the last state, is carried back through the steps, as the gradient of"
    " one loss would be. The statement measures the whole matrix.",
    hints="What is the Jacobian of h_T with respect to itself, and what is its norm for n = 4?",
    constants=(0.0, 1.0, 2.0, 3.0),
)
def vector_carried_back(W, h0, T, form):
    last = last_state(W, h0, T)
    sizes = (
        lambda J: frobenius(J.sum(axis=0)),
        lambda J: frobenius(J.sum(axis=1)),
        lambda J: frobenius(J.sum(axis=0)) / np.sqrt(len(J)),
        lambda J: frobenius(last @ J),
    )
    return measured(W, h0, T, sizes[int(form)])


@mistake(
    gradient_norms,
    headline="it begins with 1",
    sentence="The first entry is 1, where the norm of the identity is asked for.",
    why="1 is put in the first place, or all norms are divided by the first one.",
    hints="What is the Frobenius norm of the identity with n = 4?",
    constants=(0.0, 1.0),
)
def begins_with_one(W, h0, T, all_divided):
    norms = gradient_norms(W, h0, T)
    return norms / norms[0] if all_divided else np.array([1.0, *norms[1:]])


@mistake(
    gradient_norms,
    headline="not the slope of tanh",
    sentence="The factor that stands for the slope of tanh is another function of the state.",
    why="the slope is taken of another state, or the square is missing, or tanh is taken once too"
    " often or not at all.",
    right="The first entry.",
    hints="What is the derivative of tanh at 0, and what at a large number? What does the code give"
    " there?",
    constants=(0.0, 1.0, 2.0, 3.0),
)
def another_slope(W, h0, T, form):
    states = [h0]
    for _ in range(T):
        states.append(step(W, states[-1])[0])
    jacobian = np.eye(len(h0))
    norms = [frobenius(jacobian)]
    for before, h in zip(states[-2::-1], states[:0:-1], strict=True):
        slope = (
            1 - before**2,
            1 - h,
            1 - np.tanh(h) ** 2,
            1 - (W @ before) ** 2,
        )[int(form)]
        jacobian = jacobian @ (slope[:, None] * W)
        norms.append(frobenius(jacobian))
    return np.array(norms)


@mistake(
    gradient_norms,
    headline="the norms of the states",
    sentence="Each entry is the size of a state, not of a Jacobian.",
    why="the states themselves are measured. How strongly the last one depends on them does not"
    " enter.",
    hints="What is the Jacobian of h_T by itself, and what is its norm for n = 4?",
    constants=(0.0, 1.0),
)
def norms_of_the_states(W, h0, T, backwards):
    states = [h0]
    for _ in range(T):
        states.append(step(W, states[-1])[0])
    norms = np.array([frobenius(h) for h in states])
    return norms[::-1] if backwards else norms


@mistake(
    gradient_norms,
    headline="one entry too few",
    sentence="T norms come back; there are T + 1 of them.",
    why="the norm of the identity, at t = T, or the one at t = 0 is left out.",
    hints="For T = 1, which two states can h_T be derived by? Which of the two norms is returned?",
    constants=(0.0, 1.0),
)
def one_entry_too_few(W, h0, T, last):
    norms = gradient_norms(W, h0, T)
    return norms[:-1] if last else norms[1:]


# --- two at once ---------------------------------------------------------------------------------


@both(root_missing, opposite_order)
def squares_in_the_opposite_order(W, h0, T):
    return gradient_norms(W, h0, T)[::-1] ** 2
