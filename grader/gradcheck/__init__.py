"""Gradient checks that nobody has to tune."""

from grader.gradcheck.check import assert_gradient, check_gradient
from grader.gradcheck.result import GradientCheck

__all__ = ["GradientCheck", "assert_gradient", "check_gradient"]
