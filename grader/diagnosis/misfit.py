"""Two arrays that do not fit together on one line: what their shapes alone tell.

What kind of slip it may be is asked, never told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from grader.diagnosis.meeting import PRODUCT, Meeting, Operand, inner, meeting, nodes
from grader.language import Message
from grader.student.answers import Answer

_LONGEST = 24  # characters of an operand as it is written

Fit = Literal["entries", "columns", "rows", "order", "axis", "product", "exchanged"]


class Misfit(NamedTuple):
    """What is so, and the question that it leads to."""

    fact: Message
    question: Message


def misfit(answers: Sequence[Answer]) -> Misfit | None:
    """What exceptions, their line and the shapes on it tell together; None where that is nothing
    more than what numpy says. `answers` are those that raised, the one that is shown first: what
    its shapes tell by chance, those of the others do not."""
    shown = answers[0]
    if shown.error != "ValueError" or shown.where is None:
        return None
    line = list(nodes(shown.where.source))
    first = meeting(shown, line)
    if first is None:
        return _of_sizes(shown.message)
    place = shown.where.cell, shown.where.line
    fits = _fits(first)
    for answer in answers[1:]:
        if answer.where is not None and (answer.where.cell, answer.where.line) == place:
            other = meeting(answer, line)
            if other is not None and other.is_of(first):
                fits &= _fits(other)
    return _of_product(first, fits) if first.operation == "@" else _entry_by_entry(first, fits)


def _fits(met: Meeting) -> set[Fit]:
    """The ways in which the two would fit."""
    one, other = met.left.shape, met.right.shape
    are_matrices = len(one) == len(other) == 2
    if met.operation == "@":
        if max(len(one), len(other)) > 2:
            return set()
        ways: dict[Fit, bool] = {
            "entries": one == other,
            "columns": len(other) == 2 and one[-1] == other[-1],
            "rows": len(one) == 2 and one[0] == other[0],
            "order": are_matrices and one[0] == other[-1],
        }
    else:
        few, many = sorted((one, other), key=len)
        ways = {
            "axis": any(many[:p] + many[p + 1 :] == few for p in range(1, len(many))),
            "product": met.operation == "Mult" and are_matrices and one[1] == other[0],
            "exchanged": are_matrices and one == other[::-1],
        }
    return {way for way, fits in ways.items() if fits}


_WHICH_INDEX = Message(
    "Over which index does the formula add up here? Which axis of each of the two arrays is that?"
)


def _of_sizes(message: str) -> Misfit | None:
    """A product of which no more is known than the sizes that do not fit."""
    said = PRODUCT.search(message)
    if said is None:
        return None
    rows, columns = map(int, said.groups())
    fact = Message(
        "In this product, size {columns} on the left meets size {rows} on the right.",
        columns=columns,
        rows=rows,
    )
    return Misfit(fact, _WHICH_INDEX)


def _of_product(met: Meeting, fits: set[Fit]) -> Misfit:
    one, other = met.left.shape, met.right.shape
    fact = Message(
        "In this product, shape {left} meets shape {right}: size {columns} on the left, size"
        " {rows} on the right.",
        left=one,
        right=other,
        columns=one[-1],
        rows=inner(other),
    )
    left = _named(met.left, Message("the array on the left"))
    right = _named(met.right, Message("the array on the right"))
    if "entries" in fits:
        question = Message(
            "Both have shape {shape}. Does entry meet entry in the formula, or does it add up over"
            " an index of both?",
            shape=one,
        )
    elif fits == {"columns"}:
        question = Message(
            "Here {left} and {right} have equally many columns. What do these count in each? Over"
            " which index does the formula add up?",
            left=left,
            right=right,
        )
    elif fits == {"rows"}:
        question = Message(
            "Here {left} and {right} have equally many rows. What do these count in each? Over"
            " which index does the formula add up?",
            left=left,
            right=right,
        )
    elif fits == {"order"}:
        question = Message(
            "Here {right} has as many columns as {left} has rows. Which of the two stands first in"
            " the formula?",
            left=left,
            right=right,
        )
    else:
        question = _WHICH_INDEX
    return Misfit(fact, question)


def _entry_by_entry(met: Meeting, fits: set[Fit]) -> Misfit | None:
    one, other = met.left.shape, met.right.shape
    if "axis" in fits:
        few, many = sorted((met.left, met.right), key=lambda operand: len(operand.shape))
        fact = Message(
            "numpy compares shapes from the last axis on: there {few} meets {many}.",
            few=few.shape[-1],
            many=many.shape[-1],
        )
        if len(few.shape) > 1:
            question = Message(
                "Which axis does the array with fewer axes lack? On which line was it lost?"
            )
            return Misfit(fact, question)
        shorter = _named(few, Message("the shorter array"))
        longer = _named(many, Message("the other one"))
        question = Message(
            "Should an entry of {few} meet a row of {many}, or a column? Does shape {shape} say"
            " that?",
            few=shorter,
            many=longer,
            shape=few.shape,
        )
        return Misfit(fact, question)
    if "product" in fits:
        fact = Message(
            "The * goes entry by entry. Shape {left} has as many columns as shape {right} has"
            " rows.",
            left=one,
            right=other,
        )
        question = Message(
            "Does the formula multiply entry by entry here, or does it add up over an index of"
            " both?"
        )
        return Misfit(fact, question)
    if "exchanged" in fits:
        fact = Message(
            "Shape {left} is shape {right} with rows and columns exchanged.", left=one, right=other
        )
        question = Message(
            "What do the rows count in each of the two arrays? Which of them has its axes as the"
            " formula needs them?"
        )
        return Misfit(fact, question)
    return None


def _named(operand: Operand, otherwise: Message) -> str | Message:
    is_short = 0 < len(operand.written) <= _LONGEST
    return operand.written if is_short else otherwise
