"""Why a result has another shape: an axis too few or too many, exchanged, or of another argument.

Read off all results of a wrong shape together. The sizes of an input all differ, so that an axis
can be told by its letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.comparison import part_arrays
from grader.diagnosis import containers
from grader.diagnosis.explanation import Explanation
from grader.evidence import Evidence
from grader.language import Language, Message

_RELATIVE_TOLERANCE = 1e-9


@dataclass(frozen=True)
class _Result:
    """A result of a wrong shape beside the right one, with the sizes of its input by letter."""

    returned: Any
    right: Any
    tolerance: float
    sizes: Mapping[str, int]
    arguments: Mapping[str, tuple[int, ...]]

    @property
    def shapes(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        return self.returned.shape, self.right.shape


def explain(evidence: Evidence, say: Language) -> Explanation | None:
    """What all results of a wrong shape, or of several arrays for one, have in common, or None."""
    if found := containers.explain(evidence, say):
        return found
    problem = next((j.problem for j in evidence.judgements if j is not None and j.problem), None)
    if problem is None or problem.problem != "shape":
        return None
    part, results = _results(evidence)
    if all(_is_close(r, r.returned.T, r.right) for r in results):
        return None  # numbers and shape are those of the transpose, which is told elsewhere
    for reading in (_squeezed, _one_number, _transposed, _missing, _extra, _as_an_argument, _axes):
        if (read := reading(results)) is not None:
            return _told(read, evidence, part, len(results), say)
    return None


@dataclass(frozen=True)
class _Reading:
    """`code` for the teacher; `why` follows "On all 60 inputs", `besides` is a sentence more."""

    code: str
    why: Message
    hint: Message
    headline: Message | None = None
    besides: Message | None = None


def _told(found: _Reading, evidence: Evidence, part: int, count: int, say: Language) -> Explanation:
    ordinary = [j for i in evidence.ordinary if (j := evidence.judgements[i]) is not None]
    answered = sum(judgement is not None for judgement in evidence.judgements)
    if count == answered:
        where = say("on all {count} inputs", count=count)
    elif all(judgement.parts[part].problem == "shape" for judgement in ordinary):
        where = say("wherever no size is 1")
    else:
        where = say("on {some} of {count} inputs", some=count, count=answered)
    sentences = [say(found.why.text, **found.why.values, where=where)]
    sentences += [say(found.besides)] if found.besides else []
    name = evidence.parts[part]
    return Explanation(
        code=f"shape:{found.code}:{name}" if name else f"shape:{found.code}",
        headline=say(found.headline) if found.headline else "",
        why=" ".join(sentences),
        hints=(
            say(found.hint),
            say(
                "Compare with the statement: how many axes does the result have, and what does each"
                " of them count?"
            ),
        ),
    )


def _results(evidence: Evidence) -> tuple[int, list[_Result]]:
    """The first part that comes in a wrong shape, and all its results of a wrong shape."""
    wrong = [
        (part, i)
        for i, judgement in enumerate(evidence.judgements)
        if judgement is not None
        for part, judged in enumerate(judgement.parts)
        if judged.problem == "shape"
    ]
    first = wrong[0][0]
    found = []
    for part, i in wrong:
        arrays = part_arrays(evidence.answers[i].value, evidence.parts)
        if part == first and arrays is not None:
            example = evidence.examples[i]
            key = evidence.question.key.right[i]
            right = key.parts[part]
            near = float(np.max(key.tolerance[part], initial=0.0))
            shapes = {
                name: value.shape
                for name, value in example.inputs.items()
                if isinstance(value, np.ndarray)
            }
            returned = arrays[part].astype(float)
            found.append(_Result(returned, right, near, example.sizes, shapes))
    return first, found


# --- readings, the most telling first ------------------------------------------------------------


def _squeezed(results: Sequence[_Result]) -> _Reading | None:
    letter = _letter(results, [1] * len(results))
    if not letter or any(
        result.returned.shape != tuple(size for size in result.right.shape if size != 1)
        for result in results
    ):
        return None
    return _Reading(
        code="squeezed",
        why=Message(
            "Where {letter} = 1, the axis of that size is gone; with other sizes there is no such"
            " axis, so nothing happens.",
            letter=letter,
        ),
        hint=Message(
            "Print the shape after every line for {letter} = 1. Which line removes an axis?",
            letter=letter,
        ),
    )


def _one_number(results: Sequence[_Result]) -> _Reading | None:
    if any(result.returned.size != 1 for result in results):
        return None
    besides = {
        "": None,
        "sum": Message("It is the sum of all entries of the right result."),
        "mean": Message("It is the mean of all entries of the right result."),
    }[_made_of_right(results, [None])]
    return _Reading(
        code="one-number",
        headline=Message("one number, not an array"),
        why=Message("A single number comes back {where}, where an array is asked for."),
        hint=Message(
            "Which calls turn a whole array into one number? Along which axes should they work?"
        ),
        besides=besides,
    )


def _transposed(results: Sequence[_Result]) -> _Reading | None:
    if any(returned != right[::-1] for returned, right in (r.shapes for r in results)):
        return None
    return _Reading(
        code="transposed",
        headline=Message("axes exchanged"),
        why=Message("The axes come in the opposite order {where}; the numbers differ, too."),
        hint=Message(
            "Print the shape after every line. After which one do the axes change places?"
        ),
    )


def _missing(results: Sequence[_Result]) -> _Reading | None:
    axes = _common(_left_out(right, returned) for returned, right in (r.shapes for r in results))
    if not axes:
        return None
    letter = _letter(results, [r.right.shape[axes[0]] for r in results])
    besides = {
        "": None,
        "sum": Message("What comes back is the right result, added up along that axis."),
        "mean": Message("What comes back is the right result, averaged along that axis."),
    }[_made_of_right(results, axes)]
    return _Reading(
        code=f"missing-{letter}" if letter else "missing",
        headline=Message("an axis is missing"),
        why=Message("An axis of size {letter} is missing {where}.", letter=letter)
        if letter
        else Message("One axis is missing {where}."),
        hint=Message(
            "Print the shape after every line. Which line takes that axis away, and what did it"
            " count?"
        ),
        besides=besides,
    )


def _extra(results: Sequence[_Result]) -> _Reading | None:
    axes = _common(_left_out(returned, right) for returned, right in (r.shapes for r in results))
    if not axes:
        return None
    letter = _letter(results, [r.returned.shape[axes[0]] for r in results])
    hint = Message("Which index does the formula in the statement add up over?")
    besides = {
        "": None,
        "sum": Message("Added up along that axis, the numbers are the right ones."),
        "mean": Message("Averaged along that axis, the numbers are the right ones."),
    }[_makes_right(results, axes)]
    if besides is None and all(_is_square(r.returned.shape) for r in results):
        besides = Message(
            "numpy makes such a square where a column, of shape (n, 1), meets a row, of shape (n,)."
        )
        hint = Message("Print the shapes of both sides of every operation. Where do they differ?")
    return _Reading(
        code=f"extra-{letter}" if letter else "extra",
        headline=Message("an axis too many"),
        why=Message("There is an axis of size {letter} too many {where}.", letter=letter)
        if letter
        else Message("There is one axis too many {where}."),
        hint=hint,
        besides=besides,
    )


def _as_an_argument(results: Sequence[_Result]) -> _Reading | None:
    names = [
        name
        for name in results[0].arguments
        if all(r.arguments.get(name) == r.returned.shape for r in results)
    ]
    if not names:
        return None
    besides = {
        "": None,
        "sum": Message("Added up, its entries give the right number."),
        "mean": Message("Averaged, its entries give the right number."),
    }[_makes_right(results, [None])]
    return _Reading(
        code=f"as-{names[0]}",
        why=Message("The shape is that of {name} {where}.", name=names[0]),
        hint=Message(
            "What does each axis of {name} count, and what should each axis of the result count?",
            name=names[0],
        ),
        besides=besides,
    )


def _axes(results: Sequence[_Result]) -> _Reading | None:
    returned, right = (_by_letters(results, side) for side in (0, 1))
    if not returned or not right:
        return None
    return _Reading(
        code="axes",
        why=Message(
            "The shape is {returned} {where}; {right} is asked for.", returned=returned, right=right
        ),
        hint=Message("Print the shape after every line. Which one has an axis that it should not?"),
    )


# --- axes ----------------------------------------------------------------------------------------


def _left_out(longer: tuple[int, ...], shorter: tuple[int, ...]) -> set[int]:
    """The axes, counted from the last (-1), without each of which one shape is the other."""
    return {
        axis - len(longer)
        for axis in range(len(longer))
        if longer[:axis] + longer[axis + 1 :] == shorter
    }


def _common(axes: Iterator[set[int]]) -> list[int]:
    return sorted(set.intersection(*axes))


def _letter(results: Sequence[_Result], sizes: Sequence[int]) -> str:
    """The letter that has these sizes, one for each of the results; "" where none or several do."""
    fitting = [
        {letter for letter, size in result.sizes.items() if size == wanted}
        for result, wanted in zip(results, sizes, strict=True)
    ]
    common = set.intersection(*fitting)
    return common.pop() if len(common) == 1 else ""


def _by_letters(results: Sequence[_Result], side: int) -> str:
    """The shape on one side in letters, "(N, D)"; "" where it cannot be told."""
    shapes = [result.shapes[side] for result in results]
    if len({len(shape) for shape in shapes}) > 1:
        return ""
    letters = [_letter(results, sizes) for sizes in zip(*shapes, strict=True)]
    return f"({', '.join(letters)}{',' * (len(letters) == 1)})" if all(letters) else ""


def _is_square(shape: tuple[int, ...]) -> bool:
    return len(shape) == 2 and shape[0] == shape[1]


# --- numbers -------------------------------------------------------------------------------------


_REDUCTIONS: tuple[tuple[str, Callable[..., Any]], ...] = (("sum", np.sum), ("mean", np.mean))


def _made_of_right(results: Sequence[_Result], axes: Sequence[int | None]) -> str:
    """Whether what is returned is the "sum" or the "mean" of what is right along one of the axes,
    None for all of them together; else ""."""
    for name, reduced in _REDUCTIONS:
        for axis in axes:
            if all(_is_close(r, r.returned, reduced(r.right, axis=axis)) for r in results):
                return name
    return ""


def _makes_right(results: Sequence[_Result], axes: Sequence[int | None]) -> str:
    """Whether the "sum" or the "mean" of what is returned is right; else ""."""
    for name, reduced in _REDUCTIONS:
        for axis in axes:
            if all(_is_close(r, reduced(r.returned, axis=axis), r.right) for r in results):
                return name
    return ""


def _is_close(result: _Result, one: Any, other: Any) -> bool:
    one, other = np.asarray(one), np.asarray(other)
    if one.size == other.size == 1:
        one, other = one.reshape(()), other.reshape(())
    if one.shape != other.shape or not np.isfinite(other).all():
        return False
    slack = result.tolerance + _RELATIVE_TOLERANCE * float(np.abs(other).max(initial=0.0))
    return bool(np.all(np.abs(one - other) <= result.right.size * slack))
