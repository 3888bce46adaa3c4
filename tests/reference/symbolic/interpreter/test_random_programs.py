"""Random programs and their graphs compute the same, or the program is refused."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from random_programs import programs

from reference.symbolic.interpreter import Refusal


@settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(source=programs())
def test_a_random_program_and_its_graph_agree(source: str, bridge: Callable[..., None]) -> None:
    try:
        bridge(source, "program")
    except Refusal:
        return
