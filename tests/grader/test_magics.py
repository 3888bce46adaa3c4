"""Magics and shell lines go, line numbers stay, and Python that looks like a magic is kept."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.magics import unquoted


@pytest.mark.parametrize(
    ("cell", "plain"),
    [
        ("%matplotlib inline\nx = 1", "pass\nx = 1"),
        ("x = 1\n!pip install numpy it's\ny = 2", "x = 1\npass\ny = 2"),
        ("!pip install a \\\n  b \\\n  c\ny = 2", "pass\n\n\ny = 2"),
        ("if x:\n    %time f(x)\n    y = 1", "if x:\n    pass\n    y = 1"),
        ("np.sum?\n?np.sum\nnp.sum??\n%time?", "pass\npass\npass\npass"),
        ("files = !ls\nhere = %pwd\na, b = !ls", "pass\npass\npass"),
        ("pip install numpy\ncd ..", "pass\npass"),
        ("%%time\nx = 1", "\nx = 1"),
        ("# a title\n\n%%capture out\n%%time\nx = 1", "# a title\n\n\n\nx = 1"),
        ("    x = 1\n    y = 2", "x = 1\ny = 2"),
        # Python, although the line begins with a magic's character
        ("x = (17\n%y)", "x = (17\n%y)"),
        ("text = '''\n!ls\n%time\n'''", "text = '''\n!ls\n%time\n'''"),
        ("x = 17 \\\n  %time", "x = 17 \\\n  %time"),
        ("", ""),
    ],
)
def test_lines_are_blanked_in_place(cell: str, plain: str) -> None:
    assert unquoted(cell, ast.parse) == plain
    ast.parse(plain)


@pytest.mark.parametrize("cell", ["%%bash\nls", "%%html\n<b>", "\n%%writefile a.py\nx", "%%"])
def test_a_cell_in_another_language_is_skipped(cell: str) -> None:
    assert unquoted(cell, ast.parse) is None


@pytest.mark.parametrize(
    ("cell", "line"),
    [
        ("%time x\ndef f(x)\n    pass", 2),
        ("def f(x)  # right?\n    pass", 1),
        ("x = (1 +\n!ls", 1),
        ("for x in y:\n%time x", 2),
    ],
)
def test_an_error_of_the_students_is_kept(cell: str, line: int) -> None:
    with pytest.raises(SyntaxError) as caught:
        unquoted(cell, ast.parse)
    assert caught.value.lineno == line


def test_a_cell_of_very_many_magics_is_given_up() -> None:
    with pytest.raises(SyntaxError):
        unquoted("!ls\n" * 10_000 + "#" * 100_000, ast.parse)


@given(st.lists(st.sampled_from(["x = 1", "%time f(x)", "!ls -l", "f?", "  ", "# %y"])))
def test_every_line_keeps_its_number(lines: list[str]) -> None:
    plain = unquoted("\n".join(lines), ast.parse)
    assert plain is not None
    for before, after in zip(lines, plain.split("\n"), strict=False):
        assert after == (before if before in {"x = 1", "  ", "# %y"} else "pass")
