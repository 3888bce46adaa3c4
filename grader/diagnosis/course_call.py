"""A call that stops in the assignment's own lines, with what the student's function returned."""

from __future__ import annotations

import re

from grader.diagnosis.explanation import Explanation
from grader.evidence import Evidence
from grader.language import Language
from grader.student.answers import Answer

_OPENED = re.compile(r",\s*\{?\s*$")  # the message of an assertion stands on the lines below


def explain(
    evidence: Evidence, answer: Answer, complaint: str, say: Language
) -> Explanation | None:
    """What the lines could not read, None where they did not stop. `complaint` is what Python
    says, in a sentence."""
    stopped = answer.stopped
    if stopped is None:
        return None
    lines = evidence.question.task.call.split("\n")
    line = lines[stopped.line - 1].strip() if 0 < stopped.line <= len(lines) else ""
    line = _OPENED.sub("", line)
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
