"""The frozen values that flow from a submission to its report, in the order in which they flow.

A report is complete in itself: every output format is rendered from it alone, so what a student
reads (in one language) is already in here as text, and arrays are nested lists. Fields that have
nothing to say keep their default and are left out of the JSON.
"""

from __future__ import annotations

from typing import Any

import msgspec

# --- the submission ----------------------------------------------------------------------------


class Cell(msgspec.Struct, frozen=True):
    """A piece of source that stands or falls on its own: a notebook's code cell, a whole file.

    `number` counts the code cells from 1 and is None for a .py file. `source` has the lines of
    the student's cell, magics and shell lines blanked, so that line numbers stay right.
    """

    number: int | None
    source: str


class UnreadableCell(msgspec.Struct, frozen=True):
    """A cell that Python cannot parse: where, and what Python says about it."""

    number: int | None
    line: int
    column: int
    text: str
    complaint: str
    source: str


class Submission(msgspec.Struct, frozen=True):
    """What a student handed in: source in the order in which it is run, never executed here."""

    name: str
    is_notebook: bool
    cells: tuple[Cell, ...]
    unreadable: tuple[UnreadableCell, ...] = ()
    skipped: tuple[int, ...] = ()
    assignment: str | None = None


# --- the report --------------------------------------------------------------------------------

Value = Any  # a number, a string ("nan", "inf", "-inf"), None, a bool, or nested lists and dicts


class Where(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of the student's code, as the submission itself names it.

    `column` (from 0) and `complaint` mark a place in an unreadable line; `notes` are sentences
    about the line, such as numpy's complaint in our words and the shapes of its arrays.
    """

    cell: int | None
    line: int
    source: str
    column: int | None = None
    complaint: str = ""
    notes: tuple[str, ...] = ()


class Blame(msgspec.Struct, frozen=True, omit_defaults=True):
    """A gradient measured against the student's own forward function and the one asked for.

    `own` and `asked` say how it relates ("N times the right one", "right on all 60 inputs");
    `own` is empty where there is no forward function to measure. `forward` is its name,
    `is_loss` tells a loss from a function with an array result, `follows` that the gradient is
    right for the student's own function although not for the one asked for, `sentence` is the
    conclusion.
    """

    own: str
    asked: str
    forward: str
    sentence: str
    is_loss: bool = True
    follows: bool = False


class Counterexample(msgspec.Struct, frozen=True, omit_defaults=True):
    """The simplest input on which a check fails, with what was returned and what is right.

    `kind`: "call" (one call; the result beside the right one), "input" (the input before and
    after the call), "repeat" (the same call twice: `expected` came first, `got` then), "steps" (an
    update rule over several steps: `inputs` holds the start and the hyper-parameters, `expected`
    and `got` map each part to one value per step).
    Among the `inputs`, a list of arrays is {"list": [...]}, a random generator the Python that
    makes it, a function {"lambda": "u: A @ u - b", "A": [...], "b": [...]}.
    `part` is the part of the result that is shown ("dX"), or the array of a dict or a list ("W2",
    "[0]"). `against` is the name of the student's
    own function whose finite differences stand on the right; empty where it is the right value.
    `differs` has the shape of `got`, True where the entry is wrong. `relation` is one line below
    the arrays ("every entry: returned = 2 x the value on the right"). `sizes` are the sizes by
    letter. Where the shape is wrong, `got` and `expected` are {"shape": [...]}; where nothing was
    returned, `got` is absent.
    """

    inputs: dict[str, Value]
    expected: Value = None
    got: Value = None
    max_error: Value = None
    kind: str = "call"
    part: str = ""
    against: str = ""
    differs: Value = None
    relation: str = ""
    sizes: dict[str, int] = {}


class CheckResult(msgspec.Struct, frozen=True):
    """One check of one function. A check that did not run names in `message` what stopped it."""

    name: str
    status: str  # passed | failed | skipped
    message: str = ""
    counterexamples: tuple[Counterexample, ...] = ()


class Diagnosis(msgspec.Struct, frozen=True):
    """Why a function is wrong: a code for the teacher, a text for the student.

    `mistake` is the kebab name of a known mistake or of a family ("scale-N", "unnamed"), never
    translated. `message` may hold lines that begin with two spaces; they are kept as they are.
    """

    mistake: str
    message: str


class Task(msgspec.Struct, frozen=True, omit_defaults=True):
    """One function of the assignment, graded.

    `headline` is a few words for the table ("zero off the diagonal"), `remarks` are sentences
    that cost no points, `printed` is what the function printed, shortened. `action` is the one
    thing to do before editing, without the command. `call` are the lines by which the assignment
    calls a function that has a signature of its course, and `names` says what the course calls the
    letters of the formula that the texts use.
    """

    function: str
    formula: str
    status: str  # passed | failed | missing | error | timeout | skipped
    score: float
    max_score: float
    proved: bool | None
    checks: tuple[CheckResult, ...]
    diagnosis: tuple[Diagnosis, ...]
    inputs: int = 0
    headline: str = ""
    right: str = ""
    hints: tuple[str, ...] = ()
    where: Where | None = None
    blame: Blame | None = None
    remarks: tuple[str, ...] = ()
    printed: str = ""
    action: str = ""
    same_cause: str = ""
    call: tuple[str, ...] = ()
    names: str = ""


class FailedCell(msgspec.Struct, frozen=True, omit_defaults=True):
    """A top-level statement of the submission that raised or did not end; the others were run."""

    cell: int | None
    line: int
    source: str
    message: str


class Report(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is known about one submission. `order` lists the functions in the order of action,
    `only` those that were asked for by name, where not all were.

    `inputs` is the number of inputs per function; `summary` are closing paragraphs; `action` and
    `command` are the last thing that a student reads: one thing to do, and what to run then.
    """

    assignment: str
    submission: str
    seed: int
    isolation: str
    score: float
    max_score: float
    tasks: tuple[Task, ...]
    schema: str = "gradproof/report/1"
    lang: str = "en"
    inputs: int = 0
    order: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    failed_cells: tuple[FailedCell, ...] = ()
    summary: tuple[str, ...] = ()
    action: str = ""
    command: str = ""
