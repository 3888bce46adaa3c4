"""`mlp_gradient` where the way back begins wrong, or a layer has another input."""

from reference.formula import mistake
from reference.formulas.mlp_gradient import mlp_gradient
from reference.formulas.softmax import softmax
from reference.mistakes.mlp_gradient import backwards


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
