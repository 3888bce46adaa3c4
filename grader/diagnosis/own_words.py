"""The student's own functions, where a text names the formulas for which they stand."""

from __future__ import annotations

import re
from dataclasses import replace

from grader.diagnosis.explanation import Explanation
from grader.question import Question

# A name after one of these is that of a function, in either language.
_CALLED = "(?:(?<=[Cc]all )|(?<=[Cc]hame ))"


def with_own_functions(explanation: Explanation, question: Question) -> Explanation:
    """The explanation with the student's functions where its texts name formulas. A word that is
    also one of prose is a function where it is called, and that of this task in its next step."""
    others = {
        formula: function
        for formula, function in question.functions.items()
        if formula != function and formula not in question.signatures
    }
    if not others:
        return explanation
    called = re.compile(
        "|".join(
            rf"\b{name}\b" if "_" in name else rf"\b{name}(?=\()|{_CALLED}{name}\b"
            for name in others
        )
    )
    own = question.formula.name
    always = re.compile(rf"\b{own}\b|{called.pattern}") if own in others else called

    def named(text: str, pattern: re.Pattern[str] = called) -> str:
        return pattern.sub(lambda found: others[found[0]], text)

    return replace(
        explanation,
        headline=named(explanation.headline),
        sentence=named(explanation.sentence),
        why=named(explanation.why),
        right=named(explanation.right),
        hints=tuple(map(named, explanation.hints)),
        action=named(explanation.action, always),
        beside=tuple(with_own_functions(one, question) for one in explanation.beside),
    )
