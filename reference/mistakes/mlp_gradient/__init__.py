"""What students write in the place of `mlp_gradient`: the way back through ReLU."""

import numpy as np

from reference.formula import mistake
from reference.formulas.batch_norm_backward import batch_norm_backward
from reference.formulas.cross_entropy_gradient import cross_entropy_gradient
from reference.formulas.linear_backward import linear_backward
from reference.formulas.mlp_forward import depth, output, pre_activation
from reference.formulas.mlp_gradient import mlp_gradient


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
