"""Each operator on a small piece of code: what stands there before, and all that it makes of it."""

from __future__ import annotations

import ast
import textwrap

import pytest

from reference.mutation.mutants import mutants_of_text, operators

# Of a function of a, b and eps, the body; then the bodies of the mutants by one operator.
EXAMPLES: dict[str, list[tuple[str, list[str]]]] = {
    # signs
    "opposite-sign": [
        ("return a + b", ["return a - b"]),
        ("return a - b * a", ["return a + b * a"]),
        ("return a * b", []),
    ],
    "lost-minus": [("return -a * b", ["return a * b"]), ("return a - b", [])],
    "negated-result": [
        ("return a + b", ["return -(a + b)"]),
        ("return a, b", ["return (-a, b)", "return (a, -b)"]),
        ("return {'a': a}", []),
    ],
    "lost-sign": [("return a - b", ["return np.abs(a - b)"]), ("return a + b", [])],
    # terms and factors
    "missing-term": [
        ("return a + b", ["return a", "return b"]),
        ("return a - b", ["return a", "return -b"]),
    ],
    "missing-factor": [
        ("return a * b", ["return a", "return b"]),
        ("return a / b", ["return a", "return 1 / b"]),
    ],
    "product-for-quotient": [
        ("return a / b", ["return a * b"]),
        ("return a * b", ["return a / b"]),
    ],
    "sum-for-product": [("return a * b", ["return a + b"]), ("return a + b", ["return a * b"])],
    "factor-of-one-term": [
        ("return (a - b) / a", ["return a - b / a"]),
        ("return b * (a + b)", ["return b * a + b"]),
        ("return b / (a + b)", []),
    ],
    "factor-of-all-terms": [
        ("return a + b * a", ["return (a + b) * a"]),
        ("return a - b / a", ["return (a - b) / a"]),
        ("return a * b - a", []),
    ],
    "twice-or-half": [
        ("return a * b", ["return 2 * (a * b)"]),
        ("return a @ b", ["return 2 * (a @ b)"]),
        ("return a / b", ["return a / b / 2"]),
    ],
    "other-count": [
        (
            "return a / len(b)",
            [
                "return a / (len(b) - 1)",
                "return a / (len(b) + 1)",
                "return a / len(b[0])",
                "return a / b.size",
                "return a / 1",
            ],
        )
    ],
    "divided-by-the-count": [
        ("return a.sum(axis=0)", ["return a.sum(axis=0) / len(a)"]),
        ("return a.mean(axis=0)", []),
    ],
    # axes
    "other-axis": [
        ("return a.sum(axis=0)", ["return a.sum(axis=1)", "return a.sum(axis=-1)"]),
        ("return a.sum(axis=-1)", ["return a.sum(axis=0)", "return a.sum(axis=1)"]),
        ("return a.sum()", []),
    ],
    "missing-axis": [
        ("return a.sum(axis=0)", ["return a.sum()"]),
        ("return np.max(a, axis=1, keepdims=True)", ["return np.max(a, keepdims=True)"]),
    ],
    "kept-axis": [
        ("return a.sum(axis=0)", ["return a.sum(axis=0, keepdims=True)"]),
        ("return a.sum(axis=0, keepdims=True)", ["return a.sum(axis=0)"]),
        ("return a.sum()", []),
    ],
    "missing-transpose": [("return a.T @ b", ["return a @ b"])],
    "extra-transpose": [
        ("return a @ b", ["return a.T @ b", "return a @ b.T", "return (a @ b).T"]),
        ("return np.outer(a, b)", ["return np.outer(a, b).T"]),
    ],
    "other-new-axis": [
        ("return a[:, None]", ["return a[None, :]", "return a"]),
        ("return a[0, 1]", []),
    ],
    "reversed-order": [
        ("return a * b", ["return (a * b)[::-1]"]),
        ("return a, b", ["return (a[::-1], b)", "return (a, b[::-1])"]),
    ],
    # reductions and products
    "other-reduction": [
        ("return a.sum(axis=0)", ["return a.mean(axis=0)"]),
        ("return np.max(a)", ["return np.min(a)", "return np.mean(a)", "return np.sum(a)"]),
        ("return a.var()", ["return a.std()"]),
    ],
    "missing-reduction": [
        ("return a.sum(axis=0)", ["return a"]),
        ("return np.sum(a * b)", ["return a * b"]),
    ],
    "ddof": [
        ("return a.var(axis=0)", ["return a.var(axis=0, ddof=1)"]),
        ("return np.std(a, ddof=1)", ["return np.std(a)"]),
        ("return a.mean()", []),
    ],
    "mean-of-a-sample": [
        ("return (a ** 2).mean(axis=0)", ["return (a ** 2).sum(axis=0) / (len(a ** 2) - 1)"]),
        ("return np.mean(a)", []),
    ],
    "reduced-result": [
        ("return a * b", ["return np.sum(a * b)"]),
        ("return a, b", ["return (np.sum(a), b)", "return (a, np.sum(b))"]),
    ],
    "entrywise-product": [
        ("return a @ b", ["return a * b"]),
        ("return np.outer(a, b)", ["return a * b"]),
    ],
    "inner-product": [("return a * b", ["return a @ b"])],
    "only-the-diagonal": [
        ("return np.outer(a, b)", ["return np.diag(a * b)"]),
        ("return a @ b", ["return np.diag(np.diag(a @ b))"]),
    ],
    # ε
    "missing-epsilon": [("return a + eps", ["return a"]), ("return a + b", [])],
    "epsilon-across-the-root": [
        ("return np.sqrt(a + eps)", ["return np.sqrt(a) + eps"]),
        ("return np.sqrt(a) + eps", ["return np.sqrt(a + eps)"]),
        ("return np.sqrt(a + b)", []),
    ],
    "epsilon-as-a-floor": [("return a + eps", ["return np.maximum(a, eps)"])],
    "other-epsilon": [
        (
            "return a + eps",
            ["return a + eps ** 2", "return a + 10 * eps", "return a + 1e-08", "return a + -eps"],
        )
    ],
    # powers and roots
    "other-power": [
        ("return a ** 2", ["return a", "return a ** 3", "return a ** 1.5", "return 2 * a"]),
        ("return a ** b", []),
    ],
    "missing-root": [("return np.sqrt(a) / b", ["return a / b"])],
    "extra-root": [
        ("return a / b", ["return a / np.sqrt(b)"]),
        ("return a ** 2", ["return np.sqrt(a ** 2)"]),
    ],
    "extra-square": [
        ("return a * b", ["return a * b ** 2", "return a ** 2 * b"]),
        ("return a / b", ["return a / b ** 2"]),
    ],
    # arguments and variables
    "swapped-arguments": [
        ("return np.where(a, b, 0)", ["return np.where(b, a, 0)", "return np.where(a, 0, b)"]),
        ("return np.exp(a)", []),
    ],
    "swapped-operands": [
        ("return a - b", ["return b - a"]),
        ("return a / b", ["return b / a"]),
        ("return a @ b", ["return b @ a"]),
        ("return a ** b", ["return b ** a"]),
        ("return a + b", []),
    ],
    "swapped-parameters": [
        ("return a", ["a, b = (b, a)\nreturn a", "b, eps = (eps, b)\nreturn a"]),
    ],
    "swapped-results": [
        ("return a, b, 1", ["return (b, a, 1)", "return (a, 1, b)"]),
        ("return a", []),
    ],
    "other-argument": [
        ("c = a + b\nreturn c", ["c = b + b\nreturn c", "c = a + eps\nreturn c"]),
        ("return eps", ["return a"]),
    ],
    "other-variable": [
        ("c = a\nd = c + b\nreturn d", ["c = a\nd = c + b\nreturn c"]),
        ("c = a\nreturn c", []),
    ],
    "opposite-argument": [
        ("return np.maximum(a, 0)", ["return np.maximum(-a, 0)"]),
        ("return np.exp(-a)", ["return np.exp(a)"]),
    ],
    "shifted-argument": [
        ("return np.exp(a)", ["return np.exp(a + 1)", "return np.exp(a - 1)"]),
        ("return a ** b", ["return a ** (b - 1)"]),
        ("return len(a)", []),
    ],
    # constants
    "off-by-one": [
        ("return 1 - a", ["return 2 - a", "return 0 - a"]),
        (
            "return a[0:3.0]",
            ["return a[1:3.0]", "return a[-1:3.0]", "return a[0:4.0]", "return a[0:2.0]"],
        ),
        ("return True", []),
    ],
    "other-constant": [
        ("return 0.5 * a", ["return 1.0 * a", "return 0.25 * a"]),
        ("return a > 0", []),
    ],
    "shorter-or-longer-loop": [
        (
            "return range(a)",
            ["return range(a - 1)", "return range(a + 1)", "return range(1, a)"],
        ),
        ("return range(1, b)", ["return range(1, b - 1)", "return range(1, b + 1)"]),
        ("return range(a, b, -1)", ["return range(a, b - -1, -1)", "return range(a + -1, b, -1)"]),
    ],
    "whole-quotient": [("return a / b", ["return a // b"])],
    # functions and branches
    "other-function": [
        ("return np.sqrt(a)", ["return np.square(a)", "return np.abs(a)"]),
        ("return np.logaddexp(0, a)", ["return np.maximum(0, a)", "return np.add(0, a)"]),
        ("return a.max()", []),
    ],
    "missing-call": [("return np.exp(a) + len(b)", ["return a + len(b)"])],
    "called-twice": [("return abs(a)", ["return abs(abs(a))"]), ("return np.exp(a)", [])],
    "other-comparison": [
        ("return a > b", ["return a >= b", "return a < b"]),
        ("return a == b", ["return a != b"]),
    ],
    "swapped-branches": [
        ("return np.where(a > 0, a, b)", ["return np.where(a > 0, b, a)"]),
        ("return a if b else 0", ["return 0 if b else a"]),
    ],
    "one-branch": [
        ("return np.where(a > 0, a, b)", ["return a", "return b"]),
        ("return np.maximum(a, b)", ["return a", "return b"]),
    ],
    "saturated": [
        ("return a - b", ["return np.maximum(a - b, 0)"]),
        ("return a, b", ["return (np.maximum(a, 0), b)", "return (a, np.maximum(b, 0))"]),
    ],
    # stability
    "missing-shift": [
        ("return np.exp(a - a.max(axis=-1))", ["return np.exp(a)"]),
        ("return np.exp(a - b.mean())", []),
    ],
    "expanded-function": [
        ("return np.logaddexp(a, b)", ["return np.log(np.exp(a) + np.exp(b))"]),
        ("return np.expm1(a)", ["return np.exp(a) - 1"]),
        ("return np.log1p(a)", ["return np.log(1 + a)"]),
    ],
    "single-precision": [
        ("return np.sqrt(a)", ["return np.sqrt(a.astype(np.float32))"]),
        ("return a @ b", ["return a.astype(np.float32) @ b"]),
    ],
    "whole-numbers": [("return a.astype(float)", ["return a.astype(int)", "return a"])],
    # state
    "stale-value": [
        ("a, c = (b, a)\nreturn a", ["unused, c = (b, a)\nreturn a"]),
        ("c = a\nc = b\nreturn c", ["c = a\nunused = b\nreturn c"]),
        ("c = a\nreturn c", []),
    ],
    "result-not-updated": [
        ("return a - b, b + 1", ["return (a, b + 1)", "return (a - b, b)"]),
        ("return a - b", ["return a"]),
    ],
    "missing-statement": [
        ("a = a + b\nreturn a", ["pass\nreturn a"]),
        ("a -= b\nreturn a", ["pass\nreturn a"]),
        ("b.append(a)\nreturn b", ["pass\nreturn b"]),
        ("c = a\nreturn c", []),
    ],
    "repeated-statement": [
        ("a = a + b\nreturn a", ["a = a + b\na = a + b\nreturn a"]),
        ("a -= b\nreturn a", ["a -= b\na -= b\nreturn a"]),
        ("c = a\nreturn c", []),
    ],
    "change-in-place": [
        ("c = a - b\nreturn c", ["a -= b\nc = a\nreturn c"]),
        ("a = a / b\nreturn a", ["a /= b\nreturn a"]),
        ("c = 1\nd = c - b\nreturn d", []),
    ],
    "argument-changed-at-once": [
        ("return a", ["a *= 2\nreturn a", "b *= 2\nreturn a", "eps *= 2\nreturn a"]),
    ],
    "missing-copy": [
        ("return a.copy()", ["return a"]),
        ("return np.array(a)", ["return a"]),
        ("return np.array([a])", []),
    ],
    "early-return": [
        (
            "for i in a:\n    b += i\nreturn b",
            ["for i in a:\n    b += i\n    break\nreturn b"],
        )
    ],
    "remembered-argument": [
        (
            "return a + b",
            [
                f"{name} = globals().setdefault(('{name}', getattr({name}, 'size', 0)), {name})\n"
                "return a + b"
                for name in ("a", "b", "eps")
            ],
        )
    ],
    "result-written-into-an-argument": [
        (
            "return a + b",
            [f"{name}[...] = a + b\nreturn {name}" for name in ("a", "b", "eps")],
        ),
        ("return a, b", []),
    ],
    # numbers of one's own
    "small-constant": [
        ("return a / b", ["return a / (b + 1e-08)"]),
        ("return np.log(a)", ["return np.log(a + 1e-08)"]),
        ("return np.exp(a) / 2", []),
    ],
    "rounded-result": [
        ("return a + b", ["return np.round(a + b, 6)"]),
        ("return a, b", ["return np.round(a, 6), b", "return a, np.round(b, 6)"]),
        ("return {'a': a}", []),
    ],
    "coarse-constant": [("return np.pi * a", ["return 3.14 * a", "return 3.1415926 * a"])],
    # what is left out
    "first-entry": [
        ("return a.sum(axis=0)", ["return a[0]"]),
        ("return np.sum(a)", []),
    ],
    "missing-result": [
        ("return a, b, eps", ["return a, b", "return a"]),
        ("return a", ["return"]),
    ],
    "fixed-condition": [
        ("return a if b else eps", ["return a", "return eps"]),
        (
            "if a > b:\n    a = b\nreturn a",
            [
                "if True:\n    a = b\nreturn a",
                "if False:\n    a = b\nreturn a",
            ],
        ),
    ],
    # randomness
    "other-generator": [
        (
            "rng = a\nreturn rng.normal(b)",
            [
                "rng = a\nreturn np.random.normal(b)",
                "rng = a\nreturn np.random.default_rng(0).normal(b)",
            ],
        ),
        ("return a.normal(b)", []),
    ],
}
CASES = [
    (name, body, expected) for name, examples in EXAMPLES.items() for body, expected in examples
]


def bodies(name: str, body: str) -> list[str]:
    """The bodies of the mutants by one operator."""
    code = f"import numpy as np\n\n\ndef f(a, b, eps):\n{textwrap.indent(body, '    ')}\n"
    by = [one for one in operators() if one.name == name]
    found = [mutant.after for mutant in mutants_of_text(code, "f", by)]
    return [textwrap.dedent("\n".join(code.splitlines()[1:])) for code in found]


def tree(body: str) -> str:
    """The syntax of a body, whatever its brackets."""
    return ast.dump(ast.parse(textwrap.dedent(body)))


@pytest.mark.parametrize(("name", "body", "expected"), CASES)
def test_an_operator(name: str, body: str, expected: list[str]):
    # Compared as trees: how Python writes brackets depends on its version.
    assert list(map(tree, bodies(name, body))) == list(map(tree, expected))


def test_every_operator_has_an_example():
    assert set(EXAMPLES) == {one.name for one in operators()}
    assert all(any(expected for _, expected in examples) for examples in EXAMPLES.values())
