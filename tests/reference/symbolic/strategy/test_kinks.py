"""What holds away from kinks only is never proved of a symbol that may stand at one."""

from __future__ import annotations

import pytest

from reference.symbolic.graph import Input
from reference.symbolic.interpreter import interpret
from reference.symbolic.prover import judges
from reference.symbolic.statements import equalities
from reference.symbolic.strategy import decide

FALSE = (
    "np.sign(np.exp(np.maximum(x + 3, 0)) - 1)**2, 1 + 0*x",
    "np.sign(np.maximum(np.exp(x) - 0.01, 0))**2, 1 + 0*x",
    "np.sign(np.maximum(2*x + 9, 0))**2, 1 + 0*x",
    "np.sign(x - x.max())**2, 1 + 0*x",
    "np.sign(x - x.min())**2, 1 + 0*x",
    "np.where(x.min() == x, x + 7, 0), 0*x",
)


@pytest.mark.parametrize("sides", FALSE)
def test_a_kink_in_disguise_is_no_exception(sides: str) -> None:
    x = Input((("n",),), "real", "x")
    source = f"import numpy as np\ndef f(x):\n    return {sides}\n"
    for goal in equalities(interpret(source, "f", [x]).result):
        for judge in judges():
            decision = decide(goal, judge)
            assert not decision.is_proved, (judge.name, decision.conditions)
