"""The residual over the step: a V where the gradient is right, a plateau where it is not."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.gradcheck.check import answered
from grader.gradcheck.parameters import UnusableError
from grader.gradcheck.pictures.picture import BLUE, GREY, ORANGE, Picture
from grader.gradcheck.posed import posed
from grader.gradcheck.sentence import finding, misfit, of_the_environment
from grader.gradcheck.sweep import EXPONENTS, swept
from grader.language import Language

_LEAST = 1e-18  # where a residual of exactly 0 is drawn, on axes that have none


def v_curve(
    f: Callable[..., Any],
    gradient: Any = None,
    x: Any = None,
    *,
    vjp: Callable[[Any, Any], Any] | None = None,
    seed: int = 0,
    say: Language | None = None,
) -> Picture:
    """Draw how far a gradient is from central differences, for steps from 2^-45 to 2^-1.

    The arguments are those of `check_gradient`, whose finding is the title. The residual is taken
    along one random direction, and is a share of the gradient's size there. Of a right gradient it
    shrinks with the square of the step until rounding takes over; of a wrong one it stays at the
    relative error. f is called some 100 times. Raises ValueError where the gradient does not fit x.
    """
    say = say or of_the_environment()
    question = posed(f, gradient, x, vjp)
    try:
        sweep = question.function.answer(swept(question.claimed, question.x, seed))
    except UnusableError as unusable:
        raise ValueError(misfit(unusable.message, say)) from None
    result = answered(question, seed)
    picture = Picture(7, 4.5)
    axes = picture.subplots()
    axes.set_xscale("log", base=2)
    axes.set_yscale("log")
    exact = sweep.residuals == 0
    axes.plot(
        sweep.steps,
        np.where(exact, np.nan, sweep.residuals),
        color=BLUE,
        marker="o",
        markersize=4,
        label=say("residual"),
    )
    if np.any(exact):
        label, at = say("residual of exactly 0"), np.full(np.count_nonzero(exact), _LEAST)
        axes.plot(sweep.steps[exact], at, "v", color=ORANGE, markersize=4, label=label)
    axes.plot(
        sweep.steps, sweep.rounding, "--", color=GREY, label=say("what rounding alone may do")
    )
    axes.set_xlim(2.0 ** EXPONENTS[0] / 2, 1)
    axes.set_xlabel(say("step h, in units of the size of x"))
    axes.set_ylabel(say("difference from f, relative to the gradient"))
    axes.set_title(textwrap.fill(finding(result, say), 70), fontsize="medium", loc="left")
    reading = say(
        "right: a V, falling with the square of h; "
        "wrong: a plateau above rounding, at the relative error"
    )
    lines = axes.get_lines()
    picture.legend(
        handles=lines,
        loc="outside lower center",
        title=reading,
        title_fontsize="small",
        fontsize="small",
        ncols=3,
    )
    axes.grid(visible=True, color="#DDDDDD", linewidth=0.5)
    return picture
