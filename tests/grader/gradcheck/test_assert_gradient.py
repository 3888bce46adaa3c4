"""`assert_gradient` as it is met in somebody's own test suite."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from grader import assert_gradient

SUITE = """
import numpy as np
from grader import assert_gradient, check_gradient

X = np.arange(6.0).reshape(3, 2) / 6

def loss(W):
    return np.mean(np.tanh(X @ W) ** 2)

def gradient(W):
    t = np.tanh(X @ W)
    return X.T @ (2 * t * (1 - t**2))

W = np.array([[0.5, -1.0], [0.25, 0.75]])

def test_right():
    assert_gradient(loss, lambda W: gradient(W) / 6, W)

def test_asserted():
    assert_gradient(loss, gradient, W)

def test_plainly():
    assert check_gradient(loss, gradient, W)
"""


def test_a_test_that_fails_says_why_and_shows_its_own_line_only(tmp_path: Path) -> None:
    (tmp_path / "test_suite.py").write_text(SUITE, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--color=no", "test_suite.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "GRADPROOF_LANG": "en"},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert run.returncode == 1
    assert "2 failed, 1 passed" in run.stdout
    _, asserted, plainly = run.stdout.split("\n____")
    said = [line[1:].strip() for line in asserted.splitlines() if line.startswith("E ")]
    assert said[0] == ("AssertionError: Yours is 6 times what is measured: is a 1/N missing?")
    assert said[1].startswith("relative difference ")
    assert said[1].endswith(" evaluations of f")
    assert ">       assert_gradient(loss, gradient, W)" in asserted
    assert "check.py" not in asserted  # nothing of ours between the test and its message
    assert "assert <fail: Yours is 6 times what is measured: is a 1/N missing?>" in plainly


def test_what_cannot_be_told_does_not_pass() -> None:
    random = np.random.default_rng(0)
    with pytest.raises(AssertionError, match=r"^Cannot tell: f returns another value each time"):
        assert_gradient(lambda x: x @ x + random.normal(), lambda x: 2 * x, np.ones(3))


def test_a_right_gradient_is_silent() -> None:
    assert_gradient(lambda x: x @ x, lambda x: 2 * x, np.ones(3))
