"""How a judge is asked: a goal in the pieces from which it follows."""

from reference.symbolic.strategy.pieces import decide

__all__ = ["decide"]
