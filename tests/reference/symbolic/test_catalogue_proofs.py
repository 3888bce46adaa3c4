"""Everything that the formula files state is proved."""

from __future__ import annotations

import pytest

from reference.catalogue import entries
from reference.symbolic.prover import judges, prove
from reference.symbolic.statements import Statement, statements

# Proved by the second judge alone: floor divisions of counts, a comparison by ==, and the way back
# through a hidden layer, written out from the inputs on.
ONE_JUDGE = {
    "iterations_per_epoch one-more-batch-is-one-more-step",
    "iterations_per_epoch the-last-batch-counts-too",
    "mlp_gradient textbook-W1",
    "mlp_gradient textbook-beta1",
    "mlp_gradient textbook-gamma1",
    "step_decay constant-between-two-drops",
    "step_decay one-drop-in-s-steps",
}
STATEMENTS = {
    f"{name} {one.name}": one for name, entry in entries().items() for one in statements(entry)
}


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS)
def test_a_statement_is_proved(statement: Statement) -> None:
    found = prove(statement)
    assert found.verdict == "proved"
    everyone = tuple(judge.name for judge in judges())
    is_alone = f"{statement.formula.name} {statement.name}" in ONE_JUDGE
    assert found.judges == (everyone[1:] if is_alone else everyone)


def test_names_are_unique_and_none_is_listed_in_vain() -> None:
    assert set(STATEMENTS) >= ONE_JUDGE
    assert len(STATEMENTS) == sum(len(list(statements(entry))) for entry in entries().values())
