"""The vector-Jacobian product of softmax: what backpropagation needs of it.

    Σ_i g_i ∂S_i/∂x_j = S_j (g_j − Σ_i S_i g_i)

x (…, n), cotangent g (…, n) → (…, n), along the last axis. Source: notes 000 §4.
"""

from reference.domain import Array
from reference.formula import Line, claim, composition, formula, law, terms
from reference.formulas.softmax import softmax
from reference.formulas.softmax_jacobian import softmax_jacobian


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


@terms(
    softmax_vjp,
    names=("through the numerator", "through the denominator"),
    says="Each x reaches the outputs along two paths, and the result is the sum of the two:",
)
def by_the_quotient_rule(x, g):
    s = softmax(x)
    return s * g, -s * (s * g).sum(axis=-1, keepdims=True)


@claim(
    softmax_vjp,
    says="For one vector it is g times the Jacobian.",
    source="notes 000 §4",
    x=Array("n", low=-8, high=8),
    g=Array("n"),
)
def g_times_the_jacobian(x, g):
    return softmax_vjp(x, g), g @ softmax_jacobian(x)


TEXTBOOK = (
    Line(
        softmax_vjp,
        "v_j = sum_i(g_i*S_i*(delta_ij - S_j))",
        where={"S_i": "exp(x_i)/Σ_k(exp(x_k))"},
    ),
)
