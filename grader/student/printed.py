"""What a submission prints: kept up to a limit, counted beyond it."""

from __future__ import annotations

import io
from typing import Any

MOST_PRINTED = 4096


class Printed(io.TextIOBase):
    """A text stream that keeps the first `MOST_PRINTED` characters and counts the others."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self) -> None:
        self.buffer = _Bytes(self)
        self._parts: list[str] = []
        self._length = 0

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        room = MOST_PRINTED - self._length
        if room > 0:
            self._parts.append(text[:room])
        self._length += len(text)
        return len(text)

    def writable(self) -> bool:
        return True

    def close(self) -> None:
        """Stay open: a submission that closes its output loses nothing."""

    def take(self) -> tuple[str, int]:
        """What was printed since the last time, and how many characters more there were."""
        if not self._length:
            return "", 0
        text, more = "".join(self._parts), max(0, self._length - MOST_PRINTED)
        self._parts.clear()
        self._length = 0
        return text, more


class _Bytes(io.RawIOBase):
    def __init__(self, text: Printed) -> None:
        self._text = text

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._text.write(bytes(data).decode("utf-8", "replace"))
        return len(data)

    def close(self) -> None:
        pass
