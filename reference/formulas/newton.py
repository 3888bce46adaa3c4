"""Newton's method: the step that leads to the minimum of the quadratic model of the loss.

    w ← w − H⁻¹ g

w, g (D,); H (D, D) is the Hessian, symmetric and positive definite: otherwise the step may climb.
No inverse is formed; the step s solves H s = g. Source: notes 000 §2.7.
"""

import numpy as np

from reference.formula import Gradient, Parameter, PositiveDefinite, formula, law


@formula(
    w=Parameter("D"),
    g=Gradient("D"),
    H=PositiveDefinite("D D"),
    parts={"w": 1},
    example={"w": [1.0, 1.0], "g": [2.0, 3.0], "H": [[2.0, 1.0], [1.0, 2.0]]},
)
def newton(w, g, H):
    """One step: (D,), (D,), (D, D) → (D,)."""
    return w - np.linalg.solve(H, g)


@law(newton, says="H times the step gives the gradient.")
def the_step_solves_the_system(w_new, w, g, H):
    return H @ (w - w_new), g


@law(
    newton,
    says="Where the gradient is H times w, one step leads to the minimum, 0.",
    twin=lambda w, H, **_: {"g": H @ w},
)
def one_step_minimizes_a_quadratic(w_new, w_twin, w, g, H):
    return w_twin, 0 * w


@law(
    newton,
    says="Doubling H halves the step.",
    twin=lambda H, **_: {"H": 2 * H},
)
def doubling_the_hessian_halves_the_step(w_new, w_twin, w, g, H):
    return 2 * (w_twin - w), w_new - w
