"""The block of one function: heading, sentence, example, where, why, right, hint."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grader.language import Language, Word
from grader.records import Blame, CheckResult, Task
from grader.report.arrays import placed
from grader.report.characters import prose, verbatim
from grader.report.example import example
from grader.report.inputs import COLUMN, ROOM
from grader.report.outside import where
from grader.report.paragraph import WIDTH, cut, indented, wrapped
from grader.report.status import points, status

EXAMPLE = Word("label", "example")
CALL = Word("label", "call")
WHERE = Word("label", "where")
WHY = Word("label", "why")
RIGHT = Word("label", "right")
HINT = Word("label", "hint")
NOTE = Word("label", "note")
PRINTED = Word("label", "printed")

LABELS = (EXAMPLE, CALL, WHERE, WHY, RIGHT, HINT, NOTE, PRINTED)

_LABEL = 8
_PRINTED_LINES = 3
_INSET = 2  # of a table in a paragraph
_BLAME = {"en": 37, "pt": 40}  # where the second column of the blame table begins


@dataclass(frozen=True)
class Form:
    """How much of a block is said: a `short` one holds heading, example and why; an `airy` one
    has a blank line after the sentence. `told` are the legends that stand above it; `by_name` tells
    that more hints are given only where the function is asked for by name.
    """

    short: bool
    airy: bool
    told: frozenset[str]
    by_name: bool = False


@dataclass(frozen=True)
class Block:
    lines: tuple[str, ...]
    told: frozenset[str]


def has_something_to_say(task: Task) -> bool:
    """Whether there is more to read about a function than its row in the table."""
    said = any(check.message or check.counterexamples for check in task.checks)
    why = any(diagnosis.message for diagnosis in task.diagnosis)
    about = (task.right, task.hints, task.where, task.blame, task.remarks, task.printed)
    return said or why or any(about)


def block(task: Task, hint: int, form: Form, say: Language) -> Block:
    """The block of a function that is not fully right, with hints 1 to `hint`."""
    short = form.short or bool(task.same_cause)
    follows = task.blame is not None and task.blame.follows
    check = _shown(task.checks)
    sentence = indented(wrapped(prose(check.message), WIDTH - 2), 2) if check.message else []
    told = form.told
    body: list[str] = []
    if check.counterexamples and not follows:
        # What a function of a course is called with stands in the lines that call it.
        function = "" if task.call else task.function
        shown = example(check.counterexamples[0], function, task.blame, say, told)
        told |= {shown.legend} - {""}
        body += _attached(EXAMPLE, shown.lines, say)
        called = [] if short else _code(task.call)
        body += _attached(CALL, [*called, *wrapped(prose(task.names), ROOM)], say)
    if task.where is not None:
        body += _attached(WHERE, where(task.where, say), say)
    body += _why(task, follows=follows, short=short, say=say)
    if not short:
        body += _right_and_hints(task, hint, say, by_name=form.by_name)
        for remark in task.remarks:
            body += labelled(NOTE, [prose(remark)], say)
        body += _printed(task.printed, say)
    if short and body and (follows or _is_told_by_the_body(task, check)):
        sentence = []
    table = _blame_table(task.blame, say) if task.blame and follows and not short else []
    blank = [""] if sentence and body and form.airy and not table else []
    outcome = f"{status(task, say)}, {points(task.score, task.max_score, say)}"
    lines = [_heading(task.function, outcome), *sentence, *placed(table), *blank, *body]
    return Block(tuple(lines), told)


def together(tasks: Sequence[Task], say: Language) -> tuple[str, ...]:
    """One block for functions that have no more than a few lines each, such as those that are
    missing: the sentence of each, and below them what is said of the first."""
    name = say("{function} and {count} others", function=tasks[0].function, count=len(tasks) - 1)
    score = points(sum(t.score for t in tasks), sum(t.max_score for t in tasks), say)
    sentences = dict.fromkeys(_shown(task.checks).message for task in tasks)
    said = [indented(wrapped(prose(text), WIDTH - 2), 2) for text in sentences]
    first = block(tasks[0], 1, Form(short=False, airy=False, told=frozenset()), say)
    below = first.lines[1 + len(said[0]) :]
    heading = _heading(name, f"{status(tasks[0], say)}, {score}")
    return (heading, *(line for lines in said for line in lines), *below)


def _is_told_by_the_body(task: Task, check: CheckResult) -> bool:
    """Whether what is wrong can be seen without the sentence: at the line of an exception, or at
    what was returned. When a promise is broken only the sentence tells."""
    returned = any(example.got is not None for example in check.counterexamples[:1])
    stops = task.where is not None and check.name != "promises"
    return returned or stops or bool(task.same_cause)


def labelled(label: Word, paragraphs: Iterable[str], say: Language) -> list[str]:
    """Paragraphs at the text column, the first one beside the label."""
    return _attached(label, [line for text in paragraphs for line in wrapped(text, ROOM)], say)


def _attached(label: Word, lines: Iterable[str], say: Language, number: str = "") -> list[str]:
    first, *others = [*lines] or [""]
    if not first:
        return []
    return [f"  {say.word(label) + number:<{_LABEL}} {first}", *indented(others, COLUMN)]


def _code(lines: Iterable[str]) -> list[str]:
    """Lines of Python as they stand; a long one goes on below, further to the right."""
    return [
        piece
        for line in map(verbatim, lines)
        for piece in textwrap.wrap(
            line,
            ROOM,
            subsequent_indent=" " * (len(line) - len(line.lstrip()) + 4),
            break_on_hyphens=False,
        )
    ]


def _heading(name: str, right: str) -> str:
    left = cut(verbatim(name), WIDTH - len(right) - 5)
    return f"{left} {'-' * (WIDTH - len(left) - len(right) - 2)} {right}"


def _shown(checks: tuple[CheckResult, ...]) -> CheckResult:
    """The check that the block is about: the first that failed, else the first with a message."""
    telling = [check for check in checks if check.message or check.counterexamples]
    failed = [check for check in telling if check.status == "failed"]
    not_run = [check for check in telling if check.status == "skipped"]
    return next(iter((*failed, *not_run)), CheckResult("", "passed"))


# --- why -----------------------------------------------------------------------------------------


def _why(task: Task, *, follows: bool, short: bool, say: Language) -> list[str]:
    messages = [diagnosis.message for diagnosis in task.diagnosis if diagnosis.message]
    first, *others = [part for text in messages for part in _parts(text)] or [[]]
    lines = list(first)
    if task.blame is not None and (follows or _is_telling(task.blame)):
        if not follows and not short:
            lines += indented(_blame_table(task.blame, say), _INSET)
        sentence = wrapped(prose(task.blame.sentence), ROOM) if task.blame.sentence else []
        if sentence not in (first, *others):
            lines += sentence
    for part in others:
        lines += part
    return _attached(WHY, lines, say) if lines else []


def _parts(message: str) -> list[list[str]]:
    """The paragraphs of a message, each with the lines of a table that follow it."""
    parts: list[list[str]] = []
    for line in map(str.rstrip, message.split("\n")):
        text = prose(line)
        if line.startswith("  ") and parts:
            kept = len(text) <= ROOM
            parts[-1] += [text] if kept else indented(wrapped(text.strip(), ROOM - _INSET), _INSET)
        elif line:
            parts.append(wrapped(text, ROOM))
    return parts


def _is_telling(blame: Blame) -> bool:
    return blame.is_loss or blame.own != blame.asked


def _blame_table(blame: Blame, say: Language) -> list[str]:
    """The gradient against the student's own forward function and against the one asked for."""
    forward = verbatim(blame.forward)
    if blame.is_loss:
        asked = say("against the loss that is asked for")
    else:
        asked = say("against the {function} that is asked for", function=forward)
    rows = [(asked, prose(blame.asked))]
    if blame.own:
        own = say("against your own {function}", function=forward)
        rows.insert(0, (own, prose(blame.own)))
    room = ROOM - _INSET
    column = max(_BLAME[say.code], *(len(label) + 3 for label, _ in rows), 0)
    if column + max(len(value) for _, value in rows) <= room:
        return [f"{label:<{column}}{value}".rstrip() for label, value in rows]
    lines = []
    for label, value in rows:
        lines += [*wrapped(label, room), *indented(wrapped(value, room - _INSET), _INSET)]
    return lines


# --- right, hints, what was printed --------------------------------------------------------------


def _right_and_hints(task: Task, hint: int, say: Language, *, by_name: bool) -> list[str]:
    lines = labelled(RIGHT, [prose(task.right)], say) if task.right else []
    shown = task.hints[: max(hint, 1)]
    for index, text in enumerate(shown):
        if index == 0:
            lines += labelled(HINT, [prose(text)], say)
        else:
            lines += _attached(HINT, wrapped(prose(text), ROOM), say, f" {index + 1}")
    if len(shown) < len(task.hints):
        number, function = len(shown) + 1, verbatim(task.function)
        if by_name:
            more = say(
                "(more: --hint {number} --only {function})", number=number, function=function
            )
        else:
            more = say("(more: --hint {number})", number=number)
        lines += indented(wrapped(more, ROOM), COLUMN)
    return lines


def _printed(text: str, say: Language) -> list[str]:
    lines = [cut(verbatim(line), ROOM) for line in text.splitlines() if line.strip()]
    if not lines:
        return []
    more = [] if len(lines) <= _PRINTED_LINES else ["..."]
    return _attached(PRINTED, [*lines[: _PRINTED_LINES - len(more)], *more], say)
