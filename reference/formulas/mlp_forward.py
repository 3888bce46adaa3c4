"""The forward pass of a multi-layer perceptron with batch normalization, up to its logits.

    H_0 = X
    H_l = max(0, BN(H_{l-1} W_l; gamma_l, beta_l))          l = 1 … L − 1
    logits = H_{L-1} W_L + b_L

BN is `batch_norm` with the statistics of the batch. It takes the mean away, so that hidden layers
have no bias. X (N, D); params a dict of W{l} (n_{l-1}, n_l), with n_0 = D and n_L = K, of gamma{l}
and beta{l} (n_l,) of the hidden layers, and of b{L} (K,) → logits (N, K).
Source: notes 003 eq. (31) to (37), normalization before activation.
"""

import numpy as np

from reference.domain import Array, NetworkParameters, Positive
from reference.formula import Line, Step, formula, law
from reference.formulas.batch_norm import batch_norm
from reference.formulas.linear import linear

PARAMS = NetworkParameters("D", "K", depths=(2, 3))
INPUTS = Array("N D")
EPS = Positive(1e-3, 1e-1)
EXAMPLE = {
    "params": {
        "W1": [[1.0, 0.0], [1.0, -1.0]],
        "gamma1": [1.0, 2.0],
        "beta1": [0.5, 1.0],
        "W2": [[1.0, 0.0], [0.0, 1.0]],
        "b2": [0.0, 1.0],
    },
    "X": [[1.0, 2.0], [2.0, 0.0], [4.0, 1.0]],
    "eps": 0.01,
}


@formula(params=PARAMS, X=INPUTS, eps=EPS, example=EXAMPLE)
def mlp_forward(params, X, eps):
    """The logits of a batch: a dict, (N, D), a number → (N, K)."""
    H = X
    for layer in range(1, depth(params)):
        H = np.maximum(pre_activation(params, layer, H, eps), 0.0)
    return output(params, H)


def depth(params):
    """The number L of layers."""
    return (len(params) + 1) // 3  # three arrays in each hidden layer, two in the last one


def pre_activation(params, layer, H, eps):
    """BN(H W; gamma, beta) of a hidden layer, from the output H of the one before."""
    Z = H @ params[f"W{layer}"]
    return batch_norm(Z, params[f"gamma{layer}"], params[f"beta{layer}"], eps)


def output(params, H):
    """The logits, from the output H of the last hidden layer."""
    last = depth(params)
    return linear(H, params[f"W{last}"], params[f"b{last}"])


@law(
    mlp_forward,
    says="Adding a number to a whole column of X does not change the logits.",
    twin=lambda X, **_: {"X": X + np.arange(1, X.shape[1] + 1)},
)
def shifting_a_feature_changes_nothing(logits, logits_twin, params, X, eps):
    return logits_twin, logits


@law(
    mlp_forward,
    says="Doubling W and b of the last layer doubles the logits.",
    twin=lambda params, **_: {"params": _last_layer_times(2, params)},
)
def doubling_the_last_layer_doubles_the_logits(logits, logits_twin, params, X, eps):
    return logits_twin, 2 * logits


def _last_layer_times(factor, params):
    last = [f"W{depth(params)}", f"b{depth(params)}"]
    return {name: factor * array if name in last else array for name, array in params.items()}


@law(
    mlp_forward,
    says="Doubling gamma and beta of the first layer and halving W of the next changes nothing.",
    twin=lambda params, **_: {"params": rescaled(params)},
)
def rescaling_a_layer_changes_nothing(logits, logits_twin, params, X, eps):
    return logits_twin, logits


def rescaled(params):
    """The same network in other parameters: layer 1 gives twice as much, W2 takes half of it."""
    return {
        **params,
        "gamma1": 2 * params["gamma1"],
        "beta1": 2 * params["beta1"],
        "W2": params["W2"] / 2,
    }


# The textbook writes out a network of two layers.
TWO_LAYERS = {"params": NetworkParameters("D", "K", depths=(2,))}
LAYERS = {
    "z_ij": "sum_d(X_id*W1_dj)",
    "mu_j": "(1/N)*sum_i(z_ij)",
    "v_j": "(1/N)*sum_i((z_ij - μ_j)²)",
    "ẑ_ij": "(z_ij - μ_j)/√(v_j + ε)",
    "a_ij": "gamma1_j*ẑ_ij + beta1_j",
    "h_ij": "max(0, a_ij)",
}

# In a network, X is the batch, and Y are its labels; a layer calls so what it takes and gives.
OF_A_LAYER = {"X": "its input", "Y": "its output"}

COMPONENTS = (
    Step(mlp_forward, of=batch_norm, where="in batch normalization", letters=OF_A_LAYER),
    Step(mlp_forward, of=linear, where="in the last layer", letters=OF_A_LAYER),
)

TEXTBOOK = (
    Line(
        mlp_forward,
        "logits_ik = sum_j(h_ij*W2_jk) + b2_k",
        where=LAYERS,
        domain=TWO_LAYERS,
    ),
)
