"""Finds every problem: a public function of a module in problems/ makes one from a generator.

Each has a generator of its own, so that an instance depends on its name and seed alone.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import numpy as np

from . import problems
from .problem import Problem

Maker = Callable[[np.random.Generator], Problem]


@cache
def makers() -> dict[str, Maker]:
    """By name, "family/problem", in the order of the names."""
    found: dict[str, Maker] = {}
    for module in pkgutil.iter_modules(problems.__path__):
        family = importlib.import_module(f"{problems.__name__}.{module.name}")
        for name, maker in inspect.getmembers(family, inspect.isfunction):
            if maker.__module__ == family.__name__ and not name.startswith("_"):
                found[f"{module.name}/{name}"] = maker
    return found


def instance(name: str, seed: int) -> Problem:
    """One problem, as every run with this seed has it."""
    rng = np.random.default_rng([seed, zlib.crc32(name.encode())])
    return replace(makers()[name](rng), name=name, seed=seed)


def instances(seed: int, containing: str = "") -> Iterator[Problem]:
    """All problems of a seed whose name contains a text."""
    for name in makers():
        if containing in name:
            yield instance(name, seed)
