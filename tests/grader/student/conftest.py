"""A student in a worker process of its own, with limits short enough to be waited for."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.student.answers import Limits
from grader.student.process import Student


@pytest.fixture(scope="session")
def quick() -> Limits:
    """Limits for submissions that hang."""
    return Limits(call=0.4, statement=0.6, load=20.0, grace=0.5, memory=1 << 30)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which workers have theirs; empty but for these."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def student(temporary: Path, quick: Limits) -> Iterator[Student]:
    """A student that leaves no folder behind."""
    with Student(quick) as student:
        yield student
    assert list(temporary.iterdir()) == []
    gc.collect()
