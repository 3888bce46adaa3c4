"""How the text of a known mistake begins: what it is, and on how many inputs it was found."""

from __future__ import annotations

from grader.language import Language
from reference.formula import Mistake


def opening(mistake: Mistake, count: int, say: Language) -> str:
    """`count` is on how many inputs the mistake gives what the function gives, 0 where that is
    told of none: it shows at extreme inputs only."""
    if not count:
        return say("A known mistake")
    if mistake.kind == "convention":
        return say("Another convention, matched on all {count} inputs", count=count)
    return say("A known mistake, matched on all {count} inputs", count=count)


def besides(mistake: Mistake, count: int, say: Language) -> str:
    """The opening where something else has been said already."""
    if mistake.kind == "convention":
        return say("Another convention besides, matched on all {count} inputs", count=count)
    return say("A known mistake besides, matched on all {count} inputs", count=count)


def continued(opening: str, why: str) -> str:
    """What a mistake does, after an opening: behind a colon, or as a sentence of its own."""
    return f"{opening}{'.' if why[:1].isupper() else ':'} {why}"
