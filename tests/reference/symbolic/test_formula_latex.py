"""Equations for people: whole, of readable length, and with every name explained."""

from __future__ import annotations

import re

import pytest

from reference.catalogue import entries
from reference.formula import Formula
from reference.symbolic.formula_latex import LONGEST, Equations, of_code, of_line

LINES = [line for entry in entries().values() for line in entry.lines]
FORMULAS = [entry.formula for entry in entries().values()]


def check(found: Equations) -> None:
    assert bool(found.equations) != bool(found.reason)
    for equation in found.equations:
        assert len(equation) <= LONGEST
        assert equation.count("{") == equation.count("}")
        assert equation.count(r"\left") - equation.count(r"\leftarrow") == equation.count(r"\right")


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.formula.name}-{line.part}")
def test_a_textbook_line_keeps_the_names_that_it_defines(line) -> None:
    found = of_line(line)
    check(found)
    assert not any(len(equation) > 500 for equation in found.equations)


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda formula: formula.name)
def test_every_name_in_the_equations_of_the_code_has_one_of_its_own(formula: Formula) -> None:
    for found in of_code(formula):
        check(found)
        for at, equation in enumerate(found.equations):
            right = equation.partition(" = ")[2] or equation.partition(r"\leftarrow")[2]
            used = set(re.findall(r"\bu_\{(\d+)", right))
            matches = (re.match(r"u_\{(\d+)", later) for later in found.equations[at + 1 :])
            after = {match[1] for match in matches if match}
            assert used <= after


def test_what_an_update_rule_returns_takes_the_place_of_what_it_was_given() -> None:
    equations = [one.equations[0] for one in of_code(entries()["momentum"].formula)]
    assert [equation.split(r" \leftarrow ")[0] for equation in equations] == ["w", "v"]


def test_what_is_used_twice_is_written_once() -> None:
    (found,) = of_code(entries()["softmax_jacobian"].formula)
    first, second = found.equations
    assert first.startswith(r"\operatorname{softmax\_jacobian}_{ij} = ")
    assert first.count("u_{1") > 2
    assert second == (
        r"u_{1,i} = \frac{e^{x_{i} - \max_{k} x_{k}}}{\sum_{m=1}^{n} e^{x_{m} - \max_{k} x_{k}}}"
    )


def test_accents_stand_above_the_letter() -> None:
    equations = of_line(entries()["adam"].lines[0]).equations
    assert r"\hat{m}" in equations[0]
    assert equations[-1].startswith(r"\hat{v} = \frac{V}")


@pytest.mark.parametrize(
    ("name", "setting"),
    [
        ("clip_by_norm", "the axes ... as one, B"),
        ("clip_by_value", "without the axes ..."),
        ("minibatch_gradient", "without the axes ..."),
        ("mlp_forward", "2 layers"),
        ("linear", ""),
    ],
)
def test_the_code_is_written_out_for_the_inputs_that_are_named(name: str, setting: str) -> None:
    assert {found.setting for found in of_code(entries()[name].formula)} == {setting}


def test_a_textbook_line_with_a_definition() -> None:
    (line,) = entries()["softmax_jacobian"].lines
    assert of_line(line).equations == (
        r"D_{ij} = \left(\delta_{ij} - S_{j}\right) S_{i}",
        r"S_{i} = \frac{e^{x_{i}}}{\sum_{k=1}^{n} e^{x_{k}}}",
    )


def test_the_solution_of_a_system_is_named_and_the_system_is_written() -> None:
    entry = entries()["newton"]
    for found in (of_line(entry.lines[0]), *of_code(entry.formula)):
        assert found.equations == (
            r"w_{i} \leftarrow w_{i} - s_{i}",
            r"\sum_{k=1}^{D} s_{k} H_{ik} = g_{i}",
        )


def test_a_line_about_a_list_is_written_for_its_first_array() -> None:
    (equation,) = of_line(entries()["clip_by_global_norm"].lines[0]).equations
    assert equation.startswith(
        r"\operatorname{clip\_by\_global\_norm[0]}_{ij} = \mathrm{gs}_{0,ij}"
    )
    assert r"\mathrm{gs}_{3,m}^{2}" in equation


def test_a_loop_that_cannot_be_written_says_so() -> None:
    assert "loop" in of_line(entries()["chain_jacobian"].lines[0]).reason
