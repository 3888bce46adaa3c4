"""One input of a formula, and the kinds of inputs that there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from reference.values import arguments, leaves

# In the order of the bank.
SIMPLE = "simple"  # small integers
GENERAL = "general"
FINE = "fine"  # numbers of many digits, where the others have as few as one would write down
TIES = "ties"  # equal entries
SINGLE = "single"  # a size is 1, a count the least that it can be
FRESH = "fresh"  # zero state, first step, some gradients exactly zero
TINY = "tiny"  # numbers so small that ε decides
EXTREME = "extreme"  # only a stable computation stays finite


@dataclass(frozen=True)
class Example:
    """One input of a formula: its arguments by name, of which kind it is, and its sizes.

    Where a function receives a random generator, `inputs` has a seed and `arguments` a generator.
    """

    inputs: Mapping[str, Any]
    kind: str
    sizes: Mapping[str, int]

    @property
    def arguments(self) -> tuple[Any, ...]:
        return arguments(self.inputs)

    @property
    def entries(self) -> int:
        """How many numbers there are to read."""
        return sum(np.size(leaf) for value in self.inputs.values() for leaf in leaves(value))
