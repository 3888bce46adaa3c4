"""What a report calls the outcome of a function, and in which order functions are shown."""

from __future__ import annotations

from grader.language import Language, Word
from grader.records import Report, Task

_RIGHT = Word("status", "right")
_WRONG = Word("status", "wrong")
_PARTLY = Word("status", "partly")
_WORDS = {
    "error": Word("status", "error"),
    "timeout": Word("status", "timeout"),
    "missing": Word("status", "missing"),
    "skipped": Word("status", "not run"),
}


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
        return say.word(_RIGHT)
    if task.status in _WORDS:
        return say.word(_WORDS[task.status])
    return say.word(_PARTLY if task.score > 0 else _WRONG)


def status_words(say: Language) -> tuple[str, ...]:
    """All status words."""
    return tuple(map(say.word, (_RIGHT, _WRONG, _PARTLY, *_WORDS.values())))


def points(score: float, maximum: float, say: Language) -> str:
    """2 / 3"""
    return f"{say.points(score)} / {say.points(maximum)}"
