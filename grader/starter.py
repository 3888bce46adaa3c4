"""A starter for an assignment: statement, signatures, and something that checks."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import PurePath

from grader.assignment import FOLDER, Assignment, TaskSpec
from grader.language import Language


def notebook(assignment: Assignment, name: str, say: Language) -> str:
    """A Jupyter notebook, to be saved under `name`, as JSON text."""
    import nbformat
    from nbformat import v4

    statement = assignment.statement(say.code)
    cells = [v4.new_markdown_cell(_introduction(assignment, statement, say))]
    cells.append(v4.new_code_cell("import numpy as np"))
    for function, tasks in assignment.functions.items():
        text = f"## {function}\n\n{statement[function]}"
        cells += [v4.new_markdown_cell(text), v4.new_code_cell(_stub(assignment, tasks))]
    cells.append(v4.new_markdown_cell(say("Save the notebook, then run this cell.")))
    where = "" if _ships(assignment) else f" -a {_quoted(assignment.id)}"
    cells.append(v4.new_code_cell(f"!grader check {_quoted(name)} --lang {say.code}{where}"))
    for number, cell in enumerate(cells, start=1):
        cell["id"] = f"cell-{number}"  # the same starter has the same bytes
    book = v4.new_notebook(
        cells=cells,
        metadata={
            "gradproof": {"assignment": assignment.id},
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        },
    )
    return str(nbformat.writes(book)) + "\n"


def script(assignment: Assignment, name: str, say: Language) -> str:
    """A .py file, to be saved under `name`, with the statement as comments."""
    statement = assignment.statement(say.code)
    pieces = [
        f"# gradproof: assignment={assignment.id}",
        _comment(_introduction(assignment, statement, say)),
        "import numpy as np",
    ]
    for function, tasks in assignment.functions.items():
        pieces += [_comment(f"{function}\n\n{statement[function]}"), _stub(assignment, tasks)]
    where = [] if _ships(assignment) else ["-a", assignment.id]
    options = ", ".join(f'"{word}"' for word in ("--lang", say.code, *where))
    check = f"""\
        if __name__ == "__main__":  # python {_quoted(name)}
            import subprocess
            import sys

            command = [sys.executable, "-m", "grader", "check", __file__, {options}]
            sys.exit(subprocess.call(command))"""
    pieces.append(textwrap.dedent(check))
    return "\n\n\n".join(pieces) + "\n"


def default_name(assignment: Assignment, suffix: str) -> str:
    """What a starter is called: cross-entropy.ipynb, cross_entropy.py."""
    stem = assignment.id.replace("-", "_") if suffix == "py" else assignment.id
    return f"{stem}.{suffix}"


def _introduction(assignment: Assignment, statement: dict[str, str], say: Language) -> str:
    points = say("{points} points in all.", points=say.points(assignment.max_score))
    # A statement that begins with a heading of its own is not given a second one.
    body = statement[""]
    title = "" if body.startswith("# ") else f"# {assignment.title[say.code]}\n\n"
    return f"{title}{body}\n\n{points}"


def _stub(assignment: Assignment, tasks: Sequence[TaskSpec]) -> str:
    """A function to be filled in."""
    return f"{assignment.signature(tasks[0])}:\n    ..."


def _ships(assignment: Assignment) -> bool:
    """Whether it is found by its id alone; else its folder is looked for where the command runs."""
    return PurePath(assignment.folder).parent == FOLDER


def _comment(text: str) -> str:
    return "\n".join(f"# {line}".rstrip() for line in text.splitlines())


def _quoted(name: str) -> str:
    name = PurePath(name).name
    return f'"{name}"' if " " in name else name
