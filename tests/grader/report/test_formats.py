import subprocess
import sys

import pytest

from grader.records import Report
from grader.report import formats, render

REPORT = Report("softmax", "hw.py", 0, "isolated (seccomp)", 0, 1, ())


def test_formats_are_found_by_their_files():
    assert {"text", "json"} <= set(formats())
    assert formats() == tuple(sorted(formats()))


@pytest.mark.parametrize("name", formats())
def test_every_format_renders(name):
    assert render(REPORT, name).endswith("\n")
    assert render(REPORT, name, 2).endswith("\n")


@pytest.mark.parametrize("name", ["", "arrays", "__init__", "../text", "os"])
def test_anything_else_is_refused(name):
    with pytest.raises(ValueError, match=r"there are .*json.*text"):
        render(REPORT, name)


def test_rendering_imports_nothing_heavy():
    code = (
        "import sys; from grader.records import Report; from grader.report import render\n"
        "from grader.report.terminal import write\n"
        "r = Report('softmax', 'hw.py', 0, '', 0, 1, ())\n"
        "write(render(r, 'text') + render(r, 'json'), sys.stdout)\n"
        "print({'rich', 'numpy', 'sympy', 'hypothesis'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("set()\n")
