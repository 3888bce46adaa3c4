"""Programs written against the interpreter: they are refused, and soon."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from reference.symbolic.graph import Input
from reference.symbolic.interpreter import Limits, Refusal, interpret

SECONDS = 5.0  # far above what any of them takes

ADVERSARIAL = {
    "right at the first call": """
CALLS = []
def f(X):
    CALLS.append(1)
    return X if len(CALLS) == 1 else 2 * X
""",
    "a default that grows": """
def f(X, calls=[]):
    calls.append(1)
    return X if len(calls) == 1 else 2 * X
""",
    "a default dictionary": """
def f(X, memory={}):
    memory["n"] = memory.get("n", 0) + 1
    return X
""",
    "an iterator of the module": """
STATE = iter([1, 2, 3])
def f(X):
    return X * next(STATE)
""",
    "zip of the module": """
ONCE = zip([1, 2], [3, 4])
def f(X):
    return X * sum(a for a, _ in ONCE)
""",
    "an attribute of the function": """
def f(X):
    f.n = getattr(f, "n", 0) + 1
    return X
""",
    "nonlocal": """
def outer():
    n = 0
    def inner(X):
        nonlocal n
        n += 1
        return X * n
    return inner
f = outer()
""",
    "a module array": """
import numpy as np
W = np.zeros(1)
def f(X):
    global W
    W = W + 1
    return X
""",
    "a changed numpy": """
import numpy as np
np.exp = lambda x: x
def f(X):
    return np.exp(X)
""",
    "a changed numpy in a call at the top": """
import numpy as np
def evil():
    np.exp = lambda x: x
evil()
def f(X):
    return np.exp(X)
""",
    "a changed numpy in a decorator": """
import numpy as np
def evil(g):
    np.exp = lambda x: x
    return g
@evil
def f(X):
    return np.exp(X)
""",
    "a changed numpy in a class body": """
import numpy as np
class A:
    np.exp = lambda x: x
def f(X):
    return np.exp(X)
""",
    "a changed numpy in a comprehension": """
import numpy as np
_ = [setattr(np, "exp", abs) for _ in range(1)]
def f(X):
    return np.exp(X)
""",
    "a changed numpy in a lambda": """
import numpy as np
_ = (lambda m: setattr(m, "exp", abs))(np)
def f(X):
    return np.exp(X)
""",
    "another name for numpy's function": """
import numpy as np
vars(np)["exp"] = abs
def f(X):
    return np.exp(X)
""",
    "a changed numpy in an annotation": """
import numpy as np
def g(x: setattr(np, "exp", abs)):
    return x
def f(X):
    return np.exp(X)
""",
    "a changed numpy in the base of a class": """
import numpy as np
def evil():
    np.exp = abs
    return object
class A(evil()):
    pass
def f(X):
    return np.exp(X)
""",
    "a changed numpy in a method's default": """
import numpy as np
class A:
    def g(self, x=setattr(np, "exp", abs)):
        return x
def f(X):
    return np.exp(X)
""",
    "a changed numpy in a decorator's argument": """
import functools
import numpy as np
def evil():
    np.exp = abs
@functools.lru_cache(evil())
def g(X):
    return X
def f(X):
    return np.exp(X)
""",
    "all names of a module": """
from numpy import *
def f(X):
    return round(X)
""",
    "a view by einsum that is written": """
import numpy as np
def f(X):
    Y = np.einsum("nd->dn", X)
    Y += 1
    return X
""",
    "a view by einsum that is read late": """
import numpy as np
def f(X):
    Y = np.einsum("nd->dn", X)
    X += 1
    return Y
""",
    "a diagonal that is read late": """
import numpy as np
def f(S):
    d = np.diag(S)
    S += 1
    return d
""",
    "a condition at the top": """
import sys
if len(sys.argv) > 1:
    RATE = 1
else:
    RATE = 2
def f(X):
    return RATE * X
""",
    "the name of the module": """
def f(X):
    return X if __name__ == "__main__" else 2 * X
""",
    "a type probe": """
import numpy as np
def f(X):
    return X if type(X[0, 0]) is np.float64 else 0 * X
""",
    "a method probe": """
def f(X):
    return X if "node" in dir(X) else 0 * X
""",
    "a truth probe": """
def f(X):
    try:
        if X:
            return X
    except Exception:
        return 0 * X
    return X
""",
    "low precision": """
import numpy as np
def f(X):
    return X.astype(np.float16).astype(np.float64)
""",
    "a threshold of size": """
def f(X):
    return X if X.shape[0] < 1000 else 0 * X
""",
    "a threshold by a loop": """
def f(X):
    n = 0
    for _ in X:
        n += 1
    while n > 1000:
        return 0 * X
    return X
""",
    "a threshold by a list": """
def f(X):
    rows = [row for row in X]
    return X if len(rows) > 3 else 0 * X
""",
    "an alias across a loop": """
def f(X, w):
    u = w
    for row in X:
        u -= row
        u = u * 1.0
    return w
""",
    "an alias of the step before": """
import numpy as np
def f(x):
    a = np.zeros(len(x))
    b = a.copy()
    s = 0
    for i in range(len(x)):
        a[i] = x[i]
        s += b[0]
        b = a
    return s
""",
    "a name that is another array after the first step": """
def f(X):
    for row in X:
        row *= 0.5
        X = X - X[0, 0]
    return X
""",
    "one array in a list many times": """
import numpy as np
def f(X, w):
    out = []
    for row in X:
        w += row
        out.append(w)
    return np.array(out)
""",
    "a merged alias that is written": """
def f(a, w, v):
    if a > 0:
        u = w
    else:
        u = v
    u += 1
    return w
""",
    "a merged alias that is read late": """
def f(a, w, v):
    if a > 0:
        u = w
    else:
        u = v
    w += 1
    return u
""",
    "a transposed reshape that is written": """
def f(X):
    Y = X.T.reshape(-1)
    Y += 1
    return X
""",
    "a transposed reshape read late": """
def f(X):
    Y = X.T.reshape(-1)
    X += 1
    return Y
""",
    "a broadcast view read late": """
import numpy as np
def f(X, w):
    Y = np.broadcast_to(w, X.shape)
    w += 1
    return Y
""",
    "a broadcast view that is written": """
import numpy as np
def f(X, w):
    Y = np.broadcast_to(w, X.shape)
    Y += 1
    return w
""",
    "a diagonal that is written": """
import numpy as np
def f(S):
    d = np.diag(S)
    d += 1
    return S
""",
    "keys set in one branch": """
def f(a, w):
    d = {}
    if a > 0:
        d["x"] = 1
    return w if "x" in d else 2 * w
""",
    "keys set by a loop": """
def f(x, w):
    d = {}
    s = 0
    for value in x:
        if "t" in d:
            s += value
        d["t"] = 1
    return s
""",
    "a list that a loop has begun": """
def f(x):
    seen = []
    s = 0
    for value in x:
        if not seen:
            s += value
        seen.append(value)
    return s
""",
    "a generator that sees later changes": """
def f(gs):
    scale = 1
    g = (scale * u for u in gs)
    scale = 2
    return list(g)
""",
    "map that sees later changes": """
def f(gs):
    total = [0]
    def g(u):
        total[0] += 1
        return u * total[0]
    m = map(g, gs)
    for u in m:
        total[0] += 10
    return u
""",
    "zip that sees later changes": """
def f(gs):
    pairs = zip(gs, gs)
    gs.append(1.0)
    return [a for a, _ in pairs]
""",
    "a dictionary that grows while read": """
def f(params):
    for key in params:
        params[key + "x"] = 1
    return params
""",
    "the entry changes while it is computed": """
def f(w):
    def g():
        w[0] = 5.0
        return 1.0
    w[0] += g()
    return w
""",
    "an operator of one's own": """
class Two:
    def __mul__(self, other):
        return 2 * other
def f(X):
    return Two() * X
""",
    "names of builtins": """
import builtins
builtins.sum = max
def f(x):
    return sum(x)
""",
}


@pytest.mark.parametrize("what", ADVERSARIAL)
def test_what_could_tell_or_change_is_refused(what: str, refusal: Callable[..., Refusal]) -> None:
    source = ADVERSARIAL[what]
    if "def f(" not in source:
        refusal(source, "f", {})
    else:
        refusal(source, "f")


_TREES = "    t, u = (1, 2), (1, 2)\n    for _ in range(50):\n        t, u = (t, t), (u, u)\n"
HOSTILE = {
    "repeated squaring": "    for _ in range(10**9):\n        X = X * X\n    return X",
    "squares of an integer": "    n = 3\n    while True:\n        n = n * n\n    return X * n",
    "towers": "    return X * 9**9**9**9",
    "towers of fractions": "    return X * 1.1**100000000",
    "a shift": "    return X * (1 << 10**10)",
    "list doubling": "    l = [1]\n    while True:\n        l = l + l\n    return X",
    "list doubling in place": "    l = [1]\n    while True:\n        l += l\n    return X",
    "list extension": "    l = [1]\n    while True:\n        l.extend(l)\n    return X",
    "list repetition": "    return X * len([0] * 10**12)",
    "text repetition": "    return X * len('a' * 10**12)",
    "text doubling": "    s = 'a'\n    while True:\n        s = s + s\n    return X",
    "a wide format": "    return X * len(f'{1:999999999}')",
    "a wide format by name": "    return X * len('{:>999999999}'.format(1))",
    "a wide format by %": "    return X * len('%999999999d' % 1)",
    "joining": "    s = 'a' * 9999\n    return X * len(s.join([s] * 9999))",
    "a long range": "    return X * len(list(range(10**12)))",
    "a loop over a long range": "    for _ in range(10**12):\n        pass\n    return X",
    "for ever": "    while True:\n        pass\n    return X",
    "appending for ever": "    l = [1]\n    for u in l:\n        l.append(u)\n    return X",
    "recursion": "    return f(X)",
    "mutual recursion": "    g = lambda u: h(u)\n    h = lambda u: g(u)\n    return g(X)",
    "deep loops": "".join(
        "    " * (d + 1) + f"for i{d} in range(len(X)):\n" for d in range(12)
    ) + "    " * 13 + "s = 1\n    return X",
    "forks": "    s = 1\n" + "    if X.sum() > 0:\n        return s\n" * 25 + "    return X",
    "deep brackets": "    return " + "(" * 5000 + "X" + ")" * 5000,
    "deep signs": "    return " + "-" * 3000 + "1",
    "long sums": "    return " + "+".join(["X"] * 3000),
    "deep lists": "    return " + "[" * 90 + "X" + "]" * 90,
    "a long integer": "    return X * " + "9" * 3000,
    "a longer integer": "    return X * " + "9" * 100_000,
    "a long hexadecimal": "    return X * 0x" + "f" * 100_000,
    "nested tuples": "    t = ()\n    for _ in range(10**6):\n        t = (t, t)\n    return t",
    "nested lists": "    t = []\n    for _ in range(10**6):\n        t = [t, t]\n    return t",
    "a returned tree": _TREES + "    return t",
    "compared trees": _TREES + "    return t == u",
    "merged trees": _TREES + "    return t if X.sum() > 0 else u",
    "trees as keys": _TREES + "    return {t: 1}",
    "trees in a loop": _TREES + "    for x in X:\n        v = t\n    return X",
    "trees of lists": "    t = [X]\n    for _ in range(50):\n        t = [t, t]\n    return t",
    "a list in itself": "    t = []\n    t.append(t)\n    return t",
    "a dictionary in itself": "    t = {}\n    t['t'] = t\n    return t == t",
    "many comprehensions": "    return [a for a in range(999) for b in range(999) for _ in X]",
    "stars": "    l = list(range(9999))\n    return max(*l, *l, *l)",
    "null bytes": "    return X\0",
    "many attributes": "    return X" + ".T" * 4000,
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_what_takes_for_ever_ends_soon(what: str, refusal: Callable[..., Refusal]) -> None:
    source = "def f(X):\n" + HOSTILE[what] + "\n"
    begin = time.process_time()
    refusal(source, "f", _argument())
    assert time.process_time() - begin < SECONDS


def _argument() -> dict[str, object]:
    return {"X": Input((("N",), ("D",)), "real", "X")}


LIMITED = {
    "source": ("    return X", Limits(source=10), "10 characters"),
    "nesting": ("    return ((X + 1) * 2) + 3", Limits(nesting=4), "deeper than 4"),
    "steps": ("    return X + X + X + X", Limits(steps=3), "3 steps"),
    "nodes": ("    return X + X + X + X", Limits(nodes=1), "1 nodes"),
    "calls": ("    g = lambda: h()\n    h = lambda: 1\n    return g()", Limits(calls=2), "2 calls"),
    "length": ("    return [1, 2, 3, 4]", Limits(length=3), "above 3"),
    "bits": ("    return 2**20", Limits(bits=8), "8 bits"),
}


@pytest.mark.parametrize("what", LIMITED)
def test_each_limit_names_itself(what: str) -> None:
    body, limits, reason = LIMITED[what]
    with pytest.raises(Refusal) as caught:
        interpret("def f(X):\n" + body + "\n", "f", _argument(), limits=limits)
    assert reason in caught.value.reason
    assert caught.value.cause == "limit"
    interpret("def f(X):\n" + body + "\n", "f", _argument())
