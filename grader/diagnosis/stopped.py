"""A function that raised, hung or ended its process: where, and what that means."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from grader.diagnosis import course_call
from grader.diagnosis.explanation import Explanation
from grader.evidence import Evidence
from grader.language import Language, Message
from grader.records import Where
from grader.student.answers import Answer, Failure

_MOST_SOURCE = 60  # characters of a line that is shown


class _Complaint(NamedTuple):
    """How an exception reads in our words; the groups of the pattern fill in a, b, …"""

    error: str
    pattern: str
    sentence: Message


_COMPLAINTS = tuple(
    _Complaint(*complaint)
    for complaint in (
        (
            "ValueError",
            r"matmul: .*size (?P<a>\d+) is different from (?P<b>\d+)",
            Message("ValueError, from numpy: sizes {a} and {b} do not fit in the product."),
        ),
        (
            "ValueError",
            r"shapes (?P<a>\(.*?\)) and (?P<b>\(.*?\)) not aligned",
            Message("ValueError, from numpy: shapes {a} and {b} do not fit in the product."),
        ),
        (
            "ValueError",
            r"could not be broadcast together with shapes (?P<a>\(.*?\)) (?P<b>\(.*?\))",
            Message("ValueError, from numpy: shapes {a} and {b} do not fit together."),
        ),
        (
            "ValueError",
            r"could not broadcast input array from shape (?P<a>\(.*?\)) into shape (?P<b>\(.*?\))",
            Message("ValueError, from numpy: shape {a} does not fit into shape {b}."),
        ),
        (
            "ValueError",
            r"truth value of an array",
            Message("ValueError, from numpy: an array stands where one true or false is needed."),
        ),
        (
            "ValueError",
            r"assignment destination is read-only",
            Message("ValueError, from numpy: this array cannot be written to."),
        ),
        (
            "ValueError",
            r"not enough values to unpack \(expected (?P<a>\d+), got (?P<b>\d+)\)",
            Message("ValueError: {a} names on the left, {b} values on the right."),
        ),
        (
            "ValueError",
            r"too many values to unpack \(expected (?P<a>\d+)",
            Message("ValueError: {a} names on the left, more values on the right."),
        ),
        (
            "IndexError",
            r"index (?P<a>-?\d+) is out of bounds for axis (?P<b>\d+) with size (?P<c>\d+)",
            Message("IndexError: index {a} does not exist, axis {b} has size {c}."),
        ),
        (
            "IndexError",
            r"too many indices for array: array is (?P<a>\d+)-dimensional, but (?P<b>\d+) were",
            Message("IndexError: {b} indices for an array with {a} axes."),
        ),
        (
            "AxisError",
            r"axis (?P<a>-?\d+) is out of bounds for array of dimension (?P<b>\d+)",
            Message("AxisError, from numpy: axis {a} does not exist, the array has {b} axes."),
        ),
        (
            "NameError",
            r"name '(?P<a>\w+)' is not defined",
            Message("NameError: the name {a} is not defined."),
        ),
        (
            "UnboundLocalError",
            r"local variable '(?P<a>\w+)'",
            Message("UnboundLocalError: {a} is read before it is given a value."),
        ),
        (
            "TypeError",
            r"takes (?P<a>\d+) positional arguments? but (?P<b>\d+) (?:was|were) given",
            Message("TypeError: called with {b} arguments, made for {a}."),
        ),
        (
            "TypeError",
            r"missing \d+ required positional arguments?: (?P<a>.+)",
            Message("TypeError: called without a value for {a}."),
        ),
        (
            "TypeError",
            r"'(?P<a>\w+)' object is not callable",
            Message("TypeError: called as a function, but it is of type {a}."),
        ),
        ("MemoryError", r"", Message("MemoryError: more memory is asked for than there is.")),
        ("RecursionError", r"", Message("RecursionError: the function calls itself without end.")),
        ("ZeroDivisionError", r"", Message("ZeroDivisionError: a division by the number 0.")),
        (
            "ModuleNotFoundError",
            r"No module named '(?P<a>[\w.]+)'",
            Message("ModuleNotFoundError: the module {a} is not there."),
        ),
        (
            "ImportError",
            r"(?P<a>[\w.]+) is not among what may be imported here: (?P<b>.+)",
            Message("Not imported: {a}. Of the modules, this assignment allows {b}."),
        ),
        ("KeyError", r"^'(?P<a>\w+)'$", Message("KeyError: there is no key {a}.")),
        ("LinAlgError", r"Singular matrix", Message("LinAlgError: the matrix has no inverse.")),
    )
)


def in_our_words(error: str, message: str, say: Language) -> str:
    """An exception as a sentence; Python's own text only where we have none for it."""
    if known := _known(error, message):
        return say(known)
    return f"{error}: {message}" if message else f"{error}."


def is_in_our_words(error: str, message: str) -> bool:
    """Whether there is a sentence of ours for an exception."""
    return _known(error, message) is not None


def _known(error: str, message: str) -> Message | None:
    for known in _COMPLAINTS:
        if error == known.error and (found := re.search(known.pattern, message)):
            return Message(known.sentence.text, **found.groupdict())
    return None


def what_became_of(failure: Failure, say: Language) -> str:
    """What stopped a statement outside the functions, in a sentence."""
    match failure.kind:
        case "raised":
            return in_our_words(failure.error, failure.message, say)
        case "timeout":
            return say("No end within {seconds} seconds.", seconds=f"{failure.limit:g}")
        case "died":
            return say("The process ended on this line.")
        case "unread":
            return say(
                "Python cannot read cell {cell}, so nothing in that cell was run.",
                cell=failure.where.cell,
            )
        case _:
            return say("Not reached in the time that the whole submission may take to load.")


def stopped_answer(evidence: Evidence) -> tuple[int, Answer] | None:
    """The simplest example on which the function gave no answer."""
    for i, answer in enumerate(evidence.answers):
        if answer.kind in ("raised", "timeout", "too large", "died"):
            return i, answer
    return None


def explain(evidence: Evidence, say: Language) -> Explanation | None:
    """Why there is no answer, or None where there is one on every input."""
    found = stopped_answer(evidence)
    if found is None:
        return None
    index, answer = found
    if answer.kind == "timeout":
        return _explain_timeout(index, answer, say)
    if answer.kind == "too large":
        return Explanation(
            code="too-large",
            headline=say("returns too much"),
            why=say(
                "The results of all calls together are larger than what is kept of them. On these"
                " inputs a right result holds a few numbers."
            ),
            hints=(say("Print the shape of the result for this example. Is it as expected?"),),
        )
    if answer.kind == "died":
        return Explanation(
            code="died",
            headline=say("ends the process"),
            why=say(
                "The call never returns: the whole process is gone. os._exit does that, and so"
                " does a crash in compiled code."
            ),
            hints=(say("Which line ends the program, or calls something that is not Python?"),),
        )
    complaint = in_our_words(answer.error, answer.message, say)
    if said := course_call.explain(evidence, answer, complaint, say):
        return said
    return Explanation(
        code=f"error:{answer.error}",
        headline=_headline(evidence, index, say),
        why=_lost_name(evidence, answer, say)
        or _removed_axis(evidence, index, answer, say)
        # Of a function that was never entered there is no line to show it at.
        or (complaint if evidence.question.task.call and answer.where is None else ""),
        right=_right_elsewhere(evidence, say),
        hints=(_hint(answer, say),),
    )


def where(answer: Answer, say: Language) -> Where | None:
    """The line of the student's code, with what there is to say about it."""
    if answer.where is None:
        return None
    notes = []
    if answer.kind == "raised":
        notes.append(in_our_words(answer.error, answer.message, say))
        shapes = [
            say("{name} has shape {shape}", name=name, shape=shape) for name, shape in answer.shapes
        ]
        if shapes:
            notes.append(say("At this line {shapes}.", shapes=say.listed(shapes)))
    place = answer.where
    return Where(place.cell, place.line, place.source, notes=tuple(notes))


def _headline(evidence: Evidence, index: int, say: Language) -> str:
    if len(evidence.unanswered(evidence.ordinary)) == len(evidence.ordinary):
        return say("stops with an error")
    alone = [letter for letter, size in evidence.examples[index].sizes.items() if size == 1]
    if len(alone) == 1:
        return say("stops when {letter} = 1", letter=alone[0])
    return say("stops on some inputs")


def _lost_name(evidence: Evidence, answer: Answer, say: Language) -> str:
    """The line outside the functions that would have given the name a value, and its fate."""
    found = re.match(r"name '(\w+)' is not defined", answer.message)
    lost = evidence.lost.get(found[1]) if found and answer.error == "NameError" else None
    if lost is None or found is None:
        return ""
    place = lost.where
    reason = what_became_of(lost, say)
    if place.cell is None:
        said = say(
            "The name {name} comes from line {line}, which was not run to its end. {reason}",
            name=found[1],
            line=place.line,
            reason=reason,
        )
    else:
        said = say(
            "The name {name} comes from line {line} of cell {cell}, which was not run to its end."
            " {reason}",
            name=found[1],
            line=place.line,
            cell=place.cell,
            reason=reason,
        )
    return f"{said}\n  {place.source[:_MOST_SOURCE]}"


def _removed_axis(evidence: Evidence, index: int, answer: Answer, say: Language) -> str:
    """The most frequent cause on a size of 1: a squeeze somewhere before the line."""
    inputs = evidence.examples[index].inputs
    for name, shape in answer.shapes:
        value = inputs.get(name)
        given = value.shape if isinstance(value, np.ndarray) else ()
        if 1 in given and len(shape) < len(given) and answer.where is not None:
            return say(
                "{name} came in with shape {given}. Before line {line}, its axis of size 1 was"
                " removed; where no size is 1 there is no such axis, so nothing happens.",
                name=name,
                given=given,
                line=answer.where.line,
            )
    return ""


def _right_elsewhere(evidence: Evidence, say: Language) -> str:
    everything = tuple(range(len(evidence.examples)))
    answered = [i for i in everything if evidence.answers[i].kind == "returned"]
    if not answered or evidence.wrong(everything):
        return ""
    return say("The result on all {count} inputs that are answered.", count=len(answered))


def _hint(answer: Answer, say: Language) -> str:
    match answer.error:
        case "TypeError" if "argument" in answer.message:
            return say(
                "Compare the line that begins with def with the signature in the statement: the"
                " same arguments, in the same order?"
            )
        case "NameError" | "ModuleNotFoundError" | "ImportError":
            return say("Where is this name given a value, or imported? Was that line run?")
        case "RecursionError":
            return say("On which input should the function stop calling itself?")
        case "MemoryError":
            return say(
                "Print the shape of every array that the function makes. Which is too large?"
            )
        case "SystemExit" | "KeyboardInterrupt":
            return say("Which line ends the program? A function returns its result instead.")
        case "ValueError" | "IndexError" | "AxisError" | "LinAlgError":
            return say(
                "Print the shapes of the arrays on that line, for this example. Which one is not"
                " what the line needs?"
            )
        case _:
            return say("Print the names on that line, for this example. Which one is not as meant?")


def _explain_timeout(index: int, answer: Answer, say: Language) -> Explanation:
    hint = say(
        "Write down the variables of the loop before it, after one round and after two. Which of"
        " them does the condition read? Does it change?"
    )
    headline = say("no answer within {seconds} s", seconds=f"{answer.limit:g}")
    action = say("fill in that little table for the example, change the loop, and run")
    if index == 0:
        why = say(
            "The loop was still running when it was stopped. On an input this small, that almost"
            " surely means that it never ends."
        )
        return Explanation("timeout", headline, why, hints=(hint,), action=action)
    if answer.is_batch:
        return Explanation(
            code="slow",
            headline=say("too slow"),
            why=say(
                "No single call takes too long, but all of them together do. On inputs this small a"
                " call should take far less than a second."
            ),
            hints=(say("What does the function do that does not depend on its arguments?"),),
        )
    why = say(
        "{count} smaller inputs are answered in time. On this one the code was still running when"
        " it was stopped: it is too slow, or does not end on inputs like this.",
        count=index,
    )
    return Explanation("timeout", headline, why, hints=(hint,), action=action)
