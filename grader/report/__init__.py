"""The formats in which a report can be written: one file each, found by its name.

A file of this folder that defines `render(report, hint=...) -> str` is a format; the files beside
them hold what formats share.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import cast

from grader.records import Report


def formats() -> tuple[str, ...]:
    """The names of the formats, in alphabetical order."""
    names = sorted(info.name for info in pkgutil.iter_modules(__path__))
    return tuple(name for name in names if _is_format(name))


def render(report: Report, format: str, hint: int | None = None) -> str:  # noqa: A002
    """The report in one format, ending in a newline; `hint` as far as hints are wanted.

    Without `hint` the format decides how many hints it gives. Raises ValueError where there is no
    such format.
    """
    known = {info.name for info in pkgutil.iter_modules(__path__)}
    if format not in known or not _is_format(format):
        raise ValueError(f"no such format: {format!r}; there are {', '.join(formats())}")
    module = importlib.import_module(f"{__name__}.{format}")
    written = module.render(report) if hint is None else module.render(report, hint)
    return cast(str, written)


def _is_format(name: str) -> bool:
    return hasattr(importlib.import_module(f"{__name__}.{name}"), "render")
