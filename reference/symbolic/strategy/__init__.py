"""How a judge is asked: a goal in the pieces from which it follows."""

from reference.symbolic.strategy.decide import decide

__all__ = ["decide"]
