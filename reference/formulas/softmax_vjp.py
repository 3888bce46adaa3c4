"""The vector-Jacobian product of softmax: what backpropagation needs of it.

    Σ_i g_i ∂S_i/∂x_j = S_j (g_j − Σ_i S_i g_i)

x (…, n), cotangent g (…, n) → (…, n), along the last axis. Source: notes 000 §4.
"""

from reference.formula import Array, composition, formula, law, mistake
from reference.formulas.softmax import exponents_as_they_come, softmax


@formula(
    x=Array("... n", low=-8, high=8),
    g=Array("... n"),
    example={"x": [0.0, 1.0], "g": [1.0, 3.0]},
    # As for the Jacobian: no gaps at which the digits of a textbook answer cancel.
    extremes=(
        {"x": [0.0, 1000.0], "g": [2.0, 1.0]},
        {"x": [1000.0, 1001.0, 1003.0], "g": [2.0, 1.0, -1.0]},
        {"x": [-1000.0, -1000.0], "g": [2.0, 1.0]},
        {"x": [[0.0, 1.0], [-1000.0, -1001.0]], "g": [[2.0, 1.0], [1.0, 3.0]]},
    ),
    vjp_of=softmax,
    cotangent="g",
)
def softmax_vjp(x, g):
    """Σ_i g_i ∂S_i/∂x_j = S_j (g_j − Σ_i S_i g_i), row by row: (…, n), (…, n) → (…, n)."""
    s = softmax(x)
    centred = g - (s * g).sum(axis=-1, keepdims=True)
    # Centring twice changes nothing on paper; it removes the rounding of the first time, which is
    # all that is left where one output is close to 1.
    return s * (centred - (s * centred).sum(axis=-1, keepdims=True))


@composition(softmax_vjp, of=softmax)
def of_the_outputs(S, x, g):
    return S * (g - (S * g).sum(axis=-1, keepdims=True))


@law(softmax_vjp, says="The entries along the last axis add up to 0.")
def the_product_adds_up_to_zero(d, x, g):
    return d.sum(axis=-1), 0.0


@law(
    softmax_vjp,
    says="Doubling g doubles the result.",
    twin=lambda x, g: {"x": x, "g": 2 * g},
)
def doubling_g_doubles_the_product(d, d_twin, x, g):
    return d_twin, 2 * d


@mistake(
    softmax_vjp,
    headline="only the diagonal is used",
    sentence="Every entry is computed from its own g alone.",
    why="only the diagonal of the Jacobian is used: each input is treated as if it moved its own"
    " output only.",
    hints=(
        "Choose g = [1, 0]. Changing x[1] moves S[0], and g[0] is not 0. What is the result at"
        " index 1?",
        "Which entries of g does one input reach, if every output depends on every input?",
    ),
)
def own_entry_of_g_only(x, g):
    s = softmax(x)
    return s * (1 - s) * g


@mistake(
    softmax_vjp,
    headline="the sum is missing",
    sentence="The first term is there; the sum over all outputs is missing.",
    why="g is multiplied with the outputs, entry by entry. The path through the denominator, which"
    " all outputs share, is missing.",
    hints=(
        "Choose g = [1, 1]. The outputs add up to 1 whatever x is. What should the derivative of"
        " their sum be?",
        "x[1] enters every output through the denominator. Which term of the result comes from"
        " there?",
    ),
)
def sum_missing(x, g):
    return softmax(x) * g


@mistake(
    softmax_vjp,
    headline="the sum has the wrong sign",
    sentence="Both terms are there; the sum is added where the derivation has a minus.",
    why="the path through the denominator is added to the direct one. It counts the other way: a"
    " larger denominator makes every output smaller.",
    hints=(
        "Choose g = [1, 1]. The outputs add up to 1 whatever x is. Which sign makes the two terms"
        " cancel?",
    ),
)
def sum_added(x, g):
    s = softmax(x)
    return s * (g + (s * g).sum(axis=-1, keepdims=True))


@mistake(
    softmax_vjp,
    headline="g is missing in the sum",
    sentence="The first term is right; g is missing in the sum.",
    why="the sum runs over the outputs alone, so it is always 1. Doubling g does not double the"
    " result.",
    hints=(
        "Double g. By how much should the result change, and by how much does the returned one"
        " change?",
        "Print the sum for two different g. Which quantity of the two calls should make it differ?",
    ),
)
def sum_without_g(x, g):
    s = softmax(x)
    return s * (g - s.sum(axis=-1, keepdims=True))


@mistake(
    softmax_vjp,
    headline="sum without the outputs",
    sentence="The first term is right; the outputs are missing in the sum.",
    why="the entries of g are added up as they are. In the sum each of them is weighed with its own"
    " output.",
    hints=(
        "Choose g = [1, 1]. What is the sum for n = 2, and what for n = 3? What should it be so"
        " that the result is 0?",
    ),
)
def plain_sum_of_g(x, g):
    return softmax(x) * (g - g.sum(axis=-1, keepdims=True))


@mistake(
    softmax_vjp,
    headline="a plain mean of g",
    sentence="The first term is right; the mean in the second one is not weighed.",
    why="the plain mean of g is subtracted, as if all outputs were equal. The result is right only"
    " where they are.",
    hints=(
        "For which x are all outputs equal? Compare the result there and at x = [0, 5].",
        "By what is each entry of g multiplied before the entries are added up?",
    ),
)
def plain_mean_of_g(x, g):
    return softmax(x) * (g - g.mean(axis=-1, keepdims=True))


@mistake(
    softmax_vjp,
    headline="the outer factor is missing",
    sentence="Every entry lacks one factor, the output at its own place.",
    why="g minus its weighted mean is returned as it is. The output that stands before the bracket"
    " in the derivation is missing.",
    hints=(
        "Divide the right values by the returned ones, entry by entry. Where have the quotients"
        " been seen before?",
    ),
)
def outer_factor_missing(x, g):
    s = softmax(x)
    return g - (s * g).sum(axis=-1, keepdims=True)


@mistake(
    softmax_vjp,
    headline="one sum for all rows",
    sentence="Right for a single row; with several rows they get mixed.",
    why="the sum runs over the whole array. Each row has an x and a g of its own, and a sum of its"
    " own.",
    hints=(
        "Call it on two rows, then change g in the second one only. Does the first row of the"
        " result change?",
    ),
)
def one_sum_of_all_rows(x, g):
    s = softmax(x)
    return s * (g - (s * g).sum())


@mistake(
    softmax_vjp,
    headline="nan for large inputs",
    sentence="Right for ordinary inputs; nan once an input is above 709.",
    why="exp is taken of the inputs as they come. exp(1000) is beyond the largest float64 (1.8e308)"
    " and becomes inf; inf / inf is nan.",
    hints=(
        "The product is made of g and of outputs of softmax. For which x does softmax keep every"
        " exponent small?",
    ),
    only_extreme=True,
    inherits=exponents_as_they_come,
    inherited="The nan comes from softmax. The product is made of g and of its outputs alone.",
)
def product_of_overflowing_exponents(x, g):
    s = exponents_as_they_come(x)
    return s * (g - (s * g).sum(axis=-1, keepdims=True))
