"""Why a program is not interpreted any further, and how much work one interpretation may take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Cause = Literal["unknown", "mistake", "limit"]


class Refusal(Exception):  # noqa: N818 - not an error: the program may be right all the same
    """Nothing is claimed about the program.

    `cause` is "unknown" where the interpreter does not know what the program does for all sizes,
    "mistake" where running it would raise as well, "limit" where it takes too much work. No program
    can catch a refusal: `try` is not interpreted.
    """

    def __init__(self, reason: str, cause: Cause = "unknown", line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.cause: Cause = cause
        self.line = line

    def __str__(self) -> str:
        return self.reason if self.line is None else f"line {self.line}: {self.reason}"


def mistake(reason: str) -> Refusal:
    """What the program does raises when it is really run."""
    return Refusal(reason, "mistake")


@dataclass(frozen=True)
class Limits:
    """What one interpretation may use; going beyond any of these is a refusal that names it."""

    source: int = 200_000  # characters
    nesting: int = 60  # of the syntax tree
    steps: int = 100_000  # statements and expressions evaluated
    nodes: int = 5_000  # of the graph
    calls: int = 30  # calls inside calls
    length: int = 10_000  # entries of a list or a dictionary, characters of a string
    bits: int = 4_096  # of an integer, or of one side of a fraction


class Budget:
    """Counts what has been used of the limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._steps = 0
        self._nodes = 0

    def step(self) -> None:
        self._steps += 1
        if self._steps > self.limits.steps:
            raise Refusal(f"more than {self.limits.steps} steps", "limit")

    def node(self) -> None:
        self._nodes += 1
        if self._nodes > self.limits.nodes:
            raise Refusal(f"more than {self.limits.nodes} nodes", "limit")

    def length(self, length: int) -> None:
        if length > self.limits.length:
            raise Refusal(f"a length above {self.limits.length}", "limit")

    def bits(self, number: int) -> None:
        if number.bit_length() > self.limits.bits:
            raise Refusal(f"an integer of more than {self.limits.bits} bits", "limit")
