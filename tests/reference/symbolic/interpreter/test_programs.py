"""What a program computes is what its graph computes, at several sizes, 1 included."""

from __future__ import annotations

from collections.abc import Callable

import pytest


@pytest.mark.corpus("arrays", "mutation", "loops", "python", "training", "reductions", "branching")
def test_a_program_and_its_graph_agree(source: str, name: str, bridge: Callable[..., None]) -> None:
    bridge(source, name)
