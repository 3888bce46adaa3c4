"""What a report calls the outcome of a function, and in which order functions are shown."""

from __future__ import annotations

from grader.language import Language
from grader.records import Report, Task

_WORDS = {"error": "error", "timeout": "timeout", "missing": "missing", "skipped": "not run"}


def is_right(task: Task) -> bool:
    return task.status == "passed"


def shown_tasks(report: Report) -> list[Task]:
    """The functions that are not fully right, in the order of action."""
    place = {function: i for i, function in enumerate(report.order)}
    wrong = [task for task in report.tasks if not is_right(task)]
    return sorted(wrong, key=lambda task: place.get(task.function, len(place)))


def status(task: Task, say: Language) -> str:
    """The status word: right, wrong, partly, error, timeout, missing, not run."""
    if is_right(task):
        return say.word("status", "right")
    if task.status in _WORDS:
        return say.word("status", _WORDS[task.status])
    return say.word("status", "partly" if task.score > 0 else "wrong")


def status_words(say: Language) -> tuple[str, ...]:
    """All status words."""
    known = ("right", "wrong", "partly", *_WORDS.values())
    return tuple(say.word("status", word) for word in known)


def points(score: float, maximum: float, say: Language) -> str:
    """2 / 3"""
    return f"{say.points(score)} / {say.points(maximum)}"
