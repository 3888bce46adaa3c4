"""Subjects for the tests of the audit, each made once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.audit.subjects import Subject, subjects

Find = Callable[..., Subject]


@pytest.fixture(scope="session")
def every() -> tuple[Subject, ...]:
    """Every formula in each of its conventions."""
    return subjects(None, 0)


@pytest.fixture(scope="session")
def subject(every: tuple[Subject, ...]) -> Find:
    """One of them: the formula in its own convention, or in another one."""

    def find(name: str, **convention: str) -> Subject:
        return next(
            one
            for one in every
            if one.name == name and convention.items() <= dict(one.convention).items()
        )

    return find
