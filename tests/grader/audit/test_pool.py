"""A piece that hangs, dies or eats memory costs itself and nothing else."""

from __future__ import annotations

import os

import pytest
from pieces_of_work import work

from grader.audit.pool import _Waiting, done

SECONDS, MEMORY = 3.0, 2 << 30


def test_the_others_are_done() -> None:
    pieces = ["a", "hangs", "bb", "dies", "ccc"]
    found = list(done(work, pieces, jobs=2, seconds=SECONDS, memory=MEMORY))
    told = {one.piece: (one.result, one.lost) for one in found}
    assert told == {
        "a": (1, ""),
        "hangs": (None, "late"),
        "bb": (2, ""),
        "dies": (None, "died"),
        "ccc": (3, ""),
    }


def test_what_is_about_the_same_thing_follows() -> None:
    pieces = ["a1", "a2", "a3", "b1", "b2", "c1"]
    waiting = _Waiting(pieces, lambda piece: piece[0])
    one, other = next(waiting.after(None)), next(waiting.after(None))
    assert (one, other) == ("a1", "b1")
    assert list(waiting.after(one)) == ["a2", "a3", "c1", "b2"]
    assert list(waiting.after(other)) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="memory is limited on Unix alone")
def test_memory_is_limited() -> None:
    with pytest.raises(MemoryError):
        list(done(work, ["eats"], jobs=1, seconds=60, memory=MEMORY))


def test_an_exception_of_ours_is_raised() -> None:
    with pytest.raises(ValueError, match="a fault of ours"):
        list(done(work, ["raises"], jobs=1, seconds=60, memory=MEMORY))


def test_nothing_to_do() -> None:
    assert list(done(work, [], jobs=2, seconds=1, memory=MEMORY)) == []
