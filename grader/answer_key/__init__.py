"""The answer key of a formula: its bank of inputs, each with the right result and a tolerance."""

from grader.answer_key.kept import answer_key
from grader.answer_key.key import AnswerKey
from grader.answer_key.right import (
    EPSILON,
    FLOAT32_UNITS,
    UNITS,
    Right,
    layouts,
    results,
    right_on,
)

__all__ = [
    "EPSILON",
    "FLOAT32_UNITS",
    "UNITS",
    "AnswerKey",
    "Right",
    "answer_key",
    "layouts",
    "results",
    "right_on",
]
