"""No judge proves that a mutant is a derivative: a sample of what the benchmark asks of all.

Sampled are mutants that the judges do get to see and that are wrong: the rest of what is said here
is about them alone, so that a judge who says yes, or a sample of what is refused, cannot pass.
"""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest
from prover_attack import OF, Of, attacked, derivatives, mutants_of

from reference.formula import Formula
from reference.symbolic.goal import Decision, Goal
from reference.symbolic.prover import judges

SIZE = 3  # of a sample
SEEDS = (0,)  # of the banks
SIZES = {"mlp_gradient": 1}  # each takes a judge some seconds
FORMULAS = derivatives()


class Yes:
    """A judge that proves whatever it is asked."""

    name = "yes"

    def decide(self, _goal: Goal) -> Decision:
        return Decision(is_proved=True)


@pytest.mark.parametrize("of", OF)
@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
def test_no_judge_proves_what_is_wrong(formula: Formula, of: Of):
    found = mutants_of(formula, of)
    shuffled = (found[at] for at in np.random.default_rng(0).permutation(len(found)))
    wrong = (m for m in shuffled if attacked(formula, of, m, [Yes()], SEEDS).verdict == "false")
    sample = list(islice(wrong, SIZES.get(formula.name, SIZE)))
    assert len(sample) == SIZES.get(formula.name, SIZE)
    for mutant in sample:
        outcome = attacked(formula, of, mutant, judges(), SEEDS)
        assert outcome.verdict == "undecided", mutant.diff


def test_what_is_right_is_proved_by_both():
    formula = FORMULAS["softmax_jacobian"]
    (mutant,) = [m for m in mutants_of(formula, "derivative") if "np.outer(s, s).T" in m.after]
    outcome = attacked(formula, "derivative", mutant, judges())
    assert outcome.verdict == "proved"
    assert not outcome.differs
    assert outcome.judges == tuple(judge.name for judge in judges())


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
def test_there_are_enough_mutants(formula: Formula):
    assert len(mutants_of(formula, "derivative")) >= 20
