"""The rows as a table: false alarms, misses, unsure, evaluations, time; and ours in detail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median, quantiles

from rich.box import MARKDOWN
from rich.console import Console
from rich.table import Table

from .measure import Row

COLUMNS = (
    "checker",
    "right: false alarms",
    "unsure",
    "wrong: missed",
    "unsure",
    "unsure is honest: pass/fail/unsure",
    "crashed",
    "f calls, right: median/p95/max",
    "f calls, wrong: median/p95/max",
    "coordinate named",
    "in 4·log2 n + 20 calls",
    "slip named",
    "time / ours",
    "faster than ours on",
)


def show(rows: Sequence[Row], console: Console) -> None:
    """One line per checker."""
    table = Table(*COLUMNS, box=MARKDOWN)
    for peer in dict.fromkeys(row.peer for row in rows):
        table.add_row(*line(peer, rows))
    console.print(table)


def line(peer: str, rows: Sequence[Row]) -> list[str]:
    """A checker's figures, in the order of COLUMNS."""
    mine = [row for row in rows if row.peer == peer]
    right = [row for row in mine if row.kind == "right"]
    wrong = [row for row in mine if row.kind not in {"right", "honest"}]
    honest = [row.verdict for row in mine if row.kind == "honest"]
    caught = [row for row in wrong if row.verdict == "fail"]
    single = [row for row in caught if row.kind == "coordinate"]
    slips = [row for row in caught if row.kind == "slip"]
    names = any(row.where is not None or row.suspicion for row in mine)
    ratio, faster = times(peer, rows)
    return [
        peer,
        _share(sum(row.verdict == "fail" for row in right), len(right)),
        str(sum(row.verdict == "unsure" for row in right)),
        _share(sum(row.verdict == "pass" for row in wrong), len(wrong)),
        str(sum(row.verdict == "unsure" for row in wrong)),
        "/".join(str(honest.count(v)) for v in ("pass", "fail", "unsure")),
        str(sum(row.verdict == "crash" for row in mine)),
        _spread(row.evaluations for row in right),
        _spread(row.evaluations for row in wrong),
        _share(sum(bool(row.named) for row in single), len(single)) if names else "-",
        _share(sum(bool(row.named and row.within) for row in single), len(single))
        if names
        else "-",
        _share(sum(bool(row.named) for row in slips), len(slips)) if names else "-",
        ratio,
        faster,
    ]


def times(peer: str, rows: Iterable[Row]) -> tuple[str, str]:
    """Of the problems both were asked: the median ratio to ours, and on how many it is faster."""
    seconds: dict[tuple[str, str, int], list[float]] = defaultdict(list)
    for row in rows:
        if row.kind != "honest":
            seconds[row.peer, row.problem, row.seed].append(row.seconds)
    ratios = [
        median(taken) / median(seconds["ours", problem, seed])
        for (who, problem, seed), taken in list(seconds.items())
        if who == peer and ("ours", problem, seed) in seconds
    ]
    if not ratios or peer == "ours":
        return "1" if ratios else "", ""
    return f"{median(ratios):.2g}", _share(sum(ratio < 1 for ratio in ratios), len(ratios))


def detail(rows: Iterable[Row], console: Console) -> None:
    """Each false alarm, miss, unsure and unnamed bug of ours, to be made again by name and seed."""
    for row in rows:
        if row.peer != "ours":
            continue
        complaint = fault(row)
        if complaint:
            console.print(
                f"{complaint:<12} {row.problem} seed {row.seed}: {row.label!r} n={row.size} "
                f"evaluations={row.evaluations} where={row.where} "
                f"suspicion={row.suspicion!r} {row.note}",
                markup=False,
                highlight=False,
                soft_wrap=True,
            )


def fault(row: Row) -> str | None:
    """What is not as it should be, in a word or two."""
    if row.verdict == "crash":
        return "crashed"
    if row.kind == "honest":
        return None if row.verdict == "unsure" else f"{row.verdict}, honest is unsure"
    if row.kind == "right":
        return {"fail": "false alarm", "unsure": "unsure right"}.get(row.verdict)
    if row.verdict != "fail":
        return {"pass": "missed", "unsure": "unsure wrong"}[row.verdict]
    if row.named is False:
        return "unnamed"
    return "dear" if row.kind == "coordinate" and not row.within else None


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole}"


def _spread(evaluations: Iterable[int]) -> str:
    counts = sorted(evaluations)
    if len(counts) < 2:
        return "/".join(map(str, counts))
    most = quantiles(counts, n=20, method="inclusive")[-1]
    return f"{median(counts):g}/{most:.0f}/{counts[-1]}"
