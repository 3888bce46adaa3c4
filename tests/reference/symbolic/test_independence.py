"""The two judges share nothing but the graph and the goals."""

from __future__ import annotations

import grimp
import pytest

SHARED = {"reference.symbolic.graph", "reference.symbolic.goal"}
JUDGES = ("reference.symbolic.normal_form.judge", "reference.symbolic.sympy_judge.judge")


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    return grimp.build_graph("reference", include_external_packages=True, cache_dir=None)


def below(judge: str, imports: grimp.ImportGraph) -> set[str]:
    """What a judge imports, and what that imports, of ours and of others beside Python's own."""
    found = imports.find_upstream_modules(judge)
    return {name for name in found if name.startswith("reference.") or name == "sympy"}


def test_the_judges_share_the_graph_alone(imports: grimp.ImportGraph) -> None:
    ours, theirs = (below(judge, imports) for judge in JUDGES)
    assert ours & theirs == SHARED
    assert "sympy" in theirs
    assert len(ours - SHARED) > 3


def test_the_graph_and_the_goals_stand_on_nothing(imports: grimp.ImportGraph) -> None:
    for name in SHARED:
        assert below(name, imports) <= SHARED
