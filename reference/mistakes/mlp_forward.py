"""What students write in the place of `mlp_forward`."""

import numpy as np

from reference.formula import both, mistake
from reference.formulas.batch_norm import batch_norm
from reference.formulas.log_softmax import log_softmax
from reference.formulas.mlp_forward import depth, mlp_forward, output, pre_activation
from reference.formulas.softmax import softmax


def relu(A):
    return np.maximum(A, 0.0)


def through(params, X, hidden):
    """The logits, where `hidden(layer, H)` is the output of a hidden layer."""
    H = X
    for layer in range(1, depth(params)):
        H = hidden(layer, H)
    return output(params, H)


def with_norm(params, X, norm, activation=relu):
    """The logits, where `norm(Z, gamma, beta)` stands for batch normalization."""
    return through(
        params,
        X,
        lambda layer, H: activation(
            norm(H @ params[f"W{layer}"], params[f"gamma{layer}"], params[f"beta{layer}"])
        ),
    )


@mistake(
    mlp_forward,
    headline="ReLU before batch norm",
    sentence="Every layer is there; ReLU comes before the normalization.",
    why="the hidden layers apply ReLU first and normalize what is left. Notes 004 do so; this"
    " assignment follows notes 003, eq. (31) to (37), where ReLU comes last.",
    hints=(
        "Can an output of a hidden layer be negative, on paper and in the code?",
        "Follow the statement of a hidden layer from the inside to the outside. Which operation is"
        " the last?",
    ),
)
def relu_before_the_normalization(params, X, eps):
    return with_norm(
        params, X, lambda Z, gamma, beta: batch_norm(relu(Z), gamma, beta, eps), lambda A: A
    )


@mistake(
    mlp_forward,
    headline="ReLU is missing",
    sentence="The hidden layers have no ReLU.",
    why="the normalized values go on as they are, negative ones too.",
    hints="Can an output of a hidden layer be negative, on paper and in the code?",
)
def relu_missing(params, X, eps):
    return with_norm(params, X, lambda Z, *a: batch_norm(Z, *a, eps), lambda A: A)


@mistake(
    mlp_forward,
    headline="ReLU on the logits",
    sentence="Right where a logit is positive; the others are 0.",
    why="the last layer applies ReLU, too. Logits may have either sign.",
    right="Every positive logit.",
    hints="Can a logit be negative, on paper and in the code?",
)
def relu_on_the_logits(params, X, eps):
    return relu(mlp_forward(params, X, eps))


@mistake(
    mlp_forward,
    headline="another activation",
    sentence="Another function stands in the place of ReLU.",
    why="the hidden layers apply the logistic function, tanh, the absolute value or a leaky ReLU.",
    hints="What should become of -2 in a hidden layer after the normalization, and what of 2? What"
    " does?",
    constants=(0.0, 1.0, 2.0, 3.0, 4.0),
)
def another_activation(params, X, eps, form):
    activations = (
        lambda A: 1 / (1 + np.exp(-A)),
        np.tanh,
        np.abs,
        lambda A: np.where(A > 0, A, 0.01 * A),
        lambda A: np.where(A > 0, A, 0.1 * A),
    )
    return with_norm(params, X, lambda Z, *a: batch_norm(Z, *a, eps), activations[int(form)])


@mistake(
    mlp_forward,
    headline="no normalization",
    sentence="The hidden layers are not normalized.",
    why="the outputs of the linear layers go on as they are, with gamma and beta or without.",
    hints="Print mean and standard deviation of a column of a hidden layer before gamma and beta."
    " What should they be?",
    constants=(0.0, 1.0, 2.0),
)
def normalization_missing(params, X, eps, form):
    kinds = (
        lambda Z, *_: Z,
        lambda Z, gamma, beta: gamma * Z + beta,
        lambda Z, _, beta: Z + beta,
    )
    return with_norm(params, X, kinds[int(form)])


@mistake(
    mlp_forward,
    headline="half of the normalization",
    sentence="The hidden layers are shifted or scaled by the batch; both are asked for.",
    why="the mean of the batch is not subtracted, or the division by the standard deviation is"
    " missing.",
    hints="Print mean and standard deviation of a column of a hidden layer before gamma and beta."
    " What should they be?",
    constants=(0.0, 1.0),
)
def half_of_the_normalization(params, X, eps, shifted):
    def norm(Z, gamma, beta):
        half = Z - Z.mean(axis=0) if shifted else Z / np.sqrt(Z.var(axis=0) + eps)
        return gamma * half + beta

    return with_norm(params, X, norm)


@mistake(
    mlp_forward,
    headline="batch norm before W",
    sentence="The inputs of a hidden layer are normalized, and then multiplied by W.",
    why="mean and variance are those of what enters the layer. The statement normalizes what the"
    " product with W gives.",
    hints="Print mean and standard deviation of a column of a hidden layer before gamma and beta."
    " What should they be?",
    constants=(0.0, 1.0),
)
def normalized_before_the_product(params, X, eps, unscaled):
    def hidden(layer, H):
        W, gamma, beta = (params[f"{name}{layer}"] for name in ("W", "gamma", "beta"))
        Z = batch_norm(H, np.ones(H.shape[1]), np.zeros(H.shape[1]), eps) @ W
        return relu(Z if unscaled else gamma * Z + beta)

    return through(params, X, hidden)


@mistake(
    mlp_forward,
    headline="gamma or beta is left out",
    sentence="The normalized values are not scaled or not shifted.",
    why="gamma, beta or both do not enter, or they are exchanged.",
    hints="Double gamma1. Should the first hidden layer change? Does it? And with beta1?",
    constants=(0.0, 1.0, 2.0, 3.0),
)
def scale_or_shift_left_out(params, X, eps, form):
    def norm(Z, gamma, beta):
        normalized = batch_norm(Z, np.ones_like(gamma), np.zeros_like(beta), eps)
        return (normalized, gamma * normalized, normalized + beta, beta * normalized + gamma)[
            int(form)
        ]

    return with_norm(params, X, norm)


@mistake(
    mlp_forward,
    headline="eps in another place",
    sentence="eps does not stand under the root beside the variance.",
    why="eps is added to the standard deviation, or it is left out.",
    hints="For a column of equal values and eps = 0.01, by what is divided: on paper, and in the"
    " code?",
    constants=(0.0, 1.0),
)
def eps_in_another_place(params, X, eps, left_out):
    def norm(Z, gamma, beta):
        below = np.sqrt(Z.var(axis=0)) + (0 if left_out else eps)
        with np.errstate(all="ignore"):
            return gamma * (Z - Z.mean(axis=0)) / below + beta

    return with_norm(params, X, norm)


@mistake(
    mlp_forward,
    headline="the root is missing",
    sentence="Every column is divided by its variance, not by its standard deviation.",
    why="the hidden layers divide by the variance plus eps itself, without its root.",
    hints="Multiply W1 by 10. What should happen to the first hidden layer, apart from eps, and"
    " what does?",
)
def root_missing(params, X, eps):
    def norm(Z, gamma, beta):
        return gamma * (Z - Z.mean(axis=0)) / (Z.var(axis=0) + eps) + beta

    return with_norm(params, X, norm)


@mistake(
    mlp_forward,
    headline="another mean and variance",
    sentence="Mean and variance are not those of a column of the batch.",
    why="the statistics run over each sample, or over all entries of the layer.",
    hints="Over which axis does the batch run, and how many means should a layer of 3 neurons"
    " have?",
    constants=(0.0, 1.0),
)
def statistics_of_something_else(params, X, eps, everything):
    axis = None if everything else 1

    def norm(Z, gamma, beta):
        deviations = Z - Z.mean(axis=axis, keepdims=True)
        return gamma * deviations / np.sqrt(Z.var(axis=axis, keepdims=True) + eps) + beta

    return with_norm(params, X, norm)


@mistake(
    mlp_forward,
    headline="the sample variance",
    sentence="The hidden layers shrink as if their variance were larger by a factor N/(N - 1).",
    why="the squares are divided by N - 1, which gives the sample variance. Batch normalization"
    " takes the population variance.",
    hints=(
        "What is the variance of (1, 3): once with N, once with N - 1? Which one is written in the"
        " statement?",
        "What happens to a batch of one sample when the squares are divided by N - 1?",
    ),
)
def sample_variance(params, X, eps):
    def norm(Z, gamma, beta):
        deviations = Z - Z.mean(axis=0)
        with np.errstate(all="ignore"):
            variance = (deviations**2).sum(axis=0) / np.float64(len(Z) - 1)
            return gamma * deviations / np.sqrt(variance + eps) + beta

    return with_norm(params, X, norm)


@mistake(
    mlp_forward,
    headline="softmax at the end",
    sentence="Probabilities or their logarithms come back; logits are asked for.",
    why="softmax, or log-softmax, is applied to the logits. The loss does that by itself.",
    hints="What do the entries of a row of the result, or their exponentials, add up to? Should"
    " they?",
    constants=(0.0, 1.0),
)
def probabilities(params, X, eps, logarithms):
    return (log_softmax if logarithms else softmax)(mlp_forward(params, X, eps))


@mistake(
    mlp_forward,
    headline="the last bias is missing",
    sentence="The logits lack the bias of the last layer.",
    why="the last layer multiplies by its W and adds nothing, or subtracts its b.",
    hints="Add 1 to every entry of b of the last layer. What should happen to the logits? What"
    " does?",
    constants=(0.0, -1.0),
)
def last_bias_missing(params, X, eps, factor):
    b = params[f"b{depth(params)}"]
    return mlp_forward(params, X, eps) + (factor - 1) * b


@mistake(
    mlp_forward,
    headline="the logits are normalized",
    sentence="The last layer is normalized like a hidden one.",
    why="the loop over the layers reaches the last one, whose outputs are normalized over the"
    " batch.",
    hints="What is the mean of a column of the returned logits? Does the statement normalize them?",
    constants=(1.0, 0.0),
)
def logits_normalized(params, X, eps, biases):
    b = params[f"b{depth(params)}"]
    return batch_norm(mlp_forward(params, X, eps), np.ones_like(b), biases * b, eps)


@mistake(
    mlp_forward,
    headline="the last ReLU is missing",
    sentence="The last hidden layer has no ReLU.",
    why="ReLU is applied to all hidden layers but the last one.",
    hints="Can an output of the last hidden layer be negative, on paper and in the code?",
)
def last_relu_missing(params, X, eps):
    last = depth(params) - 1

    def hidden(layer, H):
        A = pre_activation(params, layer, H, eps)
        return A if layer == last else relu(A)

    return through(params, X, hidden)


# --- two at once ---------------------------------------------------------------------------------


@both(relu_missing, eps_in_another_place)
def no_relu_and_eps_behind_the_root(params, X, eps):
    def norm(Z, gamma, beta):
        return gamma * (Z - Z.mean(axis=0)) / (Z.std(axis=0) + eps) + beta

    return with_norm(params, X, norm, lambda A: A)


@both(relu_before_the_normalization, relu_on_the_logits)
def relu_before_the_normalization_and_on_the_logits(params, X, eps):
    return relu(relu_before_the_normalization(params, X, eps))


@both(scale_or_shift_left_out, last_bias_missing)
def no_shift_and_no_bias(params, X, eps):
    def norm(Z, gamma, beta):
        return batch_norm(Z, gamma, np.zeros_like(beta), eps)

    return with_norm(params, X, norm) - params[f"b{depth(params)}"]
