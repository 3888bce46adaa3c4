"""Where a wrong result is wrong: the same row, the same diagonal, only on inputs of one kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.diagnosis.explanation import Explanation
from grader.evidence import Evidence
from grader.kinds import kinds
from grader.language import Language, Message


def pattern(evidence: Evidence, say: Language, part: int) -> Explanation | None:
    """The places, or else the inputs, to which the wrong entries of a part are confined."""
    return _places(evidence, say, part) or _inputs(evidence, say)


# --- places in the array -----------------------------------------------------------------------


def _eye(array: Any) -> Any:
    square = array.ndim == 2 and array.shape[0] == array.shape[1]
    return np.eye(len(array), dtype=bool) if square else np.zeros(array.shape, dtype=bool)


def _off_eye(array: Any) -> Any:
    return ~_eye(array) if _eye(array).any() else _eye(array)


def _line(array: Any, axis: int, index: int) -> Any:
    mask = np.zeros(array.shape, dtype=bool)
    if array.ndim == 2:
        np.moveaxis(mask, axis, 0)[index] = True
    return mask


_PLACES: tuple[tuple[str, Message, Message, Callable[[Any], Any]], ...] = (
    ("diagonal", Message("the diagonal"), Message("off the diagonal"), _eye),
    ("off-diagonal", Message("the entries off the diagonal"), Message("on it"), _off_eye),
    ("row-0", Message("row 0"), Message("in the other rows"), lambda a: _line(a, 0, 0)),
    ("row-last", Message("the last row"), Message("in the other rows"), lambda a: _line(a, 0, -1)),
    ("column-0", Message("column 0"), Message("in the other columns"), lambda a: _line(a, -1, 0)),
    (
        "column-last",
        Message("the last column"),
        Message("in the other columns"),
        lambda a: _line(a, -1, -1),
    ),
)


def _places(evidence: Evidence, say: Language, part: int) -> Explanation | None:
    masks = [
        judged.wrong
        for i in evidence.wrong(evidence.ordinary, part)
        if (j := evidence.judgements[i]) is not None and (judged := j.parts[part]).value is not None
        if judged.right.ndim == 2 and min(judged.right.shape) > 1
    ]
    if len(masks) < 3:
        return None
    name = evidence.parts[part]
    for code, place, elsewhere, confined_to in _PLACES:
        places = [confined_to(mask) for mask in masks]
        if any(
            inside.all() or (mask & ~inside).any()
            for mask, inside in zip(masks, places, strict=True)
        ):
            continue
        where = say(place)
        return Explanation(
            code=f"{code}:{name}" if name else code,
            headline=say("wrong: {place}", place=where),
            sentence=say(
                "What is wrong: {place}. It is right {elsewhere}.",
                place=where,
                elsewhere=say(elsewhere),
            )
            if not name
            else say(
                "What is wrong in {part}: {place}. It is right {elsewhere}.",
                place=where,
                part=name,
                elsewhere=say(elsewhere),
            ),
            why=say(
                "No known mistake matches. What the {count} inputs have in common: nothing but"
                " {place} is ever wrong.",
                count=len(evidence.examples),
                place=where,
            ),
            hints=(
                say(
                    "Which line of the code fills this place: {place}? How does it differ from what"
                    " fills the rest?",
                    place=where,
                ),
            ),
        )
    return None


# --- kinds of inputs ---------------------------------------------------------------------------


def _inputs(evidence: Evidence, say: Language) -> Explanation | None:
    # Of all parts: what is said is said of the function.
    wrong = set(evidence.wrong(evidence.ordinary))
    right = set(evidence.ordinary) - wrong
    if len(wrong) < 3 or len(right) < 3:
        return None
    # A result may come out right by chance on an input of the kind, never wrong on another.
    for code, kind in kinds(evidence, wrong, share=0.7):
        return Explanation(
            code=f"only-{code}",
            headline=say("wrong on some inputs only"),
            sentence=say(
                "Right on {count} inputs; wrong on those {kind}.",
                count=len(right),
                kind=say(kind),
            ),
            why=say(
                "No known mistake matches. What the wrong ones of the {count} inputs have in"
                " common: they are those {kind}.",
                count=len(evidence.examples),
                kind=say(kind),
            ),
            right=say("All {count} inputs that are not of this kind.", count=len(right)),
            hints=(
                say(
                    "What does the code do with an input {kind} that it does not do with the"
                    " others?",
                    kind=say(kind),
                ),
            ),
        )
    return None
