"""All claims in one table, then what is worth a second look, then how many there are of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.prove.records import JUDGES, Claim, Example
from reference.symbolic.prover import Verdict

STYLES: dict[Verdict, str] = {
    "proved": "green",
    "checked": "yellow",
    "refuted": "red",
    "undecided": "yellow",
}


def overview(claims: Sequence[Claim]) -> Iterator[RenderableType]:
    """The table and what follows it."""
    yield _table(claims)
    yield from _section("One judge alone proved", [_alone(c) for c in claims if _is_alone(c)])
    refuted = [(c.name, c.counterexample) for c in claims if c.counterexample is not None]
    yield from _section("Refuted", ["\n".join([n, *counterexample(e)]) for n, e in refuted])
    left = [c for c in claims if c.verdict in ("checked", "undecided")]
    yield from _section("Neither proved nor refuted", [_open(c) for c in left])
    yield Text("\n" + totals(claims), style="bold")


def totals(claims: Sequence[Claim]) -> str:
    """How many there are of each kind, in one line."""
    proved = [c for c in claims if c.is_proved]
    said = [f"{len(proved)} of {_count(len(claims), 'claim')} proved"]
    alone = sum(map(_is_alone, claims))
    if alone:
        said[0] += f" ({len(proved) - alone} by both judges, {alone} by one)"
    for verdict in ("checked", "refuted", "undecided"):
        count = sum(c.verdict == verdict for c in claims)
        if count:
            said.append(f"{count} {verdict}")
    return ", ".join(said) + "."


def _table(claims: Sequence[Claim]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("formula\n  claim", no_wrap=True)
    table.add_column("\nverdict", no_wrap=True)
    table.add_column("\njudges", justify="right", no_wrap=True)
    table.add_column("\nscope")
    for formula, group in groupby(claims, key=lambda c: c.formula):
        table.add_row(Text(formula, style="bold"))
        for c in group:
            verdict = Text(c.verdict, style=STYLES[c.verdict])
            judges = Text(str(c.judges), style="yellow" if _is_alone(c) else "")
            table.add_row(f"  {c.claim}", verdict, judges if c.is_proved else "", Text(c.scope))
    return table


def _section(title: str, entries: Sequence[str]) -> Iterator[RenderableType]:
    if entries:
        yield Text(f"\n{title}:")
        for entry in entries:
            first, *more = entry.split("\n")
            yield Padding(Text(first), (0, 0, 0, 2))
            for line in more:
                yield Padding(Text(line), (0, 0, 0, 4))


def _is_alone(claim: Claim) -> bool:
    return claim.is_proved and claim.judges < JUDGES


def _alone(claim: Claim) -> str:
    return "\n".join([f"{claim.name}, {claim.by[0]}", *_stopped(claim)])


def _open(claim: Claim) -> str:
    return "\n".join([f"{claim.name}, {claim.verdict}", *_stopped(claim)])


def _stopped(claim: Claim) -> list[str]:
    return [f"it stopped at: {reason}" for reason in claim.reasons]


def counterexample(example: Example) -> list[str]:
    """The sizes, both sides where they differ most, and the inputs."""
    sizes = ", ".join(f"{size} = {extent}" for size, extent in example.sizes.items())
    where = f" at {list(example.index)}" if example.index else ""
    both = f"one side is {example.left:.6g}, the other {example.right:.6g}{where}"
    inputs = (f"{name} = {_short(value)}" for name, value in example.inputs.items())
    return [f"{sizes}: {both}" if sizes else both, *inputs]


def _short(value: object) -> str:
    """An array on one line, with few digits; so it can be pasted."""
    text = np.array2string(np.asarray(value), precision=4, separator=", ", max_line_width=10**6)
    return " ".join(text.split())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
