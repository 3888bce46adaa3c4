"""The text report on a stream: with colour on a terminal, without accents where there are none.

Colour only repeats what a word or a `*` says; the text is the same with and without it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from grader.language import CODES, language
from grader.report.block import LABELS
from grader.report.characters import unaccented
from grader.report.status import status_words

if TYPE_CHECKING:
    from rich.text import Text

_COLOURS = ("green", "red", "yellow", "red", "red", "red", "red")  # in the order of status words


def write(text: str, stream: TextIO) -> None:
    """Write a text report; rich is imported only for a terminal that wants colour."""
    if not _can_encode(text, stream):
        text = unaccented(text)
    if not wants_colour(stream):
        stream.write(text)
        return
    from rich.console import Console

    console = Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=True)
    console.print(styled(text), end="")


def wants_colour(stream: TextIO) -> bool:
    """Whether the stream is a terminal on which colour is welcome (no NO_COLOR, not dumb)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM", "") in ("dumb", "unknown"):
        return False
    return stream.isatty()


def styled(text: str) -> Text:
    """A text report with styles: title, status words, headings, labels, marks, what to do next."""
    from rich.text import Text

    rich = Text(text)
    rich.stylize("bold", 0, text.find("\n"))
    for pattern, style in _patterns():
        for found in re.finditer(pattern, text, re.MULTILINE):
            rich.stylize(style, *found.span(1))
    return rich


def _patterns() -> Iterator[tuple[str, str]]:
    """What is styled: the first group of each pattern."""
    says = [language(code) for code in CODES]
    points = r"[\d.,]+ / [\d.,]+"
    yield rf"^(\S.*?) -{{3,}} .*, {points}$", "bold"
    for say in says:
        for word, colour in zip(status_words(say), _COLOURS, strict=True):
            yield rf"^  ({word}) .* {points}(?:   .*)?$", colour
            yield rf"^\S.* -{{3,}} ({word}), {points}$", colour
        for label in LABELS:
            yield rf"^  ({say.word(label)}(?: \d)?)  ", "cyan"
        yield rf"^({say('Next: {action}', action='').strip()}) ", "bold"
    yield r"[\w.](\*)(?=[\s\]])", "bold red"
    yield r"^  (grader .*)$", "bold"


def _can_encode(text: str, stream: TextIO) -> bool:
    encoding = getattr(stream, "encoding", None)
    if encoding is None:  # text that stays in memory
        return True
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
