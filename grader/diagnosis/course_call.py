"""A call that stops in the assignment's own lines: at what the student's function returned, or at
something that the statement promises besides the formula."""

from __future__ import annotations

import ast
import re

from grader.diagnosis import course_names
from grader.diagnosis.complaint import in_our_words
from grader.diagnosis.explanation import Explanation
from grader.evidence import Evidence
from grader.language import CODES, Language
from grader.student.answers import Answer

_LEFT_OUT, _ASSERTED = "LeftOutError", "AssertionError"


def raised(answer: Answer) -> tuple[str, str] | None:
    """The name and the message of what the student's code raised where a key was left out."""
    _, _, below = answer.message.partition("\n") if answer.error == _LEFT_OUT else ("", "", "")
    error, _, message = below.partition(": ")
    return (error, message) if below else None


def explain(
    evidence: Evidence, answer: Answer, complaint: str, say: Language
) -> Explanation | None:
    """What the lines could not read, None where they did not stop. `complaint` is what Python
    says, in a sentence."""
    if answer.error == _LEFT_OUT:
        return _of_a_default(evidence, answer, say)
    stopped = answer.stopped
    if stopped is None:
        return None
    if answer.error == _ASSERTED and (said := _in_languages(answer)):
        return _of_a_promise(evidence, said.get(say.code, ""), say)
    lines = evidence.question.task.call.split("\n")
    line = lines[stopped.line - 1].strip() if 0 < stopped.line <= len(lines) else ""
    if not stopped.function:
        return Explanation(
            code="call",
            headline=say("cannot be called"),
            why=say(
                "The lines of the assignment that call {function} stop before it runs; tell your"
                " instructor. The line and what Python says:",
                function=evidence.question.task.function,
            )
            + f"\n  {line}\n{complaint}",
        )
    return Explanation(
        code=f"returns:{answer.error}",
        headline=say("returns something else"),
        why=say(
            "{function} returned {returned}. With that, this line of the assignment stops:",
            function=stopped.function,
            returned=stopped.returned,
        )
        + f"\n  {line}\n{complaint}",
        hints=(
            say(
                "Compare what {function} returns with the statement: how many things, in which"
                " order, of which types?",
                function=stopped.function,
            ),
        ),
    )


def _of_a_default(evidence: Evidence, answer: Answer, say: Language) -> Explanation:
    function = evidence.question.task.function
    head = evidence.question.signatures.get(function, "")
    options = (course_names.parameters(head) or [say("the dict")])[-1]
    key = re.match(r"\w*", answer.message)[0]  # type: ignore[index]
    return Explanation(
        code=f"left-out:{key or options}",
        headline=say("{key} left out", key=key or options),
        sentence=_without(function, key, options, answer, say),
        why="",
        right=say("The values, on all {count} inputs.", count=len(evidence.examples)),
        hints=(
            say(
                "What is {key} in the function where {options} does not hold it, and what is it in"
                " the statement?",
                key=key,
                options=options,
            )
            if key
            else say(
                "What is {options} in the function where the call does not give it?",
                options=options,
            ),
        ),
    )


def _without(function: str, key: str, options: str, answer: Answer, say: Language) -> str:
    if error := raised(answer):
        if not key:
            said = say("Without {options}, {function} stops.", options=options, function=function)
        else:
            said = say(
                "With {key} left out of {options}, {function} stops.",
                key=key,
                options=options,
                function=function,
            )
        # At the line of the student's code, what was raised is told.
        return said if answer.where is not None else f"{said} {in_our_words(*error, say)}"
    if not key:
        return say(
            "Without {options}, {function} does not do what it does with an empty dict.",
            options=options,
            function=function,
        )
    return say(
        "With {key} left out of {options}, {function} does not do what it does with the value in"
        " the statement.",
        key=key,
        options=options,
        function=function,
    )


def _of_a_promise(evidence: Evidence, said: str, say: Language) -> Explanation:
    return Explanation(
        code="promise",
        headline=say("not as the statement says"),
        sentence=said,
        why="",
        right=say("The values, on all {count} inputs.", count=len(evidence.examples)),
        hints=(
            say(
                "Print what {function} is given, and all that it returns or changes. Which line"
                " decides this?",
                function=evidence.question.task.function,
            ),
        ),
    )


def _in_languages(answer: Answer) -> dict[str, str]:
    """The message of an assertion by language, {} where it is none of {"en": …, "pt": …}."""
    try:
        said = ast.literal_eval(answer.message)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return {}
    is_complete = isinstance(said, dict) and all(isinstance(said.get(c), str) for c in CODES)
    return said if is_complete else {}
