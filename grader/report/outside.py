"""Places in the student's code: the line of a fault, and what stopped outside the functions."""

from __future__ import annotations

from collections.abc import Sequence

from grader.language import Language
from grader.records import FailedCell, Where
from grader.report.characters import prose, verbatim
from grader.report.inputs import ROOM
from grader.report.paragraph import cut, indented, wrapped

_GAP = " " * 3
_MOST = 3  # failed statements that are shown


def where(place: Where, say: Language) -> list[str]:
    """Cell, line and the line as written, a caret under a column, then the notes."""
    label = _place(place.cell, place.line, say) + _GAP
    source = place.source.lstrip()
    room = ROOM - len(label)
    if place.column is None:
        lines = [label + cut(verbatim(source.rstrip()), room)]
    else:
        before = max(0, place.column - (len(place.source) - len(source)))
        at = len(verbatim(source[:before]).rstrip("\n")) if before else 0
        written = verbatim(source.rstrip())
        skipped = max(0, at + 1 - room)
        shown = f"...{written[skipped + 3 :]}" if skipped else written
        caret = " " * (len(label) + at - skipped) + "^"
        complaint = prose(place.complaint)
        lines = [label + cut(shown, room)]
        if complaint and len(caret) + 1 + len(complaint) <= ROOM:
            lines.append(f"{caret} {complaint}")
        else:
            lines += [caret, *(wrapped(complaint, ROOM) if complaint else [])]
    return [*lines, *(line for note in place.notes for line in wrapped(prose(note), ROOM))]


def failed_cells(failed: Sequence[FailedCell], say: Language) -> list[str]:
    """The top-level statements that raised or did not end; [] where there are none."""
    if not failed:
        return []
    if len(failed) == 1:
        said = say("One line outside the functions stopped with an error. All others were run.")
    else:
        said = say(
            "{count} lines outside the functions stopped with an error. All others were run.",
            count=len(failed),
        )
    lines = wrapped(said)
    for cell in failed[:_MOST]:
        place = where(Where(cell.cell, cell.line, cell.source), say)
        lines += indented([*place, *wrapped(verbatim(cell.message), ROOM)[:2]], 2)
    return [*lines, *(["  ..."] if len(failed) > _MOST else [])]


def _place(cell: int | None, line: int, say: Language) -> str:
    if cell is None:
        return say("line {line}:", line=line)
    return say("cell {cell}, line {line}:", cell=cell, line=line)
