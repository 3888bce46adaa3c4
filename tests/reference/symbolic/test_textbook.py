"""The lines of textbooks against the code of the formulas, on numbers at several sizes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from reference.catalogue import catalogue, entries
from reference.formula import Line
from reference.symbolic.goal import Goal
from reference.symbolic.sampling import try_on_numbers
from reference.symbolic.statements import statements
from reference.symbolic.symbols import settings

LINES = [line for entry in entries().values() for line in entry.lines]
# What is random, and numbers of which there is one more than steps.
WITHOUT_A_LINE = {"gradient_norms", "minibatches", "normal_init", "xavier_uniform"}

each_line = pytest.mark.parametrize(
    "line", LINES, ids=lambda line: f"{line.formula.name} {line.part}"
)


def goals(line: Line) -> Iterator[Goal]:
    """That the code computes what a line says, in every setting."""
    entry = replace(entries()[line.formula.name], lines=(line,))
    *_, statement = statements(entry)
    assert statement.name.startswith("textbook")
    for setting in settings(statement.domain, statement.leading):
        yield from statement.goals(setting)


def test_every_formula_has_a_line_for_each_part() -> None:
    assert {line.formula.name for line in LINES} == set(catalogue()) - WITHOUT_A_LINE
    for entry in entries().values():
        parts = [line.part for line in entry.lines]
        assert not parts or parts == list(entry.formula.parts) or len(entry.formula.parts) == 1


def test_what_has_no_line_says_why() -> None:
    for name in WITHOUT_A_LINE:
        assert catalogue()[name].unproved or catalogue()[name].is_random


@each_line
def test_the_textbook_agrees_with_the_code(line: Line) -> None:
    for goal in goals(line):
        trial = try_on_numbers(goal)
        assert trial.counterexample is None
        assert len(trial.sizes) > 1


@each_line
def test_a_textbook_with_a_slip_does_not(line: Line) -> None:
    left, equals, right = line.text.rpartition("=")
    slip = replace(line, text=f"{left}{equals} 1.01*({right})")
    for goal in goals(slip):
        assert try_on_numbers(goal).counterexample is not None
