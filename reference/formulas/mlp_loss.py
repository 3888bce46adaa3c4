"""The loss of a multi-layer perceptron: softmax cross-entropy on its logits, the mean over samples.

    C = −(1/N) Σ_i Σ_k Y_ik log softmax(logits_i)_k          logits = mlp_forward(params, X, eps)

params a dict as in `mlp_forward`; X (N, D); labels Y (N, K), one-hot or soft, rows that sum to
one → a number. Source: notes 002 Def. 5.2 (there the sum) on the network of 003 eq. (31) to (37).
"""

from typing import Any

import numpy as np

from reference.domain import Distribution
from reference.formula import Line, Step, formula, law
from reference.formulas.batch_norm import batch_norm
from reference.formulas.cross_entropy import cross_entropy
from reference.formulas.linear import linear
from reference.formulas.mlp_forward import (
    EPS,
    INPUTS,
    LAYERS,
    OF_A_LAYER,
    PARAMS,
    TWO_LAYERS,
    depth,
    mlp_forward,
    rescaled,
)
from reference.formulas.mlp_forward import EXAMPLE as FORWARD

LABELS = Distribution("N K")
PARAMETERS: dict[str, Any] = {**FORWARD["params"]}  # type: ignore[dict-item]
EXAMPLE = {
    "params": PARAMETERS,
    "X": FORWARD["X"],
    "Y": [[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]],
    "eps": FORWARD["eps"],
}
# Logits of some thousands and of 1000, and a sample whose label is the class they speak against.
EXTREMES = (
    {**EXAMPLE, "params": {**PARAMETERS, "W2": [[2000.0, 0.0], [0.0, 0.0]]}},
    {**EXAMPLE, "params": {**PARAMETERS, "b2": [0.0, 1000.0]}},
)


@formula(params=PARAMS, X=INPUTS, Y=LABELS, eps=EPS, example=EXAMPLE, extremes=EXTREMES)
def mlp_loss(params, X, Y, eps):
    """The mean loss of a batch: a dict, (N, D), (N, K), a number → a number."""
    return cross_entropy(mlp_forward(params, X, eps), Y)


@law(
    mlp_loss,
    says="Adding one and the same number to all biases of the last layer changes nothing.",
    twin=lambda params, **_: {"params": _biases_plus_one(params)},
)
def shifting_the_biases_changes_nothing(C, C_twin, params, X, Y, eps):
    return C_twin, C


def _biases_plus_one(params):
    name = f"b{depth(params)}"
    return {**params, name: params[name] + 1}


@law(
    mlp_loss,
    says="Adding a number to a whole column of X does not change the loss.",
    twin=lambda X, **_: {"X": X + np.arange(1, X.shape[1] + 1)},
)
def shifting_a_feature_changes_nothing(C, C_twin, params, X, Y, eps):
    return C_twin, C


@law(
    mlp_loss,
    says="Doubling gamma and beta of the first layer and halving W of the next changes nothing.",
    twin=lambda params, **_: {"params": rescaled(params)},
)
def rescaling_a_layer_changes_nothing(C, C_twin, params, X, Y, eps):
    return C_twin, C


OUTPUTS = {
    **LAYERS,
    "logits_ik": "sum_j(h_ij*W2_jk) + b2_k",
    "p_ik": "exp(logits_ik)/sum_m(exp(logits_im))",
}

COMPONENTS = (
    Step(mlp_loss, of=cross_entropy, where="in the cross-entropy"),
    Step(mlp_loss, of=batch_norm, where="in batch normalization", letters=OF_A_LAYER),
    Step(mlp_loss, of=linear, where="in the last layer", letters=OF_A_LAYER),
)

TEXTBOOK = (Line(mlp_loss, "-(1/N)*sum_ik(Y_ik*log(p_ik))", where=OUTPUTS, domain=TWO_LAYERS),)
