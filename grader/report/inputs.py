"""The inputs of an example as Python, ready to be pasted: one call, or one name per line."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from grader.language import Language
from grader.report.arrays import shape
from grader.report.characters import verbatim
from grader.report.decimals import short_exponent
from grader.report.paragraph import MARGIN, WIDTH, filled, wrapped

COLUMN = 11  # where the text after a label begins
ROOM = WIDTH - COLUMN
_GAP = 6
_MOST_LINES = 12  # of one array
_MOST_LINES_OF_ENTRIES = 20  # of a list or a dict of arrays

_SPECIAL = {"nan": "np.nan", "inf": "np.inf", "-inf": "-np.inf"}


def python(value: Any) -> str:
    """An input as a Python expression that evaluates to it, bit for bit.

    Nested lists are arrays, ragged ones and {"list": […]} lists of arrays; {"lambda": "u: A @ u",
    "A": …} is a function. "nan", "inf" and "-inf" are numbers and any other string is an expression
    as it stands ("np.random.default_rng(0)").
    """
    if isinstance(value, str):
        return _SPECIAL.get(value) or verbatim(value)
    if isinstance(value, float):
        return _SPECIAL.get(str(value)) or short_exponent(repr(float(value)))
    if is_function(value):
        return _inline(value)
    if isinstance(value, Mapping) and set(value) == {"list"}:
        return f"[{', '.join(map(python, value['list']))}]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)}{python(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        size = shape(value)
        return f"[{', '.join(map(python, value))}]" if size is None else _array(value, size)
    return verbatim(repr(value))


def is_function(value: Any) -> bool:
    """Whether a value of a record stands for a function."""
    return isinstance(value, Mapping) and "lambda" in value


def _inline(function: Mapping[str, Any]) -> str:
    """A function on one line, with the arrays written where their names stand."""
    arrays = {name: python(value) for name, value in function.items() if name != "lambda"}
    names = "|".join(map(re.escape, arrays))
    written = re.sub(rf"\b({names})\b", lambda found: arrays[found[1]], function["lambda"])
    return f"lambda {written if arrays else function['lambda']}"


def _key(key: str) -> str:
    return f'"{verbatim(str(key))}": '


def plain(value: Any) -> str:
    """A number in a sentence: 1 for 1.0; anything else as in Python."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e6:
        return str(int(value))
    return python(value)


def call(function: str, inputs: Mapping[str, Any]) -> str:
    """One call. The numbers after the last array are given by name, so that they can be told."""
    names = list(inputs)
    arrays = [i for i, name in enumerate(names) if isinstance(inputs[name], (list, tuple, Mapping))]
    by_position = arrays[-1] + 1 if arrays else 0
    arguments = [
        python(inputs[name]) if i < by_position else f"{name}={python(inputs[name])}"
        for i, name in enumerate(names)
    ]
    return f"{verbatim(function)}({', '.join(arguments)})"


def call_lines(
    function: str, inputs: Mapping[str, Any], sizes: Mapping[str, int], say: Language
) -> list[str]:
    """The example at the text column: one call where it fits in the line, else name by name.

    Without a `function` that is called in this way (""), name by name.
    """
    if not function:
        return named_lines(inputs, sizes, say)
    line = call(function, inputs)
    if len(line) > ROOM:
        return named_lines(inputs, sizes, say)
    if len(sizes) < 2:
        return [line]
    letters = _letters(sizes)
    beside = f"{line}{' ' * _GAP}{letters}"
    if _holding_arrays(inputs) == 1:
        return [beside] if len(beside) <= ROOM else [line]
    axes = _axes(function, inputs, sizes)
    if axes is not None:
        return [line, axes]
    return [beside] if len(beside) <= ROOM else [line, *wrapped(letters, ROOM)]


def named_lines(inputs: Mapping[str, Any], sizes: Mapping[str, int], say: Language) -> list[str]:
    """One array per line; numbers and small vectors together. The sizes stand beside an array.

    Names are aligned where every line holds one of them. The arrays in a function stand before it.
    """
    inputs = _unfolded(inputs)
    groups: list[list[str]] = []
    for name, value in inputs.items():
        last = groups[-1] if groups else []
        joined = ", ".join(_assigned(n, inputs[n]) for n in (*last, name))
        if last and _is_small(value) and _is_small(inputs[last[-1]]) and len(joined) <= ROOM:
            last.append(name)
        else:
            groups.append([name])
    aligned = all(len(group) == 1 for group in groups)
    width = max(map(len, inputs), default=0) if aligned else 0
    lines: list[str] = []
    arrays: list[int] = []
    for group in groups:
        if len(group) > 1:
            lines.append(", ".join(_assigned(name, inputs[name]) for name in group))
            continue
        assigned = _wrapped_array(f"{group[0]:<{width}} = ", inputs[group[0]], group[0], say)
        if len(assigned) == 1 and isinstance(inputs[group[0]], (list, tuple)):
            arrays.append(len(lines))
        lines += assigned
    # Of a list by itself the letters name nothing that can be seen.
    told = len(sizes) > 1 and (arrays or _holding_arrays(inputs) > 1)
    return _with_sizes(lines, arrays, _letters(sizes)) if told else lines


def _holding_arrays(inputs: Mapping[str, Any]) -> int:
    """How many of the inputs are arrays or hold some."""
    return sum(bool(shape(v)) or isinstance(v, (list, tuple, Mapping)) for v in inputs.values())


def _unfolded(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs with the arrays of a function under names of their own, where these are free."""
    unfolded: dict[str, Any] = {}
    for name, value in inputs.items():
        if is_function(value) and not (set(value) & set(inputs)):
            unfolded |= {key: entry for key, entry in value.items() if key != "lambda"}
            value = f"lambda {value['lambda']}"  # noqa: PLW2901
        unfolded[name] = value
    return unfolded


def assignments(inputs: Mapping[str, Any], say: Language) -> list[str]:
    """`name = value` after `name = value`, as a start or hyper-parameters are told."""
    inputs = _unfolded(inputs)
    units = [f"{verbatim(name)} = {plain(value)}" for name, value in inputs.items()]
    if all(len(unit) < ROOM for unit in units):
        return filled(units, ROOM, separator=", ")
    return named_lines(inputs, {}, say)


def size_text(size: Sequence[int]) -> str:
    """A shape as Python prints it: (3,), (3, 3)."""
    return str(tuple(size))


def _assigned(name: str, value: Any) -> str:
    return f"{verbatim(name)} = {python(value)}"


def _is_small(value: Any) -> bool:
    return len(shape(value) or ()) < 2 and not isinstance(value, Mapping)


def _array(value: Any, size: tuple[int, ...]) -> str:
    written = f"np.array({_nested(value)})"
    for function, constant in (("np.ones", 1.0), ("np.zeros", 0.0)):
        if math.prod(size) == 0 and len(size) > 1:
            return f"np.zeros({size})"
        if math.prod(size) > 1 and _is_constant(value, constant):
            short = f"{function}({size if len(size) > 1 else size[0]})"
            return min(short, written, key=len)
    return written


def _nested(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_nested, value))}]"
    text = python(value)
    return text[:-1] if isinstance(value, float) and text.endswith(".0") else text


def _is_constant(value: Any, constant: float) -> bool:
    if isinstance(value, (list, tuple)):
        return all(_is_constant(entry, constant) for entry in value)
    return isinstance(value, float) and repr(value) == repr(constant)  # -0.0 is not 0.0


def _wrapped_array(start: str, value: Any, name: str, say: Language) -> list[str]:
    """`name = value`, wrapped inside the brackets at commas where it is too long.

    A row is broken only where it is longer than a line, and every matrix begins a line.
    """
    lines = _lines(start, value)
    most = _MOST_LINES_OF_ENTRIES if isinstance(value, Mapping) else _MOST_LINES
    if len(lines) <= most and max(map(len, lines)) <= ROOM:
        return lines
    size = shape(value)
    if size is None:
        note = say("{name}: too long to print here; --format json holds it", name=verbatim(name))
    else:
        note = say(
            "{name}: an array of shape {shape}, too large to print here; --format json holds it",
            name=verbatim(name),
            shape=size_text(size),
        )
    return wrapped(note, ROOM)


def _lines(start: str, value: Any, end: str = "") -> list[str]:
    """What begins with `start`, goes on with a value and closes with `end`, over as many lines as
    it takes."""
    text = start + python(value) + end
    if len(text) <= ROOM:
        return [text]
    if isinstance(value, Mapping) and not is_function(value):
        is_list = set(value) == {"list"}
        entries = [("", one) for one in value["list"]] if is_list else _keyed(value)
        return _lines_of_entries(start, entries, "[]" if is_list else "{}", end)
    return _lines_of_array(text)


def _keyed(value: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(_key(key), entry) for key, entry in value.items()]


def _lines_of_entries(
    start: str, entries: list[tuple[str, Any]], brackets: str, close: str
) -> list[str]:
    """A list or a dict: as many entries on a line as fit there, a longer one on lines of its
    own."""
    margin = " " * (len(start) + 1)
    lines = [start + brackets[0]]
    is_open = True  # the last line takes more
    for number, (key, entry) in enumerate(entries):
        end = brackets[1] + close if number == len(entries) - 1 else ","
        text = key + python(entry) + end
        blank = "" if number == 0 else " "
        if is_open and len(lines[-1]) + len(blank) + len(text) <= ROOM:
            lines[-1] += blank + text
            continue
        begin = lines.pop() if number == 0 else margin
        written = _lines(begin + key, entry, end)
        lines += written
        is_open = len(written) == 1
    return lines


def _lines_of_array(text: str) -> list[str]:
    first, *others = _rows(text)
    lines = [first]
    for index, part in enumerate(others):
        room = ROOM if index == len(others) - 1 else ROOM - 1
        if not part.startswith("[[") and len(lines[-1]) + 2 + len(part) <= room:
            lines[-1] += f", {part}"
        else:
            lines[-1] += ","
            lines.append(" " * min(_innermost(lines), ROOM // 2) + part)
    return lines


def _rows(text: str) -> list[str]:
    """A written array, cut at the commas between its rows, and at all commas of a row that is
    longer than a line."""
    brackets = re.search(r"\[+", text)
    column = min(brackets.end(), ROOM // 2) if brackets else 0
    rows: list[list[str]] = [[]]
    for part in text.split(", "):
        rows[-1].append(part)
        if part.endswith(("]", ")")):
            rows.append([])
    units = []
    for index, row in enumerate(rows):
        whole = ", ".join(row)
        fits = len(whole) + (column if index else 0) < ROOM
        units += [whole] if fits and row else row
    return units


def _innermost(lines: list[str]) -> int:
    """The column after the innermost bracket that is still open."""
    opened: list[int] = []
    for line in lines:
        for column, character in enumerate(line):
            if character in "([{":
                opened.append(column + 1)
            elif character in ")]}" and opened:
                opened.pop()
    return opened[-1] if opened else 0


# --- sizes ---------------------------------------------------------------------------------------


def _letters(sizes: Mapping[str, int]) -> str:
    return ", ".join(f"{verbatim(letter)} = {size}" for letter, size in sizes.items())


def _with_sizes(lines: list[str], arrays: list[int], letters: str) -> list[str]:
    """The sizes beside the shortest array, in the margin or after the last one where arrays are
    of one length; where there is no room, on a line of their own.
    """
    if not arrays:
        return [*lines, *wrapped(letters, ROOM)]
    shortest = min(reversed(arrays), key=lambda i: len(lines[i]))
    line = lines[shortest]
    margin = len(line) + _GAP if shortest == arrays[-1] else MARGIN - COLUMN
    column = min(margin, ROOM - len(letters))
    if column < len(line) + 2:
        return [*lines, *wrapped(letters, ROOM)]
    return [*lines[:shortest], f"{line:<{column}}{letters}", *lines[shortest + 1 :]]


def _axes(function: str, inputs: Mapping[str, Any], sizes: Mapping[str, int]) -> str | None:
    """Under the arrays of a call the letters of their axes; None where sizes do not tell them."""
    letters = {size: letter for letter, size in sizes.items()}
    line, column = "", len(verbatim(function)) + 1
    for name, value in inputs.items():
        size = shape(value)
        if size:
            if len(letters) < len(sizes) or not all(n in letters for n in size):
                return None
            if line and len(line) + 2 > column:
                return None
            line = f"{line:<{column}}{name}: {', '.join(letters[n] for n in size)}"
        column += len(python(value)) + 2
    return line if line and len(line) <= ROOM else None
