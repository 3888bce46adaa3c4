"""Several arrays returned where one is asked for, and one where several are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.answer_key import Right
from grader.comparison import Judgement, as_array, in_order, judge
from grader.diagnosis.explanation import Explanation
from grader.evidence import Evidence
from grader.language import Language, Message


def explain(evidence: Evidence, say: Language) -> Explanation | None:
    """What holds more arrays, or fewer, than were asked for, on every input; None for nothing."""
    returned = [
        (i, in_order(answer.value, evidence.parts))
        for i, answer in enumerate(evidence.answers)
        if answer.kind == "returned"
    ]
    values = [value for _, value in returned]
    if len(evidence.parts) > 1 and all(isinstance(v, np.ndarray | int | float) for v in values):
        return _too_few(evidence, say)
    for part, name in enumerate(evidence.parts):
        if evidence.question.key.right[0].layout(part) is not None:
            continue
        given = _of_part(values, part, len(evidence.parts))
        wanted = [evidence.question.key.right[i].parts[part] for i, _ in returned]
        if given and (many := _several(given, wanted)):
            place = _right_entry(evidence, [i for i, _ in returned], given, part)
            right = (
                ""
                if place is None
                else say(
                    "Entry [{index}] of it, on all {count} inputs.", index=place, count=len(given)
                )
            )
            is_number = all(one.ndim == 0 for one in wanted)
            call = evidence.question.call
            if call is not None and call.unpacked:
                return _in_its_place(call.unpacked, evidence, many, is_number=is_number, say=say)
            several_parts = len(evidence.parts) > 1
            return _too_many(
                many,
                name if several_parts else "",
                right,
                is_tuple=isinstance(given[0], tuple),
                is_number=is_number,
                say=say,
            )
    return None


def packed_alone(evidence: Evidence, say: Language) -> str:
    """That one array came inside a tuple or a list, in a sentence; "" where none did."""
    returned = [answer.value for answer in evidence.answers if answer.kind == "returned"]
    for part in range(len(evidence.parts)):
        given = _of_part(returned, part, len(evidence.parts))
        if not given or evidence.question.key.right[0].layout(part) is not None:
            continue
        if not all(isinstance(value, tuple | list) and len(value) == 1 for value in given):
            continue
        if isinstance(given[0], tuple):
            return say("The array came inside a tuple; it was read without it.")
        return say("The array came inside a list; it was read without it.")
    return ""


def _of_part(values: Sequence[Any], part: int, count: int) -> list[Any]:
    """What was returned for one part on each input; [] where the parts cannot be told apart."""
    if count == 1:
        return list(values)
    if not all(isinstance(value, tuple | list) and len(value) == count for value in values):
        return []
    return [value[part] for value in values]


def _several(given: Sequence[Any], wanted: Sequence[Any]) -> Message | None:
    """What all of the values are, where they hold several arrays for one. The rows of an array, or
    the numbers of one, in a list are that array."""
    kinds = {(type(value), len(value)) for value in given if isinstance(value, tuple | list)}
    if len(kinds) != 1 or not all(isinstance(value, tuple | list) for value in given):
        return None
    ((kind, count),) = kinds
    entries = [[as_array(entry) for entry in value] for value in given]
    if count < 2 or any(entry is None for value in entries for entry in value):
        return None
    if kind is list and not any(
        len({entry.shape for entry in value}) > 1 or value[0].ndim >= max(right.ndim, 1)
        for value, right in zip(entries, wanted, strict=True)
    ):
        return None
    if all(entry.ndim == 0 for value in entries for entry in value):
        numbers = Message("a list of {count} numbers", count=count)
        return numbers if kind is list else Message("a tuple of {count} numbers", count=count)
    if all(entry.ndim for value in entries for entry in value):
        arrays = Message("a list of {count} arrays", count=count)
        return arrays if kind is list else Message("a tuple of {count} arrays", count=count)
    values = Message("a list of {count} values", count=count)
    return values if kind is list else Message("a tuple of {count} values", count=count)


def _right_entry(
    evidence: Evidence, indices: Sequence[int], given: Sequence[Any], part: int
) -> int | None:
    """The place of the entry that is the right result on every input, None where there is none."""
    keys = [evidence.question.key.right[i] for i in indices]
    right = [Right((k.parts[part],), (k.tolerance[part],), is_single=k.is_single) for k in keys]
    return next(
        (
            place
            for place in range(len(given[0]))
            if all(judge(v[place], k, ("",)).is_right for v, k in zip(given, right, strict=True))
        ),
        None,
    )


def _sentence(part: str, many: Message, *, is_number: bool, say: Language) -> str:
    one = Message("one number") if is_number else Message("one array")
    if part:
        return say("{part} is {returned}, not {one}.", part=part, returned=many, one=one)
    return say("The function returned {returned}, not {one}.", returned=many, one=one)


def _too_many(
    many: Message, part: str, right: str, *, is_tuple: bool, is_number: bool, say: Language
) -> Explanation:
    return Explanation(
        code=f"shape:several:{part}" if part else "shape:several",
        headline=say(many),
        sentence=_sentence(part, many, is_number=is_number, say=say),
        why=say("In Python, values with commas between them are one tuple.") if is_tuple else "",
        right=right,
        hints=(
            say("Which of these values does the statement ask for? What are the others there for?"),
        ),
        is_unreadable=True,
    )


def _in_its_place(
    name: str, evidence: Evidence, many: Message, *, is_number: bool, say: Language
) -> Explanation:
    """Several arrays where the lines of an assignment expect one of the function's results."""
    return Explanation(
        code=f"shape:several:{name}",
        headline=say(many),
        sentence=_sentence(name, many, is_number=is_number, say=say),
        why="",
        hints=(
            say(
                "Which results does {function} return, and in which order? Compare with the"
                " statement.",
                function=evidence.question.task.function,
            ),
        ),
        is_unreadable=True,
    )


def _too_few(evidence: Evidence, say: Language) -> Explanation | None:
    """One array in place of a tuple. Where it has as many rows as there are parts, it looks like
    one, and each row like a part."""
    if all(judged is None or not _is_count(judged) for judged in evidence.judgements):
        return None
    return Explanation(
        code="shape:count",
        headline=say("one value, not {count}", count=len(evidence.parts)),
        sentence=say(
            "The function returned {described}; the statement asks for {count}: {names}.",
            described=Message("1 value"),
            count=len(evidence.parts),
            names=", ".join(evidence.parts),
        ),
        why="",
        hints=(say("Compare the line with return with the statement: what comes first there?"),),
        is_unreadable=True,
    )


def _is_count(judgement: Judgement) -> bool:
    return judgement.problem is not None and judgement.problem.problem == "count"
