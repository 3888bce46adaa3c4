"""What students write in the place of `fixup_scale`."""

import numpy as np

from reference.formula import both, mistake
from reference.formulas.fixup_scale import fixup_scale


@mistake(
    fixup_scale,
    headline="the scale is above 1",
    sentence="The result grows with L; it should shrink.",
    why="the exponent has the opposite sign, or L is divided in its place.",
    hints="The more branches are added up, the smaller should each of them be. What is returned for"
    " L = 1 and for L = 100?",
)
def above_one(L, m):
    return 1 / fixup_scale(L, m)


@mistake(
    fixup_scale,
    headline="another root",
    sentence="The root of L is not the right one for the number of layers.",
    why="a number other than 2m - 2 stands in the exponent: 2m, 2m - 1, m - 1, m, or 2 alone.",
    hints="For m = 2 and L = 16, which root of L is asked for? Which power of the result gives"
    " 1/L?",
    constants=(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0),
)
def another_root(L, m, form):
    roots = (2 * m, 2 * m - 1, m - 1, m, 2, 2 * m + 2, 2 * m - 3, 2 * (2 * m - 2))
    return float(L) ** (-1 / roots[int(form)])


@mistake(
    fixup_scale,
    headline="a bracket is missing",
    sentence="The exponent is not a fraction with 2m - 2 below the line.",
    why="the division comes before the subtraction, or before the multiplication, so that part of"
    " 2m - 2 is not below the fraction line.",
    hints="In which order does Python read a / b * c - d? What is the exponent for m = 2: on paper,"
    " and in the code?",
    constants=(0.0, 1.0, 2.0, 3.0),
)
def bracket_missing(L, m, form):
    exponents = (-1 / (2 * m) - 2, -1 / 2 * m - 2, -1 / 2 * m + 2, -1 / 2 * (m - 1))
    return float(L) ** exponents[int(form)]


@mistake(
    fixup_scale,
    headline="a power, not a root",
    sentence="The result is far too small: L is raised to 2m - 2 itself.",
    why="the exponent is 2m - 2 with a minus, where 1 should be divided by it.",
    hints="For m = 2 and L = 16, which power of the result should give 1/L? Which one does?",
)
def power_for_root(L, m):
    return float(L) ** -(2 * m - 2)


@mistake(
    fixup_scale,
    headline="m does not enter",
    sentence="The result depends on L alone.",
    why="1 over L is returned, whatever m is.",
    hints="For L = 16, what should the result be for m = 2, and what for m = 3?",
)
def layers_left_out(L, m):
    return 1 / L


@mistake(
    fixup_scale,
    headline="L and m exchanged",
    sentence="The result is the one for L and m in each other's place.",
    why="the number of layers of a branch stands under the root, and the number of branches in its"
    " exponent.",
    hints="With m = 2 and more and more branches, should the result tend to 0, or to 1?",
    constants=(0.0, 1.0),
)
def exchanged(L, m, guarded):
    if L == 1 and guarded:
        return 1.0
    with np.errstate(all="ignore"):
        return np.float64(m) ** (-1 / np.float64(2 * L - 2))


@mistake(
    fixup_scale,
    headline="divided, no power",
    sentence="L is divided or multiplied by 2m - 2; no root is taken.",
    why="L and 2m - 2 stand in a product or in a quotient; neither is an exponent.",
    hints="For L = 1, what should the result be, whatever m is? What is it?",
    constants=(0.0, 1.0, 2.0),
)
def quotient_for_power(L, m, form):
    number = 2 * m - 2
    return (1 / (L * number), number / L, -L / number)[int(form)]


@mistake(
    fixup_scale,
    headline="all layers under the root",
    sentence="The root is taken of a number other than that of the branches.",
    why="the number of all layers, L times m, stands under the root, or L is doubled, or one too"
    " many or too few.",
    hints="For L = 1, what should the result be, whatever m is? What is it?",
    constants=(0.0, 1.0, 2.0, 3.0),
)
def another_number_of_branches(L, m, form):
    with np.errstate(all="ignore"):
        return np.float64((L * m, L + 1, L - 1, 2 * L)[int(form)]) ** (-1 / (2 * m - 2))


# --- two at once ---------------------------------------------------------------------------------


@both(above_one, another_root)
def another_root_above_one(L, m):
    return float(L) ** (1 / (m - 1))
