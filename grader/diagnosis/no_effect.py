"""Arguments on which a wrong result does not depend although the right one does, and what else is
wrong once a number stands in the place of such an argument."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from grader.candidates import Candidates
from grader.diagnosis.course_names import name_of
from grader.diagnosis.explanation import Explanation
from grader.diagnosis.known_mistake import gives_the_same
from grader.diagnosis.opening import besides, continued
from grader.evidence import Evidence
from grader.language import Language
from reference.formula import Mistake
from reference.values import mapped

# What stands in the code instead: nothing of the argument, or the number that books give it.
INSTEAD = (0.0, 1.0, 0.9, 0.99, 0.999, 0.1, 0.01, 0.001, 1e-5, 1e-6, 1e-7, 1e-8)


def explain(evidence: Evidence, say: Language) -> Explanation | None:
    """The arguments without effect, and the known mistake beside them where there is one."""
    if not evidence.unused:
        return None
    names = say.listed(evidence.unused)
    several = len(evidence.unused) > 1
    return Explanation(
        code=f"unused:{'-'.join(evidence.unused)}",
        headline=say("no effect of {names}", names=names),
        sentence=say("The result does not depend on {names}.", names=names),
        why=say("Other values of {names} change nothing in what is returned.", names=names)
        if several
        else say("Another value of {name} changes nothing in what is returned.", name=names),
        hints=(
            say(
                "Follow {names} through the code, line by line. Where is what came in lost: never"
                " read, given another value, or cancelled?",
                names=say.listed([name_of(evidence.question, name) for name in evidence.unused]),
            ),
        ),
        beside=_beside(evidence, say),
    )


def _beside(evidence: Evidence, say: Language) -> tuple[Explanation, ...]:
    # Of a formula with a single argument nothing is left to compare.
    is_one_of_several = len(evidence.unused) == 1 < len(evidence.question.formula.domain)
    mistake = _other(evidence, evidence.unused[0]) if is_one_of_several else None
    if mistake is None:
        return ()
    opening = besides(mistake, len(evidence.ordinary), say)
    return (
        Explanation(
            code=mistake.name,
            headline="",
            why=continued(opening, say(mistake.why)),
            hints=tuple(map(say, mistake.hints)),
        ),
    )


def _other(evidence: Evidence, name: str) -> Mistake | None:
    """The mistake that gives what the function gives, with a number for the argument; None also
    where the right formula does, with one."""
    question = evidence.question
    truth = [with_number(question.truth, question.formula.domain, name, n) for n in INSTEAD]
    if any(_is_it(evidence, form) for form in truth):
        return None
    return next(
        (
            mistake
            for mistake in question.mistakes
            if mistake.kind != "accepted" and not mistake.only_extreme
            if any(_is_it(evidence, form) for form in _forms(evidence, mistake, name))
        ),
        None,
    )


def _forms(evidence: Evidence, mistake: Mistake, name: str) -> Iterator[Callable[..., Any]]:
    for form in mistake.forms:
        for number in INSTEAD:
            yield with_number(form, evidence.question.formula.domain, name, number)


def _is_it(evidence: Evidence, form: Callable[..., Any]) -> bool:
    candidates = Candidates(form, evidence.question.key, evidence.parts)
    every = tuple(range(len(evidence.parts)))
    return gives_the_same(candidates, evidence, evidence.ordinary, every)


def with_number(
    function: Callable[..., Any], domain: Iterable[str], name: str, number: float
) -> Callable[..., Any]:
    """The function with a number for one of its arguments: all entries of an array are it, and a
    number that is whole stays one where it can.

    None where the code cannot go on with it: a count of nothing, a matrix without an inverse.
    """
    place = list(domain).index(name)

    def filled(*arguments: Any) -> Any:
        given = list(arguments)
        given[place] = mapped(lambda value: _filled(value, number), given[place])
        try:
            return function(*given)
        except (ArithmeticError, AttributeError, IndexError, TypeError, ValueError):
            return None

    return filled


def _filled(value: Any, number: float) -> Any:
    if isinstance(value, int) and number.is_integer():
        return int(number)
    return np.full_like(value, number, float)[()]
