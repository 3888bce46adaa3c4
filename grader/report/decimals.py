"""How the numbers of a small array are printed: decimals, a common power of ten, enough digits.

One array, one number of decimals, by its largest entry. The returned and the right array share
them where they are of one size, so that they can be compared; where two entries differ, they
never print alike.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

MOST_DECIMALS = 6
MOST_DIGITS = 17
_RELIABLE = 9  # digits of a finite difference


@dataclass(frozen=True)
class Printed:
    """The entries of an array as texts, and the power of ten that all of them are multiplied by."""

    texts: tuple[str, ...]
    power: int = 0

    @property
    def scale(self) -> str:
        """What a title says about the power of ten: "" or " (x 1e-6)"."""
        return f" (x 1e{self.power})" if self.power else ""


@dataclass(frozen=True)
class _Style:
    decimals: int
    power: int = 0
    whole: bool = False


def printed(
    returned: Sequence[float],
    right: Sequence[float] = (),
    differs: Sequence[bool] = (),
) -> tuple[Printed, Printed]:
    """Both arrays, flat, as texts; `right` may be empty, `differs` names the entries that differ.

    Entries are floats, nan and infinities among them. The three run along one another.
    """
    style, other = _styles(returned, right)
    wrong = [i for i, differing in enumerate(differs) if differing]
    pairs = [(returned[i], right[i]) for i in wrong] if right else []
    shared = style == other or not right
    style = _with_two_digits(style, [returned[i] for i in wrong])
    if right:
        other = _with_two_digits(other, [right[i] for i in wrong])
    if shared:
        style = other = _that_tells_apart(_finer(style, other) if right else style, pairs)
    texts = [_text(value, style) for value in returned]
    others = [_text(value, other) for value in right]
    for i in wrong:
        texts[i] = _with_digits(returned[i], style, texts[i])
        if right:
            others[i] = _with_digits(right[i], other, others[i])
            if style.power == other.power and texts[i] == others[i]:
                texts[i], others[i] = _told_apart(returned[i], right[i], style)
    return Printed(tuple(texts), style.power), Printed(tuple(others), other.power)


def scalar(value: Any) -> str:
    """One number on its own, where no title can hold a power of ten."""
    (text,), _ = _scalars([number(value)], [], differ=False)
    return text


def scalars(returned: Any, right: Any) -> tuple[str, str]:
    """A returned number and the right one, told apart where they differ."""
    a, b = number(returned), number(right)
    (text,), (other,) = _scalars([a], [b], differ=a != b)
    return text, other


def number(value: Any) -> float:
    """A value of a report as a float: numbers, and "nan", "inf", "-inf".

    Raises TypeError or ValueError where it is none.
    """
    if isinstance(value, str) and value not in ("nan", "inf", "-inf"):
        raise ValueError(f"not a number: {value!r}")
    try:
        return float(value)
    except OverflowError:  # an integer beyond the floats
        return math.inf if value > 0 else -math.inf


def without_rounding_noise(values: Sequence[float]) -> list[float]:
    """Finite differences, rounded to the digits in which they can be trusted."""
    largest = _largest(values)
    if largest == 0:
        return list(values)
    digits = _RELIABLE - _exponent(largest)
    return [_rounded(v, digits) for v in values]


def _rounded(value: float, digits: int) -> float:
    try:
        return round(value, digits) if math.isfinite(value) else value
    except OverflowError:  # the largest floats of all, rounded up
        return value


def _scalars(
    returned: list[float], right: list[float], *, differ: bool
) -> tuple[list[str], list[str]]:
    if all(v.is_integer() and abs(v) < 1e15 for v in (*returned, *right)):
        return [str(int(v)) for v in returned], [str(int(v)) for v in right]
    texts: list[list[str]] = []
    for column, values in zip(
        printed(returned, right, [differ] * len(returned)), (returned, right), strict=True
    ):
        suffix = f"e{column.power}" if column.power else ""
        texts.append(
            [
                text if not suffix or value == 0 or not math.isfinite(value) else text + suffix
                for text, value in zip(column.texts, values, strict=True)
            ]
        )
    return texts[0], texts[1]


# --- one style for an array ----------------------------------------------------------------------


def _styles(returned: Sequence[float], right: Sequence[float]) -> tuple[_Style, _Style]:
    a, b = _largest(returned), _largest(right)
    comparable = a == 0 or b == 0 or abs(_exponent(a) - _exponent(b)) <= 3
    if comparable:
        style = _style([*returned, *right])
        return style, style
    return _style(returned), _style(right)


def _style(values: Sequence[float]) -> _Style:
    largest = _largest(values)
    if largest < 1e5 and all(v == int(v) for v in values if math.isfinite(v)):
        return _Style(0, whole=True)
    exponent = _exponent(largest)
    if not -3 <= exponent < 5:
        return _Style(4, power=exponent)
    beyond = exponent if exponent > 0 else min(exponent + 1, 0)
    return _Style(min(max(4 - beyond, 0), MOST_DECIMALS))


def _with_two_digits(style: _Style, marked: Iterable[float]) -> _Style:
    if style.whole:
        return style
    wanted = [1 - _exponent(v) + style.power for v in marked if v and math.isfinite(v)]
    decimals = max([d for d in wanted if d <= MOST_DECIMALS], default=0)
    return replace(style, decimals=max(style.decimals, decimals))


def _finer(style: _Style, other: _Style) -> _Style:
    return replace(style, decimals=max(style.decimals, other.decimals))


def _that_tells_apart(style: _Style, pairs: Iterable[tuple[float, float]]) -> _Style:
    for a, b in pairs:
        for decimals in range(style.decimals, MOST_DECIMALS + 1):
            finer = replace(style, decimals=decimals)
            if _text(a, finer) != _text(b, finer):
                style = finer
                break
    return style


# --- one entry -----------------------------------------------------------------------------------


def _text(value: float, style: _Style) -> str:
    if not math.isfinite(value):
        return str(value)
    if value == 0:
        return "0"
    if style.whole:
        return str(int(value))
    text = f"{_scaled(value, style.power):.{style.decimals}f}"
    return text.lstrip("-") if not text.strip("-0.") else text


def _with_digits(value: float, style: _Style, text: str) -> str:
    """A marked entry too small for the decimals of its array, with two digits of its own."""
    if style.whole or not value or not math.isfinite(value):
        return text
    scaled = _scaled(value, style.power)
    if 1 - _exponent(scaled) <= max(style.decimals, MOST_DECIMALS):
        return text
    return short_exponent(f"{scaled:.1e}")


def _told_apart(a: float, b: float, style: _Style) -> tuple[str, str]:
    x, y = _scaled(a, style.power), _scaled(b, style.power)
    for digits in range(2, MOST_DIGITS + 1):
        texts = short_exponent(f"{x:#.{digits}g}"), short_exponent(f"{y:#.{digits}g}")
        if texts[0] != texts[1] and digits > style.decimals:
            return texts
    for digits in range(2, MOST_DIGITS + 1):  # beyond the floats once scaled
        texts = _with_exponent(a, style.power, digits), _with_exponent(b, style.power, digits)
        if texts[0] != texts[1]:
            return texts
    return _text(a, style), _text(b, style)


def _with_exponent(value: float, power: int, digits: int) -> str:
    if not math.isfinite(value):
        return str(value)
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    return short_exponent(f"{mantissa}e{int(exponent) - power}")


def short_exponent(text: str) -> str:
    """1e-08 as 1e-8, 1e+16 as 1e16."""
    mantissa, e, exponent = text.partition("e")
    mantissa = mantissa.removesuffix(".")
    return f"{mantissa}e{int(exponent)}" if e else mantissa


def _scaled(value: float, power: int) -> float:
    if not power or not math.isfinite(value):
        return value
    mantissa, exponent = f"{value:.16e}".split("e")  # dividing by 1e-320 would lose digits
    return float(f"{mantissa}e{int(exponent) - power}")


def _exponent(value: float) -> int:
    return int(f"{value:e}".partition("e")[2])


def _largest(values: Iterable[float]) -> float:
    return max((abs(v) for v in values if math.isfinite(v)), default=0.0)
