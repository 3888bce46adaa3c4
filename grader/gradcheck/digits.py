"""Numbers as far as they are known: rounded where their error bar begins."""

from __future__ import annotations

import math
import re

_MOST = 17  # digits of a float64
_LARGE, _SMALL = 1e6, 1e-4  # beyond, a power of ten is written
_MANY = 1e3  # an error bar beyond is one digit and a power of ten


def comparable(claimed: float, measured: float, error: float) -> tuple[str, str, str]:
    """Both numbers to the digit in which the error is, and the error to one digit.

    Zeros at the end are left out: "0.0412", "0.0375", "2e-9".
    """
    bar = brief(error, 1) if error < _MANY else _power(f"{error:.0e}")
    if not (math.isfinite(measured) and 0 < error < math.inf):
        return plain(claimed), plain(measured), bar
    last = _place(float(bar))
    yours = _to(claimed, last)
    return brief(claimed, 2) if yours == "0" else yours, _to(measured, last), bar


def brief(value: float, digits: int) -> str:
    """A number to so many significant digits: "2e-9", "32", "0.0012"."""
    return plain(float(f"{value:.{digits - 1}e}")) if math.isfinite(value) else str(value)


def plain(value: float) -> str:
    """A number with every digit that it has, in Python's form but for e-9 instead of e-09."""
    if value and math.isfinite(value) and not _SMALL <= abs(value) < _LARGE:
        return _power(repr(value) if "e" in repr(value) else f"{value:.{_MOST - 1}e}")
    return repr(value).removesuffix(".0")


def _to(value: float, last: int) -> str:
    """A number rounded to the place of 10^last."""
    if not math.isfinite(value):
        return str(value)
    value = round(value, -last) + 0.0  # no −0
    if value == 0:
        return "0"
    if _SMALL <= abs(value) < _LARGE:
        text = f"{value:.{max(0, -last)}f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    digits = min(max(_place(value) - last, 0), _MOST - 1)
    return _power(f"{value:.{digits}e}")


def _place(value: float) -> int:
    """The power of ten of the first digit."""
    return int(f"{value:e}".split("e")[1])


def _power(text: str) -> str:
    """1.50e-09 → 1.5e-9."""
    digits, power = text.split("e")
    digits = re.sub(r"\.?0+$", "", digits) if "." in digits else digits
    return f"{digits}e{int(power)}"
