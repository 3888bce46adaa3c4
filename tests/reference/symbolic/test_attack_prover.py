"""False statements that agree wherever numbers are drawn, put to the whole prover."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
import stated

from reference.domain import Array, BinaryLabels, Domain, Number
from reference.symbolic.goal import Equality, Goal, IsDerivative
from reference.symbolic.interpreter import interpret
from reference.symbolic.prover import prove
from reference.symbolic.statements import Statement, equalities
from reference.symbolic.symbols import Setting, symbols

DOMAIN: Mapping[str, Domain] = {
    "x": Array("n"),
    "y": Array("n"),
    "labels": BinaryLabels("n"),
    "s": Number(-9.0, 9.0),
}


def returned(body: str, values: Mapping[str, object]):
    indented = "".join(f"    {line}\n" for line in body.split("\n"))
    source = f"import numpy as np\ndef f({', '.join(values)}):\n{indented}"
    return interpret(source, "f", values).result


def statement(body: str, *, derivative_of: str = "") -> Statement:
    def goals(setting: Setting) -> Sequence[Goal]:
        values = symbols(DOMAIN, setting)
        if not derivative_of:
            return equalities(returned(body, values))
        return (IsDerivative(returned(derivative_of, values), values["x"], returned(body, values)),)

    return Statement(stated.square, "false", "It is false.", DOMAIN, goals)


@pytest.mark.parametrize(
    "sides",
    [
        "np.sign(labels)**2 * x, x",
        "1.0 * (labels >= 1) * x, 1.0 * (labels > 1) * x",
        "np.sign((len(x) - 2) * np.sum(x) + np.sum(x)**3"
        " - 3 * np.sum(x) * np.sum(x**2) + 2 * np.sum(x**3))**2, 1",
        "np.maximum(s + 9, 0) / np.where(s + 9 > 0, s + 9, 1), 1",
        "np.where(s > 3, x, y), y",
        "np.abs(s + 20), s + 20",
    ],
)
def test_an_equality_that_is_false_elsewhere(sides: str) -> None:
    found = prove(statement(f"return {sides}"))
    assert found.counterexample is None
    assert found.verdict == "checked"


def test_a_derivative_that_is_false_elsewhere() -> None:
    h = "h = np.where(s > 3, x - np.mean(x), x)\n"
    cotangent = "c = np.sign(np.sum(h)) + 5 * y * (np.sum(h) == 0)\n"
    right = f"{h}{cotangent}return np.where(s > 3, c - np.mean(c), c)"
    found = prove(statement(right, derivative_of=f"{h}return np.abs(np.sum(h))"))
    assert found.verdict == "checked"


def test_what_is_true_is_proved() -> None:
    assert prove(statement("return np.maximum(s, 0) - np.maximum(-s, 0), s")).verdict == "proved"
    assert isinstance(statement("return x, x").goals(Setting())[0], Equality)
