"""Finds all that the files of formulas and of mistakes declare; nothing is listed by hand."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType, ModuleType

from reference import formulas, mistakes
from reference.formula import Claim, Composition, Formula, Law, Line, Mistake, Pair, Step, Terms


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
    steps: tuple[Step, ...] = ()

    @property
    def conventions(self) -> Mapping[str, tuple[str, ...]]:
        """The conventions that the formula knows, each with its values, its own first:
        {"reduction": ("mean", "sum")}."""
        found: dict[str, list[str]] = {}
        for convention in (self.formula.convention, *(m.convention for m in self.mistakes)):
            for name, value in convention.items():
                if value not in found.setdefault(name, []):
                    found[name].append(value)
        return {name: tuple(values) for name, values in found.items()}


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
    """What a file of formulas and the mistakes of the same name declare."""
    return entries_of(
        importlib.import_module(f"{formulas.__name__}.{file}"),
        *(_modules(f"{mistakes.__name__}.{file}") if file in _files(mistakes) else ()),
    )


def _modules(name: str) -> Iterator[ModuleType]:
    """One module, or those of a folder: its `__init__.py`, then the others by name.

    Where a student's code may be one of several mistakes, the first is named: so what is made
    most often stands in `__init__.py`, and what is added later below it in the file of its idea.
    """
    module = importlib.import_module(name)
    yield module
    if hasattr(module, "__path__"):
        for file in sorted(_files(module)):
            yield importlib.import_module(f"{name}.{file}")


@cache
def _files(package: ModuleType) -> tuple[str, ...]:
    return tuple(info.name for info in pkgutil.iter_modules(package.__path__))


def entries_of(module: ModuleType, *others: ModuleType) -> Mapping[str, Entry]:
    """The formulas that one module defines, by name, with what it and some others say of them.

    The records stand in the order of the modules and, within a module, of definition. What one of
    them imports from another stands where it is defined.
    """
    records = [
        record
        for one in (module, *others)
        for record in vars(one).values()
        if not _is_imported(record, one, (module, *others))
    ]
    lines = [line for one in (module, *others) for line in getattr(one, "TEXTBOOK", ())]
    steps = [step for one in (module, *others) for step in getattr(one, "COMPONENTS", ())]
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
            steps=tuple(step for step in steps if step.formula is record),
        )
        for record in vars(module).values()
        if isinstance(record, Formula) and record.function.__module__ == module.__name__
    }


def _is_imported(record: object, module: ModuleType, among: Iterable[ModuleType]) -> bool:
    """Whether what stands in a module is a record of another one of these modules."""
    if not isinstance(record, Law | Mistake | Composition | Terms | Claim | Pair):
        return False
    home = record.function.__module__
    return home != module.__name__ and home in {one.__name__ for one in among}
