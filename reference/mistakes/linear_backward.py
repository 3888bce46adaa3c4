"""What students write in the place of `linear_backward`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.linear_backward import linear_backward


@mistake(
    linear_backward,
    headline="dX times X",
    sentence="dX has the inputs as a factor, entry by entry.",
    why="each entry of dX is multiplied by the input at its place. A linear layer has the same"
    " slope whatever its inputs are.",
    right="dW and db.",
    hints=("Double X. By how much should dX change, and by how much does it change?",),
)
def inputs_as_a_factor(dY, X, W):
    dX, dW, db = linear_backward(dY, X, W)
    return dX * X, dW, db


@mistake(
    linear_backward,
    headline="a ReLU's derivative",
    sentence="dX is 0 wherever an input is not positive.",
    why="the derivative of a ReLU before the layer is part of dX. The layer by itself has none.",
    right="dW and db.",
    hints=(
        "Which function's derivative is asked for: of the layer alone, or of a ReLU and the layer?",
    ),
    constants=(0.0, 1.0),
)
def slope_of_a_relu(dY, X, W, at_zero):
    dX, dW, db = linear_backward(dY, X, W)
    return dX * (X >= 0 if at_zero else X > 0), dW, db


@mistake(
    linear_backward,
    headline="a sigmoid's derivative",
    sentence="dX has one factor too many: X (1 - X), or 1 - X^2.",
    why="the inputs are taken for outputs of a sigmoid, or of tanh, and its slope is part of dX."
    " The layer by itself has none.",
    right="dW and db.",
    hints=("Which function's derivative is asked for: of the layer alone, or of more than it?",),
    constants=(0.0, 1.0),
)
def slope_of_a_sigmoid(dY, X, W, tanh):
    dX, dW, db = linear_backward(dY, X, W)
    return dX * (1 - X**2 if tanh else X * (1 - X)), dW, db


@mistake(
    linear_backward,
    headline="one sample only",
    sentence="dW or db is that of one sample, the last or the first one.",
    why="in a loop over the samples, the sum is overwritten at each of them, or returned after the"
    " first one.",
    hints=(
        "Change every row of dY but one. Does dW change, and does db?",
        "What has to happen in the loop so that each sample adds its part?",
    ),
    constants=(0.0, 1.0),
)
def one_sample_only(dY, X, W, first):
    dX, _, _ = linear_backward(dY, X, W)
    row = 0 if first else -1
    return dX, np.outer(X[row], dY[row]), dY[row]


@mistake(
    linear_backward,
    headline="one sample left out",
    sentence="The last sample, or the first one, is missing in the sums.",
    why="the sum over the samples has one term too few.",
    hints=("Change the last row of dY, then the first one. Do dW and db change each time?",),
    constants=(0.0, 1.0),
)
def one_sample_left_out(dY, X, W, first):
    dX, _, _ = linear_backward(dY, X, W)
    rows = slice(1, None) if first else slice(-1)
    return dX, X[rows].T @ dY[rows], dY[rows].sum(axis=0)


@mistake(
    linear_backward,
    headline="a product of sums",
    sentence="dW is a product of what is summed or averaged over the samples before.",
    why="X and dY are added up over the samples before they are multiplied. Which input belongs to"
    " which dY is lost.",
    right="dX and db.",
    hints=(
        "Two samples: X = [1, -1], dY = [1, -1], one feature and one output. What should dW be, and"
        " what is it?",
    ),
    constants=(0.0, 1.0, 2.0),
)
def product_of_sums(dY, X, W, powers):
    dX, _, db = linear_backward(dY, X, W)
    return dX, np.outer(X.sum(axis=0), dY.sum(axis=0)) / len(X) ** powers, db


@mistake(
    linear_backward,
    headline="one number for all of db",
    sentence="All entries of db are equal.",
    why="dY is added up, or averaged, over samples and outputs alike. Each output has a bias of its"
    " own.",
    right="dX and dW.",
    hints=("How does Y[0, 1] change when b[0] grows by 1? Which entries of dY belong to b[0]?",),
    constants=(0.0, 1.0),
)
def one_number_for_all_biases(dY, X, W, mean):
    dX, dW, db = linear_backward(dY, X, W)
    return dX, dW, 0 * db + (dY.mean() if mean else dY.sum())


@mistake(
    linear_backward,
    headline="db from dW",
    sentence="db is made of dW; the inputs are in it.",
    why="db is the sum or the mean of each column of dW. The bias belongs to an input that is"
    " always 1.",
    right="dX and dW.",
    hints=("Double X. By how much should db change, and by how much does it change?",),
    constants=(0.0, 1.0),
)
def bias_from_the_weights(dY, X, W, mean):
    dX, dW, _ = linear_backward(dY, X, W)
    return dX, dW, dW.mean(axis=0) if mean else dW.sum(axis=0)


@mistake(
    linear_backward,
    headline="the inputs centred",
    sentence="dW is right but for the mean of the inputs.",
    why="the mean of each feature, or that of each column of dY, is subtracted before the product.",
    right="dX and db.",
    hints=("Add 1 to all of X. By how much should dW change, and by how much does it change?",),
)
def centred_inputs(dY, X, W):
    dX, _, db = linear_backward(dY, X, W)
    return dX, (X - X.mean(axis=0)).T @ dY, db


@mistake(
    linear_backward,
    headline="weight decay in dW",
    sentence="dW has a multiple of the weights in it.",
    why="a share of W is added to dW: the derivative of a penalty on large weights. The layer by"
    " itself has no penalty.",
    right="dX and db.",
    hints=("With dY = 0, what should dW be, and what is it?",),
    constants=(0.01, 1.0, 0.1, 0.001, 0.0001, 1e-5, 0.5, 0.05, 0.005, 0.0005, 2.0, 0.02, -0.01),
)
def weight_decay(dY, X, W, share):
    dX, dW, db = linear_backward(dY, X, W)
    return dX, dW + share * W, db


@mistake(
    linear_backward,
    headline="W is changed first",
    sentence="dX belongs to weights that have already taken a step.",
    why="the weights are moved by a step, and dX is computed with the new ones.",
    right="dW and db.",
    hints=(
        "Which W took part in the output whose derivative is asked for: the one before the step,"
        " or the one after it?",
    ),
    constants=(0.1, 1.0, 0.01, 0.001, 0.5, 0.05),
)
def weights_moved_first(dY, X, W, lr):
    _, dW, db = linear_backward(dY, X, W)
    return dY @ (W - lr * dW).T, dW, db


@mistake(
    linear_backward,
    headline="dY is missing in db",
    sentence="dX and dW are right; db does not depend on dY.",
    why="every entry of db is one fixed number: 0, 1, N or 1/N. What comes back from the loss does"
    " not enter.",
    right="dX and dW.",
    hints=(
        "Double dY. By how much should db change, and by how much does it change?",
        "The derivative of Y by b is 1. With what does the chain rule multiply it?",
    ),
    constants=(0.0, 1.0, 2.0, 3.0),
)
def upstream_missing_in_db(dY, X, W, form):
    dX, dW, db = linear_backward(dY, X, W)
    return dX, dW, 0 * db + (0, 1, len(X), 1 / len(X))[int(form)]


@mistake(
    linear_backward,
    headline="dY is missing in dX",
    sentence="dW and db are right; dX does not depend on dY.",
    why="dX is made of the weights alone: W, its transpose, or sums or means of its rows. What"
    " comes back from the loss does not enter.",
    right="dW and db.",
    hints=(
        "Double dY. By how much should dX change, and by how much does it change?",
        "The derivative of Y by X is made of W. With what does the chain rule multiply it?",
    ),
    constants=(0.0, 1.0, 2.0, 3.0),
)
def upstream_missing_in_dX(dY, X, W, form):
    _, dW, db = linear_backward(dY, X, W)
    dX = (W.sum(axis=1) + 0 * X, W.mean(axis=1) + 0 * X, W.T, W)[int(form)]
    return dX, dW, db


@mistake(
    linear_backward,
    headline="dY is missing in dW",
    sentence="dX and db are right; dW does not depend on dY.",
    why="dW is made of the inputs alone: X, its transpose, or sums or means of its columns. What"
    " comes back from the loss does not enter.",
    right="dX and db.",
    hints=(
        "Double dY. By how much should dW change, and by how much does it change?",
        "The derivative of Y by W is made of X. With what does the chain rule multiply it?",
    ),
    constants=(0.0, 1.0, 2.0, 3.0),
)
def upstream_missing_in_dW(dY, X, W, form):
    dX, _, db = linear_backward(dY, X, W)
    sums = X.sum(axis=0)[:, None] + 0 * W
    return dX, (sums, sums / len(X), X.T, X)[int(form)], db


@mistake(
    linear_backward,
    headline="mean in place of a sum",
    sentence="Over the samples a mean is taken where a sum belongs.",
    why="what is wrong is 1/N times the right one. The layer has no mean; if the loss is a mean,"
    " its 1/N is in dY.",
    hints=(
        "Put every sample into X and dY twice. Should dW and db double? Do both of them?",
        "Each sample adds its part to the derivative of the loss. What does the chain rule do with"
        " the parts?",
    ),
)
def mean_for_a_sum(dY, X, W):
    dX, dW, db = linear_backward(dY, X, W)
    return dX, dW / len(X), db / len(X)


@mistake(
    linear_backward,
    headline="divided by N",
    sentence="A division by the number of samples stands where none belongs.",
    why="what is wrong is 1/N times the right one. The layer has no mean; if the loss is a mean,"
    " its 1/N is in dY.",
    hints="Put every sample into X and dY twice. Should dX change? Does it?",
)
def divided_by_the_samples(dY, X, W):
    dX, dW, db = linear_backward(dY, X, W)
    return dX / len(X), dW / len(X), db / len(X)


@mistake(
    linear_backward,
    headline="reshape for a transpose",
    sentence="Entries of different samples are mixed up.",
    why="an array is reshaped where it should be transposed. The shape fits, but the entries are"
    " read row by row and come to stand at other places.",
    hints=(
        "Print [[1, 2, 3], [4, 5, 6]] transposed, and the same array reshaped to (3, 2). Are they"
        " equal?",
    ),
)
def reshaped_for_a_transpose(dY, X, W):
    _, _, db = linear_backward(dY, X, W)
    return (W @ dY.T).reshape(X.shape), X.reshape(X.shape[1], X.shape[0]) @ dY, db


@mistake(
    linear_backward,
    headline="a ReLU behind the layer",
    sentence="Where an output is not positive, nothing comes back.",
    why="dY is set to 0 where the product of X and W is not positive: that is the derivative of a"
    " ReLU that follows. The layer by itself has none.",
    hints=(
        "Which function's derivative is asked for: of the layer alone, or of the layer and a ReLU?",
    ),
    constants=(0.0, 1.0),
)
def upstream_through_a_relu(dY, X, W, at_zero):
    Z = X @ W
    return linear_backward(dY * (Z >= 0 if at_zero else Z > 0), X, W)
