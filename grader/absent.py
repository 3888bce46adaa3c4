"""A function that could not be graded: it is missing, not written yet, or in an unreadable cell."""

from __future__ import annotations

from collections.abc import Mapping

from grader.assignment import TaskSpec
from grader.checks import PRESENT
from grader.definitions import Definition
from grader.language import Language
from grader.records import CheckResult, Submission, Task, UnreadableCell, Where
from reference.nearest import nearest


def unreadable(task: TaskSpec, cell: UnreadableCell, submission: Submission, say: Language) -> Task:
    """A function that only a cell defines which Python cannot parse."""
    if cell.number is None:
        headline = say("the file cannot be read")
        message = say(
            "Python cannot read line {line}, so nothing in the file was run.", line=cell.line
        )
        right, action = "", say("repair line {line}, then run", line=cell.line)
    else:
        headline = say("cell {cell} cannot be read", cell=cell.number)
        message = say(
            "Python cannot read cell {cell}, so nothing in that cell was run.", cell=cell.number
        )
        others = len(submission.cells)
        right = (
            say("The other cell was read and run.")
            if others == 1
            else say("The other {count} cells were read and run.", count=others)
        )
        action = say(
            "repair line {line} of cell {cell}, then run", line=cell.line, cell=cell.number
        )
    place = Where(cell.number, cell.line, cell.text, cell.column, say(cell.complaint))
    return _task(task, "skipped", headline, message, action, right=right, where=place)


def not_written(task: TaskSpec, say: Language) -> Task:
    """A starter left as it was."""
    return _task(
        task,
        "missing",
        say("not written yet"),
        say("{function} is not written yet.", function=task.function),
        say("write {function}, and run", function=task.function),
    )


def missing(
    task: TaskSpec, definitions: Mapping[str, Definition], submission: Submission, say: Language
) -> Task:
    """No function of that name; the closest of the names in `definitions` is told."""
    name = task.function
    if submission.is_notebook:
        message = say("The notebook has no function called {name}.", name=name)
    else:
        message = say("The file has no function called {name}.", name=name)
    other = nearest(name, definitions, likeness=0.75)
    if other is not None:
        place = definitions[other]
        where = (
            say("Cell {cell}", cell=place.cell)
            if place.cell is not None
            else say("Line {line}", line=place.line)
        )
        message += " " + say(
            "{where} has one called {other}; the name has to be exactly the one in the statement.",
            where=where,
            other=other,
        )
    action = say("write {function}, or give it the name in the statement, and run", function=name)
    return _task(task, "missing", say("no function of this name"), message, action)


def not_a_function(task: TaskSpec, what: str, say: Language) -> Task:
    """The name is there, but a later line gave it another value."""
    return _task(
        task,
        "missing",
        say("not a function"),
        say(
            "{function} is not a function when the code has run, but of type {what}. A later line"
            " gives the name another value.",
            function=task.function,
            what=what,
        ),
        say(
            "give the result of the call another name than {function}, and run",
            function=task.function,
        ),
    )


def incomplete(task: TaskSpec, other: str, say: Language) -> Task:
    """The function is there, but not another one that the assignment calls together with it."""
    return _task(
        task,
        "missing",
        say("needs {function}", function=other),
        say(
            "{function} is called together with {other}, and there is no function {other} to call.",
            function=task.function,
            other=other,
        ),
        say("write {function}, and run", function=other),
    )


def not_defined(task: TaskSpec, place: Definition, say: Language) -> Task:
    """The code defines the function, but that statement was not run to its end."""
    return _task(
        task,
        "skipped",
        say("its definition was not run"),
        say("The line that defines {function} was not run to its end.", function=task.function),
        say("repair what the report says about that line, and run"),
        where=Where(place.cell, place.line, f"def {task.function}"),
    )


def not_there(task: TaskSpec, place: Definition, say: Language) -> Task:
    """The code defines the function, and the name is gone when all of it has run."""
    name = task.function
    if place.deleted is not None:
        return _task(
            task,
            "missing",
            say("deleted again"),
            say("{function} is defined, and a later line deletes the name.", function=name),
            say("look again at the line that deletes {function}, and run", function=name),
            where=place.deleted,
        )
    return _task(
        task,
        "missing",
        say("not there at the end"),
        say(
            "The code holds a definition of {function}, but there is no such name when all of it"
            " has run: the definition was passed over, or the name was removed.",
            function=name,
        ),
        say("find out whether the line that defines {function} is reached, and run", function=name),
        where=Where(place.cell, place.line, f"def {name}"),
    )


def given_up(task: TaskSpec, failed: int, say: Language) -> Task:
    """Running the code ends the process again and again, or reading it does."""
    if not failed:
        return _task(
            task,
            "skipped",
            say("the code cannot be loaded"),
            say(
                "The process ends while it reads the code, before a line of it is run, as it does"
                " where the memory is too small for the code."
            ),
            say("take what is large out of the code, and run"),
        )
    return _task(
        task,
        "skipped",
        say("the code was not run to its end"),
        say(
            "{count} lines outside the functions end the process or do not end, so the code was"
            " given up and {function} was not called.",
            count=failed,
            function=task.function,
        ),
        say("repair the lines outside the functions that end the process, and run"),
    )


def out_of_time(task: TaskSpec, seconds: float, say: Language) -> Task:
    """The time of the whole submission was over before the function was graded to the end."""
    return _task(
        task,
        "timeout",
        say("no time left"),
        say(
            "The whole submission may take {seconds} seconds, and they were over before all calls"
            " of {function} were answered.",
            seconds=f"{seconds:g}",
            function=task.function,
        ),
        say("find out what takes long, in the functions and outside them, and run"),
    )


def _task(
    task: TaskSpec,
    status: str,
    headline: str,
    message: str,
    action: str,
    right: str = "",
    where: Where | None = None,
) -> Task:
    return Task(
        function=task.name,
        formula=task.formula,
        status=status,
        score=0.0,
        max_score=task.points,
        proved=None,
        checks=(CheckResult(PRESENT, "failed", message),),
        diagnosis=(),
        headline=headline,
        right=right,
        where=where,
        action=action,
    )
