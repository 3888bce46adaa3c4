"""Mutants as such: their text, their order, their diff; running them."""

from __future__ import annotations

import ast
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from reference.catalogue import catalogue
from reference.formula import Formula
from reference.mutation.change import Operator, operator
from reference.mutation.mutants import loaded, mutants, mutants_of_text, operators
from reference.symbolic.interpreter import interpret

MODULE = '''\
"""A module."""

import numpy as np

SCALE = 2.0


def f(x):
    """The text of f, with 1 + 1."""
    # why it is so
    return _half(x + 1)  # a remark


def _half(x):
    return x / 2


def unrelated(x):
    return f(x) + 3
'''


@operator
def ones_to_sevens(node: ast.AST):
    match node:
        case ast.Constant(1):
            yield ast.Constant(7)


@operator
def twos_to_nines(node: ast.AST):
    match node:
        case ast.Constant(2):
            yield ast.Constant(9)
            yield ast.Constant(9)


BOTH = (ones_to_sevens, twos_to_nines)


def test_a_function_and_the_helpers_that_it_calls_are_changed_and_nothing_else():
    first, second = mutants_of_text(MODULE, "f", BOTH)
    assert (first.operator, first.function, first.line) == ("ones-to-sevens", "f", 11)
    assert (second.operator, second.function, second.line) == ("twos-to-nines", "_half", 15)
    assert second.source == MODULE.replace("return x / 2", "return x / 9")
    assert "return _half(x + 7)" in first.source
    assert first.source.splitlines()[:8] == MODULE.splitlines()[:8]
    assert first.source.splitlines()[-8:] == MODULE.splitlines()[-8:]


def test_the_diff_shows_the_change_and_what_it_is():
    first, _ = mutants_of_text(MODULE, "f", BOTH)
    assert first.diff == (
        "--- f, line 11\n"
        "+++ f, line 11: ones-to-sevens\n"
        "@@ -1,2 +1,2 @@\n"
        " def f(x):\n"
        "-    return _half(x + 1)\n"
        "+    return _half(x + 7)"
    )


def test_no_text_is_changed():
    @operator
    def shouted(node: ast.AST):
        match node:
            case ast.Constant(str() as text):
                yield ast.Constant(text.upper())

    source = 'def f(x):\n    """A text."""\n    return x[f"W{x}"] + x["b"]\n'
    assert not list(mutants_of_text(source, "f", [shouted]))


def test_names_that_the_module_does_not_know_are_in_no_mutant():
    source = "def f(a, b):\n    return a - b\n"
    assert not any("np." in mutant.after for mutant in mutants_of_text(source, "f"))
    assert any(
        "np." in mutant.after for mutant in mutants_of_text(f"import numpy as np\n{source}", "f")
    )


def test_what_python_complains_about_is_no_mutant():
    @operator
    def of_a_number(node: ast.AST):
        match node:
            case ast.Constant(1):
                yield ast.Subscript(node, node, ast.Load())

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert not list(mutants_of_text(MODULE, "f", [of_a_number]))


def test_a_helper_that_is_a_formula_of_its_own_is_left_alone():
    source = "def declared(x):\n    return x\n\n\n@declared\ndef g(x):\n    return 1 + x\n\n\n"
    source += "def f(x):\n    return g(x)\n"
    assert not list(mutants_of_text(source, "f", BOTH))


def test_operators_are_found_and_have_names_of_their_own():
    names = [one.name for one in operators()]
    assert len(set(names)) == len(names) >= 24
    assert all(isinstance(one, Operator) and one.function.__doc__ for one in operators())


@pytest.mark.parametrize("formula", catalogue().values(), ids=catalogue())
def test_the_mutants_of_every_formula(formula: Formula):
    found = list(mutants(formula.function))
    assert len({mutant.source for mutant in found}) == len(found) >= 10
    lines = Path(formula.function.__code__.co_filename).read_text("utf-8").splitlines()
    defined = {line: at for at, line in enumerate(lines) if line.startswith("def ")}
    for mutant in found:
        assert mutant.before != mutant.after
        assert mutant.after.startswith(f"def {mutant.function}(")
        compile(mutant.after, "<mutant>", "exec", dont_inherit=True)
        # The rest of the module is as it was.
        start = defined[mutant.after.splitlines()[0]]
        end = next((at for at in range(start + 1, len(lines)) if lines[at][:1] not in {"", " "}), 0)
        rest = [line for line in lines[end:] if end]
        changed = mutant.source.splitlines()
        assert changed[: start + 1] == lines[: start + 1]
        assert changed[len(changed) - len(rest) :] == rest
        assert start < mutant.line - 1 < (end or len(lines)) or mutant.line == start + 1


def test_the_order_is_always_the_same():
    for name in ("adam", "batch_norm_backward"):
        function = catalogue()[name].function
        assert list(mutants(function)) == list(mutants(function))


def test_a_mutant_is_run_with_the_helpers_of_its_module():
    formula = catalogue()["batch_norm_backward"]
    (mutant,) = [
        m
        for m in mutants(formula.function)
        if m.operator == "missing-epsilon" and m.function == "normalized"
    ]
    inputs: list[Any] = [np.eye(3), np.array([[0.0], [1], [3]]) * [1, 2, 5], np.ones(3), 0.5]
    with loaded(mutant) as module:
        changed = getattr(module, formula.name)
        assert isinstance(changed, Formula)
        assert set(changed.domain) == set(formula.domain)
        dX, dgamma, dbeta = changed(*inputs)
    right = formula(*inputs)
    assert not np.allclose(dX, right[0])
    assert not np.allclose(dgamma, right[1])
    assert np.allclose(dbeta, right[2])


def test_the_text_of_a_mutant_can_be_interpreted():
    mutant, _ = mutants_of_text(MODULE, "f", BOTH)
    assert interpret(mutant.source, "f", [3]).result == 5
