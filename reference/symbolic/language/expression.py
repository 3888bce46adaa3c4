"""The tree of a textbook formula, and the text that it prints as.

Trees are frozen and compared by structure. Each part knows the column at which it was read, which
does not count when trees are compared. Printing a tree and reading it again gives the same tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

Operator = Literal["+", "-", "*", "/", "^"]
Relation = Literal["<", "<=", ">", ">="]
Over = Literal["sum", "mean", "max", "min"]

# How many arguments a function takes.
FUNCTIONS = {
    "exp": 1,
    "log": 1,
    "sqrt": 1,
    "tanh": 1,
    "sin": 1,
    "cos": 1,
    "abs": 1,
    "sign": 1,
    "sigma": 1,
    "relu": 1,
    "floor": 1,
    "max": 2,
    "min": 2,
}
# How many whole arrays a function takes, and how many axes its result has.
WHOLE = {"norm": (1, 0), "solve": (2, 1)}
REDUCTIONS: frozenset[Over] = frozenset({"sum", "mean", "max", "min"})
RELATIONS: frozenset[Relation] = frozenset({"<", "<=", ">", ">="})


@dataclass(frozen=True)
class Expression:
    """A part of a formula."""

    column: int = field(default=0, compare=False, kw_only=True)

    @property
    def parts(self) -> tuple[Expression, ...]:
        """What this one is made of, from left to right."""
        return ()

    def __str__(self) -> str:
        return _text(self)


@dataclass(frozen=True)
class Number(Expression):
    """A number that is not negative and has finitely many decimals."""

    value: Fraction

    def __post_init__(self) -> None:
        rest = self.value.denominator
        for prime in (2, 5):
            while rest % prime == 0:
                rest //= prime
        if self.value < 0 or rest != 1:
            raise ValueError(f"{self.value} is not written as a decimal number")


@dataclass(frozen=True)
class Symbol(Expression):
    """A name and its index letters: x_lj has the name x and the indices "lj"."""

    name: str
    indices: str = ""

    @property
    def full_name(self) -> str:
        return f"{self.name}_{self.indices}" if self.indices else self.name


@dataclass(frozen=True)
class Delta(Expression):
    """Kronecker's delta: 1 where two indices are equal, else 0."""

    first: str
    second: str


@dataclass(frozen=True)
class Negation(Expression):
    """The negative of a term."""

    operand: Expression

    @property
    def parts(self) -> tuple[Expression, ...]:
        return (self.operand,)


@dataclass(frozen=True)
class Operation(Expression):
    """Two terms or factors with an operator between them."""

    operator: Operator
    left: Expression
    right: Expression

    @property
    def parts(self) -> tuple[Expression, ...]:
        return (self.left, self.right)


@dataclass(frozen=True)
class Application(Expression):
    """A function of FUNCTIONS at its arguments."""

    function: str
    arguments: tuple[Expression, ...]

    @property
    def parts(self) -> tuple[Expression, ...]:
        return self.arguments


@dataclass(frozen=True)
class Whole(Expression):
    """An entry of what a function makes of whole arrays, which are named without index letters.

    norm(g), or ‖g‖, is the root of the sum of all squares; solve_i(H, g) is s_i of the s with
    sum_j(H_ij*s_j) = g_i. What else there is, such as grad_i(w), is an input of the line. The
    arrays are no parts: a part is computed entry by entry.
    """

    function: str
    indices: str
    arguments: tuple[Symbol, ...]

    @property
    def full_name(self) -> str:
        return f"{self.function}_{self.indices}" if self.indices else self.function


@dataclass(frozen=True)
class Reduction(Expression):
    """The sum, mean or extreme over all values of an index."""

    function: Over
    index: str
    operand: Expression

    @property
    def parts(self) -> tuple[Expression, ...]:
        return (self.operand,)


@dataclass(frozen=True)
class Indicator(Expression):
    """[a > b]: 1 where it holds, else 0."""

    relation: Relation
    left: Expression
    right: Expression

    @property
    def parts(self) -> tuple[Expression, ...]:
        return (self.left, self.right)


@dataclass(frozen=True)
class Derivative(Expression):
    """d(a, x_j), the partial derivative of a by the variable x_j."""

    of: Expression
    wrt: Symbol

    @property
    def parts(self) -> tuple[Expression, ...]:
        return (self.of, self.wrt)


def walk(expression: Expression) -> Iterator[Expression]:
    """The expression and all parts of it, each before its own parts, from left to right."""
    stack = [expression]
    while stack:
        part = stack.pop()
        yield part
        stack.extend(reversed(part.parts))


# --- printing ----------------------------------------------------------------------------------

_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(5)
_STRENGTH = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "^": _POWER}


def _text(expression: Expression) -> str:
    match expression:
        case Number(value=value):
            return decimal(value)
        case Symbol():
            return expression.full_name
        case Delta(first=first, second=second):
            return f"delta_{first}{second}"
        case Negation(operand=operand):
            return f"-{_bracketed(operand, _SIGN)}"
        case Operation(operator="^", left=left, right=right):
            # The operator takes the exponent with its sign, and groups to the right.
            return f"{_bracketed(left, _ATOM)}^{_bracketed(right, _SIGN)}"
        case Operation(operator=operator, left=left, right=right):
            own = _STRENGTH[operator]
            between = f" {operator} " if own == _SUM else operator
            return f"{_bracketed(left, own)}{between}{_bracketed(right, own + 1)}"
        case Application(function=function, arguments=arguments):
            return f"{function}({', '.join(map(_text, arguments))})"
        case Whole(arguments=arguments):
            return f"{expression.full_name}({', '.join(map(_text, arguments))})"
        case Reduction(function=function, index=index, operand=operand):
            return f"{function}_{index}({_text(operand)})"
        case Indicator(relation=relation, left=left, right=right):
            return f"[{_text(left)} {relation} {_text(right)}]"
        case Derivative(of=of, wrt=wrt):
            return f"d({_text(of)}, {_text(wrt)})"
    raise TypeError(type(expression).__name__)


def _bracketed(expression: Expression, least: int) -> str:
    """The text, in brackets where the expression is held together less firmly than `least`."""
    strength = _ATOM
    match expression:
        case Operation(operator=operator):
            strength = _STRENGTH[operator]
        case Negation():
            strength = _SIGN
    text = _text(expression)
    return text if strength >= least else f"({text})"


def decimal(value: Fraction) -> str:
    """A number with finitely many decimals, all digits written out."""
    places = 0
    while value.denominator != 1:
        value, places = value * 10, places + 1
    digits = str(value.numerator).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits
