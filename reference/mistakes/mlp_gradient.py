"""What students write in the place of `mlp_gradient`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.batch_norm import batch_norm
from reference.formulas.batch_norm_backward import batch_norm_backward
from reference.formulas.cross_entropy_gradient import cross_entropy_gradient
from reference.formulas.linear_backward import linear_backward
from reference.formulas.mlp_forward import depth, output, pre_activation
from reference.formulas.mlp_gradient import mlp_gradient
from reference.formulas.softmax import softmax


def masked(dH, A, _):
    """The gradient before ReLU."""
    return np.where(A > 0, dH, 0.0)


def backwards(
    params,
    X,
    Y,
    eps,
    *,
    start=cross_entropy_gradient,
    through_relu=masked,
    through_norm=batch_norm_backward,
    kept=lambda A: np.maximum(A, 0.0),
):
    """The reference, each step of which may be another one; `kept` is what a layer remembers of
    the output of the one before."""
    last = depth(params)
    outputs, remembered, before_relu = [X], [X], []
    for layer in range(1, last):
        before_relu.append(pre_activation(params, layer, outputs[-1], eps))
        outputs.append(np.maximum(before_relu[-1], 0.0))
        remembered.append(kept(before_relu[-1]))
    gradient = {}
    dH, gradient[f"W{last}"], gradient[f"b{last}"] = linear_backward(
        start(output(params, outputs[-1]), Y), remembered[-1], params[f"W{last}"]
    )
    for layer in range(last - 1, 0, -1):
        W, H = params[f"W{layer}"], outputs[layer - 1]
        dA = through_relu(dH, before_relu[layer - 1], H @ W)
        dZ, gradient[f"gamma{layer}"], gradient[f"beta{layer}"] = through_norm(
            dA, H @ W, params[f"gamma{layer}"], eps
        )
        dH, gradient[f"W{layer}"], _ = linear_backward(dZ, remembered[layer - 1], W)
    return {name: gradient[name] for name in params}


@mistake(
    mlp_gradient,
    headline="ReLU has no way back",
    sentence="The last layer is right; on the way back ReLU lets everything through.",
    why="the gradient is not set to 0 where ReLU has cut the value. Forward and back no longer fit"
    " each other.",
    right="The gradient of the last layer.",
    hints="Where the output of ReLU is 0, by how much does the loss change with the input of ReLU?"
    " What does the code pass back there?",
)
def relu_lets_all_through(params, X, Y, eps):
    return backwards(params, X, Y, eps, through_relu=lambda dH, *_: dH)


@mistake(
    mlp_gradient,
    headline="ReLU of the gradient",
    sentence="The last layer is right; on the way back negative gradients are cut.",
    why="ReLU is applied to the gradient itself. What decides is the value that went forward, not"
    " the gradient that comes back.",
    right="The gradient of the last layer.",
    hints="With a value of 2 before ReLU and a gradient of -1 after it, what should be passed back?"
    " What is?",
    constants=(0.0, 1.0),
)
def relu_of_the_gradient(params, X, Y, eps, besides):
    def through_relu(dH, A, Z):
        cut = np.maximum(dH, 0.0)
        return masked(cut, A, Z) if besides else cut

    return backwards(params, X, Y, eps, through_relu=through_relu)


@mistake(
    mlp_gradient,
    headline="ReLU cut at another value",
    sentence="The last layer is right; ReLU passes the gradient back in the wrong places.",
    why="the sign of another value decides what is passed back: of the values before the"
    " normalization, or the opposite sign.",
    right="The gradient of the last layer.",
    hints="Which value does ReLU receive on the way forward? Which one does the code compare with 0"
    " on the way back?",
    constants=(0.0, 1.0),
)
def mask_of_another_value(params, X, Y, eps, opposite):
    def through_relu(dH, A, Z):
        return np.where(A <= 0 if opposite else Z > 0, dH, 0.0)

    return backwards(params, X, Y, eps, through_relu=through_relu)


@mistake(
    mlp_gradient,
    headline="times the output of ReLU",
    sentence="The last layer is right; on the way back ReLU multiplies by its own output.",
    why="the gradient is multiplied by the value that ReLU returned, where its slope belongs: 0 or"
    " 1.",
    right="The gradient of the last layer.",
    hints="What is the slope of ReLU at 3? By what does the code multiply there?",
)
def times_the_output(params, X, Y, eps):
    return backwards(params, X, Y, eps, through_relu=lambda dH, A, _: dH * np.maximum(A, 0.0))


@mistake(
    mlp_gradient,
    headline="the mean held constant",
    sentence="gamma and beta of the last hidden layer are right; W before it is not.",
    why="on the way back through the normalization, the mean, or mean and variance, are treated as"
    " constants. Both depend on every sample of the batch.",
    right="The gradients of the last layer, and of gamma and beta before it.",
    hints=(
        "Add up the gradient before the normalization over the samples. What should each column"
        " give, and what does it?",
        "By how many paths does a value reach the normalized one? Which of them does the code"
        " follow?",
    ),
    constants=(0.0, 1.0),
)
def mean_held_constant(params, X, Y, eps, alone):
    def through_norm(dA, Z, gamma, eps):
        _, dgamma, dbeta = batch_norm_backward(dA, Z, gamma, eps)
        normalized = batch_norm(Z, 1.0, 0.0, eps)
        dZ = dA - alone * normalized * (dA * normalized).mean(axis=0)
        return gamma / np.sqrt(Z.var(axis=0) + eps) * dZ, dgamma, dbeta

    return backwards(params, X, Y, eps, through_norm=through_norm)


@mistake(
    mlp_gradient,
    headline="variance held constant",
    sentence="gamma and beta of the last hidden layer are right; W before it is not.",
    why="on the way back through the normalization, the variance is treated as a constant. It"
    " depends on every sample of the batch.",
    right="The gradients of the last layer, and of gamma and beta before it.",
    hints=(
        "By how many paths does a value reach the normalized one? Which of them does the code"
        " follow?",
        "Double the distances of a column from its mean. Normalized values hardly change: which"
        " part of the gradient sees to that?",
    ),
)
def variance_held_constant(params, X, Y, eps):
    def through_norm(dA, Z, gamma, eps):
        _, dgamma, dbeta = batch_norm_backward(dA, Z, gamma, eps)
        dZ = gamma / np.sqrt(Z.var(axis=0) + eps) * (dA - dA.mean(axis=0))
        return dZ, dgamma, dbeta

    return backwards(params, X, Y, eps, through_norm=through_norm)


@mistake(
    mlp_gradient,
    headline="no way back through it",
    sentence="The way back does not go through the normalization as a whole.",
    why="the gradient passes the normalization unchanged, or times gamma alone.",
    right="The gradients of the last layer, and of gamma and beta before it.",
    hints="Multiply X by 10. Normalized values hardly change: what should become of the gradient"
    " of W1? What becomes of it?",
    constants=(0.0, 1.0),
)
def normalization_passed_over(params, X, Y, eps, scaled):
    def through_norm(dA, Z, gamma, eps):
        _, dgamma, dbeta = batch_norm_backward(dA, Z, gamma, eps)
        return gamma * dA if scaled else dA, dgamma, dbeta

    return backwards(params, X, Y, eps, through_norm=through_norm)


@mistake(
    mlp_gradient,
    headline="gamma lost on the way back",
    sentence="The way back goes through the normalization, but not through gamma.",
    why="the gradient by the normalized values is not multiplied by gamma. On the way forward gamma"
    " multiplies them.",
    right="The gradients of the last layer, and of gamma and beta before it.",
    hints="By which factors does a normalized value reach the next layer? Which of them does the"
    " gradient meet on its way back?",
)
def gamma_lost(params, X, Y, eps):
    def through_norm(dA, Z, gamma, eps):
        _, dgamma, dbeta = batch_norm_backward(dA, Z, gamma, eps)
        return batch_norm_backward(dA, Z, np.ones_like(gamma), eps)[0], dgamma, dbeta

    return backwards(params, X, Y, eps, through_norm=through_norm)


@mistake(
    mlp_gradient,
    headline="eps lost on the way back",
    sentence="Nearly right; the way back through the normalization has no eps.",
    why="the standard deviation of the way back is the root of the variance alone. On the way"
    " forward eps stands under that root.",
    right="The gradients of the last layer.",
    hints="For a column of equal values, by what do the two ways divide, forward and back?",
)
def eps_lost(params, X, Y, eps):
    def through_norm(dA, Z, gamma, eps):
        with np.errstate(all="ignore"):
            return batch_norm_backward(dA, Z, gamma, 0.0)

    return backwards(params, X, Y, eps, through_norm=through_norm)


@mistake(
    mlp_gradient,
    headline="gamma by the wrong values",
    sentence="The gradients of gamma are made with values that are not normalized, or averaged.",
    why="the gradient of gamma sums products with the inputs of the normalization, or takes a mean;"
    " or the one of beta takes its place.",
    right="The gradients of the last layer.",
    hints="Which value does gamma multiply on the way forward? Which one does the code multiply by"
    " on the way back?",
    constants=(0.0, 1.0, 2.0, 3.0),
)
def gamma_by_the_wrong_values(params, X, Y, eps, form):
    def through_norm(dA, Z, gamma, eps):
        dZ, dgamma, dbeta = batch_norm_backward(dA, Z, gamma, eps)
        pairs = (
            ((dA * Z).sum(axis=0), dbeta),
            ((dA * (Z - Z.mean(axis=0))).sum(axis=0), dbeta),
            (dgamma / len(Z), dbeta / len(Z)),
            (dbeta, dgamma),
        )
        return dZ, *pairs[int(form)]

    return backwards(params, X, Y, eps, through_norm=through_norm)


@mistake(
    mlp_gradient,
    headline="values from before ReLU",
    sentence="The weights get products with values that ReLU has not passed.",
    why="the gradient of W multiplies by the values before ReLU. On the way forward W receives its"
    " output.",
    right="The gradient of b.",
    hints="Which array does W multiply on the way forward? Which one does its gradient contain?",
)
def values_before_relu(params, X, Y, eps):
    return backwards(params, X, Y, eps, kept=lambda A: A)


@mistake(
    mlp_gradient,
    headline="it begins without softmax",
    sentence="The way back begins with a derivative other than that of the loss with respect to"
    " the logits.",
    why="the derivative with respect to the probabilities, or the difference of logits and labels,"
    " is taken for that with respect to the logits.",
    hints="What should a row of the gradient with respect to the logits add up to? What does it?",
    constants=(0.0, 1.0),
)
def begins_without_softmax(params, X, Y, eps, of_the_logits):
    def start(logits, Y):
        return (logits - Y if of_the_logits else -Y / softmax(logits)) / len(Y)

    return backwards(params, X, Y, eps, start=start)


@mistake(
    mlp_gradient,
    headline="the labels are left out",
    sentence="The way back begins with the probabilities; the labels do not enter.",
    why="the labels are not subtracted from the probabilities. The gradient is the same for every"
    " label.",
    hints="What should a row of the gradient with respect to the logits add up to? What does it?",
)
def labels_left_out(params, X, Y, eps):
    return backwards(params, X, Y, eps, start=lambda logits, Y: softmax(logits) / len(Y))


@mistake(
    mlp_gradient,
    headline="a slope too many",
    sentence="The difference of probabilities and labels is multiplied by p (1 - p).",
    why="the way back begins as for squared errors of a logistic function, with its slope"
    " p (1 - p). The loss is a cross-entropy.",
    hints="For one sample with p = [0.5, 0.5] and Y = [1, 0], where does the way back begin: on"
    " paper, and in the code?",
)
def slope_of_the_logistic_function(params, X, Y, eps):
    def start(logits, Y):
        p = softmax(logits)
        return (p - Y) * p * (1 - p) / len(Y)

    return backwards(params, X, Y, eps, start=start)


@mistake(
    mlp_gradient,
    headline="a mean once too often",
    sentence="The gradients of b, gamma and beta are too small by the factor N.",
    why="along the batch a mean is taken where a sum belongs. The mean over the samples is in the"
    " gradient with respect to the logits already.",
    right="The gradients of all W.",
    hints="How many times is the gradient divided by N on its way from the loss to b?",
)
def mean_along_the_batch(params, X, Y, eps):
    gradient = mlp_gradient(params, X, Y, eps)
    return {n: array / len(X) if array.ndim == 1 else array for n, array in gradient.items()}


@mistake(
    mlp_gradient,
    headline="b: a mean too many",
    sentence="The gradient of b is too small by the factor N; the others are right.",
    why="for b of the last layer, a mean over the samples is taken where a sum belongs. The mean"
    " is in the gradient with respect to the logits already.",
    right="The gradients of all W, gamma and beta.",
    hints="How many times is the gradient divided by N on its way from the loss to b?",
)
def mean_in_the_bias(params, X, Y, eps):
    gradient = mlp_gradient(params, X, Y, eps)
    last = f"b{depth(params)}"
    return {**gradient, last: gradient[last] / len(X)}


@mistake(
    mlp_gradient,
    headline="the way back ends early",
    sentence="The last layer is right; in the layers before it the gradient is 0.",
    why="the way back ends after the last layer. The arrays of the others come back as zeros.",
    right="The gradient of the last layer.",
    hints="Change W1 a little. Does the loss change? Which gradient does the code return for W1?",
)
def last_layer_only(params, X, Y, eps):
    gradient = mlp_gradient(params, X, Y, eps)
    last = (f"W{depth(params)}", f"b{depth(params)}")
    return {name: array if name in last else 0 * array for name, array in gradient.items()}


@mistake(
    mlp_gradient,
    headline="weight decay is added",
    sentence="The gradients of gamma, beta and b are right; those of W contain W itself.",
    why="a multiple of W is added to its gradient. That belongs to a loss with a penalty on the"
    " weights, and this one has none.",
    right="The gradients of gamma, beta and b.",
    hints="What is the gradient of W2 minus the right one, divided by W2 entry by entry?",
    constants=(1.0, 1e-3, 1e-4, 0.01, 0.1, 0.5, 2.0, 2e-3, 2e-4),
)
def weight_decay(params, X, Y, eps, strength):
    gradient = mlp_gradient(params, X, Y, eps)
    return {
        name: array + strength * params[name] if array.ndim == 2 else array
        for name, array in gradient.items()
    }


@mistake(
    mlp_gradient,
    headline="the samples are added up",
    sentence="The gradient is that of the sum over the samples; the loss is their mean.",
    why="every entry is N times the right one. The mean at the end of the loss is not found again"
    " in the gradient.",
    right="All the layers, from the logits back to W1.",
    hints=(
        "Put every sample into the batch twice. Should the gradient change? Does it?",
        "What is the derivative of the loss with respect to the logits of one sample, if N = 2?",
    ),
)
def samples_added_up(params, X, Y, eps):
    return {name: len(X) * array for name, array in mlp_gradient(params, X, Y, eps).items()}


@mistake(
    mlp_gradient,
    headline="a mean over all entries",
    sentence="The gradient is divided by the number of classes, too, or by it alone.",
    why="the way back begins with a mean over the entries of the logits, or over the classes. In"
    " the loss, the terms of the classes are added up.",
    right="All the layers, from the logits back to W1.",
    hints="For N = 1 and K = 2, by which number should p - Y be divided? By which one is it?",
    constants=(0.0, 1.0),
)
def mean_over_all_entries(params, X, Y, eps, classes_alone):
    share = (len(X) if classes_alone else 1) / Y.shape[1]
    return {name: share * array for name, array in mlp_gradient(params, X, Y, eps).items()}


@mistake(
    mlp_gradient,
    headline="divided by N twice",
    sentence="The gradient is divided by the number of samples twice.",
    why="every entry is 1/N times the right one: the mean at the end of the loss is in it two"
    " times.",
    right="All the layers, from the logits back to W1.",
    hints="In how many lines on the way back stands the number of samples? Where does it come from"
    " in the loss?",
)
def averaged_twice(params, X, Y, eps):
    return {name: array / len(X) for name, array in mlp_gradient(params, X, Y, eps).items()}
