"""What the interpreter does not know for all sizes, it refuses; a refusal says why."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reference.symbolic.interpreter import Refusal

REFUSED = {
    # the program, body and reason; `…` lines are indented below `def f(…):`
    "a branch on data": ("X", "if X[0, 0] > 0:\n    return 1\nX = 2 * X", "ends"),
    "the truth value of an array": ("X", "if X > 0:\n    X = 2 * X\nreturn X", "truth value"),
    "a branch on a size": ("X", "if len(X) > 1:\n    return X\nreturn 2 * X", "sizes are compared"),
    "a branch on two sizes": ("X", "return X if X.shape[0] == X.shape[1] else 0", "sizes"),
    "a computed size": ("X", "if len(X) % 2:\n    return X\nreturn 0", "size decides"),
    "a large size": ("x", "s = 1 if len(x) > 1000 else 2\nreturn s * x", "sizes are compared"),
    "a symbolic while": ("a", "while a > 1:\n    a = a / 2\nreturn a", "how often"),
    "random numbers": ("X", "return X + np.random.randn()", "np.random"),
    "try": ("X", "try:\n    return X\nexcept ValueError:\n    return 0", "Try"),
    "a catch-all": ("X", "try:\n    return np.sort(X)\nexcept:\n    return 0", "Try"),
    "global": ("X", "global COUNT\nCOUNT = 1\nreturn X", "global"),
    "a changed module list": ("X", "CALLS.append(1)\nreturn X * len(CALLS)", "outlives"),
    "a changed module dictionary": ("X", "MEMORY['n'] = 1\nreturn X", "outlives"),
    "an attribute set": ("X", "X.shape = (1, -1)\nreturn X", "assignment to attribute"),
    "a function attribute": ("X", "f.calls = 1\nreturn X", "assignment to attribute"),
    "a dunder": ("X", "return X.__class__", "attribute __class__"),
    "getattr": ("X", "return getattr(X, 'sum')()", "getattr"),
    "eval": ("X", "return eval('X')", "eval"),
    "type": ("X", "return X if type(X) == np.ndarray else 0", "type"),
    "isinstance of a number": ("a", "return 1 if isinstance(a, float) else 0", "isinstance"),
    "hasattr": ("X", "return X if hasattr(X, 'node') else 0", "hasattr"),
    "the printed form": ("a", "return 1 if str(a) == '1' else 0", "written as a string"),
    "an f-string of a number": ("a", "return len(f'{a}')", "written as a string"),
    "float32": ("X", "return X.astype(np.float32)", "float32"),
    "float16": ("X", "return X.astype('float16')", "float16"),
    "float16 by dtype": ("X", "return np.sum(X, dtype=np.float16)", "float16"),
    "cut to integers": ("X", "return X.astype(int)", "cut to integers"),
    "int of a real": ("a", "return int(a)", "int() of a real"),
    "rounding": ("X", "return np.round(X, 3)", "np.round"),
    "round of a number": ("a", "return round(a, 3)", "round()"),
    "a real in an integer array": ("x", "z = np.zeros(3, dtype=int)\nreturn z", "no symbol"),
    "a real written to integers": ("y, a", "y = y * 1\ny[0] = a\nreturn y", "real entries are"),
    "in place in integers": ("y", "z = y * 1\nz /= 2\nreturn z", "real numbers to integer"),
    "np.empty read": ("X", "return np.empty_like(X) + X", "before anything was written"),
    "an entry that may not be": ("x", "return x[1]", "may have one entry"),
    "a slice": ("x", "return x[1:] - x[:-1]", "slice"),
    "a slice with a step": ("x", "return x[::-1]", "step"),
    "a mask read": ("x", "return x[x > 0].sum()", "mask"),
    "an array written at a mask": ("X, Y", "X[X > 0] = Y[X > 0]\nreturn X", "mask"),
    "labels that may repeat": ("P, y", "P[:, y] -= 1\nreturn P", "may be the same"),
    "labels of rows that repeat": ("b, y", "b[y] += 1\nreturn b", "may be the same"),
    "a shifted index": ("x", "s = 0\nfor i in range(len(x)):\n    s += x[i - 1]\nreturn s", "fits"),
    "labels of another axis": ("P, y", "return P[y]", "fits"),
    "np.where with one argument": ("X", "return np.where(X > 0)", "one argument"),
    "argmax": ("X", "return X.argmax(axis=1)", "argmax"),
    "sort": ("X", "return np.sort(X)", "sort"),
    "cumsum": ("x", "return np.cumsum(x)", "cumsum"),
    "any": ("X", "assert not np.any(X > 5)\nreturn X", "np.any"),
    "isnan": ("X", "return np.where(np.isnan(X), 0, X)", "isnan"),
    "eigenvalues": ("S", "return np.linalg.eigvalsh(S)", "eigvalsh"),
    "inverse": ("S", "return np.linalg.inv(S)", "inv"),
    "squeeze of any axis": ("X", "return np.squeeze(X)", "squeeze"),
    "concatenation": ("X, Y", "return np.concatenate([X, Y])", "concatenated"),
    "stacking": ("w, v", "return np.stack([w, v])", "stacked"),
    "a list of numbers": ("a", "return np.array([a, 1.0])", "size is no symbol"),
    "a repeated axis": ("w", "return np.repeat(w, 2)", "repeat"),
    "concrete sizes": ("w", "return np.zeros((2, 3))", "no symbol"),
    "reshape as Fortran does": ("I", "return I.reshape(len(I), -1, order='F')", "order"),
    "a class": ("X", "return Model().run(X)", "a class"),
    "yield": ("X", "yield X", "Yield"),
    "a set": ("X", "return {1, 2}", "Set"),
    "del of an entry": ("params", "del params['W1']\nreturn params", "deleted"),
    "an unknown module": ("X", "import scipy\nreturn scipy.softmax(X)", "not known"),
    "a used iterator": ("x, z", "p = zip(x, z)\nfor a in p:\n    pass\nreturn list(p)",
                        "twice"),
    "a lazy generator": ("gs", "g = (2 * u for u in gs)\nreturn list(g)", "GeneratorExp"),
    "infinity": ("X", "return np.maximum(X, -np.inf)", "np.inf"),
    "a huge float": ("X", "return X * 1e308 * 10 + 1e308 * 10", "beyond the largest"),
    "rounding decides": ("X", "return X if 0.1 + 0.2 == 0.3 else 0", "rounding decides"),
    "negative integer powers": ("y, t", "return np.power(y, t)", "may be negative"),
    "sums of truth values": ("X, Y", "return (X > 0) + (Y > 0)", "truth values"),
    "a float of infinity": ("X", "return X + float('inf')", "float() of"),
    "a slice of what a loop has filled": ("x", "l = [v for v in x]\nreturn l[:]", "a slice"),
    "sums of what a loop has filled": ("x", "l = [v for v in x]\nreturn l + l", "a list + a list"),
    "is between numbers": ("a", "return 1 if a is 1 else 0", "`is`"),
    "an index of another sort": ("x, t", "return x[t]", "fits"),
    "decorators": ("X", "return decorated(X)", "a decorated function"),
}  # fmt: skip

MODULE = """
import functools
import numpy as np

CALLS = []
MEMORY = {{}}


class Model:
    def run(self, X):
        return X


@functools.lru_cache
def decorated(X):
    return X


def f({parameters}):
{body}
"""


def program(parameters: str, body: str) -> str:
    indented = "\n".join("    " + line for line in body.split("\n"))
    return MODULE.format(parameters=parameters, body=indented)


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_known_is_refused(what: str, refusal: Callable[..., Refusal]) -> None:
    parameters, body, reason = REFUSED[what]
    found = refusal(program(parameters, body), "f")
    assert reason in found.reason
    assert found.line is not None


MISTAKES = {
    "an unknown name": ("X", "return Y + X", "not defined"),
    "a name before it is set": ("X", "Z = Y\nY = X\nreturn Z", "before it is set"),
    "a missing argument": ("X", "def g(a, b):\n    return a\nreturn g(X)", "lacks"),
    "too many arguments": ("X", "def g(a):\n    return a\nreturn g(X, X)", "takes 1"),
    "an argument twice": ("X", "def g(a):\n    return a\nreturn g(X, a=X)", "twice"),
    "no such argument": ("X", "def g(a):\n    return a\nreturn g(X, c=X)", "no argument c"),
    "shapes that do not match": ("X, W", "return X + W", "does not go with"),
    "products that do not match": ("X", "return X @ X", "does not go with"),
    "too many indices": ("x", "return x[0, 0]", "more indices"),
    "no such axis": ("x", "return x.sum(axis=1)", "axis 1"),
    "a shape changed in place": ("w, X", "w += X\nreturn w", "changes the shape"),
    "unpacking": ("X", "n, d, k = X.shape\nreturn n", "2 values for 3"),
    "no such key": ("params", "return params['W3']", "no key"),
    "no such entry": ("gs", "return gs[5]", "no entry 5"),
    "an exception": ("X", "raise ValueError('no')", "raises"),
    "an assertion": ("X", "assert X.ndim == 3\nreturn X", "assertion"),
    "division by zero": ("X", "return X / (1 - 1) if 1 / 0 else X", "division by zero"),
    "an attribute of a number": ("X", "return len(X).shape", "no attribute shape"),
    "math of an array": ("X", "import math\nreturn math.exp(X)", "math"),
    "the wrong einsum": ("X", "return np.einsum('nd,dk->nk', X)", "einsum"),
}


@pytest.mark.parametrize("what", MISTAKES)
def test_a_program_that_would_raise_is_a_mistake(
    what: str, refusal: Callable[..., Refusal]
) -> None:
    parameters, body, reason = MISTAKES[what]
    found = refusal(program(parameters, body), "f")
    assert reason in found.reason
    assert found.cause == "mistake"


def test_a_refusal_names_the_line(refusal: Callable[..., Refusal]) -> None:
    source = "import numpy as np\n\n\ndef f(X):\n    Y = 2 * X\n    return np.sort(Y)\n"
    assert refusal(source, "f").line == 6
    assert str(refusal(source, "f")) == "line 6: np.sort"


def test_a_syntax_error_is_a_mistake(refusal: Callable[..., Refusal]) -> None:
    found = refusal("def f(X):\n    return X +\n", "f", {})
    assert (found.cause, found.line) == ("mistake", 2)
