"""The catalogue finds what is in the folder, and nothing registers itself."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from types import ModuleType

import numpy as np
import pytest

import reference
from reference import formulas, mistakes
from reference.catalogue import catalogue, entries, entries_of, entry
from reference.domain import Array
from reference.formula import formula, law, mistake, terms

ENTRIES = list(entries().values())


def test_every_file_in_the_folder_is_in_the_catalogue() -> None:
    files = {f"{formulas.__name__}.{info.name}" for info in pkgutil.iter_modules(formulas.__path__)}
    assert {formula.function.__module__ for formula in catalogue().values()} == files


def test_every_file_of_mistakes_goes_with_a_formula_file() -> None:
    of_mistakes = {info.name for info in pkgutil.iter_modules(mistakes.__path__)}
    assert of_mistakes <= {info.name for info in pkgutil.iter_modules(formulas.__path__)}
    declared = {m.formula.name for entry in ENTRIES for m in entry.mistakes}
    assert of_mistakes <= declared


def test_a_formula_is_found_under_the_name_of_its_function() -> None:
    assert reference.catalogue()["softmax"](np.array([5.0])) == 1
    assert all(name == found.function.__name__ for name, found in catalogue().items())


@pytest.mark.parametrize("name", entries())
def test_a_formula_alone_is_that_of_the_whole_catalogue(name: str) -> None:
    assert entry(name) == entries()[name]


def test_a_name_that_no_formula_has_is_no_entry() -> None:
    assert entry("no_such_formula") is entry("../softmax") is None


def test_a_formula_alone_loads_no_other_file() -> None:
    code = "import sys; from reference.catalogue import entry; entry('adam'); print(*sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name for name in shown.stdout.split() if name.startswith("reference.mistakes.")}
    assert "reference.mistakes.adam.epsilon" in loaded
    assert {".".join(name.split(".")[:3]) for name in loaded} == {"reference.mistakes.adam"}


def test_the_mistakes_of_a_folder_stand_in_the_order_of_its_files() -> None:
    files = [mistake.function.__module__ for mistake in entries()["adam"].mistakes]
    first, *others = list(dict.fromkeys(files))
    assert first == "reference.mistakes.adam"
    assert others == sorted(others)
    # Every file stands in one piece.
    assert files == [file for file in (first, *others) for _ in range(files.count(file))]


def test_every_file_of_mistakes_is_read() -> None:
    files = pkgutil.walk_packages(mistakes.__path__, f"{mistakes.__name__}.")
    records = [record for entry in ENTRIES for record in (*entry.mistakes, *entry.pairs)]
    assert {info.name for info in files} == {record.function.__module__ for record in records}


def test_the_catalogue_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        catalogue()["softmax"] = None  # type: ignore[index]


def test_a_module_yields_what_it_defines_and_not_what_it_imports() -> None:
    softmax = catalogue()["softmax"]
    module = ModuleType("a_formula_file")

    def half(x):
        return x / 2

    half.__module__ = module.__name__
    module.half = formula(x=Array("n"), example={"x": [1.0]})(half)
    module.softmax = softmax
    module.twice_a_half = law(module.half, says="…")(lambda h, x: (2 * h, x))
    module.double = mistake(module.half, headline="…", why="…", hints="…")(lambda x: 2 * x)
    module.twice_a_quarter = terms(module.half, names=("one", "the other"), says="…")(
        lambda x: (x / 4, x / 4)
    )
    module.of_another = mistake(softmax, headline="…", why="…", hints="…")(lambda x: x)

    (entry,) = entries_of(module).values()
    assert entry.formula is module.half
    assert entry.laws == (module.twice_a_half,)
    assert entry.mistakes == (module.double,)
    assert entry.terms == (module.twice_a_quarter,)


def test_what_one_module_imports_from_another_stands_where_it_is_defined() -> None:
    formulas_file, first, second = (ModuleType(name) for name in ("a_formula", "first", "second"))

    def half(x):
        return x / 2

    def double(x):
        return 2 * x

    half.__module__, double.__module__ = formulas_file.__name__, second.__name__
    formulas_file.half = formula(x=Array("n"), example={"x": [1.0]})(half)
    second.double = mistake(formulas_file.half, headline="…", why="…", hints="…")(double)
    first.double = second.double
    first.unchanged = mistake(formulas_file.half, headline="…", why="…", hints="…")(lambda x: x)

    (entry,) = entries_of(formulas_file, first, second).values()
    assert entry.mistakes == (first.unchanged, second.double)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.formula.name)
def test_names_of_laws_and_mistakes_are_not_used_twice(entry) -> None:
    for records in (entry.laws, entry.mistakes):
        names = [record.name for record in records]
        assert len(set(names)) == len(names)
