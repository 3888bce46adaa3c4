"""Where a wrong result is wrong: the same row, the same diagonal, only on inputs of one kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.diagnosis.explanation import Explanation
from grader.evidence import Evidence
from grader.kinds import kinds
from grader.language import Language, Message

_FEWEST = 3  # results: one or two may look like anything


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


def _masks(evidence: Evidence, indices: tuple[int, ...], part: int) -> list[Any]:
    """Which entries are wrong, of each wrong result that has rows and columns."""
    return [
        judged.wrong
        for i in evidence.wrong(indices, part)
        if (j := evidence.judgements[i]) is not None and (judged := j.parts[part]).value is not None
        if judged.right.ndim == 2 and min(judged.right.shape) > 1
    ]


def _are_confined(masks: list[Any], place: Callable[[Any], Any]) -> bool:
    """Whether what is wrong is always in the place, and the place is never all that there is."""
    return not any((inside := place(mask)).all() or (mask & ~inside).any() for mask in masks)


def _places(evidence: Evidence, say: Language, part: int) -> Explanation | None:
    masks = _masks(evidence, evidence.ordinary, part)
    if len(masks) < _FEWEST:
        return None
    every = tuple(range(len(evidence.examples)))
    name = evidence.parts[part]
    for code, place, elsewhere, confined_to in _PLACES:
        if not _are_confined(masks, confined_to):
            continue
        on_all = _are_confined(_masks(evidence, every, part), confined_to)
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
                count=len(every if on_all else evidence.ordinary),
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
    if len(wrong) < _FEWEST or len(right) < _FEWEST:
        return None
    for code, kind in kinds(evidence, wrong):
        sentence = say(
            "Right on {count} inputs; wrong on those {kind}.", count=len(right), kind=say(kind)
        )
        good = say("All {count} inputs that are not of this kind.", count=len(right))
        return _of_kind(code, kind, sentence, good, evidence, say)
    # A result may come out right by chance on an input of the kind, never wrong on another.
    for code, kind in kinds(evidence, wrong, share=0.7):
        sentence = say(
            "Right on {count} inputs; the wrong ones are all inputs {kind}.",
            count=len(right),
            kind=say(kind),
        )
        return _of_kind(code, kind, sentence, "", evidence, say)
    return None


def _of_kind(
    code: str, kind: Message, sentence: str, right: str, evidence: Evidence, say: Language
) -> Explanation:
    return Explanation(
        code=f"only-{code}",
        headline=say("wrong on some inputs only"),
        sentence=sentence,
        why=say(
            "No known mistake matches. What the wrong ones of the {count} inputs have in common:"
            " they are inputs {kind}.",
            count=len(evidence.ordinary),
            kind=say(kind),
        ),
        right=right,
        hints=(
            say(
                "What does the code do with an input {kind} that it does not do with the others?",
                kind=say(kind),
            ),
        ),
    )
