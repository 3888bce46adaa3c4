"""What a submission defines is read off its source."""

from __future__ import annotations

from grader.definitions import definitions, given_by, lost_definitions, unread_names
from grader.records import Cell, Submission, UnreadableCell, Where

SOURCE = '''\
import numpy as np
def f(x):
    """Nothing yet."""
    raise NotImplementedError("write me")
g = lambda x: f(x) + np.exp(x)
h = np.vectorize(g)
y = f(3)
class Layer:
    def forward(self, x):
        return g(x)
if True:
    def in_if(x): return None
else:
    def in_else(x): ...
try:
    def in_try(x): return x.sum()
except ValueError:
    pass
finally:
    def in_finally(x): pass
for i in range(3):
    with open(i):
        async def deep(x): return
'''


def submission(*sources: str) -> Submission:
    cells = tuple(Cell(number, source) for number, source in enumerate(sources, start=1))
    return Submission("a.ipynb", is_notebook=True, cells=cells)


def test_top_level_definitions_with_their_lines_and_calls() -> None:
    found = definitions(submission(SOURCE))
    assert {name: d.line for name, d in found.items()} == {
        "f": 2,
        "g": 5,
        "h": 6,
        "Layer": 8,
        "in_if": 12,
        "in_else": 14,
        "in_try": 16,
        "in_finally": 20,
        "deep": 23,
    }
    assert found["g"].calls == {"f", "exp"}
    assert found["Layer"].calls == {"g"}
    assert {name for name, d in found.items() if d.is_untouched} == {
        "f",
        "in_if",
        "in_else",
        "in_finally",
        "deep",
    }


def test_the_last_definition_counts() -> None:
    found = definitions(submission("def f(x): pass", "\n\ndef f(x): return x"))
    assert (found["f"].cell, found["f"].line, found["f"].is_untouched) == (2, 3, False)


def test_a_long_chain_of_branches_is_walked() -> None:
    chain = "if a: pass\n" + "elif a: pass\n" * 90 + "else:\n    def f(x): return x"
    assert "f" in definitions(submission(chain))


def test_what_an_unreadable_cell_would_define() -> None:
    source = (
        "def f(x)\n    return x\n  def  g (x):\nasync def h():\nk = lambda x: (\nclass A(\n# def no"
    )
    cell = UnreadableCell(3, 1, 8, "def f(x)", "expected ':'", source)
    found = Submission("a", is_notebook=True, cells=(), unreadable=(cell,))
    assert set(lost_definitions(found)) == {"f", "g", "h", "k", "A"}
    assert lost_definitions(found)["f"] is cell


def test_the_statement_that_a_definition_is_part_of() -> None:
    source = "x = 1\n@np.vectorize\n@cached(\n  3)\ndef f(x):\n    return x\nif x:\n  g = lambda: 0"
    found = definitions(submission(source))
    assert {name: d.statement for name, d in found.items()} == {"f": (2, 6), "g": (7, 8)}


def test_what_is_deleted_after_its_definition() -> None:
    found = definitions(
        submission(
            "def f(): pass\ndef g(): del f\ndef h(): pass\ndel h\ndef h(): pass",
            "if True:\n    del f, h\nk = lambda: 0\ndel k[0], k.x",
        )
    )
    line = Where(2, 2, "del f, h")
    assert {name: d.deleted for name, d in found.items()} == {
        "f": line,
        "g": None,
        "h": line,
        "k": None,
    }


def test_the_names_that_a_lost_statement_gives() -> None:
    found = submission(
        "import numpy as np, os.path\n(a, b), c.d = 1, 2\nif a:\n  try:\n    x: int = 1\n"
        "  except E: from m import n as o\n@p\ndef f():\n  y = 1",
        "z = 1",
    )
    names = {
        (cell, line): set(given_by(found, Where(cell, line, "")))
        for cell, line in [(1, 1), (1, 2), (1, 3), (1, 6), (1, 7), (1, 9), (1, 10), (2, 1), (3, 1)]
    }
    assert names == {
        (1, 1): {"np", "os"},
        (1, 2): {"a", "b"},
        (1, 3): {"x", "o"},
        (1, 6): {"x", "o"},
        (1, 7): {"f"},
        (1, 9): {"f"},
        (1, 10): set(),
        (2, 1): {"z"},
        (3, 1): set(),
    }


def test_the_names_that_an_unreadable_cell_would_give() -> None:
    source = (
        "import numpy as np\nfrom a import (b,\n  c)\nn = 3; m = 4\ndef f(x)\n    y = 1\n"
        "z = (\nk = lambda: 0\nimport " + "a" * 5000
    )
    cell = UnreadableCell(2, 5, 8, "def f(x)", "expected ':'", source)
    found = unread_names(Submission("a", is_notebook=True, cells=(), unreadable=(cell,)))
    assert {name: place.line for name, place in found.items()} == {
        "np": 1,
        "n": 4,
        "m": 4,
        "f": 5,
        "k": 8,
    }
    assert found["np"] == Where(2, 1, "import numpy as np")


STARTERS = """
def layer(x, w, cache=None):
    out = None
    # write here
    pass
    cache = (x, w)
    return out, cache
def backward(dout, cache):
    x, w = cache
    dx, dw = None, None
    pass
    return dx, dw
def norm(x, param):
    out, cache = None, None
    mean = param.get("mean", np.zeros(x.shape[1]))
    if param["mode"] == "train":
        pass
    else:
        raise ValueError('no such mode "%s"' % param["mode"])
    param["mean"] = mean
    return out, cache
def rule(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("rate", 1e-2)
    next_w = None
    return next_w, config
"""
BEGUN = """
def layer(x, w, cache=None):
    out = None
    pass
    out = x.dot(w)
    return out, (x, w)
def backward(dout, cache):
    x, w = cache
    dx, dw = None, None
    dx = dout.dot(w.T)
    return dx, dw
def rule(w, dw, config=None):
    next_w = None
    config["rate"] *= 2
    return next_w, config
def search(x):
    best = None
    for entry in x:
        best = entry
    return best
def default(x, y=None):
    y = x.copy()
    return y
"""


def test_a_starter_that_returns_its_nones_is_not_written_yet() -> None:
    for source, expected in ((STARTERS, True), (BEGUN, False)):
        found = definitions(Submission("hw.py", is_notebook=False, cells=(Cell(None, source),)))
        assert found
        assert {name: d.is_untouched for name, d in found.items()} == dict.fromkeys(found, expected)
