"""What a submission defines is read off its source."""

from __future__ import annotations

from grader.definitions import definitions, lost_definitions
from grader.records import Cell, Submission, UnreadableCell

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
