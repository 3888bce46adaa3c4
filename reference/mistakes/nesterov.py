"""What students write in the place of `nesterov`."""

from reference.formula import mistake
from reference.formulas.nesterov import nesterov


@mistake(
    nesterov,
    headline="the gradient at w",
    sentence="The gradient is taken at w, before the move; that is the heavy ball.",
    why="grad is called at w. Gradient and last step are added as with plain momentum (notes 000,"
    " section 2.1), and the look ahead of section 2.2 is lost.",
    right="The share of the step before.",
    hints="Print the argument of each call of grad. Is it the point that the statement names?",
)
def gradient_at_the_weights(w, w_prev, grad, lr, gamma):
    return w + gamma * (w - w_prev) - lr * grad(w)


@mistake(
    nesterov,
    headline="the gradient at w_prev",
    sentence="The gradient is taken at the weights of one step earlier.",
    why="grad is called at w_prev. The method looks back, not ahead.",
    right="The share of the step before.",
    hints="Print the argument of each call of grad. Is it the point that the statement names?",
)
def gradient_at_the_weights_before(w, w_prev, grad, lr, gamma):
    return w + gamma * (w - w_prev) - lr * grad(w_prev)


@mistake(
    nesterov,
    headline="it looks the wrong way",
    sentence="The point of the gradient lies behind w, not ahead of it.",
    why="the difference of w and w_prev enters the point ahead with the opposite sign, there alone"
    " or in the step as well.",
    hints="With w = 2 and w_prev = 1, on which side of 2 should the gradient be taken? At which"
    " point is it?",
    constants=(0.0, 1.0),
)
def looking_back(w, w_prev, grad, lr, gamma, everywhere):
    move = gamma * (w - w_prev)
    return (w - move if everywhere else w + move) - lr * grad(w - move)


@mistake(
    nesterov,
    headline="gradient before momentum",
    sentence="w moves by the gradient first; momentum is added afterwards.",
    why="the gradient is taken at w, and the momentum is that of the point to which it leads. The"
    " gradient counts 1 + gamma times.",
    hints=(
        "Take a step from w = w_prev. By how much should w move for a gradient of 1 and lr = 0.1?"
        " By how much does it?",
        "Which of the two moves does the statement make first?",
    ),
)
def gradient_before_momentum(w, w_prev, grad, lr, gamma):
    moved = w - lr * grad(w)
    return moved + gamma * (moved - w_prev)


@mistake(
    nesterov,
    headline="the form of libraries",
    sentence="The step is that of Keras and PyTorch, which carry the point ahead.",
    why="the gradient is taken at w, and the new velocity moves w once more. In libraries w is the"
    " point ahead already. This assignment asks for the form with the weights themselves.",
    hints=(
        "What does w hold in the statement: the weights, or the point to which momentum leads?",
        "Print the argument of each call of grad. Is it the point that the statement names?",
    ),
)
def form_of_the_libraries(w, w_prev, grad, lr, gamma):
    step = lr * grad(w)
    return w - step + gamma * (gamma * (w - w_prev) - step)


@mistake(
    nesterov,
    headline="the gradient too far ahead",
    sentence="The step is right; the gradient is taken at another point ahead.",
    why="the point of the gradient lies as far ahead as the whole last step, or lr times its share,"
    " or a gradient step further on.",
    right="The share of the step before.",
    hints="Take w = 2, w_prev = 1 and gamma = 0.5, and print the argument of grad. Where does the"
    " statement put it?",
    constants=(0.0, 1.0, 2.0, 3.0),
)
def gradient_elsewhere_ahead(w, w_prev, grad, lr, gamma, form):
    move = gamma * (w - w_prev)
    points = (
        lambda: w + (w - w_prev),
        lambda: w + lr * move,
        lambda: w - lr * grad(w),
        lambda: w + move - lr * grad(w),
    )
    return w + move - lr * grad(points[int(form)]())


@mistake(
    nesterov,
    headline="the gradient at the move",
    sentence="The gradient is taken at the move alone, without w.",
    why="grad is called with gamma times the difference of the weights. That is a step, and no"
    " place among the weights.",
    right="The share of the step before.",
    hints="If w is a place on a map, what is w - w_prev? At which of the two can a slope be"
    " measured?",
)
def gradient_at_the_move(w, w_prev, grad, lr, gamma):
    move = gamma * (w - w_prev)
    return w + move - lr * grad(move)


@mistake(
    nesterov,
    headline="weights, not their change",
    sentence="A share of the weights is added, where a share of their change belongs.",
    why="gamma multiplies w or w_prev itself, not the difference of both. A bracket may be"
    " missing.",
    hints="With w = w_prev = 5, where is the point ahead, on paper and in the code?",
    constants=(0.0, 1.0, 2.0, 3.0),
)
def weights_in_place_of_their_change(w, w_prev, grad, lr, gamma, form):
    moves = (gamma * w - w_prev, gamma * w, gamma * w_prev, gamma * (w + w_prev))
    ahead = w + moves[int(form)]
    return ahead - lr * grad(ahead)


@mistake(
    nesterov,
    headline="it starts at w_prev",
    sentence="The share of the last step is added to the weights of one step earlier.",
    why="the point ahead, the step or both are reckoned from w_prev. They end between w_prev and w,"
    " not beyond w.",
    hints="With w = 2, w_prev = 1 and gamma = 0.5, where is the point ahead, on paper and in the"
    " code?",
    constants=(0.0, 1.0, 2.0),
)
def from_the_weights_before(w, w_prev, grad, lr, gamma, form):
    move = gamma * (w - w_prev)
    of_the_step, of_the_gradient = ((w_prev, w_prev), (w, w_prev), (w_prev, w))[int(form)]
    return of_the_step + move - lr * grad(of_the_gradient + move)


@mistake(
    nesterov,
    headline="1 - gamma for gamma",
    sentence="The step before enters with the share 1 - gamma.",
    why="1 - gamma stands where gamma belongs. For gamma = 0.9, hardly anything is left of the step"
    " before.",
    hints="With gamma = 0.9, w has moved by 1 in the step before. How far ahead is the point of the"
    " gradient?",
)
def rest_of_gamma(w, w_prev, grad, lr, gamma):
    return nesterov(w, w_prev, grad, lr, 1 - gamma)


@mistake(
    nesterov,
    headline="the whole step before",
    sentence="The step before is repeated whole.",
    why="the difference of the last two weights is added without gamma in front of it. Nothing"
    " slows the ball down.",
    hints="With a gradient of 0, w has moved by 1 in the step before. By how much should it move"
    " now, and how far has it come after ten steps?",
)
def whole_step_before(w, w_prev, grad, lr, gamma):
    return nesterov(w, w_prev, grad, lr, 1.0)


@mistake(
    nesterov,
    headline="the step in place of w",
    sentence="In the place of w the step comes back.",
    why="the sum of gradient and last step is returned where the new w belongs.",
    hints="Take a step with a gradient of 0 from w = w_prev = 5. Which w should come back, and"
    " which one does?",
    constants=(1.0, -1.0),
)
def step_in_place_of_w(w, w_prev, grad, lr, gamma, sign):
    return sign * (nesterov(w, w_prev, grad, lr, gamma) - w)


@mistake(
    nesterov,
    headline="two gradients",
    sentence="w moves by the gradient ahead, and by the one at w besides.",
    why="grad is called twice, at w and at the point ahead, and both gradients enter the step.",
    hints="How many gradients does the statement subtract? Count the calls of grad whose result is"
    " used.",
    constants=(0.0, 1.0),
)
def two_gradients(w, w_prev, grad, lr, gamma, difference):
    return nesterov(w, w_prev, grad, lr, gamma) - lr * (-grad(w_prev) if difference else grad(w))


@mistake(
    nesterov,
    headline="a whole step, then another",
    sentence="A step of the heavy ball is made first; a gradient step from there follows.",
    why="the point ahead already holds a gradient step, made with the gradient at w. The new w"
    " starts there and takes one more.",
    hints="Take a step from w = w_prev. How many times is a gradient subtracted on paper, and how"
    " many times in the code?",
)
def ahead_by_a_whole_step(w, w_prev, grad, lr, gamma):
    ahead = w + gamma * (w - w_prev) - lr * grad(w)
    return ahead - lr * grad(ahead)


@mistake(
    nesterov,
    headline="gamma before the gradient",
    sentence="The gradient enters with a share of its own; it should enter whole.",
    why="gamma, or 1 - gamma, multiplies the gradient step as well. A bracket may hold both parts"
    " of the step.",
    right="The point at which the gradient is taken.",
    hints="Take a step from w = w_prev with a gradient of 1 and lr = 0.1. By how much should w"
    " move? Does gamma matter there?",
    constants=(0.0, 1.0),
)
def gamma_before_the_gradient(w, w_prev, grad, lr, gamma, rest):
    ahead = w + gamma * (w - w_prev)
    return ahead - lr * (1 - gamma if rest else gamma) * grad(ahead)


@mistake(
    nesterov,
    headline="a mean of two gradients",
    sentence="The gradient ahead enters by half, and the one at w by the other half.",
    why="grad is called at w and at the point ahead, and the two gradients are averaged.",
    right="The share of the step before.",
    hints="How many gradients does the statement subtract? Count the calls of grad whose result is"
    " used.",
)
def mean_of_two_gradients(w, w_prev, grad, lr, gamma):
    ahead = w + gamma * (w - w_prev)
    return ahead - lr * (grad(ahead) + grad(w)) / 2


@mistake(
    nesterov,
    headline="lr before the last step",
    sentence="The share of the step before is made smaller by the learning rate.",
    why="lr multiplies the difference of the weights as well, everywhere or in the step alone. That"
    " step already has lr in it.",
    hints="With a gradient of 0, lr = 0.1 and gamma = 0.5, w has moved by 1 in the step before. By"
    " how much should it move now?",
    constants=(0.0, 1.0),
)
def rate_before_the_step_before(w, w_prev, grad, lr, gamma, in_the_step_alone):
    move = gamma * (w - w_prev)
    ahead = w + (move if in_the_step_alone else lr * move)
    return w + lr * move - lr * grad(ahead)


@mistake(
    nesterov,
    headline="lr does not enter",
    sentence="The gradient is subtracted as it is; another lr changes nothing.",
    why="the gradient ahead is not multiplied by lr.",
    right="The point at which the gradient is taken.",
    hints="With w_prev = w and a gradient of 1, how far should w move for lr = 0.1, and how far for"
    " lr = 0.2? How far does it?",
)
def rate_left_out(w, w_prev, grad, lr, gamma):
    ahead = w + gamma * (w - w_prev)
    return ahead - grad(ahead)


@mistake(
    nesterov,
    headline="the last step taken back",
    sentence="The gradient is taken at w, and a share of the step before is subtracted.",
    why="grad is called at w, not ahead of it. The share of the step before enters with the"
    " opposite sign.",
    hints=(
        "With a gradient of 0, w has moved by 1 in the step before. Which way should it move now?",
        "Print the argument of each call of grad. Is it the point that the statement names?",
    ),
)
def last_step_taken_back(w, w_prev, grad, lr, gamma):
    return w - gamma * (w - w_prev) - lr * grad(w)
