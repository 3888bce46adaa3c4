"""Random numbers that are the same everywhere."""

from __future__ import annotations

import subprocess
import sys

import numpy as np

from grader.gradcheck.draws import Draws


def test_the_same_seed_gives_the_same_numbers() -> None:
    first, second = Draws(7), Draws(7)
    assert np.array_equal(first.uniform(-1, 1, 50), second.uniform(-1, 1, 50))
    assert np.array_equal(first.signs(50), second.signs(50))
    assert not np.array_equal(Draws(7).signs(50), Draws(8).signs(50))


def test_many_numbers_go_on_with_the_stream_of_few() -> None:
    many = Draws(7).uniform(-1, 1, 2**16 + 40)
    assert np.array_equal(many[:50], Draws(7).uniform(-1, 1, 50))
    stream = Draws(7)
    stream.uniform(-1, 1, 2**16)
    assert np.array_equal(many[2**16 :], stream.uniform(-1, 1, 40))


def test_numbers_fill_their_range() -> None:
    drawn = Draws(0).uniform(2.0, 3.0, 4000)
    assert np.all((drawn > 2) & (drawn < 3))
    assert np.allclose(np.quantile(drawn, [0.25, 0.5, 0.75]), [2.25, 2.5, 2.75], atol=0.05)


def test_signs_are_even() -> None:
    drawn = Draws(0).signs(4000)
    assert set(drawn) == {1.0, -1.0}
    assert abs(drawn.mean()) < 0.05


def test_a_right_gradient_loads_neither_numpys_generators_nor_what_names_mistakes() -> None:
    script = """
import sys
import numpy as np
from grader.gradcheck.check import checking
from grader.gradcheck.claim import Claimed
from grader.gradcheck.parameters import layout
x = np.arange(1.0, 4.0)
asking = checking(Claimed(layout(x), 2 * x), x)
points = next(asking)
try:
    while True:
        points = asking.send([point @ point for point in points])
except StopIteration as stop:
    print(stop.value.verdict)
print({"numpy.random", "numpy.ma", "html", "grader.gradcheck.naming"} & set(sys.modules))
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["pass", "set()"]
