"""Every formula of the catalogue can be graded: its own source, handed in, gets full marks.

One assignment that asks for all of them, in the real worker process: whatever a formula receives or
returns travels there and back.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FunctionType
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace

from grader.assignment import load
from grader.grade import grade
from grader.language import CODES, language
from grader.records import Report, Task
from grader.report import render
from grader.submission import read
from reference.catalogue import catalogue
from reference.formula import Formula

LEFT_OUT = "from reference"


def written_out(*functions: Callable[..., Any]) -> str:
    """The functions and whatever of the reference they reach, as a student would hand them in."""
    found: dict[str, str] = {}

    def visit(name: str, value: Any) -> None:
        if isinstance(value, Formula):
            value = value.function
        if name in found or not isinstance(value, FunctionType | int | float):
            return
        if not isinstance(value, FunctionType):
            found[name] = f"{name} = {value!r}"
            return
        (definition,) = ast.parse(inspect.getsource(value)).body
        assert isinstance(definition, ast.FunctionDef)
        definition.decorator_list = []
        found[name] = ast.unparse(definition)
        for node in ast.walk(definition):
            if isinstance(node, ast.Name):
                visit(node.id, value.__globals__.get(node.id))

    for function in functions:
        visit(function.__name__, function)
    return "import numpy as np\n\n" + "\n\n\n".join(found.values())


def graded(folder: Path, source: str, tasks: Mapping[str, str], lang: str = "en") -> Report:
    """The report on a submission, of which each function is to be the formula of that name."""
    lines = [
        f'[[task]]\nfunction = "{function}"\nformula = "{formula}"\npoints = 4\n'
        for function, formula in tasks.items()
    ]
    (folder / "assignment.toml").write_text('title = "All"\n' + "\n".join(lines))
    (folder / "hw.py").write_text(source, encoding="utf-8")
    return grade(read(folder / "hw.py"), load(str(folder)), language(lang))


def written(folder: Path, bodies: Mapping[str, Sequence[str]], lang: str = "en") -> dict[str, Told]:
    """Functions with bodies of their own beside what the reference has of them: for each case the
    task, and the text that a student reads where it is the only one."""
    formulas = {name: catalogue()[name] for name, *_ in bodies.values()}
    source = written_out(*(formula.function for formula in formulas.values()))
    functions = {f"case_{number}": case for number, case in enumerate(bodies)}
    for function, case in functions.items():
        name, body, *_ = bodies[case]
        arguments = ", ".join(formulas[name].domain)
        source += f"\n\n\ndef {function}({arguments}):\n    {body}\n"
    report = graded(folder, source, {f: bodies[case][0] for f, case in functions.items()}, lang)
    return {
        functions[task.function]: Told(
            task, render(replace(report, tasks=(task,), order=(task.function,)), "text")
        )
        for task in report.tasks
    }


class Told(NamedTuple):
    task: Task
    text: str


def test_every_formula_gets_full_marks_for_its_own_source(tmp_path: Path) -> None:
    formulas = catalogue().values()
    source = written_out(*(formula.function for formula in formulas))
    assert LEFT_OUT not in source
    report = graded(tmp_path, source, {name: name for name in catalogue()})
    assert [task.function for task in report.tasks if task.score != task.max_score] == []
    assert [task.function for task in report.tasks if task.remarks or task.diagnosis] == []
    assert len(report.tasks) >= 49


RIGHT = {
    "a tuple for a list": (
        "clip_by_global_norm",
        "return tuple(clip_by_global_norm(gs, limit))",
    ),
    "lists for arrays": (
        "clip_by_global_norm",
        "return [c.tolist() for c in clip_by_global_norm(gs, limit)]",
    ),
    "prints": ("clip_by_global_norm", "print(gs); return clip_by_global_norm(gs, limit)"),
    "keys in another order": (
        "mlp_gradient",
        "return dict(sorted(mlp_gradient(params, X, Y, eps).items()))",
    ),
    "other draws": (
        "xavier_uniform",
        "rng.random(9); a = np.sqrt(6 / (n_in + n_out))\n"
        "    return a * (2 * rng.random((n_in, n_out)) - 1)",
    ),
    "shuffled in place": (
        "minibatches",
        "order = list(range(n)); rng.shuffle(order)\n"
        "    return [order[i : i + batch_size] for i in range(0, n, batch_size)]",
    ),
    "a gradient that is kept": (
        "nesterov",
        "global kept; kept = grad\n    return nesterov(w, w_prev, lambda u: kept(u), lr, gamma)",
    ),
    "a gradient that is changed": (
        "nesterov",
        "ahead = w + gamma * (w - w_prev); g = grad(ahead); g *= lr\n    return ahead - g",
    ),
}


def test_right_answers_in_other_words(tmp_path: Path) -> None:
    for case, (task, _) in written(tmp_path, RIGHT).items():
        assert (task.score, task.remarks) == (4, ()), case


REMARKED = {
    "is float32": (
        "clip_by_global_norm",
        "return [c.astype('f4') for c in clip_by_global_norm(gs, limit)]",
    ),
    "axis of size 1": (
        "mlp_gradient",
        "g = mlp_gradient(params, X, Y, eps)\n"
        "    return {k: v[None] if v.ndim == 1 else v for k, v in g.items()}",
    ),
    "holds X as well": (
        "mlp_gradient",
        "return mlp_gradient(params, X, Y, eps) | {'X': X}",
    ),
}


def test_unusual_dress_costs_a_remark(tmp_path: Path) -> None:
    for remark, (task, _) in written(tmp_path, REMARKED).items():
        assert task.score == 4
        assert remark in " ".join(task.remarks)


G = "g = mlp_gradient(params, X, Y, eps); L = len(params) // 3 + 1\n    "
CLIPPED = "cs = clip_by_global_norm(gs, limit)\n    "
ORDER = "o = rng.permutation(n)\n    "

# What is wrong → the code, and what the report says of it.
WRONG = {
    "a list for a dict": (
        "mlp_gradient",
        G + "return [*g.values()]",
        "shape:structure",
        "a list of 5, not a dict with",
    ),
    "no key": ("mlp_gradient", G + "g.pop('gamma1'); return g", "shape:missing", "has no gamma1."),
    "no keys": (
        "mlp_gradient",
        G + "return {}",
        "shape:missing",
        "has no W1, gamma1, beta1, W2 and",
    ),
    "another shape": (
        "mlp_gradient",
        G + "g['W1'] = g['W1'].T; return g",
        "shape:shape",
        "W1 was returned with shape (2, 4), expected shape (4, 2).",
    ),
    "no array": ("mlp_gradient", G + "g['b2'] = 'b2'; return g", "shape:type", "b2 is a text, not"),
    "None in it": ("mlp_gradient", G + "g['b2'] = None; return g", "shape:nothing", "b2 is None"),
    "numbers as keys": (
        "mlp_gradient",
        G + "return dict(enumerate(g))",
        "shape:structure",
        "not all strings",
    ),
    "the way back": (
        "mlp_gradient",
        G + "g['gamma%d' % (L - 1)] = 2 * g['gamma%d' % (L - 1)]\n"
        "    g['W%d' % (L - 1)] = g['W%d' % (L - 1)] + 1; return g",
        "first-wrong:gamma-last-1",
        "b2, W2 and beta1 are right; gamma1 is the first that is wrong on the way back.",
    ),
    "one layer": (
        "mlp_gradient",
        G + "g['W1'] = -g['W1']; return g",
        "first-wrong:W1",
        "Right: b2, W2, beta1 and gamma1. Wrong: W1.",
    ),
    "a key of the argument": (
        "mlp_gradient",
        G + "params['cache'] = X; return g",
        "changes-its-input",
        "list(params) after",
    ),
    "an array of a dict": (
        "mlp_gradient",
        G + "params['W1'] += 1; return g",
        "changes-its-input",
        'params["W1"] after',
    ),
    "too few": (
        "minibatches",
        ORDER + "return [o[i : i + batch_size] for i in range(0, n, batch_size)][:-1]",
        "shape:structure",
        "a list of 2, not a list of 3 arrays",
    ),
    "a generator": (
        "minibatches",
        ORDER + "return (o[i : i + batch_size] for i in range(0, n, batch_size))",
        "shape:structure",
        "object of type generator, not a list",
    ),
    "floats as indices": (
        "minibatches",
        ORDER + "return [o[i : i + batch_size] / 1 for i in range(0, n, batch_size)]",
        "shape:integers",
        "indices are integers",
    ),
    "another order": (
        "clip_by_global_norm",
        CLIPPED + "return cs[::-1]",
        "shape:shape",
        "Array 0 of the list was returned with shape (2,), expected shape (1, 2).",
    ),
    "one array of a list": (
        "clip_by_global_norm",
        CLIPPED + "return [c + (i == 1) for i, c in enumerate(cs)]",
        "unnamed",
        "Right: [0]. Wrong: [1].",
    ),
    "a list that is changed": (
        "clip_by_global_norm",
        CLIPPED + "gs[0] *= 0; return cs",
        "changes-its-input",
        "gs[0] before",
    ),
    "a list that is shortened": (
        "clip_by_global_norm",
        CLIPPED + "gs.pop(); return cs",
        "changes-its-input",
        "len(gs) after",
    ),
    "not shuffled": (
        "minibatches",
        "return np.split(np.arange(n), range(batch_size, n, batch_size))",
        "samples-in-their-order",
        "Every epoch has the same mini-batches",
    ),
    "np.random": (
        "normal_init",
        "return sigma * np.random.randn(n_in, n_out)",
        "other-generator",
        "Two generators in the same",
    ),
    "a seed of its own": (
        "normal_init",
        "np.random.seed(1); return sigma * np.random.randn(n_in, n_out)",
        "always-the-same-draw",
        "default_rng(1)",
    ),
    "too wide": (
        "normal_init",
        "return np.sqrt(sigma) * rng.standard_normal((n_in, n_out))",
        "sigma-as-the-variance",
        "is measured",
    ),
    "made exact": (
        "normal_init",
        "W = rng.standard_normal((n_in, n_out)); return sigma * (W - W.mean()) / (W.std() or 1)",
        "unnamed",
        "no draw has exactly both",
    ),
    "no number": (
        "normal_init",
        "return np.nan * rng.standard_normal((n_in, n_out))",
        "not-finite",
        "not a number on some inputs",
    ),
    "the gradient here": (
        "nesterov",
        "return w + gamma * (w - w_prev) - lr * grad(w)",
        "",
        "grad = lambda u: A @ u - b",
    ),
    "without end": ("nesterov", "while True: grad(w)", "timeout", "No answer within"),
    "a column": ("nesterov", "return w - lr * grad(w[:0])", "error:ValueError", "do not fit"),
}


def test_wrong_answers_are_told_what_is_wrong(tmp_path: Path) -> None:
    told = written(tmp_path, WRONG)
    assert list(told) == list(WRONG)
    for case, (_, _, code, said) in WRONG.items():
        task, text = told[case]
        assert task.score < 4, case
        assert not code or [d.mistake for d in task.diagnosis] == [code], case
        assert said in " ".join(text.split()), case
        assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("lang", CODES)
def test_the_document_holds_every_kind_of_input(lang: str, tmp_path: Path) -> None:
    bodies = {
        "list": ("clip_by_global_norm", "return [0 * g for g in gs]"),
        "function": ("nesterov", "return w"),
        "generator": ("minibatches", "return []"),
    }
    shown = {
        case: next(check for check in task.checks if check.counterexamples).counterexamples[0]
        for case, (task, _) in written(tmp_path, bodies, lang).items()
    }
    assert shown["list"].inputs == {"gs": {"list": [[[3.0, 4.0]], [0.3, 0.4]]}, "limit": 1.0}
    assert shown["list"].part == "[0]"
    assert shown["function"].inputs["grad"] == {"lambda": "u: A @ u - b", "A": [[2.0]], "b": [1.0]}
    assert shown["generator"].inputs["rng"] == "np.random.default_rng(0)"
