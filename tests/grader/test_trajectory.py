"""Steps of an update rule: each starts where the one before it ended, whatever the rule carries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.assignment import TaskSpec
from grader.evidence import collect
from grader.question import question
from grader.trajectory import STEPS
from reference.catalogue import catalogue, entries


def steps(name: str, in_process: Callable[..., Any], seen: list[Any]) -> Any:
    formula = catalogue()[name]

    def function(*arguments: Any) -> Any:
        seen.append(arguments)
        return formula(*arguments)

    asked = question(TaskSpec(formula=name, points=2.0), entries()[name], 0)
    return collect(in_process({name: function}), asked, "").trajectories


@pytest.mark.parametrize("name", ["heavy_ball", "nesterov"])
def test_the_weights_of_a_step_are_the_previous_ones_of_the_next(
    name: str, in_process: Callable[..., Any]
) -> None:
    seen: list[Any] = []
    trajectories = steps(name, in_process, seen)
    assert len(trajectories) == 2
    for number, trajectory in enumerate(reversed(trajectories), start=1):
        last = len(seen) - (number - 1) * STEPS
        taken = seen[last - STEPS : last]
        np.testing.assert_array_equal(taken[0][0], taken[0][1])  # before the first step, at rest
        for before, after, result in zip(taken, taken[1:], trajectory.got, strict=False):
            np.testing.assert_array_equal(after[1], before[0])
            np.testing.assert_array_equal(after[0], result["w"])
        assert not trajectory.wrong_steps("w")
        assert len(trajectory.got) == STEPS


def test_a_gradient_as_a_function_is_asked_at_every_step(in_process: Callable[..., Any]) -> None:
    seen: list[Any] = []
    for trajectory in steps("nesterov", in_process, seen):
        gradient = trajectory.gradients[0]
        w = [trajectory.start["w"], *(step["w"] for step in trajectory.got)]
        lr, gamma = trajectory.start["lr"], trajectory.start["gamma"]
        for before, here, after in zip(w, w[1:], w[2:], strict=False):
            ahead = here + gamma * (here - before)
            np.testing.assert_allclose(after, ahead - lr * gradient(ahead), rtol=1e-12)
