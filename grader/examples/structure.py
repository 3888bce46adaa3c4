"""The structure of a drawn example: of how many arrays, and of which sizes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from grader.examples.example import SIMPLE, SINGLE
from reference.domain import ArrayList, Domain, NetworkParameters, shapes


def alternative(domain: Domain, kind: str, rng: np.random.Generator) -> Domain:
    """Of a domain of several structures, one, the largest where every size is to be met as 1; any
    other domain as it is."""
    match domain:
        case ArrayList():
            lengths = range(1, len(domain.arrays) + 1)
            length = max(lengths) if kind == SINGLE else int(rng.choice(lengths))
            return replace(domain, arrays=domain.arrays[:length])
        case NetworkParameters():
            depth = max(domain.depths) if kind == SINGLE else int(rng.choice(domain.depths))
            return replace(domain, depths=(depth,))
        case _:
            return domain


def drawn_sizes(
    domain: Mapping[str, Domain], kind: str, turn: int, rng: np.random.Generator
) -> dict[str, Any]:
    """A size for every letter, all different, and the further axes under "..."."""
    named = [shape for argument in domain.values() for shape in shapes(argument)]
    letters = sorted({letter for shape in named for letter in shape.split()} - {"..."})
    leads = 0
    if any("..." in shape.split() for shape in named):
        # An update rule works entry by entry: it needs an axis to work along, a softmax has one.
        alone = any(shape == "..." for shape in named)
        leads = int(rng.integers(1, 3)) if alone else int(rng.choice([0, 0, 1, 1, 1, 2]))
    largest = len(letters) + 2 + (1 if kind == SIMPLE else 2)
    different = [int(size) for size in rng.permutation(range(2, largest + 1))]
    sizes: dict[str, Any] = dict(zip(letters, different, strict=False))
    lead = different[len(letters) : len(letters) + leads]
    if kind == SINGLE and (letters or lead):
        which = turn % (len(letters) + len(lead))
        if which < len(letters):
            sizes[letters[which]] = 1
        else:
            lead[which - len(letters)] = 1
    return sizes | {"...": tuple(lead)}
