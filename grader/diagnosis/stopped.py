"""A function that raised, hung or ended its process: where, and what that means."""

from __future__ import annotations

import re

import numpy as np

from grader.checks import promises
from grader.diagnosis import course_call
from grader.diagnosis.complaint import in_our_words, is_bygone
from grader.diagnosis.explanation import Explanation
from grader.diagnosis.misfit import misfit
from grader.evidence import Evidence
from grader.language import Language
from grader.records import Where
from grader.student.answers import Answer, Failure

_MISFIT_CALL = re.compile(r"(positional|keyword|required) .*argument|keyword-only")
_MOST_SOURCE = 60  # characters of a line that is shown


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
    shapes = misfit([one for one in evidence.answers[index:] if one.kind == "raised"])
    return Explanation(
        code=f"error:{answer.error}",
        headline=_headline(evidence, index, say),
        why=_lost_name(evidence, answer, say)
        or _removed_axis(evidence, index, answer, say)
        or (say(shapes.fact) if shapes else "")
        # Of a function that was never entered there is no line to show it at.
        or (complaint if answer.where is None else ""),
        right=_right_elsewhere(evidence, say),
        hints=(*((say(shapes.question),) if shapes else ()), _hint(answer, say)),
    )


def where(answer: Answer, say: Language) -> Where | None:
    """The line of the student's code, with what there is to say about it."""
    if answer.where is None:
        return None
    notes = []
    if answer.kind == "raised":
        error = promises.raised(answer) or (answer.error, answer.message)
        notes.append(in_our_words(*error, say))
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
        others = [size for size in given if size != 1]
        is_squeezed = len(shape) < len(given) and others == [size for size in shape if size != 1]
        if is_squeezed and answer.where is not None:
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
        case "TypeError" if _MISFIT_CALL.search(answer.message) and answer.where is not None:
            return say(
                "Compare that call with the definition of the function that it calls: as many"
                " arguments, with the same names?"
            )
        case "TypeError" if _MISFIT_CALL.search(answer.message):
            return say(
                "Compare the line that begins with def with the signature in the statement: the"
                " same arguments, in the same order?"
            )
        case "NameError" | "AttributeError" if is_bygone(answer.error, answer.message):
            return say("Under which name does the version that is installed have this?")
        case "ValueError" if "to unpack" in answer.message:
            return say(
                "How many values stand on the right of that line, and where were they put together?"
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
