"""Verdicts: proved, checked, refuted, undecided; scopes and conditions in words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import stated
from goals import equal
from graphs import argument, array, sqrt

from reference.catalogue import Entry
from reference.domain import Array
from reference.symbolic.goal import Decision, Goal
from reference.symbolic.interpreter import Refusal
from reference.symbolic.prover import judges, prove
from reference.symbolic.statements import Statement, statements

x = argument("x", "n")


class Judge:
    """A judge that says one thing of everything."""

    def __init__(self, name: str, *, proves: bool, conditions: tuple[str, ...] = ()) -> None:
        self.name = name
        self._decision = Decision(proves, "" if proves else f"{name} is lost", conditions)

    def decide(self, _goal: Goal) -> Decision:
        return self._decision


YES, NO = Judge("yes", proves=True, conditions=("on Mondays",)), Judge("no", proves=False)


def statement(*goals: Goal, shape: str = "n") -> Statement:
    return Statement(stated.square, "a-name", "A sentence.", {"x": Array(shape)}, lambda _: goals)


TRUE, FALSE = equal((x + 1) * (x + 1), x * x + 2 * x + 1), equal(x, 2 * x)


def test_what_both_judges_prove():
    found = prove(statement(TRUE))
    assert (found.verdict, found.scope) == ("proved", "all n")
    assert found.judges == tuple(judge.name for judge in judges())
    assert found.conditions == found.reasons == ()


def test_what_one_judge_proves():
    found = prove(statement(TRUE), [YES, NO])
    assert (found.verdict, found.judges) == ("proved", ("yes",))
    assert found.conditions == ("on Mondays",)
    assert found.reasons == ("no is lost",)


def test_what_no_judge_proves_is_checked_at_some_sizes():
    found = prove(statement(TRUE), [NO])
    assert (found.verdict, found.judges, found.scope) == ("checked", (), "n = 1, 2, 3, 4")


def test_a_counterexample_comes_before_any_judge():
    found = prove(statement(TRUE, FALSE), [YES])
    assert found.verdict == "refuted"
    assert found.counterexample is not None
    assert found.counterexample.left != found.counterexample.right


def test_one_judge_has_to_prove_all_of_it():
    class Half(Judge):
        def decide(self, goal: Goal) -> Decision:
            return Decision(is_proved=goal is TRUE)

    other = equal(x + 1, 1 + x)

    class Rest(Judge):
        def decide(self, goal: Goal) -> Decision:
            return Decision(is_proved=goal is other)

    found = prove(statement(TRUE, other), [Half("a", proves=True), Rest("b", proves=True)])
    assert found.verdict == "checked"


@pytest.mark.parametrize("goals", [(), (equal(sqrt(-1 - x * x), 2 * sqrt(-1 - x * x)),)])
def test_nothing_is_proved_of_what_is_nowhere_defined(goals):
    assert prove(statement(*goals), [YES]).verdict == "undecided"


def test_the_statement_of_a_formula_that_is_nowhere_defined():
    formula, law = stated.root_of_less_than_nothing, stated.whatever_is_nowhere_defined
    (one,) = statements(Entry(formula, (law,), (), (), ()))
    assert prove(one).verdict == "undecided"


def test_a_refusal_is_undecided():
    def refuse(_) -> Sequence[Goal]:
        raise Refusal("no idea")

    one = Statement(stated.square, "a-name", "A sentence.", {"x": Array("n")}, refuse)
    assert prove(one).reasons == ("no idea",)


def test_scopes():
    assert prove(statement(equal(array(1.0) + 1, 2.0))).scope == "all inputs"
    assert prove(statement(TRUE, shape="... n")).scope == "all n; vectors and batches"
