"""Arguments and results that are mixed up: in another order, along another axis, not used."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, permutations
from typing import Any

import numpy as np

from grader.answer_key import results
from grader.candidates import Candidates
from grader.diagnosis.explanation import Explanation
from grader.diagnosis.known_mistake import gives_the_same
from grader.evidence import Evidence
from grader.language import Language
from reference.domain import Array, Domain, Generator, shapes


def explain(evidence: Evidence, say: Language) -> Explanation | None:
    """The first mix-up that explains every input, or None."""
    return _results(evidence, say) or _arguments(evidence, say) or _axes(evidence, say)


def _gives(evidence: Evidence, form: Callable[..., Any]) -> bool:
    everything = tuple(range(len(evidence.parts)))
    try:
        return gives_the_same(_candidates(evidence, form), evidence, evidence.ordinary, everything)
    except (ArithmeticError, ValueError):  # another argument's value may be outside the domain
        return False


def _candidates(evidence: Evidence, form: Callable[..., Any]) -> Candidates:
    return Candidates(form, evidence.question.key, evidence.parts)


def _results(evidence: Evidence, say: Language) -> Explanation | None:
    """The right parts in another order."""
    truth, parts = evidence.question.truth, evidence.parts
    for order in permutations(range(len(parts))):
        if list(order) == sorted(order):
            continue

        def reordered(*arguments: Any, order: tuple[int, ...] = order) -> tuple[Any, ...]:
            right = truth(*arguments)
            return tuple(right[i] for i in order)

        if _gives(evidence, reordered):
            return Explanation(
                code="results-exchanged",
                headline=say("parts in another order"),
                sentence=say(
                    "Every part is right, but they are returned in another order: {parts}.",
                    parts=", ".join(parts[i] for i in order),
                ),
                why=say(
                    "The parts come back in another order on all {count} inputs.",
                    count=len(evidence.ordinary),
                ),
                right=say("Every number of every part."),
                hints=(
                    say("Compare the line with return with the statement: what comes first there?"),
                ),
            )
    return None


def _alike(one: Domain, other: Domain) -> bool:
    """Whether one argument can stand in the other's place: two arrays of one shape, two numbers."""
    if isinstance(one, Generator) or isinstance(other, Generator):
        return False
    return isinstance(one, Array) == isinstance(other, Array) and shapes(one) == shapes(other)


def _arguments(evidence: Evidence, say: Language) -> Explanation | None:
    """The right formula with two arguments of one kind in each other's place."""
    truth, domain = evidence.question.truth, evidence.question.formula.domain
    names = list(domain)
    for one, other in combinations(range(len(names)), 2):
        if not _alike(domain[names[one]], domain[names[other]]):
            continue

        def exchanged(*arguments: Any, one: int = one, other: int = other) -> Any:
            given = list(arguments)
            given[one], given[other] = given[other], given[one]
            return truth(*given)

        if _gives(evidence, exchanged):
            pair = {"one": names[one], "other": names[other]}
            return Explanation(
                code=f"arguments-exchanged:{names[one]}-{names[other]}",
                headline=say("{one} and {other} exchanged", **pair),
                sentence=say(
                    "The result is the right one for {one} and {other} in each other's place.",
                    **pair,
                ),
                why=say(
                    "Wherever {one} belongs, the code uses {other}, and the other way round, on all"
                    " {count} inputs.",
                    count=len(evidence.ordinary),
                    **pair,
                ),
                hints=(
                    say(
                        "Compare the line that begins with def with the signature in the statement:"
                        " the same arguments, in the same order?"
                    ),
                ),
            )
    return None


def _axes(evidence: Evidence, say: Language) -> Explanation | None:
    """The right formula along the other axis of every matrix."""
    formula, truth = evidence.question.formula, evidence.question.truth
    if len(evidence.parts) > 1 or evidence.question.key.right[0].layouts:
        return None

    def along_the_other_axis(*arguments: Any) -> Any:
        given = [a.T if isinstance(a, np.ndarray) and a.ndim == 2 else a for a in arguments]
        (result,) = results(formula, truth(*given))
        return result.T if result.ndim == 2 else result

    matrices = tuple(
        i
        for i in evidence.ordinary
        if any(
            isinstance(value, np.ndarray) and value.ndim == 2
            for value in evidence.examples[i].inputs.values()
        )
    )
    try:
        transposed = _candidates(evidence, along_the_other_axis)
        found = gives_the_same(transposed, evidence, matrices, (0,))
    except ValueError:  # the sizes of another argument do not fit the transposed ones
        return None
    if not found or not evidence.wrong(matrices):
        return None
    return Explanation(
        code="axis",
        headline=say("along the other axis"),
        sentence=say(
            "The result is right for the other axis: rows and columns change their parts."
        ),
        why=say(
            "On all {count} inputs with two axes the code works along the first axis where the"
            " statement asks for the last one, or the other way round.",
            count=len(matrices),
        ),
        right=say("The formula itself, along one axis."),
        hints=(
            say("Which axis do the words of the statement name? Print the sums along both axes."),
        ),
    )
