"""What is wrong with a line that was written in the language of textbook formulas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

# Students read these, so each is a whole sentence that can be translated by itself.
MESSAGES: Mapping[str, str] = MappingProxyType(
    {
        # reading the text
        "line-too-long": "The line has {count} characters; at most {most} can be read.",
        "unknown-character": "Column {column}: the character {found} ({name}) cannot be read.",
        "latex": "Column {column}: LaTeX cannot be read. Write delta_ij, sum_k(exp(x_k)), x_lj.",
        "decimal-comma": "Column {column}: a decimal number has a point, as in 0.5.",
        "number-too-long": "Column {column}: the number {found} has too many digits.",
        "indices-expected": "Column {column}: index letters are expected after the underscore.",
        "expression-expected": (
            "Column {column}: a number, a name or ( is expected here, not {found}."
        ),
        "expression-expected-at-end": (
            "Column {column}: the line ends where a number, a name or ( is expected."
        ),
        "operator-expected": (
            "Column {column}: an operator is expected before {found}. A product needs its *."
        ),
        "expected": "Column {column}: {expected} is expected here, not {found}.",
        "expected-at-end": "Column {column}: the line ends where {expected} is expected.",
        "chained-comparison": (
            "Column {column}: two comparisons in a row. Write each one in its own brackets."
        ),
        "unknown-function": (
            "Column {column}: {name} is not a function. Known functions: {known}."
            " A product needs its *."
        ),
        "wrong-number-of-arguments": (
            "Column {column}: {name} takes {expected} arguments, and {count} stand here."
        ),
        "whole-arrays-expected": (
            "Column {column}: {name} takes whole arrays, named without index letters, as in"
            " {example}."
        ),
        "index-of-sum-expected": "Column {column}: over which index? Write {name}_k(...).",
        "two-letters-expected": "Column {column}: delta takes two index letters, as in delta_ij.",
        "repeated-index": "Column {column}: the index {index} stands twice in {name}.",
        "variable-expected": (
            "Column {column}: a derivative is taken by a variable, as in d(S_i, x_j)."
        ),
        "too-many-terms": "Column {column}: the line has more than {most} terms and factors.",
        "nested-too-deeply": "Column {column}: more than {most} brackets inside each other.",
        "exponent-too-large": "Column {column}: an exponent is a number up to {most}.",
        # the meaning of names
        "unknown-name": "Column {column}: {name} is not known here.",
        "unknown-name-nearest": (
            "Column {column}: {name} is not known here. The nearest name is {nearest}."
        ),
        "fixed-entry": (
            "Column {column}: {name} is not known here. An entry is written with an index"
            " letter, as in {array}_{letters}."
        ),
        "indices-missing": (
            "Column {column}: {name} needs {expected} index letters, as in {name}_{letters}."
        ),
        "wrong-number-of-indices": (
            "Column {column}: {name} takes {expected} index letters, and {count} stand here."
        ),
        "wrong-number-of-axes": (
            "The axes of the result are {expected} in number, and the index letters of the line"
            " {count}."
        ),
        "index-is-a-size": "Column {column}: {index} is a size, and cannot be an index letter.",
        "index-conflict": (
            "Column {column}: {index} ranges over {known} in this line, but at this place of"
            " {name} over {size}."
        ),
        "delta-conflict": (
            "Column {column}: in {name} one index ranges over {known}, the other one over {size}."
        ),
        "range-unknown": (
            "Column {column}: the range of {index} is not known, because it stands at no array."
        ),
        "free-index": (
            "Column {column}: the index {index} stands neither on the left nor under a sum."
        ),
        "too-many-indices": (
            "Column {column}: more than {most} index letters stand side by side here."
        ),
        "whole-array": (
            "Column {column}: {name} takes whole arrays, named without index letters and of sizes"
            " that fit."
        ),
        "missing-index": "The index {index} of the left side does not occur on the right.",
        "order-unknown": "The line has the indices {indices}: in which order are they meant?",
        "not-a-variable": (
            "Column {column}: a derivative is taken by a variable, and {name} is none."
        ),
        "derivative": "Column {column}: the derivative has to be worked out first.",
        # declarations
        "name-taken": "{name} is declared twice.",
        "name-reserved": "{name} already has a meaning, and cannot be declared.",
        "name-expected": "{text} cannot be declared: a name is expected, as in {example}.",
        "definition-expected": "A definition is written as in S_i := exp(x_i).",
        "recursion-expected": (
            "What is repeated says of the same arrays, in the same order, what they are before the"
            " first step and what each step makes of them, of the same sizes."
        ),
        "size-unknown": "{size} is not a size. Sizes: {known}.",
        "positive-first": "Write before it: assume {name} > 0.",
        "hypothesis-unknown": (
            "{text} cannot be assumed. Known forms: sum_k(y_ik) = 1, eps > 0, beta < 1, t >= 1."
        ),
    }
)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, as a key of MESSAGES and what to fill in.

    `column` counts the characters of the line from 1; 0 where none is to blame.
    """

    key: str
    column: int = 0
    values: tuple[tuple[str, str], ...] = ()

    @property
    def message(self) -> str:
        """The sentence in English."""
        return MESSAGES[self.key].format(column=self.column, **dict(self.values))


class LanguageError(ValueError):
    """A line that cannot be read, or that makes no sense where it stands."""

    def __init__(self, key: str, column: int = 0, **values: object) -> None:
        self.problem = Problem(key, column, tuple((n, str(v)) for n, v in values.items()))
        super().__init__(self.problem.message)
