"""A list or a dict of arrays: which of them is the first that is wrong, on every input.

The gradient of a network is computed from its last layer back, each array from what reached the
ones before it. One that is wrong makes all after it wrong, through no fault of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from grader.comparison import PartJudgement
from grader.diagnosis.explanation import Explanation
from grader.diagnosis.family import imprecise, pairs
from grader.diagnosis.relation import TRANSPOSED, Pair, Relation, relation
from grader.evidence import Evidence
from grader.examples import Example
from grader.gradcheck.parameters import Leaf
from grader.language import Language


class _Place(NamedTuple):
    """Where an array stands in networks of all depths: `layer` is counted from the first one or,
    where it is not positive, from the last one."""

    name: str
    layer: int

    @property
    def code(self) -> str:
        if self.layer > 0:
            return f"{self.name}{self.layer}"
        return f"{self.name}-last" + (f"{self.layer}" if self.layer else "")


def explain(evidence: Evidence, say: Language, part: int) -> Explanation | None:
    """The first wrong array of a gradient, where no input shows an earlier one; else None.

    Nothing is said where all of the numbers have one relation to the right ones, or are right to
    some digits: it says more.
    """
    wrong = evidence.wrong(evidence.ordinary, part)
    judged = [j.parts[part] for i in wrong if (j := evidence.judgements[i]) is not None]
    layouts = [one.layout for one in judged if one.layout is not None and one.value is not None]
    if not judged or len(layouts) < len(judged):
        return None
    turn = evidence.in_turn(layouts[0])
    if turn == layouts[0].leaves or relation(pairs(evidence, part, evidence.ordinary)):
        return None
    if imprecise(evidence, say, part):
        return None
    firsts = [
        next(leaf for leaf in evidence.in_turn(o) if leaf in j.wrong_leaves())
        for o, j in zip(layouts, judged, strict=True)
    ]
    places = [_places(leaf, _depth(one)) for leaf, one in zip(firsts, judged, strict=True)]
    place = _common(places) or _earliest(places)
    if place is None:
        return None
    first = firsts[0]
    before = [leaf.name for leaf in turn[: turn.index(first)]]
    examples = [evidence.examples[i] for i in wrong]
    tied = (
        relation(_pairs(examples, judged, [(one,) for one in firsts])) if _common(places) else None
    )
    others = [
        tuple(leaf for leaf in one.wrong_leaves() if leaf != its)
        for one, its in zip(judged, firsts, strict=True)
    ]
    said = _alone(first.name, tied, say)
    if others[0]:
        said += _after(first.name, tied, relation(_pairs(examples, judged, others)), say)
    return Explanation(
        code=f"first-wrong:{place.code}",
        headline=say("{part} is the first that is wrong", part=first.name),
        why=" ".join(said),
        right=_right(evidence, part, place, turn, say),
        hints=tuple(_hints(first.name, before, say)),
    )


def _depth(judged: PartJudgement) -> int:
    leaves = judged.layout.leaves if judged.layout else ()
    return max(_layer(leaf)[1] for leaf in leaves)


def _layer(leaf: Leaf) -> tuple[str, int]:
    """The name of an array without its layer, and the layer; 0 where it has none."""
    found = re.fullmatch(r"(.*?)(\d*)", leaf.name)
    return (found[1], int(found[2] or 0)) if found else (leaf.name, 0)


def _places(leaf: Leaf, depth: int) -> set[_Place]:
    name, layer = _layer(leaf)
    return {_Place(name, layer), _Place(name, layer - depth)}


def _common(places: list[set[_Place]]) -> _Place | None:
    """The place that is the first wrong one on every input."""
    return max(set.intersection(*places), key=lambda one: one.layer, default=None)


def _earliest(places: list[set[_Place]]) -> _Place | None:
    """The place of the first of some inputs, if none is nearer to the last layer: an error may
    leave the same array right on some inputs by luck."""
    from_last = [place for some in places for place in some if place.layer <= 0]
    nearest = max(place.layer for place in from_last)
    return from_last[0] if from_last[0].layer == nearest else None


def _pairs(
    examples: Sequence[Example],
    judged: Sequence[PartJudgement],
    leaves: Sequence[tuple[Leaf, ...]],
) -> list[Pair]:
    """Some arrays of each example beside the right ones."""
    return [
        Pair(
            _cut(one.value, leaf),
            _cut(one.right, leaf),
            example,
            float(np.max(one.tolerance[leaf.part], initial=0.0)),
        )
        for example, one, some in zip(examples, judged, leaves, strict=True)
        for leaf in some
    ]


def _cut(array: Any, leaf: Leaf) -> Any:
    return array[leaf.part].reshape(leaf.shape)


def _alone(name: str, tied: Relation | None, say: Language) -> list[str]:
    """What the first wrong array has to do with the right one, the same on all inputs."""
    match tied:
        case None:
            return []
        case Relation(kind="scale"):
            return [say("{part} is {factor} times the right one.", part=name, factor=tied.factor)]
        case Relation(kind="sign"):
            return [say("{part} has the right size and the opposite sign.", part=name)]
        case _:
            return [
                say(
                    "The numbers of {part} are right, but rows and columns are exchanged.",
                    part=name,
                )
            ]


def _after(name: str, tied: Relation | None, other: Relation | None, say: Language) -> list[str]:
    """What the first wrong array has to do with the other wrong ones. The way back is linear: what
    multiplies a gradient multiplies all that is made from it."""
    if tied is None or tied.kind == TRANSPOSED:
        return [
            say(
                "The arrays after {part} on the way back are made from the same gradient: what is"
                " wrong in them may have no other cause.",
                part=name,
            )
        ]
    if other == tied:
        return [
            say(
                "The wrong arrays after {part} on the way back have the same factor, and may have"
                " the same cause.",
                part=name,
            )
        ]
    return [
        say(
            "Not all that is wrong after {part} on the way back is wrong by this factor: there is"
            " something else, too.",
            part=name,
        )
    ]


def _right(
    evidence: Evidence, part: int, place: _Place, turn: tuple[Leaf, ...], say: Language
) -> str:
    """The arrays that are right on every input, as the shown example names them."""
    always = []
    depth = max(_layer(leaf)[1] for leaf in turn)
    for leaf in turn:
        counted_from = max if place.layer > 0 else min  # the first layer, or the last one
        own = counted_from(_places(leaf, depth), key=lambda one: one.layer)
        if not any(
            _is_wrong_at(judgement.parts[part], own)
            for judgement in evidence.judgements
            if judgement is not None
        ):
            always.append(leaf.name)
    return say("{parts}, on every input.", parts=say.listed(always)) if always else ""


def _is_wrong_at(judged: PartJudgement, place: _Place) -> bool:
    depth = _depth(judged)
    return judged.value is None or any(
        place in _places(leaf, depth) for leaf in judged.wrong_leaves()
    )


def _hints(name: str, before: list[str], say: Language) -> list[str]:
    last = before[-1] if before else ""
    first = (
        say(
            "{before} is right, and {part} is not. Which lines stand between the one that gives"
            " {before} and the one that gives {part}? What does each of them do?",
            before=last,
            part=name,
        )
        if last
        else say("Which derivative does the way back begin with, and by what is it divided?")
    )
    return [
        first,
        say(
            "Put the step that gives {part} into a function of its own, and call it with small"
            " numbers that you can check by hand.",
            part=name,
        ),
    ]
