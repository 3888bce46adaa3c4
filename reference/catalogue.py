"""Finds all that the files of formulas and of mistakes declare; nothing is listed by hand."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType, ModuleType

from reference import formulas, mistakes
from reference.formula import Claim, Composition, Formula, Law, Line, Mistake, Terms


@dataclass(frozen=True)
class Entry:
    """A formula with what its file says about it."""

    formula: Formula
    laws: tuple[Law, ...]
    mistakes: tuple[Mistake, ...]
    compositions: tuple[Composition, ...]
    terms: tuple[Terms, ...] = ()
    claims: tuple[Claim, ...] = ()
    lines: tuple[Line, ...] = ()


@cache
def catalogue() -> Mapping[str, Formula]:
    """Every formula by name, in the order of files and, within a file, of definition."""
    return MappingProxyType({name: entry.formula for name, entry in entries().items()})


@cache
def entries() -> Mapping[str, Entry]:
    """Every formula by name, with what the files say of it."""
    of_mistakes = {module.__name__.rpartition(".")[2]: module for module in _modules(mistakes)}
    found: dict[str, Entry] = {}
    for module in _modules(formulas):
        name = module.__name__.rpartition(".")[2]
        found.update(entries_of(module, *filter(None, [of_mistakes.get(name)])))
    return MappingProxyType(found)


def _modules(package: ModuleType) -> list[ModuleType]:
    found = pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
    return [importlib.import_module(info.name) for info in found]


def entries_of(module: ModuleType, *others: ModuleType) -> Mapping[str, Entry]:
    """The formulas that one module defines, by name, with what it and some others say of them."""
    records = [record for one in (module, *others) for record in vars(one).values()]
    lines = [line for one in (module, *others) for line in getattr(one, "TEXTBOOK", ())]
    return {
        record.name: Entry(
            formula=record,
            laws=tuple(r for r in records if isinstance(r, Law) and r.formula is record),
            mistakes=tuple(r for r in records if isinstance(r, Mistake) and r.formula is record),
            compositions=tuple(
                r for r in records if isinstance(r, Composition) and r.formula is record
            ),
            terms=tuple(r for r in records if isinstance(r, Terms) and r.formula is record),
            claims=tuple(r for r in records if isinstance(r, Claim) and r.about is record),
            lines=tuple(line for line in lines if line.formula is record),
        )
        for record in vars(module).values()
        if isinstance(record, Formula) and record.function.__module__ == module.__name__
    }
