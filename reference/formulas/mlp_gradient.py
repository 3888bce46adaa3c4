"""Backpropagation: the gradient of the loss of a multi-layer perceptron by all of its parameters.

    A_l = BN(Z_l), Z_l = H_{l-1} W_l, H_l = max(0, A_l)          as in `mlp_forward`

    dlogits = ∂C/∂logits
    dH_{L-1}, dW_L, db_L = the linear layer backwards, from dlogits
    dA_l = dH_l where A_l > 0, else 0          l = L − 1, …, 1
    dZ_l, dgamma_l, dbeta_l = batch normalization backwards, from dA_l
    dH_{l-1}, dW_l = the linear layer backwards, from dZ_l

params a dict as in `mlp_forward`; X (N, D); Y (N, K), rows that sum to one → a dict with the names
and the shapes of params. Source: the chain rule on notes 003 eq. (31) to (37), not printed there.
"""

import sys

import numpy as np

from reference.formula import Line, Step, formula, law
from reference.formulas.batch_norm import batch_norm
from reference.formulas.batch_norm_backward import batch_norm_backward
from reference.formulas.cross_entropy_gradient import cross_entropy_gradient
from reference.formulas.linear import linear
from reference.formulas.linear_backward import linear_backward
from reference.formulas.mlp_forward import (
    EPS,
    INPUTS,
    OF_A_LAYER,
    PARAMS,
    TWO_LAYERS,
    depth,
    output,
    pre_activation,
)
from reference.formulas.mlp_loss import EXAMPLE, EXTREMES, LABELS, OUTPUTS, mlp_loss


@formula(
    params=PARAMS,
    X=INPUTS,
    Y=LABELS,
    eps=EPS,
    example=EXAMPLE,
    extremes=EXTREMES,
    gradient_of=mlp_loss,
)
def mlp_gradient(params, X, Y, eps):
    """∂C/∂params: a dict, (N, D), (N, K), a number → a dict like params."""
    last = depth(params)
    outputs = [X]  # H_0 … H_{L-1}
    pre_activations = []  # A_1 … A_{L-1}
    for layer in range(1, last):
        pre_activations.append(pre_activation(params, layer, outputs[-1], eps))
        outputs.append(np.maximum(pre_activations[-1], 0.0))

    dlogits = cross_entropy_gradient(output(params, outputs[-1]), Y)
    gradient = {}
    dH, gradient[f"W{last}"], gradient[f"b{last}"] = linear_backward(
        dlogits, outputs[-1], params[f"W{last}"]
    )
    for layer in range(last - 1, 0, -1):
        W, H = params[f"W{layer}"], outputs[layer - 1]
        dA = np.where(pre_activations[layer - 1] > 0, dH, 0.0)
        dZ, gradient[f"gamma{layer}"], gradient[f"beta{layer}"] = batch_norm_backward(
            dA, H @ W, params[f"gamma{layer}"], eps
        )
        dH, gradient[f"W{layer}"], _ = linear_backward(dZ, H, W)
    return {name: gradient[name] for name in params}


@law(mlp_gradient, says="The gradient by the biases of the last layer adds up to 0.")
def the_biases_add_up_to_zero(gradient, params, X, Y, eps):
    return gradient[f"b{depth(params)}"].sum(), 0.0


@law(mlp_gradient, says="Every row of the gradient by W of the last layer adds up to 0.")
def the_rows_of_the_last_layer_add_up_to_zero(gradient, params, X, Y, eps):
    return gradient[f"W{depth(params)}"].sum(axis=1), 0.0


@law(
    mlp_gradient,
    says="In layer 1, gamma * dgamma + beta * dbeta of a neuron is the sum of its row of W2 * dW2.",
)
def what_a_neuron_gives_the_next_layer_takes(gradient, params, X, Y, eps):
    given = params["gamma1"] * gradient["gamma1"] + params["beta1"] * gradient["beta1"]
    return given, (params["W2"] * gradient["W2"]).sum(axis=1)


@law(
    mlp_gradient,
    says="Adding a number to a whole column of X does not change the gradient by gamma1.",
    twin=lambda X, **_: {"X": X + np.arange(1, X.shape[1] + 1)},
)
def shifting_a_feature_leaves_the_gradient(gradient, gradient_twin, params, X, Y, eps):
    return gradient_twin["gamma1"], gradient["gamma1"]


BACKWARDS = {
    **OUTPUTS,
    "dlogits_ik": "(p_ik - Y_ik)/N",
    "da_ij": "[a_ij > 0]*sum_k(dlogits_ik*W2_jk)",
    "dz_ij": "gamma1_j/√(v_j + ε)*(da_ij - mean_l(da_lj) - ẑ_ij*mean_l(da_lj*ẑ_lj))",
}

OF_A_LAYER_BACKWARDS = {
    "X": "its input",
    "dX": "the gradient with respect to its input",
    "dY": "the gradient with respect to its output",
}

COMPONENTS = (
    Step(mlp_gradient, of=cross_entropy_gradient, where="where the way back begins"),
    Step(
        mlp_gradient,
        of=linear_backward,
        where="on the way back through a linear layer",
        letters=OF_A_LAYER_BACKWARDS,
    ),
    Step(
        mlp_gradient,
        of=linear_backward,
        where="on the way back through W of the hidden layers",
        letters=OF_A_LAYER_BACKWARDS,
        calls=range(1, sys.maxsize),
    ),
    Step(
        mlp_gradient,
        of=linear_backward,
        where="on the way back through the last layer",
        letters=OF_A_LAYER_BACKWARDS,
        calls=range(1),
    ),
    Step(
        mlp_gradient,
        of=batch_norm_backward,
        where="on the way back through batch normalization",
        letters=OF_A_LAYER_BACKWARDS,
    ),
    Step(
        mlp_gradient,
        of=batch_norm,
        where="on the way forward, in batch normalization",
        letters=OF_A_LAYER,
    ),
    Step(
        mlp_gradient,
        of=linear,
        where="on the way forward, in the last layer",
        letters=OF_A_LAYER,
    ),
)

TEXTBOOK = tuple(
    Line(mlp_gradient, text, part=name, where=BACKWARDS, domain=TWO_LAYERS)
    for name, text in {
        "W1": "D_dj = sum_i(X_id*dz_ij)",
        "gamma1": "D_j = sum_i(da_ij*ẑ_ij)",
        "beta1": "D_j = sum_i(da_ij)",
        "W2": "D_jk = sum_i(h_ij*dlogits_ik)",
        "b2": "D_k = sum_i(dlogits_ik)",
    }.items()
)
