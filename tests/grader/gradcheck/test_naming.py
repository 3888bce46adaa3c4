"""What is named where no residual was measured."""

from __future__ import annotations

import numpy as np
import pytest

from grader.gradcheck.case import Examination
from grader.gradcheck.claim import Claimed
from grader.gradcheck.line import Line
from grader.gradcheck.naming import named
from grader.gradcheck.parameters import layout


def test_of_a_jacobian_the_entry_is_named_that_is_not_finite() -> None:
    jacobian, x = np.eye(3), np.ones(3)
    jacobian[2, 1] = np.nan
    claimed = Claimed(layout(x), jacobian)
    line = Line(x, x, [], shape=(3,))
    found = Examination("fail", "not finite", where=1, lines=(line,))
    with pytest.raises(StopIteration) as stop:
        next(named(found, claimed))
    result = stop.value.value.result(claimed.layout, 2)
    assert result.where == (2, 1)
    assert result.message.startswith("gradient[2, 1] is not finite")
