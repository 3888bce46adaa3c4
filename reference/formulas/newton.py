"""Newton's method: the step that leads to the minimum of the quadratic model of the loss.

    w ← w − H⁻¹ g

w, g (D,); H (D, D) is the Hessian, symmetric and positive definite: otherwise the step may climb.
No inverse is formed; the step s solves H s = g. Source: notes 000 §2.7.
"""

import numpy as np

from reference.domain import Array, Gradient, Parameter, PositiveDefinite
from reference.formula import Line, claim, formula, law


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
    says="Doubling the gradient doubles the step.",
    twin=lambda g, **_: {"g": 2 * g},
)
def doubling_the_gradient_doubles_the_step(w_new, w_twin, w, g, H):
    return w_twin - w, 2 * (w_new - w)


@claim(
    newton,
    says="On a quadratic with the Hessian H and the minimum m, whose gradient at w is H (w - m),"
    " one step leads from anywhere to m.",
    source="notes 000 §2.7",
    w=Array("D"),
    m=Array("D"),
    H=PositiveDefinite("D D"),
)
def one_step_from_anywhere_to_the_minimum(w, m, H):
    return newton(w, H @ (w - m), H), m


TEXTBOOK = (Line(newton, "w_i - solve_i(H, g)", part="w"),)
