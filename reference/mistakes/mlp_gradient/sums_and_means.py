"""`mlp_gradient` with another sum or mean over the samples, layers left out, or a penalty."""

from reference.formula import mistake
from reference.formulas.mlp_forward import depth
from reference.formulas.mlp_gradient import mlp_gradient


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
    hints="For N = 3 and K = 2, by which number should p - Y be divided? By which one is it?",
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
