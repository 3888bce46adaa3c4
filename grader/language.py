"""English, written in place, and its Portuguese twin, looked up in a gettext catalogue."""

from __future__ import annotations

import gettext
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

Code = Literal["en", "pt"]
CODES: tuple[str, ...] = get_args(Code)


class Word(NamedTuple):
    """A word that its context translates: `right` is a status, a part or a label."""

    context: str
    text: str


@dataclass(frozen=True, init=False)
class Message:
    """A message to be said later, in a language not yet known: `Message("row {i}", i=0)`."""

    text: str
    values: dict[str, Any]

    def __init__(self, text: str, /, **values: Any) -> None:
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "values", values)

    def __str__(self) -> str:
        return self.text.format(**self.values)


class FaultError(Exception):
    """A request that cannot be met, through no fault of ours: one sentence, said in any language.

    `FaultError("There is no file {file}.", file="hw1.py")`; str() says it in English.
    """

    def __init__(self, text: str, /, **values: Any) -> None:
        self.message = Message(text, **values)
        super().__init__(str(self.message))


@dataclass(frozen=True)
class Language:
    """Says a message in one language: `say("row {i} is wrong", i=0)`.

    The message is looked up first and filled in afterwards, so that the catalogue holds it once.
    A message without a translation is said in English; a test finds that none is.
    """

    code: Code
    _lookup: gettext.NullTranslations = field(repr=False)

    def __call__(self, message: str | Message, /, **values: Any) -> str:
        if isinstance(message, Message):
            return self(message.text, **message.values)
        text = self._lookup.gettext(message) if message else ""
        if not values:
            return text
        return text.format(
            **{k: self(v) if isinstance(v, Message) else v for k, v in values.items()}
        )

    def listed(self, names: Sequence[str]) -> str:
        """Names in a row: "dX", "dX and db", "dX, dW and db"."""
        if len(names) < 2:
            return "".join(names)
        return self(Message("{some} and {last}", some=", ".join(names[:-1]), last=names[-1]))

    def word(self, word: Word) -> str:
        """A word, translated as its context asks."""
        return self._lookup.pgettext(word.context, word.text)

    def points(self, score: float) -> str:
        """A number of points: 6.5 in English, 6,5 in Portuguese; at most two decimals."""
        text = f"{score:.2f}".rstrip("0").rstrip(".")
        return text.replace(".", ",") if self.code == "pt" else text


@cache
def language(code: str) -> Language:
    """The language of that code. Raises ValueError where there is none."""
    for known in get_args(Code):
        if code == known:
            folder = Path(__file__).parent / "locale"
            return Language(known, gettext.translation("gradproof", folder, [code], fallback=True))
    raise ValueError(f"no such language: {code!r}")
