"""The report as plain text: what a student reads on the terminal, 80 columns wide.

From top to bottom: title, table, blocks, cells that raised, summary, and the one thing to do next.
"""

from __future__ import annotations

import itertools
import re
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grader.language import Language, Message, language
from grader.records import Report, Task
from grader.report import block, outside
from grader.report.characters import prose, verbatim
from grader.report.paragraph import WIDTH, cut, indented, wrapped
from grader.report.status import is_right, points, shown_tasks, status, status_words

# How the submission was run, as the records name it.
ISOLATIONS = (Message("isolated (seccomp)"), Message("plain process, not isolated"))

_FULL_BLOCKS = 2
_BRIEF_BLOCKS = 2
_SHORT = ("missing", "skipped")  # these blocks are short in any case
_HEADLINE_GAP = 3
_NAMES = 37  # columns for the name and the points of a function
_LAST_POINTS = 50  # where the points of the table end, at the least


def render(report: Report, hint: int = 1) -> str:
    """The report in its language, ending in a newline.

    Hints 1 to `hint` are printed for the functions that were asked for by name, else in the first
    block that has any; hint 1 in the others.
    """
    say = language(report.lang)
    parts = [
        _title(report, say),
        _table(report, say),
        *_blocks(report, hint, say),
        outside.failed_cells(report.failed_cells, say),
        [line for text in report.summary for line in wrapped(prose(text))],
        _next(report, say),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


# --- title and table -----------------------------------------------------------------------------


def _title(report: Report, say: Language) -> list[str]:
    score, most = say.points(report.score), say.points(report.max_score)
    if report.max_score == 1:
        right = say("{score} of {maximum} point", score=score, maximum=most)
    else:
        right = say("{score} of {maximum} points", score=score, maximum=most)
    left = f"gradproof: {prose(report.assignment)}, {verbatim(report.submission)}"
    left = cut(left, WIDTH - len(right) - 2)
    said = [say("seed {seed}", seed=report.seed)]
    if report.inputs == 1:
        said.append(say("1 input per function"))
    elif report.inputs:
        said.append(say("{count} inputs per function", count=report.inputs))
    said.append(prose(say(report.isolation)))
    return [left + right.rjust(WIDTH - len(left)), *wrapped(", ".join(said))]


@dataclass(frozen=True)
class _Row:
    status: str
    name: str
    points: str
    headline: str = ""


def _table(report: Report, say: Language) -> list[str]:
    wrong = shown_tasks(report)
    right = [task for task in report.tasks if is_right(task)]
    rows = [_row(task, say) for task in (wrong or right)]
    if wrong and right:
        name = (
            say("the other function")
            if len(right) == 1
            else say("the other {count} functions", count=len(right))
        )
        score = sum(task.score for task in right), sum(task.max_score for task in right)
        rows.append(_Row(status(right[0], say), name, points(*score, say)))
    lines = _aligned(rows, say)
    notes = [
        line
        for task in right
        for remark in task.remarks
        for line in block.labelled(
            block.NOTE, [f"{prose(remark)} ({verbatim(task.function)})"], say
        )
    ]
    return [*lines, "", *notes] if notes else lines


def _row(task: Task, say: Language) -> _Row:
    name = cut(verbatim(task.function), WIDTH // 2)
    score = points(task.score, task.max_score, say)
    return _Row(status(task, say), name, score, prose(task.headline))


def _aligned(rows: list[_Row], say: Language) -> list[str]:
    """Points end in one column and headlines begin in one; these move to the left of their usual
    place only where a headline would not fit, and to the right where a name would not.
    """
    start = 2 + max(len(word) for word in status_words(say)) + 2
    usual = max(_LAST_POINTS, start + _NAMES)
    least = start + max((len(row.name) + 1 + len(row.points) for row in rows), default=0)
    wanted = WIDTH - _HEADLINE_GAP - max((len(row.headline) for row in rows), default=0)
    end = max(least, min(usual, wanted))
    room = WIDTH - end - _HEADLINE_GAP
    lines = []
    for row in rows:
        left = f"  {row.status}".ljust(start) + row.name
        left += row.points.rjust(end - len(left))
        if room >= len(row.headline) or room >= 12:
            headline = wrapped(row.headline, room) or [""]
            lines.append((left + " " * _HEADLINE_GAP + headline[0]).rstrip())
            lines += indented(headline[1:], end + _HEADLINE_GAP)
        else:
            lines += [left, *indented(wrapped(row.headline, WIDTH - start), start)]
    return lines


# --- blocks --------------------------------------------------------------------------------------


def _blocks(report: Report, hint: int, say: Language) -> list[list[str]]:
    tasks = [task for task in shown_tasks(report) if block.has_something_to_say(task)]
    told: frozenset[str] = frozenset()
    blocks: list[list[str]] = []
    full = brief = 0
    asked_for = set(report.only)
    deepened = asked_for or {next((task.function for task in tasks if task.hints), "")}
    for together in _gathered(tasks):
        task, *others = together
        is_brief = task.status in _SHORT
        brief += is_brief
        full += not is_brief
        if others:
            blocks.append(list(block.together(together, say)))
            continue
        written = block.block(
            task,
            hint if task.function in deepened else 1,
            block.Form(
                short=full > _FULL_BLOCKS and not is_brief and task.function not in asked_for,
                # Below several blocks of a few lines, one is set as tight as they are.
                airy=not is_brief and brief < _BRIEF_BLOCKS,
                told=told,
                by_name=task.function not in deepened,
            ),
            say,
        )
        told |= written.told
        blocks.append(list(written.lines))
    return blocks


def _gathered(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """The functions of each block: several where as many are missing, or were lost with one cell.

    A file that cannot be read, or of which half is still to be written, is told in a few lines.
    """

    def kind(task: Task) -> tuple[str, object]:
        return task.status, task.where if task.status in _SHORT else task.function

    for _, group in itertools.groupby(tasks, kind):
        alike = list(group)
        if len(alike) > _BRIEF_BLOCKS:
            yield alike
        else:
            yield from ([task] for task in alike)


# --- the last paragraph --------------------------------------------------------------------------


def _next(report: Report, say: Language) -> list[str]:
    wrong = shown_tasks(report)
    actions = [prose(text).strip() for text in (report.action, *(task.action for task in wrong))]
    action = next(filter(None, actions), "")
    if not action and wrong:
        name = wrong[0].function
        action = say("look at {function} again and hand in a new version.", function=name)
    elif not action:
        action = say("hand in {file}. Nothing is left to change.", file=report.submission)
    lines = wrapped(prose(say("Next: {action}", action=action)))
    return [*lines, *_command(verbatim(report.command))] if report.command else lines


def _command(command: str) -> list[str]:
    """The command, indented by two, where it is too long continued as a shell does it."""
    room = WIDTH - 2
    if len(command) <= room:
        return [f"  {command}"]
    lines = [" "]
    for word in re.findall(r"(?:'[^']*'|\"[^\"]*\"|[^\s'\"])+|['\"]", command):
        if len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
            continue
        lines[-1] += " \\"
        pieces = _pieces(word, room - 4)
        lines += [f"    {pieces[0]}", *pieces[1:]]
    return lines


def _pieces(word: str, width: int) -> list[str]:
    """A word of a command; one longer than a line in pieces that a shell puts together again."""
    if len(word) <= width:
        return [word]
    try:
        bare = "".join(shlex.split(word))
    except ValueError:
        bare = word
    pieces: list[str] = []
    while bare:
        most = max(n for n in range(1, width) if n == 1 or len(shlex.quote(bare[:n])) < width)
        pieces.append(shlex.quote(bare[:most]))
        bare = bare[most:]
    return [f"{piece}\\" for piece in pieces[:-1]] + pieces[-1:]
