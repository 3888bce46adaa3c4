"""Whether the function keeps what the statement promises besides the formula: a default, or what
an assertion in the assignment's lines says."""

from __future__ import annotations

import ast
import re

from grader.assignment import parameters
from grader.counterexample import without_result
from grader.evidence import Evidence
from grader.language import CODES, Language
from grader.records import CheckResult
from grader.student.answers import Answer

_LEFT_OUT, _ASSERTED = "LeftOutError", "AssertionError"


def applies(evidence: Evidence) -> bool:
    return bool(evidence.question.more)


def check(evidence: Evidence, say: Language) -> CheckResult:
    if evidence.unkept is None:
        return CheckResult("promises", "passed")
    index, answer = evidence.unkept
    shown = (without_result(evidence, index),)
    return CheckResult("promises", "failed", _sentence(evidence, answer, say), shown)


def key_left_out(answer: Answer) -> str | None:
    """The key whose default is another one, "" for the dict as a whole; None where the answer tells
    of none."""
    if answer.error != _LEFT_OUT:
        return None
    return re.match(r"\w*", answer.message)[0]  # type: ignore[index]


def raised(answer: Answer) -> tuple[str, str] | None:
    """The name and the message of what the student's code raised where a key was left out."""
    _, _, below = answer.message.partition("\n") if answer.error == _LEFT_OUT else ("", "", "")
    error, _, message = below.partition(": ")
    return (error, message) if below else None


def asserted(answer: Answer) -> dict[str, str]:
    """The message of an assertion by language, {} where it is none of {"en": …, "pt": …}."""
    if answer.error != _ASSERTED or answer.stopped is None:
        return {}
    try:
        said = ast.literal_eval(answer.message)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return {}
    is_complete = isinstance(said, dict) and all(isinstance(said.get(c), str) for c in CODES)
    return said if is_complete else {}


def name_of_the_dict(evidence: Evidence, say: Language) -> str:
    """What the last argument of the student's function is called."""
    head = evidence.question.signatures.get(evidence.question.task.function, "")
    return (parameters(head) or [say("the dict")])[-1]


def _sentence(evidence: Evidence, answer: Answer, say: Language) -> str:
    key = key_left_out(answer)
    if key is None:
        said = asserted(answer).get(say.code)
        return said or say("Stops with an error in what is asked for besides the result.")
    function, options = evidence.question.task.function, name_of_the_dict(evidence, say)
    match bool(key), raised(answer) is not None:
        case True, True:
            return say(
                "With {key} left out of {options}, {function} stops.",
                key=key,
                options=options,
                function=function,
            )
        case True, False:
            return say(
                "With {key} left out of {options}, {function} does not do what it does with the"
                " value in the statement.",
                key=key,
                options=options,
                function=function,
            )
        case False, True:
            return say("Without {options}, {function} stops.", options=options, function=function)
    return say(
        "Without {options}, {function} does not do what it does with an empty dict.",
        options=options,
        function=function,
    )
