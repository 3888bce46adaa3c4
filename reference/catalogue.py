"""Finds all that the files in `reference/formulas/` declare; nothing is listed by hand."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType, ModuleType

from reference import formulas
from reference.formula import Composition, Formula, Law, Mistake, Terms


@dataclass(frozen=True)
class Entry:
    """A formula with what its file says about it."""

    formula: Formula
    laws: tuple[Law, ...]
    mistakes: tuple[Mistake, ...]
    compositions: tuple[Composition, ...]
    terms: tuple[Terms, ...] = ()


@cache
def catalogue() -> Mapping[str, Formula]:
    """Every formula by name, in the order of files and, within a file, of definition."""
    return MappingProxyType({name: entry.formula for name, entry in entries().items()})


@cache
def entries() -> Mapping[str, Entry]:
    """Every formula by name, with its laws, mistakes and terms."""
    found: dict[str, Entry] = {}
    for info in pkgutil.iter_modules(formulas.__path__, f"{formulas.__name__}."):
        found.update(entries_of(importlib.import_module(info.name)))
    return MappingProxyType(found)


def entries_of(module: ModuleType) -> Mapping[str, Entry]:
    """The formulas that one module defines, by name, with their laws, mistakes and terms."""
    records = list(vars(module).values())
    return {
        record.name: Entry(
            formula=record,
            laws=tuple(r for r in records if isinstance(r, Law) and r.formula is record),
            mistakes=tuple(r for r in records if isinstance(r, Mistake) and r.formula is record),
            compositions=tuple(
                r for r in records if isinstance(r, Composition) and r.formula is record
            ),
            terms=tuple(r for r in records if isinstance(r, Terms) and r.formula is record),
        )
        for record in records
        if isinstance(record, Formula) and record.function.__module__ == module.__name__
    }
