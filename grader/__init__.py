"""A submission in, a report out: property-based and numerical gradient checks for numpy code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.gradcheck import GradientCheck, assert_gradient, check_gradient

__all__ = ["GradientCheck", "assert_gradient", "check_gradient"]


def __getattr__(name: str) -> Any:
    # Imported on demand: the worker that runs a student's code imports this package, too, and is
    # to hold nothing of ours.
    if name in __all__:
        from grader import gradcheck

        return getattr(gradcheck, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
