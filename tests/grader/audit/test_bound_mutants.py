"""A right solution of a bound course, broken in one place: told through the course's own lines."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest

from grader.answer_key import results
from grader.assignment import TaskSpec, load
from grader.audit.grading import given, graded, wrong_by_value
from grader.audit.subjects import Subject
from grader.examples import further
from grader.student.answers import Call
from grader.student.bindings import Binding
from grader.student.in_process import InProcessStudent
from reference.mutation.mutants import Mutant, mutants_of_text

ASSIGNMENT = load("cs231n")
SOLUTION = Path(__file__).parents[2] / "submissions" / "cs231n" / "textbook.py"
SOURCE = SOLUTION.read_text(encoding="utf-8").replace("from .layers import *\n", "")
SEED, MUTANTS = 1, 4  # of each task
FURTHER = 30  # inputs that the bank has not

each_task = pytest.mark.parametrize("task", ASSIGNMENT.task, ids=lambda task: task.name)


def subject(task: TaskSpec) -> Subject:
    # Without a name of its own, it is asked for by that of its formula.
    own = msgspec.structs.replace(task, function="", name="", call="", signature="")
    return Subject(own, ASSIGNMENT.entries[task.formula], 0)


def bound(one: Subject, task: TaskSpec, source: str) -> InProcessStudent:
    """A student that answers as the lines of the task do with the functions of a module."""
    module: dict[str, object] = {}
    exec(compile(source, "<solution>", "exec"), module)  # noqa: S102
    call = ASSIGNMENT.call(task)
    assert call is not None
    function = Binding(call.source, list(call.arguments)).function(module)
    return given(one, function, with_forward=True)


def differ(one: Subject, student: InProcessStudent, other: InProcessStudent) -> bool:
    """Whether two students answer visibly otherwise on inputs that the grader has not seen."""
    formula = one.entry.formula
    for example in one.asked_for(further(formula, FURTHER, 1)):
        call = Call(one.name, example.arguments)
        pair = [student.answers([call])[0].value, other.answers([call])[0].value]
        for some, others in zip(*(results(formula, value) for value in pair), strict=True):
            size = np.abs(others).max(initial=0.0)
            if (
                some.shape != others.shape
                or not np.abs(some - others).max(initial=0) <= 1e-6 * size
            ):
                return True
    return False


def sampled(task: TaskSpec) -> list[Mutant]:
    found = [m for name in ASSIGNMENT.needs(task) for m in mutants_of_text(SOURCE, name)]
    order = np.random.default_rng(SEED).permutation(len(found))
    return [found[at] for at in order[:MUTANTS]]


@each_task
def test_the_solution_has_full_marks(task: TaskSpec) -> None:
    one = subject(task)
    assert graded(one, bound(one, task, SOURCE)).has_full_marks


@each_task
def test_what_has_full_marks_is_right(task: TaskSpec) -> None:
    one = subject(task)
    for mutant in sampled(task):
        student = bound(one, task, mutant.source)
        if wrong_by_value(one, student):
            continue
        found = graded(one, student)
        if found.has_full_marks and not (found.remark or found.forgiven):
            assert not differ(one, student, bound(one, task, SOURCE)), mutant.diff


def test_lines_that_lose_what_a_function_returns_are_seen() -> None:
    task = next(task for task in ASSIGNMENT.task if task.name == "sgd_momentum")
    careless = msgspec.structs.replace(task, call=task.call.replace('config["velocity"]', "v"))
    assert careless != task
    assert not graded(subject(task), bound(subject(task), careless, SOURCE)).has_full_marks
