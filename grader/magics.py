"""Takes IPython's magics and shell lines out of a notebook cell, and keeps every line's number."""

from __future__ import annotations

import re
from collections.abc import Callable

# Cell magics that run the rest of the cell as Python, in this process.
TRANSPARENT = frozenset({"time", "timeit", "capture", "prun", "memit"})

_MOST_PARSED = 10_000_000  # characters; a cell is parsed once more for each magic
_MOST_READ = 1000  # characters of a line; a magic shows at its beginning
_CELL_MAGIC = re.compile(r"%%(\w*)")
_INDENT = re.compile(r"[ \t]*")
_LINE = re.compile(
    r"""\s*(?:
        %{1,2}[A-Za-z_] | ! | \?{1,2}\s*[\w%]                   # %time f(x)   !ls   ?np.sum
        | %{0,2}[\w.*\[\]]+\?{1,2}\s*$                            # np.sum?
        | [\w.,\s\[\]'"*]+=\s*(?:!|%{1,2}[A-Za-z_])              # files = !ls
        | (?:pip3?|conda|mamba|cd|ls|mkdir|wget|git)\s+[^\s=(]     # what works without the %
    )""",
    re.VERBOSE,
)


def unquoted(source: str, parse: Callable[[str], object]) -> str | None:
    """The cell as plain Python, line by line; None where it is not Python (%%bash, %%html, …).

    `parse` raises SyntaxError for what is not Python. A line is taken for a magic only where
    Python cannot read it: one that begins with % can also continue an expression.

    Raises the SyntaxError of what remains.
    """
    lines = source.split("\n")
    if not _open(lines):
        return None
    replaced: dict[int, SyntaxError] = {}
    left = _MOST_PARSED
    while True:
        text = "\n".join(lines)
        left -= len(text)
        try:
            parse(text)
        except SyntaxError as error:
            at = (error.lineno or 0) - 1
            if at in replaced:
                raise replaced[at] from None
            if (
                left < 0
                or not 0 <= at < len(lines)
                or not _LINE.match(lines[at].strip()[:_MOST_READ])
            ):
                raise
            replaced[at] = error
            _blank(lines, at)
        else:
            return text


def _open(lines: list[str]) -> bool:
    """Blank the cell magics that run Python and undo a common indent; False for another magic."""
    for at, line in enumerate(lines):
        content = line.strip()
        if not content or content.startswith("#"):
            continue
        magic = _CELL_MAGIC.match(content)
        if magic is None:
            # IPython runs a cell that is indented as a whole.
            indent = _INDENT.match(line)
            margin = indent[0] if indent else ""
            if margin:
                lines[:] = [text.removeprefix(margin) for text in lines]
            return True
        if magic[1] not in TRANSPARENT:
            return False
        lines[at] = ""
    return True


def _blank(lines: list[str], at: int) -> None:
    """Put `pass` in place of the line, and nothing in place of those that it continues on."""
    indent = _INDENT.match(lines[at])
    last = at
    while lines[last].rstrip().endswith("\\") and last + 1 < len(lines):
        last += 1
    lines[at : last + 1] = [f"{indent[0] if indent else ''}pass", *[""] * (last - at)]
