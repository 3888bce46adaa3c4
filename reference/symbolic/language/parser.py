"""Reads the plain-text language of textbook lines and derivations into a tree.

    S_i*(delta_ij - S_j)        d(S_i, x_j)  or  ∂S_i/∂x_j        -(1/N)*Σ_l(y_l*ln(a_l))

A number, or a name with its index letters behind an underscore; + − * / ^ with the usual strengths,
^ to the right; the functions of `expression.FUNCTIONS`; sum_k(…), mean_k(…), max_k(…), min_k(…);
delta_ij; |a|; [a > b], which is 1 or 0; of whole arrays norm(g), which is ‖g‖, and
solve_i(H, g). A product needs its *. Nothing is ever evaluated as code.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from reference.symbolic.language.expression import (
    FUNCTIONS,
    REDUCTIONS,
    RELATIONS,
    WHOLE,
    Application,
    Delta,
    Derivative,
    Expression,
    Indicator,
    Negation,
    Number,
    Operation,
    Reduction,
    Symbol,
    Whole,
    walk,
)
from reference.symbolic.language.problem import LanguageError
from reference.symbolic.language.tokens import Token, tokenize


@dataclass(frozen=True)
class Limits:
    """How large a line may be. A longer one is refused before it costs anything."""

    characters: int = 1000
    terms: int = 400
    nesting: int = 40
    exponent: int = 64
    root: int = 1000


# How firmly an operator holds what stands on its two sides.
_STRENGTH = {"+": 10, "-": 10, "*": 20, "/": 20, "^": 40}
_SIGN = 30
_POWER = 40


def parse(text: str, limits: Limits | None = None) -> Expression:
    """The tree of one expression. Raises LanguageError, which names the column."""
    reader = _Reader(text, limits or Limits())
    expression = reader.expression()
    reader.end()
    return expression


def parse_equalities(text: str, limits: Limits | None = None) -> tuple[Expression, ...]:
    """The trees of "a = b = c", which may begin with its equals sign. Raises LanguageError."""
    reader = _Reader(text, limits or Limits())
    reader.skip("=")
    found = [reader.expression()]
    while reader.skip("="):
        found.append(reader.expression())
    reader.end()
    return tuple(found)


def parse_name(text: str, example: str) -> Symbol:
    """A name with its index letters and nothing else, as it is declared.

    Raises LanguageError, which shows the `example`.
    """
    token, *others = tokenize(text)
    if token.kind != "name" or len(others) > 1:
        raise LanguageError("name-expected", text=text.strip(), example=example)
    return Symbol(token.text, token.indices, column=token.column)


class _Reader:
    """A Pratt parser: each operator takes what it holds more firmly than its neighbours."""

    def __init__(self, text: str, limits: Limits) -> None:
        if len(text) > limits.characters:
            raise LanguageError("line-too-long", count=len(text), most=limits.characters)
        self._limits = limits
        self._tokens = tokenize(text)
        self._at = 0
        self._terms = 0
        self._nesting = 0

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._next
        self._at += token.kind != "end"
        return token

    def _sees(self, *operators: str) -> bool:
        return self._next.kind == "operator" and self._next.text in operators

    def skip(self, operator: str) -> bool:
        """Take the operator where it is next, and say whether it was."""
        is_next = self._sees(operator)
        self._at += is_next
        return is_next

    def _expect(self, operator: str) -> Token:
        if self._sees(operator):
            return self._take()
        raise self._unexpected("expected", expected=operator)

    def _unexpected(self, key: str, **values: object) -> LanguageError:
        token = self._next
        if token.kind == "end":
            return LanguageError(f"{key}-at-end", token.column, **values)
        return LanguageError(key, token.column, found=_shown(token), **values)

    def end(self) -> None:
        """Refuse what is left over."""
        token = self._next
        if token.kind == "end":
            return
        is_comma = token.text == "," and self._at > 0
        if is_comma and {"number"} == {t.kind for t in self._tokens[self._at - 1 : self._at]}:
            raise LanguageError("decimal-comma", token.column)
        if token.kind == "operator" and token.text not in {"(", "[", "|", "‖", "∂"}:
            raise self._unexpected("expected", expected="+ - * / ^")
        raise self._unexpected("operator-expected")

    def expression(self, strength: int = 0) -> Expression:
        """The longest expression from here whose operators hold at least that firmly."""
        left = self._operand()
        while True:
            token = self._next
            if token.kind == "superscript":
                self._take()
                exponent = self._number(token)
                left = self._power(left, exponent, token)
                continue
            if token.kind != "operator" or _STRENGTH.get(token.text, -1) < strength:
                return left
            if token.text not in _STRENGTH:
                return left
            self._take()
            if token.text == "^":
                left = self._power(left, self._nested(_POWER), token)
            else:
                right = self.expression(_STRENGTH[token.text] + 1)
                left = self._counted(
                    Operation(token.text, left, right, column=token.column)  # type: ignore[arg-type]
                )

    def _counted(self, expression: Expression) -> Expression:
        self._terms += 1
        if self._terms > self._limits.terms:
            raise LanguageError("too-many-terms", expression.column, most=self._limits.terms)
        return expression

    def _nested(self, strength: int = 0) -> Expression:
        self._nesting += 1
        if self._nesting > self._limits.nesting:
            raise LanguageError("nested-too-deeply", self._next.column, most=self._limits.nesting)
        found = self.expression(strength)
        self._nesting -= 1
        return found

    def _power(self, base: Expression, exponent: Expression, token: Token) -> Expression:
        """A power. An exponent that is a number must be a small one, plainly written."""
        if not any(isinstance(part, Symbol | Whole) for part in walk(exponent)):
            value = _plain_value(exponent)
            is_small = value is not None and abs(value) <= self._limits.exponent
            if value is None or not is_small or value.denominator > self._limits.root:
                raise LanguageError(
                    "exponent-too-large", exponent.column, most=self._limits.exponent
                )
        return self._counted(Operation("^", base, exponent, column=token.column))

    def _number(self, token: Token) -> Expression:
        value = abs(token.value)
        try:
            number: Expression = Number(value, column=token.column)
        except ValueError:  # a third
            upper = Number(Fraction(value.numerator), column=token.column)
            lower = Number(Fraction(value.denominator), column=token.column)
            number = Operation("/", upper, lower, column=token.column)
        if token.value < 0:
            number = Negation(number, column=token.column)
        return self._counted(number)

    def _operand(self) -> Expression:
        token = self._next
        if token.kind in {"number", "fraction"}:
            return self._number(self._take())
        if token.kind == "name":
            return self._counted(self._named(self._take()))
        if token.kind == "operator":
            match token.text:
                case "(":
                    return self._enclosed(")")
                case "|":
                    inside = self._enclosed("|")
                    return self._counted(Application("abs", (inside,), column=token.column))
                case "[":
                    return self._counted(self._indicator())
                case "‖":
                    return self._counted(self._norm())
                case "∂":
                    return self._counted(self._partial())
                case "-":
                    self._take()
                    operand = self._nested(_SIGN)
                    return self._counted(Negation(operand, column=token.column))
                case "+":
                    self._take()
                    return self._nested(_SIGN)
        raise self._unexpected("expression-expected")

    def _enclosed(self, closing: str) -> Expression:
        self._take()
        inside = self._nested()
        if self._sees(",") and self._tokens[self._at - 1].kind == "number":
            raise LanguageError("decimal-comma", self._next.column)
        self._expect(closing)
        return inside

    def _named(self, token: Token) -> Expression:
        """What begins with a name: a symbol, delta, a function, a sum, a derivative."""
        name, indices, column = token.text, token.indices, token.column
        if name == "delta" and len(indices) == 2:
            return Delta(indices[0], indices[1], column=column)
        is_sum = name in REDUCTIONS and (indices or name not in FUNCTIONS)
        if is_sum and (name != "mean" or self._sees("(")):  # mean_j may be an array as well
            return self._reduction(token)
        if not self._sees("("):
            if name in FUNCTIONS and name != "sigma":
                raise self._unexpected("expected", expected="(")
            return Symbol(name, indices, column=column)
        if name == "delta" and not indices:
            return self._delta(column)
        if name == "d" and not indices:
            self._take()
            return self._derivative(column)
        if name in WHOLE or (indices and name not in FUNCTIONS):
            arrays = self._arrays()
            if arrays is not None:
                return Whole(name, indices, arrays, column=column)
        if name in WHOLE:
            example = "solve_i(H, g)" if name == "solve" else "norm(g)"
            raise LanguageError("whole-arrays-expected", column, name=name, example=example)
        if name not in FUNCTIONS or indices:
            raise LanguageError(
                "unknown-function",
                column,
                name=_shown(token),
                known=", ".join(sorted({*FUNCTIONS, *WHOLE})),
            )
        arguments = self._arguments()
        if len(arguments) != FUNCTIONS[name]:
            expected, count = FUNCTIONS[name], len(arguments)
            if name in REDUCTIONS and count == 1:
                raise LanguageError("index-of-sum-expected", column, name=name)
            raise LanguageError(
                "wrong-number-of-arguments", column, name=name, expected=expected, count=count
            )
        return Application(name, arguments, column=column)

    def _arrays(self) -> tuple[Symbol, ...] | None:
        """Names in brackets; None, and nothing taken, for anything else."""
        end = next(at for at, t in enumerate(self._tokens) if at > self._at and t.text in (")", ""))
        inside = self._tokens[self._at + 1 : end]
        names, commas = inside[::2], inside[1::2]
        are_names = all(token.kind == "name" for token in names)
        if len(names) != len(commas) + 1 or not are_names or any(t.text != "," for t in commas):
            return None
        if self._tokens[end].kind == "end":
            return None
        self._at = end + 1
        return tuple(Symbol(token.text, token.indices, column=token.column) for token in names)

    def _norm(self) -> Whole:
        """‖g‖, from the first bar on."""
        column = self._take().column
        if self._next.kind != "name":
            raise self._unexpected("expected", expected="x")
        array = self._variable()
        self._expect("‖")
        return Whole("norm", "", (array,), column=column)

    def _arguments(self) -> tuple[Expression, ...]:
        self._take()
        arguments = [self._nested()]
        while self.skip(","):
            arguments.append(self._nested())
        self._expect(")")
        return tuple(arguments)

    def _reduction(self, token: Token) -> Expression:
        name, indices, column = token.text, token.indices, token.column
        if not indices:
            raise LanguageError("index-of-sum-expected", column, name=name)
        for place, index in enumerate(indices):
            if index in indices[:place]:
                raise LanguageError("repeated-index", column, index=index, name=_shown(token))
        if not self._sees("("):
            raise self._unexpected("expected", expected="(")
        found = self._enclosed(")")
        for index in reversed(indices):
            found = self._counted(
                Reduction(name, index, found, column=column)  # type: ignore[arg-type]
            )
        return found

    def _delta(self, column: int) -> Expression:
        self._take()
        letters = [self._letter(column)]
        self._expect(",")
        letters.append(self._letter(column))
        self._expect(")")
        return Delta(letters[0], letters[1], column=column)

    def _letter(self, column: int) -> str:
        token = self._take()
        is_letter = token.kind == "name" and len(token.text) == 1 and token.text.islower()
        if not is_letter or token.indices:
            raise LanguageError("two-letters-expected", column)
        return token.text

    def _indicator(self) -> Expression:
        column = self._take().column
        left = self._nested()
        if not self._sees(*RELATIONS):
            raise self._unexpected("expected", expected="> >= < <=")
        relation = self._take().text
        right = self._nested()
        if self._sees(*RELATIONS):
            raise LanguageError("chained-comparison", self._next.column)
        self._expect("]")
        return Indicator(relation, left, right, column=column)  # type: ignore[arg-type]

    def _derivative(self, column: int) -> Expression:
        """The rest of d(a, x_j), from a on."""
        of = self._nested()
        self._expect(",")
        wrt = self._variable()
        self._expect(")")
        return Derivative(of, wrt, column=column)

    def _partial(self) -> Expression:
        """∂a/∂x_j with a name or brackets for a, ∂/∂x_j (a), or ∂(a, x_j)."""
        column = self._take().column
        if self.skip("/"):
            wrt = self._denominator()
            if not self._sees("("):
                raise self._unexpected("expected", expected="(")
            return Derivative(self._enclosed(")"), wrt, column=column)
        if self.skip("("):
            of = self._nested()
            if self.skip(","):
                wrt = self._variable()
                self._expect(")")
                return Derivative(of, wrt, column=column)
            self._expect(")")
        else:
            of = self._variable()
        self._expect("/")
        return Derivative(of, self._denominator(), column=column)

    def _denominator(self) -> Symbol:
        self._expect("∂")
        return self._variable()

    def _variable(self) -> Symbol:
        token = self._take()
        if token.kind != "name":
            raise LanguageError("variable-expected", token.column)
        return Symbol(token.text, token.indices, column=token.column)


def _shown(token: Token) -> str:
    return f"{token.text}_{token.indices}" if token.indices else token.text


def _plain_value(expression: Expression) -> Fraction | None:
    """The value of a number, or of a quotient of two, with or without a minus."""
    match expression:
        case Number(value=value):
            return value
        case Negation(operand=operand):
            value_of = _plain_value(operand)
            return None if value_of is None else -value_of
        case Operation(operator="/", left=Number(value=upper), right=Number(value=lower)):
            return upper / lower if lower else None
    return None
