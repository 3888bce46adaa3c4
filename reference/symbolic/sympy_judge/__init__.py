"""The second judge: sympy with inert sums. It shares nothing with the first one but the graph."""

from reference.symbolic.sympy_judge.judge import SympyJudge

__all__ = ["SympyJudge"]
