"""What a diagnosis finds: why a function is wrong, and what a report says about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Explanation:
    """`code` is for the teacher, the rest is text in the student's language.

    `headline` stands in the table, `sentence` replaces what the failed check measured, `why`,
    `right` and `hints` are those of the report, `action` is the one thing to do before editing;
    where one is empty, what was measured stands instead. `is_factor` tells that every entry is a
    constant times the right one, `is_convention` that the form is in use elsewhere,
    `is_unreadable` that what was returned is no such array, so that no shape of it is shown.
    `beside` is what else is wrong, for a reason of its own; of it, only `code`, `why` and `hints`
    are looked at.
    """

    code: str
    headline: str
    why: str
    sentence: str = ""
    right: str = ""
    hints: tuple[str, ...] = ()
    action: str = ""
    is_factor: bool = False
    is_convention: bool = False
    is_unreadable: bool = False
    beside: tuple[Explanation, ...] = ()

    @property
    def all(self) -> tuple[Explanation, ...]:
        return (self, *self.beside)
