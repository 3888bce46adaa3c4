"""The backward pass of the linear layer: its vector-Jacobian product.

    dX = dY Wᵀ          dW = Xᵀ dY          db_k = Σ_i dY_ik

dY (N, K) is the gradient of the loss by the output Y = X W + b; X (N, D), W (D, K) →
dX (N, D), dW (D, K), db (K,). Source: the layer of notes 003 eq. (31), differentiated; the notes do
not print it.
"""

from reference.domain import Array, Number
from reference.formula import Line, claim, formula, law
from reference.formulas.linear import EXAMPLE, INPUTS, WEIGHTS, linear


@formula(
    dY=Array("N K"),
    X=INPUTS,
    W=WEIGHTS,
    parts={"dX": 1, "dW": 1, "db": 1},
    example={
        "dY": [[1.0, 0.0], [0.0, 2.0], [-1.0, 1.0]],
        "X": EXAMPLE["X"],
        "W": EXAMPLE["W"],
    },
    vjp_of=linear,
    wrt=("X", "W", "b"),
    cotangent="dY",
)
def linear_backward(dY, X, W):
    """(dX, dW, db): (N, K), (N, D), (D, K) → (N, D), (D, K), (K,)."""
    dY = dY.astype(float)
    return dY @ W.T, X.T @ dY, dY.sum(axis=0)


@law(linear_backward, says="The sum of X * dX equals the sum of W * dW.")
def both_factors_share_their_product(dX, dW, db, dY, X, W):
    return (X * dX).sum(), (W * dW).sum()


@law(
    linear_backward,
    says="Doubling dY doubles dX.",
    twin=lambda dY, **_: {"dY": 2 * dY},
)
def doubling_dY_doubles_dX(dX, dW, db, dX_twin, dW_twin, db_twin, dY, X, W):
    return dX_twin, 2 * dX


@law(
    linear_backward,
    says="Adding 1 to every entry of X adds db to every row of dW.",
    twin=lambda X, **_: {"X": X + 1},
)
def shifted_inputs_add_db(dX, dW, db, dX_twin, dW_twin, db_twin, dY, X, W):
    return dW_twin, dW + db


@claim(
    linear_backward,
    says="With dY held fixed, inputs c times as large make dW c times as large.",
    source="notes 002 Thm 4.1",
    dY=Array("N K"),
    X=INPUTS,
    W=WEIGHTS,
    c=Number(0.1, 10),
)
def scaled_inputs_scale_dW(dY, X, W, c):
    return linear_backward(dY, c * X, W)[1], c * linear_backward(dY, X, W)[1]


TEXTBOOK = (
    Line(linear_backward, "dX_lj = sum_k(dY_lk*W_jk)", part="dX"),
    Line(linear_backward, "dW_jk = sum_l(X_lj*dY_lk)", part="dW"),
    Line(linear_backward, "db_k = sum_l(dY_lk)", part="db"),
)
