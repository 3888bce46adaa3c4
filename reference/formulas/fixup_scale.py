"""The factor by which Fixup initialization scales the weights inside residual branches.

    s = L^(−1 / (2m − 2))

L residual branches of m layers each, m ≥ 2 → a number. A deep network so initialized trains
without batch normalization. Source: Zhang et al. 2019, which notes 000 §3 and §6 name.
"""

from reference.domain import Count
from reference.formula import Line, formula, law


@formula(L=Count(low=1, high=200), m=Count(low=2, high=6), example={"L": 16, "m": 2})
def fixup_scale(L, m):
    """L^(−1 / (2m − 2)): two integers → a number."""
    return float(L) ** (-1 / (2 * m - 2))


@law(fixup_scale, says="The result to the power of 2m - 2 is 1/L.")
def the_power_is_one_over_L(s, L, m):
    return s ** (2 * m - 2) * L, 1.0


@law(
    fixup_scale,
    says="With L squared in place of L, the result is squared.",
    twin=lambda L, **_: {"L": L**2},
)
def squared_L_squares_the_result(s, s_twin, L, m):
    return s_twin, s**2


@law(
    fixup_scale,
    says="With 2m - 1 layers a branch in place of m, the result is the square root.",
    twin=lambda m, **_: {"m": 2 * m - 1},
)
def deeper_branches_take_the_root(s, s_twin, L, m):
    return s_twin**2, s


TEXTBOOK = (Line(fixup_scale, "L^(-1/(2*m - 2))"),)
