"""What exceptions say, the same in every run: a time, a process id or a temporary name is left out.

Only a text for which there is no sentence of ours is shown as it stands. It is asked for once more,
in a new process; what the two runs do not share becomes "...", and so does what looks like a clock,
which may stand still between two runs and not between two days.
"""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher

import msgspec

from grader.diagnosis.complaint import is_in_our_words
from grader.diagnosis.stopped import stopped_answer
from grader.evidence import Evidence
from grader.student.answers import Call, Failure, Loaded, OutOfTimeError
from grader.student.process import Student

_LEFT_OUT = "..."
_TIME = r"\d\d?:\d\d:\d\d(?:\.\d+)?"
# A date and a time, either of them, or the seconds since 1970.
_CLOCK = re.compile(rf"\d{{4}}-\d\d-\d\d(?:[ T]{_TIME})?|{_TIME}|(?<![\d.])\d{{9,}}(?:\.\d+)?")


def with_steady_failures(student: Student, loaded: Loaded) -> Loaded:
    """What became of loading, told in texts that every run shares. Loads once more if need be."""
    if all(_is_steady(failure) for failure in loaded.failed):
        return loaded
    try:
        again = student.reload()
    except OutOfTimeError:
        again = Loaded({}, ())
    seen = {(failure.where, failure.error): failure.message for failure in again.failed}

    def steady(failure: Failure) -> Failure:
        if _is_steady(failure):
            return failure
        other = seen.get((failure.where, failure.error), "")
        return msgspec.structs.replace(failure, message=shared(failure.message, other))

    return msgspec.structs.replace(loaded, failed=tuple(map(steady, loaded.failed)))


def with_steady_message(student: Student, evidence: Evidence) -> Evidence:
    """The evidence on a function that raises, its message as every run tells it."""
    found = stopped_answer(evidence) or evidence.unkept
    if found is None or found[1].kind != "raised":
        return evidence
    index, answer = found
    if not answer.message or is_in_our_words(answer.error, answer.message):
        return evidence
    student.close()
    try:
        question = evidence.question
        name = question.more if found is evidence.unkept else question.function
        call = Call(name, tuple(evidence.examples[index].inputs.values()))
        (again,) = student.answers([call])
    except OutOfTimeError:
        again = None
    other = again.message if again is not None and again.error == answer.error else ""
    steady = msgspec.structs.replace(answer, message=shared(answer.message, other))
    if found is evidence.unkept:
        return evidence.besides(unkept=(index, steady))
    answers = (*evidence.answers[:index], steady, *evidence.answers[index + 1 :])
    return replace(evidence, answers=answers)


def shared(one: str, other: str) -> str:
    """The words that two texts share, "..." for the others; "" where they share none."""
    mine, theirs = without_clocks(one), without_clocks(other)
    if mine == theirs:
        return mine
    a, b = mine.split(), theirs.split()
    words: list[str] = []
    for kind, start, end, *_ in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "equal":
            words += a[start:end]
        elif words[-1:] != [_LEFT_OUT]:
            words.append(_LEFT_OUT)
    return " ".join(words) if any(word != _LEFT_OUT for word in words) else ""


def without_clocks(text: str) -> str:
    """The text without what reads like a date or a time."""
    return _CLOCK.sub(_LEFT_OUT, text)


def _is_steady(failure: Failure) -> bool:
    told = failure.kind != "raised" or not failure.message
    return told or is_in_our_words(failure.error, failure.message)
