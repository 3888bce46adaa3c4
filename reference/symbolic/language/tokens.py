"""Cuts the text of a textbook formula into tokens; knows the characters that people paste.

Unicode's own normal form NFKC would turn x² into x2 and ½ into 1⁄2, so superscripts, subscripts and
fractions are read before anything else is taken for the plain character that it stands for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from reference.symbolic.language.expression import decimal
from reference.symbolic.language.problem import LanguageError

Kind = Literal["number", "name", "superscript", "fraction", "operator", "end"]

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "eps", "ζ": "zeta", "η": "eta",
    "θ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi",
    "ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
    "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Φ": "Phi", "Ψ": "Psi",
    "Ω": "Omega",
}  # fmt: skip
_SIGNS = {
    "·": "*", "⋅": "*", "∙": "*", "×": "*", "−": "-", "–": "-", "÷": "/", "∕": "/", "≤": "<=",
    "≥": ">=", "∂": "∂",
}  # fmt: skip
_WORDS = {"Σ": "sum", "∑": "sum", "√": "sqrt"}
_MARKS = {"\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0305": "bar"}
_BLANKS = frozenset(" \t\u00a0\u200b\u2060\ufeff")
_PLAIN = frozenset("+-*/^()[]{},.=<>|‖_:")
_ALIASES = {"ln": "log", "sigmoid": "sigma", "epsilon": "eps", "sgn": "sign"}

_TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*(?:_\{[^{}]*\})?)"
    r"|(?P<superscript>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    r"|(?P<fraction>[¼½¾⅐-⅞])"
    r"|(?P<operator>\*\*|<=|>=|[-+*/^()\[\],=<>|‖∂])"
)
_LETTERS = re.compile(r"(?P<digits>[0-9]*)(?P<letters>[a-z]*)")
_MOST_DIGITS = 50


@dataclass(frozen=True)
class Token:
    """A word of a formula, and the column (from 1) at which it begins.

    `text` is what a name, operator or number is called after normalising; a name's index letters
    stand apart in `indices`. `value` is that of a number, superscript or fraction.
    """

    kind: Kind
    text: str
    column: int
    indices: str = ""
    value: Fraction = Fraction(0)


def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of a line, and one of the kind "end" after them. Raises LanguageError."""
    plain, columns = _normalized(text)
    return (*_tokens(plain, columns), Token("end", "", len(text) + 1))


def _normalized(text: str) -> tuple[str, list[int]]:
    """The text in the characters that tokens are made of, and the column of each."""
    pieces: list[str] = []
    columns: list[int] = []
    is_subscript = False
    for column, character in enumerate(text, start=1):
        following = text[column : column + 1]
        was_subscript, is_subscript = is_subscript, _is("sub", character)
        if is_subscript:
            letter = unicodedata.normalize("NFKC", character)
            piece = _plain(letter, "", column)
            piece = piece if was_subscript else f"_{piece}"
        else:
            piece = _plain(character, following, column)
        if character in _MARKS and not "".join(pieces[-1:])[-1:].isalnum():
            raise _unknown(character, column)
        pieces.append(piece)
        columns.extend([column] * len(piece))
    return "".join(pieces), columns


def _plain(character: str, following: str, column: int) -> str:
    """What one character stands for. Raises LanguageError where it cannot be read."""
    if character in _BLANKS:
        return " "
    if character == "\\":
        raise LanguageError("latex", column)
    if character in _PLAIN or (character.isascii() and character.isalnum()):
        return character
    if character in _WORDS:
        is_indexed = following == "_" or _is("sub", following)
        return f" {_WORDS[character]}" + ("" if is_indexed else " ")
    for table in (_GREEK, _SIGNS, _MARKS):
        if character in table:
            return table[character]
    if re.fullmatch(r"[⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹¼½¾⅐-⅞]", character):
        return character
    # Letters of other alphabets of mathematics, wide forms, letters with an accent.
    parts = unicodedata.normalize("NFKD", character)
    if parts != character and not _is("super", character) and len(parts) <= 2:
        return "".join(_plain(part, "", column) for part in parts)
    raise _unknown(character, column)


def _unknown(character: str, column: int) -> LanguageError:
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, code).lower()
    shown = character if character.isprintable() and character not in _MARKS else code
    return LanguageError("unknown-character", column, found=shown, name=name)


def _is(form: str, character: str) -> bool:
    """Whether a character is Unicode's "super" or "sub" form of another one."""
    return bool(character) and unicodedata.decomposition(character).startswith(f"<{form}>")


def _tokens(plain: str, columns: list[int]) -> Iterator[Token]:
    at = 0
    while at < len(plain):
        if plain[at] == " ":
            at += 1
            continue
        found = _TOKEN.match(plain, at)
        if found is None:
            if plain[at] == "_":
                raise LanguageError("indices-expected", columns[at])
            raise _unknown(plain[at], columns[at])
        yield _token(found.lastgroup or "", found[0], columns[at])
        at = found.end()


def _token(kind: str, text: str, column: int) -> Token:
    match kind:
        case "number":
            return Token("number", text, column, value=_number(text, column))
        case "name":
            name, indices = _name(text, column)
            return Token("name", _ALIASES.get(name, name), column, indices)
        case "superscript":
            digits = unicodedata.normalize("NFKC", text).replace("\u2212", "-")
            return Token("superscript", text, column, value=_number(digits, column))
        case "fraction":
            upper, lower = unicodedata.normalize("NFKC", text).split("\u2044")
            return Token("fraction", text, column, value=Fraction(int(upper), int(lower)))
    return Token("operator", "^" if text == "**" else text, column)


def _number(text: str, column: int) -> Fraction:
    _, _, exponent = text.lower().partition("e")
    is_short = len(text) <= _MOST_DIGITS and len(exponent) <= 3
    value = Fraction(text) if is_short else None
    if value is None or len(decimal(abs(value))) > _MOST_DIGITS:
        raise LanguageError("number-too-long", column, found=f"{text[:12]}…")
    return value


def _name(text: str, column: int) -> tuple[str, str]:
    """The name and its index letters: "x_lj" → x, lj; "beta_1" → beta1; "w_prev_i" → w_prev, i."""
    text, _, inside = text.partition("_{")
    if inside:
        letters = re.sub(r"[ ,]", "", inside.removesuffix("}"))
        if not re.fullmatch(r"[0-9]*[a-z]*", letters) or not letters:
            raise LanguageError("indices-expected", column)
        text = f"{text}_{letters}"
    name, *pieces = text.split("_")
    indices = ""
    for place, piece in enumerate(pieces):
        found = _LETTERS.fullmatch(piece)
        if found is None:
            name = f"{name}_{piece}"
            continue
        name += found["digits"]
        if place == len(pieces) - 1:
            indices = found["letters"]
        elif found["letters"]:
            name += f"_{found['letters']}"
    return name, indices
