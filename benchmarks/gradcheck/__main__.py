"""python -m benchmarks.gradcheck --seeds 1 2 3 --only ours,torch --json FILE."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
from dataclasses import asdict
from pathlib import Path
from types import ModuleType

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from rich.console import Console

from . import peers
from .corpus import instances
from .measure import Row, claims, rows
from .table import detail, show


def arguments() -> argparse.Namespace:
    """What to run on what."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gradcheck", description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0])
    parser.add_argument("--only", default="", help="checkers, separated by commas")
    parser.add_argument("--problems", default="", help="a part of the names of the problems")
    parser.add_argument("--json", type=Path, help="write every row here, one a line")
    parser.add_argument("--ours-detail", action="store_true", help="each fault of ours by name")
    return parser.parse_args()


def installed(only: set[str], console: Console) -> list[ModuleType]:
    """The checkers asked for that can be imported; why the others cannot is said. Ours is first."""
    found = []
    for module in pkgutil.iter_modules(peers.__path__):
        if only and not any(module.name.startswith(name) for name in only):
            continue
        try:
            peer = importlib.import_module(f"{peers.__name__}.{module.name}")
        except ImportError as error:
            console.print(f"skipped {module.name}: {error}", markup=False)
            continue
        if hasattr(peer, "check"):
            found.append(peer)
    return sorted(found, key=lambda peer: peer.NAME != "ours")


def main() -> None:
    """Run, write, print."""
    asked, console = arguments(), Console(width=None if os.isatty(1) else 400)
    checkers = installed(set(filter(None, asked.only.split(","))), console)
    if asked.json:
        asked.json.unlink(missing_ok=True)
    found: list[Row] = []
    problems = bugs = invisible = 0
    for seed in asked.seeds:
        for problem in instances(seed, asked.problems):
            chosen = claims(problem)
            problems += 1
            bugs += len(chosen.visible)
            invisible += len(chosen.invisible)
            new = [row for peer in checkers for row in rows(chosen, peer)]
            found += new
            if asked.json:
                with asked.json.open("a", encoding="utf-8") as lines:
                    lines.writelines(json.dumps(asdict(row)) + "\n" for row in new)
    console.print(
        f"{len(asked.seeds)} seeds, {problems} problems, {bugs} visible wrong gradients; "
        f"{invisible} that no difference sees are left out",
        highlight=False,
    )
    show(found, console)
    if asked.ours_detail:
        detail(found, console)


if __name__ == "__main__":
    main()
