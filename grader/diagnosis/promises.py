"""Something that the statement promises besides the formula, and that the function does not keep:
where to look for it."""

from __future__ import annotations

from dataclasses import replace

from grader.checks.promises import asserted, key_left_out, name_of_the_dict, raised
from grader.diagnosis import course_call
from grader.diagnosis.complaint import in_our_words
from grader.diagnosis.explanation import Explanation
from grader.evidence import Evidence
from grader.language import Language
from grader.student.answers import Answer


def explain(evidence: Evidence, say: Language) -> Explanation | None:
    """What is not kept; None where all is, or where that is only remarked on."""
    if evidence.unkept is None or evidence.question.task.setting("promises") != "graded":
        return None
    _, answer = evidence.unkept
    key = key_left_out(answer)
    if key is not None:
        return _of_a_default(evidence, answer, key, say)
    # The message of an assertion is for us to read, and may have been too long for that.
    is_ours = answer.error == "AssertionError" and answer.stopped is not None
    complaint = in_our_words(answer.error, "" if is_ours else answer.message, say)
    is_said = bool(asserted(answer))
    if not is_said and (found := course_call.explain(evidence, answer, complaint, say)):
        return replace(found, right=_values(evidence, say))
    return Explanation(
        code="promise",
        headline=say("not as the statement says"),
        # At the line of the student's code, what was raised is told.
        why="" if is_said or answer.where is not None else complaint,
        right=_values(evidence, say),
        hints=(
            say(
                "Print what {function} is given, and all that it returns or changes. Which line"
                " decides this?",
                function=evidence.question.task.function,
            ),
        ),
    )


def _of_a_default(evidence: Evidence, answer: Answer, key: str, say: Language) -> Explanation:
    options, error = name_of_the_dict(evidence, say), raised(answer)
    return Explanation(
        code=f"left-out:{key or options}",
        headline=say("{key} left out", key=key or options),
        why=in_our_words(*error, say) if error and answer.where is None else "",
        right=_values(evidence, say),
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


def _values(evidence: Evidence, say: Language) -> str:
    return say("The values, on all {count} inputs.", count=len(evidence.examples))
