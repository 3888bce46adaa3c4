"""Finds all that the files of formulas and of mistakes declare; nothing is listed by hand."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType, ModuleType

from reference import formulas, mistakes
from reference.formula import Claim, Composition, Formula, Law, Line, Mistake, Pair, Terms


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
    pairs: tuple[Pair, ...] = ()


@cache
def catalogue() -> Mapping[str, Formula]:
    """Every formula by name, in the order of files and, within a file, of definition."""
    return MappingProxyType({name: entry.formula for name, entry in entries().items()})


@cache
def entries() -> Mapping[str, Entry]:
    """Every formula by name, with what the files say of it."""
    found: dict[str, Entry] = {}
    for file in _files(formulas):
        found.update(_entries_in(file))
    return MappingProxyType(found)


def entry(name: str) -> Entry | None:
    """One formula with what the files say of it, None where there is none of that name.

    The other files are read only where no file has that name.
    """
    here = _entries_in(name) if name in _files(formulas) else {}
    return here.get(name) or entries().get(name)


@cache
def _entries_in(file: str) -> Mapping[str, Entry]:
    """What a file of formulas and the file of mistakes of the same name declare."""
    packages = [formulas, *([mistakes] if file in _files(mistakes) else [])]
    return entries_of(*(importlib.import_module(f"{p.__name__}.{file}") for p in packages))


@cache
def _files(package: ModuleType) -> tuple[str, ...]:
    return tuple(info.name for info in pkgutil.iter_modules(package.__path__))


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
            pairs=tuple(r for r in records if isinstance(r, Pair) and r.formula is record),
        )
        for record in vars(module).values()
        if isinstance(record, Formula) and record.function.__module__ == module.__name__
    }
