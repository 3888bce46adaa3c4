"""The lines of textbooks against the code of the formulas, on numbers at several sizes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from reference.catalogue import entries
from reference.formula import Line
from reference.symbolic.goal import Goal
from reference.symbolic.sampling import try_on_numbers
from reference.symbolic.statements import statements
from reference.symbolic.symbols import settings

LINES = [line for entry in entries().values() for line in entry.lines]

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


@pytest.mark.parametrize("name", entries())
def test_a_formula_has_a_line_for_each_part_or_says_why_not(name: str) -> None:
    formula, lines = entries()[name].formula, entries()[name].lines
    assert lines or formula.unproved or formula.is_random
    if lines and len(formula.parts) > 1:
        assert [line.part for line in lines] == list(formula.parts)


@each_line
def test_the_textbook_agrees_with_the_code(line: Line) -> None:
    for goal in goals(line):
        trial = try_on_numbers(goal)
        assert trial.counterexample is None
        assert len(trial.sizes) > 1


@each_line
def test_a_textbook_with_a_slip_does_not(line: Line) -> None:
    left, equals, right = line.text.rpartition(" = ")  # and not the one of <= and >=
    slip = replace(line, text=f"{left}{equals}1.01*({right})")
    for goal in goals(slip):
        assert try_on_numbers(goal).counterexample is not None
