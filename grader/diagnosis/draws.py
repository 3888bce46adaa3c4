"""Why numbers that are drawn at random are wrong: told from the laws, as there are no right values.

A known mistake breaks the same laws, and whatever the laws measure of its draws is, within what
chance explains, what they measure of the student's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from grader.checks.laws import measurements, verdict
from grader.diagnosis import besides
from grader.diagnosis.explanation import Explanation
from grader.evidence import Evidence, twin, with_twins
from grader.language import Language
from grader.measure import nonfinite
from grader.question import Question
from grader.student.answers import Answer
from reference.formula import Law, Mistake
from reference.values import Seed, arguments, leaves

# A known mistake that is missed stays unnamed; one that is found where it is not is a wrong name.
# So both are narrow. Of ten normal numbers beside ten others of one distribution, the means are
# further apart in one of 6000 cases, the spreads in less than one in a million.
STANDARD_ERRORS = 5
MOST_SPREAD = 8
SELDOM = 0.1  # of the examples
_ROUNDING = 1e-9  # of a number that a law measures: what is lost by computing it in another way
_MOST_NUMBERS = 2  # that a law may measure; of more, how many are off is measured


def explain(evidence: Evidence, say: Language) -> Explanation | None:
    """The known mistake behind broken laws, or from where the numbers come; None where all hold."""
    profiles = {law.name: _profile(law, evidence) for law in evidence.question.entry.laws}
    broken = [law for law in evidence.question.entry.laws if profiles[law.name].holds is False]
    if not broken and not _misshapen(evidence):
        return None
    mistake = _known(evidence, profiles)
    if mistake is not None:
        return Explanation(
            code=mistake.name,
            headline=say(mistake.headline),
            why=say("A known mistake; its draws look like these: {why}", why=say(mistake.why)),
            sentence=say(mistake.sentence),
            right=say(mistake.right),
            hints=tuple(say(hint) for hint in mistake.hints),
            action=say(mistake.action),
        )
    if found := besides.misshapen(evidence, say):
        return found
    if evidence.wrong_parts:  # any number would have been right
        what = nonfinite(evidence, evidence.wrong(evidence.ordinary), 0, say)
        return Explanation(
            code="not-finite",
            headline=say("{what} on some inputs", what=what),
            why=say("The result is {what} on some inputs.", what=what),
            hints=(
                say(
                    "Print the numbers before the last line. Which is the first that is not a"
                    " number?"
                ),
            ),
        )
    if any(_asks_for_state(law, evidence, same=True) for law in broken):
        return Explanation(
            code="other-generator",
            headline=say("not drawn from the generator"),
            why=say(
                "Two generators in the same state do not give the same result, so that something"
                " besides them decides: np.random, random, or a value kept from an earlier call."
            ),
            hints=(say("Which lines draw numbers? Of which object do they call a method?"),),
        )
    if any(
        _asks_for_state(law, evidence, same=False) and _is_the_same(law, evidence) for law in broken
    ):
        return Explanation(
            code="always-the-same-draw",
            headline=say("the same draw each time"),
            why=say("Whatever generator is passed in, the result is the same."),
            hints=(say("Is there a generator, or a seed, that the function sets itself?"),),
        )
    return Explanation(
        code="unnamed",
        headline="",
        why=say("No known mistake matches."),
        hints=(
            say(
                "Draw a large result, and measure what that sentence speaks of. What do you find,"
                " and which line decides it?"
            ),
        ),
    )


def _asks_for_state(law: Law, evidence: Evidence, *, same: bool) -> bool:
    """Whether a law is about two generators, in the same state or not, and nothing else."""
    if law.twin is None:
        return False
    inputs = evidence.examples[0].inputs
    changed = law.twin(**inputs)
    return all(isinstance(value, Seed) for value in changed.values()) and same == all(
        value == inputs[name] for name, value in changed.items()
    )


def _is_the_same(law: Law, evidence: Evidence) -> bool:
    """Whether what came back on the twins of a law is what came back before, number for number."""
    return all(
        [np.asarray(leaf).tolist() for leaf in leaves(answer.value)]
        == [np.asarray(leaf).tolist() for leaf in leaves(evidence.answers[i].value)]
        for i, answer in evidence.twins.get(law.name, ())
    )


def _misshapen(evidence: Evidence) -> list[tuple[int, str, tuple[int, ...]]]:
    """The examples on which no such arrays came back as are asked for, and what did."""
    return [
        (i, str(judgement.problem.described), _sizes(evidence.answers[i]))
        for i, judgement in enumerate(evidence.judgements)
        if judgement is not None and judgement.problem is not None
    ]


def _sizes(answer: Answer) -> tuple[int, ...]:
    """How many numbers each array of a list has; of what is no list, how many there are."""
    try:
        listed = answer.value if isinstance(answer.value, list | tuple) else [answer.value]
        return tuple(np.size(entry) for entry in listed)
    except ValueError:  # lists in lists, of different lengths
        return ()


class _Profile(NamedTuple):
    """What a law says of some draws: whether it holds, and what it measured (examples, numbers)."""

    holds: bool | None
    numbers: Any
    measures: bool  # numbers; where not, whether both sides agree

    def is_like(self, other: _Profile) -> bool:
        """Whether both measure the same, up to what chance explains."""
        mine, theirs = self.numbers, other.numbers
        if mine.shape[1:] != theirs.shape[1:] or bool(len(mine)) != bool(len(theirs)):
            return False
        if not len(mine):
            return self.holds == other.holds
        if not self.measures and self.holds != other.holds:
            # Chance alone hardly ever decides whether one holds that is broken more often.
            return bool(min(mine.mean(), theirs.mean()) >= 1 - SELDOM)
        spreads = np.array([mine.std(axis=0), theirs.std(axis=0)])
        error = np.hypot(*spreads) / np.sqrt(min(len(mine), len(theirs)))
        distance = np.abs(mine.mean(axis=0) - theirs.mean(axis=0))
        slack = _ROUNDING * np.maximum(1, np.abs(theirs.mean(axis=0)))
        is_near = np.all(distance <= STANDARD_ERRORS * error + slack)
        # One that is always the same lies in the middle of what varies and is not like it.
        varies = spreads.max(axis=0) <= MOST_SPREAD * spreads.min(axis=0) + slack
        are_counts = np.all(np.concatenate([mine, theirs]) % 1 == 0)
        return bool(is_near and (np.all(varies) or are_counts))


def _profile(law: Law, evidence: Evidence) -> _Profile:
    found = list(measurements(law, evidence))
    lefts = [
        np.concatenate([np.ravel(leaf) for leaf in leaves(measured.left)]) for measured in found
    ]
    measures = len({left.size for left in lefts}) == 1 and lefts[0].size <= _MOST_NUMBERS
    if measures:
        numbers = np.array(lefts, dtype=float)
    else:
        numbers = np.array([[float(measured.agrees)] for measured in found]).reshape(-1, 1)
    return _Profile(verdict(law, evidence, found), numbers, measures)


def _known(evidence: Evidence, profiles: Mapping[str, _Profile]) -> Mistake | None:
    """The first known mistake whose draws look like these. The laws that are broken come first:
    they tell most mistakes apart."""
    laws = sorted(
        evidence.question.entry.laws, key=lambda law: profiles[law.name].holds is not False
    )
    for mistake in evidence.question.mistakes:
        for form in mistake.forms:
            drawn = _drawn(form, evidence.question)
            if _is_of_its_shape(evidence, drawn, form) and all(
                _profile(law, drawn).is_like(profiles[law.name]) for law in laws
            ):
                return mistake
    return None


def _is_of_its_shape(evidence: Evidence, drawn: Evidence, form: Callable[..., Any]) -> bool:
    """Whether the student's results have the shapes of what a form draws. Where chance decides in
    which order its arrays come, those of other sizes may stand in other places."""
    if _misshapen(evidence) == _misshapen(drawn):
        return True
    pairs = zip(evidence.answers, drawn.answers, strict=True)
    if any(sorted(_sizes(mine)) != sorted(_sizes(theirs)) for mine, theirs in pairs):
        return False
    return _misshapen(_drawn(form, evidence.question, further=1)) != _misshapen(drawn)


def _drawn(form: Callable[..., Any], question: Question, further: int = 0) -> Evidence:
    """What a form answers on the bank, with generators that are so much further on, and, as soon as
    it is looked at, on the twins of a law."""
    answers = tuple(
        _answer(form, _with_further_seeds(example.inputs, further))
        for example in question.key.examples
    )
    return Evidence(question, answers, twins=_Twins(form, question))


def _with_further_seeds(inputs: Mapping[str, Any], further: int) -> dict[str, Any]:
    return {
        name: Seed(value.number + further) if isinstance(value, Seed) else value
        for name, value in inputs.items()
    }


class _Twins(Mapping[str, tuple[tuple[int, Answer], ...]]):
    """What a form answers on the twins of each law; most forms are told apart by the first law."""

    def __init__(self, form: Callable[..., Any], question: Question) -> None:
        self._form = form
        self._question = question
        self._known: dict[str, tuple[tuple[int, Answer], ...]] = {}
        self._laws = {law.name: law for law in question.entry.laws if law.twin is not None}

    def __getitem__(self, name: str) -> tuple[tuple[int, Answer], ...]:
        if name not in self._known:
            law, examples = self._laws[name], self._question.key.examples
            self._known[name] = tuple(
                (i, _answer(self._form, twin(law, examples[i]))) for i in with_twins(self._question)
            )
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._laws)

    def __len__(self) -> int:
        return len(self._laws)


def _answer(form: Callable[..., Any], inputs: Mapping[str, Any]) -> Answer:
    with np.errstate(all="ignore"):
        return Answer("returned", form(*arguments(inputs)))
