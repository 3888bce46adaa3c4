"""What `grader prove` prints, on a terminal in its width and with colour, elsewhere without."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO
from typing import TextIO

from rich.console import Console, RenderableType

from grader.report.characters import prose
from grader.report.terminal import wants_colour

_NARROWEST, _WIDEST = 80, 120


def write(rendered: Iterable[RenderableType], stream: TextIO) -> None:
    """Write tables and texts; where there is no terminal, 80 columns wide."""
    is_terminal = wants_colour(stream)
    target = stream if is_terminal else StringIO()
    console = Console(file=target, highlight=False, markup=False, emoji=False)
    console.width = max(_NARROWEST, min(console.width, _WIDEST)) if is_terminal else _NARROWEST
    for one in rendered:
        console.print(one)
    if isinstance(target, StringIO):
        lines = (line.rstrip() for line in target.getvalue().splitlines())
        stream.write(encodable("".join(f"{line}\n" for line in lines), stream))


def encodable(text: str, stream: TextIO) -> str:
    """The text; signs and Greek letters are spelled out where the stream cannot hold them."""
    try:
        text.encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return "".join(f"{prose(line)}\n" for line in text.splitlines())
    return text
