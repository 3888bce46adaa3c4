"""The right gradients of the corpus are right, and every problem is what it says."""

import numpy as np
import pytest

pytest.importorskip("autograd", reason="the corpus differentiates its bodies with autograd")

from gradcheck.corpus import instance, makers
from gradcheck.high_precision import derivative
from gradcheck.problem import flat

COORDINATES = 2
# Not a number at x, or nothing but rounding.
NOT_MEASURED = {
    "unsure/not_a_number_at_x",
    "unsure/infinite_at_x",
    "unsure/all_rounding",
    "simple/minimum",
}


MEASURED = [name for name in makers() if not name.startswith("large/") and name not in NOT_MEASURED]


@pytest.mark.parametrize("name", MEASURED)
def test_right_gradient_is_right(name):
    problem = instance(name, 1)
    worst = disagreement(problem, np.random.default_rng(0))
    assert worst is not None or problem.kinked, "no coordinate could be measured"
    assert worst is None or worst < 1


def disagreement(problem, rng):
    """The largest difference in units of what may differ; None if nothing could be measured."""
    with np.errstate(all="ignore"):
        cotangent = rng.uniform(0.6, 1.4, problem.output) if problem.output else 1.0
        g = flat(problem.vjp(problem.x, cotangent))
        assert np.isfinite(g).all()
        worst = None
        for i in rng.permutation(g.size)[:COORDINATES]:
            value, uncertainty = derivative(problem, i, cotangent)
            if uncertainty <= 1e-3 * abs(value) or uncertainty <= 1e-8 * max(np.max(abs(g)), 1e-3):
                allowed = 10 * uncertainty + 1e-8 * abs(g[i]) + 1e-13 * np.max(abs(g))
                worst = max(worst or 0.0, abs(value - g[i]) / allowed)
    return worst
